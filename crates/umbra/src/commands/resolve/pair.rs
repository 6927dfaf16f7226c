//! Two records side by side: what each source says of each, line beside line.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use anyhow::Result;
use umbra_case::{Case, Profile, Stated};
use umbra_model::{EntityId, PropertyType, SourceId};
use umbra_resolve::Proposal;
use unicode_width::UnicodeWidthStr;

use super::decisions::caption;
use super::proposals::parts;
use crate::page::{self, FAINT, HEADING, styled};

/// Columns of what the lines are about.
const LABEL: usize = 16;
/// Ties of one record that are shown.
const MOST_TIES: usize = 8;
/// Values of one property that are shown.
const MOST_VALUES: usize = 8;

/// What each line holds of one record, and where it stands.
struct Side {
    caption: String,
    kind: &'static str,
    id: EntityId,
    /// By property, its values with the numbers of their notes.
    values: BTreeMap<&'static str, Vec<(String, Vec<usize>)>>,
    ties: Vec<(String, Vec<usize>)>,
}

/// Where values stand: each place once, numbered from 1.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn number(&mut self, note: String) -> usize {
        if let Some(at) = self.0.iter().position(|known| *known == note) {
            return at + 1;
        }
        self.0.push(note);
        self.0.len()
    }
}

/// The pair as it is shown: both records, what speaks for and against it, and the sources.
pub fn shown(case: &Case, proposal: &Proposal) -> Result<String> {
    let mut notes = Notes::default();
    let sides = [side(case, &proposal.left, &mut notes)?, side(case, &proposal.right, &mut notes)?];
    let column = (page::width() - LABEL - 4) / 2;
    let mut text = String::new();
    let mut line = |label: &str, cells: [Vec<String>; 2], is_heading: bool| {
        let cells = cells.map(|values| -> Vec<String> {
            let wrap = |value: &String| -> Vec<String> {
                page::wrapped(value, column - 1, 0, 4).lines().map(str::to_owned).collect()
            };
            values.iter().flat_map(wrap).collect()
        });
        for at in 0..cells[0].len().max(cells[1].len()) {
            let label = if at == 0 { label } else { "" };
            let cell = |side: usize| cells[side].get(at).map_or("", String::as_str);
            let pad = |text: &str, columns: usize| " ".repeat(columns.saturating_sub(text.width()));
            let (left, right) = (cell(0), cell(1));
            let gap = pad(left, column);
            let style = |text: &str| if is_heading { styled(HEADING, text) } else { text.to_owned() };
            let row = format!("{}{}  {}{gap}  {}", styled(FAINT, label), pad(label, LABEL), style(left), style(right));
            text.push_str(row.trim_end());
            text.push('\n');
        }
    };
    line("", sides.each_ref().map(|side| vec![side.caption.clone()]), true);
    line("kind", sides.each_ref().map(|side| vec![side.kind.to_owned()]), false);
    line("id", sides.each_ref().map(|side| vec![side.id.to_string()]), false);
    let mut properties: Vec<&str> = sides.iter().flat_map(|side| side.values.keys().copied()).collect();
    // What both tell stands first: that is what is compared.
    properties.sort_by_key(|property| {
        (sides.iter().filter(|side| side.values.contains_key(property)).count() < 2, *property)
    });
    properties.dedup();
    let listed = |values: &[(String, Vec<usize>)], most: usize| -> Vec<String> {
        let mut out: Vec<String> = values.iter().take(most).map(|(value, notes)| noted(value, notes)).collect();
        if values.len() > most {
            out.push(format!("and {} more", values.len() - most));
        }
        out
    };
    for property in properties {
        let of = |side: &Side| side.values.get(property).map(|values| listed(values, MOST_VALUES)).unwrap_or_default();
        line(property, sides.each_ref().map(of), false);
    }
    line("ties", sides.each_ref().map(|side| listed(&side.ties, MOST_TIES)), false);
    text.push('\n');
    text.push_str(&parts(proposal, 0));
    if !notes.0.is_empty() {
        text.push('\n');
    }
    for (number, note) in (1..).zip(&notes.0) {
        let lead = format!("[{number}] ");
        let room = page::width() - lead.len();
        text.push_str(&format!("{}\n", styled(FAINT, format!("{lead}{}", page::wrapped(note, room, lead.len(), 2)))));
    }
    Ok(text)
}

