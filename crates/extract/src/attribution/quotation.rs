//! Quotations: where they stand, how far they go on, and who it is that they are put into the mouth of.

use super::content::is_double;
use super::*;

impl Attributor<'_, '_> {
    /// Quoted stretches inside a range of tokens, without their marks.
    pub(super) fn quotes(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut quotes = Vec::new();
        let mut open = None;
        let mark = |at: usize| self.analysis.document.word(at);
        for at in range.clone() {
            // Single marks inside double ones are a quotation in the quotation.
            let outer = open.is_some_and(|start: usize| is_double(mark(start - 1)));
            match self.analysis.document.tokens[at].kind {
                crate::token::Kind::QuoteOpen | crate::token::Kind::QuoteClose if outer && !is_double(mark(at)) => {}
                crate::token::Kind::QuoteOpen => open = Some(at + 1),
                crate::token::Kind::QuoteClose => {
                    if let Some(start) = open.take() {
                        quotes.push(start..at);
                    }
                }
                _ => {}
            }
        }
        if let Some(start) = open {
            quotes.push(start..range.end);
        }
        quotes.retain(|quote| !quote.is_empty());
        quotes
    }

    pub(super) fn inside_quotes(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let quotes = self.quotes(sentence);
        quotes.iter().any(|quote| quote.start <= range.start && range.end <= quote.end)
    }

    /// "told him over the counter: “...”": a colon or a comma before the quotation, and no other verb up to there.
    pub(super) fn led_by_mark(&self, verb: usize, quote: usize) -> bool {
        use crate::word::Class;
        let words = &self.analysis.words;
        quote > verb
            && quote - verb < 14
            && matches!(words[quote - 1].class, Class::Colon | Class::Comma)
            && !words[verb..quote].iter().any(|w| matches!(w.class, Class::Verb | Class::Be | Class::Have | Class::Do))
    }

    /// Whether a quotation is most of what is said: "said that “Elephant” was the minister" hands over all of it.
    pub(super) fn is_mostly(&self, quotes: &[Range<usize>], contents: &[Range<usize>]) -> bool {
        let length = |ranges: &[Range<usize>]| ranges.iter().map(ExactSizeIterator::len).sum::<usize>();
        quotes.first().is_some_and(|quote| quote.len() > 4) || 2 * length(quotes) >= length(contents)
    }

    /// A quotation that goes on in the next sentence without naming its speaker again.
    pub(super) fn goes_on(&self, sentence: usize, notes: &mut [AttributionNote]) {
        let document = &self.analysis.document;
        let range = self.sentence_range(sentence);
        let quotes = self.quotes(&range);
        let whole =
            quotes.first().is_some_and(|q| q.start <= range.start + 1 && quotes.len() == 1 && q.end + 2 >= range.end);
        if !whole || sentence == 0 || document.sentences[sentence - 1].block != document.sentences[sentence].block {
            return;
        }
        let before = self.sentence_range(sentence - 1);
        let Some(note) = notes.last_mut().filter(|n| {
            n.mode == Mode::Direct
                && n.contents_tokens
                    .last()
                    .is_some_and(|c| before.contains(&c.start) || document.sentence_of(c.start) + 1 == sentence)
        }) else {
            return;
        };
        note.contents_tokens.push(quotes[0].clone());
        note.contents.push(document.bytes(&quotes[0]));
    }

    /// A quotation that is still open where a sentence begins: what stands up to its end belongs to whoever opened it.
    pub(super) fn stays_open(&self, sentence: usize, notes: &mut [AttributionNote]) {
        let document = &self.analysis.document;
        let Some(open) = self.quote_before(sentence) else { return };
        let range = self.sentence_range(sentence);
        let close = range.clone().find(|i| document.tokens[*i].kind == crate::token::Kind::QuoteClose);
        let content = range.start..close.unwrap_or_else(|| self.content_end(sentence));
        // The voice whose words the quotation begins with; its own sentence may name it later.
        let holds = |note: &AttributionNote| {
            note.contents_tokens.iter().any(|c| c.start <= open && open < c.end || c.start == open)
        };
        let held = |note: &AttributionNote| {
            note.contents_tokens.iter().any(|c| c.start < content.end && content.start < c.end)
        };
        let own = notes.iter().any(|note| holds(note) && held(note));
        let Some(note) =
            notes.iter_mut().rev().take(24).find(|note| holds(note)).filter(|_| !own && !content.is_empty())
        else {
            return;
        };
        note.contents.push(document.bytes(&content));
        note.contents_tokens.push(content);
    }

    /// "Parreno rejected the claims. “I never met Odcho,” she told reporters": after a quotation the pronoun takes up whom
    /// the sentence before was about, not somebody named in the quotation.
    pub(super) fn who_spoke_before(&self, subject: usize, clause: &Clause, lemma: &str) -> Option<usize> {
        let analysis = self.analysis;
        let gender = self.gender_of_pronoun(subject)?;
        if is_reply(lemma) {
            return None;
        }
        let before = clause.sentence.checked_sub(1)?;
        let about = analysis
            .clauses_of(before)
            .map(|i| &analysis.clauses[i])
            .find(|c| c.link == Link::Root && c.shape == Shape::Finite)?;
        let entity = about.subjects.first().and_then(|s| self.who_is(*s))?;
        let found = &self.referents.entities[entity];
        let fits = found.kind == MentionKind::Person && found.gender.is_none_or(|known| known == gender);
        fits.then_some(entity)
    }

