//! Dates as sources give them: a year, a month of a year, a day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Why a string is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct DateError(String);

/// A date known to the year, the month or the day.
///
/// Ordered by the first day that it can mean, then from vague to exact. Written as ISO 8601 prefixes, the form of
/// FollowTheMoney: `2021`, `2021-03`, `2021-03-05`. A time of day, which FollowTheMoney allows, is dropped when parsing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    // Zero means unknown, which puts the vague date before the exact ones it covers.
    month: i8,
    day: i8,
}

impl PartialDate {
    /// A whole year, 1 to 9999.
    ///
    /// # Errors
    /// [`DateError`] when the year is out of range.
    pub fn of_year(year: i16) -> Result<Self, DateError> {
        Self::checked(year, 0, 0)
    }

    /// A month (1 to 12) of a year.
    ///
    /// # Errors
    /// [`DateError`] when there is no such month.
    pub fn of_month(year: i16, month: i8) -> Result<Self, DateError> {
        if month == 0 {
            return Err(DateError(format!("{year:04}-00")));
        }
        Self::checked(year, month, 0)
    }

    /// A day of the Gregorian calendar.
    ///
    /// # Errors
    /// [`DateError`] when there is no such day.
    pub fn of_day(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        if month == 0 || day == 0 {
            return Err(DateError(format!("{year:04}-{month:02}-{day:02}")));
        }
        Self::checked(year, month, day)
    }

    fn checked(year: i16, month: i8, day: i8) -> Result<Self, DateError> {
        let exists = year >= 1 && Date::new(year, month.max(1), day.max(1)).is_ok();
        if exists { Ok(Self { year, month, day }) } else { Err(DateError(format!("{year:04}-{month:02}-{day:02}"))) }
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, if known.
    pub fn month(self) -> Option<i8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, if known.
    pub fn day(self) -> Option<i8> {
        (self.day > 0).then_some(self.day)
    }

    /// The first day that the date can mean.
    pub fn earliest(self) -> Date {
        Date::new(self.year, self.month.max(1), self.day.max(1)).expect("checked when built")
    }

    /// The last day that the date can mean.
    pub fn latest(self) -> Date {
        match (self.month(), self.day()) {
            (None, _) => Date::new(self.year, 12, 31).expect("every year has a 31 December"),
            (Some(_), None) => self.earliest().last_of_month(),
            (Some(_), Some(_)) => self.earliest(),
        }
    }

    /// Whether some day is possible under both dates.
    pub fn may_equal(self, other: Self) -> bool {
        self.earliest() <= other.latest() && other.earliest() <= self.latest()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PartialDate {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        let wrong = || DateError(text.chars().take(40).collect());
        let day_part = text.split(['T', ' ']).next().unwrap_or_default();
        let mut parts = day_part.split('-');
        let mut number = |digits: usize| -> Result<i16, DateError> {
            match parts.next() {
                None => Ok(0),
                Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                    part.parse().map_err(|_| wrong())
                }
                Some(_) => Err(wrong()),
            }
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let depth = day_part.matches('-').count();
        if parts.next().is_some() || (depth >= 1 && month == 0) || (depth >= 2 && day == 0) {
            return Err(wrong());
        }
        // Two digits always fit.
        Self::checked(year, month as i8, day as i8).map_err(|_| wrong())
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

/// When something held: from a date on, until a date, both, or (the default) not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Validity {
    /// The first date, if known.
    pub from: Option<PartialDate>,
    /// The last date, if known.
    pub to: Option<PartialDate>,
}

impl Validity {
    /// Whether both could hold on one day; an unknown end excludes nothing.
    pub fn may_overlap(&self, other: &Self) -> bool {
        let before = |end: Option<PartialDate>, start: Option<PartialDate>| match (end, start) {
            (Some(end), Some(start)) => end.latest() < start.earliest(),
            _ => false,
        };
        !before(self.to, other.from) && !before(other.to, self.from)
    }

    /// Whether both ends are unknown.
    pub fn is_unknown(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn parses_and_prints_prefixes() {
        for text in ["2021", "2021-03", "2021-03-05", "0987"] {
            assert_eq!(date(text).to_string(), text);
        }
        assert_eq!(date("2021-02-16T19:48:52"), date("2021-02-16"));
        for wrong in
            ["", "21", "2021-3", "2021-13", "2021-02-30", "2021-03-05-01", "2021-", "2021-00", "0000", "２０２１"]
        {
            assert!(wrong.parse::<PartialDate>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn covers_all_days_that_it_can_mean() {
        assert_eq!(date("2024-02").latest().to_string(), "2024-02-29");
        assert_eq!(date("2023").latest().to_string(), "2023-12-31");
        assert!(date("2021").may_equal(date("2021-03-05")));
        assert!(!date("2021-04").may_equal(date("2021-03-05")));
        assert!(date("2021") < date("2021-01") && date("2021-12-31") < date("2022"));
    }

    #[test]
    fn periods_overlap_unless_dates_forbid_it() {
        let period = |from: &str, to: &str| Validity { from: from.parse().ok(), to: to.parse().ok() };
        assert!(period("2012", "2015").may_overlap(&period("2015-06", "")));
        assert!(!period("2012", "2015").may_overlap(&period("2016", "")));
        assert!(period("", "").may_overlap(&period("2016", "2017")));
    }
}
