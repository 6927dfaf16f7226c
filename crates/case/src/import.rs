//! Large files of entities, one a line, as FollowTheMoney's tools write them.
//!
//! First the bytes go into the case. Then lines are parsed, cleaned and written out by several threads, one thread puts
//! the rows in, one keeps up the full-text index. Every 4 MiB of the file the state is saved in one transaction with
//! the rows. So an import that was killed goes on from there, out of the case itself, and ends as if nothing had happened:
//! the same rows, the same numbers.

mod lines;
mod parse;

use std::collections::VecDeque;
use std::io::Read;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde::Serialize;
use tantivy::TantivyDocument;
use umbra_model::{Origin, Source, SourceId};

use crate::checksum::Canonical;
use crate::error::{At, CaseError, Result};
use crate::index::{Entries, Reach};
use crate::pieces::{CHUNK, Part, compress};
use crate::record::{INSERT_LINE, Keys};
use crate::sources::HashedPieces;
use crate::{Case, Writer, migration, pipeline};
use lines::Batches;
use parse::{Context, Rows};

/// So many batches wait for the full-text index; a batch is made of 1 MiB of lines, and its entries take as much.
const HELD_BACK: usize = 160;

/// After so many bytes of the source, what was committed is moved from the journal into the file. Each time waits for the
/// disk, and the load's own writing a little with it.
const MOVE_AFTER: i64 = 64 << 20;

/// How many refusals of one import are listed; all are counted.
const LISTED: i64 = 1000;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes done.
    pub bytes: u64,
    /// Bytes in all; each is read twice, to keep it and to parse it.
    pub of_bytes: u64,
    /// Entities stored.
    pub entities: u64,
}

/// What an import has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// The source.
    pub source: SourceId,
    /// Entities read, also those of which nothing could be taken but their kind.
    pub entities: u64,
    /// Statements stored.
    pub statements: u64,
    /// Lines and values left out. The first thousand are in [`Case::skipped`], each with its line and reason.
    pub refused: u64,
    /// Whether the case held the file already, whole: then nothing was done.
    pub was_known: bool,
}

/// A row of `import`: how far the import of a source has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    pub next_byte: i64,
    pub next_line: i64,
    pub entities: i64,
    pub statements: i64,
    pub refused: i64,
    pub is_finished: bool,
}

impl State {
    const START: Self = Self { next_byte: 0, next_line: 1, entities: 0, statements: 0, refused: 0, is_finished: false };

    pub(crate) fn checksum(&self, source: &SourceId) -> i64 {
        let Self { next_byte, next_line, entities, statements, refused, is_finished } = *self;
        let mut canonical = Canonical::new();
        canonical.source(source);
        for number in [next_byte, next_line, entities, statements, refused, i64::from(is_finished)] {
            canonical.integer(number);
        }
        canonical.checksum()
    }

    fn report(&self, source: SourceId, was_known: bool) -> ImportReport {
        ImportReport {
            source,
            entities: self.entities.unsigned_abs(),
            statements: self.statements.unsigned_abs(),
            refused: self.refused.unsigned_abs(),
            was_known,
        }
    }
}

impl Case {
    /// Imports a file of FollowTheMoney JSON, one entity a line.
    ///
    /// Every value becomes a statement that cites its line and property. What can't be taken is listed and counted,
    /// and never ends the import. An import of the same file that was broken off goes on where it was; the bytes are
    /// then taken from the case. Memory stays bounded, whatever the file's length: some 350 MB.
    ///
    /// # Errors
    /// [`CaseError::BytesDiffer`], [`CaseError::DiskFull`], [`CaseError::InUse`], or when the bytes can't be read.
    pub fn import_entities(
        &mut self,
        actor: &str,
        source: &Source,
        bytes: &mut dyn Read,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportReport> {
        let state = match self.source_key(source.id)? {
            Some(key) => self.import_state(key)?,
            None => None,
        };
        if let Some(state) = state.filter(|state| state.is_finished) {
            // The file may lie at a new place.
            let mut writer = self.begin(actor)?;
            writer.add_source(source, &mut std::io::empty(), None)?;
            writer.finish()?;
            return Ok(state.report(source.id, true));
        }
        let start = state.unwrap_or(State::START);
        if state.is_none() {
            self.keep_bytes(actor, source, bytes, progress)?;
        }
        let end = self.in_bulk(source, start, |case| case.import_lines(actor, source, start, progress))?;
        Ok(end.report(source.id, false))
    }

    /// How far the import of a source has got.
    fn import_state(&self, key: i64) -> Result<Option<State>> {
        let sql = "SELECT next_byte, next_line, entities, statements, refused, finished FROM import \
             WHERE source = ?1 ORDER BY id DESC LIMIT 1";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(State {
                next_byte: row.get(0)?,
                next_line: row.get(1)?,
                entities: row.get(2)?,
                statements: row.get(3)?,
                refused: row.get(4)?,
                is_finished: row.get(5)?,
            })
        };
        self.connection
            .prepare_cached(sql)
            .and_then(|mut select| select.query_row([key], read).optional())
            .at(&self.path)
    }

