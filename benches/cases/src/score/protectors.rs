//! Protectors: whether the true ones come among the first ten of their group, beside simple ranks.

use std::collections::{BTreeMap, BTreeSet};

use umbra_find::{Network, Role, Shelf, Umbrella};
use umbra_graph::Direction;
use umbra_model::EntityId;

use crate::Truth;

/// How many of a group's protectors are looked at.
const FIRST: usize = 10;

/// Counts over the true protectors of one case.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ProtectorScore {
    /// True protectors.
    pub all: usize,
    /// Of whom something is in a record.
    pub visible: usize,
    /// Among the first ten of their group.
    pub found: usize,
    /// Among the first ten officials within four ties of the group, by the number of their ties.
    pub by_degree: usize,
    /// Likewise by betweenness.
    pub by_betweenness: usize,
    /// Likewise by distance from the group, then by the number of ties.
    pub by_distance: usize,
    /// Those on the shelf "found by a court" whom no court convicted, and those who were cleared and stand on a shelf.
    pub false_shelves: usize,
    /// Everybody on a shelf.
    pub shelved: usize,
}

impl ProtectorScore {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            visible: self.visible + other.visible,
            found: self.found + other.found,
            by_degree: self.by_degree + other.by_degree,
            by_betweenness: self.by_betweenness + other.by_betweenness,
            by_distance: self.by_distance + other.by_distance,
            false_shelves: self.false_shelves + other.false_shelves,
            shelved: self.shelved + other.shelved,
        }
    }
}

/// Scores the protectors that were found.
pub fn protectors(truth: &Truth, network: &Network, umbrellas: &[Umbrella]) -> ProtectorScore {
    let mut score = ProtectorScore { all: truth.protectors.len(), ..ProtectorScore::default() };
    score.visible = truth.protectors.iter().filter(|shelter| shelter.is_visible).count();
    let by_group: BTreeMap<&str, &Umbrella> =
        umbrellas.iter().map(|umbrella| (umbrella.group.id.as_str(), umbrella)).collect();
    let mut near: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for shelter in &truth.protectors {
        let is_it = |id: &EntityId| id.as_str() == shelter.official;
        if let Some(umbrella) = by_group.get(shelter.group.as_str()) {
            score.found += usize::from(umbrella.protectors.iter().take(FIRST).any(|p| is_it(&p.person.id)));
        }
        let officials = near.entry(&shelter.group).or_insert_with(|| officials_near(network, &shelter.group));
        let mut rank = |key: &dyn Fn(usize, usize) -> (f64, f64)| {
            officials.sort_by(|a, b| {
                let (x, y) = (key(a.0, a.1), key(b.0, b.1));
                y.0.total_cmp(&x.0).then(y.1.total_cmp(&x.1)).then(a.0.cmp(&b.0))
            });
            usize::from(officials.iter().take(FIRST).any(|(place, _)| is_it(&network.nodes()[*place].entity.id)))
        };
        let degree = |place: usize| network.nodes()[place].degree as f64;
        score.by_degree += rank(&|place, _| (degree(place), 0.0));
        score.by_betweenness += rank(&|place, _| (network.nodes()[place].betweenness.unwrap_or_default(), 0.0));
        score.by_distance += rank(&|place, distance| (-(distance as f64), degree(place)));
    }
    // A sheltered person of whom no source tells the group has an umbrella too, and the truth knows groups alone.
    for umbrella in umbrellas.iter().filter(|umbrella| umbrella.group.schema == "CriminalGroup") {
        for protector in &umbrella.protectors {
            let pair = (protector.person.id.as_str(), umbrella.group.id.as_str());
            let is_in = |list: &[(String, String)]| list.iter().any(|(a, b)| (a.as_str(), b.as_str()) == pair);
            let is_false = (protector.shelf == Shelf::Court && !is_in(&truth.convicted))
                || (protector.shelf < Shelf::Structure && is_in(&truth.cleared) && !is_in_protectors(truth, pair));
            score.shelved += 1;
            score.false_shelves += usize::from(is_false);
        }
    }
    score
}

fn is_in_protectors(truth: &Truth, pair: (&str, &str)) -> bool {
    truth.protectors.iter().any(|shelter| (shelter.official.as_str(), shelter.group.as_str()) == pair)
}

/// Officials within four ties of a group, with how many.
fn officials_near(network: &Network, group: &str) -> Vec<(usize, usize)> {
    let Some(start) = network.nodes().iter().position(|node| node.entity.id.as_str() == group) else {
        return Vec::new();
    };
    let view = network.graph().view();
    let mut seen = BTreeSet::from([start]);
    let (mut rim, mut found) = (vec![start], Vec::new());
    for distance in 1..=4 {
        let mut next = Vec::new();
        for place in rim {
            for neighbor in view.neighbors(umbra_graph::NodeId(place as u32), Direction::Both) {
                if seen.insert(neighbor.node.index()) {
                    next.push(neighbor.node.index());
                }
            }
        }
        let is_official =
            |place: &&usize| network.nodes()[**place].roles.iter().any(|role| role.role == Role::Official);
        found.extend(next.iter().filter(is_official).map(|place| (*place, distance)));
        rim = next;
    }
    found
}
