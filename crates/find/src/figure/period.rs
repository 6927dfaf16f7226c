//! The time that a figure covers.

use serde::Serialize;
use umbra_graph::Interval;
use umbra_model::{EntityId, PartialDate, Validity};

use super::number::Number;
use crate::{Facts, day};

/// The time that a figure covers, as far as the source tells.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Period {
    /// Its first date, if known.
    pub from: Option<PartialDate>,
    /// Its last date, if known.
    pub to: Option<PartialDate>,
    /// How many years it lasts, if that is known; perhaps it is not known which.
    pub years: Option<u16>,
    /// The source's words.
    pub words: Option<String>,
    /// Whether its dates were counted from the date of the document ("last year") and are not in its words.
    pub is_inferred: bool,
    /// Its days, where both ends are known; kept, since every figure is compared with every other.
    #[serde(skip)]
    days: Option<Interval>,
}

/// The rule that a statement's origin names when a date was counted from the document's.
const INFERRED: &str = "date.inferred";

impl Period {
    /// The period that a figure states under these properties; a lone `date` is both ends.
    pub(super) fn of(facts: &Facts, id: &EntityId, [start, end, words]: [&str; 3], date: Option<&str>) -> Option<Self> {
        let dated = |property: &str| facts.value(id, property).and_then(|value| value.parse::<PartialDate>().ok());
        let words = facts.value(id, words).map(str::to_owned);
        let point = date.and_then(dated);
        let (from, to) = (dated(start).or(point), dated(end).or(point));
        let is_open = words.as_deref().is_some_and(|words| {
            let words = words.to_lowercase();
            ["since", "before", "until", "after", "from"].iter().any(|cue| words.split_whitespace().any(|w| w == *cue))
        });
        // A source that gives one date and does not say "since" means the period of that date.
        let (from, to) = if is_open { (from, to) } else { (from.or(to), to.or(from)) };
        let told = words.as_deref().and_then(years_told);
        let years = match (from, to) {
            (Some(from), Some(to)) => years_between(from, to).or(told),
            _ => told,
        };
        let is_counted = |property: &&str| {
            facts.stating(id, property).any(|fact| fact.statement.origin().rule.as_deref() == Some(INFERRED))
        };
        let is_inferred = [start, end].iter().chain(date.iter()).any(is_counted);
        let days = from.zip(to).map(|(from, to)| day::interval(Validity { from: Some(from), to: Some(to) }));
        let period = Self { from, to, years, words, is_inferred, days };
        (period != Self::default()).then_some(period)
    }

    /// Its days, where both ends are known.
    pub(crate) fn days(&self) -> Option<Interval> {
        self.days
    }

    /// The one calendar year that it is.
    pub(super) fn year(&self) -> Option<i16> {
        let (from, to) = self.from.zip(self.to)?;
        (from.year() == to.year() && self.years == Some(1)).then_some(from.year())
    }

    /// Whether both are the same days.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.days.is_some() && self.days == other.days
    }

    /// Whether both are single days, one after the other: sources often differ by one on when something was.
    pub(super) fn is_next_day(&self, other: &Self) -> bool {
        match (self.days, other.days) {
            (Some(a), Some(b)) => a.first() == a.last() && b.first() == b.last() && a.first().abs_diff(b.first()) == 1,
            _ => false,
        }
    }

    /// Whether one of them was counted from a document's date and both can mean the same run of years: as long, and
    /// begun within a year of each other.
    pub(super) fn is_counted_like(&self, other: &Self) -> bool {
        let begins = |period: &Self| period.from.map(PartialDate::year);
        let is_near = matches!((begins(self), begins(other)), (Some(a), Some(b)) if a.abs_diff(b) <= 1);
        (self.is_inferred || other.is_inferred) && self.years > Some(1) && self.years == other.years && is_near
    }

    /// The words of a period that only the document's date places: "last year". Where they name the day and only the
    /// year was left out, there is little to doubt.
    pub(super) fn counted_words(&self) -> Option<&str> {
        let words = self.words.as_deref().filter(|_| self.is_inferred)?;
        (!words.contains(|c: char| c.is_ascii_digit())).then_some(words)
    }

    /// For people: "2023", "2019 to 2023", "over the past five years".
    pub fn show(&self) -> String {
        match (self.from, self.to, &self.words) {
            (Some(from), Some(to), _) if from == to => from.to_string(),
            (Some(from), Some(to), _) if self.year().is_some() => from.year().max(to.year()).to_string(),
            (Some(from), Some(to), _) => format!("{from} to {to}"),
            (_, _, Some(words)) => words.clone(),
            (Some(from), None, None) => format!("since {from}"),
            (None, Some(to), None) => format!("until {to}"),
            (None, None, None) => "no period told".to_owned(),
        }
    }
}

