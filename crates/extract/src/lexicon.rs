//! The word lists of English, read once from the data files of this crate.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::phrase::Phrases;
use crate::verb::Verbs;

/// What a body with a name is, as far as its name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A public body: ministry, office, council.
    Body,
    /// A court.
    Court,
    /// A police force or a unit of one.
    Police,
    /// A prosecution service.
    Prosecution,
    /// A political party or movement.
    Party,
    /// A firm.
    Company,
    /// A newspaper, broadcaster or news agency.
    Media,
    /// A trade union or guild.
    Union,
    /// A school, university or institute.
    School,
    /// A part of the armed forces.
    Military,
    /// A sports club.
    Sport,
    /// A church, society, foundation or other private body.
    Ngo,
    /// A criminal or armed group.
    Group,
    /// An area, town or building.
    Place,
    /// A street or square.
    Street,
    /// A law, prize, war or festival: no entity here.
    Work,
    /// Not known.
    Unknown,
}

impl Sort {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "body" => Self::Body,
            "court" => Self::Court,
            "police" => Self::Police,
            "prosecution" => Self::Prosecution,
            "party" => Self::Party,
            "company" => Self::Company,
            "media" => Self::Media,
            "union" => Self::Union,
            "school" => Self::School,
            "military" => Self::Military,
            "sport" => Self::Sport,
            "ngo" => Self::Ngo,
            "group" => Self::Group,
            "place" => Self::Place,
            "street" => Self::Street,
            "work" => Self::Work,
            _ => return None,
        })
    }

    /// Whether it belongs to the state.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Body | Self::Court | Self::Police | Self::Prosecution | Self::Military)
    }

    /// Whether it names a place rather than a body.
    pub fn is_place(self) -> bool {
        matches!(self, Self::Place | Self::Street)
    }
}

/// What an office is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Post {
    /// Power or trust in a body.
    Power,
    /// Other work in a body.
    Work,
    /// Employment that is no office.
    Employee,
    /// Acts for another person.
    Agent,
}

/// A head noun of names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub sort: Sort,
    /// Whether "of X" after it belongs to the name.
    pub takes_of: bool,
}

/// How a common word is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Uses {
    pub noun: bool,
    pub verb: bool,
    pub adjective: bool,
    pub adverb: bool,
    /// The commonest use, as a letter of `words.tsv`; a space where it is not known.
    pub first: u8,
}

/// A gender as pronouns tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// "She".
    Female,
    /// "He".
    Male,
}

