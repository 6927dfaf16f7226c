//! With when a figure is compared: "compared to 2019", "from a year earlier", "year on year".

use super::*;
use crate::date::Date;
use crate::figure::Period;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// "exceeded the level of the same period in 2019": not compared with a number, but no period either.
    pub(super) fn is_of_same_period(&self, date: &Date) -> bool {
        let word = |back: usize| date.tokens.start.checked_sub(back).map_or("", |i| self.lower(i));
        matches!(word(1), "in" | "of")
            && matches!(word(2), "period" | "month" | "quarter" | "half" | "months")
            && word(3) == "same"
    }

    /// "an increase of 17 per cent on recoveries from 2021", "up 10 per cent from the previous quarter".
    pub(super) fn is_rise_from(&self, date: &Date, start: usize) -> bool {
        let word =
            |back: usize| date.tokens.start.checked_sub(back).filter(|i| *i >= start).map_or("", |i| self.lower(i));
        let skip = usize::from(word(1) == "the");
        let tokens = &self.analysis.document.tokens;
        let goes_on =
            tokens.get(date.tokens.end).is_some_and(|t| matches!(&*t.lower, "to" | "until" | "through" | "-" | "–"));
        let is_stretch = date.form == crate::date::DateForm::RelativePeriod && date.value.contains('/');
        word(1 + skip) == "from" && !goes_on && !is_stretch
    }

    /// "compared to 2019", "than in 2021", "from a year earlier".
    pub(super) fn is_base(&self, date: &Date, start: usize) -> bool {
        let mut at = date.tokens.start;
        // "down 8 per cent on the previous year".
        let word = |back: usize| at.checked_sub(back).filter(|i| *i >= start).map_or("", |i| self.lower(i));
        if word(1) == "on" && matches!(word(2), "cent" | "percent" | "%") && !self.is_day(date) {
            return true;
        }
        while at > start {
            at -= 1;
            match self.lower(at) {
                "in" | "the" | "of" | "to" | "with" | "and" | "that" | "same" | "period" | "year" | "month"
                | "during" | "levels" | "figure" | "figures" | "from" | "for" | "corresponding" | "point"
                | "quarter" | "those" | "recorded" | "seen" | "time" | "number" | "average" | "rate" | "level"
                | "reported" | "registered" => {}
                "on" if at > start && self.lower(at - 1) == "unchanged" => return true,
                "unchanged" | "compared" | "comparison" | "versus" | "relative" | "than" | "against" | "similar" => {
                    return true;
                }
                // "twice as many as in 2018".
                "as" => return at > start && matches!(self.lower(at - 1), "many" | "much" | "high" | "few" | "low"),
                _ => return false,
            }
        }
        false
    }

    /// "a rise of 15 per cent on 2021", "an increase of 4 per cent over the same period last year": straight after the
    /// change, what it is measured by.
    pub(super) fn is_rise_on(&self, quantity: &Quantity, date: &Date) -> bool {
        let mut at = quantity.tokens.end;
        let stop = date.tokens.start;
        while at < stop
            && (change::is_change_noun(self.lower(at))
                || matches!(self.lower(at), "year-on-year" | "higher" | "lower")
                // "an increase of 562 incidents from the same period in 2020".
                || quantity.kind == FigureKind::AbsoluteChange
                    && at < quantity.tokens.end + 3
                    && matches!(self.analysis.words[at].class, crate::word::Class::Noun | crate::word::Class::Adjective))
        {
            at += 1;
        }
        if at >= stop {
            // "an increase of 5 per cent over the previous year": the date holds the preposition.
            return stop == at && at < date.tokens.end && matches!(self.lower(at), "over" | "on") && {
                matches!(self.at(at + 2, date.tokens.end), "previous" | "preceding" | "prior")
            };
        }
        // "rose by 50 per cent from 2015 to 2016": how long it took.
        let is_stretch = date.form == crate::date::DateForm::RelativePeriod && date.value.contains('/');
        if is_stretch && self.lower(at) == "from" {
            return false;
        }
        let (preposition, rest) = (self.lower(at), at + 1..stop);
        let measured = match preposition {
            "on" => date.form == crate::date::DateForm::Year || rest.clone().next().is_some() || !self.is_day(date),
            "over" | "from" | "than" | "against" | "versus" | "to" | "with" => {
                preposition != "to" && preposition != "with" || self.lower(at - 1) == "compared"
            }
            _ => false,
        };
        // "up 45 per cent on quantities seized in 2004": of what, and what befell it.
        let of_what = matches!(preposition, "on" | "from" | "over") && {
            let (_, np) = self.analysis.phrases_within(at + 1..stop).next().unzip();
            np.map(|p| &self.analysis.chunks.phrases[*p]).is_some_and(|np| {
                let after = np.tokens.end;
                np.mention.is_none()
                    && np.tokens.start == at + 1
                    && after < stop
                    && (self.lower(after).ends_with("ed") || self.lower(after) == "in")
                    && (after + 1..stop).all(|i| self.lower(i) == "in")
            })
        };
        measured
            && (of_what
                || rest.into_iter().all(|i| {
                    matches!(
                        self.lower(i),
                        "the"
                            | "that"
                            | "those"
                            | "of"
                            | "in"
                            | "for"
                            | "same"
                            | "corresponding"
                            | "comparable"
                            | "period"
                            | "previous"
                            | "preceding"
                            | "quarter"
                            | "half"
                            | "month"
                            | "months"
                            | "year"
                            | "time"
                            | "point"
                            | "figure"
                            | "figures"
                            | "level"
                            | "levels"
                            | "number"
                            | "numbers"
                            | "total"
                            | "rate"
                            | "recorded"
                            | "reported"
                            | "registered"
                    )
                }))
    }

    /// "increased by 32 per cent to 132, as compared to 100 in 2016": the date of the number with which a change is compared.
    pub(super) fn is_count_compared(&self, date: &Date, quantity: &Quantity) -> bool {
        let between = quantity.tokens.end..date.tokens.start;
        let compared = between.clone().find(|i| self.lower(*i) == "compared");
        between.len() < 18
            && compared.is_some_and(|at| {
                date.tokens.start - at < 8
                    && matches!(self.lower(at + 1), "to" | "with")
                    && (at..date.tokens.start).any(|i| self.analysis.words[i].class == crate::word::Class::Number)
            })
            && !between.clone().any(|i| matches!(self.lower(i), ";" | "while" | "whereas"))
    }

    /// Whether a date is a day.
    fn is_day(&self, date: &Date) -> bool {
        let names = |i: usize| {
            matches!(
                self.lower(i),
                "monday"
                    | "tuesday"
                    | "wednesday"
                    | "thursday"
                    | "friday"
                    | "saturday"
                    | "sunday"
                    | "today"
                    | "yesterday"
            )
        };
        matches!(date.form, crate::date::DateForm::Day) || date.value == "weekday" || date.tokens.clone().any(names)
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
