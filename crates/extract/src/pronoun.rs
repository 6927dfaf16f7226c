//! Pronouns: whom "he", "she", "his" and "her" stand for.
//!
//! Only the singular ones of persons are read, "you" where somebody is addressed by name, and "its" for bodies. Of the persons
//! told before it a pronoun takes the likeliest, and the choice is marked as unsure where another is nearly as likely.

mod accused;
mod addressed;
mod antecedent;
mod evidence;
mod several;
mod thing;
mod unnamed;

pub use self::antecedent::{Anaphor, Antecedent, weight_names};
use self::evidence::Pronoun;
use crate::analysis::Analysis;
use crate::chunk::Shape;
use crate::coreference::Referents;
use crate::lexicon::{Gender, Sort};
use crate::mention::{Mention, MentionForm, MentionKind};

pub(crate) struct Resolver<'a, 't> {
    pub analysis: &'a mut Analysis<'t>,
    pub referents: &'a mut Referents,
}

/// How likely whom a pronoun is taken to mean must be, for anybody to be accused by it.
const SURE: f32 = 0.85;

/// And where nobody else is told as near.
const SURE_ALONE: f32 = 0.4;

fn gender(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// Whether a noun is said of somebody who speaks for another in court.
fn is_counsel(noun: &str) -> bool {
    matches!(noun, "lawyer" | "attorney" | "solicitor" | "barrister" | "counsel" | "advocate")
}

impl Resolver<'_, '_> {
    pub fn run(mut self) {
        self.referents.accusers = self.accusers();
        let mut addressed = None;
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
            } else if word == "it" {
                self.thing(token);
            } else if word == "they" {
                self.they(token);
            } else if word == "their" {
                self.theirs(token);
            } else if matches!(word, "you" | "your" | "yourself") {
                self.addressed(token, &mut addressed);
            }
        }
        for phrase in 0..self.analysis.chunks.phrases.len() {
            self.numbered(phrase);
        }
    }

    /// The phrase that is the pronoun.
    fn phrase_of(&self, token: usize) -> Option<usize> {
        self.analysis.phrase_at.get(&token).copied().filter(|phrase| self.analysis.chunks.phrases[*phrase].is_pronoun)
    }

    fn person(&mut self, token: usize, gender: Gender) {
        let sentence = self.analysis.document.sentence_of(token);
        // "his wife, Kate, and his son, Jamie": whoever the first is of, the second is no son of Kate's.
        if self.twin(token).is_some() && self.owner_of_twin(token).is_none() {
            return;
        }
        let antecedents = self.antecedents(Pronoun { token, sentence, gender });
        let likely = antecedent::likelihoods(&antecedents);
        let best = (0..likely.len()).max_by(|a, b| likely[*a].total_cmp(&likely[*b]));
        // Ways of speaking that leave no choice; reports have too few of them to be learned from.
        let told = self
            .owner_of_twin(token)
            .or_else(|| self.parallel(token, sentence))
            .or_else(|| self.client(token, sentence, gender))
            .or_else(|| antecedent::owner_alone(&antecedents));
        let chosen = told.or_else(|| antecedents[best?].entity);
        let least = if antecedent::is_nearest_alone(&antecedents, chosen) { SURE_ALONE } else { SURE };
        let is_unsure = told.is_none() && best.is_none_or(|best| likely[best] < least);
        if let Some(kept) = &mut self.referents.anaphors {
            let range = self.analysis.document.tokens[token].range();
            kept.push(Anaphor { range, antecedents, likely, chosen, is_unsure });
        }
        let Some(chosen) = chosen else { return };
        let entity = &mut self.referents.entities[chosen];
        if !is_unsure {
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
            self.referents.unsure[phrase] = is_unsure;
        }
    }

    /// "his son Erik and his brother-in-law": the second means whom the first does.
    fn owner_of_twin(&self, token: usize) -> Option<usize> {
        let twin = self.twin(token)?;
        let known = self.analysis.mentions[self.analysis.segments[0]..].iter().rev();
        known.filter(|m| m.form == MentionForm::Pronoun).find(|m| m.tokens == (twin..twin + 1))?.entity
    }

    /// The same pronoun before, as the owner in a list of which this one owns the next.
    fn twin(&self, token: usize) -> Option<usize> {
        let document = &self.analysis.document;
        let np = &self.analysis.chunks.phrases[*self.analysis.phrase_at.get(&token)?];
        let kin = self.analysis.lexicon.kin.get(document.lower(np.head)).is_some()
            || np.own.clone().any(|i| self.analysis.lexicon.kin.get(document.lower(i)).is_some());
        let joined = np.owner_pronoun == Some(token)
            && token > 0
            && (document.lower(token - 1) == "and" || kin && document.lower(token - 1) == ",");
        if !joined {
            return None;
        }
        let sentence = document.sentences[document.sentence_of(token)].tokens.start;
        let first = (token.saturating_sub(9).max(sentence)..token.saturating_sub(1)).rev();
        let verb =
            |i: &usize| matches!(self.analysis.words[*i].class, crate::word::Class::Verb | crate::word::Class::Be);
        first.take_while(|i| !verb(i)).find(|i| document.lower(*i) == document.lower(token))
    }

    /// "“I warned them,” she said": whoever spoke last in the sentences before.
    fn speaker_before(&self, token: usize, sentence: usize, gender: Gender) -> Option<usize> {
        let analysis = &self.analysis;
        let phrase = self.phrase_of(token)?;
        let says = |clause: &crate::clause::Clause| {
            clause.shape == Shape::Finite && analysis.reporting.says(analysis.chunks.groups[clause.group].lemma)
        };
        let own = analysis.clauses_of(sentence).map(|i| &analysis.clauses[i]);
        let quoted = analysis.document.sentences[sentence]
            .tokens
            .clone()
            .take_while(|i| *i < token)
            .any(|i| analysis.document.tokens[i].kind == crate::token::Kind::QuoteClose);
        if !quoted || !own.clone().any(|c| c.subjects == [phrase] && says(c)) {
            return None;
        }
        for earlier in (sentence.saturating_sub(3)..sentence).rev() {
            let clauses = analysis.clauses_of(earlier).map(|i| &analysis.clauses[i]);
            let speakers: Vec<usize> = clauses
                .filter(|c| says(c) && !c.passive)
                .filter_map(|c| self.referents.of_phrase[*c.subjects.first()?])
                .filter(|e| self.referents.entities[*e].kind == MentionKind::Person)
                .collect();
            if let [first, rest @ ..] = speakers.as_slice() {
                let fits = self.referents.entities[*first].gender.is_none_or(|known| known == gender);
                return (fits && rest.iter().all(|e| e == first)).then_some(*first);
            }
        }
        None
    }

    /// Whether a pronoun stands in a quotation and outside of it, in the same sentence, one of the other gender speaks.
    fn other_speaks(&self, token: usize, sentence: usize, own: Gender) -> bool {
        let document = &self.analysis.document;
        let range = document.sentences[sentence].tokens.clone();
        let mut inside = false;
        let mut quoted = false;
        let mut other = false;
        for at in range {
            match document.tokens[at].kind {
                crate::token::Kind::QuoteOpen => inside = true,
                crate::token::Kind::QuoteClose => inside = false,
                _ if at == token => quoted = inside,
                _ if !inside && matches!(document.lower(at), "he" | "she") => {
                    other |= gender(document.lower(at)) != Some(own);
                }
                _ => {}
            }
        }
        quoted && other
    }

    /// Those in the subject of the clause whose object the pronoun is.
    fn co_arguments(&self, token: usize, sentence: usize) -> Vec<usize> {
        let Some(phrase) = self.phrase_of(token) else { return self.said_of(token, sentence) };
        let mut found = Vec::new();
        for clause in &self.analysis.clauses[self.analysis.clauses_of(sentence)] {
            let is_object = clause.objects.contains(&phrase)
                || clause.receivers.contains(&phrase)
                || clause.complements.iter().any(|c| c.phrases.contains(&phrase));
            if !is_object {
                continue;
            }
            // "pleaded guilty to detaining him": the gerund has the subject of the verb that governs it.
            let mut doing = clause;
            for _ in 0..3 {
                match doing.parent.filter(|_| doing.subjects.is_empty()) {
                    Some(parent) => doing = &self.analysis.clauses[parent],
                    None => break,
                }
            }
            found.extend(doing.subjects.iter().filter_map(|s| self.referents.of_phrase[*s]));
        }
        found
    }

    /// "Pell acted as his lieutenant", "Pell is his brother": of whom it is said, he is not the owner.
    fn said_of(&self, token: usize, sentence: usize) -> Vec<usize> {
        let analysis = &self.analysis;
        let owned = analysis.phrase_at.get(&token).copied();
        let owned = owned.filter(|p| analysis.chunks.phrases[*p].owner_pronoun == Some(token));
        let Some(phrase) = owned else { return Vec::new() };
        let person = crate::chunk::is_person_noun(
            analysis.document.lower(analysis.chunks.phrases[phrase].head),
            analysis.lexicon,
        );
        let says = |c: &&crate::clause::Clause| match analysis.chunks.groups[c.group].lemma {
            "be" | "become" | "remain" => c.objects.contains(&phrase),
            "act" | "serve" | "work" => c
                .complements
                .iter()
                .any(|p| analysis.document.lower(p.preposition) == "as" && p.phrases.contains(&phrase)),
            _ => false,
        };
        let clauses = analysis.clauses[analysis.clauses_of(sentence)].iter().filter(|_| person).filter(says);
        clauses.flat_map(|c| &c.subjects).filter_map(|s| self.referents.of_phrase[*s]).collect()
    }

    /// "Her lawyer, Anna Pryce, said that she denies it": lawyers speak of their clients, not of themselves.
    fn client(&self, token: usize, sentence: usize, gender: Gender) -> Option<usize> {
        let analysis = &self.analysis;
        let says = |clause: &&crate::clause::Clause| {
            let group = &analysis.chunks.groups[clause.group];
            group.tokens.end <= token && clause.shape == Shape::Finite && analysis.reporting.says(group.lemma)
        };
        let speech = analysis.clauses[analysis.clauses_of(sentence)].iter().rfind(says)?;
        // "put it to Mokoena that she was paid": whom a lawyer questions is no client.
        let addressed = speech.objects.iter().copied().chain(
            speech
                .complements
                .iter()
                .filter(|c| analysis.document.lower(c.preposition) == "to")
                .flat_map(|c| c.phrases.iter().copied()),
        );
        let is_person = |p: usize| {
            self.referents.of_phrase[p].is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person)
        };
        if addressed.into_iter().any(is_person) {
            return None;
        }
        let subject = *speech.subjects.first()?;
        let described = std::iter::once(subject).chain(analysis.attached[subject].appositions.iter().copied());
        let lawyer =
            described.into_iter().find(|p| is_counsel(analysis.document.lower(analysis.chunks.phrases[*p].head)))?;
        let np = &analysis.chunks.phrases[lawyer];
        let by_pronoun = np.owner_pronoun.and_then(|owner| {
            let mention = analysis.mentions.iter().rev().find(|m| m.tokens == (owner..owner + 1))?;
            mention.entity
        });
        let phrases = &analysis.attached[lawyer].complements;
        let hanging = phrases.iter().find(|c| matches!(analysis.document.lower(c.preposition), "for" | "of"));
        let client = by_pronoun
            .or_else(|| self.referents.of_phrase[np.owner?])
            .or_else(|| self.referents.of_phrase[*hanging?.phrases.first()?])?;
        let entity = &self.referents.entities[client];
        (entity.kind == MentionKind::Person && entity.gender.is_none_or(|g| g == gender)).then_some(client)
    }

    /// "telephoned Velkoran and told him": the object of the verb before.
    fn parallel(&self, token: usize, sentence: usize) -> Option<usize> {
        let phrase = self.phrase_of(token)?;
        let clauses = self.analysis.clauses_of(sentence);
        let clause =
            &self.analysis.clauses[clauses.clone().find(|i| self.analysis.clauses[*i].objects.contains(&phrase))?];
        let twin = &self.analysis.clauses[clause.parent.filter(|_| clause.link == crate::clause::Link::Coordinate)?];
        let [object] = twin.objects.as_slice() else { return None };
        self.referents.of_phrase[*object].filter(|e| self.referents.entities[*e].kind == MentionKind::Person)
    }

    /// "his wife, Nadia Erlingworth": the one other person of that name.
    fn by_kinship(&self, token: usize, gender: Gender) -> Option<usize> {
        let np = &self.analysis.chunks.phrases[*self.analysis.phrase_at.get(&token)?];
        // A list of thousands of names is no text about a family.
        if np.owner_pronoun != Some(token) || self.referents.entities.len() > 4_000 {
            return None;
        }
        let phrase = *self.analysis.phrase_at.get(&token)?;
        let kin = np.own.clone().any(|i| self.analysis.lexicon.kin.get(self.analysis.document.lower(i)).is_some());
        let relative = self.referents.of_phrase[phrase].filter(|_| kin)?;
        let family = self.referents.entities[relative].names.first()?.split(' ').next_back()?;
        let mut same = self.referents.entities.iter().enumerate().filter(|(i, e)| {
            *i != relative
                && e.kind == MentionKind::Person
                && e.gender.is_none_or(|g| g == gender)
                && e.names.first().is_some_and(|n| n.contains(' ') && n.split(' ').next_back() == Some(family))
        });
        let found = same.next()?.0;
        same.next().is_none().then_some(found)
    }

    fn is_owned_by(&self, mention: &Mention, token: usize) -> bool {
        let owned = self.analysis.phrase_at.get(&token).map(|phrase| &self.analysis.chunks.phrases[*phrase]);
        let phrase = self.analysis.phrase_at.get(&token).copied();
        // "Fatuma Said, his second wife": she is not he.
        let apposed = phrase.is_some_and(|p| {
            let attached = &self.analysis.attached[p];
            self.analysis.chunks.phrases[p].owner_pronoun == Some(token)
                && attached.appositions.iter().any(|name| {
                    let np = &self.analysis.chunks.phrases[*name];
                    np.tokens.start <= mention.tokens.start && mention.tokens.end <= np.tokens.end
                })
        });
        apposed
            || owned.is_some_and(|np| {
                np.owner_pronoun == Some(token)
                    && np.tokens.start <= mention.tokens.start
                    && mention.tokens.end <= np.tokens.end
            })
    }
}
