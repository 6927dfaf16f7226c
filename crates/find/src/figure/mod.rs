//! The figures that sources publish, and whether they agree.

mod check;
mod ledger;
mod period;
mod range;

pub use check::{Check, CheckKind, Verdict};
pub use ledger::{Figure, FigureKind, Ledger};
pub use period::Period;
pub use range::{Comparator, Range};

use crate::Facts;

/// Every statistical claim of the case, and the checks between them.
pub fn figures(_facts: &Facts) -> Ledger {
    Ledger { figures: Vec::new(), checks: Vec::new() }
}
