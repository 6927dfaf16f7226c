//! Speakers behind their verb: "..., reported the daily", "The trail, said the prosecutor, led to a bank".

use super::*;

impl Attributor<'_, '_> {
    /// "..., reported Progreso", "..., said the prosecutor": the speaker stands behind the verb at the end.
    pub(super) fn inverted(&self, sentence: usize, first: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let range = self.sentence_range(sentence);
        let end = self.content_end(sentence);
        // ", reported the daily", ",” reported the daily".
        let apart = |at: &usize| {
            let before = &analysis.document.tokens[*at - 1];
            before.is_mark(',')
                || before.kind == crate::token::Kind::QuoteClose && analysis.document.tokens[*at - 2].is_mark(',')
        };
        for at in (range.start + 2..end).filter(apart) {
            let verb = self.lower(at);
            let lemma = analysis.lexicon.verbs.get(verb).map_or("", |(lemma, _)| lemma);
            let tells = matches!(
                verb,
                "reported" | "wrote" | "said" | "says" | "say" | "writes" | "reports" | "noted" | "announced"
            ) || analysis.reporting.says(lemma) && turns_round(verb);
            let Some((start, phrase)) = analysis.phrase_at.range(at + 1..).next().filter(|_| tells) else { continue };
            let titled = self.titled(at + 1);
            let (start, phrase) = titled.unwrap_or((*start, *phrase));
            let np = &analysis.chunks.phrases[phrase];
            let mut speaker = self.speaker(phrase);
            if let Some(tokens) = speaker.tokens.as_mut().filter(|tokens| tokens.start == at) {
                tokens.start += 1;
            }
            // "said one of them, Ileana Tejada".
            if speaker.entity.is_none()
                && let Some(name) = self.named_after(&speaker, end)
            {
                speaker.entity = self.referents.of_phrase[name];
            }
            let kind = speaker.entity.map(|e| self.referents.entities[e].kind);
            let is_voice = matches!(kind, Some(MentionKind::Person | MentionKind::Organisation))
                || np.mention.is_none()
                    && (self.can_speak(phrase, &speaker)
                        || verb == "say" && (np.is_plural || self.lower(np.head).ends_with("men")));
            let closes = np.tokens.end >= end
                || analysis.document.tokens[np.tokens.end].is_mark(',')
                || speaker.tokens.as_ref().is_some_and(|tokens| tokens.end >= end);
            let goes_on = speaker.tokens.as_ref().map_or(np.tokens.end, |tokens| tokens.end);
            let day =
                (goes_on..end).find(|i| self.lower(*i) != "on" && analysis.words[*i].class != crate::word::Class::Date);
            let closes = closes || day.is_some_and(|i| analysis.document.tokens[i].is_mark(','));
            // "say prosecutors": the verb may pass for a part of the phrase.
            let opens = matches!(np.tokens.start.checked_sub(at), Some(0 | 1)) || titled.is_some();
            let told = start <= at + 8 && opens && is_voice && closes && !np.is_pronoun;
            let before = analysis.clauses_of(sentence).any(|c| {
                let clause = &analysis.clauses[c];
                clause.shape == Shape::Finite && analysis.chunks.groups[clause.group].tokens.end < at
            });
            // "The trail, said the prosecutor, led to a bank": the verb still follows.
            let parts = day.filter(|i| analysis.document.tokens[*i].is_mark(',') && i + 2 < end);
            // "By night, say prosecutors, he drove": or all of the clause.
            let waits = parts.filter(|comma| {
                self.finite_at(sentence, comma + 1)
                    || self.hangs_before(at - 1)
                    || !before && self.finite_from(sentence, comma + 1)
            });
            // "When “Cricket” Arnedo left, said the minister": a quotation that is not the last of what is said.
            let quoted = (at - 2..at).any(|i| analysis.document.tokens[i].kind == crate::token::Kind::QuoteClose);
            let quotes = if quoted { self.quotes(&(range.start..at - 1)) } else { Vec::new() };
            if !told || !before && quotes.is_empty() && waits.is_none() {
                continue;
            }
            // What was taken for the verb of the subject before it.
            let bytes = analysis.document.bytes(&(at..at + 1));
            let kept = notes.split_off(first);
            let (same, others): (Vec<_>, Vec<_>) = kept.into_iter().partition(|n| n.cues.contains(&bytes));
            notes.extend(others);
            if same.iter().any(|n| n.speaker_range.as_ref().is_some_and(|r| r.start >= bytes.end)) {
                notes.extend(same);
                continue;
            }
            let clause = same.first().and_then(|n| n.clause);
            let (contents, mode) = match waits {
                Some(comma) if quotes.is_empty() => (vec![range.start..at - 1, comma + 1..end], Mode::Indirect),
                _ if quotes.is_empty() => (vec![range.start..at - 1], Mode::Indirect),
                _ => (quotes, Mode::Direct),
            };
            self.push(notes, &speaker, at..at + 1, contents, mode, clause);
        }
    }

