//! What speaks for and against each person whom a pronoun may mean.

use std::collections::BTreeMap;

use super::antecedent::{Antecedent, numbered};
use super::{Resolver, is_counsel};
use crate::chunk::Shape;
use crate::lexicon::Gender;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::word::Class;

/// How many sentences back a person may have been told of last.
const REACH: usize = 6;

/// Mentions of persons before a pronoun that are looked at.
const MOST_MENTIONS: usize = 40;

/// A pronoun of a person.
#[derive(Clone, Copy)]
pub(super) struct Pronoun {
    pub token: usize,
    pub sentence: usize,
    pub gender: Gender,
}

/// What is told of a person before a pronoun.
#[derive(Default)]
struct Told {
    features: Vec<&'static str>,
    /// Where its last words before the pronoun begin.
    last: usize,
}

impl Told {
    fn tell(&mut self, holds: bool, name: &'static str) {
        if holds && !self.features.contains(&name) {
            self.features.push(name);
        }
    }
}

/// What the words around a pronoun say, whomever it means.
struct Around {
    /// Who is told first in its sentence, and in the one before.
    first: (Option<usize>, Option<usize>),
    /// Whom the pronoun means with which the sentence before opens, and where it stands.
    opening: Option<(usize, usize)>,
    /// Whether it opens its sentence.
    opens: bool,
    /// Who spoke last, where it is the subject of a verb of saying.
    spoke: Option<usize>,
    says: bool,
    /// The subjects of its clause, and of those that govern it.
    subjects: (Vec<usize>, Vec<usize>),
    /// Whose these subjects are.
    owners: Vec<usize>,
    co_arguments: Vec<usize>,
    speakers: Vec<usize>,
    accused: bool,
}

/// How those whom it may mean compare.
struct Compared {
    nearest: Option<usize>,
    told_most: Option<usize>,
    /// The one of whom the gender is known.
    only_known: Option<usize>,
    is_one: bool,
    /// The one of its own sentence.
    alone_same: Option<usize>,
}

impl Resolver<'_, '_> {
    /// Those whom a pronoun may mean: persons told in its sentence and the six before, and whom the form of the
    /// sentence points to.
    pub(super) fn antecedents(&self, pronoun: Pronoun) -> Vec<Antecedent> {
        let form = self.form_of(pronoun.token);
        let mentions = self.mentions_before(pronoun);
        let around = self.around(pronoun, &mentions);
        let told = self.told(pronoun, &mentions);
        let count = |entity: usize| self.referents.entities[entity].mentions.len();
        let mut known = told.keys().copied().filter(|e| self.referents.entities[*e].gender == Some(pronoun.gender));
        let start = self.analysis.document.sentences[pronoun.sentence].tokens.start;
        let mut here = told.iter().filter(|(_, t)| t.last >= start).map(|(e, _)| *e);
        let compared = Compared {
            nearest: told.iter().max_by_key(|(_, t)| t.last).map(|(e, _)| *e),
            told_most: told.keys().copied().max_by_key(|e| (count(*e), std::cmp::Reverse(*e))),
            only_known: known.next().filter(|_| known.next().is_none()),
            is_one: told.len() == 1,
            alone_same: here.next().filter(|_| here.next().is_none()),
        };
        let mut found = Vec::new();
        for (entity, mut one) in told {
            self.tell_of_place(pronoun, entity, &around, &mut one);
            self.tell_of_person(pronoun, entity, &compared, &mut one);
            found.push(Antecedent { entity: Some(entity), features: numbered(&one.features, form) });
        }
        found.extend(self.unnamed(pronoun, form));
        found
    }

