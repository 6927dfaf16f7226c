//! Dates: `2021年3月5日`, `去年12月`, `五年来`, `2015年至2020年`, `今年以来`.

use std::ops::Range;

use umbra_model::PartialDate;

use super::number::number_at;
use super::page::Page;
use crate::date::{Date, DateForm};

/// A date with its place in characters.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub letters: Range<usize>,
    pub date: Date,
}

/// A point in time as far as words give it: year, month, day.
#[derive(Debug, Clone, Copy, Default)]
struct Point {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    /// Whether the year was counted from the document's date.
    counted: bool,
}

impl Point {
    fn date(self) -> Option<PartialDate> {
        let year = self.year?;
        match (self.month, self.day) {
            (Some(month), Some(day)) => PartialDate::of_day(year, month, day).ok(),
            (Some(month), None) => PartialDate::of_month(year, month).ok(),
            (None, _) => PartialDate::of_year(year).ok(),
        }
    }
}

/// The dates of a text, in its order.
pub(super) fn dates(page: &Page, published: Option<PartialDate>) -> Vec<Found> {
    let written = published.or_else(|| first_full(page));
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    // The last year that was said: "2020年3月 ... 5月".
    let mut year: Option<i16> = None;
    while at < page.letters.len() {
        if let Some(date) = date_at(page, at, written, year) {
            if let Some(said) = date.date.from.map(PartialDate::year).filter(|_| date.date.inferred.is_none()) {
                year = Some(said);
            }
            at = date.letters.end.max(at + 1);
            found.push(date);
        } else {
            at += 1;
        }
    }
    found
}

fn first_full(page: &Page) -> Option<PartialDate> {
    (0..page.letters.len().min(600)).find_map(|at| {
        let (point, _) = point_at(page, at, None, None)?;
        point.date().filter(|d| d.day().is_some())
    })
}

/// A point of time at a character, and where it ends.
fn point_at(page: &Page, at: usize, written: Option<PartialDate>, said: Option<i16>) -> Option<(Point, usize)> {
    let mut point = Point::default();
    let mut end = at;
    let letter = |at: usize| page.letters.get(at).copied().unwrap_or(' ');
    let starts_number = at.checked_sub(1).is_none_or(|before| number_at(page, before).is_none());
    let number = |at: usize| number_at(page, at).filter(|n| !n.is_more);
    let near = [("今年", 0), ("去年", -1), ("前年", -2), ("本年", 0), ("当年", i16::MIN), ("同年", i16::MIN)];
    if let Some((word, back)) = near.iter().find(|(word, _)| page.has(at, word)) {
        let base = if *back == i16::MIN { said } else { written.map(|w| w.year() + back) };
        point.year = base;
        point.counted = *back != i16::MIN;
        end += word.chars().count();
        if number(end).is_none_or(|n| letter(n.end) != '月') {
            return Some((point, end));
        }
    } else if starts_number
        && let Some(year) = number(at).filter(|n| letter(n.end) == '年' && (1000.0..=2999.0).contains(&n.value))
    {
        point.year = Some(year.value as i16);
        end = year.end + 1;
    }
    if (end > at || starts_number)
        && let Some(month) = number(end).filter(|n| letter(n.end) == '月' && (1.0..=12.0).contains(&n.value))
    {
        point.month = Some(month.value as i8);
        end = month.end + 1;
    } else if end > at {
        return Some((point, end));
    }
    if (end > at || starts_number)
        && let Some(day) =
            number(end).filter(|n| matches!(letter(n.end), '日' | '号') && (1.0..=31.0).contains(&n.value))
    {
        point.day = Some(day.value as i8);
        end = day.end + 1;
    }
    if end == at {
        return None;
    }
    if point.month.is_none() && point.year.is_none() {
        // "15日": of the document's month.
        point.month = written.and_then(PartialDate::month);
        point.year = written.map(PartialDate::year);
        point.counted = true;
    } else if point.year.is_none() {
        point.year = said.or_else(|| {
            let written = written?;
            let later = point.month > written.month();
            Some(if later { written.year() - 1 } else { written.year() })
        });
        point.counted = true;
    }
    Some((point, end))
}

