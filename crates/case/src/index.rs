//! The full-text index: a cache beside the case, in the folder `NAME.umbra-index`.
//!
//! It holds one entry for every record that says something in words and one for every passage of a source's text.
//! An entry keeps no words to show, only where in the case they stand, so the case stays the only truth. Since a case only
//! grows, so does its index: it remembers up to which entry of the audit log it goes, by number and hash, and takes
//! in what came after. Where it is missing, damaged, or of another case or version, it is made anew.

mod content;
mod fold;
mod passages;
mod search;
mod tokens;

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError};
use umbra_model::PropertyType;

use crate::error::{At, CaseError, Result};
use crate::{Case, Stated, file, log};

pub use search::{Hit, HitKind};
pub use tokens::{Stream, Tokens};

/// Raised when the same text is taken apart in another way: indexes made before are then made anew.
const FORMAT: u32 = 1;

/// The name under which the index knows our tokenizer.
const TOKENIZER: &str = "umbra";

/// Memory for the index while a few documents are added, in bytes; the least that tantivy takes.
const SMALL_BUDGET: usize = 16 << 20;

/// Memory for the index during a large import, in bytes.
const LARGE_BUDGET: usize = 120 << 20;

/// So many entries are handed over in one go. The queue, of 10,000 places, is to stay a bound on memory.
const TOGETHER: usize = 8;

/// How far an index goes. Kept with it, as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reach {
    format: u32,
    /// The audit log's entry.
    seq: i64,
    hash: String,
    /// The last record and the last source in it.
    record: i64,
    source: i64,
}

impl Reach {
    /// How far the case goes.
    pub(crate) fn of_case(connection: &Connection) -> rusqlite::Result<Self> {
        let (seq, hash) = log::head(connection)?;
        let last = |table: &str| {
            connection.query_row(&format!("SELECT coalesce(max(id), 0) FROM {table}"), [], |row| row.get(0))
        };
        Ok(Self { format: FORMAT, seq, hash: hex(&hash), record: last("record")?, source: last("source")? })
    }

    /// Whether the case has come by here.
    fn is_past_of(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let hash = log::hash_at(connection, self.seq)?;
        Ok(self.format == FORMAT && hash.is_some_and(|hash| hex(&hash) == self.hash))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The fields of an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    name: Field,
    text: Field,
    record: Field,
    source: Field,
    start: Field,
    end: Field,
}

impl Fields {
    fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let words = TextOptions::default().set_indexing_options(indexing);
        let fields = Self {
            name: schema.add_text_field("name", words.clone()),
            text: schema.add_text_field("text", words),
            record: schema.add_u64_field("record", FAST),
            source: schema.add_u64_field("source", FAST),
            start: schema.add_u64_field("start", FAST),
            end: schema.add_u64_field("end", FAST),
        };
        (schema.build(), fields)
    }
}

/// An index, open.
pub(crate) struct Index {
    folder: PathBuf,
    index: tantivy::Index,
    fields: Fields,
    reader: IndexReader,
    /// How far it goes; `None` when it is empty.
    reach: Option<Reach>,
}

impl Index {
    /// Opens the index if it is whole and of this case, else begins an empty one. Where the folder can't be
    /// written to, the index is made in memory.
    fn open(case: &Case) -> Result<Self> {
        let folder = file::index_folder(&case.path);
        let (schema, fields) = Fields::schema();
        if let Some(index) = open_whole(&folder).filter(|index| index.schema() == schema) {
            let found = Self::of(folder.clone(), index, fields)?;
            if let Some(reach) = &found.reach
                && reach.is_past_of(&case.connection).at(&case.path)?
            {
                return Ok(found);
            }
        }
        let made = match clear(&folder) {
            Ok(()) => tantivy::Index::create_in_dir(&folder, schema.clone()),
            Err(error) => Err(TantivyError::from(error)),
        };
        let index = match made {
            Ok(index) => index,
            Err(error) if is_disk_full(&error) => return Err(CaseError::DiskFull(folder)),
            Err(_) => tantivy::Index::create_in_ram(schema),
        };
        Self::of(folder, index, fields)
    }

