//! From when until when somebody held an office.

use std::ops::Range;

use umbra_model::PartialDate;

use super::RoleReader;
use crate::predication::{Predication, time_before};

impl RoleReader<'_, '_> {
    pub(super) fn date(&self, tokens: &Range<usize>) -> Option<(Option<PartialDate>, Option<PartialDate>)> {
        let dates = &self.analysis.dates;
        let at = dates.partition_point(|d| d.tokens.end <= tokens.start);
        let date = dates.get(at).filter(|d| d.tokens.start < tokens.end && d.is_point())?;
        Some((date.start(), date.end()))
    }

    pub(super) fn dates(&self, dates: &[(Option<usize>, Range<usize>)]) -> (Option<PartialDate>, Option<PartialDate>) {
        let mut found = (None, None);
        for (preposition, tokens) in dates {
            let Some((start, end)) = self.date(tokens) else { continue };
            match preposition.map_or("", |p| self.lower(p)) {
                "since" | "from" | "between" => found.0 = found.0.or(start),
                "until" | "till" | "to" | "through" | "and" => found.1 = found.1.or(end),
                _ => {}
            }
        }
        found
    }

    /// "since 2013", "from 2016 until 2021", "(2009-2015)".
    pub(super) fn period(&self, predication: &Predication, last: usize) -> (Option<PartialDate>, Option<PartialDate>) {
        let analysis = self.analysis;
        let mut dates = analysis.attached[predication.phrase].dates.clone();
        // Dates of the complements belong to the office too.
        let mut open: Vec<usize> =
            analysis.attached[predication.phrase].complements.iter().flat_map(|c| c.phrases.iter().copied()).collect();
        let mut steps = 0;
        while let Some(phrase) = open.pop() {
            dates.extend(analysis.attached[phrase].dates.iter().cloned());
            open.extend(analysis.attached[phrase].complements.iter().flat_map(|c| c.phrases.iter().copied()));
            steps += 1;
            if steps > 8 {
                break;
            }
        }
        dates.extend(predication.clause.map(|c| analysis.clauses[c].dates.clone()).unwrap_or_default());
        let found = self.dates(&dates);
        if found == (None, None) { self.bracketed(last) } else { found }
    }

    /// "Brandt, since 2021 a senator", "Pell, until May president": since when, and whether and when it ended.
    pub(super) fn time_before(&self, predication: &Predication) -> (Option<PartialDate>, Option<Option<PartialDate>>) {
        let from = self.analysis.chunks.phrases[predication.bearer].tokens.end + 1;
        let start = predication.start;
        let told = predication.clause.is_none() && !predication.inside && from < start;
        let Some(end) = time_before(self.analysis, from).filter(|end| told && *end <= start) else {
            return (None, None);
        };
        let date = self.date(&(from + 1..end));
        match self.lower(from) {
            "since" => (date.and_then(|(start, _)| start), None),
            _ => (None, Some(date.and_then(|(_, end)| end))),
        }
    }

    /// "(2014-2019)", "(from 2014 to 2019)", "(since 2015)" right behind an office or its holder.
    pub(super) fn bracketed(&self, open: usize) -> (Option<PartialDate>, Option<PartialDate>) {
        let document = &self.analysis.document;
        let inside = document.lower_at(open) == Some("(");
        let close = (open + 1..(open + 8).min(document.tokens.len())).find(|i| self.lower(*i) == ")");
        let Some(close) = close.filter(|_| inside) else { return (None, None) };
        let dates = &self.analysis.dates;
        let at = dates.partition_point(|d| d.tokens.end <= open);
        let held: Vec<_> = dates[at..].iter().take_while(|d| d.tokens.end <= close).collect();
        let since = self.lower(open + 1) == "since";
        match held.as_slice() {
            [one] if since => (one.start(), None),
            [one] if one.tokens == (open + 1..close) && !one.is_point() => (one.start(), one.end()),
            [from, to] if !since => (from.start(), to.end()),
            _ => (None, None),
        }
    }
}
