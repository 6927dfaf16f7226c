//! The audit log's chain, and every row against its checksum and the log.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rusqlite::{Row, Rows};
use umbra_model::{EntityId, Origin, PropertyType, SourceId};

use super::Check;
use crate::checksum::{Canonical, Digest};
use crate::error::{At, Result};
use crate::import::State;
use crate::log::{Detail, GENESIS, LOGGED, Range, hash_of};
use crate::names::{origin_checksum, schema_checksum};
use crate::properties::PropertyLists;
use crate::record::{COLUMNS, Record};
use crate::sources::{SourceRow, path_checksum};
use crate::writer::{decision_checksum, grade_checksum, retraction_checksum, skipped_checksum};
use crate::writing::writing_checksum;

/// What the log says was written, by table: the entry's number and the rows.
#[derive(Default)]
pub(super) struct Written(BTreeMap<String, Vec<(i64, Range)>>);

/// A row's id, the checksum stored and the one that it should have.
type Sums = (i64, i64, i64);

impl Check<'_> {
    /// Follows the chain of the log.
    pub(super) fn log(&mut self, written: &mut Written) -> Result<()> {
        let case = self.case;
        let mut select = case
            .connection
            .prepare("SELECT seq, at, actor, action, detail, previous, hash FROM log ORDER BY seq")
            .at(&case.path)?;
        let mut entries = select.query([]).at(&case.path)?;
        let (mut expected, mut before) = (1, GENESIS.to_vec());
        while let Some(row) = entries.next().at(&case.path)? {
            let text = |index: usize| row.get::<_, String>(index).at(&case.path);
            let seq: i64 = row.get(0).at(&case.path)?;
            let previous: Vec<u8> = row.get(5).at(&case.path)?;
            let hash: Vec<u8> = row.get(6).at(&case.path)?;
            let detail = text(4)?;
            if seq != expected {
                self.problem("log", expected, format!("the entry is missing; {seq} follows"));
            } else if previous != before {
                self.problem("log", seq, "it does not follow on the entry before it");
            }
            if hash_of(&previous, seq, &text(1)?, &text(2)?, &text(3)?, &detail).as_slice() != hash {
                self.problem("log", seq, "its hash does not fit what it says");
            }
            match serde_json::from_str::<Detail>(&detail) {
                Ok(detail) => {
                    for (table, range) in detail.wrote {
                        written.0.entry(table).or_default().push((seq, range));
                    }
                }
                Err(error) => self.problem("log", seq, format!("its detail can't be read: {error}")),
            }
            (expected, before) = (seq + 1, hash);
            self.found.log_entries += 1;
        }
        Ok(())
    }

    /// Computes every row's checksum again.
    pub(super) fn rows(&mut self, written: &Written) -> Result<()> {
        for table in LOGGED {
            let ranges = written.0.get(*table).map_or(&[][..], Vec::as_slice);
            // A format before the table came has no rows of it; one that lost it has entries of the log that name some.
            if ranges.is_empty() && !self.case.has_table(table)? {
                continue;
            }
            if let Err(error) = self.table(table, ranges) {
                self.problem(table, "", format!("the table can't be read on: {error}"));
            }
        }
        Ok(())
    }

    fn table(&mut self, table: &'static str, ranges: &[(i64, Range)]) -> Result<()> {
        let case = self.case;
        let of = ranges.last().map_or(0, |(_, range)| range.last.unsigned_abs());
        let mut select = case.connection.prepare(&sql_of(table)).at(&case.path)?;
        let mut rows = select.query([]).at(&case.path)?;
        let mut canonical = Canonical::new();
        let mut select_references =
            case.connection.prepare("SELECT record, target FROM reference ORDER BY rowid").at(&case.path)?;
        let mut references = References { rows: select_references.query([]).at(&case.path)?, next: None };
        let mut ledger = Expected { ranges, next: 1, digest: Digest::default(), is_sound: true };
        while let Some(row) = rows.next().at(&case.path)? {
            let id: i64 = row.get(0).at(&case.path)?;
            match self.sums(table, row, &mut canonical) {
                Ok((id, stored, computed)) => {
                    if stored != computed {
                        self.problem(table, id, "the row is not as it was written: its checksum does not fit");
                        ledger.is_sound = false;
                    }
                    ledger.row(self, table, id, stored);
                }
                Err(error) => {
                    self.problem(table, id, format!("the row can't be read: {error}"));
                    ledger.is_sound = false;
                    ledger.row(self, table, id, 0);
                }
            }
            if table == "record" {
                self.references(&mut references, row)?;
                self.found.records += 1;
                if self.found.records.is_multiple_of(4096) {
                    self.tell("rows", self.found.records, of);
                }
            }
        }
        ledger.end(self, table);
        if table == "record" && references.take().at(&case.path)?.is_some() {
            self.problem("reference", "", "there are more rows than the records give rise to");
        }
        Ok(())
    }

    /// Compares the entities that a record names with those noted as named by it.
    fn references(&mut self, references: &mut References<'_>, row: &Row<'_>) -> Result<()> {
        let case = self.case;
        let Ok((id, keys, _, record)) = Record::read(row) else { return Ok(()) };
        let Ok(schema) = case.names.borrow_mut().schema(&case.connection, keys.schema) else { return Ok(()) };
        // What can't be read was named already.
        let Ok(PropertyLists(properties)) = serde_json::from_str::<PropertyLists<'_, Cow<'_, str>>>(&record.properties)
        else {
            return Ok(());
        };
        let is_reference = |name: &str| schema.property(name).is_some_and(|p| p.kind() == PropertyType::Entity);
        let named = properties.iter().filter(|(name, _)| is_reference(name)).flat_map(|(_, values)| values);
        let mut expected: Vec<&str> = named.map(AsRef::as_ref).filter(|value| EntityId::is_valid(value)).collect();
        let found = references.of(id).at(&case.path)?;
        let mut found: Vec<&str> = found.iter().map(String::as_str).collect();
        expected.sort_unstable();
        found.sort_unstable();
        if found != expected {
            let what = format!("record {id} names {expected:?} but the table has {found:?}");
            self.problem("reference", "", what);
        }
        Ok(())
    }

    fn sums(&self, table: &str, row: &Row<'_>, canonical: &mut Canonical) -> Result<Sums> {
        let case = self.case;
        if table == "record" {
            let (id, keys, stored, record) = Record::read(row).at(&case.path)?;
            let mut names = case.names.borrow_mut();
            let schema = names.schema(&case.connection, keys.schema)?;
            let source = names.source(&case.connection, keys.source)?;
            let origin = names.origin(&case.connection, keys.origin)?;
            return Ok((id, stored, record.checksum(canonical, schema.name(), &source, &origin)));
        }
        let small = || -> rusqlite::Result<Sums> {
            let text = |index: usize| row.get::<_, String>(index);
            let source = |index: usize| -> rusqlite::Result<SourceId> {
                text(index)?.parse().map_err(|error| {
                    rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
                })
            };
            let computed = match table {
                "schema" => schema_checksum(&text(2)?),
                "origin" => origin_checksum(&Origin { by: text(2)?, version: row.get(3)?, rule: row.get(4)? }),
                "source" => SourceRow::read(row, 2)?.checksum(),
                "path" => path_checksum(&source(2)?, &text(3)?),
                "retraction" => retraction_checksum(row.get(2)?, &text(3)?, &text(4)?, &text(5)?),
                "decision" => {
                    let fields = [text(2)?, text(3)?, text(4)?, text(5)?, text(6)?, text(7)?];
                    decision_checksum(fields.each_ref().map(String::as_str), row.get(8)?)
                }
                "grade" => {
                    let fields = [text(3)?, text(4)?, text(5)?, text(6)?];
                    grade_checksum(&source(2)?, fields.each_ref().map(String::as_str))
                }
                "skipped" => skipped_checksum(&text(2)?, row.get(3)?, &text(4)?),
                "writing" => {
                    let (fields, content) =
                        ([text(2)?, text(3)?, text(4)?, text(5)?], row.get::<_, Option<String>>(6)?);
                    writing_checksum(fields.each_ref().map(String::as_str), content.as_deref())
                }
                _ => State {
                    next_byte: row.get(3)?,
                    next_line: row.get(4)?,
                    entities: row.get(5)?,
                    statements: row.get(6)?,
                    refused: row.get(7)?,
                    is_finished: row.get(8)?,
                }
                .checksum(&source(2)?),
            };
            Ok((row.get(0)?, row.get(1)?, computed))
        };
        small().at(&case.path)
    }
}

