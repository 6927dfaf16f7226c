//! Of what there is more or less.

use super::change::{direction, is_change_noun};
use super::counted::{counted_of, strip_article};
use super::*;
use crate::figure::{Figure, FigureKind};
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// Of what there is more or less.
    pub(super) fn changed_of(
        &self,
        quantity: &Quantity,
        beside: &Beside,
        anaphor: &mut Option<Range<usize>>,
    ) -> Option<String> {
        let Beside { phrase, clause, limits, last, earlier, .. } = *beside;
        let analysis = self.analysis;
        let np = phrase.map(|p| &analysis.chunks.phrases[p]);
        // "a decrease of 13.7 per cent and 11.2 per cent respectively in murders".
        let after =
            (quantity.tokens.end..limits.end.min(quantity.tokens.end + 10)).find(|i| self.lower(*i) == "respectively");
        if let Some(after) =
            after.filter(|i| self.is_respective(quantity, limits) && self.at(i + 1, limits.end) == "in")
            && let Some(what) = self.event_from(after + 2)
        {
            return Some(self.resolved(what, limits, last, anaphor));
        }
        if let Some(words) = self.respective(quantity, limits) {
            return Some(words);
        }
        // "The decline in murders was 26.9 per cent".
        if let Some(what) = last
            .is_none()
            .then(|| self.change_told(quantity, limits))
            .flatten()
            .filter(|_| self.is_of_change_noun(quantity, limits))
        {
            return Some(self.resolved(what, limits, last, anaphor));
        }
        // "They increased 64.1 per cent in one state, 61.3 per cent in another".
        if let Some(last) = last.filter(|_| self.goes_on_changing(quantity, limits, last)) {
            return Some(counted_of(last));
        }
        if let Some(tokens) = self.gapped(quantity, last) {
            return Some(self.named(&tokens));
        }
        // "49 people, a decrease of 5 per cent year-on-year".
        if matches!(self.at(quantity.tokens.end, limits.end), "year-on-year" | "year-over-year")
            && let Some(last) = last
        {
            return Some(counted_of(last));
        }
        // "a reduction of 19 per cent in major crimes".
        // "an increase of 116 on the number of murders".
        let on_number = |p: usize| {
            matches!(self.at(quantity.tokens.end, limits.end), "on" | "over" | "from")
                && subject::is_number_word(self.lower(analysis.chunks.phrases[p].head))
                && self.at(analysis.chunks.phrases[p].tokens.end, limits.end) == "of"
        };
        // "a drop of 1.1 per cent nationally in assaults".
        let far = usize::from(
            self.at(quantity.tokens.end + 1, limits.end) == "in"
                && analysis.words[quantity.tokens.end].class == Class::Adverb,
        );
        let lies_in = self.event_from(quantity.tokens.end + far + 1).filter(|p| {
            let np = &analysis.chunks.phrases[*p];
            let of_change = self.at(quantity.tokens.end, limits.end) == "for"
                && matches!(analysis.words[np.head].class, Class::Noun);
            (self.at(quantity.tokens.end + far, limits.end) == "in" || of_change || on_number(*p))
                && np.mention.is_none()
                && !np.is_pronoun
                && !is_where(self.lower(np.head))
                && self.change_noun_before(quantity, limits).is_some()
                && np
                    .tokens
                    .clone()
                    .all(|i| !matches!(analysis.words[i].class, Class::Date | Class::Number | Class::Name))
                && !matches!(self.lower(np.head), "year" | "years" | "months" | "period" | "quarter" | "half")
        });
        if let Some(what) = lies_in {
            return Some(self.resolved(what, limits, last, anaphor));
        }
        // "up 4.6 percentage points": of what was told before.
        let points = np.is_some_and(|np| matches!(self.lower(np.head), "points" | "point"))
            || matches!(self.at(quantity.tokens.end, limits.end), "percentage" | "points");
        if points && let Some(last) = last.or(earlier) {
            return Some(counted_of(last));
        }
        // "assault rose by 958 incidents": of the subject, not of its unit.
        if quantity.kind == FigureKind::AbsoluteChange
            && quantity.tokens.start > limits.start
            && self.lower(quantity.tokens.start - 1) == "by"
            && let Some(clause) = clause.map(|c| &analysis.clauses[c]).filter(|c| self.tells_change(c))
            && let Some(told) = self.told_of(clause, limits)
        {
            let head = &analysis.chunks.phrases[told];
            if !self.names_body(told) && !head.is_pronoun && head.tokens.end <= quantity.tokens.start {
                return Some(self.resolved(told, limits, last, anaphor));
            }
        }
        // "13 per cent fewer criminal cases".
        let skip = usize::from(direction(self.at(quantity.tokens.end, limits.end)).is_some());
        if let Some(np) = np.filter(|np| {
            np.head >= quantity.tokens.end + skip
                && !is_change_noun(self.lower(np.head))
                && analysis.words[np.head].class != Class::Number
                && direction(self.lower(np.head)).is_none()
                && !matches!(
                    self.lower(np.head),
                    "year-on-year" | "year-over-year" | "quarter-on-quarter" | "month-on-month" | "year" | "points"
                )
        }) {
            return Some(self.text(&(quantity.tokens.end + skip..np.head + 1)));
        }
        // "a decline in filings for this category of 10 per cent", "a 10 per cent decline in murders".
        let noun = self.change_noun_before(quantity, limits).or_else(|| {
            (quantity.tokens.end..(quantity.tokens.end + 3).min(limits.end))
                .take_while(|i| self.lower(*i) != ",")
                .find(|i| is_change_noun(self.lower(*i)))
        });
        if let Some(noun) = noun {
            let complements = analysis.phrase_at.get(&noun).map(|p| &analysis.attached[*p].complements);
            let what = complements
                .and_then(|c| {
                    c.iter().find(|c| {
                        matches!(self.lower(c.preposition), "in" | "of")
                            && c.phrases
                                .iter()
                                .all(|p| analysis.words[analysis.chunks.phrases[*p].head].class != Class::Number)
                    })
                })
                .and_then(|c| c.phrases.first().copied())
                .filter(|p| !is_where(self.lower(analysis.chunks.phrases[*p].head)));
            if let Some(what) = what {
                return Some(self.resolved(what, limits, last, anaphor));
            }
            // "saw a decrease in murder, with a 3 per cent decline in one province".
            let floor = last.map_or(limits.start, |f| f.tokens.end);
            if let Some(what) = self.change_told(quantity, &(floor..limits.end)) {
                return Some(self.resolved(what, limits, last, anaphor));
            }
            // "gun crime has seen a 17 per cent fall".
            // "reported 304 kidnappings, a 137 per cent increase": beside the object, not the object.
            let opening = analysis.phrase_at.get(&noun).map(|p| analysis.chunks.phrases[*p].tokens.start);
            let opening = opening.into_iter().chain(np.map(|np| np.tokens.start));
            let apposed = opening
                .filter_map(|start| start.checked_sub(1))
                .any(|i| i >= limits.start && matches!(self.lower(i), "," | "-" | "–" | "—" | "("));
            let seen = clause.map(|c| &analysis.clauses[c]).filter(|c| {
                !(c.passive || apposed && last.is_some())
                    && matches!(
                        analysis.chunks.groups[c.group].lemma,
                        "see" | "record" | "register" | "show" | "report" | "post" | "suffer" | "experience"
                    )
            });
            if let Some(subject) = seen.and_then(|c| c.subjects.first()) {
                // "the county has seen a rise of 10 per cent": of what is not said here.
                if analysis.chunks.phrases[*subject].mention.is_some() {
                    return self.counted_ahead(quantity, limits);
                }
                return Some(self.resolved(*subject, limits, last, anaphor));
            }
            // "Rape also saw an increase of 13 per cent", "Incidents have continued to rise, with an 8 per cent increase": what
            // heads the sentence.
            if last.is_none() {
                let first = analysis.phrases_within(limits.start..noun).next().map(|(_, p)| *p);
                let risen = (limits.start..noun)
                    .any(|i| change::is_change_verb(analysis.words[i].lemma) && analysis.words[i].class == Class::Verb);
                let heads = first.filter(|p| {
                    let np = &analysis.chunks.phrases[*p];
                    np.tokens.start <= limits.start + 1
                        && !np.is_pronoun
                        && !self.names_body(*p)
                        && self.lower(np.head) != "there"
                });
                if let Some(heads) = heads.filter(|_| risen) {
                    return Some(self.resolved(heads, limits, None, anaphor));
                }
                let word = self.lower(limits.start);
                if analysis.lexicon.crime.contains(word)
                    && matches!(self.at(limits.start + 1, limits.end), "saw" | "also" | "showed" | "had" | "recorded")
                {
                    return Some(word.to_owned());
                }
            }
            return last.or(earlier).map(counted_of);
        }
        // "cut the number of cases by a third": of the object.
        if let Some(verb) = self.changed_before(quantity.tokens.start, limits.start) {
            let object = self.described_from(verb + 1, limits.end)?;
            return Some(self.resolved(object, limits, last, anaphor));
        }
        // "robberies (up 22 per cent), burglaries (2 per cent)".
        if let Some(words) = self.deed_before_brackets(quantity, limits) {
            return Some(words);
        }
        if let Some(named) = self.before_brackets(quantity, limits) {
            return Some(self.resolved(named, limits, None, anaphor));
        }
        // "murders and robberies fell by 6.3 per cent and 29.1 per cent respectively".
        let parallel = clause
            .map(|c| &analysis.clauses[c])
            .filter(|c| c.subjects.len() == 2 && self.follows_change(quantity, last));
        if let Some(second) = parallel.and_then(|c| c.subjects.get(1)) {
            return Some(self.resolved(*second, limits, None, anaphor));
        }
        // "Extortion complaints fell by 15 per cent", "killings were down 14 per cent".
        let is_down = |c: &Clause| {
            analysis.chunks.groups[c.group].lemma == "be"
                && (quantity.tokens.start.saturating_sub(3).max(limits.start)..quantity.tokens.start)
                    .any(|i| matches!(self.lower(i), "up" | "down"))
        };
        if let Some(clause) = clause.map(|c| &analysis.clauses[c])
            && (self.tells_change(clause) || is_down(clause))
        {
            // "The number of cases registered increased 10 per cent": the verb's own subject was not found.
            let group = analysis.chunks.groups[clause.group].tokens.start;
            let numbered = || {
                let (_, first) = analysis.phrases_within(limits.start..group).next()?;
                let head = self.lower(analysis.chunks.phrases[*first].head);
                matches!(head, "number" | "total" | "rate" | "share").then_some(*first)
            };
            // "Killings, or femicides, fell 8 per cent": what heads the sentence.
            let heads = || {
                let (_, first) = analysis.phrases_within(limits.start..group).next()?;
                let np = &analysis.chunks.phrases[*first];
                let verbs = (np.tokens.end..group)
                    .any(|i| matches!(analysis.words[i].class, Class::Verb | Class::Be | Class::Have));
                (np.tokens.start <= limits.start + 1 && !verbs && !np.is_pronoun).then_some(*first)
            };
            let subject = self.told_of(clause, limits).or_else(numbered).or_else(heads)?;
            // "There were 8,403 cases, up 16 per cent": of the cases.
            if self.lower(analysis.chunks.phrases[subject].head) == "there" {
                return last.map(counted_of);
            }
            // "the force reports that crimes are down by 19 per cent": no body goes down.
            if self.names_body(subject) {
                let ahead = self.counted_ahead(quantity, limits);
                return ahead.or_else(|| last.filter(|f| f.kind == FigureKind::Count).map(counted_of));
            }
            // "murder and manslaughter rose by 0.3 per cent": of both.
            let both = clause.subjects.get(1).map(|s| &analysis.chunks.phrases[*s]).filter(|second| {
                let first = &analysis.chunks.phrases[subject];
                clause.subjects.len() == 2
                    && clause.subjects[0] == subject
                    && first.tokens.end + 1 == second.tokens.start
                    && self.lower(first.tokens.end) == "and"
                    && second.head < group
                    && limits.clone().all(|i| self.lower(i) != "respectively")
            });
            if let Some(second) = both {
                let first = &analysis.chunks.phrases[subject];
                return Some(strip_article(&self.text(&(first.own.start..second.head + 1))));
            }
            return Some(self.resolved(subject, limits, last.or(earlier), anaphor));
        }
        // "Road works cost the town 11 per cent more in 2017 than in 2016".
        let compares = direction(self.at(quantity.tokens.end, limits.end)).is_some();
        let subject = clause.and_then(|c| analysis.clauses[c].subjects.first().copied());
        if let Some(subject) = subject.filter(|s| {
            let np = &analysis.chunks.phrases[*s];
            let points = matches!(self.lower(np.head), "this" | "that" | "it" | "these" | "they");
            last.is_none() && compares && !np.is_pronoun && !points
        }) {
            return Some(self.resolved(subject, limits, last, anaphor));
        }
        last.or(earlier).map(counted_of)
    }

    /// Whether a percentage in brackets goes on with the changes in brackets before it: "robberies (up 22 per cent),
    /// burglaries (2 per cent)".
    pub(super) fn follows_brackets(&self, quantity: &Quantity, limits: &Range<usize>, last: Option<&Figure>) -> bool {
        let in_brackets = |tokens: &Range<usize>| {
            (1..3).any(|back| tokens.start.checked_sub(back).is_some_and(|i| i >= limits.start && self.lower(i) == "("))
                && self.at(tokens.end, limits.end) == ")"
        };
        last.is_some_and(|f| f.kind == FigureKind::RelativeChange && in_brackets(&f.tokens))
            && in_brackets(&quantity.tokens)
    }

    /// Whether a percentage goes on with the change that the figure right before it tells.
    pub(super) fn follows_change(&self, quantity: &Quantity, last: Option<&Figure>) -> bool {
        let joined = |f: &Figure| {
            let between = f.tokens.end..quantity.tokens.start;
            (1..=2).contains(&between.len()) && between.into_iter().all(|i| matches!(self.lower(i), "and" | ","))
        };
        last.is_some_and(|f| f.kind == FigureKind::RelativeChange && joined(f))
    }
}

/// Words for a part of a country: "a decline in the north" is no decline of it.
fn is_where(word: &str) -> bool {
    matches!(
        word,
        "north"
            | "south"
            | "east"
            | "west"
            | "centre"
            | "capital"
            | "country"
            | "region"
            | "province"
            | "state"
            | "city"
            | "county"
            | "district"
            | "area"
            | "provinces"
            | "states"
            | "cities"
            | "regions"
    )
}
