//! Which names speak of the same one.
//!
//! One person per name and document: a surname goes to the full name that holds it, a short form to the body whose
//! name it begins or abbreviates. Where two could be meant, the mention stays without an entity.

mod short;

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::entity::Entity;
use crate::lexicon::{Gender, Sort};
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::name::is_particle;
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

/// What somebody is called besides, right behind the name: ", also known as Kilo Vane,", ", alias “El Sordo”".
fn alias_after(end: usize, analysis: &Analysis) -> Option<String> {
    let document = &analysis.document;
    let limit = document.sentences[document.sentence_of(end.saturating_sub(1))].tokens.end;
    let word = |at: usize| if at < limit { document.lower(at) } else { "" };
    let mut at = end;
    while matches!(word(at), "," | "(" | "also" | "better" | "widely" | "locally" | "best" | "is" | "was") {
        at += 1;
    }
    at += match (word(at), word(at + 1)) {
        ("known", "as") => 2,
        ("alias" | "aka" | "a.k.a" | "a.k.a." | "nicknamed", _) => 1,
        _ => return None,
    };
    let quoted = document.tokens.get(at).is_some_and(|t| t.kind == crate::token::Kind::QuoteOpen);
    at += usize::from(quoted);
    let ends = |i: &usize| {
        matches!(document.lower(*i), "," | ")" | ".") || document.tokens[*i].kind == crate::token::Kind::QuoteClose
    };
    let close = (at..limit.min(at + 5)).find(ends)?;
    let part = |i: usize| document.is_capitalised(i) || is_particle(document.lower(i)) || document.lower(i) == "the";
    let is_name = close > at && (at..close).all(part) && (at..close).any(|i| document.is_capitalised(i));
    // A common word without quotation marks names nobody: "known as Boss".
    let own = quoted || (at..close).any(|i| !analysis.lexicon.is_common(document.lower(i)));
    (is_name && own).then(|| key(document.words(&(at..close))).join(" ")).filter(|alias| !alias.is_empty())
}

