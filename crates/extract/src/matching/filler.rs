//! Who or what fills the roles of a rule.

mod group;
mod headed;
mod listed;
mod same_case;

use super::*;
use crate::chunk::{Opening, Shape};
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
        let told = self.referent(phrase).map(|entity| Fill {
            entity,
            tokens: np.tokens.clone(),
            unsure: self.referents.unsure[phrase],
        });
        let told = told.or_else(|| self.named_before_head(phrase));
        told.or_else(|| self.relative(phrase))
    }

    /// "the Halvane Construction company": a firm named before the word for what it is.
    fn named_before_head(&self, phrase: usize) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        let firm = matches!(
            self.lower(np.head),
            "company" | "firm" | "conglomerate" | "chain" | "consortium" | "corporation" | "newspaper" | "airline"
        );
        let apt = firm && np.mention.is_none() && np.opening == Opening::Definite && np.owner.is_none();
        let inside = self.analysis.mentions_in(&np.own).into_iter().map(|m| &self.analysis.mentions[m]);
        let mut named =
            inside.filter(|m| apt && m.tokens.end == np.head && m.is_name() && m.kind == MentionKind::Organisation);
        let entity = named.find_map(|m| m.entity)?;
        Some(Fill { entity, tokens: np.tokens.clone(), unsure: false })
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

    pub(super) fn is_type(&self, entity: &Entity, kind: &str) -> bool {
        match kind {
            "any" => true,
            "person" => entity.kind == MentionKind::Person,
            "organisation" => entity.kind == MentionKind::Organisation,
            "group" | "criminal" => entity.is_group(),
            "company" => {
                entity.kind == MentionKind::Organisation
                    && matches!(entity.sort, Sort::Company | Sort::Media | Sort::Unknown | Sort::Sport)
                    && !(entity.sort == Sort::Unknown && is_charity(entity))
            }
            "firm" => entity.kind == MentionKind::Organisation && entity.sort == Sort::Company,
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
        slot.types.iter().any(|kind| {
            let entity = &self.referents.entities[fill.entity];
            let is_person = entity.kind == MentionKind::Person;
            self.is_type(entity, kind)
                || match kind.as_str() {
                    "criminal" => self.criminals.contains(&fill.entity),
                    "outlaw" => is_person && self.criminals.contains(&fill.entity),
                    "convict" => self.criminals.contains(&fill.entity) || self.convicts.contains(&fill.entity),
                    "official" => is_person && self.officials.contains(&fill.entity),
                    "layman" => is_person && !self.officials.contains(&fill.entity),
                    _ => false,
                }
        })
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
        // "Brandt, whose brother", "a firm whose managing director": the one right before.
        if self.lower(np.tokens.start) == "whose"
            || np.tokens.start.checked_sub(1).is_some_and(|t| self.lower(t) == "whose")
            || np.tokens.start.checked_sub(2).is_some_and(|t| {
                self.lower(t) == "whose"
                    && matches!(self.lower(t + 1), "managing" | "executive" | "ruling" | "founding" | "commanding")
            })
        {
            let limits = &self.analysis.document.sentences[self.analysis.document.sentence_of(np.head)].tokens;
            // "a haulier whose firm": somebody without a name, and no other who stands before him.
            let nameless = phrase.checked_sub(1).is_some_and(|last| {
                let other = &self.analysis.chunks.phrases[last];
                other.mention.is_none()
                    && !other.is_pronoun
                    && other.tokens.end + 2 >= np.tokens.start
                    && self.fill(last).is_none()
            });
            if nameless {
                return None;
            }
            let before = self.analysis.chunks.phrases[..phrase].iter().enumerate().rev();
            let near = before.take_while(|(_, other)| other.tokens.start >= limits.start).take(3);
            let mut persons = near.filter_map(|(i, _)| self.fill(i));
            return persons.find(|f| {
                matches!(self.referents.entities[f.entity].kind, MentionKind::Person | MentionKind::Organisation)
            });
        }
        let owner = np.owner.and_then(|owner| self.fill(owner)).or_else(|| self.shared_owner(phrase));
        owner.or_else(|| self.beside_kin(phrase))
    }

    /// "his wife Tracey and nephew Liam": the owner said before the first goes for the second.
    fn shared_owner(&self, phrase: usize) -> Option<Fill> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let kin = |i: usize| analysis.lexicon.kin.get(self.lower(i)).is_some();
        let before = np.tokens.start.checked_sub(1).filter(|i| {
            // "his mother Ada, brother Milo and other relatives".
            self.lower(*i) == "and" || self.lower(*i) == "," && kin(np.tokens.start)
        })?;
        // Or "its director and sole shareholder".
        let is_person = |np: &crate::chunk::NounPhrase| {
            np.own.clone().any(|i| {
                analysis.lexicon.kin.get(self.lower(i)).is_some()
                    || crate::chunk::is_person_noun(self.lower(i), analysis.lexicon)
            })
        };
        let is_kin = is_person(np);
        let mut first = analysis.phrase_at.range(..before).next_back().map(|(_, p)| *p)?;
        // "his father Christy, 67, and brother Jonas": past an age.
        let is_age = |p: usize| {
            let np = &analysis.chunks.phrases[p];
            np.tokens.len() == 1 && self.lower(np.head).len() <= 3 && self.lower(np.head).parse::<u8>().is_ok()
        };
        let mut edge = before;
        if is_age(first) {
            edge = analysis.chunks.phrases[first].head;
            first = analysis.phrase_at.range(..analysis.chunks.phrases[first].head).next_back().map(|(_, p)| *p)?;
        }
        // "his wife, Nadia, and two sons": past her name.
        let closed = |p: usize| analysis.chunks.phrases[p].tokens.end + 1 == edge && self.lower(edge - 1) == ",";
        if analysis.chunks.phrases[first].mention.is_some()
            && (closed(first) || analysis.chunks.phrases[first].tokens.end == before)
            && let Some(described) = analysis.attached[first].appositions.iter().copied().find(|p| *p < first)
        {
            first = described;
        }
        let other = &analysis.chunks.phrases[first];
        let near = before - other.tokens.end.min(before) < 6;
        let bare = matches!(np.opening, Opening::Bare | Opening::Counted);
        let joins = bare && is_kin && (other.tokens.end == before || near && other.mention.is_none());
        let kin = is_person(other);
        if !joins || !kin || other.owner_pronoun.is_none() && other.owner.is_none() {
            return None;
        }
        self.owner(first)
    }

    /// "Brandt and wife Mara were jailed": the person before is whose wife she is.
    fn beside_kin(&self, phrase: usize) -> Option<Fill> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let before = np.tokens.start.checked_sub(1).filter(|i| self.lower(*i) == "and")?;
        let named = np.mention.map(|m| &analysis.mentions[m])?;
        let noun = named.tokens.start.checked_sub(1).filter(|i| *i == np.tokens.start)?;
        let kin = analysis.lexicon.kin.get(self.lower(noun)).is_some() && !self.lower(noun).starts_with("partner");
        let first = analysis.phrase_at.range(..before).next_back().map(|(_, p)| *p)?;
        let other = &analysis.chunks.phrases[first];
        let is_name = other.mention.map(|m| &analysis.mentions[m]).is_some_and(|m| {
            m.kind == MentionKind::Person && m.is_name() && m.tokens.end == before && other.owner.is_none()
        });
        (kin && is_name && other.owner_pronoun.is_none()).then(|| self.fill(first)).flatten()
    }

    pub(super) fn hanging(&self, phrase: usize, place: &str) -> Vec<Fill> {
        if place == "owner" {
            let pronoun = self.analysis.chunks.phrases[phrase].owner_pronoun;
            let theirs = pronoun.and_then(|p| Some((p, self.referents.theirs.get(&p)?)));
            if let Some((pronoun, persons)) = theirs {
                let tokens = pronoun..pronoun + 1;
                return persons
                    .iter()
                    .map(|entity| Fill { entity: *entity, tokens: tokens.clone(), unsure: false })
                    .collect();
            }
            return self.owner(phrase).into_iter().collect();
        }
        // "Under the command of Brandt, the gang", "the gang, under the command of Brandt": what is under it.
        if place == "beneath" {
            let under = |preposition: usize| self.lower(preposition) == "under";
            if let Some((above, _)) = self.analysis.attached[phrase].governor.filter(|(_, p)| under(*p)) {
                return self.fills(above);
            }
            let np = &self.analysis.chunks.phrases[phrase];
            let stands = np.tokens.start.checked_sub(1).is_some_and(under);
            let sentence = self.analysis.document.sentence_of(np.head);
            let next = self.analysis.clauses_of(sentence).map(|c| &self.analysis.clauses[c]);
            let main = next.filter(|_| stands).find(|c| c.link == crate::clause::Link::Root && !c.subjects.is_empty());
            return main.into_iter().flat_map(|c| c.subjects.iter()).flat_map(|p| self.fills(*p)).collect();
        }
        // "a businessman with links to": whose they are.
        if place == "holder" {
            let Some(holder) = self.holder(phrase) else { return Vec::new() };
            let named = self.analysis.attached[holder].appositions.iter().find_map(|p| self.fill(*p));
            let bearer = self.fill(holder).or(named).or_else(|| self.fill(self.bearer_of(holder)?));
            return bearer.into_iter().collect();
        }
        // "two villas belonging to Brandt": what a participle after the phrase says.
        if place == "belonging" {
            let sentence = self.analysis.document.sentence_of(self.analysis.chunks.phrases[phrase].head);
            let clauses = self.analysis.clauses_of(sentence).map(|c| &self.analysis.clauses[c]);
            let owning = clauses.filter(|c| {
                let (lemma, preposition) = (self.analysis.chunks.groups[c.group].lemma, c.complements.first());
                let word = preposition.map_or("", |p| self.lower(p.preposition));
                c.subjects.contains(&phrase)
                    && matches!(
                        (lemma, word),
                        ("belong" | "link" | "trace" | "connect", "to")
                            | ("own" | "control" | "hold", "by")
                            | ("associate", "with")
                    )
            });
            return owning
                .filter_map(|c| c.complements.first())
                .flat_map(|c| c.phrases.iter())
                .filter_map(|p| self.fill(*p))
                .collect();
        }
        // "the freezing of shares belonging to Brandt", "the seizure of Brandt's villa": whose the goods are.
        if place == "goods" {
            let of = self.analysis.attached[phrase].complements.iter().filter(|c| self.lower(c.preposition) == "of");
            let goods: Vec<usize> = of.flat_map(|c| c.phrases.iter().copied()).collect();
            let mut found: Vec<Fill> = goods
                .iter()
                .flat_map(|p| ["owner", "belonging", "of"].into_iter().flat_map(|place| self.hanging(*p, place)))
                .chain(self.hanging(phrase, "belonging"))
                .collect();
            found.dedup_by_key(|fill| fill.entity);
            return found;
        }
        let mut found = Vec::new();
        let mut open = vec![(phrase, 0)];
        while let Some((phrase, depth)) = open.pop() {
            for complement in &self.analysis.attached[phrase].complements {
                if self.lower(complement.preposition) == place {
                    found.extend(complement.phrases.iter().flat_map(|p| self.fills(*p)));
                    found.extend(complement.phrases.last().into_iter().flat_map(|p| self.after_age(*p)));
                } else if depth < 3 && place != "of" {
                    // "a bribe of 40,000 crowns from Halvane": past the measure.
                    // "a forger with no link to the gang": not past what there is not.
                    let there = |p: &&usize| self.analysis.chunks.phrases[**p].opening != Opening::Negative;
                    open.extend(complement.phrases.iter().filter(there).map(|p| (*p, depth + 1)));
                }
            }
        }
        found
    }

    /// Of whom a clause says a description: "Brandt is a businessman".
    fn bearer_of(&self, described: usize) -> Option<usize> {
        let analysis = self.analysis;
        let sentence = analysis.document.sentence_of(analysis.chunks.phrases[described].head);
        let saying = analysis.clauses_of(sentence).map(|i| &analysis.clauses[i]).find(|c| {
            matches!(analysis.chunks.groups[c.group].lemma, "be" | "become" | "remain")
                && c.objects.contains(&described)
        })?;
        match saying.subjects.as_slice() {
            [subject] => Some(*subject),
            _ => None,
        }
    }

    /// What hangs on a clause by prepositions, and "for" what: "was dismissed from service for links to".
    pub(super) fn grounds<'c>(&'c self, clause: &'c Clause) -> impl Iterator<Item = &'c usize> + 'c {
        let phrases = clause.complements.iter().flat_map(|c| c.phrases.iter());
        let deeper = phrases.clone().filter(|p| self.analysis.chunks.phrases[**p].mention.is_none());
        let deeper = deeper.flat_map(move |p| {
            // "two counts of murder", "complicity in the murder of": what it is that they are charged with.
            let head = self.lower(self.analysis.chunks.phrases[*p].head);
            let counted = matches!(head, "count" | "counts" | "charge" | "charges" | "part" | "suspicion");
            let shared = matches!(
                head,
                "complicity"
                    | "involvement"
                    | "role"
                    | "part"
                    | "participation"
                    | "conspiracy"
                    | "counts"
                    | "charges"
                    | "murder"
                    | "manslaughter"
                    | "homicide"
            );
            self.analysis.attached[*p].complements.iter().filter(move |c| match self.lower(c.preposition) {
                "for" | "over" => true,
                "of" => counted,
                "in" => shared,
                _ => false,
            })
        });
        // "trafficked heroin with the help of": what seems to hang on the goods.
        let goods = clause.patients().iter().filter(|p| self.analysis.chunks.phrases[**p].mention.is_none());
        let beside = goods.flat_map(|p| self.analysis.attached[*p].complements.iter());
        let beside = beside.filter(|c| matches!(self.lower(c.preposition), "with" | "under" | "through"));
        phrases.chain(deeper.chain(beside).flat_map(|c| c.phrases.iter()))
    }

    pub(super) fn in_clause(&self, slot: &Slot, clause: &Clause) -> Vec<Fill> {
        for place in &slot.from {
            let fills: Vec<Fill> = match place.as_str() {
                "agent" => {
                    let mut fills = self.with_included(&clause.agents(|i| self.lower(i)), clause);
                    fills.extend(self.partners(clause));
                    if !clause.passive {
                        self.add_list(self.headed(clause), &mut fills);
                    }
                    fills
                }
                "patient" => {
                    let mut fills = self.with_included(clause.patients(), clause);
                    fills.extend(self.accompanying(clause));
                    if clause.passive {
                        self.add_list(self.headed(clause), &mut fills);
                    }
                    self.add_list(self.inverted(clause), &mut fills);
                    fills.extend(clause.patients().iter().flat_map(|p| self.named_groups(*p, clause)));
                    fills
                }
                "subject" => {
                    let mut fills = clause.subjects.iter().flat_map(|p| self.fills(*p)).collect();
                    self.add_list(self.headed(clause), &mut fills);
                    fills
                }
                "victim" => self.to_be_harmed(clause),
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
                        .flat_map(|p| self.hanging(*p, rest).into_iter().chain(self.of_only_convict(*p, rest)))
                        .chain(self.of_same_case(clause, rest))
                        .collect(),
                    Some(("subject", rest)) => clause.subjects.iter().flat_map(|p| self.hanging(*p, rest)).collect(),
                    // "membership.of": what hangs on a noun after any preposition.
                    Some((noun, rest)) => {
                        // "the attempted murder of" is no murder.
                        let (noun, attempted) =
                            noun.strip_prefix("attempted ").map_or((noun, false), |noun| (noun, true));
                        let phrases = self.grounds(clause);
                        let named = phrases.filter(|p| {
                            let head = self.analysis.chunks.phrases[**p].head;
                            let tried = head.checked_sub(1).is_some_and(|i| self.lower(i) == "attempted");
                            self.lower(head) == noun && tried == attempted
                        });
                        let named: Vec<usize> = named.copied().collect();
                        // "the arrest of 12 suspects, including Brandt".
                        let of = named.iter().flat_map(|p| self.analysis.attached[*p].complements.iter());
                        let of = of.filter(|c| noun == "arrest" && rest == "of" && self.lower(c.preposition) == "of");
                        let listed = of.flat_map(|c| c.phrases.iter()).flat_map(|p| self.included(*p, clause));
                        named.iter().flat_map(|p| self.hanging(*p, rest)).chain(listed).collect()
                    }
                    None => clause
                        .complements
                        .iter()
                        .filter(|c| self.lower(c.preposition) == place)
                        .flat_map(|c| c.phrases.iter())
                        .flat_map(|p| {
                            let fills = self.fills(*p).into_iter().chain(self.named_groups(*p, clause));
                            let listed = if place == "with" { self.included(*p, clause) } else { Vec::new() };
                            fills.chain(listed)
                        })
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

    /// "On appeal, the sentence was set aside": whose it is, where the document tells of one convict.
    fn of_only_convict(&self, phrase: usize, place: &str) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        let alone = place == "owner"
            && np.opening == Opening::Definite
            && np.mention.is_none()
            && np.tokens.len() == 2
            && matches!(self.lower(np.head), "conviction" | "sentence" | "verdict")
            && self.analysis.attached[phrase].complements.is_empty();
        let entity = *self.convicts.first().filter(|_| alone && self.convicts.len() == 1)?;
        let is_person = self.referents.entities[entity].kind == MentionKind::Person;
        is_person.then(|| Fill { entity, tokens: np.tokens.clone(), unsure: false })
    }

    /// "threatened to kill Ostrow": whom the infinitive after a verb would harm.
    fn to_be_harmed(&self, clause: &Clause) -> Vec<Fill> {
        let analysis = self.analysis;
        let index = analysis.clauses_of(clause.sentence).find(|i| analysis.clauses[*i].group == clause.group);
        let harm = |lemma: &str| {
            matches!(
                lemma,
                "kill"
                    | "murder"
                    | "shoot"
                    | "hurt"
                    | "harm"
                    | "beat"
                    | "attack"
                    | "behead"
                    | "stab"
                    | "kidnap"
                    | "ruin"
                    | "expose"
            )
        };
        let children = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]).filter(|c| {
            index.is_some()
                && c.parent == index
                && c.shape == Shape::Infinitive
                && harm(analysis.chunks.groups[c.group].lemma)
        });
        children.flat_map(|c| c.patients().iter()).flat_map(|p| self.fills(*p)).collect()
    }

    /// Adds those of a list who are not there yet.
    fn add_list(&self, list: Vec<Fill>, fills: &mut Vec<Fill>) {
        for fill in list {
            if fills.iter().all(|f| f.entity != fill.entity) {
                fills.push(fill);
            }
        }
    }

    /// Those of whom phrases speak, and those who are named among them.
    fn with_included(&self, phrases: &[usize], clause: &Clause) -> Vec<Fill> {
        phrases.iter().flat_map(|p| self.fills(*p).into_iter().chain(self.included(*p, clause))).collect()
    }

    pub(super) fn said_of(&self, slot: &Slot, predication: &Predication) -> Vec<Fill> {
        for place in &slot.from {
            let fills: Vec<Fill> = match place.as_str() {
                // "Both were members of": each of those meant.
                "bearer" if self.referents.several.contains_key(&predication.bearer) => self.fills(predication.bearer),
                "bearer" => self.fill(predication.bearer).into_iter().collect(),
                "modifier" => {
                    let range = predication.modifiers();
                    let inside = self.analysis.mentions_in(&range);
                    let named = inside
                        .into_iter()
                        .map(|m| &self.analysis.mentions[m])
                        .filter(|m| m.tokens.end <= predication.noun && m.is_name())
                        // "Daniels family enforcer Pell": the family's, not that of one Daniels.
                        .filter(|m| {
                            m.kind != MentionKind::Person
                                || !matches!(
                                    self.lower(m.tokens.end),
                                    "family" | "clan" | "gang" | "cartel" | "crew" | "mob" | "brothers" | "network"
                                )
                        });
                    named
                        .filter_map(|m| m.entity.map(|entity| Fill { entity, tokens: m.tokens.clone(), unsure: false }))
                        .chain(self.group_called(predication))
                        .chain(self.only_group_of(predication))
                        .chain(self.namesake_group(predication))
                        .chain(predication.body_before_bracket(self.analysis).map(|entity| Fill {
                            entity,
                            tokens: predication.start..predication.noun + 1,
                            unsure: false,
                        }))
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
                place => {
                    let mut fills = self.hanging(predication.phrase, place);
                    fills.extend(self.relative_of(predication, place));
                    fills
                }
            };
            let fitting: Vec<Fill> = fills.into_iter().filter(|fill| self.fits(slot, fill)).collect();
            if !fitting.is_empty() {
                return fitting;
            }
        }
        Vec::new()
    }

    /// "a firm of which Brandt is the sole owner": what "which" stands for.
    pub(crate) fn relative_of(&self, predication: &Predication, place: &str) -> Vec<Fill> {
        let Some(clause) = predication.clause.map(|c| &self.analysis.clauses[c]) else { return Vec::new() };
        // "the firm, where Brandt is a director".
        if let crate::clause::Link::Subordinate(token) = clause.link
            && self.lower(token) == "where"
            && matches!(place, "of" | "at" | "for")
        {
            let before = self.analysis.phrase_at.range(..token).next_back().map(|(_, p)| *p);
            let near = before.filter(|p| self.analysis.chunks.phrases[*p].tokens.end + 2 > token);
            return near.and_then(|p| self.fill(p)).into_iter().collect();
        }
        let crate::clause::Link::Relative(antecedent) = clause.link else { return Vec::new() };
        let governed = clause.complements.iter().filter(|c| self.lower(c.preposition) == place);
        governed.filter(|c| c.phrases == [antecedent]).filter_map(|_| self.fill(antecedent)).collect()
    }
}

/// "the Brennan Foundation", "Clean Hands International": a body that nobody owns or directs for gain.
fn is_charity(entity: &Entity) -> bool {
    entity.names.iter().any(|name| {
        name.split(' ').any(|word| {
            matches!(
                word,
                "Foundation"
                    | "Institute"
                    | "Federation"
                    | "Association"
                    | "Council"
                    | "Committee"
                    | "Society"
                    | "Organisation"
                    | "Organization"
                    | "League"
                    | "Union"
                    | "Congress"
                    | "Assembly"
                    | "Parliament"
                    | "Ministry"
                    | "FIFA"
                    | "UEFA"
                    | "Transparency"
            )
        })
    })
}