fn noted(value: &str, notes: &[usize]) -> String {
    let numbers: Vec<String> = notes.iter().map(ToString::to_string).collect();
    if numbers.is_empty() { value.to_owned() } else { format!("{value} [{}]", numbers.join(",")) }
}

fn side(case: &Case, id: &EntityId, notes: &mut Notes) -> Result<Side> {
    let canonical = case.canonical(id)?;
    let Some(profile) = case.entity(&canonical)? else {
        let caption = "nothing is said of it any more".to_owned();
        return Ok(Side { caption, kind: "", id: canonical, values: BTreeMap::new(), ties: Vec::new() });
    };
    let mut names: BTreeMap<SourceId, String> = BTreeMap::new();
    let mut values: BTreeMap<&'static str, Vec<(String, Vec<usize>)>> = BTreeMap::new();
    for stated in profile.standing_statements() {
        let statement = &stated.statement;
        let number = notes.number(note(case, stated, &mut names)?);
        let mut value = match statement.target() {
            Some(target) => caption(case, &target)?,
            None => statement.value().to_owned(),
        };
        if let Some(standing) = statement.standing() {
            value.push_str(&format!(" ({standing})"));
        }
        let list = values.entry(statement.property().name()).or_default();
        match list.iter_mut().find(|(known, _)| *known == value) {
            Some((_, numbers)) if !numbers.contains(&number) => numbers.push(number),
            Some(_) => {}
            None => list.push((value, vec![number])),
        }
    }
    let ties = ties(case, &profile, notes, &mut names)?;
    let (caption, kind) = (profile.caption().to_owned(), profile.schema.label());
    Ok(Side { caption, kind, id: canonical, values, ties })
}

/// What else names the record: whose employee it is, what it owns, where it stands accused.
fn ties(
    case: &Case,
    profile: &Profile,
    notes: &mut Notes,
    names: &mut BTreeMap<SourceId, String>,
) -> Result<Vec<(String, Vec<usize>)>> {
    let mut ties: Vec<(String, Vec<usize>)> = Vec::new();
    for tie in case.referring_to(&profile.id)? {
        let Some(tie) = case.entity(&tie)? else { continue };
        let mut others = Vec::new();
        for stated in tie.standing_statements() {
            let is_end = stated.statement.property().kind() == PropertyType::Entity;
            if let Some(target) = stated.statement.target().filter(|id| is_end && !profile.ids.contains(id)) {
                let other = caption(case, &target)?;
                if !others.contains(&other) {
                    others.push(other);
                }
            }
        }
        if !tie.schema.is_edge() && others.is_empty() {
            others.push(tie.caption().to_owned());
        }
        let mut text = format!("{}: {}", tie.schema.label(), others.join(", "));
        for detail in ["role", "startDate", "endDate"] {
            if let Some(value) = tie.first(detail) {
                text.push_str(&format!(", {value}"));
            }
        }
        if let Some(standing) = tie.standing() {
            text.push_str(&format!(" ({standing})"));
        }
        let number = match tie.standing_statements().next() {
            Some(stated) => notes.number(note(case, stated, names)?),
            None => continue,
        };
        match ties.iter_mut().find(|(known, _)| *known == text) {
            Some((_, numbers)) if !numbers.contains(&number) => numbers.push(number),
            Some(_) => {}
            None => ties.push((text, vec![number])),
        }
    }
    Ok(ties)
}

/// Where a statement stands: publisher and date or the file, the place, and the words.
fn note(case: &Case, stated: &Stated, names: &mut BTreeMap<SourceId, String>) -> Result<String> {
    let span = stated.statement.span();
    let id = span.source();
    let name = match names.entry(id) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => new.insert(source_name(case, id)?),
    };
    let quote = page::cut(&span.quote().split_whitespace().collect::<Vec<_>>().join(" "), 110);
    Ok(format!("{name}, {}: “{quote}”", span.place()))
}

fn source_name(case: &Case, id: SourceId) -> Result<String> {
    let source = case.source(id)?;
    let file = source.as_ref().map_or_else(|| id.short(), |source| source.name().to_owned());
    let publisher = source.as_ref().and_then(|source| source.publisher.clone());
    let published = source.as_ref().and_then(|source| source.published).map(|date| date.to_string());
    Ok(publisher.into_iter().chain(published).chain([file]).collect::<Vec<_>>().join(", "))
}
