//! What the trained classifier takes sentences to tell: what of it is sure enough for a tie, and what lies behind a candidate.

use std::ops::Range;

use super::Matcher;
use super::candidate::Trigger;
use crate::classifier::{Classifier, LikelyEvent, LikelyTie, Loose, TIES, loose, sentences};
use crate::extraction::{Candidate, Relation};
use crate::rule::{Makes, Rule};
use crate::word::Class;

/// The rule that what the classifier made is said to come from.
pub(crate) const CLASSIFIER: &str = "classifier";

/// How likely a tie or event must be to be kept in mind at all. What words that hint offer, and the classifier holds for less
/// likely, is not offered: on texts that it was not trained on a fifth of all offers, of which one in fifty was so.
const KNOWN: f32 = 0.005;

/// How likely a tie that a rule of the crate told must be to be made. Of those held for less likely on texts that it was not trained
/// on half were wrong; they are offered.
const DOUBTED: f32 = 0.02;

/// Types of ties by which it doubts no rule: of two it was shown too few, under two hundred of thirty thousand, and whole lists of
/// members it misreads ("along with two other Rook gang members").
const UNDOUBTED: [&str; 3] = ["deputy_leader", "front_for", "member_of"];

/// How likely a tie must be to be made.
const SURE: f32 = 0.985;

/// Types of ties that the classifier makes: those of which on texts that it was not trained on nineteen in twenty were right
/// that it was sure of.
const SURE_OF: [&str; 9] =
    ["leads", "tipped_off", "owns", "directs", "founded", "employed_by", "family", "met", "killed"];

/// What the classifier takes a document to tell, by its sentences.
#[derive(Default)]
pub(crate) struct Likely {
    /// The sentences that it was asked about, ascending, each with its parties.
    asked: Vec<(usize, Vec<usize>)>,
    ties: Vec<(usize, LikelyTie)>,
    /// Of somebody spoken of earlier and somebody of the sentence.
    carried: Vec<(usize, LikelyTie)>,
    events: Vec<(usize, LikelyEvent)>,
    /// Bodies without a name that it was shown beside the entities.
    pub(crate) loose: Vec<Loose>,
}

/// Those of a sentence.
fn of_sentence<T>(all: &[(usize, T)], sentence: usize) -> impl Iterator<Item = &T> {
    let from = all.partition_point(|(s, _)| *s < sentence);
    all[from..].iter().take_while(move |(s, _)| *s == sentence).map(|(_, one)| one)
}

impl Likely {
    pub(super) fn ties(&self, sentence: usize) -> impl Iterator<Item = &LikelyTie> {
        of_sentence(&self.ties, sentence)
    }

    /// Ties of the sentence with somebody spoken of earlier.
    pub(super) fn carried(&self, sentence: usize) -> impl Iterator<Item = &LikelyTie> {
        of_sentence(&self.carried, sentence)
    }

    /// How likely a tie is told in a sentence; none where the classifier was not asked or has no such type.
    pub(super) fn of(&self, sentence: usize, kind: &str, subject: usize, object: usize) -> Option<f32> {
        let asked = TIES.contains(&kind) && self.shows(sentence, subject) && self.shows(sentence, object);
        let same = |tie: &&LikelyTie| {
            let ends = (tie.subject, tie.object);
            tie.kind == kind && (ends == (subject, object) || tie.is_mutual() && ends == (object, subject))
        };
        asked.then(|| self.ties(sentence).find(same).map_or(0.0, |tie| tie.likely))
    }

    /// Whether the classifier was shown somebody in a sentence.
    fn shows(&self, sentence: usize, entity: usize) -> bool {
        let at = self.asked.binary_search_by_key(&sentence, |(s, _)| *s);
        at.is_ok_and(|at| self.asked[at].1.contains(&entity))
    }

    pub(super) fn events(&self, sentence: usize) -> impl Iterator<Item = &LikelyEvent> {
        of_sentence(&self.events, sentence)
    }
}

