//! Published figures that agree, disagree, or only seem comparable.

use crate::case::Making;
use crate::record::Desk;
use crate::world::PlantedFigures;
use crate::{calendar, name};

/// Plants figures, each set about a place of its own so that no other figure gets between.
pub(crate) fn make(making: &mut Making) {
    for round in 0..6 {
        let place = |kind: usize| name::place(40 + round * 5 + kind);
        let base = 200 + 10 * making.random.below(60) as i64;
        // The same by two sources.
        let agree = making.random.chance(0.5);
        let other = if agree { base } else { base + base / 3 };
        let one = figure(making, &place(0), "criminal cases", "filed", base, "2021", "2021");
        let two = figure(making, &place(0), "criminal cases", "filed", other, "2021", "2021");
        plant(making, vec![one, two], Some(agree));
        // Years against their total.
        let years = [base + 3, base + 17, base + 41];
        let sum: i64 = years.iter().sum();
        let agree = making.random.chance(0.5);
        let total = if agree { sum } else { sum - base / 2 };
        let mut ids = vec![figure(making, &place(1), "suspects", "arrested", total, "2020", "2022")];
        for (year, value) in ["2020", "2021", "2022"].iter().zip(years) {
            ids.push(figure(making, &place(1), "suspects", "arrested", value, year, year));
        }
        plant(making, ids, Some(agree));
        // A change against the two counts.
        let agree = making.random.chance(0.5);
        let now = base * 87 / 100;
        let percent = if agree { 100 - (100 * now + base / 2) / base } else { 31 };
        let before = figure(making, &place(2), "criminal cases", "filed", base, "2019", "2019");
        let after = figure(making, &place(2), "criminal cases", "filed", now, "2022", "2022");
        let change = change(making, &place(2), percent);
        plant(making, vec![before, after, change], Some(agree));
        // What was filed is not what was convicted.
        let filed = figure(making, &place(3), "persons", "charged", base, "2023", "2023");
        let convicted = figure(making, &place(3), "persons", "convicted", base / 2, "2023", "2023");
        plant(making, vec![filed, convicted], None);
    }
}

fn plant(making: &mut Making, figures: Vec<String>, agree: Option<bool>) {
    making.case.truth.figures.push(PlantedFigures { figures, agree });
}

fn figure(making: &mut Making, place: &str, unit: &str, event: &str, value: i64, from: &str, to: &str) -> String {
    let id = making.id("n");
    let values = vec![
        ("measure", format!("{unit} {event}")),
        ("unit", unit.to_owned()),
        ("predicate", event.to_owned()),
        ("kind", "count".to_owned()),
        ("value", value.to_string()),
        ("startDate", from.to_owned()),
        ("endDate", to.to_owned()),
        ("territory", place.to_owned()),
    ];
    let day = making.random.between(3700, calendar::LAST - 100);
    making.tell(Desk::Press, day, &id, "Figure", values, None);
    id
}

fn change(making: &mut Making, place: &str, percent: i64) -> String {
    let id = making.id("n");
    let values = vec![
        ("measure", "criminal cases filed".to_owned()),
        ("unit", "criminal cases".to_owned()),
        ("predicate", "filed".to_owned()),
        ("kind", "relative_change".to_owned()),
        ("value", format!("-{percent}")),
        ("direction", "decrease".to_owned()),
        ("startDate", "2022".to_owned()),
        ("endDate", "2022".to_owned()),
        ("baseStart", "2019".to_owned()),
        ("baseEnd", "2019".to_owned()),
        ("territory", place.to_owned()),
    ];
    let day = making.random.between(3700, calendar::LAST - 100);
    making.tell(Desk::Press, day, &id, "Figure", values, None);
    id
}