    /// The persons told before a pronoun, in the text's order.
    fn mentions_before(&self, pronoun: Pronoun) -> Vec<&Mention> {
        let analysis = &*self.analysis;
        let start = analysis.document.sentences[pronoun.sentence.saturating_sub(REACH)].tokens.start;
        let mut mentions: Vec<&Mention> = analysis
            .mentions_in(&(start..pronoun.token))
            .into_iter()
            .map(|at| &analysis.mentions[at])
            .filter(|m| m.kind == MentionKind::Person && m.tokens.end <= pronoun.token && m.entity.is_some())
            .filter(|m| !self.names_another(m))
            .collect();
        mentions.sort_by_key(|m| (m.tokens.start, m.tokens.end));
        // A list of names is no story.
        mentions.drain(..mentions.len().saturating_sub(MOST_MENTIONS));
        mentions
    }

    fn around(&self, pronoun: Pronoun, mentions: &[&Mention]) -> Around {
        let Pronoun { token, sentence, .. } = pronoun;
        let before = sentence.checked_sub(1);
        let says = self.says(token, sentence);
        Around {
            first: (self.first_of(mentions, sentence), before.and_then(|s| self.first_of(mentions, s))),
            opening: before.and_then(|s| self.opening_pronoun(mentions, s)),
            opens: token < self.analysis.document.sentences[sentence].tokens.start + 2,
            spoke: if says { self.last_speaker(sentence) } else { None },
            says,
            subjects: self.subjects_around(token, sentence),
            owners: self.owners_of_subjects(token, sentence),
            co_arguments: self.co_arguments(token, sentence),
            speakers: self.speakers_around(token, sentence),
            accused: self.is_accused(token, sentence),
        }
    }

    /// Those of them whom it may mean, with how each mention of them is put.
    fn told(&self, pronoun: Pronoun, mentions: &[&Mention]) -> BTreeMap<usize, Told> {
        let Pronoun { token, sentence, gender } = pronoun;
        let other_speaks = self.other_speaks(token, sentence, gender);
        let mut told: BTreeMap<usize, Told> = BTreeMap::new();
        for mention in mentions {
            let Some(entity) = mention.entity else { continue };
            let known = self.referents.entities[entity].gender;
            // "He protected them," she said: not the speaker, so nobody whose gender is only guessed.
            let fits = known.map_or(!other_speaks, |known| known == gender);
            // "his lawyer, Lucan": the owned one is not the owner.
            if !fits || self.is_owned_by(mention, token) {
                continue;
            }
            let one = told.entry(entity).or_default();
            one.last = mention.tokens.start;
            let back = sentence - self.analysis.document.sentence_of(mention.tokens.start);
            let (subject, object) = (self.is_subject(mention), self.is_object(mention));
            let by_pronoun = mention.form == MentionForm::Pronoun && mention.gender == Some(gender);
            one.tell(subject && back == 0, "subject_same");
            one.tell(subject && back == 1, "subject_before");
            one.tell(subject && back > 1, "subject_earlier");
            one.tell(object && back == 0, "object_same");
            one.tell(object && back == 1, "object_before");
            one.tell(by_pronoun && back == 0, "by_pronoun_same");
            one.tell(by_pronoun && back == 1, "by_pronoun_before");
        }
        let by_form = [
            ("speaker_before", self.speaker_before(token, sentence, gender)),
            ("kinship", self.by_kinship(token, gender)),
        ];
        for (name, entity) in by_form {
            if let Some(entity) = entity {
                told.entry(entity).or_default().tell(true, name);
            }
        }
        told
    }

