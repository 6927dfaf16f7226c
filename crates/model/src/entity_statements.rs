//! Entities as statements, and statements as parts of entities.

use crate::entity::Entity;
use crate::ftm_line::RawEntity;
use crate::id::EntityId;
use crate::property_type::PropertyType;
use crate::schema::{Schema, SchemaRef};
use crate::statements_csv::FtmStatement;
use serde::Deserialize;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

/// The dataset of statements of which no dataset is known, as FollowTheMoney calls it.
pub const NO_DATASET: &str = "undefined";

/// The statements that a line of entities makes, as FollowTheMoney's `ftm statements` does: one for each value, and one
/// of property `id` for the entity itself, whose value is a hash of all.
///
/// Values are of the dataset that is named; of [`NO_DATASET`] where none is. Statements that the line embeds keep what
/// they say of dataset, language and dates. What else stands beside the properties has no place in statements.
pub fn statements_of(entity: &RawEntity<'_>, dataset: Option<&str>) -> Vec<FtmStatement> {
    let schema = entity.schema.name();
    let mut statements = embedded(entity);
    let known: Vec<(String, String)> =
        statements.iter().map(|statement| (statement.prop.clone(), statement.value.clone())).collect();
    for value in &entity.values {
        let name = value.property.name();
        if !known.iter().any(|(prop, text)| prop == name && *text == value.value) {
            let mut statement = FtmStatement::new(NO_DATASET, &entity.id, schema, name, &value.value);
            statement.original_value = value.original.as_deref().map(str::to_owned);
            statements.push(statement);
        }
    }
    statements.push(of_itself(entity, schema, &statements));
    if let Some(dataset) = dataset {
        for statement in &mut statements {
            dataset.clone_into(&mut statement.dataset);
            statement.id = Some(statement.computed_id());
        }
    }
    statements
}

/// The statement that says no more than that the entity is there. Its value changes when the entity does.
fn of_itself(entity: &RawEntity<'_>, schema: &str, statements: &[FtmStatement]) -> FtmStatement {
    let mut ids: Vec<&str> = statements.iter().filter_map(|statement| statement.id.as_deref()).collect();
    ids.sort_unstable();
    let digest = ids.iter().fold(Sha1::new().chain_update(schema), Digest::chain_update);
    let mut itself = FtmStatement::new(NO_DATASET, &entity.id, schema, "id", &crate::ftm_id::hex(&digest.finalize()));
    let changed = entity.context.iter().find(|(key, _)| key == "last_change");
    let changed = changed.and_then(|(_, json)| serde_json::from_str::<String>(json).ok());
    let first = || statements.iter().filter_map(|statement| statement.first_seen.clone()).min();
    let last = statements.iter().filter_map(|statement| statement.last_seen.clone()).max();
    itself.first_seen = changed.or_else(first);
    itself.last_seen = last.or_else(|| itself.first_seen.clone());
    itself
}

/// The statements that the line embeds whose values can be taken.
fn embedded(entity: &RawEntity<'_>) -> Vec<FtmStatement> {
    let Some((_, json)) = entity.context.iter().find(|(key, _)| key == "statements") else { return Vec::new() };
    let read: Vec<Embedded> = serde_json::from_str(json).unwrap_or_default();
    read.into_iter().filter_map(|embedded| embedded.into_statement(entity)).collect()
}

/// A statement as files of entities embed it; numbers and the like in place of texts make none.
#[derive(Deserialize)]
struct Embedded {
    prop: String,
    value: String,
    #[serde(default)]
    entity_id: Option<String>,
    #[serde(default)]
    schema: Option<String>,
    #[serde(default)]
    dataset: Option<String>,
    #[serde(default)]
    origin: Option<String>,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    original_value: Option<String>,
    #[serde(default)]
    external: bool,
    #[serde(default)]
    first_seen: Option<String>,
    #[serde(default)]
    last_seen: Option<String>,
}

impl Embedded {
    fn into_statement(self, entity: &RawEntity<'_>) -> Option<FtmStatement> {
        // The line's own values were cleaned and checked; this one is the same value if it comes out the same.
        let schema = self.schema.as_deref().and_then(Schema::get).unwrap_or(entity.schema);
        let property = schema.property(&self.prop)?;
        let clean = property.clean(&self.value)?.into_owned();
        let is_taken = entity.values.iter().any(|taken| taken.property.name() == self.prop && taken.value == clean);
        if !is_taken {
            return None;
        }
        let dataset = self.dataset.unwrap_or_else(|| NO_DATASET.to_owned());
        let own = self.entity_id.unwrap_or_else(|| entity.id.to_string());
        let original = self.original_value.or(Some(self.value)).filter(|original| *original != clean);
        let mut statement = FtmStatement::new(&dataset, &own, schema.name(), &self.prop, &clean);
        statement.canonical_id = entity.id.to_string();
        statement.origin = self.origin;
        statement.lang = self.lang.filter(|_| !crate::statements_csv::has_no_language(property.kind()));
        statement.original_value = original;
        statement.external = self.external;
        statement.last_seen = self.last_seen.or_else(|| self.first_seen.clone());
        statement.first_seen = self.first_seen;
        statement.id = Some(statement.computed_id());
        Some(statement)
    }
}

