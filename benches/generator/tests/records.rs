//! What is made is what was asked for, and FollowTheMoney's own words.

use std::collections::{HashMap, HashSet};

use umbra_generator::{Entity, Generated, Options, Population, pairs};
use umbra_model::Schema;

fn records(options: Options) -> Vec<Generated> {
    Population::new(options).records().collect()
}

fn few() -> Options {
    Options { count: 20_000, ..Options::default() }
}

fn name_of(entity: &Entity) -> &str {
    &entity.values("name")[0]
}

fn is_latin(text: &str) -> bool {
    let other = |letter: &char| letter.is_alphabetic() && !matches!(u32::from(*letter), 0..0x370 | 0x1e00..0x1f00);
    !text.chars().any(|letter| other(&letter))
}

/// The records of each entity.
fn by_truth(records: &[Generated]) -> HashMap<u32, Vec<&Entity>> {
    let mut all: HashMap<u32, Vec<&Entity>> = HashMap::new();
    for record in records {
        if let Some(truth) = record.truth {
            all.entry(truth).or_default().push(&record.entity);
        }
    }
    all
}

#[track_caller]
fn about(share: f64, expected: f64, tolerance: f64) {
    assert!((share - expected).abs() <= tolerance, "{share:.3} is not about {expected}");
}

#[test]
fn same_seed_same_lines_and_another_seed_others() {
    let lines = |seed| -> Vec<String> {
        let options = Options { seed, count: 500, ties: 0.2, ..Options::default() };
        records(options).iter().map(|record| record.entity.to_line()).collect()
    };
    assert_eq!(lines(7), lines(7));
    assert_ne!(lines(7), lines(8));
}

#[test]
fn shares_are_those_asked_for() {
    let records = records(few());
    assert_eq!(records.len(), 20_000);
    let entities = by_truth(&records);
    assert_eq!(entities.len(), 18_000);
    assert!(entities.values().any(|records| records.len() == 3));
    let share = |is: &dyn Fn(&Entity) -> bool| {
        records.iter().filter(|record| is(&record.entity)).count() as f64 / records.len() as f64
    };
    about(share(&|entity| entity.schema == "Person"), 0.70, 0.02);
    about(share(&|entity| entity.schema == "Vessel"), 0.05, 0.01);
    about(share(&|entity| !is_latin(name_of(entity))), 0.28, 0.02);
    let twice: Vec<_> = entities.values().filter(|records| records.len() == 2).collect();
    let crossing = twice.iter().filter(|pair| is_latin(name_of(pair[0])) != is_latin(name_of(pair[1]))).count();
    about(crossing as f64 / twice.len() as f64, 1.0 / 3.0, 0.04);
}

#[test]
fn names_are_as_frequent_as_names_are() {
    let records = records(few());
    let mut bearers: HashMap<&str, HashSet<u32>> = HashMap::new();
    for record in records.iter().filter(|record| record.entity.schema == "Person") {
        bearers.entry(name_of(&record.entity)).or_default().extend(record.truth);
    }
    let most = bearers.values().map(HashSet::len).max().unwrap_or(0);
    assert!((3..100).contains(&most), "{most} bear the most frequent name");
    let alone = bearers.values().filter(|bearers| bearers.len() == 1).count();
    assert!(alone * 10 > bearers.len() * 8, "{alone} of {} names are borne by one", bearers.len());
}

#[test]
fn duplicates_are_not_adjacent_and_ids_are_unique() {
    let records = records(few());
    let ids: HashSet<&str> = records.iter().map(|record| record.entity.id.as_str()).collect();
    assert_eq!(ids.len(), records.len());
    let adjacent = records.windows(2).filter(|two| two[0].truth == two[1].truth).count();
    assert!(adjacent < 10, "{adjacent} duplicates follow each other");
}

#[test]
fn schemata_and_properties_are_followthemoney_s() {
    for record in records(Options { count: 5000, ties: 0.3, ..Options::default() }) {
        let entity = record.entity;
        let schema = Schema::get(entity.schema).unwrap_or_else(|| panic!("no schema {}", entity.schema));
        for (property, values) in &entity.properties {
            assert!(schema.property(property).is_some(), "{} has no {property}", entity.schema);
            assert!(!values.is_empty());
        }
    }
}

#[test]
fn all_records_of_an_entity_have_its_ties() {
    let records = records(Options { count: 4000, ties: 0.5, duplicates: 0.3, ..Options::default() });
    let truths: HashMap<&str, u32> =
        records.iter().filter_map(|record| Some((record.entity.id.as_str(), record.truth?))).collect();
    let ties: Vec<&Entity> = records.iter().filter(|record| record.truth.is_none()).map(|tie| &tie.entity).collect();
    about(ties.len() as f64 / 4000.0, 0.5, 0.05);
    let mut from: HashMap<u32, HashSet<u32>> = HashMap::new();
    for tie in ties {
        let ends: Vec<u32> = tie.properties[..2].iter().map(|(_, values)| truths[values[0].as_str()]).collect();
        from.entry(ends[0]).or_default().insert(ends[1]);
    }
    assert!(from.values().all(|others| others.len() == 1));
}

#[test]
fn pairs_are_half_matches_and_have_as_many_names_as_asked() {
    let made: Vec<_> = pairs(Options { count: 400, ..Options::default() }, 9).collect();
    assert_eq!(made.iter().filter(|pair| pair.is_match).count(), 200);
    let names = |entity: &Entity| entity.values("name").len() + entity.values("alias").len();
    let full = made.iter().filter(|pair| names(&pair.query) == 9).count();
    assert!(full > 200, "{full} have nine names");
    assert!(made.iter().all(|pair| pair.query.id != pair.candidate.id));
    assert!(made[0].to_line().starts_with(r#"{"schema": ""#));
}
