//! Dates: days, months, years, durations, and dates told from the day of writing.

use std::ops::Range;

use jiff::civil::Date as Day;
use jiff::{Span as Length, ToSpan};
use umbra_model::PartialDate;

use crate::number::{digits_value, number_at, word_value};
use crate::sentence::Document;
use crate::token::Kind;

/// How a date is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateForm {
    /// "14 March 2021", "14 March".
    Day,
    /// "March 2021", "in May".
    Month,
    /// "2018".
    Year,
    /// "three years": how long.
    Duration,
    /// "for years": how long, without a number.
    VagueDuration,
    /// "last year", "five years ago", "on Friday".
    Relative,
    /// "over the past five years".
    RelativePeriod,
}

/// A date as a text gives it. What the words say and what follows from the document's date are kept apart.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Date {
    /// The words, as bytes of the text.
    pub range: Range<usize>,
    /// How it is put.
    pub form: DateForm,
    /// What the words alone say: `2018`, `2021-03-14`, `XXXX-05`, `P3Y`; empty where they say nothing exact.
    pub value: String,
    /// The first day meant, where the words alone fix it.
    pub from: Option<PartialDate>,
    /// The last day meant, where the words alone fix it.
    pub to: Option<PartialDate>,
    /// What it comes to, counted from the document's date: an inference, never the text's own word.
    pub inferred: Option<(PartialDate, PartialDate)>,
    #[serde(skip)]
    pub(crate) tokens: Range<usize>,
}

impl Date {
    /// Whether it tells when, not how long.
    pub fn is_point(&self) -> bool {
        !matches!(self.form, DateForm::Duration | DateForm::VagueDuration)
    }

    /// Its first day as stated or, failing that, as inferred.
    pub fn start(&self) -> Option<PartialDate> {
        self.from.or(self.inferred.map(|(from, _)| from))
    }

    /// Its last day as stated or, failing that, as inferred.
    pub fn end(&self) -> Option<PartialDate> {
        self.to.or(self.inferred.map(|(_, to)| to))
    }
}

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

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let found = MONTHS.iter().position(|name| {
        *name == word || (word.len() >= 3 && word.len() <= 4 && word != "may" && name.starts_with(word))
    })?;
    i8::try_from(found + 1).ok()
}

/// The day of the month in "14", "14th".
fn day_number(word: &str) -> Option<i8> {
    let digits = word
        .strip_suffix("st")
        .or(word.strip_suffix("nd"))
        .or(word.strip_suffix("rd"))
        .or(word.strip_suffix("th"))
        .unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

fn year_number(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1850..2100).contains(year))
}

/// A unit of time: its letter in ISO 8601, and whether the word is plural.
fn unit(word: &str) -> Option<(char, bool)> {
    Some(match word {
        "day" => ('D', false),
        "days" => ('D', true),
        "week" => ('W', false),
        "weeks" => ('W', true),
        "month" => ('M', false),
        "months" => ('M', true),
        "year" => ('Y', false),
        "years" => ('Y', true),
        "decade" => ('X', false),
        "decades" => ('X', true),
        "hour" | "hours" | "minute" | "minutes" => ('H', word.ends_with('s')),
        _ => return None,
    })
}

fn iso_duration(count: f64, unit: char) -> String {
    let count = if unit == 'X' { count * 10.0 } else { count };
    match unit {
        'X' => format!("P{count}Y"),
        'H' => String::new(),
        unit => format!("P{count}{unit}"),
    }
}

/// Reads the dates of a document, and the day on which it was written if it says so.
pub(crate) struct DateReader<'d, 't> {
    document: &'d Document<'t>,
    /// The day from which relative dates count.
    written: Option<PartialDate>,
}

struct Found {
    tokens: Range<usize>,
    form: DateForm,
    value: String,
    stated: Option<(PartialDate, PartialDate)>,
    inferred: Option<(PartialDate, PartialDate)>,
}

impl Found {
    fn stated(tokens: Range<usize>, form: DateForm, date: PartialDate) -> Self {
        Self { tokens, form, value: date.to_string(), stated: Some((date, date)), inferred: None }
    }

