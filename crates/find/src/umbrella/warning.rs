//! Contacts just before a raid: what a tip-off looks like from outside.

use std::collections::{BTreeMap, BTreeSet};

use umbra_graph::Interval;
use umbra_model::{EntityId, Validity};

use crate::{Evidence, Facts, day, vocabulary};

/// A contact counts when it lay at most so many days before the raid.
const DAYS: i32 = 14;

/// A raid, search or inspection, with those whom it was to meet.
pub(super) struct Raid {
    days: Interval,
    pub(super) says: String,
    pub(super) evidence: Evidence,
}

/// The dated raids of a case, by whom they were to meet.
pub(super) fn raids(facts: &Facts) -> BTreeMap<EntityId, Vec<Raid>> {
    let mut found: BTreeMap<EntityId, Vec<Raid>> = BTreeMap::new();
    for event in facts.profiles_of("Event") {
        let id = event.id();
        let is_raid = ["name", "summary", "keywords", "offenceType"]
            .into_iter()
            .any(|property| facts.values(id, property).iter().any(|words| vocabulary::raids().has(words)));
        let on = ["date", "startDate"].into_iter().find_map(|property| facts.value(id, property)?.parse().ok());
        let (true, Some(on), Some(evidence)) = (is_raid, on, Evidence::new(facts.of(id).map(|fact| fact.id))) else {
            continue;
        };
        let on: umbra_model::PartialDate = on;
        if on.month().is_none() {
            continue;
        }
        let met: BTreeSet<EntityId> = ["involved", "defendant", "perpetrator"]
            .into_iter()
            .flat_map(|property| facts.targets(id, property))
            .collect();
        for party in met {
            found.entry(party).or_default().push(Raid {
                days: day::interval(Validity { from: Some(on), to: Some(on) }),
                says: format!("{} ({on})", facts.caption(id)),
                evidence: evidence.clone(),
            });
        }
    }
    found
}

/// The first raid that a contact of known days came just before.
pub(super) fn before(raids: &[Raid], contact: Validity) -> Option<&Raid> {
    let told = contact.from.filter(|from| from.month().is_some())?;
    let days = day::interval(Validity { from: Some(told), to: contact.to.or(Some(told)) });
    raids.iter().find(|raid| {
        let gap = i64::from(raid.days.last()) - i64::from(days.first());
        gap >= 0
            && i64::from(raid.days.first()) - i64::from(days.first()) <= i64::from(DAYS)
            && days.first() <= raid.days.last()
    })
}
