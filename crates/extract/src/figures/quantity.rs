//! Numbers in a sentence, with what stands directly around them.

use super::change::is_change_verb;
use super::*;
use crate::comparator::{Comparator, comparator_after, comparator_before};
use crate::figure::FigureKind;
use crate::money::amount_at;
use crate::number::{fraction_at, number_at, ratio_at};
use crate::token::Kind;
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
            if matches!(self.analysis.words[at].class, Class::Date | Class::Name) {
                at += 1;
                continue;
            }
            let amount = amount_at(self.analysis, at, limit);
            let fraction = if amount.is_none() { fraction_at(document, at, limit) } else { None };
            let fraction = fraction
                .filter(|f| matches!(self.at(at + f.tokens, limit), "of") || self.is_after_change(at, sentence.start));
            let ratio = ratio_at(document, at, limit)
                .filter(|r| (at..at + r.tokens).all(|i| self.analysis.words[i].class != Class::Date));
            let fraction = ratio.filter(|_| amount.is_none()).or(fraction);
            let number = if amount.is_none() && fraction.is_none() { number_at(document, at, limit) } else { None };
            let (number_tokens, value) = match (&amount, fraction, number) {
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
            // "between 10 and 20", "10 to 20", "10-20".
            let joiner = self.at(end, limit);
            let between = number_tokens.start > sentence.start && self.lower(number_tokens.start - 1) == "between";
            // "rose by a fifth to 96": how much, and to how many.
            let by = number_tokens.start > sentence.start && self.lower(number_tokens.start - 1) == "by";
            if amount.is_none()
                && fraction.is_none()
                && !(by && joiner == "to")
                && (matches!(joiner, "-" | "–")
                    || joiner == "to" && self.analysis.words[end].class != Class::Verb
                    || joiner == "and" && between)
                && let Some(second) = number_at(document, end + 1, limit)
                    .filter(|n| n.value > value && !matches!(self.analysis.words[end + 1].class, Class::Date))
            {
                let from = number_tokens.start > sentence.start && self.lower(number_tokens.start - 1) == "from";
                if !from {
                    high = Some(second.value);
                    end += 1 + second.tokens;
                }
            }
            // "between $4 million and $6 million".
            if let Some(first) = amount.as_ref().filter(|_| between && self.at(end, limit) == "and") {
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
            let is_percent = percent > 0 || fraction.is_some();
            end += percent;
            if self.is_excluded(&number_tokens, end, &sentence, is_percent || amount.is_some()) {
                at = end.max(at + 1);
                continue;
            }
            let mut start = number_tokens.start;
            let mut comparator = Comparator::Exactly;
            if between && high.is_some() {
                start -= 1;
            } else if let Some((from, sign)) = comparator_before(document, number_tokens.start, sentence.start) {
                start = from;
                comparator = sign;
            } else if let Some((to, sign)) = comparator_after(document, end, limit) {
                end = to;
                comparator = sign;
            }
            let kind = if amount.is_some() {
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

    /// Whether a clause or sentence ends at a token.
    fn is_end(&self, at: usize, limit: usize) -> bool {
        at >= limit || matches!(self.lower(at), "," | "." | ";" | ":" | "and" | "but" | "–" | "—")
    }

    /// "fallen by about a third".
    pub(super) fn is_after_change(&self, at: usize, start: usize) -> bool {
        (start.max(at.saturating_sub(4))..at).any(|i| is_change_verb(self.analysis.words[i].lemma))
    }

    /// Ages, labels, times, parts of addresses.
    pub(super) fn is_excluded(
        &self,
        number: &Range<usize>,
        end: usize,
        sentence: &Range<usize>,
        has_unit: bool,
    ) -> bool {
        let document = &self.analysis.document;
        let limit = sentence.end;
        let next = self.at(end, limit);
        let before = if number.start > sentence.start { self.lower(number.start - 1) } else { "" };
        if matches!(
            next,
            "years"
                | "year"
                | "months"
                | "days"
                | "pm"
                | "am"
                | "p.m."
                | "a.m."
                | "o'clock"
                | "hours"
                | "minutes"
                | "times"
                | "metres"
                | "meters"
                | "km"
                | "kilometres"
                | "miles"
                | "degrees"
                | "old"
        ) || next.ends_with("-year-old")
        {
            return !has_unit;
        }
        if has_unit {
            return false;
        }
        // ", 46," is an age; "aged 91".
        let comma_age =
            before == "," && matches!(next, "," | ")" | ".") && document.tokens[number.start].lower.len() <= 2;
        if comma_age
            || matches!(
                before,
                "aged"
                    | "age"
                    | "no."
                    | "nos."
                    | "number"
                    | "section"
                    | "article"
                    | "room"
                    | "page"
                    | "chapter"
                    | "berth"
                    | "table"
                    | "class"
                    | "paragraph"
                    | "part"
                    | "case"
                    | "war"
                    | "phase"
                    | "level"
                    | "vol."
                    | "act"
                    | "route"
                    | "highway"
                    | "per"
                    | "#"
                    | "/"
            )
        {
            return true;
        }
        // "a 2019 study": a year.
        let digits = &*document.tokens[number.start].lower;
        let is_year = digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
        if is_year && matches!(before, "a" | "an" | "the" | "its" | "his" | "their" | "this" | "that") {
            return true;
        }
        // "were under 25", "men over 60": ages.
        let is_age = matches!(before, "under" | "over")
            && digits.len() <= 2
            && (self.is_end(end, limit) || matches!(next, "when" | "at"))
            && number.start > sentence.start + 1
            && matches!(
                self.lower(number.start - 2),
                "were" | "was" | "are" | "is" | "those" | "people" | "men" | "women" | "children" | "anyone"
            );
        if is_age {
            return true;
        }
        // "Of the 210 suspects identified": the whole of which a part is told.
        let of_whole = before == "the"
            && number.start > sentence.start + 1
            && matches!(self.lower(number.start - 2), "of" | "among")
            && (number.start == sentence.start + 2 || self.lower(number.start - 3) == ",")
            && document.tokens[number.start].kind == Kind::Number
            && digits.len() > 1;
        if of_whole {
            return false;
        }
        // "the two men", "the 17 accused": known ones, not counted anew.
        if matches!(before, "the" | "these" | "those" | "his" | "her" | "their" | "its" | "both" | "other") {
            return true;
        }
        // A name before it, nothing after: "Assize Square 1", "Tallow Street 9".
        let after_name = number.start > sentence.start
            && self.analysis.words[number.start - 1].class == Class::Name
            && document.tokens[number.start].kind == Kind::Number;
        if after_name
            && (matches!(next, "," | "." | "" | ")") || end < limit && self.analysis.words[end].class == Class::Name)
        {
            return true;
        }
        // "1. Dragan Velkoran": the number of an item.
        if number.start == sentence.start && matches!(next, "." | ")") {
            return true;
        }
        let word = self.lower(number.start);
        let in_words = document.tokens[number.start].kind == Kind::Word;
        // "one" is an article or a pronoun more often than a count.
        in_words && word == "one" || document.tokens[number.start].lower.contains('/')
    }
}
