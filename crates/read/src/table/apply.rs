//! Rows into statements, by a mapping.
//!
//! Ids and values come out as FollowTheMoney makes them: an id is the SHA-1 of the data set's name, the key literal and
//! the sorted key values.
//! All queries are run on a row before the next row is read, and what they say of one id is put under the narrowest
//! schema that any of them gives, as FollowTheMoney does when it merges.

use std::collections::HashSet;

use sha1::{Digest, Sha1};
use umbra_model::{EntityId, SchemaRef, Source, Span, Statement};

use super::mapping::Mapping;
use super::plan::{Plan, Value};
use super::report::MapReport;
use super::{Row, RowFault, Table};
use crate::ReadError;

/// Statements remembered so that a value repeated row after row is stated once.
const REMEMBERED: usize = 2_000_000;

/// Makes statements of a table's rows by its mapping. Every statement cites the cell that it rests on: a tie to an entity
/// cites the cell that names the entity, a literal the cell of its entity's first key. A value that an earlier row gave to
/// the same entity is not stated again (as long as it is among the last 2,000,000 or so).
///
/// A table without mapping gives no statements. Time is linear in the cells that the mapping uses.
///
/// # Errors
/// [`ReadError`] when the bytes can't be read on; what was handed on till then stands. Faults of single rows and cells
/// are in the report.
pub fn map_table(source: &Source, table: &Table, sink: &mut dyn FnMut(Statement)) -> Result<MapReport, ReadError> {
    let mut report = MapReport::default();
    let Some(mapping) = table.mapping() else { return Ok(report) };
    let plan = Plan::new(table, mapping)?;
    report.unused_columns = plan.unused_columns(table);
    let mut seen = HashSet::new();
    for row in table.rows()? {
        let row = match row? {
            Ok(row) => row,
            Err(fault) => {
                report.refuse_row(fault);
                continue;
            }
        };
        report.rows += 1;
        if let Some(reason) = &row.note {
            report.doubt_row(RowFault { row: row.number, reason: reason.clone() });
        }
        for made in plan.entities(table, &row, &mut report) {
            for value in made.values {
                if let Some(statement) = state(source, table, &row, &made.id, made.schema, value, &mut report)
                    && is_new(&mut seen, &statement)
                {
                    report.statements += 1;
                    sink(statement);
                }
            }
        }
    }
    Ok(report)
}

/// Looks whether a mapping fits a table and the model.
pub(super) fn check(table: &Table, mapping: &Mapping) -> Result<(), ReadError> {
    Plan::new(table, mapping).map(drop)
}

fn is_new(seen: &mut HashSet<[u8; 16]>, statement: &Statement) -> bool {
    let mut digest = Sha1::new();
    for part in
        [statement.entity().as_str(), statement.schema().name(), statement.property().qname(), statement.value()]
    {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let mut key = [0; 16];
    key.copy_from_slice(&digest.finalize()[..16]);
    if seen.len() >= REMEMBERED {
        seen.clear();
    }
    seen.insert(key)
}

fn state(
    source: &Source,
    table: &Table,
    row: &Row,
    id: &EntityId,
    schema: SchemaRef,
    value: Value,
    report: &mut MapReport,
) -> Option<Statement> {
    let column = value.column;
    let span = Span::in_cell(source.id, row.number, table.headers()[column].clone(), row.cells[column].clone());
    let made = span.map_err(|error| error.to_string()).and_then(|span| {
        Statement::new(id.clone(), schema, value.property, &value.cleaned, span, value.origin)
            .map_err(|error| error.to_string())
    });
    match made {
        Ok(statement) => {
            let original = (value.raw != statement.value()).then_some(value.raw);
            Some(statement.with_original(original).with_language(value.language))
        }
        Err(reason) => {
            report.refuse_cell(table, row, column, &reason);
            None
        }
    }
}
