//! Changes against the counts between which they lie.

use super::measure::Measure;
use super::number::show;
use super::same::{Entry, is_near};
use super::{Check, CheckKind, Figure, FigureKind, Period, Range, Verdict};

/// How many pairs of counts one change is compared with at most.
const PAIRS: usize = 6;

/// Compares every change with the counts of its two periods; where only one of them is known, works out the other.
pub(super) fn checks(entries: &[Entry<'_>]) -> Vec<Check> {
    let mut checks = Vec::new();
    for change in entries.iter().filter(|entry| entry.figure.kind.is_change()) {
        let Some(base) = change.figure.base.as_ref().filter(|base| !base.is_same(&change.figure.period)) else {
            continue;
        };
        let beside = beside(entries, change);
        let measure = beside.map_or(&change.measure, |count| &count.measure);
        let now = counts(entries, change, measure, &change.figure.period);
        let then = counts(entries, change, measure, base);
        let pairs = now.iter().flat_map(|now| then.iter().map(move |then| (*now, *then)));
        let mut pairs: Vec<_> = pairs.collect();
        // What the source of the change itself counts says most about it.
        pairs.sort_by_key(|(now, then)| {
            let is_other = |entry: &Entry<'_>| entry.figure.citation.source != change.figure.citation.source;
            usize::from(is_other(now)) + usize::from(is_other(then))
        });
        for (now, then) in pairs.iter().take(PAIRS) {
            let check = compare(change, now, then);
            checks.extend(match beside {
                Some(count) => check.map(|check| check.with_caveat(taken_from(count))),
                None => check,
            });
        }
        match (now.as_slice(), then.as_slice()) {
            _ if beside.is_some() => {}
            ([known, ..], []) => checks.extend(implied(change, known, base, true)),
            ([], [known, ..]) => checks.extend(implied(change, known, &change.figure.period, false)),
            _ => {}
        }
    }
    checks
}

/// The count that tells what changed, where the change itself leaves it unsaid ("This is a decrease of 25 per cent."):
/// of its own unit and period, the nearest of those right before or after it.
fn beside<'e, 'f>(entries: &'e [Entry<'f>], change: &Entry<'_>) -> Option<&'e Entry<'f>> {
    use umbra_model::Place::{Cell, Text};
    if change.measure.predicate.is_some() {
        return None;
    }
    let start = |entry: &Entry<'_>| match entry.figure.citation.place {
        Text { start, .. } => Some(start),
        Cell { .. } => None,
    };
    let own = start(change)?;
    let near = entries.iter().filter(|entry| {
        entry.figure.kind == FigureKind::Count
            && entry.figure.citation.source == change.figure.citation.source
            && entry.measure.unit == change.measure.unit
            && entry.measure.predicate.is_some()
            && entry.figure.period.is_same(&change.figure.period)
            && is_near(entry.figure, change.figure)
    });
    near.min_by_key(|entry| (start(entry).map(|at| at.abs_diff(own)), entry.figure.id.clone()))
}

fn taken_from(count: &Entry<'_>) -> String {
    format!("the change does not say of what: taken as {}, of which the source speaks beside it", count.figure.measure)
}

/// The counts of what the change is of, over a period: each different value once, those of the change's own source
/// before others.
fn counts<'e, 'f>(
    entries: &'e [Entry<'f>],
    change: &Entry<'_>,
    measure: &Measure,
    period: &Period,
) -> Vec<&'e Entry<'f>> {
    let mut found: Vec<&Entry<'_>> = Vec::new();
    let is_count = |entry: &&Entry<'_>| {
        let figure = entry.figure;
        matches!(figure.kind, FigureKind::Count | FigureKind::Amount | FigureKind::Range)
            && !entry.is_area
            && figure.period.is_same(period)
            && entry.measure.counts_what(measure)
            // A change in per cent bears no unit, so its measure's other words can't be told from it.
            && (change.figure.kind.is_percent() || entry.measure.differing_words(measure).is_empty())
            && (figure.territory.is_none()
                || change.figure.territory.is_none()
                || figure.territory.as_ref().map(|t| t.to_lowercase()) == change.figure.territory.as_ref().map(|t| t.to_lowercase()))
    };
    let mut all: Vec<&Entry<'_>> = entries.iter().filter(is_count).collect();
    all.sort_by_key(|entry| entry.figure.citation.source != change.figure.citation.source);
    for entry in all {
        if !found.iter().any(|known| known.range == entry.range) {
            found.push(entry);
        }
    }
    found
}

