//! Figures of one measure whose periods overlap and are not the same.

use std::collections::BTreeSet;

use umbra_graph::Interval;

use super::measure::Likeness;
use super::parts::{compare, is_level, is_same_area, verdict};
use super::same::Entry;
use super::{Check, CheckKind, Figure, Verdict};

/// How many figures of periods that overlap its own one figure is compared with at most.
const PAIRS: usize = 6;

/// Compares counts whose periods overlap: of two, one of which lies within the other, the shorter must not exceed the longer;
/// two that only share some days can't be compared, and a reader who puts them side by side has to know.
///
/// Single years against a total of several are for [`parts`](super::parts).
pub(super) fn checks(entries: &[Entry<'_>]) -> Vec<Check> {
    let counts: Vec<&Entry<'_>> =
        entries.iter().filter(|entry| is_level(entry.figure.kind) && entry.figure.period.days().is_some()).collect();
    let mut checks = Vec::new();
    let mut told: BTreeSet<(String, String)> = BTreeSet::new();
    for (at, one) in counts.iter().enumerate() {
        let mut compared = 0;
        for other in &counts[at + 1..] {
            let Some((one_days, other_days)) = one.figure.period.days().zip(other.figure.period.days()) else {
                continue;
            };
            if compared == PAIRS || !is_overlap(one, other, one_days, other_days) {
                continue;
            }
            let check = if holds(other_days, one_days) {
                within(one, other)
            } else if holds(one_days, other_days) {
                within(other, one)
            } else {
                let key = |entry: &Entry<'_>| format!("{}, {}", entry.figure.measure, entry.figure.period.show());
                let pair = (key(one).min(key(other)), key(one).max(key(other)));
                if told.insert(pair) { apart(one.figure, other.figure, one_days, other_days) } else { None }
            };
            compared += usize::from(check.is_some());
            checks.extend(check);
        }
    }
    checks
}

fn is_overlap(one: &Entry<'_>, other: &Entry<'_>, one_days: Interval, other_days: Interval) -> bool {
    let (a, b) = (&one.figure.period, &other.figure.period);
    let is_year_of_several =
        |year: &super::Period, whole: &super::Period| year.year().is_some() && whole.years > Some(1);
    one_days != other_days
        && one_days.overlaps(other_days)
        && !a.is_counted_like(b)
        && !is_year_of_several(a, b)
        && !is_year_of_several(b, a)
        && !one.is_area
        && !other.is_area
        && is_one_area(one.figure, other.figure)
        && one.figure.whole.is_none()
        && other.figure.whole.is_none()
        && one.measure.likeness(&other.measure) == Likeness::Same
        && one.measure.differing_words(&other.measure).is_empty()
}

/// The same area on both sides, or none told: what counts a district in March is no part of a country's year to be told here.
fn is_one_area(one: &Figure, other: &Figure) -> bool {
    one.territory.is_some() == other.territory.is_some() && is_same_area(one, other)
}

fn holds(longer: Interval, shorter: Interval) -> bool {
    longer.first() <= shorter.first() && shorter.last() <= longer.last()
}

/// A count over a time within that of another.
fn within(part: &Entry<'_>, whole: &Entry<'_>) -> Option<Check> {
    let (_, gap, size) = compare(whole, &[part], false);
    let (inner, outer) = (part.figure.period.show(), whole.figure.period.show());
    let fits = if gap == 0.0 { "the part is no more than the whole" } else { "the part is more than the whole" };
    let says = format!("{}; {}: {inner} lies within {outer}, and {fits}", part.figure.says(), whole.figure.says());
    Check::new(CheckKind::OverlappingPeriods, verdict(gap, size), &[part.figure, whole.figure], says, size)
}

/// Two counts that share some of their days.
fn apart(one: &Figure, other: &Figure, one_days: Interval, other_days: Interval) -> Option<Check> {
    let shared = one_days.intersect(other_days).map(crate::day::validity)?;
    let date = |date: Option<umbra_model::PartialDate>| date.map_or_else(|| "?".to_owned(), |date| date.to_string());
    let why = format!(
        "their periods overlap from {} to {}, and neither lies within the other: what was counted then is in both",
        date(shared.from),
        date(shared.to)
    );
    let says = format!("{}; {}", one.says(), other.says());
    Check::new(CheckKind::OverlappingPeriods, Verdict::CannotCompare { why }, &[one, other], says, 0.0)
}
