//! A set of small numbers, one bit each: the mask behind a filtered view.

/// A set of the numbers `0..capacity`, held as one bit per number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitSet {
    words: Vec<u64>,
    capacity: usize,
}

impl BitSet {
    /// The empty set with room for `0..capacity`.
    #[must_use]
    pub fn empty(capacity: usize) -> BitSet {
        BitSet { words: vec![0; capacity.div_ceil(64)], capacity }
    }

    /// The set of all numbers `0..capacity`.
    #[must_use]
    pub fn full(capacity: usize) -> BitSet {
        let mut words = vec![u64::MAX; capacity.div_ceil(64)];
        if let (Some(last), spare @ 1..) = (words.last_mut(), capacity % 64) {
            *last = (1 << spare) - 1;
        }
        BitSet { words, capacity }
    }

    /// The numbers below `capacity` for which `keep` says yes.
    pub fn from_fn(capacity: usize, mut keep: impl FnMut(usize) -> bool) -> BitSet {
        let mut set = BitSet::empty(capacity);
        for number in 0..capacity {
            if keep(number) {
                set.words[number / 64] |= 1 << (number % 64);
            }
        }
        set
    }

    /// One more than the largest number that the set can hold.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Whether `number` is in the set; false beyond the capacity.
    #[must_use]
    pub fn contains(&self, number: usize) -> bool {
        self.words.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Puts `number` in; says whether the set changed. A number beyond the capacity changes nothing.
    pub fn insert(&mut self, number: usize) -> bool {
        if number >= self.capacity {
            return false;
        }
        let word = &mut self.words[number / 64];
        let before = *word;
        *word |= 1 << (number % 64);
        *word != before
    }

    /// Takes `number` out; says whether the set changed.
    pub fn remove(&mut self, number: usize) -> bool {
        let Some(word) = self.words.get_mut(number / 64) else {
            return false;
        };
        let before = *word;
        *word &= !(1 << (number % 64));
        *word != before
    }

    /// How many numbers are in the set. O(capacity / 64).
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether the set holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// What both sets hold; the other may hold no less than `0..capacity`.
    pub(crate) fn intersection(&self, other: &BitSet) -> BitSet {
        let words = self.words.iter().zip(&other.words).map(|(a, b)| a & b).collect();
        BitSet { words, capacity: self.capacity }
    }

    /// How many numbers both sets hold.
    pub(crate) fn intersection_len(&self, other: &BitSet) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// The numbers in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(place, &word)| {
            std::iter::successors(Some(word), |&rest| Some(rest & rest.wrapping_sub(1)))
                .take_while(|&rest| rest != 0)
                .map(move |rest| place * 64 + rest.trailing_zeros() as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_sets_end_at_their_capacity() {
        for capacity in [0, 1, 63, 64, 65, 130] {
            let set = BitSet::full(capacity);
            assert_eq!(set.len(), capacity);
            assert_eq!(set.iter().collect::<Vec<_>>(), (0..capacity).collect::<Vec<_>>());
            assert!(!set.contains(capacity));
        }
    }

    #[test]
    fn inserting_and_removing_say_whether_they_changed_anything() {
        let mut set = BitSet::empty(70);
        assert!(set.insert(69));
        assert!(!set.insert(69));
        assert!(!set.insert(70), "beyond the capacity");
        assert!(set.remove(69));
        assert!(!set.remove(69));
        assert!(!set.remove(1000));
        assert!(set.is_empty());
    }

    #[test]
    fn a_set_from_a_predicate_holds_what_the_predicate_keeps() {
        let set = BitSet::from_fn(200, |number| number % 7 == 3);
        assert_eq!(set.iter().collect::<Vec<_>>(), (0..200).filter(|n| n % 7 == 3).collect::<Vec<_>>());
    }
}
