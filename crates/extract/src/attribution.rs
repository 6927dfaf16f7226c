//! Attribution: who says what, by which words, and how far it reaches.

use std::ops::Range;

use crate::analysis::Analysis;
use crate::chunk::{Opening, Piece, Shape};
use crate::clause::{Clause, Link};
use crate::coreference::Referents;
use crate::mention::MentionKind;

/// How words are handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// In quotation marks.
    Direct,
    /// In the writer's words.
    Indirect,
    /// Quoted words or an opinion without a holder.
    NotGiven,
}

/// One attribution.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AttributionNote {
    /// The voice in the source's words: "a Xinhua report in May"; none where it is not given.
    pub speaker: Option<String>,
    /// The speaker's words, as bytes of the text.
    pub speaker_range: Option<Range<usize>>,
    /// The entity behind the voice.
    pub entity: Option<usize>,
    /// The words that attribute: "according to", "said".
    pub cues: Vec<Range<usize>>,
    /// What is attributed.
    pub contents: Vec<Range<usize>>,
    /// How it is handed over.
    pub mode: Mode,
    /// Whether the voice may be another's: a pronoun with several antecedents.
    pub is_unsure: bool,
    #[serde(skip)]
    pub(crate) contents_tokens: Vec<Range<usize>>,
    #[serde(skip)]
    pub(crate) cue_tokens: Vec<Range<usize>>,
    /// The clause of the verb.
    #[serde(skip)]
    pub(crate) clause: Option<usize>,
    /// What weight the voice has.
    #[serde(skip)]
    pub(crate) voice: Voice,
}

/// What weight the voice has for an accusation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// A medium or a writing: it reports.
    Report,
    /// A court or another body that decides.
    Court,
    /// Anybody else: an accusation stays an allegation.
    Person,
    /// Somebody who admits their own deed.
    Own,
}

pub(crate) struct Attributor<'a, 't> {
    pub analysis: &'a Analysis<'t>,
    pub referents: &'a Referents,
}

struct Speaker {
    phrase: Option<usize>,
    tokens: Option<Range<usize>>,
    entity: Option<usize>,
    unsure: bool,
}

