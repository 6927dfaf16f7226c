//! Officials who shelter groups together.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::EntityId;

use super::{Shelf, Umbrella};
use crate::{EntityRef, Evidence, Finding, FindingKind};

/// Officials and groups that hang together by who is said to shelter whom.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ring {
    /// The officials, those with the most groups first, each with the weakest of the shelves on which they stand.
    pub officials: Vec<(EntityRef, Shelf)>,
    /// The groups.
    pub groups: Vec<EntityRef>,
    /// The assessment: that they stand over the same groups.
    #[serde(flatten)]
    pub finding: Finding,
}

const CAUTION: &str =
    "that they stand over the same groups was put together here: no source need say that they know of each other";

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
        let protectors = groups.iter().flat_map(|place| &umbrellas[*place].protectors);
        let own = protectors.filter(|p| p.shelf != Shelf::Structure && members.contains(&p.person.id));
        let Some(evidence) = Evidence::new(own.flat_map(|p| p.finding.evidence().statements()).copied()) else {
            continue;
        };
        let mut members: Vec<&EntityId> = members.into_iter().collect();
        members.sort_by_key(|id| (std::cmp::Reverse(groups_of[*id].len()), *id));
        let subjects = members.iter().map(|id| (*id).clone()).collect();
        let mut finding = Finding::new(FindingKind::Umbrella, subjects, &evidence, Vec::new());
        if members.len() > 1 {
            finding = finding.with_caveat(CAUTION);
        }
        let weakest = members.iter().map(|id| officials[id].1).max();
        if weakest.is_some_and(|shelf| shelf > Shelf::Court) {
            finding =
                finding.with_caveat("not all of it was found by a court: each stands on the weakest of their shelves");
        }
        rings.push(Ring {
            officials: members.into_iter().map(|id| (officials[id].0.clone(), officials[id].1)).collect(),
            groups: groups.into_iter().map(|place| umbrellas[place].group.clone()).collect(),
            finding,
        });
    }
    rings.sort_by(|a, b| (b.groups.len(), &a.groups).cmp(&(a.groups.len(), &b.groups)));
    rings
}
