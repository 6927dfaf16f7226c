//! Shapes of money that launderers leave: handed on in a row, round in a circle, collected in small sums, scattered.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::EntityId;

use super::Payment;
use super::payment::show;
use crate::{EntityRef, Evidence, Facts, Finding, FindingKind};

/// What shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PatternKind {
    /// Handed on in a row, almost whole, within days.
    Layering,
    /// Comes back to whom it started from.
    Cycle,
    /// Many pay one within days.
    FanIn,
    /// One pays many within days.
    FanOut,
}

impl PatternKind {
    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Layering => "handed on in a row",
            Self::Cycle => "round in a circle",
            Self::FanIn => "collected from many",
            Self::FanOut => "scattered to many",
        }
    }

    /// Why it is worth a look, for people who have never heard of it.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Layering => {
                "Money that is passed on almost whole within days goes through hands that have no use for it. It is how the way back \
                 to its origin is made long (layering). It is also what an agent, an escrow account or a parent firm does."
            }
            Self::Cycle => {
                "Money that comes back to its start pays for nothing. It can make invented sales look real or wash what is \
                 owed. It can also be a loan that was paid back."
            }
            Self::FanIn => {
                "Many small payments to one within days, each alike, can be one large sum cut up so that no part has to be reported \
                 (structuring). They can also be rents, fees or gifts."
            }
            Self::FanOut => {
                "One that pays many alike within days may be handing a large sum to people who take it out in parts. It may also pay \
                 wages."
            }
        }
    }
}

/// Payments that together have such a shape.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoneyPattern {
    /// What shape.
    pub kind: PatternKind,
    /// The parties: along the way; of a fan the one in the middle first.
    pub parties: Vec<EntityRef>,
    /// The currency; `None` where no source tells it.
    pub currency: Option<String>,
    /// What passed: of a row or circle the smallest payment, of a fan the sum.
    pub amount: f64,
    /// The payments, by date.
    pub payments: Vec<Payment>,
    /// What was seen, in one sentence.
    pub says: String,
    /// The assessment.
    #[serde(flatten)]
    pub finding: Finding,
}

/// Money that is passed on within so many days counts as the same.
const DAYS: i32 = 10;
/// And when at least this share of it is.
const KEPT: f64 = 0.8;
/// A row has at least so many payments.
const ROW: usize = 3;
/// Rows and circles have at most so many.
const LONGEST: usize = 8;
/// A fan has at least so many ends.
const ENDS: usize = 5;
/// Within so many days.
const FAN_DAYS: i32 = 7;
/// The smallest of a fan's payments is at least this share of the largest.
const ALIKE: f64 = 0.5;
/// Round sums just below which payments look cut to size.
const THRESHOLDS: [f64; 6] = [1000.0, 2000.0, 3000.0, 5000.0, 10_000.0, 15_000.0];
/// "Just below" is within this share.
const BELOW: f64 = 0.12;
/// The most steps that the search for rows and circles takes.
const STEPS: usize = 5_000_000;

/// Payments that can be set in order, with their days.
struct Dated<'p> {
    payment: &'p Payment,
    first: i32,
    last: i32,
    sum: f64,
}

/// Patterns, by kind, the largest amounts first, and whether the search ran to its end.
pub(super) fn patterns(facts: &Facts, payments: &[Payment]) -> (Vec<MoneyPattern>, bool) {
    let dated: Vec<Dated<'_>> = payments
        .iter()
        .filter_map(|payment| {
            let (first, last) = payment.days()?;
            // What is known to the year only could follow anything.
            (last - first <= 31).then_some(Dated { payment, first, last, sum: payment.sum()? })
        })
        .collect();
    let mut found = fans(facts, &dated, true);
    found.extend(fans(facts, &dated, false));
    let (rows, is_complete) = rows(facts, &dated);
    found.extend(rows);
    found.sort_by(|a, b| {
        let parties = |p: &MoneyPattern| p.parties.iter().map(|party| party.id.clone()).collect::<Vec<_>>();
        a.kind.cmp(&b.kind).then(b.amount.total_cmp(&a.amount)).then_with(|| parties(a).cmp(&parties(b)))
    });
    (found, is_complete)
}