fn compare(change: &Entry<'_>, now: &Entry<'_>, then: &Entry<'_>) -> Option<Check> {
    let is_relative = change.figure.kind == FigureKind::RelativeChange;
    let recomputed = if is_relative {
        now.range.over(then.range).map(|ratio| (ratio - 1.0) * 100.0)
    } else {
        now.range.minus(then.range)
    };
    let gap = change.range.gap(recomputed);
    let unit = if is_relative { " points" } else { "" };
    let apart = change.range.apart(recomputed);
    let by = format!("{}{unit}", show((apart * 10.0).round() / 10.0));
    let exact = Range {
        low: recomputed.low.map(|low| (low * 10.0).round() / 10.0),
        high: recomputed.high.map(|high| (high * 10.0).round() / 10.0),
    };
    let percent = if is_relative { " %" } else { "" };
    let figures: [&Figure; 3] = [now.figure, then.figure, change.figure];
    let says = format!(
        "from {} in {} to {} in {} is a change of {exact}{percent}; {} is stated ({})",
        then.figure.amount(),
        then.figure.period.show(),
        now.figure.amount(),
        now.figure.period.show(),
        change.figure.amount(),
        change.figure.voice()
    );
    let (verdict, apart) = if gap == 0.0 { (Verdict::Agree, 0.0) } else { (Verdict::Disagree { by }, apart) };
    let size = if is_relative { apart } else { apart / then.range.middle().unwrap_or(f64::INFINITY).abs() * 100.0 };
    let check = Check::new(CheckKind::ChangeAndCounts, verdict, &figures, says, size)?;
    let is_of_several = figures.iter().any(|figure| figure.citation.source != change.figure.citation.source);
    Some(if is_of_several { check.with_caveat("the counts and the change are not all of one source") } else { check })
}

/// The count that a change and the other count give.
fn implied(change: &Entry<'_>, known: &Entry<'_>, period: &Period, is_base: bool) -> Option<Check> {
    let range = match (change.figure.kind, is_base) {
        (FigureKind::RelativeChange, true) => {
            let factor = change.range.map(|percent| 1.0 + percent / 100.0);
            known.range.over(factor)
        }
        (FigureKind::RelativeChange, false) => times(known.range, change.range.map(|percent| 1.0 + percent / 100.0)),
        (_, true) => known.range.minus(change.range),
        (_, false) => known.range.plus(change.range),
    };
    let whole = |range: Range| Range { low: range.low.map(f64::floor), high: range.high.map(f64::ceil) };
    let range = if known.figure.kind == FigureKind::Count { whole(range) } else { range };
    let says = format!(
        "{} {} and {} in {} give {range} in {}",
        change.figure.amount(),
        change.figure.measure,
        known.figure.amount(),
        known.figure.period.show(),
        period.show()
    );
    let why = format!("the count for {} is not in the case", period.show());
    Check::new(CheckKind::ImpliedBase, Verdict::CannotCompare { why }, &[change.figure, known.figure], says, 0.0)
}

fn times(one: Range, factor: Range) -> Range {
    let product = |a: Option<f64>, b: Option<f64>| Some(a? * b?);
    Range { low: product(one.low, factor.low).or(Some(0.0)), high: product(one.high, factor.high) }
}