    /// What speaks for a person by where the pronoun and its own words stand.
    fn tell_of_place(&self, pronoun: Pronoun, entity: usize, around: &Around, one: &mut Told) {
        let document = &self.analysis.document;
        let stands = document.sentence_of(one.last);
        let back = pronoun.sentence.saturating_sub(stands);
        let is = |other: Option<usize>| other == Some(entity);
        let opening = around.opening.filter(|(e, _)| *e == entity);
        one.tell(true, ["same_sentence", "one_before", "two_before", "three_before", "farther_before"][back.min(4)]);
        one.tell(is(around.first.0), "first_same");
        one.tell(is(around.first.1), "first_before");
        one.tell(around.subjects.0.contains(&entity), "clause_subject");
        one.tell(around.subjects.1.contains(&entity), "governing_subject");
        one.tell(opening.is_some(), "opened_before");
        one.tell(around.owners.contains(&entity), "owns_subject");
        one.tell(is(around.spoke), "spoke_before");
        one.tell(around.co_arguments.contains(&entity), "co_argument");
        one.tell(around.speakers.contains(&entity), "speaks_around");
        let stands = &document.sentences[stands];
        one.tell(stands.block != document.sentences[pronoun.sentence].block, "other_paragraph");
        one.tell(stands.is_heading, "in_heading");
        let accuser = self.referents.accusers.contains(&entity);
        one.tell(accuser, "accuser");
        one.tell(accuser && around.accused, "accuser_of_accused");
        one.tell(accuser && around.says, "accuser_speaks");
        if around.opens {
            let same = opening.is_some_and(|(_, at)| document.lower(at) == document.lower(pronoun.token));
            one.tell(one.features.contains(&"subject_before"), "opens_after_subject");
            one.tell(is(around.first.1), "opens_after_first");
            one.tell(opening.is_some(), "opens_after_opening");
            one.tell(same, "same_opening");
        }
    }

    /// What speaks for a person by who it is beside the others, and how it was told of last.
    fn tell_of_person(&self, pronoun: Pronoun, entity: usize, compared: &Compared, one: &mut Told) {
        let analysis = &*self.analysis;
        let person = &self.referents.entities[entity];
        let is = |other: Option<usize>| other == Some(entity);
        one.tell(is(compared.nearest), "nearest");
        one.tell(is(compared.told_most), "told_most");
        one.tell(is(compared.only_known), "only_known");
        one.tell(compared.is_one, "only_one");
        one.tell(is(compared.alone_same), "alone_same");
        one.tell(person.gender == Some(pronoun.gender), "gender_known");
        one.tell(person.names.iter().all(|name| !name.contains(' ')), "one_word");
        let often = match person.mentions.len() {
            0 | 1 => "told_once",
            2..=4 => "told_a_few_times",
            _ => "told_often",
        };
        one.tell(true, often);
        let last = analysis.mentions_in(&(one.last..one.last + 1));
        let Some(mention) = last.into_iter().map(|at| &analysis.mentions[at]).find(|m| m.entity == Some(entity)) else {
            return;
        };
        one.tell(mention.is_name(), "by_name");
        one.tell(mention.form == MentionForm::Nominal, "by_description");
        let next = analysis.words.get(mention.tokens.end).map(|w| w.class);
        one.tell(next == Some(Class::Genitive), "is_owner");
        one.tell(self.is_relative(mention), "is_relative");
        let lawyer = self.is_lawyer(mention);
        one.tell(lawyer, "lawyer");
        one.tell(lawyer && self.is_accused(pronoun.token, pronoun.sentence), "lawyer_of_accused");
        let start = mention.title_tokens.as_ref().map_or(mention.tokens.start, |title| title.start);
        let after = self.preposition_before(start).map(|word| match word {
            "of" => "after_of",
            "by" => "after_by",
            "with" | "and" => "after_with",
            "in" | "at" | "near" => "after_in",
            _ => "after_other",
        });
        if let Some(after) = after {
            one.tell(true, after);
        }
    }

    /// Somebody without a name, where one may be meant.
    fn unnamed(&self, pronoun: Pronoun, form: usize) -> Option<Antecedent> {
        let sentences = &self.analysis.document.sentences;
        let start = sentences[pronoun.sentence.saturating_sub(1)].tokens.start;
        let without_name = self.unnamed_in(start..pronoun.token, pronoun.gender);
        if without_name.is_empty() {
            return None;
        }
        let mut features = vec!["unnamed"];
        if without_name.iter().any(|c| c.is_subject) {
            features.push("unnamed_subject");
        }
        if without_name.iter().any(|c| sentences[pronoun.sentence].tokens.contains(&c.token)) {
            features.push("unnamed_same");
        }
        Some(Antecedent { entity: None, features: numbered(&features, form) })
    }

