//! Numbers in a sentence, with what stands directly around them.

use super::*;
use crate::comparator::{Comparator, comparator_after, comparator_before};
use crate::figure::FigureKind;
use crate::money::amount_at;
use crate::number::{fraction_at, number_at, ratio_at};
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// The numbers of a sentence that could be figures.
    pub(super) fn quantities(&self, sentence: Range<usize>) -> Vec<Quantity> {
        let document = &self.analysis.document;
        let limit = sentence.end;
        let mut found = Vec::new();
        let mut at = sentence.start;
        while at < limit {
            let amount = amount_at(self.analysis, at, limit);
            // "MVR 200,000": letters that are no name.
            let is_code = amount.as_ref().is_some_and(|a| a.unit.start == at);
            if matches!(self.analysis.words[at].class, Class::Date | Class::Name) && !is_code {
                at += 1;
                continue;
            }
            let fraction = if amount.is_none() { fraction_at(document, at, limit) } else { None };
            // "a quarter of a million": a number.
            let fraction = fraction.filter(|_| number_at(document, at, limit).is_none_or(|n| n.value < 1e5));
            // "in the first half of September": no share.
            let of_time = at > sentence.start && matches!(self.lower(at - 1), "first" | "second" | "latter" | "other");
            let fraction = fraction.filter(|_| !of_time).filter(|f| {
                let next = self.at(at + f.tokens, limit);
                // "half the victims".
                let half = self.lower(at) == "half" && matches!(next, "the" | "all" | "those" | "these");
                // "nearly a quarter said that": of those asked, but "a third said" may be a third man.
                let told = matches!(self.lower(at + f.tokens - 1), "quarter" | "quarters" | "half" | "thirds")
                    || matches!(self.lower(at), "two-thirds" | "three-quarters");
                let says = matches!(next, "said" | "were" | "had" | "have" | "are" | "say" | "reported" | "believed");
                next == "of" || half || told && says || self.is_after_change(at, sentence.start)
            });
            let ratio = ratio_at(document, at, limit)
                .filter(|r| (at..at + r.tokens).all(|i| self.analysis.words[i].class != Class::Date));
            let fraction = ratio.filter(|_| amount.is_none()).or(fraction);
            let number = if amount.is_none() && fraction.is_none() { number_at(document, at, limit) } else { None };
            let (number_tokens, mut value) = match (&amount, fraction, number) {
                (Some(amount), ..) => (amount.tokens.clone(), amount.value),
                (_, Some(fraction), _) => (at..at + fraction.tokens, (fraction.value * 10.0).round() / 10.0),
                (_, _, Some(number)) => (at..at + number.tokens, number.value),
                _ => {
                    at += 1;
                    continue;
                }
            };
            let mut end = number_tokens.end;
            let mut high = None;
            let mut amount = amount;
            // "between 10 and 20", "10 to 20", "10-20".
            let joiner = self.at(end, limit);
            let between = number_tokens.start > sentence.start && self.lower(number_tokens.start - 1) == "between";
            // "rose by a fifth to 96": how much, and to how many.
            let by = number_tokens.start > sentence.start && self.lower(number_tokens.start - 1) == "by";
            let from = number_tokens.start > sentence.start && self.lower(number_tokens.start - 1) == "from";
            if amount.is_none()
                && fraction.is_none()
                && !(by && joiner == "to")
                && (matches!(joiner, "-" | "–")
                    || joiner == "to" && self.analysis.words[end].class != Class::Verb
                    || joiner == "and" && between)
                && let Some(second) = number_at(document, end + 1, limit)
                    .filter(|n| n.value > value && !matches!(self.analysis.words[end + 1].class, Class::Date))
                && !from
            {
                high = Some(second.value);
                // "between 200 and 300 million": the scale goes for both.
                let scale = second.value / number_at(document, end + 1, end + 2).map_or(second.value, |n| n.value);
                if scale >= 1e6 && value < 1000.0 {
                    value *= scale;
                }
                // "between 500 and 1,500 euros a month": the currency stands once.
                if let Some(money) = amount_at(self.analysis, end + 1, limit) {
                    end = money.tokens.end;
                    amount = Some(crate::money::Amount { tokens: number_tokens.clone(), value, ..money });
                } else {
                    end += 1 + second.tokens;
                }
            }
            // "between $4 million and $6 million", "£115m-£130m".
            let joined = between && joiner == "and" || matches!(joiner, "-" | "–") || joiner == "to" && !by && !from;
            if let Some(first) = amount.as_ref().filter(|_| joined) {
                let second = amount_at(self.analysis, end + 1, limit);
                if let Some(second) = second.filter(|s| s.value > value && s.currency == first.currency) {
                    high = Some(second.value);
                    end = second.tokens.end;
                }
            }
            let percent = match self.at(end, limit) {
                "per" if self.at(end + 1, limit) == "cent" => 2,
                "percent" | "%" | "per-cent" => 1,
                _ => 0,
            };
            let is_percent = percent > 0 || fraction.is_some() || self.lower(number_tokens.end - 1).ends_with("pc");
            end += percent;
            let is_sum = amount.is_none()
                && !is_percent
                && self.is_bare_sum(&number_tokens, end, high.unwrap_or(value), &sentence);
            if self.is_excluded(&number_tokens, end, &sentence, is_percent || amount.is_some() || is_sum)
                || amount.is_some() && self.is_of_one_case(&number_tokens, &sentence)
            {
                // "from 255 in 2008/09 to 210": the second number stands for itself.
                let of_season = number_tokens.start > sentence.start + 1
                    && (self.lower(number_tokens.start - 1) == "/"
                        || matches!(self.lower(number_tokens.start - 1), "-" | "–")
                            && self.analysis.words[number_tokens.start - 2].class == Class::Date);
                at = if of_season { number_tokens.end } else { end.max(at + 1) };
                continue;
            }
            let mut start = number_tokens.start;
            let mut comparator = Comparator::Exactly;
            // "around a 5 per cent drop".
            let about_a = start > sentence.start + 1
                && matches!(self.lower(start - 1), "a" | "an")
                && matches!(
                    self.lower(start - 2),
                    "around" | "about" | "roughly" | "nearly" | "almost" | "approximately"
                );
            if about_a {
                comparator = Comparator::About;
            }
            if between && high.is_some() {
                start -= 1;
            } else if let Some((from, sign)) = comparator_before(document, number_tokens.start, sentence.start) {
                start = from;
                // "As many as 2,303 people were convicted": stressed, and counted to the last one.
                // "then moved up to 2,220": a verb's own word.
                let moved = self.lower(from) == "up"
                    && self.lower(number_tokens.start - 1) == "to"
                    && from > sentence.start
                    && matches!(
                        self.analysis.words[from - 1].lemma,
                        "move"
                            | "go"
                            | "rise"
                            | "come"
                            | "jump"
                            | "climb"
                            | "shoot"
                            | "increase"
                            | "edge"
                            | "creep"
                            | "tick"
                    );
                if moved {
                    start = number_tokens.start;
                }
                let stressed = moved || self.lower(from) == "as" && value >= 100.0 && value % 10.0 != 0.0;
                comparator = if stressed { Comparator::Exactly } else { sign };
            } else if let Some((to, sign)) = comparator_after(document, end, limit) {
                end = to;
                comparator = sign;
            }
            // "an estimated street value of 228,085 dollars".
            if comparator == Comparator::Exactly && self.is_estimated(start, sentence.start) {
                comparator = Comparator::About;
            }
            // "assets worth 3.4 billion": money whose currency is not said, or not known.
            let bare_worth = start > sentence.start
                && self.lower(start - 1) == "worth"
                && value >= 1000.0
                && !is_percent
                && high.is_none();
            let kind = if amount.is_some() || bare_worth || is_sum {
                FigureKind::Amount
            } else if is_percent {
                FigureKind::Share
            } else if high.is_some() {
                FigureKind::Range
            } else {
                FigureKind::Count
            };
            found.push(Quantity {
                tokens: start..end,
                number: number_tokens,
                value,
                high,
                comparator,
                kind,
                direction: None,
                currency: amount.map(|a| (a.currency, a.unit)),
            });
            at = end;
        }
        found
    }

    /// Whether what a number is told of is an estimate: "an estimated value of", "at an estimated cost of".
    fn is_estimated(&self, number: usize, start: usize) -> bool {
        let Some(of) = number.checked_sub(1).filter(|i| *i >= start && self.lower(*i) == "of") else { return false };
        (start.max(of.saturating_sub(5))..of)
            .rev()
            .take_while(|i| matches!(self.analysis.words[*i].class, Class::Noun | Class::Adjective | Class::Verb))
            .any(|i| matches!(self.lower(i), "estimated" | "approximate"))
    }
}
