//! Draws that simulations are made of.

use crate::random::Random;

/// A stream of chance.
#[derive(Debug)]
pub(crate) struct Chance(Random);

impl Chance {
    /// The stream of the draw with that number: streams of one seed are apart, so draws can be made in any order.
    pub(crate) fn stream(seed: u64, number: u64) -> Chance {
        Chance(Random::of_task(seed, number))
    }

    /// A number from 0 up to 1.
    pub(crate) fn share(&mut self) -> f64 {
        self.0.unit()
    }

    /// One of the numbers `0..count`; 0 for no count.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        if count == 0 { 0 } else { self.0.below(count as u64) as usize }
    }

    /// Whether something of that chance comes about.
    pub(crate) fn happens(&mut self, chance: f64) -> bool {
        self.share() < chance
    }

    /// A place in a list of running totals, each in proportion to what it adds; `None` where they add up to nothing.
    pub(crate) fn place(&mut self, totals: &[f64]) -> Option<usize> {
        let last = totals.last().copied().filter(|total| *total > 0.0)?;
        let drawn = self.share() * last;
        Some(totals.partition_point(|total| *total <= drawn).min(totals.len() - 1))
    }

    /// How many fail, when each tries until it succeeds with that chance, before `successes` have succeeded: the negative
    /// binomial distribution, drawn trial by trial.
    pub(crate) fn failures(&mut self, successes: usize, chance: f64) -> usize {
        if chance >= 1.0 {
            return 0;
        }
        let ln_failure = (-chance).ln_1p();
        // Each success waits a geometric number of failures.
        (0..successes).map(|_| ((1.0 - self.share()).ln() / ln_failure) as usize).sum()
    }
}

/// Running totals of some weights, for [`Chance::place`].
pub(crate) fn running_totals(weights: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut total = 0.0;
    let add = |weight: f64| {
        total += weight;
        total
    };
    weights.into_iter().map(add).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let draw = |seed, number| Chance::stream(seed, number).share();
        assert_eq!(draw(1, 2), draw(1, 2));
        assert!(draw(1, 2) != draw(1, 3) && draw(1, 2) != draw(2, 2));
        let mean = (0..10_000).map(|number| draw(7, number)).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
    }

    #[test]
    fn failures_come_in_their_proportion() {
        let mut chance = Chance::stream(3, 0);
        let mean = (0..2000).map(|_| chance.failures(20, 0.8) as f64).sum::<f64>() / 2000.0;
        assert!((mean - 5.0).abs() < 0.2, "20 successes at 0.8 wait for 5 failures, not {mean}");
        assert_eq!(chance.failures(20, 1.0), 0);
    }

    #[test]
    fn places_are_drawn_by_weight() {
        let totals = running_totals([0.0, 1.0, 0.0, 3.0]);
        let mut chance = Chance::stream(5, 0);
        let mut counts = [0; 4];
        for _ in 0..4000 {
            counts[chance.place(&totals).unwrap()] += 1;
        }
        assert_eq!((counts[0], counts[2]), (0, 0));
        assert!((2800..3200).contains(&counts[3]), "{counts:?}");
        assert_eq!(chance.place(&[0.0, 0.0]), None);
    }
}
