//! Counter-statements: "Erlingworth denied the allegation", "she had never spoken a word to the gang", "the claim was
//! false", "the proceedings were dropped" stand beside what they speak against.

use std::ops::Range;

use umbra_model::Standing;

use crate::analysis::Analysis;
use crate::chunk::{Opening, Shape};
use crate::clause::{Clause, Link};
use crate::coreference::Referents;
use crate::extraction::{Event, Relation};
use crate::status::StatusReader;

/// How many sentences back an accusation is looked for.
const REACH: usize = 6;

/// Finds what speaks against the accusing ties of a document.
pub(crate) struct DenialReader<'a, 't> {
    pub analysis: &'a Analysis<'t>,
    pub referents: &'a Referents,
    pub reader: &'a StatusReader<'a, 't>,
    /// The ties that the rules made, in the text's order.
    pub relations: &'a [Relation],
    /// The events that the rules made.
    pub events: &'a [Event],
}

impl DenialReader<'_, '_> {
    /// Each counter-statement is the accusing tie again, with the standing and the words that speak against it.
    pub fn relations(&self) -> Vec<Relation> {
        let mut found = Vec::new();
        for index in 0..self.analysis.clauses.len() {
            let against = self.denied(index).or_else(|| self.said_not(index)).or_else(|| self.called_false(index));
            found.extend(against.unwrap_or_default());
        }
        found.extend(self.events.iter().filter_map(|event| self.dropped(event)).flatten());
        found
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    fn lemma(&self, clause: &Clause) -> &'static str {
        self.analysis.chunks.groups[clause.group].lemma
    }

    /// The head of a phrase, in the singular.
    fn single(&self, phrase: usize) -> &str {
        let head = self.lower(self.analysis.chunks.phrases[phrase].head);
        head.strip_suffix('s').unwrap_or(head)
    }

    fn sure_subject(&self, clause: &Clause) -> Option<usize> {
        clause.subjects.iter().find(|s| !self.referents.unsure[**s]).and_then(|s| self.referents.of_phrase[*s])
    }

    /// "denied the charges", "denied any wrongdoing", "denied having disclosed anything", "pleaded not guilty".
    fn denied(&self, index: usize) -> Option<Vec<Relation>> {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let denies = matches!(group.lemma, "deny" | "reject" | "dispute" | "refute") && !clause.passive
            || group.lemma == "plead" && clause.extent.clone().any(|i| self.lower(i) == "not");
        if !denies || group.negated || group.modal.is_some() {
            return None;
        }
        let plain = group.lemma == "plead"
            || clause.objects.iter().any(|o| is_accusation(self.single(*o)))
            || clause.objects.is_empty() && group.lemma == "deny" && !self.denies_trifle(index);
        let deniers = self.deniers(index).into_iter().filter(|_| plain);
        let mut found: Vec<Relation> = Vec::new();
        let mut seen = false;
        for denier in deniers {
            let against = self.against(index, denier, None, Standing::Denied);
            seen |= against.is_some();
            found.extend(against.unwrap_or_default());
        }
        seen.then_some(found)
    }

    /// "denied having bought such a phone": no crime that anybody is accused of.
    fn denies_trifle(&self, index: usize) -> bool {
        self.analysis.clauses_of(self.analysis.clauses[index].sentence).any(|child| {
            let child = &self.analysis.clauses[child];
            child.parent == Some(index)
                && matches!(child.link, Link::Object)
                && matches!(
                    self.lemma(child),
                    "buy"
                        | "use"
                        | "visit"
                        | "travel"
                        | "see"
                        | "go"
                        | "attend"
                        | "write"
                        | "drive"
                        | "live"
                        | "call"
                        | "say"
                        | "tell"
                        | "speak"
                        | "sleep"
                        | "wear"
                        | "touch"
                        | "read"
                        | "sign"
                        | "own"
                        | "drink"
                )
        })
    }

    /// Who denies: the subject, several who were accused together, or whom "my client" speaks of.
    fn deniers(&self, index: usize) -> Vec<usize> {
        let clause = &self.analysis.clauses[index];
        if let Some(one) = self.sure_subject(clause) {
            return vec![one];
        }
        let [subject] = clause.subjects.as_slice() else { return Vec::new() };
        let np = &self.analysis.chunks.phrases[*subject];
        let is_client = self.lower(np.head) == "client"
            && np.owner_pronoun.is_some_and(|p| matches!(self.lower(p), "my" | "our" | "his" | "her"));
        if is_client {
            return self.client(index).into_iter().collect();
        }
        self.several(clause, np)
    }

    /// "My client denies all of this": whom the one who speaks represents.
    fn client(&self, index: usize) -> Option<usize> {
        let group = &self.analysis.chunks.groups[self.analysis.clauses[index].group];
        let voices = self.reader.voices_at(group.main);
        let speaker = self.reader.notes[*voices.last()?].entity?;
        let mut clients = self.relations.iter().filter(|r| r.kind == "represents" && r.subject == speaker);
        let client = clients.next()?.object;
        clients.all(|r| r.object == client).then_some(client)
    }

