//! Public bodies that a text calls by what they are: "the narcotics agency", "Romania's top court", "the municipal police".

use super::*;
use crate::chunk::Opening;
use crate::entity::Entity;
use crate::lexicon::Sort;
use crate::mention::MentionKind;

impl Describer<'_, '_> {
    /// One body of this document, known by what it is for or whose it is; the same words, or fewer of them from the end,
    /// mean the same body throughout. Nothing without a word that tells it apart: "the office", "a local court".
    pub(super) fn public_body(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let opens = match np.opening {
            Opening::Definite | Opening::Pointing => true,
            Opening::Possessed => np.owner.is_some() || np.owner_pronoun.is_some(),
            // "Albanian customs service", in headlines and lists.
            Opening::Bare => self.analysis.lexicon.is_demonym(self.analysis.document.word(np.own.start)),
            _ => false,
        };
        let start = np.own.start + usize::from(self.lower(np.own.start) == "the" || np.opening == Opening::Pointing);
        if opens && start == np.head && (self.body_of(phrase) || self.seat_of_office(phrase)) {
            return true;
        }
        if self.government(phrase, start) {
            return true;
        }
        let Some(sort) = self.public_sort(np.head).filter(|_| opens && start < np.head) else { return false };
        let tells = |at: usize| self.analysis.lexicon.matters.contains(self.lower(at));
        let blurs = |at: usize| {
            matches!(
                self.lower(at),
                "same" | "other" | "entire" | "whole" | "new" | "former" | "old" | "own" | "next" | "lower" | "future"
            )
        };
        if !(start..np.head).any(tells) || (start..np.head).any(blurs) {
            return false;
        }
        if let Some(named) = self.named_beside(phrase) {
            self.mention(phrase, MentionKind::Organisation, sort, Some(named));
            return true;
        }
        let words = |from: usize| self.on_one_line(from..np.head + 1);
        let own = words(start);
        // "Romania's top court": whose it is belongs to what it is called, unless a pronoun says it.
        let whole = np.owner.map_or_else(|| own.clone(), |owner| words(self.phrase(owner).tokens.start));
        let key = own.to_lowercase();
        let same = move |e: &Entity| {
            let is_body = e.kind == MentionKind::Organisation
                && (e.sort.is_public() || matches!(e.sort, Sort::Ngo | Sort::Union));
            let names = || e.names.iter().chain(&e.designation).map(|name| name.to_lowercase());
            is_body && names().any(|name| ends_with_words(&name, &key) || ends_with_words(&key, &name))
        };
        let known = self.last_before(np.head, same);
        self.speak_of_body(phrase, sort, known, whole);
        true
    }

    /// "the Ostrand government", "Tolmere State government", "a U.S. embassy", "the municipal government": what a country or a
    /// region has one of, known by whose it is.
    fn government(&mut self, phrase: usize, start: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let head = self.lower(np.head).to_owned();
        let sort = match head.as_str() {
            "government" | "parliament" | "embassy" | "senate" | "congress" | "presidency" | "legislature"
            | "consulate" => Sort::Body,
            "military" | "army" | "navy" | "coastguard" => Sort::Military,
            _ => return false,
        };
        if np.is_plural || self.analysis.document.is_capitalised(np.head) || start >= np.head || np.owner.is_some() {
            return false;
        }
        let place_end = |at: usize| {
            let inside = self.analysis.mentions_in(&(at..at + 1));
            let places = inside.into_iter().map(|m| &self.analysis.mentions[m]);
            places.filter(|m| m.kind == MentionKind::Place && m.tokens.start == at).map(|m| m.tokens.end).max()
        };
        let nation = self.analysis.lexicon.is_demonym(self.analysis.document.word(np.head - 1))
            || self.analysis.lexicon.demonym_phrases.get(self.analysis.document.words(&(start..np.head))).is_some();
        let own = place_end(start) == Some(np.head);
        let level = matches!(self.lower(np.head - 1), "municipal" | "provincial" | "regional" | "federal")
            && head == "government"
            && np.opening == Opening::Definite;
        let plain = start + 1 == np.head || own || nation && start + 2 >= np.head;
        if !(plain && (nation || own || level)) || self.in_question(phrase) {
            return false;
        }
        let designation = self.on_one_line(start..np.head + 1);
        let key = designation.to_lowercase();
        let known = self.last_before(np.head, |e| {
            e.kind == MentionKind::Organisation
                && e.names.iter().chain(&e.designation).any(|name| name.to_lowercase() == key)
        });
        self.speak_of_body(phrase, sort, known, designation);
        true
    }

    /// "the anti-corruption watchdog, the Integrity Commission,": the body whose name stands beside what it is.
    pub(super) fn named_beside(&self, phrase: usize) -> Option<usize> {
        self.analysis.attached[phrase].appositions.iter().find_map(|p| {
            let mention = self.phrase(*p).mention.map(|m| &self.analysis.mentions[m])?;
            let entity = mention.entity.filter(|_| mention.kind == MentionKind::Organisation)?;
            let sort = self.referents.entities[entity].sort;
            (sort.is_public() || matches!(sort, Sort::Ngo | Sort::Unknown | Sort::Union)).then_some(entity)
        })
    }

