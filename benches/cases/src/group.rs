//! Groups: who belongs to them and since when, what they live on, what they do.

use umbra_generator::random::Random;
use umbra_model::Standing;

use crate::case::{Making, Tie};
use crate::record::Desk;
use crate::{CUTOFF_YEAR, calendar, name, world};

/// A group under way.
#[derive(Clone, Debug)]
pub(crate) struct Gang {
    pub(crate) id: String,
    pub(crate) district: usize,
    pub(crate) leader: String,
    /// With the day of joining.
    pub(crate) members: Vec<(String, i32)>,
    pub(crate) fronts: Vec<String>,
    pub(crate) since: i32,
}

/// How it fares: joins a year before and after the cutoff, and what it is seen at.
struct Drive {
    joins_before: f64,
    joins_after: f64,
    violence: f64,
    money: f64,
    ventures: usize,
}

impl Drive {
    /// What makes groups grow shows beforehand, not in every one and not only in those that grow.
    fn of(random: &mut Random) -> Self {
        let push = random.unit();
        // What it comes to depends on luck as well.
        let luck = random.unit();
        let grows = 0.75 * push + 0.25 * luck;
        let shown = |random: &mut Random, most: f64| most * (0.8 * push + 0.2 * random.unit());
        Self {
            joins_before: shown(random, 2.2),
            joins_after: if grows > 0.6 { 2.0 + 4.0 * (grows - 0.6) / 0.4 } else { 0.9 * grows },
            violence: shown(random, 3.0),
            money: shown(random, 5.0),
            ventures: usize::from(random.chance(push)) + usize::from(random.chance(push * 0.8)),
        }
    }
}

/// How often something that happens at a rate happens (Knuth's way; rates are small).
fn times(random: &mut Random, rate: f64) -> usize {
    let (limit, mut product, mut count) = ((-rate).exp(), random.unit(), 0);
    while product > limit && count < 60 {
        product *= random.unit();
        count += 1;
    }
    count
}

/// Founds the groups: one for eighty people.
pub(crate) fn make(making: &mut Making) -> Vec<Gang> {
    let count = (making.persons / 80).max(4);
    (0..count).map(|number| found(making, number)).collect()
}

fn found(making: &mut Making, number: usize) -> Gang {
    let id = format!("g{number}");
    let district = making.random.below(making.districts.len());
    let since = making.random.between(0, 1200);
    let place = making.districts[district].clone();
    let trade = making.random.word(&name::TRADES);
    let values = vec![
        ("name", format!("{} {} ring", place.name, trade)),
        ("territoryEntity", place.id.clone()),
        ("trades", trade.to_owned()),
        ("activeSince", calendar::date(since)),
    ];
    making.tell(Desk::Press, since, &id, "CriminalGroup", values, None);
    let leader = making.somebody();
    let mut gang = Gang { id, district, leader: leader.clone(), members: Vec::new(), fronts: Vec::new(), since };
    join(making, &mut gang, leader, since, "leader");
    for _ in 0..making.random.between(2, 6) {
        let (who, day) = (making.somebody(), since + making.random.between(0, 400));
        join(making, &mut gang, who, day, "member");
    }
    for _ in 0..=making.random.below(2) {
        let front = making.firm(trade, district);
        let owner = gang.leader.clone();
        let day = since + making.random.between(50, 500);
        let share = Tie::lasting("Ownership", ("owner", &owner), ("asset", &front), day);
        making.tie(Desk::Register, share.with("percentage", "100"));
        gang.fronts.push(front);
    }
    let drive = Drive::of(&mut making.random);
    years(making, &mut gang, &drive);
    let at = |year: i16| gang.members.iter().filter(|(_, since)| *since < calendar::year(year)).count();
    let group = world::Group { id: gang.id.clone(), before: at(CUTOFF_YEAR), after: at(CUTOFF_YEAR + 2) };
    making.case.truth.groups.push(group);
    gang
}

fn join(making: &mut Making, gang: &mut Gang, who: String, day: i32, role: &str) {
    let standing = *making.random.one(&[Standing::Alleged, Standing::Charged, Standing::Convicted, Standing::Reported]);
    // Of a leader more is written than of others.
    for _ in 0..if role == "leader" { 2 } else { 1 } {
        let tie = Tie::lasting("Membership", ("member", &who), ("organization", &gang.id), day);
        making.tie(Desk::Press, tie.with("role", role).at(standing));
    }
    if let Some((friend, _)) = gang.members.last() {
        let friend = friend.clone();
        making.tie(Desk::Press, Tie::lasting("Associate", ("person", &who), ("associate", &friend), day));
    }
    gang.members.push((who, day));
}

