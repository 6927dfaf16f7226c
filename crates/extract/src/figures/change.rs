//! Changes: "13 per cent fewer", "a decline of 10 per cent", "fell by a third".

use super::*;
use crate::figure::{Direction, FigureKind};
use crate::word::Class;
use std::ops::Range;

impl FigureReader<'_, '_> {
    /// Whether the number is a change, and which way.
    pub(super) fn change(&self, quantity: &mut Quantity, limits: &Range<usize>) {
        let percent = quantity.kind == FigureKind::Share;
        if let Some(direction) = self.change_of(quantity, percent, limits) {
            quantity.kind = if percent { FigureKind::RelativeChange } else { FigureKind::AbsoluteChange };
            quantity.direction = Some(direction);
        }
    }

    pub(super) fn change_of(&self, quantity: &Quantity, percent: bool, limits: &Range<usize>) -> Option<Direction> {
        let after = self.at(quantity.tokens.end, limits.end);
        // "13 per cent fewer", "24 more than".
        if matches!(after, "fewer" | "less" | "more" | "higher" | "lower")
            && (quantity.currency.is_none() || after != "more")
        {
            let than = self.at(quantity.tokens.end + 1, limits.end) == "than";
            let noun = |i: usize| {
                i < limits.end && self.analysis.words[i].class == Class::Noun && self.lower(i).ends_with('s')
            };
            // "141 less persons", "64 more incidents than in 2019".
            let less = after == "less" && noun(quantity.tokens.end + 1);
            let than = than
                || after == "more"
                    && (quantity.tokens.end + 2..limits.end.min(quantity.tokens.end + 7))
                        .take_while(|i| !matches!(self.lower(*i), "," | ";"))
                        .any(|i| self.lower(i) == "than" || self.lower(i) == "compared");
            // "There were 450 more murder cases in July": so many more, not so many.
            let more = after == "more"
                && (quantity.tokens.end + 1..limits.end.min(quantity.tokens.end + 5))
                    .any(|i| subject::is_event(self.lower(i)))
                && (limits.start.max(quantity.tokens.start.saturating_sub(3))..quantity.tokens.start)
                    .any(|i| matches!(self.lower(i), "were" | "was" | "been" | "are" | "the"));
            // "82 cases, bringing the number to 1,155 and 398 more complaints".
            let goes_on = after == "more" && brings(self, quantity.tokens.end, limits.end);
            if (percent || than || less || more || goes_on || matches!(after, "fewer"))
                && let Some(direction) = direction(after)
            {
                return Some(direction);
            }
        }
        // "4,200 more than in 1995", "200 greater than the average".
        if after == "greater" && self.at(quantity.tokens.end + 1, limits.end) == "than" {
            return Some(Direction::Increase);
        }
        // "the decline in murders was 26.9 per cent".
        if percent
            && let Some(noun) = self.change_noun_of(quantity, limits)
            && let Some(direction) = direction(self.lower(noun))
        {
            return Some(direction);
        }
        // "a 10 per cent decline".
        let next_noun =
            (quantity.tokens.end..(quantity.tokens.end + 3).min(limits.end)).find(|i| is_change_noun(self.lower(*i)));
        if let Some(noun) = next_noun.filter(|i| {
            (quantity.tokens.end..*i).all(|t| matches!(self.analysis.words[t].class, Class::Adjective | Class::Noun))
        }) && let Some(direction) = direction(self.lower(noun))
        {
            return Some(direction);
        }
        // "a decline of 10 per cent", "a decline in filings for this category of 10 per cent".
        if let Some(noun) = self.change_noun_before(quantity, limits)
            && let Some(direction) = direction(self.lower(noun))
        {
            return Some(direction);
        }
        // "fell by 15 per cent", "rose 3%", "was down 4 per cent".
        // "went down the most, by 16 per cent".
        let far = quantity.tokens.start.saturating_sub(2);
        let down = far >= limits.start + 3
            && self.lower(far + 1) == "by"
            && percent
            && self.lower(far) == ","
            && matches!(self.lower(far - 1), "most" | "least" | "further" | "sharply")
            && (limits.start.max(far.saturating_sub(5))..far).any(|i| matches!(self.lower(i), "down"));
        if down {
            return Some(Direction::Decrease);
        }
        let from = limits.start.max(quantity.tokens.start.saturating_sub(3));
        let verb = (from..quantity.tokens.start).rev().find(|i| {
            is_change_verb(self.analysis.words[*i].lemma) && matches!(self.analysis.words[*i].class, Class::Verb)
        });
        if let Some(verb) = verb {
            let by = (verb + 1..quantity.tokens.start).all(|i| {
                matches!(
                    self.lower(i),
                    "by" | "about"
                        | "some"
                        | "around"
                        | "nearly"
                        | "almost"
                        | "a"
                        | "an"
                        | "further"
                        | "annual"
                        | "record"
                        | "whopping"
                        | "staggering"
                ) || self.analysis.words[i].class == Class::Adverb
            });
            if by
                && (percent || (verb + 1..quantity.tokens.start).any(|i| self.lower(i) == "by"))
                && let Some(direction) = direction(self.lower(verb))
            {
                return Some(direction);
            }
        }
        // "fell between 2002/03 and 2009/10 by 39 per cent", "rose over the same period by 4 per cent".
        if percent
            && quantity.tokens.start > limits.start
            && self.lower(quantity.tokens.start - 1) == "by"
            && let Some(direction) = self.verb_before_date(quantity.tokens.start - 1, limits.start)
        {
            return Some(direction);
        }
        let start = quantity.tokens.start;
        // "cut the number of cases by a third".
        if percent && let Some(verb) = self.changed_before(start, limits.start) {
            let lemma = self.analysis.words[verb].lemma;
            let up = matches!(lemma, "raise" | "increase" | "push");
            return Some(if up { Direction::Increase } else { Direction::Decrease });
        }
        let before = if start > limits.start { self.lower(start - 1) } else { "" };
        // "down just 2.5 per cent".
        let before =
            if matches!(before, "just" | "only" | "slightly" | "a" | "nearly" | "almost") && start > limits.start + 1 {
                self.lower(start - 2)
            } else {
                before
            };
        // "was down by 7 per cent".
        let before = if before == "by" && start > limits.start + 1 { self.lower(start - 2) } else { before };
        // "are down nationwide by 20 per cent".
        let where_to =
            matches!(before, "nationwide" | "nationally" | "overall" | "slightly" | "sharply" | "countrywide");
        let before = if where_to && start > limits.start + 2 { self.lower(start - 3) } else { before };
        // "making up 79 per cent of all cases": a share.
        if before == "up"
            && start > limits.start + 1
            && matches!(self.lower(start - 2), "making" | "make" | "makes" | "made")
        {
            return None;
        }
        // "up 4.6 percentage points".
        let points = matches!(after, "percentage" | "points" | "point");
        if (percent || points)
            && matches!(before, "up" | "down")
            && let Some(direction) = direction(before)
        {
            return Some(direction);
        }
        None
    }

