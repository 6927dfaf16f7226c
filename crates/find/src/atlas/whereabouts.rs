//! Who and what is told to be where.

use std::collections::BTreeMap;

use umbra_model::EntityId;

use super::Position;
use crate::Facts;
use crate::inspect::{Key, Places};

/// Properties that name the record of a place.
const RECORDS: [&str; 4] = ["addressEntity", "territoryEntity", "placeEntity", "locationMentioned"];
/// Properties that name a place in words, and those whose values are codes of countries.
const WORDS: [&str; 4] = ["address", "territory", "place", "location"];
const COUNTRIES: [&str; 3] = ["country", "jurisdiction", "mainCountry"];

/// The places of a case, and which entity is told to be at which.
#[derive(Clone, Debug)]
pub(crate) struct Whereabouts {
    pub(crate) places: Places,
    /// Positions that are told, or why they can't be.
    pub(crate) positions: BTreeMap<Key, Result<Position, String>>,
    /// The innermost places of each entity of which any is told; a place is at itself.
    pub(crate) at: BTreeMap<EntityId, Vec<Key>>,
}

impl Whereabouts {
    /// Reads them from the statements. A country counts only of whom nothing nearer is told. Time O(n log n).
    pub(crate) fn of(facts: &Facts) -> Self {
        let mut places = Places::with_addresses(facts);
        let mut positions: BTreeMap<Key, Result<Position, String>> = BTreeMap::new();
        for profile in facts.profiles() {
            if let Some(position) = Position::of(facts, profile.id()) {
                places.add_position(facts, profile.id());
                positions.insert(profile.id().to_string(), position);
            }
        }
        let mut at: BTreeMap<EntityId, Vec<Key>> = BTreeMap::new();
        for profile in facts.profiles() {
            let id = profile.id();
            let mut keys: Vec<Key> = places.of_entity(id).into_iter().collect();
            if keys.is_empty() {
                for target in RECORDS.iter().flat_map(|name| facts.targets(id, name)) {
                    let key = places.of_entity(&target);
                    keys.push(key.unwrap_or_else(|| places.named(&facts.caption(&target))));
                }
            }
            if keys.is_empty() {
                for words in WORDS.iter().flat_map(|name| facts.values(id, name)) {
                    keys.push(places.named(words));
                }
            }
            if keys.is_empty() {
                for code in COUNTRIES.iter().flat_map(|name| facts.values(id, name)) {
                    keys.push(places.country(code));
                }
            }
            keys.sort();
            keys.dedup();
            if !keys.is_empty() {
                at.insert(id.clone(), keys);
            }
        }
        Self { places, positions, at }
    }
}
