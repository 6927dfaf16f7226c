//! Round numbers along an axis.

/// A scale from `low` to `high` that maps onto a length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    pub low: f64,
    pub high: f64,
    step: f64,
}

impl Scale {
    /// A scale with round ends that holds zero and all values, with some four steps.
    pub(super) fn with_zero(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values.filter(|v| v.is_finite()).fold((0.0f64, 0.0f64), |(a, b), v| (a.min(v), b.max(v)));
        Self::around(low, if high > low { high } else { low + 1.0 })
    }

    /// A scale with round ends that holds both values.
    fn around(low: f64, high: f64) -> Self {
        let rough = (high - low) / 4.0;
        let magnitude = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * magnitude).into_iter().find(|step| *step >= rough * 0.999);
        let step = step.unwrap_or(10.0 * magnitude);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// Where a value lies, 0 to 1.
    pub(super) fn part(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The round numbers from end to end.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round().clamp(1.0, 20.0);
        let mut ticks = Vec::new();
        let mut number = 0.0;
        while number <= count {
            ticks.push(self.low + number * self.step);
            number += 1.0;
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ends_are_round() {
        let scale = Scale::with_zero([1900.0, 5200.0].into_iter());
        assert_eq!((scale.low, scale.high), (0.0, 6000.0));
        assert_eq!(scale.ticks(), [0.0, 2000.0, 4000.0, 6000.0]);
        let changes = Scale::with_zero([-13.0, -10.0].into_iter());
        assert_eq!((changes.low, changes.high), (-15.0, 0.0));
        assert_eq!(Scale::with_zero(std::iter::empty()).ticks().len(), 5);
    }

    proptest! {
        #[test]
        fn every_value_lies_on_it(values in prop::collection::vec(-1e9f64..1e9, 1..8)) {
            let scale = Scale::with_zero(values.iter().copied());
            for value in values {
                prop_assert!(scale.low <= value && value <= scale.high);
                prop_assert!((0.0..=1.0).contains(&scale.part(value)));
            }
            prop_assert!(scale.ticks().len() <= 21);
        }
    }
}
