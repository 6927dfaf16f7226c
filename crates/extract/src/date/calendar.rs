//! Dates of the calendar: days, months, years.

use super::*;
use crate::token::Kind;
use jiff::civil::Date as Day;
use umbra_model::PartialDate;

impl DateReader<'_, '_> {
    /// Days, months and years of the calendar.
    pub(super) fn absolute(&self, at: usize, limit: usize) -> Option<Found> {
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
        if let Some(found) = self.days(at, limit) {
            return Some(found);
        }
        if let Some(found) = self.quarter(at, limit) {
            return Some(found);
        }
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
            // "March this year", "November of last year".
            let back = match (self.word(of, limit), self.word(of + 1, limit)) {
                ("this", "year") => Some(0),
                ("last", "year") => Some(1),
                _ => None,
            };
            if let Some(back) = back.filter(|_| self.word(at + 1, limit) != ",") {
                let year = self.written.map(|written| written.year() - back);
                let date = year.and_then(|year| PartialDate::of_month(year, month).ok());
                return Some(Found::relative(
                    at..of + 2,
                    DateForm::Relative,
                    format!("XXXX-{month:02}"),
                    date.map(|date| (date, date)),
                ));
            }
            // "May" and "March" begin sentences as verbs, and end names.
            let before = at.checked_sub(1).map_or("", |i| self.document.lower(i));
            let sure = !matches!(
                word,
                "may" | "march" | "mar" | "jun" | "sun" | "sat" | "jan" | "dec" | "august" | "april" | "june"
            ) || before == "for"
                && at.checked_sub(2).is_some_and(|i| {
                    matches!(
                        self.document.lower(i),
                        "total" | "figure" | "figures" | "number" | "numbers" | "rate" | "data"
                    )
                })
                || matches!(
                    before,
                    "in" | "since"
                        | "than"
                        | "compared"
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

    /// "Q1 2020", "Q3 of 2019", "2020 Q1", "H1 2023": a part of a year, as tables put it.
    fn quarter(&self, at: usize, limit: usize) -> Option<Found> {
        let part = |i: usize| {
            let word = self.word(i, limit);
            let number: i8 = word.strip_prefix(['q', 'h'])?.parse().ok()?;
            let months = if word.starts_with('q') { 3 } else { 6 };
            (1..=12 / months).contains(&number).then(|| ((number - 1) * months + 1, number * months))
        };
        let (months, year, end) = if let Some(months) = part(at) {
            let of = at + 1 + usize::from(matches!(self.word(at + 1, limit), "of" | ","));
            (months, year_number(self.word(of, limit))?, of + 1)
        } else {
            (part(at + 1)?, year_number(self.word(at, limit))?, at + 2)
        };
        let stated = PartialDate::of_month(year, months.0).ok().zip(PartialDate::of_month(year, months.1).ok())?;
        Some(Found {
            tokens: at..end,
            form: DateForm::Month,
            value: format!("{}/{}", stated.0, stated.1),
            stated: Some(stated),
            inferred: None,
        })
    }

    /// "October 7-9", "7-9 October 2023", "between 8 and 19 November": from one day of a month to another.
    fn days(&self, at: usize, limit: usize) -> Option<Found> {
        let before = at.checked_sub(1).map_or("", |i| self.document.lower(i));
        let joins = |i: usize| match self.word(i, limit) {
            "-" | "–" => true,
            "and" => before == "between",
            "to" => before == "from",
            _ => false,
        };
        let digits = |i: usize| {
            day_number(self.word(i, limit)).filter(|_| self.word(i, limit).bytes().all(|b| b.is_ascii_digit()))
        };
        let capital = |i: usize| i < limit && self.document.is_capitalised(i);
        let (first, last, month, end) = if let Some(first) = digits(at) {
            let last = digits(at + 2).filter(|last| joins(at + 1) && *last > first)?;
            (first, last, month(self.word(at + 3, limit)).filter(|_| capital(at + 3))?, at + 4)
        } else {
            let month = month(self.word(at, limit)).filter(|_| capital(at))?;
            let first = digits(at + 1)?;
            (first, digits(at + 3).filter(|last| joins(at + 2) && *last > first)?, month, at + 4)
        };
        let year_at = end + usize::from(self.word(end, limit) == ",");
        let from = self.day(at, end, year_at, limit, month, first);
        let to = self.day(at, end, year_at, limit, month, last);
        let both = |a: Option<(PartialDate, PartialDate)>, b: Option<(PartialDate, PartialDate)>| Some((a?.0, b?.1));
        Some(Found {
            value: format!("{}/{}", from.value, to.value),
            stated: both(from.stated, to.stated),
            inferred: both(from.inferred, to.inferred),
            tokens: at..to.tokens.end,
            form: DateForm::Day,
        })
    }

    pub(super) fn day(&self, at: usize, end: usize, year_at: usize, limit: usize, month: i8, day: i8) -> Found {
        let year = year_number(self.word(year_at, limit)).and_then(|year| PartialDate::of_day(year, month, day).ok());
        match year {
            Some(date) => Found::stated(at..year_at + 1, DateForm::Day, date),
            None => {
                // "from 1 April last year to 31 May this year".
                let back = match (self.word(end, limit), self.word(end + 1, limit)) {
                    ("this", "year") => Some(0),
                    ("last", "year") => Some(1),
                    _ => None,
                };
                if let Some(back) = back {
                    let year = self.written.map(|written| written.year() - back);
                    let date = year.and_then(|year| PartialDate::of_day(year, month, day).ok());
                    return Found::relative(
                        at..end + 2,
                        DateForm::Day,
                        format!("XXXX-{month:02}-{day:02}"),
                        date.map(|date| (date, date)),
                    );
                }
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

    pub(super) fn near_month(&self, month: i8, direction: i16) -> Option<(PartialDate, PartialDate)> {
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
    pub(super) fn year(&self, at: usize, limit: usize) -> Option<Found> {
        // "FY2022".
        if let Some(year) = self.word(at, limit).strip_prefix("fy").and_then(year_number) {
            return PartialDate::of_year(year).ok().map(|date| Found::stated(at..at + 1, DateForm::Year, date));
        }
        let year = year_number(self.word(at, limit))?;
        let before = at.checked_sub(1).map_or("", |i| self.document.lower(i));
        let after = self.word(at + 1, limit);
        let counted = self.document.tokens.get(at + 1).is_some_and(|t| at + 1 < limit && t.kind == Kind::Word)
            && !self.document.is_capitalised(at + 1)
            && !matches!(after, "figures" | "figure" | "levels" | "level" | "total" | "totals" | "data")
            && !crate::lexicon::Lexicon::english().is_closed(after)
            && !crate::lexicon::Lexicon::english()
                .verbs
                .get(after)
                .is_some_and(|(_, forms)| forms.past || forms.participle);
        // "an increase of 22 per cent over 2020".
        let than = before == "over"
            && at.checked_sub(2).is_some_and(|i| {
                matches!(
                    self.document.lower(i),
                    "percent" | "cent" | "%" | "increase" | "decrease" | "rise" | "drop" | "decline"
                )
            });
        let introduced = than
            || matches!(
                before,
                "in" | "since"
                    | "entire"
                    | "whole"
                    | "throughout"
                    | "within"
                    | "fiscal"
                    | "fy"
                    | "financial"
                    | "versus"
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
                    | "years"
            );
        // "2016 saw 1,054 rhinos killed".
        let begins = at.checked_sub(1).is_none_or(|i| {
            matches!(self.document.lower(i), "." | "!" | "?")
                || self.document.sentence_of(i) != self.document.sentence_of(at)
        });
        let begins = begins && matches!(after, "saw" | "brought" | "witnessed" | "marked");
        let introduced = introduced || begins;
        let preposition = begins || matches!(before, "in" | "since" | "until" | "till" | "during" | "by");
        // "Of the total, 1922 took place in public": so many of them.
        let english = crate::lexicon::Lexicon::english();
        let is_part = before == "," && {
            let start = self.document.sentences[self.document.sentence_of(at)].tokens.start;
            matches!(self.document.lower(start), "of" | "among")
                && at - start < 10
                && (matches!(after, "were" | "was" | "are" | "had")
                    || english.verbs.get(after).is_some_and(|(_, forms)| forms.past))
        };
        if is_part {
            return None;
        }
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
}

pub(crate) fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let found = MONTHS.iter().position(|name| {
        *name == word || (word.len() >= 3 && word.len() <= 4 && word != "may" && name.starts_with(word))
    })?;
    i8::try_from(found + 1).ok()
}

/// The day of the month in "14", "14th".
pub(super) fn day_number(word: &str) -> Option<i8> {
    let digits = word
        .strip_suffix("st")
        .or(word.strip_suffix("nd"))
        .or(word.strip_suffix("rd"))
        .or(word.strip_suffix("th"))
        .unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

pub(super) fn year_number(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1850..2100).contains(year))
}