    fn relative(
        tokens: Range<usize>,
        form: DateForm,
        value: impl Into<String>,
        inferred: Option<(PartialDate, PartialDate)>,
    ) -> Self {
        Self { tokens, form, value: value.into(), stated: None, inferred }
    }
}

impl<'d, 't> DateReader<'d, 't> {
    /// Counts relative dates from `published`, or else from a date line at the head of the text.
    pub fn new(document: &'d Document<'t>, published: Option<PartialDate>) -> Self {
        let mut reader = Self { document, written: None };
        reader.written = published.or_else(|| reader.date_line());
        reader
    }

    /// The day of writing.
    pub fn written(&self) -> Option<PartialDate> {
        self.written
    }

    /// A heading among the first lines that is nothing but a date, perhaps after a weekday, a place or "Published:".
    fn date_line(&self) -> Option<PartialDate> {
        for sentence in self.document.sentences.iter().take(8).filter(|s| s.is_heading || s.tokens.len() <= 8) {
            let range = sentence.tokens.clone();
            let found = range.clone().find_map(|at| self.absolute(at, range.end));
            if let Some(found) = found.filter(|found| {
                found.form == DateForm::Day && found.tokens.end + 2 >= range.end && found.stated.is_some()
            }) {
                return found.stated.map(|(date, _)| date);
            }
        }
        None
    }