    /// Stores the source, compressed by several threads.
    fn keep_bytes(
        &mut self,
        actor: &str,
        source: &Source,
        bytes: &mut dyn Read,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<()> {
        let mut writer = self.begin(actor)?;
        writer.name_action("import");
        let key = match writer.case.source_key(source.id)? {
            // Somebody has added it as a document like others.
            Some(key) => key,
            None => writer.guarded(|writer| writer.keep_in_parallel(source, bytes, progress))?,
        };
        writer.complete_source(key, source)?;
        writer.save_state(key, source.id, &State::START)?;
        writer.finish()
    }

    /// Sets the connection up for a load, and back.
    fn in_bulk<T>(&self, source: &Source, start: State, load: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        let rows: i64 =
            self.connection.query_row("SELECT coalesce(max(id), 0) FROM record", [], |row| row.get(0)).at(&self.path)?;
        let left = source.size.saturating_sub(start.next_byte.unsigned_abs());
        // An entity takes some 200 bytes. Making an index anew sorts; keeping it up jumps about in it, which takes three
        // times as long by row.
        if left > 4 << 20 && rows.unsigned_abs() < left / 64 {
            migration::drop_indexes(&self.connection).at(&self.path)?;
        }
        // The keys are looked up once for a whole import. A checkpoint has a thread of its own, and so has half of the
        // sorting that makes the indexes.
        self.connection
            .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = NORMAL; PRAGMA threads = 2")
            .at(&self.path)?;
        let loaded = load(self);
        let restored = self
            .connection
            .execute_batch("PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 1000; PRAGMA synchronous = FULL")
            .and_then(|()| migration::make_indexes(&self.connection))
            .and_then(|()| self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
            .at(&self.path);
        let loaded = loaded?;
        restored.map(|()| loaded)
    }

    fn import_lines(
        &self,
        actor: &str,
        source: &Source,
        start: State,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<State> {
        let key = self.source_key(source.id)?.ok_or(CaseError::UnknownSource(source.id))?;
        let origin = Origin::program("umbra import", env!("CARGO_PKG_VERSION"));
        let entries = self.begin_index();
        let context = Context { source: source.id, origin, fields: entries.as_ref().map(Entries::fields) };
        let state = thread::scope(|scope| {
            let (to_index, rows) = sync_channel::<Vec<TantivyDocument>>(4);
            let (tell, told) = sync_channel::<Reach>(1);
            // What becomes of the index does not matter here: it is a cache, and catches up with the next search.
            scope.spawn(move || entries.map(|entries| index_rows(entries, &rows, &told)));
            let (saved, wait) = sync_channel::<()>(1);
            let path = self.path.as_path();
            scope.spawn(move || move_to_file(path, &wait));

            let mut load =
                Load { case: self, actor, source, key, context: &context, state: start, saved: start, writer: None };
            let mut batches = Batches::from(self, key, start.next_byte, start.next_line);
            let mut moved = start.next_byte;
            pipeline::in_order(
                pipeline::workers(),
                |_| batches.next().map(Into::into),
                |batch| parse::parse(&batch, &context),
                |rows| {
                    // A full queue means that there is work enough; a closed one, that there is no index.
                    let entries = load.put(rows)?;
                    let _ = to_index.send(entries);
                    if load.state.next_byte > moved + MOVE_AFTER {
                        moved = load.state.next_byte;
                        let _ = saved.try_send(());
                    }
                    let bytes = source.size + load.state.next_byte.unsigned_abs();
                    progress(Progress {
                        bytes,
                        of_bytes: 2 * source.size,
                        entities: load.state.entities.unsigned_abs(),
                    });
                    Ok(())
                },
            )?;
            let state = load.finish()?;
            drop(to_index);
            let _ = tell.send(Reach::of_case(&self.connection).at(&self.path)?);
            migration::make_indexes(&self.connection).at(&self.path)?;
            Ok(state)
        });
        self.close_index();
        state
    }
}

/// Adds entries, and keeps them once it is told how far the case goes.
///
/// They are added late: once all rows are in, one thread makes the case's own indexes, and this is the only other work
/// that there is for a second processor.
fn index_rows(mut entries: Entries, rows: &Receiver<Vec<TantivyDocument>>, told: &Receiver<Reach>) -> Result<()> {
    let mut held = VecDeque::with_capacity(HELD_BACK + 1);
    for batch in rows {
        held.push_back(batch);
        if held.len() > HELD_BACK {
            entries.add_all(held.pop_front())?;
        }
    }
    entries.add_all(held)?;
    entries.commit(|| told.recv().ok())
}

/// Moves what was committed from the journal into the file, by a connection of its own: the disk is waited for while the
/// load goes on.
fn move_to_file(path: &Path, wait: &Receiver<()>) {
    let Ok(connection) = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE) else { return };
    while wait.recv().is_ok() {
        // When it fails, the last connection to close does it.
        let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    }
}

/// A load: puts rows in and saves the state with them.
struct Load<'c> {
    case: &'c Case,
    actor: &'c str,
    source: &'c Source,
    key: i64,
    context: &'c Context,
    state: State,
    /// The state that was saved last.
    saved: State,
    writer: Option<Writer<'c>>,
}

impl<'c> Load<'c> {
    fn writer(&mut self) -> Result<Writer<'c>> {
        match self.writer.take() {
            Some(writer) => Ok(writer),
            None => {
                let mut writer = self.case.begin_transaction(self.actor)?;
                writer.name_action("import");
                Ok(writer)
            }
        }
    }

