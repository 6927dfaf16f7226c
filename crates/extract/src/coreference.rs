//! Which names speak of the same one.
//!
//! One person per name and document: a surname goes to the full name that holds it, a short form to the body whose
//! name it begins or abbreviates. Where two could be meant, the mention stays without an entity.

mod person;
mod short;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::entity::Entity;
use crate::lexicon::{Gender, Sort};
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::name::is_particle;
use crate::pronoun::Anaphor;
use person::{alias_after, nickname_within, title_of};
use short::initials;

/// The entities of a document, and the one behind each noun phrase.
#[derive(Debug, Default)]
pub(crate) struct Referents {
    /// Descriptions of persons who are named only later.
    pub foretold: Vec<usize>,
    pub entities: Vec<Entity>,
    /// For each noun phrase the entity that it speaks of.
    pub of_phrase: Vec<Option<usize>>,
    /// Phrases whose referent is a guess between several: good for reading on, not for accusing anybody.
    pub unsure: Vec<bool>,
    /// Phrases of the form "a criminal organisation": a group of its own unless the document knows just one.
    pub loose_groups: BTreeMap<usize, usize>,
    /// Phrases in the plural that speak of nameless criminals: "illegal sand miners".
    pub crowds: BTreeMap<usize, usize>,
    /// Pronouns in the plural, as phrases, and the persons that they stand for.
    pub several: BTreeMap<usize, Vec<usize>>,
    /// "their" before a relative, by its token, and whose relative it is.
    pub theirs: BTreeMap<usize, Vec<usize>>,
    /// Those who prosecute and judge, as far as the text accuses them of nothing.
    pub accusers: std::collections::BTreeSet<usize>,
    /// The pronouns of persons with all whom they may mean, where somebody learns from them.
    pub anaphors: Option<Vec<Anaphor>>,
}

/// How many persons of one name are told apart; beyond that a document is a list, and each name stands for itself.
const NAMESAKES: usize = 200;

/// The names of a document joined into entities.
pub(crate) fn join_names(analysis: &mut Analysis) -> Referents {
    let mut joiner = Joiner::default();
    let mut mentions = std::mem::take(&mut analysis.mentions);
    for at in 0..mentions.len() {
        joiner.namesake_of_place(&mut mentions[at], analysis);
        joiner.nickname_alone(&mut mentions[at], analysis);
        joiner.places.push(mentions[at].tokens.start);
        let entity = joiner.entity_of(&mentions, at, analysis);
        if let Some(entity) = entity {
            mentions[at].entity = Some(entity);
            joiner.take(entity, &mentions[at], at, analysis);
        }
    }
    analysis.mentions = mentions;
    let phrases = analysis.chunks.phrases.len();
    Referents {
        foretold: Vec::new(),
        anaphors: None,
        entities: joiner.entities,
        of_phrase: vec![None; phrases],
        unsure: vec![false; phrases],
        loose_groups: BTreeMap::new(),
        crowds: BTreeMap::new(),
        several: BTreeMap::new(),
        theirs: BTreeMap::new(),
        accusers: std::collections::BTreeSet::new(),
    }
}

#[derive(Default)]
struct Joiner {
    entities: Vec<Entity>,
    /// The first token of each mention so far.
    places: Vec<usize>,
    /// To whom a bare surname was last given.
    surnames: BTreeMap<String, usize>,
    /// Persons by each word of their names.
    by_word: BTreeMap<String, Vec<usize>>,
    /// Bodies and campaigns by their whole name.
    by_name: BTreeMap<(MentionKind, String), usize>,
    /// Bodies by the first word of a longer name, and by their initials.
    by_first: BTreeMap<String, Vec<usize>>,
    by_initials: BTreeMap<String, usize>,
    /// Gangs by what their name says without the nouns for a gang: "kinahan" of "the Kinahan crime group".
    by_stem: BTreeMap<String, usize>,
    /// By what titles the text has called a person: "justice" of "Justice Rusk".
    titles: BTreeMap<usize, Vec<String>>,
    /// Persons by what else they are called: "Quiroga, alias “El Sordo”".
    aliases: BTreeMap<String, usize>,
}

/// The words of a name that count: no titles of firms, no "the", in lower case.
fn key(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
        .split_whitespace()
        .map(|word| word.trim_matches(['.', ',', '"', '“', '”', '‘', '’', '\'']).to_lowercase().replace('’', "'"))
        .map(plain)
        .collect();
    words.retain(|word| word != "the");
    // "Los Ribereños" and "the Ribereños".
    if words.len() > 1 && matches!(words[0].as_str(), "los" | "las") {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_legal_form(word)) {
        words.pop();
    }
    words
}

