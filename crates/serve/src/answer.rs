//! Entities as the API's answers have them.

use serde_json::{Map, Value, json};
use umbra_model::Entity;

/// Topics for which somebody is a target of screening.
const RISKS: [&str; 22] = [
    "corp.disqual",
    "crime",
    "crime.boss",
    "crime.fin",
    "crime.fraud",
    "crime.terror",
    "crime.theft",
    "crime.traffick",
    "crime.war",
    "debarment",
    "export.control",
    "export.risk",
    "poi",
    "reg.action",
    "reg.warn",
    "role.oligarch",
    "role.pep",
    "role.rca",
    "sanction",
    "sanction.counter",
    "sanction.linked",
    "wanted",
];

/// What a file says beside the properties that has its own place in an answer.
const PLACED: [&str; 7] = ["caption", "datasets", "referents", "target", "first_seen", "last_seen", "last_change"];

/// Whether an entity is one that people screen for: as its file says, else by its topics.
pub(crate) fn is_target(entity: &Entity) -> bool {
    let is_risk = || entity.get("topics").iter().any(|topic| RISKS.contains(&topic.as_str()));
    entity.context().get("target").and_then(Value::as_bool).unwrap_or_else(is_risk)
}

/// An entity with its values as they are, its neighbours by their ids.
pub(crate) fn entity(entity: &Entity, dataset: &str) -> Map<String, Value> {
    let mut properties: Map<String, Value> = Map::new();
    for (property, values) in entity.properties() {
        properties.insert(property.name().to_owned(), values.into());
    }
    for (name, values) in entity.refused() {
        let known = properties.entry(name.clone()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(known) = known {
            known.extend(values.iter().filter(|value| value.is_string()).cloned());
        }
    }
    let context = entity.context();
    let text = |key: &str| context.get(key).filter(|value| value.is_string());
    let list = |key: &str| {
        let values = context.get(key).and_then(Value::as_array).filter(|values| !values.is_empty());
        values.map(|values| Value::from(values.clone()))
    };
    let mut object = Map::new();
    object.insert("id".to_owned(), entity.id().as_str().into());
    object.insert("caption".to_owned(), text("caption").cloned().unwrap_or_else(|| entity.caption().into()));
    object.insert("schema".to_owned(), entity.schema().name().into());
    object.insert("properties".to_owned(), properties.into());
    object.insert("datasets".to_owned(), list("datasets").unwrap_or_else(|| json!([dataset])));
    object.insert("referents".to_owned(), list("referents").unwrap_or_else(|| json!([])));
    object.insert("target".to_owned(), is_target(entity).into());
    for moment in ["first_seen", "last_seen", "last_change"] {
        object.insert(moment.to_owned(), text(moment).cloned().unwrap_or_default());
    }
    for (key, value) in context.iter().filter(|(key, _)| !PLACED.contains(&key.as_str()) && *key != "statements") {
        object.entry(key.clone()).or_insert_with(|| value.clone());
    }
    object
}
