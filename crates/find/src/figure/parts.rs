//! Parts against their whole.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::EntityId;

use super::measure::Likeness;
use super::number::show;
use super::same::{Entry, another_name, is_near};
use super::{Check, CheckKind, Figure, FigureKind, Range, Verdict};

/// Compares years with totals over several years, figures with the whole that they name, and areas with the whole that
/// stands beside them.
pub(super) fn checks(entries: &[Entry<'_>]) -> Vec<Check> {
    let counts: Vec<&Entry<'_>> = entries.iter().filter(|entry| is_level(entry.figure.kind)).collect();
    let mut checks = Vec::new();
    for whole in &counts {
        checks.extend(of_years(whole, &counts));
        checks.extend(of_named(whole, &counts));
        checks.extend(of_areas(whole, &counts));
    }
    checks
}

/// Marks the figures that count one area of a whole that stands right before them.
pub(super) fn mark_areas(entries: &mut [Entry<'_>]) {
    let counts: Vec<&Entry<'_>> = entries.iter().filter(|entry| is_level(entry.figure.kind)).collect();
    let mut areas: BTreeSet<EntityId> = BTreeSet::new();
    for whole in &counts {
        areas.extend(areas_of(whole, &counts).iter().map(|part| part.figure.id.clone()));
    }
    for entry in entries {
        entry.is_area = areas.contains(&entry.figure.id);
    }
}

pub(super) fn is_level(kind: FigureKind) -> bool {
    matches!(kind, FigureKind::Count | FigureKind::Amount | FigureKind::Range)
}

/// How the parts compare with the whole: exactly when they are all of it, else they must only not exceed it.
pub(super) fn compare(whole: &Entry<'_>, parts: &[&Entry<'_>], is_all: bool) -> (Range, f64, f64) {
    let zero = Range::between(0.0, 0.0);
    let sum = parts.iter().fold(zero, |sum, part| sum.plus(part.range));
    let bound = if is_all { whole.range } else { Range { low: None, high: whole.range.high } };
    let gap = if sum.meets(bound) { 0.0 } else { sum.apart(whole.range) };
    let size = gap / whole.range.middle().map_or(f64::INFINITY, f64::abs) * 100.0;
    (sum, gap, size)
}

pub(super) fn verdict(gap: f64, size: f64) -> Verdict {
    if gap == 0.0 {
        Verdict::Agree
    } else {
        Verdict::Disagree { by: format!("{} ({} %)", show(gap), show((size * 10.0).round() / 10.0)) }
    }
}

fn addends(parts: &[&Entry<'_>]) -> String {
    let numbers: Vec<String> = parts.iter().map(|part| part.figure.amount()).collect();
    numbers.join(" + ")
}

/// Single years against a total over several. Years in the same unit count; only where there is none, years in a unit
/// that may be the same under another name.
fn of_years(whole: &Entry<'_>, counts: &[&Entry<'_>]) -> Vec<Check> {
    let Some(length) = whole.figure.period.years.filter(|years| *years > 1) else { return Vec::new() };
    let is_in = |entry: &&&Entry<'_>| {
        let Some(year) = entry.figure.period.year().filter(|_| !entry.is_area) else { return false };
        let inside = |period: &super::Period| match (period.from, period.to) {
            (Some(from), Some(to)) => from.year() <= year && year <= to.year(),
            _ => true,
        };
        inside(&whole.figure.period) && is_same_area(whole.figure, entry.figure)
    };
    let of = |likeness: Likeness| {
        let like = counts.iter().filter(is_in).filter(|entry| whole.measure.likeness(&entry.measure) == likeness);
        let mut years: BTreeMap<i16, Vec<&Entry<'_>>> = BTreeMap::new();
        for entry in like {
            years.entry(entry.figure.period.year().unwrap_or_default()).or_default().push(entry);
        }
        // Where a year has several values, that of the whole's own source, then the latest; each value once.
        for same in years.values_mut() {
            same.sort_by_key(|entry| {
                let is_other = entry.figure.citation.source != whole.figure.citation.source;
                (is_other, std::cmp::Reverse(entry.figure.citation.published), entry.figure.id.clone())
            });
            let mut told: Vec<Range> = Vec::new();
            same.retain(|entry| {
                let is_new = !told.contains(&entry.range);
                told.push(entry.range);
                is_new
            });
        }
        years
    };
    let same = of(Likeness::Same);
    if !same.is_empty() {
        return of_known_years(whole, &same, length).into_iter().collect();
    }
    of(Likeness::AnotherName).into_values().flatten().filter_map(|year| of_one_year(whole, year, length)).collect()
}

