//! Dates of birth and death, of founding and end, and sex.

use umbra_model::PartialDate;
use umbra_names::Kind;

use crate::proposal::Parts;
use crate::record::Record;
use crate::weights::Weights;

/// What the dates of two records say.
pub(crate) fn weigh(left: &Record, right: &Record, kind: Kind, weights: &Weights, parts: &mut Parts) {
    match kind {
        Kind::Person => {
            births(left, right, weights, parts);
            deaths(left, right, parts);
            if !left.genders.is_empty() && !right.genders.is_empty() {
                if left.genders.iter().any(|one| right.genders.contains(one)) {
                    if weights.gender != 0.0 {
                        parts.add("gender", weights.gender, || "stated to be the same".to_owned());
                    }
                } else {
                    parts.add("gender", weights.other_gender, || "stated to be different".to_owned());
                }
            }
        }
        Kind::Organisation => founding(left, right, weights, parts),
        Kind::Place => {}
    }
}

/// The pair of dates of two sets that fits best: first those that can be one, the most exact of them; else the nearest.
fn nearest(left: &[PartialDate], right: &[PartialDate]) -> Option<(PartialDate, PartialDate)> {
    let exactness = |date: PartialDate| u8::from(date.month().is_some()) + u8::from(date.day().is_some());
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (*one, *other)));
    pairs.min_by_key(|(one, other)| {
        let years = one.year().abs_diff(other.year());
        (!one.may_equal(*other), years, std::cmp::Reverse(exactness(*one).min(exactness(*other))))
    })
}

/// How exactly two dates that can be one agree: 3 to the day, 2 to the month, 1 to the year.
pub(crate) fn depth(one: PartialDate, other: PartialDate) -> usize {
    match (one.month().zip(other.month()), one.day().zip(other.day())) {
        (Some(_), Some(_)) => 3,
        (Some(_), None) => 2,
        (None, _) => 1,
    }
}

/// Whether two days differ by a slip: day and month exchanged, or one figure of one part.
fn is_slip(one: PartialDate, other: PartialDate) -> bool {
    let whole = |date: PartialDate| Some((date.year(), date.month()?, date.day()?));
    let Some((a, b)) = whole(one).zip(whole(other)) else { return false };
    let exchanged = a.0 == b.0 && a.1 == b.2 && a.2 == b.1;
    let figure = |a: i16, b: i16| {
        let (a, b) = (format!("{a:02}"), format!("{b:02}"));
        let differ = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count();
        differ == 1
            || differ == 2 && {
                let sorted = |text: &str| {
                    let mut bytes = text.as_bytes().to_vec();
                    bytes.sort_unstable();
                    bytes
                };
                sorted(&a) == sorted(&b)
            }
    };
    let parts = [(a.0, b.0), (a.1.into(), b.1.into()), (a.2.into(), b.2.into())];
    let mut others = parts.into_iter().filter(|(a, b)| a != b);
    exchanged || matches!((others.next(), others.next()), (Some((a, b)), None) if figure(a, b))
}

fn births(left: &Record, right: &Record, weights: &Weights, parts: &mut Parts) {
    let Some((one, other)) = nearest(&left.births, &right.births) else { return };
    if one.may_equal(other) {
        let weight = weights.birth[depth(one, other) - 1];
        parts.add("birth date", weight, || format!("{one} and {other} agree"));
        return;
    }
    let why = || format!("born {one} and born {other}");
    if is_slip(one, other) {
        return parts.add("birth date", weights.birth_slip, why);
    }
    match one.year().abs_diff(other.year()) {
        // A year reckoned from an age is off by one as often as not; a day may be a slip.
        0 => parts.add("birth date", weights.other_day, why),
        1 => parts.add("birth date", weights.other_year, why),
        _ => parts.exclude("birth date", -12.0, why),
    }
}

fn deaths(left: &Record, right: &Record, parts: &mut Parts) {
    for (dead, alive) in [(left, right), (right, left)] {
        let Some(death) = dead.deaths.last() else { continue };
        if let Some(sign) = alive.births.iter().chain(&alive.active).find(|date| date.earliest() > death.latest()) {
            let why = || format!("one died {death}, the other was born or took office {sign}");
            return parts.exclude("death date", -12.0, why);
        }
    }
    let Some((one, other)) = nearest(&left.deaths, &right.deaths) else { return };
    if one.may_equal(other) {
        parts.add("death date", 3.0, || format!("{one} and {other} agree"));
    } else if one.year().abs_diff(other.year()) > 1 {
        parts.exclude("death date", -12.0, || format!("died {one} and died {other}"));
    } else {
        parts.add("death date", -2.5, || format!("died {one} and died {other}"));
    }
}

fn founding(left: &Record, right: &Record, weights: &Weights, parts: &mut Parts) {
    let Some((one, other)) = nearest(&left.births, &right.births) else { return };
    if one.may_equal(other) {
        let weight = weights.founding[depth(one, other) - 1];
        parts.add("founding date", weight, || format!("{one} and {other} agree"));
    } else {
        // Registers give the day of the last change of form as often as that of the founding.
        let weight = if one.year().abs_diff(other.year()) > 1 { weights.other_founding } else { -1.5 };
        parts.add("founding date", weight, || format!("founded {one} and founded {other}"));
    }
}