    /// The person told first in a sentence.
    fn first_of(&self, mentions: &[&Mention], sentence: usize) -> Option<usize> {
        let tokens = &self.analysis.document.sentences[sentence].tokens;
        mentions.iter().find(|m| tokens.contains(&m.tokens.start)).and_then(|m| m.entity)
    }

    /// Whom the pronoun means with which a sentence opens.
    fn opening_pronoun(&self, mentions: &[&Mention], sentence: usize) -> Option<(usize, usize)> {
        let start = self.analysis.document.sentences[sentence].tokens.start;
        let opens = |m: &&&Mention| m.form == MentionForm::Pronoun && (start..start + 2).contains(&m.tokens.start);
        mentions.iter().find(opens).and_then(|m| Some((m.entity?, m.tokens.start)))
    }

    /// Whether a pronoun is the subject of a verb of saying.
    fn says(&self, token: usize, sentence: usize) -> bool {
        let analysis = &*self.analysis;
        let Some(phrase) = self.phrase_of(token) else { return false };
        let mut clauses = analysis.clauses_of(sentence).map(|c| &analysis.clauses[c]);
        clauses.any(|c| c.subjects == [phrase] && analysis.reporting.says(analysis.chunks.groups[c.group].lemma))
    }

    /// Who spoke last in the three sentences before.
    fn last_speaker(&self, sentence: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        (sentence.saturating_sub(3)..sentence).rev().find_map(|earlier| {
            let clauses = analysis.clauses_of(earlier).map(|c| &analysis.clauses[c]);
            let says = |c: &&crate::clause::Clause| {
                !c.passive && analysis.reporting.says(analysis.chunks.groups[c.group].lemma)
            };
            let subject = |c: &crate::clause::Clause| self.referents.of_phrase[*c.subjects.first()?];
            clauses.filter(says).filter_map(subject).find(|e| self.referents.entities[*e].kind == MentionKind::Person)
        })
    }

    /// Whose the subjects of the clauses around a token are: "his brother said that he".
    fn owners_of_subjects(&self, token: usize, sentence: usize) -> Vec<usize> {
        let analysis = &*self.analysis;
        let around = analysis.clauses_of(sentence).filter(|c| analysis.clauses[*c].extent.contains(&token));
        let subjects = around.flat_map(|c| analysis.clauses[c].subjects.iter().copied());
        let phrases = subjects.flat_map(|s| std::iter::once(s).chain(analysis.attached[s].appositions.iter().copied()));
        let owner = |phrase: usize| {
            let np = &analysis.chunks.phrases[phrase];
            let by_pronoun = np.owner_pronoun.filter(|p| *p < token).and_then(|p| {
                let own = analysis.mentions_in(&(p..p + 1)).into_iter().map(|at| &analysis.mentions[at]);
                own.into_iter().find_map(|m| m.entity)
            });
            by_pronoun.or_else(|| self.referents.of_phrase[np.owner?])
        };
        phrases.filter_map(owner).collect()
    }

    /// The subjects of the innermost clause around a token, and of those that govern it.
    fn subjects_around(&self, token: usize, sentence: usize) -> (Vec<usize>, Vec<usize>) {
        let analysis = &*self.analysis;
        let of = |clause: usize| -> Vec<usize> {
            let subjects = analysis.clauses[clause].subjects.iter();
            subjects.filter_map(|s| self.referents.of_phrase[*s]).collect()
        };
        let around = analysis.clauses_of(sentence).filter(|c| analysis.clauses[*c].extent.contains(&token));
        let Some(inner) = around.min_by_key(|c| analysis.clauses[*c].extent.len()) else {
            return (Vec::new(), Vec::new());
        };
        let mut governing = Vec::new();
        let mut above = analysis.clauses[inner].parent;
        for _ in 0..3 {
            let Some(clause) = above else { break };
            governing.extend(of(clause));
            above = analysis.clauses[clause].parent;
        }
        (of(inner), governing)
    }

