//! What candidates ask of people.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Readings that no rule file names: those of posts beside a name.
const BESIDE_RULES: [&str; 2] = ["held_office", "holds_office"];

#[test]
fn every_reading_that_a_rule_proposes_is_asked_in_words() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../extract/rules");
    let mut readings: BTreeSet<String> = BESIDE_RULES.map(str::to_owned).into();
    for entry in fs::read_dir(rules).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let file: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        for rule in file["rule"].as_array().unwrap() {
            readings.insert(rule["type"].as_str().unwrap().to_owned());
        }
    }
    assert!(readings.len() > 30, "the rules were not found: {readings:?}");
    let without: Vec<&String> = readings.iter().filter(|reading| umbra_case::reading(reading).is_none()).collect();
    assert!(without.is_empty(), "no words for {without:?}: add them to crates/case/src/candidate.rs");
}