    /// "Both men", "All three": those accused last, if there are just so many.
    fn several(&self, clause: &Clause, np: &crate::chunk::NounPhrase) -> Vec<usize> {
        let words = || np.tokens.clone().map(|i| self.lower(i));
        let of_all = words().all(|word| {
            matches!(
                word,
                "all"
                    | "both"
                    | "the"
                    | "they"
                    | "men"
                    | "women"
                    | "accused"
                    | "defendants"
                    | "suspects"
                    | "officers"
                    | "of"
                    | "them"
                    | "have"
            ) || crate::number::word_value(word).is_some()
        });
        let count = words().find_map(|word| match word {
            "both" => Some(2.0),
            word => crate::number::word_value(word),
        });
        let (true, Some(count)) = (of_all, count) else { return Vec::new() };
        let sentences = clause.sentence.saturating_sub(2)..clause.sentence;
        for sentence in sentences.rev() {
            let mut accused: Vec<usize> = self
                .near(clause.sentence)
                .iter()
                .filter(|r| r.standing.is_some_and(|s| !s.is_against()) && self.sentence_at(&r.evidence) == sentence)
                .map(|r| if r.kind == "bribed" { r.object } else { r.subject })
                .collect();
            let range = self.analysis.document.bytes(&self.analysis.document.sentences[sentence].tokens);
            let from = self.events.partition_point(|e| e.trigger.start < range.start);
            let defendants = self.events[from..].iter().take_while(|e| e.trigger.start < range.end);
            accused.extend(
                defendants.flat_map(|e| &e.roles).filter(|(property, _)| property == "defendant").map(|(_, e)| *e),
            );
            accused.sort_unstable();
            accused.dedup();
            if accused.len() as f64 == count {
                return accused;
            }
        }
        Vec::new()
    }

    /// "Lindqvaal said that she had never spoken a word to anybody in the gang", "he said he had done nothing wrong".
    fn said_not(&self, index: usize) -> Option<Vec<Relation>> {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let governor = self.saying(index)?;
        let denier = self.sure_subject(&self.analysis.clauses[governor])?;
        if self.sure_subject(clause) != Some(denier) || group.modal.is_some() {
            return None;
        }
        let negative = |p: &usize| self.analysis.chunks.phrases[*p].opening == Opening::Negative;
        let nothing = clause.objects.iter().any(negative);
        if !group.negated && !nothing {
            return None;
        }
        let wrong = clause.extent.clone().any(|i| matches!(self.lower(i), "wrong" | "illegal" | "unlawful"));
        let named: Vec<usize> = self
            .analysis
            .mentions_in(&clause.extent)
            .into_iter()
            .filter_map(|m| self.analysis.mentions[m].entity)
            .filter(|e| *e != denier)
            .collect();
        // Only what touches the accusation denies it: the one it is about, or that nothing wrong was done.
        (wrong || !named.is_empty())
            .then(|| self.against(index, denier, (!wrong).then_some(named.as_slice()), Standing::Denied))
            .flatten()
    }

    /// The clause of speech whose content a clause is; a participle that a quotation mark cut off counts with its verb.
    fn saying(&self, index: usize) -> Option<usize> {
        let clause = &self.analysis.clauses[index];
        let governor = clause.parent.filter(|_| clause.link == Link::Content)?;
        matches!(
            self.lemma(&self.analysis.clauses[governor]),
            "say" | "tell" | "insist" | "state" | "maintain" | "add" | "testify" | "claim" | "swear" | "stress"
        )
        .then_some(governor)
    }

    /// "The claim was false", "a claim that he called a lie", "he dismissed the allegations as nonsense".
    fn called_false(&self, index: usize) -> Option<Vec<Relation>> {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        if group.negated || group.modal.is_some() || clause.shape != Shape::Finite {
            return None;
        }
        let subject_claims = clause.subjects.iter().any(|s| is_claim(self.single(*s)));
        let is_said_false = clause.extent.clone().any(|i| is_false(self.lower(i)));
        match group.lemma {
            "be" | "prove" if subject_claims && is_said_false && self.reader.of(index).silence.is_none() => {
                let accused = self.last_accused(clause.sentence)?;
                self.against(index, accused, None, Standing::Denied)
            }
            "call" | "describe" | "dismiss" | "brand" if !clause.passive && is_said_false => {
                let objects = clause.objects.iter().chain(&clause.receivers);
                let about = objects.clone().any(|o| is_claim(self.single(*o)) || self.single(*o) == "it")
                    || matches!(clause.link, Link::Relative(claim) if is_claim(self.single(claim)));
                let denier = self.sure_subject(clause).filter(|_| about)?;
                self.against(index, denier, None, Standing::Denied)
            }
            _ => None,
        }
    }

    /// The ties told up to a sentence and not too far before it.
    fn near(&self, sentence: usize) -> &[Relation] {
        let document = &self.analysis.document;
        let first = document.bytes(&document.sentences[sentence.saturating_sub(REACH)].tokens).start;
        let end = document.bytes(&document.sentences[sentence].tokens).end;
        let from = self.relations.partition_point(|r| r.trigger.start < first);
        let to = self.relations.partition_point(|r| r.trigger.start < end);
        &self.relations[from..to.max(from)]
    }

