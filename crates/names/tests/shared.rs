//! Against data that others made; skipped where it is not at hand.
//!
//! The data lies in the folder that `UMBRA_SHARED` names, or in `shared` beside the repository.

use std::path::PathBuf;

use serde_json::Value;
use umbra_names::{Kind, Name, normalise};

fn shared(path: &str) -> Option<String> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let folder = std::env::var_os("UMBRA_SHARED").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join("data/ftm").join(path)).ok();
    if text.is_none() {
        println!("skipped: no shared data");
    }
    text
}

#[test]
fn spellings_of_one_man_meet() {
    let Some(spellings) = shared("putin_names.txt") else { return };
    let known = ["Vladimir Putin", "Vladimir Vladimirovich Putin"].map(|text| Name::new(text, Kind::Person));
    let keys: Vec<u64> = known.iter().flat_map(Name::keys).collect();
    let (mut met, mut found, mut all) = (0, 0, 0);
    for spelling in spellings.lines().filter(|line| !line.trim().is_empty()) {
        let name = Name::new(spelling, Kind::Person);
        let score = known.iter().map(|known| known.compare(&name).score).fold(0.0, f64::max);
        let shares = name.keys().iter().any(|key| keys.contains(key));
        if score < 0.7 || !shares {
            println!("{spelling}: {score:.2}, key {shares}");
        }
        all += 1;
        met += usize::from(score >= 0.7);
        found += usize::from(shares);
    }
    println!("{met} met and {found} filed together of {all}");
    assert_eq!((met, found), (all, all));
}

#[test]
fn names_are_normalised_as_the_field_does() {
    for (file, least) in [("vectors/name_person.jsonl", 0.98), ("vectors/name_org.jsonl", 0.95)] {
        let Some(rows) = shared(file) else { return };
        let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        // Theirs drops the vowels of the scripts of India and Indochina, which leaves another word; those rows do not count.
        let has_vowel_signs = |text: &str| text.chars().any(|c| (0x900..0x1100).contains(&u32::from(c)));
        let rows: Vec<Value> = rows.into_iter().filter(|row| !has_vowel_signs(row["in"].as_str().unwrap())).collect();
        let differs = |row: &&Value| normalise(row["in"].as_str().unwrap()) != row["normalized"].as_str().unwrap();
        let others: Vec<&Value> = rows.iter().filter(differs).collect();
        for row in others.iter().take(40) {
            println!("{}: {:?}, theirs {}", row["in"], normalise(row["in"].as_str().unwrap()), row["normalized"]);
        }
        let same = (rows.len() - others.len()) as f64 / rows.len() as f64;
        println!("{file}: {same:.4} of {}", rows.len());
        assert!(same >= least, "{same}");
    }
}
