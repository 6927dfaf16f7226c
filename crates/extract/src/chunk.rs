//! Chunks: noun phrases and verb groups, and what stands between them.

mod group;
mod person;
mod phrase;

pub(crate) use person::{is_person_noun, noun_base, singular};

use std::ops::Range;

use crate::comparator::comparator_before;
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::sentence::{Document, Sentence};
use crate::word::{Class, Word};

/// What opens a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    Bare,
    Definite,
    Indefinite,
    /// "this", "these".
    Pointing,
    /// "no", "neither".
    Negative,
    /// "some", "several", a number.
    Counted,
    /// "his", "the gang's".
    Possessed,
}

#[derive(Debug, Clone)]
pub(crate) struct NounPhrase {
    /// All its tokens, owner included.
    pub tokens: Range<usize>,
    /// The tokens after the owner.
    pub own: Range<usize>,
    pub head: usize,
    pub opening: Opening,
    /// The phrase before `'s`.
    pub owner: Option<usize>,
    /// "his", "her", "its", "their".
    pub owner_pronoun: Option<usize>,
    /// The name at its head.
    pub mention: Option<usize>,
    pub is_pronoun: bool,
    pub is_plural: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct VerbGroup {
    pub tokens: Range<usize>,
    /// The main verb.
    pub main: usize,
    pub lemma: &'static str,
    /// "off" in "tipped off".
    pub particle: Option<usize>,
    pub passive: bool,
    pub shape: Shape,
    pub negated: bool,
    pub modal: Option<usize>,
    /// A past form that could be finite or a participle.
    pub ambiguous: bool,
    /// A base form alone, as in an order.
    pub bare: bool,
}

/// What a verb group's form lets it be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Finite,
    Infinitive,
    Gerund,
    /// A participle without an auxiliary: "launched in 2018".
    Participle,
}

/// One piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Noun(usize),
    Verb(usize),
    Preposition,
    Comma,
    Conjunction,
    Subordinator,
    Relative,
    Dash,
    Open,
    Close,
    QuoteOpen,
    QuoteClose,
    Colon,
    Date,
    Adverb,
    Adjective,
    Other,
}

#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    pub piece: Piece,
    pub tokens: Range<usize>,
}

/// The chunks of a document, by sentence.
#[derive(Debug, Default)]
pub(crate) struct Chunks {
    pub phrases: Vec<NounPhrase>,
    pub groups: Vec<VerbGroup>,
    /// The chunks of all sentences.
    pub chunks: Vec<Chunk>,
    /// Where each sentence's chunks lie.
    pub sentences: Vec<Range<usize>>,
}

pub(crate) struct Chunker<'a, 't> {
    pub document: &'a Document<'t>,
    pub words: &'a mut [Word],
    pub mentions: &'a [Mention],
    pub lexicon: &'static Lexicon,
}

impl Chunker<'_, '_> {
    pub fn chunk(mut self) -> Chunks {
        let mut chunks = Chunks::default();
        for i in 0..self.document.sentences.len() {
            let sentence = &self.document.sentences[i];
            self.mark_numbers(sentence);
            let start = chunks.chunks.len();
            self.sentence(sentence, &mut chunks);
            chunks.sentences.push(start..chunks.chunks.len());
        }
        chunks
    }

    /// Comparators and "per cent" go with their number.
    fn mark_numbers(&mut self, sentence: &Sentence) {
        for at in sentence.tokens.clone() {
            if self.words[at].class != Class::Number {
                continue;
            }
            if let Some((from, _)) = comparator_before(self.document, at, sentence.tokens.start) {
                self.words[from..at].iter_mut().for_each(|word| word.class = Class::Number);
            }
            let next = self.document.lower_at(at + 1).unwrap_or("");
            let unit = match next {
                "per" if self.document.lower_at(at + 2) == Some("cent") => 2,
                "percent" | "%" | "per-cent" => 1,
                _ => 0,
            };
            for word in self.words.iter_mut().take((at + 1 + unit).min(sentence.tokens.end)).skip(at + 1) {
                word.class = Class::Number;
            }
            if at > sentence.tokens.start
                && self.lexicon.currencies.get(self.document.word(at - 1)).is_some()
                && (self.document.tokens[at - 1].kind != crate::token::Kind::Word
                    || self.document.tokens[at - 1].end == self.document.tokens[at].start)
            {
                self.words[at - 1].class = Class::Number;
                // "HK$80,000".
                let joined = at >= sentence.tokens.start + 2
                    && self.document.tokens[at - 1].is_mark('$')
                    && self.document.tokens[at - 2].end == self.document.tokens[at - 1].start
                    && self.document.word(at - 2).chars().all(char::is_uppercase);
                if joined {
                    self.words[at - 2].class = Class::Number;
                }
                // "at least $250,000".
                if let Some((from, _)) = comparator_before(self.document, at - 1, sentence.tokens.start) {
                    self.words[from..at].iter_mut().for_each(|word| word.class = Class::Number);
                }
            }
        }
    }

