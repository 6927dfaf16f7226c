//! Descriptions: "the gang", "the campaign", "a Xinhua report in May", "the company", and whom or what they speak of.

mod body;
mod crooks;
mod defendant;
mod firm;
mod focus;
mod foretold;
mod group;
mod owner;
mod public;

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::chunk::{NounPhrase, Opening};
use crate::coreference::Referents;
use crate::entity::Entity;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};

/// How many mentions a description looks back.
const REACH: usize = 1_000;

fn is_criminal_word(word: &str) -> bool {
    matches!(
        word,
        "criminal"
            | "crime"
            | "mafia"
            | "mafia-type"
            | "mafia-style"
            | "smuggling"
            | "trafficking"
            | "drug"
            | "drugs"
            | "drug-trafficking"
            | "extortion"
            | "racketeering"
            | "laundering"
            | "underworld"
            | "organised-crime"
            | "organized-crime"
            | "gangland"
            | "crime-related"
            | "people-smuggling"
            | "human-trafficking"
            | "illegal"
            | "gambling"
            | "betting"
            | "prostitution"
            | "poaching"
            | "counterfeiting"
            | "protection"
            | "loan-sharking"
            | "cocaine"
            | "heroin"
            | "fentanyl"
            | "methamphetamine"
            | "meth"
            | "narcotics"
            | "loan-shark"
            | "kidnapping"
            | "kidnap"
            | "ransom"
            | "fraud"
            | "robbery"
            | "theft"
            | "burglary"
            | "vice"
            | "contraband"
            | "cigarette"
            | "arms-trafficking"
            | "gun-running"
            | "terror"
            | "bribery"
            | "corruption"
            | "cybercrime"
            | "scam"
            | "street"
            | "prison"
            | "mafia-like"
            | "mafia-linked"
            | "evil-force"
            | "organised"
            | "organized"
            | "mining-mafia"
            | "criminals"
            | "wildlife"
            | "ivory"
            | "rebel"
            | "armed"
            | "paramilitary"
            | "guerrilla"
            | "insurgent"
            | "terrorist"
            | "vigilante"
            | "car-theft"
            | "drug-dealing"
    ) || ["-smuggling", "-trafficking", "-laundering", "-racketeering", "-running", "-rigging", "-dealing"]
        .iter()
        .any(|kind| word.ends_with(kind))
}

fn is_campaign_noun(word: &str) -> bool {
    matches!(word, "campaign" | "drive" | "crackdown" | "clean-up" | "operation" | "sweep" | "clampdown")
}

/// Puts descriptions among the mentions and says whom they speak of.
pub(crate) struct Describer<'a, 't> {
    pub analysis: &'a mut Analysis<'t>,
    pub referents: &'a mut Referents,
    /// Who was called what so far: "chief" and the persons.
    holders: BTreeMap<String, Vec<usize>>,
    /// Nameless groups told by a plural: "miners" and who they are.
    crowds: BTreeMap<String, usize>,
    /// "the country", once it was spoken of.
    country: Option<usize>,
    /// The persons whom the document calls the defendant, the appellant or the second accused, by that word.
    parties: BTreeMap<String, usize>,
    /// The one person whom the document says to be charged or convicted, where it says so of no other.
    accused: Option<usize>,
}

impl<'a, 't> Describer<'a, 't> {
    pub fn new(analysis: &'a mut Analysis<'t>, referents: &'a mut Referents) -> Self {
        Self {
            analysis,
            referents,
            holders: BTreeMap::new(),
            crowds: BTreeMap::new(),
            country: None,
            parties: BTreeMap::new(),
            accused: None,
        }
    }
}

