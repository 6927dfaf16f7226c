//! Noun phrases: "the former head", "Xi's signature drive".

use super::*;
use crate::mention::{MentionKind, near};
use crate::name::is_honour;
use crate::word::Class;
use std::ops::Range;

impl Chunker<'_, '_> {
    pub(super) fn noun_phrase(&self, start: usize, limit: usize, out: &mut Chunks) -> Option<usize> {
        let class = self.words[start].class;
        // "one felony count of": a number before its noun.
        let counts = class == Class::Pronoun
            && self.document.lower(start) == "one"
            && matches!(self.class(start + 1, limit), Some(Class::Noun | Class::Adjective | Class::Name));
        if class == Class::Pronoun && !counts {
            out.phrases.push(NounPhrase {
                tokens: start..start + 1,
                own: start..start + 1,
                head: start,
                opening: if matches!(self.document.lower(start), "nobody" | "nothing" | "none" | "no-one") {
                    Opening::Negative
                } else {
                    Opening::Bare
                },
                owner: None,
                owner_pronoun: None,
                mention: None,
                is_pronoun: true,
                is_plural: matches!(
                    self.document.lower(start),
                    "they" | "them" | "we" | "us" | "those" | "these" | "ones"
                ),
            });
            return Some(start + 1);
        }
        let mut own = start;
        let mut at = start;
        let mut opening = Opening::Bare;
        let mut owner = None;
        let mut owner_pronoun = None;
        let mut last_noun: Option<usize> = None;
        let mut numbers_only = true;
        while at < limit {
            let lower = self.document.lower(at);
            match self.words[at].class {
                Class::Determiner | Class::Negation
                    if matches!(self.words[at].class, Class::Determiner) || matches!(lower, "neither") =>
                {
                    if last_noun.is_some() || (at > start && !self.may_follow(at, start)) {
                        break;
                    }
                    if at == start {
                        opening = match lower {
                            "the" => Opening::Definite,
                            "a" | "an" | "another" => Opening::Indefinite,
                            "this" | "that" | "these" | "those" => Opening::Pointing,
                            "no" | "neither" => Opening::Negative,
                            _ => Opening::Counted,
                        };
                    }
                }
                Class::Possessive => {
                    if last_noun.is_some() || at != start {
                        break;
                    }
                    owner_pronoun = Some(at);
                    opening = Opening::Possessed;
                    own = at + 1;
                }
                Class::Pronoun if counts && at == start => opening = Opening::Counted,
                // "Brandt and two others".
                Class::Pronoun
                    if lower == "others"
                        && at > start
                        && self.words[at - 1].class == Class::Number
                        && start.checked_sub(1).is_some_and(|i| self.words[i].class == Class::Conjunction) =>
                {
                    last_noun = Some(at);
                    numbers_only = false;
                }
                Class::Number => {
                    if last_noun.is_some() {
                        // "Berth 7", "section 88".
                        let small = self.document.tokens[at].kind == crate::token::Kind::Number
                            && self.document.tokens[at].lower.len() <= 3;
                        let label = last_noun.is_some_and(|i| {
                            matches!(
                                self.document.lower(i),
                                "section"
                                    | "article"
                                    | "berth"
                                    | "room"
                                    | "no"
                                    | "number"
                                    | "chapter"
                                    | "part"
                                    | "table"
                                    | "class"
                                    | "paragraph"
                            )
                        });
                        // "on count three".
                        let count = last_noun.is_some_and(|i| matches!(self.document.lower(i), "count" | "counts"));
                        if !(small && label || count) {
                            break;
                        }
                    } else if at == start {
                        opening = Opening::Counted;
                    }
                }
                Class::Adjective | Class::Adverb => {
                    // "Communist Party general secretary": an office after a body's name.
                    let office = last_noun.is_some_and(|i| self.words[i].class == Class::Name)
                        && self
                            .lexicon
                            .offices
                            .longest_at(|i| (i < limit).then(|| self.document.lower(i)), at)
                            .is_some_and(|(n, _)| n > 1);
                    // "chief executive Twalib Hamisi": an office whose second word passes for an adjective.
                    let in_office = last_noun.is_some_and(|i| i + 1 == at)
                        && self
                            .lexicon
                            .offices
                            .longest_at(|i| (i < limit).then(|| self.document.lower(i)), at - 1)
                            .is_some_and(|(n, _)| n > 1);
                    if in_office {
                        last_noun = Some(at);
                        numbers_only = false;
                        at += 1;
                        continue;
                    }
                    if last_noun.is_some() && !office {
                        break;
                    }
                    // "his then wife".
                    let then = lower == "then"
                        && at == own.max(start + 1)
                        && (owner_pronoun.is_some() || opening == Opening::Definite);
                    if self.words[at].class == Class::Adverb
                        && !then
                        && (at == start || !matches!(self.class(at + 1, limit), Some(Class::Adjective)))
                    {
                        break;
                    }
                    numbers_only = false;
                }
                Class::Verb
                    if self.words[at].forms.ing
                        && at > start
                        && last_noun.is_none()
                        && matches!(self.class(at + 1, limit), Some(Class::Noun))
                        && owner_pronoun.is_none()
                        && opening != Opening::Bare => {}
                // "a “protective umbrella” for": quotation marks around a word or two of a phrase say nothing of its build.
                Class::QuoteOpen
                    if at > start
                        && last_noun.is_none()
                        && matches!(self.class(at + 1, limit), Some(Class::Noun | Class::Adjective))
                        && (at + 2..limit.min(at + 5)).any(|i| self.words[i].class == Class::QuoteClose) => {}
                // "Superintendent of Police Anjali Deshmukh": the office and the name are one phrase.
                Class::Noun if last_noun.is_none() && self.office_before_name(at, limit).is_some() => {
                    let end = self.office_before_name(at, limit).unwrap_or(at + 1);
                    last_noun = Some(end - 1);
                    numbers_only = false;
                    at = end;
                    continue;
                }
                Class::Noun if last_noun.is_some_and(|before| self.is_given(start, before, at)) => break,
                Class::Noun => {
                    if let Some(before) = last_noun.filter(|i| self.words[*i].class == Class::Name)
                        && !self.name_then_noun(before, at)
                    {
                        break;
                    }
                    last_noun = Some(at);
                    numbers_only = false;
                }
                Class::Name => {
                    if let Some(before) = last_noun
                        && !self.goes_with_name(before, at, opening)
                    {
                        break;
                    }
                    // A whole mention at once; the outermost begins here.
                    let end = near(self.mentions, at)
                        .1
                        .iter()
                        .filter(|m| m.tokens.contains(&at))
                        .map(|m| m.tokens.end)
                        .max()
                        .unwrap_or(at + 1)
                        .min(limit);
                    last_noun = Some(end - 1);
                    numbers_only = false;
                    at = end;
                    continue;
                }
                Class::Genitive => {
                    let Some(head) = last_noun else { break };
                    let nominal_next = matches!(
                        self.class(at + 1, limit),
                        Some(
                            Class::Noun
                                | Class::Adjective
                                | Class::Name
                                | Class::Number
                                | Class::Verb
                                | Class::Determiner
                        )
                    );
                    if !nominal_next {
                        at += 1;
                        break;
                    }
                    out.phrases.push(self.phrase(start..at, own, head, opening, owner, owner_pronoun));
                    owner = Some(out.phrases.len() - 1);
                    owner_pronoun = None;
                    opening = Opening::Possessed;
                    own = at + 1;
                    last_noun = None;
                }
                _ => break,
            }
            at += 1;
        }
        if at == start {
            return None;
        }
        // Back to the last noun; adjectives alone are no phrase, pointers and numbers are.
        let Some(head) = last_noun else {
            if owner.is_some() {
                // "Xi's" before something that is no noun: the owner stands for itself.
                let phrase = out.phrases.len() - 1;
                return Some(out.phrases[phrase].tokens.end + 1);
            }
            let first = self.words[start].class;
            if !(numbers_only && matches!(first, Class::Determiner | Class::Number)) || owner_pronoun.is_some() {
                return None;
            }
            if first == Class::Determiner
                && matches!(self.document.lower(start), "the" | "a" | "an" | "no" | "every")
                && at == start + 1
            {
                return None;
            }
            let end = (start..at)
                .rev()
                .find(|i| matches!(self.words[*i].class, Class::Determiner | Class::Number))
                .map_or(start + 1, |i| i + 1);
            let mut phrase = self.phrase(start..end, own, end - 1, opening, None, None);
            phrase.is_plural = !matches!(self.document.lower(start), "this" | "that");
            out.phrases.push(phrase);
            return Some(end);
        };
        let end = if self.words.get(head + 1).is_some_and(|w| w.class == Class::Genitive) && head + 2 == at {
            at
        } else {
            at.max(head + 1)
        };
        let end = if end > head + 1
            && self.words[end - 1].class != Class::Genitive
            && self.words[end - 1].class != Class::Number
        {
            head + 1
        } else {
            end
        };
        // "Innes Guthrie KC": letters after a name belong to it.
        let lettered = end == head + 1
            && self.words[head].class == Class::Name
            && end < limit
            && is_honour(self.document.word(end));
        let end = end + usize::from(lettered);
        let quoted = (start..head).any(|i| self.words[i].class == Class::QuoteOpen);
        let end = if quoted && self.class(end, limit) == Some(Class::QuoteClose) { end + 1 } else { end };
        let mut phrase = self.phrase(start..end, own, head, opening, owner, owner_pronoun);
        // "Brandt and eleven others": the number stands for people, and counts nothing.
        if self.words[head].class == Class::Pronoun && !phrase.is_pronoun {
            phrase.head = start;
        }
        out.phrases.push(phrase);
        Some(end)
    }

