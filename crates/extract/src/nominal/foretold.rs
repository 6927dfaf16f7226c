//! Persons described first and named a sentence or two later, as reports open: "A former governor was jailed on Monday.
//! Rodrigo Albaneda, 58, admitted ...".

use super::*;
use crate::chunk::Opening;
use crate::clause::{Clause, Link};

/// How many sentences after the description the name may come.
const WITHIN: usize = 3;

impl Describer<'_, '_> {
    /// Gives descriptions the person whom the next sentences name, where only one can be meant: the first person to be
    /// named afterwards, as a subject, for the first time, with an age or the same noun, and nobody else described so.
    pub(super) fn foretold(&mut self) {
        for sentence in 0..self.analysis.document.sentences.len() {
            let Some(described) = self.described_subject(sentence) else { continue };
            let named = self.named_next(sentence, described);
            // "identified the defendant as Dennis Quarrie".
            let Some(entity) = named
                .or_else(|| self.parties.get("defendant").copied().filter(|_| self.is_punished(sentence, described)))
            else {
                continue;
            };
            self.mention(described, MentionKind::Person, Sort::Unknown, Some(entity));
            self.referents.foretold.push(described);
        }
    }

    /// "Erik Brandt:", and below it "The former minister is being investigated": under the heading that is a name, the first
    /// subject that is told by a calling.
    pub(super) fn headings(&mut self) {
        for sentence in 1..self.analysis.document.sentences.len() {
            let analysis = &*self.analysis;
            let (before, own) = (&analysis.document.sentences[sentence - 1], &analysis.document.sentences[sentence]);
            let alone = sentence < 2 || analysis.document.sentences[sentence - 2].block != before.block;
            if before.block == own.block || !alone || before.tokens.len() > 8 {
                continue;
            }
            let mentions = analysis.mentions_in(&before.tokens);
            let Some(mention) = mentions.first().map(|m| &analysis.mentions[*m]).filter(|_| mentions.len() == 1) else {
                continue;
            };
            let colon = analysis.document.tokens[before.tokens.end - 1].is_mark(':');
            let whole = mention.tokens.start == before.tokens.start
                && mention.tokens.end + usize::from(colon) == before.tokens.end
                && mention.kind == MentionKind::Person;
            let Some(entity) = mention.entity.filter(|_| whole) else { continue };
            let clauses = &analysis.clauses[analysis.clauses_of(sentence)];
            let subject = clauses.iter().find_map(|c| c.subjects.first().copied()).filter(|p| {
                let np = self.phrase(*p);
                np.tokens.start == own.tokens.start
                    && np.opening == Opening::Definite
                    && !np.is_plural
                    && np.mention.is_none()
                    && !np.is_pronoun
                    && np.owner.is_none()
                    && self.referents.of_phrase[*p].is_none()
                    && crate::chunk::is_person_noun(self.lower(np.head), analysis.lexicon)
            });
            if let Some(subject) = subject {
                self.mention(subject, MentionKind::Person, Sort::Unknown, Some(entity));
                self.referents.foretold.push(subject);
            }
        }
    }

    /// Whether the sentence says of the described what only the accused undergo.
    fn is_punished(&self, sentence: usize, described: usize) -> bool {
        let clauses = &self.analysis.clauses[self.analysis.clauses_of(sentence)];
        clauses.iter().any(|c| c.subjects.contains(&described) && is_accused(self.analysis, c))
    }

    /// The one nameless person who is the subject of a sentence's main clause, while the sentence names nobody as its
    /// subject and describes nobody else.
    fn described_subject(&self, sentence: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let clauses = &analysis.clauses[analysis.clauses_of(sentence)];
        let mut told = clauses.iter().filter(|c| {
            matches!(c.link, Link::Root | Link::Content)
                && c.shape == crate::chunk::Shape::Finite
                && !c.subjects.is_empty()
        });
        // "The District Attorney announced that a former inspector has been sentenced": of whom it is announced.
        let main = told.next()?;
        let speaks = self.analysis.reporting.says(self.analysis.chunks.groups[main.group].lemma) && !main.passive;
        let main = if speaks { told.find(|c| c.link == Link::Content).unwrap_or(main) } else { main };
        let [subject] = main.subjects.as_slice() else { return None };
        let is_told = self.is_person_description(*subject, is_accused(self.analysis, main))
            && self.analysis.attached[*subject].appositions.is_empty()
            && self.referents.of_phrase[*subject].is_none();
        let finite = clauses.iter().filter(|c| c.shape == crate::chunk::Shape::Finite);
        let others = finite.flat_map(|c| c.subjects.iter()).filter(|s| *s != subject);
        let alone = others.into_iter().all(|s| !self.is_person_description(*s, false));
        (is_told && alone).then_some(*subject)
    }

