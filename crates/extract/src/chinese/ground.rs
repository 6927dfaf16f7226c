//! What a Chinese text says around words that somebody cites.

use std::ops::Range;

use umbra_model::PartialDate;

use super::number::number_at;
use super::reading::Reading;
use crate::advice::{Ground, Stance, lower};
use crate::attribution::AttributionNote;

/// A text as it was read, with its voices.
pub(super) struct Read<'r, 't> {
    pub reading: &'r Reading<'t>,
    pub notes: &'r [AttributionNote],
}

impl Read<'_, '_> {
    /// The characters that some bytes hold.
    fn letters_of(&self, bytes: &Range<usize>) -> Range<usize> {
        let count = |end: usize| {
            let (mut low, mut high) = (0, self.reading.page.letters.len());
            while low < high {
                let middle = low + (high - low) / 2;
                if self.reading.page.bytes(&(middle..middle + 1)).start < end {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        count(bytes.start)..count(bytes.end)
    }
}

impl Ground for Read<'_, '_> {
    fn stance(&self, quote: &Range<usize>, trigger: &Range<usize>) -> Option<Stance> {
        let (quote, trigger) = (self.letters_of(quote), self.letters_of(trigger));
        let (reading, page) = (self.reading, &self.reading.page);
        if quote.is_empty() || trigger.is_empty() {
            return None;
        }
        // The words of a trigger may begin before its verb.
        if trigger.clone().any(|at| reading.is_silent(at)) {
            return None;
        }
        let voices = Reading::voices(self.notes, trigger.start);
        let of = |at: usize| -> Vec<&AttributionNote> {
            Reading::voices(self.notes, at).into_iter().filter_map(|v| self.notes.get(v)).collect()
        };
        let mut standing = reading.standing(trigger.start, &of(trigger.start));
        let mut at = quote.start;
        while at < quote.end {
            let clause = page.clause_of(at);
            let last = clause.end.min(quote.end).saturating_sub(1).max(at);
            if reading.is_silent(last) {
                return None;
            }
            standing = lower(standing, reading.standing(last, &of(last)));
            at = clause.end.max(at + 1);
        }
        Some(Stance { standing, voices })
    }

    fn amount(&self, words: &Range<usize>) -> Option<(f64, String)> {
        let letters = self.letters_of(words);
        let page = &self.reading.page;
        let mut amounts = letters.clone().filter_map(|at| number_at(page, at)).filter(|n| n.end <= letters.end);
        amounts.find_map(|number| {
            let after = page.words(&(number.end..letters.end));
            let currency = [("美元", "USD"), ("港元", "HKD"), ("港币", "HKD"), ("欧元", "EUR"), ("元", "CNY")];
            let code = currency.iter().find(|(word, _)| after.starts_with(word)).map(|(_, code)| (*code).to_owned());
            Some((number.value, code?))
        })
    }

    fn number(&self, words: &Range<usize>) -> Option<f64> {
        let letters = self.letters_of(words);
        let found = letters.clone().find_map(|at| number_at(&self.reading.page, at).filter(|n| n.end <= letters.end));
        found.map(|number| number.value)
    }

    fn date(&self, words: &Range<usize>) -> Option<PartialDate> {
        let dates = self.reading.dates.iter().map(|found| &found.date);
        let mut within = dates.filter(|d| words.start <= d.range.start && d.range.end <= words.end);
        within.find_map(|date| date.from.filter(|from| date.to.is_none_or(|to| to == *from)))
    }
}
