//! Days as numbers, and dates as sources write them.

use jiff::civil::Date;
use umbra_generator::random::Random;

/// The day that is number 0.
const FIRST: Date = Date::constant(2014, 1, 1);

/// The last day of a case: the end of 2024.
pub(crate) const LAST: i32 = 4017;

/// The date of a day, as `2019-03-07`.
pub(crate) fn date(day: i32) -> String {
    let date = FIRST.checked_add(jiff::SignedDuration::from_hours(i64::from(day) * 24)).unwrap_or(FIRST);
    date.to_string()
}

/// The day that a year begins with.
pub(crate) fn year(year: i16) -> i32 {
    let start = Date::new(year, 1, 1).unwrap_or(FIRST);
    i32::try_from(start.duration_since(FIRST).as_hours() / 24).unwrap_or_default()
}

/// A date as a source has it: mostly to the day, sometimes only the month or the year, sometimes not at all.
pub(crate) fn told(random: &mut Random, day: i32) -> Option<String> {
    let exact = date(day);
    match random.unit() {
        x if x < 0.70 => Some(exact),
        x if x < 0.85 => Some(exact[..7].to_owned()),
        x if x < 0.95 => Some(exact[..4].to_owned()),
        _ => None,
    }
}
