//! What was paid in each of several times.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Evidence, Payment, StatementId};

/// What was paid in one currency, time by time. Currencies are never put together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summed {
    /// The currency's code; `None` where no source tells it.
    pub currency: Option<String>,
    /// How many payments of a known amount fell into each time.
    pub payments: Vec<usize>,
    /// Their sums.
    pub sums: Vec<f64>,
    /// What bears it out.
    pub evidence: Evidence,
}

/// How many payments and how much in each time, and what bears it out.
type Own = (Vec<(usize, f64)>, Vec<StatementId>);

/// Sums payments over times, each from its first to its last day, and counts those without a date. A payment that may have been
/// made on several days counts where their middle lies.
pub(super) fn summed(payments: &[Payment], times: &[(i32, i32)]) -> (Vec<Summed>, usize) {
    let mut sums: BTreeMap<Option<&str>, Own> = BTreeMap::new();
    let mut undated = 0;
    for payment in payments {
        let Some(amount) = payment.sum() else { continue };
        let Some((first, last)) = payment.days() else {
            undated += 1;
            continue;
        };
        let middle = first.saturating_add(last.saturating_sub(first) / 2);
        let Some(at) = times.iter().position(|(from, to)| (*from..=*to).contains(&middle)) else { continue };
        let currency = payment.currency.as_deref();
        let (own, because) = sums.entry(currency).or_insert_with(|| (vec![(0, 0.0); times.len()], Vec::new()));
        own[at].0 += 1;
        own[at].1 += amount;
        because.extend(payment.evidence.statements());
    }
    let summed = sums.into_iter().filter_map(|(currency, (sums, because))| {
        Some(Summed {
            currency: currency.map(str::to_owned),
            payments: sums.iter().map(|(count, _)| *count).collect(),
            sums: sums.iter().map(|(_, sum)| (sum * 100.0).round() / 100.0).collect(),
            evidence: Evidence::new(because)?,
        })
    });
    (summed.collect(), undated)
}
