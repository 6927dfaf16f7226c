//! Reads a date by a pattern in the notation of C's `strptime`, as mapping files name it.
//!
//! Directives: `%d %m %Y %y %b %B %a %A %H %I %M %S %p %f %j %%`, with English names of months and days. A blank in the
//! pattern stands for one blank or more.

use super::date::{Moment, Precision, days_in};
use super::text::digit;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What the directives have told so far.
#[derive(Clone, Copy, Default)]
struct Fields {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    day_of_year: Option<u32>,
    hour: Option<u32>,
    hour_is_half: bool,
    afternoon: Option<bool>,
    minute: Option<u32>,
    second: Option<u32>,
}

/// The moment that a text names under a pattern that fits all of it; how exact it is follows from the pattern.
pub(super) fn parse(text: &str, format: &str) -> Option<Moment> {
    let fields = fit(text, format, Fields::default())?;
    moment(&fields, precision(format))
}

fn precision(format: &str) -> Precision {
    let has = |directives: &[&str]| directives.iter().any(|directive| format.contains(directive));
    if !has(&["%b", "%B", "%m", "%j"]) {
        Precision::Year
    } else if !has(&["%d", "%j"]) {
        Precision::Month
    } else if !has(&["%H", "%I"]) {
        Precision::Day
    } else if !has(&["%M"]) {
        Precision::Hour
    } else if !has(&["%S"]) {
        Precision::Minute
    } else {
        Precision::Second
    }
}

fn moment(fields: &Fields, precision: Precision) -> Option<Moment> {
    // A pattern without a year means 1900, as in C.
    let year = fields.year.unwrap_or(1900);
    let (month, day) = match fields.day_of_year {
        Some(day) if fields.month.is_none() && fields.day.is_none() => month_and_day(year, day)?,
        _ => (fields.month.unwrap_or(1), fields.day.unwrap_or(1)),
    };
    let hour = match (fields.hour.unwrap_or(0), fields.hour_is_half) {
        (hour, true) => hour % 12 + if fields.afternoon == Some(true) { 12 } else { 0 },
        (hour, false) => hour,
    };
    let (minute, second) = (fields.minute.unwrap_or(0), fields.second.unwrap_or(0));
    let moment = Moment { year, month, day, hour, minute, second, precision };
    moment.exists().then_some(moment)
}

fn month_and_day(year: i32, mut day: u32) -> Option<(u32, u32)> {
    for month in 1..=12 {
        if day <= days_in(year, month) {
            return Some((month, day));
        }
        day -= days_in(year, month);
    }
    None
}

/// Fits the pattern to the text from the left; where a number can be read longer or shorter, longer is tried first.
fn fit(text: &str, format: &str, fields: Fields) -> Option<Fields> {
    let Some(head) = format.chars().next() else {
        return text.is_empty().then_some(fields);
    };
    if head.is_whitespace() {
        let rest = text.trim_start();
        return if rest.len() < text.len() { fit(rest, format.trim_start(), fields) } else { None };
    }
    let Some(directive) = format.strip_prefix('%').and_then(|format| format.chars().next()) else {
        let next = text.chars().next().filter(|&next| same_letter(next, head))?;
        return fit(&text[next.len_utf8()..], &format[head.len_utf8()..], fields);
    };
    let format = &format[1 + directive.len_utf8()..];
    let words: &[&str] = match directive {
        '%' => return fit(text.strip_prefix('%')?, format, fields),
        'b' | 'B' => &MONTHS,
        'a' | 'A' => &DAYS,
        'p' => &["am", "pm"],
        _ => return fit_number(text, directive, format, fields),
    };
    let short = matches!(directive, 'b' | 'a');
    words.iter().zip(0..).find_map(|(word, index)| {
        let rest = strip_word(text, if short { &word[..3] } else { word })?;
        let mut fields = fields;
        match directive {
            'b' | 'B' => fields.month = Some(index + 1),
            'p' => fields.afternoon = Some(index == 1),
            _ => {}
        }
        fit(rest, format, fields)
    })
}

fn fit_number(text: &str, directive: char, format: &str, fields: Fields) -> Option<Fields> {
    let (shortest, longest, range) = match directive {
        'Y' => (4, 4, 1..=9999),
        'y' => (2, 2, 0..=99),
        'm' => (1, 2, 1..=12),
        'd' => (1, 2, 1..=31),
        'j' => (1, 3, 1..=366),
        'H' => (1, 2, 0..=23),
        'I' => (1, 2, 1..=12),
        'M' => (1, 2, 0..=59),
        'S' => (1, 2, 0..=59),
        'f' => (1, 6, 0..=999_999),
        _ => return None,
    };
    (shortest..=longest).rev().find_map(|length| {
        let (number, rest) = number(text, length)?;
        if !range.contains(&number) {
            return None;
        }
        let mut fields = fields;
        let signed = i32::try_from(number).ok()?;
        match directive {
            'Y' => fields.year = Some(signed),
            // The turn of the century lies between 68 and 69, as in C.
            'y' => fields.year = Some(if signed < 69 { 2000 + signed } else { 1900 + signed }),
            'm' => fields.month = Some(number),
            'd' => fields.day = Some(number),
            'j' => fields.day_of_year = Some(number),
            'H' | 'I' => (fields.hour, fields.hour_is_half) = (Some(number), directive == 'I'),
            'M' => fields.minute = Some(number),
            'S' => fields.second = Some(number),
            _ => {}
        }
        fit(rest, format, fields)
    })
}

/// That many digits, of any script, at the start.
fn number(text: &str, length: usize) -> Option<(u32, &str)> {
    let mut characters = text.chars();
    let mut number = 0;
    for _ in 0..length {
        number = number * 10 + digit(characters.next()?)?;
    }
    Some((number, characters.as_str()))
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

fn same_letter(left: char, right: char) -> bool {
    left == right || left.to_lowercase().eq(right.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::date;

    fn check(raw: &str, format: &str, expected: Option<&str>) {
        assert_eq!(date::clean(raw, Some(format)).as_deref(), expected, "{raw:?} by {format:?}");
    }

    #[test]
    fn reads_by_the_pattern() {
        check("03.04.1975", "%d.%m.%Y", Some("1975-04-03"));
        check("3/4/1975", "%d/%m/%Y", Some("1975-04-03"));
        check("3 April 1975", "%d %B %Y", Some("1975-04-03"));
        check("3  apr  75", "%d %b %y", Some("1975-04-03"));
        check("19750403", "%Y%m%d", Some("1975-04-03"));
        check("1975 093", "%Y %j", Some("1975-04-03"));
        check("April 1975", "%B %Y", Some("1975-04"));
        check("3.4.1975 09:05 PM", "%d.%m.%Y %I:%M %p", Some("1975-04-03T21:05"));
        check("Thursday, 3 April 1975", "%A, %d %B %Y", Some("1975-04-03"));
        check("١٩٧٥", "%Y", Some("1975"));
    }

    #[test]
    fn tries_shorter_numbers_where_longer_ones_do_not_fit() {
        check("3041975", "%d%m%Y", Some("1975-04-30"));
        check("341975", "%d%m%Y", Some("1975-04-03"));
    }

    #[test]
    fn refuses_what_does_not_fit_whole() {
        for raw in ["1975-04-03", "03.04.1975 ", "31.02.1975", "03.13.1975", "03.04.75", ""] {
            check(raw, "%d.%m.%Y", None);
        }
        check("1975", "%Q", None);
        check("0000", "%Y", None);
    }
}