/// The nickname inside a name: "el chapo" of "Joaquín “El Chapo” Guzmán"; of one word only where it is no common one.
fn nickname_within(tokens: &std::ops::Range<usize>, analysis: &Analysis) -> Option<String> {
    use crate::token::Kind;
    let kind = |i: &usize| analysis.document.tokens[*i].kind;
    let open = tokens.clone().find(|i| kind(i) == Kind::QuoteOpen)?;
    let close = (open + 1..tokens.end).find(|i| kind(i) == Kind::QuoteClose)?;
    let words = key(analysis.document.words(&(open + 1..close)));
    let own = words.len() > 1 || words.first().is_some_and(|word| !analysis.lexicon.is_common(word));
    (own && !words.is_empty()).then(|| words.join(" "))
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

    /// "Ivo Petrov, alias “El Sordo”" after a headline about "El Sordo": whoever so far went by nothing but the nickname.
    fn known_by_alias(&self, mention: &Mention, analysis: &Analysis) -> Option<usize> {
        let alias = alias_after(mention.tokens.end, analysis).or_else(|| nickname_within(&mention.tokens, analysis))?;
        let bare = |name: &str| name.strip_prefix("el ").or_else(|| name.strip_prefix("la ")).unwrap_or(name).to_owned();
        let word = alias.split(' ').next_back()?;
        let mut called = self.persons_with(word).iter().copied().take(NAMESAKES).filter(|person| {
            let person = &self.entities[*person];
            let only = person.names.iter().all(|name| bare(&key(name).join(" ")) == bare(&alias));
            only && !person.names.is_empty() && !clash(person.gender, mention.gender)
        });
        called.next().filter(|_| called.next().is_none())
    }

    fn persons_with(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    fn full_name(&mut self, mention: &Mention, name: &str, analysis: &Analysis) -> usize {
        let words = key(name);
        let first = words.first().map_or("", String::as_str);
        // "De Luca" after "Anna De Luca": a particle leads to nobody.
        let first = if is_particle(first) { words.last().map_or("", String::as_str) } else { first };
        let relative = is_relative(mention, analysis);
        let same = self.persons_with(first).iter().copied().take(NAMESAKES).find(|person| {
            self.entities[*person].names.iter().any(|known| {
                let known = key(known);
                // "Flynn's son, Michael Flynn Jr.".
                if relative && differ_in_generation(&known, &words) {
                    return false;
                }
                // Equal, or one leaves out words of the other but not the first: "Joaquín Guzmán (Loera)".
                known == words
                    // "Lo Greco" after "Vito Lo Greco".
                    || words.len() > 1 && known.len() > words.len() && known.ends_with(&words)
                    || known.len() > 1
                        && known[0] == words[0]
                        && (known.iter().all(|w| words.contains(w)) || words.iter().all(|w| known.contains(w)))
            })
        });
        if let Some(found) = same {
            return found;
        }
        // An earlier bare surname becomes this full name, unless kinship tells them apart.
        let surname = surname_of(&words, analysis, name);
        let bare = self.persons_with(&surname).iter().copied().take(NAMESAKES).find(|person| {
            let person = &self.entities[*person];
            person.names.len() == 1 && key(&person.names[0]).len() == 1 && !clash(person.gender, mention.gender)
        });
        // "his son Nino", and then "Nino Ferrante".
        // Nobody is named twice in one list: "his brother Anthony and his deputy, Anthony Zerilli".
        let sentence = analysis.document.sentence_of(mention.tokens.start);
        let beside = |person: usize| {
            let spoken = self.entities[person].mentions.last();
            let last = spoken.and_then(|at| self.places.get(*at));
            last.is_some_and(|token| analysis.document.sentence_of(*token) == sentence)
        };
        let given = || {
            let alone = self.persons_with(first).iter().copied().take(NAMESAKES).filter(|person| {
                let person = &self.entities[*person];
                person.names.len() == 1 && key(&person.names[0]) == words[..1] && !clash(person.gender, mention.gender)
            });
            alone.take(2).collect::<Vec<_>>()
        };
        let given = match given().as_slice() {
            [one]
                if words.len() > 1 && !beside(*one) && {
                    let given = name.split(' ').next().unwrap_or_default();
                    analysis.lexicon.is_given(given) || !analysis.lexicon.is_surname(given)
                } =>
            {
                Some(*one)
            }
            _ => None,
        };
        match bare.filter(|_| !is_relative(mention, analysis)).or(given) {
            Some(found) => found,
            None => self.add(MentionKind::Person, Sort::Unknown),
        }
    }

    fn single_name(&mut self, mention: &Mention, name: &str, analysis: &Analysis) -> usize {
        let word = key(name).concat();
        let fits: Vec<usize> = self
            .persons_with(&word)
            .iter()
            .copied()
            .take(NAMESAKES)
            .filter(|i| !clash(self.entities[*i].gender, mention.gender))
            .collect();
        let fits = if fits.is_empty() && is_particle(&word) { self.ending_in(&word) } else { fits };
        let found = match fits.as_slice() {
            [] => self.add(MentionKind::Person, Sort::Unknown),
            [one] => *one,
            several => {
                let bound = self.surnames.get(&word).copied().filter(|bound| several.contains(bound));
                let same: Vec<usize> = several
                    .iter()
                    .copied()
                    .filter(|i| mention.gender.is_some() && self.entities[*i].gender == mention.gender)
                    .collect();
                // "Chase" is rather Stuart Chase than Chase Healy.
                let family: Vec<usize> = several
                    .iter()
                    .copied()
                    .filter(|i| {
                        self.entities[*i].names.iter().any(|n| family_name(n).as_deref() == Some(word.as_str()))
                    })
                    .collect();
                // "Justice Rusk" is the one whom the text called a justice.
                let title = title_of(mention, analysis);
                let called: Vec<usize> = several
                    .iter()
                    .copied()
                    .filter(|i| title.as_ref().is_some_and(|t| self.titles.get(i).is_some_and(|all| all.contains(t))))
                    .collect();
                let same = if called.len() == 1 { called } else { same };
                match (same.as_slice(), bound) {
                    ([one], _) => *one,
                    (_, None) if family.len() == 1 => family[0],
                    // Whoever went by the bare surname before; else whom the text introduced first, as papers do.
                    (_, Some(bound)) => bound,
                    _ => several[0],
                }
            }
        };
        self.surnames.insert(word, found);
        found
    }

    /// "Le" after "Michael Le": a family name that is a particle elsewhere.
    fn ending_in(&self, word: &str) -> Vec<usize> {
        let persons = self.entities.iter().enumerate().filter(|(_, e)| e.kind == MentionKind::Person);
        let ends = |e: &Entity| {
            e.names.iter().any(|name| name.contains(' ') && family_name(name).as_deref() == Some(word))
        };
        persons.filter(|(_, e)| ends(e)).map(|(at, _)| at).take(2).collect()
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

/// The title or office before a name, unless it says no more than the gender.
fn title_of(mention: &Mention, analysis: &Analysis) -> Option<String> {
    let title = mention.title_tokens.as_ref()?;
    let word = analysis.document.lower(title.end - 1).trim_end_matches('.').to_owned();
    (!matches!(word.as_str(), "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "lord")).then_some(word)
}

/// Whether one of two names says "Jr" or "II" and the other doesn't.
fn differ_in_generation(a: &[String], b: &[String]) -> bool {
    let generation = |name: &[String]| name.iter().any(|w| matches!(w.as_str(), "jr" | "sr" | "ii" | "iii"));
    generation(a) != generation(b)
}

fn clash(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_some() && b.is_some() && a != b
}

/// The family name: the first word of a Chinese name, the last of any other.
fn surname_of(words: &[String], analysis: &Analysis, name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or_default();
    let chinese = analysis.lexicon.is_pinyin_surname(first) && !analysis.lexicon.is_given(first);
    let word = if chinese {
        words.first()
    } else {
        words.iter().rev().find(|w| !matches!(w.as_str(), "jr" | "sr" | "ii" | "iii"))
    };
    word.cloned().unwrap_or_default()
}

/// Whether a word of kinship stands with the name: "his wife, Nadia Erlingworth".
fn is_relative(mention: &Mention, analysis: &Analysis) -> bool {
    let start = mention.tokens.start;
    (start.saturating_sub(3)..start)
        .chain(mention.tokens.end..mention.tokens.end + 4)
        .any(|i| analysis.document.lower_at(i).is_some_and(|word| analysis.lexicon.kin.get(word).is_some()))
}
