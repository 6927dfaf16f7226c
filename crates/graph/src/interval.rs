//! Validity intervals: the days on which a tie holds.

use crate::GraphError;

/// A closed interval of days, `first..=last`, either end possibly open.
///
/// Days are counted from any epoch that the caller keeps to (days since 1970-01-01, say). `i32::MIN` as the first
/// day and `i32::MAX` as the last mean "no known bound".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    first: i32,
    last: i32,
}

impl Interval {
    /// The interval without bounds: nothing is known about when the tie holds, so it is taken to hold always.
    pub const ALWAYS: Interval = Interval { first: i32::MIN, last: i32::MAX };

    /// The days from `first` to `last`, both included.
    ///
    /// # Errors
    /// [`GraphError::EmptyInterval`] when `last` comes before `first`.
    pub fn new(first: i32, last: i32) -> Result<Interval, GraphError> {
        if last < first {
            return Err(GraphError::EmptyInterval { first, last });
        }
        Ok(Interval { first, last })
    }

    /// From `first` on, without a known end.
    #[must_use]
    pub const fn since(first: i32) -> Interval {
        Interval { first, last: i32::MAX }
    }

    /// Up to and including `last`, without a known beginning.
    #[must_use]
    pub const fn until(last: i32) -> Interval {
        Interval { first: i32::MIN, last }
    }

    /// The first day, `i32::MIN` when unknown.
    #[must_use]
    pub const fn first(self) -> i32 {
        self.first
    }

    /// The last day, `i32::MAX` when unknown.
    #[must_use]
    pub const fn last(self) -> i32 {
        self.last
    }

    /// Whether `day` lies in the interval.
    #[must_use]
    pub const fn contains(self, day: i32) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days that both intervals share; `None` when they share none.
    #[must_use]
    pub fn intersect(self, other: Interval) -> Option<Interval> {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        (first <= last).then_some(Interval { first, last })
    }

    /// Whether the intervals share a day.
    #[must_use]
    pub fn overlaps(self, other: Interval) -> bool {
        self.intersect(other).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_that_ends_before_it_begins_is_refused() {
        assert_eq!(Interval::new(5, 4), Err(GraphError::EmptyInterval { first: 5, last: 4 }));
    }

    #[test]
    fn intervals_that_touch_on_one_day_share_that_day() {
        let early = Interval::new(0, 10).unwrap();
        let late = Interval::since(10);
        assert_eq!(early.intersect(late), Some(Interval::new(10, 10).unwrap()));
        assert!(!early.overlaps(Interval::since(11)));
        assert_eq!(Interval::ALWAYS.intersect(early), Some(early));
        assert!(Interval::until(0).contains(i32::MIN));
    }
}
