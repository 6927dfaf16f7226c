//! Bodies told by a noun: "the company", "party rule", "the council's roads committee".

use super::*;
use crate::chunk::Opening;
use crate::clause::Link;
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

    /// "a company controlled by Viktor Draganov": a firm without a name, known by whose it is.
    pub(super) fn firm(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        if np.opening != Opening::Indefinite || np.is_plural || !is_firm_noun(self.lower(np.head)) {
            return false;
        }
        let analysis = &self.analysis;
        let is_named = |p: &usize| {
            let mention = analysis.chunks.phrases[*p].mention.map(|m| &analysis.mentions[m]);
            mention.is_some_and(|m| matches!(m.kind, MentionKind::Person | MentionKind::Organisation))
        };
        // "Perrin Advisory Ltd, a consultancy owned by": it has a name.
        if analysis.attached[phrase].appositions.iter().any(is_named) {
            return false;
        }
        let sentence = analysis.document.sentence_of(np.head);
        let owner = analysis.clauses[analysis.clauses_of(sentence)].iter().find_map(|c| {
            // "Brandt owns a construction company".
            let lemma = analysis.chunks.groups[c.group].lemma;
            let takes =
                matches!(lemma, "control" | "own" | "co-own" | "run" | "found" | "establish" | "head" | "manage")
                    || lemma == "set" && analysis.chunks.groups[c.group].particle.is_some();
            if takes && !c.passive && c.objects.contains(&phrase) && c.subjects.iter().any(is_named) {
                return Some(phrase);
            }
            let describes = matches!(c.link, Link::Relative(of) if of == phrase) && c.passive;
            let owns = matches!(
                analysis.chunks.groups[c.group].lemma,
                "control" | "own" | "run" | "found" | "head" | "manage" | "direct"
            );
            let by = c.complements.iter().find(|by| analysis.document.lower(by.preposition) == "by");
            let owner = *by.filter(|_| describes && owns)?.phrases.first()?;
            let names = analysis.attached[owner].appositions.iter().copied();
            std::iter::once(owner).chain(names).find(is_named)
        });
        let Some(owner) = owner else { return false };
        let words = np.tokens.start..analysis.chunks.phrases[owner].tokens.end;
        let designation = analysis.document.words(&words).split_whitespace().collect::<Vec<_>>().join(" ");
        let entity = self.new_entity(phrase, MentionKind::Organisation, Sort::Company);
        self.referents.entities[entity].designation = Some(designation);
        self.mention(phrase, MentionKind::Organisation, Sort::Company, Some(entity));
        true
    }

    /// "the company", "the court", "the Herald": the last body that the noun fits.
    pub(super) fn body(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let head = self.lower(np.head).to_owned();
        if !self.is_definite(phrase) || np.is_plural || self.modifiers(phrase).len() > 1 || np.owner.is_some() {
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
            | "directorate" | "prosecution" => {
                let suffix = head.clone();
                self.last_before(np.head, move |e| {
                    e.kind == MentionKind::Organisation
                        && e.names.iter().any(|n| n.to_lowercase().split_whitespace().any(|w| w == suffix))
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

fn is_firm_noun(word: &str) -> bool {
    matches!(
        word,
        "company"
            | "firm"
            | "business"
            | "consultancy"
            | "subsidiary"
            | "haulier"
            | "contractor"
            | "agency"
            | "hotel"
            | "casino"
            | "nightclub"
            | "restaurant"
    )
}
