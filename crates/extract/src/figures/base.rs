//! With when a figure is compared: "compared to 2019", "from a year earlier", "year on year".

use super::*;
use crate::date::Date;
use crate::figure::Period;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// "exceeded the level of the same period in 2019": not compared with a number, but no period either.
    pub(super) fn is_of_same_period(&self, date: &Date) -> bool {
        let word = |back: usize| date.tokens.start.checked_sub(back).map_or("", |i| self.lower(i));
        matches!(word(1), "in" | "of") && word(2) == "period" && word(3) == "same"
    }

    /// "an increase of 17 per cent on recoveries from 2021", "up 10 per cent from the previous quarter".
    pub(super) fn is_rise_from(&self, date: &Date, start: usize) -> bool {
        let word =
            |back: usize| date.tokens.start.checked_sub(back).filter(|i| *i >= start).map_or("", |i| self.lower(i));
        let skip = usize::from(word(1) == "the");
        let tokens = &self.analysis.document.tokens;
        let goes_on =
            tokens.get(date.tokens.end).is_some_and(|t| matches!(&*t.lower, "to" | "until" | "through" | "-" | "–"));
        word(1 + skip) == "from" && !goes_on
    }

    /// "compared to 2019", "than in 2021", "from a year earlier".
    pub(super) fn is_base(&self, date: &Date, start: usize) -> bool {
        let mut at = date.tokens.start;
        // "down 8 per cent on the previous year".
        let word = |back: usize| at.checked_sub(back).filter(|i| *i >= start).map_or("", |i| self.lower(i));
        if word(1) == "on" && matches!(word(2), "cent" | "percent" | "%") {
            return true;
        }
        while at > start {
            at -= 1;
            match self.lower(at) {
                "in" | "the" | "of" | "to" | "with" | "and" | "that" | "same" | "period" | "year" | "month"
                | "during" | "levels" | "figure" | "figures" | "from" => {}
                "compared" | "comparison" | "versus" | "relative" | "than" | "against" => return true,
                // "twice as many as in 2018".
                "as" => return at > start && matches!(self.lower(at - 1), "many" | "much" | "high" | "few" | "low"),
                _ => return false,
            }
        }
        false
    }

    /// "a rise of 15 per cent on 2021": straight after the change, the year that it is measured by.
    pub(super) fn is_rise_on(&self, quantity: &Quantity, date: &Date) -> bool {
        let end = quantity.tokens.end;
        date.tokens.start == end + 1 && self.lower(end) == "on" && date.form == crate::date::DateForm::Year
    }

    /// "dropped 31 per cent year on year": compared with the year before.
    pub(super) fn year_on_year(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<Period> {
        // "a year-on-year increase of 42 per cent".
        let from = limits.start.max(quantity.tokens.start.saturating_sub(4));
        let before =
            (from..quantity.tokens.start).find(|i| matches!(self.lower(*i), "year-on-year" | "year-over-year"));
        let at = before.unwrap_or(quantity.tokens.end);
        let word = |i: usize| self.at(at + i, limits.end);
        let length = match word(0) {
            "year-on-year" | "year-over-year" => 1,
            "year" if matches!(word(1), "on" | "over") && word(2) == "year" => 3,
            "year" if word(1) == "-" && word(2) == "on" && word(3) == "-" && word(4) == "year" => 5,
            _ => return None,
        };
        let tokens = at..at + length;
        Some(Period {
            words: self.text(&tokens),
            range: self.analysis.document.bytes(&tokens),
            start: None,
            end: None,
            is_inferred: false,
            is_inherited: false,
        })
    }
}