    /// Who was accused last, in the two sentences before.
    fn last_accused(&self, sentence: usize) -> Option<usize> {
        let last = self
            .near(sentence)
            .iter()
            .filter(|r| r.standing.is_some_and(|s| !s.is_against()))
            .map(|r| (self.sentence_at(&r.evidence), r))
            .filter(|(at, _)| *at < sentence && at + 2 >= sentence)
            .max_by_key(|(_, r)| r.evidence.start)?;
        Some(last.1.subject)
    }

    /// "The proceedings against Lindqvaal were dropped": what had been said of her stands no longer.
    fn dropped(&self, event: &Event) -> Option<Vec<Relation>> {
        let index = event.clause.filter(|_| event.stage == Some(Standing::Dropped))?;
        let (_, defendant) = event.roles.iter().find(|(property, _)| property == "defendant")?;
        self.against(index, *defendant, None, Standing::Dropped)
    }

    fn sentence_at(&self, evidence: &Range<usize>) -> usize {
        let document = &self.analysis.document;
        document.sentence_of(document.token_at(evidence.start))
    }

    /// The last accusing ties about somebody before a clause, all of one kind, now with what the clause says against
    /// them. With `named` the other end of a tie must be one of these.
    fn against(
        &self,
        index: usize,
        accused: usize,
        named: Option<&[usize]>,
        standing: Standing,
    ) -> Option<Vec<Relation>> {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let range = analysis.document.bytes(&analysis.document.sentences[clause.sentence].tokens);
        // A counter-statement that the rules have read as such needs no help.
        let near = self.near(clause.sentence);
        let is_read = near.iter().any(|r| {
            r.standing == Some(standing)
                && range.start <= r.evidence.start
                && r.evidence.end <= range.end
                && (r.subject == accused || r.object == accused)
        });
        if is_read {
            return None;
        }
        let other = |r: &Relation| if r.subject == accused { r.object } else { r.subject };
        let accusing: Vec<&Relation> = near
            .iter()
            .filter(|r| {
                r.standing.is_some_and(|s| !s.is_against())
                    && is_accused(r, accused)
                    && r.evidence.start < range.end
                    && named.is_none_or(|named| named.contains(&other(r)))
                    && (clause.sentence.saturating_sub(REACH)..=clause.sentence)
                        .contains(&self.sentence_at(&r.evidence))
            })
            .collect();
        let last = accusing.iter().max_by_key(|r| r.evidence.start)?;
        let group = &analysis.chunks.groups[clause.group];
        let outer = self.saying(index).map(|g| analysis.clauses[g].extent.clone());
        let tokens = outer.map_or(clause.extent.clone(), |o| o.start.min(clause.extent.start)..clause.extent.end);
        let evidence = analysis.document.bytes(&tokens);
        let mut attribution = self.reader.voices_at(group.main);
        let notes = self.reader.notes_of[clause.sentence].clone();
        attribution.extend(notes.into_iter().find(|i| self.reader.notes[*i].clause == Some(index)));
        let mut found: Vec<Relation> = Vec::new();
        for tie in accusing.iter().rev().filter(|r| r.kind == last.kind) {
            if found.iter().any(|f| (f.subject, f.object) == (tie.subject, tie.object)) {
                continue;
            }
            found.push(Relation {
                trigger: evidence.clone(),
                evidence: evidence.clone(),
                standing: Some(standing),
                attribution: attribution.clone(),
                validity: umbra_model::Validity::default(),
                properties: Vec::new(),
                rule: "denial".to_owned(),
                cue_clause: Some(index),
                clause: Some(index),
                ..(*tie).clone()
            });
        }
        Some(found)
    }
}

/// Whether a tie accuses somebody: the one who acts, or for a bribe the one who takes.
fn is_accused(relation: &Relation, entity: usize) -> bool {
    relation.subject == entity || relation.kind == "bribed" && relation.object == entity
}

/// What can be denied without saying more; nouns in the singular, as far as a final "s" goes.
fn is_accusation(noun: &str) -> bool {
    is_claim(noun)
        || matches!(
            noun,
            "charge"
                | "wrongdoing"
                | "it"
                | "thi"
                | "that"
                | "involvement"
                | "guilt"
                | "them"
                | "everything"
                | "all"
                | "suspicion"
                | "link"
                | "tie"
        )
}

fn is_claim(noun: &str) -> bool {
    matches!(noun, "claim" | "allegation" | "accusation" | "report" | "story" | "account")
}

fn is_false(word: &str) -> bool {
    matches!(
        word,
        "false"
            | "untrue"
            | "baseless"
            | "unfounded"
            | "groundless"
            | "wrong"
            | "incorrect"
            | "lie"
            | "lies"
            | "fabrication"
            | "fabricated"
            | "nonsense"
            | "slander"
    )
}
