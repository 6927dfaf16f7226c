//! Candidates: sentences that show two names and a word of crime, without saying in so many words who did what.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Matcher;
use crate::extraction::{Candidate, Event, Relation};
use crate::mention::{MentionForm, MentionKind};
use crate::rule::{Makes, Rule};
use crate::status::Silence;

/// Readings of one sentence, at most: beyond it the sentence is a list of names.
const MOST_OF_A_SENTENCE: usize = 8;

/// Readings of one pair, at most.
const MOST_OF_A_PAIR: usize = 3;

/// Persons to whom one word of the courts may have happened, at most.
const MOST_OF_A_WORD: usize = 3;

/// Somebody in a sentence.
#[derive(Debug, Clone)]
struct Party {
    entity: usize,
    tokens: Range<usize>,
}

/// A word that calls up a rule, or a word of crime.
struct Trigger<'r> {
    token: usize,
    word: String,
    rule: Option<&'r Rule>,
    passive: bool,
}

impl Matcher<'_, '_> {
    /// What the rules left: each sentence that speaks of crime, with two that no tie of it joins, or with one whom a word
    /// of the courts may concern.
    pub fn candidates(&self, relations: &[Relation], events: &[Event]) -> Vec<Candidate> {
        let mut found = Vec::new();
        let parties = self.parties();
        let tied: BTreeSet<(usize, usize, &str)> =
            relations.iter().map(|r| (r.subject, r.object, r.kind.as_str())).collect();
        for (sentence, present) in parties.iter().enumerate() {
            if present.is_empty() || self.analysis.document.sentences[sentence].is_question {
                continue;
            }
            let triggers = self.triggers_in(sentence);
            let before = found.len();
            self.pairs(sentence, present, &triggers, &tied, &mut found);
            found.truncate(before + MOST_OF_A_SENTENCE);
            let before = found.len();
            self.proceedings(sentence, present, &triggers, events, &mut found);
            found.truncate(before + MOST_OF_A_SENTENCE);
        }
        found
    }

    /// Who is spoken of in each sentence, each once: names first, then descriptions and pronouns.
    fn parties(&self) -> Vec<Vec<Party>> {
        let document = &self.analysis.document;
        let mut parties: Vec<Vec<Party>> = vec![Vec::new(); document.sentences.len()];
        let mut mentions: Vec<_> = self.analysis.mentions.iter().filter(|m| !m.is_generic).collect();
        mentions.sort_by_key(|m| (m.form == MentionForm::Pronoun, m.tokens.start));
        for mention in mentions {
            let Some(entity) = mention.entity else { continue };
            let is_party =
                matches!(self.referents.entities[entity].kind, MentionKind::Person | MentionKind::Organisation);
            let present = &mut parties[document.sentence_of(mention.tokens.start)];
            if is_party && !present.iter().any(|p| p.entity == entity) {
                present.push(Party { entity, tokens: mention.tokens.clone() });
            }
        }
        for present in &mut parties {
            present.sort_by_key(|p| p.tokens.start);
            present.truncate(12);
        }
        parties
    }

