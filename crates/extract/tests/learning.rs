//! The tagger learns from corrections, keeps what it knew, and refuses files that are no models.

use umbra_extract::{Labelled, MentionKind, ModelError, NameModel, NameSpan, Training, Writing};

fn found(model: &NameModel, words: &str) -> Vec<NameSpan> {
    let words: Vec<&str> = words.split(' ').collect();
    model.names(&[words.as_slice()], None).concat()
}

#[test]
fn what_is_corrected_is_learned_and_the_rest_kept() {
    let tags = "The O\nBlenhold B-ORG\nPact I-ORG\npaid O\nOrlo B-PER\n. O\n";
    let sentences = Labelled::of_tags(tags, "a", Writing::Spaced).unwrap();
    let before = NameModel::english();
    assert_ne!(found(before, "The Blenhold Pact paid Orlo ."), sentences[0].names, "nothing to be learned here");
    let training = Training { epochs: 10, least_count: 1, ..Training::default() };
    let after = before.train_on(&sentences, training);
    assert_eq!(found(&after, "The Blenhold Pact paid Orlo ."), sentences[0].names);
    let known = "Barack Obama met Angela Merkel in Berlin .";
    let names = vec![(0..2, MentionKind::Person), (3..5, MentionKind::Person), (6..7, MentionKind::Place)];
    assert_eq!((found(before, known), found(&after, known)), (names.clone(), names));
}

#[test]
fn damaged_files_are_refused() {
    let bytes = include_bytes!("../data/tagger/chinese.model");
    assert_eq!(NameModel::from_bytes(bytes).map(|model| model.writing()).ok(), Some(Writing::Chinese));
    assert_eq!(NameModel::from_bytes(b"no model").err(), Some(ModelError::NoModel));
    assert_eq!(NameModel::from_bytes(&bytes[..bytes.len() / 2]).err(), Some(ModelError::NoModel));
}
