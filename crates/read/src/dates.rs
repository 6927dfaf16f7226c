//! Dates as documents write them: in metadata, under a headline, in a mail.

use umbra_model::PartialDate;

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

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The date that a short text states: `2021-03-05T10:00Z`, `5 March 2021`, `March 5, 2021`, `Wed, 05 Mar 2021 11:02`,
/// `05.03.2021`, `2021/03/05`, `2021年3月5日`, `March 2021`. Of day and month in doubt (`05/03/2021`) only the year is
/// taken. `None` where there is no date or more than one.
pub(crate) fn parse(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if text.chars().nth(120).is_some() {
        return None;
    }
    iso(text).or_else(|| ideographic(text)).or_else(|| words(text))
}

/// The date of a line that holds nothing else: weekday, date, perhaps the number of the issue.
pub(crate) fn parse_line(line: &str) -> Option<PartialDate> {
    let line = line.trim();
    let date = parse(line)?;
    let foreign = line
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .any(|word| !is_date_word(&word.to_lowercase()));
    (!foreign).then_some(date)
}

/// Reads a date by a pattern of `strptime`, such as `%d.%m.%Y` or `%Y-%m`; as exact as the pattern.
pub(crate) fn parse_format(text: &str, format: &str) -> Option<PartialDate> {
    let time = jiff::fmt::strtime::parse(format, text.trim()).ok()?;
    let year = time.year()?;
    match (time.month(), time.day()) {
        (Some(month), Some(day)) => PartialDate::of_day(year, month, day).ok(),
        (Some(month), None) => PartialDate::of_month(year, month).ok(),
        (None, _) => PartialDate::of_year(year).ok(),
    }
}

fn is_date_word(word: &str) -> bool {
    let others =
        ["no", "nr", "issue", "vol", "volume", "st", "nd", "rd", "th", "of", "the", "edition", "t", "z", "utc", "gmt"];
    let ideographs = |c: char| "年月日号第期卷星周礼拜一二三四五六天".contains(c);
    month(word).is_some() || weekday(word) || others.contains(&word) || word.chars().all(ideographs)
}

fn month(word: &str) -> Option<i8> {
    let fits = |name: &&str| {
        *name == word || (word.len() >= 3 && name.starts_with(word) && (word.len() == 3 || word == "sept"))
    };
    (1..).zip(MONTHS).find(|(_, name)| fits(name)).map(|(number, _)| number)
}

fn weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|name| *name == word || (word.len() >= 3 && name.starts_with(word)))
}

/// ISO 8601, whole or as a prefix; a time may follow.
fn iso(text: &str) -> Option<PartialDate> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(text.len());
    let rest = &text[end..];
    (rest.is_empty() || rest.starts_with(['T', ' '])).then(|| text[..end].parse().ok()).flatten()
}

fn ideographic(text: &str) -> Option<PartialDate> {
    let number = |part: &str| -> Option<i16> {
        let digits: String =
            part.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
        digits.parse().ok()
    };
    let (before, rest) = text.split_once('年')?;
    let year = number(before)?;
    let Some((before, rest)) = rest.split_once('月') else { return PartialDate::of_year(year).ok() };
    let month = i8::try_from(number(before)?).ok()?;
    match rest.split_once(['日', '号']).and_then(|(before, _)| number(before)) {
        Some(day) => PartialDate::of_day(year, month, i8::try_from(day).ok()?).ok(),
        None => PartialDate::of_month(year, month).ok(),
    }
}

/// Month names, and numbers parted by dots or slashes.
fn words(text: &str) -> Option<PartialDate> {
    let lower = text.to_lowercase();
    let parts: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !matches!(*part, "" | "of" | "the")).collect();
    let named: Vec<(usize, i8)> =
        parts.iter().enumerate().filter_map(|(at, part)| month(part).map(|number| (at, number))).collect();
    let year = |part: &&&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let years: Vec<i16> = parts.iter().filter(year).filter_map(|part| part.parse().ok()).collect();
    let day = |part: Option<&&str>| -> Option<i8> {
        let digits = part?.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
    };
    let ([year], [(at, month)]) = (&years[..], &named[..]) else {
        return if named.is_empty() && years.len() == 1 { numeric(text) } else { None };
    };
    let before = at.checked_sub(1).and_then(|at| day(parts.get(at)));
    match before.or_else(|| day(parts.get(at + 1))) {
        Some(day) => PartialDate::of_day(*year, *month, day).ok(),
        None => PartialDate::of_month(*year, *month).ok(),
    }
}

fn numeric(text: &str) -> Option<PartialDate> {
    let candidate = text
        .split_whitespace()
        .find(|word| word.contains(['.', '/']) && word.starts_with(|c: char| c.is_ascii_digit()))?;
    let numbers: Vec<i16> =
        candidate.trim_end_matches(['.', ',']).split(['.', '/']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [first, second, third] = numbers[..] else { return None };
    let small = |number: i16| i8::try_from(number).ok();
    if first >= 1000 {
        return PartialDate::of_day(first, small(second)?, small(third)?).ok();
    }
    let dotted = candidate.contains('.');
    let (month, day) = match (first, second) {
        _ if dotted => (second, first),
        (13.., _) => (second, first),
        (_, 13..) => (first, second),
        (a, b) if a == b => (a, b),
        // The order of day and month depends on the country, which nothing tells.
        _ => return PartialDate::of_year(third).ok(),
    };
    PartialDate::of_day(third, small(month)?, small(day)?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, date: &str) {
        assert_eq!(parse(text).map(|d| d.to_string()).unwrap_or_default(), date, "{text}");
    }

    #[test]
    fn dates_are_read_as_documents_write_them() {
        check("2021-03-05", "2021-03-05");
        check("2021-03-05T23:59:00+01:00", "2021-03-05");
        check("2021-03", "2021-03");
        check("5 March 2021", "2021-03-05");
        check("Wednesday, 17 March 2021", "2021-03-17");
        check("March 5, 2021", "2021-03-05");
        check("5th of Sept. 2021", "2021-09-05");
        check("Tue, 15 Feb 2022 11:02:38 +0100", "2022-02-15");
        check("December 2023", "2023-12");
        check("2021年4月8日 第112期", "2021-04-08");
        check("05.03.2021", "2021-03-05");
        check("2021/03/05", "2021-03-05");
        check("25/03/2021", "2021-03-25");
    }

    #[test]
    fn doubt_leaves_the_rest_out() {
        check("05/03/2021", "2021");
        check("1 January to 31 December 2022", "");
        check("31 February 2022", "");
        check("No. 36", "");
        check("", "");
    }

    #[test]
    fn patterns_say_how_exact_a_date_is() {
        let check = |text: &str, format: &str, date: &str| {
            assert_eq!(parse_format(text, format).map(|d| d.to_string()).unwrap_or_default(), date, "{text}");
        };
        check("31.12.2020", "%d.%m.%Y", "2020-12-31");
        check("12/2020", "%m/%Y", "2020-12");
        check("2020", "%Y", "2020");
        check("31.02.2020", "%d.%m.%Y", "");
    }

    #[test]
    fn a_date_line_holds_nothing_else() {
        assert!(parse_line("Wednesday, 17 March 2021").is_some());
        assert!(parse_line("2021年4月8日 第112期").is_some());
        assert!(parse_line("Raid of 17 March 2021").is_none());
        assert!(parse_line("Press notice 19/2024").is_none());
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "\\PC{0,130}") {
            let _ = (parse(&text), parse_line(&text));
        }
    }
}