fn date_at(page: &Page, at: usize, written: Option<PartialDate>, said: Option<i16>) -> Option<Found> {
    let letter = |at: usize| page.letters.get(at).copied().unwrap_or(' ');
    let make =
        |end: usize, form, value: String, stated: Option<(Option<PartialDate>, Option<PartialDate>)>, inferred| {
            let letters = at..end;
            let (from, to) = stated.unwrap_or((None, None));
            let date = Date { range: page.bytes(&letters), form, value, from, to, inferred, tokens: letters.clone() };
            Some(Found { letters, date })
        };
    if let Some((end, inferred)) = span_of_years(page, at, written).or_else(|| span_of_months(page, at, written)) {
        return make(end, DateForm::RelativePeriod, String::new(), None, inferred);
    }
    if let Some((end, both)) = part_of_year(page, at, written, said) {
        return make(end, DateForm::RelativePeriod, String::new(), None, both);
    }
    let Some((point, mut end)) = point_at(page, at, written, said) else {
        return duration(page, at).and_then(|(end, value)| make(end, DateForm::Duration, value, None, None));
    };
    let date = point.date();
    // "2015年至2020年", "2018年以来".
    // "2020年1-11月", "今年1至6月": a month whose word stands only after the second.
    if point.year.is_some()
        && point.month.is_none()
        && let Some(first) = number_at(page, end).filter(|n| !n.is_more && (1.0..=12.0).contains(&n.value))
        && matches!(letter(first.end), '至' | '到' | '－' | '-' | '—' | '~' | '～')
        && let Some(last) = number_at(page, first.end + 1)
            .filter(|n| !n.is_more && n.value > first.value && n.value <= 12.0 && letter(n.end) == '月')
    {
        let month = |n: f64| point.year.and_then(|year| PartialDate::of_month(year, n as i8).ok());
        let both = month(first.value).zip(month(last.value));
        let after = last.end + 1;
        return if point.counted {
            make(after, DateForm::RelativePeriod, String::new(), None, both)
        } else {
            let value = both.map(|(from, to)| format!("{from}/{to}")).unwrap_or_default();
            make(after, DateForm::RelativePeriod, value, Some((both.map(|b| b.0), both.map(|b| b.1))), None)
        };
    }
    let joins = matches!(letter(end), '至' | '到' | '－' | '-' | '—' | '~');
    if joins && let Some((last, after)) = point_at(page, end + 1, written, point.year) {
        let to = last.date();
        let both = date.zip(to).filter(|(from, to)| from <= to);
        return if point.counted || last.counted && last.month.is_none() {
            make(after, DateForm::RelativePeriod, String::new(), None, both)
        } else {
            let value = both.map(|(from, to)| format!("{from}/{to}")).unwrap_or_default();
            make(after, DateForm::RelativePeriod, value, Some((both.map(|b| b.0), both.map(|b| b.1))), None)
        };
    }
    // "2022年来，": but not "去年来电".
    let comes = page.has(end, "来") && matches!(letter(end + 1), '，' | ',');
    for since in ["以来", "起", "至今", "来"] {
        // "去年起诉": the verb.
        let is_verb = since == "起" && matches!(letter(end + 1), '诉' | '获' | '底' | '草' | '出');
        if page.has(end, since) && !is_verb && (since != "来" || comes && point.day.is_none()) {
            end += since.chars().count();
            let to = written;
            return if point.counted {
                make(end, DateForm::RelativePeriod, String::new(), None, date.zip(to))
            } else {
                make(end, DateForm::RelativePeriod, String::new(), Some((date, None)), None)
            };
        }
    }
    // "今年前八个月", "2023年首三个月".
    if point.month.is_none()
        && let Some((after, last)) = first_months(page, end)
    {
        let month = |n: i8| point.year.and_then(|year| PartialDate::of_month(year, n).ok());
        let both = month(1).zip(month(last));
        return if point.counted {
            make(after, DateForm::RelativePeriod, String::new(), None, both)
        } else {
            make(after, DateForm::RelativePeriod, String::new(), both.map(|(a, b)| (Some(a), Some(b))), None)
        };
    }
    let form = match (point.day, point.month) {
        (Some(_), _) => DateForm::Day,
        (None, Some(_)) => DateForm::Month,
        (None, None) => DateForm::Year,
    };
    if form == DateForm::Year
        && let Some((word, first, last)) = PARTS.iter().find(|(word, ..)| page.has(end, word))
    {
        let month = |month| point.year.and_then(|year| PartialDate::of_month(year, month).ok());
        let both = month(*first).zip(month(*last));
        let end = end + word.chars().count();
        return if point.counted {
            make(end, DateForm::RelativePeriod, String::new(), None, both)
        } else {
            make(end, DateForm::RelativePeriod, String::new(), both.map(|(a, b)| (Some(a), Some(b))), None)
        };
    }
    let value = date.map(|d| d.to_string()).unwrap_or_default();
    if point.counted {
        make(end, DateForm::Relative, String::new(), None, date.map(|d| (d, d)))
    } else {
        make(end, form, value, Some((date, date)), None)
    }
}

