//! Places and what they lie in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Serialize;
use umbra_model::{CleanContext, EntityId, PropertyType};

use crate::Facts;
use crate::facts::plain;

/// A place as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// What sort of unit, where told: country, province, district, village.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// What it lies in, from the nearest outwards.
    pub within: Vec<String>,
}

/// What stands for a place: an entity's id, or the plain form of its name behind [`BY_NAME`].
pub(crate) type Key = String;

/// What the keys of places begin with that are known by their names alone; no entity's id does.
pub(crate) const BY_NAME: char = '\u{1}';
/// Parts of an address that are read as places that lie in each other.
const PARTS: usize = 6;

/// Words that say what sort of unit a place is, and not which.
const GENERIC: [&str; 12] = [
    "district",
    "province",
    "county",
    "city",
    "town",
    "village",
    "region",
    "municipality",
    "prefecture",
    "state",
    "of",
    "the",
];

/// All places of a case.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    known: BTreeMap<Key, (String, Option<String>)>,
    parent: BTreeMap<Key, Key>,
    by_name: BTreeMap<String, Key>,
    /// Countries by their codes.
    countries: BTreeMap<&'static str, Key>,
    /// Whether the parts of an address count as places that it lies in.
    reads_addresses: bool,
    /// Places that lie in themselves.
    pub(super) circles: BTreeSet<String>,
}

/// The country whose code a value is, or whose name words are. Short words are codes of much else too: "DE" is Delaware as
/// well, so that of words only a whole name counts.
fn country(words: &str, is_code: bool) -> Option<&'static str> {
    let words = words.trim();
    let is_name = words.chars().count() > 3 || !words.is_ascii() || ["USA", "UAE", "UK"].contains(&words);
    if !is_code && !is_name {
        return None;
    }
    let code = PropertyType::Country.clean(words, &CleanContext::default())?;
    let listed = PropertyType::Country.values()?;
    listed.iter().find(|(known, _)| *known == code).map(|(known, _)| *known)
}

/// Whether a country's name is that of another country's region too, as Georgia is.
fn is_ambiguous(words: &str) -> bool {
    let of = REGIONS.get(&stem(words));
    of.is_some_and(|of| {
        of.is_none_or(|of| country(words, false).is_some() && country(of, false) != country(words, false))
    })
}

/// Countries by the plain name of a region; a region whose name several countries have is left out.
static REGIONS: LazyLock<BTreeMap<String, Option<&'static str>>> = LazyLock::new(|| {
    let mut regions: BTreeMap<String, Option<&'static str>> = BTreeMap::new();
    let lines = include_str!("../../data/regions.tsv").lines().filter(|line| !line.starts_with('#'));
    for (country, region) in lines.filter_map(|line| line.split_once('\t')) {
        let entry = regions.entry(stem(region)).or_insert(Some(country));
        if *entry != Some(country) {
            *entry = None;
        }
    }
    regions
});

/// A name without the words for sorts of units, so that "Harrow" and "Harrow district" are one.
fn stem(name: &str) -> String {
    let whole = plain(name);
    let words: Vec<&str> = whole
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !GENERIC.contains(word))
        .collect();
    if words.is_empty() { whole } else { words.join(" ") }
}

impl Places {
    /// The places of a case, each in what sources say that it lies in.
    pub(crate) fn of(facts: &Facts) -> Self {
        Self::read(facts, false)
    }

    /// Likewise, and addresses in the places that their own words name: "Tallow Street 44, Quayside, Marenport".
    pub(crate) fn with_addresses(facts: &Facts) -> Self {
        Self::read(facts, true)
    }

    fn read(facts: &Facts, reads_addresses: bool) -> Self {
        let mut places = Self {
            known: BTreeMap::new(),
            parent: BTreeMap::new(),
            by_name: BTreeMap::new(),
            countries: BTreeMap::new(),
            reads_addresses,
            circles: BTreeSet::new(),
        };
        let is_place = |schema: &str| schema == "Territory" || schema == "Address";
        for profile in facts.profiles().filter(|profile| is_place(profile.schema().name())) {
            let id = profile.id();
            let name = facts.caption(id);
            let level = facts.values(id, "level").into_iter().min().map(str::to_owned);
            if let Some(code) = country(&name, false).filter(|_| !is_ambiguous(&name)) {
                places.countries.entry(code).or_insert_with(|| id.to_string());
            }
            // A name that two places bear says of neither text which is meant; the first by id is taken.
            places.by_name.entry(stem(&name)).or_insert_with(|| id.to_string());
            places.known.insert(id.to_string(), (name, level));
        }
        let all: Vec<EntityId> =
            facts.profiles().filter(|profile| is_place(profile.schema().name())).map(|p| p.id().clone()).collect();
        for id in &all {
            let told = facts.targets(id, "partOf").into_iter().map(|above| above.to_string()).min();
            let in_words =
                || ["region", "state"].into_iter().find_map(|property| facts.values(id, property).into_iter().min());
            let above = match told.filter(|above| places.known.contains_key(above)) {
                Some(above) => Some(above),
                None if reads_addresses => places.around(facts, id),
                None => match in_words() {
                    Some(words) => Some(places.named(words)),
                    None => facts.values(id, "country").into_iter().min().map(|code| places.country(code)),
                },
            };
            if let Some(above) = above.filter(|above| above != id.as_str()) {
                places.parent.insert(id.to_string(), above);
            }
        }
        for start in places.known.keys().cloned().collect::<Vec<_>>() {
            let mut seen = BTreeSet::new();
            let mut at = Some(&start);
            while let Some(key) = at {
                if !seen.insert(key) {
                    if key == &start {
                        places.circles.insert(places.known[&start].0.clone());
                    }
                    break;
                }
                at = places.parent.get(key);
            }
        }
        places
    }

