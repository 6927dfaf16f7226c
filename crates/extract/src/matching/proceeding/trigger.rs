//! The words that tell an event: the verb, and the noun or state without which it would tell none.

use std::ops::Range;

use super::super::Matcher;
use crate::clause::Clause;
use crate::rule::Rule;

/// How far from its verb the noun may stand that tells the event with it, in words.
const REACH: usize = 10;

impl Matcher<'_, '_> {
    /// "was on trial", "announced the arrest", "ordered the forfeiture": from the verb to the word that tells the event.
    pub(in crate::matching) fn event_trigger(&self, rule: &Rule, clause: &Clause) -> Range<usize> {
        let main = self.analysis.chunks.groups[clause.group].main;
        let other = self
            .telling_word(rule, clause)
            .filter(|at| rule.id == "fine.sentenced" || at.abs_diff(main) <= REACH)
            .unwrap_or(main);
        self.analysis.document.bytes(&(main.min(other)..main.max(other) + 1))
    }

    fn telling_word(&self, rule: &Rule, clause: &Clause) -> Option<usize> {
        let chunks = &self.analysis.chunks;
        let head = |p: &usize| chunks.phrases[*p].head;
        if !rule.states.is_empty() {
            return self
                .state_words(clause)
                .into_iter()
                .find(|(_, state)| rule.states.contains(state))
                .map(|(at, _)| at);
        }
        // Of goods that are seized and of what somebody admits the verb tells all.
        if !rule.with.is_empty() && !matches!(rule.id.as_str(), "seizure.verb" | "seizure.forfeit" | "plea.admit") {
            let kept = if clause.passive { &clause.objects[..] } else { &[] };
            let patients = clause.patients().iter().chain(kept).chain(&clause.subjects).map(head);
            let listed = |at: &usize| {
                let single = crate::chunk::singular(self.lower(*at));
                rule.with.iter().any(|with| with.rsplit(' ').next() == Some(&*single))
            };
            // "is the focus of several investigations".
            let about = clause.patients().iter().flat_map(|p| &self.analysis.attached[*p].complements);
            let about = about.flat_map(|c| c.phrases.iter()).map(head).find(|at| {
                let single = crate::chunk::singular(self.lower(*at));
                rule.about.contains(&single)
            });
            return about.or_else(|| patients.into_iter().find(listed)).or_else(|| clause.patients().first().map(head));
        }
        // "was sentenced to five months' imprisonment and a fine".
        if rule.id == "fine.sentenced" {
            let end = self.analysis.document.sentences[clause.sentence].tokens.end;
            let from = self.analysis.chunks.groups[clause.group].tokens.end;
            return (from..end).find(|i| matches!(self.lower(*i), "fine" | "penalty"));
        }
        // "led to the arrest of Brandt".
        let nouns = rule.roles.values().flat_map(|slot| slot.from.iter()).filter_map(|place| place.split_once('.'));
        let nouns: Vec<&str> = nouns
            .map(|(noun, _)| noun)
            .filter(|noun| !matches!(*noun, "object" | "subject"))
            .chain(rule.about.iter().map(String::as_str))
            .collect();
        let hanging = clause.complements.iter().flat_map(|c| c.phrases.iter()).map(head);
        hanging.into_iter().find(|at| {
            let word = self.lower(*at);
            nouns.iter().any(|noun| *noun == word || word.strip_suffix('s') == Some(noun))
        })
    }
}
