//! FollowTheMoney's files in and out.

mod shared;

use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use umbra_model::{
    Entity, EntityId, FtmReader, FtmStatement, OWN_STATEMENT_COLUMNS, PropertyType, Refusal, Schema, StatementReader,
    StatementWriter, parse_line, write_entities,
};

fn lines(file: &str) -> Vec<Entity> {
    FtmReader::new(file.as_bytes()).map(|result| result.expect("each line is an entity").1).collect()
}

fn write(entities: &[Entity]) -> String {
    let mut out = Vec::new();
    write_entities(&mut out, entities).expect("memory takes all");
    String::from_utf8(out).expect("JSON is UTF-8")
}

#[test]
fn what_goes_in_comes_out() {
    let file = concat!(
        r#"{"caption":"C","id":"a-1","properties":{"name":["Ana \"B\" Brandt","王"],"birthDate":["1975-04"]},"schema":"Person","#,
        r#""datasets":["x","y"],"referents":[],"first_seen":"2021-01-01T00:00:00","target":true,"more":{"n":[1,2.5,null]}}"#,
    );
    let written = write(&lines(file));
    let (before, after): (Value, Value) =
        (serde_json::from_str(file).unwrap(), serde_json::from_str(&written).unwrap());
    assert_eq!(before, after);
    assert_eq!(write(&lines(&written)), written);
}

#[test]
fn what_cannot_be_taken_is_told_and_kept() {
    let line = r#"{"id": "a", "schema": "Person", "properties": {"nome": ["Ana"], "birthDate": ["soon", "1975"],
        "ownershipOwner": ["o"], "parent": ["a"], "name": [{"no": "id"}, "\u0041na", " Ana "], "country": "Malta",
        "addressEntity": [{"id": "ad-1", "schema": "Address"}], "height": [180, 1.5, true, null]}}"#;
    let raw = parse_line(line.as_bytes()).unwrap();
    let refused: Vec<(&str, &str, Refusal, bool)> = raw
        .refused
        .iter()
        .map(|refused| (&*refused.property, &*refused.value, refused.refusal, refused.column.is_some()))
        .collect();
    assert_eq!(
        refused,
        [
            ("name", r#"{"no":"id"}"#, Refusal::NotText, false),
            ("nome", "Ana", Refusal::UnknownProperty("Person"), true),
            ("birthDate", "soon", Refusal::Invalid(PropertyType::Date), true),
            ("ownershipOwner", "o", Refusal::Stub("Ownership:owner"), true),
            ("parent", "a", Refusal::SelfReference, true),
        ]
    );
    let soon = raw.refused[2].column.unwrap();
    assert_eq!(&line[soon - 1..soon + 3], "soon");
    let taken: Vec<(&str, &str, Option<&str>)> =
        raw.values.iter().map(|value| (value.property.name(), &*value.value, value.original.as_deref())).collect();
    assert_eq!(
        taken,
        [
            ("birthDate", "1975", None),
            ("name", "Ana", None),
            ("country", "mt", Some("Malta")),
            ("addressEntity", "ad-1", None),
            ("height", "180", None),
            ("height", "1.5", None),
            ("height", "true", None),
        ]
    );
    let written: Value = serde_json::from_str(&Entity::from(raw).to_json()).unwrap();
    assert_eq!(written["properties"]["nome"], json!(["Ana"]));
    assert_eq!(written["properties"]["name"], json!(["Ana", {"no": "id"}]));
    assert_eq!(written["properties"]["birthDate"], json!(["1975", "soon"]));
}

#[test]
fn embedded_statements_are_values() {
    let line = r#"{"id": "a", "schema": "Person", "statements": [
        {"prop": "id", "value": "a", "schema": "Person", "dataset": "x"},
        {"prop": "name", "value": "Ana", "schema": "Person", "dataset": "x"}]}"#;
    let entity = Entity::from(parse_line(line.as_bytes()).unwrap());
    assert_eq!(entity.get("name"), ["Ana"]);
    assert!(entity.context().contains_key("statements"));
}

#[test]
fn many_values_are_each_taken_once() {
    let names: Vec<String> = (0..500).chain(0..500).map(|number| format!("\"n{number}\"")).collect();
    let line = format!(r#"{{"id": "a", "schema": "Person", "properties": {{"name": [{}]}}}}"#, names.join(","));
    assert_eq!(parse_line(line.as_bytes()).unwrap().values.len(), 500);
}

#[test]
fn files_of_the_field_come_out_as_they_went_in() {
    for name in ["data/ftm/fixtures/donations.ijson", "data/ftm/http/parteispenden/entities.ftm.json"] {
        let Some(path) = shared::path(name) else { continue };
        let file = fs::read_to_string(path).expect("the file can be read");
        let mut refused: BTreeMap<String, usize> = BTreeMap::new();
        let mut changed = 0;
        for line in file.lines() {
            let raw = parse_line(line.as_bytes()).expect("each line is an entity");
            changed += raw.values.iter().filter(|value| value.original.is_some()).count();
            for value in &raw.refused {
                *refused.entry(format!("{} {}", value.property, value.refusal)).or_default() += 1;
            }
            let before: Value = serde_json::from_str(line).expect("JSON");
            let after: Value = serde_json::from_str(&Entity::from(raw).to_json()).expect("JSON");
            if changed == 0 {
                assert_eq!(before, after);
            }
        }
        println!("{name}: {} entities, {changed} values changed, refused: {refused:?}", file.lines().count());
        assert!(refused.is_empty(), "{refused:?}");
        assert_eq!(changed, 0, "what FollowTheMoney has cleaned is clean");
    }
}

/// Entities of any kind with values of any text for their texts, names and references.
fn entities() -> impl Strategy<Value = Entity> {
    let concrete: Vec<_> = Schema::all().filter(|schema| !schema.is_abstract()).collect();
    let values = prop::collection::vec((any::<prop::sample::Index>(), ".{1,12}|[a-z0-9]{1,6}"), 0..8);
    let context = prop::collection::btree_map("[a-z_]{1,8}", any::<Option<String>>(), 0..3);
    (prop::sample::select(concrete), "[A-Za-z0-9_:.-]{1,12}", values, context).prop_map(
        |(schema, id, values, context)| {
            let mut entity = Entity::new(EntityId::new(id).expect("no blanks"), schema);
            let properties: Vec<_> = schema.properties().filter(|property| !property.is_stub()).collect();
            for (index, value) in values {
                // What the type refuses is not of interest here.
                let _ = entity.add(index.get(&properties).name(), &value);
            }
            for (key, value) in context {
                if !matches!(key.as_str(), "id" | "schema" | "properties" | "statements") {
                    entity.set_context(key, value.into());
                }
            }
            entity
        },
    )
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-z,\"\n\r' ]{0,8}"]
}

