//! The names that the numbers in a row stand for.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};
use umbra_model::{Origin, Schema, SchemaRef, SourceId};

use crate::error::{CaseError, Result};

/// Names seen so far. What a rolled back transaction has added must be forgotten.
#[derive(Default)]
pub(crate) struct Names {
    schemata: HashMap<i64, SchemaRef>,
    schema_keys: HashMap<SchemaRef, i64>,
    origins: HashMap<i64, Arc<Origin>>,
    origin_keys: HashMap<Origin, i64>,
    sources: HashMap<i64, SourceId>,
    source_keys: HashMap<SourceId, i64>,
}

fn damaged(what: &str, key: i64) -> CaseError {
    CaseError::Damaged(format!(
        "{what} {key} is named by a record but missing, or of a kind that this version does not know"
    ))
}

fn read<T>(result: rusqlite::Result<Option<T>>, what: &str, key: i64) -> Result<T> {
    match result {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(damaged(what, key)),
        Err(error) => Err(CaseError::Damaged(format!("{what} {key}: {error}"))),
    }
}

impl Names {
    /// The schema that a key stands for.
    pub(crate) fn schema(&mut self, connection: &Connection, key: i64) -> Result<SchemaRef> {
        if let Some(schema) = self.schemata.get(&key) {
            return Ok(schema);
        }
        let name: String = read(
            connection
                .prepare_cached("SELECT name FROM schema WHERE id = ?1")
                .and_then(|mut select| select.query_row([key], |row| row.get(0)).optional()),
            "schema",
            key,
        )?;
        let schema = Schema::get(&name).ok_or_else(|| damaged("schema", key))?;
        self.schemata.insert(key, schema);
        self.schema_keys.insert(schema, key);
        Ok(schema)
    }

    /// The origin that a key stands for.
    pub(crate) fn origin(&mut self, connection: &Connection, key: i64) -> Result<Arc<Origin>> {
        if let Some(origin) = self.origins.get(&key) {
            return Ok(Arc::clone(origin));
        }
        let origin = read(
            connection.prepare_cached("SELECT program, version, rule FROM origin WHERE id = ?1").and_then(
                |mut select| {
                    let read = |row: &rusqlite::Row<'_>| {
                        Ok(Origin { by: row.get(0)?, version: row.get(1)?, rule: row.get(2)? })
                    };
                    select.query_row([key], read).optional()
                },
            ),
            "origin",
            key,
        )?;
        let origin = Arc::new(origin);
        self.origin_keys.insert((*origin).clone(), key);
        self.origins.insert(key, Arc::clone(&origin));
        Ok(origin)
    }

    /// The source that a key stands for.
    pub(crate) fn source(&mut self, connection: &Connection, key: i64) -> Result<SourceId> {
        if let Some(id) = self.sources.get(&key) {
            return Ok(*id);
        }
        let sha256: String = read(
            connection
                .prepare_cached("SELECT sha256 FROM source WHERE id = ?1")
                .and_then(|mut select| select.query_row([key], |row| row.get(0)).optional()),
            "source",
            key,
        )?;
        let id = sha256.parse().map_err(|_| damaged("source", key))?;
        self.learn_source(key, id);
        Ok(id)
    }

    pub(crate) fn key_of_source(&self, id: SourceId) -> Option<i64> {
        self.source_keys.get(&id).copied()
    }

    pub(crate) fn learn_source(&mut self, key: i64, id: SourceId) {
        self.sources.insert(key, id);
        self.source_keys.insert(id, key);
    }

    /// The key of a schema, which gets one if it has none yet.
    pub(crate) fn key_for_schema(&mut self, connection: &Connection, schema: SchemaRef) -> rusqlite::Result<i64> {
        if let Some(key) = self.schema_keys.get(schema) {
            return Ok(*key);
        }
        let found: Option<i64> = connection
            .prepare_cached("SELECT id FROM schema WHERE name = ?1")?
            .query_row([schema.name()], |row| row.get(0))
            .optional()?;
        let key = match found {
            Some(key) => key,
            None => {
                connection.prepare_cached("INSERT INTO schema (name) VALUES (?1)")?.execute([schema.name()])?;
                connection.last_insert_rowid()
            }
        };
        self.schemata.insert(key, schema);
        self.schema_keys.insert(schema, key);
        Ok(key)
    }

    /// The key of an origin, which gets one if it has none yet.
    pub(crate) fn key_for_origin(&mut self, connection: &Connection, origin: &Origin) -> rusqlite::Result<i64> {
        if let Some(key) = self.origin_keys.get(origin) {
            return Ok(*key);
        }
        let found: Option<i64> = connection
            .prepare_cached("SELECT id FROM origin WHERE program = ?1 AND version IS ?2 AND rule IS ?3")?
            .query_row(params![origin.by, origin.version, origin.rule], |row| row.get(0))
            .optional()?;
        let key = match found {
            Some(key) => key,
            None => {
                connection
                    .prepare_cached("INSERT INTO origin (program, version, rule) VALUES (?1, ?2, ?3)")?
                    .execute(params![origin.by, origin.version, origin.rule])?;
                connection.last_insert_rowid()
            }
        };
        self.origins.insert(key, Arc::new(origin.clone()));
        self.origin_keys.insert(origin.clone(), key);
        Ok(key)
    }
}