/// What happens year by year: to all a little, and in the two years before the cutoff to those that are about to grow more.
fn years(making: &mut Making, gang: &mut Gang, drive: &Drive) {
    for year in 2017..=2024_i16 {
        let start = calendar::year(year);
        let is_eve = (CUTOFF_YEAR - 2..CUTOFF_YEAR).contains(&year);
        let joins = match () {
            () if is_eve => drive.joins_before * 0.6,
            () if year < CUTOFF_YEAR => 0.3,
            () if year < CUTOFF_YEAR + 2 => drive.joins_after,
            () => 0.4,
        };
        for _ in 0..times(&mut making.random, joins) {
            let (who, day) = (making.somebody(), start + making.random.between(0, 364));
            join(making, gang, who, day, "member");
        }
        for _ in 0..times(&mut making.random, if is_eve { drive.violence } else { 0.8 }) {
            offence(making, gang, start);
        }
        for _ in 0..times(&mut making.random, if is_eve { drive.money } else { 1.5 }) {
            let (firm, front) = (making.random.one(&making.firms).clone(), making.random.one(&gang.fronts).clone());
            let (amount, day) = (making.random.between(5, 80) * 1000, start + making.random.between(0, 364));
            making.tie(Desk::Bank, Tie::payment(&firm, &front, f64::from(amount), day));
        }
        if year == CUTOFF_YEAR - 1 {
            for _ in 0..drive.ventures {
                venture(making, gang, start);
            }
        }
    }
}

fn offence(making: &mut Making, gang: &Gang, start: i32) {
    let day = start + making.random.between(0, 364);
    let id = making.id("o");
    let who = making.random.one(&gang.members).0.clone();
    let place = if making.random.chance(0.8) { gang.district } else { making.random.below(making.districts.len()) };
    let values = vec![
        ("name", making.random.word(&["assault", "extortion", "arson", "illegal gambling"]).to_owned()),
        ("perpetrator", if making.random.chance(0.5) { gang.id.clone() } else { who.clone() }),
        ("placeEntity", making.districts[place].id.clone()),
        ("date", calendar::date(day)),
    ];
    if making.random.chance(0.85) {
        making.tell(Desk::Press, day, &id, "Offence", values, None);
    }
    // Some of it comes before a prosecutor, and of that some is given up, as everywhere.
    if making.random.chance(0.3) {
        let stage = if making.random.chance(0.25) { "dropped" } else { "charged" };
        let authority = body_of(making, gang.district, crate::official::Power::Prosecution);
        proceeding(making, &who, &authority, stage, day + 100);
    }
}

/// The body with a power over a district.
pub(crate) fn body_of(making: &Making, district: usize, power: crate::official::Power) -> String {
    let found = making.officials.iter().find(|official| official.district == district && official.power == power);
    found.map(|official| official.body.clone()).unwrap_or_default()
}

pub(crate) fn proceeding(making: &mut Making, who: &str, authority: &str, stage: &'static str, day: i32) {
    if authority.is_empty() || day > calendar::LAST {
        return;
    }
    let id = making.id("c");
    let values = vec![
        ("defendant", who.to_owned()),
        ("authority", authority.to_owned()),
        ("charge", "extortion".to_owned()),
        ("stage", stage.to_owned()),
        ("date", calendar::date(day)),
    ];
    let standing = stage.parse().ok();
    making.tell(Desk::Court, day, &id, "Proceeding", values, standing);
}

/// A new trade, in a new place, under a new firm.
fn venture(making: &mut Making, gang: &mut Gang, start: i32) {
    let trade = making.random.word(&name::TRADES);
    let district = making.random.below(making.districts.len());
    let day = start + making.random.between(0, 300);
    let values = vec![("trades", trade.to_owned()), ("territoryEntity", making.districts[district].id.clone())];
    if making.random.chance(0.85) {
        let id = gang.id.clone();
        making.tell(Desk::Press, day, &id, "CriminalGroup", values, None);
    }
    let front = making.firm(trade, district);
    let owner = making.random.one(&gang.members).0.clone();
    making.tie(Desk::Register, Tie::lasting("Ownership", ("owner", &owner), ("asset", &front), day));
    gang.fronts.push(front);
}
