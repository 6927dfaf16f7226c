//! Names and texts are found, also in scripts without spaces.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod support;

use std::fs;

use support::*;
use umbra_case::{Case, Hit, HitKind, Judgement};

fn searched() -> Fixture {
    let mut fixture = fixture();
    add(
        &mut fixture.case,
        "经查，原公安局局长马爱军为该团伙提供保护。李岩否认了指控。",
        |text| vec![statement(text, "ma", "Person", "name", "马爱军", "马爱军")],
    );
    add(
        &mut fixture.case,
        "The court said Ma Aijun, former head of police, sheltered them. Öztürk denied it.\n\nA second paragraph names Kovač.",
        |text| {
            vec![
                statement(text, "aijun", "Person", "name", "Ma Aijun", "Ma Aijun"),
                statement(text, "oz", "Person", "name", "Öztürk", "Öztürk"),
                statement(text, "oz", "Person", "notes", "denied", "denied it"),
            ]
        },
    );
    fixture
}

fn captions(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.caption.as_str()).collect()
}

/// Searches and gives what was found, as words: an entity's id or the quote from a source.
fn check(case: &Case, query: &str, expected: &[&str]) {
    let hits = case.search(query, 10).unwrap();
    let found: Vec<&str> = hits
        .iter()
        .map(|hit| match &hit.what {
            HitKind::Entity(id) => id.as_str(),
            HitKind::Source(id, span) => {
                let text = case.source_text(*id).unwrap().unwrap();
                assert!(text.holds(span));
                span.quote()
            }
        })
        .collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn two_and_three_character_names_are_found_in_running_text() {
    let fixture = searched();
    let sentence = "经查，原公安局局长马爱军为该团伙提供保护。李岩否认了指控。";
    check(&fixture.case, "李岩", &[sentence]);
    check(&fixture.case, "马爱军", &["ma", sentence]);
    check(&fixture.case, "军", &["ma", sentence]);
    check(&fixture.case, "马军", &[]);
    check(&fixture.case, "公安局 李岩", &[sentence]);
}

#[test]
fn names_are_found_without_case_and_accents_and_come_first() {
    let fixture = searched();
    let first = "The court said Ma Aijun, former head of police, sheltered them. Öztürk denied it.";
    check(&fixture.case, "ma aijun", &["aijun", first]);
    check(&fixture.case, "AIJUN, Ma", &["aijun", first]);
    check(&fixture.case, "ozturk", &["oz", first]);
    check(&fixture.case, "kovac", &["A second paragraph names Kovač."]);
    check(&fixture.case, "nobody at all", &[]);
    check(&fixture.case, "", &[]);
    check(&fixture.case, "“…”", &[]);
    // Where nothing holds all words, what holds some of them.
    check(&fixture.case, "aijun kovac", &["aijun", "A second paragraph names Kovač.", first]);
}

#[test]
fn an_entity_is_found_once_under_all_its_names() {
    let mut fixture = searched();
    let mut writer = fixture.case.begin("tester").unwrap();
    writer.decide(&id("ma"), &id("aijun"), Judgement::Same, "pinyin", None).unwrap();
    writer.commit().unwrap();
    let hits = fixture.case.search("马爱军", 1).unwrap();
    assert_eq!(hits[0].what, HitKind::Entity(id("aijun")));
    assert_eq!((hits[0].caption.as_str(), hits[0].quote.as_str()), ("马爱军", "马爱军"));
    let statement = hits[0].statement.unwrap();
    assert_eq!(fixture.case.statement(statement).unwrap().unwrap().statement.entity(), &id("ma"));
}

#[test]
fn what_was_retracted_is_not_found() {
    let mut fixture = fixture();
    let said = add_name(&mut fixture.case, "p", "Garov");
    let mut writer = fixture.case.begin("tester").unwrap();
    writer.retract(said, "misread").unwrap();
    writer.commit().unwrap();
    let hits = fixture.case.search("garov", 5).unwrap();
    assert!(matches!(hits.as_slice(), [Hit { what: HitKind::Source(..), .. }]));
}

#[test]
fn the_index_is_made_anew_when_it_is_missing_damaged_or_of_another_case() {
    let fixture = searched();
    let (path, folder) = (fixture.path.clone(), fixture.folder.path().join("test.umbra-index"));
    drop(fixture.case);
    let expect = |name: &str| {
        let case = Case::open_read_only(&path).unwrap();
        assert_eq!(captions(&case.search("aijun", 1).unwrap()), ["Ma Aijun"], "{name}");
    };
    expect("as it was");
    fs::remove_dir_all(&folder).unwrap();
    expect("missing");
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "term" || extension == "idx") {
            fs::write(path, "rubbish").unwrap();
        }
    }
    expect("damaged");
    fs::write(folder.join("meta.json"), "{").unwrap();
    expect("damaged at the root");
    let mut other = self::fixture();
    add_name(&mut other.case, "p", "Somebody Else");
    drop(other.case);
    for entry in fs::read_dir(other.folder.path().join("test.umbra-index")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    expect("of another case");
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "no folder").unwrap();
    expect("not to be made");
}

#[test]
fn an_index_that_lags_catches_up() {
    let mut fixture = searched();
    let folder = fixture.folder.path().join("test.umbra-index");
    let kept = fixture.folder.path().join("kept");
    fs::create_dir(&kept).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), kept.join(entry.file_name())).unwrap();
    }
    add_name(&mut fixture.case, "late", "Latecomer");
    let path = fixture.path.clone();
    drop(fixture.case);
    fs::remove_dir_all(&folder).unwrap();
    fs::rename(&kept, &folder).unwrap();
    let case = Case::open(&path).unwrap();
    assert_eq!(captions(&case.search("latecomer", 1).unwrap()), ["Latecomer"]);
    assert_eq!(captions(&case.search("aijun", 1).unwrap()), ["Ma Aijun"]);
}