    /// "gave the Rook gang information", "gave Brandt money": the noun at `at` is what somebody gets, and no part of
    /// what the one who gets it is called.
    fn is_given(&self, start: usize, receiver: usize, at: usize) -> bool {
        let gives = start.checked_sub(1).map(|i| &self.words[i]).is_some_and(|verb| {
            verb.class == Class::Verb
                && matches!(
                    verb.lemma,
                    "give"
                        | "pay"
                        | "offer"
                        | "hand"
                        | "send"
                        | "sell"
                        | "grant"
                        | "feed"
                        | "pass"
                        | "provide"
                        | "leak"
                )
        });
        let thing = matches!(
            self.document.lower(at),
            "information"
                | "intelligence"
                | "protection"
                | "shelter"
                | "cover"
                | "details"
                | "money"
                | "cash"
                | "bribes"
                | "immunity"
                | "impunity"
                | "weapons"
                | "guns"
                | "access"
                | "support"
                | "assistance"
                | "advice"
                | "documents"
                | "files"
                | "permits"
                | "kickbacks"
                | "tip-offs"
        );
        let named = self.words[receiver].class == Class::Name
            || matches!(self.document.lower(receiver), "gang" | "clan" | "cartel" | "ring" | "syndicate" | "mafia");
        gives && thing && named && receiver + 1 == at
    }

