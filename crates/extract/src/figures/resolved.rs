//! A phrase as something counted, and what it goes back to.

use super::counted::{counted_of, strip_article};
use super::reported::holds;
use super::*;
use crate::figure::Figure;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// A phrase as something counted; "this category" goes back to what was counted before.
    pub(super) fn resolved(
        &self,
        phrase: usize,
        limits: &Range<usize>,
        last: Option<&Figure>,
        anaphor: &mut Option<Range<usize>>,
    ) -> String {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        // "shooting incidents were down": the verbal noun before belongs to it.
        let verbal = np.own.start.checked_sub(1).filter(|i| {
            // "rape cases": a crime before it.
            let names = noun::is_verbal(self.lower(*i))
                || matches!(self.lower(np.head), "cases" | "incidents" | "offences" | "offenses" | "charges")
                    && analysis.lexicon.crime.contains(self.lower(*i));
            // "attempted murder".
            let attempted = self.lower(*i) == "attempted";
            *i >= limits.start
                && (attempted || names && (subject::is_event(self.lower(np.head)) || self.lower(np.head) == "charges"))
        });
        let start = verbal.unwrap_or(np.own.start);
        let mut words = strip_article(&self.text(&(start..self.end_of_counted(np.head, limits) + 1)));
        let inner: Vec<usize> =
            analysis.attached[phrase].complements.iter().flat_map(|c| c.phrases.iter().copied()).collect();
        for candidate in std::iter::once(phrase).chain(inner) {
            let candidate_np = &analysis.chunks.phrases[candidate];
            let head = self.lower(candidate_np.head);
            let points = candidate_np.opening == crate::chunk::Opening::Pointing
                && matches!(
                    head,
                    "category"
                        | "type"
                        | "kind"
                        | "number"
                        | "figure"
                        | "group"
                        | "class"
                        | "crime"
                        | "offence"
                        | "cases"
                );
            // "The number for 2016 was 631", "the comparative figure": the number of what was told before.
            let bare = candidate == phrase
                && matches!(head, "figure" | "total" | "tally" | "count")
                && analysis.attached[phrase].complements.iter().all(|c| self.lower(c.preposition) != "of")
                && (candidate_np.own.start..candidate_np.head).all(|i| {
                    matches!(
                        self.lower(i),
                        "the"
                            | "comparative"
                            | "corresponding"
                            | "overall"
                            | "latest"
                            | "current"
                            | "same"
                            | "final"
                            | "comparable"
                            | "equivalent"
                    )
                });
            let sums = matches!(
                head,
                "amount"
                    | "total"
                    | "value"
                    | "volume"
                    | "registration"
                    | "incidence"
                    | "level"
                    | "levels"
                    | "percentage"
            ) && self.at(candidate_np.head + 1, limits.end) == "of";
            // "with numbers dropping to 22,476".
            let numbers = head == "numbers"
                && candidate_np.own.start == candidate_np.head
                && self.at(candidate_np.head + 1, limits.end) != "of";
            if points || bare || numbers || (head == "number" || sums) && candidate == phrase {
                if points {
                    *anaphor = Some(candidate_np.tokens.clone());
                }
                let of = analysis.attached[candidate]
                    .complements
                    .iter()
                    .find(|c| self.lower(c.preposition) == "of")
                    .and_then(|c| c.phrases.first());
                let after = candidate_np.head + 1;
                let of = of.copied().or_else(|| {
                    let is_of = self.at(after, limits.end) == "of";
                    is_of.then(|| self.described_from(after + 1, limits.end)).flatten()
                });
                if let Some(of) = of.filter(|_| !points) {
                    let np = &analysis.chunks.phrases[of];
                    let end = self.end_of_counted(np.head, limits);
                    let words = strip_article(&self.text(&(np.own.start..end + 1)));
                    // "the number of incidents of murder".
                    let more = analysis.attached[of].complements.iter().find(|c| self.lower(c.preposition) == "of");
                    let more = more.and_then(|c| c.phrases.first()).filter(|_| {
                        holds(self.lower(np.head)) || matches!(self.lower(np.head), "offences" | "offenses" | "crimes")
                    });
                    return match more {
                        Some(more) => format!("{words} of {}", self.text(&analysis.chunks.phrases[*more].tokens)),
                        None => words,
                    };
                }
                // "the number of public security cases" earlier in the sentence.
                let before = analysis.phrases_within(limits.start..candidate_np.tokens.start).rev().map(|(_, p)| *p);
                let numbered = before
                    .filter(|p| {
                        analysis.attached[*p].governor.is_some_and(|(g, _)| {
                            matches!(self.lower(analysis.chunks.phrases[g].head), "number" | "total" | "count")
                        })
                    })
                    .map(|p| {
                        let np = &analysis.chunks.phrases[p];
                        strip_article(&self.text(&(np.own.start..np.head + 1)))
                    });
                if let Some(found) = numbered.into_iter().next() {
                    return found;
                }
                if let Some(last) = last {
                    return counted_of(last);
                }
            }
        }
        // "cases of physical injury", "crimes of dishonesty": of what.
        let after = np.head + 1;
        if matches!(
            self.lower(np.head),
            "cases"
                | "incidents"
                | "crimes"
                | "acts"
                | "offences"
                | "reports"
                | "seizures"
                | "number"
                | "rate"
                | "rates"
        ) && self.at(after, limits.end) == "of"
            && let Some(of) = self.phrase_from(after + 1)
            && analysis.chunks.phrases[of].mention.is_none()
            && analysis.words[analysis.chunks.phrases[of].head].class == crate::word::Class::Noun
        {
            words = format!(
                "{words} of {}",
                self.text(&(analysis.chunks.phrases[of].own.start..analysis.chunks.phrases[of].head + 1))
            );
        }
        // "Violence against the person", "assault with intent to injure": the offence's whole name.
        let against = self.at(after, limits.end);
        let offence = analysis.lexicon.crime.contains(self.lower(np.head))
            || matches!(self.lower(np.head), "violence" | "assault");
        if offence
            && matches!(against, "against" | "with" | "from")
            && let Some(of) = self.phrase_from(after + 1)
            && analysis.chunks.phrases[of].mention.is_none()
            && !analysis.chunks.phrases[of].is_pronoun
            && analysis.words[analysis.chunks.phrases[of].head].class == crate::word::Class::Noun
        {
            words = format!("{words} {}", self.text(&(after..analysis.chunks.phrases[of].head + 1)));
        }
        // "the amount lost to scams": the participle tells which.
        if subject::is_number_word(self.lower(np.head))
            && matches!(
                self.at(np.head + 1, limits.end),
                "lost" | "stolen" | "seized" | "recovered" | "paid" | "laundered" | "defrauded" | "cheated"
            )
        {
            let how = self.at(np.head + 1, limits.end);
            if !words.ends_with(how) {
                words = format!("{words} {how}");
            }
        }
        if matches!(words.as_str(), "this" | "that" | "it" | "these" | "they" | "those")
            && let Some(last) = last
        {
            words = counted_of(last);
        }
        words
    }
}
