//! Money that came near to those who shelter a group.

use std::collections::BTreeSet;

use serde::Serialize;
use umbra_model::EntityId;

use super::Payment;
use crate::circle::{Circle, TiesOf};
use crate::{EntityRef, Evidence, Facts, Finding, FindingKind, Network, Shelf, TieKind, Umbrella};

/// What was paid to an official, next of kin or a firm of either, by those around a group that the official is found near.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NearProtector {
    /// The official.
    pub protector: EntityRef,
    /// The group.
    pub group: EntityRef,
    /// On which shelf the official stands.
    pub shelf: Shelf,
    /// Who took the money.
    pub taker: EntityRef,
    /// How the taker is tied to the official; `None` for the official.
    pub tie: Option<String>,
    /// The payments by the group, its members and their firms.
    pub payments: Vec<Payment>,
    /// The assessment.
    #[serde(flatten)]
    pub finding: Finding,
}

/// Payments by a group's circle to its protectors, to their next of kin and to what either holds.
pub(super) fn near(
    facts: &Facts,
    network: &Network,
    umbrellas: &[Umbrella],
    payments: &[Payment],
) -> Vec<NearProtector> {
    let ties = TiesOf::new(network);
    let mut by_payee: std::collections::BTreeMap<&EntityId, Vec<&Payment>> = std::collections::BTreeMap::new();
    for payment in payments {
        by_payee.entry(&payment.payee).or_default().push(payment);
    }
    let mut found = Vec::new();
    for umbrella in umbrellas {
        let circle = Circle::of(facts, network, &ties, &umbrella.group.id);
        let mut payers: BTreeSet<&EntityId> =
            circle.nodes().into_iter().map(|place| &network.nodes()[place].entity.id).collect();
        payers.insert(&umbrella.group.id);
        for protector in &umbrella.protectors {
            for (taker, tie) in takers(facts, network, &ties, &protector.person.id) {
                let taken =
                    by_payee.get(&taker).into_iter().flatten().filter(|payment| payers.contains(&payment.payer));
                let payments: Vec<Payment> = taken.map(|payment| (*payment).clone()).collect();
                let paid = payments.iter().flat_map(|payment| payment.evidence.statements());
                let through = tie.iter().flat_map(|(_, evidence)| evidence.statements());
                let (false, Some(evidence)) = (payments.is_empty(), Evidence::new(paid.chain(through).copied())) else {
                    continue;
                };
                let subjects = vec![protector.person.id.clone(), taker.clone(), umbrella.group.id.clone()];
                let finding = Finding::new(FindingKind::Money, subjects, &evidence, Vec::new())
                    .with_caveat("a payment is no bribe by itself: what it was for has to be asked");
                found.push(NearProtector {
                    protector: protector.person.clone(),
                    group: umbrella.group.clone(),
                    shelf: protector.shelf,
                    taker: facts.entity(&taker),
                    tie: tie.map(|(words, _)| words),
                    payments,
                    finding,
                });
            }
        }
    }
    found.sort_by(|a, b| (a.shelf, &a.group, &a.protector, &a.taker).cmp(&(b.shelf, &b.group, &b.protector, &b.taker)));
    found
}

/// The official, the next of kin, and what either holds, each with the tie in words and what it rests on.
fn takers(
    facts: &Facts,
    network: &Network,
    ties: &TiesOf,
    official: &EntityId,
) -> Vec<(EntityId, Option<(String, Evidence)>)> {
    let mut found: Vec<(EntityId, Option<(String, Evidence)>)> = vec![(official.clone(), None)];
    let mut known = BTreeSet::from([official.clone()]);
    let mut rim = vec![(official.clone(), None)];
    for kinds in [&[TieKind::Family, TieKind::Ownership, TieKind::Control][..], &[TieKind::Ownership, TieKind::Control]]
    {
        let mut next = Vec::new();
        for (from, before) in rim {
            let Some(place) = network.place(&from) else { continue };
            for tie in ties.of(network, place).filter(|tie| kinds.contains(&tie.kind) && !tie.is_cleared()) {
                let is_held = tie.kind == TieKind::Family || tie.source == from;
                let other = tie.other(&from).clone();
                if !is_held || !known.insert(other.clone()) {
                    continue;
                }
                let says = tie.says_with_standing(facts);
                let via: (String, Evidence) = match &before {
                    Some((words, evidence)) => (format!("{words}; {says}"), tie.evidence.and(evidence)),
                    None => (says, tie.evidence.clone()),
                };
                found.push((other.clone(), Some(via.clone())));
                next.push((other, Some(via)));
            }
        }
        rim = next;
    }
    found
}
