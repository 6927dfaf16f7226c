//! How much of the truth the findings bring back.

mod growth;
mod protectors;

pub use growth::{GrowthScore, growth};
pub use protectors::{ProtectorScore, protectors};