pub(super) fn is_same_area(one: &Figure, other: &Figure) -> bool {
    match (&one.territory, &other.territory) {
        (Some(one), Some(other)) => one.to_lowercase() == other.to_lowercase(),
        _ => true,
    }
}

fn of_known_years(whole: &Entry<'_>, years: &BTreeMap<i16, Vec<&Entry<'_>>>, length: u16) -> Option<Check> {
    let is_placed = whole.figure.period.days().is_some();
    let is_all = is_placed && years.len() == usize::from(length);
    let first: Vec<&Entry<'_>> = years.values().map(|same| same[0]).collect();
    let (sum, gap, size) = compare(whole, &first, is_all);
    let missing = usize::from(length).saturating_sub(years.len());
    let told =
        if is_all || missing == 0 { String::new() } else { format!(", {missing} of {length} years being unknown") };
    let says = format!(
        "{} in {} make {sum}{told}; {} is stated as the total ({})",
        addends(&first),
        list(years.keys()),
        whole.figure.amount(),
        whole.figure.voice()
    );
    let mut figures: Vec<&Figure> = first.iter().map(|entry| entry.figure).collect();
    figures.push(whole.figure);
    let mut check = Check::new(CheckKind::PartsAndWhole, verdict(gap, size), &figures, says, size)?;
    for (year, same) in years.iter().filter(|(_, same)| same.len() > 1) {
        let others: Vec<String> =
            same.iter().skip(1).map(|entry| format!("{} ({})", entry.figure.amount(), entry.figure.voice())).collect();
        check = check.with_caveat(format!("for {year} there is also {}", others.join(", ")));
    }
    Some(with_place_in_time(check, whole.figure, is_placed))
}

/// One year under another name against the total: what part it is of it, and whether it fits in.
fn of_one_year(whole: &Entry<'_>, year: &Entry<'_>, length: u16) -> Option<Check> {
    let (_, gap, size) = compare(whole, &[year], false);
    let share =
        year.range.low.zip(whole.range.low).filter(|(_, whole)| *whole > 0.0).map(|(year, whole)| year / whole * 100.0);
    let share = share.map(|share| {
        let even = 100.0 / f64::from(length);
        let (share, even) = ((share * 10.0).round() / 10.0, (even * 10.0).round() / 10.0);
        format!(
            ", {} % of it by the numbers as printed; an even share of {length} years would be {} %",
            show(share),
            show(even)
        )
    });
    let says = format!("{}; {}{}", year.figure.says(), whole.figure.says(), share.unwrap_or_default());
    // Numbers that don't fit may still both be right, if they count different things.
    let verdict = if gap == 0.0 {
        Verdict::Agree
    } else {
        Verdict::CannotCompare {
            why: format!("{}; as numbers the part is larger than the whole", another_name(year.figure, whole.figure)),
        }
    };
    let size = if verdict == Verdict::Agree { size } else { 0.0 };
    let check = Check::new(CheckKind::PartsAndWhole, verdict, &[year.figure, whole.figure], says, size)?;
    let check = check.with_caveat(another_name(year.figure, whole.figure));
    Some(with_place_in_time(check, whole.figure, whole.figure.period.days().is_some()))
}

fn with_place_in_time(check: Check, whole: &Figure, is_placed: bool) -> Check {
    if is_placed {
        check
    } else {
        check.with_caveat(format!("the source does not tell which years it means ({})", whole.period.show()))
    }
}

