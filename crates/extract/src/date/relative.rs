//! Dates told from the day of writing, and lengths of time.

use super::calendar::year_number;
use super::*;
use crate::number::{digits_value, number_at, word_value};
use jiff::civil::Date as Day;
use jiff::{Span as Length, ToSpan};
use umbra_model::PartialDate;

impl DateReader<'_, '_> {
    /// "last year", "five years ago", "on Friday", "yesterday".
    pub(super) fn relative(&self, at: usize, limit: usize) -> Option<Found> {
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
        // "the leader, Sunday Okpara": a name that happens to be a day's.
        let before = at.checked_sub(1).map_or("", |i| self.document.lower(i));
        let nickname = self.document.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::QuoteOpen)
            && at + 2 < limit
            && self.document.is_capitalised(at + 2)
            && before == ",";
        let is_person = at + 1 < limit
            && (self.document.is_capitalised(at + 1) || nickname)
            && !matches!(before, "on" | "last" | "next" | "this" | "by" | "since" | "until" | "of" | "late" | "early");
        if is_person && WEEKDAYS.contains(&word) {
            return None;
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
            // "last financial year", whose days the words do not tell; not "the last financial year of 2019-2020".
            let after = self.word(at + 3, limit);
            let told = |i: usize| year_number(self.word(i, limit)).is_some();
            if matches!(next, "financial" | "fiscal" | "calendar" | "reporting")
                && matches!(self.word(at + 2, limit), "year" | "quarter")
                && !(told(at + 3) || after == "of" && told(at + 4))
            {
                return Some(Found::relative(at..at + 3, DateForm::Relative, "", None));
            }
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
    pub(super) fn period(&self, at: usize, limit: usize) -> Option<Found> {
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
            && matches!(self.word(i + 1, limit), "half" | "quarter" | "months" | "semester")
            && matches!(self.word(i + 2, limit), "of")
        {
            let part = self.word(i + 1, limit);
            let index = match self.word(i, limit) {
                "first" => 0,
                "second" => 1,
                "third" => 2,
                "fourth" => 3,
                _ => {
                    if matches!(part, "half" | "semester") {
                        1
                    } else {
                        3
                    }
                }
            };
            // "of 2023", "of this year".
            let told = match (self.word(i + 3, limit), self.word(i + 4, limit)) {
                ("this" | "the", "year") => self.shifted('Y', 0),
                ("last", "year") => self.shifted('Y', -1),
                _ => None,
            };
            let year = match told {
                Some((year, _)) => year.year(),
                None => match year_number(self.word(i + 3, limit)) {
                    Some(year) => year,
                    // "in the first half of the year", in a text without a date.
                    None if matches!(self.word(i + 3, limit), "the" | "this") && self.word(i + 4, limit) == "year" => {
                        return Some(Found::relative(at..i + 5, DateForm::RelativePeriod, "", None));
                    }
                    None => return None,
                },
            };
            let end = i + 4 + usize::from(told.is_some());
            let (from, to) = if matches!(part, "half" | "semester") {
                (index * 6 + 1, index * 6 + 6)
            } else {
                (index * 3 + 1, index * 3 + 3)
            };
            let stated = PartialDate::of_month(year, from).ok().zip(PartialDate::of_month(year, to).ok());
            return stated.map(|stated| Found {
                tokens: at..end,
                form: DateForm::Month,
                value: format!("{}/{}", stated.0, stated.1),
                stated: Some(stated).filter(|_| told.is_none()),
                inferred: Some(stated).filter(|_| told.is_some()),
            });
        }
        if let Some(found) = self.first_months(at, i, limit) {
            return Some(found);
        }
        // "in the second quarter, 147 people": of which year is not said here.
        if i > at
            && matches!(word, "in" | "during" | "over" | "for")
            && matches!(self.word(i, limit), "first" | "second" | "third" | "fourth")
            && matches!(self.word(i + 1, limit), "half" | "quarter" | "semester")
            && (i + 2 >= limit
                || matches!(
                    self.word(i + 2, limit),
                    "," | "."
                        | ";"
                        | ")"
                        | "alone"
                        | "has"
                        | "have"
                        | "had"
                        | "was"
                        | "were"
                        | "compared"
                        | "than"
                        | "from"
                        | "and"
                        | "to"
                        | "after"
                        | "with"
                        | "by"
                        | "according"
                        | "while"
                        | "fell"
                        | "rose"
                        | "dropped"
                        | "increased"
                        | "decreased"
                        | "saw"
                        | "when"
                        | "up"
                        | "down"
                        | "as"
                ))
        {
            return Some(Found::relative(at..i + 2, DateForm::RelativePeriod, "", None));
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

    /// "in the period under review", "during the reporting year": of which a report tells.
    pub(super) fn reported_period(&self, at: usize, limit: usize) -> Option<Found> {
        let the = at
            + usize::from(matches!(self.word(at, limit), "in" | "over" | "during" | "for" | "throughout" | "within"));
        if the == at || self.word(the, limit) != "the" {
            return None;
        }
        let whole = matches!(self.word(at, limit), "during" | "over" | "throughout" | "within");
        let length = match (self.word(the + 1, limit), self.word(the + 2, limit), self.word(the + 3, limit)) {
            // "closed 220 cases during the year, ...".
            ("year", "," | "." | ";" | "" | "and" | "while" | "but" | ")", _) if whole => 2,
            ("period" | "year" | "quarter", "under", "review") => 4,
            ("reviewed" | "review" | "reported" | "stated" | "said", "period", _) => 3,
            ("reporting" | "review" | "survey", "period" | "year" | "quarter", _) => 3,
            _ => return None,
        };
        Some(Found::relative(at..the + length, DateForm::RelativePeriod, "", None))
    }

    /// "since the start of 2022", "from the beginning of the year".
    pub(super) fn start_of_year(&self, at: usize, limit: usize) -> Option<Found> {
        let begins = self.word(at, limit) == "the" && matches!(self.word(at + 1, limit), "start" | "beginning");
        if !begins || self.word(at + 2, limit) != "of" {
            return None;
        }
        let first = |year: i16| PartialDate::of_month(year, 1).ok().map(|date| (date, date));
        match (self.word(at + 3, limit), self.word(at + 4, limit)) {
            ("the" | "this", "year") => {
                let year = self.written.map(PartialDate::year).and_then(first);
                Some(Found::relative(at..at + 5, DateForm::Relative, "document/Y", year))
            }
            (year, _) => {
                let stated = first(year_number(year)?);
                Some(Found {
                    tokens: at..at + 4,
                    form: DateForm::Month,
                    value: year.to_owned(),
                    stated,
                    inferred: None,
                })
            }
        }
    }

    /// "in the year to June", "the 12 months ending 31 March 2023": a stretch told by its last month or day.
    pub(super) fn stretch_to(&self, at: usize, limit: usize) -> Option<Found> {
        let mut i = at + usize::from(matches!(self.word(at, limit), "in" | "over" | "during" | "for" | "throughout"));
        i += usize::from(self.word(i, limit) == "the");
        if i == at {
            return None;
        }
        i += usize::from(matches!(self.word(i, limit), "financial" | "fiscal" | "calendar" | "reporting" | "full"));
        let (tokens, months) = match self.word(i, limit) {
            "year" => (1, 12),
            "quarter" => (1, 3),
            _ => {
                let number = number_at(self.document, i, limit).filter(|n| (1.0..=60.0).contains(&n.value))?;
                if number.value.fract() != 0.0 || self.word(i + number.tokens, limit) != "months" {
                    return None;
                }
                // A whole number up to 60, checked above.
                #[expect(clippy::cast_possible_truncation, reason = "between 1 and 60")]
                let months = number.value as i32;
                (number.tokens + 1, months)
            }
        };
        i += tokens;
        i += match (self.word(i, limit), self.word(i + 1, limit)) {
            ("up", "to") => 2,
            ("to" | "ending" | "ended" | "until" | "through", _) => 1,
            _ => return None,
        };
        i += usize::from(matches!(self.word(i, limit), "in" | "on"));
        i += usize::from(self.word(i, limit) == "the");
        i += if self.word(i, limit) == "end" && self.word(i + 1, limit) == "of" { 2 } else { 0 };
        // "to last September": the month carries the word before it.
        i += usize::from(self.word(i, limit) == "last" && month(self.word(i + 1, limit)).is_some());
        let last = self
            .absolute(i, limit)
            .filter(|f| matches!(f.form, DateForm::Day | DateForm::Month | DateForm::Relative))?;
        let back = |(_, to): (PartialDate, PartialDate)| first_of_stretch(to, months).map(|from| (from, to));
        Some(Found {
            tokens: at..last.tokens.end,
            form: DateForm::RelativePeriod,
            value: format!("P{months}M/{}", last.value),
            stated: last.stated.and_then(back),
            inferred: last.inferred.and_then(back),
        })
    }

    /// "in the first eight months of 2023", "of the year".
    fn first_months(&self, at: usize, first: usize, limit: usize) -> Option<Found> {
        if self.word(first, limit) != "first" {
            return None;
        }
        let number = number_at(self.document, first + 1, limit)?;
        let i = first + 1 + number.tokens;
        if self.word(i, limit) != "months" || !(1.0..=12.0).contains(&number.value) {
            return None;
        }
        // "in the first six months this year".
        let i = if self.word(i + 1, limit) == "this" { i - 1 } else { i };
        if self.word(i + 1, limit) != "of" && self.word(i + 2, limit) != "this" {
            return None;
        }
        let told = match (self.word(i + 2, limit), self.word(i + 3, limit)) {
            ("this" | "the", "year") => self.shifted('Y', 0),
            ("last", "year") => self.shifted('Y', -1),
            _ => None,
        };
        let year = match told {
            Some((year, _)) => year.year(),
            None => match year_number(self.word(i + 2, limit)) {
                Some(year) => year,
                // "in the first six months of the year", in a text without a date.
                None if matches!(self.word(i + 2, limit), "this" | "the" | "last")
                    && self.word(i + 3, limit) == "year" =>
                {
                    return Some(Found::relative(at..i + 4, DateForm::RelativePeriod, "", None));
                }
                None => return None,
            },
        };
        let end = i + 3 + usize::from(told.is_some());
        // Whole numbers from 1 to 12, checked above.
        #[expect(clippy::cast_possible_truncation, reason = "between 1 and 12")]
        let last = number.value as i8;
        let stated = PartialDate::of_month(year, 1).ok().zip(PartialDate::of_month(year, last).ok())?;
        Some(Found {
            tokens: at..end,
            form: DateForm::Month,
            value: format!("{}/{}", stated.0, stated.1),
            stated: Some(stated).filter(|_| told.is_none()),
            inferred: Some(stated).filter(|_| told.is_some()),
        })
    }

    /// "three years", "for years", "seven and a half years".
    pub(super) fn duration(&self, at: usize, limit: usize) -> Option<Found> {
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
        if first == 'Y'
            && let Some(more) = number_at(self.document, and, limit)
            && let Some(('M', _)) = unit(self.word(and + more.tokens, limit))
        {
            iso = format!("P{}Y{}M", count, more.value);
            end = and + more.tokens + 1;
        }
        // An age is no duration.
        if matches!(self.word(end, limit), "old") {
            return None;
        }
        // "eight years imprisonment".
        if self.word(end, limit) == "imprisonment" {
            end += 1;
        }
        Some(Found::relative(at..end, DateForm::Duration, iso, None))
    }

    pub(super) fn exact_day(&self) -> Option<Day> {
        self.written.filter(|date| date.day().is_some()).map(PartialDate::earliest)
    }

    /// The last such weekday up to the day of writing.
    pub(super) fn weekday_before(&self, weekday: usize) -> Option<(PartialDate, PartialDate)> {
        let written = self.exact_day()?;
        let today = usize::try_from(written.weekday().to_monday_zero_offset()).ok()?;
        let back = i32::try_from((today + 7 - weekday) % 7).ok()?;
        let day = written.checked_sub(back.days()).ok()?;
        let date = PartialDate::of_day(day.year(), day.month(), day.day()).ok()?;
        Some((date, date))
    }

    pub(super) fn shifted(&self, unit: char, by: i16) -> Option<(PartialDate, PartialDate)> {
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
    pub(super) fn ago(&self, count: f64, unit: char) -> Option<(PartialDate, PartialDate)> {
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

/// The first month or day of so many months that end with a month or day.
fn first_of_stretch(last: PartialDate, months: i32) -> Option<PartialDate> {
    match last.day() {
        Some(_) => {
            let day = last.earliest().checked_add(1.days()).ok()?.checked_sub(i64::from(months).months()).ok()?;
            PartialDate::of_day(day.year(), day.month(), day.day()).ok()
        }
        None => {
            let count = i32::from(last.year()) * 12 + i32::from(last.month()?) - months;
            PartialDate::of_month(i16::try_from(count / 12).ok()?, i8::try_from(count % 12 + 1).ok()?).ok()
        }
    }
}

/// A unit of time: its letter in ISO 8601, and whether the word is plural.
pub(super) fn unit(word: &str) -> Option<(char, bool)> {
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

pub(super) fn iso_duration(count: f64, unit: char) -> String {
    let count = if unit == 'X' { count * 10.0 } else { count };
    match unit {
        'X' => format!("P{count}Y"),
        'H' => String::new(),
        unit => format!("P{count}{unit}"),
    }
}