    /// The direction of a verb of change from which nothing but a time parts the "by" at a token.
    fn verb_before_date(&self, by: usize, start: usize) -> Option<Direction> {
        let times = |i: usize| {
            self.analysis.words[i].class == Class::Date
                || self.analysis.document.tokens[i].kind == crate::token::Kind::Number
                || matches!(
                    self.lower(i),
                    "between"
                        | "and"
                        | "in"
                        | "over"
                        | "during"
                        | "from"
                        | "to"
                        | "the"
                        | "same"
                        | "period"
                        | "of"
                        | "last"
                        | "first"
                        | "second"
                        | "half"
                        | "this"
                        | "year"
                        | "quarter"
                        | "months"
                        | "/"
                        | "-"
                        | "–"
                        | "a"
                        | "further"
                        | ","
                        | "initially"
                )
        };
        let verb = (start.max(by.saturating_sub(14))..by).rev().find(|i| !times(*i))?;
        // "went up in the first half by 11.2 per cent".
        let particle = matches!(self.lower(verb), "up" | "down")
            && verb > start
            && matches!(self.analysis.words[verb - 1].lemma, "go" | "come" | "be");
        if particle {
            return direction(self.lower(verb));
        }
        let word = &self.analysis.words[verb];
        let changes = word.class == Class::Verb && is_change_verb(word.lemma) && verb + 1 < by;
        changes.then(|| direction(self.lower(verb))).flatten()
    }

    /// Whether the verb of a clause says more or less: "fell", "have come down".
    pub(super) fn tells_change(&self, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        let next = self.analysis.document.lower_at(group.tokens.end).unwrap_or("");
        let particle = group.particle.map_or(next, |at| self.lower(at));
        is_change_verb(group.lemma) || matches!(group.lemma, "come" | "go" | "be") && matches!(particle, "down" | "up")
    }

    /// "fallen by about a third".
    pub(super) fn is_after_change(&self, at: usize, start: usize) -> bool {
        (start.max(at.saturating_sub(4))..at).any(|i| is_change_verb(self.analysis.words[i].lemma))
            || self.changed_before(at, start).is_some()
    }

    /// The verb of "cut the number of cases investigated by a third", where the number stands at a token.
    pub(super) fn changed_before(&self, at: usize, start: usize) -> Option<usize> {
        if at == start || self.lower(at - 1) != "by" {
            return None;
        }
        let verb = (start.max(at.saturating_sub(14))..at - 1).rev().find(|i| {
            self.lower(*i) == "cut" && *i > start
                || self.analysis.words[*i].class == Class::Verb
                    && matches!(
                        self.analysis.words[*i].lemma,
                        "cut" | "reduce" | "raise" | "increase" | "lower" | "decrease" | "slash" | "push"
                    )
        })?;
        // Nothing but its object may stand between.
        let clear = (verb + 1..at - 1).all(|i| {
            let word = self.lower(i);
            !matches!(
                self.analysis.words[i].class,
                Class::Be | Class::Have | Class::Modal | Class::Comma | Class::Subordinator
            ) && (self.analysis.words[i].class != Class::Verb || word.ends_with("ed"))
        });
        let opens = matches!(self.lower(verb + 1), "the" | "its" | "their" | "all")
            || self.analysis.words[verb + 1].class == Class::Noun;
        (clear && opens).then_some(verb)
    }

