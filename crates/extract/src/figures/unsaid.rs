//! What a number is told of where the grammar around it does not say so: the last resort before it is left out.

use super::counted::{before_of, counted_of};
use super::*;
use crate::figure::{Figure, FigureKind};
use crate::token::Kind;
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// What a number counts by what stands near it; for a sum of money nothing but that it is money.
    pub(super) fn unsaid(&self, quantity: &Quantity, beside: &Beside) -> Option<String> {
        match quantity.kind {
            FigureKind::Share => self.share_unsaid(quantity, beside),
            FigureKind::RelativeChange => beside.last.or(beside.earlier).map(counted_of),
            FigureKind::Count | FigureKind::Range => self.count_unsaid(quantity, beside),
            _ => None,
        }
    }

    /// What a sum is of where nothing befell it: "a R360-million contract"; else nothing but that it is money.
    pub(super) fn money_unsaid(&self, quantity: &Quantity, limits: &Range<usize>) -> String {
        let at = quantity.tokens.end;
        let noun = at < limits.end && self.analysis.words[at].class == Class::Noun;
        if noun { self.text(&(at..at + 1)) } else { "money".to_owned() }
    }

    /// "while 16 per cent said that none had come", "the family (92 per cent)", "cut its holding to 60 per cent".
    fn share_unsaid(&self, quantity: &Quantity, beside: &Beside) -> Option<String> {
        // "100 per cent sure": a figure of speech.
        let next = self.at(quantity.tokens.end, beside.limits.end);
        let sure = matches!(next, "sure" | "certain" | "right" | "behind" | "committed" | "correct" | "true" | "clear");
        // "a 21 per cent rate of tax", "10 per cent proof": what is set, and not counted.
        let set = matches!(next, "proof" | "discount" | "tax" | "vat" | "duty" | "commission" | "pure");
        if sure || set || quantity.value > 1000.0 || quantity.value == 0.0 {
            return None;
        }
        // "by almost a fifth (17 per cent)": the same change in other words; "a blood alcohol level of .08 per cent".
        let bracketed = before_of(self, quantity) == "(" && next == ")";
        let level = before_of(self, quantity) == "of"
            && quantity.tokens.start.checked_sub(2).is_some_and(|i| {
                matches!(self.lower(i), "level" | "content" | "concentration" | "purity" | "strength")
            });
        let loose = self.is_loose_part(quantity, beside.limits);
        if loose || level || bracketed && beside.last.is_some_and(|f| f.kind.is_change()) {
            return None;
        }
        let same = |f: &&Figure| matches!(f.kind, FigureKind::Share | FigureKind::Count);
        // What the sentence before counted is only gone on with where it was a share too, or by "of these".
        let opens = matches!(self.lower(beside.limits.start), "of" | "among");
        let goes_on = |f: &&Figure| f.kind == FigureKind::Share || opens && f.kind == FigureKind::Count;
        if let Some(told) = beside.last.filter(same).or_else(|| beside.earlier.filter(goes_on)) {
            return Some(counted_of(told)).filter(|words| !words.is_empty());
        }
        let subject = beside.clause.and_then(|c| self.analysis.clauses[c].subjects.first());
        let np = subject.map(|p| &self.analysis.chunks.phrases[*p]);
        let np = np.filter(|np| {
            !np.is_pronoun
                && np.mention.is_none()
                && self.analysis.words[np.head].class == Class::Noun
                && (np.head < quantity.tokens.start || np.own.start >= quantity.tokens.end)
        });
        Some(np.map_or_else(|| "share".to_owned(), |np| self.uncounted(np)))
    }

    /// "a further 55", "98 per cent (126)", "(239 in 2020 compared to 350 in 2019)", "about 20 online journalists".
    fn count_unsaid(&self, quantity: &Quantity, beside: &Beside) -> Option<String> {
        let Beside { limits, last, earlier, .. } = *beside;
        let analysis = self.analysis;
        let document = &analysis.document;
        if let Some(part) = self.part_of(quantity, beside) {
            return Some(part);
        }
        if document.tokens[quantity.number.start].kind != Kind::Number {
            // "one million carats".
            return self.noun_after(quantity, limits).filter(|_| quantity.value >= 1000.0);
        }
        if quantity.value < 2.0 {
            return None;
        }
        let next = self.at(quantity.tokens.end, limits.end);
        let before = before_of(self, quantity);
        let counted = |f: &Figure| matches!(f.kind, FigureKind::Count | FigureKind::Share);
        let digits = document.lower(quantity.number.start);
        let is_year = digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
        // "98 per cent (126) were".
        let bracketed = before == "(" && next == ")" && !is_year;
        if let Some(told) = last.filter(|f| bracketed && counted(f) && f.tokens.end + 1 == quantity.tokens.start) {
            return Some(counted_of(told));
        }
        // "a further 55 by mid-February".
        let further = matches!(before, "further" | "another" | "additional");
        let ends =
            matches!(next, "by" | "in" | "since" | "during" | "." | "," | "were" | "had" | "have" | "are" | "and");
        if let Some(told) = last.filter(|f| further && ends && f.kind == FigureKind::Count) {
            return Some(counted_of(told));
        }
        // "(239 in 2020 compared to 350 in 2019)".
        let compared = matches!(before, "to" | "with") && quantity.tokens.start > limits.start + 1 && {
            matches!(self.lower(quantity.tokens.start - 2), "compared" | "opposed")
        };
        let opens = before == "(" && next == "in" && !is_year;
        let told = last.or(earlier).filter(|f| f.kind == FigureKind::Count);
        if let Some(told) = told.filter(|_| compared && !is_year || opens) {
            return Some(counted_of(told));
        }
        // "the number of reports received by the bureau (239 in 2020)": of what stands before the brackets.
        let head = analysis
            .phrases_within(limits.start..quantity.tokens.start)
            .rev()
            .map(|(_, p)| &analysis.chunks.phrases[*p])
            .find(|np| np.mention.is_none() && countable::is_counted(self.lower(np.head)));
        if let Some(np) = head.filter(|_| opens) {
            return Some(self.uncounted(np));
        }
        self.noun_after(quantity, limits)
    }

    /// "about 20 online journalists": the plural right after the number, past what describes it.
    fn noun_after(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<String> {
        if quantity.value < 10.0 {
            return None;
        }
        // "between 200 and 300 million dollars": no dollars by the piece.
        let money = |i: usize| self.analysis.lexicon.currencies.get(self.lower(i)).is_some();
        if (quantity.tokens.end..limits.end.min(quantity.tokens.end + 3)).any(money) {
            return None;
        }
        let words = quantity.tokens.end..limits.end.min(quantity.tokens.end + 4);
        let noun = words.clone().find(|i| {
            let word = self.lower(*i);
            self.analysis.words[*i].class == Class::Noun && word.ends_with('s') && word.len() > 3
        })?;
        let describes = (quantity.tokens.end..noun).all(|i| {
            matches!(self.analysis.words[i].class, Class::Noun | Class::Adjective | Class::Adverb)
                && self.analysis.document.tokens[i].kind == Kind::Word
        });
        describes.then(|| self.text(&(quantity.tokens.end..noun + 1)))
    }
}
