//! From which score on two records are one, where somebody sets it.

use crate::error::{ResolveError, Result};
use crate::proposal::logistic;
use crate::resolve::Options;
use crate::weights::Weights;

impl Weights {
    /// The highest score that the names of two persons reach by themselves.
    pub fn name_alone(&self) -> f64 {
        logistic(self.person_prior + self.person_name.bit * self.person_name.most_bits)
    }
}

impl Options {
    /// Takes two records for one from this score on. All else that keeps them apart holds as before: what one entity has only
    /// once, a short name, others that are judged two.
    ///
    /// # Errors
    /// [`ResolveError::Threshold`] for a score that a name alone may reach, or above 1.
    pub fn same_from(mut self, score: f64) -> Result<Self> {
        let least = self.weights.name_alone();
        if !(score > least && score <= 1.0) {
            return Err(ResolveError::Threshold { score, least });
        }
        self.weights.same = (score / (1.0 - score)).ln();
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_alone_is_never_enough() {
        for options in [Options::default(), Options::data()] {
            let least = options.weights.name_alone();
            assert!((0.3..0.9).contains(&least), "{least}");
            for score in [-1.0, 0.0, least, 1.1, f64::NAN] {
                assert!(options.clone().same_from(score).is_err(), "{score}");
            }
            let set = options.clone().same_from(0.9).map(|options| logistic(options.weights.same));
            assert!(set.is_ok_and(|score| (score - 0.9).abs() < 1e-9));
            assert!(options.same_from(1.0).is_ok_and(|options| options.weights.same.is_infinite()));
        }
    }
}
