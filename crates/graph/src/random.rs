//! Chance from a seed, the same on every machine.

/// SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// The stream of one of many tasks that share a seed, so that the tasks may run in any order.
    pub(crate) fn of_task(seed: u64, task: u64) -> Random {
        let mut random = Random(seed ^ task.wrapping_mul(0xd1b5_4a32_d192_ed03));
        Random(random.next())
    }

    /// Any number.
    #[inline]
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from 0 up to 1.
    #[inline]
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number below `bound`, which must be above 0 (D. Lemire, "Fast random integer generation in an interval",
    /// ACM TOMACS 29, 2019; the bias of at most bound / 2^64 is let be).
    #[inline]
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// Brings a slice into an order of chance (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, slice: &mut [T]) {
        for last in (1..slice.len()).rev() {
            slice.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    /// A number from -1 up to 1.
    pub(crate) fn signed(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shuffling_loses_nothing() {
        let mut cards: Vec<u32> = (0..100).collect();
        Random::of_task(1, 2).shuffle(&mut cards);
        assert!(!cards.is_sorted());
        cards.sort_unstable();
        assert!(cards.into_iter().eq(0..100));
    }

    #[test]
    fn numbers_fill_their_range_evenly() {
        let mut random = Random::new(7);
        let drawn: Vec<f64> = (0..10_000).map(|_| random.signed()).collect();
        assert!(drawn.iter().all(|x| (-1.0..1.0).contains(x)));
        let mean = drawn.iter().sum::<f64>() / 10_000.0;
        let square = drawn.iter().map(|x| x * x).sum::<f64>() / 10_000.0;
        let mut dealt = [0u32; 6];
        (0..6_000).for_each(|_| dealt[random.below(6) as usize] += 1);
        assert!(dealt.iter().all(|count| (850..1150).contains(count)), "{dealt:?}");
        assert!((0..1000).all(|_| (0.0..1.0).contains(&random.unit())));
        assert!(mean.abs() < 0.02 && (square - 1.0 / 3.0).abs() < 0.01, "{mean} {square}");
    }
}