    fn of(folder: PathBuf, index: tantivy::Index, fields: Fields) -> Result<Self> {
        index.tokenizers().register(TOKENIZER, Tokens::default());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| wrong(&folder, &error))?;
        let payload = index.load_metas().map_err(|error| wrong(&folder, &error))?.payload;
        let reach = payload.and_then(|payload| serde_json::from_str(&payload).ok());
        Ok(Self { folder, index, fields, reader, reach })
    }

    /// Begins to add entries. `None` when another process is at it.
    pub(crate) fn begin(&self, large: bool) -> Result<Option<Entries>> {
        let budget = if large { LARGE_BUDGET } else { SMALL_BUDGET };
        match self.index.writer_with_num_threads(1, budget) {
            Ok(writer) => {
                if large {
                    // Merging would take more time than searching a few dozen segments does.
                    writer.set_merge_policy(Box::new(NoMergePolicy));
                }
                Ok(Some(Entries { folder: self.folder.clone(), writer, fields: self.fields }))
            }
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => Ok(None),
            Err(error) => Err(wrong(&self.folder, &error)),
        }
    }

    /// The last record and source that it holds.
    fn last(&self) -> (i64, i64) {
        self.reach.as_ref().map_or((0, 0), |reach| (reach.record, reach.source))
    }

    /// Takes in what the case has and the index has not.
    fn catch_up(&mut self, case: &Case) -> Result<()> {
        // One transaction, so that all is read from one state of the case.
        let transaction = case
            .connection
            .is_autocommit()
            .then(|| case.connection.unchecked_transaction())
            .transpose()
            .at(&case.path)?;
        let reach = Reach::of_case(&case.connection).at(&case.path)?;
        if self.reach.as_ref() == Some(&reach) {
            return Ok(());
        }
        let (record, source) = self.last();
        let large = reach.record - record > 20_000;
        let Some(mut entries) = self.begin(large)? else { return Ok(()) };
        entries.add_records(case, record)?;
        entries.add_sources(case, source)?;
        drop(transaction);
        entries.commit(|| Some(reach.clone()))?;
        self.reach = Some(reach);
        self.reader.reload().map_err(|error| wrong(&self.folder, &error))
    }
}

/// Entries being added.
pub(crate) struct Entries {
    folder: PathBuf,
    writer: IndexWriter,
    fields: Fields,
}

impl Entries {
    pub(crate) fn fields(&self) -> Fields {
        self.fields
    }

    /// Adds an entry, complete with its number.
    pub(crate) fn add(&mut self, entry: TantivyDocument) -> Result<()> {
        self.writer.add_document(entry).map(|_| ()).map_err(|error| wrong(&self.folder, &error))
    }

    /// Adds batches of entries.
    pub(crate) fn add_all(&mut self, batches: impl IntoIterator<Item = Vec<TantivyDocument>>) -> Result<()> {
        let mut entries = batches.into_iter().flatten().map(UserOperation::Add);
        loop {
            let few: Vec<_> = entries.by_ref().take(TOGETHER).collect();
            if few.is_empty() {
                return Ok(());
            }
            self.writer.run(few).map_err(|error| wrong(&self.folder, &error))?;
        }
    }

    /// Adds the records after one.
    fn add_records(&mut self, case: &Case, after: i64) -> Result<()> {
        let sql = format!("SELECT {} FROM record WHERE record.id > ? ORDER BY record.id", crate::record::COLUMNS);
        let (mut current, mut values, mut added) = (0, Vec::new(), Ok(()));
        case.each_of(&sql, &[rusqlite::types::Value::Integer(after)], |Stated { id, statement, .. }| {
            if id.record() != current && added.is_ok() {
                added = self.add_record(current, &values);
                values.clear();
            }
            current = id.record();
            // Candidates and reviews are no part of what a case says.
            if !statement.schema().is_aside() {
                values.push((statement.property().kind(), statement.value().to_owned()));
            }
        })?;
        added.and_then(|()| self.add_record(current, &values))
    }

    fn add_record(&mut self, record: i64, values: &[(PropertyType, String)]) -> Result<()> {
        match self.fields.entry(values.iter().map(|(kind, value)| (*kind, value.as_str()))) {
            Some(mut entry) => {
                self.fields.number(&mut entry, record);
                self.add(entry)
            }
            None => Ok(()),
        }
    }

