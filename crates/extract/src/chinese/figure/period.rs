//! When a figure holds, and with when a change is compared.

use std::ops::Range;

use super::super::date::Found;
use super::super::page::Page;
use super::super::reading::Reading;
use super::Compared;
use super::quantity::Quantity;
use crate::attribution::AttributionNote;
use crate::date::DateForm;
use crate::figure::Period;
use umbra_model::PartialDate;

impl Reading<'_> {
    fn is_compared(&self, found: &Found) -> bool {
        ["与", "比", "较", "同"].iter().any(|word| self.page.ends(found.letters.start, word))
    }

    /// "15日从公安局获悉", "7月25日，公安厅召开发布会": when it was said, not when it was so.
    fn is_of_speech(&self, found: &Found) -> bool {
        let page = &self.page;
        let end = found.letters.end;
        if found.date.form == DateForm::RelativePeriod {
            return false;
        }
        let clause = page.clause_of(found.letters.start);
        let sentence = page.sentences.get(page.sentence_of(end)).map_or(clause.clone(), |s| s.range.clone());
        let after = end..sentence.end.min(end + 40);
        let first = page.clause_of((end + 1).min(sentence.end.saturating_sub(1)));
        let held = ["召开", "举行", "发布会", "召集"]
            .iter()
            .filter_map(|word| page.find(&after, word))
            .any(|at| at < first.end.max(clause.end));
        page.longest(end, &self.words.voices.says).is_some()
            || page.has(end, "从")
            // "新华社3日电", but not "去年电话诈骗案".
            || page.has(end, "电")
                && !["电话", "电信", "电讯", "电脑", "电网", "电子", "电商", "电诈"].iter().any(|w| page.has(end, w))
            || page.has(end, "的发布会")
            || page.ends(found.letters.start, "记者")
            || held
    }

    /// "成立于2001年，成员达80人": when something else happened, told in an earlier clause.
    fn is_of_event(&self, found: &Found, at: usize) -> bool {
        self.page.ends(found.letters.start, "于") && self.page.clause_of(found.letters.start).end < at
    }

    /// The nearest date before a figure in its sentence that says when it holds.
    pub(super) fn period(&self, sentence: &Range<usize>, at: usize, notes: &[AttributionNote]) -> Option<Period> {
        let page = &self.page;
        // "6月24日，记者从公安局了解到，…": the day on which it was told.
        let cues = Self::voices(notes, at).into_iter().filter_map(|i| notes[i].cue_tokens.first());
        let told = cues.map(|cue| cue.start).filter(|cue| sentence.contains(cue)).max();
        let is_of_telling = |d: &Found| {
            told.is_some_and(|cue| d.letters.end <= cue)
                && d.date.form != DateForm::RelativePeriod
                && !["截至", "截止"].iter().any(|word| page.ends(d.letters.start, word))
        };
        if let Some(since) = self.since(sentence, at) {
            return Some(since);
        }
        let (_, found) = self.dates_within(&(sentence.start..at)).rfind(|(_, d)| {
            !self.is_compared(d)
                && !self.is_of_speech(d)
                && !is_of_telling(d)
                && d.date.is_point()
                && d.date.form != DateForm::Duration
                && d.letters.end <= at
                && !self.is_of_event(d, at)
        })?;
        let date = &found.date;
        // "截至9月30日": up to then. "自2018年1月开展斗争以来": from then on.
        let until = ["截至", "截止", "截止到", "到", "至"].iter().any(|word| page.ends(found.letters.start, word));
        let since = ["自", "从"].iter().any(|word| page.ends(found.letters.start, word))
            && page.find(&(found.letters.end..at), "以来").is_some();
        Some(Period {
            words: page.words(&found.letters).to_owned(),
            range: date.range.clone(),
            start: date.start().filter(|_| !until),
            end: date.end().filter(|_| !since),
            is_inferred: date.from.is_none() && date.inferred.is_some(),
            is_inherited: false,
        })
    }

    /// "自专项斗争开展以来": a time without a date.
    fn since(&self, sentence: &Range<usize>, at: usize) -> Option<Period> {
        let page = &self.page;
        let end = page.find(&(sentence.start..at), "以来")? + 2;
        let start = (sentence.start.max(end.saturating_sub(24))..end).rev().find(|i| page.letters[*i] == '自')?;
        let words = start..end;
        let dated = self.dates_within(&words).next().is_some() || self.dates_within(&(end..at)).next().is_some();
        let one = page.letters[words.clone()].iter().all(|l| !matches!(l, '，' | '。'));
        (one && !dated).then(|| Period {
            words: page.words(&words).to_owned(),
            range: page.bytes(&words),
            start: None,
            end: None,
            is_inferred: false,
            is_inherited: false,
        })
    }

    /// The period of a number that stands right after the time with which others are compared, or joined to such a number.
    pub(super) fn compared_number(
        &self,
        quantity: &Quantity,
        clause: &Range<usize>,
        before: Option<&Compared>,
    ) -> Option<Period> {
        let page = &self.page;
        let start = quantity.range.start;
        if quantity.is_share() {
            return None;
        }
        let next = before.filter(|c| self.is_joined(c.end, start) && !page.has(c.end, "，"));
        if let Some(next) = next {
            return Some(next.period.clone());
        }
        let (_, found) = self.dates_within(&(clause.start..start)).rfind(|(_, d)| self.is_compared(d))?;
        let between = page.simple(&(found.letters.end..start));
        matches!(between.as_str(), "" | "的" | "同期的" | "同期" | "全年的").then(|| as_told(page, found))
    }

    /// Whether a sentence opens with its period and a comma, or with the words for one, as the first of a report's paragraph
    /// does: "2022年，", "五年来，".
    pub(super) fn is_headed(&self, start: usize, period: Option<&Period>) -> bool {
        let page = &self.page;
        let Some(period) = period else { return false };
        self.dates_within(&(start..start + 4)).next().is_some_and(|(_, d)| {
            let range = page.bytes(&d.letters);
            // A day tells of one event, not of the figures of a year.
            range == period.range
                && d.date.form != DateForm::Day
                && (page.has(d.letters.end, "，") || page.has(d.letters.end, ",") || d.letters.start == start)
        })
    }

    /// Whether a sentence has any date but those that it compares with.
    pub(super) fn has_date_of_its_own(&self, sentence: &Range<usize>) -> bool {
        self.dates_within(sentence).any(|(_, d)| d.date.is_point() && !self.is_compared(d))
    }

    /// What a change is compared with: "同比", "与去年相比", "较2019年".
    pub(super) fn base(&self, sentence: &Range<usize>, at: usize, period: Option<&Period>) -> Option<Period> {
        let page = &self.page;
        let clause = page.clause_of(at);
        let near = clause.start..at;
        for word in ["较上年同期", "比上年同期", "同比", "按年", "比上年", "较上年", "比前一年", "较前一年"]
        {
            let Some(place) = page.find(&near, word) else { continue };
            let range = place..place + word.chars().count();
            let year = period
                .and_then(|p| p.start)
                .filter(|_| period.is_some_and(|p| p.start.map(PartialDate::year) == p.end.map(PartialDate::year)));
            let before = year.and_then(|d| PartialDate::of_year(d.year() - 1).ok());
            let whole = period.and_then(|p| p.start).is_some_and(|d| d.month().is_none());
            let date = before.filter(|_| whole);
            return Some(Period {
                words: page.words(&range).to_owned(),
                range: page.bytes(&range),
                start: date,
                end: date,
                is_inferred: date.is_some(),
                is_inherited: false,
            });
        }
        let (_, found) = self.dates_within(&(sentence.start..at)).rfind(|(_, d)| self.is_compared(d))?;
        let compares = page.has(found.letters.end, "相比")
            || page.has(found.letters.end, "同期")
            || page.ends(found.letters.start, "比")
            || page.ends(found.letters.start, "较");
        compares.then(|| as_told(page, found))
    }
}

/// The period that a date's own words tell.
fn as_told(page: &Page, found: &Found) -> Period {
    Period {
        words: page.words(&found.letters).to_owned(),
        range: found.date.range.clone(),
        start: found.date.start(),
        end: found.date.end(),
        is_inferred: found.date.from.is_none(),
        is_inherited: false,
    }
}
