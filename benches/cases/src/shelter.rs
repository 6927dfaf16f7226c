//! Who shelters whom, and what of it shows; and what looks like it and is not.

use umbra_model::Standing;

use crate::case::{Making, Tie};
use crate::group::{Gang, proceeding};
use crate::official::{Official, Power};
use crate::record::Desk;
use crate::world::Shelter;
use crate::{calendar, name};

/// How a protection shows.
#[derive(Clone, Copy)]
enum Trace {
    Statement,
    PaidDirectly,
    PaidThroughFamily,
    FamilyFirm,
    Share,
    DroppedCases,
    TipOff,
    Relative,
}

/// Gives the groups protectors, and the innocent their share of odd circumstances.
pub(crate) fn make(making: &mut Making, groups: &[Gang]) {
    for gang in groups {
        let count = match making.random.unit() {
            x if x < 0.25 => 0,
            x if x < 0.65 => 1,
            x if x < 0.9 => 2,
            _ => 3,
        };
        for _ in 0..count {
            shelter(making, gang);
        }
    }
    for place in 0..making.officials.len() {
        if making.random.chance(0.25) {
            let gang = making.random.one(groups).clone();
            circumstance(making, place, &gang);
        }
    }
    for gang in groups {
        if making.random.chance(0.3) {
            false_accusation(making, gang);
        }
    }
}

/// An official with power over the group's district while it is at work, mostly.
fn shelter(making: &mut Making, gang: &Gang) {
    let is_near = making.random.chance(0.85);
    let fits = |official: &&Official| {
        official.to > gang.since + 800 && official.from < 3200 && (!is_near || official.district == gang.district)
    };
    let candidates: Vec<Official> = making.officials.iter().filter(fits).cloned().collect();
    if candidates.is_empty() {
        return;
    }
    let official = making.random.one(&candidates).clone();
    let is_known = |known: &Shelter| known.official == official.id && known.group == gang.id;
    if making.case.truth.protectors.iter().any(is_known) {
        return;
    }
    let mut traces = vec![
        Trace::Statement,
        Trace::PaidDirectly,
        Trace::PaidThroughFamily,
        Trace::PaidThroughFamily,
        Trace::FamilyFirm,
        Trace::Share,
        Trace::DroppedCases,
        Trace::TipOff,
        Trace::Relative,
    ];
    making.random.shuffle(&mut traces);
    let count = 1 + making.random.below(3);
    let mut is_visible = false;
    for trace in traces.into_iter().take(count) {
        is_visible |= show(making, gang, &official, trace);
    }
    making.case.truth.protectors.push(Shelter { official: official.id, group: gang.id.clone(), is_visible });
}

/// A day on which the official was in office and the group at work.
fn a_day(making: &mut Making, gang: &Gang, official: &Official) -> i32 {
    let (from, to) = (official.from.max(gang.since + 500), official.to.min(calendar::LAST - 120));
    making.random.between(from.min(to), to)
}

fn a_member(making: &mut Making, gang: &Gang) -> String {
    if making.random.chance(0.5) { gang.leader.clone() } else { making.random.one(&gang.members).0.clone() }
}

