//! Numbers alone: "four were released", "11 in 2020", "96 of them", and words that go back to what was counted.

use super::counted::{before_of, counted_of, reaches, strip_article};
use super::*;
use crate::figure::{Figure, FigureKind};
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// A number alone: "four were released", "11 in 2020", "96 of them".
    pub(super) fn elliptical(
        &self,
        quantity: &Quantity,
        beside: &Beside,
        anaphor: &mut Option<Range<usize>>,
    ) -> Option<String> {
        let Beside { clause, limits, last, earlier, .. } = *beside;
        let analysis = self.analysis;
        // "602 or 60 per cent were dropped", "602 (60 per cent) were dropped".
        let end = self.after_share(quantity.tokens.end, limits.end);
        let next = self.at(end, limits.end);
        // "won 81 of its 108 cases", but not "three of his men".
        let owned = matches!(self.at(end + 1, limits.end), "its" | "their" | "our" | "his" | "her")
            && end + 2 < limits.end
            && analysis.words[end + 2].class == Class::Number;
        let of_them = next == "of"
            && (owned || matches!(self.at(end + 1, limits.end), "them" | "whom" | "these" | "those" | "the"));
        // "442 out of the 1,633 applicants".
        if next == "out" && self.at(end + 1, limits.end) == "of" {
            let whole = self.phrase_from(end + 2).map(|p| &analysis.chunks.phrases[p]);
            return whole.filter(|np| !np.is_pronoun).map(|np| self.uncounted(np));
        }
        // "on the corresponding figure of 2,689 in 2009": of what was told before.
        let figure = before_of(self, quantity) == "of"
            && quantity.tokens.start > limits.start + 1
            && matches!(
                self.lower(quantity.tokens.start - 2),
                "figure" | "total" | "peak" | "high" | "low" | "level" | "record"
            );
        if let Some(told) =
            beside.told.or(last).filter(|f| figure && (f.kind == FigureKind::Count || f.kind.is_change()))
        {
            return Some(counted_of(told));
        }
        // "4.3 million or 84 per cent of all recorded crime".
        let of_all = next == "of" && end > quantity.tokens.end && !of_them;
        if of_all {
            let whole = self.described_from(end + 1, limits.end).or_else(|| self.phrase_from(end + 2));
            return whole.map(|p| self.uncounted(&analysis.chunks.phrases[p]));
        }
        if of_them {
            let word = self.at(end + 1, limits.end);
            if matches!(word, "the" | "these" | "its" | "their" | "his" | "her" | "our") {
                let whole =
                    analysis.phrases_within(end + 1..limits.end).next().map(|(_, p)| &analysis.chunks.phrases[*p])?;
                return Some(self.uncounted(self.possessed(whole)));
            }
            *anaphor = Some(end + 1..end + 2);
            return last.or(earlier).filter(|f| f.kind == FigureKind::Count || f.kind.is_change()).map(counted_of);
        }
        let verb_next = analysis
            .words
            .get(end)
            .is_some_and(|w| end < limits.end && matches!(w.class, Class::Be | Class::Verb | Class::Have));
        let start = self.among(quantity.tokens.start, limits);
        let starts_among = start.is_some();
        let verb_next = verb_next || starts_among && next.ends_with("ed");
        // "Of the people arrested, four were released".
        let out_of = self.lower(limits.start) == "out" && self.at(limits.start + 1, limits.end) == "of";
        let among = starts_among;
        let start = start.unwrap_or(limits.start);
        // "Among these, 92 were moved in 2018 and 234 in 2019".
        let pointing = matches!(self.at(start + 1, limits.end), "these" | "them" | "those")
            && self.at(start + 2, limits.end) == ",";
        if among
            && pointing
            && (verb_next || last.is_none())
            && let Some(f) = last.or(earlier).filter(|f| f.kind == FigureKind::Count)
        {
            return Some(counted_of(f));
        }
        if among && pointing {
            let counts = |f: &&Figure| f.kind == FigureKind::Count || f.kind.is_change();
            return last.filter(counts).or(earlier.filter(counts)).map(counted_of);
        }
        if verb_next && (among || out_of) {
            let whole = analysis.phrases_within(start..limits.end).next().map(|(_, p)| &analysis.chunks.phrases[*p])?;
            if whole.head < quantity.tokens.start {
                // "Of the total, 187 were in Brenna", "Of the total arrested".
                let total = matches!(self.lower(whole.head), "total" | "number" | "figure");
                let counted = last.or(earlier).filter(|f| total && f.kind == FigureKind::Count).map(counted_of);
                return if total { counted } else { Some(self.uncounted(whole)) };
            }
        }
        // "more than 107,000 others were arrested", "together with 22 others".
        if next == "others" {
            let counted = last.filter(|f| f.kind == FigureKind::Count).map(counted_of);
            let in_digits = analysis.document.tokens[quantity.number.start].kind == crate::token::Kind::Number;
            return counted.or_else(|| in_digits.then(|| "people".to_owned()));
        }
        // "a rate of 45 per 100,000 people", "compared with 29 per 100,000": how many there are to so many.
        if next == "per"
            && let Some(whole) =
                crate::number::number_at(&analysis.document, end + 1, limits.end).filter(|n| n.value >= 100.0)
        {
            let to = end + 1 + whole.tokens;
            let named = analysis.words.get(to).filter(|w| to < limits.end && w.class == Class::Noun);
            let per = self.text(&(end..to + usize::from(named.is_some())));
            let rate = analysis.phrases_within(limits.start..quantity.tokens.start).next_back().map(|(_, p)| *p);
            let rate = rate.filter(|p| {
                let np = &analysis.chunks.phrases[*p];
                let named = strip_article(&self.text(&(np.own.start..np.head + 1)));
                np.tokens.end < quantity.tokens.start && self.lower(np.head) == "rate" && named != "rate"
            });
            let words = match rate {
                Some(rate) => Some(self.resolved(rate, limits, None, anaphor)),
                None => beside.told.or(last).or(earlier).map(counted_of),
            };
            return words.map(|words| if words.contains(" per ") { words } else { format!("{words} {per}") });
        }
        // "against 17 accused".
        if next == "accused" {
            return Some("accused".to_owned());
        }
        // "a drop in homicides with 40 recorded in the year": what stands before.
        let recorded = self.lower(quantity.tokens.start.saturating_sub(1)) == "with"
            && matches!(
                next,
                "recorded"
                    | "reported"
                    | "registered"
                    | "committed"
                    | "killed"
                    | "arrested"
                    | "opened"
                    | "seized"
                    | "confiscated"
                    | "recovered"
                    | "detained"
                    | "intercepted"
            );
        if recorded && quantity.tokens.start > limits.start + 1 {
            let with = quantity.tokens.start - 1;
            let before = analysis.phrases_within(limits.start..with).next_back().map(|(_, p)| *p);
            let plural = |p: &usize| {
                let np = &analysis.chunks.phrases[*p];
                np.tokens.end == with && self.lower(np.head).ends_with('s')
            };
            if let Some(number) = self.number_before(quantity, limits) {
                return Some(self.resolved(number, limits, last, anaphor));
            }
            if let Some(last) =
                last.filter(|f| f.kind == FigureKind::Count && matches!(next, "recorded" | "reported" | "registered"))
            {
                return Some(counted_of(last));
            }
            if let Some(named) = before.filter(plural) {
                return Some(self.resolved(named, limits, last, anaphor));
            }
        }
        // "nine led to a prosecution and only two to a conviction": the same again.
        let and_only = quantity.tokens.start > limits.start
            && matches!(self.lower(quantity.tokens.start - 1), "and" | ",")
            && last.is_some_and(|f| f.kind == FigureKind::Count && f.predicate.is_some());
        if next == "to" && and_only {
            return last.map(counted_of);
        }
        // "leaving 306 dead".
        if matches!(next, "dead" | "injured" | "wounded" | "missing")
            && matches!(self.lower(quantity.tokens.start.saturating_sub(1)), "leaving" | "left" | "with" | "and" | ",")
        {
            return Some("people".to_owned());
        }
        // "12 per cent (605,800) of all offences", "84 per cent of the cases (5,020)".
        if let Some(share) = last.filter(|f| f.kind == FigureKind::Share)
            && before_of(self, quantity) == "("
            && next == ")"
            && (share.tokens.end..quantity.tokens.start).len() < 9
        {
            return Some(counted_of(share));
        }
        // "were registered in Uttar Pradesh (56,011)": so many of what was told.
        let alone = quantity.tokens.start > limits.start + 1
            && self.lower(quantity.tokens.start - 1) == "("
            && next == ")"
            && (analysis.words[quantity.tokens.start - 2].class == Class::Name && quantity.value >= 100.0
                || analysis.words[quantity.tokens.start - 2].class == Class::Date
                || self.number_before(quantity, limits).is_some());
        if alone {
            let subject = clause.and_then(|c| analysis.clauses[c].patients().first().copied());
            let counted = |p: usize| {
                let np = &analysis.chunks.phrases[p];
                countable::is_counted(self.lower(np.head)).then(|| self.lower(np.head).to_owned())
            };
            if let Some(number) = self.number_before(quantity, limits) {
                return Some(self.resolved(number, limits, last, anaphor));
            }
            let told = |f: &&Figure| f.kind == FigureKind::Count || f.kind.is_change();
            return last.filter(told).map(counted_of).or_else(|| subject.and_then(counted));
        }
        // "prosecuted 762,292 for serious crimes": people, if people do what the verb says.
        let human = matches!(
            before_of(self, quantity),
            "prosecuted"
                | "arrested"
                | "charged"
                | "convicted"
                | "detained"
                | "indicted"
                | "jailed"
                | "sentenced"
                | "killed"
                | "injured"
                | "wounded"
        );
        if human
            && matches!(next, "for" | "over" | "on" | "in" | "during" | "since" | "and" | "," | "." | "")
            && quantity.value >= 2.0
        {
            let people = last.filter(|f| {
                f.kind == FigureKind::Count
                    && matches!(&*f.unit, "people" | "persons" | "suspects" | "individuals" | "defendants")
            });
            return Some(people.map_or_else(|| "people".to_owned(), counted_of));
        }
        // "the highest number of complaints, at 104", "the number of guns seized for the period totalled 651".
        let at_number = before_of(self, quantity) == "at" && matches!(next, "," | "." | "" | ";")
            || is_total(before_of(self, quantity)) && analysis.words[quantity.tokens.start - 1].class != Class::Verb;
        if at_number && let Some(number) = self.number_before(quantity, limits) {
            return Some(self.resolved(number, limits, last, anaphor));
        }
        // "recorded the most convictions - 765, followed by": what stands right before the dash.
        if matches!(before_of(self, quantity), "–" | "—" | "-")
            && matches!(next, "," | "." | "" | "followed" | "–" | "—")
        {
            let dash = quantity.tokens.start - 1;
            let named = analysis.phrases_within(limits.start..dash).next_back().map(|(_, p)| *p).filter(|p| {
                let np = &analysis.chunks.phrases[*p];
                np.tokens.end == dash
                    && (subject::is_event(self.lower(np.head)) || countable::is_counted(self.lower(np.head)))
                    && !self.names_body(*p)
            });
            if let Some(named) = named {
                return Some(without_most(&self.resolved(named, limits, last, anaphor)));
            }
            if let Some(last) = last.filter(|f| f.kind == FigureKind::Count) {
                return Some(counted_of(last));
            }
        }
        // "the most murder cases, totalling 206,030".
        if matches!(before_of(self, quantity), "totalling" | "totaling" | "numbering" | "reaching") {
            let at = quantity.tokens.start - 1;
            let end = if at > limits.start && self.lower(at - 1) == "," { at - 1 } else { at };
            let named = analysis.phrases_within(limits.start..end).next_back().map(|(_, p)| *p);
            let named = named.filter(|p| analysis.chunks.phrases[*p].tokens.end == end && !self.names_body(*p));
            if let Some(named) = named {
                return Some(without_most(&self.resolved(named, limits, last, anaphor)));
            }
        }
        // "bringing the number of victims to 897": of what there are so many.
        if before_of(self, quantity) == "to"
            && let Some(brought) = self.brought_to(quantity, limits)
        {
            let of_last = beside.told.or(last).filter(|f| f.kind == FigureKind::Count || f.kind.is_change());
            return Some(self.resolved(brought, limits, of_last, anaphor));
        }
        // "61 (65 in 1999)": the same at another time.
        let in_brackets = quantity.tokens.start > limits.start
            && self.lower(quantity.tokens.start - 1) == "("
            && next == "in"
            && end + 1 < limits.end
            && analysis.words[end + 1].class == Class::Date;
        if in_brackets {
            return last.filter(|f| f.kind == FigureKind::Count).map(counted_of);
        }
        // "The number of complaints was 8,042".
        let states = clause.map(|c| &analysis.clauses[c]).filter(|c| {
            let group = &analysis.chunks.groups[c.group];
            matches!(group.lemma, "be" | "stand" | "amount")
                && (group.tokens.end..quantity.tokens.start).all(|i| {
                    matches!(
                        self.lower(i),
                        "at" | "to"
                            | "a"
                            | "an"
                            | "relatively"
                            | "low"
                            | "high"
                            | "record"
                            | "mere"
                            | "staggering"
                            | "just"
                    )
                })
                && group.tokens.end <= quantity.tokens.start
        });
        // "The total number of victims between January and June was 17,138".
        let ahead = states.and_then(|c| self.number_ahead(c, limits));
        if let Some(subject) = ahead.as_ref().or(states.and_then(|c| c.subjects.first())) {
            let head = self.lower(analysis.chunks.phrases[*subject].head);
            // "while that for 2016 was 1,185".
            let stands_for = matches!(head, "that" | "it" | "this") && last.is_some();
            // "the rate of violent deaths was 13.7 per 100,000".
            let rate = head == "rate" && next == "per";
            let people =
                matches!(head, "population" | "caseload" | "backlog" | "membership" | "workforce" | "headcount");
            let measured = matches!(head, "number" | "total" | "toll" | "figure" | "count" | "tally" | "average");
            if measured || people || stands_for || rate {
                return Some(self.resolved(*subject, limits, last.or(earlier), anaphor));
            }
        }
        // "put the number of addicts at 1.8 million", "the death toll exceeds 12,000", "Arrests totalled 311".
        if let Some(clause) = clause.map(|c| &analysis.clauses[c]) {
            let lemma = analysis.chunks.groups[clause.group].lemma;
            let is_at = before_of(self, quantity) == "at";
            let measured = match lemma {
                "put" | "estimate" | "set" | "reckon" if is_at => clause.patients().first().copied(),
                "stand" | "remain" if is_at => self.told_of(clause, limits),
                _ if reaches(lemma)
                    && before_of(self, quantity) == self.lower(analysis.chunks.groups[clause.group].main) =>
                {
                    self.told_of(clause, limits)
                }
                _ => None,
            };
            // "another jump in the backlog: it now stands at 67,573".
            let it = measured.filter(|p| self.lower(analysis.chunks.phrases[*p].head) == "it");
            if let Some(it) = it {
                let start = analysis.chunks.phrases[it].tokens.start;
                let named = analysis.phrases_within(limits.start..start).next_back().map(|(_, p)| *p);
                let named = named.filter(|p| {
                    let np = &analysis.chunks.phrases[*p];
                    !np.is_pronoun && np.mention.is_none() && np.tokens.end + 2 >= start
                });
                return named
                    .map(|p| self.resolved(p, limits, None, anaphor))
                    .or_else(|| last.or(earlier).filter(|f| f.kind == FigureKind::Count).map(counted_of));
            }
            if let Some(told) =
                last.filter(|f| f.kind == FigureKind::Count && is_at && measured.is_some_and(|p| self.names_body(p)))
            {
                return Some(counted_of(told));
            }
            if let Some(measured) = measured.filter(|p| !analysis.chunks.phrases[*p].is_pronoun) {
                return Some(self.resolved(measured, limits, last.or(earlier), anaphor));
            }
        }
        // "Convictions fell to 210 last year from 265".
        let before = before_of(self, quantity);
        let changed =
            clause.map(|c| &analysis.clauses[c]).filter(|c| matches!(before, "to" | "from") && self.tells_change(c));
        // "from a dozen members in 2018 to more than 80 in 2021": what the first number counts.
        let from = last.filter(|f| before_of(self, quantity) == "to" && f.is_base && f.kind == FigureKind::Count);
        if let Some(from) = from.filter(|_| changed.is_some()) {
            return Some(counted_of(from));
        }
        // "a 14 per cent increase in thefts, from 630 to 719": of what the change is.
        let of_change = last.filter(|f| {
            matches!(before, "from" | "to")
                && (f.kind.is_change() || f.is_base)
                && (changed.is_none() || f.tokens.end + 3 >= quantity.tokens.start)
        });
        if let Some(change) = of_change {
            return Some(counted_of(change));
        }
        // "with murders increasing from 7 in 2020 to 14": what stands right before the participle.
        let named =
            changed.filter(|c| c.shape == crate::chunk::Shape::Participle || c.shape == crate::chunk::Shape::Gerund);
        let named = named.and_then(|c| {
            let mut at = analysis.chunks.groups[c.group].tokens.start;
            while at > limits.start && matches!(self.lower(at - 1), "more" | "than" | "nearly" | "almost" | "about") {
                at -= 1;
            }
            let (_, first) = analysis.phrases_within(limits.start..at).next()?;
            if self.lower(analysis.chunks.phrases[*first].head) == "number" {
                return Some(*first);
            }
            let (_, p) = analysis.phrases_within(limits.start..at).next_back()?;
            let np = &analysis.chunks.phrases[*p];
            (np.tokens.end == at && !np.is_pronoun).then_some(*p)
        });
        if let Some(named) = named {
            return Some(self.resolved(named, limits, last, anaphor));
        }
        // "these falling in 2007 but rising to 14,006 in 2008".
        let goes_on = changed.filter(|c| {
            let start = analysis.chunks.groups[c.group].tokens.start;
            matches!(c.shape, crate::chunk::Shape::Participle | crate::chunk::Shape::Gerund)
                && start > limits.start
                && (matches!(self.lower(start - 1), "but" | "and" | "these" | "then")
                    || analysis.words[start - 1].class == Class::Adverb)
        });
        if let Some(told) = beside.told.filter(|f| goes_on.is_some() && f.kind == FigureKind::Count) {
            return Some(counted_of(told));
        }
        if let Some(subject) = changed.and_then(|c| self.told_of(c, limits)) {
            let np = &analysis.chunks.phrases[subject];
            // "there was a drop, falling to 1": of what is not said.
            if self.lower(np.head) == "there" || self.names_body(subject) {
                return last.map(counted_of);
            }
            return Some(self.resolved(subject, limits, last.or(earlier), anaphor));
        }
        let second = self.at(end + 1, limits.end);
        let for_date = next == "for"
            && (matches!(second, "last" | "the")
                && matches!(self.at(end + 2, limits.end), "year" | "same" | "previous" | "whole" | "entire" | "full")
                || second == "all"
                || end + 1 < limits.end && analysis.words[end + 1].class == Class::Date);
        let between = next == "between" && end + 1 < limits.end && analysis.words[end + 1].class == Class::Date;
        let rate = next == "per" && matches!(self.at(end + 1, limits.end), "day" | "week" | "month" | "year");
        let dated = matches!(next, "in" | "last" | "this")
            || between
            || rate
            || for_date
            || matches!(next, "over" | "during" | "for")
                && second == "the"
                && matches!(self.at(end + 2, limits.end), "same" | "corresponding" | "previous" | "comparable")
            || next == "the" && matches!(second, "year" | "previous" | "preceding" | "prior" | "same")
            || matches!(next, "a" | "one") && second == "year";
        let listed = last
            .is_some_and(|f| f.kind.is_change() || matches!(f.kind, FigureKind::Count | FigureKind::Share))
            && (dated || verb_next || matches!(next, "," | "and" | "." | ""));
        // "304 kidnappings, up from 128 reports, followed by Natal at 703": of what the first of the list counts.
        let follows = (limits.start..quantity.tokens.start).rev().take(8).any(|i| self.lower(i) == "followed");
        if follows && let Some(told) = beside.told.filter(|f| f.kind == FigureKind::Count || f.kind.is_change()) {
            return Some(counted_of(told));
        }
        // "Limpopo stood at 43, Mpumalanga at 37": of what was told of the places before.
        let at_place = before_of(self, quantity) == "at"
            && quantity.tokens.start.checked_sub(2).is_some_and(|i| {
                i >= limits.start
                    && (analysis.words[i].class == Class::Name || matches!(self.lower(i), "stood" | "stands" | "was"))
            });
        if let Some(told) = last.filter(|f| f.kind == FigureKind::Count && at_place) {
            return Some(counted_of(told));
        }
        // "Chihuahua ranked second, with 1,946": of what the first counts.
        let ranked = before_of(self, quantity) == "with"
            && matches!(next, "," | "." | "" | "followed" | "and" | ";")
            && (limits.start..quantity.tokens.start).any(|i| {
                matches!(
                    self.lower(i),
                    "second" | "third" | "fourth" | "next" | "ranked" | "followed" | "topped" | "behind"
                )
            });
        if ranked && let Some(told) = beside.told.or(last).or(earlier).filter(|f| f.kind == FigureKind::Count) {
            return Some(counted_of(told));
        }
        if listed {
            // "from 240 in 2019 to 204": what the change counts.
            return last.map(counted_of);
        }
        // "There were 11,135 prisoners. 3,342 were foreigners": so many of those.
        let be = analysis.words.get(end).is_some_and(|w| end < limits.end && w.class == Class::Be);
        let begins = quantity.tokens.start == limits.start
            && analysis.document.tokens[quantity.number.start].kind == crate::token::Kind::Number;
        if let Some(whole) = earlier.filter(|f| be && begins && f.kind == FigureKind::Count && f.value > quantity.value)
        {
            return Some(counted_of(whole));
        }
        // "Just 42 led to a charge": of those counted in the sentence before.
        let opens =
            (limits.start..quantity.tokens.start).all(|i| matches!(self.lower(i), "only" | "just" | "but" | "another"));
        let leads = analysis.words.get(end).is_some_and(|w| {
            end < limits.end && matches!(w.lemma, "lead" | "result" | "end" | "go" | "come" | "remain" | "reach")
        });
        if let Some(whole) = earlier.filter(|f| opens && leads && f.kind == FigureKind::Count) {
            return Some(counted_of(whole));
        }
        if verb_next || dated {
            // "Nineteen were arrested": persons, if people do what the verb says.
            let verb = analysis.clauses.get(clause?).map(|c| analysis.chunks.groups[c.group].lemma)?;
            let human = matches!(
                verb,
                "arrest"
                    | "detain"
                    | "charge"
                    | "convict"
                    | "sentence"
                    | "jail"
                    | "indict"
                    | "acquit"
                    | "release"
                    | "kill"
                    | "injure"
                    | "hold"
            );
            return (human && verb_next).then(|| "people".to_owned());
        }
        None
    }
}

/// Verbs before the number that something comes to, in the past.
pub(super) fn is_total(word: &str) -> bool {
    matches!(word, "totalled" | "totaled" | "reached" | "exceeded" | "topped" | "numbered" | "averaged")
}

/// "murder cases" of "most murder cases".
fn without_most(words: &str) -> String {
    ["most ", "highest ", "fewest ", "largest "]
        .iter()
        .find_map(|most| words.strip_prefix(most))
        .unwrap_or(words)
        .to_owned()
}
