//! What is counted at a place.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};
use umbra_model::EntityId;

use crate::inspect::{Contents, Key};
use crate::{Facts, Findings, Payment, Shelf, StatementId};

/// Who and what is told to be at a place. Each is counted once, however often it is told.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PlaceTally {
    /// Criminal groups at work there, themselves or by a firm.
    #[serde(serialize_with = "count")]
    pub groups: BTreeSet<EntityId>,
    /// Protectors of these groups whom a source names as such.
    #[serde(serialize_with = "count")]
    pub protectors: BTreeSet<EntityId>,
    /// Those of whom only the structure tells: an assessment.
    #[serde(serialize_with = "count")]
    pub by_structure: BTreeSet<EntityId>,
    /// Offences.
    #[serde(serialize_with = "count")]
    pub offences: BTreeSet<EntityId>,
    /// Complaints.
    #[serde(serialize_with = "count")]
    pub complaints: BTreeSet<EntityId>,
    /// Persons, firms and bodies.
    #[serde(serialize_with = "count")]
    pub parties: BTreeSet<EntityId>,
    /// Published figures.
    #[serde(serialize_with = "count")]
    pub figures: BTreeSet<EntityId>,
    /// Payments by and to these parties.
    #[serde(serialize_with = "count")]
    pub payments: BTreeSet<EntityId>,
    /// What was paid by and to them.
    #[serde(skip)]
    amounts: BTreeMap<EntityId, (Option<String>, f64)>,
    /// What all of it rests on.
    #[serde(skip)]
    pub statements: BTreeSet<StatementId>,
}

/// A sum in one currency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SumOf {
    /// The currency; `None` where no source tells it.
    pub currency: Option<String>,
    /// How much.
    pub sum: f64,
}

fn count<S: Serializer>(all: &BTreeSet<EntityId>, serializer: S) -> Result<S::Ok, S::Error> {
    all.len().serialize(serializer)
}

impl PlaceTally {
    /// Adds what another place has.
    pub(super) fn join(&mut self, other: &Self) {
        for (own, more) in [
            (&mut self.groups, &other.groups),
            (&mut self.protectors, &other.protectors),
            (&mut self.by_structure, &other.by_structure),
            (&mut self.offences, &other.offences),
            (&mut self.complaints, &other.complaints),
            (&mut self.parties, &other.parties),
            (&mut self.figures, &other.figures),
            (&mut self.payments, &other.payments),
        ] {
            own.extend(more.iter().cloned());
        }
        self.amounts.extend(other.amounts.iter().map(|(id, amount)| (id.clone(), amount.clone())));
        self.statements.extend(&other.statements);
    }

    /// Whether an entity is among what is counted.
    pub fn has(&self, id: &EntityId) -> bool {
        let all = [&self.groups, &self.offences, &self.complaints, &self.parties, &self.figures];
        all.into_iter().any(|ids| ids.contains(id))
    }

    /// What was paid, by currency.
    pub fn money(&self) -> Vec<SumOf> {
        let mut sums: BTreeMap<&Option<String>, f64> = BTreeMap::new();
        for (currency, amount) in self.amounts.values() {
            *sums.entry(currency).or_default() += amount;
        }
        sums.into_iter().map(|(currency, sum)| SumOf { currency: currency.clone(), sum }).collect()
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is told of each place itself.
pub(super) fn by_place(
    facts: &Facts,
    findings: &Findings,
    at: &BTreeMap<EntityId, Vec<Key>>,
    contents: &BTreeMap<Key, Contents>,
) -> BTreeMap<Key, PlaceTally> {
    let mut found: BTreeMap<Key, PlaceTally> = BTreeMap::new();
    for (key, contents) in contents {
        let tally = found.entry(key.clone()).or_default();
        tally.groups = contents.groups.clone();
        tally.offences = contents.offences.clone();
        tally.complaints = contents.complaints.clone();
        tally.statements = contents.statements.clone();
        for umbrella in findings.umbrellas.iter().filter(|umbrella| contents.groups.contains(&umbrella.group.id)) {
            for protector in &umbrella.protectors {
                let who = protector.person.id.clone();
                if protector.shelf == Shelf::Structure {
                    tally.by_structure.insert(who);
                } else {
                    tally.protectors.insert(who);
                    tally.statements.extend(protector.finding.evidence().statements());
                }
            }
        }
    }
    for (id, keys) in at {
        let Some(schema) = facts.profile(id).map(crate::Profile::schema) else { continue };
        let (is_party, is_figure) = (schema.is_a("LegalEntity"), schema.is_a("Figure"));
        if !is_party && !is_figure {
            continue;
        }
        for key in keys {
            let tally = found.entry(key.clone()).or_default();
            // A group is counted among groups.
            if is_figure {
                tally.figures.insert(id.clone());
            } else if !schema.is_a("CriminalGroup") {
                tally.parties.insert(id.clone());
            }
            tally.statements.extend(facts.of(id).map(|fact| fact.id));
        }
    }
    let nowhere: Vec<Key> = Vec::new();
    for payment in &findings.payments {
        let ends = [&payment.payer, &payment.payee].map(|end| at.get(end).unwrap_or(&nowhere));
        for key in ends.into_iter().flatten() {
            let tally = found.entry(key.clone()).or_default();
            add(tally, payment);
        }
    }
    found
}

fn add(tally: &mut PlaceTally, payment: &Payment) {
    tally.payments.insert(payment.id.clone());
    if let Some(sum) = payment.sum() {
        tally.amounts.insert(payment.id.clone(), (payment.currency.clone(), sum));
    }
    tally.statements.extend(payment.evidence.statements());
}

/// The currencies of payments, those of most payments first.
pub(super) fn currencies(tallies: &BTreeMap<Key, PlaceTally>) -> Vec<Option<String>> {
    let mut counts: BTreeMap<&Option<String>, BTreeSet<&EntityId>> = BTreeMap::new();
    for (id, (currency, _)) in tallies.values().flat_map(|tally| &tally.amounts) {
        counts.entry(currency).or_default().insert(id);
    }
    let mut all: Vec<(&Option<String>, usize)> =
        counts.into_iter().map(|(currency, ids)| (currency, ids.len())).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    all.into_iter().map(|(currency, _)| currency.clone()).collect()
}
