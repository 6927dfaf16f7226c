//! Bodies told by a noun: "the company", "party rule", "the council's roads committee".

use super::*;
use crate::chunk::Opening;
use crate::entity::Entity;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use std::collections::BTreeMap;

impl Describer<'_, '_> {
    /// "party rule" after the party was named.
    pub(super) fn party(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let Some(at) = (np.own.start..=np.head).find(|i| self.lower(*i) == "party") else { return false };
        let plain = at == np.own.start || at == np.own.start + 1 && self.lower(np.own.start) == "the";
        if !plain || np.is_plural && at == np.head || self.analysis.words[at].class == crate::word::Class::Name {
            return false;
        }
        let Some(known) = self.last_before(at, |e| e.sort == Sort::Party) else { return false };
        let whole = at == np.head;
        let mut mention = Mention::new(
            MentionKind::Organisation,
            Sort::Party,
            MentionForm::Nominal,
            if whole { np.tokens.clone() } else { at..at + 1 },
        );
        mention.range = self.analysis.document.bytes(&mention.tokens);
        mention.entity = Some(known);
        self.analysis.mentions.push(mention);
        let index = self.analysis.mentions.len() - 1;
        self.referents.entities[known].mentions.push(index);
        if whole {
            self.referents.of_phrase[phrase] = Some(known);
        }
        true
    }

    /// "the company", "the court", "the Herald": the last body that the noun fits.
    pub(super) fn body(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let head = self.lower(np.head).to_owned();
        let several = np.is_plural && head != "police";
        if !self.is_definite(phrase) || several || self.modifiers(phrase).len() > 1 || np.owner.is_some() {
            return false;
        }
        let capital = self.analysis.document.is_capitalised(np.head);
        let by_sort = |sort: Sort| move |e: &Entity| e.sort == sort && e.kind == MentionKind::Organisation;
        let found = match head.as_str() {
            "company" | "firm" | "business" => self.last_before(np.head, by_sort(Sort::Company)),
            "newspaper" | "paper" | "broadcaster" | "outlet" | "magazine" => {
                self.last_before(np.head, by_sort(Sort::Media))
            }
            "bureau" | "office" | "ministry" | "department" | "agency" | "authority" | "commission" | "committee"
            | "council" | "board" | "court" | "tribunal" | "party" | "bank" | "union" | "federation"
            | "association" | "guild" | "branch" | "foundation" | "institute" | "university" | "service"
            | "mission" | "club" | "herald" | "courier" | "times" | "post" | "gazette" | "chamber" | "crew"
            | "directorate" | "prosecution" | "police" | "squad" | "watchdog" | "regulator" => {
                let suffix = head.clone();
                self.last_before(np.head, move |e| {
                    let mut called = e.names.iter().chain(&e.designation);
                    e.kind == MentionKind::Organisation
                        && called.any(|n| n.to_lowercase().split_whitespace().any(|w| w == suffix))
                })
            }
            _ if capital => None,
            _ => None,
        };
        let Some(found) = found else { return false };
        let sort = self.referents.entities[found].sort;
        self.mention(phrase, MentionKind::Organisation, sort, Some(found));
        true
    }

    /// "chairman of the council's roads committee", "a clerk in the harbour master's office": a body without a name of
    /// its own, at which somebody named holds an office.
    pub(super) fn bodies_of_offices(&mut self) {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for phrase in 0..self.analysis.chunks.phrases.len() {
            let Some((governor, preposition)) = self.analysis.attached[phrase].governor else { continue };
            let np = self.phrase(phrase);
            let office = &self.analysis.chunks.phrases[governor];
            let head = self.lower(np.head);
            let is_body = self.referents.of_phrase[phrase].is_none()
                && np.mention.is_none()
                && !np.is_plural
                && matches!(np.opening, Opening::Definite | Opening::Possessed)
                && np.owner_pronoun.is_none()
                && (np.owner.is_some() || np.head > np.own.start + usize::from(np.opening == Opening::Definite))
                && self
                    .analysis
                    .lexicon
                    .head(head)
                    .is_some_and(|h| h.sort.is_public() || matches!(h.sort, Sort::Union | Sort::Ngo))
                && matches!(self.lower(preposition), "of" | "in" | "at" | "for" | "with");
            let is_held = self.analysis.lexicon.offices.get(self.lower(office.head)).is_some()
                && (!self.analysis.attached[governor].appositions.is_empty() || self.is_predicate(governor));
            if !is_body || !is_held {
                continue;
            }
            let words = self.analysis.document.words(&np.tokens).split_whitespace().collect::<Vec<_>>().join(" ");
            let words = words.strip_prefix("the ").unwrap_or(&words).to_owned();
            let sort = self.analysis.lexicon.head(head).map_or(Sort::Body, |h| h.sort);
            let entity = known.get(&words.to_lowercase()).copied();
            let entity = entity.unwrap_or_else(|| self.new_entity(phrase, MentionKind::Organisation, sort));
            self.referents.entities[entity].designation = Some(words.clone());
            known.insert(words.to_lowercase(), entity);
            self.mention(phrase, MentionKind::Organisation, sort, Some(entity));
        }
    }

    /// Whether a clause says a phrase of its subject: "is chairwoman of", "was appointed head of".
    pub(super) fn is_predicate(&self, phrase: usize) -> bool {
        let sentence = self.analysis.document.sentence_of(self.phrase(phrase).head);
        self.analysis.clauses[self.analysis.clauses_of(sentence)].iter().any(|c| {
            c.objects.contains(&phrase)
                && matches!(
                    self.analysis.chunks.groups[c.group].lemma,
                    "be" | "become" | "remain" | "appoint" | "elect" | "name" | "make"
                )
        })
    }

    /// Entities know their mentions by position: says them anew after the mentions from `first` on were sorted.
    pub(super) fn renumber(&mut self, first: usize) {
        for entity in &mut self.referents.entities {
            entity.mentions.retain(|m| *m < first);
        }
        for (at, mention) in self.analysis.mentions.iter().enumerate().skip(first) {
            if let Some(entity) = mention.entity {
                self.referents.entities[entity].mentions.push(at);
            }
        }
    }
}