fn list<'y>(years: impl Iterator<Item = &'y i16>) -> String {
    years.map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Figures that name their whole.
fn of_named(whole: &Entry<'_>, counts: &[&Entry<'_>]) -> Option<Check> {
    let is_part = |entry: &&&Entry<'_>| {
        entry.figure.whole.as_ref() == Some(&whole.figure.id) && entry.figure.id != whole.figure.id
    };
    let parts: Vec<&Entry<'_>> = counts.iter().filter(is_part).copied().collect();
    if parts.is_empty() {
        return None;
    }
    let (sum, gap, size) = compare(whole, &parts, false);
    let rest = whole.range.minus(sum).low.filter(|rest| *rest > 0.0 && gap == 0.0);
    let rest = rest.map(|rest| format!(", which leaves {}", show(rest))).unwrap_or_default();
    let says = format!("{} make {sum} of {} {}{rest}", addends(&parts), whole.figure.amount(), whole.figure.measure);
    let mut figures: Vec<&Figure> = parts.iter().map(|entry| entry.figure).collect();
    figures.push(whole.figure);
    Check::new(CheckKind::PartsAndWhole, verdict(gap, size), &figures, says, size)
}

/// Areas listed right after the whole area: "12 in the province: five in this district, four in that, three there".
fn of_areas(whole: &Entry<'_>, counts: &[&Entry<'_>]) -> Option<Check> {
    let parts = areas_of(whole, counts);
    if parts.is_empty() {
        return None;
    }
    let (sum, gap, size) = compare(whole, &parts, true);
    let area = |part: &&Entry<'_>| match &part.figure.territory {
        Some(territory) => format!("{} in {territory}", part.figure.amount()),
        None => part.figure.amount(),
    };
    let areas: Vec<String> = parts.iter().map(area).collect();
    let says = format!("{} make {sum}; {} is stated for the whole", areas.join(", "), whole.figure.amount());
    let mut figures: Vec<&Figure> = parts.iter().map(|entry| entry.figure).collect();
    figures.push(whole.figure);
    Check::new(CheckKind::PartsAndWhole, verdict(gap, size), &figures, says, size)
}

/// The areas of a whole: figures of other areas that stand after it and make its sum or more; or figures of whatever
/// area that stand right after it and make its sum to the last one. Fewer than the sum may be a choice of areas.
fn areas_of<'e, 'f>(whole: &Entry<'_>, counts: &[&'e Entry<'f>]) -> Vec<&'e Entry<'f>> {
    // One of the parts listed may be larger than those after it, and is no whole of theirs.
    if counts.iter().any(|larger| may_be_area_of(whole, larger)) {
        return Vec::new();
    }
    let mut after: Vec<&Entry<'_>> = counts.iter().filter(|entry| may_be_area_of(entry, whole)).copied().collect();
    after.sort_by_key(|entry| (start(entry.figure), entry.figure.id.clone()));
    for length in 2..=after.len() {
        let run = &after[..length];
        let sum: f64 = run.iter().filter_map(|part| part.figure.value).sum();
        if Some(sum) == whole.figure.value {
            return run.to_vec();
        }
    }
    after.retain(|part| part.figure.territory.is_some());
    let sum: f64 = after.iter().filter_map(|part| part.figure.value).sum();
    let is_more = after.len() > 1 && whole.figure.value.is_some_and(|value| sum > value);
    if is_more { after } else { Vec::new() }
}

/// Whether a figure stands right after a larger one of the same measure and time, and not of the same area.
fn may_be_area_of(part: &Entry<'_>, whole: &Entry<'_>) -> bool {
    let (figure, part_figure) = (whole.figure, part.figure);
    // The cheapest and most telling first: nearly all pairs end here.
    part_figure.value < figure.value
        && is_near(part_figure, figure)
        && part_figure.citation.source == figure.citation.source
        && part_figure.id != figure.id
        && start(part_figure) > start(figure)
        && part_figure.whole.is_none()
        && (part_figure.territory.is_none() || part_figure.territory != figure.territory)
        && (part_figure.period.is_same(&figure.period) || part_figure.period == super::Period::default())
        && whole.measure.likeness(&part.measure) == Likeness::Same
}

fn start(figure: &Figure) -> Option<u32> {
    match figure.citation.place {
        umbra_model::Place::Text { start, .. } => Some(start),
        umbra_model::Place::Cell { .. } => None,
    }
}
