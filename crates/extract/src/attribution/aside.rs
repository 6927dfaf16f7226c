//! Speech told beside what is said: "as the court found", "in the words of the judge", "what the police called a war".

use super::*;
use crate::clause::Clause;
use crate::word::Class;

impl Attributor<'_, '_> {
    /// "called the raid a disgrace", "what a spokesman called a mistake": what somebody or something is said to be.
    pub(super) fn called(&self, clause: &Clause, end: usize) -> Option<Range<usize>> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let subject = clause.subjects.first().map(|s| &analysis.chunks.phrases[*s])?;
        let at = group.tokens.end;
        let before = subject.tokens.start.checked_sub(1).map_or("", |i| self.lower(i));
        // "in what he called a mistake", "whom she calls the real governor".
        let gap = matches!(before, "what" | "whom" | "which") && subject.tokens.end <= group.tokens.start;
        if gap {
            return self.says_what(at, end).then_some(at..end);
        }
        let first = clause
            .receivers
            .iter()
            .chain(&clause.objects)
            .map(|o| &analysis.chunks.phrases[*o])
            .filter(|np| np.tokens.start >= at && np.tokens.start <= at + 1)
            .min_by_key(|np| np.tokens.start)?;
        // "calls the seizure of the ship a mistake": what hangs on it.
        let phrase = *analysis.phrase_at.get(&first.head)?;
        let hung = analysis.chunks.chunks[analysis.attached[phrase].last].tokens.end;
        // "called it merit-making", "called him a liar".
        let plain = |next: usize| {
            first.is_pronoun
                && next < end
                && matches!(analysis.words[next].class, Class::Noun | Class::Name | Class::Possessive | Class::Number)
        };
        let next = [first.tokens.end, hung].into_iter().find(|next| self.says_what(*next, end) || plain(*next))?;
        (next < end).then_some(first.tokens.start..end)
    }

    /// Whether "a disgrace", "political" or a quotation begins here: what something is called, and no name and no time.
    fn says_what(&self, at: usize, end: usize) -> bool {
        let analysis = self.analysis;
        if at >= end {
            return false;
        }
        let word = self.lower(at);
        let is_time = (at..end.min(at + 4)).any(|i| {
            analysis.words[i].class == Class::Date
                || matches!(
                    self.lower(i),
                    "time" | "times" | "day" | "night" | "morning" | "evening" | "week" | "moment" | "minute" | "hour"
                )
        });
        match analysis.words[at].class {
            Class::QuoteOpen => true,
            Class::Determiner => {
                let opens = analysis.phrase_at.range(at..end).next();
                let opens = opens.is_some_and(|(_, phrase)| analysis.chunks.phrases[*phrase].tokens.start == at);
                matches!(word, "a" | "an" | "the") && !is_time && opens
            }
            Class::Adjective => !is_time,
            _ => false,
        }
    }

    /// "Renn led it, as the court found in May", "As he told the judge, Renn led it": what the sentence says without this.
    pub(super) fn as_told(&self, clause: &Clause, sentence: &Range<usize>, end: usize) -> Option<Vec<Range<usize>>> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let [subject] = clause.subjects.as_slice() else { return None };
        let start = analysis.chunks.phrases[*subject].tokens.start;
        let word = start.checked_sub(1).filter(|i| *i >= sentence.start)?;
        let speaks = analysis.reporting.says(group.lemma);
        let told = clause.objects.is_empty()
            || group.lemma == "tell" && clause.objects.len() == 1
            || group.lemma == "put" && self.lower(group.tokens.end) == "it";
        let is_aside = matches!(self.lower(word), "as" | "so") && start < group.tokens.start && speaks && told;
        if !is_aside || matches!(group.lemma, "see" | "know" | "expect" | "hope" | "report") {
            return None;
        }
        let close = (group.tokens.end..end.min(group.tokens.end + 12))
            .find(|i| matches!(analysis.words[*i].class, Class::Comma | Class::Dash));
        let is_apart = |i: usize| matches!(analysis.words[i].class, Class::Comma | Class::Dash | Class::Colon);
        let before = word.checked_sub(1).filter(|i| *i > sentence.start && is_apart(*i));
        let mut ranges = Vec::new();
        match (word == sentence.start, before, close) {
            (true, _, Some(close)) => ranges.push(close + 1..end),
            (false, Some(before), close) => {
                ranges.push(sentence.start..before);
                if let Some(close) = close {
                    ranges.push(close + 1..end);
                }
            }
            // "who, so Ferrand says, dined there" was told above; "and as he told the court he paid" is too loose.
            _ => return None,
        }
        ranges.retain(|range| !range.is_empty());
        (!ranges.is_empty()).then_some(ranges)
    }

    /// "in the words of the judge", "in the prosecution's view", "by his own account": a noun for what somebody says.
    pub(super) fn in_the_view(&self, sentence: usize, notes: &mut Vec<AttributionNote>) {
        let range = self.sentence_range(sentence);
        let end = self.content_end(sentence);
        for at in range.clone() {
            if !matches!(self.lower(at), "in" | "by") {
                continue;
            }
            let Some((speaker, close)) = self.viewer(at, end) else { continue };
            let is_apart = |i: usize| matches!(self.analysis.words[i].class, Class::Comma | Class::Dash | Class::Colon);
            let mut ranges = Vec::new();
            let before = at.checked_sub(1).filter(|i| *i > range.start && is_apart(*i));
            let hangs = at > range.start && matches!(self.lower(at - 1), "and" | "but" | "that" | "who" | "which");
            if let Some(before) = before {
                ranges.push(range.start..before);
            } else if at > range.start && !hangs {
                ranges.push(range.start..at);
            }
            let after = close + usize::from(close < end && is_apart(close));
            if after < end && (at == range.start || hangs || is_apart(close)) {
                ranges.push(after..end);
            }
            ranges.retain(|range| !range.is_empty());
            if !ranges.is_empty() {
                self.push(notes, &speaker, at..close, ranges, Mode::Indirect, None);
            }
        }
    }

    /// Whose view "in the view of the court" or "by his own account" is, and where the words end.
    fn viewer(&self, at: usize, end: usize) -> Option<(Speaker, usize)> {
        let analysis = self.analysis;
        let by = self.lower(at) == "by";
        let fits = |np: &crate::chunk::NounPhrase| match self.lower(np.head) {
            "account" | "admission" | "count" | "calculation" | "tally" | "estimate" | "reckoning" => by,
            "view" | "words" | "opinion" | "version" | "telling" | "estimation" => !by,
            _ => false,
        };
        let mut near = analysis.phrase_at.range(at + 1..end.min(at + 10)).map(|(_, phrase)| phrase);
        let phrase = near.find(|phrase| {
            let np = &analysis.chunks.phrases[**phrase];
            np.tokens.start == at + 1 && fits(np)
        })?;
        let np = &analysis.chunks.phrases[*phrase];
        if let Some(owner) = np.owner {
            let speaker = self.speaker(owner);
            return self.can_speak(owner, &speaker).then_some((speaker, np.tokens.end));
        }
        if let Some(pronoun) = np.owner_pronoun {
            // "in our view", "in my opinion": a writer's, in a quotation most often.
            let plain = np.own.len() == 1 || np.own.len() == 2 && self.lower(np.own.start) == "own";
            if !plain || !matches!(self.lower(pronoun), "his" | "her" | "their" | "its") {
                return None;
            }
            let mention = analysis.mentions.iter().find(|m| m.tokens == (pronoun..pronoun + 1));
            let speaker = Speaker {
                phrase: None,
                tokens: Some(pronoun..pronoun + 1),
                entity: mention.and_then(|m| m.entity),
                unsure: false,
            };
            return Some((speaker, np.tokens.end));
        }
        let of = analysis.attached[*phrase].complements.iter().find(|c| self.lower(c.preposition) == "of")?;
        let whose = of.phrases.first().copied().filter(|_| of.preposition == np.tokens.end)?;
        let speaker = self.speaker(whose);
        let close = speaker.tokens.as_ref().map_or(of.preposition + 1, |tokens| tokens.end);
        self.can_speak(whose, &speaker).then_some((speaker, close))
    }
}
