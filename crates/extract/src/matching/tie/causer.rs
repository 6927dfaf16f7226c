//! Who has others do it: "Brandt had Ostrow shot".

use super::*;
use crate::rule::Slot;

impl Matcher<'_, '_> {
    /// The subject of "had" right before the one to whom a participle says it was done.
    pub(super) fn causers(&self, slot: &Slot, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let Some(victim) = clause.subjects.first().filter(|_| clause.passive && group.tokens.len() == 1) else {
            return Vec::new();
        };
        let before = analysis.chunks.phrases[*victim].tokens.start.checked_sub(1);
        let Some(had) = before.filter(|i| matches!(self.lower(*i), "had" | "has")) else { return Vec::new() };
        let causing = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]).find(|c| {
            let other = &analysis.chunks.groups[c.group];
            other.main == had && other.lemma == "have" && !other.negated && other.modal.is_none()
        });
        let fills = causing.into_iter().flat_map(|c| c.subjects.iter()).flat_map(|p| self.fills(*p));
        fills.filter(|fill| self.fits(slot, fill)).collect()
    }
}
