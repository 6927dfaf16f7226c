//! Making a report up: its blocks gathered from the case as it is, set against what they showed when they were put in.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use umbra_find::{Facts, Findings, Footnote, Footnotes, Network, StatementId};
use umbra_model::Standing;

use super::blocks::{self, Gathered};
use super::{Prose, Reference, Sketch, Writings, WrittenPart, WrittenReport, prose};
use crate::words;

/// Lines of a block, and footnotes of a line, that are shown; how many are left out is told.
const LINES: usize = 150;
const NOTES: usize = 6;
/// Lines and statements that are kept of what was seen.
const KEPT: usize = 4_000;

/// What blocks are gathered from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The case's statements.
    pub facts: &'a Facts,
    /// What follows from them.
    pub findings: &'a Findings,
    /// The network with assessments.
    pub network: &'a Network,
    /// What people noted on entities, and pictures that they arranged.
    pub writings: &'a Writings,
}

/// What was to be seen in a block when somebody put it in, or looked at it anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Who looked.
    pub by: String,
    /// When, in UTC, as ISO 8601.
    pub at: String,
    /// The SHA-256 of all that it showed, the grades of its sentences included.
    pub fingerprint: String,
    /// The beginning of the SHA-256 of each line.
    pub lines: Vec<String>,
    /// The beginning of the SHA-256 of each statement that it rested on: of what it says and where. What was withdrawn and stated anew
    /// is the same.
    pub statements: Vec<String>,
}

/// A report that is made up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Composed {
    /// What it is called.
    pub title: String,
    /// Its text and blocks.
    pub pieces: Vec<Piece>,
    /// The footnotes of all blocks, numbered as they are first called for.
    pub footnotes: Vec<Footnote>,
    /// How many blocks show something else than when they were put in.
    pub changed: usize,
    /// How many blocks have nothing to show any more.
    pub gone: usize,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "piece", rename_all = "snake_case")]
pub enum Piece {
    /// Text.
    Text {
        /// Its paragraphs.
        prose: Vec<Prose>,
    },
    /// A block.
    Block(Box<ShownBlock>),
}

/// A block as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownBlock {
    /// Its number in the report.
    pub number: u32,
    /// What it shows.
    pub shows: Reference,
    /// What sort of block, in words.
    pub sort: &'static str,
    /// What stands over it.
    pub title: String,
    /// Whether Umbra concluded it: no source says it as a whole.
    pub is_assessment: bool,
    /// Its lines.
    pub lines: Vec<ShownLine>,
    /// Lines that are left out because there are too many.
    pub left_out: usize,
    /// Its drawing.
    pub sketch: Option<Sketch>,
    /// What the reader has to know before relying on it.
    pub caveats: Vec<String>,
    /// What people noted on whom it shows. Notes are no sources.
    pub noted: Vec<String>,
    /// How it stands to what it showed when it was put in.
    pub state: BlockState,
    /// Who put it in or looked at it anew, and when.
    pub seen_by: Option<(String, String)>,
}

/// A line of a block.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownLine {
    /// 0 for a heading, 1 for a point, 2 for what belongs to the point before.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// How far the accusation has got, for a line that accuses.
    pub standing: Option<Standing>,
    /// Whether Umbra or a user concluded it.
    pub is_assessment: bool,
    /// Numbers of its footnotes.
    pub notes: Vec<usize>,
    /// Places beyond those that have a footnote.
    pub more: usize,
    /// Whether it was not there, or read otherwise, when the block was put in.
    pub is_new: bool,
}

/// How a block stands to what it showed when it was put in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum BlockState {
    /// It shows what it showed.
    AsSeen,
    /// It shows something else.
    Changed {
        /// What, in sentences.
        says: Vec<String>,
    },
    /// What it showed is not in the case any more.
    Gone {
        /// Why.
        why: String,
    },
}

impl Composed {
    /// What the reader has to know of blocks that do not show what they showed.
    pub(super) fn doubt(&self) -> Option<String> {
        let changed = words::count(self.changed, "block shows", "blocks show");
        let gone = words::count(self.gone, "block has", "blocks have");
        match (self.changed, self.gone) {
            (0, 0) => None,
            (_, 0) => Some(format!("{changed} something else than when it was put in; it says so itself.")),
            (0, _) => Some(format!("{gone} nothing to show any more.")),
            _ => Some(format!("{changed} something else than when put in, and {gone} nothing to show any more.")),
        }
    }
}

