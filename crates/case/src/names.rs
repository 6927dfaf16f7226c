//! The names that the numbers in a row stand for.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};
use umbra_model::{Origin, Schema, SchemaRef, SourceId};

use crate::checksum::Canonical;
use crate::error::{At, CaseError, Result};
use crate::{Case, Writer};

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
        self.learn_schema(key, schema);
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

    pub(crate) fn key_of_schema(&self, schema: SchemaRef) -> Option<i64> {
        self.schema_keys.get(schema).copied()
    }

    pub(crate) fn learn_schema(&mut self, key: i64, schema: SchemaRef) {
        self.schemata.insert(key, schema);
        self.schema_keys.insert(schema, key);
    }

    pub(crate) fn key_of_origin(&self, origin: &Origin) -> Option<i64> {
        self.origin_keys.get(origin).copied()
    }

    pub(crate) fn learn_origin(&mut self, key: i64, origin: &Origin) {
        self.origins.insert(key, Arc::new(origin.clone()));
        self.origin_keys.insert(origin.clone(), key);
    }
}

impl Writer<'_> {
    /// The key of a schema, which gets one if it has none yet.
    pub(crate) fn schema_key(&mut self, schema: SchemaRef) -> Result<i64> {
        let Case { names, connection, path, .. } = self.case;
        if let Some(key) = names.borrow().key_of_schema(schema) {
            return Ok(key);
        }
        let found = connection
            .prepare_cached("SELECT id FROM schema WHERE name = ?1")
            .and_then(|mut select| select.query_row([schema.name()], |row| row.get(0)).optional())
            .at(path)?;
        let key = match found {
            Some(key) => key,
            None => {
                let (key, checksum) = (self.next_id("schema")?, schema_checksum(schema.name()));
                connection
                    .prepare_cached("INSERT INTO schema (id, name, checksum) VALUES (?1, ?2, ?3)")
                    .and_then(|mut insert| insert.execute(params![key, schema.name(), checksum]))
                    .at(path)?;
                self.ledger.note("schema", key, checksum);
                key
            }
        };
        names.borrow_mut().learn_schema(key, schema);
        Ok(key)
    }

    /// The key of an origin, which gets one if it has none yet.
    pub(crate) fn origin_key(&mut self, origin: &Origin) -> Result<i64> {
        let Case { names, connection, path, .. } = self.case;
        if let Some(key) = names.borrow().key_of_origin(origin) {
            return Ok(key);
        }
        let found = connection
            .prepare_cached("SELECT id FROM origin WHERE program = ?1 AND version IS ?2 AND rule IS ?3")
            .and_then(|mut select| {
                select.query_row(params![origin.by, origin.version, origin.rule], |row| row.get(0)).optional()
            })
            .at(path)?;
        let key = match found {
            Some(key) => key,
            None => {
                let (key, checksum) = (self.next_id("origin")?, origin_checksum(origin));
                connection
                    .prepare_cached(
                        "INSERT INTO origin (id, program, version, rule, checksum) VALUES (?1, ?2, ?3, ?4, ?5)",
                    )
                    .and_then(|mut insert| {
                        insert.execute(params![key, origin.by, origin.version, origin.rule, checksum])
                    })
                    .at(path)?;
                self.ledger.note("origin", key, checksum);
                key
            }
        };
        names.borrow_mut().learn_origin(key, origin);
        Ok(key)
    }
}

/// The checksum of a row of `schema`.
pub(crate) fn schema_checksum(name: &str) -> i64 {
    Canonical::new().text(name).checksum()
}

/// The checksum of a row of `origin`.
pub(crate) fn origin_checksum(origin: &Origin) -> i64 {
    let mut canonical = Canonical::new();
    canonical.text(&origin.by).optional(origin.version.as_deref()).optional(origin.rule.as_deref());
    canonical.checksum()
}
