//! Numbers and periods that can't be.

use super::{Check, CheckKind, Figure, FigureKind, Verdict};
use crate::vocabulary;

/// Shares above a hundred per cent, counts below zero or in parts, falls by more than everything, periods that end before they
/// begin or that lie behind the day on which the figure appeared.
pub(super) fn checks(figures: &[Figure]) -> Vec<Check> {
    let reasons = |figure: &Figure| number(figure).into_iter().chain(period(figure)).collect::<Vec<_>>();
    figures
        .iter()
        .flat_map(|figure| reasons(figure).into_iter().map(move |why| (figure, why)))
        .filter_map(|(figure, why)| {
            let says = format!("{}: {why}", figure.says());
            Check::new(CheckKind::Impossible, Verdict::Disagree { by: why }, &[figure], says, 100.0)
        })
        .collect()
}

fn number(figure: &Figure) -> Option<String> {
    let value = figure.value?;
    let why = match figure.kind {
        FigureKind::Share if value > 100.0 => "a part can't be more than 100 % of its whole",
        FigureKind::Share if value < 0.0 => "a part can't be less than nothing",
        FigureKind::Count | FigureKind::Range if value < 0.0 => "there can't be fewer than none",
        FigureKind::Count if value.fract() != 0.0 && is_of_wholes(figure) => "nobody and nothing is counted in parts",
        FigureKind::RelativeChange if value < -100.0 => "nothing can fall by more than 100 %",
        FigureKind::Duration if value < 0.0 => "nothing lasts less than no time",
        _ => return None,
    };
    Some(why.to_owned())
}

/// Whether what is counted comes in wholes, as people and groups do, and the number is no average or rate of them.
fn is_of_wholes(figure: &Figure) -> bool {
    let words = figure.measure.to_lowercase();
    let is_mean = ["average", "mean", "median", "per ", "rate", "index"].iter().any(|cue| words.contains(cue));
    let unit = figure.unit.as_deref().unwrap_or_default();
    !is_mean && !vocabulary::units().classes(unit).is_empty()
}

fn period(figure: &Figure) -> Option<String> {
    let (from, to) = (figure.period.from, figure.period.to);
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| from.earliest() > to.latest()) {
        return Some(format!("its period ends ({to}) before it begins ({from})"));
    }
    let published = figure.citation.published?;
    let from = from.filter(|from| from.earliest() > published.latest() && !figure.period.is_inferred)?;
    Some(format!("it was published ({published}) before the time that it counts ({from})"))
}
