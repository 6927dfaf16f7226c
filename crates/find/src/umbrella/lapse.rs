//! What those in office left undone for a group: cases that were dropped, inspections that found nothing.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{EntityId, PartialDate, Standing, Validity};

use super::chains::Nearby;
use super::{Chain, Step};
use crate::proceeding::proceedings;
use crate::{Evidence, Facts, FindError, Network, Office, Role, TieKind, day, vocabulary};

/// Something that an authority gave up or passed, with whoever answered for it.
pub(super) struct Lapse {
    pub(super) official: EntityId,
    /// Whether a source names the official, and not only the body.
    pub(super) is_personal: bool,
    /// Whom or what it spared.
    spared: EntityId,
    on: Option<PartialDate>,
    says: String,
    pub(super) evidence: Evidence,
}

/// A lapse, and the way from the official over whom it spared to the group.
pub(super) type Spared<'a> = (&'a Lapse, Chain);

/// All lapses of a case, by whom they spared.
pub(super) struct Lapses {
    by_spared: BTreeMap<EntityId, Vec<Lapse>>,
}

/// Words by which an inspection is told to have found no fault.
const PASSED: [&str; 6] = ["passed", "nothing", "no fault", "none", "verified", "in order"];

impl Lapses {
    /// Looks through proceedings that were dropped and inspections that were passed.
    pub(super) fn of(facts: &Facts, network: &Network, offices: &BTreeMap<EntityId, Vec<Office>>) -> Self {
        let mut found = Self { by_spared: BTreeMap::new() };
        let heads = heads(offices);
        for proceeding in proceedings(facts) {
            let dropped = proceeding.entries.iter().find(|entry| entry.standing == Standing::Dropped);
            let Some(dropped) = dropped else { continue };
            let Some(evidence) = Evidence::new(proceeding.statements.iter().copied()) else { continue };
            for authority in facts.targets(&proceeding.id, "authority") {
                for spared in &proceeding.defendants {
                    let says = format!("a case against {} was dropped", facts.caption(spared));
                    found.add(network, &heads, &authority, spared, dropped.date, &says, &evidence);
                }
            }
        }
        for item in facts.profiles_of("InspectionItem") {
            let told = |property: &str| facts.values(item.id(), property).join(" ").to_lowercase();
            let words = format!("{} {}", told("state"), told("found"));
            let Some(evidence) = Evidence::new(facts.of(item.id()).map(|fact| fact.id)) else { continue };
            if !PASSED.iter().any(|passed| words.contains(passed)) {
                continue;
            }
            let date = ["date", "startDate", "verified"].into_iter().find_map(|name| facts.value(item.id(), name));
            for inspector in facts.targets(item.id(), "inspector") {
                for spared in facts.targets(item.id(), "responsible") {
                    let says = format!("an inspection of {} was passed", facts.caption(&spared));
                    let on = date.and_then(|date| date.parse().ok());
                    found.add(network, &heads, &inspector, &spared, on, &says, &evidence);
                }
            }
        }
        found
    }

    #[expect(clippy::too_many_arguments, reason = "one call for either kind of lapse, private to this file")]
    fn add(
        &mut self,
        network: &Network,
        heads: &BTreeMap<EntityId, Vec<&Office>>,
        authority: &EntityId,
        spared: &EntityId,
        on: Option<PartialDate>,
        says: &str,
        evidence: &Evidence,
    ) {
        let is_official =
            network.node(authority).is_some_and(|node| node.roles.iter().any(|role| role.role == Role::Official));
        let lapses = self.by_spared.entry(spared.clone()).or_default();
        if is_official {
            lapses.push(Lapse {
                official: authority.clone(),
                is_personal: true,
                spared: spared.clone(),
                on,
                says: format!("{says} by {}", network.node(authority).map_or("", |node| node.entity.caption.as_str())),
                evidence: evidence.clone(),
            });
        }
        let on_day = Validity { from: on, to: on };
        // Without a date nobody knows who was in office.
        let then = heads
            .get(authority)
            .into_iter()
            .flatten()
            .filter(|office| on.is_some() && !office.validity.is_unknown() && office.validity.may_overlap(&on_day));
        for office in then {
            lapses.push(Lapse {
                official: office.holder.clone(),
                is_personal: false,
                spared: spared.clone(),
                on,
                says: format!("{says} at the office of which the official was {}", office.post),
                evidence: evidence.and(&office.evidence),
            });
        }
    }

    /// What was left undone for a group and for those who belong to it, by official, each with the way to the group.
    pub(super) fn for_group(
        &self,
        facts: &Facts,
        nearby: &Nearby<'_>,
        circle: &BTreeSet<EntityId>,
        group: &EntityId,
    ) -> Result<BTreeMap<EntityId, Vec<Spared<'_>>>, FindError> {
        let mut found: BTreeMap<EntityId, Vec<Spared<'_>>> = BTreeMap::new();
        for spared in circle {
            let Some(lapses) = self.by_spared.get(spared) else { continue };
            let way = if spared == group { None } else { nearby.belonging(spared)? };
            if way.is_none() && spared != group {
                continue;
            }
            for lapse in lapses.iter().filter(|lapse| circle.get(&lapse.official).is_none()) {
                found.entry(lapse.official.clone()).or_default().push((lapse, lapse.chain(facts, way.as_ref())));
            }
        }
        Ok(found)
    }
}

impl Lapse {
    fn chain(&self, facts: &Facts, way: Option<&Chain>) -> Chain {
        let on = Validity { from: self.on, to: self.on };
        let first = Step {
            from: facts.entity(&self.official),
            to: facts.entity(&self.spared),
            kind: TieKind::Proceeding,
            says: self.says.clone(),
            standing: None,
            validity: on,
            ties: Vec::new(),
            evidence: self.evidence.clone(),
        };
        let mut steps = vec![first];
        steps.extend(way.into_iter().flat_map(|way| way.steps.iter().cloned()));
        let undated = usize::from(self.on.is_none()) + way.map_or(0, |way| way.undated);
        Chain { steps, validity: on, undated }
    }

    /// The days on which it happened, for telling what was near in time; `None` where it is not dated to the month.
    pub(super) fn days(&self) -> Option<umbra_graph::Interval> {
        let on = self.on.filter(|on| on.month().is_some())?;
        Some(day::interval(Validity { from: Some(on), to: Some(on) }))
    }
}

/// Who leads a body: heads, chiefs, directors, those who can have a case dropped.
fn heads(offices: &BTreeMap<EntityId, Vec<Office>>) -> BTreeMap<EntityId, Vec<&Office>> {
    let mut heads: BTreeMap<EntityId, Vec<&Office>> = BTreeMap::new();
    for office in offices.values().flatten() {
        if let Some(body) = office.body.as_ref().filter(|_| vocabulary::heads().has(&office.post)) {
            heads.entry(body.id.clone()).or_default().push(office);
        }
    }
    heads
}
