//! Changes that share a verb: "murder fell by 3 per cent and rape by 4 per cent", "A, B and C rose by 1, 2 and 3 per cent
//! respectively".

use super::change::is_change_verb;
use super::counted::strip_article;
use super::*;
use crate::figure::Figure;
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// "sexual offences" of "murder fell by 5.8 per cent, sexual offences by 2.5 per cent": what stands between the change
    /// before and the "by" of this number, where there is no verb of its own.
    pub(super) fn gapped(&self, quantity: &Quantity, last: Option<&Figure>) -> Option<Range<usize>> {
        let last = last.filter(|f| f.kind.is_change())?;
        let by = quantity.tokens.start.checked_sub(1).filter(|i| self.lower(*i) == "by")?;
        let mut start = last.tokens.end;
        // "increased by 959 cases and robbery by 443": the unit of the first.
        while start < by && !matches!(self.lower(start), "," | "and" | "while" | ";") {
            if start > last.tokens.end + 3 || self.analysis.words[start].class != Class::Noun {
                return None;
            }
            start += 1;
        }
        while start < by && matches!(self.lower(start), "," | "and" | "while" | ";") {
            start += 1;
        }
        let tokens = start..by;
        let verbs = tokens.clone().any(|i| {
            let class = self.analysis.words[i].class;
            matches!(class, Class::Be | Class::Have | Class::Modal | Class::Comma | Class::Date | Class::Number)
                || class == Class::Verb && !self.lower(i).ends_with("ing") && !self.lower(i).ends_with("ed")
        });
        (!tokens.is_empty() && tokens.len() < 12 && !verbs && self.analysis.words[by - 1].class != Class::Adverb)
            .then_some(tokens)
    }

    /// Whether a percentage goes on with a list of changes by place or time: "increased 64.1 per cent in one state, 61.3 per
    /// cent in another", "rose 3.5 per cent compared to May and 8 per cent compared to June".
    pub(super) fn goes_on_changing(&self, quantity: &Quantity, limits: &Range<usize>, last: Option<&Figure>) -> bool {
        let Some(last) = last.filter(|f| f.kind == FigureKind::RelativeChange) else { return false };
        let between = last.tokens.end..quantity.tokens.start.max(last.tokens.end);
        let next = match self.at(quantity.tokens.end, limits.end) {
            "when" => self.at(quantity.tokens.end + 1, limits.end),
            next => next,
        };
        let first = self.at(last.tokens.end, limits.end);
        let alike = matches!(next, "in" | "compared" | "from" | "on")
            && (first == next
                || matches!(next, "compared" | "on" | "from")
                    && between.clone().any(|i| matches!(self.lower(i), "compared" | "on" | "from")));
        alike
            && (2..10).contains(&between.len())
            && matches!(self.lower(between.end - 1), "," | "and")
            && between.clone().all(|i| {
                !matches!(self.analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal)
                    || self.lower(i) == "compared"
            })
    }

    /// Whether the subject of the "be" right before a number is a noun of change: "the decline in murders was 26.9 per cent".
    pub(super) fn is_of_change_noun(&self, quantity: &Quantity, limits: &Range<usize>) -> bool {
        self.change_noun_of(quantity, limits).is_some()
    }

    /// That noun.
    pub(super) fn change_noun_of(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let be = quantity.tokens.start.checked_sub(1).filter(|i| *i > limits.start)?;
        if self.analysis.words[be].class != Class::Be {
            return None;
        }
        let noun = (limits.start..be).rev().take(14).find(|i| change::is_change_noun(self.lower(*i)))?;
        let clear = (noun + 1..be).all(|i| {
            !matches!(self.analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Modal | Class::Comma)
        });
        let opens =
            noun == limits.start || matches!(self.lower(noun - 1), "the" | "overall" | "total" | "average" | "annual");
        (clear && opens).then_some(noun)
    }

    /// Whether "respectively" goes for a number: nothing but numbers, their signs and commas up to it.
    pub(super) fn is_respective(&self, quantity: &Quantity, limits: &Range<usize>) -> bool {
        (quantity.tokens.end..limits.end.min(quantity.tokens.end + 16))
            .find(|i| {
                !matches!(self.lower(*i), "," | "and" | "per" | "cent" | "percent" | "%" | "by" | "about" | "points")
                    && self.analysis.words[*i].class != Class::Number
                    && self.analysis.document.tokens[*i].kind != crate::token::Kind::Number
            })
            .is_some_and(|i| self.lower(i) == "respectively")
    }

    /// Of which of the things before the verb a number with "respectively" tells: the second of the numbers, the second of
    /// the things. Nothing where they are not as many.
    pub(super) fn respective(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<String> {
        if !self.is_respective(quantity, limits) {
            return None;
        }
        let end = (quantity.tokens.end..limits.end).find(|i| self.lower(*i) == "respectively")?;
        let verb = (limits.start..quantity.tokens.start)
            .rev()
            .find(|i| is_change_verb(self.analysis.words[*i].lemma) && self.analysis.words[*i].class == Class::Verb)?;
        let numbers: Vec<usize> = self
            .quantities(verb + 1..end)
            .iter()
            .filter(|q| q.kind == quantity.kind || q.kind == FigureKind::Share)
            .map(|q| q.number.start)
            .collect();
        let place = numbers.iter().position(|start| *start == quantity.number.start)?;
        let mut last = verb;
        while last > limits.start
            && (matches!(
                self.analysis.words[last - 1].class,
                Class::Have | Class::Be | Class::Adverb | Class::Relative
            ) || self.lower(last - 1) == ",")
        {
            last -= 1;
        }
        // From the end of the things back: as many as there are numbers.
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut stop = last;
        let mut at = last;
        while at > limits.start && parts.len() < numbers.len() {
            at -= 1;
            let word = self.lower(at);
            let opens = matches!(word, "in" | "that" | "while" | ":" | ";" | "only" | "both" | "for")
                && parts.len() + 1 == numbers.len();
            if matches!(word, "and" | ",") || opens {
                if at + 1 < stop {
                    parts.push(at + 1..stop);
                }
                stop = at;
            }
        }
        if parts.len() < numbers.len() && at == limits.start && at < stop {
            parts.push(at..stop);
        }
        parts.reverse();
        let tokens = parts.get(place).filter(|_| parts.len() == numbers.len())?.clone();
        Some(self.named(&tokens))
    }

    /// The words of a thing that more or less is told of: without its article, "the number of" and what befell it.
    pub(super) fn named(&self, tokens: &Range<usize>) -> String {
        let mut start = tokens.start;
        if matches!(self.lower(start), "the" | "a" | "an" | "all") && start + 1 < tokens.end {
            start += 1;
        }
        if self.lower(start) == "number" && self.at(start + 1, tokens.end) == "of" {
            start += 2;
        }
        let described = |i: &usize| {
            *i > start
                && matches!(self.lower(*i), "recorded" | "reported" | "registered" | "committed" | "filed" | "opened")
        };
        let end = (start..tokens.end).find(described).unwrap_or(tokens.end);
        strip_article(&self.text(&(start..end)))
    }
}
