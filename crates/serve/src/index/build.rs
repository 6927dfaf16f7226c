//! Making an index from the lines of a file, on all processors.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde_json::Value;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter, TantivyError, Term};
use umbra_model::{Entity, FtmReader, parse_line};

use super::fields::Fields;
use super::folder::{Folder, Stamp};
use super::number::hash;
use super::snapshot::Snapshot;
use crate::error::{Result, ServeError};
use crate::source::{Lines, Source};

/// Memory for the index while it is made, in bytes.
const BUDGET: usize = 256 << 20;
/// Lines handed over at once.
const TOGETHER: usize = 256;

/// An index as it was made.
pub(crate) struct Built {
    pub index: Index,
    pub path: PathBuf,
    pub stamp: Stamp,
    /// The first line that gave no entity, with its fault.
    pub first_fault: Option<String>,
}

/// What the threads that make an index share.
struct Work<'a> {
    writer: IndexWriter,
    fields: Fields,
    dataset: &'a str,
    referents: &'a HashMap<String, Vec<String>>,
    seen: Mutex<HashSet<u64>>,
    /// Entities of which another line was taken already, by line.
    again: Mutex<BTreeMap<u64, Entity>>,
    faults: AtomicU64,
    first_fault: Mutex<Option<(u64, String)>>,
}

/// Lines with their numbers.
type Batch = Vec<(u64, Vec<u8>)>;

impl Built {
    /// Makes the index of a file anew.
    pub fn make(folder: &Folder, source: &Source, stamp: &Stamp) -> Result<Self> {
        let (index, path) = folder.begin()?;
        let made = Self::fill(index, path.clone(), source, stamp);
        if made.is_err() {
            // Without a stamp it counts for nothing; what is left of it goes with the next.
            let _ = std::fs::remove_dir_all(path);
        }
        made
    }

    fn fill(index: Index, path: PathBuf, source: &Source, stamp: &Stamp) -> Result<Self> {
        let wrong = |error: TantivyError| ServeError::index(&path, &error);
        let threads = thread::available_parallelism().map_or(1, usize::from).min(8);
        let writer: IndexWriter = index.writer_with_num_threads(threads, BUDGET).map_err(wrong)?;
        // Merging would take more time than reading a dozen parts does.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let Lines { input, referents } = source.lines()?;
        let (_, fields) = Fields::schema();
        let work = Work {
            writer,
            fields,
            dataset: &stamp.dataset,
            referents: &referents,
            seen: Mutex::default(),
            again: Mutex::default(),
            faults: AtomicU64::new(0),
            first_fault: Mutex::default(),
        };
        let (hand_over, take) = sync_channel::<Batch>(threads * 2);
        let take = Mutex::new(take);
        let ended: Result<()> = thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| work.take_all(&take).map_err(&wrong))).collect();
            let mut reader = FtmReader::new(input);
            let mut batch = Batch::with_capacity(TOGETHER);
            while let Some(line) = reader.next_line() {
                match line {
                    Ok((number, line)) => batch.push((number, line.to_vec())),
                    Err(error) => work.fault(error.line, error.fault.to_string()),
                }
                if batch.len() == TOGETHER && hand_over.send(std::mem::take(&mut batch)).is_err() {
                    break;
                }
            }
            let _ = hand_over.send(batch);
            drop(hand_over);
            workers.into_iter().try_for_each(|worker| worker.join().expect("a worker hands its errors back"))
        });
        ended?;
        let Work { mut writer, again, faults, first_fault, .. } = work;
        let again = again.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !again.is_empty() {
            writer.commit().map_err(wrong)?;
            merge_again(&index, &path, &writer, fields, &stamp.dataset, again)?;
        }
        let stamp = stamp.with_faults(faults.into_inner());
        commit(&mut writer, &stamp).map_err(wrong)?;
        writer.wait_merging_threads().map_err(wrong)?;
        let first_fault = first_fault.into_inner().unwrap_or_else(PoisonError::into_inner);
        let first_fault = first_fault.map(|(line, fault)| format!("line {line}: {fault}"));
        Ok(Self { index, path, stamp, first_fault })
    }
}

impl Work<'_> {
    fn take_all(&self, take: &Mutex<Receiver<Batch>>) -> std::result::Result<(), TantivyError> {
        let mut ended = Ok(());
        loop {
            let batch = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(batch) = batch else { return ended };
            // After an error the rest is only taken out of the way: whoever hands it over must not wait for ever.
            if ended.is_ok() {
                ended = self.take_batch(batch);
            }
        }
    }

    fn take_batch(&self, batch: Batch) -> std::result::Result<(), TantivyError> {
        for (number, line) in batch {
            match parse_line(&line) {
                Ok(raw) => self.take(number, Entity::from(raw))?,
                Err((fault, _)) => self.fault(number, fault.to_string()),
            }
        }
        Ok(())
    }

    fn take(&self, number: u64, entity: Entity) -> std::result::Result<(), TantivyError> {
        let mut entity = if entity.schema().is_own() { entity.to_ftm() } else { entity };
        if let Some(others) = self.referents.get(entity.id().as_str()) {
            entity.set_context("referents", Value::from(others.clone()));
        }
        let known = hash(&[entity.id().as_str()]);
        if self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(known) {
            self.writer.add_document(self.fields.document(&entity, self.dataset, number))?;
        } else {
            self.again.lock().unwrap_or_else(PoisonError::into_inner).insert(number, entity);
        }
        Ok(())
    }

    fn fault(&self, line: u64, fault: String) {
        self.faults.fetch_add(1, Ordering::Relaxed);
        let mut first = self.first_fault.lock().unwrap_or_else(PoisonError::into_inner);
        if first.as_ref().is_none_or(|(known, _)| *known > line) {
            *first = Some((line, fault));
        }
    }
}

/// Brings the lines that speak of one entity together.
fn merge_again(
    index: &Index,
    path: &Path,
    writer: &IndexWriter,
    fields: Fields,
    dataset: &str,
    again: BTreeMap<u64, Entity>,
) -> Result<()> {
    let wrong = |error: TantivyError| ServeError::index(path, &error);
    let known = Snapshot::of(index, path)?;
    let mut merged: BTreeMap<String, (u64, Entity)> = BTreeMap::new();
    for (number, entity) in again {
        let id = entity.id().to_string();
        let first = match merged.remove(&id) {
            Some((_, first)) => Some(first),
            None => known.entity(&id).map_err(wrong)?,
        };
        let mut whole = first.unwrap_or_else(|| entity.clone());
        // Of two that can't be one, the first stays.
        let _ = whole.merge(&entity);
        merged.insert(id, (number, whole));
    }
    for (id, (number, entity)) in merged {
        writer.delete_term(Term::from_field_text(fields.id, &id));
        writer.add_document(fields.document(&entity, dataset, number)).map_err(wrong)?;
    }
    Ok(())
}

/// Keeps what was added and deleted, with the stamp, in one step.
pub(super) fn commit(writer: &mut IndexWriter, stamp: &Stamp) -> std::result::Result<(), TantivyError> {
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&serde_json::to_string(stamp).expect("numbers and text always serialise"));
    commit.commit().map(|_| ())
}
