//! The dates of a document as figures take them: "between July and September 2023" is one, "2019/20" is one.

use crate::analysis::Analysis;
use crate::date::{Date, DateForm};
use umbra_model::PartialDate;

/// The dates of a document, with those that make one stretch of time put together. Linear in the number of dates.
pub(super) fn stretches(analysis: &Analysis) -> Vec<Date> {
    let mut found: Vec<Date> = Vec::with_capacity(analysis.dates.len());
    for date in &analysis.dates {
        let date = season(analysis, date);
        let joined = found.last().and_then(|first| join(analysis, first, &date));
        match joined {
            Some(whole) => {
                found.pop();
                found.push(whole);
            }
            None => found.push(date),
        }
    }
    found
}

/// "2019/20", "2021-22": the second year belongs to the date.
fn season(analysis: &Analysis, date: &Date) -> Date {
    let mut date = date.clone();
    if let Some(year) = second_year(analysis, &date) {
        date.tokens.end += 2;
        date.range.end = analysis.document.tokens[date.tokens.end - 1].end;
        date.to = Some(year);
    }
    date
}

/// The second year of a season: "2019/20", "2021/2022".
fn second_year(analysis: &Analysis, date: &Date) -> Option<PartialDate> {
    let document = &analysis.document;
    let (mark, second) = (document.tokens.get(date.tokens.end)?, document.tokens.get(date.tokens.end + 1)?);
    let close = date.range.end == mark.start && mark.end == second.start && matches!(&*mark.lower, "/" | "-" | "–");
    let first = date.from.filter(|d| close && date.form == DateForm::Year && d.month().is_none())?.year();
    let number: i16 = second.lower.parse().ok()?;
    let next = first.checked_add(1)?;
    let is_next = match second.lower.len() {
        4 => number == next,
        2 => next % 100 == number,
        1 => next % 10 == number,
        _ => false,
    };
    PartialDate::of_year(next).ok().filter(|_| is_next)
}

/// "between" A "and" B, "from" A "to" B, A "to" B, where nothing else stands between.
fn join(analysis: &Analysis, first: &Date, second: &Date) -> Option<Date> {
    let document = &analysis.document;
    let lower = |i: usize| document.lower(i);
    if !first.is_point() || !second.is_point() || first.form == DateForm::RelativePeriod {
        return None;
    }
    let mut open = first.tokens.start;
    while open > 0
        && matches!(lower(open - 1), "the" | "of" | "end" | "start" | "beginning" | "year" | "years" | "fiscal")
    {
        open -= 1;
    }
    let before = open.checked_sub(1).map_or("", lower);
    let between = first.tokens.end..second.tokens.start;
    if between.is_empty() || between.len() > 2 {
        return None;
    }
    let joins = match (lower(between.start), between.len()) {
        ("and", 1) => before == "between",
        ("to" | "until" | "till" | "through" | "-" | "–", 1) => true,
        (",", 2) => matches!(lower(between.start + 1), "through" | "to") && before == "from",
        ("to" | "until" | "through", 2) => lower(between.start + 1) == "the",
        ("up", 2) => lower(between.start + 1) == "to",
        _ => false,
    };
    let one = document.sentence_of(first.tokens.start) == document.sentence_of(second.tokens.start);
    if !joins || !one {
        return None;
    }
    let start = first.start().or_else(|| borrowed(&first.value, second));
    let end = second.end();
    if start.zip(end).is_some_and(|(start, end)| start.earliest() > end.latest()) {
        return None;
    }
    let is_stated = (first.from.is_some() || first.inferred.is_none()) && second.to.is_some();
    let both = start.zip(end);
    let range = first.range.start..second.range.end;
    Some(Date {
        form: DateForm::RelativePeriod,
        value: format!("{}/{}", first.value, second.value),
        from: both.map(|(start, _)| start).filter(|_| is_stated),
        to: both.map(|(_, end)| end).filter(|_| is_stated),
        inferred: both.filter(|_| !is_stated),
        tokens: first.tokens.start..second.tokens.end,
        range,
    })
}

/// The month of "January" in "between January and May 2010": the year stands once.
fn borrowed(value: &str, second: &Date) -> Option<PartialDate> {
    let month: i8 = value.strip_prefix("XXXX-").and_then(|rest| rest.get(..2)).and_then(|month| month.parse().ok())?;
    let last = second.start()?;
    let year = if last.month()? < month { last.year() - 1 } else { last.year() };
    match value.strip_prefix("XXXX-").and_then(|rest| rest.get(3..)).and_then(|day| day.parse().ok()) {
        Some(day) => PartialDate::of_day(year, month, day).ok(),
        None => PartialDate::of_month(year, month).ok(),
    }
}
