//! Money that is led around, among the bills of everyday.

use crate::case::Making;
use crate::record::Desk;
use crate::world::{MoneyTrail, TrailKind};

/// Lays trails of all three kinds.
pub(crate) fn make(making: &mut Making) {
    for _ in 0..(making.persons / 250).max(2) {
        layered(making);
        fan_in(making);
        cycle(making);
    }
}

fn parties(making: &mut Making, count: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    while found.len() < count {
        let party = if making.random.chance(0.6) { making.random.one(&making.firms).clone() } else { making.anybody() };
        if !found.contains(&party) {
            found.push(party);
        }
    }
    found
}

fn pay(making: &mut Making, from: &str, to: &str, amount: f64, day: i32) {
    // Bank records are whole here: what is scored is whether the way is found, not whether it is there.
    let id = making.id("t");
    let values = vec![
        ("payer", from.to_owned()),
        ("beneficiary", to.to_owned()),
        ("amount", amount.to_string()),
        ("currency", "EUR".to_owned()),
        ("date", crate::calendar::date(day)),
    ];
    making.tell(Desk::Bank, day, &id, "Payment", values, None);
}

fn layered(making: &mut Making) {
    let count = 4 + making.random.below(3);
    let parties = parties(making, count);
    let mut amount = f64::from(making.random.between(60, 400)) * 1000.0;
    let mut day = making.random.between(200, 3600);
    for pair in parties.windows(2) {
        pay(making, &pair[0], &pair[1], amount, day);
        day += making.random.between(1, 6);
        amount = (amount * 0.97).round();
    }
    making.case.truth.trails.push(MoneyTrail { kind: TrailKind::Layered, parties, amount });
}

fn fan_in(making: &mut Making) {
    let parties = parties(making, 9);
    let day = making.random.between(200, 3600);
    let mut sum = 0.0;
    for payer in &parties[1..8] {
        let amount = f64::from(making.random.between(880, 995)) * 10.0;
        let when = day + making.random.between(0, 4);
        pay(making, payer, &parties[0], amount, when);
        sum += amount;
    }
    pay(making, &parties[0], &parties[8], (sum * 0.98).round(), day + 6);
    making.case.truth.trails.push(MoneyTrail { kind: TrailKind::FanIn, parties, amount: sum });
}

fn cycle(making: &mut Making) {
    let count = 3 + making.random.below(2);
    let mut parties = parties(making, count);
    let mut amount = f64::from(making.random.between(40, 200)) * 1000.0;
    let mut day = making.random.between(200, 3600);
    let first = parties[0].clone();
    parties.push(first);
    for pair in parties.windows(2) {
        pay(making, &pair[0], &pair[1], amount, day);
        day += making.random.between(1, 6);
        amount = (amount * 0.98).round();
    }
    making.case.truth.trails.push(MoneyTrail { kind: TrailKind::Cycle, parties, amount });
}
