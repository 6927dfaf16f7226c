//! Periods that a figure takes over: from the sentences before it in the paragraph, or from the head of a report.

use super::*;
use crate::chunk::Shape;
use crate::date::Date;
use crate::lexicon::Sort;
use crate::mention::MentionKind;
use umbra_model::PartialDate;

/// The period of which a paragraph tells so far.
#[derive(Debug, Default)]
pub(super) struct Carried {
    period: Option<Period>,
    block: Option<usize>,
    /// The last whole year that figures were told of, in whatever paragraph.
    year: Option<Period>,
}

impl Carried {
    /// The period that goes on into a block, if the paragraph is still the same.
    pub fn of_block(&self, block: usize) -> Option<&Period> {
        self.period.as_ref().filter(|_| self.block == Some(block))
    }

    /// The last whole year that figures were told of.
    pub fn year(&self) -> Option<&Period> {
        self.year.as_ref()
    }

    /// Takes note of the figures of a sentence: those that say their period say one period, or nothing goes on.
    pub fn end(&mut self, block: usize, figures: &[Figure], is_dated: bool, stretch: Option<Period>) {
        if self.block != Some(block) {
            self.period = None;
            self.block = Some(block);
        }
        let mut said =
            figures.iter().filter(|f| !f.is_base).filter_map(|f| f.period.as_ref()).filter(|p| !p.is_inherited);
        match said.next() {
            Some(first) => {
                let is_one = said.all(|p| p.start == first.start && p.end == first.end);
                let is_day = first.start == first.end && first.start.is_some_and(|d| d.day().is_some());
                let is_year = first.start == first.end && first.start.is_some_and(|d| d.month().is_none());
                if is_year {
                    self.year = Some(first.clone());
                }
                // A day tells of one event, and "until" and "since" of more than what is told here.
                self.period = (is_one && !is_day).then(|| first.clone());
            }
            None if figures.is_empty() && is_dated => self.period = stretch,
            None => {}
        }
    }
}

impl FigureReader<'_, '_> {
    /// Whether a count goes on with the period of its paragraph: a sentence of the past that tells what befell so many,
    /// without a date of its own and about nobody who has a name.
    pub(super) fn goes_on(&self, quantity: &Quantity, clause: Option<usize>, dates: &[&Date]) -> bool {
        // What somebody is said to have said need not be of the same time.
        if !self.reader.voices_at(quantity.number.start).is_empty() {
            return false;
        }
        let Some(clause) = clause.map(|c| &self.analysis.clauses[c]) else { return false };
        let group = &self.analysis.chunks.groups[clause.group];
        let auxiliary = |i: usize| matches!(self.lower(i), "has" | "have" | "is" | "are" | "will" | "be" | "being");
        let main = self.lower(group.main);
        let is_counted = reported::befalls(group.lemma) || reported::counts(group.lemma);
        // "About 20 firms colluded": what so many did.
        let did = clause
            .subjects
            .iter()
            .any(|s| self.analysis.chunks.phrases[*s].tokens.contains(&quantity.number.start))
            && matches!(group.lemma, "collude" | "participate" | "join" | "bid" | "cooperate" | "lose" | "complain");
        let is_past = (is_counted || did)
            && clause.shape == Shape::Finite
            && group.modal.is_none()
            && !group.tokens.clone().any(auxiliary)
            && (group.tokens.clone().any(|i| matches!(self.lower(i), "was" | "were" | "had"))
                || main != group.lemma && !main.ends_with('s') && !main.ends_with("ing"));
        let names = |p: &usize| {
            let entity = self.referents.of_phrase[*p].map(|e| &self.referents.entities[e]);
            self.analysis.chunks.phrases[*p].is_pronoun
                && !matches!(
                    self.analysis.document.lower(self.analysis.chunks.phrases[*p].head),
                    "it" | "they" | "there"
                )
                || entity.is_some_and(|e| {
                    e.kind == MentionKind::Person
                        || e.kind == MentionKind::Organisation && matches!(e.sort, Sort::Group | Sort::Company)
                })
        };
        let is_undated = dates.iter().all(|d| self.is_when_said(&d.tokens));
        is_past && is_undated && !clause.subjects.iter().any(names)
    }

    /// "Between 1996 and 2010 most contracts were rigged": the years of which a sentence without figures tells.
    pub(super) fn years_told(&self, sentence: usize) -> Option<Period> {
        let limits = self.analysis.document.sentences[sentence].tokens.clone();
        let year = |d: &&Date| d.form == crate::date::DateForm::Year && d.tokens.start < limits.end;
        let from = self.dates.partition_point(|d| d.tokens.end <= limits.start);
        let mut years = self.dates[from..].iter().take_while(|d| d.tokens.start < limits.end);
        let (first, second) = (years.next().filter(year)?, years.next().filter(year)?);
        let opens = first.tokens.start.checked_sub(1).is_some_and(|i| matches!(self.lower(i), "between" | "from"));
        if years.next().is_some() || !opens || !self.is_joined(second) {
            return None;
        }
        let mut period = self.period(first, true);
        self.extend(&mut period, second);
        Some(period)
    }

