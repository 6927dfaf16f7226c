//! Periods that one sentence takes over from another: that of its paragraph, or of the heading above it.

use std::ops::Range;

use super::super::page::Sentence;
use super::super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::figure::Period;
use crate::lexicon::Sort;
use crate::mention::MentionKind;

/// The periods that go on until another is named.
#[derive(Default)]
pub(super) struct Carried {
    /// The period of the sentence before, for one that only says with what it compares.
    last: Option<Period>,
    /// The period of the paragraph so far.
    of_paragraph: Option<Period>,
    /// Whether the paragraph opened with its period, which then goes for all of it.
    is_headed: bool,
    /// The year of which a heading says that what follows is its review.
    of_heading: Option<Period>,
    /// The sentence before.
    before: Option<Range<usize>>,
}

impl Carried {
    /// Takes note that a sentence begins; "这些投诉中" goes on with what the paragraph before told.
    pub fn begin(&mut self, reading: &Reading, sentence: &Sentence) {
        let is_new = self.before.as_ref().is_none_or(|before| reading.begins_line(&(before.end..sentence.range.start)));
        let head = sentence.range.start..sentence.range.end.min(sentence.range.start + 20);
        let goes_on = ["这些", "上述"].iter().any(|word| reading.page.find(&head, word).is_some());
        if is_new && !goes_on {
            self.of_paragraph = None;
            self.last = None;
            self.is_headed = false;
        }
        self.before = Some(sentence.range.clone());
        if sentence.is_heading && reading.dates_within(&sentence.range).next().is_some() {
            self.of_heading = reading.reviewed(&sentence.range);
        }
    }

    /// The period for a figure without one of its own; `compares` if it says with when it is compared.
    pub fn period(&self, compares: bool) -> Option<Period> {
        let last = self.last.as_ref().filter(|_| compares);
        let period = last.or(self.of_paragraph.as_ref()).or(self.of_heading.as_ref());
        period.map(|period| Period { is_inherited: true, ..period.clone() })
    }

    /// Takes note of the period of a sentence that ends, and whether it had figures.
    pub fn end(&mut self, period: Option<Period>, has_figures: bool, is_headed: bool) {
        if period.is_some() {
            self.last.clone_from(&period);
        }
        match (has_figures, period) {
            (true, Some(period)) => {
                // A day tells of one event, not of the figures of a year.
                let is_day = period.start == period.end && period.start.is_some_and(|d| d.day().is_some());
                self.is_headed = is_headed && !is_day;
                self.of_paragraph = (!is_day).then_some(period);
            }
            // What goes on goes on without a gap, but for a paragraph that opened with its period.
            (false, _) if !self.is_headed => self.of_paragraph = None,
            _ => {}
        }
    }
}

impl Reading<'_> {
    /// "2023年工作回顾", "2022年度统计公报": the year of a heading that says so.
    fn reviewed(&self, heading: &Range<usize>) -> Option<Period> {
        let page = &self.page;
        let is_review = ["回顾", "工作情况", "办案情况", "主要数据", "统计", "年报", "数据", "成绩单"]
            .iter()
            .any(|word| page.find(heading, word).is_some());
        let mut dates = self.dates_within(heading).filter(|(_, d)| d.date.is_point());
        let (_, found) = dates.next().filter(|_| is_review)?;
        let is_only = dates.next().is_none() && found.date.start().is_some_and(|d| d.day().is_none());
        is_only.then(|| Period {
            words: page.words(&found.letters).to_owned(),
            range: found.date.range.clone(),
            start: found.date.start(),
            end: found.date.end(),
            is_inferred: true,
            is_inherited: true,
        })
    }

    /// Whether a sentence tells of a person: what holds for the figures of its paragraph need not hold for it. Somebody who
    /// only speaks is none.
    pub(super) fn names_somebody(&self, sentence: &Range<usize>, notes: &[AttributionNote]) -> bool {
        let page = &self.page;
        let end = notes.partition_point(|n| n.cue_tokens.first().is_none_or(|cue| cue.start <= sentence.end));
        let near = &notes[end.saturating_sub(20)..end];
        let speaks = |tokens: &Range<usize>| {
            let bytes = page.bytes(tokens);
            // Whoever opens a sentence opens a statement of its own.
            tokens.start > sentence.start
                && near
                    .iter()
                    .any(|n| n.speaker_range.as_ref().is_some_and(|r| r.start < bytes.end && bytes.start < r.end))
        };
        // "打掉团伙18个": gangs that are counted, none that the sentence is about.
        let is_counted = |tokens: &Range<usize>| page.longest_before(tokens.start, &self.words.figures.verbs).is_some();
        // "其他人员" is nobody.
        let he = sentence.clone().any(|at| page.has(at, "他") && !page.ends(at, "其"));
        self.within(sentence).any(|(_, m)| {
            (m.kind == MentionKind::Person
                || m.kind == MentionKind::Organisation && matches!(m.sort, Sort::Group | Sort::Company))
                && !speaks(&m.tokens)
                && (m.is_name() || !is_counted(&m.tokens))
        }) || ["该", "查明", "指控", "审理", "她"].iter().any(|word| page.find(sentence, word).is_some())
            || he
    }
}