/// How many whole calendar years a period is; `None` where it is not of whole years.
fn years_between(from: PartialDate, to: PartialDate) -> Option<u16> {
    let (first, last) = (from.earliest(), to.latest());
    let is_whole = (first.month(), first.day(), last.month(), last.day()) == (1, 1, 12, 31);
    let years = i32::from(last.year()) - i32::from(first.year()) + 1;
    u16::try_from(years).ok().filter(|_| is_whole && years > 0)
}

/// "over the past five years", "P5Y", "近五年".
fn years_told(words: &str) -> Option<u16> {
    let lower = words.to_lowercase();
    if let Some(count) = lower.strip_prefix('p').and_then(|rest| rest.strip_suffix('y')) {
        return count.parse().ok();
    }
    if ["ago", "old"].iter().any(|cue| lower.split_whitespace().any(|word| word == *cue)) {
        return None;
    }
    let tokens: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let at = tokens.iter().position(|word| matches!(*word, "years" | "year"))?;
    let count = Number::read(tokens.get(at.checked_sub(1)?)?)?.value;
    (1.0..=100.0).contains(&count).then_some(count as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Story, id, say};

    fn period(values: &[(&str, &str)]) -> Option<Period> {
        let facts = Story::new().tell([say("f", "Figure", values)]).facts();
        Period::of(&facts, &id("f"), ["startDate", "endDate", "period"], Some("date"))
    }

    #[test]
    fn years_are_whole_calendar_years() {
        let year = period(&[("startDate", "2023")]).unwrap();
        assert_eq!((year.year(), year.years, year.show()), (Some(2023), Some(1), "2023".to_owned()));
        let day = period(&[("date", "2021-03-14")]).unwrap();
        assert_eq!((day.year(), day.years), (None, None));
        let five = period(&[("startDate", "2019"), ("endDate", "2023")]).unwrap();
        assert_eq!((five.year(), five.years, five.show()), (None, Some(5), "2019 to 2023".to_owned()));
        let long = period(&[("startDate", "2023-01-01"), ("endDate", "2023-12-31")]).unwrap();
        assert!(long.is_same(&year));
        assert_eq!(long.show(), "2023");
    }

    #[test]
    fn words_tell_how_long_and_not_when() {
        let told = period(&[("period", "over the past five years")]).unwrap();
        assert_eq!((told.years, told.days()), (Some(5), None));
        assert_eq!(period(&[("period", "five years ago")]).unwrap().years, None);
        assert_eq!(period(&[("period", "P5Y")]).unwrap().years, Some(5));
        assert_eq!(period(&[("period", "since March"), ("startDate", "2021-03")]).unwrap().days(), None);
        assert_eq!(period(&[("measure", "m")]), None);
    }

    #[test]
    fn sources_may_differ_by_a_day() {
        let day = |date: &str| period(&[("date", date)]).unwrap();
        assert!(day("2021-03-14").is_next_day(&day("2021-03-15")));
        assert!(!day("2021-03-14").is_next_day(&day("2021-03-16")));
        assert!(!day("2021").is_next_day(&day("2022")));
    }
}