fn pattern(
    facts: &Facts,
    kind: PatternKind,
    parties: &[&EntityId],
    payments: &[&Dated<'_>],
    amount: f64,
    says: String,
) -> Option<MoneyPattern> {
    let evidence = Evidence::new(payments.iter().flat_map(|d| d.payment.evidence.statements()).copied())?;
    let subjects = parties.iter().map(|party| (*party).clone()).collect();
    let finding = Finding::new(FindingKind::Money, subjects, &evidence, Vec::new()).with_caveat(kind.explanation());
    Some(MoneyPattern {
        kind,
        parties: parties.iter().map(|party| facts.entity(party)).collect(),
        currency: payments.first().and_then(|d| d.payment.currency.clone()),
        amount,
        payments: payments.iter().map(|d| d.payment.clone()).collect(),
        says,
        finding,
    })
}

/// Whether the second can be the first handed on.
fn hands_on(one: &Dated<'_>, next: &Dated<'_>) -> bool {
    one.payment.currency == next.payment.currency
        && next.last >= one.first
        && next.first <= one.last + DAYS
        && next.sum <= one.sum * 1.005
        && next.sum >= one.sum * KEPT
}

/// Rows and circles: from every payment that is not itself something handed on, as far as it is handed on.
fn rows(facts: &Facts, dated: &[Dated<'_>]) -> (Vec<MoneyPattern>, bool) {
    let mut by_payer: BTreeMap<&EntityId, Vec<usize>> = BTreeMap::new();
    for (place, payment) in dated.iter().enumerate() {
        by_payer.entry(&payment.payment.payer).or_default().push(place);
    }
    let next: Vec<Vec<usize>> = dated
        .iter()
        .map(|one| {
            let out = by_payer.get(&one.payment.payee).into_iter().flatten().copied();
            out.filter(|place| !std::ptr::eq(one, &dated[*place]) && hands_on(one, &dated[*place])).collect()
        })
        .collect();
    let mut has_before = vec![false; dated.len()];
    next.iter().flatten().for_each(|place| has_before[*place] = true);
    let mut left = STEPS;
    let mut parties: BTreeMap<&EntityId, usize> = BTreeMap::new();
    let mut number = |id| {
        let new = parties.len();
        *parties.entry(id).or_insert(new)
    };
    let (payers, payees): (Vec<usize>, Vec<usize>) =
        dated.iter().map(|one| (number(&one.payment.payer), number(&one.payment.payee))).unzip();
    let mut ways: Vec<(bool, Vec<usize>)> = Vec::new();
    // The way so far, each payment with where to go on among those that may follow it.
    let mut stack: Vec<(usize, usize)> = Vec::new();
    for start in 0..dated.len() {
        stack.clear();
        stack.push((start, 0));
        while let Some((place, from)) = stack.pop() {
            if left == 0 {
                break;
            }
            left -= 1;
            let length = stack.len() + 1;
            let way = |stack: &[(usize, usize)]| stack.iter().map(|(place, _)| *place).chain([place]).collect();
            if from == 0 && length >= 2 && payees[place] == payers[start] {
                ways.push((true, way(&stack)));
                continue;
            }
            let is_met = |candidate: usize| {
                payees[place] == payees[candidate] || stack.iter().any(|(known, _)| payees[*known] == payees[candidate])
            };
            let on =
                if length < LONGEST { (from..next[place].len()).find(|at| !is_met(next[place][*at])) } else { None };
            if let Some(at) = on {
                stack.push((place, at + 1));
                stack.push((next[place][at], 0));
            } else if from == 0 && length >= ROW && !has_before[start] {
                ways.push((false, way(&stack)));
            }
        }
    }
    let mut seen: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut found = Vec::new();
    for (is_circle, way) in ways {
        let mut key = way.clone();
        key.sort_unstable();
        if !seen.insert(key) {
            continue;
        }
        let payments: Vec<&Dated<'_>> = way.iter().map(|place| &dated[*place]).collect();
        let mut parties = vec![&payments[0].payment.payer];
        parties.extend(payments.iter().map(|d| &d.payment.payee));
        let amount = payments.iter().map(|d| d.sum).fold(f64::INFINITY, f64::min);
        let kind = if is_circle { PatternKind::Cycle } else { PatternKind::Layering };
        let days = payments.last().map_or(0, |d| d.last) - payments[0].first;
        let says = format!(
            "{} passed through {} payments in {days} days{}",
            show(amount),
            payments.len(),
            if is_circle { " and came back" } else { "" }
        );
        found.extend(pattern(facts, kind, &parties, &payments, amount, says));
    }
    (found, left > 0)
}

/// Many alike with one in the middle, within days.
fn fans(facts: &Facts, dated: &[Dated<'_>], is_in: bool) -> Vec<MoneyPattern> {
    let mut by_middle: BTreeMap<(&EntityId, &Option<String>), Vec<&Dated<'_>>> = BTreeMap::new();
    for payment in dated {
        let middle = if is_in { &payment.payment.payee } else { &payment.payment.payer };
        by_middle.entry((middle, &payment.payment.currency)).or_default().push(payment);
    }
    let end = |d: &Dated<'_>| if is_in { d.payment.payer.clone() } else { d.payment.payee.clone() };
    let mut found = Vec::new();
    for ((middle, _), mut own) in by_middle {
        own.sort_by(|a, b| (a.first, &a.payment.id).cmp(&(b.first, &b.payment.id)));
        let mut start = 0;
        while start < own.len() {
            let within = own[start..].iter().take_while(|d| d.first <= own[start].first + FAN_DAYS).count();
            let most = own[start..start + within].iter().map(|d| d.sum).fold(0.0, f64::max);
            let alike: Vec<&Dated<'_>> =
                own[start..start + within].iter().copied().filter(|d| d.sum >= most * ALIKE).collect();
            let ends: BTreeSet<EntityId> = alike.iter().map(|d| end(d)).collect();
            if ends.len() < ENDS {
                start += 1;
                continue;
            }
            let sum: f64 = alike.iter().map(|d| d.sum).sum();
            let cut = THRESHOLDS
                .into_iter()
                .find(|limit| alike.iter().all(|d| d.sum < *limit && d.sum >= limit * (1.0 - BELOW)));
            let mut says = format!(
                "{} {} {} within {FAN_DAYS} days, {} together",
                ends.len(),
                if is_in { "parties paid" } else { "parties were paid by" },
                facts.caption(middle),
                show(sum)
            );
            if let Some(limit) = cut {
                says.push_str(&format!("; every payment lies just below {}", show(limit)));
            }
            let last = alike.iter().map(|d| d.last).max().unwrap_or_default();
            let on = dated.iter().find(|d| {
                is_in
                    && &d.payment.payer == middle
                    && d.sum >= sum * KEPT
                    && d.sum <= sum * 1.005
                    && d.last >= own[start].first
                    && d.first <= last + DAYS
            });
            let mut payments = alike;
            let mut parties: Vec<&EntityId> = vec![middle];
            let told: Vec<&EntityId> =
                payments.iter().map(|d| if is_in { &d.payment.payer } else { &d.payment.payee }).collect();
            for party in told {
                if !parties.contains(&party) {
                    parties.push(party);
                }
            }
            if let Some(on) = on {
                says.push_str(&format!("; {} went on to {}", show(on.sum), facts.caption(&on.payment.payee)));
                payments.push(on);
            }
            let kind = if is_in { PatternKind::FanIn } else { PatternKind::FanOut };
            found.extend(pattern(facts, kind, &parties, &payments, sum, says));
            start += within;
        }
    }
    found
}