    /// "a former governor of", "the vice governor of Batayan province": one person, told by what he is.
    fn is_person_description(&self, phrase: usize, is_accused: bool) -> bool {
        let np = self.phrase(phrase);
        let head = self.lower(np.head);
        let has_of = self.analysis.attached[phrase].complements.iter().any(|c| self.lower(c.preposition) == "of");
        let opens = np.opening == Opening::Indefinite || np.opening == Opening::Definite && has_of;
        let other =
            self.has_modifier(phrase, |word| matches!(word, "another" | "second" | "third" | "fellow" | "other"));
        opens
            && !other
            && !np.is_plural
            && !np.is_pronoun
            && np.mention.is_none()
            && np.owner.is_none()
            && self.lower(np.tokens.start) != "another"
            && crate::chunk::is_person_noun(head, self.analysis.lexicon)
            && (is_accused
                || !is_bystander(head)
                || self.has_modifier(phrase, |word| matches!(word, "gang" | "cartel" | "mafia")))
    }

    fn named_next(&self, sentence: usize, described: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let names = &analysis.mentions[..analysis.segments[0]];
        let start = analysis.document.sentences[sentence].tokens.start;
        let last = (sentence + WITHIN).min(analysis.document.sentences.len().saturating_sub(1));
        for next in sentence + 1..=last {
            // Another person described in between takes the name that follows.
            if self.described_subject(next).is_some_and(|other| self.phrase(other).opening == Opening::Indefinite) {
                return None;
            }
            let clauses = &analysis.clauses[analysis.clauses_of(next)];
            for clause in clauses.iter().filter(|c| !matches!(c.link, Link::Relative(_))) {
                let Some(subject) = clause.subjects.first().copied() else { continue };
                let Some(mention) = self.phrase(subject).mention.map(|m| &analysis.mentions[m]) else { continue };
                if mention.kind != MentionKind::Person {
                    continue;
                }
                let entity = mention.entity?;
                let range = &analysis.document.sentences[next].tokens;
                let is_first = self.referents.entities[entity].mentions.iter().all(|m| {
                    names
                        .get(*m)
                        .is_none_or(|m| m.tokens.start >= range.start || m.tokens.end <= self.headline_end(start))
                });
                if !is_first || self.is_bystander_at(subject) {
                    // Somebody known before goes on, or a judge speaks; the description may still be named.
                    continue;
                }
                let fits = mention.tokens.len() > 1
                    && (self.fits_description(subject, described, clause)
                        || self.both_accused(sentence, described, clause)
                        || self.both_testify(sentence, described, clause)
                        || self.accused == Some(entity) && self.is_judged(sentence, described, subject))
                    && clause.subjects.len() == 1;
                return fits.then_some(entity);
            }
        }
        None
    }

    /// "An officer has been jailed. Erik Brandt, who served for 18 years, tipped off the gang": one who is judged, and one whom
    /// no calling tells apart from him.
    fn is_judged(&self, sentence: usize, described: usize, named: usize) -> bool {
        let analysis = &*self.analysis;
        let clauses = &analysis.clauses[analysis.clauses_of(sentence)];
        let judged = clauses.iter().any(|c| {
            let lemma = analysis.chunks.groups[c.group].lemma;
            c.subjects.contains(&described)
                && is_accused(analysis, c)
                && matches!(
                    lemma,
                    "sentence" | "convict" | "jail" | "cage" | "find" | "plead" | "lock" | "fine" | "acquit"
                )
        });
        judged && self.callings(named).is_empty()
    }

