//! Verbs of dismissals, trials and appeals that tell something else.

use super::super::Matcher;
use crate::clause::Clause;
use crate::lexicon::Sort;
use crate::rule::Rule;

impl Matcher<'_, '_> {
    /// "was removed from the gallery", "expelled from the gang", "three years, suspended", "the trial opens in June".
    pub(super) fn is_other_matter(&self, rule: &Rule, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        match group.lemma {
            // "An appeals court upheld".
            "appeal" if self.lower(group.main) == "appeals" => matches!(
                self.analysis.document.lower_at(group.tokens.end),
                Some("court" | "courts" | "panel" | "judge" | "judges" | "chamber" | "tribunal" | "bench")
            ),
            // "The trial opens in June": still to come.
            "open" | "begin" | "start" if rule.id == "trial.opens" => {
                let present =
                    matches!(self.lower(group.main), "open" | "opens" | "begin" | "begins" | "start" | "starts");
                present && clause.dates.iter().any(|(_, date)| date.start > group.main)
            }
            // "three years, suspended": a sentence that need not be served.
            "suspend" if rule.kind == "dismissal" => {
                let start = group.tokens.start;
                let comma = start.checked_sub(1).filter(|i| matches!(self.lower(*i), "," | "("));
                let term = |end: usize| {
                    (end.saturating_sub(4)..end)
                        .any(|i| matches!(self.lower(i), "year" | "years" | "month" | "months" | "term" | "sentence"))
                };
                group.tokens.len() == 1 && comma.is_some_and(term)
            }
            // "dismissed that as gossip".
            "dismiss" if rule.kind == "dismissal" => {
                matches!(self.analysis.document.lower_at(group.tokens.end), Some("that" | "it" | "this" | "these"))
            }
            // "was removed from the gallery", "thrown out of the museum": no post.
            "remove" | "throw" if rule.kind == "dismissal" => {
                let from = clause.complements.iter().filter(|c| matches!(self.lower(c.preposition), "from" | "of"));
                from.flat_map(|c| &c.phrases).any(|p| {
                    matches!(
                        self.lower(self.analysis.chunks.phrases[*p].head),
                        "gallery"
                            | "courtroom"
                            | "room"
                            | "hall"
                            | "hotel"
                            | "bar"
                            | "club"
                            | "house"
                            | "home"
                            | "museum"
                            | "school"
                            | "list"
                            | "plane"
                            | "car"
                            | "restaurant"
                            | "court"
                    )
                })
            }
            // "The gang expelled him", "was expelled from the party": no office lost.
            "expel" if rule.kind == "dismissal" => {
                let from = clause.complements.iter().filter(|c| self.lower(c.preposition) == "from");
                let from = from.flat_map(|c| c.phrases.iter().copied());
                let by = clause.agents(|i| self.lower(i));
                let club = |sort: Sort| matches!(sort, Sort::Group | Sort::Party | Sort::Sport);
                from.chain(by).any(|p| {
                    let head = self.lower(self.analysis.chunks.phrases[p].head);
                    matches!(head, "gang" | "club" | "guild" | "clan" | "crew" | "family" | "party")
                        || self.fill(p).is_some_and(|f| club(self.referents.entities[f.entity].sort))
                })
            }
            _ => false,
        }
    }
}