/// A word without the accents that papers drop: "García" and "Garcia" are one.
fn plain(word: String) -> String {
    if word.is_ascii() {
        return word;
    }
    // Letters with a stroke, or without a dot, are letters of their own to Unicode.
    umbra_names::fold_lower(&word).replace('ø', "o").replace('ł', "l").replace('ı', "i")
}

/// The last word of a person's name that is no "Jr" or "III".
fn family_name(name: &str) -> Option<String> {
    key(name).into_iter().rfind(|word| !matches!(word.as_str(), "jr" | "sr" | "ii" | "iii"))
}

pub(crate) fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "ltd"
            | "ltda"
            | "limited"
            | "inc"
            | "llc"
            | "llp"
            | "plc"
            | "corp"
            | "corporation"
            | "gmbh"
            | "ag"
            | "kg"
            | "sa"
            | "spa"
            | "srl"
            | "sarl"
            | "bv"
            | "nv"
            | "oy"
            | "ab"
            | "as"
            | "doo"
            | "d.o.o"
            | "ooo"
            | "oao"
            | "pte"
            | "pty"
            | "co"
            | "company"
            | "kft"
            | "jsc"
    )
}

/// A place without its kind: "hebei" for "Hebei province".
fn place_key(name: &str) -> String {
    let words = key(name);
    let last = words.last().map_or("", String::as_str);
    let kind = words.len() > 1
        && matches!(
            last,
            "province"
                | "district"
                | "county"
                | "city"
                | "region"
                | "state"
                | "prefecture"
                | "municipality"
                | "village"
                | "town"
                | "township"
        );
    words[..words.len() - usize::from(kind)].join(" ")
}

impl Joiner {
    fn entity_of(&mut self, mentions: &[Mention], at: usize, analysis: &Analysis) -> Option<usize> {
        let mention = &mentions[at];
        let name = analysis.document.words(&mention.tokens);
        if mention.kind == MentionKind::Person
            && let Some(called) = self.aliases.get(&key(name).join(" "))
        {
            return Some(*called);
        }
        if mention.kind == MentionKind::Person
            && mention.form == MentionForm::FullName
            && let Some(called) = self.known_by_alias(mention, analysis)
        {
            return Some(called);
        }
        match mention.kind {
            MentionKind::Person if mention.form == MentionForm::FullName => {
                Some(self.full_name(mention, name, analysis))
            }
            MentionKind::Person => Some(self.single_name(mention, name, analysis)),
            MentionKind::Organisation => Some(self.body(mentions, at, name, analysis)),
            MentionKind::Place => Some(self.named(MentionKind::Place, place_key(name), mention.sort)),
            MentionKind::Campaign => Some(self.named(MentionKind::Campaign, key(name).join(" "), Sort::Unknown)),
            MentionKind::Document | MentionKind::Group => None,
        }
    }

    fn add(&mut self, kind: MentionKind, sort: Sort) -> usize {
        self.entities.push(Entity::new(kind, sort));
        self.entities.len() - 1
    }

    fn named(&mut self, kind: MentionKind, key: String, sort: Sort) -> usize {
        if let Some(found) = self.by_name.get(&(kind, key.clone())) {
            return *found;
        }
        let entity = self.add(kind, sort);
        self.by_name.insert((kind, key), entity);
        entity
    }

