use umbra_model::{Source, SourceId, Text};

use super::pieces::Pieces;
use super::*;
use crate::Extractor;
use crate::perceptron::ModelError;

fn encoded(words: &str) -> (crate::Extraction, Vec<EncodedSentence>) {
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, "report.txt", "text/plain", words.len() as u64);
    source.language = Some("en".to_owned());
    Extractor::english().encoded(&Text::new(id, words.to_owned(), Vec::new()), &source)
}

fn cut(word: &str) -> Vec<u16> {
    let mut pieces = Vec::new();
    Pieces::get().cut(word, &mut pieces);
    pieces
}

#[test]
fn words_are_cut_into_the_longest_pieces_that_are_known() {
    assert_eq!(cut("police").len(), 1);
    assert_eq!(cut("Police"), cut("police"));
    assert_eq!(cut("Núñez"), cut("nunez"));
    // A mark inside a word is a piece of its own.
    assert_eq!(cut("x-ray"), [cut("x"), cut("-"), cut("ray")].concat());
    // No word of the table: it is put together of several.
    assert!(cut("gangmastery").len() > 1);
    assert_eq!(cut("\u{1f980}"), [100]);
    assert_eq!(cut(&"a".repeat(500)), [100]);
}

#[test]
fn a_name_of_several_words_is_one_piece_and_each_party_is_found_in_the_pieces() {
    let (extraction, sentences) =
        encoded("Police arrested Erik van Brandt, whose brother, Jonas Pell, ran the Rook gang.");
    let [sentence] = sentences.as_slice() else { panic!("one sentence was expected") };
    assert_eq!(sentence.pieces.len(), sentence.marks.len());
    let person = |name: &str| extraction.entities.iter().position(|e| e.label() == name).unwrap();
    let party = |entity: usize| sentence.parties.iter().find(|p| p.entity == entity).unwrap();
    let (brandt, pell, gang) = (person("Erik van Brandt"), person("Jonas Pell"), person("Rook gang"));
    assert_eq!(party(brandt).pieces.len(), 1);
    assert_eq!(sentence.pieces[party(brandt).pieces.start], sentence.pieces[party(pell).pieces.start]);
    assert_eq!(party(gang).pieces.len(), 2);
    let pairs: Vec<(usize, usize)> = sentence.pairs().iter().map(|(a, b)| (a.entity, b.entity)).collect();
    assert!(pairs.contains(&(brandt, pell)) && pairs.contains(&(pell, gang)), "{pairs:?}");
}

#[test]
fn a_sentence_of_any_length_is_read_up_to_its_bound() {
    let (_, sentences) = encoded(&"Erik Brandt paid Jonas Pell and the Rook gang, ".repeat(60));
    for (sentence, told) in sentences.iter().zip(Classifier::english().read(&sentences, 0.0)) {
        assert!(sentence.pieces.len() <= input::MOST_PIECES);
        assert!(told.ties.iter().chain(&told.carried).all(|tie| (0.0..=1.0).contains(&tie.likely)));
        assert!(told.events.iter().all(|event| (0.0..=1.0).contains(&event.likely)));
    }
}

#[test]
fn a_sentence_is_read_alike_alone_and_among_others() {
    let (_, sentences) = encoded(
        "Erik Brandt, the mayor, took orders from Jonas Pell. Pell, 40, was jailed for six years. His wife, Vera Pell, owns Halvane Ltd.",
    );
    let together = Classifier::english().read(&sentences, 0.05);
    for (sentence, told) in sentences.iter().zip(&together) {
        let alone = &Classifier::english().read(std::slice::from_ref(sentence), 0.05)[0].ties;
        assert_eq!(alone.len(), told.ties.len());
        for (one, other) in alone.iter().zip(&told.ties) {
            assert_eq!((one.kind, one.subject, one.object), (other.kind, other.subject, other.object));
            assert!((one.likely - other.likely).abs() < 1e-3);
        }
    }
}

#[test]
fn a_damaged_model_is_refused() {
    let bytes = include_bytes!("../../data/classifier/english.model");
    assert_eq!(Classifier::from_bytes(b"no model").unwrap_err(), ModelError::NoModel);
    assert_eq!(Classifier::from_bytes(&bytes[..bytes.len() / 2]).unwrap_err(), ModelError::Short);
    assert_eq!(Classifier::from_bytes(b"UMC1\x63\0\0\0").unwrap_err(), ModelError::OtherFeatures);
}
