//! Speech told between marks: "Brandt, a court found in 2014, had been paid"; "It was burnt, the owner told the judge".

use super::*;
use crate::chunk::VerbGroup;
use crate::word::Class;

/// How far a speaker reaches to the left of the verb, and what is told beside it to the right, in tokens.
const FAR: usize = 12;

impl Attributor<'_, '_> {
    /// A speaker and a verb of speech with nothing else between two marks: what stands around them is what is said.
    pub(super) fn between(&self, sentence: usize, first: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let range = self.sentence_range(sentence);
        let end = self.content_end(sentence);
        for index in analysis.clauses_of(sentence) {
            let clause = &analysis.clauses[index];
            let group = &analysis.chunks.groups[clause.group];
            if !speaks_aside(group) {
                continue;
            }
            let Some((mark, phrase)) = self.between_mark_and(&range, group) else { continue };
            let Some(close) = self.closing_mark(group, end) else { continue };
            let mut speaker = self.speaker(phrase);
            // "Orm, the witness said": what looks like a description of him.
            let before = analysis.phrases_within(range.start..mark).next_back().map(|(_, phrase)| *phrase);
            if analysis.chunks.phrases[phrase].mention.is_none()
                && before.is_some_and(|b| {
                    analysis.chunks.phrases[b].tokens.end == mark && self.referents.of_phrase[b] == speaker.entity
                })
            {
                speaker.entity = None;
            }
            let heard = !group.passive || self.listens(phrase);
            if !heard || !self.can_tell(phrase, group.lemma, &speaker) {
                continue;
            }
            let cue = analysis.document.bytes(&group.tokens);
            let own = analysis.document.bytes(&analysis.chunks.phrases[phrase].tokens);
            // "a source close to the inquiry said": what stands nearest was taken for the speaker.
            let is_known = |note: &AttributionNote| note.cues.iter().any(|c| c.start < cue.end && cue.start < c.end);
            let other = |note: &AttributionNote| {
                note.speaker_range.as_ref().is_some_and(|r| r.start > own.start && r.end <= cue.start)
            };
            if notes[first..].iter().any(|note| is_known(note) && !other(note)) {
                continue;
            }
            let contents = self.said_around(&range, mark, close, end);
            if contents.is_empty() {
                continue;
            }
            let kept = notes.split_off(first);
            notes.extend(kept.into_iter().filter(|note| !is_known(note)));
            if group.passive {
                speaker = Speaker { phrase: None, tokens: None, entity: None, unsure: false };
            } else if let Some(entity) = self.who_speaks_on(phrase, clause, group.lemma, notes) {
                speaker.unsure |= speaker.entity != Some(entity);
                speaker.entity = Some(entity);
            } else if speaker.entity.is_none()
                && let Some(name) = self.named_after(&speaker, group.tokens.start)
            {
                speaker.entity = self.referents.of_phrase[name];
            }
            let quoted = contents.iter().all(|content| self.inside_quotes(content, &range));
            let mode = if quoted { Mode::Direct } else { Mode::Indirect };
            self.push(notes, &speaker, group.tokens.clone(), contents, mode, Some(index));
        }
    }