    /// "the Odcho group": a name before a noun is not its bearer.
    fn names_another(&self, mention: &Mention) -> bool {
        self.analysis.phrase_around(mention.tokens.start).is_some_and(|np| {
            np.mention.is_none() && np.own.contains(&mention.tokens.start) && mention.tokens.end <= np.head
        })
    }

    fn is_object(&self, mention: &Mention) -> bool {
        let sentence = self.analysis.document.sentence_of(mention.tokens.start);
        self.analysis.clauses[self.analysis.clauses_of(sentence)].iter().any(|clause| {
            clause.objects.iter().any(|p| self.analysis.chunks.phrases[*p].head + 1 == mention.tokens.end)
        })
    }

    /// "his brother Nilo", "Brandt's aide, Pell": told as somebody's.
    fn is_relative(&self, mention: &Mention) -> bool {
        let named = self.analysis.phrase_at.get(&(mention.tokens.end - 1)).copied();
        named.is_some_and(|phrase| {
            let owned = |p: usize| {
                let np = &self.analysis.chunks.phrases[p];
                np.owner.is_some() || np.owner_pronoun.is_some()
            };
            owned(phrase) || self.analysis.attached[phrase].appositions.iter().any(|p| owned(*p))
        })
    }

    /// "Her lawyer, Ruth Pell": told as somebody who speaks for another.
    fn is_lawyer(&self, mention: &Mention) -> bool {
        let analysis = &*self.analysis;
        let phrase = analysis.phrase_at.get(&(mention.tokens.end - 1)).copied();
        let apposed = phrase.iter().flat_map(|p| analysis.attached[*p].appositions.iter());
        let nouns = apposed.map(|p| analysis.chunks.phrases[*p].head).chain(mention.tokens.start.checked_sub(1));
        let mut words = nouns.map(|noun| analysis.document.lower(noun));
        words.any(|word| is_counsel(word) || matches!(word, "spokesman" | "spokeswoman" | "spokesperson"))
    }

    /// The preposition right before a place, articles aside.
    fn preposition_before(&self, start: usize) -> Option<&str> {
        let document = &self.analysis.document;
        let sentence = document.sentences[document.sentence_of(start)].tokens.start;
        let article = |at: &usize| matches!(document.lower(*at), "the" | "a" | "an");
        let at = (sentence..start).rev().find(|at| !article(at))?;
        let word = document.lower(at);
        let is_other = || self.analysis.words[at].class == Class::Preposition || word == "and";
        is_other().then_some(word)
    }

    fn form_of(&self, token: usize) -> usize {
        match self.analysis.document.lower(token) {
            "he" | "she" => 0,
            "himself" | "herself" => 3,
            _ if self.analysis.words[token].class == Class::Possessive => 2,
            _ => 1,
        }
    }

    /// Whether a clause of a sentence that states something has a person's mention for its subject.
    fn is_subject(&self, mention: &Mention) -> bool {
        let sentence = self.analysis.document.sentence_of(mention.tokens.start);
        self.analysis.clauses[self.analysis.clauses_of(sentence)].iter().any(|clause| {
            clause.shape == Shape::Finite
                && clause.subjects.iter().any(|s| {
                    let np = &self.analysis.chunks.phrases[*s];
                    np.head + 1 == mention.tokens.end
                        || self.analysis.attached[*s]
                            .appositions
                            .iter()
                            .any(|p| self.analysis.chunks.phrases[*p].head + 1 == mention.tokens.end)
                })
        })
    }
}
