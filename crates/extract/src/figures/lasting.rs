//! How long it took: "took 19,000 birds in six years", "In the first quarter the office opened 118 cases".

use super::*;
use crate::figure::Period;
use crate::number::number_at;

impl FigureReader<'_, '_> {
    /// A length of time, or a part of a year without its year, at the head of the sentence or after the number.
    pub(super) fn lasting(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<Period> {
        let head = (limits.start..limits.start + 2)
            .find(|i| !matches!(self.at(*i, limits.end), "but" | "and" | "“" | "\""))?;
        let fronted = self.length_at(head, limits.end).filter(|t| t.end <= quantity.tokens.start);
        // "Over eighteen months the newspaper traced 212 shipments": how long it looked, and not when they went.
        let looked = |t: &Range<usize>| {
            (t.end..quantity.tokens.start).any(|i| {
                matches!(
                    self.analysis.words[i].lemma,
                    "trace" | "examine" | "study" | "review" | "analyse" | "analyze" | "document" | "interview"
                )
            })
        };
        if fronted.as_ref().is_some_and(looked) {
            return None;
        }
        let near = quantity.tokens.end..limits.end.min(quantity.tokens.end + 14);
        let follows = || {
            near.take_while(|i| {
                !matches!(self.lower(*i), ";" | "," | "." | "who" | "which" | "after" | "before")
                    && self.analysis.document.tokens[*i].kind != crate::token::Kind::Number
            })
            .find_map(|i| self.length_at(i, limits.end))
        };
        fronted.or_else(follows).map(|tokens| self.bare(&tokens))
    }

    /// "in six years", "over the years", "within a month", "in the first quarter", "during the period examined".
    fn length_at(&self, at: usize, limit: usize) -> Option<Range<usize>> {
        if !matches!(self.at(at, limit), "in" | "over" | "within" | "during" | "across" | "throughout") {
            return None;
        }
        // "rose over the same period" says what it is held against, "the lowest in four years" how rare it is.
        let before = at.checked_sub(1).map_or("", |i| self.lower(i));
        let is_rank = before.ends_with("est") || matches!(before, "most" | "least" | "worst" | "time" | "record");
        if is_rank || self.at(at, limit) == "over" && self.at(at + 2, limit) == "same" {
            return None;
        }
        let mut i = at + 1;
        while matches!(
            self.at(i, limit),
            "just" | "only" | "about" | "nearly" | "almost" | "some" | "less" | "more" | "than"
        ) {
            i += 1;
        }
        let close = |end: usize| {
            // "in the first quarter of 2021" has a date, "in five years' time" and "in two years of work" are no such lengths.
            !matches!(self.at(end, limit), "of" | "'" | "’" | "from" | "ago" | "later") && self.at(end, limit) != "'s"
        };
        if let Some(number) = number_at(&self.analysis.document, i, limit) {
            let unit = i + number.tokens;
            let fits = matches!(
                self.at(unit, limit),
                "years" | "months" | "weeks" | "days" | "decades" | "nights" | "quarters"
            );
            if fits {
                return close(unit + 1).then_some(at..unit + 1);
            }
        }
        let unit = |i: usize| {
            matches!(
                self.at(i, limit),
                "year"
                    | "month"
                    | "week"
                    | "decade"
                    | "night"
                    | "fortnight"
                    | "weekend"
                    | "summer"
                    | "winter"
                    | "spring"
                    | "autumn"
                    | "season"
                    | "quarter"
                    | "day"
                    | "half-year"
                    | "years"
                    | "months"
            )
        };
        let end = match (self.at(i, limit), self.at(i + 1, limit)) {
            ("a" | "one", "single") if unit(i + 2) => i + 3,
            ("a" | "one" | "those" | "that" | "each" | "several" | "these", _) if unit(i + 1) => i + 2,
            ("that" | "the", "time" | "period") => {
                i + 2 + usize::from(matches!(self.at(i + 2, limit), "examined" | "reviewed" | "concerned"))
            }
            (
                "the",
                "first" | "second" | "third" | "fourth" | "final" | "last" | "same" | "preceding" | "previous"
                | "reporting",
            ) if matches!(
                self.at(i + 2, limit),
                "quarter" | "half" | "half-year" | "period" | "year" | "month" | "months"
            ) =>
            {
                i + 3
            }
            ("the", "weekend" | "half-year" | "quarter") => i + 2,
            _ => return None,
        };
        let during_a = self.lower(at) == "during" && self.lower(i) == "a";
        (close(end) && !during_a).then_some(at..end)
    }
}
