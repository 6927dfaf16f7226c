//! Money: whether the ways, circles and fans that were laid come back.

use umbra_find::{Facts, FindError, Money, Network, PatternKind, money_paths};
use umbra_model::EntityId;

use crate::{TrailKind, Truth};

/// Trails of each kind, and those that were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MoneyScore {
    /// Trails in a row, and those for which the way asked for from end to end carries at least as much.
    pub ways: (usize, usize),
    /// Trails in a row that are told as such without being asked for.
    pub rows: usize,
    /// Circles, and those that are told.
    pub circles: (usize, usize),
    /// Fans, and those that are told.
    pub fans: (usize, usize),
    /// Patterns told that nobody laid.
    pub others: usize,
}

impl MoneyScore {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let sum = |a: (usize, usize), b: (usize, usize)| (a.0 + b.0, a.1 + b.1);
        Self {
            ways: sum(self.ways, other.ways),
            rows: self.rows + other.rows,
            circles: sum(self.circles, other.circles),
            fans: sum(self.fans, other.fans),
            others: self.others + other.others,
        }
    }
}

/// Scores what was found about money.
///
/// # Errors
/// [`FindError::Graph`] when the payments are more than a graph can number.
pub fn money(truth: &Truth, facts: &Facts, network: &Network, found: &Money) -> Result<MoneyScore, FindError> {
    let mut score = MoneyScore::default();
    let mut laid = 0;
    for trail in &truth.trails {
        let has = |kind: PatternKind, is_it: &dyn Fn(&[&str]) -> bool| {
            found.patterns.iter().filter(|pattern| pattern.kind == kind).any(|pattern| {
                let parties: Vec<&str> = pattern.parties.iter().map(|party| party.id.as_str()).collect();
                is_it(&parties)
            })
        };
        let all: Vec<&str> = trail.parties.iter().map(String::as_str).collect();
        match trail.kind {
            TrailKind::Layered => {
                score.ways.0 += 1;
                let ends = [all.first(), all.last()].map(|end| end.and_then(|end| EntityId::new(*end).ok()));
                if let [Some(from), Some(to)] = ends {
                    let paths = money_paths(facts, network, &from, &to)?;
                    score.ways.1 += usize::from(paths.iter().any(|path| path.on_all_ways >= trail.amount));
                }
                let is_told = has(PatternKind::Layering, &|parties| parties.windows(all.len()).any(|part| part == all));
                score.rows += usize::from(is_told);
                laid += usize::from(is_told);
            }
            TrailKind::Cycle => {
                score.circles.0 += 1;
                let is_told = has(PatternKind::Cycle, &|parties| all.iter().all(|party| parties.contains(party)));
                score.circles.1 += usize::from(is_told);
                laid += usize::from(is_told);
            }
            TrailKind::FanIn => {
                score.fans.0 += 1;
                let is_told = has(PatternKind::FanIn, &|parties| parties.first() == all.first());
                score.fans.1 += usize::from(is_told);
                laid += usize::from(is_told);
            }
        }
    }
    score.others = found.patterns.len().saturating_sub(laid);
    Ok(score)
}
