//! The noun that a number counts: where its words begin and end, and on what it hangs.

use super::countable::is_counted;
use super::counted::strip_article;
use super::*;
use crate::mention::MentionKind;
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// "Norland saw a 3% rise from 33,281 to 34,308 seizures": what the numbers after a change count.
    pub(super) fn counted_ahead(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<String> {
        let document = &self.analysis.document;
        let from = (quantity.tokens.end..limits.end.min(quantity.tokens.end + 4)).find(|i| self.lower(*i) == "from")?;
        let first = crate::number::number_at(document, from + 1, limits.end)?;
        let to = from + 1 + first.tokens;
        if self.at(to, limits.end) != "to" {
            return None;
        }
        let second = crate::number::number_at(document, to + 1, limits.end)?;
        let end = to + 1 + second.tokens;
        let phrase = *self.analysis.phrase_at.get(&end)?;
        let np = &self.analysis.chunks.phrases[phrase];
        (np.head >= end).then(|| self.text(&(end..self.end_of_counted(np.head, limits) + 1)))
    }

    /// Where the words for what is counted end: "gang suspects" after a phrase that ends with "gang", and "corruption,
    /// bribery and other cases" after one that ends with "corruption".
    pub(super) fn end_of_counted(&self, head: usize, limits: &Range<usize>) -> usize {
        let analysis = self.analysis;
        let plural = |i: usize| {
            let word = self.lower(i);
            word.ends_with('s') && !word.ends_with("ss") && analysis.words[i].class == Class::Noun || is_plural(word)
        };
        if plural(head) {
            return head;
        }
        // "115 Anti Human Trafficking Units": capitals up to the plural.
        let capital = |i: usize| {
            i < limits.end
                && analysis.document.is_capitalised(i)
                && matches!(analysis.words[i].class, Class::Name | Class::Noun | Class::Adjective | Class::Verb)
        };
        if capital(head) {
            let last = (head + 1..limits.end.min(head + 6)).take_while(|i| capital(*i)).last();
            if let Some(last) = last.filter(|i| self.lower(*i).ends_with('s')) {
                return last;
            }
        }
        // "e-commerce cheating cases": a verbal noun between.
        if is_verbal(self.at(head + 1, limits.end)) && subject::is_event(self.at(head + 2, limits.end)) {
            return head + 2;
        }
        let named = |i: usize| i < limits.end && matches!(analysis.words[i].class, Class::Noun | Class::Adjective);
        // "16,202 fraud and deception offences", "7,944 fraud, deception and related offences".
        if analysis.words[head].class == Class::Noun && matches!(self.at(head + 1, limits.end), "and" | ",") {
            let run = (head + 1..limits.end.min(head + 8))
                .take_while(|i| named(*i) || matches!(self.lower(*i), "," | "and" | "related"));
            let plurals: Vec<usize> = run.filter(|i| plural(*i)).collect();
            let closed = |i: usize| !matches!(self.at(i + 1, limits.end), "and" | ",");
            if let [last] = plurals.as_slice()
                && closed(*last)
                && (head + 1..*last).any(|i| self.lower(i) == "and")
                && is_counted(self.lower(*last))
            {
                return *last;
            }
        }
        // "27 freezing orders", "confiscation orders": plurals that may look like verbs.
        let next = self.at(head + 1, limits.end);
        let ambiguous = matches!(
            next,
            "orders"
                | "warrants"
                | "busts"
                | "files"
                | "notices"
                | "permits"
                | "charges"
                | "records"
                | "claims"
                | "checks"
                | "searches"
                | "raids"
                | "attempts"
                | "arrests"
                | "funds"
        );
        let after = self.at(head + 2, limits.end);
        let closed = matches!(
            after,
            "" | "."
                | ","
                | ";"
                | ")"
                | "and"
                | "in"
                | "on"
                | "for"
                | "against"
                | "were"
                | "was"
                | "have"
                | "had"
                | "has"
                | "worth"
                | "with"
                | "from"
                | "to"
                | "of"
                | "by"
                | "during"
                | "over"
                | "last"
                | "this"
                | "between"
        );
        if ambiguous && closed && head + 1 < limits.end {
            return head + 1;
        }
        if is_counted(self.at(head + 1, limits.end)) && self.at(head + 2, limits.end) != "of" {
            return head + 1;
        }
        let people = matches!(
            self.at(head + 1, limits.end),
            "suspects" | "members" | "leaders" | "bosses" | "convicts" | "offenders" | "fighters"
        );
        if named(head + 1) && plural(head + 1) || people {
            return head + 1;
        }
        let listed = self.at(head + 1, limits.end) == ","
            && analysis.words[head].class == Class::Noun
            && (head + 2..limits.end.min(head + 10))
                .take_while(|i| named(*i) || matches!(self.lower(*i), "," | "and" | "other" | "or"))
                .any(|i| self.lower(i) == "other");
        let mut end = head;
        if listed {
            for i in head + 1..limits.end.min(head + 10) {
                if !named(i) && !matches!(self.lower(i), "," | "and" | "other" | "or") {
                    break;
                }
                if plural(i) {
                    end = i;
                }
            }
        }
        end
    }

    /// The noun on which a phrase hangs: "crimes" of "crimes against the person".
    pub(super) fn top_of(&self, phrase: usize) -> usize {
        let governor = self.analysis.attached[phrase].governor;
        governor
            .filter(|(_, preposition)| matches!(self.lower(*preposition), "against" | "per" | "involving"))
            .map_or(phrase, |(top, _)| self.top_of(top))
    }

    /// Whether a phrase names a person, a body or a place, of which there is no more and no less.
    pub(super) fn names_body(&self, phrase: usize) -> bool {
        // "SARs dropped": letters, and several of what they stand for.
        let word = self.analysis.document.word(self.analysis.chunks.phrases[phrase].head);
        if word.len() > 3 && word.strip_suffix('s').is_some_and(|word| word.chars().all(char::is_uppercase)) {
            return false;
        }
        let head = self.analysis.chunks.phrases[phrase].head;
        // "Burglaries dropped": a noun that only begins a sentence.
        if subject::is_event(self.lower(head))
            || is_counted(self.lower(head))
            || self.analysis.lexicon.crime.contains(self.lower(head))
        {
            return false;
        }
        // "Police foot patrols": a name that helps to describe.
        self.analysis.chunks.phrases[phrase].mention.is_some_and(|m| {
            self.analysis.mentions[m].tokens.contains(&head)
                && matches!(
                    self.analysis.mentions[m].kind,
                    MentionKind::Person | MentionKind::Organisation | MentionKind::Place
                )
        })
    }

    /// The noun phrase that begins at a token or after the verbal noun there: "kidnapping offences".
    pub(super) fn event_from(&self, token: usize) -> Option<usize> {
        let event = |p: &usize| subject::is_event(self.lower(self.analysis.chunks.phrases[*p].head));
        let is_verbal = self.analysis.document.lower_at(token).is_some_and(is_verbal);
        self.phrase_from(token).or_else(|| self.phrase_from(token + 1).filter(|p| is_verbal && event(p)))
    }

    /// "break and enter dwelling (up 1.3 per cent)": an offence named by its verb, in a list.
    pub(super) fn deed_before_brackets(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<String> {
        let open = self.open_bracket(quantity, limits)?;
        let start = (limits.start.max(open.saturating_sub(8))..open)
            .rev()
            .find(|i| matches!(self.lower(*i), "," | "including" | ":" | ")" | "were" | ";"))?
            + 1;
        let start = start + usize::from(self.at(start, open) == "and");
        let deed = start < open
            && matches!(
                self.lower(start),
                "break" | "steal" | "resist" | "fail" | "breach" | "possess" | "use" | "drive" | "receive"
            );
        deed.then(|| self.text(&(start..open)))
    }

    /// The bracket that opens right before a change: "(up 22 per cent)".
    pub(super) fn open_bracket(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let mut open = quantity.tokens.start.checked_sub(1)?;
        // "(also down just 1 per cent)".
        while open > limits.start && matches!(self.lower(open), "up" | "down" | "by" | "also" | "just" | "only") {
            open -= 1;
        }
        (open > limits.start && self.lower(open) == "(" && self.at(quantity.tokens.end, limits.end) == ")")
            .then_some(open)
    }

    /// The phrase before the brackets that hold nothing but a number and its direction.
    pub(super) fn before_brackets(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let open = self.open_bracket(quantity, limits)?;
        let (_, phrase) = self.analysis.phrases_within(limits.start..open).next_back()?;
        (self.analysis.chunks.phrases[*phrase].tokens.end == open).then_some(*phrase)
    }

    /// What a phrase counts without its number: "people" of "the 640 people".
    pub(super) fn uncounted(&self, np: &crate::chunk::NounPhrase) -> String {
        let mut start = np.own.start;
        while start < np.head
            && (self.analysis.words[start].class == Class::Number
                || matches!(self.lower(start), "the" | "these" | "those" | "total"))
        {
            start += 1;
        }
        strip_article(&self.text(&(start..np.head + 1)))
    }
}

/// Plurals without an ending.
fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "police" | "personnel" | "cattle" | "accused")
}

/// Nouns in "-ing" that stand before what is counted: "shooting incidents", not "involving incidents".
pub(super) fn is_verbal(word: &str) -> bool {
    word.len() > 5
        && word.ends_with("ing")
        && !matches!(
            word,
            "involving"
                | "including"
                | "concerning"
                | "regarding"
                | "following"
                | "excluding"
                | "increasing"
                | "rising"
                | "falling"
                | "remaining"
                | "resulting"
                | "pending"
                | "ongoing"
                | "during"
                | "according"
                | "reporting"
                | "reducing"
                | "investigating"
                | "outstanding"
                | "existing"
                | "solving"
                | "handling"
        )
}
