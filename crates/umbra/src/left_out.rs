//! What a filter of entities leaves out: counted in whole, listed up to a bound.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use umbra_model::{LineError, RefusedValue};

use crate::page;

/// The longest piece of a value that is shown.
const SHOWN: usize = 60;

/// Lines and values that were left out.
#[derive(Debug, Default, Serialize)]
pub struct LeftOut {
    /// Lines or rows of which nothing was taken.
    pub lines: u64,
    /// Values that were not taken, of entities that were.
    pub values: u64,
    /// Entities that were kept, yet not as asked.
    pub kept_otherwise: u64,
    /// How often for which reason.
    pub reasons: BTreeMap<String, u64>,
    /// The first of them.
    pub listed: Vec<Item>,
    #[serde(skip)]
    limit: usize,
}

/// A line or a value that was left out.
#[derive(Debug, Serialize)]
pub struct Item {
    /// The file; `-` for standard input.
    pub file: String,
    /// The line or row, counted from 1.
    pub line: u64,
    /// The byte in the line, or the cell in the row, counted from 1, where that can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<String>,
    /// The value, cut where it is long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why, as a sentence.
    pub reason: String,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        f.write_str(": ")?;
        if let (Some(property), Some(value)) = (&self.property, &self.value) {
            write!(f, "{property} {value:?}: ")?;
        }
        f.write_str(&self.reason)
    }
}

impl LeftOut {
    /// Lists at most so many.
    pub fn up_to(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Notes a line that gave nothing.
    pub fn line(&mut self, file: &str, error: &LineError) {
        self.row(file, error.line, error.column, &error.fault.to_string());
    }

    /// Notes a line or row of which nothing was taken, and why.
    pub fn row(&mut self, file: &str, line: u64, column: Option<usize>, reason: &str) {
        self.lines += 1;
        self.note(kind_of(reason), || Item {
            file: file.to_owned(),
            line,
            column,
            entity: None,
            property: None,
            value: None,
            reason: reason.to_owned(),
        });
    }

    /// Notes a value that was not taken.
    pub fn value(&mut self, file: &str, line: u64, entity: &str, refused: &RefusedValue<'_>) {
        self.values += 1;
        let reason = refused.refusal.to_string();
        self.note(&reason, || Item {
            file: file.to_owned(),
            line,
            column: refused.column,
            entity: Some(entity.to_owned()),
            property: Some(shown(&refused.property)),
            value: Some(shown(&refused.value)),
            reason: reason.clone(),
        });
    }

    /// Notes a cell that was not taken, of a row that was.
    pub fn cell(&mut self, file: &str, line: u64, column: usize, header: &str, value: &str, reason: &str) {
        self.values += 1;
        self.note(kind_of(reason), || Item {
            file: file.to_owned(),
            line,
            column: Some(column),
            entity: None,
            property: Some(shown(header)),
            value: Some(shown(value)),
            reason: reason.to_owned(),
        });
    }

    /// Notes something that was kept, yet not as asked.
    pub fn note_kept(&mut self, file: &str, line: u64, reason: String) {
        self.kept_otherwise += 1;
        let (file, kind) = (file.to_owned(), "the kinds of two that were judged one forbid it");
        self.note(kind, || Item { file, line, column: None, entity: None, property: None, value: None, reason });
    }

    fn note(&mut self, reason: &str, item: impl FnOnce() -> Item) {
        if let Some(count) = self.reasons.get_mut(reason) {
            *count += 1;
        } else {
            // Reasons name schemata and types, of which there are few; whatever else they may hold, the table ends.
            let reason = if self.reasons.len() < 500 { reason } else { "other reasons" };
            *self.reasons.entry(reason.to_owned()).or_default() += 1;
        }
        if self.listed.len() < self.limit {
            self.listed.push(item());
        }
    }

    /// The first of them, one a line, and how many more there are.
    pub fn text(&self) -> String {
        let mut text: String = self.listed.iter().map(|item| format!("{item}\n")).collect();
        let more = self.lines + self.values + self.kept_otherwise - self.listed.len() as u64;
        if more > 0 && self.limit > 0 {
            text.push_str(&format!("and {} more: --limit lists them\n", page::grouped(more)));
        }
        text
    }

    /// "3 lines and 12 values were left out".
    pub fn counts(&self) -> String {
        let count =
            |number: u64, one: &str, many: &str| page::count(usize::try_from(number).unwrap_or(usize::MAX), one, many);
        match (self.lines, self.values) {
            (0, 0) => "nothing was left out".to_owned(),
            (0, 1) | (1, 0) => format!("{} was left out", self.parts(count)),
            _ => format!("{} were left out", self.parts(count)),
        }
    }

    fn parts(&self, count: impl Fn(u64, &str, &str) -> String) -> String {
        let parts = [(self.lines, "line", "lines"), (self.values, "value", "values")];
        let parts: Vec<String> =
            parts.into_iter().filter(|part| part.0 > 0).map(|(number, one, many)| count(number, one, many)).collect();
        parts.join(" and ")
    }
}

/// The reason without what differs from line to line.
fn kind_of(reason: &str) -> &str {
    let end = reason.find([':', '"']).unwrap_or(reason.len());
    let kind = reason[..end].trim_end();
    if kind.is_empty() { "this is no id" } else { kind }
}

fn shown(value: &str) -> String {
    let mut shown: String = value.chars().take(SHOWN).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_and_few_are_listed() {
        let mut left = LeftOut::up_to(1);
        left.row("a", 1, Some(2), "there is no schema \"Ghost\": write it so");
        left.row("a", 9, None, "there is no schema \"Spook\": write it so");
        assert_eq!(left.text(), "a:1:2: there is no schema \"Ghost\": write it so\nand 1 more: --limit lists them\n");
        assert_eq!(left.reasons, BTreeMap::from([("there is no schema".to_owned(), 2)]));
        assert_eq!(left.counts(), "2 lines were left out");
    }
}
