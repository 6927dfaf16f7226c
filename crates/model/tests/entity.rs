//! What an entity holds, and how two become one.

use serde_json::json;
use umbra_model::{Entity, EntityError, EntityId, PropertyType, Schema, parse_line};

fn entity(line: &str) -> Entity {
    Entity::from(parse_line(line.as_bytes()).expect("a line of the test"))
}

fn new(id: &str, schema: &str) -> Entity {
    Entity::new(EntityId::new(id).expect("an id"), Schema::get(schema).expect("a schema"))
}

#[test]
fn keeps_each_value_once_and_in_order() {
    let mut person = new("p", "Person");
    assert_eq!(person.add("name", "Ana  Brandt"), Ok(true));
    assert_eq!(person.add("name", "Ana Brandt"), Ok(false));
    assert_eq!(person.add("alias", "A. Brandt"), Ok(true));
    assert_eq!(person.add("name", "Anna Brandt"), Ok(true));
    assert_eq!(person.get("name"), ["Ana Brandt", "Anna Brandt"]);
    assert_eq!(person.properties().map(|(property, _)| property.name()).collect::<Vec<_>>(), ["name", "alias"]);
    assert!(person.remove("alias", "A. Brandt") && !person.remove("alias", "A. Brandt") && !person.has("alias"));
    assert_eq!(person.pop("name").len(), 2);
    assert_eq!(person.values().count(), 0);
    assert!(person.get("noSuchProperty").is_empty());
}

#[test]
fn says_why_a_value_is_refused() {
    let mut person = new("p", "Person");
    let said = |result: Result<bool, EntityError>| result.unwrap_err().to_string();
    assert!(said(person.add("nome", "x")).starts_with("Person has no property \"nome\""));
    assert!(said(person.add("birthDate", "soon")).starts_with("\"soon\" is no date for Person:birthDate"));
    assert!(said(person.add("ownershipOwner", "x")).starts_with("LegalEntity:ownershipOwner only mirrors"));
    assert_eq!(said(person.add("parent", "p")), "p can't refer to itself");
    assert_eq!(person.values().count(), 0);
}

#[test]
fn the_caption_is_the_best_name_there_is() {
    let mut person = new("p", "Person");
    assert_eq!(person.caption(), "Person");
    person.add("alias", "Annie").unwrap();
    assert_eq!(person.caption(), "Annie");
    for name in ["ANA BRANDT", "Ana Brandt", "Anna Brand"] {
        person.add("name", name).unwrap();
    }
    assert_eq!(person.caption(), "Ana Brandt");
    let mut gang = new("g", "CriminalGroup");
    gang.add("designation", "the gang").unwrap();
    assert_eq!(gang.caption(), "the gang");
}

#[test]
fn gathers_by_type() {
    let company = entity(
        r#"{"id": "c", "schema": "Company", "properties": {"jurisdiction": ["mt"], "country": ["de", "mt"],
            "name": ["Quay"], "previousName": ["Kai"], "phone": ["+49301234567"]}}"#,
    );
    assert_eq!(company.countries().into_iter().collect::<Vec<_>>(), ["de", "mt"]);
    assert_eq!(company.names().into_iter().collect::<Vec<_>>(), ["Kai", "Quay"]);
    let firm = entity(r#"{"id": "c", "schema": "Company", "properties": {"phone": ["+49301234567"]}}"#);
    assert!(firm.countries().is_empty());
    assert_eq!(firm.country_hints().into_iter().collect::<Vec<_>>(), ["de"]);
    assert!(firm.values_of(PropertyType::Date, false).is_empty());
}

#[test]
fn ties_have_ends_and_a_time() {
    let tie = entity(
        r#"{"id": "t", "schema": "Ownership", "properties": {"owner": ["a", "b"], "asset": ["c"],
            "startDate": ["2015-03", "2014"], "date": ["2013"], "endDate": ["2019", "2020-01"]}}"#,
    );
    assert_eq!(tie.ends().collect::<Vec<_>>(), [("a", "c"), ("b", "c")]);
    assert_eq!(tie.temporal_start().map(|(property, date)| (property.name(), date)), Some(("date", "2013")));
    assert_eq!(tie.temporal_end().map(|(property, date)| (property.name(), date)), Some(("endDate", "2020-01")));
    assert_eq!(new("p", "Person").ends().count(), 0);
    assert_eq!(new("p", "Person").temporal_start(), None);
}

#[test]
fn merging_takes_everything_and_the_narrower_schema() {
    let mut left = entity(
        r#"{"id": "a", "schema": "LegalEntity", "properties": {"name": ["Quay"], "x": ["kept"]}, "caption": "Quay Ltd",
            "datasets": ["one"], "first_seen": "2021", "last_seen": "2022", "target": false}"#,
    );
    let right = entity(
        r#"{"id": "b", "schema": "Company", "properties": {"name": ["Quay", "Kai"], "capital": ["5"]},
            "caption": "Quay Ltd.", "datasets": ["two", "one"], "first_seen": "2020", "last_seen": "2021", "target": true}"#,
    );
    left.merge(&right).unwrap();
    assert_eq!((left.id().as_str(), left.schema().name()), ("a", "Company"));
    assert_eq!(left.get("name"), ["Quay", "Kai"]);
    assert_eq!(left.first("capital"), Some("5"));
    assert_eq!(left.context()["datasets"], json!(["one", "two"]));
    assert_eq!(left.context()["first_seen"], json!("2020"));
    assert_eq!(left.context()["last_seen"], json!("2022"));
    assert_eq!(left.context()["target"], json!([false, true]));
    assert!(left.context()["caption"].is_string());
    assert_eq!(left.refused()["x"], [json!("kept")]);
}

#[test]
fn what_can_be_no_kind_of_the_other_is_not_merged() {
    let mut person = entity(r#"{"id": "a", "schema": "Person", "properties": {"name": ["Ana"]}}"#);
    let before = person.clone();
    let company = entity(r#"{"id": "b", "schema": "Company", "properties": {"name": ["Quay"]}}"#);
    let error = person.merge(&company).unwrap_err();
    assert_eq!(error.to_string(), "a and b can't be one: neither Person nor Company is a kind of the other");
    assert_eq!(person, before);
    let mut group = entity(r#"{"id": "g", "schema": "CriminalGroup"}"#);
    group.merge(&entity(r#"{"id": "o", "schema": "Organization"}"#)).unwrap();
    assert_eq!(group.schema().name(), "CriminalGroup");
}
