//! What a number counts, said or left unsaid.

use super::reported::holds;
use super::*;
use crate::figure::{Figure, FigureKind};
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// What is counted, by the kind of the number.
    pub(super) fn counted(
        &self,
        quantity: &Quantity,
        beside: &Beside,
        anaphor: &mut Option<Range<usize>>,
    ) -> Option<String> {
        match quantity.kind {
            FigureKind::Amount => Some(self.amount_of(quantity, beside, anaphor)),
            FigureKind::Share => self.share_of(quantity, beside, anaphor),
            FigureKind::RelativeChange | FigureKind::AbsoluteChange => self.changed_of(quantity, beside, anaphor),
            FigureKind::Count | FigureKind::Range => self.number_of(quantity, beside, anaphor),
        }
    }

    /// Of what there are so many.
    fn number_of(&self, quantity: &Quantity, beside: &Beside, anaphor: &mut Option<Range<usize>>) -> Option<String> {
        let Beside { phrase, limits, last, .. } = *beside;
        let analysis = self.analysis;
        let np = phrase.map(|p| &analysis.chunks.phrases[p]);
        // "5,507 calls, of which 48 contained hints": so many of what was told before.
        let of_which = quantity.tokens.start >= limits.start + 2
            && matches!(self.lower(quantity.tokens.start - 1), "which" | "whom")
            && self.lower(quantity.tokens.start - 2) == "of"
            && self.at(quantity.tokens.end, limits.end) != "were";
        let is_verb = |i: usize| {
            let word = self.at(i, limits.end);
            i < limits.end && (matches!(analysis.words[i].class, Class::Verb | Class::Have) || word.ends_with("ed"))
        };
        if let Some(whole) = last.filter(|f| of_which && f.kind == FigureKind::Count)
            && is_verb(quantity.tokens.end)
        {
            return Some(counted_of(whole));
        }
        if let Some(np) =
            np.filter(|np| np.head >= quantity.tokens.end && analysis.words[np.head].class != Class::Number)
        {
            // "Indian Penal Code (IPC) crimes": letters in brackets inside.
            let bracketed = self.at(np.head + 1, limits.end) == "("
                && self.at(np.head + 3, limits.end) == ")"
                && analysis.document.word(np.head + 2).chars().all(|c| c.is_uppercase() || c == '&');
            let inner = self
                .phrase_from(np.head + 4)
                .filter(|p| bracketed && self.lower(analysis.chunks.phrases[*p].head).ends_with('s'));
            let head = inner.map_or(np.head, |p| analysis.chunks.phrases[p].head);
            let words = self.text(&(quantity.tokens.end..self.end_of_counted(head, limits) + 1));
            // The address of a page, not something counted.
            if (quantity.tokens.end..np.head + 1).any(|i| matches!(self.lower(i), "http" | "https" | "www")) {
                return None;
            }
            let of = phrase
                .and_then(|p| analysis.attached[p].complements.first())
                .filter(|c| self.lower(c.preposition) == "of" && holds(self.lower(np.head)));
            return Some(match of.and_then(|c| c.phrases.first()) {
                Some(more) if analysis.words[analysis.chunks.phrases[*more].head].class == Class::Noun => {
                    format!("{words} of {}", self.text(&analysis.chunks.phrases[*more].tokens))
                }
                _ => words,
            });
        }
        self.elliptical(quantity, beside, anaphor)
    }
}

/// Verbs whose object is how much of the subject there is.
pub(super) fn reaches(lemma: &str) -> bool {
    matches!(
        lemma,
        "exceed" | "reach" | "total" | "top" | "surpass" | "hit" | "pass" | "average" | "approach" | "near" | "number"
    )
}

/// The word before a number and its comparator.
pub(super) fn before_of<'w>(reader: &'w FigureReader, quantity: &Quantity) -> &'w str {
    quantity.tokens.start.checked_sub(1).map_or("", |t| reader.lower(t))
}

/// What a figure counts, whatever its unit.
pub(super) fn counted_of(figure: &Figure) -> String {
    if figure.unit != "percent" && figure.currency.is_none() && figure.kind != FigureKind::Amount {
        return figure.unit.clone();
    }
    match &figure.predicate {
        Some(predicate) => {
            figure.measure.strip_suffix(predicate.as_str()).unwrap_or(&figure.measure).trim_end().to_owned()
        }
        None => figure.measure.clone(),
    }
}

pub(super) fn strip_article(words: &str) -> String {
    let lower = words.to_lowercase();
    let skip = ["the ", "a ", "an ", "this ", "these ", "those ", "all "]
        .iter()
        .find(|article| lower.starts_with(*article))
        .map_or(0, |article| article.len());
    let rest = words.get(skip..).unwrap_or(words);
    // "all the murders".
    if lower.starts_with("all ") { rest.strip_prefix("the ").unwrap_or(rest).to_owned() } else { rest.to_owned() }
}
