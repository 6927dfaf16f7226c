//! What time it is, for the audit log.

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, Unit};
use umbra_model::PartialDate;

/// Tells a case the time.
///
/// The audit log is the one part of a case that depends on when it was made; with [`Clock::fixed`] the same steps
/// give the same log, byte by byte.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock(Option<Timestamp>);

impl Clock {
    /// The system's time.
    pub fn system() -> Self {
        Self(None)
    }

    /// Always the same time.
    pub fn fixed(at: Timestamp) -> Self {
        Self(Some(at))
    }

    /// A number of seconds after 1970-01-01T00:00:00Z, always the same; the form of `SOURCE_DATE_EPOCH`.
    pub fn fixed_at_second(second: i64) -> Self {
        Self::fixed(
            Timestamp::UNIX_EPOCH.saturating_add(SignedDuration::from_secs(second)).unwrap_or(Timestamp::UNIX_EPOCH),
        )
    }

    /// What day it is in coordinated universal time; `None` where the clock is set to no day that a date can hold.
    pub fn today(self) -> Option<PartialDate> {
        let date = Offset::UTC.to_datetime(self.0.unwrap_or_else(Timestamp::now)).date();
        PartialDate::of_day(date.year(), date.month(), date.day()).ok()
    }

    /// The time to the millisecond, in UTC, as ISO 8601.
    pub fn now(self) -> String {
        let now = self.0.unwrap_or_else(Timestamp::now);
        now.round(Unit::Millisecond).unwrap_or(now).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_lie_in_days() {
        for (second, day) in [(0, "1970-01-01"), (86_399, "1970-01-01"), (1_709_164_800, "2024-02-29")] {
            assert_eq!(Clock::fixed_at_second(second).today().map(|day| day.to_string()).as_deref(), Some(day));
        }
    }
}