    /// Determiners after others: "all the", "13 per cent fewer", "the many".
    pub(super) fn may_follow(&self, at: usize, start: usize) -> bool {
        let lower = self.document.lower(at);
        matches!(
            lower,
            "more"
                | "fewer"
                | "less"
                | "other"
                | "several"
                | "many"
                | "few"
                | "such"
                | "certain"
                | "various"
                | "another"
        ) || matches!(self.document.lower(start), "all" | "both" | "half" | "such") && at == start + 1
    }

    /// "Lantern Crew boss": a noun after a name belongs to the same phrase when it says what somebody is.
    pub(super) fn name_then_noun(&self, name: usize, noun: usize) -> bool {
        let person =
            near(self.mentions, name).1.iter().any(|m| m.kind == MentionKind::Person && m.tokens.end == name + 1);
        !person
            || matches!(
                self.document.lower(noun),
                "family"
                    | "clan"
                    | "gang"
                    | "case"
                    | "trial"
                    | "brothers"
                    | "network"
                    | "affair"
                    | "scandal"
                    | "faction"
                    | "administration"
                    | "government"
                    | "crew"
                    | "group"
                    | "cartel"
                    | "ring"
                    | "mob"
                    | "syndicate"
                    | "organisation"
                    | "organization"
                    | "militia"
                    | "empire"
                    | "regime"
                    | "foundation"
                    | "trust"
                    | "estate"
                    | "investigation"
                    | "inquiry"
                    | "verdict"
                    | "sisters"
                    | "siblings"
                    | "associate"
                    | "associates"
                    | "ally"
                    | "allies"
                    | "aide"
                    | "loyalist"
                    | "confidant"
                    | "crony"
                    | "lieutenant"
                    | "henchman"
                    | "relative"
                    | "protégé"
                    | "insider"
            )
    }

    /// "Brandt's cousin, the stallholder Jonas Pell,": whatever the noun, between commas it says what its bearer is.
    fn is_closed_description(&self, noun: usize, end: usize) -> bool {
        let opens = (noun.saturating_sub(3)..noun).rev().find(|i| self.document.lower(*i) == "the");
        let before = opens.and_then(|the| the.checked_sub(1)).is_some_and(|i| self.document.tokens[i].is_mark(','));
        let after = self.document.tokens.get(end);
        before && after.is_none_or(|t| [',', '.', ';', ')'].into_iter().any(|mark| t.is_mark(mark)))
    }

