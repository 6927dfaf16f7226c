//! Comparisons with the year before: "compared with 74 in the same period a year earlier".

use super::*;
use crate::date::{Date, DateForm};
use crate::figure::{Figure, Period};
use std::ops::Range;
use umbra_model::PartialDate;

/// Ways to put the year before, each with the words that may stand before it.
const YEAR_BEFORE: &[&[&str]] = &[
    &["a", "year", "earlier"],
    &["a", "year", "before"],
    &["one", "year", "earlier"],
    &["the", "year", "before"],
    &["the", "year", "earlier"],
    &["the", "previous", "year"],
    &["the", "preceding", "year"],
    &["the", "prior", "year"],
];

impl FigureReader<'_, '_> {
    /// Whether a number is what another one of its sentence is compared with: "up from 29 in 2023", "compared with 74",
    /// "fell from 10 million to 8 million".
    pub(super) fn is_compared_with(&self, quantity: &Quantity, start: usize, last: Option<&Figure>) -> bool {
        let at = |back: usize| match quantity.tokens.start.checked_sub(back) {
            Some(at) if at >= start => self.lower(at),
            _ => "",
        };
        // "higher than the 45 per cent of the year before".
        let skip = usize::from(at(1) == "the");
        let word = |back: usize| at(back + skip);
        if quantity.kind.is_change() {
            return false;
        }
        match word(1) {
            // "from 240 to 204": where it comes from. "seized 3 tonnes from 12 firms" compares nothing.
            "from" => {
                // "showed a 14 per cent increase in thefts, from 630 to 719".
                matches!(word(2), "up" | "down")
                    || skip > 0 && last.is_some_and(|f| f.kind.is_change() && f.tokens.end + 2 == quantity.tokens.start)
                    || self.is_change_at(quantity)
                    || change::is_change_noun(word(2)) && last.is_none_or(|f| f.kind.is_change() || skip > 0)
                    || word(2) == "," && last.is_some_and(|f| f.kind.is_change())
            }
            // "a decrease on the corresponding figure of 2,689".
            "of" => {
                matches!(word(2), "figure" | "total" | "level" | "number")
                    && last.is_some_and(|f| f.kind.is_change())
                    && (3..6).any(|back| matches!(word(back), "on" | "from" | "over" | "than" | "with"))
            }
            "with" | "to" => matches!(word(2), "compared" | "comparison"),
            "than" => {
                matches!(word(2), "more" | "fewer" | "less" | "higher" | "lower")
                    && last.is_some_and(|f| f.kind.is_change() || skip > 0 && f.kind == quantity.kind)
            }
            // "sent 58 indictments against 147 persons": other things.
            "against" | "versus" => last.is_some_and(|f| {
                let next = self.analysis.phrase_at.range(quantity.number.end.saturating_sub(1)..).next();
                let head = next
                    .map(|(_, p)| &self.analysis.chunks.phrases[*p])
                    .filter(|np| np.tokens.start <= quantity.number.start && np.head >= quantity.tokens.end);
                head.is_none_or(|np| f.unit.to_lowercase().ends_with(self.lower(np.head)))
            }),
            _ => false,
        }
    }

    /// Whether the verb to the left of a number is one of change: "rose last year from 265".
    fn is_change_at(&self, quantity: &Quantity) -> bool {
        let from = quantity.tokens.start.saturating_sub(12);
        let verb = (from..quantity.tokens.start)
            .rev()
            .find(|i| matches!(self.analysis.words[*i].class, crate::word::Class::Verb | crate::word::Class::Be));
        verb.is_some_and(|i| {
            let lemma = self.analysis.words[i].lemma;
            change::is_change_verb(lemma)
                || matches!(lemma, "come" | "go") && matches!(self.lower(i + 1), "down" | "up")
        })
    }

    /// The words for the year before in a stretch of tokens, with "in the same period" before them.
    pub(super) fn year_before(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let limit = tokens.end.min(tokens.start + 14);
        let (at, length) = (tokens.start..limit).find_map(|at| {
            let fits =
                |words: &&&[&str]| words.iter().enumerate().all(|(i, word)| self.at(at + i, tokens.end) == *word);
            YEAR_BEFORE.iter().find(fits).map(|words| (at, words.len()))
        })?;
        // "a year before the raid" counts from the raid.
        if matches!(self.at(at + length, tokens.end), "the" | "a" | "he" | "she" | "they" | "his" | "her" | "that") {
            return None;
        }
        let mut start = at;
        while start > tokens.start
            && matches!(
                self.lower(start - 1),
                "in" | "same" | "period" | "quarter" | "month" | "months" | "half" | "of" | "the" | "during" | "time"
            )
        {
            start -= 1;
        }
        Some(start..at + length)
    }

    /// "in the same period of 2022": the part of that year that the figure compared with it covers.
    pub(super) fn same_period(&self, found: Period, date: &Date, first: &Period) -> Period {
        let word = |back: usize| date.tokens.start.checked_sub(back).map_or("", |at| self.lower(at));
        let is_same = date.form == DateForm::Year
            && matches!(word(1), "of" | "in")
            && matches!(word(2), "period" | "half" | "quarter" | "months" | "month" | "time")
            && word(3) == "same";
        let year = date.start().map(PartialDate::year).filter(|_| is_same);
        let (Some(year), Some(start), Some(end)) = (year, first.start, first.end) else { return found };
        // A stretch over the turn of a year is left as the words have it.
        if start.year() != end.year() {
            return found;
        }
        let tokens = date.tokens.start - 3..date.tokens.end;
        Period {
            words: self.text(&tokens),
            range: self.analysis.document.bytes(&tokens),
            start: in_year(start, year),
            end: in_year(end, year),
            is_inferred: true,
            is_inherited: false,
        }
    }

    /// A period in the words for the year before, a year earlier than another one; without that it has no dates.
    pub(super) fn shifted(&self, tokens: &Range<usize>, from: Option<&Period>) -> Period {
        let earlier = |date: Option<PartialDate>| date.and_then(year_earlier);
        Period {
            words: self.text(tokens),
            range: self.analysis.document.bytes(tokens),
            start: earlier(from.and_then(|p| p.start)),
            end: earlier(from.and_then(|p| p.end)),
            is_inferred: true,
            is_inherited: false,
        }
    }
}

/// The same day or month in another year.
fn in_year(date: PartialDate, year: i16) -> Option<PartialDate> {
    match (date.month(), date.day()) {
        (Some(month), Some(day)) => PartialDate::of_day(year, month, day).ok(),
        (Some(month), None) => PartialDate::of_month(year, month).ok(),
        _ => PartialDate::of_year(year).ok(),
    }
}

/// The same date a year earlier; none for 29 February.
fn year_earlier(date: PartialDate) -> Option<PartialDate> {
    in_year(date, date.year() - 1)
}