impl Matcher<'_, '_> {
    /// Asks the classifier about the sentences of a document that speaks of crime: those with two parties, or with one and a
    /// word of the courts.
    pub fn likely(&self, classifier: &Classifier) -> Likely {
        let mut likely = Likely::default();
        if !self.crime.contains(&true) {
            return likely;
        }
        likely.loose = loose(self.analysis, self.referents);
        let mut asked = sentences(self.analysis, self.referents, &likely.loose);
        asked.retain(|sentence| sentence.has_pair() || self.is_of_court(sentence.sentence));
        likely.asked = asked.iter().map(|s| (s.sentence, s.parties.iter().map(|p| p.entity).collect())).collect();
        for (sentence, told) in asked.iter().map(|s| s.sentence).zip(classifier.read(&asked, KNOWN)) {
            likely.ties.extend(told.ties.into_iter().map(|tie| (sentence, tie)));
            likely.carried.extend(told.carried.into_iter().map(|tie| (sentence, tie)));
            likely.events.extend(told.events.into_iter().map(|event| (sentence, event)));
        }
        likely
    }

    /// Whether a sentence holds a word that tells a proceeding.
    fn is_of_court(&self, sentence: usize) -> bool {
        self.triggers_in(sentence).iter().any(|t| t.rule.is_some_and(|r| r.makes == Makes::Event))
    }

    /// The rule by whose schema a tie or event of a type is stated.
    pub(super) fn rule_of(&self, kind: &str, makes: Makes) -> Option<&Rule> {
        self.rules.all().iter().find(|r| r.kind == kind && r.makes == makes)
    }

