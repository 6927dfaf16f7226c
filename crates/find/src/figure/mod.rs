//! The figures that sources publish, and whether they agree.

mod change;
mod check;
mod impossible;
mod ledger;
mod measure;
mod number;
mod overlap;
mod parts;
mod period;
mod range;
mod same;

pub use check::{Check, CheckKind, Verdict};
pub use ledger::{Figure, FigureKind, Ledger};
pub use period::Period;
pub use range::{Comparator, Range};

use measure::Measure;
use same::Entry;

use crate::Facts;

/// Every statistical claim of the case, and the checks between them.
///
/// A number is held to no more than it says: "more than 1,900" is 1,900 or more, "13 per cent" anything that rounds to
/// it, "about 30" five per cent either way, a count of four digits or more that ends in zeros anything that rounds to it.
/// Measures are the same if unit and event are, by the word lists of this crate; a unit of the same family is compared
/// "under another name", and then a difference is no contradiction.
///
/// Time is O(n²) in the number of figures, with a comparison of two dates for most pairs.
pub fn figures(facts: &Facts) -> Ledger {
    let figures = told(facts);
    let mut entries: Vec<Entry<'_>> = figures
        .iter()
        .filter_map(|figure| Some(Entry { figure, measure: Measure::of(figure), range: figure.range?, is_area: false }))
        .collect();
    parts::mark_areas(&mut entries);
    let mut checks = impossible::checks(&figures);
    checks.extend(same::checks(&entries));
    checks.extend(parts::checks(&entries));
    checks.extend(overlap::checks(&entries));
    checks.extend(change::checks(&entries));
    checks.sort_by(|a, b| {
        let by_size = b.finding.score().total_cmp(&a.finding.score());
        a.verdict
            .rank()
            .cmp(&b.verdict.rank())
            .then(by_size)
            .then_with(|| (a.kind, &a.figures).cmp(&(b.kind, &b.figures)))
    });
    Ledger { figures, checks }
}

/// Every statistical claim of the case, by measure, period, source and place.
pub(crate) fn told(facts: &Facts) -> Vec<Figure> {
    let mut figures: Vec<Figure> =
        facts.profiles_of("Figure").filter_map(|profile| Figure::of(facts, profile)).collect();
    figures.sort_by(|a, b| {
        let key = |f: &Figure| (f.measure.to_lowercase(), f.period.from, f.period.to, f.citation.path.clone());
        key(a).cmp(&key(b)).then_with(|| a.citation.place.cmp(&b.citation.place)).then_with(|| a.id.cmp(&b.id))
    });
    figures
}

#[cfg(test)]
mod tests;
