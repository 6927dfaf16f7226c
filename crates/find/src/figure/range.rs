//! What a printed number allows: comparators, rounding, and arithmetic on the intervals that follow.

use std::fmt;

use serde::Serialize;

use super::number::{Number, show};

/// How far "about" reaches, as a part of the number.
const ABOUT: f64 = 0.05;

/// How a number bounds the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Comparator {
    /// Just that many, as far as the number is printed.
    #[serde(rename = "=")]
    Equal,
    /// More than that.
    #[serde(rename = ">")]
    Above,
    /// At least that.
    #[serde(rename = ">=")]
    AtLeast,
    /// Less than that.
    #[serde(rename = "<")]
    Below,
    /// At most that.
    #[serde(rename = "<=")]
    AtMost,
    /// About that.
    #[serde(rename = "~")]
    About,
}

impl Comparator {
    /// Reads `=`, `>`, `>=`, `<`, `<=`, `~` (and `≥`, `≤`, `≈`).
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.trim() {
            "=" | "==" => Self::Equal,
            ">" => Self::Above,
            ">=" | "≥" => Self::AtLeast,
            "<" => Self::Below,
            "<=" | "≤" => Self::AtMost,
            "~" | "≈" => Self::About,
            _ => return None,
        })
    }

    /// The words before the number, with a space after them: "more than ".
    pub fn words(self) -> &'static str {
        match self {
            Self::Equal => "",
            Self::Above => "more than ",
            Self::AtLeast => "at least ",
            Self::Below => "less than ",
            Self::AtMost => "at most ",
            Self::About => "about ",
        }
    }
}

/// The values that a figure allows: a closed interval, either end possibly without bound.
///
/// "More than 70" is 70 or more: sources that print both are not held to contradict each other over the one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    /// The least value; `None` for no bound.
    pub low: Option<f64>,
    /// The greatest value; `None` for no bound.
    pub high: Option<f64>,
}

impl Range {
    /// What a printed number allows. A change may be negative, and then the comparator speaks of its size; other
    /// numbers are not below zero.
    pub(crate) fn of(number: Number, comparator: Comparator, is_change: bool) -> Self {
        if is_change && number.value < 0.0 {
            let size = Number { value: -number.value, ..number };
            let range = Self::of(size, comparator, true);
            return Self { low: range.high.map(|high| -high), high: range.low.map(|low| -low) };
        }
        let value = number.value;
        let half = number.rounding();
        let floor = (!is_change).then_some(0.0f64.min(value));
        match comparator {
            Comparator::Equal => Self { low: Some(value - half), high: Some(value + half) },
            Comparator::About => {
                let half = half.max(value.abs() * ABOUT);
                Self { low: Some(value - half), high: Some(value + half) }
            }
            Comparator::Above | Comparator::AtLeast => Self { low: Some(value), high: None },
            Comparator::Below | Comparator::AtMost => Self { low: floor, high: Some(value) },
        }
    }

    /// A per cent as printed is rounded to its last place, whatever zeros it ends in.
    pub(crate) fn of_percent(number: Number, comparator: Comparator, is_change: bool) -> Self {
        if comparator == Comparator::Equal {
            let half = number.step / 2.0;
            return Self { low: Some(number.value - half), high: Some(number.value + half) };
        }
        Self::of(number, comparator, is_change)
    }

    /// All values from the one to the other.
    pub(crate) fn between(low: f64, high: f64) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    /// Whether some value is allowed by both; a millionth of the size is forgiven, for the sake of arithmetic.
    pub fn meets(self, other: Self) -> bool {
        self.gap(other) == 0.0
    }

    /// How far apart the nearest allowed values are; 0 where both allow one.
    pub fn gap(self, other: Self) -> f64 {
        let above = |high: Option<f64>, low: Option<f64>| match (high, low) {
            (Some(high), Some(low)) => low - high,
            _ => 0.0,
        };
        let gap = above(self.high, other.low).max(above(other.high, self.low)).max(0.0);
        let size =
            [self.low, self.high, other.low, other.high].into_iter().flatten().fold(0.0f64, |a, b| a.max(b.abs()));
        if gap <= size * 1e-6 { 0.0 } else { gap }
    }

    /// How far apart the printed numbers are, or those worked out from printed ones: the middles of the ranges, or
    /// the bounds that there are. What a reader would subtract.
    pub(crate) fn apart(self, other: Self) -> f64 {
        match (self.middle(), other.middle()) {
            (Some(one), Some(other)) => (one - other).abs(),
            _ => 0.0,
        }
    }