    /// The word that calls it up: one that a rule of its type knows, or else the nearest verb or noun.
    pub(super) fn word_for(
        &self,
        sentence: usize,
        kind: &str,
        triggers: &[Trigger<'_>],
        ends: &[&Range<usize>],
    ) -> (usize, String, String) {
        let away = |token: usize| -> usize {
            let to = |end: &Range<usize>| {
                if token < end.start { end.start - token } else { (token + 1).saturating_sub(end.end) }
            };
            ends.iter().map(|end| to(end)).sum()
        };
        let of_kind = triggers.iter().filter(|t| t.rule.is_some_and(|r| r.kind == kind));
        let outside = |token: usize| ends.iter().all(|end| !end.contains(&token));
        if let Some(trigger) = of_kind.filter(|t| outside(t.token)).min_by_key(|t| (away(t.token), t.token)) {
            let rule = trigger.rule.map(|r| r.id.clone()).unwrap_or_default();
            return (trigger.token, trigger.word.clone(), rule);
        }
        let analysis = self.analysis;
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        let is_word =
            |token: &usize| matches!(analysis.words[*token].class, Class::Noun | Class::Verb) && outside(*token);
        let token = tokens.clone().filter(is_word).min_by_key(|t| (away(*t), *t)).unwrap_or(tokens.start);
        let word = self.lower(token);
        let word = match analysis.lexicon.verbs.get(word) {
            Some((lemma, _)) if analysis.words[token].class == Class::Verb => (*lemma).to_owned(),
            _ => crate::chunk::noun_base(word),
        };
        (token, word, String::new())
    }

    /// Takes out the ties that a rule of the crate told and the classifier doubts: what is left of them is to be offered. Users' own
    /// rules are theirs to answer for.
    pub fn doubted(&self, likely: &Likely, relations: &mut Vec<Relation>) -> Vec<Candidate> {
        let document = &self.analysis.document;
        let mut offered = Vec::new();
        relations.retain(|relation| {
            let token = document.token_at(relation.trigger.start);
            let of_crate = self.rules.comes_with_the_crate(&relation.rule);
            if !of_crate || UNDOUBTED.contains(&relation.kind.as_str()) || token >= document.tokens.len() {
                return true;
            }
            let sentence = document.sentence_of(token);
            let held = likely.of(sentence, &relation.kind, relation.subject, relation.object);
            let Some(held) = held.filter(|held| *held < DOUBTED) else { return true };
            offered.push(Candidate {
                kind: relation.kind.clone(),
                schema: relation.schema.clone(),
                subject: relation.subject,
                object: Some(relation.object),
                ends: relation.ends.clone(),
                trigger: relation.trigger.clone(),
                word: self.lower(token).to_owned(),
                evidence: document.bytes(&document.sentences[sentence].tokens),
                standing: relation.standing,
                attribution: relation.attribution.clone(),
                rule: relation.rule.clone(),
                likely: Some(held),
            });
            false
        });
        offered
    }

    /// Ties of which the classifier is sure, where the rules tied the two by nothing in their sentence.
    pub fn sure_ties(&self, likely: &Likely, relations: &[Relation]) -> Vec<Relation> {
        let document = &self.analysis.document;
        let mut found: Vec<Relation> = Vec::new();
        let known = self.referents.entities.len();
        for (sentence, tie) in likely.ties.iter().filter(|(_, tie)| tie.likely >= SURE) {
            if !SURE_OF.contains(&tie.kind) || tie.subject >= known || tie.object >= known {
                continue;
            }
            let Some(rule) = self.rule_of(tie.kind, Makes::Tie) else { continue };
            let range = document.bytes(&document.sentences[*sentence].tokens);
            let pair = |r: &&Relation| {
                let ends = (r.subject, r.object);
                ends == (tie.subject, tie.object) || ends == (tie.object, tie.subject)
            };
            let told = relations
                .iter()
                .chain(&found)
                .filter(pair)
                .any(|r| r.kind == tie.kind || range.start <= r.evidence.start && r.evidence.end <= range.end);
            if told || rule.accuses && !self.may_accuse(tie) || !self.may_join(tie) {
                continue;
            }
            let triggers = self.triggers_in(*sentence);
            let (token, ..) = self.word_for(*sentence, tie.kind, &triggers, &[&tie.tokens.0, &tie.tokens.1]);
            let clause = self.clause_at(*sentence, token);
            let status = self.reader.of_noun(clause, token);
            if status.silence.is_some() {
                continue;
            }
            let own_cue = clause.and_then(|c| self.reader.clause_cue(c));
            let word = token..token + 1;
            found.push(Relation {
                trigger: document.bytes(&word),
                evidence: self.evidence(&[word, tie.tokens.0.clone(), tie.tokens.1.clone()], *sentence),
                standing: self.standing(rule, &status, own_cue),
                attribution: status.voices.clone(),
                cue_clause: status.cue_clause.or(own_cue.and(clause)),
                clause,
                rule: CLASSIFIER.to_owned(),
                ..rule.relation(tie.subject, tie.object)
            });
        }
        found
    }

    /// Whether both ends of an accusing tie are told without doubt, and neither by somebody who prosecutes or judges.
    fn may_accuse(&self, tie: &LikelyTie) -> bool {
        [(tie.subject, &tie.tokens.0), (tie.object, &tie.tokens.1)].into_iter().all(|(entity, tokens)| {
            let unsure = self.analysis.phrases_within(tokens.clone()).any(|(_, phrase)| self.referents.unsure[*phrase]);
            !unsure && !self.referents.accusers.contains(&entity)
        })
    }

    /// Whether any rule of the type would take the two.
    fn may_join(&self, tie: &LikelyTie) -> bool {
        let fits = |rule: &Rule, name: &str, entity: usize| {
            rule.roles.get(name).is_some_and(|slot| slot.types.iter().any(|kind| self.may_be_type(entity, kind)))
        };
        self.rules
            .all()
            .iter()
            .filter(|r| r.kind == tie.kind && r.makes == Makes::Tie)
            .any(|r| fits(r, &r.subject, tie.subject) && fits(r, &r.object, tie.object))
    }
}
