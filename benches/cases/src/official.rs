//! The parts of the state, and who holds office there.

use crate::calendar;
use crate::case::{Making, Tie};
use crate::record::Desk;

/// What a body has power over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Power {
    Police,
    Prosecution,
    Licensing,
    Council,
}

/// Somebody in office.
#[derive(Clone, Debug)]
pub(crate) struct Official {
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) district: usize,
    pub(crate) power: Power,
    pub(crate) from: i32,
    pub(crate) to: i32,
    /// Family, who may take what is meant for the official, and whether any source tells of the kinship.
    pub(crate) relatives: Vec<(String, bool)>,
}

const BODIES: [(Power, &str, &[&str]); 4] = [
    (Power::Police, "Police Bureau", &["head", "deputy head", "detective inspector", "superintendent", "sergeant"]),
    (Power::Prosecution, "Prosecutor's Office", &["chief prosecutor", "prosecutor", "prosecutor"]),
    (Power::Licensing, "Licensing Office", &["director", "licensing inspector", "clerk"]),
    (Power::Council, "Council", &["mayor", "councillor", "councillor", "councillor", "clerk"]),
];

/// Fills the bodies of all districts: of a hundred people some eight hold or held office.
pub(crate) fn make(making: &mut Making) {
    let seats: usize = BODIES.iter().map(|(_, _, roles)| roles.len()).sum();
    let per_seat = (making.persons * 8 / 100).div_ceil(seats * making.districts.len()).max(1);
    for district in 0..making.districts.len() {
        let place = making.districts[district].clone();
        for (power, name, roles) in BODIES {
            let body = making.id("b");
            let values = vec![("name", format!("{} district {name}", place.name)), ("addressEntity", place.id.clone())];
            making.tell(Desk::Register, 0, &body, "PublicBody", values, None);
            for role in roles {
                // One after another in the same seat.
                let mut from = making.random.between(0, 400);
                for _ in 0..per_seat {
                    let term = making.random.between(1100, 3200);
                    let to = (from + term).min(calendar::LAST);
                    if to - from < 300 {
                        break;
                    }
                    let id = making.somebody();
                    let end = (to < calendar::LAST).then_some(to);
                    let job = Tie::lasting("Employment", ("employee", &id), ("employer", &body), from);
                    making.tie(Desk::Register, job.with("role", role).until(end));
                    let official =
                        Official { id, body: body.clone(), district, power, from, to, relatives: Vec::new() };
                    making.officials.push(official);
                    from = to + making.random.between(0, 60);
                }
            }
        }
    }
    for place in 0..making.officials.len() {
        life(making, place);
    }
}

/// Family and friends of an official; some know half the district.
fn life(making: &mut Making, place: usize) {
    let official = making.officials[place].clone();
    for relationship in ["spouse", "brother", "daughter"].iter().take(1 + making.random.below(3)) {
        let relative = making.somebody();
        // Some of it no source ever tells.
        let tie = Tie::undated("Family", ("person", &official.id), ("relative", &relative), relationship);
        let is_told = making.tie(Desk::Press, tie);
        making.officials[place].relatives.push((relative, is_told));
    }
    let friends = if making.random.chance(0.15) { making.random.between(10, 25) } else { making.random.between(0, 4) };
    for _ in 0..friends {
        let friend = if making.random.chance(0.15) {
            let other = making.random.below(making.officials.len());
            making.officials[other].id.clone()
        } else {
            making.anybody()
        };
        if friend != official.id {
            let since = making.random.between(0, 3500);
            making.tie(Desk::Press, Tie::lasting("Associate", ("person", &official.id), ("associate", &friend), since));
        }
    }
}