    /// What an address that names no larger place lies in: what it says of its town, region and country, or else what its own
    /// words say.
    fn around(&mut self, facts: &Facts, id: &EntityId) -> Option<Key> {
        let first = |name: &str| facts.values(id, name).into_iter().min().map(str::to_owned);
        let region = first("region").or_else(|| first("state"));
        let country = first("country").map(|code| PropertyType::Country.caption(&code).to_owned());
        let told: Vec<String> = [first("city"), region, country].into_iter().flatten().collect();
        if !told.is_empty() {
            return Some(self.nested(&told.iter().map(String::as_str).collect::<Vec<_>>()));
        }
        let words = facts.caption(id);
        let parts = parts(&words)?;
        Some(self.nested(&parts[1..]))
    }

    /// The innermost of some places that lie in each other, from within outwards.
    fn nested(&mut self, parts: &[&str]) -> Key {
        let [inner, outer @ ..] = parts else { return self.named("") };
        if outer.is_empty() {
            return self.named(inner);
        }
        let stem_of_all = stem(&parts.join(", "));
        if let Some(known) = self.by_name.get(&stem_of_all) {
            return known.clone();
        }
        // One of the case that lies in what is named here is that one; one of the same name elsewhere is another.
        let outer_key = self.nested(outer);
        if let Some(known) = self.by_name.get(&stem(inner)).filter(|known| self.above(known).contains(&outer_key)) {
            return known.clone();
        }
        let key = format!("{BY_NAME}{stem_of_all}");
        self.by_name.insert(stem_of_all, key.clone());
        self.known.insert(key.clone(), ((*inner).trim().to_owned(), None));
        if outer_key != key {
            self.parent.insert(key.clone(), outer_key);
        }
        key
    }

    /// The place that a country's code means.
    pub(crate) fn country(&mut self, code: &str) -> Key {
        match country(code, true) {
            Some(code) => self.country_of(code),
            None => self.named(code),
        }
    }

    fn country_of(&mut self, code: &'static str) -> Key {
        let key = self.countries.entry(code).or_insert_with(|| format!("{BY_NAME}={code}")).clone();
        let label = || (PropertyType::Country.caption(code).to_owned(), Some("country".to_owned()));
        self.known.entry(key.clone()).or_insert_with(label);
        key
    }

    /// The place that words mean: one of the case, or a new one, in its country where it is one of the world's regions.
    pub(crate) fn named(&mut self, words: &str) -> Key {
        let stem = stem(words);
        if let Some(known) = self.by_name.get(&stem) {
            return known.clone();
        }
        if let Some(code) = country(words, false).filter(|_| !is_ambiguous(words)) {
            let key = self.country_of(code);
            self.by_name.insert(stem, key.clone());
            return key;
        }
        let key = format!("{BY_NAME}{stem}");
        self.by_name.insert(stem.clone(), key.clone());
        let region_of = REGIONS.get(&stem).copied().flatten().filter(|_| !is_ambiguous(words));
        let level = region_of.map(|_| "region".to_owned());
        self.known.insert(key.clone(), (words.trim().to_owned(), level));
        if let Some(name) = region_of {
            let above = match country(name, false) {
                Some(code) => self.country_of(code),
                None => self.named(name),
            };
            if let Some(known) = self.known.get_mut(&above) {
                known.1.get_or_insert_with(|| "country".to_owned());
            }
            self.parent.insert(key.clone(), above);
        } else if let Some(parts) = parts(words).filter(|_| self.reads_addresses) {
            let above = self.nested(&parts[1..]);
            if above != key {
                self.parent.insert(key.clone(), above);
            }
        }
        key
    }

