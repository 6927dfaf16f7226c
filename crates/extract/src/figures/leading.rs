//! What leads up to a number that stands alone: "bringing the number of victims to 897", "the number of guns seized", "602 or
//! 60 per cent".

use super::*;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// "the number of victims" of "bringing the number of victims to 897", "which took the toll to 12".
    pub(super) fn brought_to(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let to = quantity.tokens.start.checked_sub(1)?;
        let floor = limits.start.max(to.saturating_sub(14));
        let verb = (floor..to).rev().find(|i| {
            matches!(
                self.lower(*i),
                "bringing"
                    | "brought"
                    | "brings"
                    | "taking"
                    | "took"
                    | "takes"
                    | "pushing"
                    | "pushed"
                    | "raising"
                    | "raised"
            )
        })?;
        let (_, phrase) = analysis.phrases_within(verb + 1..to).next()?;
        let np = &analysis.chunks.phrases[*phrase];
        let counts = matches!(self.lower(np.head), "number" | "total" | "toll" | "tally" | "count" | "figure");
        (np.tokens.start <= verb + 2 && counts).then_some(*phrase)
    }

    /// "the number of guns seized" before a number, in its sentence.
    pub(super) fn number_before(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let before = analysis.phrases_within(limits.start..quantity.tokens.start).rev();
        before.map(|(_, p)| *p).find(|p| {
            let np = &analysis.chunks.phrases[*p];
            self.lower(np.head) == "number" && self.at(np.tokens.end, limits.end) == "of"
        })
    }

    /// The token after a share that a number is told as as well: "602 or 60 per cent", "602 (60 per cent)".
    pub(super) fn after_share(&self, end: usize, limit: usize) -> usize {
        let bracket = self.at(end, limit) == "(";
        // "27 (32 in 1999) were".
        let close = (end..limit.min(end + 8)).find(|i| self.lower(*i) == ")");
        if let Some(close) = close.filter(|_| bracket) {
            return close + 1;
        }
        if !bracket && self.at(end, limit) != "or" {
            return end;
        }
        let Some(number) = crate::number::number_at(&self.analysis.document, end + 1, limit) else { return end };
        let sign = end + 1 + number.tokens;
        let after = match self.at(sign, limit) {
            "per" if self.at(sign + 1, limit) == "cent" => sign + 2,
            "percent" | "%" => sign + 1,
            _ => return end,
        };
        if bracket { end } else { after }
    }
}