/// Lets a trace be found; gives back whether any source tells of it.
fn show(making: &mut Making, gang: &Gang, official: &Official, trace: Trace) -> bool {
    let day = a_day(making, gang, official);
    match trace {
        Trace::Statement => {
            let standing =
                *making.random.one(&[Standing::Alleged, Standing::Alleged, Standing::Charged, Standing::Convicted]);
            let member = a_member(making, gang);
            let protected = if making.random.chance(0.7) { gang.id.clone() } else { member };
            let desk = if standing == Standing::Alleged { Desk::Press } else { Desk::Court };
            let tie = Tie::lasting("Protection", ("protector", &official.id), ("protected", &protected), day);
            let told = making.tie(desk, tie.with("conduct", "sheltering").at(standing));
            if told && standing == Standing::Convicted {
                making.case.truth.convicted.push((official.id.clone(), gang.id.clone()));
            }
            told
        }
        Trace::PaidDirectly => pay(making, gang, &official.id, day),
        Trace::PaidThroughFamily => match official.relatives.first() {
            Some((relative, is_kin)) => pay(making, gang, &relative.clone(), day) && *is_kin,
            None => pay(making, gang, &official.id, day),
        },
        Trace::FamilyFirm => {
            let (owner, is_kin) = official.relatives.last().cloned().unwrap_or_else(|| (official.id.clone(), true));
            let trade = making.random.word(&name::TRADES);
            let firm = making.firm(trade, official.district);
            making.tie(Desk::Register, Tie::lasting("Ownership", ("owner", &owner), ("asset", &firm), day - 200));
            // The leader pays it himself, so that few hands are between.
            let leader = gang.leader.clone();
            let mut told = false;
            for month in 0..3 {
                let amount = f64::from(making.random.between(3, 20)) * 1000.0;
                told |= making.tie(Desk::Bank, Tie::payment(&leader, &firm, amount, day + 30 * month));
            }
            told && is_kin
        }
        Trace::Share => {
            let own = (official.id.clone(), true);
            let is_own = making.random.chance(0.5);
            let (holder, is_kin) = official.relatives.first().filter(|_| !is_own).unwrap_or(&own).clone();
            let front = making.random.one(&gang.fronts).clone();
            let share = Tie::lasting("Ownership", ("owner", &holder), ("asset", &front), day);
            making.tie(Desk::Register, share.with("percentage", "20")) && is_kin
        }
        Trace::DroppedCases => {
            let is_able = matches!(official.power, Power::Police | Power::Prosecution);
            for number in 0..making.random.between(2, 3) {
                let member = a_member(making, gang);
                let authority = if is_able { official.id.clone() } else { official.body.clone() };
                proceeding(making, &member, &authority, "dropped", day + 60 * number);
            }
            is_able
        }
        Trace::TipOff => {
            let member = a_member(making, gang);
            let tie = Tie::lasting("UnknownLink", ("subject", &official.id), ("object", &member), day).until(Some(day));
            let told = making.tie(Desk::Press, tie.with("role", "telephone calls before a raid"));
            let raid = making.id("e");
            let values = vec![
                ("name", "raid that found nothing".to_owned()),
                ("involved", member),
                ("date", calendar::date(day + making.random.between(1, 6))),
            ];
            making.tell(Desk::Press, day, &raid, "Event", values, None);
            told
        }
        Trace::Relative => {
            let (relative, is_kin) = official.relatives.first().cloned().unwrap_or_else(|| (official.id.clone(), true));
            let front = making.random.one(&gang.fronts).clone();
            let seat = Tie::lasting("Directorship", ("director", &relative), ("organization", &front), day);
            making.tie(Desk::Register, seat) && is_kin
        }
    }
}

/// Some payments out of a front.
fn pay(making: &mut Making, gang: &Gang, to: &str, day: i32) -> bool {
    let front = making.random.one(&gang.fronts).clone();
    let mut told = false;
    for month in 0..making.random.between(2, 5) {
        let amount = f64::from(making.random.between(2, 30)) * 1000.0;
        told |= making.tie(Desk::Bank, Tie::payment(&front, to, amount, day + 31 * month));
    }
    told
}

/// What happens to officials who shelter nobody: a cousin with a job, a bill paid, an old friend, a case that fell.
fn circumstance(making: &mut Making, place: usize, gang: &Gang) {
    let official = making.officials[place].clone();
    let day = a_day(making, gang, &official);
    let front = making.random.one(&gang.fronts).clone();
    let relative = official.relatives.first().map_or_else(|| official.id.clone(), |(relative, _)| relative.clone());
    match making.random.below(5) {
        0 => {
            making.tie(Desk::Press, Tie::lasting("Employment", ("employee", &relative), ("employer", &front), day));
        }
        1 => {
            let amount = f64::from(making.random.between(2, 40)) * 50.0;
            making.tie(Desk::Bank, Tie::payment(&front, &relative, amount, day));
        }
        2 => {
            let member = a_member(making, gang);
            let since = making.random.between(0, 600);
            let tie = Tie::lasting("Associate", ("person", &official.id), ("associate", &member), since);
            making.tie(Desk::Press, tie.with("relationship", "school friend"));
        }
        3 => {
            // The tie is true and the time is not: long before or after the office.
            let share = Tie::lasting("Ownership", ("owner", &official.id), ("asset", &front), 10).until(Some(200));
            making.tie(Desk::Register, share);
        }
        _ => {
            let member = a_member(making, gang);
            proceeding(making, &member, &official.body, "dropped", day);
        }
    }
}

/// Somebody is accused who shelters nobody; it is denied, or falls.
fn false_accusation(making: &mut Making, gang: &Gang) {
    let official = making.random.one(&making.officials).clone();
    let is_true = |known: &Shelter| known.official == official.id && known.group == gang.id;
    if making.case.truth.protectors.iter().any(is_true) {
        return;
    }
    let day = a_day(making, gang, &official);
    let id = making.id("t");
    let values = vec![
        ("protector", official.id.clone()),
        ("protected", gang.id.clone()),
        ("conduct", "sheltering".to_owned()),
        ("startDate", calendar::date(day)),
    ];
    let end = *making.random.one(&[Standing::Denied, Standing::Dropped, Standing::Acquitted]);
    let first = if end == Standing::Denied { Standing::Alleged } else { Standing::Charged };
    making.tell(Desk::Press, day, &id, "Protection", values.clone(), Some(first));
    making.tell(Desk::Court, day + 300, &id, "Protection", values, Some(end));
    if end != Standing::Denied {
        making.case.truth.cleared.push((official.id, gang.id.clone()));
    }
}
