//! Chance from a seed.

use crate::random::Random;

/// [`Random`] with a stream of its own for each purpose of a plan.
#[derive(Clone, Debug)]
pub(crate) struct Chance(Random);

impl Chance {
    /// A stream of its own for each purpose under one seed.
    pub(crate) fn new(seed: u64, purpose: u64) -> Chance {
        let mut random = Random::new(seed ^ purpose.wrapping_mul(0xd134_2543_de82_ef95));
        random.next();
        Chance(random)
    }

    #[inline]
    pub(crate) fn next(&mut self) -> u64 {
        self.0.next()
    }

    /// A number below `bound`, which must not be 0.
    #[inline]
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0.below(bound as u64) as usize
    }

    /// A number from 0 up to 1.
    #[inline]
    pub(crate) fn share(&mut self) -> f64 {
        self.0.unit()
    }

    /// Puts the first `count` of `items` to a random choice of them, in random order.
    pub(crate) fn shuffle_front<T>(&mut self, items: &mut [T], count: usize) {
        for place in 0..count.min(items.len().saturating_sub(1)) {
            let other = place + self.below(items.len() - place);
            items.swap(place, other);
        }
    }
}