impl Describer<'_, '_> {
    pub fn run(mut self) {
        self.parties = self.parties();
        self.accused = self.only_accused();
        for phrase in 0..self.analysis.chunks.phrases.len() {
            let np = &self.analysis.chunks.phrases[phrase];
            if let Some(mention) = np.mention {
                self.referents.of_phrase[phrase] = self.analysis.mentions[mention].entity;
                self.note_holder(phrase);
                continue;
            }
            if np.is_pronoun {
                continue;
            }
            let found = self.group(phrase)
                || self.campaign(phrase)
                || self.document_by_publisher(phrase)
                || self.country(phrase)
                || self.party(phrase)
                || self.firm(phrase)
                || self.body(phrase)
                || self.public_body(phrase)
                || self.person(phrase);
            let _ = found;
        }
        self.headings();
        self.foretold();
        self.bodies_of_offices();
        self.bodies_of_owners();
        let names = self.analysis.segments[0];
        self.analysis.mentions[names..].sort_by_key(|m| m.tokens.start);
        self.renumber(names);
        self.analysis.segments.push(self.analysis.mentions.len());
        // An apposition shares its partner's referent.
        for phrase in 0..self.analysis.chunks.phrases.len() {
            if self.referents.of_phrase[phrase].is_none() {
                let partner =
                    self.analysis.attached[phrase].appositions.iter().find_map(|p| self.referents.of_phrase[*p]);
                self.referents.of_phrase[phrase] = partner;
            }
        }
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    fn phrase(&self, phrase: usize) -> &NounPhrase {
        &self.analysis.chunks.phrases[phrase]
    }

    /// Words between the opening and the head.
    fn modifiers(&self, phrase: usize) -> std::ops::Range<usize> {
        let np = self.phrase(phrase);
        np.own.start..np.head
    }

    fn has_modifier(&self, phrase: usize, test: impl Fn(&str) -> bool) -> bool {
        self.modifiers(phrase).any(|i| test(self.lower(i)))
    }

    fn is_definite(&self, phrase: usize) -> bool {
        matches!(self.phrase(phrase).opening, Opening::Definite | Opening::Pointing)
    }

    fn mention(&mut self, phrase: usize, kind: MentionKind, sort: Sort, entity: Option<usize>) -> usize {
        let tokens = self.phrase(phrase).tokens.clone();
        let mut mention = Mention::new(kind, sort, MentionForm::Nominal, tokens);
        mention.range = self.analysis.document.bytes(&mention.tokens);
        mention.entity = entity;
        self.analysis.mentions.push(mention);
        let at = self.analysis.mentions.len() - 1;
        if let Some(entity) = entity {
            self.referents.entities[entity].mentions.push(at);
            self.referents.of_phrase[phrase] = Some(entity);
        }
        at
    }

    /// Words as they read on one line.
    fn on_one_line(&self, tokens: std::ops::Range<usize>) -> String {
        self.analysis.document.words(&tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn new_entity(&mut self, phrase: usize, kind: MentionKind, sort: Sort) -> usize {
        let mut entity = Entity::new(kind, sort);
        entity.designation = Some(self.on_one_line(self.phrase(phrase).tokens.clone()));
        self.referents.entities.push(entity);
        self.referents.entities.len() - 1
    }

    /// Says that a phrase speaks of a body: one that is known, or a new one that goes by a designation.
    fn speak_of_body(&mut self, phrase: usize, sort: Sort, known: Option<usize>, designation: String) {
        let entity = known.unwrap_or_else(|| {
            let entity = self.new_entity(phrase, MentionKind::Organisation, sort);
            self.referents.entities[entity].designation = Some(designation);
            entity
        });
        self.mention(phrase, MentionKind::Organisation, sort, Some(entity));
    }

    /// The last entity before a token that passes a test.
    fn last_before(&self, token: usize, test: impl Fn(&Entity) -> bool) -> Option<usize> {
        self.last_mention_before(token, test).and_then(|mention| mention.entity)
    }

    /// The last mention before a token of an entity that passes a test.
    fn last_mention_before(&self, token: usize, test: impl Fn(&Entity) -> bool) -> Option<&Mention> {
        let names = self.analysis.segments[0];
        let (named, described) = self.analysis.mentions.split_at(names);
        let last_of = |mentions: &'_ [Mention]| {
            let end = mentions.partition_point(|m| m.tokens.start < token);
            let fits =
                |m: &Mention| m.tokens.end <= token && m.entity.is_some_and(|e| test(&self.referents.entities[e]));
            (end.saturating_sub(REACH)..end).rev().find(|at| fits(&mentions[*at]))
        };
        let found = [last_of(named).map(|at| &named[at]), last_of(described).map(|at| &described[at])];
        found.into_iter().flatten().max_by_key(|mention| mention.tokens.start)
    }

    fn in_question(&self, phrase: usize) -> bool {
        let sentence = self.analysis.document.sentence_of(self.phrase(phrase).head);
        self.analysis.document.sentences[sentence].is_question
    }

    fn campaign(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let head = self.lower(np.head).to_owned();
        if !is_campaign_noun(&head) || np.is_plural {
            return false;
        }
        let cause = |word: &str| {
            word.starts_with("anti-")
                || is_criminal_word(word)
                || matches!(
                    word,
                    "corruption" | "crackdown" | "gang" | "graft" | "bribery" | "strike-hard" | "clean-up"
                )
        };
        let against = self.analysis.attached[phrase]
            .complements
            .iter()
            .any(|c| matches!(self.lower(c.preposition), "against" | "on"));
        let caused = self.has_modifier(phrase, cause);
        let other = self.has_modifier(phrase, |word| {
            matches!(
                word,
                "election"
                    | "electoral"
                    | "presidential"
                    | "advertising"
                    | "marketing"
                    | "military"
                    | "bombing"
                    | "ad"
                    | "smear"
                    | "fundraising"
                    | "publicity"
                    | "hard"
                    | "test"
                    | "disk"
                    | "whispering"
                    | "awareness"
                    | "re-election"
                    | "referendum"
                    | "police"
                    | "rescue"
                    | "sting"
            )
        });
        // "a smuggling operation" is the smugglers'.
        let is_trade = head == "operation"
            && self.has_modifier(phrase, |word| {
                ["smuggling", "trafficking", "laundering", "poaching", "extortion", "racketeering", "prostitution"]
                    .iter()
                    .any(|trade| word.ends_with(trade))
                    && !word.starts_with("anti-")
            });
        if other
            || is_trade
            || matches!(head.as_str(), "drive" | "operation" | "sweep") && !caused && np.opening != Opening::Possessed
        {
            return false;
        }
        if matches!(np.opening, Opening::Indefinite) && !caused && !against
            || np.opening == Opening::Bare && !caused
            || np.opening == Opening::Possessed && !caused && !against
        {
            return false;
        }
        let causes: Vec<String> =
            self.modifiers(phrase).map(|i| self.lower(i).to_owned()).filter(|w| cause(w)).collect();
        let plain = causes.is_empty();
        let known = self.last_before(np.head, |e| {
            let designation = e.designation.as_deref().unwrap_or_default().to_lowercase();
            let e_causes: Vec<&str> = designation.split_whitespace().filter(|w| cause(w)).collect();
            e.kind == MentionKind::Campaign
                && (plain || e_causes.is_empty() || causes.iter().any(|c| e_causes.contains(&c.as_str())))
        });
        let possessed = np.opening == Opening::Possessed;
        let known = self.named_after(phrase, MentionKind::Campaign).or(known);
        let entity = match known.filter(|_| np.opening != Opening::Indefinite && !possessed) {
            Some(known) => known,
            // Somebody's drive is the known one only where the words say the same cause.
            None => match known.filter(|k| {
                possessed
                    && !plain
                    && self.referents.entities[*k]
                        .designation
                        .as_deref()
                        .is_some_and(|d| causes.iter().any(|c| d.to_lowercase().contains(c.as_str())))
            }) {
                Some(known) => known,
                None => self.new_entity(phrase, MentionKind::Campaign, Sort::Unknown),
            },
        };
        // The fuller description is the better designation.
        let words = self.analysis.document.words(&np.tokens).split_whitespace().collect::<Vec<_>>().join(" ");
        if !plain
            && self.referents.entities[entity]
                .designation
                .as_deref()
                .is_some_and(|d| !d.to_lowercase().split_whitespace().any(cause))
        {
            self.referents.entities[entity].designation = Some(words);
        }
        self.mention(phrase, MentionKind::Campaign, Sort::Unknown, Some(entity));
        true
    }

    /// "a Xinhua report in May", "the agency's report": a writing whose publisher is named with it.
    fn document_by_publisher(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let head = self.lower(np.head).to_owned();
        if np.mention.is_some() || !self.analysis.reporting.is_document(&head) || np.is_plural {
            return false;
        }
        let inside = self
            .analysis
            .mentions_in(&np.tokens)
            .into_iter()
            .map(|m| &self.analysis.mentions[m])
            .filter(|m| m.tokens.end <= np.head && m.kind == MentionKind::Organisation)
            .find_map(|m| m.entity);
        let owner = np
            .owner
            .and_then(|owner| self.referents.of_phrase[owner])
            .filter(|e| self.referents.entities[*e].kind == MentionKind::Organisation);
        let Some(publisher) = inside.or(owner) else { return false };
        let known = self.last_before(np.head, |e| e.kind == MentionKind::Document && e.publisher == Some(publisher));
        let entity = match known.filter(|_| np.opening != Opening::Indefinite) {
            Some(known) => known,
            None => {
                let entity = self.new_entity(phrase, MentionKind::Document, Sort::Unknown);
                self.referents.entities[entity].publisher = Some(publisher);
                entity
            }
        };
        let at = self.mention(phrase, MentionKind::Document, Sort::Unknown, Some(entity));
        // Its date belongs to it: "a Xinhua report in May".
        if np.opening == Opening::Indefinite
            && let Some((_, date)) = self.analysis.attached[phrase].dates.first()
        {
            let mention = &mut self.analysis.mentions[at];
            mention.tokens.end = date.end;
            mention.range = self.analysis.document.bytes(&mention.tokens);
        }
        true
    }

    /// "the country", "the province" where one was named.
    fn country(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        let head = self.lower(np.head).to_owned();
        if !self.is_definite(phrase) || self.modifiers(phrase).len() > 1 || np.owner.is_some() {
            return false;
        }
        let entity = match head.as_str() {
            "country" => {
                let known = self.country.unwrap_or_else(|| self.new_entity(phrase, MentionKind::Place, Sort::Place));
                self.country = Some(known);
                known
            }
            "province" | "district" | "county" | "city" | "prefecture" => {
                let known = self.last_before(np.head, |e| {
                    e.kind == MentionKind::Place
                        && e.names.iter().any(|n| n.to_lowercase().ends_with(&format!(" {head}")))
                });
                let Some(known) = known else { return false };
                known
            }
            _ => return false,
        };
        self.mention(phrase, MentionKind::Place, Sort::Place, Some(entity));
        true
    }

    /// "the former police chief": the one person who was called so before.
    fn person(&mut self, phrase: usize) -> bool {
        if let Some(relative) = self.only_relative(phrase) {
            self.mention(phrase, MentionKind::Person, Sort::Unknown, Some(relative));
            return true;
        }
        let np = self.phrase(phrase).clone();
        if !self.is_definite(phrase)
            || np.is_plural
            || np.owner.is_some()
            || !self.analysis.attached[phrase].appositions.is_empty()
            || self.analysis.attached[phrase].complements.iter().any(|c| !self.is_of_verb(c.preposition))
        {
            return false;
        }
        let head = self.lower(np.head);
        // "the ex-governor".
        let head = head.strip_prefix("ex-").unwrap_or(head).to_owned();
        // "the accused" of a report that has one defendant is he.
        let party = self.party_name(phrase).and_then(|called| {
            let other = if called == "accused" { "defendant" } else { "accused" };
            let alike = matches!(called.as_str(), "accused" | "defendant");
            self.parties.get(&called).or_else(|| self.parties.get(other).filter(|_| alike)).copied()
        });
        if let Some(party) = party {
            self.mention(phrase, MentionKind::Person, Sort::Unknown, Some(party));
            return true;
        }
        if let Some(accused) = self.the_accused(phrase) {
            self.mention(phrase, MentionKind::Person, Sort::Unknown, Some(accused));
            return true;
        }
        let called = self.analysis.lexicon.offices.get(&head).is_some()
            || matches!(
                head.as_str(),
                "businessman" | "tycoon" | "haulier" | "politician" | "boss" | "ringleader" | "farmer"
            );
        let holder = match self.holders.get(&head).map(Vec::as_slice).filter(|_| called) {
            Some([holder]) => Some(*holder),
            Some(_) => None,
            None => self.in_focus(phrase),
        };
        let Some(holder) = holder else { return false };
        self.mention(phrase, MentionKind::Person, Sort::Unknown, Some(holder));
        true
    }

    /// "His brother-in-law was charged": the one person who was called so by name before.
    fn only_relative(&self, phrase: usize) -> Option<usize> {
        let np = self.phrase(phrase);
        let head = self.lower(np.head);
        let attached = &self.analysis.attached[phrase];
        let alone = np.owner_pronoun.is_some_and(|owner| matches!(self.lower(owner), "his" | "her"))
            && !np.is_plural
            && np.own.start == np.head
            && self.analysis.lexicon.kin.get(head).is_some()
            && attached.appositions.is_empty()
            && attached.complements.is_empty();
        match self.holders.get(head).filter(|_| alone)?.as_slice() {
            [relative] => Some(*relative),
            _ => None,
        }
    }

    /// "convicted the mayor on a charge of": a preposition that goes with a verb before the phrase.
    fn is_of_verb(&self, preposition: usize) -> bool {
        matches!(self.lower(preposition), "on" | "to" | "over" | "after" | "before" | "during" | "against")
    }

    /// Remembers what a person is called by title, apposition or a noun before the name.
    fn note_holder(&mut self, phrase: usize) {
        let np = self.phrase(phrase);
        let Some(mention) = np.mention.map(|m| &self.analysis.mentions[m]).filter(|m| m.kind == MentionKind::Person)
        else {
            return;
        };
        let Some(entity) = mention.entity else { return };
        let mut nouns: Vec<String> = self.analysis.attached[phrase]
            .appositions
            .iter()
            .map(|p| self.lower(self.phrase(*p).head).to_owned())
            .collect();
        nouns.extend(mention.title_tokens.as_ref().map(|title| self.lower(title.end - 1).to_owned()));
        if mention.tokens.start > np.own.start {
            nouns.push(self.lower(mention.tokens.start - 1).to_owned());
        }
        // "his wife, Mara": what a relative is called tells the gender.
        let gender = nouns.iter().find_map(|noun| *self.analysis.lexicon.kin.get(noun)?);
        let known = &mut self.referents.entities[entity];
        known.gender = known.gender.or(gender);
        for noun in nouns {
            let holders = self.holders.entry(noun).or_default();
            if !holders.contains(&entity) {
                holders.push(entity);
            }
        }
    }
}
