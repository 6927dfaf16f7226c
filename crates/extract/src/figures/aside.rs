//! Dates that a sentence gives for something else than its numbers: when it was said, how far back a record goes, what a
//! charge or a clause beside it tells.

use super::*;
use crate::date::Date;
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// "61 (65 in 1999)": the date of another number.
    pub(super) fn is_in_brackets_after(&self, quantity: &Quantity, date: &Date, limits: &Range<usize>) -> bool {
        let open = quantity.tokens.end;
        self.at(open, limits.end) == "("
            && (open..date.tokens.start).all(|i| self.lower(i) != ")")
            && (open..date.tokens.start).any(|i| self.analysis.words[i].class == Class::Number)
    }

    /// "the police said Thursday, while 300 others", "today announced that three men": when it was said.
    pub(super) fn is_when_said(&self, tokens: &Range<usize>) -> bool {
        // "cases concluded last year": no speech.
        let describes = |i: usize| {
            self.analysis.clauses_of(self.analysis.document.sentence_of(i)).any(|c| {
                let clause = &self.analysis.clauses[c];
                clause.shape == crate::chunk::Shape::Participle && self.analysis.chunks.groups[clause.group].main == i
            })
        };
        let says = |i: usize| {
            self.analysis.words.get(i).is_some_and(|w| {
                // "cases concluded last year": said only where what is said follows.
                let needs_that = matches!(w.lemma, "conclude" | "rule" | "hold" | "find" | "record" | "hear" | "show");
                w.class == Class::Verb
                    && !describes(i)
                    && !self.is_passive(i)
                    && (!needs_that || matches!(self.analysis.document.lower_at(tokens.end), Some("that" | "how")))
                    && (self.analysis.reporting.says(w.lemma) || matches!(w.lemma, "release" | "unveil"))
            })
        };
        // "according to figures published in April".
        let published = || {
            let near = (tokens.start.saturating_sub(14)..tokens.start).rev().take_while(|i| self.lower(*i) != ",");
            let before = tokens.start.checked_sub(1).map_or("", |i| self.lower(i));
            matches!(before, "in" | "on")
                && near.clone().any(|i| self.lower(i) == "according")
                && near.clone().any(|i| matches!(self.lower(i), "published" | "released" | "issued" | "presented"))
        };
        // "He said in the last five years 844 cases were closed": so long nobody speaks.
        let dates = &self.analysis.dates;
        let date = dates.get(dates.partition_point(|d| d.tokens.start < tokens.start));
        let is_stretch = date.is_some_and(|d| {
            d.tokens == *tokens
                && d.form == crate::date::DateForm::RelativePeriod
                && (tokens.clone()).any(|i| matches!(self.lower(i), "years" | "months" | "quarter" | "half" | "period"))
        });
        // "as saying at a briefing on Wednesday".
        let briefing = || {
            let on = tokens.start.checked_sub(1).filter(|i| self.lower(*i) == "on");
            let noun = on.and_then(|i| i.checked_sub(1)).map_or("", |i| self.lower(i));
            matches!(noun, "briefing" | "conference" | "statement" | "interview" | "hearing")
        };
        // "In today's report the tribunal said".
        let writing = || {
            let genitive = self.analysis.words.get(tokens.end).is_some_and(|w| w.class == Class::Genitive);
            let noun = self.analysis.document.lower_at(tokens.end + 1).unwrap_or("");
            genitive
                && matches!(
                    noun,
                    "report" | "statement" | "judgment" | "ruling" | "hearing" | "announcement" | "edition"
                )
        };
        !is_stretch
            && (briefing()
                || writing()
                || tokens.start.checked_sub(1).is_some_and(says)
                || says(tokens.end)
                || published())
    }

    /// Whether a verb stands in the passive: "18,121 crimes were reported in the first half".
    fn is_passive(&self, verb: usize) -> bool {
        self.analysis.clauses_of(self.analysis.document.sentence_of(verb)).any(|c| {
            let clause = &self.analysis.clauses[c];
            let counted = clause.subjects.iter().any(|s| {
                let np = &self.analysis.chunks.phrases[*s];
                subject::is_event(self.lower(np.head))
                    || np.tokens.clone().any(|i| self.analysis.words[i].class == Class::Number)
            });
            clause.passive && counted && self.analysis.chunks.groups[clause.group].main == verb
        })
    }

    /// "the lowest number since 1997", "for the first time since 1989": how far back the record goes.
    pub(super) fn is_record(&self, date: &Date, start: usize) -> bool {
        let before =
            |back: usize| date.tokens.start.checked_sub(back).filter(|i| *i >= start).map_or("", |i| self.lower(i));
        // "the most violent year since records were first kept in 1997".
        let since = (1..10).find(|back| before(*back) == "since").filter(|back| {
            *back == 1
                || (1..*back).all(|i| before(i) != ",")
                    && (1..*back).any(|i| matches!(before(i), "records" | "record" | "recording"))
        });
        since.is_some_and(|since| {
            (since + 1..since + 8).any(|back| {
                matches!(
                    before(back),
                    "lowest"
                        | "highest"
                        | "smallest"
                        | "largest"
                        | "fewest"
                        | "most"
                        | "biggest"
                        | "worst"
                        | "best"
                        | "first"
                )
            })
        })
    }

    /// "minister of forests between 2016 and 2020": how long somebody held an office.
    pub(super) fn is_of_office(&self, date: &Date, start: usize) -> bool {
        let analysis = self.analysis;
        let mut at = date.tokens.start;
        while at > start
            && (matches!(self.lower(at - 1), "between" | "from" | "in" | "until" | "and" | "to" | "since")
                || analysis.words[at - 1].class == Class::Date)
        {
            at -= 1;
        }
        let Some((_, last)) = analysis.phrases_within(start..at).next_back() else { return false };
        if analysis.chunks.phrases[*last].tokens.end != at {
            return false;
        }
        let holds = |p: usize| analysis.lexicon.offices.get(self.lower(analysis.chunks.phrases[p].head)).is_some();
        let governor = analysis.attached[*last].governor.map(|(g, _)| g);
        // One who is named, and not several who are counted: "12 ministers in 2016".
        let named = |p: usize| {
            let np = &analysis.chunks.phrases[p];
            let before = np.tokens.start.checked_sub(1).filter(|i| *i >= start).map_or("", |i| self.lower(i));
            !self.lower(np.head).ends_with('s')
                && (np.opening == crate::chunk::Opening::Indefinite || matches!(before, "," | "then"))
        };
        [Some(*last), governor].into_iter().flatten().any(|p| holds(p) && named(p))
    }

    /// "on the first Monday of each month": no point in time.
    pub(super) fn recurs(&self, date: &Date, limit: usize) -> bool {
        let each = |i: usize| matches!(self.at(i, limit), "each" | "every");
        each(date.tokens.end)
            || self.at(date.tokens.end, limit) == "of" && each(date.tokens.end + 1)
            || date.tokens.start.checked_sub(1).is_some_and(each)
    }

    /// Whether a clause tells what somebody is accused of, or describes something: the date at the head of its sentence is
    /// that of the proceeding.
    pub(super) fn is_of_a_charge(&self, clause: usize) -> bool {
        use crate::clause::Link;
        let clause = &self.analysis.clauses[clause];
        match clause.link {
            Link::Preposition(_) | Link::NounPreposition(..) => clause.shape == crate::chunk::Shape::Gerund,
            Link::NounContent(_) => true,
            Link::Relative(_) => {
                // "Between 2017 and 2019 he headed a group which brought in 300 kilograms": of the same time.
                let parent = clause.parent.map(|p| self.analysis.chunks.groups[self.analysis.clauses[p].group].lemma);
                let together =
                    parent.is_some_and(|lemma| matches!(lemma, "head" | "lead" | "run" | "operate" | "form"));
                clause.shape == crate::chunk::Shape::Finite && parent.is_some() && !together
            }
            _ => false,
        }
    }

    /// "On Monday the firm agreed to a deal valued at 6.75 billion", "was charged on 24 July with corruption involving 1.24
    /// million": the day of an agreement or of a step of a court is none of the sums it is about.
    pub(super) fn is_day_of_act(&self, date: &Date, quantity: &Quantity, sentence: usize) -> bool {
        let analysis = self.analysis;
        let is_day = matches!(date.form, crate::date::DateForm::Day)
            || date.value == "weekday"
            || date.tokens.clone().any(|i| {
                matches!(
                    self.lower(i),
                    "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "today"
                )
            });
        quantity.kind == FigureKind::Amount
            && is_day
            && analysis.clauses_of(sentence).map(|i| &analysis.clauses[i]).any(|c| {
                let group = &analysis.chunks.groups[c.group];
                group.tokens.end <= quantity.tokens.start
                    && matches!(c.shape, crate::chunk::Shape::Finite)
                    && (c.passive
                        && matches!(group.lemma, "charge" | "accuse" | "indict" | "sentence" | "convict" | "arraign")
                        || matches!(group.lemma, "agree" | "plead" | "appear" | "testify"))
            })
    }

    /// "was arraigned on Wednesday on a charge of laundering 6.7 billion", "to the tune of 6.7 billion": what a charge tells.
    pub(super) fn is_charged(&self, quantity: &Quantity, limits: &Range<usize>) -> bool {
        let near = quantity.tokens.start.saturating_sub(16).max(limits.start)..quantity.tokens.start;
        quantity.kind == FigureKind::Amount
            && near.clone().any(|i| {
                matches!(self.lower(i), "charge" | "charges" | "count" | "counts" | "suspicion" | "allegations")
                    && matches!(self.at(i + 1, limits.end), "of" | "bordering")
            })
            && limits.clone().take_while(|i| *i < quantity.tokens.start).any(|i| {
                matches!(
                    self.lower(i),
                    "arraigned"
                        | "charged"
                        | "arrested"
                        | "detained"
                        | "indicted"
                        | "appeared"
                        | "arraign"
                        | "docked"
                        | "tried"
                )
            })
    }

    /// "3,600 suspects during its campaign, which was launched in March 2020, the ministry said on Friday": dates of
    /// something else.
    pub(super) fn is_of_another_clause(
        &self,
        date: &Date,
        quantity: &Quantity,
        sentence: usize,
        clause: Option<usize>,
        change: bool,
    ) -> bool {
        let analysis = self.analysis;
        use crate::chunk::Shape;
        use crate::clause::Link;
        // "is scheduled to be sentenced on 19 September", "suspected of offences over 18 years".
        let later = |c: &Clause| {
            let group = &analysis.chunks.groups[c.group];
            let own = match c.shape {
                Shape::Infinitive => !matches!(c.link, Link::Content),
                Shape::Participle => matches!(group.lemma, "suspect" | "accuse"),
                Shape::Finite => matches!(c.link, Link::Coordinate) && c.passive,
                // "lost to poaching in the park this year": a noun.
                Shape::Gerund => {
                    // "prosecuted for offering bribes in the first 11 months": so long they were.
                    let stretch = date.value.contains('/');
                    matches!(c.link, Link::Preposition(_) | Link::NounPreposition(..))
                        && !(group.tokens.len() == 1 && (c.objects.is_empty() || stretch))
                }
            };
            // ", making the January to June period the worst".
            let own = own
                || c.shape == Shape::Gerund
                    && matches!(group.lemma, "make" | "mark")
                    && quantity.tokens.end < group.tokens.start
                    && matches!(self.lower(group.tokens.start - 1), ",");
            own && quantity.tokens.end <= group.tokens.start && group.tokens.end <= date.tokens.start
        };
        if analysis.clauses_of(sentence).any(|i| Some(i) != clause && later(&analysis.clauses[i])) {
            return true;
        }
        let others = analysis.clauses_of(sentence).filter(|i| Some(*i) != clause);
        others.map(|i| &analysis.clauses[i]).any(|c| {
            let start = analysis.chunks.groups[c.group].tokens.start;
            // "454 reported murders": no speech.
            let says = !c.passive
                && start != quantity.tokens.end
                && analysis.reporting.says(analysis.chunks.groups[c.group].lemma)
                && c.dates.iter().any(|(_, tokens)| *tokens == date.tokens);
            let counted = matches!(
                analysis.chunks.groups[c.group].lemma,
                "occur" | "happen" | "record" | "register" | "commit" | "file" | "report"
            );
            // "83 murders a day that were recorded in 2024": its own.
            let own = counted && (change || c.passive && start <= quantity.tokens.end + 8);
            (says || matches!(c.link, Link::Relative(_)) && !own)
                && c.shape == Shape::Finite
                && quantity.tokens.end <= start
                && start < date.tokens.start
                && date.tokens.end <= c.extent.end
        })
    }
}
