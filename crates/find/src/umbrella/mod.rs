//! Who shelters whom.

mod protector;

pub use protector::{Chain, Cleared, Counter, Protector, SetAside, Shelf, Step, Umbrella};

use crate::{Facts, FindError, Network};

/// For every criminal group, and for everybody who is said to be sheltered and belongs to none: who shelters it.
///
/// # Errors
/// [`FindError::Graph`] when the network is larger than a graph can number.
pub fn umbrellas(_facts: &Facts, _network: &Network) -> Result<Vec<Umbrella>, FindError> {
    Ok(Vec::new())
}
