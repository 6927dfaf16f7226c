//! Dates: days, months, years, durations, and dates told from the day of writing.

mod calendar;
mod relative;

pub(crate) use calendar::month;

use std::ops::Range;

use umbra_model::PartialDate;

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
            .or_else(|| self.start_of_year(at, limit))
            .or_else(|| self.reported_period(at, limit))
            .or_else(|| self.stretch_to(at, limit))
            .or_else(|| self.period(at, limit))
            .or_else(|| self.duration(at, limit))
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
    fn stretches_are_told_by_their_end() {
        assert_eq!(
            dates("offences in the year to June 2018; in the 12 months ending 31 March 2023", ""),
            ["in the year to June 2018: P12M/2018-06", "in the 12 months ending 31 March 2023: P12M/2023-03-31"]
        );
        let stretch = |text: &str| {
            let document = Document::read(text, Lexicon::english());
            let dates = DateReader::new(&document, None).dates();
            dates.first().and_then(|d| Some(format!("{}..{}", d.from?, d.to?)))
        };
        assert_eq!(stretch("in the year to June 2018").as_deref(), Some("2017-07..2018-06"));
        assert_eq!(stretch("the year ended 31 March 2023").as_deref(), Some("2022-04-01..2023-03-31"));
        assert_eq!(stretch("in the three months to September 2022").as_deref(), Some("2022-07..2022-09"));
        assert_eq!(dates("It took him a year to leave.", ""), Vec::<String>::new());
        assert_eq!(
            dates("in the first half of the year", "2024-06-01"),
            ["in the first half of the year: 2024-01/2024-06 => 2024-01..2024-06"]
        );
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
