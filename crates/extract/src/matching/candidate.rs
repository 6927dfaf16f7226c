//! Candidates: sentences that show two names and a word of crime, without saying in so many words who did what.

mod likely;
mod office;
mod pair;
mod proceeding;

use std::collections::BTreeSet;
use std::ops::Range;

use super::Matcher;
use super::likely::Likely;
use crate::extraction::{Candidate, Event, Relation, Role};
use crate::mention::{MentionForm, MentionKind};
use crate::rule::Rule;
use crate::status::Silence;

/// Readings of one sentence, at most, the likeliest first: beyond it the sentence is a list of names.
const MOST_OF_A_SENTENCE: usize = 16;

/// Of the sentence before, at most.
const MOST_CARRIED: usize = 3;

/// Somebody in a sentence.
#[derive(Debug, Clone)]
struct Party {
    entity: usize,
    tokens: Range<usize>,
}

/// A word that calls up a rule, or a word of crime.
pub(super) struct Trigger<'r> {
    pub(super) token: usize,
    pub(super) word: String,
    pub(super) rule: Option<&'r Rule>,
    passive: bool,
    /// Whether the word only hints at the rule.
    is_hint: bool,
}

impl Matcher<'_, '_> {
    /// What the rules left: each sentence that speaks of crime, with two that no tie of it joins, or with one whom a word
    /// of the courts may concern.
    pub fn candidates(
        &self,
        relations: &[Relation],
        roles: &[Role],
        events: &[Event],
        likely: &Likely,
    ) -> Vec<Candidate> {
        let mut found = Vec::new();
        let parties = self.parties();
        let held: BTreeSet<(usize, usize)> = roles.iter().filter_map(|r| Some((r.holder, r.organisation?))).collect();
        let tied: BTreeSet<(usize, usize, &str)> =
            relations.iter().map(|r| (r.subject, r.object, r.kind.as_str())).collect();
        let mut told: Vec<&Range<usize>> =
            relations.iter().map(|r| &r.trigger).chain(events.iter().map(|e| &e.trigger)).collect();
        told.sort_by_key(|trigger| trigger.start);
        for (sentence, present) in parties.iter().enumerate() {
            if self.analysis.document.sentences[sentence].is_question {
                continue;
            }
            let mut triggers = self.triggers_in(sentence);
            // What a fact was read off hints at nothing else.
            let bytes = self.analysis.document.bytes(&self.analysis.document.sentences[sentence].tokens);
            let here = told.partition_point(|t| t.start < bytes.start)..told.partition_point(|t| t.start < bytes.end);
            let told =
                |word: &Range<usize>| told[here.clone()].iter().any(|t| t.start < word.end && word.start < t.end);
            triggers.retain(|t| !t.is_hint || !told(&self.analysis.document.bytes(&(t.token..t.token + 1))));
            self.pairs(sentence, present, &triggers, &tied, &mut found);
            self.offices(sentence, present, &held, &mut found);
            self.likely_ties(sentence, likely, &triggers, &tied, &mut found);
            let before = found.len();
            self.proceedings(sentence, (present, &self.near(sentence, &parties)), &triggers, events, &mut found);
            found.truncate(before + MOST_OF_A_SENTENCE);
            self.likely_events(sentence, likely, &triggers, events, &mut found);
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

    /// Whom a sentence may speak of without showing them: those of the sentence before it, then whoever the next one
    /// begins with. "A prison officer has been jailed. Kay Burrows smuggled phones."
    fn near(&self, sentence: usize, parties: &[Vec<Party>]) -> Vec<Party> {
        let before = sentence.checked_sub(1).map_or(&[][..], |s| &parties[s]);
        let after = parties.get(sentence + 1).map_or(&[][..], Vec::as_slice);
        let present = &parties[sentence];
        before
            .iter()
            .take(MOST_CARRIED)
            .chain(after.first())
            .filter(|p| !present.iter().any(|q| q.entity == p.entity))
            .cloned()
            .collect()
    }

    /// The words of a sentence that rules know, each with its rule, then its words of crime.
    pub(super) fn triggers_in(&self, sentence: usize) -> Vec<Trigger<'_>> {
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
                        triggers.push(Trigger {
                            token,
                            word: lemma.to_owned(),
                            rule: Some(rule),
                            passive,
                            is_hint: false,
                        });
                    }
                }
            }
            let single = crate::chunk::noun_base(word);
            let is_kin = lexicon.kin.get(&single).is_some();
            let fits = |rule: &&Rule| self.has_noun(rule, token, word, &single, is_kin);
            // Of a noun for what is done, who did it to whom may stand further off than a rule looks.
            for rule in self.rules.of_noun(&single, is_kin).filter(fits).chain(self.rules.of_deed(&single)) {
                let word = single.clone();
                triggers.push(Trigger { token, word, rule: Some(rule), passive: false, is_hint: false });
            }
            // What only hints at a rule: the base form of a verb, or a noun in the singular.
            let base = verb.map_or(single.as_str(), |(lemma, _)| lemma);
            let passive = verb.is_some_and(|(_, forms)| forms.participle) && document.lower_at(token + 1) == Some("by");
            for rule in self.rules.of_hint(base).chain(self.rules.of_hint(word).filter(|_| base != word)) {
                if !triggers.iter().any(|t| t.token == token && t.rule.is_some_and(|r| r.kind == rule.kind)) {
                    triggers.push(Trigger { token, word: base.to_owned(), rule: Some(rule), passive, is_hint: true });
                }
            }
            if lexicon.crime.contains(word) {
                triggers.push(Trigger { token, word: word.to_owned(), rule: None, passive: false, is_hint: false });
            }
        }
        triggers
    }

    /// The clause around a token: what it states, and who says so.
    pub(super) fn around(
        &self,
        sentence: usize,
        token: usize,
    ) -> (Option<Silence>, Option<umbra_model::Standing>, Vec<usize>) {
        match self.clause_at(sentence, token).map(|c| self.reader.of(c)) {
            Some(status) => (status.silence, status.cue, status.voices),
            None => (None, None, self.reader.voices_at(token)),
        }
    }
}