    /// "during the year" of which a report or a paragraph tells: its first and last day.
    pub(super) fn of_the_year(&self, period: Period, told: Option<&Period>) -> Period {
        let is_open = period.start.is_none() && period.end.is_none();
        let words = period.words.to_lowercase();
        if !is_open || !matches!(words.as_str(), "during the year" | "throughout the year" | "over the year") {
            return period;
        }
        let Some(year) = told.or(self.report_of.as_ref()) else { return period };
        Period { start: year.start, end: year.end, is_inferred: true, ..period }
    }

    /// The period of a statistical report, as its head gives it: "bulletin for 2022", "Annual report 2021".
    pub(super) fn report_period(analysis: &Analysis) -> Option<Period> {
        let is_report =
            |word: &str| matches!(word, "bulletin" | "yearbook" | "statistics" | "report" | "figures" | "review");
        for sentence in analysis.document.sentences.iter().take(6).filter(|s| s.is_heading) {
            let tokens = sentence.tokens.clone();
            let Some(noun) = tokens.clone().find(|i| is_report(analysis.document.lower(*i))) else { continue };
            let at = analysis.dates.partition_point(|d| d.tokens.end <= noun);
            let date = analysis.dates.get(at).filter(|d| {
                d.tokens.start < tokens.end
                    && d.form == crate::date::DateForm::Year
                    && d.tokens.start <= noun + 2
                    && (d.tokens.start == noun + 1 || matches!(analysis.document.lower(noun + 1), "for" | "of"))
            });
            if let Some(date) = date {
                return Some(Period {
                    words: analysis.document.text[date.range.clone()].to_owned(),
                    range: date.range.clone(),
                    start: date.start(),
                    end: date.end(),
                    is_inferred: true,
                    is_inherited: true,
                });
            }
        }
        None
    }

    /// "At the end of the year", at the head of a sentence: the last day of the year of which it tells.
    pub(super) fn last_day(&self, period: Option<&Period>, limits: &Range<usize>) -> Option<Period> {
        let tokens = self.end_of_year(limits)?;
        let Some(year) = period.and_then(|p| p.end) else { return Some(self.bare(&tokens)) };
        let day = PartialDate::of_day(year.year(), 12, 31).ok();
        Some(Period {
            words: self.text(&tokens),
            range: self.analysis.document.bytes(&tokens),
            start: day,
            end: day,
            is_inferred: true,
            is_inherited: false,
        })
    }

    /// The tokens of "during the same period" at the head of a sentence, without a year of its own.
    pub(super) fn same_as_before(&self, limits: &Range<usize>) -> Option<Range<usize>> {
        let word = |back: usize| self.at(limits.start + back, limits.end);
        let span = |word: &str| matches!(word, "period" | "year" | "time" | "quarter" | "months");
        let opens = matches!(word(0), "during" | "over" | "in" | "within") || word(0) == "at" && word(3) == "time";
        if opens && word(1) == "that" && span(word(2)) {
            return Some(limits.start..limits.start + 3);
        }
        let fits = opens
            && word(1) == "the"
            && word(2) == "same"
            && span(word(3))
            && !matches!(word(4), "of" | "in" | "a" | "last" | "as")
            && !(word(4) == "the" && matches!(word(5), "year" | "previous" | "preceding" | "month" | "prior"));
        if fits {
            return Some(limits.start..limits.start + 4);
        }
        // "of all offences recorded during this period".
        let this = (limits.start + 4..limits.end).find(|i| {
            matches!(self.lower(*i), "during" | "over" | "in")
                && matches!(self.at(i + 1, limits.end), "this" | "that")
                && self.at(i + 2, limits.end) == "period"
        });
        if let Some(at) = this {
            return Some(at..at + 3);
        }
        // "... dismantled 856 dens during the said period".
        let at = (limits.start + 4..limits.end).find(|i| {
            matches!(self.lower(*i), "during" | "over")
                && self.at(i + 1, limits.end) == "the"
                && matches!(self.at(i + 2, limits.end), "same" | "said")
                && span(self.at(i + 3, limits.end))
                && !matches!(self.at(i + 4, limits.end), "of" | "in" | "a" | "last" | "the" | "one")
        })?;
        Some(at..at + 4)
    }

    /// The tokens of "at the end of the year" at the head of a sentence.
    fn end_of_year(&self, limits: &Range<usize>) -> Option<Range<usize>> {
        let words = ["end", "of", "the", "year"];
        let start = (limits.start..limits.end.min(limits.start + 4))
            .find(|at| words.iter().enumerate().all(|(i, word)| at + i < limits.end && self.lower(at + i) == *word))?;
        Some(start.saturating_sub(2).max(limits.start)..start + words.len())
    }
}
