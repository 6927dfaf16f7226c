//! How much of the truth the findings bring back.

mod protectors;

pub use protectors::{ProtectorScore, protectors};