    /// "police chief Brandt", "broadcaster CCTV": a name after a noun that says what it is.
    pub(super) fn goes_with_name(&self, noun: usize, name: usize, opening: Opening) -> bool {
        if self.words[noun].class == Class::Name {
            // Two names side by side go together only through an office between them.
            return false;
        }
        let lower = self.document.lower(noun);
        let Some(mention) = near(self.mentions, name).1.iter().find(|m| m.tokens.start == name) else { return false };
        match mention.kind {
            MentionKind::Person => {
                // "chief executive Twalib Hamisi": an office of two words whose last alone is none.
                let office = noun > 0
                    && self.lexicon.offices.get(&self.document.words(&(noun - 1..noun + 1)).to_lowercase()).is_some();
                (office
                    || is_person_noun(lower, self.lexicon)
                    || opening == Opening::Definite && self.is_closed_description(noun, mention.tokens.end)
                    || self.several_named(noun, mention.tokens.end))
                    && !(opening == Opening::Definite && lower == "court")
            }
            MentionKind::Organisation => matches!(
                lower,
                "broadcaster"
                    | "rival"
                    | "agency"
                    | "company"
                    | "firm"
                    | "newspaper"
                    | "paper"
                    | "daily"
                    | "weekly"
                    | "group"
                    | "gang"
                    | "party"
                    | "bank"
                    | "clan"
                    | "cartel"
                    | "syndicate"
                    | "network"
                    | "developer"
                    | "builder"
                    | "contractor"
                    | "watchdog"
                    | "ngo"
                    | "charity"
                    | "union"
                    | "club"
                    | "giant"
                    | "operator"
                    | "magazine"
                    | "website"
                    | "site"
                    | "outlet"
                    | "channel"
                    | "station"
            ),
            MentionKind::Place => matches!(
                lower,
                "city"
                    | "town"
                    | "village"
                    | "province"
                    | "district"
                    | "county"
                    | "capital"
                    | "port"
                    | "suburb"
                    | "region"
                    | "island"
                    | "state"
                    | "resort"
            ),
            _ => false,
        }
    }

    /// The end of the name that an office with a preposition in it stands before.
    fn office_before_name(&self, at: usize, limit: usize) -> Option<usize> {
        let titled = (at + 3..limit.min(at + 7)).find_map(|name| {
            let (_, candidates) = near(self.mentions, name);
            candidates.iter().find(|m| {
                m.tokens.start == name && m.title_tokens.as_ref().is_some_and(|t| t.start == at && t.end == name)
            })
        })?;
        let prepositional = (at + 1..titled.tokens.start).any(|i| matches!(self.document.lower(i), "of" | "for"));
        (prepositional && titled.kind == MentionKind::Person).then_some(titled.tokens.end.min(limit))
    }

    /// "gang members Brandt and Pell": a plural before names joined by "and"; not "told officers Brandt and Pell had fled".
    fn several_named(&self, noun: usize, end: usize) -> bool {
        let lower = self.document.lower(noun);
        let single = singular(lower);
        let is_plural = single != lower && !lower.ends_with("ss") && is_person_noun(&single, self.lexicon);
        let named = |at: usize| self.words.get(at).is_some_and(|w| w.class == Class::Name);
        let joined = match self.document.lower_at(end) {
            Some("and") => named(end + 1),
            Some(",") => named(end + 1) && (end + 2..end + 6).any(|i| self.document.lower_at(i) == Some("and")),
            _ => false,
        };
        let told = (noun.saturating_sub(4)..noun).any(|i| {
            self.words[i].class == Class::Verb
                && matches!(self.words[i].lemma, "tell" | "inform" | "show" | "remind" | "assure" | "convince" | "say")
        });
        is_plural && joined && !told
    }

    pub(super) fn phrase(
        &self,
        tokens: Range<usize>,
        own: usize,
        head: usize,
        opening: Opening,
        owner: Option<usize>,
        owner_pronoun: Option<usize>,
    ) -> NounPhrase {
        let (offset, candidates) = near(self.mentions, head);
        let mention = candidates
            .iter()
            .enumerate()
            .filter(|(_, m)| m.tokens.end == head + 1 && m.tokens.start >= tokens.start && m.tokens.start >= own)
            .min_by_key(|(_, m)| m.tokens.start)
            .map(|(i, _)| offset + i);
        let lower = self.document.lower(head);
        let is_plural = mention.is_none()
            && (lower.ends_with('s') && !lower.ends_with("ss")
                || matches!(lower, "people" | "police" | "men" | "women" | "children" | "others"));
        NounPhrase {
            own: own..tokens.end,
            tokens,
            head,
            opening,
            owner,
            owner_pronoun,
            mention,
            is_pronoun: false,
            is_plural,
        }
    }
}
