//! A mapping gives the entities that FollowTheMoney's own program made of the same files.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::PathBuf;

use umbra_model::{Schema, SchemaRef};
use umbra_read::{Content, Item, Options, map_table, read};

/// Schema and values by property.
type Entity = (String, BTreeMap<String, BTreeSet<String>>);

fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let folder = std::env::var_os("UMBRA_SHARED").map_or(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn merge(entities: &mut BTreeMap<String, Entity>, id: &str, schema: SchemaRef, property: &str, value: &str) {
    let (name, values) = entities.entry(id.to_owned()).or_insert_with(|| (schema.name().to_owned(), BTreeMap::new()));
    let common = Schema::common(Schema::get(name).unwrap(), schema).expect("schemata of one entity fit");
    *name = common.name().to_owned();
    values.entry(property.to_owned()).or_default().insert(value.to_owned());
}

#[test]
fn donations_become_the_same_entities() {
    let Some(shared) = shared() else {
        println!("skipped: no shared data");
        return;
    };
    let fixtures = shared.join("data/ftm/fixtures");
    let options = Options { mappings: vec![fixtures.join("donations.yml")], ..Options::default() };
    let mut ours: BTreeMap<String, Entity> = BTreeMap::new();
    read(&[fixtures.join("donations.csv")], &options, &mut |item| {
        let Item::Document(document) = item else { panic!("{item:?}") };
        let Content::Table(table) = &document.content else { panic!("no table") };
        assert!(!table.is_guessed());
        let report = map_table(&document.source, table, &mut |statement| {
            let (id, property) = (statement.entity().as_str(), statement.property().name());
            merge(&mut ours, id, statement.schema(), property, statement.value());
        });
        // Slips of the pen in the data, which FollowTheMoney discards too.
        let faults = report.unwrap().cells;
        assert!(faults.iter().all(|cell| cell.column == "Country" && cell.value == "Niedlerlande"), "{faults:?}");
        ControlFlow::Continue(())
    })
    .unwrap();

    let mut theirs: BTreeMap<String, Entity> = BTreeMap::new();
    let lines = std::fs::read_to_string(fixtures.join("donations.ijson")).unwrap();
    for line in lines.lines() {
        let entity: serde_json::Value = serde_json::from_str(line).unwrap();
        let schema = Schema::get(entity["schema"].as_str().unwrap()).unwrap();
        for (property, values) in entity["properties"].as_object().unwrap() {
            for value in values.as_array().unwrap() {
                // The version that wrote the file did not yet trim the cells that go into a template.
                let value = value.as_str().unwrap().replace(" ,", ",");
                merge(&mut theirs, entity["id"].as_str().unwrap(), schema, property, &value);
            }
        }
    }
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (id, entity) in &theirs {
        assert_eq!(&ours[id], entity, "{id}");
    }
}
