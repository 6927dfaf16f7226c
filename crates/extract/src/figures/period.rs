//! When a figure holds, compared with when, and where.

use super::*;
use crate::comparator::comparator_before;
use crate::date::Date;
use crate::figure::{FigureKind, Period};
use crate::number::number_at;
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// The period of a figure and the one compared with.
    pub(super) fn periods(&self, quantity: &Quantity, around: &Around) -> (Option<Period>, Option<Period>) {
        let analysis = self.analysis;
        let Around { sentence, clause, told, is_base: compared, own, earlier, before_last, carried, year } = *around;
        let limits = analysis.document.sentences[sentence].tokens.clone();
        let from = self.dates.partition_point(|d| d.tokens.end <= limits.start);
        let next_number = self.next_number(quantity, &limits);
        // "than the year before", "in the same period a year earlier": counted from the figure's own period.
        let year_before = self.year_before(quantity.tokens.end..next_number);
        let dates: Vec<&Date> = self.dates[from..]
            .iter()
            .take_while(|d| d.tokens.start < limits.end)
            .filter(|d| d.is_point() && !self.is_record(d, limits.start) && !self.recurs(d, limits.end))
            .filter(|d| !self.is_of_office(d, limits.start) && !self.is_day_of_act(d, quantity, sentence))
            .filter(|d| year_before.as_ref().is_none_or(|y| d.tokens.end <= y.start || y.end <= d.tokens.start))
            .collect();
        let mut period: Option<Period> =
            self.in_brackets(quantity, &dates).or_else(|| self.in_brackets_of(quantity, &dates, own));
        let mut base: Option<Period> = None;
        let change = quantity.kind.is_change();
        let mut from_to = (None, None);
        for date in &dates {
            let is_base = self.is_base(date, limits.start)
                || change && (self.is_rise_on(quantity, date) || self.is_rise_from(date, limits.start))
                || !compared && self.is_of_same_period(date);
            let after = date.tokens.start >= quantity.number.end;
            // "was 1,444, while that for 2016 was 1,185": the date of the next one.
            let passed = after
                && (quantity.tokens.end..date.tokens.start).any(|i| matches!(self.lower(i), "while" | "whereas"))
                && next_number < limits.end;
            // "25,205 crimes, with the 2020/21 figure the highest": of another number.
            let of_figure = after
                && matches!(self.at(date.tokens.end, limits.end), "figure" | "figures" | "total" | "level" | "rate")
                && matches!(self.lower(date.tokens.start - 1), "the" | "than");
            // "in 2011 (464 persons) to 2019": a date outside the brackets.
            let outside = after
                && quantity.tokens.start.checked_sub(1).is_some_and(|i| i >= limits.start && self.lower(i) == "(")
                && (quantity.tokens.end..date.tokens.start).any(|i| self.lower(i) == ")")
                // "the majority (86 per cent) of all cases registered in 2020", "the average (13) over four years".
                && !matches!(
                    (self.at(quantity.tokens.end, limits.end), self.at(quantity.tokens.end + 1, limits.end)),
                    (")", "of" | "over" | "in" | "during" | "for")
                );
            let mine = after
                && !passed
                && !of_figure
                && !outside
                && !self.heads_next_clause(date, sentence, next_number)
                && (date.tokens.start < next_number || change && self.change_reaches(quantity, date, &limits));
            if !mine
                || self.is_in_brackets_after(quantity, date, &limits)
                || self.is_when_said(&date.tokens)
                || self.is_of_another_clause(date, quantity, sentence, clause, change)
            {
                continue;
            }
            // "from 240 in 2019 to 204 in 2023" after a change.
            if change && next_number < date.tokens.start {
                let side =
                    (quantity.tokens.end..date.tokens.start).rev().find(|i| matches!(self.lower(*i), "from" | "to"));
                match side.map(|i| self.lower(i)) {
                    Some("from") => from_to.0 = Some(self.period(date, false)),
                    Some("to") => from_to.1 = Some(self.period(date, false)),
                    _ => {}
                }
                continue;
            }
            if is_base && (change || quantity.kind == FigureKind::Count || !compared) {
                if change {
                    base = base.or_else(|| Some(self.period(date, false)));
                }
            } else if period.is_none() {
                let found = self.period(date, false);
                period = Some(match told.and_then(|f| f.period.as_ref()).filter(|_| compared) {
                    Some(first) => self.same_period(found, date, first),
                    None => found,
                });
            } else if let Some(known) = &mut period {
                // "from 2019 to 2023", "between 2019 and 2023".
                if self.is_joined(date) && known.end <= date.start() {
                    self.extend(known, date);
                }
            }
        }
        // "Compared to 2018, violent crime fell 0.5 per cent".
        if change && base.is_none() && self.lower(limits.start) == "compared" {
            base = dates
                .iter()
                .find(|d| d.tokens.end <= limits.start + 8 && self.is_base(d, limits.start))
                .map(|d| self.period(d, false));
        }
        // "increased by 32 per cent to 132, as compared to 100 in 2016".
        if change && base.is_none() {
            base = dates.iter().find(|d| self.is_count_compared(d, quantity)).map(|d| self.period(d, false));
        }
        base = base.or(from_to.0).or_else(|| self.year_on_year(quantity, &limits).filter(|_| change));
        // "Since 2005/06, the number has fallen by 18 per cent, to 900 in 2009/10": as long as the sentence says.
        let since = dates.first().filter(|d| {
            change
                && d.tokens.end <= quantity.tokens.start
                && d.tokens.start == limits.start + 1
                && matches!(self.lower(limits.start), "since" | "between" | "from")
        });
        period = period.or_else(|| since.map(|d| self.period(d, false))).or(from_to.1);
        if !compared {
            period = period
                .or_else(|| self.since(quantity, &limits, next_number))
                .or_else(|| self.undated(quantity, &limits, limits.end))
                .or_else(|| self.over_years(quantity, &limits).filter(|_| quantity.kind != FigureKind::Count));
        }
        if let Some(tokens) = year_before.as_ref().filter(|_| compared && period.is_none()) {
            period = Some(self.shifted(tokens, told.and_then(|f| f.period.as_ref())));
        }
        // "from 10 million to 8 million": the first number has no period but the base's, which is not said.
        if compared && period.is_none() {
            return (None, base);
        }
        // "The state was the most violent between January and August with 3,002 murders": the date right before.
        if period.is_none() && !compared {
            let with = quantity.tokens.start.checked_sub(1).filter(|i| matches!(self.lower(*i), "with" | "at"));
            let date = with.and_then(|with| dates.iter().find(|d| d.tokens.end == with));
            let date = date.filter(|d| !self.is_base(d, limits.start) && !self.is_when_said(&d.tokens));
            period = date.map(|d| self.period(d, false));
        }
        // "while that for 2019 was 1,185": the date right before the verb.
        if period.is_none() && !compared {
            let verb = quantity.tokens.start.checked_sub(1).filter(|i| matches!(self.lower(*i), "was" | "were" | "is"));
            let date = verb.and_then(|verb| dates.iter().find(|d| d.tokens.end == verb));
            let date = date.filter(|d| {
                d.tokens
                    .start
                    .checked_sub(1)
                    .is_some_and(|i| i >= limits.start && matches!(self.lower(i), "for" | "in" | "of"))
            });
            period = date.map(|d| self.period(d, false));
        }
        // "in 2018 we recorded 312 convictions, in 2019 we recorded 1,280": the date right before the subject.
        period = period.or_else(|| {
            let clause = &analysis.clauses[clause.filter(|_| !compared)?];
            let subject = clause.subjects.first().map(|s| analysis.chunks.phrases[*s].tokens.start)?;
            let end = if subject > limits.start && self.lower(subject - 1) == "," { subject - 1 } else { subject };
            let date = dates.iter().find(|d| {
                d.tokens.end == end
                    && !self.is_joined(d)
                    && !self.is_when_said(&d.tokens)
                    && !self.is_base(d, limits.start)
            })?;
            let opens = self.opens_of(date).checked_sub(1).is_some_and(|i| {
                i >= limits.start
                    && matches!(self.lower(i), "," | "and" | "but" | ";" | "while" | "that" | "–" | "—" | "-")
            });
            opens.then(|| self.period(date, false))
        });
        // "the highest since 2011, when there were 26,635".
        if period.is_none() && !compared && clause.is_some() {
            let from = self.dates.partition_point(|d| d.tokens.end <= limits.start);
            let all: Vec<&Date> = self.dates[from..].iter().take_while(|d| d.tokens.start < limits.end).collect();
            period = clause.and_then(|c| self.when_of(c, &all));
        }
        // "In 2023, nine groups ...", "Over the five years from 2019 to 2023, ...": a date before it that nothing else took.
        // "In May he was arrested on suspicion of taking 300,000 euros": when he was arrested, not when he took them.
        let is_told = !clause.is_some_and(|c| self.is_of_a_charge(c)) && !self.is_charged(quantity, &limits);
        if period.is_none() && is_told {
            let fronted: Vec<&&Date> = dates
                .iter()
                .filter(|d| {
                    d.tokens.end <= quantity.tokens.start
                        && !self.is_base(d, limits.start)
                        && !self.is_when_said(&d.tokens)
                        && self.is_fronted(d, &limits)
                })
                .collect();
            if let Some(first) = fronted.first() {
                let mut found = self.period(first, false);
                if let Some(second) = fronted.get(1).filter(|d| self.is_joined(d)) {
                    self.extend(&mut found, second);
                }
                period = Some(found);
            }
        }
        let own_clause_date = || {
            let mut clause = &analysis.clauses[clause.filter(|_| is_told)?];
            // "kept up the pressure last year, prosecuting 14,902": of the same time.
            if clause.dates.is_empty()
                && (clause.shape == crate::chunk::Shape::Gerund && matches!(clause.link, crate::clause::Link::Adverbial)
                    // "was used in 2004 to buy a flat".
                    || clause.shape == crate::chunk::Shape::Infinitive
                        && quantity.kind == FigureKind::Amount
                        && clause.parent.is_some_and(|p| {
                            analysis.chunks.groups[analysis.clauses[p].group].lemma == "use"
                        }))
                && let Some(parent) = clause.parent
            {
                clause = &analysis.clauses[parent];
            }
            let (_, tokens) = clause.dates.iter().find(|(_, d)| d.end <= quantity.tokens.start)?;
            if self.is_when_said(tokens) {
                return None;
            }
            dates
                .iter()
                .find(|d| d.tokens.start < tokens.end && tokens.start < d.tokens.end && !self.is_base(d, limits.start))
                .filter(|d| !change || !self.is_rise_from(d, limits.start))
                .map(|d| self.period(d, false))
                // "92 in 2018 and 234 in 2019, up by 50 per cent": the number between has its own.
                .filter(|p| {
                    let between = |t: &Figure| t.period.is_some() && p.range.start < t.range.start;
                    !change || told.is_none_or(|t| !between(t))
                })
        };
        period = period.or_else(own_clause_date);
        // "police on Wednesday executed 69 warrants": the date right before the verb.
        if period.is_none()
            && !compared
            && is_told
            && let Some(group) = clause.map(|c| &analysis.chunks.groups[analysis.clauses[c].group].tokens)
            && group.start < quantity.tokens.start
        {
            period = dates
                .iter()
                .find(|d| {
                    // "and, last April, had amassed": between commas.
                    let apart = d.tokens.end + 1 == group.start
                        && self.lower(d.tokens.end) == ","
                        && d.tokens.start.checked_sub(1).is_some_and(|i| self.lower(i) == ",");
                    (d.tokens.end == group.start || apart)
                        && !self.is_when_said(&d.tokens)
                        && !self.is_base(d, limits.start)
                })
                .map(|d| self.period(d, false));
        }
        // "in 2014, when there were 12,057": the date right before.
        if period.is_none() && !compared {
            period = clause.and_then(|c| self.when_of(c, &dates));
        }
        // "The number of cases filed in 2017 rose to 274": a date in the subject.
        if period.is_none() && !compared && is_told {
            let verb = clause.map(|c| &analysis.clauses[c]).filter(|c| self.tells_of_subject(c));
            period = verb.and_then(|c| {
                let group = analysis.chunks.groups[c.group].tokens.start;
                let subject = c.subjects.first().map(|p| analysis.chunks.phrases[*p].tokens.start)?;
                let inside = |d: &&&Date| {
                    subject <= d.tokens.start
                        && d.tokens.end <= group
                        && !self.is_base(d, limits.start)
                        && !self.is_of_same_period(d)
                };
                dates.iter().find(inside).map(|d| self.period(d, false))
            });
        }
        // The first conjunct's period goes for the second.
        if period.is_none() {
            period = told.and_then(|f| f.period.clone()).map(|p| Period { is_inherited: true, ..p });
        }
        // "cases brought last year, with a decline of": a date before it in the sentence.
        if period.is_none() && change {
            period = dates
                .iter()
                .rev()
                .find(|d| {
                    let of_base =
                        |f: &Figure| f.is_base && f.period.as_ref().is_some_and(|p| overlaps(&p.range, &d.range));
                    d.tokens.end <= quantity.tokens.start
                        && !self.is_base(d, limits.start)
                        && !self.is_of_same_period(d)
                        && !self.is_rise_from(d, limits.start)
                        && !self.is_when_said(&d.tokens)
                        && !own.iter().any(of_base)
                })
                .map(|d| self.period(d, true));
        }
        // "In these cases", "of them", "This is a decrease".
        // "Just 42 led to a charge": of what was told before.
        let goes_on = quantity.kind == FigureKind::Count
            && (limits.start..quantity.tokens.start)
                .all(|i| matches!(self.lower(i), "only" | "just" | "but" | "another"))
            && analysis.words.get(quantity.tokens.end).is_some_and(|w| w.class == Class::Verb);
        let points_back = goes_on
            || limits.clone().any(|i| {
                i < quantity.tokens.end + 4
                    && (matches!(self.lower(i), "these" | "them" | "they")
                        || self.lower(i) == "this" && goes_back(self.at(i + 1, limits.end), self.at(i + 2, limits.end)))
                    || i == limits.start
                        && (self.lower(i) == "that"
                            || self.lower(i) == "of"
                                && self.at(i + 1, limits.end) == "the"
                                && analysis.words[i + 2].class != Class::Number)
                    || i <= limits.start + 2 && self.lower(i) == "same" && self.at(i + 1, limits.end) == "period"
                    || i < quantity.tokens.end + 8
                        && matches!(self.lower(i), "these" | "those")
                        && !matches!(
                            self.at(i + 1, limits.end),
                            "against" | "in" | "of" | "for" | "who" | "on" | "by" | "from"
                        )
            });
        if points_back {
            // "287 were arrested, down from 381 in 2022. This is a decrease of 25 per cent."
            let two = change && told.is_none() && earlier.is_some_and(|f| f.kind == FigureKind::Count);
            if let Some((from, to)) = before_last
                .zip(earlier)
                .filter(|(a, b)| two && a.unit == b.unit && a.kind == b.kind && a.period != b.period)
            {
                period = period.or_else(|| from.period.clone().map(|p| Period { is_inherited: true, ..p }));
                base = base.or_else(|| to.period.clone().map(|p| Period { is_inherited: true, ..p }));
            } else if let Some(earlier) = before_last.filter(|b| !b.is_base && earlier.is_some_and(|e| e.is_base)) {
                // "..., up from 29 in 2023. Of these, ...": of the first, not of what it is compared with.
                period = period.or_else(|| earlier.period.clone().map(|p| Period { is_inherited: true, ..p }));
            } else if let Some(earlier) =
                earlier.filter(|e| before_last.is_none_or(|b| is_same(b.period.as_ref(), e.period.as_ref())))
            {
                period = period.or_else(|| earlier.period.clone().map(|p| Period { is_inherited: true, ..p }));
                if change && base.is_none() && earlier.base.is_some() {
                    base = earlier.base.clone().map(|p| Period { is_inherited: true, ..p });
                }
            }
        }
        // "In 2023, 742 cases were opened. In all, 365 were closed": the period of the paragraph.
        if period.is_none()
            && !compared
            && carried.is_some()
            && quantity.kind == FigureKind::Count
            && self.goes_on(quantity, clause, &dates)
        {
            period = carried.map(|p| Period { is_inherited: true, ..p.clone() });
        }
        // "During the same period the number rose to 2,385".
        if !compared
            && period.as_ref().is_none_or(|p| p.is_inherited)
            && let Some(words) = self.same_as_before(&limits)
        {
            let told = told.or(earlier).and_then(|f| f.period.as_ref());
            // "At the same time" may only say "besides".
            let is_besides = self.lower(words.start) == "at" && told.is_none();
            period = period.filter(|_| is_besides).or_else(|| {
                Some(Period {
                    words: self.text(&words),
                    range: analysis.document.bytes(&words),
                    start: told.and_then(|p| p.start),
                    end: told.and_then(|p| p.end),
                    is_inferred: true,
                    is_inherited: false,
                })
                .filter(|_| !is_besides)
            });
        }
        period = self.last_day(period.as_ref().or(year), &limits).or(period).map(|p| self.of_the_year(p, year));
        period = period.or_else(|| self.lasting(quantity, &limits).filter(|_| !compared));
        // What a yearly report tells without a date of its own, it tells of its year.
        if period.is_none() {
            period = self.report_of.clone();
        }
        if let Some(tokens) = year_before.filter(|_| change && base.is_none()) {
            base = Some(self.shifted(&tokens, period.as_ref()));
        }
        (period, base)
    }

    /// "against the first firm (2019, $2.3 million)": the year before the number in its brackets.
    fn in_brackets(&self, quantity: &Quantity, dates: &[&Date]) -> Option<Period> {
        let comma = quantity.tokens.start.checked_sub(1).filter(|i| self.lower(*i) == ",")?;
        let date = dates.iter().find(|d| d.tokens.end == comma)?;
        let open = date.tokens.start.checked_sub(1).is_some_and(|i| self.lower(i) == "(");
        open.then(|| self.period(date, false))
    }

    /// "an increase of 22.9 per cent over 2020 (35,331 cases)": the year right before the brackets, of which the change spoke.
    fn in_brackets_of(&self, quantity: &Quantity, dates: &[&Date], own: &[Figure]) -> Option<Period> {
        let open = quantity.tokens.start.checked_sub(1).filter(|i| self.lower(*i) == "(")?;
        let date = dates.iter().find(|d| d.tokens.end == open)?;
        // "increased from 2011 (464 persons) to 2019 (837 persons)": nothing but the number and its noun.
        let close = (open + 1..self.analysis.document.tokens.len().min(open + 9)).find(|i| self.lower(*i) == ")")?;
        let steps = date
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|i| matches!(self.lower(i), "from" | "to" | "in" | "of" | "below" | "above" | "than"));
        let alone = (quantity.tokens.end..close)
            .all(|i| matches!(self.analysis.words[i].class, Class::Noun | Class::Adjective) || self.lower(i) == "of");
        if quantity.kind == FigureKind::Count && steps && alone && date.start().is_some() {
            return Some(self.period(date, false));
        }
        let base = own.last().filter(|f| f.kind.is_change()).and_then(|f| f.base.as_ref())?;
        overlaps(&base.range, &date.range).then(|| self.period(date, false))
    }

    /// A change takes the dates of the numbers from which and to which it goes.
    pub(super) fn change_reaches(&self, quantity: &Quantity, date: &Date, limits: &Range<usize>) -> bool {
        let between = quantity.tokens.end..date.tokens.start;
        let steps = between.clone().filter(|i| matches!(self.lower(*i), "from" | "to")).count();
        steps > 0
            && between.end <= limits.end
            && between.clone().all(|i| !matches!(self.analysis.words[i].class, Class::Verb | Class::Be))
    }

    pub(super) fn next_number(&self, quantity: &Quantity, limits: &Range<usize>) -> usize {
        let document = &self.analysis.document;
        // "by almost a fifth (17%) over the last two years".
        let mut from = quantity.tokens.end;
        if self.at(from, limits.end) == "(" {
            from = (from..limits.end.min(from + 8)).find(|i| self.lower(*i) == ")").map_or(from, |i| i + 1);
        }
        (from..limits.end)
            .find(|i| {
                !matches!(self.analysis.words[*i].class, Class::Date | Class::Name)
                    && (!matches!(self.lower(i.saturating_sub(1)), "the" | "these" | "those" | "both" | "per")
                        || self.lower(i.saturating_sub(1)) == "the"
                            && matches!(self.lower(i.saturating_sub(2)), "from" | "than" | "to" | "with" | "against"))
                    && self.analysis.words[i.saturating_sub(1)].class != Class::Genitive
                    // "831 cases worth 35.7 million in 2002": of the cases, too.
                    && self.lower(i.saturating_sub(1)) != "worth"
                    && self.lower(i.saturating_sub(2)) != "worth"
                    && number_at(document, *i, limits.end).is_some_and(|n| n.in_digits || n.value > 1.0)
            })
            .map_or(limits.end, |at| comparator_before(document, at, limits.start).map_or(at, |(from, _)| from))
    }

    /// Whether what a clause says of its subject is how many there are.
    fn tells_of_subject(&self, clause: &Clause) -> bool {
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        self.tells_change(clause) || counted::reaches(lemma) || matches!(lemma, "be" | "stand" | "amount")
    }

    /// The date after which a clause begins with "when".
    fn when_of(&self, clause: usize, dates: &[&Date]) -> Option<Period> {
        let extent = &self.analysis.clauses[clause].extent;
        let when = (extent.start.saturating_sub(2)..extent.end.min(extent.start + 2))
            .find(|i| matches!(self.lower(*i), "when" | "where" | "which"))?;
        // "an increase from 2013, during which 161 were charged".
        let during = self.lower(when) == "which"
            && when.checked_sub(1).is_some_and(|i| matches!(self.lower(i), "during" | "in"));
        if self.lower(when) == "which" && !during {
            return None;
        }
        let when = when - usize::from(during);
        let before = when.checked_sub(1).filter(|i| self.lower(*i) == ",").unwrap_or(when);
        dates.iter().find(|d| d.tokens.end == before).map(|d| self.period(d, false))
    }
}

/// Whether two periods are one, whether said or taken over.
fn is_same(a: Option<&Period>, b: Option<&Period>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.start == b.start && a.end == b.end && a.range == b.range,
        (None, None) => true,
        _ => false,
    }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether the words after "this" say what it comes to, and tell no time and nobody's words: "This is a decrease".
fn goes_back(next: &str, second: &str) -> bool {
    let told = matches!(
        second,
        "revealed" | "announced" | "disclosed" | "stated" | "said" | "confirmed" | "contained" | "according"
    );
    matches!(
        next,
        "is" | "was"
            | "represents"
            | "represented"
            | "marks"
            | "marked"
            | "indicates"
            | "indicated"
            | "compares"
            | "compared"
            | "accounts"
            | "accounted"
            | "equals"
            | "equates"
            | "reflects"
            | "includes"
            | "included"
            | "constitutes"
            | "means"
            | "meant"
            | "amounts"
            | "amounted"
            | "followed"
            | "follows"
            | "translates"
            | "figure"
            | "number"
            | "total"
            | "category"
            | "group"
            | "amount"
            | "sum"
            | "period"
            | "rise"
            | "fall"
            | "increase"
            | "decrease"
            | "shows"
    ) && !told
}
