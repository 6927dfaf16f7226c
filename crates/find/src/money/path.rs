//! Ways of money through time, from one party to another.

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_graph::{Capacity, Edge, Graph, NodeId};
use umbra_model::EntityId;

use super::Payment;
use super::payment::show;
use crate::{EntityRef, Evidence, Facts, FindError, Finding, FindingKind};

/// A way that money could have taken: each payment no earlier than the one before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoneyPath {
    /// The parties on the way, both ends included.
    pub parties: Vec<EntityRef>,
    /// The currency; `None` where no source tells it.
    pub currency: Option<String>,
    /// The most that can have passed along this one way: its smallest payment.
    pub amount: f64,
    /// The most that can have passed on all ways together, each payment used once and none before the money was there.
    pub on_all_ways: f64,
    /// The payments, in order.
    pub payments: Vec<Payment>,
    /// The assessment.
    #[serde(flatten)]
    pub finding: Finding,
}

/// What the reader of any way of money has to know.
const CAUTION: &str = "that one payment paid for the next is an inference from dates and amounts: money has no marks, and either \
may have had its own reason";

/// The widest way through time between two parties in each currency, the one that most can have passed first.
pub(super) fn paths(
    facts: &Facts,
    payments: &[Payment],
    from: &EntityId,
    to: &EntityId,
) -> Result<Vec<MoneyPath>, FindError> {
    let mut by_currency: BTreeMap<Option<String>, Vec<&Payment>> = BTreeMap::new();
    for payment in payments.iter().filter(|payment| payment.sum().is_some() && payment.date.is_some()) {
        by_currency.entry(payment.currency.clone()).or_default().push(payment);
    }
    let mut found = Vec::new();
    for (currency, payments) in by_currency {
        let Some(way) = widest(&payments, from, to) else { continue };
        let amount = way.iter().filter_map(|payment| payment.sum()).fold(f64::INFINITY, f64::min);
        let Some(evidence) = Evidence::new(way.iter().flat_map(|p| p.evidence.statements()).copied()) else { continue };
        let mut parties = vec![facts.entity(from)];
        parties.extend(way.iter().map(|payment| facts.entity(&payment.payee)));
        let subjects = parties.iter().map(|party| party.id.clone()).collect();
        let mut finding = Finding::new(FindingKind::Money, subjects, &evidence, Vec::new()).with_caveat(CAUTION);
        if way.iter().any(|payment| payment.date.is_some_and(|date| date.day().is_none())) {
            finding = finding.with_caveat("some of its dates are known to the month or the year only");
        }
        if way.len() > 1 {
            let ends = [way.first(), way.last()].map(|payment| payment.and_then(|p| p.sum()).unwrap_or_default());
            if ends[1] < ends[0] * 0.5 {
                let (first, last) = (show(ends[0]), show(ends[1]));
                finding = finding.with_caveat(format!("of {first} paid at the beginning only {last} arrive"));
            }
        }
        found.push(MoneyPath {
            parties,
            currency,
            amount,
            on_all_ways: most(&payments, from, to)?,
            payments: way.into_iter().cloned().collect(),
            finding,
        });
    }
    found.sort_by(|a, b| b.amount.total_cmp(&a.amount).then_with(|| a.currency.cmp(&b.currency)));
    Ok(found)
}

/// The way whose smallest payment is the largest. Payments go by date; one that may have been made on any day of a month may follow
/// all that may have been made before the month's end.
///
/// A label for each party holds how much can have come there by now; a payment betters the label of its payee. Time
/// O(n log n) in payments, and O(n²) at worst for those of one day.
fn widest<'p>(payments: &[&'p Payment], from: &EntityId, to: &EntityId) -> Option<Vec<&'p Payment>> {
    struct Label<'p> {
        width: f64,
        /// The earliest day of the payment that brought it.
        day: i32,
        way: Vec<&'p Payment>,
    }
    let mut order: Vec<(i32, i32, &Payment)> =
        payments.iter().filter_map(|payment| payment.days().map(|(first, last)| (first, last, *payment))).collect();
    order.sort_by(|a, b| (a.1, a.0, &a.2.id).cmp(&(b.1, b.0, &b.2.id)));
    let mut labels: BTreeMap<&EntityId, Label<'p>> = BTreeMap::new();
    labels.insert(from, Label { width: f64::INFINITY, day: i32::MIN, way: Vec::new() });
    let mut start = 0;
    while start < order.len() {
        let end = start + order[start..].iter().take_while(|payment| payment.1 == order[start].1).count();
        // Within one day money may pass through several hands, in whatever order.
        let mut is_better = true;
        let mut rounds = 0;
        while is_better && rounds <= end - start {
            is_better = false;
            rounds += 1;
            for (first, last, payment) in &order[start..end] {
                let Some(label) = labels.get(&payment.payer).filter(|label| label.day <= *last) else { continue };
                let width = label.width.min(payment.sum().unwrap_or_default());
                let is_wider = labels.get(&payment.payee).is_none_or(|known| width > known.width);
                let is_round = &payment.payee == from || label.way.iter().any(|p| p.payee == payment.payee);
                if is_wider && !is_round {
                    let mut way = label.way.clone();
                    way.push(payment);
                    let day = label.day.max(*first);
                    labels.insert(&payment.payee, Label { width, day, way });
                    is_better = true;
                }
            }
        }
        start = end;
    }
    labels.remove(to).map(|label| label.way).filter(|way| !way.is_empty())
}

/// The most that can have come from one to the other: the largest flow through parties at each of their payments' days.
fn most(payments: &[&Payment], from: &EntityId, to: &EntityId) -> Result<f64, FindError> {
    // A party is one node for each day on which it pays or is paid; money waits from one to the next.
    let mut days: BTreeMap<(&EntityId, i32), u32> = BTreeMap::new();
    let mut edges: Vec<(u32, u32, f64)> = Vec::new();
    let mut number = 0;
    for payment in payments {
        let Some((_, day)) = payment.days() else { continue };
        let mut node = |party| {
            *days.entry((party, day)).or_insert_with(|| {
                number += 1;
                number - 1
            })
        };
        let (a, b) = (node(&payment.payer), node(&payment.payee));
        edges.push((a, b, payment.sum().unwrap_or_default()));
    }
    let all: f64 = edges.iter().map(|edge| edge.2).sum();
    let mut before: Option<(&EntityId, u32)> = None;
    let (source, sink) = (number, number + 1);
    for ((party, _), node) in &days {
        if let Some((known, last)) = before.filter(|(known, _)| known == party) {
            let _ = known;
            edges.push((last, *node, all));
        }
        before = Some((party, *node));
        if *party == from {
            edges.push((source, *node, all));
        }
        if *party == to {
            edges.push((*node, sink, all));
        }
    }
    let graph = Graph::directed(number + 2, edges.into_iter().map(|(a, b, weight)| Edge::new(a, b).weighing(weight)))?;
    let cut = umbra_graph::minimum_cut(&graph.view(), &[NodeId(source)], &[NodeId(sink)], Capacity::Weights)?;
    Ok((cut.value * 100.0).round() / 100.0)
}