    /// "A haulier has been sentenced to six years. Erik Brandt pleaded guilty last week to ...": what only the accused undergo
    /// is said of both, and nobody else was named in between.
    fn both_accused(&self, sentence: usize, described: usize, clause: &Clause) -> bool {
        let analysis = &*self.analysis;
        // Who was arrested is not yet he who was sentenced, nor a man of another calling who is accused.
        let begins =
            |c: &Clause| matches!(analysis.chunks.groups[c.group].lemma, "arrest" | "detain" | "accuse" | "imprison");
        let own = &analysis.clauses[analysis.clauses_of(sentence)];
        let mut accused = own.iter().filter(|c| is_accused(analysis, c) && c.subjects.contains(&described));
        is_accused(analysis, clause)
            && accused.any(|c| {
                !begins(c) && !begins(clause)
                    || begins(c) && begins(clause) && !self.has_other_calling(clause.subjects[0], described)
            })
    }

    /// "A referee told a panel on Monday that he had been paid. Jesper Holm said the money came in cash": one who testifies, and
    /// one without a calling who says more.
    fn both_testify(&self, sentence: usize, described: usize, clause: &Clause) -> bool {
        let analysis = &*self.analysis;
        let lemma = |c: &Clause| analysis.chunks.groups[c.group].lemma;
        let listens = |p: &usize| {
            matches!(
                self.lower(self.phrase(*p).head),
                "court"
                    | "jury"
                    | "jurors"
                    | "panel"
                    | "tribunal"
                    | "inquiry"
                    | "commission"
                    | "committee"
                    | "judge"
                    | "inquest"
                    | "hearing"
                    | "judges"
                    | "courtroom"
            )
        };
        let clauses = &analysis.clauses[analysis.clauses_of(sentence)];
        let testifies = clauses.iter().any(|c| {
            c.link == Link::Root
                && !c.passive
                && c.subjects.contains(&described)
                && (lemma(c) == "testify" || lemma(c) == "tell" && c.objects.iter().chain(&c.receivers).any(listens))
        });
        let named = clause.subjects[0];
        let verb = &analysis.chunks.groups[clause.group].tokens;
        testifies
            && !clause.passive
            && clause.link == Link::Root
            && matches!(lemma(clause), "say" | "tell" | "testify" | "admit" | "add" | "describe" | "recall")
            && self.phrase(named).tokens.end == verb.start
            && self.callings(named).is_empty()
    }

    /// "Judge Anna Rusk said": one told by a calling that stands beside the case.
    fn is_bystander_at(&self, named: usize) -> bool {
        self.callings(named).iter().any(|at| is_bystander(self.lower(*at)) || self.lower(*at) == "justice")
    }

    /// Where a headline ends that may name the person before the report describes him.
    fn headline_end(&self, start: usize) -> usize {
        let first = self.analysis.document.sentences.first().map_or(0, |s| s.tokens.end);
        if first <= start { first } else { 0 }
    }

    /// The nouns that say what a named person is: title, noun before the name, appositions.
    fn callings(&self, named: usize) -> Vec<usize> {
        let np = self.phrase(named);
        let mention = np.mention.map(|m| &self.analysis.mentions[m]);
        let title = mention.and_then(|m| m.title_tokens.clone()).map(|t| t.end - 1);
        let before = mention.and_then(|m| m.tokens.start.checked_sub(1)).filter(|at| *at >= np.own.start);
        let apposed = self.analysis.attached[named].appositions.iter().map(|p| self.phrase(*p).head);
        title.into_iter().chain(before).chain(apposed).collect()
    }

    /// Whether a named person is told to be something else than the one described.
    fn has_other_calling(&self, named: usize, described: usize) -> bool {
        let wanted = self.lower(self.phrase(described).head);
        let apposed = &self.analysis.attached[named].appositions;
        // "A former deputy police chief was sentenced. Qiu Dewen, 54, former deputy director of the bureau,": both are over.
        let both_past = self.is_past(described) && apposed.iter().any(|p| self.is_past(*p));
        let is_any = matches!(wanted, "official" | "officer" | "politician" | "figure" | "man" | "woman" | "lawmaker");
        !both_past
            && !is_any
            && self.callings(named).iter().any(|at| {
                let word = self.lower(*at);
                word != wanted
                    && (self.analysis.lexicon.offices.get(word).is_some()
                        || self.analysis.lexicon.kin.get(word).is_some()
                        || is_bystander(word))
            })
    }

