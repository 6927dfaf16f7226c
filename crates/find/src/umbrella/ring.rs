//! Officials who shelter groups together.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::EntityId;

use super::{Shelf, Umbrella};
use crate::EntityRef;

/// Officials and groups that hang together by who is said to shelter whom.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ring {
    /// The officials, those with the most groups first, each with the weakest of the shelves on which they stand.
    pub officials: Vec<(EntityRef, Shelf)>,
    /// The groups.
    pub groups: Vec<EntityRef>,
}

/// The rings of at least two groups, the largest first. Structure alone joins nobody.
pub fn rings(umbrellas: &[Umbrella]) -> Vec<Ring> {
    let mut groups_of: BTreeMap<&EntityId, BTreeSet<usize>> = BTreeMap::new();
    let mut officials: BTreeMap<&EntityId, (&EntityRef, Shelf)> = BTreeMap::new();
    for (place, umbrella) in umbrellas.iter().enumerate() {
        for protector in umbrella.protectors.iter().filter(|protector| protector.shelf != Shelf::Structure) {
            let id = &protector.person.id;
            groups_of.entry(id).or_default().insert(place);
            let known = officials.entry(id).or_insert((&protector.person, protector.shelf));
            known.1 = known.1.max(protector.shelf);
        }
    }
    let mut left: BTreeSet<&EntityId> = groups_of.keys().copied().collect();
    let mut rings = Vec::new();
    while let Some(first) = left.pop_first() {
        let (mut members, mut groups) = (BTreeSet::from([first]), groups_of[first].clone());
        loop {
            let joined: Vec<&EntityId> =
                left.iter().copied().filter(|other| !groups_of[*other].is_disjoint(&groups)).collect();
            if joined.is_empty() {
                break;
            }
            for other in joined {
                left.remove(other);
                members.insert(other);
                groups.extend(groups_of[other].iter().copied());
            }
        }
        if groups.len() < 2 {
            continue;
        }
        let mut members: Vec<&EntityId> = members.into_iter().collect();
        members.sort_by_key(|id| (std::cmp::Reverse(groups_of[*id].len()), *id));
        rings.push(Ring {
            officials: members.into_iter().map(|id| (officials[id].0.clone(), officials[id].1)).collect(),
            groups: groups.into_iter().map(|place| umbrellas[place].group.clone()).collect(),
        });
    }
    rings.sort_by(|a, b| (b.groups.len(), &a.groups).cmp(&(a.groups.len(), &b.groups)));
    rings
}
