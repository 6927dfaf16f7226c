//! Ties that a sentence may tell: two parties and a word between or beside them.

use std::collections::BTreeSet;

use super::{MOST_OF_A_SENTENCE, Party, Trigger};
use crate::extraction::Candidate;
use crate::lexicon::Sort;
use crate::matching::Matcher;
use crate::mention::MentionKind;
use crate::rule::Makes;
use crate::status::Silence;
use crate::word::Class;

/// Readings of one pair, at most.
const MOST_OF_A_PAIR: usize = 4;

/// A trigger that stands on neither side but between the two counts up to this many words from the nearer one.
const NEAR: usize = 20;

/// And for a word that only hints.
const NEAR_HINT: usize = 14;

/// How many sentences back the gang may be that a sentence means without naming it.
const GANG_REACH: usize = 4;

/// Readings of one pair by words that only hint, at most.
const MOST_BY_HINTS: usize = 3;

/// A reading with what ranks it: how loose its word is, and how far away.
struct Ranked {
    order: (usize, usize, usize),
    candidate: Candidate,
}

impl Matcher<'_, '_> {
    pub(super) fn pairs(
        &self,
        sentence: usize,
        present: &[Party],
        triggers: &[Trigger<'_>],
        tied: &BTreeSet<(usize, usize, &str)>,
        found: &mut Vec<Candidate>,
    ) {
        let of_crime = self.speaks_of_crime(sentence);
        if !of_crime && !self.crime.contains(&true) {
            return;
        }
        let mut ranked = Vec::new();
        for (i, left) in present.iter().enumerate() {
            for right in &present[i + 1..] {
                self.readings_of_pair(sentence, (left, right), triggers, tied, &mut ranked);
            }
        }
        self.gang_near(sentence, present, triggers, tied, &mut ranked);
        ranked.sort_by_key(|r| r.order);
        ranked.truncate(MOST_OF_A_SENTENCE);
        ranked.sort_by_key(|r| (r.candidate.trigger.start, r.candidate.subject, r.candidate.object));
        found.extend(ranked.into_iter().map(|r| r.candidate));
    }

    /// "The boss, Brandt, was held": a sentence with a word for a place in a gang and without a gang, and the gang that the
    /// text spoke of last.
    fn gang_near(
        &self,
        sentence: usize,
        present: &[Party],
        triggers: &[Trigger<'_>],
        tied: &BTreeSet<(usize, usize, &str)>,
        found: &mut Vec<Ranked>,
    ) {
        let entities = &self.referents.entities;
        if present.iter().any(|p| entities[p.entity].is_group()) {
            return;
        }
        let start = self.analysis.document.sentences[sentence].tokens.start;
        let mentions = self.analysis.mentions.iter().filter(|m| m.tokens.start < start);
        let groups = mentions.filter(|m| m.entity.is_some_and(|e| entities[e].is_group()));
        let last = groups.max_by_key(|m| m.tokens.start);
        let near = last.filter(|m| self.analysis.document.sentence_of(m.tokens.start) + GANG_REACH >= sentence);
        let Some(gang) = near.and_then(|m| m.entity).or(self.only_group) else { return };
        let is_person = |p: &&Party| entities[p.entity].kind == MentionKind::Person;
        for trigger in triggers {
            let Some(rule) = trigger.rule.filter(|r| r.schema == "Membership" && !r.nouns.is_empty()) else { continue };
            let away = |p: &Party| trigger.token.abs_diff(p.tokens.start).min(trigger.token.abs_diff(p.tokens.end));
            let persons = present.iter().filter(is_person).filter(|p| away(p) < NEAR_HINT);
            let Some(person) = persons.min_by_key(|p| away(p)) else { continue };
            let known = tied.range((person.entity, gang, "")..(person.entity, gang + 1, "")).next().is_some();
            let told = |r: &Ranked| r.candidate.subject == person.entity && r.candidate.kind == rule.kind;
            if known || found.iter().any(told) {
                continue;
            }
            let object = Party { entity: gang, tokens: trigger.token..trigger.token + 1 };
            if let Some(candidate) = self.pair(sentence, person, &object, trigger) {
                let order = (1, usize::from(trigger.is_hint), away(person));
                found.push(Ranked { order, candidate });
            }
        }
    }

    fn readings_of_pair(
        &self,
        sentence: usize,
        (left, right): (&Party, &Party),
        triggers: &[Trigger<'_>],
        tied: &BTreeSet<(usize, usize, &str)>,
        found: &mut Vec<Ranked>,
    ) {
        let of_crime = self.speaks_of_crime(sentence);
        let of = |a: usize, b: usize| tied.range((a, b, "")..(a, b + 1, "")).map(|(_, _, kind)| *kind);
        let known: Vec<&str> = of(left.entity, right.entity).chain(of(right.entity, left.entity)).collect();
        let joined = |kind: &str| known.contains(&kind);
        let is_known = !known.is_empty();
        // The nearest word goes first: one between the two, then one beside them; a rule's own word before a hint.
        let mut words: Vec<(usize, &Trigger<'_>)> = triggers
            .iter()
            .filter(|t| !left.tokens.contains(&t.token) && !right.tokens.contains(&t.token))
            .map(|t| (distance(t.token, left, right), t))
            // Without a word of crime only what accuses nobody, or a word that stands between the two.
            .filter(|(distance, t)| {
                of_crime || *distance < NEAR + 3 && (t.is_hint || t.rule.is_some_and(|r| !r.accuses))
            })
            // A hint must stand between the two, or right beside one of them.
            .filter(|(distance, t)| !t.is_hint || *distance < NEAR_HINT || (NEAR..NEAR + 3).contains(distance))
            .collect();
        words.sort_by_key(|(distance, t)| (t.rule.is_none(), t.is_hint, *distance, t.token));
        let mut kinds: Vec<String> = Vec::new();
        let mut hinted = 0;
        for (distance, trigger) in words {
            let Some(candidate) = self.pair(sentence, left, right, trigger) else { continue };
            // Of a pair that is tied already a hint tells nothing.
            let is_loose =
                (trigger.rule.is_none() || trigger.is_hint) && is_known || trigger.rule.is_none() && !kinds.is_empty();
            let is_loose = is_loose || trigger.is_hint && hinted >= MOST_BY_HINTS;
            if is_loose || joined(&candidate.kind) || kinds.contains(&candidate.kind) {
                continue;
            }
            hinted += usize::from(trigger.is_hint);
            kinds.push(candidate.kind.clone());
            let looseness = usize::from(trigger.is_hint) + 2 * usize::from(trigger.rule.is_none());
            found.push(Ranked { order: (kinds.len() - 1, looseness, distance), candidate });
            if kinds.len() == MOST_OF_A_PAIR {
                break;
            }
        }
    }

    /// The reading of a pair under a trigger, with the ends as the rule wants them.
    fn pair(&self, sentence: usize, left: &Party, right: &Party, trigger: &Trigger<'_>) -> Option<Candidate> {
        let (silence, standing, attribution) = self.around(sentence, trigger.token);
        if matches!(silence, Some(Silence::Negated | Silence::Question)) {
            return None;
        }
        let proposed = |kind: &str, schema: &str, subject: &Party, object: &Party, ends: (&str, &str), rule: &str| {
            let document = &self.analysis.document;
            Candidate {
                kind: kind.to_owned(),
                schema: schema.to_owned(),
                subject: subject.entity,
                object: Some(object.entity),
                ends: (ends.0.to_owned(), ends.1.to_owned()),
                trigger: document.bytes(&(trigger.token..trigger.token + 1)),
                word: trigger.word.clone(),
                evidence: document.bytes(&document.sentences[sentence].tokens),
                standing,
                attribution,
                rule: rule.to_owned(),
                likely: None,
            }
        };
        let Some(rule) = trigger.rule else {
            let accused = |p: &Party| self.referents.entities[p.entity].kind == MentionKind::Person;
            let group = |p: &Party| self.referents.entities[p.entity].is_group();
            let (subject, object) = if accused(left) && group(right) {
                (left, right)
            } else if accused(right) && group(left) {
                (right, left)
            } else {
                return None;
            };
            return Some(proposed("associated_with", "UnknownLink", subject, object, ("subject", "object"), ""));
        };
        if rule.makes != Makes::Tie {
            return None;
        }
        let fits = |name: &str, party: &Party| {
            rule.roles.get(name).is_some_and(|slot| slot.types.iter().any(|kind| self.may_be_type(party.entity, kind)))
        };
        let straight = fits(&rule.subject, left) && fits(&rule.object, right);
        let turned = fits(&rule.subject, right) && fits(&rule.object, left);
        let (subject, object) = match (straight, turned) {
            (true, false) => (left, right),
            (false, true) => (right, left),
            (true, true) if self.left_is_subject(rule, trigger, left) => (left, right),
            (true, true) => (right, left),
            _ => return None,
        };
        Some(proposed(&rule.kind, &rule.schema, subject, object, (&rule.subject, &rule.object), &rule.id))
    }

    /// Whether somebody may fill a role: of a person a sentence need not say that crime is their trade, or their office.
    pub(in crate::matching) fn may_be_type(&self, entity: usize, kind: &str) -> bool {
        let known = &self.referents.entities[entity];
        let is_person = known.kind == MentionKind::Person;
        match kind {
            "criminal" | "convict" => is_person || known.is_group(),
            "official" | "layman" | "outlaw" => is_person,
            // Of a body nothing may be known but its name.
            "group" => known.is_group() || known.kind == MentionKind::Organisation && known.sort == Sort::Unknown,
            kind => self.is_type(known, kind),
        }
    }

    /// Who stands before the verb does it; in the passive it is done to him, and of a noun he is the owner: "Brandt's
    /// cousin, Pell".
    fn left_is_subject(&self, rule: &crate::rule::Rule, trigger: &Trigger<'_>, left: &Party) -> bool {
        let places = rule.roles.get(&rule.subject).map(|slot| slot.from.as_slice()).unwrap_or_default();
        let acts = places.iter().any(|f| matches!(f.as_str(), "agent" | "bearer" | "subject"));
        let is_noun = places.iter().any(|f| f == "bearer");
        // "payments to Brandt from Pell", "the murder of Pell by the gang": what stands before a party tells its end.
        if rule.deeds.contains(&trigger.word) && !trigger.is_hint {
            let before = left.tokens.start.checked_sub(1).map_or("", |i| self.lower(i));
            return !(trigger.token < left.tokens.start && matches!(before, "to" | "of" | "against" | "for"));
        }
        let after = left.tokens.end;
        let possessive = self.analysis.words.get(after).is_some_and(|w| w.class == Class::Genitive)
            || matches!(self.lower(left.tokens.start), "his" | "her" | "its" | "their" | "whose");
        if is_noun && possessive && after <= trigger.token {
            return false;
        }
        acts != trigger.passive
    }
}

/// How far a trigger lies from a pair: nothing between them, else the words to the nearer one, and as much again.
fn distance(token: usize, left: &Party, right: &Party) -> usize {
    if left.tokens.end <= token && token < right.tokens.start {
        return (token - left.tokens.end).min(right.tokens.start - token);
    }
    let to = |party: &Party| token.abs_diff(party.tokens.start);
    20 + to(left).min(to(right))
}
