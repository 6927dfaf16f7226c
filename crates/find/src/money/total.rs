//! Sums: by currency and year, by payer and by payee, and between parties.

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_model::EntityId;

use super::Payment;
use crate::{EntityRef, Evidence, Facts};

/// How much was paid in one currency and year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Total {
    /// The currency; `None` where no source tells it.
    pub currency: Option<String>,
    /// The year; `None` where no source tells it.
    pub year: Option<i16>,
    /// Payments whose amount is told.
    pub payments: usize,
    /// Payments whose amount is not told or can't be added up.
    pub without_amount: usize,
    /// Their sum, in the currency.
    pub sum: f64,
}

/// How much one party paid or was paid in one currency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartyTotal {
    /// The party.
    pub party: EntityRef,
    /// The currency; `None` where no source tells it.
    pub currency: Option<String>,
    /// How many payments.
    pub payments: usize,
    /// Their sum.
    pub sum: f64,
    /// What bears it out.
    pub evidence: Evidence,
}

/// All payments from one party to another in one currency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Flow {
    /// Who paid.
    pub from: EntityRef,
    /// Who was paid.
    pub to: EntityRef,
    /// The currency; `None` where no source tells it.
    pub currency: Option<String>,
    /// How many payments.
    pub payments: usize,
    /// Their sum.
    pub sum: f64,
    /// What bears it out.
    pub evidence: Evidence,
}

/// By currency, then by year.
pub(super) fn totals(payments: &[Payment]) -> Vec<Total> {
    let mut totals: BTreeMap<(Option<String>, Option<i16>), Total> = BTreeMap::new();
    for payment in payments {
        let (currency, year) = (payment.currency.clone(), payment.date.map(umbra_model::PartialDate::year));
        let total = totals.entry((currency.clone(), year)).or_insert(Total {
            currency,
            year,
            payments: 0,
            without_amount: 0,
            sum: 0.0,
        });
        match payment.sum() {
            Some(sum) => {
                total.payments += 1;
                total.sum += sum;
            }
            None => total.without_amount += 1,
        }
    }
    totals.into_values().collect()
}

/// How many, how much, and what bears it out.
type Sum<'p> = (usize, f64, Vec<&'p Evidence>);

/// Sums by something of a payment, the largest of each currency first.
fn sums<K: Ord + Clone>(
    payments: &[Payment],
    key: impl Fn(&Payment) -> K,
) -> Vec<(K, Option<String>, usize, f64, Evidence)> {
    let mut sums: BTreeMap<(Option<String>, K), Sum<'_>> = BTreeMap::new();
    for payment in payments {
        if let Some(sum) = payment.sum() {
            let entry = sums.entry((payment.currency.clone(), key(payment))).or_default();
            entry.0 += 1;
            entry.1 += sum;
            entry.2.push(&payment.evidence);
        }
    }
    let mut sums: Vec<_> = sums
        .into_iter()
        .filter_map(|((currency, key), (count, sum, evidence))| {
            let statements = evidence.iter().flat_map(|evidence| evidence.statements()).copied();
            Some((key, currency, count, sum, Evidence::new(statements)?))
        })
        .collect();
    sums.sort_by(|a, b| a.1.cmp(&b.1).then(b.3.total_cmp(&a.3)).then_with(|| a.0.cmp(&b.0)));
    sums
}

/// Those who paid, or who were paid, most: so many of each currency.
pub(super) fn parties(facts: &Facts, payments: &[Payment], is_payer: bool, most: usize) -> Vec<PartyTotal> {
    let of = |payment: &Payment| if is_payer { payment.payer.clone() } else { payment.payee.clone() };
    let mut seen: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (party, currency, payments, sum, evidence) in sums(payments, of) {
        let count = seen.entry(currency.clone()).or_default();
        *count += 1;
        if *count <= most {
            found.push(PartyTotal { party: facts.entity(&party), currency, payments, sum, evidence });
        }
    }
    found
}

/// The largest flows between two parties: so many of each currency.
pub(super) fn flows(facts: &Facts, payments: &[Payment], most: usize) -> Vec<Flow> {
    let of = |payment: &Payment| -> (EntityId, EntityId) { (payment.payer.clone(), payment.payee.clone()) };
    let mut seen: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for ((from, to), currency, payments, sum, evidence) in sums(payments, of) {
        let count = seen.entry(currency.clone()).or_default();
        *count += 1;
        if *count <= most {
            found.push(Flow { from: facts.entity(&from), to: facts.entity(&to), currency, payments, sum, evidence });
        }
    }
    found
}