/// Id and checksum, then what the checksum covers.
fn sql_of(table: &str) -> String {
    let of_source = |columns: &str| {
        format!(
            "SELECT t.id, t.checksum, source.sha256, {columns} FROM {table} AS t \
             LEFT JOIN source ON source.id = t.source ORDER BY t.id"
        )
    };
    let own = |columns: &str| format!("SELECT id, checksum, {columns} FROM {table} ORDER BY id");
    match table {
        "record" => format!("SELECT {COLUMNS} FROM record ORDER BY record.id"),
        "schema" => own("name"),
        "origin" => own("program, version, rule"),
        "source" => own(SourceRow::COLUMNS),
        "path" => of_source("path"),
        "retraction" => own("statement, why, actor, at"),
        "decision" => own("\"left\", \"right\", judgement, why, actor, at, score"),
        "grade" => of_source("reliability, why, actor, at"),
        "skipped" => own("path, \"row\", reason"),
        "writing" => own("kind, name, actor, at, content"),
        _ => of_source("next_byte, next_line, entities, statements, refused, finished"),
    }
}

/// The table `reference`, read along with the records, in whose order it was written.
struct References<'r> {
    rows: Rows<'r>,
    next: Option<(i64, String)>,
}

impl References<'_> {
    fn take(&mut self) -> rusqlite::Result<Option<(i64, String)>> {
        match self.next.take() {
            Some(next) => Ok(Some(next)),
            None => self.rows.next()?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose(),
        }
    }

    /// The targets up to a record.
    fn of(&mut self, record: i64) -> rusqlite::Result<Vec<String>> {
        let mut targets = Vec::new();
        while let Some((of, target)) = self.take()? {
            if of > record {
                self.next = Some((of, target));
                break;
            }
            targets.push(target);
        }
        Ok(targets)
    }
}

