//! What people write in a case that is no source and states nothing: reports, notes on entities, arranged pictures.
//!
//! A writing has a kind and a name. Each time it is written, all of it is kept as another version with who wrote it and when,
//! so that what stood there before can be had again. No finding reads writings: what somebody notes of a person is not evidence.

use rusqlite::{Row, params};

use crate::checksum::Canonical;
use crate::error::{At, Result};
use crate::{Case, Writer};

/// One version of something that was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Writing {
    /// Its number; later versions of whatever writing have higher ones.
    pub id: i64,
    /// What sort: `report`, `note`, `picture`.
    pub kind: String,
    /// What it is called among those of its kind.
    pub name: String,
    /// What was written, usually JSON; `None` where it was taken away.
    pub content: Option<String>,
    /// Who wrote it.
    pub by: String,
    /// When, in UTC, as ISO 8601.
    pub at: String,
}

const COLUMNS: &str = "id, kind, name, content, actor, at";

fn read(row: &Row<'_>) -> rusqlite::Result<Writing> {
    Ok(Writing {
        id: row.get(0)?,
        kind: row.get(1)?,
        name: row.get(2)?,
        content: row.get(3)?,
        by: row.get(4)?,
        at: row.get(5)?,
    })
}

impl Case {
    /// The last version of each writing of a kind that was not taken away, in the order in which they were begun.
    /// Time O(n) in the versions of all writings.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn writings(&self, kind: &str) -> Result<Vec<Writing>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM writing JOIN (
                 SELECT min(id) AS first, max(id) AS last FROM writing WHERE kind = ?1 GROUP BY name
             ) ON id = last WHERE content IS NOT NULL ORDER BY first"
        );
        self.written(&sql, &[&kind])
    }

    /// All versions of one writing, the oldest first; those by which it was taken away too.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn versions(&self, kind: &str, name: &str) -> Result<Vec<Writing>> {
        self.written(
            &format!("SELECT {COLUMNS} FROM writing WHERE kind = ?1 AND name = ?2 ORDER BY id"),
            &[&kind, &name],
        )
    }

    /// The last version of one writing, unless it was taken away or never written.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn writing(&self, kind: &str, name: &str) -> Result<Option<Writing>> {
        let sql = format!("SELECT {COLUMNS} FROM writing WHERE kind = ?1 AND name = ?2 ORDER BY id DESC LIMIT 1");
        Ok(self.written(&sql, &[&kind, &name])?.pop().filter(|writing| writing.content.is_some()))
    }

    fn written(&self, sql: &str, parameters: &[&dyn rusqlite::ToSql]) -> Result<Vec<Writing>> {
        // A case of format 1 that is read, and not written to, has no such table yet.
        if !self.has_table("writing")? {
            return Ok(Vec::new());
        }
        self.connection
            .prepare_cached(sql)
            .and_then(|mut select| select.query_map(parameters, read)?.collect())
            .at(&self.path)
    }

    /// Whether the file has a table, which one of an older format may not.
    pub(crate) fn has_table(&self, table: &str) -> Result<bool> {
        let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        let count: i64 = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut select| select.query_row([table], |row| row.get(0)))
            .at(&self.path)?;
        Ok(count > 0)
    }
}

impl Writer<'_> {
    /// Writes something down, or with `None` takes it away; what stood there before stays as an older version. Gives the
    /// version's number.
    ///
    /// # Errors
    /// [`CaseError::DiskFull`](crate::CaseError::DiskFull) and others of writing.
    pub fn write_down(&mut self, kind: &str, name: &str, content: Option<&str>) -> Result<i64> {
        self.guarded(|writer| {
            let (id, at) = (writer.next_id("writing")?, writer.case.clock.now());
            let actor = writer.actor().to_owned();
            let checksum = writing_checksum([kind, name, &actor, &at], content);
            writer
                .case
                .connection
                .prepare_cached(
                    "INSERT INTO writing (id, kind, name, content, actor, at, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )
                .and_then(|mut insert| insert.execute(params![id, kind, name, content, actor, at, checksum]))
                .at(&writer.case.path)?;
            writer.ledger.note("writing", id, checksum);
            Ok(id)
        })
    }
}

/// The checksum of a row of `writing`, over kind, name, actor and time, and the content.
pub(crate) fn writing_checksum(fields: [&str; 4], content: Option<&str>) -> i64 {
    let mut canonical = Canonical::new();
    for field in fields {
        canonical.text(field);
    }
    canonical.optional(content).checksum()
}