    /// What the last noun of change before a number is told of: "murder" of "saw a decrease in murder, with a 3 per cent
    /// decline in one province".
    pub(super) fn change_told(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let noun = (limits.start..quantity.tokens.start)
            .rev()
            .find(|i| is_change_noun(self.lower(*i)) && self.at(*i + 1, quantity.tokens.start) == "in")?;
        self.event_from(noun + 2).or_else(|| self.described_from(noun + 2, quantity.tokens.start))
    }

    /// The noun of a change whose "of" or "by" leads to the number.
    pub(super) fn change_noun_before(&self, quantity: &Quantity, limits: &Range<usize>) -> Option<usize> {
        let start = quantity.tokens.start;
        if start == limits.start || !matches!(self.lower(start - 1), "of" | "by") {
            return None;
        }
        let floor = limits.start.max(start.saturating_sub(12));
        let noun = (floor..start - 1).rev().find(|i| is_change_noun(self.lower(*i)))?;
        // Nothing but a complement of the noun may stand between.
        let clear = (noun + 1..start - 1).all(|i| {
            !matches!(
                self.analysis.words[i].class,
                Class::Verb
                    | Class::Be
                    | Class::Comma
                    | Class::Subordinator
                    | Class::Relative
                    | Class::Modal
                    | Class::Have
            ) && !matches!(self.lower(i), "from" | "on" | "over" | "against" | "to")
        });
        (clear && direction(self.lower(noun)).is_some()).then_some(noun)
    }
}

/// Words that say up or down.
pub(super) fn direction(word: &str) -> Option<Direction> {
    Some(match word {
        "plummeted" | "downturn" | "slide" | "contraction" | "downswing" | "tumbled" | "tumble" | "slid" | "halved"
        | "eased" | "dwindled" | "declining" | "dropping" | "decreasing" | "plunging" | "plunge" | "fewer" | "less"
        | "lower" | "down" | "decrease" | "decreased" | "decline" | "declined" | "drop" | "dropped" | "fall"
        | "fell" | "fallen" | "falling" | "reduction" | "reduced" | "shrank" | "shrunk" | "plunged" | "slump"
        | "slumped" | "decreases" | "falls" | "drops" | "declines" | "dip" | "dipped" | "cut" => Direction::Decrease,
        "more" | "higher" | "up" | "increase" | "increased" | "rise" | "rose" | "risen" | "rising" | "growth"
        | "grew" | "grown" | "jump" | "jumped" | "surge" | "surged" | "climbed" | "climb" | "gain" | "increases"
        | "rises" | "soared" | "spike" | "spiked" | "leap" | "leapt" | "leaped" | "climbing" | "increasing"
        | "growing" | "spurt" | "improved" | "improving" | "improvement" | "upswing" | "upturn" | "grow"
        | "jumping" | "surging" | "soaring" | "soar" | "swelled" | "uptick" | "upsurge" | "hike" | "jumps"
        | "surges" | "edged" | "uplift" | "upswell" | "spiralled" | "spiraled" | "skyrocketed" | "ballooned"
        | "escalated" => Direction::Increase,
        _ => return None,
    })
}

pub(super) fn is_change_noun(word: &str) -> bool {
    matches!(
        word,
        "decrease"
            | "decline"
            | "drop"
            | "fall"
            | "reduction"
            | "slump"
            | "increase"
            | "rise"
            | "growth"
            | "jump"
            | "surge"
            | "gain"
            | "dip"
            | "spike"
            | "climb"
            | "change"
            | "cut"
            | "leap"
            | "plunge"
            | "tumble"
            | "uptick"
            | "upsurge"
            | "hike"
            | "spurt"
            | "improvement"
            | "upswing"
            | "upturn"
            | "downturn"
            | "uplift"
            | "upswell"
            | "slide"
            | "contraction"
            | "downswing"
    )
}

pub(super) fn is_change_verb(lemma: &str) -> bool {
    matches!(
        lemma,
        "fall"
            | "drop"
            | "decline"
            | "decrease"
            | "shrink"
            | "plunge"
            | "slump"
            | "rise"
            | "increase"
            | "grow"
            | "jump"
            | "surge"
            | "climb"
            | "soar"
            | "reduce"
            | "dip"
            | "spike"
            | "leap"
            | "swell"
            | "plummet"
            | "tumble"
            | "dwindle"
            | "spiral"
            | "skyrocket"
            | "balloon"
            | "escalate"
            | "cut"
            | "double"
            | "treble"
            | "triple"
            | "quadruple"
            | "halve"
            | "improve"
    )
}

/// Whether a number is what brings a total to another number: "398 more complaints, bringing the number to 11,824".
fn brings(reader: &FigureReader, from: usize, limit: usize) -> bool {
    (from..limit.min(from + 8)).any(|i| {
        matches!(reader.lower(i), "bringing" | "taking" | "pushing")
            && matches!(reader.at(i + 1, limit), "the" | "their" | "its")
    })
}
