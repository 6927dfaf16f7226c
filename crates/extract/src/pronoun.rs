//! Pronouns: whom "he", "she", "his" and "her" stand for.
//!
//! Only the singular ones of persons are read, and "its" for bodies. A pronoun takes the one person that its own
//! sentence or the one before offers; among several the subject goes first, and the choice is marked as unsure.

use crate::analysis::Analysis;
use crate::chunk::Shape;
use crate::coreference::Referents;
use crate::lexicon::{Gender, Sort};
use crate::mention::{Mention, MentionForm, MentionKind};

pub(crate) struct Resolver<'a, 't> {
    pub analysis: &'a mut Analysis<'t>,
    pub referents: &'a mut Referents,
}

/// A person who could be meant.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    entity: usize,
    token: usize,
    is_subject: bool,
}

fn gender(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

impl Resolver<'_, '_> {
    pub fn run(mut self) {
        for token in 0..self.analysis.document.tokens.len() {
            let class = self.analysis.words[token].class;
            if !matches!(class, crate::word::Class::Pronoun | crate::word::Class::Possessive) {
                continue;
            }
            let word = self.analysis.document.lower(token);
            if let Some(gender) = gender(word) {
                self.person(token, gender);
            } else if word == "its" {
                self.body(token);
            }
        }
    }

    /// The phrase that is the pronoun.
    fn phrase_of(&self, token: usize) -> Option<usize> {
        self.analysis.phrase_at.get(&token).copied().filter(|phrase| self.analysis.chunks.phrases[*phrase].is_pronoun)
    }

    fn person(&mut self, token: usize, gender: Gender) {
        let sentence = self.analysis.document.sentence_of(token);
        let candidates = self.candidates(token, sentence, gender);
        let mut entities: Vec<usize> = candidates.iter().map(|c| c.entity).collect();
        entities.sort_unstable();
        entities.dedup();
        let Some(chosen) = self.choose(&candidates, token, sentence) else { return };
        let unsure = entities.len() > 1;
        let entity = &mut self.referents.entities[chosen];
        if !unsure {
            entity.gender = entity.gender.or(Some(gender));
        }
        let mut mention = Mention::new(MentionKind::Person, Sort::Unknown, MentionForm::Pronoun, token..token + 1);
        mention.range = self.analysis.document.tokens[token].range();
        mention.entity = Some(chosen);
        mention.gender = Some(gender);
        self.analysis.mentions.push(mention);
        entity.mentions.push(self.analysis.mentions.len() - 1);
        if let Some(phrase) = self.phrase_of(token) {
            self.referents.of_phrase[phrase] = Some(chosen);
            self.referents.unsure[phrase] = unsure;
        }
    }

    /// Persons before the pronoun, in its sentence and the two before it.
    fn candidates(&self, token: usize, sentence: usize, gender: Gender) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let first = sentence.saturating_sub(2);
        let sentences = &self.analysis.document.sentences;
        let start = sentences[first].tokens.start;
        for at in self.analysis.mentions_in(&(start..token)) {
            let mention = &self.analysis.mentions[at];
            let Some(entity) = mention.entity else { continue };
            if mention.kind != MentionKind::Person || mention.tokens.start < start || mention.tokens.end > token {
                continue;
            }
            let known = self.referents.entities[entity].gender;
            if known.is_some_and(|known| known != gender) {
                continue;
            }
            // "his lawyer, Lucan": the owned one is not the owner.
            if self.is_owned_by(mention, token) {
                continue;
            }
            candidates.push(Candidate { entity, token: mention.tokens.start, is_subject: self.is_subject(mention) });
        }
        candidates.sort_by_key(|c| c.token);
        // The nearest sentence that has any.
        let near = |index: usize| candidates.iter().filter(|c| sentences[index].tokens.contains(&c.token)).copied().collect::<Vec<_>>();
        let own = near(sentence);
        if !own.is_empty() {
            return own;
        }
        for index in (first..sentence).rev() {
            let found = near(index);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn is_owned_by(&self, mention: &Mention, token: usize) -> bool {
        let owned = self.analysis.phrase_at.get(&token).map(|phrase| &self.analysis.chunks.phrases[*phrase]);
        owned.is_some_and(|np| np.owner_pronoun == Some(token) && np.tokens.start <= mention.tokens.start && mention.tokens.end <= np.tokens.end)
    }

    fn is_subject(&self, mention: &Mention) -> bool {
        let sentence = self.analysis.document.sentence_of(mention.tokens.start);
        self.analysis.clauses[self.analysis.clauses_of(sentence)].iter().any(|clause| {
            clause.shape == Shape::Finite
                && clause.subjects.iter().any(|s| {
                    let np = &self.analysis.chunks.phrases[*s];
                    np.head + 1 == mention.tokens.end
                        || self.analysis.attached[*s].appositions.iter().any(|p| self.analysis.chunks.phrases[*p].head + 1 == mention.tokens.end)
                })
        })
    }

    fn choose(&self, candidates: &[Candidate], token: usize, sentence: usize) -> Option<usize> {
        let first = candidates.first()?;
        if candidates.iter().all(|c| c.entity == first.entity) {
            return Some(first.entity);
        }
        // In its own sentence the subject of the clause before; from an earlier one its first subject.
        let in_own = self.analysis.document.sentences[sentence].tokens.contains(&first.token);
        let subjects: Vec<&Candidate> = candidates.iter().filter(|c| c.is_subject && c.token < token).collect();
        let chosen = if in_own { subjects.last() } else { subjects.first() };
        chosen.map(|c| c.entity)
    }

    /// "its spokeswoman": the one body of the sentence, or the subject of the one before.
    fn body(&mut self, token: usize) {
        let sentence = self.analysis.document.sentence_of(token);
        let sentences = &self.analysis.document.sentences;
        for index in [Some(sentence), sentence.checked_sub(1)].into_iter().flatten() {
            let range = sentences[index].tokens.clone();
            let bodies: Vec<&Mention> = self.analysis.mentions_in(&range).into_iter().map(|m| &self.analysis.mentions[m]).filter(|m| m.kind == MentionKind::Organisation).collect();
            // A body inside another's name is not the topic.
            let inner = |m: &Mention| bodies.iter().any(|o| o.tokens.start <= m.tokens.start && o.tokens.end >= m.tokens.end && o.tokens.len() > m.tokens.len());
            let mut found: Vec<usize> = bodies.iter().filter(|m| m.tokens.end <= token && !inner(m)).filter_map(|m| m.entity).collect();
            found.sort_unstable();
            found.dedup();
            match found.as_slice() {
                [] => {}
                [one] => {
                    let one = *one;
                    self.owner(token, one);
                    return;
                }
                _ => return,
            }
        }
    }

    fn owner(&mut self, token: usize, entity: usize) {
        let sort = self.referents.entities[entity].sort;
        let mut mention = Mention::new(MentionKind::Organisation, sort, MentionForm::Pronoun, token..token + 1);
        mention.range = self.analysis.document.tokens[token].range();
        mention.entity = Some(entity);
        self.analysis.mentions.push(mention);
        self.referents.entities[entity].mentions.push(self.analysis.mentions.len() - 1);
    }
}