/// "前八个月", "首三个月", "头10个月": where the words end, and the last of the months.
fn first_months(page: &Page, at: usize) -> Option<(usize, i8)> {
    if !matches!(page.letters.get(at), Some('前' | '首' | '头')) {
        return None;
    }
    let count = number_at(page, at + 1).filter(|n| !n.is_more && (2.0..=12.0).contains(&n.value))?;
    let unit = ["个月", "月"].iter().find(|unit| page.has(count.end, unit))?;
    // A whole number up to 12, checked above.
    #[expect(clippy::cast_possible_truncation, reason = "between 2 and 12")]
    let last = count.value as i8;
    (count.value.fract() == 0.0).then(|| (count.end + unit.chars().count(), last))
}

/// The parts of a year, with their first and last month.
const PARTS: [(&str, i8, i8); 21] = [
    ("上半年", 1, 6),
    ("前半年", 1, 6),
    ("首半年", 1, 6),
    ("头半年", 1, 6),
    ("下半年", 7, 12),
    ("第一季度", 1, 3),
    ("第二季度", 4, 6),
    ("第三季度", 7, 9),
    ("第四季度", 10, 12),
    ("前三季度", 1, 9),
    ("前三个季度", 1, 9),
    ("首三个季度", 1, 9),
    ("首三季", 1, 9),
    ("头三季", 1, 9),
    ("首两季", 1, 6),
    ("首二季", 1, 6),
    ("首季", 1, 3),
    ("一季度", 1, 3),
    ("二季度", 4, 6),
    ("三季度", 7, 9),
    ("四季度", 10, 12),
];

/// "上半年", "一季度", "1至3月" without a year: a part of the year of which the text speaks.
fn part_of_year(
    page: &Page,
    at: usize,
    written: Option<PartialDate>,
    said: Option<i16>,
) -> Option<(usize, Option<(PartialDate, PartialDate)>)> {
    let letter = |at: usize| page.letters.get(at).copied().unwrap_or(' ');
    let year = said.or_else(|| written.map(PartialDate::year));
    let months = |from: i8, to: i8| {
        let month = |m: i8| year.and_then(|year| PartialDate::of_month(year, m).ok());
        month(from).zip(month(to))
    };
    // "今年1至3月" in a text of no known year.
    let start = at;
    let at = if written.is_none() && page.has(at, "今年") { at + 2 } else { at };
    if let Some((word, from, to)) = PARTS.iter().find(|(word, ..)| page.has(at, word)) {
        return Some((at + word.chars().count(), months(*from, *to)));
    }
    if let Some((after, last)) = first_months(page, at) {
        return Some((after, months(1, last)));
    }
    let fresh = start.checked_sub(1).is_none_or(|before| number_at(page, before).is_none());
    let first = number_at(page, at).filter(|n| fresh && !n.is_more && (1.0..=12.0).contains(&n.value))?;
    // "1至3月", and not "3月至5月", which has its own word for each.
    if !matches!(letter(first.end), '至' | '到' | '－' | '-' | '—' | '~' | '～') {
        return None;
    }
    let last = number_at(page, first.end + 1)
        .filter(|n| !n.is_more && n.value > first.value && n.value <= 12.0 && letter(n.end) == '月')?;
    // Whole numbers from 1 to 12, checked above.
    #[expect(clippy::cast_possible_truncation, reason = "between 1 and 12")]
    let both = months(first.value as i8, last.value as i8);
    Some((last.end + 1, both))
}

/// "五年来", "近三年", "三年间": so many years up to the document's date.
fn span_of_years(
    page: &Page,
    at: usize,
    written: Option<PartialDate>,
) -> Option<(usize, Option<(PartialDate, PartialDate)>)> {
    let begins =
        ["近", "过去", "过去的", "这"].iter().filter(|word| page.has(at, word)).map(|word| word.chars().count()).max();
    let start = at + begins.unwrap_or(0);
    let before = start.checked_sub(1).is_none_or(|before| number_at(page, before).is_none());
    let count = number_at(page, start).filter(|n| before && !n.is_more && (1.0..=60.0).contains(&n.value))?;
    if page.letters.get(count.end) != Some(&'年') {
        return None;
    }
    let mut end = count.end + 1 + usize::from(page.has(count.end + 1, "半"));
    let closes = ["以来", "来", "间", "多来", "多以来", "多时间"].iter().find(|word| page.has(end, word));
    if closes.is_none() && begins.is_none() {
        return None;
    }
    end += closes.map_or(0, |word| word.chars().count());
    let inferred = written.and_then(|written| {
        let first = PartialDate::of_year(written.year() - count.value as i16).ok()?;
        Some((first, written))
    });
    Some((end, inferred))
}