/// All the lists.
pub(crate) struct Lexicon {
    pub verbs: Verbs,
    closed: HashMap<&'static str, Vec<&'static str>>,
    words: HashMap<&'static str, Uses>,
    abbreviations: HashSet<&'static str>,
    titles: HashMap<&'static str, Option<Gender>>,
    heads: HashMap<&'static str, Head>,
    given: HashMap<&'static str, Option<Gender>>,
    /// Further given names, folded, that tell a gender.
    genders: HashMap<&'static str, Gender>,
    surnames: HashSet<&'static str>,
    pinyin_surnames: HashSet<&'static str>,
    pub offices: Phrases<Post>,
    pub kin: Phrases<Option<Gender>>,
    /// Countries and places; the value is the ISO code of a country.
    pub places: Phrases<&'static str>,
    demonyms: HashSet<&'static str>,
    pub demonym_phrases: Phrases<()>,
    pub media: Phrases<()>,
    pub organisations: Phrases<Sort>,
    /// Words of crime.
    pub crime: HashSet<&'static str>,
    /// Words for what a public body is for, or whose it is.
    pub matters: HashSet<&'static str>,
    pub currencies: Phrases<&'static str>,
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn gender(letter: Option<&str>) -> Option<Gender> {
    match letter {
        Some("f") => Some(Gender::Female),
        Some("m") => Some(Gender::Male),
        _ => None,
    }
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    /// The lists of English.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    fn read() -> Self {
        let mut closed: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut section = "";
        for line in lines(include_str!("../data/closed.txt")) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
            } else {
                for word in line.split(' ') {
                    closed.entry(word).or_default().push(section);
                }
            }
        }
        let mut words = HashMap::new();
        for line in lines(include_str!("../data/words.tsv")) {
            let (word, tags) = line.split_once('\t').unwrap_or((line, ""));
            let uses = Uses {
                noun: tags.contains('n'),
                verb: tags.contains('v'),
                adjective: tags.contains('j'),
                adverb: tags.contains('r'),
                first: tags.bytes().next().unwrap_or(b' '),
            };
            words.insert(word, uses);
        }
        let columns = |file: &'static str| lines(file).map(|line| line.split('\t').collect::<Vec<_>>());
        let mut given = HashMap::new();
        let mut current = None;
        for line in lines(include_str!("../data/given.txt")) {
            match line {
                "m" | "f" | "x" => current = gender(Some(line)),
                names => given.extend(names.split(' ').map(|name| (name, current))),
            }
        }
        // A name of both lists tells no gender.
        let mut female = false;
        for line in lines(include_str!("../data/given.txt")) {
            match line {
                "m" => {}
                "f" => female = true,
                names if !female => {
                    for name in names.split(' ') {
                        if given.get(name) == Some(&Some(Gender::Female)) {
                            given.insert(name, None);
                        }
                    }
                }
                _ => break,
            }
        }
        let mut genders = HashMap::new();
        let mut current = None;
        for line in lines(include_str!("../data/genders.txt")) {
            match (line, current) {
                ("m" | "f", _) => current = gender(Some(line)),
                (names, Some(gender)) => genders.extend(names.split(' ').map(|name| (name, gender))),
                (_, None) => {}
            }
        }
        let mut places = Phrases::default();
        let mut demonyms = HashSet::new();
        let mut demonym_phrases = Phrases::default();
        for row in columns(include_str!("../data/countries.tsv")) {
            places.insert(row[0], row.get(1).copied().unwrap_or_default());
            let names: Vec<&'static str> = row.get(2).map(|names| names.split(' ').collect()).unwrap_or_default();
            for name in &names {
                demonyms.insert(*name);
            }
            if names.len() > 1
                && matches!(
                    names[0],
                    "North" | "South" | "New" | "Puerto" | "Costa" | "Sri" | "Cape" | "Latin" | "Northern"
                )
            {
                demonym_phrases.insert(&names[..2].join(" "), ());
                demonyms.retain(|name| {
                    !matches!(
                        *name,
                        "North" | "South" | "New" | "Puerto" | "Costa" | "Sri" | "Cape" | "Latin" | "Northern"
                    )
                });
            }
        }
        for name in lines(include_str!("../data/places.txt")) {
            if places.get(name).is_none() {
                places.insert(name, "");
            }
        }
        let mut currencies = Phrases::default();
        for row in columns(include_str!("../data/currencies.tsv")) {
            for word in row[1].split('|') {
                currencies.insert(word, row[0]);
            }
        }
        let mut offices = Phrases::default();
        for row in columns(include_str!("../data/offices.txt")) {
            let post = match row.get(1) {
                Some(&"p") => Post::Power,
                Some(&"l") => Post::Agent,
                Some(&"e") => Post::Employee,
                _ => Post::Work,
            };
            offices.insert(row[0], post);
        }
        let mut kin = Phrases::default();
        for row in columns(include_str!("../data/kin.tsv")) {
            kin.insert(row[0], gender(row.get(1).copied()));
        }
        let mut media = Phrases::default();
        lines(include_str!("../data/media.txt")).for_each(|name| media.insert(name, ()));
        let mut organisations = Phrases::default();
        for row in columns(include_str!("../data/organisations.tsv")) {
            organisations.insert(row[0], Sort::parse(row[1]).unwrap_or(Sort::Unknown));
        }
        let heads = columns(include_str!("../data/heads.tsv"))
            .filter_map(|row| Some((row[0], Head { sort: Sort::parse(row[1])?, takes_of: row.get(2) == Some(&"o") })))
            .collect();
        Self {
            verbs: Verbs::read(include_str!("../data/verbs.txt")),
            closed,
            words,
            abbreviations: lines(include_str!("../data/abbreviations.txt")).collect(),
            titles: columns(include_str!("../data/titles.txt"))
                .map(|row| (row[0], gender(row.get(1).copied())))
                .collect(),
            heads,
            given,
            genders,
            surnames: lines(include_str!("../data/surnames.txt")).flat_map(|line| line.split(' ')).collect(),
            pinyin_surnames: lines(include_str!("../data/pinyin_surnames.txt"))
                .flat_map(|line| line.split(' '))
                .collect(),
            offices,
            kin,
            places,
            demonyms,
            demonym_phrases,
            media,
            organisations,
            crime: lines(include_str!("../data/crime.txt")).collect(),
            matters: lines(include_str!("../data/matters.txt")).collect(),
            currencies,
        }
    }

    /// Whether a lower-case word belongs to a closed class, such as "preposition".
    pub fn is(&self, word: &str, class: &str) -> bool {
        self.closed.get(word).is_some_and(|classes| classes.contains(&class))
    }

    /// Whether it belongs to any closed class.
    pub fn is_closed(&self, word: &str) -> bool {
        self.closed.contains_key(word)
    }

    /// How a lower-case word is used, where it is a common one; plurals and regular forms go back to their base.
    pub fn uses(&self, word: &str) -> Option<Uses> {
        if let Some(uses) = self.words.get(word) {
            return Some(*uses);
        }
        // A plural or third person is used as its base is.
        if let Some(uses) = ["s", "es"].iter().find_map(|ending| self.words.get(word.strip_suffix(ending)?)) {
            return Some(Uses { adjective: false, adverb: false, ..*uses });
        }
        let base = ["s", "es", "ed", "ing", "ly", "d", "'s"].iter().find_map(|ending| {
            let stem = word.strip_suffix(ending)?;
            (stem.len() > 2).then(|| self.words.get(stem)).flatten()
        });
        base.map(|_| Uses::default())
    }

    /// Whether a lower-case word is an ordinary English word.
    pub fn is_common(&self, word: &str) -> bool {
        let listed = |word: &str| {
            self.is_closed(word)
                || self.uses(word).is_some()
                || self.verbs.is_form(word)
                || self.heads.contains_key(word)
                || self.titles.contains_key(word)
                || self.offices.get(word).is_some()
                || self.kin.get(word).is_some()
        };
        listed(word) || word.strip_suffix('s').is_some_and(listed)
    }

    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }

    pub fn is_title(&self, word: &str) -> bool {
        self.titles.contains_key(word.strip_suffix('.').unwrap_or(word))
    }

    pub fn title_gender(&self, word: &str) -> Option<Gender> {
        self.titles.get(word.strip_suffix('.').unwrap_or(word)).copied().flatten()
    }

    pub fn head(&self, word: &str) -> Option<Head> {
        self.heads.get(word.strip_suffix('.').unwrap_or(word)).copied()
    }

    pub fn is_given(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// The gender that a given name tells. What the short list says of a name goes before the statistics.
    pub fn given_gender(&self, name: &str) -> Option<Gender> {
        match self.given.get(name) {
            Some(gender) => *gender,
            None => self.genders.get(umbra_names::fold(name).as_str()).copied(),
        }
    }

    pub fn is_surname(&self, name: &str) -> bool {
        self.surnames.contains(name) || self.pinyin_surnames.contains(name)
    }

    pub fn is_pinyin_surname(&self, name: &str) -> bool {
        self.pinyin_surnames.contains(name)
    }

    pub fn is_demonym(&self, name: &str) -> bool {
        self.demonyms.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        let lexicon = Lexicon::english();
        assert!(lexicon.is("the", "determiner"));
        assert!(lexicon.is_abbreviation("mr"));
        assert_eq!(lexicon.head("bureau").map(|head| head.sort), Some(Sort::Body));
        assert!(lexicon.is_given("Dragan") && lexicon.is_pinyin_surname("Ma"));
        assert!(lexicon.is_demonym("Italian") && !lexicon.is_demonym("South"));
        assert!(lexicon.places.get("Tangshan").is_some() && lexicon.places.get("South Korea") == Some(&"kr"));
        assert_eq!(lexicon.currencies.get("yuan"), Some(&"CNY"));
        assert_eq!(lexicon.given_gender("Andrea"), None);
        assert_eq!(lexicon.given_gender("Moira"), Some(Gender::Female));
        assert_eq!(lexicon.given_gender("Ljubiša"), Some(Gender::Male));
    }

    #[test]
    fn common_words_are_told_from_names() {
        let lexicon = Lexicon::english();
        assert!(["police", "quays", "clean", "officials", "arrested"].iter().all(|word| lexicon.is_common(word)));
        assert!(["velkoran", "tangshan", "aijun"].iter().all(|word| !lexicon.is_common(word)));
    }
}
