//! Attribution: who says what, by which words, and how far it reaches.

#![expect(clippy::single_range_in_vec_init, reason = "a list of stretches of text, most often one")]

mod according;
mod aside;
mod between;
mod content;
mod deed;
mod denied;
mod gerund;
mod inverted;
mod noun;
mod opening;
mod passive;
mod quotation;
mod speaker;
mod subject;

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
            self.in_the_view(sentence, &mut notes);
            for clause in self.analysis.clauses_of(sentence) {
                self.by_verb(clause, &mut notes);
                self.by_noun(clause, &mut notes);
                self.by_case(clause, &mut notes);
            }
            self.inverted(sentence, before, &mut notes);
            self.between(sentence, before, &mut notes);
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
        if !(reporting.says(lemma)
            || orders
            || reporting.thinks(lemma)
            || self.rejects(clause)
            || self.portrays(clause))
            || group.negated && !reporting.owns_up(lemma)
        {
            return;
        }
        if clause.passive {
            self.unspoken(index, notes);
            return;
        }
        if matches!(lemma, "quote" | "cite") {
            self.quotes_somebody(index, notes);
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
        // "Committee hears of two governments": a heading tells where it was said.
        let heading = self.analysis.document.sentences[clause.sentence].is_heading && lemma == "hear";
        let is_noun = heading
            || self.lower(group.main) == "states" && matches!(before_subject, "among" | "of" | "in" | "from" | "by");
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
                let mut speaker = self.speaker(phrase);
                // "said one of them, Ileana Tejada".
                if speaker.entity.is_none()
                    && let Some(name) = self.named_after(&speaker, self.content_end(clause.sentence))
                {
                    speaker.entity = self.referents.of_phrase[name];
                }
                self.push(notes, &speaker, group.tokens.clone(), quotes, Mode::Direct, Some(index));
                return;
            }
        }
        let named = self
            .across(clause)
            .or_else(|| self.apposed(clause).filter(|name| self.follows_office(*name) && self.may_be(clause, *name)));
        let subject = clause.subjects.first().map(|subject| self.whose_verb(index, *subject));
        let subject = subject.map(|subject| self.began_with(index, subject).unwrap_or(subject));
        let Some(subject) = named.or(subject).or_else(|| self.apposed(clause)) else {
            return;
        };
        let mut speaker = self.speaker(subject);
        // "Her husband, the lay preacher Ivo Stahl, said": the name behind a description.
        if speaker.entity.is_none()
            && !self.analysis.chunks.phrases[subject].is_pronoun
            && let Some(name) = self.named_behind(clause, subject)
        {
            speaker.entity = self.referents.of_phrase[name];
            speaker.unsure |= self.referents.unsure[name];
        }
        if !self.can_speak(subject, &speaker) && !self.speaks_out(clause, subject, &speaker) {
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
        } else if !quotes.is_empty() && (starts_quoted && self.is_mostly(&quotes, &contents) || orders) {
            (Mode::Direct, quotes)
        } else {
            (Mode::Indirect, contents)
        };
        let starts = self.analysis.chunks.phrases[subject].tokens.start;
        let trailing = contents.first().is_some_and(|c| c.end <= starts);
        let before = if mode == Mode::Direct && contents.iter().all(|c| c.end <= group.tokens.start) {
            self.who_spoke_before(subject, clause, lemma).or_else(|| self.who_speaks_on(subject, clause, lemma, notes))
        } else if trailing {
            self.who_speaks_on(subject, clause, lemma, notes)
        } else {
            None
        };
        if let Some(entity) = before {
            speaker.unsure |= speaker.entity != Some(entity);
            speaker.entity = Some(entity);
        }
        self.not_who_asked(subject, clause.sentence, &mut speaker);
        let cue = group.tokens.start.max(sentence.start)..cue_end.max(group.tokens.end);
        self.push(notes, &speaker, cue, contents, mode, Some(index));
        if let (Some(denied), Some(note)) = (self.denied_before(clause, starts), notes.last_mut()) {
            note.contents.insert(0, self.analysis.document.bytes(&denied));
        }
    }

    /// "identified the man as its banker", "portrays him as the victim": what somebody is said to be.
    fn portrays(&self, clause: &Clause) -> bool {
        let hung = clause.objects.iter().flat_map(|o| &self.analysis.attached[*o].complements);
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        // "The deputy linked the firm to the gang".
        let word = if lemma == "link" { "to" } else { "as" };
        (self.analysis.reporting.portrays(lemma) || lemma == "link")
            && !clause.passive
            && clause.objects.first().is_some_and(|o| {
                let verb = &self.analysis.chunks.groups[clause.group].tokens;
                // "the woman whom three workers have named as the buyer".
                self.analysis.chunks.phrases[*o].tokens.start >= verb.end
                    || clause.complements.iter().any(|c| c.preposition == verb.end && self.lower(c.preposition) == "as")
            })
            && clause.complements.iter().chain(hung).any(|c| self.lower(c.preposition) == word)
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
            && clause.objects.iter().chain(&clause.receivers).any(|o| {
                self.analysis.reporting.is_claim(self.lower(self.analysis.chunks.phrases[*o].head)) || is_thing(o)
            })
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
            | "memoir"
            | "memoirs"
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
