//! Attribution: who says what, by which words, and how far it reaches.

#![expect(clippy::single_range_in_vec_init, reason = "a list of stretches of text, most often one")]

mod according;
mod content;
mod deed;
mod noun;
mod quotation;
mod speaker;

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
    /// An indictment: it charges.
    Indictment,
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
                self.by_case(clause, &mut notes);
            }
            self.inverted(sentence, before, &mut notes);
            if notes.len() == before {
                self.goes_on(sentence, &mut notes);
            }
            self.stays_open(sentence, &mut notes);
            self.same_speaker(sentence, before, &mut notes);
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
            entity: self.issuer(phrase).or(self.referents.of_phrase[phrase]),
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
                    | "panel"
                    | "bench"
                    | "jurors"
                    | "justices"
            )
        };
        let is_sheet = head == "sheet" && np.tokens.clone().any(|i| self.lower(i) == "charge");
        if matches!(head, "indictment" | "charges" | "charge") || is_sheet {
            Voice::Indictment
        } else if sort == Some(crate::lexicon::Sort::Court) || np.tokens.clone().any(|i| court(self.lower(i))) {
            Voice::Court
        } else if sort == Some(crate::lexicon::Sort::Media)
            || entity.is_some_and(|e| e.kind == MentionKind::Document)
            || self.analysis.reporting.is_document(head) && !is_plea(head)
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

    /// Whether a phrase is one of those before whom people speak.
    fn listens(&self, phrase: usize) -> bool {
        matches!(
            self.lower(self.analysis.chunks.phrases[phrase].head),
            "court" | "jury" | "inquiry" | "inquest" | "tribunal" | "judge" | "hearing" | "jurors"
        )
    }

    /// "Abadi took the cash, a jury was told", "The court was told that Abadi took it": by whom stays open.
    fn told(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let child = analysis.clauses_of(clause.sentence).find(|i| {
            analysis.clauses[*i].parent == Some(index) && analysis.clauses[*i].link == Link::Content && *i > index
        });
        let sentence = self.sentence_range(clause.sentence);
        let subject = clause.subjects.first().map(|s| analysis.chunks.phrases[*s].tokens.start);
        let content = match (child, subject) {
            (Some(child), _) => analysis.clauses[child].extent.start..self.content_end(clause.sentence),
            (None, Some(subject))
                if subject > sentence.start + 1 && analysis.document.tokens[subject - 1].is_mark(',') =>
            {
                sentence.start..subject - 1
            }
            _ => return,
        };
        // "The court was told that": before the words it stands for whoever spoke there; behind them nobody is named.
        let speaker = match clause.subjects.first().filter(|_| child.is_some()) {
            Some(subject) => self.speaker(*subject),
            None => Speaker { phrase: None, tokens: None, entity: None, unsure: false },
        };
        self.push(notes, &speaker, group.tokens.clone(), vec![content], Mode::Indirect, Some(index));
    }

    /// Whether a court or inquiry at the end of a heading is the one that was told.
    fn is_told(&self, index: usize, subject: usize) -> bool {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let sentence = &self.analysis.document.sentences[clause.sentence];
        sentence.is_heading
            && group.lemma == "tell"
            && self.listens(subject)
            && group.tokens.end == self.content_end(clause.sentence)
    }

    fn by_verb(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let reporting = self.analysis.reporting;
        let lemma = group.lemma;
        let orders = reporting.orders(lemma);
        // "claims that he had ordered officers to stop": somebody's claim, no order.
        if orders && matches!(clause.link, Link::NounContent(_)) {
            return;
        }
        if !(reporting.says(lemma) || orders || reporting.thinks(lemma) || self.rejects(clause))
            || group.negated && !reporting.owns_up(lemma)
        {
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
            } else if let Link::Relative(subject) = clause.link {
                self.accompanying(index, subject, notes);
            }
            return;
        }
        // "Police will allege in court that": what they announce they say.
        let announces = matches!(lemma, "allege" | "argue" | "contend")
            && group.modal.is_some_and(|modal| self.lower(modal) == "will");
        if clause.shape != Shape::Finite || group.modal.is_some() && !announces {
            return;
        }
        // "Doyle thought he was safe" inside what somebody else says; "reported the sheriff to the bureau".
        let reports_somebody = lemma == "report"
            && clause.objects.iter().any(|o| {
                self.referents.of_phrase[*o].is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person)
            });
        // "threatened to kill her if she revealed it", "among the states that rushed".
        let before_subject = clause
            .subjects
            .first()
            .and_then(|s| self.analysis.chunks.phrases[*s].tokens.start.checked_sub(1))
            .map_or("", |i| self.lower(i));
        let is_noun =
            self.lower(group.main) == "states" && matches!(before_subject, "among" | "of" | "in" | "from" | "by");
        if self.is_no_speech(index) || is_noun || clause.link == Link::Condition {
            return;
        }
        let thinks = reporting.thinks(lemma) && !reporting.says(lemma);
        if reports_somebody || thinks && self.inside_quotes(&group.tokens, &self.sentence_range(clause.sentence)) {
            return;
        }
        if let Some(phrase) = self.after_quotation(clause) {
            let quotes = self.quotes(&(self.sentence_range(clause.sentence).start..group.tokens.start));
            if !quotes.is_empty() {
                let speaker = self.speaker(phrase);
                self.push(notes, &speaker, group.tokens.clone(), quotes, Mode::Direct, Some(index));
                return;
            }
        }
        let named = self.apposed(clause).filter(|name| self.follows_office(*name));
        let Some(subject) = named.or_else(|| clause.subjects.first().copied()).or_else(|| self.apposed(clause)) else {
            return;
        };
        let mut speaker = self.speaker(subject);
        if !self.can_speak(subject, &speaker) {
            return;
        }
        // "Aide took bribes, court told": a headline's passive; who told it stays open.
        if self.is_told(index, subject) {
            speaker = Speaker { phrase: None, tokens: None, entity: None, unsure: false };
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
        if mode == Mode::Direct
            && contents.iter().all(|c| c.end <= group.tokens.start)
            && let Some(entity) = self.who_spoke_before(subject, clause, lemma)
        {
            speaker.unsure |= speaker.entity != Some(entity);
            speaker.entity = Some(entity);
        }
        let cue = group.tokens.start.max(sentence.start)..cue_end.max(group.tokens.end);
        self.push(notes, &speaker, cue, contents, mode, Some(index));
    }

    /// "dismissed the accusations as revenge": what somebody says of a claim.
    fn rejects(&self, clause: &Clause) -> bool {
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        // "dismissed the probe as a witch-hunt": a thing, and what is said of it.
        let as_what = clause.complements.iter().any(|c| self.lower(c.preposition) == "as");
        let is_thing = |o: &usize| {
            let np = &self.analysis.chunks.phrases[*o];
            as_what
                && np.mention.is_none()
                && !np.is_pronoun
                && self.referents.of_phrase[*o].is_none_or(|e| self.referents.entities[e].kind == MentionKind::Document)
                && !crate::chunk::is_person_noun(self.lower(np.head), self.analysis.lexicon)
        };
        matches!(lemma, "dismiss" | "reject" | "refute" | "dispute" | "rebut")
            && !clause.passive
            && clause.objects.iter().any(|o| {
                self.analysis.reporting.is_claim(self.lower(self.analysis.chunks.phrases[*o].head)) || is_thing(o)
            })
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
            "call" if self.names_a_thing(clause) => {}
            "declare" | "describe" | "call" | "hail" if !quotes.is_empty() => {
                self.push(notes, &speaker, group.tokens.clone(), quotes, mode, Some(index));
            }
            "tell" if by.is_none() && clause.subjects.iter().any(|s| self.listens(*s)) => self.told(index, notes),
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
            // "It was conceded by the advocate that".
            "concede" | "argue" | "submit" | "accept" | "contend" | "admit" | "state" | "confirm" | "announce"
            | "suggest" | "acknowledge"
                if by.is_some() && self.is_impersonal(clause) =>
            {
                let from = speaker.tokens.as_ref().map_or(group.tokens.end, |tokens| tokens.end);
                let that = (from..end).find(|i| self.lower(*i) == "that").filter(|that| *that <= from + 1);
                if let Some(that) = that.filter(|that| that + 1 < end) {
                    self.push(notes, &speaker, group.tokens.clone(), vec![that + 1..end], mode, Some(index));
                }
            }
            // "It was alleged in court that": by whom stays open.
            "allege" | "claim" | "say" | "argue" | "report" | "reveal" | "announce" | "suggest"
                if by.is_none() && self.lower(group.tokens.start) == "was" && self.is_impersonal(clause) =>
            {
                self.impersonal(index, notes);
            }
            // "was quoted as saying", "is reported as denying".
            "quote" | "cite" if by.is_none() => self.quoted(index, notes),
            // "His death was confirmed by the bureau", "The raid was blamed on the gang by the prosecutor's office".
            "confirm" | "announce" | "deny" | "blame" | "reveal" | "disclose" | "denounce" | "reject"
                if by.is_some() && !clause.subjects.is_empty() =>
            {
                let start = clause.subjects.iter().map(|s| analysis.chunks.phrases[*s].tokens.start).min();
                let content = start.unwrap_or(group.tokens.start)..group.tokens.start;
                let said = by.is_some_and(|phrase| self.can_speak(phrase, &speaker));
                if said && !content.is_empty() {
                    self.push(notes, &speaker, group.tokens.clone(), vec![content], mode, Some(index));
                }
            }
            // "was accused by the court of taking bribes".
            "accuse" if by.is_some() => {
                let from = speaker.tokens.as_ref().map_or(group.tokens.end, |tokens| tokens.end);
                let of = (from..end).find(|i| self.lower(*i) == "of").filter(|of| *of <= from + 2);
                let said = by.is_some_and(|phrase| self.can_speak(phrase, &speaker));
                if let Some(of) = of.filter(|of| said && of + 1 < end) {
                    self.push(notes, &speaker, group.tokens.clone(), vec![of + 1..end], mode, Some(index));
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

    fn is_impersonal(&self, clause: &Clause) -> bool {
        clause.subjects.iter().any(|s| self.lower(self.analysis.chunks.phrases[*s].head) == "it")
    }

    /// "It was alleged that the two had no intention of paying", "Sales were overstated, it was claimed in court".
    fn impersonal(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let sentence = self.sentence_range(clause.sentence);
        let Some(subject) = clause.subjects.first().copied() else { return };
        let start = self.analysis.chunks.phrases[subject].tokens.start;
        let child = self.analysis.clauses_of(clause.sentence).find(|i| {
            let other = &self.analysis.clauses[*i];
            other.parent == Some(index) && other.link == Link::Content && *i > index
        });
        let mut speaker = self.speaker(subject);
        speaker.entity = None;
        let content = match child {
            Some(child) => self.analysis.clauses[child].extent.start..self.content_end(clause.sentence),
            None if start > sentence.start + 2 && self.analysis.document.tokens[start - 1].is_mark(',') => {
                speaker.tokens = None;
                sentence.start..start - 1
            }
            None => return,
        };
        self.push(notes, &speaker, group.tokens.clone(), vec![content], Mode::NotGiven, Some(index));
    }

    /// "was quoted as saying that": the one quoted speaks.
    fn quoted(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let Some(subject) = clause.subjects.first().copied() else { return };
        let speaker = self.speaker(subject);
        let end = self.content_end(clause.sentence);
        let sentence = self.sentence_range(clause.sentence);
        let at = group.tokens.end;
        let says = self.analysis.document.lower_at(at) == Some("as")
            && at + 1 < end
            && self.lower(at + 1).ends_with("ing")
            && self.can_speak(subject, &speaker);
        if !says {
            return;
        }
        let before = self.quotes(&(sentence.start..self.analysis.chunks.phrases[subject].tokens.start));
        let that = usize::from(self.analysis.document.lower_at(at + 2) == Some("that"));
        let after = self.quotes(&(at + 2..end.max(at + 2)));
        let (contents, mode) = match (before.is_empty(), after.is_empty()) {
            (false, _) => (before, Mode::Direct),
            (true, false) => (after, Mode::Direct),
            _ => (vec![at + 2 + that..end.max(at + 2 + that)], Mode::Indirect),
        };
        self.push(notes, &speaker, group.tokens.start..at + 2, contents, mode, Some(index));
    }

    /// "with prosecutors alleging that", "with reports suggesting that": a gerund with a speaker of its own.
    fn accompanying(&self, index: usize, subject: usize, notes: &mut Vec<AttributionNote>) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let speaker = self.speaker(subject);
        let beside = self.analysis.chunks.phrases[subject].tokens.end == group.tokens.start;
        let content = self.spelt_out(clause, self.content_end(clause.sentence));
        if let Some(start) = content.filter(|_| beside && self.can_speak(subject, &speaker)) {
            let content = start..self.content_end(clause.sentence);
            self.push(notes, &speaker, group.tokens.clone(), vec![content], Mode::Indirect, Some(index));
        }
    }

    fn add_gerund(&self, index: usize, notes: &mut Vec<AttributionNote>) {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        if !analysis.reporting.says(group.lemma) {
            return;
        }
        let end = self.content_end(clause.sentence);
        let quotes = self.quotes(&(group.tokens.end..end));
        let is_quoted = !quotes.is_empty();
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
        let known = notes.iter().rposition(|n| n.clause == clause.parent && n.clause.is_some());
        let Some(note) = known.and_then(|at| notes.get_mut(at)) else {
            // "The board denied parole, stating ...": a deed with words.
            let subject = clause.parent.and_then(|parent| analysis.clauses[parent].subjects.first().copied());
            if let Some(subject) = subject {
                let speaker = self.speaker(subject);
                let apart = group.tokens.start.checked_sub(1).is_some_and(|i| analysis.document.tokens[i].is_mark(','));
                // "Wiretaps recorded Ferrante, 64, telling his son": he speaks, not the wiretaps.
                let other = clause.parent.is_some_and(|parent| {
                    analysis.clauses[parent].objects.iter().any(|o| {
                        self.referents.of_phrase[*o]
                            .is_some_and(|e| self.referents.entities[e].kind == MentionKind::Person)
                    })
                });
                // "has reported alarming figures, revealing that 600 were killed".
                let speaks = analysis.document.lower_at(group.tokens.end) == Some("that")
                    || group.lemma == "accuse" && !clause.objects.is_empty();
                let says = speaks || group.lemma == "say" && analysis.chunks.phrases[subject].mention.is_some();
                if apart && !other && (is_quoted || says) && self.can_speak(subject, &speaker) {
                    let mode = if is_quoted { Mode::Direct } else { Mode::Indirect };
                    self.push(notes, &speaker, group.tokens.clone(), contents, mode, Some(index));
                }
            }
            return;
        };
        // What the gerund hands over is not part of the first content.
        for range in &mut note.contents_tokens {
            range.end = range.end.min(group.tokens.start.saturating_sub(1)).max(range.start);
        }
        note.contents_tokens.retain(|r| !r.is_empty());
        note.contents = note.contents_tokens.iter().map(|t| analysis.document.bytes(t)).collect();
        let mode = if is_quoted { Mode::Direct } else { Mode::Indirect };
        let (speaker, speaker_range, entity, is_unsure) =
            (note.speaker.clone(), note.speaker_range.clone(), note.entity, note.is_unsure);
        let voice = note.voice;
        let contents: Vec<Range<usize>> = contents.into_iter().filter(|c| !c.is_empty()).collect();
        notes.push(AttributionNote {
            speaker,
            speaker_range,
            entity,
            cues: vec![analysis.document.bytes(&group.tokens)],
            contents: contents.iter().map(|t| analysis.document.bytes(t)).collect(),
            mode,
            is_unsure,
            contents_tokens: contents,
            cue_tokens: vec![group.tokens.clone()],
            clause: Some(index),
            voice,
        });
    }
}

/// Writings by which somebody claims something: what they say stays an allegation.
fn is_plea(head: &str) -> bool {
    matches!(
        head,
        "indictment"
            | "complaint"
            | "lawsuit"
            | "suit"
            | "petition"
            | "motion"
            | "brief"
            | "evidence"
            | "request"
            | "advice"
            | "message"
            | "messages"
            | "post"
            | "tweet"
            | "note"
            | "notes"
            | "emails"
            | "probe"
            | "inquiries"
            | "enquiries"
            | "investigations"
    )
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