impl ShownBlock {
    /// Since when it has changed.
    pub(super) fn since(&self) -> String {
        match &self.seen_by {
            Some((by, at)) => format!("changed since {by} put it in on {}", at.get(..10).unwrap_or(at)),
            None => "changed since it was put in".to_owned(),
        }
    }
}

/// Makes a report up from the case as it is.
pub fn compose(material: &Material<'_>, report: &WrittenReport) -> Composed {
    let mut footnotes = Footnotes::new(material.facts);
    let mut composed =
        Composed { title: report.title.clone(), pieces: Vec::new(), footnotes: Vec::new(), changed: 0, gone: 0 };
    for part in &report.parts {
        match part {
            WrittenPart::Text { text } => composed.pieces.push(Piece::Text { prose: prose(text) }),
            WrittenPart::Block(block) => {
                let shown = match blocks::gather(material, &block.shows) {
                    Ok(gathered) => {
                        shown(block.number, &block.shows, gathered, block.seen.as_ref(), material, &mut footnotes)
                    }
                    Err(why) => gone(block.number, &block.shows, block.seen.as_ref(), why),
                };
                composed.changed += usize::from(matches!(shown.state, BlockState::Changed { .. }));
                composed.gone += usize::from(matches!(shown.state, BlockState::Gone { .. }));
                composed.pieces.push(Piece::Block(Box::new(shown)));
            }
        }
    }
    composed.footnotes = footnotes.finish();
    composed
}

/// What is to be seen of something now, by whom and when; fails with the reason where the case holds no such thing.
///
/// # Errors
/// A sentence on what is missing.
pub fn look_at(material: &Material<'_>, shows: &Reference, by: &str, at: &str) -> Result<Seen, String> {
    let gathered = blocks::gather(material, shows)?;
    Ok(Seen { by: by.to_owned(), at: at.to_owned(), ..seen_of(&gathered, material.facts) })
}

fn gone(number: u32, shows: &Reference, seen: Option<&Seen>, why: String) -> ShownBlock {
    ShownBlock {
        number,
        shows: shows.clone(),
        sort: shows.kind_in_words(),
        title: words::capitalised(shows.kind_in_words()),
        is_assessment: false,
        lines: Vec::new(),
        left_out: 0,
        sketch: None,
        caveats: Vec::new(),
        noted: Vec::new(),
        state: BlockState::Gone { why },
        seen_by: seen.map(|seen| (seen.by.clone(), seen.at.clone())),
    }
}

fn shown(
    number: u32,
    shows: &Reference,
    gathered: Gathered,
    seen: Option<&Seen>,
    material: &Material<'_>,
    footnotes: &mut Footnotes<'_>,
) -> ShownBlock {
    let now = seen_of(&gathered, material.facts);
    let known: Option<BTreeSet<&str>> = seen.map(|seen| seen.lines.iter().map(String::as_str).collect());
    let state = seen.map_or(BlockState::AsSeen, |seen| state_of(seen, &now));
    let has_changed = matches!(state, BlockState::Changed { .. });
    let left_out = gathered.lines.len().saturating_sub(LINES);
    let is_known = |digest: &String| known.as_ref().is_none_or(|known| known.contains(digest.as_str()));
    let digests: Vec<String> = gathered.lines.iter().map(digest_of).collect();
    let lines = gathered.lines.into_iter().zip(digests).take(LINES).map(|(line, digest)| {
        let (statements, more) = first_places(material.facts, line.statements);
        ShownLine {
            level: line.level,
            text: line.text,
            standing: line.standing,
            is_assessment: line.is_assessment,
            notes: footnotes.number(&statements),
            more,
            is_new: has_changed && !is_known(&digest),
        }
    });
    ShownBlock {
        number,
        shows: shows.clone(),
        sort: shows.kind_in_words(),
        title: gathered.title,
        is_assessment: gathered.is_assessment,
        lines: lines.collect(),
        left_out,
        sketch: gathered.sketch,
        caveats: gathered.caveats,
        noted: noted(material, &gathered.about),
        state,
        seen_by: seen.map(|seen| (seen.by.clone(), seen.at.clone())),
    }
}

/// The statements at the first places in reading order that have a footnote, and how many places more there are.
fn first_places(facts: &Facts, mut statements: Vec<StatementId>) -> (Vec<StatementId>, usize) {
    statements.sort_by_cached_key(|id| facts.reading_order(*id));
    let mut places = BTreeSet::new();
    let mut first = Vec::new();
    for id in statements {
        let Some(fact) = facts.fact(id) else { continue };
        let span = fact.statement.span();
        if places.insert((span.source(), span.place().clone())) && places.len() <= NOTES {
            first.push(id);
        }
    }
    let more = places.len().saturating_sub(NOTES);
    (first, more)
}

