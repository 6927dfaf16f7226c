//! Places and what they lie in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Serialize;
use umbra_model::EntityId;

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

/// What stands for a place: an entity's id, or the plain form of its name.
pub(super) type Key = String;

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
pub(super) struct Places {
    known: BTreeMap<Key, (String, Option<String>)>,
    parent: BTreeMap<Key, Key>,
    by_name: BTreeMap<String, Key>,
    /// Places that lie in themselves.
    pub(super) circles: BTreeSet<String>,
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
    pub(super) fn of(facts: &Facts) -> Self {
        let mut places = Self {
            known: BTreeMap::new(),
            parent: BTreeMap::new(),
            by_name: BTreeMap::new(),
            circles: BTreeSet::new(),
        };
        let is_place = |schema: &str| schema == "Territory" || schema == "Address";
        for profile in facts.profiles().filter(|profile| is_place(profile.schema().name())) {
            let id = profile.id();
            let name = facts.caption(id);
            let level = facts.values(id, "level").into_iter().min().map(str::to_owned);
            // A name that two places bear says of neither text which is meant; the first by id is taken.
            places.by_name.entry(stem(&name)).or_insert_with(|| id.to_string());
            places.known.insert(id.to_string(), (name, level));
        }
        let all: Vec<EntityId> =
            facts.profiles().filter(|profile| is_place(profile.schema().name())).map(|p| p.id().clone()).collect();
        for id in &all {
            let told = facts.targets(id, "partOf").into_iter().map(|above| above.to_string()).min();
            let in_words = || {
                let words =
                    ["region", "state"].into_iter().find_map(|property| facts.values(id, property).into_iter().min());
                words.or_else(|| facts.values(id, "country").into_iter().min()).map(str::to_owned)
            };
            let above = match told.filter(|above| places.known.contains_key(above)) {
                Some(above) => Some(above),
                None => in_words().map(|words| places.named(&words)),
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

    /// The place that words mean: one of the case, or a new one, in its country where it is one of the world's regions.
    pub(super) fn named(&mut self, words: &str) -> Key {
        let stem = stem(words);
        if let Some(known) = self.by_name.get(&stem) {
            return known.clone();
        }
        let key = format!("\u{1}{stem}");
        self.by_name.insert(stem.clone(), key.clone());
        let country = REGIONS.get(&stem).copied().flatten().filter(|country| self::stem(country) != stem);
        let level = country.map(|_| "region".to_owned());
        self.known.insert(key.clone(), (words.trim().to_owned(), level));
        if let Some(country) = country {
            let above = self.named(country);
            if let Some(known) = self.known.get_mut(&above) {
                known.1.get_or_insert_with(|| "country".to_owned());
            }
            self.parent.insert(key.clone(), above);
        }
        key
    }

    /// The place of an entity that is one; of another thing, the place that its address names.
    pub(super) fn of_entity(&self, id: &EntityId) -> Option<Key> {
        self.known.contains_key(id.as_str()).then(|| id.to_string())
    }

    /// What a place lies in, from the nearest outwards; a circle ends where it comes round.
    pub(super) fn above(&self, key: &str) -> Vec<Key> {
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

    pub(super) fn show(&self, key: &str) -> Place {
        let name = |key: &str| self.known.get(key).map_or_else(|| key.to_owned(), |(name, _)| name.clone());
        Place {
            name: name(key),
            level: self.known.get(key).and_then(|(_, level)| level.clone()),
            within: self.above(key).iter().map(|above| name(above)).collect(),
        }
    }
}
