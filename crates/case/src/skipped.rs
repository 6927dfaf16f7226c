//! What could not be read.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::error::{At, Result};
use crate::{Case, LogEntry};

/// A file, or a row of one, that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Where it lies.
    pub path: String,
    /// The row or line, counted from 1, if it is but one of many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// A sentence: what is wrong and what to do.
    pub reason: String,
}

/// When the rows of a table were written: the last row of each entry of the log that wrote any, with the entry's number.
struct Written(Vec<(i64, i64)>);

impl Written {
    fn of(log: &[LogEntry], table: &str) -> Self {
        let ends = log.iter().filter_map(|entry| Some((entry.detail.wrote.get(table)?.last, entry.seq)));
        Self(ends.collect())
    }

    /// The entry that wrote a row.
    fn by(&self, id: i64) -> Option<i64> {
        self.0.get(self.0.partition_point(|(last, _)| *last < id)).map(|(_, seq)| *seq)
    }
}

impl Case {
    /// What could not be read, in the order in which it was met. A file that was read at the same place later on is not among it; the
    /// log still tells that it failed before.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn skipped(&self) -> Result<Vec<Skipped>> {
        let noted = self
            .connection
            .prepare_cached("SELECT id, path, \"row\", reason FROM skipped ORDER BY id")
            .and_then(|mut select| {
                let read = |row: &rusqlite::Row<'_>| {
                    let line: Option<i64> = row.get(2)?;
                    let skipped = Skipped { path: row.get(1)?, row: line.map(i64::unsigned_abs), reason: row.get(3)? };
                    Ok((row.get::<_, i64>(0)?, skipped))
                };
                select.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()
            })
            .at(self.path())?;
        if noted.is_empty() {
            return Ok(Vec::new());
        }
        let log = self.log()?;
        let read_at = self.last_read(&log, &noted.iter().map(|(_, skipped)| skipped.path.as_str()).collect())?;
        let noted_at = Written::of(&log, "skipped");
        let stands = |(id, skipped): &(i64, Skipped)| {
            let read_at = read_at.get(&skipped.path);
            skipped.row.is_some() || read_at.is_none_or(|read_at| Some(*read_at) <= noted_at.by(*id))
        };
        Ok(noted.into_iter().filter(stands).map(|(_, skipped)| skipped).collect())
    }

    /// Of some paths, the last entry of the log by which a source was read there.
    fn last_read(&self, log: &[LogEntry], paths: &BTreeSet<&str>) -> Result<BTreeMap<String, i64>> {
        let written = Written::of(log, "path");
        let mut found: BTreeMap<String, i64> = BTreeMap::new();
        self.connection
            .prepare_cached("SELECT id, path FROM path ORDER BY id")
            .and_then(|mut select| {
                let mut rows = select.query([])?;
                while let Some(row) = rows.next()? {
                    let path: String = row.get(1)?;
                    if let Some(at) = written.by(row.get(0)?).filter(|_| paths.contains(path.as_str())) {
                        found.insert(path, at);
                    }
                }
                Ok(())
            })
            .at(self.path())?;
        Ok(found)
    }
}