/// What people noted on some entities.
fn noted(material: &Material<'_>, about: &[umbra_model::EntityId]) -> Vec<String> {
    let about: BTreeSet<_> = about.iter().map(|id| material.facts.canonical(id)).collect();
    let own = material.writings.notes.iter().filter(|(entity, _)| about.contains(material.facts.canonical(entity)));
    own.map(|(entity, note)| format!("{}: {}", material.facts.caption(entity), note.in_words())).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What tells a line from every other: its words and how far what it says has got.
fn digest_of(line: &blocks::Line) -> String {
    let standing = line.standing.map_or("", Standing::name);
    let told = format!("{}\n{}\n{standing}\n{}", line.level, line.text, line.is_assessment);
    hex(&Sha256::digest(told.as_bytes())[..6])
}

fn seen_of(gathered: &Gathered, facts: &Facts) -> Seen {
    let lines: Vec<String> = gathered.lines.iter().map(digest_of).collect();
    let statements: BTreeSet<StatementId> =
        gathered.lines.iter().flat_map(|line| line.statements.iter().copied()).collect();
    let mut hash = Sha256::new();
    for line in lines.iter().chain(&gathered.caveats).chain([&gathered.title]) {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    let mut said: BTreeSet<String> = BTreeSet::new();
    for fact in statements.iter().filter_map(|id| facts.fact(*id)) {
        let (statement, span) = (&fact.statement, fact.statement.span());
        let (property, value) = (statement.property().name(), statement.value());
        let told = format!("{}\n{property}\n{value}\n{}\n{}", statement.entity(), span.source(), span.place());
        let digest = hex(&Sha256::digest(told.as_bytes())[..6]);
        let grade = facts.source(span.source()).map(|source| source.reliability.to_string()).unwrap_or_default();
        let standing = statement.standing().map_or("", Standing::name);
        said.insert(format!("{digest} {standing} {grade}{}", statement.credibility().digit()));
    }
    for line in &said {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    // What is kept of each is what it says and where; its standing and grade are in the fingerprint.
    let said: BTreeSet<String> = said.into_iter().filter_map(|line| Some(line.split_once(' ')?.0.to_owned())).collect();
    Seen {
        by: String::new(),
        at: String::new(),
        fingerprint: hex(&hash.finalize()),
        lines: lines.into_iter().take(KEPT).collect(),
        statements: said.into_iter().take(KEPT).collect(),
    }
}

/// What differs between what was seen and what is to be seen now.
fn state_of(seen: &Seen, now: &Seen) -> BlockState {
    if seen.fingerprint == now.fingerprint {
        return BlockState::AsSeen;
    }
    fn apart<T: Ord>(these: &[T], those: &[T]) -> usize {
        let those: BTreeSet<&T> = those.iter().collect();
        these.iter().collect::<BTreeSet<_>>().difference(&those).count()
    }
    let counts = [
        (apart(&now.lines, &seen.lines), "line is new or reads otherwise", "lines are new or read otherwise"),
        (
            apart(&seen.lines, &now.lines),
            "line that stood here does not any more",
            "lines that stood here do not any more",
        ),
        (apart(&now.statements, &seen.statements), "statement more bears it out", "statements more bear it out"),
        (
            apart(&seen.statements, &now.statements),
            "statement that bore it out counts no more",
            "statements that bore it out count no more",
        ),
    ];
    let mut says: Vec<String> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| words::count(*count, one, many))
        .collect();
    if says.is_empty() {
        says.push("the grade of a source, or what the reader has to mind, is another".to_owned());
    }
    BlockState::Changed { says }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(fingerprint: &str, lines: &[&str], statements: &[i64]) -> Seen {
        Seen {
            fingerprint: fingerprint.to_owned(),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            statements: statements.iter().map(ToString::to_string).collect(),
            ..Seen::default()
        }
    }

    #[test]
    fn what_differs_is_told() {
        let before = seen("a", &["x", "y"], &[1, 2]);
        assert_eq!(state_of(&before, &before), BlockState::AsSeen);
        let BlockState::Changed { says } = state_of(&before, &seen("b", &["x", "z"], &[1, 2, 3])) else { panic!() };
        let expected = [
            "1 line is new or reads otherwise",
            "1 line that stood here does not any more",
            "1 statement more bears it out",
        ];
        assert_eq!(says, expected);
        let BlockState::Changed { says } = state_of(&before, &seen("b", &["x", "y"], &[1, 2])) else { panic!() };
        assert!(says[0].contains("grade"));
    }
}