    /// The mark before a speaker whose verb follows at once, and the speaker: ", a source close to the inquiry said".
    fn between_mark_and(&self, range: &Range<usize>, group: &VerbGroup) -> Option<(usize, usize)> {
        let analysis = self.analysis;
        let verb = group.tokens.start;
        let floor = range.start.max(verb.saturating_sub(FAR));
        let is_open = |i: usize| matches!(analysis.words[i].class, Class::Comma | Class::Dash | Class::QuoteClose);
        // ", the treasurer, Elo Band, testified": a name between commas.
        let last = verb.checked_sub(1)?;
        let name = (analysis.words[last].class == Class::Comma)
            .then(|| analysis.phrases_within(floor..last).next_back())
            .flatten()
            .map(|(_, phrase)| *phrase)
            .filter(|phrase| analysis.chunks.phrases[*phrase].tokens.end == last && self.follows_office(*phrase));
        let mut at = match name {
            Some(name) => analysis.chunks.phrases[name].tokens.start.checked_sub(1)?,
            None => verb,
        };
        while at > floor && !is_open(at - 1) {
            at -= 1;
            let plain = matches!(
                analysis.words[at].class,
                Class::Determiner
                    | Class::Possessive
                    | Class::Pronoun
                    | Class::Adjective
                    | Class::Noun
                    | Class::Name
                    | Class::Number
                    | Class::Preposition
                    | Class::To
                    | Class::Adverb
                    | Class::Date
                    | Class::Genitive
            ) || is_participle(&analysis.words[at])
                // "a tally by the group shows".
                || analysis.words[at].class == Class::Verb
                    && at > floor
                    && matches!(analysis.words[at - 1].class, Class::Determiner | Class::Possessive | Class::Adjective);
            if !plain {
                return None;
            }
        }
        // A sentence needs words before the mark.
        if at <= range.start + 1 || at >= verb || !is_open(at - 1) {
            return None;
        }
        let (_, phrase) = analysis.phrases_within(at..verb).next()?;
        let mut phrase = *phrase;
        // "the firm's lawyer": the phrase that the owner belongs to.
        while let Some((_, next)) = analysis
            .phrases_within(analysis.chunks.phrases[phrase].tokens.end..verb)
            .next()
            .filter(|(_, next)| analysis.chunks.phrases[**next].owner == Some(phrase))
        {
            phrase = *next;
        }
        let np = &analysis.chunks.phrases[phrase];
        let hung = np.tokens.end >= verb
            || name.is_some()
            || matches!(analysis.words[np.tokens.end].class, Class::Preposition | Class::Adjective | Class::Adverb)
            || is_participle(&analysis.words[np.tokens.end]);
        (np.tokens.start == at && hung).then(|| (at - 1, name.unwrap_or(phrase)))
    }

    /// The mark that closes what is told beside a speaker and a verb, or the sentence's end: no more than whom it is told to,
    /// when and where may stand between.
    fn closing_mark(&self, group: &VerbGroup, end: usize) -> Option<usize> {
        let analysis = self.analysis;
        let at = group.tokens.end;
        let tells = matches!(group.lemma, "tell" | "inform" | "warn" | "assure" | "remind");
        for i in at..end.min(at + FAR) {
            match analysis.words[i].class {
                Class::Comma | Class::Dash | Class::Colon | Class::Close => return Some(i),
                Class::Relative if i > at + 1 => return Some(end),
                Class::Date | Class::Adverb | Class::Preposition => {}
                Class::To if analysis.words.get(i + 1).is_some_and(|word| !is_verb(word.class)) => {}
                Class::Determiner
                | Class::Possessive
                | Class::Adjective
                | Class::Noun
                | Class::Name
                | Class::Number
                | Class::Genitive
                | Class::Pronoun
                    if i > at || tells => {}
                _ => return None,
            }
        }
        (end <= at + FAR).then_some(end)
    }

    /// What stands before the mark and behind the other, where something is said there.
    fn said_around(&self, range: &Range<usize>, mark: usize, close: usize, end: usize) -> Vec<Range<usize>> {
        let analysis = self.analysis;
        let is_quote = |i: usize| analysis.words[i].class == Class::QuoteClose;
        let quoted = is_quote(mark) || mark > range.start && is_quote(mark - 1);
        let opens = analysis.words[range.start].class == Class::QuoteOpen;
        let mut before = mark;
        while before > range.start && matches!(analysis.words[before - 1].class, Class::Comma | Class::Dash) {
            before -= 1;
        }
        let before = range.start..before;
        let after = close.min(end) + usize::from(close < end)..end;
        let mut contents = if quoted && opens { self.quotes(&before) } else { vec![before] };
        // A semicolon begins something new.
        let goes_on = close < end && !analysis.document.tokens[close].is_mark(';');
        let quotes = self.quotes(&after);
        if quoted && opens {
            contents.extend(quotes);
        } else if goes_on && !matches!(self.lower(after.start.min(end - 1)), "but" | "although" | "though") {
            contents.push(after);
        }
        contents.retain(|content| !content.is_empty());
        let says = |content: &Range<usize>| content.clone().any(|i| is_verb(analysis.words[i].class));
        if quoted && opens || contents.iter().any(says) { contents } else { Vec::new() }
    }