    /// Adds the texts of the sources after one.
    fn add_sources(&mut self, case: &Case, after: i64) -> Result<()> {
        let keys: Vec<i64> = case
            .connection
            .prepare_cached("SELECT id FROM source WHERE id > ?1 AND characters IS NOT NULL ORDER BY id")
            .and_then(|mut select| select.query_map([after], |row| row.get(0))?.collect())
            .at(&case.path)?;
        for key in keys {
            let Some(text) = case.text_of_key(key)? else { continue };
            for passage in passages::passages(text.as_str()) {
                let mut entry = TantivyDocument::with_capacity(passage.len() + 64);
                entry.add_text(self.fields.text, &text.as_str()[passage.clone()]);
                entry.add_u64(self.fields.source, key.unsigned_abs());
                entry.add_u64(self.fields.start, passage.start as u64);
                entry.add_u64(self.fields.end, passage.end as u64);
                self.add(entry)?;
            }
        }
        Ok(())
    }

    /// Keeps the entries, once it is known how far the case goes. The wait for it is put to use: by then all is written.
    ///
    /// Without an answer nothing is kept.
    pub(crate) fn commit(mut self, reach: impl FnOnce() -> Option<Reach>) -> Result<()> {
        let wrong = |error| wrong(&self.folder, &error);
        let mut commit = self.writer.prepare_commit().map_err(wrong)?;
        let Some(reach) = reach() else { return commit.abort().map(|_| ()).map_err(wrong) };
        commit.set_payload(&serde_json::to_string(&reach).expect("numbers and text always serialise"));
        commit.commit().map_err(wrong)?;
        self.writer.wait_merging_threads().map_err(wrong)
    }
}

/// Opens an index whose files all have the checksums that they were written with; reading a damaged one could end
/// anyhow. Takes some milliseconds for 100 MB.
fn open_whole(folder: &Path) -> Option<tantivy::Index> {
    let is_cut = |entry: std::io::Result<fs::DirEntry>| {
        let Ok(entry) = entry else { return true };
        // Locks are empty; whatever else has a footer or is JSON, and tantivy expects as much.
        entry.path().extension().is_some_and(|extension| extension != "lock")
            && entry.metadata().map_or(0, |m| m.len()) < 8
    };
    if fs::read_dir(folder).ok()?.any(is_cut) {
        return None;
    }
    let index = tantivy::Index::open_in_dir(folder).ok()?;
    index.validate_checksum().ok()?.is_empty().then_some(index)
}

/// Empties the folder, save for the lock of the one writer.
fn clear(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() != "writer.lock" {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_disk_full(error: &TantivyError) -> bool {
    let text = error.to_string();
    // The kind of the system's error is wrapped several times over, differently each time.
    text.contains("StorageFull") || text.contains("No space left") || text.contains("QuotaExceeded")
}

fn wrong(folder: &Path, error: &TantivyError) -> CaseError {
    if is_disk_full(error) {
        return CaseError::DiskFull(folder.to_owned());
    }
    CaseError::Index { path: folder.to_owned(), reason: error.to_string() }
}

impl Case {
    /// Brings the full-text index up to date with the case. [`Writer::commit`](crate::Writer::commit) and
    /// [`Case::search`] do so by themselves.
    ///
    /// # Errors
    /// [`CaseError::Index`] or [`CaseError::DiskFull`]; the case itself is not touched.
    pub fn update_index(&self) -> Result<()> {
        let mut slot = self.index.borrow_mut();
        let mut index = match slot.take() {
            Some(index) => index,
            None => Index::open(self)?,
        };
        if index.catch_up(self).is_err() {
            // Damaged, or of a past that this case never had: once more from nothing.
            let folder = index.folder.clone();
            drop(index);
            clear(&folder).map_err(|error| CaseError::of_io(&folder, error))?;
            index = Index::open(self)?;
            index.catch_up(self)?;
        }
        *slot = Some(index);
        Ok(())
    }

    /// Begins to add entries for what will be written next. `None` when that can't be: the index then catches up later.
    pub(crate) fn begin_index(&self) -> Option<Entries> {
        self.update_index().ok()?;
        self.index.borrow().as_ref()?.begin(true).ok()?
    }

    /// Has the index opened anew when it is needed next.
    pub(crate) fn close_index(&self) {
        self.index.take();
    }
}
