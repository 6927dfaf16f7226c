//! Which names and descriptions are one.

use umbra_model::{Source, SourceId, Text};

use crate::{Extraction, Extractor};

fn read(words: &str) -> Extraction {
    let id = SourceId::of(words.as_bytes());
    let source = Source::new(id, "report.txt", "text/plain", words.len() as u64);
    Extractor::english().extract(&Text::new(id, words.to_owned(), Vec::new()), &source)
}

/// How many entities have a name or a designation with these words in it.
fn count(words: &str, part: &str) -> usize {
    read(words).entities.iter().filter(|entity| entity.label().contains(part)).count()
}

#[test]
fn a_gang_is_one_whatever_noun_stands_behind_its_name() {
    let text = "Police raided the Vassek gang. The Vassek organised crime group smuggled cocaine. \
                The Vassek cartel is feared.";
    assert_eq!(count(text, "Vassek"), 1);
    // Two of one nation are two.
    assert_eq!(count("The Albanian mafia fought. The Albanian cartel won.", "Albanian"), 2);
}

#[test]
fn a_ministry_is_one_either_way_round() {
    let text = "The Justice Department sued Zarnal Ltd. The Department of Justice won.";
    assert_eq!(count(text, "Justice"), 1);
}

#[test]
fn governments_are_told_by_whose_they_are() {
    let found = read("He cheated the Nigerian government. The government sued him.");
    let government: Vec<_> = found.entities.iter().filter(|e| e.label().contains("government")).collect();
    assert_eq!(government.len(), 1);
    assert_eq!(government[0].mentions.len(), 2);
    // Which of two is meant nobody knows.
    let found = read("He cheated the Nigerian government and the Kenyan government. The government sued him.");
    assert!(found.entities.iter().filter(|e| e.label().contains("government")).all(|e| e.mentions.len() == 1));
}

#[test]
fn what_follows_an_alias_is_said_of_the_person() {
    let found = read("Police captured Walter Arizala, alias “Tesko,” the leader of the Rook gang.");
    let tie = found.relations.iter().find(|tie| tie.kind == "leads").expect("he leads it");
    assert_eq!(found.entities[tie.subject].label(), "Walter Arizala");
}

#[test]
fn a_father_and_a_son_of_one_name_are_two() {
    let text = "Ivo Petrov was jailed. A lawyer for Petrov’s son, Ivo Petrov Jr., declined to comment.";
    assert_eq!(count(text, "Ivo Petrov"), 2);
}

#[test]
fn namesakes_are_told_by_their_titles() {
    let text = "Judge Marta Rusk and her husband, Oskar Rusk, owned the firm. Judge Rusk resigned.";
    let found = read(text);
    let judge = found.entities.iter().find(|e| e.label() == "Marta Rusk").expect("she is named");
    assert!(judge.mentions.iter().any(|m| &text[found.mentions[*m].range.clone()] == "Rusk"));
}