    fn sentence(&self, sentence: &Sentence, out: &mut Chunks) {
        let limit = sentence.tokens.end;
        let mut at = sentence.tokens.start;
        while at < limit {
            let class = self.words[at].class;
            if let Some(end) = self.measuring(at, limit) {
                out.chunks.push(Chunk { piece: Piece::Preposition, tokens: at..end });
                at = end;
                continue;
            }
            if let Some(end) = self.verb_group(at, limit, out) {
                out.chunks.push(Chunk { piece: Piece::Verb(out.groups.len() - 1), tokens: at..end });
                at = end;
                continue;
            }
            if let Some(end) = self.noun_phrase(at, limit, out) {
                out.chunks.push(Chunk { piece: Piece::Noun(out.phrases.len() - 1), tokens: at..end });
                at = end;
                continue;
            }
            let piece = match class {
                Class::Preposition | Class::To => Piece::Preposition,
                Class::Comma => Piece::Comma,
                Class::Conjunction => Piece::Conjunction,
                Class::Subordinator => Piece::Subordinator,
                Class::Relative => Piece::Relative,
                Class::Dash => Piece::Dash,
                Class::Open => Piece::Open,
                Class::Close => Piece::Close,
                Class::QuoteOpen => Piece::QuoteOpen,
                Class::QuoteClose => Piece::QuoteClose,
                Class::Colon => Piece::Colon,
                Class::Date => Piece::Date,
                Class::Adverb | Class::Negation => Piece::Adverb,
                Class::Adjective => Piece::Adjective,
                _ => Piece::Other,
            };
            let mut end = at + 1;
            while piece == Piece::Date && end < limit && self.words[end].class == Class::Date {
                end += 1;
            }
            out.chunks.push(Chunk { piece, tokens: at..end });
            at = end;
        }
    }

    /// "bribes amounting to 5,000 crowns", "payments totalling $3,000": what joins a sum to what it measures.
    fn measuring(&self, at: usize, limit: usize) -> Option<usize> {
        let end = match (self.document.lower(at), self.document.lower_at(at + 1)) {
            ("amounting", Some("to")) => at + 2,
            ("totalling" | "totaling" | "exceeding", _) => at + 1,
            _ => return None,
        };
        let noun_before = at.checked_sub(1).is_some_and(|i| self.words[i].class == Class::Noun);
        (noun_before && self.class(end, limit) == Some(Class::Number)).then_some(end)
    }

    fn class(&self, at: usize, limit: usize) -> Option<Class> {
        (at < limit).then(|| self.words[at].class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::DateReader;
    use crate::tagger::{NameTagger, Tagger};
    use crate::word::classify;

    /// Noun phrases in brackets, verb groups in braces.
    fn chunk(text: &str) -> String {
        let lexicon = Lexicon::english();
        let document = Document::read(text, lexicon);
        let dates = DateReader::new(&document, None).dates();
        let mentions = NameTagger { lexicon, model: None }.tag(&document, &dates);
        let mut words = classify(&document, &dates, &mentions, lexicon);
        let chunks = Chunker { document: &document, words: &mut words, mentions: &mentions, lexicon }.chunk();
        let shown = chunks.chunks.iter().map(|chunk| {
            let words = document.words(&chunk.tokens);
            match chunk.piece {
                Piece::Noun(_) => format!("[{words}]"),
                Piece::Verb(_) => format!("{{{words}}}"),
                _ => words.to_owned(),
            }
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn phrases_and_groups() {
        for (text, expected) in [
            (
                "Ma Aijun was convicted and sentenced for sheltering the gang.",
                "[Ma Aijun] {was convicted} and {sentenced} for {sheltering} [the gang] .",
            ),
            (
                "More than 5,200 organised crime groups were smashed.",
                "[More than 5,200 organised crime groups] {were smashed} .",
            ),
            (
                "13 per cent fewer criminal cases were filed in 2023.",
                "[13 per cent fewer criminal cases] {were filed} in 2023 .",
            ),
            (
                "It was part of Xi’s signature anti-corruption drive.",
                "[It] {was} [part] of [Xi’s signature anti-corruption drive] .",
            ),
            ("State broadcaster CCTV reported it.", "[State broadcaster CCTV] {reported} [it] ."),
            ("Police chief Erik Brandt has not been charged.", "[Police chief Erik Brandt] {has not been charged} ."),
            (
                "He told the court Brandt had tipped off the gang.",
                "[He] {told} [the court] [Brandt] {had tipped off} [the gang] .",
            ),
            ("He is alleged to have led the Lantern Crew.", "[He] {is alleged} {to have led} [the Lantern Crew] ."),
            ("His brother, Milo, could be jailed.", "[His brother] , [Milo] , {could be jailed} ."),
            ("The charges against him were dropped.", "[The charges] against [him] {were dropped} ."),
        ] {
            assert_eq!(chunk(text), expected);
        }
    }
}
