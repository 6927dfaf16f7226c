//! Figures: whether those that agree are told to agree, and the others not to.

use umbra_find::{Ledger, Verdict};

use crate::Truth;

/// Planted sets of figures, and those of which the right thing is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FigureScore {
    /// Sets that were planted.
    pub all: usize,
    /// Of which the right thing is told.
    pub right: usize,
    /// Checks between figures of different sets.
    pub strangers: usize,
}

impl FigureScore {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { all: self.all + other.all, right: self.right + other.right, strangers: self.strangers + other.strangers }
    }
}

/// Scores the checks of a ledger.
pub fn figures(truth: &Truth, ledger: &Ledger) -> FigureScore {
    let mut score = FigureScore { all: truth.figures.len(), ..FigureScore::default() };
    let mut within = 0;
    for set in &truth.figures {
        let is_in = |id: &str| set.figures.iter().any(|figure| figure == id);
        let own: Vec<_> =
            ledger.checks.iter().filter(|check| check.figures.iter().all(|id| is_in(id.as_str()))).collect();
        within += own.len();
        let has = |wanted: fn(&Verdict) -> bool| own.iter().any(|check| wanted(&check.verdict));
        let disagrees = has(|verdict| matches!(verdict, Verdict::Disagree { .. }));
        let agrees = has(|verdict| matches!(verdict, Verdict::Agree));
        let is_right = match set.agree {
            Some(true) => agrees && !disagrees,
            Some(false) => disagrees,
            None => !agrees && !disagrees,
        };
        score.right += usize::from(is_right);
    }
    score.strangers = ledger.checks.len().saturating_sub(within);
    score
}