    /// The person named between commas behind a speaker: "said a clerk of the court, Ileana Tejada".
    pub(super) fn named_after(&self, speaker: &Speaker, end: usize) -> Option<usize> {
        let analysis = self.analysis;
        let comma = speaker.tokens.as_ref()?.end;
        let apart = |i: usize| i >= end || analysis.document.tokens[i].is_mark(',');
        if comma >= end || !apart(comma) {
            return None;
        }
        let (_, phrase) = analysis.phrases_within(comma + 1..end).next()?;
        let np = &analysis.chunks.phrases[*phrase];
        let person = self.referents.of_phrase[*phrase]
            .is_some_and(|e| np.mention.is_some() && self.referents.entities[e].kind == MentionKind::Person);
        (person && np.tokens.start == comma + 1 && apart(np.tokens.end)).then_some(*phrase)
    }

    /// "announced United States Attorney Ada Brandt", "said Special Agent in Charge Ida Pell", "says restaurant keeper Ivo Orm":
    /// the head and the phrase of the name behind a title or description, where the verb's own phrase ends before it.
    fn titled(&self, from: usize) -> Option<(usize, usize)> {
        use crate::word::Class;
        let analysis = self.analysis;
        let describes = |i: usize| {
            analysis.document.is_capitalised(i)
                || i > from && matches!(self.lower(i), "in" | "of" | "for" | "the")
                || matches!(
                    analysis.words[i].class,
                    Class::Noun | Class::Adjective | Class::Genitive | Class::Determiner
                )
        };
        let (head, phrase) = analysis.phrase_at.range(from..from + 9).find(|(_, phrase)| {
            let person = |m: usize| analysis.mentions[m].kind == MentionKind::Person && analysis.mentions[m].is_name();
            analysis.chunks.phrases[**phrase].mention.is_some_and(person)
        })?;
        let start = analysis.chunks.phrases[*phrase].tokens.start;
        (start > from && (from..start).all(describes)).then_some((*head, *phrase))
    }

    /// Whether a finite verb group begins at a token or behind it.
    fn finite_from(&self, sentence: usize, from: usize) -> bool {
        let analysis = self.analysis;
        analysis
            .clauses_of(sentence)
            .map(|i| &analysis.chunks.groups[analysis.clauses[i].group])
            .any(|group| group.shape == Shape::Finite && group.tokens.start >= from)
    }

    /// Whether a finite verb group begins at a token, adverbs left out.
    fn finite_at(&self, sentence: usize, at: usize) -> bool {
        let analysis = self.analysis;
        let end = self.sentence_range(sentence).end;
        let Some(verb) = (at..end).find(|i| analysis.words[*i].class != crate::word::Class::Adverb) else {
            return false;
        };
        analysis
            .clauses_of(sentence)
            .map(|i| &analysis.chunks.groups[analysis.clauses[i].group])
            .any(|group| group.tokens.start == verb && group.shape == Shape::Finite)
    }

    /// Whether the words before a comma wait for what follows: "who, said the prosecutor, led it".
    fn hangs_before(&self, comma: usize) -> bool {
        use crate::word::Class;
        let before = comma.saturating_sub(1);
        matches!(self.analysis.words[before].class, Class::Be | Class::Have | Class::Modal | Class::Relative)
            || matches!(self.lower(before), "that" | "but" | "and")
    }
}

/// Verbs that stand before their speaker in the past or the present: "recalled the driver", "explains Brandt".
fn turns_round(verb: &str) -> bool {
    matches!(
        verb,
        "recalled"
            | "recalls"
            | "explained"
            | "explains"
            | "added"
            | "adds"
            | "argued"
            | "argues"
            | "answered"
            | "replied"
            | "retorted"
            | "insisted"
            | "insists"
            | "claimed"
            | "claims"
            | "remarked"
            | "observed"
            | "observes"
            | "testified"
            | "stressed"
            | "warned"
            | "warns"
            | "conceded"
            | "contended"
            | "maintained"
            | "asserted"
            | "declared"
            | "commented"
            | "stated"
            | "states"
            | "notes"
            | "recounted"
            | "recounts"
            | "concluded"
    )
}