    /// Whether somebody speaks by such a verb beside the sentence: courts find and hold, people don't.
    fn can_tell(&self, phrase: usize, lemma: &str, speaker: &Speaker) -> bool {
        let np = &self.analysis.chunks.phrases[phrase];
        let head = self.lower(np.head);
        let is_nobody = np.opening == Opening::Negative
            || matches!(head, "who" | "which" | "that" | "one" | "nobody" | "this" | "there");
        if is_nobody || self.analysis.words[np.head].class == Class::Date {
            return false;
        }
        let person = speaker.entity.is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person);
        let bench = matches!(lemma, "find" | "hold" | "rule" | "hear" | "decide" | "establish" | "determine");
        if bench {
            let judges = self.voice(speaker) == Voice::Court || self.listens(phrase);
            let reports = self.analysis.reporting.is_document(&crate::chunk::singular(head))
                || matches!(head, "police" | "prosecutors" | "investigators" | "committee" | "auditors" | "inquest");
            let named = np.mention.is_some() || !person && !np.is_pronoun && speaker.entity.is_some();
            return judges || reports || named || head == "it";
        }
        // "growers say", "two people with knowledge of the matter said", "satellite pictures show".
        let place = speaker.entity.is_some_and(|e| self.referents.entities[e].kind == MentionKind::Place);
        let many =
            matches!(lemma, "say" | "tell" | "believe" | "think" | "suspect") && (np.is_plural || head == "people");
        let shows = matches!(lemma, "show" | "reveal" | "suggest");
        self.can_speak(phrase, speaker)
            || np.is_pronoun && matches!(head, "we" | "both")
            || (many || shows) && !np.is_pronoun && !place
    }
}

/// "court filings made public on Tuesday": no verb of the speaker's.
fn is_participle(word: &crate::word::Word) -> bool {
    word.class == Class::Verb && word.forms.participle && !word.forms.base
}

fn is_verb(class: Class) -> bool {
    matches!(class, Class::Verb | Class::Be | Class::Have | Class::Do | Class::Modal)
}

/// Verbs by which somebody speaks beside what is said: "the witness said", "police believe", "the court was told".
fn speaks_aside(group: &VerbGroup) -> bool {
    let told = group.passive && group.lemma == "tell";
    group.shape == Shape::Finite
        && !group.negated
        && group.modal.is_none()
        && (told || !group.passive)
        && matches!(
            group.lemma,
            "say"
                | "tell"
                | "add"
                | "argue"
                | "claim"
                | "explain"
                | "insist"
                | "warn"
                | "allege"
                | "assert"
                | "write"
                | "reveal"
                | "maintain"
                | "recall"
                | "remember"
                | "remark"
                | "observe"
                | "note"
                | "suggest"
                | "conclude"
                | "contend"
                | "concede"
                | "admit"
                | "acknowledge"
                | "testify"
                | "complain"
                | "swear"
                | "boast"
                | "joke"
                | "recount"
                | "estimate"
                | "report"
                | "announce"
                | "declare"
                | "state"
                | "confirm"
                | "believe"
                | "think"
                | "suspect"
                | "reckon"
                | "find"
                | "hold"
                | "rule"
                | "hear"
                | "decide"
                | "establish"
                | "determine"
                | "submit"
                | "agree"
                | "show"
                | "inform"
                | "reply"
                | "answer"
        )
}
