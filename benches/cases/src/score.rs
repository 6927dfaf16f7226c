//! How much of the truth the findings bring back.

mod figures;
mod growth;
mod money;
mod protectors;

pub use figures::{FigureScore, figures};
pub use growth::{GrowthScore, growth};
pub use money::{MoneyScore, money};
pub use protectors::{ProtectorScore, protectors};
