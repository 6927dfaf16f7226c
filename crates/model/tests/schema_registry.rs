//! The registry against FollowTheMoney's own compiled model, and against itself.

mod shared;

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use umbra_model::{Property, PropertyRef, PropertyType, Schema, SchemaRef};

fn schema(name: &str) -> SchemaRef {
    Schema::get(name).unwrap_or_else(|| panic!("{name} is in the registry"))
}

#[test]
fn finds_every_schema_and_property_by_name_and_no_other() {
    for schema in Schema::all() {
        assert_eq!(Schema::get(schema.name()), Some(schema));
        for property in schema.properties() {
            assert_eq!(schema.property(property.name()), Some(property));
        }
        for other in Schema::all().flat_map(Schema::properties) {
            let listed = schema.properties().any(|property| property.name() == other.name());
            assert_eq!(schema.property(other.name()).is_some(), listed, "{schema} {other}");
        }
    }
    for name in ["", "a", "person", "Persona", "Thing:name", "aVeryLongNameThatNoSchemaHas"] {
        assert_eq!(Schema::get(name), None);
        assert_eq!(schema("Person").property(name), None);
    }
}

#[test]
fn knows_what_lies_above_and_below() {
    let company = schema("Company");
    let above: Vec<&str> = company.ancestors().map(Schema::name).collect();
    assert_eq!(above, ["Asset", "LegalEntity", "Organization", "Thing", "Value"]);
    assert!(company.is_a("Company") && company.is_a("Thing"));
    assert!(!company.is_a("Person") && !company.is_a("") && !schema("Thing").is_a("Company"));
    let below: Vec<&str> = schema("Organization").descendants().map(Schema::name).collect();
    assert_eq!(below, ["Company", "CriminalGroup", "PublicBody"]);
}

#[test]
fn first_parent_wins_where_two_have_the_same_property() {
    assert_eq!(schema("Event").property("description").map(Property::qname), Some("Interval:description"));
    assert_eq!(schema("CallForTenders").property("proof").map(Property::qname), Some("Thing:proof"));
    assert_eq!(schema("Message").property("date").map(Property::qname), Some("Interval:date"));
}

#[test]
fn reverse_properties_are_stubs_of_the_range() {
    let owner = Property::get("Ownership:owner").expect("exists");
    let stub = owner.reverse().expect("has a reverse");
    assert_eq!((stub.qname(), stub.label(), stub.is_stub()), ("LegalEntity:ownershipOwner", "Assets and shares", true));
    assert_eq!(stub.reverse(), Some(owner));
    assert_eq!(schema("Person").property("ownershipOwner"), Some(stub));
    assert_eq!(stub.range(), Schema::get("Ownership"));
}

#[test]
fn own_schemata_say_what_stands_in_for_them() {
    let own: Vec<(&str, &str)> =
        Schema::all().filter_map(|schema| Some((schema.name(), schema.fallback()?.name()))).collect();
    assert_eq!(
        own,
        [
            ("Campaign", "Project"),
            ("Candidate", "Event"),
            ("CriminalGroup", "Organization"),
            ("Figure", "Note"),
            ("InspectionItem", "Event"),
            ("ModelAnswer", "Note"),
            ("Offence", "Event"),
            ("Proceeding", "Event"),
            ("Protection", "UnknownLink"),
            ("Review", "Note"),
        ]
    );
    let protection = schema("Protection");
    let edge = protection.edge().expect("is a tie");
    assert_eq!((edge.source, edge.target, edge.directed), ("protector", "protected", true));
    assert_eq!(protection.property("protector").and_then(Property::fallback), Some("subject"));
    assert_eq!(protection.temporal_start(), ["startDate", "date"]);
    for property in own.iter().flat_map(|(name, _)| schema(name).properties()) {
        assert_eq!(property.is_own(), property.schema().is_own() || property.range().is_some_and(Schema::is_own));
    }
}

#[test]
fn every_schema_and_property_is_described() {
    for schema in Schema::all() {
        assert!(schema.description().ends_with('.'), "{schema}");
        for property in schema.properties() {
            assert!(!property.label().is_empty());
            assert_ne!(property.description().ends_with('.'), property.is_stub(), "{property}");
        }
    }
}

