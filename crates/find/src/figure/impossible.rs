//! Numbers that can't be.

use super::{Check, CheckKind, Figure, FigureKind, Verdict};

/// Shares above a hundred per cent, counts below zero, falls by more than everything.
pub(super) fn checks(figures: &[Figure]) -> Vec<Check> {
    figures
        .iter()
        .filter_map(|figure| {
            let value = figure.value?;
            let why = match figure.kind {
                FigureKind::Share if value > 100.0 => "a part can't be more than 100 % of its whole",
                FigureKind::Share if value < 0.0 => "a part can't be less than nothing",
                FigureKind::Count | FigureKind::Range if value < 0.0 => "there can't be fewer than none",
                FigureKind::RelativeChange if value < -100.0 => "nothing can fall by more than 100 %",
                FigureKind::Duration if value < 0.0 => "nothing lasts less than no time",
                _ => return None,
            };
            let says = format!("{}: {why}", figure.says());
            Check::new(CheckKind::Impossible, Verdict::Disagree { by: why.to_owned() }, &[figure], says, 100.0)
        })
        .collect()
}