    /// The place that somebody asks for: by its key, as [`Places::public`] writes it, or by its name.
    pub(crate) fn asked(&self, words: &str) -> Option<Key> {
        let key = words.strip_prefix('~').map(|name| format!("{BY_NAME}{name}"));
        let by_key = [Some(words.to_owned()), key].into_iter().flatten().find(|key| self.known.contains_key(key));
        by_key.or_else(|| self.by_name.get(&stem(words)).cloned())
    }

    /// A key as it stands in addresses.
    pub(crate) fn public(key: &str) -> String {
        key.strip_prefix(BY_NAME).map_or_else(|| key.to_owned(), |name| format!("~{name}"))
    }

    /// The codes of the places that are countries.
    pub(crate) fn codes(&self) -> BTreeMap<Key, &'static str> {
        self.countries.iter().map(|(code, key)| (key.clone(), *code)).collect()
    }

    /// Whether a place's name is that of a country and of another country's region.
    pub(crate) fn is_ambiguous(&self, key: &str) -> bool {
        self.known.get(key).is_some_and(|(name, _)| is_ambiguous(name))
    }

    /// Every place, by key.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.known.keys()
    }

    /// What a place lies in first.
    pub(crate) fn parent(&self, key: &str) -> Option<&Key> {
        self.parent.get(key)
    }

    /// Makes an entity that is no place one, since its position on earth is told.
    pub(crate) fn add_position(&mut self, facts: &Facts, id: &EntityId) {
        if self.known.contains_key(id.as_str()) {
            return;
        }
        self.known.insert(id.to_string(), (facts.caption(id), None));
        if let Some(above) = facts.values(id, "country").into_iter().min().map(|code| self.country(code)) {
            self.parent.insert(id.to_string(), above);
        }
    }

    /// The place of an entity that is one; of another thing, the place that its address names.
    pub(crate) fn of_entity(&self, id: &EntityId) -> Option<Key> {
        self.known.contains_key(id.as_str()).then(|| id.to_string())
    }

    /// What a place lies in, from the nearest outwards; a circle ends where it comes round.
    pub(crate) fn above(&self, key: &str) -> Vec<Key> {
        let mut above: Vec<Key> = Vec::new();
        let mut at = key.to_owned();
        while let Some(next) = self.parent.get(&at) {
            if next == key || above.contains(next) {
                break;
            }
            above.push(next.clone());
            at.clone_from(next);
        }
        above
    }

    pub(crate) fn show(&self, key: &str) -> Place {
        let name = |key: &str| self.known.get(key).map_or_else(|| key.to_owned(), |(name, _)| name.clone());
        Place {
            name: name(key),
            level: self.known.get(key).and_then(|(_, level)| level.clone()),
            within: self.above(key).iter().map(|above| name(above)).collect(),
        }
    }
}

/// The parts of an address between its commas, from within outwards, without numbers of houses and of post beyond the first;
/// `None` where there is but one, or where the order can't be told.
fn parts(words: &str) -> Option<Vec<&str>> {
    let mut parts: Vec<&str> =
        words.split([',', ';', '\n', '，', '、']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str| !part.chars().any(char::is_alphabetic);
    let first_is_country = parts.first().is_some_and(|first| country(first, false).is_some());
    if first_is_country && parts.last().is_some_and(|last| country(last, false).is_none()) {
        parts.reverse();
    }
    let mut kept: Vec<&str> = parts.first().copied().into_iter().collect();
    for part in parts.iter().skip(1).filter(|part| !is_number(part)) {
        // A street with its number is no place. At the end it says that the larger places come first, or that the order is unclear.
        if part.split_whitespace().any(is_house) {
            if Some(part) == parts.last() {
                return None;
            }
            continue;
        }
        kept.extend(Some(without_codes(part)).filter(|part| !part.is_empty()));
    }
    if kept.len() < 2 {
        return None;
    }
    let from = kept.len().saturating_sub(PARTS - 1).max(1);
    kept.drain(1..from);
    Some(kept)
}

/// Whether a word is the number of a house: at most three digits, with a letter behind them or without.
fn is_house(word: &str) -> bool {
    let digits = word.strip_suffix(|c: char| c.is_ascii_alphabetic()).unwrap_or(word);
    (1..4).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && word.starts_with(|c: char| c.is_ascii_digit())
}

/// A town without the code of the post before or behind it.
fn without_codes(part: &str) -> &str {
    let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let mut left = part.trim();
    while let Some((_, rest)) = left.split_once(char::is_whitespace).filter(|(first, _)| has_digit(first)) {
        left = rest.trim_start();
    }
    while let Some((rest, _)) = left.rsplit_once(char::is_whitespace).filter(|(_, last)| has_digit(last)) {
        left = rest.trim_end();
    }
    if has_digit(left) { "" } else { left }
}
