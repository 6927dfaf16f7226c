//! Dates: prefixes of `2021-02-16T21:48:52`, in UTC.
//!
//! What follows the part that can be read is passed over, as FollowTheMoney does: `1975-W07` is the year 1975. What reads
//! like a date but is none (`1975-02-30`) is refused. Unlike there, a `Z` after a time says that it is in UTC and takes
//! nothing away, and `1975/04/03` and `1975.04.03` are days: the year before, there is one way to read them.

use super::strptime;
use std::borrow::Cow;

/// A point in time with the precision to which it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub year: i32,
    pub month: u32,
    pub day: u32,
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
    pub precision: Precision,
}

/// How much of a moment is known; the number is the length of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precision {
    Year = 4,
    Month = 7,
    Day = 10,
    Hour = 13,
    Minute = 16,
    Second = 19,
}

/// The normal form of a date, read as ISO 8601 or by a `strptime` pattern.
pub(super) fn clean<'a>(text: &'a str, format: Option<&str>) -> Option<Cow<'a, str>> {
    let moment = match format {
        Some(format) => strptime::parse(text, format)?,
        None if is_plain(text) => return Some(Cow::Borrowed(text)),
        None => by_signs(text).or_else(|| parse(text))?,
    };
    let normal = moment.text();
    Some(if normal == text { Cow::Borrowed(text) } else { Cow::Owned(normal) })
}

/// The quick way for the form that most files use: a year, month or day that surely exists.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let number = |range: std::ops::Range<usize>| {
        bytes[range]
            .iter()
            .try_fold(0u32, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
    };
    let (year, month, day) = match bytes.len() {
        4 => (0..4, None, None),
        7 if bytes[4] == b'-' => (0..4, Some(5..7), None),
        10 if bytes[4] == b'-' && bytes[7] == b'-' => (0..4, Some(5..7), Some(8..10)),
        _ => return false,
    };
    matches!(number(year), Some(1000..=2999))
        && month.is_none_or(|month| matches!(number(month), Some(1..=12)))
        && day.is_none_or(|day| matches!(number(day), Some(1..=28)))
}

/// Reads a day whose parts are set apart by slashes or stops, year, month, day, and nothing beside it. Two parts are left alone:
/// `2021/22` is a season.
fn by_signs(text: &str) -> Option<Moment> {
    let sign = text.chars().nth(4).filter(|sign| ['/', '.'].contains(sign))?;
    let mut parts = text.split(sign);
    let mut part = |lengths: std::ops::RangeInclusive<usize>| {
        let part = parts.next().filter(|part| lengths.contains(&part.len()) && digits(part, 4) == part.len())?;
        part.parse::<u32>().ok()
    };
    let (year, month, day) = (part(4..=4)?, part(1..=2)?, part(1..=2)?);
    let year = i32::try_from(year).ok().filter(|year| (1000..3000).contains(year))?;
    let moment = Moment { year, month, day, hour: 0, minute: 0, second: 0, precision: Precision::Day };
    (parts.next().is_none() && moment.exists()).then_some(moment)
}

/// Reads as much of a date as there is at the start of a text.
fn parse(text: &str) -> Option<Moment> {
    let mut reader = Reader { rest: text.trim_start() };
    let year = reader.year()?;
    let mut moment = Moment { year, month: 1, day: 1, hour: 0, minute: 0, second: 0, precision: Precision::Second };
    let mut offset = 0;
    // A missing or zero part ends the precision, yet what follows still has to be a date.
    'parts: {
        let Some(month) = reader.part(&['-'], true) else {
            moment.limit(Precision::Year);
            break 'parts;
        };
        if month == 0 {
            moment.limit(Precision::Year);
        } else {
            moment.month = month;
        }
        let Some(day) = reader.part(&['-'], false) else {
            moment.limit(Precision::Month);
            break 'parts;
        };
        if day == 0 {
            moment.limit(Precision::Month);
        } else {
            moment.day = day;
        }
        let Some(hour) = reader.part(&['T', ' '], true) else {
            moment.limit(Precision::Day);
            break 'parts;
        };
        moment.hour = hour;
        let Some(minute) = reader.part(&[':'], true) else {
            moment.limit(Precision::Hour);
            break 'parts;
        };
        moment.minute = minute;
        let Some(second) = reader.part(&[':'], true) else {
            moment.limit(Precision::Minute);
            break 'parts;
        };
        moment.second = second;
        offset = reader.offset();
    }
    if !moment.exists() {
        return None;
    }
    moment.shift(offset)
}

/// Walks through a date part by part.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn year(&mut self) -> Option<i32> {
        let digits = digits(self.rest, 4);
        let year = (digits == 4).then(|| self.rest[..4].parse().ok()).flatten()?;
        if !(1000..3000).contains(&year) || !at_word_end(&self.rest[4..]) {
            return None;
        }
        self.rest = &self.rest[4..];
        Some(year)
    }

    /// One or two digits after a separator, as many as end a word where that is asked for.
    fn part(&mut self, separators: &[char], word: bool) -> Option<u32> {
        let rest = self.rest.strip_prefix(separators)?;
        let is_end =
            |rest: &str| at_word_end(rest) || separators != ['-'] && rest.strip_prefix('Z').is_some_and(at_word_end);
        let length = (1..=digits(rest, 2)).rev().find(|&length| !word || is_end(&rest[length..]))?;
        self.rest = &rest[length..];
        rest[..length].parse().ok()
    }

    /// Minutes east of Greenwich, after an optional fraction of a second.
    fn offset(&mut self) -> i64 {
        if let Some(fraction) = self.rest.strip_prefix('.') {
            let length = (4..=digits(fraction, 6)).rev().find(|&length| at_word_end(&fraction[length..]));
            if let Some(length) = length {
                self.rest = &fraction[length..];
            }
        }
        let (sign, rest) = match self.rest.as_bytes().first() {
            Some(b'+') => (1, &self.rest[1..]),
            Some(b'-') => (-1, &self.rest[1..]),
            _ => return 0,
        };
        if digits(rest, 2) < 2 {
            return 0;
        }
        let minutes = rest[2..].strip_prefix(':').unwrap_or(&rest[2..]);
        if digits(minutes, 2) < 2 || !at_word_end(&minutes[2..]) {
            return 0;
        }
        let number = |text: &str| text.parse().unwrap_or(0);
        let offset: i64 = number(&rest[..2]) * 60 + number(&minutes[..2]);
        if offset < 24 * 60 { sign * offset } else { 0 }
    }
}