/// The rows that the log says a table has.
struct Expected<'w> {
    ranges: &'w [(i64, Range)],
    /// The id that should come next.
    next: i64,
    digest: Digest,
    /// Whether all rows of the range so far fit their checksums.
    is_sound: bool,
}

impl Expected<'_> {
    fn row(&mut self, check: &mut Check<'_>, table: &str, id: i64, stored: i64) {
        if id > self.next {
            let missing = if id == self.next + 1 { String::new() } else { format!(", and all up to {}", id - 1) };
            check.problem(table, self.next, format!("the row is missing{missing}"));
            self.is_sound = false;
            while self.ranges.first().is_some_and(|(_, range)| range.last < id) {
                self.ranges = &self.ranges[1..];
                self.digest = Digest::default();
            }
        }
        self.next = id + 1;
        let Some((seq, range)) = self.ranges.first() else {
            check.problem(table, id, "the row was added without an entry in the log");
            return;
        };
        if id < range.first {
            check.problem(table, id, "the row was added without an entry in the log");
            return;
        }
        self.digest.add(id, stored);
        if id == range.last {
            // A row that does not fit was named already.
            if self.is_sound && self.digest.finish() != range.digest {
                let what = format!("rows {} to {id} are not those of entry {seq} of the log", range.first);
                check.problem(table, "", what);
            }
            self.ranges = &self.ranges[1..];
            self.digest = Digest::default();
            self.is_sound = true;
        }
    }

    fn end(&self, check: &mut Check<'_>, table: &str) {
        if let Some((seq, range)) = self.ranges.last()
            && self.next <= range.last
        {
            let what =
                format!("the row is missing, and all up to {}, the last one of entry {seq} of the log", range.last);
            check.problem(table, self.next, what);
        }
    }
}
