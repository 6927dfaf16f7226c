//! Numbering footnotes as they are first called for.

use std::collections::BTreeMap;

use umbra_model::{Place, SourceId};

use super::Footnote;
use crate::{Citation, Facts, StatementId};

/// The footnotes so far. Statements at one place of one source share a number.
#[derive(Debug)]
pub struct Footnotes<'f> {
    facts: &'f Facts,
    numbers: BTreeMap<(SourceId, Place), usize>,
    notes: Vec<Footnote>,
}

impl<'f> Footnotes<'f> {
    /// None so far.
    pub fn new(facts: &'f Facts) -> Self {
        Self { facts, numbers: BTreeMap::new(), notes: Vec::new() }
    }

    /// Goes on from footnotes that are there already.
    pub(super) fn after(facts: &'f Facts, notes: Vec<Footnote>) -> Self {
        let place = |note: &Footnote| ((note.citation.source, note.citation.place.clone()), note.number);
        Self { facts, numbers: notes.iter().map(place).collect(), notes }
    }

    /// The numbers under which statements are found, ascending, each once.
    pub fn number(&mut self, statements: &[StatementId]) -> Vec<usize> {
        let mut numbers = Vec::new();
        for id in statements {
            let Some(fact) = self.facts.fact(*id) else { continue };
            let span = fact.statement.span();
            let place = (span.source(), span.place().clone());
            let number = *self.numbers.entry(place).or_insert_with(|| {
                let number = self.notes.len() + 1;
                let citation = Citation::of(self.facts, fact);
                self.notes.push(Footnote { number, statements: Vec::new(), citation });
                number
            });
            let known = &mut self.notes[number - 1].statements;
            if let Err(place) = known.binary_search(id) {
                known.insert(place, *id);
            }
            numbers.push(number);
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// All of them, by number.
    pub fn finish(self) -> Vec<Footnote> {
        self.notes
    }
}