    fn take(&mut self, entity: usize, mention: &Mention, at: usize, analysis: &Analysis) {
        let name = analysis.document.words(&mention.tokens);
        let known = &mut self.entities[entity];
        known.mentions.push(at);
        known.gender = known.gender.or(mention.gender);
        if mention.kind == MentionKind::Person
            && let Some(title) = title_of(mention, analysis)
        {
            self.titles.entry(entity).or_default().push(title);
        }
        if known.sort == Sort::Unknown || known.sort == Sort::Body && mention.sort.is_public() {
            known.sort = mention.sort;
        }
        if mention.form == MentionForm::SurnameOnly && known.is_named() {
            return;
        }
        known.add_name(name);
        let words = key(name);
        if mention.kind == MentionKind::Person
            && let Some(alias) = alias_after(mention.tokens.end, analysis)
            && words.join(" ") != alias
            && self.persons_with(&alias).is_empty()
        {
            self.aliases.entry(alias).or_insert(entity);
        }
        if mention.kind == MentionKind::Person
            && let Some(called) = nickname_within(&mention.tokens, analysis)
            && self.persons_with(&called).is_empty()
        {
            self.aliases.entry(called).or_insert(entity);
        }
        match mention.kind {
            MentionKind::Person => {
                // "Le" of "Michael Le": what ends a name is no particle of it.
                let last = words.len() - usize::from(!words.is_empty());
                let own = words.into_iter().enumerate().filter(|(at, word)| *at == last || !is_particle(word));
                for (_, word) in own {
                    let persons = self.by_word.entry(word).or_default();
                    if persons.len() < NAMESAKES && !persons.contains(&entity) {
                        persons.push(entity);
                    }
                }
            }
            MentionKind::Organisation => {
                self.by_name.entry((mention.kind, words.join(" "))).or_insert(entity);
                for form in short::ministry_forms(&words, analysis.lexicon) {
                    self.by_name.entry((mention.kind, form)).or_insert(entity);
                }
                if mention.sort == Sort::Group
                    && let Some(stem) = short::gang_stem(&words, analysis.lexicon)
                {
                    self.by_stem.entry(stem).or_insert(entity);
                }
                // "the Wo Shan" after "the Wo Shan triad".
                if mention.sort == Sort::Group && words.len() > 2 {
                    let short = words[..words.len() - 1].join(" ");
                    self.by_name.entry((mention.kind, short)).or_insert(entity);
                }
                if words.len() > 1 {
                    self.by_initials.entry(initials(name)).or_insert(entity);
                    // "EACC" for "Ethics and Anti-Corruption Commission".
                    if mention.sort != Sort::Court {
                        self.by_initials.entry(initials(&name.replace('-', " "))).or_insert(entity);
                    }
                    if !analysis.lexicon.is_common(&words[0]) {
                        let bodies = self.by_first.entry(words[0].clone()).or_default();
                        if bodies.len() < NAMESAKES && !bodies.contains(&entity) {
                            bodies.push(entity);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// "Lahti's wife" after "Reino Lahti": a place's name that the text has given to a person, unless it says where.
    fn namesake_of_place(&self, mention: &mut Mention, analysis: &Analysis) {
        let start = mention.tokens.start;
        if mention.kind != MentionKind::Place || mention.tokens.len() != 1 {
            return;
        }
        let before = start.checked_sub(1).map_or("", |i| analysis.document.lower(i));
        let is_where = matches!(before, "in" | "at" | "from" | "to" | "near" | "of" | "into" | "around" | "across");
        // Either of two family names: "Montenegro" of "Pedro Montenegro Paz".
        let family = |name: &String| name.split(' ').skip(1).any(|word| word == analysis.document.word(start));
        let persons = self.persons_with(analysis.document.lower(start)).iter().take(NAMESAKES);
        if !is_where && persons.flat_map(|p| &self.entities[*p].names).any(family) {
            mention.kind = MentionKind::Person;
            mention.sort = Sort::Unknown;
            mention.form = MentionForm::SurnameOnly;
        }
    }

    /// "El Chapo's sons" after "Joaquín “El Chapo” Guzmán": what passes for a body is what somebody is called.
    fn nickname_alone(&self, mention: &mut Mention, analysis: &Analysis) {
        let is_open = mention.kind == MentionKind::Organisation && mention.sort == Sort::Unknown
            || mention.kind == MentionKind::Place && mention.tokens.len() > 1;
        if is_open && self.aliases.contains_key(&key(analysis.document.words(&mention.tokens)).join(" ")) {
            mention.kind = MentionKind::Person;
            mention.sort = Sort::Unknown;
            mention.form = MentionForm::SurnameOnly;
        }
    }

    fn persons_with(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    fn body(&mut self, mentions: &[Mention], at: usize, name: &str, analysis: &Analysis) -> usize {
        let mention = &mentions[at];
        let words = key(name);
        let same = self.by_name.get(&(MentionKind::Organisation, words.join(" "))).copied();
        let is_acronym = words.len() == 1 && name.len() <= 6 && name.chars().all(char::is_uppercase);
        let acronym = || self.by_initials.get(&name.to_lowercase()).copied().filter(|_| is_acronym);
        let short = || match words.first().and_then(|first| self.by_first.get(first)).map(Vec::as_slice) {
            Some([one]) if words.len() == 1 => Some(*one),
            _ => None,
        };
        // "the Hanlons" after "the Hanlon crime family", "a Comanchero haunt" after "the Comancheros gang".
        let members = || {
            let word = words.first().filter(|_| words.len() == 1)?;
            let many = format!("{word}s");
            let family = word.strip_suffix('s').unwrap_or(&many);
            match self.by_first.get(family).map(Vec::as_slice) {
                Some([one]) if self.entities[*one].sort == Sort::Group => Some(*one),
                _ => None,
            }
        };
        let longer = || self.longer(&words, mention.sort);
        let found = same
            .or_else(acronym)
            .or_else(|| self.shortened(mention, name, analysis))
            .or_else(short)
            .or_else(members)
            .or_else(|| self.introduced(mentions, at, name, analysis))
            .or_else(longer)
            .or_else(|| self.begun(&words, mention.sort))
            .or_else(|| self.by_stem.get(&short::gang_stem(&words, analysis.lexicon)?).copied())
            .or_else(|| self.syllabic(name));
        found.unwrap_or_else(|| self.add(MentionKind::Organisation, mention.sort))
    }
}

fn clash(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_some() && b.is_some() && a != b
}
