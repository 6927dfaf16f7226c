//! An entity as a request describes it.

use serde_json::Value;
use umbra_model::{Entity, EntityId, Schema, SchemaRef};

use super::Fault;
use crate::limits::{LONGEST_VALUE, MOST_VALUES};

/// The id of entities that only a request knows.
const NOBODY: &str = "query";

/// The schema of a name, if something can be matched to it.
pub(crate) fn schema(name: &str) -> Result<SchemaRef, Fault> {
    let short: String = name.chars().take(80).collect();
    let schema = Schema::get(name).ok_or_else(|| {
        Fault::bad_request(format!("there is no schema {short:?}: names are written exactly so, as in LegalEntity"))
    })?;
    if schema.name() != "Thing" && !schema.is_matchable() {
        return Err(Fault::bad_request(format!("entities of the schema {short} can't be matched: ask for Thing")));
    }
    Ok(schema)
}

/// The schemata of the entities that can be the same as one of a schema.
pub(crate) fn schemata(schema: SchemaRef) -> Vec<SchemaRef> {
    if schema.is_matchable() {
        Schema::all().filter(|other| Schema::can_match(schema, other)).collect()
    } else {
        Schema::all().filter(|other| other.is_a(schema.name())).collect()
    }
}

/// The entity that some properties describe. Values are cleaned; those that no property takes are left out.
pub(crate) fn entity<'v>(
    schema: SchemaRef,
    properties: impl IntoIterator<Item = (&'v str, &'v Value)>,
) -> Result<Entity, Fault> {
    let mut entity = Entity::new(EntityId::new(NOBODY).expect("a word is an id"), schema);
    let mut values: Vec<(&str, String)> = Vec::new();
    for (name, value) in properties {
        collect(name, value, &mut values)?;
    }
    for (name, value) in values {
        // A query may say more than the schema has room for.
        let _ = entity.add(name, &value);
    }
    hint_countries(&mut entity);
    Ok(entity)
}

/// Takes the texts out of a value: one, or a list; numbers and truth values are read as texts, an object as its id.
fn collect<'v>(name: &'v str, value: &Value, values: &mut Vec<(&'v str, String)>) -> Result<(), Fault> {
    let text = match value {
        Value::Array(list) => return list.iter().try_for_each(|value| collect(name, value, values)),
        Value::Null => return Ok(()),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Object(object) => match object.get("id").and_then(Value::as_str) {
            Some(id) => id.to_owned(),
            None => return Ok(()),
        },
    };
    if text.chars().nth(LONGEST_VALUE).is_some() {
        let name: String = name.chars().take(80).collect();
        return Err(Fault::bad_request(format!("a value of {name} is longer than {LONGEST_VALUE} characters")));
    }
    if values.len() == MOST_VALUES {
        return Err(Fault::bad_request(format!("a query has more than {MOST_VALUES} values")));
    }
    values.push((name, text));
    Ok(())
}

/// Phone numbers and bank accounts tell a country where none is stated.
fn hint_countries(entity: &mut Entity) {
    for country in entity.country_hints() {
        if !entity.countries().contains(country.as_str()) {
            let _ = entity.add("country", &country);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whatever_is_said_makes_an_entity() {
        let properties =
            json!({"name": "Ana", "alias": ["A", 7, true, null, {"id": "x"}, {}], "country": "Malta", "x": "y"});
        let properties = properties.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), value));
        let found = entity(schema("Person").unwrap(), properties).unwrap();
        assert_eq!(found.get("name"), ["Ana"]);
        assert_eq!(found.get("alias"), ["A", "7", "true", "x"]);
        assert_eq!(found.get("country"), ["mt"]);
    }

    #[test]
    fn what_can_match_what() {
        let names = |schema: &str| schemata(Schema::get(schema).unwrap()).iter().map(|s| s.name()).collect::<Vec<_>>();
        assert!(names("LegalEntity").contains(&"Person") && names("Person").contains(&"LegalEntity"));
        assert!(!names("Person").contains(&"Company"));
        assert!(names("Thing").contains(&"Address"));
        assert!(schema("Ownership").is_err() && schema("Ghost").is_err());
    }
}