    /// "the mayor's office": an office by who holds it, of whom nothing more is told.
    fn seat_of_office(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        if self.lower(np.head) != "office" || np.is_plural || self.analysis.document.is_capitalised(np.head) {
            return false;
        }
        let Some(owner) = np.owner.map(|owner| self.phrase(owner)) else { return false };
        let holder = self.lower(owner.head);
        let seat = matches!(
            holder,
            "mayor"
                | "governor"
                | "president"
                | "premier"
                | "prefect"
                | "sheriff"
                | "ombudsman"
                | "auditor"
                | "comptroller"
        ) || matches!(holder, "minister" | "general" | "prosecutor" | "attorney" | "master" | "coroner");
        let alone = owner.mention.is_none() && owner.opening == Opening::Definite && !owner.is_plural;
        // "told reporters in the mayor's office": a room.
        let room = matches!(self.lower(np.tokens.start.saturating_sub(1)), "in" | "inside" | "into" | "outside");
        if !(seat && alone) || room {
            return false;
        }
        let start = owner.tokens.start + usize::from(self.lower(owner.tokens.start) == "the");
        let words = self.on_one_line(start..np.head + 1);
        let plain = |name: &str| name.to_lowercase().replace('’', "'");
        let key = plain(&words);
        let same = |e: &Entity| {
            let mut names = e.names.iter().chain(&e.designation);
            e.kind == MentionKind::Organisation && names.any(|name| ends_with_words(&plain(name), &key))
        };
        // Named before, or by the only name of the document that ends so.
        let known = self.last_before(np.head, same).or_else(|| {
            let mut named = self.referents.entities.iter().enumerate().filter(|(_, e)| same(e)).map(|(at, _)| at);
            named.next().filter(|_| named.next().is_none())
        });
        // Without a name they are just prosecutors.
        if known.is_none() && matches!(holder, "prosecutor" | "attorney") {
            return false;
        }
        let sort = if matches!(holder, "prosecutor" | "attorney") { Sort::Prosecution } else { Sort::Body };
        self.speak_of_body(phrase, sort, known, words);
        true
    }

    /// "the ministry of transport", "the municipality of Santa Doria": told by what hangs on it.
    fn body_of(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let noun = self.lower(np.head).to_owned();
        let of_matter = matches!(noun.as_str(), "ministry" | "department" | "directorate");
        let of_place = matches!(noun.as_str(), "municipality" | "prefecture" | "commune");
        let plain = !np.is_plural && np.owner.is_none() && !self.analysis.document.is_capitalised(np.head);
        let complements = self.analysis.attached[phrase].complements.iter();
        let of = complements.filter(|c| c.preposition == np.head + 1 && self.lower(c.preposition) == "of");
        let Some(inner) = of.filter_map(|c| c.phrases.first().copied()).next().filter(|_| plain) else { return false };
        let field = self.phrase(inner);
        let place = field.mention.is_some_and(|m| self.analysis.mentions[m].kind == MentionKind::Place);
        let matter = field.mention.is_none()
            && !field.is_pronoun
            && field.opening == Opening::Bare
            && (field.tokens.clone()).any(|i| self.analysis.lexicon.matters.contains(self.lower(i)));
        if !(of_matter && matter || of_place && place) {
            return false;
        }
        let words = self.on_one_line(np.head..field.tokens.end);
        let key = words.to_lowercase();
        let known = self.last_before(np.head, |e| {
            let names = || e.names.iter().chain(&e.designation);
            e.kind == MentionKind::Organisation && names().any(|name| name.to_lowercase() == key)
        });
        self.speak_of_body(phrase, Sort::Body, known, words);
        true
    }

    /// What sort of public body a noun in lower case is the head of.
    fn public_sort(&self, head: usize) -> Option<Sort> {
        let word = self.lower(head);
        if self.analysis.document.is_capitalised(head) {
            return None;
        }
        if word == "watchdog" {
            return Some(Sort::Body);
        }
        // "the traffic police brigade".
        if matches!(word, "brigade" | "unit" | "division" | "section") && self.lower(head.saturating_sub(1)) == "police"
        {
            return Some(Sort::Police);
        }
        let sort = self.analysis.lexicon.head(word)?.sort;
        // "the football association", "the teachers' union".
        let is_public = matches!(sort, Sort::Body | Sort::Court | Sort::Police | Sort::Prosecution)
            || matches!(word, "association" | "federation" | "union");
        // A prosecutor is a person, and a squad may be a team.
        (is_public && !matches!(word, "prosecutor" | "force" | "congress" | "government" | "cabinet")).then_some(sort)
    }
}

/// Whether words end in others, as whole words: "romanian interior ministry" in "interior ministry".
fn ends_with_words(words: &str, tail: &str) -> bool {
    words.strip_suffix(tail).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}