    /// The words of a sentence that rules know, each with its rule, then its words of crime.
    fn triggers_in(&self, sentence: usize) -> Vec<Trigger<'_>> {
        let document = &self.analysis.document;
        let lexicon = self.analysis.lexicon;
        let range = document.sentences[sentence].tokens.clone();
        let mut triggers = Vec::new();
        let words: Vec<&str> = range.clone().map(|i| self.lower(i)).collect();
        let holds = |noun: &String| words.iter().any(|w| w == noun || w.strip_suffix('s') == Some(noun.as_str()));
        for token in range {
            let word = self.lower(token);
            let is_noun = self.analysis.words[token].class == crate::word::Class::Noun;
            let verb = lexicon.verbs.get(word).filter(|_| !is_noun);
            if let Some((lemma, forms)) = verb {
                let passive = self.analysis.clauses_of(sentence).any(|c| {
                    let clause = &self.analysis.clauses[c];
                    clause.passive && self.analysis.chunks.groups[clause.group].main == token
                });
                let reduced = forms.participle && document.lower_at(token + 1) == Some("by");
                for rule in self.rules.of_verb(lemma) {
                    let particle = rule.verbs.iter().any(|v| {
                        let mut parts = v.split(' ');
                        parts.next() == Some(lemma) && parts.next().is_none_or(|p| words.contains(&p))
                    });
                    let with = rule.with.is_empty() || rule.with.iter().any(holds);
                    let state =
                        rule.states.is_empty() || rule.states.iter().any(|s| s.split(' ').all(|w| words.contains(&w)));
                    let about = rule.about.is_empty() || rule.about.iter().any(holds);
                    // "under the protection of": a role that hangs on a noun needs the noun.
                    let hangs = rule.roles.values().filter(|slot| !slot.optional).all(|slot| {
                        slot.from.iter().any(|place| match place.split_once('.') {
                            Some((noun, _)) if !matches!(noun, "object" | "subject") => words.contains(&noun),
                            _ => true,
                        })
                    });
                    let without = rule.without.iter().any(holds);
                    if particle && with && state && about && hangs && !without {
                        let passive = passive || reduced;
                        triggers.push(Trigger { token, word: lemma.to_owned(), rule: Some(rule), passive });
                    }
                }
            }
            let single = crate::chunk::singular(word);
            let is_kin = lexicon.kin.get(&single).is_some();
            let fits = |rule: &&Rule| self.has_noun(rule, token, word, &single, is_kin);
            for rule in self.rules.of_noun(&single, is_kin).filter(fits) {
                triggers.push(Trigger { token, word: single.clone(), rule: Some(rule), passive: false });
            }
            if lexicon.crime.contains(word) {
                triggers.push(Trigger { token, word: word.to_owned(), rule: None, passive: false });
            }
        }
        triggers
    }

    fn pairs(
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
        for (i, left) in present.iter().enumerate() {
            for right in &present[i + 1..] {
                let joined = |kind: &str| {
                    tied.contains(&(left.entity, right.entity, kind))
                        || tied.contains(&(right.entity, left.entity, kind))
                };
                // The nearest word goes first: one between the two, then one beside them.
                let mut ranked: Vec<(usize, &Trigger<'_>)> = triggers
                    .iter()
                    .filter(|t| !left.tokens.contains(&t.token) && !right.tokens.contains(&t.token))
                    .map(|t| (distance(t.token, left, right), t))
                    // Without a word of crime only what accuses nobody, from a word that stands between the two.
                    .filter(|(distance, t)| of_crime || *distance < 20 && t.rule.is_some_and(|r| !r.accuses))
                    .collect();
                ranked.sort_by_key(|(distance, t)| (t.rule.is_none(), *distance, t.token));
                let mut kinds: Vec<String> = Vec::new();
                for (_, trigger) in ranked {
                    let Some(candidate) = self.pair(sentence, left, right, trigger) else { continue };
                    let is_known = tied.iter().any(|(a, b, _)| {
                        (*a, *b) == (left.entity, right.entity) || (*a, *b) == (right.entity, left.entity)
                    });
                    let is_loose = trigger.rule.is_none() && (is_known || !kinds.is_empty());
                    if is_loose || joined(&candidate.kind) || kinds.contains(&candidate.kind) {
                        continue;
                    }
                    kinds.push(candidate.kind.clone());
                    found.push(candidate);
                    if kinds.len() == MOST_OF_A_PAIR {
                        break;
                    }
                }
            }
        }
    }

    /// The reading of a pair under a trigger, with the ends as the rule wants them.
    fn pair(&self, sentence: usize, left: &Party, right: &Party, trigger: &Trigger<'_>) -> Option<Candidate> {
        let (silence, standing, attribution) = self.around(sentence, trigger.token);
        if matches!(silence, Some(Silence::Negated | Silence::Question)) {
            return None;
        }
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
            return Some(Candidate {
                kind: "associated_with".to_owned(),
                schema: "UnknownLink".to_owned(),
                subject: subject.entity,
                object: Some(object.entity),
                ends: ("subject".to_owned(), "object".to_owned()),
                trigger: self.analysis.document.bytes(&(trigger.token..trigger.token + 1)),
                word: trigger.word.clone(),
                evidence: self.analysis.document.bytes(&self.analysis.document.sentences[sentence].tokens),
                standing,
                attribution,
                rule: String::new(),
            });
        };
        if rule.makes != Makes::Tie {
            return None;
        }
        let fits = |name: &str, party: &Party| {
            rule.roles.get(name).is_some_and(|slot| {
                slot.types.iter().any(|kind| self.is_type(&self.referents.entities[party.entity], kind))
            })
        };
        let straight = fits(&rule.subject, left) && fits(&rule.object, right);
        let turned = fits(&rule.subject, right) && fits(&rule.object, left);
        // Who stands before the verb does it; in the passive it is done to him.
        let acts = rule
            .roles
            .get(&rule.subject)
            .is_some_and(|slot| slot.from.iter().any(|f| matches!(f.as_str(), "agent" | "bearer" | "subject")));
        let before = acts != trigger.passive;
        let (subject, object) = match (straight, turned) {
            (true, false) => (left, right),
            (false, true) => (right, left),
            (true, true) if before => (left, right),
            (true, true) => (right, left),
            _ => return None,
        };
        Some(Candidate {
            kind: rule.kind.clone(),
            schema: rule.schema.clone(),
            subject: subject.entity,
            object: Some(object.entity),
            ends: (rule.subject.clone(), rule.object.clone()),
            trigger: self.analysis.document.bytes(&(trigger.token..trigger.token + 1)),
            word: trigger.word.clone(),
            evidence: self.analysis.document.bytes(&self.analysis.document.sentences[sentence].tokens),
            standing,
            attribution,
            rule: rule.id.clone(),
        })
    }

    /// The clause around a token: what it states, and who says so.
    pub(super) fn around(
        &self,
        sentence: usize,
        token: usize,
    ) -> (Option<Silence>, Option<umbra_model::Standing>, Vec<usize>) {
        let clause = self
            .analysis
            .clauses_of(sentence)
            .filter(|c| self.analysis.clauses[*c].extent.contains(&token))
            .min_by_key(|c| self.analysis.clauses[*c].extent.len());
        match clause.map(|c| self.reader.of(c)) {
            Some(status) => (status.silence, status.cue, status.voices),
            None => (None, None, self.reader.voices_at(token)),
        }
    }

    /// A word of the courts and somebody to whom it may have happened.
    fn proceedings(
        &self,
        sentence: usize,
        present: &[Party],
        triggers: &[Trigger<'_>],
        events: &[Event],
        found: &mut Vec<Candidate>,
    ) {
        let range = self.analysis.document.bytes(&self.analysis.document.sentences[sentence].tokens);
        for trigger in triggers {
            let Some(rule) = trigger.rule.filter(|r| r.makes == Makes::Event && r.schema == "Proceeding") else {
                continue;
            };
            let Some(slot) = rule.roles.get("defendant").or_else(|| rule.roles.get(&rule.subject)) else { continue };
            let (silence, standing, attribution) = self.around(sentence, trigger.token);
            if silence.is_some() {
                continue;
            }
            let role = if rule.roles.contains_key("defendant") { "defendant" } else { rule.subject.as_str() };
            let fitting = present.iter().filter(|p| {
                slot.types.iter().any(|kind| self.is_type(&self.referents.entities[p.entity], kind))
                    && !p.tokens.contains(&trigger.token)
            });
            let mut nearest: Vec<&Party> = fitting.collect();
            nearest.sort_by_key(|p| p.tokens.start.abs_diff(trigger.token));
            let word = self.analysis.document.bytes(&(trigger.token..trigger.token + 1));
            for party in nearest.into_iter().take(MOST_OF_A_WORD) {
                let told = events.iter().any(|e| {
                    let same_word = e.trigger.start < word.end && word.start < e.trigger.end;
                    (e.kind == rule.kind || same_word)
                        && range.start <= e.trigger.start
                        && e.trigger.end <= range.end
                        && e.roles.iter().any(|(_, entity)| *entity == party.entity)
                });
                let again = found.iter().any(|c| {
                    c.object.is_none() && c.kind == rule.kind && c.subject == party.entity && c.evidence == range
                });
                if told || again {
                    // Whom it befell is known; the others stand by.
                    break;
                }
                found.push(Candidate {
                    kind: rule.kind.clone(),
                    schema: rule.schema.clone(),
                    subject: party.entity,
                    object: None,
                    ends: (role.to_owned(), String::new()),
                    trigger: word.clone(),
                    word: trigger.word.clone(),
                    evidence: range.clone(),
                    standing: rule.stage.as_ref().and_then(|stage| stage.parse().ok()).or(standing),
                    attribution: attribution.clone(),
                    rule: rule.id.clone(),
                });
            }
        }
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
