//! How far results can be trusted when ties are missing or false.

mod ranking;
mod resample;

pub use ranking::{Placing, RankDoubt, RankOptions, rank_doubt, ranks};
pub use resample::{Resampler, TieDoubt};