/// "一个月来", "近三个月来", "半年来": so many months up to the document's date.
fn span_of_months(
    page: &Page,
    at: usize,
    written: Option<PartialDate>,
) -> Option<(usize, Option<(PartialDate, PartialDate)>)> {
    let apart = at.checked_sub(1).is_none_or(|before| number_at(page, before).is_none());
    let start = at + usize::from(page.has(at, "近"));
    let (months, mut end) = if page.has(start, "半年") {
        (6, start + 2)
    } else {
        let count = number_at(page, start).filter(|n| apart && (1.0..=200.0).contains(&n.value))?;
        let unit = ["个多月", "个月"].iter().find(|word| page.has(count.end, word))?;
        (count.value as i32, count.end + unit.chars().count())
    };
    let closes = ["多以来", "以来", "多来", "来", "间"].iter().find(|word| page.has(end, word))?;
    end += closes.chars().count();
    let inferred = written.and_then(|written| {
        let month = i32::from(written.year()) * 12 + i32::from(written.month()?) - 1 - months;
        let first = PartialDate::of_month((month / 12) as i16, (month % 12 + 1) as i8).ok()?;
        Some((first, written))
    });
    Some((end, inferred))
}

/// "十二年", "三年六个月", as an ISO 8601 duration.
pub(super) fn duration(page: &Page, at: usize) -> Option<(usize, String)> {
    let before = at.checked_sub(1).is_none_or(|before| number_at(page, before).is_none());
    let first = number_at(page, at).filter(|n| before && !n.is_more && n.value < 200.0)?;
    if page.letters.get(first.end) == Some(&'年') {
        let end = first.end + 1;
        // "十二年六个月", "三年零六个月".
        let next = end + usize::from(page.letters.get(end) == Some(&'零'));
        if let Some(months) = number_at(page, next).filter(|n| n.value < 12.0)
            && page.has(months.end, "个月")
        {
            return Some((months.end + 2, format!("P{}Y{}M", first.value, months.value)));
        }
        let half = page.has(end, "半");
        return Some((
            end + usize::from(half),
            if half { format!("P{}Y6M", first.value) } else { format!("P{}Y", first.value) },
        ));
    }
    page.has(first.end, "个月").then(|| (first.end + 2, format!("P{}M", first.value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let written = "2021-04-02".parse().ok();
        dates(&Page::read(text), written)
            .iter()
            .map(|d| format!("{} {}..{}", &text[d.date.range.clone()], show(d.date.start()), show(d.date.end())))
            .collect()
    }

    fn show(date: Option<PartialDate>) -> String {
        date.map(|d| d.to_string()).unwrap_or_default()
    }

    #[test]
    fn dates_are_read() {
        assert_eq!(read("2021年3月5日，马某被捕。"), ["2021年3月5日 2021-03-05..2021-03-05"]);
        assert_eq!(read("2015年至2020年"), ["2015年至2020年 2015..2020"]);
        assert_eq!(read("去年12月"), ["去年12月 2020-12..2020-12"]);
        assert_eq!(read("五年来抓获多人"), ["五年来 2016..2021-04-02"]);
        assert_eq!(read("行动开展三个月来"), ["三个月来 2021-01..2021-04-02"]);
        assert_eq!(read("2020年前三季度"), ["2020年前三季度 2020-01..2020-09"]);
        assert_eq!(read("2020年1-11月"), ["2020年1-11月 2020-01..2020-11"]);
        assert_eq!(read("今年1至3月"), ["今年1至3月 2021-01..2021-03"]);
        assert_eq!(read("开展两年半来"), ["两年半来 2019..2021-04-02"]);
        assert_eq!(read("2018年以来"), ["2018年以来 2018.."]);
        assert_eq!(read("2019年来，破案多起"), ["2019年来 2019.."]);
        assert_eq!(read("2019年来到该市"), ["2019年 2019..2019"]);
        assert_eq!(read("今年前三个月"), ["今年前三个月 2021-01..2021-03"]);
        assert_eq!(read("2020年首8个月"), ["2020年首8个月 2020-01..2020-08"]);
        assert_eq!(read("今年首三季"), ["今年首三季 2021-01..2021-09"]);
        assert_eq!(read("走在前三名"), Vec::<String>::new());
        assert_eq!(read("3月20日"), ["3月20日 2021-03-20..2021-03-20"]);
        assert_eq!(read("12月20日"), ["12月20日 2020-12-20..2020-12-20"]);
        assert_eq!(read("判处十二年六个月"), ["十二年六个月 .."]);
    }
}
