//! Of what a percentage is a share.

use super::counted::{before_of, counted_of, reaches, strip_article};
use super::*;
use crate::figure::{Figure, FigureKind};
use crate::mention::MentionKind;
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// The whole of which a percentage is told.
    pub(super) fn share_of(
        &self,
        quantity: &Quantity,
        beside: &Beside,
        anaphor: &mut Option<Range<usize>>,
    ) -> Option<String> {
        let Beside { phrase, clause, limits, last, earlier, .. } = *beside;
        let analysis = self.analysis;
        let np = phrase.map(|p| &analysis.chunks.phrases[p]);

        // "one person in two": the noun inside.
        let inner = quantity.number.start + 1;
        if self.lower(quantity.number.start) == "one" && self.at(inner + 1, quantity.number.end) == "in" {
            return Some(self.lower(inner).to_owned());
        }
        // "65 per cent of those surveyed said": those of whom it holds.
        let those = quantity.tokens.end + 1;
        if self.at(those - 1, limits.end) == "of" && self.at(those, limits.end) == "those" {
            let next = self.at(those + 1, limits.end);
            if next.ends_with("ed") {
                return Some(self.text(&(those..those + 2)));
            }
        }
        // "nearly nine out of ten said they would", "with 28 per cent saying": of those asked.
        let says = matches!(
            self.at(quantity.tokens.end, limits.end),
            "said" | "say" | "saying" | "think" | "believe" | "thought"
        );
        if let Some(last) = last.filter(|f| says && f.kind == FigureKind::Share) {
            return Some(counted_of(last));
        }
        // "4,569 arrivals (8 per cent)": which part of all these are.
        let brackets = before_of(self, quantity) == "(" && self.at(quantity.tokens.end, limits.end) == ")";
        let noun_between = |f: &Figure| {
            let between = f.tokens.end..quantity.tokens.start - 1;
            between.len() < 6
                && between.clone().all(|i| {
                    matches!(analysis.words[i].class, Class::Noun | Class::Adjective | Class::Verb | Class::Adverb)
                })
        };
        if let Some(count) = last.filter(|f| brackets && f.kind == FigureKind::Count && noun_between(f)) {
            return Some(counted_of(count));
        }
        // "602 or 60 per cent were dropped", "602 (60 per cent) were dropped": the same in other words.
        let beside_count = last.filter(|f| {
            f.kind == FigureKind::Count
                && f.tokens.end + 1 == quantity.tokens.start
                && matches!(self.lower(f.tokens.end), "or" | "(")
        });
        if let Some(count) = beside_count {
            return Some(counted_of(count));
        }
        // "a rate of 75 per cent, higher than the 45 per cent of the year before".
        if let Some(last) =
            last.filter(|f| f.kind == FigureKind::Share && self.is_compared_with(quantity, limits.start, last))
        {
            return Some(counted_of(last));
        }
        // "a fifth (19%) of cases".
        let close = usize::from(
            self.at(quantity.tokens.end, limits.end) == ")" && self.at(quantity.tokens.end + 1, limits.end) == "of",
        );
        // "12 per cent (605,800) of all offences".
        let close =
            if self.at(quantity.tokens.end, limits.end) == "(" && self.at(quantity.tokens.end + 2, limits.end) == ")" {
                3
            } else {
                close
            };
        // "half the town", "a quarter of a century": figures of speech.
        if self.is_loose_part(quantity, limits) {
            return None;
        }
        // "half the victims".
        let half = fraction_without_of(self.lower(quantity.number.end - 1), self.at(quantity.tokens.end, limits.end));
        if half {
            if let Some(np) = np.filter(|np| np.head >= quantity.tokens.end) {
                return Some(strip_article(&self.text(&(quantity.tokens.end..np.head + 1))));
            }
            let whole = self.phrase_from(quantity.tokens.end).or_else(|| self.phrase_from(quantity.tokens.end + 1))?;
            return Some(self.uncounted(&analysis.chunks.phrases[whole]));
        }
        if self.at(quantity.tokens.end + close, limits.end) == "of" {
            let governed = phrase
                .and_then(|p| analysis.attached[p].complements.iter().find(|c| self.lower(c.preposition) == "of"))
                .and_then(|c| c.phrases.first().copied());
            let whole = governed.or_else(|| {
                analysis.phrases_within(quantity.tokens.end + close + 1..limits.end).next().map(|(_, p)| *p)
            })?;
            let whole_np = &analysis.chunks.phrases[whole];
            // "three quarters of those arrested".
            let after = whole_np.head + 1;
            if self.lower(whole_np.head) == "those" && after < limits.end && analysis.words[after].class == Class::Verb
            {
                return Some(self.text(&(whole_np.head..after + 1)));
            }
            if matches!(self.lower(whole_np.head), "them" | "these" | "those" | "whom" | "which") {
                *anaphor = Some(whole_np.tokens.clone());
                return last.or(earlier).map(|f| f.unit.clone());
            }
            // Shares in firms are ties, not statistics.
            let named = whole_np.mention.is_some_and(|m| analysis.mentions[m].is_name());
            let many = self.lower(whole_np.head).ends_with('s') && !named;
            if !many
                && self.referents.of_phrase[whole]
                    .is_some_and(|e| self.referents.entities[e].kind == MentionKind::Organisation)
            {
                return None;
            }
            // "14 per cent of the total number of cases".
            if matches!(self.lower(whole_np.head), "number" | "total") {
                return Some(self.resolved(whole, limits, last, anaphor));
            }
            return Some(strip_article(&self.text(&(whole_np.own.start..whole_np.head + 1))));
        }
        // "Of the 1,169 defendants charged, 92% were male", "Of these 84.2 per cent had been convicted".
        let verb = quantity.tokens.end < limits.end
            && matches!(analysis.words[quantity.tokens.end].class, Class::Verb | Class::Be | Class::Have);
        // "Of these, 40.8 per cent, or 21.2 million, has been recovered".
        let apart = matches!(self.at(quantity.tokens.end, limits.end), "," | "or" | "have");
        let among = self.among(quantity.tokens.start, limits);
        if let Some(start) = among.filter(|_| verb || apart) {
            let whole = last.or(earlier).filter(|f| f.kind == FigureKind::Count);
            let points =
                matches!(self.at(start + 1, limits.end), "these" | "those" | "them" | "this") || last.is_some();
            // "of 114,000 people in 107 countries, 34 per cent": the first of them.
            let first = self
                .quantities(start + 1..quantity.tokens.start)
                .into_iter()
                .next()
                .filter(|q| q.kind == FigureKind::Count && q.tokens.start <= start + 2)
                .and_then(|q| self.phrase_of(&q, limits))
                .map(|p| &analysis.chunks.phrases[p])
                .filter(|np| !np.is_pronoun && np.mention.is_none() && analysis.words[np.head].class == Class::Noun);
            if let Some(first) = first {
                return Some(self.uncounted(first));
            }
            if let Some(whole) = whole.filter(|_| points) {
                return Some(counted_of(whole));
            }
            if let Some(last) = last.filter(|f| f.kind == FigureKind::Share) {
                return Some(counted_of(last));
            }
            let first = analysis.phrases_within(start..quantity.tokens.start).next();
            let first = first
                .map(|(_, p)| &analysis.chunks.phrases[*p])
                .filter(|np| !np.is_pronoun && np.mention.is_none() && self.lower(np.head).ends_with('s'));
            if let Some(first) = first {
                return Some(self.uncounted(first));
            }
        }
        // "the rate was 12.8 per cent", "detection stands at 51 per cent"; "3,400 people, accounting for 17 per cent".
        let before = before_of(self, quantity);
        let stands = clause.map(|c| &analysis.clauses[c]).filter(|c| {
            let group = &analysis.chunks.groups[c.group];
            let at = group.tokens.end == quantity.tokens.start
                || before == "at" && group.tokens.end + 2 >= quantity.tokens.start;
            at && (!c.passive || group.lemma == "stand")
                && (matches!(
                    group.lemma,
                    "be" | "stand" | "remain" | "average" | "languish" | "hover" | "sit" | "register"
                ) || reaches(group.lemma))
        });
        let ends = self.at(quantity.tokens.end, limits.end);
        // "The share of minors rose from about 5 per cent in 2003 to more than 10 per cent in 2008".
        let moved =
            clause.map(|c| &analysis.clauses[c]).filter(|c| matches!(before, "from" | "to") && self.tells_change(c));
        if let Some(subject) = moved.and_then(|c| self.told_of(c, limits)).filter(|s| !self.names_body(*s)) {
            return Some(self.resolved(subject, limits, last, anaphor));
        }
        // "32 per cent of victims came from the north, 19 per cent from the south and 7 per cent from abroad".
        let gapped = last.filter(|f| f.kind == FigureKind::Share && matches!(before, "," | "and" | "while"));
        if let Some(last) =
            gapped.filter(|_| verb || matches!(ends, "from" | "in" | "were" | "are" | "was" | "to" | "by"))
        {
            return Some(counted_of(last));
        }
        let closed = matches!(ends, "" | "." | "," | ";" | ")" | "and" | "in" | "last" | "for" | "compared" | "at");
        let rate = stands.and_then(|c| {
            let start = analysis.chunks.groups[c.group].tokens.start;
            let before = analysis.phrases_within(limits.start..start).map(|(_, p)| *p);
            let mut before = before
                .filter(|p| matches!(self.lower(analysis.chunks.phrases[*p].head), "rate" | "share" | "proportion"));
            before.next().filter(|p| {
                let np = &analysis.chunks.phrases[*p];
                c.subjects.iter().all(|s| analysis.chunks.phrases[*s].tokens.start >= np.tokens.start)
            })
        });
        if let Some(subject) = rate.or(stands.and_then(|c| c.subjects.first().copied())).filter(|_| closed) {
            let np = &analysis.chunks.phrases[self.top_of(subject)];
            if !np.is_pronoun && np.mention.is_none() && self.lower(np.head) != "there" {
                return Some(strip_article(&self.text(&(np.own.start..np.head + 1))));
            }
        }
        let accounts = before == "for"
            && quantity.tokens.start > limits.start + 1
            && matches!(self.lower(quantity.tokens.start - 2), "accounting" | "accounted" | "account");
        let accounts = accounts || matches!(before, "representing" | "constituting");
        let closed = closed || accounts && ends == "within";
        if accounts && closed {
            return last.map(counted_of);
        }
        // "One in four networks": the phrase right after it.
        let next = analysis.phrases_within(quantity.tokens.end..limits.end).next();
        let next = next.map(|(_, p)| &analysis.chunks.phrases[*p]);
        let next = next.filter(|np| np.tokens.start <= quantity.tokens.end);
        // "annual interest rates of up to 1,200 per cent".
        let rate = phrase.and_then(|p| analysis.attached[p].governor).map(|(g, _)| &analysis.chunks.phrases[g]);
        let rate = rate.filter(|np| matches!(self.lower(np.head), "rate" | "rates" | "interest" | "share"));
        if let Some(rate) = rate.filter(|_| before_of(self, quantity) == "of") {
            return Some(strip_article(&self.text(&(rate.own.start..rate.head + 1))));
        }
        let np = np.filter(|np| np.head >= quantity.tokens.end).or(next)?;
        Some(self.text(&(quantity.tokens.end..np.head + 1)))
    }
}

