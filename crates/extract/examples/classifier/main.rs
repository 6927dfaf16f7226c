//! What the classifier of ties learns from, in the form that `training/train.py` reads.
//!
//! `cargo run --release -p umbra-extract --example classifier -- DIR... > sentences.jsonl`
//!
//! A folder holds any number of `NAME.txt` with `NAME.gold.json`. `rules` in place of a folder stands for the examples of the
//! rules, of which the rules themselves say what is in them. A line is a sentence: its pieces and marks, then of each two
//! parties where they stand, which ties the sentence tells of them, and which may or may not count.

#[path = "../score/align.rs"]
mod align;
#[path = "../score/gold.rs"]
#[allow(dead_code, reason = "only ties and events are learned")]
mod gold;
#[path = "../score/reading.rs"]
#[allow(dead_code, reason = "only ties and events are learned")]
mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;
use umbra_extract::{Carried, EVENTS, EncodedSentence, Extractor, Spoken, TIES, carried};
use umbra_model::{Source, SourceId, Text};

use crate::align::likeness;
use crate::gold::{Gold, Span};
use crate::reading::Reading;

/// Something that a text tells.
struct Told {
    kind: usize,
    subject: usize,
    /// None for an event.
    object: Option<usize>,
    /// Where it is told, as characters.
    span: Span,
    optional: bool,
}

/// Which entities of a reading the annotator knows.
#[derive(Default)]
struct Known<'g> {
    of_gold: BTreeMap<&'g str, usize>,
    /// The first of those that the reading took for several.
    same: BTreeMap<usize, usize>,
}

impl<'g> Known<'g> {
    fn of(likeness: &BTreeMap<usize, &'g str>) -> Self {
        let mut known = Self::default();
        for (entity, id) in likeness {
            let first = *known.of_gold.entry(*id).or_insert(*entity);
            known.same.insert(*entity, first);
        }
        known
    }

    fn entity(&self, id: &str) -> Option<usize> {
        self.of_gold.get(id).copied()
    }

    fn same(&self, entity: usize) -> usize {
        self.same.get(&entity).copied().unwrap_or(entity)
    }
}

#[derive(Default)]
struct Counts {
    texts: usize,
    sentences: usize,
    ties: usize,
    both_known: usize,
    in_a_sentence: usize,
    over_several: usize,
}

fn main() -> ExitCode {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if folders.is_empty() {
        eprintln!("usage: classifier rules|DIR...  (each with NAME.txt and NAME.gold.json)");
        return ExitCode::from(2);
    }
    let extractor = Extractor::english();
    let mut counts = Counts::default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for folder in &folders {
        let done = if folder.as_os_str() == "rules" {
            examples(&extractor, &mut counts, &mut out)
        } else {
            texts(&extractor, folder, &mut counts, &mut out)
        };
        if let Err(error) = done {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::from(3);
        }
    }
    eprintln!(
        "{} texts, {} sentences; {} ties, of {} both ends are known, {} stand in one sentence, {} over several",
        counts.texts, counts.sentences, counts.ties, counts.both_known, counts.in_a_sentence, counts.over_several
    );
    ExitCode::SUCCESS
}

fn texts(
    extractor: &Extractor,
    folder: &Path,
    counts: &mut Counts,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt") && path.with_extension("gold.json").exists());
    paths.sort();
    for path in paths {
        let bytes = std::fs::read(&path)?;
        let gold: Gold = serde_json::from_slice(&std::fs::read(path.with_extension("gold.json"))?)?;
        let id = SourceId::of(&bytes);
        let text = Text::new(id, String::from_utf8(bytes)?, Vec::new());
        let source = Source::new(id, path.to_string_lossy(), "text/plain", text.as_str().len() as u64);
        let (extraction, sentences) = extractor.encoded(&text, &source);
        let reading = Reading::of_run(&text, &extraction);
        let known = Known::of(&likeness(&gold, &reading));
        let mut told = Vec::new();
        for tie in &gold.relations {
            let Some(kind) = TIES.iter().position(|k| *k == tie.kind) else { continue };
            counts.ties += usize::from(!tie.optional);
            let Some((subject, object)) = known.entity(&tie.subject).zip(known.entity(&tie.object)) else { continue };
            counts.both_known += usize::from(!tie.optional);
            told.push(Told { kind, subject, object: Some(object), span: tie.trigger, optional: tie.optional });
        }
        for event in &gold.events {
            let kind = EVENTS.iter().position(|k| *k == event.kind);
            let Some((kind, subject)) = kind.zip(event.main().and_then(|id| known.entity(id))) else { continue };
            told.push(Told { kind, subject, object: None, span: event.trigger, optional: event.optional });
        }
        let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        write(&name, &text, &sentences, &told, &known, counts, out)?;
    }
    Ok(())
}

