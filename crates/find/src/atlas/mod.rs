//! Where on earth it is: every place that sources tell of, in what it lies in, with who and what is told to be there.
//!
//! A place has a position where a source tells its latitude and longitude, and else stands at its country, as far as that is
//! told. No position is made up: what is known by name alone, as places in fiction are, stands in what it is said to lie in.

mod area;
mod position;
mod tally;
mod whereabouts;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::EntityId;

pub(crate) use area::{Area, Ground};
pub use position::Position;
pub use tally::{PlaceTally, SumOf};
pub(crate) use whereabouts::Whereabouts;

use crate::inspect::{Key, Places};
use crate::{Facts, Findings, NOT_TOLD, Place};

/// One place.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceOnMap {
    /// By what it is asked for in a [`View`](crate::View): its entity's id, or its name behind a tilde.
    pub key: String,
    /// The entity that it is, if it is one.
    pub entity: Option<EntityId>,
    /// What it is called and what it lies in.
    #[serde(flatten)]
    pub place: Place,
    /// What it lies in first, in [`Atlas::places`].
    pub parent: Option<usize>,
    /// The code of the country that it is.
    pub is_country: Option<&'static str>,
    /// Where on earth it is, as told.
    pub position: Option<Position>,
    /// Why it stands on no map: neither its position nor its country is told, or what is told can't be.
    pub unplaced: Option<String>,
    /// What is told to be at it, what lies in it included.
    pub tally: PlaceTally,
}

/// What stands at one spot of a map.
#[derive(Clone, Debug, Serialize)]
pub struct Spot {
    /// Where.
    #[serde(flatten)]
    pub at: SpotAt,
    /// The places that are shown there, in [`Atlas::places`].
    pub places: Vec<usize>,
    /// What is told to be at them, each counted once.
    pub tally: PlaceTally,
}

/// Where a spot is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpotAt {
    /// At a place whose position is told, in [`Atlas::places`].
    Point(usize),
    /// Somewhere in a country, by its code: nothing more exact is told.
    Country(&'static str),
}

/// All places of a case.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Atlas {
    /// The places at which something is told to be, or whose position is told, with those that they lie in, by key.
    pub places: Vec<PlaceOnMap>,
    /// What stands on the map.
    pub spots: Vec<Spot>,
    /// What is told of no place.
    pub nowhere: PlaceTally,
    /// What is told of a place that can't be put on the map.
    pub unplaced: PlaceTally,
    /// The currencies of all payments, those of most payments first.
    pub currencies: Vec<Option<String>>,
}

impl Atlas {
    /// Gathers the places of a case under the view of some findings.
    ///
    /// Groups, offences and complaints are at a place as they are in the table of trades ([`inspect`](crate::inspect)): a group also
    /// where it or its members hold a firm. Protectors are those of the groups there. Payments are those by and to whoever is told
    /// to be there. What lies in a place counts in it, once. Time O(n log n) in statements.
    pub fn of(facts: &Facts, findings: &Findings) -> Self {
        let Whereabouts { positions, at, .. } = facts.whereabouts();
        let area = findings.network.view().place.as_deref().map(|_| &findings.area);
        // What is left of a view to a place is told of it anew: fewer ties are left by which a group holds firms.
        let ground = match area {
            None => Cow::Borrowed(findings.ground(facts)),
            Some(_) => Cow::Owned(Ground::of(facts, &findings.network)),
        };
        let Ground { places, contents } = &*ground;
        let tallies = tally::by_place(facts, findings, at, contents);
        let unknown = places.asked(NOT_TOLD).unwrap_or_default();
        let is_shown = |key: &Key| *key != unknown && area.is_none_or(|area| area.keys.contains(key));
        let mut keys: BTreeSet<Key> = BTreeSet::new();
        for key in tallies.keys().chain(positions.keys()).filter(|key| is_shown(key)) {
            keys.insert(key.clone());
            keys.extend(places.above(key));
        }
        let keys: Vec<Key> = keys.into_iter().collect();
        let index: BTreeMap<&Key, usize> = keys.iter().enumerate().map(|(at, key)| (key, at)).collect();
        let codes = places.codes();
        let mut within: Vec<PlaceTally> = vec![PlaceTally::default(); keys.len()];
        let mut spots: BTreeMap<(bool, String), Spot> = BTreeMap::new();
        let mut unplaced = PlaceTally::default();
        let mut why: Vec<Option<String>> = vec![None; keys.len()];
        let empty = PlaceTally::default();
        for (at, key) in keys.iter().enumerate() {
            let own = tallies.get(key).filter(|_| is_shown(key)).unwrap_or(&empty);
            let mut line = vec![key.clone()];
            line.extend(places.above(key));
            for place in &line {
                within[index[place]].join(own);
            }
            let point = line.iter().find(|place| positions.get(*place).is_some_and(Result::is_ok));
            let spot = match (point, line.iter().find_map(|place| codes.get(place))) {
                (Some(point), _) => SpotAt::Point(index[point]),
                (None, Some(code)) => SpotAt::Country(code),
                (None, None) => {
                    unplaced.join(own);
                    why[at] = Some(match positions.get(key) {
                        Some(Err(reason)) => reason.clone(),
                        _ if places.is_ambiguous(key) => {
                            "several countries have this name, or have a region of this name".to_owned()
                        }
                        _ => "no source tells its position or its country".to_owned(),
                    });
                    continue;
                }
            };
            let order = match spot {
                SpotAt::Point(place) => (false, keys[place].clone()),
                SpotAt::Country(code) => (true, code.to_owned()),
            };
            let spot = spots.entry(order).or_insert_with(|| Spot {
                at: spot,
                places: Vec::new(),
                tally: PlaceTally::default(),
            });
            spot.places.push(at);
            spot.tally.join(own);
        }
        let mut shown: Vec<PlaceOnMap> = Vec::new();
        for ((key, tally), unplaced) in keys.iter().zip(within).zip(why) {
            let entity = EntityId::new(key).ok().filter(|id| facts.profile(id).is_some());
            shown.push(PlaceOnMap {
                key: Places::public(key),
                entity,
                place: places.show(key),
                parent: places.parent(key).and_then(|parent| index.get(parent)).copied(),
                is_country: codes.get(key).copied(),
                position: positions.get(key).and_then(|told| told.as_ref().ok()).cloned(),
                unplaced,
                tally,
            });
        }
        let nowhere = if area.is_some() { None } else { tallies.get(&unknown).cloned() };
        Self {
            places: shown,
            spots: spots
                .into_values()
                .filter(|spot| spot.tally != empty || matches!(spot.at, SpotAt::Point(_)))
                .collect(),
            nowhere: nowhere.unwrap_or_default(),
            unplaced,
            currencies: tally::currencies(&tallies),
        }
    }
}

#[cfg(test)]
mod tests;