impl Attributor<'_, '_> {
    pub fn attributions(&self) -> Vec<AttributionNote> {
        let mut notes = Vec::new();
        for sentence in 0..self.analysis.document.sentences.len() {
            let before = notes.len();
            self.according(sentence, &mut notes);
            for clause in self.analysis.clauses_of(sentence) {
                self.by_verb(clause, &mut notes);
                self.by_noun(clause, &mut notes);
            }
            if notes.len() == before {
                self.goes_on(sentence, &mut notes);
            }
        }
        notes
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    fn sentence_range(&self, sentence: usize) -> Range<usize> {
        self.analysis.document.sentences[sentence].tokens.clone()
    }

    /// The end of a sentence without its closing marks.
    fn content_end(&self, sentence: usize) -> usize {
        let range = self.sentence_range(sentence);
        let mut end = range.end;
        while end > range.start
            && matches!(
                self.analysis.document.tokens[end - 1].kind,
                crate::token::Kind::Mark('.' | '!' | '?' | '…' | ';')
            )
        {
            end -= 1;
        }
        end
    }

    fn speaker(&self, phrase: usize) -> Speaker {
        let np = &self.analysis.chunks.phrases[phrase];
        let attached = &self.analysis.attached[phrase];
        let mut tokens = np.tokens.clone();
        // "Residents of Gullhaven", "a Xinhua report in May".
        let is_name = np.mention.is_some() || np.is_pronoun;
        if !is_name && attached.last > attached.chunk {
            tokens.end = self.analysis.chunks.chunks[attached.last].tokens.end;
        }
        if let Some((_, date)) = attached.dates.last().filter(|_| !is_name && np.opening == Opening::Indefinite) {
            tokens.end = tokens.end.max(date.end);
        }
        Speaker {
            phrase: Some(phrase),
            tokens: Some(tokens),
            entity: self.referents.of_phrase[phrase],
            unsure: self.referents.unsure[phrase],
        }
    }

    fn voice(&self, speaker: &Speaker) -> Voice {
        let Some(phrase) = speaker.phrase else { return Voice::Person };
        let np = &self.analysis.chunks.phrases[phrase];
        let head = self.lower(np.head);
        let entity = speaker.entity.map(|e| &self.referents.entities[e]);
        let sort = entity.map(|e| e.sort);
        let court = |word: &str| {
            matches!(
                word,
                "court"
                    | "judge"
                    | "tribunal"
                    | "commission"
                    | "judgment"
                    | "judgement"
                    | "ruling"
                    | "verdict"
                    | "magistrate"
                    | "jury"
                    | "judges"
            )
        };
        if sort == Some(crate::lexicon::Sort::Court) || np.tokens.clone().any(|i| court(self.lower(i))) {
            Voice::Court
        } else if sort == Some(crate::lexicon::Sort::Media)
            || entity.is_some_and(|e| e.kind == MentionKind::Document)
            || self.analysis.reporting.is_document(head) && head != "indictment" && head != "complaint"
            || matches!(head, "newspaper" | "paper" | "broadcaster" | "agency" | "daily" | "media" | "magazine")
        {
            Voice::Report
        } else {
            Voice::Person
        }
    }

    fn push(
        &self,
        notes: &mut Vec<AttributionNote>,
        speaker: &Speaker,
        cue: Range<usize>,
        contents: Vec<Range<usize>>,
        mode: Mode,
        clause: Option<usize>,
    ) {
        let contents: Vec<Range<usize>> = contents.into_iter().filter(|range| !range.is_empty()).collect();
        let document = &self.analysis.document;
        let tokens = speaker.tokens.clone();
        notes.push(AttributionNote {
            speaker: tokens.as_ref().map(|t| document.words(t).split_whitespace().collect::<Vec<_>>().join(" ")),
            speaker_range: tokens.as_ref().map(|t| document.bytes(t)),
            entity: speaker.entity,
            cues: vec![document.bytes(&cue)],
            contents: contents.iter().map(|t| document.bytes(t)).collect(),
            mode,
            is_unsure: speaker.unsure,
            contents_tokens: contents,
            cue_tokens: vec![cue],
            clause,
            voice: if clause.is_some_and(|c| self.admits(c)) { Voice::Own } else { self.voice(speaker) },
        });
    }

    fn admits(&self, clause: usize) -> bool {
        let lemma = self.analysis.chunks.groups[self.analysis.clauses[clause].group].lemma;
        self.analysis.reporting.owns_up(lemma) && lemma != "deny"
    }

    /// "According to Xinhua, ...", "..., according to the police".
    fn according(&self, sentence: usize, notes: &mut Vec<AttributionNote>) {
        let range = self.sentence_range(sentence);
        let chunks = &self.analysis.chunks;
        for at in range.clone() {
            let is_cue = self.lower(at) == "according" && self.analysis.document.lower_at(at + 1) == Some("to");
            let citing = self.lower(at) == "citing" && at > range.start;
            if !is_cue && !citing {
                continue;
            }
            let cue = at..at + if is_cue { 2 } else { 1 };
            let Some(chunk) = chunks.sentences[sentence].clone().find(|i| chunks.chunks[*i].tokens.start >= cue.end)
            else {
                continue;
            };
            let Piece::Noun(phrase) = chunks.chunks[chunk].piece else { continue };
            let speaker = self.speaker(phrase);
            // "according to plan", "according to the law".
            let head = self.lower(chunks.phrases[phrase].head);
            if matches!(
                head,
                "plan" | "law" | "rules" | "need" | "size" | "type" | "section" | "article" | "tradition" | "custom"
            ) {
                continue;
            }
            let end = speaker.tokens.as_ref().map_or(cue.end, |t| t.end);
            let fronted = (range.start..at).all(|i| {
                !matches!(
                    self.analysis.words[i].class,
                    crate::word::Class::Verb | crate::word::Class::Be | crate::word::Class::Name
                )
            });
            let content = if fronted {
                let mut start = end;
                while start < range.end
                    && !self.analysis.document.tokens[start].is_mark(',')
                    && !matches!(self.analysis.words[start].class, crate::word::Class::Verb | crate::word::Class::Be)
                {
                    start += 1;
                }
                let start = if start < range.end && self.analysis.document.tokens[start].is_mark(',') {
                    start + 1
                } else {
                    end
                };
                start..self.content_end(sentence)
            } else {
                let mut stop = at;
                while stop > range.start && self.analysis.document.tokens[stop - 1].is_mark(',') {
                    stop -= 1;
                }
                range.start..stop
            };
            self.push(notes, &speaker, cue, vec![content], Mode::Indirect, None);
        }
    }

    /// Quoted stretches inside a range of tokens, without their marks.
    fn quotes(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut quotes = Vec::new();
        let mut open = None;
        for at in range.clone() {
            match self.analysis.document.tokens[at].kind {
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

    fn by_verb(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let reporting = self.analysis.reporting;
        let lemma = group.lemma;
        let orders = reporting.orders(lemma);
        if !(reporting.says(lemma) || orders || reporting.thinks(lemma)) || group.negated && !reporting.owns_up(lemma) {
            return;
        }
        if clause.passive {
            self.unspoken(index, notes);
            return;
        }
        // ", saying ..." goes on with what the clause before began.
        if clause.shape == Shape::Gerund {
            if matches!(clause.link, Link::Adverbial) {
                self.add_gerund(index, notes);
            }
            return;
        }
        if clause.shape != Shape::Finite || group.modal.is_some() {
            return;
        }
        let Some(subject) = clause.subjects.first().copied() else { return };
        let speaker = self.speaker(subject);
        if !self.can_speak(subject, &speaker) {
            return;
        }
        let Some((contents, cue_end)) = self.content(index, clause, lemma, orders) else { return };
        let quotes: Vec<Range<usize>> = contents.iter().flat_map(|c| self.quotes(c)).collect();
        let sentence = self.sentence_range(clause.sentence);
        let all_quoted = contents.iter().all(|c| self.inside_quotes(c, &sentence));
        let starts_quoted = contents
            .first()
            .is_some_and(|c| self.analysis.document.tokens[c.start].kind == crate::token::Kind::QuoteOpen);
        let (mode, contents) = if all_quoted {
            (Mode::Direct, contents)
        } else if !quotes.is_empty() && (starts_quoted || orders) {
            (Mode::Direct, quotes)
        } else {
            (Mode::Indirect, contents)
        };
        let cue = group.tokens.start.max(sentence.start)..cue_end.max(group.tokens.end);
        self.push(notes, &speaker, cue, contents, mode, Some(index));
    }

    /// "the claim of two dock workers that ...", "prosecutors' allegations that ...".
    fn by_noun(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let Link::NounContent(noun) = clause.link else { return };
        let Some(phrase) = analysis.phrase_at.get(&noun).copied() else { return };
        let np = &analysis.chunks.phrases[phrase];
        let of = analysis.attached[phrase]
            .complements
            .iter()
            .find(|c| matches!(self.lower(c.preposition), "of" | "by" | "from"))
            .and_then(|c| c.phrases.first().copied());
        let Some(voice) = np.owner.or(of) else { return };
        let speaker = self.speaker(voice);
        if !self.can_speak(voice, &speaker) {
            return;
        }
        let end = self.content_end(clause.sentence);
        let start = clause.extent.start;
        if start < end {
            self.push(notes, &speaker, noun..noun + 1, vec![start..end], Mode::Indirect, None);
        }
    }

    fn inside_quotes(&self, range: &Range<usize>, sentence: &Range<usize>) -> bool {
        let quotes = self.quotes(sentence);
        quotes.iter().any(|quote| quote.start <= range.start && range.end <= quote.end)
    }

    /// People, bodies and writings speak; yards and laws don't.
    fn can_speak(&self, phrase: usize, speaker: &Speaker) -> bool {
        if let Some(entity) = speaker.entity {
            return self.referents.entities[entity].kind != MentionKind::Place;
        }
        let np = &self.analysis.chunks.phrases[phrase];
        let head = self.lower(np.head);
        let single = head.strip_suffix('s').unwrap_or(head);
        if np.is_pronoun {
            return matches!(head, "he" | "she" | "they" | "who" | "one" | "some" | "others");
        }
        let reporting = self.analysis.reporting;
        reporting.is_voice(head)
            || reporting.is_voice(single)
            || reporting.is_document(head)
            || reporting.is_document(single)
            || crate::chunk::is_person_noun(single, self.analysis.lexicon)
            || self.analysis.lexicon.head(head).is_some_and(|h| !h.sort.is_place())
            || np.mention.is_some()
    }

    /// What a verb hands over: the ranges, and the end of the cue.
    fn content(&self, index: usize, clause: &Clause, lemma: &str, orders: bool) -> Option<(Vec<Range<usize>>, usize)> {
        let analysis = self.analysis;
        let sentence = self.sentence_range(clause.sentence);
        let end = self.embedded_end(index);
        let group = &analysis.chunks.groups[clause.group];
        let inside: Vec<usize> =
            analysis.clauses_of(clause.sentence).filter(|i| analysis.clauses[*i].parent == Some(index)).collect();
        // A clause as content.
        if let Some(content) = inside.iter().find(|i| analysis.clauses[**i].link == Link::Content) {
            let child = &analysis.clauses[*content];
            let mut start = child.extent.start;
            // What stands before the subject belongs to it: a date, a quotation mark.
            let floor = group.tokens.end.max(
                clause
                    .objects
                    .iter()
                    .filter(|_| {
                        lemma == "tell"
                            || lemma == "inform"
                            || lemma == "warn"
                            || lemma == "remind"
                            || lemma == "assure"
                    })
                    .map(|o| analysis.chunks.phrases[*o].tokens.end)
                    .max()
                    .unwrap_or(0),
            );
            let that = (floor..start).find(|i| self.lower(*i) == "that");
            start = that.map_or(start.max(floor), |that| that + 1);
            let stop = self.cut_at_other_speaker(start, end, clause.sentence, index);
            // "Xi has directed that ..." takes its "that" into the cue.
            let cue_end = if orders { that.map_or(group.tokens.end, |that| that + 1) } else { group.tokens.end };
            return (start < stop).then(|| (vec![start..stop], cue_end));
        }
        // "asked police to strengthen".
        if orders {
            let child = inside
                .iter()
                .map(|i| &analysis.clauses[*i])
                .find(|c| c.shape == Shape::Infinitive && matches!(c.link, Link::Infinitive | Link::Purpose));
            // "asked not to be named": a wish for oneself.
            let addressed = !clause.objects.is_empty()
                || clause.complements.iter().any(|c| matches!(self.lower(c.preposition), "on" | "upon" | "for"));
            if child.is_some() && !addressed && lemma == "ask" {
                return None;
            }
            if let Some(child) = child {
                let start = analysis.chunks.groups[child.group].tokens.start;
                let quoted = self.quotes(&(group.tokens.end..end));
                let cue_end = match quoted.first() {
                    Some(_) => start + 1,
                    None if lemma == "call" => start + 1,
                    None => group.tokens.end,
                };
                return Some((vec![start..end], cue_end));
            }
            // "called on his cadres to “maintain ...”": the quotation hides the verb.
            let quotes = self.quotes(&(group.tokens.end..end));
            if let Some(first) = quotes.first() {
                let cue_end = first.start - 1;
                return Some((quotes.clone(), cue_end));
            }
            if lemma == "call" && !clause.complements.iter().any(|c| matches!(self.lower(c.preposition), "for" | "on"))
            {
                return None;
            }
            if matches!(
                lemma,
                "ask"
                    | "call"
                    | "press"
                    | "direct"
                    | "command"
                    | "request"
                    | "require"
                    | "order"
                    | "demand"
                    | "recommend"
                    | "advise"
                    | "encourage"
                    | "beg"
            ) {
                let start = clause
                    .objects
                    .first()
                    .or_else(|| {
                        clause
                            .complements
                            .iter()
                            .find(|c| self.lower(c.preposition) == "for")
                            .and_then(|c| c.phrases.first())
                    })
                    .map(|o| analysis.chunks.phrases[*o].tokens.start)?;
                return matches!(lemma, "demand" | "order" | "call" | "recommend")
                    .then(|| (vec![start..end], group.tokens.end));
            }
            return None;
        }
        // “...,” he said: what stands before it.
        let before_is_content = self.trails(clause, &sentence);
        if before_is_content && !analysis.reporting.thinks(lemma) {
            let subject_start = clause
                .subjects
                .iter()
                .map(|s| analysis.chunks.phrases[*s].tokens.start)
                .min()
                .unwrap_or(group.tokens.start)
                .min(group.tokens.start);
            let quotes = self.quotes(&(sentence.start..subject_start));
            let mut ranges = if quotes.is_empty() {
                let mut stop = subject_start;
                while stop > sentence.start && analysis.document.tokens[stop - 1].is_mark(',') {
                    stop -= 1;
                }
                vec![sentence.start..stop]
            } else {
                quotes
            };
            // “...,” he said, “...”.
            ranges.extend(self.quotes(&(group.tokens.end..sentence.end)));
            ranges.retain(|r| !r.is_empty());
            return (!ranges.is_empty()).then_some((ranges, group.tokens.end));
        }
        // said “...”.
        let quotes = self.quotes(&(group.tokens.end..end));
        if let Some(first) = quotes.first() {
            let near = first.start <= group.tokens.end + 3
                || clause.objects.iter().any(|o| analysis.chunks.phrases[*o].tokens.end + 2 >= first.start)
                || matches!(lemma, "call" | "describe");
            if near && analysis.reporting.says(lemma) && !analysis.reporting.owns_up(lemma) {
                return Some((quotes, group.tokens.end));
            }
        }
        // "noted a similar fall": an object that can be said.
        let speakable = matches!(
            lemma,
            "report"
                | "note"
                | "announce"
                | "cite"
                | "reveal"
                | "mention"
                | "record"
                | "claim"
                | "allege"
                | "confirm"
                | "estimate"
                | "calculate"
                | "show"
                | "publish"
                | "put"
                | "count"
        );
        if let (true, Some(object)) = (speakable, clause.objects.first()) {
            let start = analysis.chunks.phrases[*object].tokens.start;
            return Some((vec![start..end.max(start + 1)], group.tokens.end));
        }
        // "had spoken of more than 200,000 crowns", "put at 180,000 crowns".
        let about = match lemma {
            "speak" | "talk" => &["of"][..],
            "put" | "estimate" => &["at"][..],
            _ => &[][..],
        };
        if let Some(complement) = clause.complements.iter().find(|c| about.contains(&self.lower(c.preposition))) {
            return (complement.preposition + 1 < end)
                .then(|| (vec![complement.preposition + 1..end], complement.preposition + 1));
        }
        // "accuse the village head of sheltering", "describe as the head".
        if matches!(lemma, "accuse" | "describe" | "suspect") && !clause.objects.is_empty() {
            let start = analysis.chunks.phrases[clause.objects[0]].tokens.start;
            let start = if start > group.tokens.end { start } else { group.tokens.end };
            return (start < end).then(|| (vec![start..end], group.tokens.end));
        }
        if analysis.reporting.owns_up(lemma) {
            return (group.tokens.end < end).then(|| (vec![group.tokens.end..end], group.tokens.end));
        }
        None
    }

    /// Whether a verb of speech comes after what is said.
    fn trails(&self, clause: &Clause, sentence: &Range<usize>) -> bool {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let start = clause
            .subjects
            .iter()
            .map(|s| analysis.chunks.phrases[*s].tokens.start)
            .min()
            .unwrap_or(group.tokens.start)
            .min(group.tokens.start);
        if start <= sentence.start + 1 {
            return false;
        }
        let before = &analysis.document.tokens[start - 1];
        let after_quote = before.kind == crate::token::Kind::QuoteClose
            || before.is_mark(',') && analysis.document.tokens[start - 2].kind == crate::token::Kind::QuoteClose;
        let after_comma = before.is_mark(',') && clause.objects.is_empty() && clause.link == Link::Root && {
            let verb_before = analysis
                .clauses_of(clause.sentence)
                .map(|i| &analysis.clauses[i])
                .any(|c| c.extent.end <= start && c.shape == Shape::Finite && c.link == Link::Root);
            // Nothing but dates and places may follow it.
            let ends = clause.extent.end + 2 >= sentence.end
                || analysis.document.lower_at(clause.extent.end).is_some_and(|w| w == "," || w == ".");
            verb_before && ends && clause.link == Link::Root
        };
        let reported = analysis.reporting.says(group.lemma);
        reported && (after_quote || after_comma)
    }

    /// Where the content of an embedded clause ends: at the comma that closes it, or at the main verb.
    fn embedded_end(&self, index: usize) -> usize {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let end = self.content_end(clause.sentence);
        let Link::Relative(described) = clause.link else { return end };
        let later =
            analysis.clauses_of(clause.sentence).filter(|i| *i > index).map(|i| &analysis.clauses[i]).find(|c| {
                c.subjects.contains(&described)
                    && c.shape == Shape::Finite
                    && !matches!(c.link, Link::Relative(_) | Link::Coordinate | Link::Content)
            });
        later.map_or(end, |main| {
            let stop = analysis.chunks.groups[main.group].tokens.start;
            let comma = (analysis.chunks.groups[clause.group].tokens.end..stop)
                .rev()
                .find(|i| analysis.document.tokens[*i].is_mark(','));
            comma.unwrap_or(stop)
        })
    }

    /// A later clause with a voice of its own, joined by "but" or "and", is not part of what this one says.
    fn cut_at_other_speaker(&self, start: usize, end: usize, sentence: usize, index: usize) -> usize {
        let analysis = self.analysis;
        for i in analysis.clauses_of(sentence).filter(|i| *i > index) {
            let clause = &analysis.clauses[i];
            if clause.extent.start <= start
                || clause.extent.start >= end
                || clause.shape != Shape::Finite
                || clause.link != Link::Coordinate
            {
                continue;
            }
            let lead = clause.extent.start.checked_sub(1).map_or("", |t| self.lower(t));
            let lemma = analysis.chunks.groups[clause.group].lemma;
            let own_subject =
                clause.subjects.iter().any(|s| analysis.chunks.phrases[*s].tokens.start >= clause.extent.start);
            let speaks = analysis.reporting.says(lemma);
            if own_subject && (lead == "but" || speaks && lead == "and")
                || !own_subject && speaks && clause.subjects == analysis.clauses[index].subjects
            {
                let mut stop = clause.extent.start;
                while stop > start && (matches!(self.lower(stop - 1), "and" | "but" | ",")) {
                    stop -= 1;
                }
                return stop;
            }
        }
        end
    }

    /// "was declared an “overwhelming victory”", "are regarded as threats": words without a speaker.
    fn unspoken(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let end = self.content_end(clause.sentence);
        let by = clause
            .complements
            .iter()
            .find(|c| self.lower(c.preposition) == "by")
            .and_then(|c| c.phrases.first().copied());
        let quotes = self.quotes(&(group.tokens.end..end));
        let none = Speaker { phrase: None, tokens: None, entity: None, unsure: false };
        let speaker = by.map_or(none, |phrase| self.speaker(phrase));
        let mode = if by.is_some() { Mode::Indirect } else { Mode::NotGiven };
        match group.lemma {
            "declare" | "describe" | "call" | "hail" if !quotes.is_empty() => {
                self.push(notes, &speaker, group.tokens.clone(), quotes, mode, Some(index))
            }
            "regard" | "see" | "view" | "consider" | "describe" => {
                let object = clause.complements.iter().find(|c| self.lower(c.preposition) == "as");
                if let Some((complement, phrase)) = object.and_then(|c| c.phrases.first().map(|p| (c, *p))) {
                    let attached = &analysis.attached[phrase];
                    let last = analysis.chunks.chunks[attached.last].tokens.end;
                    let content = analysis.chunks.phrases[phrase].tokens.start..last;
                    self.push(
                        notes,
                        &speaker,
                        group.tokens.start..complement.preposition + 1,
                        vec![content],
                        mode,
                        Some(index),
                    );
                }
            }
            "report" | "say" | "allege" | "believe" | "claim" | "rumour" if by.is_some() && group.lemma != "say" => {
                let child = analysis.clauses_of(clause.sentence).find(|i| {
                    analysis.clauses[*i].parent == Some(index)
                        && matches!(analysis.clauses[*i].link, Link::Content | Link::Infinitive)
                });
                if let Some(child) = child {
                    let content = analysis.clauses[child].extent.clone();
                    self.push(notes, &speaker, group.tokens.clone(), vec![content], mode, Some(index));
                }
            }
            _ => {}
        }
    }

    fn add_gerund(&self, index: usize, notes: &mut [AttributionNote]) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        if !analysis.reporting.says(group.lemma) {
            return;
        }
        let end = self.content_end(clause.sentence);
        let Some(note) = notes.iter_mut().rev().find(|n| n.clause == clause.parent && n.clause.is_some()) else {
            return;
        };
        let quotes = self.quotes(&(group.tokens.end..end));
        let contents = if quotes.is_empty() {
            let start = analysis
                .clauses_of(clause.sentence)
                .filter(|i| *i > index)
                .map(|i| analysis.clauses[i].extent.start)
                .find(|s| *s >= group.tokens.end)
                .unwrap_or(group.tokens.end);
            vec![start..end]
        } else {
            quotes
        };
        // What the gerund hands over is not part of the first content.
        for range in &mut note.contents_tokens {
            range.end = range.end.min(group.tokens.start.saturating_sub(1)).max(range.start);
        }
        note.contents_tokens.retain(|r| !r.is_empty());
        note.contents_tokens.extend(contents.into_iter().filter(|c| !c.is_empty()));
        note.contents_tokens.dedup();
        note.contents = note.contents_tokens.iter().map(|t| analysis.document.bytes(t)).collect();
        note.cue_tokens.push(group.tokens.clone());
        note.cues.push(analysis.document.bytes(&group.tokens));
    }

    /// A quotation that goes on in the next sentence without naming its speaker again.
    fn goes_on(&self, sentence: usize, notes: &mut [AttributionNote]) {
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
}

/// The attributions whose content holds a token, the outermost first.
pub(crate) fn chain_at(notes: &[AttributionNote], near: &Range<usize>, token: usize) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = notes[near.clone()]
        .iter()
        .enumerate()
        .filter_map(|(i, note)| {
            let holding = note.contents_tokens.iter().find(|range| range.contains(&token))?;
            Some((holding.len(), near.start + i))
        })
        .collect();
    found.sort_by_key(|(length, index)| (usize::MAX - length, *index));
    found.into_iter().map(|(_, index)| index).collect()
}