    /// Puts rows in, and gives their entries for the index.
    fn put(&mut self, mut rows: Rows) -> Result<Vec<TantivyDocument>> {
        let mut writer = self.writer()?;
        let first = writer.put_rows(&rows, self.key, self.context)?;
        for refused in &rows.refused {
            self.state.refused += 1;
            if self.state.refused <= LISTED {
                writer.skip(&self.source.path, Some(refused.line), &refused.reason)?;
            }
        }
        self.state.next_byte = rows.next_byte;
        self.state.next_line = rows.next_line;
        self.state.entities += rows.entities;
        self.state.statements += rows.statements;
        self.writer = Some(writer);
        if rows.is_checkpoint && self.state.next_byte > self.saved.next_byte {
            self.save()?;
        }
        let mut entries = std::mem::take(&mut rows.entries);
        if let Some(fields) = self.context.fields {
            for (place, entry) in &mut entries {
                fields.number(entry, first + *place as i64);
            }
        }
        Ok(entries.into_iter().map(|(_, entry)| entry).collect())
    }

    fn save(&mut self) -> Result<()> {
        let mut writer = self.writer()?;
        writer.save_state(self.key, self.source.id, &self.state)?;
        self.saved = self.state;
        writer.finish()
    }

    fn finish(mut self) -> Result<State> {
        self.state.is_finished = true;
        if self.state.refused > LISTED {
            let left = self.state.refused - LISTED;
            let mut writer = self.writer()?;
            let reason = format!(
                "{left} more lines or values were left out: correct the file by those listed, and import it again"
            );
            writer.skip(&self.source.path, None, &reason)?;
            self.writer = Some(writer);
        }
        self.save()?;
        Ok(self.state)
    }
}

impl Writer<'_> {
    /// Stores a source, compressed by several threads.
    fn keep_in_parallel(
        &mut self,
        source: &Source,
        bytes: &mut dyn Read,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<i64> {
        let key = self.insert_source(source, None)?;
        let mut pieces = HashedPieces::new(source, bytes);
        let mut number = 0;
        pipeline::in_order(
            pipeline::workers(),
            |_| pieces.next().map(Into::into),
            |piece| compress(&piece),
            |content| {
                self.case.store_piece(key, Part::Bytes, number, &content?)?;
                number += 1;
                let bytes = source.size.min((number * CHUNK) as u64);
                progress(Progress { bytes, of_bytes: 2 * source.size, entities: 0 });
                Ok(())
            },
        )?;
        pieces.check()?;
        Ok(key)
    }

    /// Puts rows in. Gives the id of the first.
    fn put_rows(&mut self, rows: &Rows, source: i64, context: &Context) -> Result<i64> {
        let Case { connection, path, .. } = self.case;
        let origin = self.origin_key(&context.origin)?;
        let mut insert = connection.prepare_cached(INSERT_LINE).at(path)?;
        let first = self.next_ids("record", rows.rows.len() as i64)?;
        for (row, id) in rows.rows.iter().zip(first..) {
            let schema = self.schema_key(row.schema)?;
            rows.record(row).insert_line(&mut insert, id, Keys { schema, source, origin }, row.checksum).at(path)?;
        }
        self.ledger.note_all("record", first, rows.rows.iter().map(|row| row.checksum));
        let mut insert =
            connection.prepare_cached("INSERT INTO reference (record, target) VALUES (?1, ?2)").at(path)?;
        for (place, target) in rows.targets() {
            insert.execute(params![first + place as i64, target]).at(path)?;
        }
        Ok(first)
    }

    fn save_state(&mut self, source: i64, id: SourceId, state: &State) -> Result<()> {
        let row = self.next_id("import")?;
        let checksum = state.checksum(&id);
        let State { next_byte, next_line, entities, statements, refused, is_finished } = *state;
        self.case
            .connection
            .prepare_cached(
                "INSERT INTO import (id, source, next_byte, next_line, entities, statements, refused, finished, checksum) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )
            .and_then(|mut insert| {
                insert.execute(params![
                    row, source, next_byte, next_line, entities, statements, refused, is_finished, checksum
                ])
            })
            .at(&self.case.path)?;
        self.ledger.note("import", row, checksum);
        Ok(())
    }
}