/// The examples of the rules.
fn examples(extractor: &Extractor, counts: &mut Counts, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    for rule in extractor.rules().all() {
        for words in rule.examples.iter().map(|e| e.text.as_str()).chain(rule.counter.iter().map(String::as_str)) {
            let id = SourceId::of(words.as_bytes());
            let text = Text::new(id, words.to_owned(), Vec::new());
            let mut source = Source::new(id, "example", "text/plain", words.len() as u64);
            source.language = Some("en".to_owned());
            let (extraction, sentences) = extractor.encoded(&text, &source);
            let reading = Reading::of_run(&text, &extraction);
            let ties = reading.relations.iter().filter_map(|r| {
                let kind = TIES.iter().position(|k| *k == r.kind)?;
                let object = Some(r.object);
                Some(Told { kind, subject: r.subject, object, span: r.trigger, optional: false })
            });
            let events = reading.events.iter().filter_map(|e| {
                let kind = EVENTS.iter().position(|k| *k == e.kind)?;
                let subject = *e.parties.first()?;
                Some(Told { kind, subject, object: None, span: e.trigger, optional: false })
            });
            let told: Vec<Told> = ties.chain(events).collect();
            write(&format!("rule {}", rule.id), &text, &sentences, &told, &Known::default(), counts, out)?;
        }
    }
    Ok(())
}

fn write(
    name: &str,
    text: &Text,
    sentences: &[EncodedSentence],
    told: &[Told],
    known: &Known<'_>,
    counts: &mut Counts,
    out: &mut impl Write,
) -> std::io::Result<()> {
    counts.texts += 1;
    let (mut in_one, mut over_several) = (vec![false; told.len()], vec![false; told.len()]);
    let carried = carried(sentences);
    for (number, sentence) in sentences.iter().enumerate() {
        let range = Span {
            start: text.characters_before(sentence.range.start),
            end: text.characters_before(sentence.range.end),
        };
        let here = |told: &Told| told.span.overlaps(range) && !told.optional;
        // Which ties the sentence tells of two parties, and which may or may not count.
        let labels = |left: &Spoken, right: &Spoken, found: &mut [bool]| -> (Vec<usize>, BTreeSet<usize>) {
            let (mut labels, mut masked) = (Vec::new(), BTreeSet::new());
            let (left, right) = (known.same(left.entity), known.same(right.entity));
            for (at, told) in told.iter().enumerate() {
                let turned = match told.object {
                    Some(object) if (told.subject, object) == (left, right) => 0,
                    Some(object) if (told.subject, object) == (right, left) => 1,
                    _ => continue,
                };
                let label = 2 * told.kind + turned;
                if here(told) {
                    labels.push(label);
                    found[at] = true;
                } else {
                    masked.insert(label);
                }
            }
            (labels, masked)
        };
        let at = |party: &Spoken| [party.pieces.start, party.pieces.end];
        let mut pairs = Vec::new();
        for (left, right) in sentence.pairs() {
            let (labels, masked) = labels(&left, &right, &mut in_one);
            pairs.push(json!([at(&left), at(&right), labels, masked]));
        }
        let mut over = Vec::new();
        for Carried { earlier, gap, left, right } in &carried[number] {
            let (labels, masked) = labels(left, right, &mut over_several);
            over.push(json!([number - earlier, gap, at(left), at(right), labels, masked]));
        }
        let mut parties = Vec::new();
        for party in &sentence.parties {
            let (mut labels, mut masked) = (Vec::new(), BTreeSet::new());
            for told in told.iter().filter(|t| t.object.is_none() && t.subject == known.same(party.entity)) {
                if here(told) {
                    labels.push(told.kind);
                } else {
                    masked.insert(told.kind);
                }
            }
            parties.push(json!([[party.pieces.start, party.pieces.end], party.entity, labels, masked]));
        }
        counts.sentences += 1;
        let words = text.as_str().get(sentence.range.clone()).unwrap_or_default();
        let line = json!({
            "name": name, "text": words, "pieces": sentence.pieces, "marks": sentence.marks, "pairs": pairs, "carried": over,
            "parties": parties,
        });
        writeln!(out, "{line}")?;
    }
    for (at, _) in told.iter().enumerate().filter(|(_, told)| told.object.is_some() && !told.optional) {
        counts.in_a_sentence += usize::from(in_one[at]);
        counts.over_several += usize::from(over_several[at] && !in_one[at]);
    }
    Ok(())
}
