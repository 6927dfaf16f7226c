//! The audit log: who did what when, each entry chained to the one before.
//!
//! An entry's hash is the BLAKE3 of the previous entry's hash and its own fields. Its detail names, for each table
//! written to, the range of ids and a digest over the rows' checksums. So a row that was changed, taken out or put in
//! behind the program's back no longer fits its entry, and a changed entry no longer fits the chain. Who can rewrite the
//! whole file can rewrite the chain as well: note the last hash elsewhere where that matters.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::checksum::{Canonical, Digest};

/// What precedes the first entry.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

/// An entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// Counted from 1.
    pub seq: i64,
    /// When, in UTC, as ISO 8601.
    pub at: String,
    /// Who: the name that the person or program works under.
    pub actor: String,
    /// What: `create`, `write` or `import`, or the action that the writer was given.
    pub action: String,
    /// What was written: for each table the ids and their digest.
    pub detail: Detail,
    /// The hash of the entry, as hexadecimal digits.
    pub hash: String,
}

/// What a transaction wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Detail {
    /// By table.
    pub wrote: BTreeMap<String, Range>,
    /// What else the writer said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Rows that a transaction added to a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The first row's id.
    pub first: i64,
    /// The last row's id. None is left out between.
    pub last: i64,
    /// The BLAKE3 over the rows' ids and checksums, as hexadecimal digits.
    pub digest: String,
}

/// The tables that an entry's digests cover, all with the columns `id` and `checksum`; named before they are used.
pub(crate) const LOGGED: &[&str] = &[
    "schema",
    "origin",
    "source",
    "path",
    "record",
    "retraction",
    "decision",
    "grade",
    "skipped",
    "import",
    "writing",
];

/// Collects what a transaction writes.
#[derive(Default, Clone)]
pub(crate) struct Ledger(BTreeMap<&'static str, (i64, i64, Digest)>);

impl Ledger {
    /// Notes a row. Within a table the ids must follow each other.
    pub(crate) fn note(&mut self, table: &'static str, id: i64, checksum: i64) {
        self.note_all(table, id, std::iter::once(checksum));
    }

    /// Notes rows by their checksums; the first has that id.
    pub(crate) fn note_all(&mut self, table: &'static str, first: i64, checksums: impl Iterator<Item = i64>) {
        let mut rows = checksums.zip(first..).peekable();
        if rows.peek().is_none() {
            return;
        }
        let (_, last, digest) = self.0.entry(table).or_insert_with(|| (first, first, Digest::default()));
        for (checksum, id) in rows {
            *last = id;
            digest.add(id, checksum);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn into_ranges(self) -> BTreeMap<String, Range> {
        let range = |(first, last, digest): (i64, i64, Digest)| Range { first, last, digest: digest.finish() };
        self.0.into_iter().map(|(table, written)| (table.to_owned(), range(written))).collect()
    }
}

/// The hash that an entry must have.
pub(crate) fn hash_of(previous: &[u8], seq: i64, at: &str, actor: &str, action: &str, detail: &str) -> [u8; 32] {
    let mut canonical = Canonical::new();
    canonical.bytes(previous).integer(seq).text(at).text(actor).text(action).text(detail);
    *canonical.hash().as_bytes()
}

/// The last entry's number and hash.
pub(crate) fn head(connection: &Connection) -> rusqlite::Result<(i64, Vec<u8>)> {
    let mut select = connection.prepare_cached("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")?;
    let mut rows = select.query([])?;
    match rows.next()? {
        Some(row) => Ok((row.get(0)?, row.get(1)?)),
        None => Ok((0, GENESIS.to_vec())),
    }
}

/// The hash of an entry, if there is one of that number.
pub(crate) fn hash_at(connection: &Connection, seq: i64) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut select = connection.prepare_cached("SELECT hash FROM log WHERE seq = ?1")?;
    let mut rows = select.query([seq])?;
    rows.next()?.map(|row| row.get(0)).transpose()
}

/// Appends the entry of a transaction.
pub(crate) fn append(
    connection: &Connection,
    at: &str,
    actor: &str,
    action: &str,
    note: Option<String>,
    ledger: Ledger,
) -> rusqlite::Result<()> {
    let (last, previous) = head(connection)?;
    let seq = last + 1;
    let detail = Detail { wrote: ledger.into_ranges(), note };
    let detail = serde_json::to_string(&detail).expect("texts and numbers always serialise");
    let hash = hash_of(&previous, seq, at, actor, action, &detail);
    connection
        .prepare_cached(
            "INSERT INTO log (seq, at, actor, action, detail, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![seq, at, actor, action, detail, previous, hash])
        .map(|_| ())
}

/// All entries.
pub(crate) fn entries(connection: &Connection) -> rusqlite::Result<Vec<LogEntry>> {
    connection
        .prepare("SELECT seq, at, actor, action, detail, hash FROM log ORDER BY seq")?
        .query_map([], |row| {
            let detail: String = row.get(4)?;
            let hash: Vec<u8> = row.get(5)?;
            Ok(LogEntry {
                seq: row.get(0)?,
                at: row.get(1)?,
                actor: row.get(2)?,
                action: row.get(3)?,
                // A detail that can't be read is for `verify` to name; listing the log must still work.
                detail: serde_json::from_str(&detail).unwrap_or_default(),
                hash: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
            })
        })?
        .collect()
}
