//! Holds `umbra investigate` to what a careful reader finds in the example, and to what a careful reader leaves unsaid.
//!
//! `cargo test -p umbra --test marenport -- --nocapture` prints the table and everything that is missing.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

mod found;
mod gold;
mod score;

use std::path::Path;

use found::Found;
use gold::Gold;
use score::Score;

/// What share of the gold must be found, at the least.
const FLOORS: &[(&str, f64)] = &[
    ("documents", 1.0),
    ("offices", 0.93),
    ("ties", 1.0),
    ("standing of ties", 1.0),
    ("proceedings", 1.0),
    ("campaigns", 1.0),
    ("figures", 1.0),
    ("figures, all right", 0.97),
    ("figure checks", 0.84),
    ("same", 1.0),
    ("different", 1.0),
    ("umbrellas", 1.0),
    ("search", 1.0),
];

#[test]
fn investigate_finds_what_a_careful_reader_finds() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/marenport");
    let gold = Gold::read(&std::fs::read_to_string(example.join("gold.json")).unwrap());
    let folder = tempfile::tempdir().unwrap();
    assert_cmd::Command::cargo_bin("umbra")
        .unwrap()
        .current_dir(&folder)
        .args(["--quiet", "investigate"])
        .arg(example.canonicalize().unwrap())
        .assert()
        .success();
    assert!(folder.path().join("marenport.html").exists(), "no report was written");
    let found = Found::read(&folder.path().join("marenport.umbra"), &gold);

    let scores = [
        found.documents(&gold),
        found.offices(&gold),
        found.ties(&gold),
        found.standings(&gold),
        found.proceedings(&gold),
        found.campaigns(&gold),
        found.figures(&gold),
        found.figures_all_right(&gold),
        found.figure_checks(&gold),
        found.same(&gold),
        found.different(&gold),
        found.umbrellas(&gold),
        found.search(&gold),
    ];
    for score in &scores {
        println!("{}", score.text());
    }
    let unsaid = found.what_must_not_be_said(&gold);
    for line in &unsaid {
        println!("must not be said: {line}");
    }

    assert!(unsaid.is_empty(), "{} things are said that the documents do not say: {unsaid:#?}", unsaid.len());
    for (kind, floor) in FLOORS {
        let score: &Score = scores.iter().find(|score| score.kind == *kind).expect("every floor has its score");
        assert!(score.recall() >= *floor, "below {floor}: {}", score.text());
    }
}
