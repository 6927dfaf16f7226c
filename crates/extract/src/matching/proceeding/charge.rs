//! What somebody is accused of, and who accuses.

use std::ops::Range;

use super::super::Matcher;
use crate::clause::{Clause, Link};
use crate::mention::MentionKind;
use crate::rule::Rule;

impl Matcher<'_, '_> {
    /// What the defendant is accused of: the phrases and gerunds after the prepositions of the rule.
    pub(in crate::matching) fn charge(&self, rule: &Rule, index: usize) -> Vec<Range<usize>> {
        let clause = &self.analysis.clauses[index];
        let mut found: Vec<Range<usize>> = Vec::new();
        let chunks = &self.analysis.chunks;
        let is_charge = |preposition: usize| rule.charge.iter().any(|p| p == self.lower(preposition));
        let verb_end = chunks.groups[clause.group].tokens.end;
        for complement in clause.complements.iter().filter(|c| is_charge(c.preposition) && c.preposition >= verb_end) {
            for phrase in &complement.phrases {
                let attached = &self.analysis.attached[*phrase];
                let np = &chunks.phrases[*phrase];
                let head = self.lower(np.head);
                let entity = self.referents.of_phrase[*phrase].map(|e| self.referents.entities[e].kind);
                if matches!(entity, Some(MentionKind::Person | MentionKind::Place))
                    || matches!(
                        head,
                        "prison"
                            | "jail"
                            | "court"
                            | "custody"
                            | "life"
                            | "death"
                            | "connection"
                            | "absentia"
                            | "day"
                            | "years"
                            | "indictment"
                            | "total"
                            | "home"
                            | "airport"
                    )
                {
                    continue;
                }
                // "on suspicion of leaking": the charge is what hangs on it.
                if attached.complements.is_empty() && is_bare_charge(head) {
                    continue;
                }
                let end = chunks.chunks[attached.last].tokens.end;
                found.push(np.tokens.start..end);
            }
        }
        for child in self.analysis.clauses_of(clause.sentence).filter(|i| *i > index) {
            let child = &self.analysis.clauses[child];
            let hangs = match child.link {
                Link::Preposition(preposition) => child.parent == Some(index) && is_charge(preposition),
                // "was sent to prison after being convicted": when, not what for.
                Link::NounPreposition(noun, preposition) => {
                    child.parent == Some(index)
                        && noun >= verb_end
                        && !matches!(
                            self.lower(preposition),
                            "after" | "before" | "since" | "while" | "without" | "by" | "despite" | "until" | "upon"
                        )
                }
                _ => false,
            };
            if hangs {
                found.push(chunks.groups[child.group].tokens.start..self.own_words(&child.extent, child).end);
            }
        }
        for range in &mut found {
            range.end = self.to_its_infinitive(range, clause);
        }
        // "leading a gang and with extortion" are two charges.
        found = found.into_iter().flat_map(|range| self.split_charge(range, rule)).collect();
        found.sort_by_key(|r| (r.start, usize::MAX - r.end));
        found.dedup_by(|b, a| b.start < a.end);
        if found.is_empty() {
            // "was convicted and sentenced for": the charge stands with the last of the verbs.
            let next = self.analysis.clauses_of(clause.sentence).find(|i| {
                self.analysis.clauses[*i].parent == Some(index)
                    && self.analysis.clauses[*i].link == Link::Coordinate
                    && self.analysis.clauses[*i].subjects == clause.subjects
                    && self.analysis.clauses[*i].passive == clause.passive
            });
            if let Some(next) = next.filter(|_| {
                clause.extent.end <= verb_end + 1 && clause.passive && rule.stage.as_deref() == Some("convicted")
            }) {
                let mut for_next = rule.clone();
                for_next.charge.push("for".to_owned());
                return self.charge(&for_next, next);
            }
        }
        found
    }

    /// "attempting to bribe an officer", "possession with intent to sell": a charge goes on with its infinitive.
    fn to_its_infinitive(&self, range: &Range<usize>, clause: &Clause) -> usize {
        let mut end = range.end;
        for index in self.analysis.clauses_of(clause.sentence) {
            let other = &self.analysis.clauses[index];
            let group = &self.analysis.chunks.groups[other.group];
            let follows = other.shape == crate::chunk::Shape::Infinitive
                && self.analysis.document.lower_at(end) == Some("to")
                && group.tokens.contains(&(end + 1));
            if follows {
                end = self.own_words(&(group.tokens.start..other.extent.end), other).end.max(end);
            }
        }
        end
    }

    pub(in crate::matching) fn split_charge(&self, range: Range<usize>, rule: &Rule) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for at in range.start + 1..range.end.saturating_sub(1) {
            if self.lower(at) == "and" && rule.charge.iter().any(|p| p == self.lower(at + 1)) && at > start {
                parts.push(start..at);
                start = at + 2;
            }
        }
        if start < range.end {
            parts.push(start..range.end);
        }
        parts
    }

    /// An authority without an entity keeps its words: "Prosecutors charged ...".
    pub(in crate::matching) fn authority(
        &self,
        rule: &Rule,
        clause: &Clause,
        filled: &[(String, usize)],
        properties: &mut Vec<(String, String)>,
    ) {
        if rule.schema != "Proceeding" || filled.iter().any(|(property, _)| property == "authority") {
            return;
        }
        let agents = clause.agents(|i| self.lower(i));
        let words = agents.iter().map(|a| &self.analysis.chunks.phrases[*a]).find(|np| {
            !np.is_pronoun
                && filled.iter().all(|(_, e)| {
                    self.referents.of_phrase[self.analysis.phrase_at.get(&np.head).copied().unwrap_or(0)] != Some(*e)
                })
        });
        if let Some(np) = words.filter(|np| np.mention.is_none()) {
            let name = self.analysis.document.words(&np.tokens).split_whitespace().collect::<Vec<_>>().join(" ");
            let authority = self.lower(np.head);
            if self.analysis.reporting.is_voice(authority)
                || self.analysis.reporting.is_voice(authority.strip_suffix('s').unwrap_or(authority))
            {
                properties.push(("authorityName".to_owned(), name));
            }
        }
    }
}

/// Nouns that only say that there is a charge.
fn is_bare_charge(noun: &str) -> bool {
    matches!(noun.strip_suffix('s').unwrap_or(noun), "suspicion" | "charge" | "count" | "allegation" | "accusation")
}
