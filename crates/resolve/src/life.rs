//! Dates of birth and death, of founding and end, and sex.

use std::collections::BTreeSet;

use umbra_model::PartialDate;
use umbra_names::Kind;

use crate::proposal::Part;
use crate::record::Record;

/// What the dates of two records say.
pub(crate) fn parts(left: &Record, right: &Record, kind: Kind) -> Vec<Part> {
    match kind {
        Kind::Person => {
            let mut out = Vec::new();
            out.extend(births(left, right));
            out.extend(deaths(left, right));
            out.extend(genders(left, right));
            out
        }
        Kind::Organisation => founding(left, right).into_iter().collect(),
        Kind::Place => Vec::new(),
    }
}

/// The pair of dates of two sets that fits best: first those that can be one, the most exact of them; else the nearest.
fn nearest(left: &BTreeSet<PartialDate>, right: &BTreeSet<PartialDate>) -> Option<(PartialDate, PartialDate)> {
    let exactness = |date: PartialDate| u8::from(date.month().is_some()) + u8::from(date.day().is_some());
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (*one, *other)));
    pairs.min_by_key(|(one, other)| {
        let years = one.year().abs_diff(other.year());
        (!one.may_equal(*other), years, std::cmp::Reverse(exactness(*one).min(exactness(*other))))
    })
}

/// How exactly two dates that can be one agree: 3 to the day, 2 to the month, 1 to the year.
fn depth(one: PartialDate, other: PartialDate) -> u8 {
    match (one.month().zip(other.month()), one.day().zip(other.day())) {
        (Some(_), Some(_)) => 3,
        (Some(_), None) => 2,
        (None, _) => 1,
    }
}

fn births(left: &Record, right: &Record) -> Option<Part> {
    let (one, other) = nearest(&left.births, &right.births)?;
    if one.may_equal(other) {
        // A day is shared by one in some 20,000 living people, a year by one in 60.
        let weight = [0.0, 3.5, 5.5, 7.0][usize::from(depth(one, other))];
        return Some(Part::new("birth date", weight, format!("{one} and {other} agree")));
    }
    let why = format!("born {one} and born {other}");
    Some(match one.year().abs_diff(other.year()) {
        // A year reckoned from an age is off by one as often as not; a day may be a slip.
        0 => Part::new("birth date", -2.5, why),
        1 => Part::new("birth date", -3.5, why),
        _ => Part::excluding("birth date", -12.0, why),
    })
}

fn deaths(left: &Record, right: &Record) -> Option<Part> {
    let later = |dead: &Record, alive: &Record| {
        let death = dead.deaths.last()?;
        let sign = alive.births.iter().chain(&alive.active).find(|date| date.earliest() > death.latest())?;
        Some(Part::excluding(
            "death date",
            -12.0,
            format!("one died {death}, the other was born or took office {sign}"),
        ))
    };
    if let Some(part) = later(left, right).or_else(|| later(right, left)) {
        return Some(part);
    }
    let (one, other) = nearest(&left.deaths, &right.deaths)?;
    Some(if one.may_equal(other) {
        Part::new("death date", 3.0, format!("{one} and {other} agree"))
    } else if one.year().abs_diff(other.year()) > 1 {
        Part::excluding("death date", -12.0, format!("died {one} and died {other}"))
    } else {
        Part::new("death date", -2.5, format!("died {one} and died {other}"))
    })
}

fn genders(left: &Record, right: &Record) -> Option<Part> {
    let apart = !left.genders.is_empty() && !right.genders.is_empty() && left.genders.is_disjoint(&right.genders);
    apart.then(|| Part::new("gender", -3.0, "stated to be different"))
}

fn founding(left: &Record, right: &Record) -> Option<Part> {
    let (one, other) = nearest(&left.births, &right.births)?;
    Some(if one.may_equal(other) {
        let weight = [0.0, 1.5, 2.5, 4.0][usize::from(depth(one, other))];
        Part::new("founding date", weight, format!("{one} and {other} agree"))
    } else {
        // Registers give the day of the last change of form as often as that of the founding.
        let weight = if one.year().abs_diff(other.year()) > 1 { -3.0 } else { -1.5 };
        Part::new("founding date", weight, format!("founded {one} and founded {other}"))
    })
}
