//! What a clause's tie is told as: an offence of its own, a part of a firm.

use super::*;

impl Matcher<'_, '_> {
    /// Whether what a clause tells is itself what somebody is accused of or was tried for.
    pub(super) fn is_offence(&self, status: &Status) -> bool {
        status.cue_clause.is_some_and(|clause| {
            let lemma = self.analysis.chunks.groups[self.analysis.clauses[clause].group].lemma;
            matches!(
                lemma,
                "accuse" | "charge" | "indict" | "convict" | "plead" | "acquit" | "clear" | "jail" | "sentence"
            )
        })
    }

    /// Whether a filler is a part of a firm.
    pub(super) fn is_part(&self, fill: &Fill) -> bool {
        let last = fill.tokens.end.saturating_sub(1);
        matches!(self.lower(last), "department" | "branch" | "division" | "unit" | "desk" | "section" | "office")
    }

    /// "got 33 years for the murder of": time that somebody serves for a killing.
    pub(super) fn is_sentenced(&self, rule: &Rule, clause: &Clause) -> bool {
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        if rule.id != "kill.life" || !clause.complements.iter().any(|c| self.lower(c.preposition) == "for") {
            return false;
        }
        let head = |p: &usize| self.lower(self.analysis.chunks.phrases[*p].head);
        let long = || clause.objects.iter().any(|p| matches!(head(p), "life" | "sentence" | "term"));
        match lemma {
            "get" | "receive" | "serve" | "do" | "draw" | "give" | "hand" => self.term(clause).is_some() || long(),
            _ => false,
        }
    }
}
