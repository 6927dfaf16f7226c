//! What must hold whatever the input, for fuzzers: each check panics where it does not.

use umbra_model::{PartialDate, Source, SourceId, Text};

use crate::date::DateReader;
use crate::extraction::Extraction;
use crate::extractor::Extractor;
use crate::lexicon::Lexicon;
use crate::rule::Rules;
use crate::sentence::Document;

/// Bytes of an input that are looked at; more finds no other faults and takes long.
const MOST: usize = 64 << 10;

fn cut(text: &str) -> &str {
    let end = (0..=MOST.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    &text[..end]
}

fn extract(extractor: &Extractor, words: &str) -> (Text, Extraction) {
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, "fuzz.txt", "text/plain", words.len() as u64);
    source.language = Some("eng".to_owned());
    source.published = "2024-03-01".parse::<PartialDate>().ok();
    let text = Text::new(id, words.to_owned(), Vec::new());
    let run = extractor.extract(&text, &source);
    (text, run)
}

fn english() -> &'static Extractor {
    static ENGLISH: std::sync::LazyLock<Extractor> = std::sync::LazyLock::new(Extractor::english);
    &ENGLISH
}

/// Sentences come in order, do not overlap, and cut no character.
///
/// # Panics
/// Where they do not.
pub fn sentences(text: &str) {
    let text = cut(text);
    let document = Document::read(text, Lexicon::english());
    let mut last = 0;
    for sentence in &document.sentences {
        assert!(sentence.tokens.start >= last && sentence.tokens.start <= sentence.tokens.end, "sentences overlap");
        last = sentence.tokens.end;
        assert!(text.get(document.bytes(&sentence.tokens)).is_some(), "a sentence cuts a character");
    }
    assert_eq!(last, document.tokens.len(), "words lie in no sentence");
}

/// Every quote is its span, every position points at something.
///
/// # Panics
/// Where one does not.
pub fn extraction(text: &str) {
    let (text, run) = extract(english(), cut(text));
    sound(&text, &run);
    let id = SourceId::of(text.as_str().as_bytes());
    let mut source = Source::new(id, "fuzz.txt", "text/plain", text.as_str().len() as u64);
    source.language = Some("eng".to_owned());
    for reading in english().explain(&text, &source) {
        assert!(text.as_str().get(reading.range).is_some(), "a reading cuts a character");
    }
}

fn sound(text: &Text, run: &Extraction) {
    let stands = |range: &std::ops::Range<usize>| text.as_str().get(range.clone()).is_some();
    let exists = |entity: usize| entity < run.entities.len();
    assert!(run.mentions.iter().all(|m| stands(&m.range) && m.entity.is_none_or(exists)), "a mention is astray");
    for relation in &run.relations {
        assert!(exists(relation.subject) && exists(relation.object), "a tie without an end");
        assert!(stands(&relation.evidence) && stands(&relation.trigger), "a tie cuts a character");
        assert!(relation.attribution.iter().all(|a| *a < run.attributions.len()), "a voice is astray");
    }
    for event in &run.events {
        assert!(event.roles.iter().all(|(_, entity)| exists(*entity)), "an event without its parties");
        assert!(stands(&event.evidence) && event.content.iter().all(stands), "an event cuts a character");
        assert!(event.concerns.iter().all(|r| *r < run.relations.len()), "a proceeding concerns no tie");
    }
    for candidate in &run.candidates {
        assert!(exists(candidate.subject) && candidate.object.is_none_or(exists), "a candidate without an end");
        assert!(candidate.object != Some(candidate.subject), "a candidate with one end twice");
        assert!(stands(&candidate.trigger) && stands(&candidate.evidence), "a candidate cuts a character");
    }
    assert!(run.roles.iter().all(|r| exists(r.holder) && stands(&r.evidence)), "an office is astray");
    for statement in &run.statements {
        if let umbra_model::Place::Text { start, end, .. } = statement.span().place() {
            let bytes = text.byte_of(*start as usize).zip(text.byte_of(*end as usize));
            let words = bytes.and_then(|(start, end)| text.as_str().get(start..end));
            assert_eq!(words, Some(statement.span().quote()), "a quote does not stand where it says");
        }
    }
}

/// A rule file is read or refused with a place in it; what is read reads texts.
///
/// # Panics
/// Where it does not.
pub fn rules(file: &str) {
    let file = cut(file);
    let mut rules = Rules::default();
    match rules.add("fuzz.toml", file) {
        Ok(()) => {
            let extractor = Extractor::with_rules(rules);
            let words =
                "Erik Brandt, who led the Rook gang, was convicted of paying Halvane Ltd a bribe of 5,000 crowns.";
            let (text, run) = extract(&extractor, words);
            sound(&text, &run);
        }
        Err(error) => assert!(error.to_string().starts_with("fuzz.toml:"), "no place is named: {error}"),
    }
}

/// No date begins after it ends.
///
/// # Panics
/// Where one does.
pub fn dates(text: &str) {
    let document = Document::read(cut(text), Lexicon::english());
    let published = "2024-02-29".parse::<PartialDate>().ok();
    for date in DateReader::new(&document, published).dates() {
        assert!(date.tokens.start < date.tokens.end && date.tokens.end <= document.tokens.len(), "a date is astray");
        if let (Some(start), Some(end)) = (date.start(), date.end()) {
            assert!(start.earliest() <= end.latest(), "a date begins after it ends: {start} {end}");
        }
    }
}

/// Each figure's value is a number and stands where it says.
///
/// # Panics
/// Where it does not.
pub fn figures(text: &str) {
    let (text, run) = extract(english(), cut(text));
    for figure in &run.figures {
        assert!(figure.value.is_finite() && figure.high.is_none_or(f64::is_finite), "a value is no number");
        assert!(text.as_str().get(figure.range.clone()).is_some(), "a figure cuts a character");
        let inside = figure.evidence.start <= figure.range.start && figure.range.end <= figure.evidence.end;
        assert!(inside || text.as_str().get(figure.evidence.clone()).is_some(), "its evidence is astray");
    }
}