/// The parts of a schema that other programs rely on, in the form of the compiled model.
fn compiled(schema: SchemaRef) -> Value {
    let properties = schema
        .properties()
        .filter(|property| property.schema() == schema && !property.is_own())
        .map(|property| (property.name().to_owned(), compiled_property(property)));
    let mut above: Vec<&str> = schema.ancestors().map(Schema::name).chain([schema.name()]).collect();
    above.sort_unstable();
    let mut parents: Vec<&str> = schema.extends().map(Schema::name).collect();
    parents.sort_unstable();
    serde_json::json!({
        "label": schema.label(),
        "plural": schema.plural(),
        "extends": parents,
        "schemata": above,
        "abstract": schema.is_abstract(),
        "matchable": schema.is_matchable(),
        "hidden": schema.is_hidden(),
        "generated": schema.is_generated(),
        "featured": schema.featured(),
        "required": schema.required(),
        "caption": schema.caption(),
        "edge": schema.edge().map(|edge| serde_json::json!({
            "source": edge.source,
            "target": edge.target,
            "label": edge.label,
            "caption": edge.caption,
            "directed": edge.directed,
        })),
        "start": schema.temporal_start(),
        "end": schema.temporal_end(),
        "properties": properties.collect::<serde_json::Map<_, _>>(),
    })
}

fn compiled_property(property: PropertyRef) -> Value {
    serde_json::json!({
        "label": property.label(),
        "qname": property.qname(),
        "type": property.kind().name(),
        "stub": property.is_stub(),
        "matchable": property.is_matchable(),
        "hidden": property.is_hidden(),
        "deprecated": property.is_deprecated(),
        "range": property.range().map(Schema::name),
        "reverse": property.reverse().map(Property::name),
        "format": property.format(),
        "maxLength": property.max_length(),
        "examples": property.examples(),
    })
}

/// Fills in what the compiled model leaves out where it is false or empty.
fn complete(model: &Value, keys: &[(&str, Value)]) -> Value {
    let mut out = serde_json::Map::new();
    for (key, default) in keys {
        out.insert((*key).to_owned(), model.get(*key).unwrap_or(default).clone());
    }
    Value::Object(out)
}

#[test]
fn agrees_with_the_compiled_model() {
    let Some(path) = shared::path("data/ftm/vectors/model.json") else {
        return;
    };
    let model: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let (no, none, empty) = (Value::Bool(false), Value::Null, serde_json::json!([]));
    let schemata = model["schemata"].as_object().unwrap();
    let ours: BTreeSet<&str> = Schema::all().filter(|schema| !schema.is_own()).map(Schema::name).collect();
    assert_eq!(ours, schemata.keys().map(String::as_str).collect());
    for (name, theirs) in schemata {
        let mut expected = complete(
            theirs,
            &[
                ("label", none.clone()),
                ("plural", none.clone()),
                ("extends", empty.clone()),
                ("schemata", empty.clone()),
                ("abstract", no.clone()),
                ("matchable", no.clone()),
                ("hidden", no.clone()),
                ("generated", no.clone()),
                ("featured", empty.clone()),
                ("required", empty.clone()),
                ("caption", empty.clone()),
                ("edge", none.clone()),
            ],
        );
        let extent = &theirs["temporalExtent"];
        expected["start"] = extent.get("start").unwrap_or(&empty).clone();
        expected["end"] = extent.get("end").unwrap_or(&empty).clone();
        expected["properties"] = theirs["properties"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, property)| {
                let keys = [
                    ("label", none.clone()),
                    ("qname", none.clone()),
                    ("type", none.clone()),
                    ("stub", no.clone()),
                    ("matchable", no.clone()),
                    ("hidden", no.clone()),
                    ("deprecated", no.clone()),
                    ("range", none.clone()),
                    ("reverse", none.clone()),
                    ("format", none.clone()),
                    ("maxLength", none.clone()),
                    ("examples", empty.clone()),
                ];
                (name.clone(), complete(property, &keys))
            })
            .collect::<serde_json::Map<_, _>>()
            .into();
        assert_eq!(compiled(schema(name)), expected, "{name}");
    }
    for (name, theirs) in model["types"].as_object().unwrap() {
        let kind = PropertyType::get(name).unwrap();
        assert_eq!(kind.is_matchable(), theirs.get("matchable").is_some_and(|value| value == true), "{name}");
        assert_eq!(kind.group(), theirs.get("group").and_then(Value::as_str), "{name}");
    }
    assert_eq!(model["types"].as_object().unwrap().len(), PropertyType::ALL.len());
}

#[test]
fn agrees_on_the_common_schema_and_on_what_can_match() {
    let vectors = shared::vectors("common_schema.jsonl");
    for vector in &vectors {
        let side = |key: &str| schema(vector[key].as_str().unwrap());
        let (left, right) = (side("left"), side("right"));
        assert_eq!(Schema::common(left, right).map(Schema::name), vector["out"].as_str(), "{left} {right}");
        assert_eq!(Schema::can_match(left, right), vector["can_match"] == true, "{left} {right}");
    }
    println!("common_schema: {} vectors agree", vectors.len());
}
