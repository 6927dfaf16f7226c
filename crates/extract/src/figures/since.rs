//! Periods without a date: "since the group was dismantled", "over five years".

use super::*;
use crate::figure::Period;

impl FigureReader<'_, '_> {
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