    /// The sum.
    pub(crate) fn plus(self, other: Self) -> Self {
        let add = |a: Option<f64>, b: Option<f64>| Some(a? + b?);
        Self { low: add(self.low, other.low), high: add(self.high, other.high) }
    }

    /// The difference.
    pub(crate) fn minus(self, other: Self) -> Self {
        self.plus(Self { low: other.high.map(|high| -high), high: other.low.map(|low| -low) })
    }

    /// The quotient of two ranges of positive values; without bound where the divisor may be 0.
    pub(crate) fn over(self, other: Self) -> Self {
        let low = match (self.low, other.high) {
            (Some(low), Some(high)) if high > 0.0 => Some(low.max(0.0) / high),
            _ => Some(0.0),
        };
        let high = match (self.high, other.low) {
            (Some(high), Some(low)) if low > 0.0 => Some(high / low),
            _ => None,
        };
        Self { low, high }
    }

    /// Each end moved by a function that rises.
    pub(crate) fn map(self, rising: impl Fn(f64) -> f64) -> Self {
        Self { low: self.low.map(&rising), high: self.high.map(&rising) }
    }

    /// The middle, or the bound that there is.
    pub(crate) fn middle(self) -> Option<f64> {
        match (self.low, self.high) {
            (Some(low), Some(high)) => Some((low + high) / 2.0),
            (low, high) => low.or(high),
        }
    }
}

impl fmt::Display for Range {
    /// "4,812", "4,881 to 4,938", "70 or more".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low.map(show), self.high.map(show)) {
            (Some(low), Some(high)) if low == high => f.write_str(&low),
            (Some(low), Some(high)) => write!(f, "{low} to {high}"),
            (Some(low), None) => write!(f, "{low} or more"),
            (None, Some(high)) => write!(f, "{high} or less"),
            (None, None) => f.write_str("anything"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range(text: &str, comparator: &str) -> Range {
        Range::of(Number::read(text).unwrap(), Comparator::parse(comparator).unwrap(), false)
    }

    #[test]
    fn comparators_and_rounding_bound_the_value() {
        assert_eq!(range("318", "="), Range::between(318.0, 318.0));
        assert_eq!(range("5,200", "="), Range::between(5150.0, 5250.0));
        assert_eq!(range("5,200", ">"), Range { low: Some(5200.0), high: None });
        assert_eq!(range("5,200", "<="), Range::between(0.0, 5200.0));
        assert_eq!(range("30", "~"), Range::between(28.5, 31.5));
        assert_eq!(Comparator::parse("!"), None);
    }

    #[test]
    fn a_fall_of_more_than_is_a_change_of_less_than() {
        let number = Number::read("-13").unwrap();
        assert_eq!(Range::of(number, Comparator::Above, true), Range { low: None, high: Some(-13.0) });
        assert_eq!(Range::of_percent(number, Comparator::Equal, true), Range::between(-13.5, -12.5));
        assert_eq!(
            Range::of_percent(Number::read("2000").unwrap(), Comparator::Equal, true),
            Range::between(1999.5, 2000.5)
        );
    }

    #[test]
    fn gaps_are_between_the_nearest_values() {
        assert_eq!(range("318", "=").gap(range("381", "=")), 63.0);
        assert!(range("71", "=").meets(range("70", ">")));
        assert!(range("180,000", "=").gap(range("200,000", ">")) > 0.0);
        assert_eq!(range("23", "=").to_string(), "23");
        assert_eq!(range("70", ">").to_string(), "70 or more");
    }

    proptest! {
        #[test]
        fn sums_and_quotients_hold_all_that_their_parts_allow(a in 1.0f64..1e6, b in 1.0f64..1e6, w in 0.0f64..0.9) {
            let around = |v: f64| Range::between(v * (1.0 - w), v * (1.0 + w));
            let holds = |range: Range, v: f64| range.meets(Range::between(v, v));
            prop_assert!(holds(around(a).plus(around(b)), a + b));
            prop_assert!(holds(around(a).minus(around(b)), a - b));
            prop_assert!(holds(around(a).over(around(b)), a / b));
            prop_assert_eq!(around(a).gap(around(b)), around(b).gap(around(a)));
        }
    }
}
