//! Of what a change or a sum is told: the noun on which the subject of its verb hangs.

use super::countable::is_counted;
use super::*;
use crate::chunk::Shape;
use crate::word::Class;

impl FigureReader<'_, '_> {
    /// What a clause tells more or less of: its subject, or the noun on which the subject hangs: "complaints involving
    /// departments", "reports filed on transfers", "the number of reports that banks filed".
    pub(super) fn told_of(&self, clause: &Clause, limits: &Range<usize>) -> Option<usize> {
        let group = self.analysis.chunks.groups[clause.group].tokens.start;
        let subject = clause.subjects.first().copied().map(|s| self.top_of(s));
        if let Some(number) = self.number_ahead(clause, limits) {
            return Some(number);
        }
        let subject = subject?;
        let start = self.analysis.chunks.phrases[subject].tokens.start;
        (start < group).then(|| self.described_by(subject, limits.start).unwrap_or(subject)).or(Some(subject))
    }

    /// "The number of cases that the courts closed" at the head of a sentence or of what somebody says, before its verb.
    pub(super) fn number_ahead(&self, clause: &Clause, limits: &Range<usize>) -> Option<usize> {
        let analysis = self.analysis;
        let group = analysis.chunks.groups[clause.group].tokens.start;
        let heads = |i: usize| {
            i == limits.start
                || matches!(
                    self.lower(i - 1),
                    "that" | "," | "and" | "but" | "while" | "also" | ";" | "(" | "meanwhile"
                )
        };
        let finite = |c: &&Clause| c.shape == Shape::Finite && !matches!(c.link, crate::clause::Link::Relative(_));
        let (_, phrase) = analysis.phrases_within(limits.start..group).rev().find(|(_, p)| {
            let np = &analysis.chunks.phrases[**p];
            np.tokens.start >= limits.start
                && heads(np.tokens.start)
                && is_number_word(self.lower(np.head))
                && matches!(
                    self.at(np.tokens.end, limits.end),
                    "of" | "lost" | "stolen" | "seized" | "recovered" | "paid" | "laundered" | "cheated" | "defrauded"
                )
        })?;
        let from = analysis.chunks.phrases[*phrase].tokens.end;
        // No other verb of its own may stand between.
        let other = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]).filter(finite).any(|c| {
            let verb = analysis.chunks.groups[c.group].tokens.start;
            // "reports that banks filed": "reports" may look like a verb.
            let noun = verb == from + 1
                || (from..verb).all(|i| analysis.words[i].class != Class::Verb) && self.at(verb + 1, group) == "that";
            (from..group).contains(&verb)
                && !noun
                && !(from..verb).any(|i| matches!(self.lower(i), "that" | "which" | "who"))
        });
        (!other).then_some(*phrase)
    }

    /// The noun that a phrase helps to describe, to its left: "complaints" of "complaints involving departments".
    pub(super) fn described_by(&self, phrase: usize, floor: usize) -> Option<usize> {
        let analysis = self.analysis;
        let describes = |i: usize| {
            let word = self.lower(i);
            matches!(
                word,
                "involving"
                    | "concerning"
                    | "regarding"
                    | "against"
                    | "about"
                    | "relating"
                    | "related"
                    | "linked"
                    | "due"
                    | "because"
                    | "on"
                    | "to"
            ) || matches!(word, "of" | "for" | "by" | "in" | "with" | "from")
                || matches!(analysis.words[i].class, Class::Verb | Class::Adjective) && word.ends_with("ed")
                || matches!(analysis.words[i].class, Class::Adverb | Class::Adjective | Class::Determiner)
                || matches!(word, "and" | "or" | "at")
                || i > 0 && analysis.words[i].class == Class::Verb && self.lower(i - 1) == "to"
        };
        let mut at = analysis.chunks.phrases[phrase].tokens.start;
        let mut found = None;
        let mut is_described = false;
        for _ in 0..4 {
            let mut start = at;
            while start > floor
                && at - start < 6
                && describes(start - 1)
                && !analysis.phrase_at.contains_key(&(start - 1))
            {
                start -= 1;
                is_described |= matches!(
                    self.lower(start),
                    "involving" | "concerning" | "regarding" | "against" | "about" | "due" | "because"
                ) || self.lower(start).ends_with("ed");
            }
            if start == at || start <= floor {
                break;
            }
            let Some((_, before)) = analysis.phrases_within(floor..start).next_back() else { break };
            let np = &analysis.chunks.phrases[*before];
            if np.tokens.end != start || np.is_pronoun && self.lower(np.head) != "those" {
                break;
            }
            let head = self.lower(np.head);
            // "SARs": letters of a name, and several of it.
            let letters = analysis.document.word(np.head);
            let several =
                letters.len() > 3 && letters.strip_suffix('s').is_some_and(|word| word.chars().all(char::is_uppercase));
            let plural = head.ends_with('s') && np.mention.is_none() || several;
            // "Crimes of dishonesty", "damages to the interests": whatever joins them, the first is told of.
            let joins = matches!(
                self.lower(start),
                "of" | "at" | "to" | "in" | "on" | "by" | "with" | "for" | "from" | "against"
            ) || is_described;
            let told = is_counted(head)
                || plural
                || is_number_word(head)
                || matches!(head, "robbery" | "burglary" | "theft" | "fraud" | "extortion" | "crime" | "violence");
            if joins && told || is_described && head == "those" {
                found = Some(*before);
            }
            at = np.tokens.start;
        }
        found
    }
}

/// Nouns whose "of" tells what is counted.
pub(super) fn is_number_word(word: &str) -> bool {
    matches!(word, "number" | "total" | "amount" | "value" | "share" | "proportion" | "percentage" | "rate" | "volume")
}

/// What is reported, and reports nothing itself: "with 3,306 cases reported".
pub(super) fn is_event(word: &str) -> bool {
    matches!(
        word,
        "cases"
            | "incidents"
            | "offences"
            | "offenses"
            | "crimes"
            | "murders"
            | "homicides"
            | "killings"
            | "complaints"
            | "thefts"
            | "robberies"
            | "burglaries"
            | "seizures"
            | "kidnappings"
            | "abductions"
            | "attacks"
            | "arrests"
            | "rapes"
            | "deaths"
            | "shootings"
            | "assaults"
            | "violations"
            | "breaches"
            | "victims"
            | "convictions"
    )
}