    pub fn dates(&self) -> Vec<Date> {
        let mut dates = Vec::new();
        for sentence in &self.document.sentences {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                if let Some(found) = self.date_at(at, sentence.tokens.end) {
                    at = found.tokens.end;
                    let (from, to) = found.stated.unzip();
                    let range = self.document.bytes(&found.tokens);
                    dates.push(Date {
                        range,
                        form: found.form,
                        value: found.value,
                        from,
                        to,
                        inferred: found.inferred,
                        tokens: found.tokens,
                    });
                } else {
                    at += 1;
                }
            }
        }
        dates
    }

    fn word(&self, at: usize, limit: usize) -> &str {
        if at < limit { self.document.lower(at) } else { "" }
    }

    fn date_at(&self, at: usize, limit: usize) -> Option<Found> {
        if self.document.tokens[at].kind == Kind::Clitic {
            return None;
        }
        self.absolute(at, limit)
            .or_else(|| self.relative(at, limit))
            .or_else(|| self.period(at, limit))
            .or_else(|| self.duration(at, limit))
    }

    /// Days, months and years of the calendar.
    fn absolute(&self, at: usize, limit: usize) -> Option<Found> {
        let word = self.word(at, limit);
        if word.len() == 10 && word.contains('-') && self.document.tokens[at].kind == Kind::Number {
            return word.parse().ok().map(|date| Found::stated(at..at + 1, DateForm::Day, date));
        }
        let comma = |i: usize| usize::from(self.word(i, limit) == ",");
        if WEEKDAYS.contains(&word) {
            let next = at + 1 + comma(at + 1);
            // The weekday belongs to the date that follows it; alone it is relative.
            return self
                .absolute(next, limit)
                .filter(|found| found.form == DateForm::Day)
                .map(|found| Found { tokens: at..found.tokens.end, ..found });
        }
        let upper = self.document.tokens.get(at).is_some() && at < limit && self.document.is_capitalised(at);
        if let Some(day) = day_number(word) {
            let of = usize::from(self.word(at + 1, limit) == "of");
            if let Some(month) = month(self.word(at + 1 + of, limit))
                .filter(|_| at + 1 + of < limit && self.document.is_capitalised(at + 1 + of))
            {
                let after = at + 2 + of;
                let year_at = after + comma(after);
                return Some(self.day(at, after, year_at, limit, month, day));
            }
        }
        if let (Some(month), true) = (month(word), upper) {
            if let Some(day) =
                day_number(self.word(at + 1, limit)).filter(|_| year_number(self.word(at + 1, limit)).is_none())
            {
                return Some(self.day(at, at + 2, at + 2 + comma(at + 2), limit, month, day));
            }
            let of = at + 1 + usize::from(matches!(self.word(at + 1, limit), "of" | ","));
            if let Some(year) = year_number(self.word(of, limit)) {
                return PartialDate::of_month(year, month)
                    .ok()
                    .map(|date| Found::stated(at..of + 1, DateForm::Month, date));
            }
            // "May" and "March" begin sentences as verbs, and end names.
            let before = at.checked_sub(1).map_or("", |i| self.document.lower(i));
            let sure =
                !matches!(word, "may" | "march" | "mar" | "sun" | "sat" | "jan" | "dec" | "august" | "april" | "june")
                    || matches!(
                        before,
                        "in" | "since"
                            | "until"
                            | "till"
                            | "by"
                            | "last"
                            | "next"
                            | "this"
                            | "of"
                            | "during"
                            | "from"
                            | "to"
                            | "late"
                            | "early"
                            | "mid"
                            | "and"
                            | "between"
                            | "through"
                            | "and"
                            | "every"
                            | "-"
                            | "–"
                    );
            if !sure {
                return None;
            }
            if let Some(direction) = match before {
                "last" => Some(-1),
                "next" => Some(1),
                _ => None,
            } {
                return Some(Found::relative(
                    at - 1..at + 1,
                    DateForm::Relative,
                    format!("XXXX-{month:02}"),
                    self.near_month(month, direction),
                ));
            }
            return Some(Found::relative(at..at + 1, DateForm::Month, format!("XXXX-{month:02}"), None));
        }
        self.year(at, limit)
    }

    fn day(&self, at: usize, end: usize, year_at: usize, limit: usize, month: i8, day: i8) -> Found {
        let year = year_number(self.word(year_at, limit)).and_then(|year| PartialDate::of_day(year, month, day).ok());
        match year {
            Some(date) => Found::stated(at..year_at + 1, DateForm::Day, date),
            None => {
                let inferred = self.written.and_then(|written| {
                    let this = Day::new(written.year(), month, day).ok()?;
                    // Reports look back: a day after the day of writing is taken for last year's when it lies far ahead.
                    let ahead = this > written.latest() && (this - written.latest()).get_days() > 60;
                    PartialDate::of_day(if ahead { written.year() - 1 } else { written.year() }, month, day).ok()
                });
                Found::relative(
                    at..end,
                    DateForm::Day,
                    format!("XXXX-{month:02}-{day:02}"),
                    inferred.map(|date| (date, date)),
                )
            }
        }
    }

    fn near_month(&self, month: i8, direction: i16) -> Option<(PartialDate, PartialDate)> {
        let written = self.written?;
        let now = written.month()?;
        let year = match direction {
            -1 if month >= now => written.year() - 1,
            1 if month <= now => written.year() + 1,
            _ => written.year(),
        };
        PartialDate::of_month(year, month).ok().map(|date| (date, date))
    }

    /// A bare year counts as a date where the words around it say so, and not where it counts things.
    fn year(&self, at: usize, limit: usize) -> Option<Found> {
        let year = year_number(self.word(at, limit))?;
        let before = at.checked_sub(1).map_or("", |i| self.document.lower(i));
        let after = self.word(at + 1, limit);
        let counted = self.document.tokens.get(at + 1).is_some_and(|t| at + 1 < limit && t.kind == Kind::Word)
            && !self.document.is_capitalised(at + 1)
            && !crate::lexicon::Lexicon::english().is_closed(after)
            && !crate::lexicon::Lexicon::english()
                .verbs
                .get(after)
                .is_some_and(|(_, forms)| forms.past || forms.participle);
        let introduced = matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "to"
                | "of"
                | "for"
                | "during"
                | "before"
                | "after"
                | "between"
                | "and"
                | "through"
                | "than"
                | "with"
                | "early"
                | "late"
                | "mid"
                | "around"
                | "about"
                | "circa"
                | "against"
                | "on"
                | "the"
                | ","
                | "("
                | "-"
                | "–"
                | "/"
                | "year"
        );
        let preposition = matches!(before, "in" | "since" | "until" | "till" | "during" | "by");
        if !introduced && !matches!(after, "" | "." | "," | ")")
            || (counted && !preposition)
            || before == "$"
            || before == "no."
        {
            return None;
        }
        if matches!(before, "about" | "around") && counted {
            return None;
        }
        // "2018-20", "2018/19".
        PartialDate::of_year(year).ok().map(|date| Found::stated(at..at + 1, DateForm::Year, date))
    }

    /// "last year", "five years ago", "on Friday", "yesterday".
    fn relative(&self, at: usize, limit: usize) -> Option<Found> {
        let word = self.word(at, limit);
        let next = self.word(at + 1, limit);
        let day = |offset: i32| {
            let date = self.exact_day()?.checked_add(offset.days()).ok()?;
            let date = PartialDate::of_day(date.year(), date.month(), date.day()).ok()?;
            Some((date, date))
        };
        match word {
            "yesterday" => return Some(Found::relative(at..at + 1, DateForm::Relative, "document-P1D", day(-1))),
            "today" => return Some(Found::relative(at..at + 1, DateForm::Relative, "document", day(0))),
            "tomorrow" => return Some(Found::relative(at..at + 1, DateForm::Relative, "document+P1D", day(1))),
            _ => {}
        }
        if let Some(weekday) =
            WEEKDAYS.iter().position(|name| *name == word).filter(|_| self.document.is_capitalised(at))
        {
            let before = at.checked_sub(1).map_or("", |i| self.document.lower(i));
            let start = if matches!(before, "last" | "next" | "this") { at - 1 } else { at };
            let inferred =
                if before == "next" || !matches!(before, "on" | "last" | "by" | "since" | "," | "late" | "early") {
                    None
                } else {
                    self.weekday_before(weekday)
                };
            return Some(Found::relative(start..at + 1, DateForm::Relative, "weekday", inferred));
        }
        // "last year", "this month", "the previous year", "next spring".
        let direction = match word {
            "last" | "previous" => -1,
            "this" => 0,
            "next" => 1,
            _ => 2,
        };
        if direction < 2 {
            if let Some((unit, false)) = unit(next) {
                let value = match direction {
                    -1 => format!("document-P1{unit}"),
                    0 => format!("document/{unit}"),
                    _ => format!("document+P1{unit}"),
                };
                return Some(Found::relative(at..at + 2, DateForm::Relative, value, self.shifted(unit, direction)));
            }
            if matches!(
                next,
                "spring" | "summer" | "autumn" | "winter" | "fall" | "weekend" | "quarter" | "night" | "evening"
            ) {
                return Some(Found::relative(at..at + 2, DateForm::Relative, "", None));
            }
        }
        // "five years ago", "a year earlier".
        let number = number_at(self.document, at, limit)
            .map(|n| (n.tokens, n.value))
            .or((word == "a" || word == "an").then_some((1, 1.0)))?;
        let (unit, _) = unit(self.word(at + number.0, limit))?;
        let end = at + number.0 + 1;
        match self.word(end, limit) {
            "ago" => {
                let iso = iso_duration(number.1, unit);
                Some(Found::relative(
                    at..end + 1,
                    DateForm::Relative,
                    format!("document-{iso}"),
                    self.ago(number.1, unit),
                ))
            }
            "earlier" | "before" | "later"
                if number.1 < 100.0 && !matches!(self.word(end + 1, limit), "the" | "a" | "he" | "she") =>
            {
                Some(Found::relative(at..end + 1, DateForm::Relative, "", None))
            }
            _ => None,
        }
    }

    /// "over the past five years", "in the last decade", "in the first half of 2023".
    fn period(&self, at: usize, limit: usize) -> Option<Found> {
        let word = self.word(at, limit);
        if word == "last" && at > 0 && matches!(self.document.lower(at - 1), "to" | "will" | "would" | "may" | "could")
        {
            return None;
        }
        let mut i = at;
        if matches!(word, "over" | "in" | "during" | "for" | "within" | "throughout") {
            i += 1;
        }
        if self.word(i, limit) == "the" {
            i += 1;
        }
        if matches!(self.word(i, limit), "first" | "second" | "last" | "third" | "fourth")
            && matches!(self.word(i + 1, limit), "half" | "quarter" | "months")
            && matches!(self.word(i + 2, limit), "of")
        {
            let part = self.word(i + 1, limit);
            let index = match self.word(i, limit) {
                "first" => 0,
                "second" => 1,
                "third" => 2,
                "fourth" => 3,
                _ => {
                    if part == "half" {
                        1
                    } else {
                        3
                    }
                }
            };
            let year = year_number(self.word(i + 3, limit))?;
            let (from, to) =
                if part == "half" { (index * 6 + 1, index * 6 + 6) } else { (index * 3 + 1, index * 3 + 3) };
            let stated = PartialDate::of_month(year, from).ok().zip(PartialDate::of_month(year, to).ok());
            return stated.map(|stated| Found {
                tokens: at..i + 4,
                form: DateForm::Month,
                value: format!("{}/{}", stated.0, stated.1),
                stated: Some(stated),
                inferred: None,
            });
        }
        if !matches!(self.word(i, limit), "past" | "last" | "previous" | "preceding")
            || i == at && !matches!(word, "past" | "last")
        {
            return None;
        }
        i += 1;
        let (tokens, count) = number_at(self.document, i, limit).map_or((0, 1.0), |n| (n.tokens, n.value));
        let (unit, plural) = unit(self.word(i + tokens, limit))?;
        if tokens == 0 && plural {
            return Some(Found::relative(at..i + 1, DateForm::RelativePeriod, "", None));
        }
        let iso = iso_duration(count, unit);
        let inferred = self.ago(count, unit).map(|(from, _)| from).zip(self.written);
        Some(Found::relative(at..i + tokens + 1, DateForm::RelativePeriod, format!("{iso}/before document"), inferred))
    }

    /// "three years", "for years", "seven and a half years".
    fn duration(&self, at: usize, limit: usize) -> Option<Found> {
        let word = self.word(at, limit);
        if matches!(word, "for" | "over") {
            let skip = if matches!(self.word(at + 1, limit), "many" | "several" | "some" | "decades")
                && unit(self.word(at + 1, limit)).is_none()
            {
                2
            } else {
                1
            };
            if let Some((_, true)) = unit(self.word(at + skip, limit)) {
                return Some(Found::relative(at..at + skip + 1, DateForm::VagueDuration, "", None));
            }
            return None;
        }
        // "three-year", "10-month".
        if let Some((count, unit_word)) = word.rsplit_once('-') {
            let count = word_value(count).or_else(|| digits_value(count));
            if let (Some(count), Some((unit, false))) = (count, unit(unit_word)) {
                return Some(Found::relative(at..at + 1, DateForm::Duration, iso_duration(count, unit), None));
            }
        }
        let number = number_at(self.document, at, limit).filter(|n| n.value < 10_000.0)?;
        let mut end = at + number.tokens;
        let mut count = number.value;
        if self.word(end, limit) == "and" && self.word(end + 1, limit) == "a" && self.word(end + 2, limit) == "half" {
            count += 0.5;
            end += 3;
        }
        let (first, _) = unit(self.word(end, limit))?;
        let mut iso = if (count.fract() - 0.5).abs() < 1e-9 && first == 'Y' {
            format!("P{}Y6M", count.trunc())
        } else {
            iso_duration(count, first)
        };
        end += 1;
        // "three years and six months".
        let and = end + usize::from(matches!(self.word(end, limit), "and" | ","));
        if first == 'Y' {
            if let Some(more) = number_at(self.document, and, limit) {
                if let Some(('M', _)) = unit(self.word(and + more.tokens, limit)) {
                    iso = format!("P{}Y{}M", count, more.value);
                    end = and + more.tokens + 1;
                }
            }
        }
        // An age is no duration.
        if matches!(self.word(end, limit), "old") {
            return None;
        }
        Some(Found::relative(at..end, DateForm::Duration, iso, None))
    }

    fn exact_day(&self) -> Option<Day> {
        self.written.filter(|date| date.day().is_some()).map(PartialDate::earliest)
    }

    /// The last such weekday up to the day of writing.
    fn weekday_before(&self, weekday: usize) -> Option<(PartialDate, PartialDate)> {
        let written = self.exact_day()?;
        let today = usize::try_from(written.weekday().to_monday_zero_offset()).ok()?;
        let back = i32::try_from((today + 7 - weekday) % 7).ok()?;
        let day = written.checked_sub(back.days()).ok()?;
        let date = PartialDate::of_day(day.year(), day.month(), day.day()).ok()?;
        Some((date, date))
    }

    fn shifted(&self, unit: char, by: i16) -> Option<(PartialDate, PartialDate)> {
        let written = self.written?;
        match unit {
            'Y' => PartialDate::of_year(written.year() + by).ok().map(|date| (date, date)),
            'M' => {
                let months = i32::from(written.year()) * 12 + i32::from(written.month()?) - 1 + i32::from(by);
                let date = PartialDate::of_month(i16::try_from(months / 12).ok()?, i8::try_from(months % 12 + 1).ok()?)
                    .ok()?;
                Some((date, date))
            }
            _ => None,
        }
    }

    /// A stretch of the calendar, as vague as its unit.
    fn ago(&self, count: f64, unit: char) -> Option<(PartialDate, PartialDate)> {
        let written = self.written?;
        if count.fract() != 0.0 || count > 1000.0 {
            return None;
        }
        // Checked above: a small whole number.
        let count = count as i64;
        let length: Length = match unit {
            'Y' => count.years(),
            'X' => (count * 10).years(),
            'M' => count.months(),
            'W' => count.weeks(),
            'D' => count.days(),
            _ => return None,
        };
        let day = written.earliest().checked_sub(length).ok()?;
        let date = match unit {
            'Y' | 'X' => PartialDate::of_year(day.year()),
            'M' => PartialDate::of_month(day.year(), day.month()),
            _ => PartialDate::of_day(day.year(), day.month(), day.day()),
        }
        .ok()?;
        Some((date, date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn dates(text: &str, written: &str) -> Vec<String> {
        let document = Document::read(text, Lexicon::english());
        let reader = DateReader::new(&document, written.parse().ok());
        reader
            .dates()
            .iter()
            .map(|date| {
                let inferred = date.inferred.map(|(from, to)| format!(" => {from}..{to}")).unwrap_or_default();
                format!("{}: {}{inferred}", &text[date.range.clone()], date.value)
            })
            .collect()
    }

    #[test]
    fn calendar_dates() {
        assert_eq!(
            dates("on Sunday, 14 March 2021, and May 3, 2022", ""),
            ["Sunday, 14 March 2021: 2021-03-14", "May 3, 2022: 2022-05-03"]
        );
        assert_eq!(dates("A report in May. He may go. March on!", ""), ["May: XXXX-05"]);
        assert_eq!(
            dates("launched in 2018; between 2019 and 2023; 2,018 cases; 2018 people", ""),
            ["2018: 2018", "2019: 2019", "2023: 2023"]
        );
        assert_eq!(dates("in June 2020 and on 2021-03-14", ""), ["June 2020: 2020-06", "2021-03-14: 2021-03-14"]);
    }

    #[test]
    fn relative_dates_keep_words_and_inference_apart() {
        assert_eq!(dates("cases brought last year", ""), ["last year: document-P1Y"]);
        assert_eq!(dates("cases brought last year", "2024-06-01"), ["last year: document-P1Y => 2023..2023"]);
        assert_eq!(dates("five years ago", "2024-06-01"), ["five years ago: document-P5Y => 2019..2019"]);
        assert_eq!(
            dates("over the past five years", "2024-06-01"),
            ["over the past five years: P5Y/before document => 2019..2024-06-01"]
        );
        assert_eq!(dates("convicted on Friday", "2023-10-28"), ["Friday: weekday => 2023-10-27..2023-10-27"]);
    }

    #[test]
    fn durations_are_no_dates() {
        assert_eq!(
            dates("three years and six months in prison, for years, a 10-year term", ""),
            ["three years and six months: P3Y6M", "for years: ", "10-year: P10Y"]
        );
        assert_eq!(dates("he is 46 years old", ""), Vec::<String>::new());
    }

    #[test]
    fn the_head_of_a_text_tells_its_date() {
        let text = "Marenport Courier\n22 May 2024\nBy Dilys Marchetvane\n\nFigures fell last year, the office said.";
        assert_eq!(dates(text, ""), ["22 May 2024: 2024-05-22", "last year: document-P1Y => 2023..2023"]);
    }
}
