//! The same measure over the same period, from several sources.

use std::collections::BTreeSet;

use umbra_model::PartialDate;

use super::measure::{Likeness, Measure};
use super::number::show;
use super::{Check, CheckKind, Figure, Range, Verdict};

/// How many figures of one measure and period are all compared with one another; of more, each with the first.
const ALL_PAIRS: usize = 6;
/// How near two figures of one source stand, in characters, to be parts of one sentence or line and not two tellings.
const NEAR: u32 = 400;

/// One figure ready to be compared.
pub(super) struct Entry<'f> {
    pub(super) figure: &'f Figure,
    pub(super) measure: Measure,
    pub(super) range: Range,
    /// Whether it counts one area of a whole that stands before it, though perhaps no source words tell which.
    pub(super) is_area: bool,
}

/// Compares all figures that can be, two by two.
pub(super) fn checks(entries: &[Entry<'_>]) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut told_stages: BTreeSet<String> = BTreeSet::new();
    for (at, one) in entries.iter().enumerate() {
        let mut compared = 0;
        for other in &entries[at + 1..] {
            if !is_same_time(one.figure, other.figure) || !is_same_place(one, other) {
                continue;
            }
            let likeness = one.measure.likeness(&other.measure);
            if is_one_telling(one, other, likeness) {
                continue;
            }
            match likeness {
                Likeness::Different => {}
                Likeness::AnotherStage if one.figure.citation.source == other.figure.citation.source => {}
                Likeness::AnotherStage => {
                    let key = stage_key(one, other);
                    if told_stages.insert(key) {
                        checks.extend(of_stages(one, other));
                    }
                }
                Likeness::Same | Likeness::AnotherName if compared < ALL_PAIRS => {
                    compared += 1;
                    checks.extend(of_pair(one, other, likeness));
                }
                Likeness::Same | Likeness::AnotherName => {}
            }
        }
    }
    checks
}

/// The same days; the next day, for what happened on one day; or no period told on either side of one source.
fn is_same_time(one: &Figure, other: &Figure) -> bool {
    let is_based = match (&one.base, &other.base) {
        (Some(a), Some(b)) => a.is_same(b),
        _ => !one.kind.is_change(),
    };
    if !is_based {
        return false;
    }
    let is_untold =
        |figure: &Figure| figure.period.from.is_none() && figure.period.to.is_none() && figure.period.words.is_none();
    let is_same_source = one.citation.source == other.citation.source;
    let is_untold_in_one = is_same_source && is_untold(one) && is_untold(other) && one.voice() != other.voice();
    let is_like = one.period.is_same(&other.period) || one.period.is_next_day(&other.period);
    is_like || one.period.is_counted_like(&other.period) || is_untold_in_one
}

/// The same area, as far as both tell one. What counts one area of a whole is compared with nothing that tells none.
fn is_same_place(one: &Entry<'_>, other: &Entry<'_>) -> bool {
    match (&one.figure.territory, &other.figure.territory) {
        (Some(one), Some(other)) => one.to_lowercase() == other.to_lowercase(),
        _ => !one.is_area && !other.is_area,
    }
}

/// Whether two figures of one source and voice are one telling: the same number again, or numbers side by side whose
/// difference ("five in this district, four in that") may be lost on us.
fn is_one_telling(one: &Entry<'_>, other: &Entry<'_>, likeness: Likeness) -> bool {
    let (a, b) = (one.figure, other.figure);
    if a.citation.source != b.citation.source || a.voice() != b.voice() {
        return false;
    }
    likeness == Likeness::Same && (one.range == other.range || a.territory != b.territory || is_near(a, b))
}

pub(super) fn is_near(one: &Figure, other: &Figure) -> bool {
    use umbra_model::Place::{Cell, Text};
    match (&one.citation.place, &other.citation.place) {
        (Text { start: a, .. }, Text { start: b, .. }) => a.abs_diff(*b) < NEAR,
        (Cell { row: a, .. }, Cell { row: b, .. }) => a == b,
        _ => false,
    }
}

fn of_pair(one: &Entry<'_>, other: &Entry<'_>, likeness: Likeness) -> Option<Check> {
    let (a, b) = (one.figure, other.figure);
    let gap = one.range.gap(other.range);
    let unit = if a.kind.is_percent() { " points" } else { "" };
    let smaller =
        [one.range, other.range].into_iter().filter_map(Range::middle).map(f64::abs).fold(f64::INFINITY, f64::min);
    let apart = one.range.apart(other.range);
    let size = if a.kind.is_percent() { apart } else { apart / smaller * 100.0 };
    let share = if a.kind.is_percent() || !size.is_finite() {
        String::new()
    } else {
        format!(" ({} %)", show((size * 10.0).round() / 10.0))
    };
    let by = format!("{}{unit}{share}", show(apart));
    let words = one.measure.differing_words(&other.measure);
    let is_loose =
        likeness == Likeness::Same && !words.is_empty() && gap > 0.0 && a.citation.source != b.citation.source;
    let verdict = match likeness {
        _ if gap == 0.0 => Verdict::Agree,
        Likeness::AnotherName => Verdict::CannotCompare {
            why: format!(
                "{} are not {}: under another name they may not be the same; as numbers they differ by {by}",
                plural(b),
                plural(a)
            ),
        },
        _ if is_loose => Verdict::CannotCompare {
            why: format!("they may measure different things ({}); as numbers they differ by {by}", words.join(", ")),
        },
        _ => Verdict::Disagree { by: by.clone() },
    };
    let size = if matches!(verdict, Verdict::Disagree { .. }) { size } else { 0.0 };
    let says = match &verdict {
        Verdict::Agree => format!("{}; {}: they agree", a.says(), b.says()),
        Verdict::Disagree { .. } => format!("{}; {}: they differ by {by}", a.says(), b.says()),
        Verdict::CannotCompare { .. } => format!("{}; {}", a.says(), b.says()),
    };
    let mut check = Check::new(CheckKind::SameMeasure, verdict, &[a, b], says, size)?;
    if likeness == Likeness::AnotherName && gap == 0.0 {
        check = check.with_caveat(another_name(a, b));
    }
    if likeness == Likeness::Same && gap == 0.0 && !words.is_empty() {
        check = check.with_caveat(format!("they may measure different things: {}", words.join(", ")));
    }
    Some(with_place_and_day(check, a, b))
}

fn with_place_and_day(mut check: Check, a: &Figure, b: &Figure) -> Check {
    if let (Some(area), None) | (None, Some(area)) = (&a.territory, &b.territory) {
        check = check.with_caveat(format!("only one of them says that it is about {area}"));
    }
    if a.period.is_next_day(&b.period) {
        let (one, other) = (a.period.show(), b.period.show());
        check = check.with_caveat(format!("they give different days, {one} and {other}; taken as one event"));
    }
    if !a.period.is_same(&b.period) && a.period.is_counted_like(&b.period) {
        let (one, other) = (a.period.show(), b.period.show());
        check = check.with_caveat(format!("taken as the same years: {one} and {other}"));
    }
    if check.verdict == Verdict::Agree && a.range == b.range && is_of_one_month(a, b) {
        check = check.with_caveat("the same number within a month: one may have it from the other");
    }
    check
}

/// Whether two sources appeared within a month of each other.
fn is_of_one_month(a: &Figure, b: &Figure) -> bool {
    let day = |figure: &Figure| figure.citation.published.map(PartialDate::earliest);
    match (day(a), day(b)) {
        (Some(a), Some(b)) => a.duration_until(b).abs().as_hours() <= 31 * 24,
        _ => false,
    }
}

/// What is counted, in the source's words.
pub(super) fn plural(figure: &Figure) -> String {
    figure.unit.clone().unwrap_or_else(|| figure.measure.clone())
}

pub(super) fn another_name(a: &Figure, b: &Figure) -> String {
    format!("under another name for what is counted: {} and {}", plural(a), plural(b))
}

fn stage_key(one: &Entry<'_>, other: &Entry<'_>) -> String {
    let of = |entry: &Entry<'_>| {
        format!("{}|{}", entry.measure.unit, entry.measure.predicate.as_deref().unwrap_or_default())
    };
    let mut both = [of(one), of(other)];
    both.sort();
    let place = one.figure.territory.as_deref().unwrap_or_default();
    format!("{}|{}|{place}", both.join("|"), one.figure.period.show())
}

fn of_stages(one: &Entry<'_>, other: &Entry<'_>) -> Option<Check> {
    let (a, b) = (one.figure, other.figure);
    let stage = |entry: &Entry<'_>| entry.measure.predicate.clone().unwrap_or_default();
    let why = format!("{} is not {}", stage(one), stage(other));
    Check::new(
        CheckKind::SameMeasure,
        Verdict::CannotCompare { why },
        &[a, b],
        format!("{}; {}", a.says(), b.says()),
        0.0,
    )
}
