//! A date as the period of a figure: how its words reach to their preposition, to a second date, and where it opens a clause.

use super::*;
use crate::date::Date;
use crate::figure::Period;
use crate::word::Class;
use std::ops::Range;
use umbra_model::PartialDate;

impl FigureReader<'_, '_> {
    /// Whether a date is the second of a span: "to 2023", ", through June 1".
    pub(super) fn is_joined(&self, date: &Date) -> bool {
        date.tokens.start.checked_sub(1).is_some_and(|i| {
            matches!(self.lower(i), "to" | "and" | "until" | "till" | "through" | "–" | "-")
                || self.lower(i) == "of"
                    && i > 1
                    && self.lower(i - 1) == "end"
                    && matches!(self.lower(i - 2), "the" | "to")
        })
    }

    /// Makes a period reach to a second date.
    pub(super) fn extend(&self, period: &mut Period, date: &Date) {
        // "Between January and May 2010": the year stands once.
        if period.start.is_none() && period.end.is_none() {
            let month = period.words.rsplit(' ').next().and_then(|word| crate::date::month(&word.to_lowercase()));
            let year = date.start().filter(|d| d.month().is_some()).map(PartialDate::year);
            period.start = month.zip(year).and_then(|(month, year)| PartialDate::of_month(year, month).ok());
        }
        period.end = date.end();
        period.range.end = date.range.end;
        period.is_inferred |= date.from.is_none() && date.inferred.is_some();
        period.words =
            self.analysis.document.text[period.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    }

    /// A date at the head of the sentence, before its first verb.
    pub(super) fn is_fronted(&self, date: &Date, limits: &Range<usize>) -> bool {
        // "CASTELMARE, 22 May - Police": where and when it was written.
        let after = self.at(date.tokens.end, limits.end);
        let is_dateline = date.tokens.start > limits.start
            && date.tokens.end < limits.start + 8
            && matches!(after, "-" | "–" | "—" | "(" | ")" | ":")
            && self.season(date).is_none();
        // "The data show that in 2013, the first year of it, ...": at the head of what they show.
        let that = (limits.start + 1..date.tokens.start).rev().find(|i| self.lower(*i) == "that");
        // "pointed out that in 2013": the particle of the verb.
        let spoken = |i: usize| {
            let verb = if i > limits.start + 1 && matches!(self.lower(i - 1), "out" | "also") { i - 2 } else { i - 1 };
            self.analysis.words[verb].class == Class::Verb
        };
        let start = that.filter(|i| spoken(*i)).unwrap_or(limits.start);
        let start = (start..date.tokens.start).rev().find(|i| self.lower(*i) == ";").unwrap_or(start);
        // "The chairman said between May and June they ...".
        let open = date.tokens.start.checked_sub(1).filter(|i| {
            *i > start
                && matches!(self.lower(*i), "between" | "during" | "from" | "over")
                && self.analysis.words[i - 1].class == Class::Verb
                && self.analysis.reporting.says(self.analysis.words[i - 1].lemma)
        });
        // "He said in the last five years 844 cases were closed".
        let says = |i: usize| {
            self.analysis.words[i].class == Class::Verb && self.analysis.reporting.says(self.analysis.words[i].lemma)
        };
        let held = date.form == crate::date::DateForm::RelativePeriod
            && matches!(self.lower(date.tokens.start), "in" | "over" | "during" | "between" | "within")
            && date.tokens.start.checked_sub(1).is_some_and(|i| i > start && says(i));
        // "The researcher explained, throughout the first half of 2022, there were 252".
        let explained = date.tokens.start >= start + 2
            && self.lower(date.tokens.start - 1) == ","
            && says(date.tokens.start - 2)
            && matches!(self.lower(date.tokens.start), "in" | "during" | "over" | "throughout");
        // "He said: "Over the last two years 29,000 cases were closed"": at the head of a quotation.
        let quoted = (start + 1..=date.tokens.start)
            .rev()
            .take(3)
            .find(|i| matches!(self.analysis.words[*i - 1].class, Class::QuoteOpen | Class::Colon));
        let open = open.or(Some(date.tokens.start).filter(|_| held || explained)).or(quoted);
        let start = open.unwrap_or(start);
        // The second date of a span that begins there.
        let start = if self.is_joined(date) && open.is_none() {
            (start..date.tokens.start)
                .rev()
                .take(8)
                .find(|i| {
                    *i > start
                        && self.lower(*i) == "between"
                        && self.analysis.reporting.says(self.analysis.words[i - 1].lemma)
                })
                .unwrap_or(start)
        } else {
            start
        };
        !is_dateline
            && (start..date.tokens.start)
                .all(|i| !matches!(self.analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal))
    }

    pub(super) fn period(&self, date: &Date, is_inherited: bool) -> Period {
        let analysis = self.analysis;
        let before = date.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
        let mut tokens = date.tokens.clone();
        // "in fiscal year 2023", "during the 2023/24 financial year": what sort of year.
        while date.form == crate::date::DateForm::Year
            && tokens.start > 0
            && matches!(
                self.lower(tokens.start - 1),
                "fiscal" | "financial" | "year" | "years" | "fy" | "calendar" | "entire" | "whole"
            )
        {
            tokens.start -= 1;
        }
        let before = tokens.start.checked_sub(1).map_or(before, |t| self.lower(t));
        if matches!(before, "in" | "on" | "during" | "since" | "by" | "until" | "from" | "between" | "over" | "of") {
            tokens.start -= 1;
        }
        // "as of July 31", "by the end of July": up to then.
        let word = |back: usize| date.tokens.start.checked_sub(back).map_or("", |i| self.lower(i));
        let as_of = before == "of" && word(2) == "as";
        // "as of the end of June", "as at the end of June".
        let as_of_end =
            before == "of" && word(2) == "end" && word(3) == "the" && matches!(word(4), "of" | "at") && word(5) == "as";
        // "between the end of 2006 and February 2007": from its last month on.
        let from_end = before == "of" && word(2) == "end" && word(3) == "the" && matches!(word(4), "between" | "from");
        let by_end = before == "of" && word(2) == "end" && matches!(word(4), "by" | "until" | "till" | "to");
        let at_end = before == "of" && word(2) == "end" && word(3) == "the" && word(4) == "at";
        if as_of {
            tokens.start -= 1;
        } else if at_end {
            tokens.start -= 3;
        } else if as_of_end {
            tokens.start -= 4;
        } else if by_end || from_end {
            tokens.start -= 3;
        }
        let last_month = |d: PartialDate| PartialDate::of_month(d.year(), 12).ok().filter(|_| d.month().is_none());
        let mut last = date.end();
        // "2019/20", "2021-22".
        if let Some(year) = self.season(date) {
            tokens.end += 2;
            last = Some(year);
        }
        if analysis.document.lower_at(tokens.end) == Some("alone") {
            tokens.end += 1;
        }
        // "before the arrests of March 2021".
        let mut earlier = tokens.start;
        while earlier > 0
            && tokens.start - earlier < 4
            && matches!(analysis.words[earlier - 1].class, Class::Determiner | Class::Noun | Class::Adjective)
        {
            earlier -= 1;
        }
        let is_before = before == "before"
            || before == "of" && earlier < tokens.start && earlier > 0 && self.lower(earlier - 1) == "before";
        if is_before {
            tokens.start = if before == "before" { tokens.start - 1 } else { earlier - 1 };
        }
        let range = analysis.document.bytes(&tokens);
        let open_end = before == "since";
        let open_start = matches!(before, "by" | "until") || is_before || as_of || as_of_end || by_end;
        Period {
            words: self.text(&tokens),
            range,
            start: date.start().filter(|_| !open_start).map(|d| last_month(d).filter(|_| from_end).unwrap_or(d)),
            end: last.filter(|_| !open_end),
            is_inferred: date.from.is_none() && date.inferred.is_some(),
            is_inherited,
        }
    }

    /// The second year of a season: "2019/20".
    pub(super) fn season(&self, date: &Date) -> Option<PartialDate> {
        let document = &self.analysis.document;
        let (mark, second) = (document.tokens.get(date.tokens.end)?, document.tokens.get(date.tokens.end + 1)?);
        let close = date.range.end == mark.start && mark.end == second.start && matches!(&*mark.lower, "/" | "-" | "–");
        let first = date.start().filter(|d| close && d.month().is_none())?.year();
        let number: i16 = second.lower.parse().ok()?;
        let next = first.checked_add(1)?;
        let is_next = second.lower.len() <= 2 && (next % 100 == number || next % 10 == number && number < 10);
        PartialDate::of_year(next).ok().filter(|_| is_next)
    }

    /// The token at which a date begins with its preposition.
    pub(super) fn opens_of(&self, date: &Date) -> usize {
        let before = date.tokens.start.checked_sub(1).map_or("", |i| self.lower(i));
        date.tokens.start - usize::from(matches!(before, "in" | "on" | "during" | "by" | "over"))
    }

    /// Whether a date opens a clause that comes before the next number: ", in 2019 we recorded 1,280".
    pub(super) fn heads_next_clause(&self, date: &Date, sentence: usize, next: usize) -> bool {
        let analysis = self.analysis;
        let opens =
            self.opens_of(date).checked_sub(1).is_some_and(|i| matches!(self.lower(i), "," | ";" | "and" | "but"));
        opens
            && !self.is_joined(date)
            && analysis.clauses_of(sentence).map(|i| &analysis.clauses[i]).any(|c| {
                let group = &analysis.chunks.groups[c.group].tokens;
                let subject = c.subjects.first().map(|s| analysis.chunks.phrases[*s].tokens.start);
                c.shape == crate::chunk::Shape::Finite
                    && group.end <= next
                    && subject.is_some_and(|s| date.tokens.end <= s && s <= date.tokens.end + 1 && s < group.start)
            })
    }
}