impl FigureReader<'_, '_> {
    /// "half the county", "half of the summer", "a quarter of a century": no share that anybody measured.
    pub(super) fn is_loose_part(&self, quantity: &Quantity, limits: &Range<usize>) -> bool {
        let word = self.lower(quantity.number.end - 1);
        if !matches!(word, "half" | "quarter" | "third") {
            return false;
        }
        let of = usize::from(self.at(quantity.tokens.end, limits.end) == "of");
        let whole = self
            .analysis
            .phrases_within(quantity.tokens.end..limits.end)
            .map(|(_, p)| &self.analysis.chunks.phrases[*p])
            .find(|np| np.head >= quantity.tokens.end + of);
        let Some(np) = whole else { return false };
        let noun = self.lower(np.head);
        if matches!(noun, "century" | "hour" | "mile" | "year" | "way" | "day" | "decade") {
            return true;
        }
        let exact = quantity.comparator == Comparator::Exactly;
        let measured = countable::is_person(noun)
            || countable::is_told_even_few(noun)
            || matches!(noun, "money" | "cocaine" | "heroin" | "tobacco" | "cases" | "complaints" | "calls" | "shares")
            || sum::is_sum_noun(noun)
            || matches!(noun, "them" | "these" | "those" | "whom" | "which");
        word == "half" && exact && self.lower(quantity.number.start) == "half" && !measured
    }
}

/// Whether "half" is told of what follows it without "of".
fn fraction_without_of(word: &str, next: &str) -> bool {
    word == "half" && matches!(next, "the" | "all" | "those" | "these")
}
