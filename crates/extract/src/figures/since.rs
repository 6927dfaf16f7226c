//! Periods without a date: "since the group was dismantled", "over five years".

use super::*;
use crate::figure::Period;

impl FigureReader<'_, '_> {
    /// "The previous month, officers discovered 20,000 in cash", "Later that month", "during the current crackdown", "over a
    /// period of 15 months": a time without a date.
    pub(super) fn undated(&self, quantity: &Quantity, limits: &Range<usize>, next: usize) -> Option<Period> {
        let span = |i: usize| matches!(self.at(i, limits.end), "day" | "week" | "month" | "year" | "night" | "morning");
        let start = limits.start;
        let word = |back: usize| self.at(start + back, limits.end);
        let head = match (word(0), word(1)) {
            ("the", "previous" | "following" | "next" | "same") if span(start + 2) => Some(start..start + 3),
            ("later" | "earlier", "that" | "the" | "in") if word(1) == "that" && span(start + 2) => {
                Some(start..start + 3)
            }
            ("that" | "the", "same") if span(start + 2) => Some(start..start + 3),
            ("that", _) if span(start + 1) => Some(start..start + 2),
            _ => None,
        };
        let closes = |range: &Range<usize>| {
            self.at(range.end, limits.end) == ","
                || self.analysis.phrase_at.contains_key(&range.end)
                || self.analysis.words.get(range.end).is_some_and(|w| w.class == crate::word::Class::Name)
        };
        if let Some(tokens) = head.filter(closes) {
            return Some(self.bare(&tokens));
        }
        let near = quantity.tokens.end..next.min(quantity.tokens.end + 14).min(limits.end);
        let found = near.take_while(|i| !matches!(self.lower(*i), ";" | ",")).find_map(|i| {
            let at = |k: usize| self.at(i + k, limits.end);
            match (at(0), at(1), at(2)) {
                ("during" | "in", "the", "current" | "latest" | "recent" | "ongoing")
                    if matches!(
                        at(3),
                        "crackdown"
                            | "campaign"
                            | "operation"
                            | "unrest"
                            | "period"
                            | "term"
                            | "wave"
                            | "year"
                            | "sweep"
                    ) =>
                {
                    Some(i..i + 4)
                }
                ("over" | "during" | "within", "a", "period" | "span") if at(3) == "of" => {
                    let number = crate::number::number_at(&self.analysis.document, i + 4, limits.end)?;
                    let unit = i + 4 + number.tokens;
                    self.is_time_unit(unit, limits.end).then_some(i..unit + 1)
                }
                _ => None,
            }
        })?;
        Some(self.bare(&found))
    }

    /// Whether a noun measures long times.
    fn is_time_unit(&self, at: usize, limit: usize) -> bool {
        matches!(self.at(at, limit), "years" | "months" | "decades" | "weeks" | "days")
    }

    /// The words after a number, or at the head of its sentence, that tell since when, and name no date.
    pub(super) fn since(&self, quantity: &Quantity, limits: &Range<usize>, next: usize) -> Option<Period> {
        let end = limits.end;
        let closes = |i: usize| matches!(self.lower(i), "," | "." | ";" | ":" | ")" | "and" | "but" | "–" | "—");
        let near = (quantity.tokens.end..next.min(quantity.tokens.end + 10))
            .take_while(|i| !matches!(self.lower(*i), "," | ";" | "."))
            .find(|i| self.lower(*i) == "since");
        let fronted = (self.lower(limits.start) == "since").then_some(limits.start);
        let start = near.or(fronted)?;
        let stop = (start + 1..end.min(start + 14)).find(|i| closes(*i)).unwrap_or(end);
        let tokens = start..stop;
        // A head of a sentence closes with a comma; "since they had no proof," tells why.
        let whole = if near.is_some() { true } else { self.at(stop, end) == "," };
        let fits = (3..13).contains(&tokens.len())
            && whole
            && tokens.clone().all(|i| self.analysis.words[i].class != crate::word::Class::Date)
            && self.tells_when(&tokens);
        fits.then(|| self.bare(&tokens))
    }

    /// Whether what follows "since" is an event and no reason: a noun of beginning, or a verb of the past.
    fn tells_when(&self, tokens: &Range<usize>) -> bool {
        let words = || tokens.clone().map(|i| self.lower(i));
        let begins = words().any(|w| {
            matches!(
                w,
                "start"
                    | "beginning"
                    | "launch"
                    | "outbreak"
                    | "onset"
                    | "inception"
                    | "introduction"
                    | "establishment"
                    | "creation"
                    | "invasion"
                    | "election"
                    | "inauguration"
                    | "began"
                    | "launched"
                    | "started"
                    | "introduced"
                    | "established"
                    | "founded"
                    | "dismantled"
                    | "opened"
                    | "took"
                    | "came"
                    | "created"
                    | "formed"
                    | "enacted"
                    | "passed"
                    | "adopted"
                    | "ended"
                    | "arrested"
                    | "jailed"
                    | "killed"
            )
        });
        begins && !words().any(|w| matches!(w, "not" | "no" | "never" | "can" | "could" | "would" | "is" | "are"))
    }

    /// "worth 188 million over five years": how long, right after a sum or a change.
    pub(super) fn over_years(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<Period> {
        let at = quantity.tokens.end;
        if !matches!(self.at(at, limits.end), "over" | "within" | "across") {
            return None;
        }
        let number = crate::number::number_at(&self.analysis.document, at + 1, limits.end)?;
        let unit = at + 1 + number.tokens;
        if !matches!(self.at(unit, limits.end), "years" | "months" | "decades") {
            return None;
        }
        Some(self.bare(&(at..unit + 1)))
    }

    /// A period that the words tell, without a date.
    pub(super) fn bare(&self, tokens: &Range<usize>) -> Period {
        Period {
            words: self.text(tokens),
            range: self.analysis.document.bytes(tokens),
            start: None,
            end: None,
            is_inferred: false,
            is_inherited: false,
        }
    }
}
