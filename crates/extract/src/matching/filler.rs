//! Who or what fills the roles of a rule.

use super::*;
use crate::chunk::Opening;
use crate::clause::Clause;
use crate::entity::Entity;
use crate::lexicon::Sort;
use crate::mention::MentionKind;
use crate::predication::Predication;
use crate::rule::Slot;
use crate::word::Class;

impl Matcher<'_, '_> {
    /// Whom a phrase speaks of, nameless groups included.
    pub(super) fn referent(&self, phrase: usize) -> Option<usize> {
        if self.referents.loose_groups.contains_key(&phrase)
            && let Some(only) = self.only_group
        {
            return Some(only);
        }
        self.referents.of_phrase[phrase]
    }

    pub(super) fn fill(&self, phrase: usize) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        // "another Long Beach cop": no person is called so.
        let is_name = np.mention.is_some_and(|m| self.analysis.mentions[m].kind == MentionKind::Person);
        if np.opening == Opening::Negative || is_name && self.lower(np.own.start) == "another" {
            return None;
        }
        // "portrayed Brandt as a lawman who": what is said of him stands for him.
        let phrase = match self.described.get(&phrase) {
            Some(bearer) if self.referent(phrase).is_none() => *bearer,
            _ => phrase,
        };
        self.referent(phrase).map(|entity| Fill {
            entity,
            tokens: np.tokens.clone(),
            unsure: self.referents.unsure[phrase],
        })
    }

    /// Those of whom a phrase speaks: "two customs officers, Jonas Pell and Lars Ostrow" are two.
    pub(super) fn fills(&self, phrase: usize) -> Vec<Fill> {
        if let Some(persons) = self.referents.several.get(&phrase) {
            let tokens = self.analysis.chunks.phrases[phrase].tokens.clone();
            return persons
                .iter()
                .map(|entity| Fill { entity: *entity, tokens: tokens.clone(), unsure: false })
                .collect();
        }
        let named = &self.analysis.attached[phrase].appositions;
        let np = &self.analysis.chunks.phrases[phrase];
        if np.is_plural && np.mention.is_none() && named.len() > 1 {
            return named.iter().filter_map(|name| self.fill(*name)).collect();
        }
        // "Two of the mayor's deputies, Ilir Toska and Vera Dhimo,": the number stands for those named.
        if np.opening == Opening::Counted && np.mention.is_none() && self.referent(phrase).is_none() {
            let of = self.analysis.attached[phrase].complements.iter().filter(|c| self.lower(c.preposition) == "of");
            let inner = of.flat_map(|c| c.phrases.iter()).find(|p| self.analysis.attached[**p].appositions.len() > 1);
            if let Some(inner) = inner {
                return self.analysis.attached[*inner].appositions.iter().filter_map(|name| self.fill(*name)).collect();
            }
        }
        self.fill(phrase).or_else(|| self.group_of_members(phrase)).into_iter().collect()
    }

    /// "its gunmen", "members of the Rook gang", "Rook gang leaders": what is done to several of a group is done to it.
    fn group_of_members(&self, phrase: usize) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        let is_member = np.mention.is_none() && is_member_noun(self.lower(np.head));
        if !is_member || np.opening == Opening::Negative {
            return None;
        }
        let inside = self.analysis.mentions_in(&(np.tokens.start..np.head)).into_iter();
        let named = inside.filter_map(|m| self.analysis.mentions[m].entity).map(|entity| Fill {
            entity,
            tokens: np.tokens.clone(),
            unsure: false,
        });
        let hangs =
            |c: &&crate::attachment::Complement| matches!(self.lower(c.preposition), "of" | "by" | "in" | "from");
        let of = self.analysis.attached[phrase].complements.iter().filter(hangs).flat_map(|c| c.phrases.iter());
        let of = of.filter_map(|p| self.fill(*p));
        // "crimes committed by the Rook gang".
        let sentence = self.analysis.document.sentence_of(np.head);
        let doing = self.analysis.clauses_of(sentence).map(|c| &self.analysis.clauses[c]);
        let done = doing.filter(|c| c.link == crate::clause::Link::Relative(phrase) && c.passive);
        let done = done.flat_map(|c| c.agents(|i| self.lower(i))).filter_map(|p| self.fill(p));
        let of = of.chain(done);
        let mut groups = self.owner(phrase).into_iter().chain(named).chain(of);
        let group = groups.find(|fill| self.referents.entities[fill.entity].is_group())?;
        Some(Fill { tokens: np.tokens.clone(), ..group })
    }

    pub(super) fn is_type(&self, entity: &Entity, kind: &str) -> bool {
        match kind {
            "any" => true,
            "person" => entity.kind == MentionKind::Person,
            "organisation" => entity.kind == MentionKind::Organisation,
            "group" => entity.is_group(),
            "company" => {
                entity.kind == MentionKind::Organisation
                    && matches!(entity.sort, Sort::Company | Sort::Media | Sort::Unknown | Sort::Sport)
            }
            "body" => entity.kind == MentionKind::Organisation && !matches!(entity.sort, Sort::Group | Sort::Company),
            "court" => entity.sort == Sort::Court,
            "party" => entity.sort == Sort::Party,
            "media" => entity.sort == Sort::Media,
            "campaign" => entity.kind == MentionKind::Campaign,
            "place" => entity.kind == MentionKind::Place,
            _ => false,
        }
    }

    pub(super) fn fits(&self, slot: &Slot, fill: &Fill) -> bool {
        slot.types.iter().any(|kind| self.is_type(&self.referents.entities[fill.entity], kind))
    }

    /// The owner of a phrase: "Brandt's", "his".
    pub(super) fn owner(&self, phrase: usize) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        if let Some(pronoun) = np.owner_pronoun.filter(|p| self.lower(*p) != "whose") {
            return self.pronouns.get(&pronoun).map(|entity| Fill {
                entity: *entity,
                tokens: pronoun..pronoun + 1,
                unsure: false,
            });
        }
        // "Brandt, whose brother": the person right before.
        if self.lower(np.tokens.start) == "whose"
            || np.tokens.start.checked_sub(1).is_some_and(|t| self.lower(t) == "whose")
        {
            let limits = &self.analysis.document.sentences[self.analysis.document.sentence_of(np.head)].tokens;
            let before = self.analysis.chunks.phrases[..phrase].iter().enumerate().rev();
            let near = before.take_while(|(_, other)| other.tokens.start >= limits.start).take(3);
            let mut persons = near.filter_map(|(i, _)| self.fill(i));
            return persons.find(|f| {
                matches!(self.referents.entities[f.entity].kind, MentionKind::Person | MentionKind::Organisation)
            });
        }
        np.owner.and_then(|owner| self.fill(owner)).or_else(|| self.shared_owner(phrase))
    }

    /// "his wife Tracey and nephew Liam": the owner said before the first goes for the second.
    fn shared_owner(&self, phrase: usize) -> Option<Fill> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let before = np.tokens.start.checked_sub(1).filter(|i| self.lower(*i) == "and")?;
        let is_kin = np.own.clone().any(|i| analysis.lexicon.kin.get(self.lower(i)).is_some());
        let first = analysis.phrase_at.range(..before).next_back().map(|(_, p)| *p)?;
        let other = &analysis.chunks.phrases[first];
        let joins = np.opening == Opening::Bare && is_kin && other.tokens.end == before;
        let kin = other.own.clone().any(|i| analysis.lexicon.kin.get(self.lower(i)).is_some());
        if !joins || !kin || other.owner_pronoun.is_none() && other.owner.is_none() {
            return None;
        }
        self.owner(first)
    }

    pub(super) fn hanging(&self, phrase: usize, place: &str) -> Vec<Fill> {
        if place == "owner" {
            return self.owner(phrase).into_iter().collect();
        }
        // "two villas belonging to Brandt": what a participle after the phrase says.
        if place == "belonging" {
            let sentence = self.analysis.document.sentence_of(self.analysis.chunks.phrases[phrase].head);
            let clauses = self.analysis.clauses_of(sentence).map(|c| &self.analysis.clauses[c]);
            let owning = clauses.filter(|c| {
                let (lemma, preposition) = (self.analysis.chunks.groups[c.group].lemma, c.complements.first());
                let word = preposition.map_or("", |p| self.lower(p.preposition));
                c.subjects.contains(&phrase)
                    && matches!((lemma, word), ("belong" | "link", "to") | ("own" | "control", "by"))
            });
            return owning
                .filter_map(|c| c.complements.first())
                .flat_map(|c| c.phrases.iter())
                .filter_map(|p| self.fill(*p))
                .collect();
        }
        let mut found = Vec::new();
        let mut open = vec![(phrase, 0)];
        while let Some((phrase, depth)) = open.pop() {
            for complement in &self.analysis.attached[phrase].complements {
                if self.lower(complement.preposition) == place {
                    found.extend(complement.phrases.iter().flat_map(|p| self.fills(*p)));
                } else if depth < 3 && place != "of" {
                    // "a bribe of 40,000 crowns from Halvane": past the measure.
                    open.extend(complement.phrases.iter().map(|p| (*p, depth + 1)));
                }
            }
        }
        found
    }

    pub(super) fn in_clause(&self, slot: &Slot, clause: &Clause) -> Vec<Fill> {
        for place in &slot.from {
            let fills: Vec<Fill> = match place.as_str() {
                "agent" => self.with_included(&clause.agents(|i| self.lower(i)), clause),
                "patient" => {
                    let mut fills = self.with_included(clause.patients(), clause);
                    fills.extend(self.accompanying(clause));
                    fills
                }
                "subject" => clause.subjects.iter().flat_map(|p| self.fills(*p)).collect(),
                "receiver" => {
                    // "was given 10 years": the passive subject receives.
                    let phrases: &[usize] = if clause.passive { &clause.subjects } else { &clause.receivers };
                    phrases.iter().flat_map(|p| self.fills(*p)).collect()
                }
                place => match place.split_once('.') {
                    Some(("object", rest)) => clause
                        .patients()
                        .iter()
                        .chain(if clause.passive { &clause.objects[..] } else { &[] })
                        .flat_map(|p| self.hanging(*p, rest))
                        .collect(),
                    Some(("subject", rest)) => clause.subjects.iter().flat_map(|p| self.hanging(*p, rest)).collect(),
                    // "membership.of": what hangs on a noun after any preposition.
                    Some((noun, rest)) => {
                        let phrases = clause.complements.iter().flat_map(|c| c.phrases.iter());
                        let named = phrases.filter(|p| self.lower(self.analysis.chunks.phrases[**p].head) == noun);
                        named.flat_map(|p| self.hanging(*p, rest)).collect()
                    }
                    None => clause
                        .complements
                        .iter()
                        .filter(|c| self.lower(c.preposition) == place)
                        .flat_map(|c| c.phrases.iter())
                        .flat_map(|p| self.fills(*p).into_iter().chain(self.named_groups(*p, clause)))
                        .collect(),
                },
            };
            let fitting: Vec<Fill> = fills.into_iter().filter(|fill| self.fits(slot, fill)).collect();
            if !fitting.is_empty() {
                return fitting;
            }
        }
        Vec::new()
    }

    /// Those of whom phrases speak, and those who are named among them.
    fn with_included(&self, phrases: &[usize], clause: &Clause) -> Vec<Fill> {
        phrases.iter().flat_map(|p| self.fills(*p).into_iter().chain(self.included(*p, clause))).collect()
    }

    /// "were convicted of graft along with the former vice governor, Pell Ostrow": those to whom the same was done.
    fn accompanying(&self, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        if !clause.passive || clause.subjects.is_empty() {
            return Vec::new();
        }
        let own = &analysis.chunks.groups[clause.group].tokens;
        let limit = analysis.document.sentences[clause.sentence].tokens.end;
        let is_verb =
            |i: usize| matches!(analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal);
        let cue = (own.end..limit).take_while(|i| !is_verb(*i)).find_map(|i| {
            match (self.lower(i), analysis.document.lower_at(i + 1)) {
                ("along" | "together", Some("with")) => Some(i + 2),
                ("alongside", _) => Some(i + 1),
                _ => None,
            }
        });
        let Some(from) = cue else { return Vec::new() };
        // Of a preposition but "of" on, something else is told.
        let ends = |i: &usize| {
            is_verb(*i)
                || matches!(analysis.words[*i].class, Class::Relative | Class::Subordinator | Class::Colon)
                || analysis.words[*i].class == Class::Preposition && self.lower(*i) != "of"
        };
        let to = (from..limit).find(ends).unwrap_or(limit);
        self.persons_named(from..to)
    }

    /// "bribes from traffickers, including the Rook and the Vane cartels": the named groups of several.
    fn named_groups(&self, phrase: usize, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        if !np.is_plural
            || np.mention.is_some_and(|m| analysis.mentions[m].is_name())
            || np.opening == Opening::Negative
        {
            return Vec::new();
        }
        let limit = analysis.document.sentences[clause.sentence].tokens.end;
        let end = analysis.chunks.chunks[analysis.attached[phrase].last].tokens.end;
        let from = end + usize::from(analysis.document.lower_at(end) == Some(","));
        let listed = match (analysis.document.lower_at(from), analysis.document.lower_at(from + 1)) {
            (Some("including"), _) => from + 1,
            (Some("such"), Some("as")) => from + 2,
            _ => return Vec::new(),
        };
        let ends = |i: &usize| {
            !matches!(
                analysis.words[*i].class,
                Class::Name | Class::Noun | Class::Adjective | Class::Determiner | Class::Comma | Class::Conjunction
            )
        };
        let to = (listed..limit).find(ends).unwrap_or(limit);
        let mut found: Vec<Fill> = Vec::new();
        for at in analysis.mentions_in(&(listed..to)) {
            let mention = &analysis.mentions[at];
            let Some(entity) = mention.entity.filter(|e| mention.is_name() && self.referents.entities[*e].is_group())
            else {
                continue;
            };
            if found.iter().all(|f| f.entity != entity) {
                found.push(Fill { entity, tokens: mention.tokens.clone(), unsure: false });
            }
        }
        found
    }

    /// "arrested 38 people, among them the mayor, Vito Greco, and Carla Rossi": the named ones of a number.
    fn included(&self, phrase: usize, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        if !np.is_plural || np.mention.is_some() || np.is_pronoun || np.opening == Opening::Negative {
            return Vec::new();
        }
        let range = &analysis.document.sentences[clause.sentence].tokens;
        let own = &analysis.chunks.groups[clause.group].tokens;
        let is_verb = |i: usize| {
            matches!(analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal) && !own.contains(&i)
        };
        let cue = (np.tokens.end..range.end).take_while(|i| !is_verb(*i)).find_map(|i| match self.lower(i) {
            "including" => Some(i + 1),
            "among" if matches!(analysis.document.lower_at(i + 1), Some("them" | "those" | "whom")) => Some(i + 2),
            _ => None,
        });
        let cue = cue.or_else(|| {
            // "including" passes for a verb.
            let at = (np.tokens.end..range.end).find(|i| self.lower(*i) == "including")?;
            (np.tokens.end..at).all(|i| !is_verb(i)).then_some(at + 1)
        });
        // "two officers of the squad: Marshal Dino Falco and ...".
        let cue = cue.or_else(|| {
            let end = analysis.chunks.chunks[analysis.attached[phrase].last].tokens.end;
            let single = crate::chunk::singular(self.lower(np.head));
            (end < range.end && self.lower(end) == ":" && crate::chunk::is_person_noun(&single, analysis.lexicon))
                .then_some(end + 1)
        });
        let Some(from) = cue else { return Vec::new() };
        let ends = |i: &usize| {
            is_verb(*i) || matches!(analysis.words[*i].class, Class::Relative | Class::Subordinator | Class::Colon)
        };
        let to = (from..range.end).find(ends).unwrap_or(range.end);
        self.persons_named(from..to)
    }

    /// Persons named in a stretch of a list, but none on whom somebody else only hangs.
    fn persons_named(&self, range: Range<usize>) -> Vec<Fill> {
        let analysis = self.analysis;
        let mut found: Vec<Fill> = Vec::new();
        for at in analysis.mentions_in(&range) {
            let mention = &analysis.mentions[at];
            let Some(entity) = mention.entity.filter(|_| mention.is_name()) else { continue };
            if self.referents.entities[entity].kind != MentionKind::Person {
                continue;
            }
            // "an aide to Rana", "the widow of Rana", "Rana's aide": somebody else.
            let governed = analysis.phrase_at.get(&(mention.tokens.end - 1)).is_none_or(|p| {
                let np = &analysis.chunks.phrases[*p];
                analysis.attached[*p].governor.is_some() || np.head + 1 != mention.tokens.end
            });
            let owns = analysis.words.get(mention.tokens.end).is_some_and(|w| w.class == Class::Genitive);
            if !governed && !owns && found.iter().all(|f| f.entity != entity) {
                found.push(Fill { entity, tokens: mention.tokens.clone(), unsure: false });
            }
        }
        found
    }

    pub(super) fn said_of(&self, slot: &Slot, predication: &Predication) -> Vec<Fill> {
        for place in &slot.from {
            let fills: Vec<Fill> = match place.as_str() {
                "bearer" => self.fill(predication.bearer).into_iter().collect(),
                "modifier" => {
                    let range = predication.modifiers();
                    let inside = self.analysis.mentions_in(&range);
                    inside
                        .into_iter()
                        .map(|m| &self.analysis.mentions[m])
                        .filter(|m| m.tokens.end <= predication.noun && m.is_name())
                        .filter_map(|m| m.entity.map(|entity| Fill { entity, tokens: m.tokens.clone(), unsure: false }))
                        .collect()
                }
                "owner" if predication.inside => {
                    let np = &self.analysis.chunks.phrases[predication.phrase];
                    if np.own.start <= predication.noun {
                        self.owner(predication.phrase).into_iter().collect()
                    } else {
                        Vec::new()
                    }
                }
                place => self.hanging(predication.phrase, place),
            };
            let fitting: Vec<Fill> = fills.into_iter().filter(|fill| self.fits(slot, fill)).collect();
            if !fitting.is_empty() {
                return fitting;
            }
        }
        Vec::new()
    }
}

/// Those of whom a criminal group is made.
fn is_member_noun(word: &str) -> bool {
    matches!(
        word,
        "members"
            | "gunmen"
            | "leaders"
            | "bosses"
            | "associates"
            | "mobsters"
            | "gangsters"
            | "operatives"
            | "hitmen"
            | "foot-soldiers"
            | "soldiers"
            | "henchmen"
            | "thugs"
            | "traffickers"
            | "smugglers"
            | "lieutenants"
            | "chiefs"
            | "affiliates"
            | "couriers"
            | "dealers"
            | "accomplices"
            | "enforcers"
            | "fighters"
            | "ringleaders"
            | "activities"
            | "crimes"
            | "operations"
            | "business"
            | "dealings"
            | "offences"
            | "misdeeds"
            | "rackets"
            | "trafficking"
            | "smuggling"
            | "extortion"
            | "wrongdoing"
            | "shipments"
            | "drugs"
            | "men"
    )
}
