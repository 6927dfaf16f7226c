//! Where a figure holds.

use super::*;
use crate::mention::MentionKind;

impl FigureReader<'_, '_> {
    /// The place that a number is said to hold for.
    pub(super) fn territory(&self, quantity: &Quantity, clause: Option<usize>, limits: &Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let next = self.next_number(quantity, limits);
        let after = quantity.tokens.start
            ..clause.map_or(next, |c| analysis.clauses[c].extent.end.max(quantity.tokens.end).min(next));
        let place = |range: &Range<usize>| {
            analysis
                .mentions_in(range)
                .into_iter()
                .map(|m| &analysis.mentions[m])
                .filter(|m| m.kind == MentionKind::Place && m.entity.is_some())
                // "COVID-19", "The Brooklyn District" of an attorney.
                .filter(|m| {
                    let words = analysis.document.words(&m.tokens);
                    !words.contains(|c: char| c.is_ascii_digit()) && !words.ends_with(" District")
                })
                .find(|m| {
                    let before = m.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
                    let before = if before == "the" {
                        m.tokens.start.checked_sub(2).map_or("", |t| self.lower(t))
                    } else {
                        before
                    };
                    matches!(before, "in" | "across" | "throughout" | "within")
                })
        };
        place(&after)
            .or_else(|| place(&(limits.start..quantity.tokens.start)).filter(|m| m.tokens.start < limits.start + 6))
            .and_then(|m| m.entity)
    }
}
