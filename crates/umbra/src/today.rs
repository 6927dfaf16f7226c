//! What day it is.

use std::time::{SystemTime, UNIX_EPOCH};

use umbra_model::PartialDate;

const SECONDS_A_DAY: u64 = 86_400;

/// Today in coordinated universal time; `None` where the clock is before 1970 or after 9999.
pub fn today() -> Option<PartialDate> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    date(i64::try_from(seconds / SECONDS_A_DAY).ok()?)
}

/// The date so many days after 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn date(days: i64) -> Option<PartialDate> {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    PartialDate::of_day(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, text) in [(0, "1970-01-01"), (59, "1970-03-01"), (19_782, "2024-02-29"), (19_783, "2024-03-01")] {
            assert_eq!(date(days).map(|date| date.to_string()).as_deref(), Some(text));
        }
        assert_eq!(date(i64::from(i32::MAX)), None);
    }
}
