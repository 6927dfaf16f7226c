//! What two verbs side by side have in common: "owned and run by Brandt", "founded and led the firm".

use super::*;

impl Parser<'_, '_> {
    /// Gives the first of two joined verbs the object, or the "by", that stands behind the second, where the first has
    /// nothing of its own and is one that needs it.
    pub(super) fn shared_right(&self, clauses: &mut [Clause]) {
        for at in (1..clauses.len()).rev() {
            let (left, right) = clauses.split_at_mut(at);
            let (Some(first), Some(second)) = (left.last_mut(), right.first()) else { continue };
            let between = &self.chunks.chunks[first.chunk + 1..second.chunk];
            let joined = between.iter().any(|c| matches!(c.piece, Piece::Conjunction | Piece::Comma))
                && between.iter().all(|c| matches!(c.piece, Piece::Conjunction | Piece::Comma | Piece::Adverb));
            let alone = first.objects.is_empty()
                && first.receivers.is_empty()
                && first.complements.is_empty()
                && first.passive == second.passive
                && first.shape == second.shape;
            if !joined || !alone || !needs_object(self.group(first).lemma) {
                continue;
            }
            if first.passive {
                let by = second.complements.iter().filter(|c| self.document.lower(c.preposition) == "by");
                first.complements.extend(by.cloned());
                if first.subjects.is_empty() {
                    first.subjects.clone_from(&second.subjects);
                }
            } else {
                first.objects.clone_from(&second.objects);
                first.complements.clone_from(&second.complements);
            }
            first.extent.end = first.extent.end.max(second.extent.end);
        }
    }
}

/// Verbs that say little without an object.
fn needs_object(lemma: &str) -> bool {
    matches!(
        lemma,
        "own"
            | "co-own"
            | "run"
            | "control"
            | "found"
            | "co-found"
            | "establish"
            | "create"
            | "lead"
            | "head"
            | "manage"
            | "operate"
            | "direct"
            | "chair"
            | "finance"
            | "fund"
            | "bankroll"
            | "shelter"
            | "protect"
            | "shield"
            | "bribe"
            | "threaten"
            | "harass"
            | "intimidate"
            | "kidnap"
            | "abduct"
            | "torture"
            | "murder"
            | "kill"
            | "rob"
            | "attack"
            | "assault"
            | "blackmail"
            | "tip"
            | "extort"
            | "corrupt"
            | "employ"
            | "hire"
            | "recruit"
            | "represent"
            | "defend"
            | "aid"
            | "assist"
            | "supply"
            | "arm"
    )
}