    /// "a former mayor".
    fn is_past(&self, phrase: usize) -> bool {
        self.has_modifier(phrase, |word| {
            matches!(word, "former" | "onetime" | "retired" | "ex") || word.starts_with("ex-")
        })
    }

    /// An age beside the name and no other calling, or the same noun.
    fn fits_description(&self, named: usize, described: usize, clause: &Clause) -> bool {
        let analysis = &*self.analysis;
        let np = self.phrase(named);
        let wanted = self.lower(self.phrase(described).head);
        let mention = np.mention.map(|m| &analysis.mentions[m]);
        let callings = self.callings(named);
        // "The former mayor was sentenced. Brandt resigned last year as mayor": what he was.
        let resigned =
            matches!(analysis.chunks.groups[clause.group].lemma, "resign" | "serve" | "step" | "retire" | "quit");
        let as_what = clause.complements.iter().filter(|c| resigned && self.lower(c.preposition) == "as");
        let was = as_what.flat_map(|c| c.phrases.iter()).any(|p| self.lower(self.phrase(*p).head) == wanted);
        let same = callings.iter().any(|at| self.lower(*at) == wanted);
        if same || was {
            return true;
        }
        // "An officer was jailed. Brandt, former head of the squad, was also found guilty of ...": who else.
        let group = &analysis.chunks.groups[clause.group];
        let also = (group.tokens.start.saturating_sub(1)..group.tokens.end).any(|i| self.lower(i) == "also");
        let punished = matches!(group.lemma, "find" | "convict" | "sentence" | "jail" | "charge" | "indict");
        if also && punished && clause.passive && !analysis.attached[named].appositions.is_empty() {
            return true;
        }
        let after = |back: usize| analysis.document.lower_at(np.tokens.end + back).unwrap_or_default();
        let has_age = after(0) == "," && after(1).len() == 2 && after(1).bytes().all(|b| b.is_ascii_digit());
        let gender = mention.and_then(|m| m.entity).and_then(|e| self.referents.entities[e].gender);
        let fits_gender = match wanted {
            "man" | "businessman" | "policeman" => gender != Some(crate::lexicon::Gender::Female),
            "woman" | "businesswoman" | "policewoman" => gender != Some(crate::lexicon::Gender::Male),
            _ => true,
        };
        let speaks = analysis.reporting.says(analysis.chunks.groups[clause.group].lemma)
            && !matches!(analysis.chunks.groups[clause.group].lemma, "admit" | "accept");
        has_age && fits_gender && !self.has_other_calling(named, described) && !speaks
    }
}

/// Whether a clause says what only the accused undergo or do.
fn is_accused(analysis: &Analysis, clause: &Clause) -> bool {
    let lemma = analysis.chunks.groups[clause.group].lemma;
    matches!(
        lemma,
        "sentence"
            | "convict"
            | "jail"
            | "indict"
            | "charge"
            | "find"
            | "arrest"
            | "detain"
            | "accuse"
            | "imprison"
            | "cage"
            | "fine"
            | "remand"
            | "arraign"
            | "acquit"
            | "extradite"
            | "lock"
    ) && clause.passive
        || matches!(lemma, "put" | "send") && clause.passive && is_to_prison(analysis, clause)
        || lemma == "plead" && !clause.passive
}

/// "put behind bars", "sent to prison".
fn is_to_prison(analysis: &Analysis, clause: &Clause) -> bool {
    let phrases = clause.complements.iter().flat_map(|c| c.phrases.iter());
    phrases
        .map(|p| analysis.document.lower(analysis.chunks.phrases[*p].head))
        .any(|head| matches!(head, "bars" | "prison" | "jail" | "custody"))
}

/// Those of whom a report tells beside the one it is about.
fn is_bystander(word: &str) -> bool {
    matches!(
        word,
        "judge"
            | "lawyer"
            | "attorney"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "witness"
            | "victim"
            | "resident"
            | "neighbour"
            | "neighbor"
            | "reporter"
            | "journalist"
            | "official"
            | "source"
            | "member"
            | "relative"
            | "friend"
            | "colleague"
    )
}