impl FtmStatement {
    /// The statement as a part of its entity: the value, and beside it the dataset, the origin and when it was seen.
    /// The part bears the id that the entity has in its dataset; [`Aggregate`](crate::Aggregate) joins the parts under
    /// the canonical one.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the statement.
    pub fn to_fragment(&self) -> Result<Entity, String> {
        let schema: SchemaRef =
            Schema::get(&self.schema).ok_or_else(|| format!("there is no schema {}", self.schema))?;
        if schema.is_abstract() {
            return Err(format!("no entity can be of the abstract schema {}", self.schema));
        }
        let id = EntityId::new(&self.entity_id).map_err(|error| error.to_string())?;
        let mut entity = Entity::new(id, schema);
        if self.prop == "id" {
            if let Some(seen) = &self.first_seen {
                entity.set_context("last_change", json!(seen));
            }
            return Ok(entity);
        }
        let property = schema.property(&self.prop).filter(|property| !property.is_stub());
        let property = property.ok_or_else(|| format!("{} takes no property {}", self.schema, self.prop))?;
        let refused = || format!("{:?} is no {}", self.value.chars().take(80).collect::<String>(), property.kind());
        let clean = property.clean(&self.value).ok_or_else(refused)?;
        if property.kind() == PropertyType::Entity && clean == self.canonical_id {
            return Err("the entity refers to itself".to_owned());
        }
        entity.add_clean(property, clean.into_owned());
        let list = |text: &str| Value::Array(vec![text.into()]);
        if !self.dataset.is_empty() && self.dataset != NO_DATASET {
            entity.set_context("datasets", list(&self.dataset));
        }
        if let Some(origin) = &self.origin {
            entity.set_context("origin", list(origin));
        }
        if let Some(seen) = &self.first_seen {
            entity.set_context("first_seen", json!(seen));
        }
        if let Some(seen) = self.last_seen.as_ref().or(self.first_seen.as_ref()) {
            entity.set_context("last_seen", json!(seen));
        }
        Ok(entity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_line;

    fn rows(line: &str, dataset: Option<&str>) -> Vec<FtmStatement> {
        statements_of(&parse_line(line.as_bytes()).unwrap(), dataset)
    }

    /// The ids are those that `ftm statements` of FollowTheMoney 4.11.2 gives.
    #[test]
    fn ids_and_the_hash_of_all_are_the_fields_own() {
        let line =
            r#"{"id": "a", "schema": "Person", "properties": {"name": ["Ana Brandt"], "nationality": ["Malta"]}}"#;
        let statements = rows(line, None);
        let said: Vec<(&str, &str, Option<&str>)> =
            statements.iter().map(|s| (s.prop.as_str(), s.value.as_str(), s.original_value.as_deref())).collect();
        assert_eq!(said[..2], [("name", "Ana Brandt", None), ("nationality", "mt", Some("Malta"))]);
        assert_eq!(statements[2].prop, "id");
        let hash = statements[2].value.clone();
        let named = rows(line, Some("register"));
        assert_eq!(named[2].value, hash, "the hash is of the entity, whatever its dataset is called");
        assert_eq!(named[0].id.as_deref(), Some(named[0].computed_id().as_str()));
        assert!(named.iter().all(|statement| statement.dataset == "register"));
    }

    #[test]
    fn embedded_statements_keep_what_they_say() {
        let line = r#"{"id": "Q1", "schema": "Person", "statements": [
            {"prop": "id", "value": "hash", "dataset": "x"},
            {"prop": "name", "value": "Ana", "entity_id": "x-1", "dataset": "x", "lang": "deu", "first_seen": "2021"},
            {"prop": "name", "value": "Ana", "entity_id": "y-1", "dataset": "y", "external": true},
            {"prop": "birthDate", "value": "soon", "dataset": "x"}]}"#;
        let statements = rows(line, None);
        let said: Vec<(&str, &str, &str, bool)> = statements
            .iter()
            .map(|s| (s.entity_id.as_str(), s.prop.as_str(), s.dataset.as_str(), s.external))
            .collect();
        assert_eq!(said, [("x-1", "name", "x", false), ("y-1", "name", "y", true), ("Q1", "id", NO_DATASET, false)]);
        assert_eq!((statements[0].lang.as_deref(), statements[0].last_seen.as_deref()), (Some("deu"), Some("2021")));
        assert_eq!(statements[2].first_seen.as_deref(), Some("2021"));
    }

    #[test]
    fn a_statement_is_a_part_of_its_entity() {
        let mut statement = FtmStatement::new("x", "x-1", "Person", "name", " Ana  Brandt");
        statement.first_seen = Some("2021".to_owned());
        let fragment = statement.to_fragment().unwrap();
        assert_eq!(
            fragment.to_json(),
            r#"{"id":"x-1","schema":"Person","properties":{"name":["Ana Brandt"]},"datasets":["x"],"first_seen":"2021","last_seen":"2021"}"#
        );
        statement.prop = "birthDate".to_owned();
        assert_eq!(statement.to_fragment().unwrap_err(), "\" Ana  Brandt\" is no date");
    }
}
