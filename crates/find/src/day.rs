//! Periods as runs of days, for the graph.

use jiff::civil::Date;
use umbra_graph::Interval;
use umbra_model::{PartialDate, Validity};

/// The day that day 0 is.
const EPOCH: Date = Date::constant(1970, 1, 1);

const HOURS_A_DAY: i64 = 24;

fn number(day: Date) -> i32 {
    let days = day.duration_since(EPOCH).as_hours() / HOURS_A_DAY;
    i32::try_from(days).expect("years 1 to 9999 are fewer than four million days apart")
}

/// The day of that number; `None` outside the years 1 to 9999.
pub(crate) fn date(number: i32) -> Option<PartialDate> {
    let day = EPOCH.checked_add(jiff::SignedDuration::from_hours(i64::from(number) * HOURS_A_DAY)).ok()?;
    PartialDate::of_day(day.year(), day.month(), day.day()).ok()
}

/// The days that a period may cover: from the first day that its beginning can mean to the last that its end can. A
/// period that ends before it begins is a mistake of the sources and excludes nothing.
pub(crate) fn interval(validity: Validity) -> Interval {
    let first = validity.from.map_or(i32::MIN, |from| number(from.earliest()));
    let last = validity.to.map_or(i32::MAX, |to| number(to.latest()));
    Interval::new(first, last).unwrap_or(Interval::ALWAYS)
}

/// The period that a run of days is.
pub(crate) fn validity(interval: Interval) -> Validity {
    let known = |day: i32, unknown: i32| if day == unknown { None } else { date(day) };
    Validity { from: known(interval.first(), i32::MIN), to: known(interval.last(), i32::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Validity {
        Validity { from: from.parse().ok(), to: to.parse().ok() }
    }

    #[test]
    fn vague_dates_cover_all_that_they_can_mean() {
        let days = interval(period("2021", "2021-02"));
        assert_eq!(validity(days), period("2021-01-01", "2021-02-28"));
        assert_eq!(interval(period("1970-01-01", "")).first(), 0);
        assert_eq!(interval(period("1969-12-31", "")).first(), -1);
        assert_eq!(validity(interval(period("0001-01-01", "9999-12-31"))), period("0001-01-01", "9999-12-31"));
        assert_eq!(interval(period("", "")), Interval::ALWAYS);
    }

    #[test]
    fn a_period_that_ends_before_it_begins_excludes_nothing() {
        assert_eq!(interval(period("2021", "2019")), Interval::ALWAYS);
    }
}
