//! Looking lists up: what must be found is found, whatever the order.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use proptest::prelude::*;
use umbra_model::{EntityId, Schema, SourceId};
use umbra_resolve::{Record, Screen, Weights};

fn record(number: usize, schema: &str, name: &str) -> Record {
    let id = EntityId::new(format!("r{number}")).unwrap();
    let mut record = Record::new(id, Schema::get(schema).unwrap(), SourceId::of(b"list")).unwrap();
    record.state("name", name);
    record
}

fn screen(names: &[(&str, String)]) -> Screen {
    let records = names.iter().enumerate().map(|(number, (schema, name))| record(number, schema, name));
    Screen::new(records.collect(), Weights::screening())
}

/// A name in one of several scripts, with what people put into names.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-zäöüéñ]{1,9}( [A-Z][a-z'-]{1,9}){0,3}",
        "[А-Я][а-я]{2,9} [А-Я][а-я]{2,9}",
        "[\u{4e00}-\u{9fa5}]{2,4}",
        "[\u{0627}-\u{064a}]{2,7} [\u{0627}-\u{064a}]{2,7}",
        "[A-Z][a-z]{1,8} (Trading|Holding|Bank) (Ltd|GmbH|LLC)",
        "[0-9A-Z]{1,6}",
        "\\PC{1,40}",
    ]
}

fn schema() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["Person", "Company", "LegalEntity", "Organization", "Vessel"])
}

fn list() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    prop::collection::vec((schema(), name()), 1..12)
}

proptest! {
    #[test]
    fn every_exact_name_is_found(names in list()) {
        let screen = screen(&names);
        for (number, (schema, name)) in names.iter().enumerate() {
            // A lone sign of a vowel is no name.
            if screen.queries()[number].keys().is_empty() {
                continue;
            }
            let hits = screen.look(&record(0, schema, name));
            prop_assert!(hits.iter().any(|hit| hit.query == number), "{schema} {name:?} is not among {hits:?}");
            let other = screen.look(&record(0, "LegalEntity", name));
            prop_assert!(*schema == "Vessel" || other.iter().any(|hit| hit.query == number), "{schema} {name:?}");
        }
    }

    #[test]
    fn order_does_not_matter(names in list(), collection in list()) {
        let forward = screen(&names);
        let backward = screen(&names.iter().rev().cloned().collect::<Vec<_>>());
        for (schema, name) in names.iter().chain(&collection) {
            let known = record(99, schema, name);
            let found = forward.look(&known);
            let mut turned = backward.look(&known);
            turned.iter_mut().for_each(|hit| hit.query = names.len() - 1 - hit.query);
            turned.reverse();
            prop_assert_eq!(&found, &turned);
            for hit in found {
                let explained = forward.explain(hit.query, &known).unwrap();
                prop_assert!((explained.score - hit.score).abs() < 1e-12, "words change nothing");
                let sum: f64 = explained.shares.iter().map(|share| share.score).sum();
                prop_assert!((sum - hit.score).abs() < 1e-5, "the score is the sum of its shares");
                prop_assert!((0.0..=1.0).contains(&hit.score));
            }
        }
    }
}

#[test]
fn a_name_that_thousands_of_queries_bear_is_found_for_each() {
    let screen = screen(&vec![("Person", "Wang Wei".to_owned()); 6_000]);
    assert_eq!(screen.look(&record(0, "Person", "Wang Wei")).len(), 6_000);
    assert!(screen.look(&record(0, "Person", "Viktor Hallström")).iter().all(|hit| hit.score < 0.01));
}
