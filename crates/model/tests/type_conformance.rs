//! Cleaning, validation and comparison against what FollowTheMoney 4.11.2 makes of the same values.

mod shared;

use serde_json::Value;
use std::collections::BTreeMap;
use umbra_model::{CleanContext, PropertyType};

/// Values that we read differently, and why: type, value, whether guessing was asked for.
const CLEANED_OTHERWISE: &[(&str, &str, bool, &str)] = &[
    ("date", "2021-02-16T21:48:52Z", false, "the seconds are lost there"),
    ("date", "1975/04/03", false, "month and day are lost there"),
    ("date", "1975.04.03", false, "month and day are lost there"),
    ("country", "Persia", false, "the old name of Iran is known to us without guessing"),
    ("country", "Sicilia", true, "guessed to be Chile there, which it is not"),
];

/// Pairs that we compare differently, and why.
const COMPARED_OTHERWISE: &[(&str, &str, &str, &str)] = &[
    ("address", "Via Roma 1, 00100 Roma, Italia", "ул. Ленина, д. 1, г. Москва", OTHER_ADDRESS),
    ("address", "ул. Ленина, д. 1, г. Москва", "Via Roma 1, 00100 Roma, Italia", OTHER_ADDRESS),
    ("address", "1 Main St, London", "Via Roma 1, 00100 Roma, Italia", OTHER_ADDRESS),
    ("address", "Via Roma 1, 00100 Roma, Italia", "1 Main St, London", OTHER_ADDRESS),
    ("address", "1 Main St, London", "ул. Ленина, д. 1, г. Москва", OTHER_ADDRESS),
    ("address", "ул. Ленина, д. 1, г. Москва", "1 Main St, London", OTHER_ADDRESS),
];

/// Both give next to nothing; the last digits differ.
const OTHER_ADDRESS: &str = "unlike addresses are scored by a table of abbreviations there";

/// Values whose node has another key with us, and why.
const KEYED_OTHERWISE: &[(&str, &str, &str)] =
    &[("address", "ул. Ленина, д. 1, г. Москва", "regions of Russia have codes there")];

fn kind(vector: &Value) -> PropertyType {
    vector["type"].as_str().and_then(PropertyType::get).expect("each vector names a type")
}

fn report(what: &str, tally: &BTreeMap<String, (usize, usize)>, failures: &[String]) {
    let (passed, all) = tally.values().fold((0, 0), |(passed, all), one| (passed + one.0, all + one.1));
    println!("{what}: {passed} of {all} agree; by type: {tally:?}");
    assert!(failures.is_empty(), "{} unexpected:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn cleans_as_the_model_does() {
    let mut tally: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for vector in shared::vectors("type_clean.jsonl") {
        let (kind, raw) = (kind(&vector), vector["in"].as_str().unwrap());
        let fuzzy = vector.get("fuzzy") == Some(&Value::Bool(true));
        let context = CleanContext { format: vector["format"].as_str(), fuzzy, countries: &[] };
        let clean = kind.clean(raw, &context);
        // Where FollowTheMoney raises an error, as on a phone number from a country without a numbering plan, we have
        // no value.
        let expected = vector["clean"].as_str();
        let is_known = |known: &(&str, &str, bool, &str)| (known.0, known.1, known.2) == (kind.name(), raw, fuzzy);
        let excepted = context.format.is_none() && CLEANED_OTHERWISE.iter().any(is_known);
        let mut agrees = clean.as_deref() == expected;
        if let Some(valid) = vector.get("valid").and_then(Value::as_bool) {
            agrees &= kind.validate(raw) == valid;
        }
        let keyed_otherwise = KEYED_OTHERWISE.iter().any(|known| (known.0, known.1) == (kind.name(), raw));
        if let Some(node) = vector.get("node_id").filter(|_| !keyed_otherwise) {
            agrees &= clean.as_deref().and_then(|clean| kind.node_id(clean)).as_deref() == node.as_str();
        }
        let entry = tally.entry(kind.name().to_owned()).or_default();
        entry.0 += usize::from(agrees && !keyed_otherwise);
        entry.1 += 1;
        if agrees == excepted {
            let node = clean.as_deref().and_then(|clean| kind.node_id(clean));
            failures.push(format!("{vector}\n  gave {clean:?} {} {node:?}", kind.validate(raw)));
        }
        if let Some(clean) = clean.filter(|_| context.format.is_none()) {
            assert_eq!(kind.clean(&clean, &context).as_deref(), Some(&*clean), "again: {vector}");
        }
    }
    report("type_clean", &tally, &failures);
}

#[test]
fn compares_as_the_model_does() {
    let mut tally: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut failures = Vec::new();
    for vector in shared::vectors("type_compare.jsonl") {
        let kind = kind(&vector);
        let (left, right) = (vector["left"].as_str().unwrap(), vector["right"].as_str().unwrap());
        let compared = kind.compare(left, right);
        let specificity = kind.specificity(left);
        let excepted = COMPARED_OTHERWISE.iter().any(|known| (known.0, known.1, known.2) == (kind.name(), left, right));
        let near = |value: f64, key: &str| (value - vector[key].as_f64().unwrap()).abs() < 1e-9;
        let agrees = near(compared, "compare") && near(specificity, "specificity_left");
        let entry = tally.entry(kind.name().to_owned()).or_default();
        entry.0 += usize::from(agrees);
        entry.1 += 1;
        if agrees == excepted {
            failures.push(format!("{vector}\n  gave {compared} {specificity}"));
        }
    }
    report("type_compare", &tally, &failures);
}
