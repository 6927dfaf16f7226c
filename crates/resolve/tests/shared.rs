//! Against pairs that others have labelled; skipped where they are not at hand.
//!
//! They lie in the folder that `UMBRA_SHARED` names, or in `shared` beside the repository. No weight is fitted on them.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use std::path::PathBuf;

use serde_json::Value;
use umbra_model::{Entity, EntityId, Schema, SourceId};
use umbra_names::Terms;
use umbra_resolve::{Record, Weights, rate};

fn shared(path: &str) -> Option<String> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let folder = std::env::var_os("UMBRA_SHARED").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(folder.join("data/ftm").join(path)).ok();
    if text.is_none() {
        println!("skipped: no shared data");
    }
    text
}

fn record(schema: &str, id: &str, values: &Value, terms: &mut Terms) -> Record {
    let mut entity = Entity::new(EntityId::new(id).unwrap(), Schema::get(schema).unwrap());
    for (property, value) in values.as_object().unwrap() {
        let values = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        for value in values.iter().filter_map(Value::as_str) {
            entity.add(property, value).unwrap();
        }
    }
    Record::of_entity(&entity, SourceId::of(b"checks"), terms).unwrap()
}

#[test]
fn labelled_pairs_are_told_apart() {
    let Some(rows) = shared("vectors/score_checks.jsonl") else { return };
    let (mut said, mut right, mut all) = (0, 0, 0);
    let mut terms = Terms::new();
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        let schema = row["schema"].as_str().unwrap();
        let query = record(schema, "query", &row["query"], &mut terms);
        let candidate = record(schema, "candidate", &row["candidate"], &mut terms);
        let score = rate(&query, &candidate, &Weights::screening(), false).map_or(0.0, |rating| rating.score);
        let (is_said, is_one) = (score >= 0.7, row["is_match"] == true);
        if is_said != is_one {
            println!("{score:.2} {} / {}", query.caption(), candidate.caption());
        }
        said += u32::from(is_said);
        all += u32::from(is_one);
        right += u32::from(is_said && is_one);
    }
    let f1 = 2.0 * f64::from(right) / f64::from(said + all);
    println!("F1 at the default threshold {f1:.4}: {right} of {all} found, {said} said");
    assert!(f1 >= 0.95, "{f1}");
}