    /// The entity of a phrase, or of the name behind it: "Its receiver, Alenka Roz, has found it".
    pub(super) fn who_is(&self, phrase: usize) -> Option<usize> {
        let named = || {
            let behind = self.analysis.attached[phrase].appositions.iter();
            behind
                .filter(|p| self.analysis.chunks.phrases[**p].mention.is_some())
                .find_map(|p| self.referents.of_phrase[*p])
        };
        self.referents.of_phrase[phrase].or_else(named)
    }

    /// "Asked by the senator why, he replied": the one who asks is not the one who answers; the entities before the pronoun's
    /// sentence stand for him.
    pub(super) fn not_who_asked(&self, subject: usize, sentence: usize, speaker: &mut Speaker) {
        let Some(gender) = self.gender_of_pronoun(subject) else { return };
        let start = self.sentence_range(sentence).start;
        let at = self.analysis.chunks.phrases[subject].tokens.start;
        let asked = matches!(
            self.lower(start),
            "asked"
                | "pressed"
                | "questioned"
                | "cross-examined"
                | "challenged"
                | "quizzed"
                | "interviewed"
                | "examined"
        );
        let by = asked && self.analysis.document.lower_at(start + 1) == Some("by");
        let asks = |entity: usize| {
            let inside = self.analysis.mentions_in(&(start..at));
            inside.into_iter().any(|m| self.analysis.mentions[m].entity == Some(entity))
        };
        if by && at > start && speaker.entity.is_none_or(asks) {
            let about = sentence.checked_sub(1).and_then(|before| {
                let end = self.sentence_range(before).end;
                self.told_of(before, end, gender)
            });
            speaker.entity = about.filter(|entity| !asks(*entity));
            speaker.unsure = true;
        }
    }

    /// "The minister denied it. Malat, he said, had merely played chess with Renn": beside what is said the pronoun takes up
    /// whoever spoke last, not somebody of whom is spoken.
    pub(super) fn who_speaks_on(
        &self,
        subject: usize,
        clause: &Clause,
        lemma: &str,
        notes: &[AttributionNote],
    ) -> Option<usize> {
        let gender = self.gender_of_pronoun(subject).filter(|_| !is_reply(lemma))?;
        let start = self.analysis.chunks.phrases[subject].tokens.start;
        // "He forgave the mayor, he said": of himself.
        let own = self
            .analysis
            .phrases_within(self.sentence_range(clause.sentence).start..start)
            .find(|(_, phrase)| self.gender_of_pronoun(**phrase) == Some(gender))
            .and_then(|(_, phrase)| self.referents.of_phrase[*phrase]);
        // "Crabbe said his client had loved her and, he added, been wrong": whoever speaks already.
        let speaks = notes
            .iter()
            .rev()
            .find(|note| note.contents_tokens.iter().any(|c| c.contains(&start)))
            .and_then(|note| note.entity)
            .filter(|e| self.referents.entities[*e].gender.is_none_or(|known| known == gender));
        speaks
            .or(own)
            .or_else(|| self.last_to_speak(clause.sentence, 1, gender, notes))
            .or_else(|| self.who_spoke_before(subject, clause, lemma))
            .or_else(|| self.last_to_speak(clause.sentence, 2, gender, notes))
    }

    /// The person of a gender, or of one not known, who spoke last before a sentence and not too far away.
    pub(super) fn last_to_speak(
        &self,
        sentence: usize,
        far: usize,
        gender: crate::lexicon::Gender,
        notes: &[AttributionNote],
    ) -> Option<usize> {
        let fits = |note: &&AttributionNote| {
            let said = note.cue_tokens.first().map(|cue| self.analysis.document.sentence_of(cue.start));
            let person = note.entity.map(|e| &self.referents.entities[e]);
            note.mode != Mode::NotGiven
                && said.is_some_and(|said| said < sentence && said + far >= sentence)
                && person.is_some_and(|e| e.kind == MentionKind::Person && e.gender.is_none_or(|known| known == gender))
        };
        notes.iter().rev().find(fits).and_then(|note| note.entity)
    }

    pub(super) fn gender_of_pronoun(&self, phrase: usize) -> Option<crate::lexicon::Gender> {
        match self.lower(self.analysis.chunks.phrases[phrase].head) {
            "he" => Some(crate::lexicon::Gender::Male),
            "she" => Some(crate::lexicon::Gender::Female),
            _ => None,
        }
    }
}

/// "she replied": the other one speaks.
fn is_reply(lemma: &str) -> bool {
    matches!(lemma, "reply" | "answer" | "respond" | "retort" | "counter")
}