proptest! {
    #[test]
    fn entities_survive_a_file(entities in prop::collection::vec(entities(), 0..6)) {
        let file = write(&entities);
        let back = lines(&file);
        prop_assert_eq!(write(&back), file.clone());
        for (before, after) in entities.iter().zip(&back) {
            prop_assert_eq!(before.id(), after.id());
            prop_assert_eq!(before.context(), after.context());
            let sorted = |entity: &Entity| {
                let mut values: Vec<(String, String)> =
                    entity.values().map(|(property, value)| (property.qname().to_owned(), value.to_owned())).collect();
                values.sort();
                values
            };
            prop_assert_eq!(sorted(before), sorted(after));
        }
    }

    #[test]
    fn any_line_is_read_or_refused(line in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = parse_line(&line);
    }

    #[test]
    fn any_object_is_read_or_refused(value in ".{0,10}", shape in 0usize..6) {
        let text = Value::String(value);
        let line = match shape {
            0 => json!({"id": text, "schema": "Person"}),
            1 => json!({"id": "a", "schema": text}),
            2 => json!({"id": "a", "schema": "Person", "properties": text}),
            3 => json!({"id": "a", "schema": "Person", "properties": {"name": [[text]]}}),
            4 => json!({"id": ["a"], "schema": "Person"}),
            _ => json!({"id": "a", "schema": "Person", "statements": text}),
        };
        let _ = parse_line(line.to_string().as_bytes());
    }

    #[test]
    fn statements_survive_a_file(
        value in cell().prop_filter("a value", |value| !value.is_empty()),
        cells in prop::collection::vec(cell(), 7),
        external in any::<bool>(),
    ) {
        let filled = |cell: &String| Some(cell.clone()).filter(|cell| !cell.is_empty());
        let statement = FtmStatement {
            lang: filled(&cells[0]),
            original_value: filled(&cells[1]),
            external,
            first_seen: filled(&cells[2]),
            last_seen: filled(&cells[3]),
            origin: filled(&cells[4]),
            extra: vec![("quote".to_owned(), cells[5].clone()), ("start".to_owned(), cells[6].clone())],
            ..FtmStatement::new("ds", "a", "Person", "name", &value)
        };
        let mut file = Vec::new();
        let mut writer = StatementWriter::new(&mut file, &["quote", "start"]).unwrap();
        writer.write(&statement).unwrap();
        writer.finish().unwrap();
        let back: Vec<FtmStatement> = StatementReader::new(&file[..]).unwrap().map(Result::unwrap).collect();
        prop_assert_eq!(back, [statement]);
    }

    #[test]
    fn any_bytes_are_statements_or_refused(file in prop::collection::vec(any::<u8>(), 0..120)) {
        let header = b"entity_id,prop,schema,value\n";
        let file = [&header[..], &file].concat();
        prop_assert!(StatementReader::new(&file[..]).unwrap().count() <= file.len());
    }
}

#[test]
fn our_statements_go_out_with_where_they_stand() {
    use umbra_model::{Attribution, Origin, SourceId, Standing, Statement, Text};

    let text = "Ma was convicted of sheltering the gang.".to_owned();
    let text = Text::new(SourceId::of(text.as_bytes()), text, Vec::new());
    let span = text.span(7..39).unwrap();
    let schema = Schema::get("Protection").unwrap();
    let statement = Statement::new(
        EntityId::new("t1").unwrap(),
        schema,
        "conduct",
        "sheltering",
        span,
        Origin::program("extract", "1"),
    )
    .unwrap()
    .with_standing(Standing::Convicted)
    .with_attribution(Attribution::own_voice().citing("Courier", None));
    let row = FtmStatement::from_statement(&statement, "case");
    let extra: BTreeMap<&str, &str> = row.extra.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(extra.len(), OWN_STATEMENT_COLUMNS.len());
    assert_eq!(extra["quote"], "convicted of sheltering the gang");
    assert_eq!((extra["standing"], extra["credibility"], extra["attribution"]), ("convicted", "6", "Courier"));
    assert_eq!(extra["place"], "characters 7-39");
    assert_eq!(row.id.as_deref(), Some(row.computed_id().as_str()));
}