fn digits(text: &str, most: usize) -> usize {
    text.bytes().take(most).take_while(u8::is_ascii_digit).count()
}

fn at_word_end(rest: &str) -> bool {
    !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_')
}

impl Moment {
    fn limit(&mut self, precision: Precision) {
        self.precision = self.precision.min(precision);
    }

    /// Whether there is such a day and such a time.
    pub(super) fn exists(&self) -> bool {
        (1..=9999).contains(&self.year)
            && (1..=12).contains(&self.month)
            && (1..=days_in(self.year, self.month)).contains(&self.day)
            && self.hour < 24
            && self.minute < 60
            && self.second < 60
    }

    /// The same moment in UTC, given how many minutes its clock is ahead; `None` where the year would leave the range
    /// that can be written.
    fn shift(mut self, offset: i64) -> Option<Self> {
        if offset == 0 {
            return Some(self);
        }
        let time = i64::from(self.hour) * 60 + i64::from(self.minute) - offset;
        match time.div_euclid(24 * 60) {
            -1 => self.step_back(),
            1 => self.step_on(),
            _ => {}
        }
        let time = u32::try_from(time.rem_euclid(24 * 60)).expect("a remainder is not negative");
        (self.hour, self.minute) = (time / 60, time % 60);
        (1000..3000).contains(&self.year).then_some(self)
    }

    fn step_back(&mut self) {
        if self.day > 1 {
            self.day -= 1;
            return;
        }
        (self.year, self.month) = if self.month == 1 { (self.year - 1, 12) } else { (self.year, self.month - 1) };
        self.day = days_in(self.year, self.month);
    }

    fn step_on(&mut self) {
        if self.day < days_in(self.year, self.month) {
            self.day += 1;
            return;
        }
        (self.year, self.month) = if self.month == 12 { (self.year + 1, 1) } else { (self.year, self.month + 1) };
        self.day = 1;
    }

    fn text(&self) -> String {
        let Self { year, month, day, hour, minute, second, precision } = *self;
        let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        text.truncate(precision as usize);
        text
    }
}

/// Length of a month in the Gregorian calendar, applied to all years.
pub(super) fn days_in(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: Option<&str>) {
        assert_eq!(clean(raw, None).as_deref(), expected, "{raw:?}");
    }

    #[test]
    fn keeps_the_precision() {
        check("1975", Some("1975"));
        check("1975-4", Some("1975-04"));
        check("1975-4-3", Some("1975-04-03"));
        check("1975-4-3T1", Some("1975-04-03T01"));
        check("1975-04-03 21:48", Some("1975-04-03T21:48"));
        check("1975-04-03T21:48:52.123456", Some("1975-04-03T21:48:52"));
    }

    #[test]
    fn a_zero_part_is_unknown() {
        check("1975-00-00", Some("1975"));
        check("1975-04-00", Some("1975-04"));
        check("1975-00-15", Some("1975"));
    }

    #[test]
    fn refuses_days_that_never_were() {
        for raw in ["1975-13", "1975-02-29", "1900-02-29", "1975-04-31", "1975-04-03T24", "1975-00-31T25"] {
            check(raw, None);
        }
        check("1976-02-29", Some("1976-02-29"));
        check("2000-02-29", Some("2000-02-29"));
    }

    #[test]
    fn brings_clocks_to_utc() {
        check("2021-02-16T21:48:52+02:00", Some("2021-02-16T19:48:52"));
        check("2021-01-01T00:30:00+01:00", Some("2020-12-31T23:30:00"));
        check("2020-02-28T23:30:00-0100", Some("2020-02-29T00:30:00"));
        check("2020-02-28T23:30:00+25:00", Some("2020-02-28T23:30:00"));
        check("1000-01-01T00:00:00+01:00", None);
    }

    #[test]
    fn reads_what_the_field_loses() {
        check("2021-02-16T21:48:52Z", Some("2021-02-16T21:48:52"));
        check("2021-02-16T21:48:52.123456Z", Some("2021-02-16T21:48:52"));
        check("2021-02-16T21:48Z", Some("2021-02-16T21:48"));
        check("1975-04-03T21Z", Some("1975-04-03T21"));
        check("2021-02-16T21:48:52Zulu", Some("2021-02-16T21:48"));
        check("1975/04/03", Some("1975-04-03"));
        check("1975.4.3", Some("1975-04-03"));
    }

    #[test]
    fn reads_no_further_than_it_can() {
        check("1975/04", Some("1975"));
        check("2021/22", Some("2021"));
        check("1975/13/03", Some("1975"));
        check("1975?", Some("1975"));
        check("1975-04x", Some("1975"));
        check("1975-04-03x", Some("1975-04-03"));
        check("1975er", None);
        check("19750403", None);
        check("03.04.1975", None);
        check("٢٠٢١", None);
    }
}
