//! Where an index lies, and what it is an index of.
//!
//! The folder holds one subfolder a generation, `g1`, `g2`, ... A generation counts once its last commit bears a [`Stamp`], so
//! one whose making was cut short is passed over and cleared away. A new one is made beside the old, which readers keep.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::{Index, IndexSettings};

use super::fields::Fields;
use super::{FORMAT, TOKENIZER};
use crate::error::{Result, ServeError};

/// What an index was made of. Kept with it, as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    format: u32,
    /// The name that entities without datasets of their own are given.
    pub dataset: String,
    /// What tells the file from its earlier and later states.
    pub source: String,
    /// The delta files taken in, in order: name, and hash of the content.
    pub deltas: Vec<(String, String)>,
    /// How many entities of the file could not be read.
    pub faults: u64,
}

impl Stamp {
    pub fn new(dataset: &str, source: String) -> Self {
        Self { format: FORMAT, dataset: dataset.to_owned(), source, deltas: Vec::new(), faults: 0 }
    }

    /// The same, with another number of lines that could not be read.
    pub fn with_faults(&self, faults: u64) -> Self {
        Self { faults, ..self.clone() }
    }

    /// Whether an index with this stamp has no more to take in for the other but the last of its deltas.
    pub fn leads_to(&self, other: &Self) -> bool {
        (self.format, &self.dataset, &self.source) == (other.format, &other.dataset, &other.source)
            && other.deltas.starts_with(&self.deltas)
    }
}

/// The folder of an index.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
}

/// Held while an index is made or changed, so that two programs do not do so at once.
pub(crate) struct Lock(#[expect(dead_code, reason = "closing the file gives the lock back")] File);

impl Folder {
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Waits until no other program changes the index.
    pub fn lock(&self) -> Result<Lock> {
        let wrong = |error: std::io::Error| {
            ServeError::index(&self.root, &format!("{error} (--index-dir names another place for it)"))
        };
        fs::create_dir_all(&self.root).map_err(wrong)?;
        let file = File::create(self.root.join("lock")).map_err(wrong)?;
        file.lock().map_err(wrong)?;
        Ok(Lock(file))
    }

    /// The generations, newest first.
    fn generations(&self) -> Vec<(u64, PathBuf)> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let mut all: Vec<(u64, PathBuf)> = entries
            .filter_map(|entry| Some((entry.file_name().to_str()?.strip_prefix('g')?.parse().ok()?, entry.path())))
            .collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        all
    }

    /// The newest whole index that leads to a stamp, with its own.
    pub fn open(&self, wanted: &Stamp) -> Option<(Index, PathBuf, Stamp)> {
        self.generations().into_iter().find_map(|(_, path)| {
            let index = open_whole(&path)?;
            let payload = index.load_metas().ok()?.payload?;
            let stamp: Stamp = serde_json::from_str(&payload).ok()?;
            stamp.leads_to(wanted).then_some((index, path, stamp))
        })
    }

    /// Begins a new generation.
    pub fn begin(&self) -> Result<(Index, PathBuf)> {
        let wrong = |error: &dyn std::fmt::Display| ServeError::index(&self.root, error);
        let number = self.generations().first().map_or(1, |(number, _)| number + 1);
        let path = self.root.join(format!("g{number}"));
        fs::create_dir_all(&path).map_err(|error| wrong(&error))?;
        let (schema, _) = Fields::schema();
        let builder = Index::builder().schema(schema).settings(IndexSettings::default());
        let index = builder.create_in_dir(&path).map_err(|error| wrong(&error))?;
        index.tokenizers().register(TOKENIZER, umbra_case::Tokens::default());
        Ok((index, path))
    }

    /// Clears away every generation but one. Whoever reads another keeps it open until done.
    pub fn keep_only(&self, kept: &Path) {
        for (_, path) in self.generations().into_iter().filter(|(_, path)| path != kept) {
            // What can't be removed now is removed the next time.
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Opens an index whose files all have the checksums that they were written with.
fn open_whole(path: &Path) -> Option<Index> {
    let is_cut = |entry: std::io::Result<fs::DirEntry>| {
        let Ok(entry) = entry else { return true };
        // Locks are empty; whatever else has a footer or is JSON, and tantivy expects as much.
        entry.path().extension().is_some_and(|extension| extension != "lock")
            && entry.metadata().map_or(0, |metadata| metadata.len()) < 8
    };
    if fs::read_dir(path).ok()?.any(is_cut) {
        return None;
    }
    let index = Index::open_in_dir(path).ok()?;
    let (schema, _) = Fields::schema();
    let is_whole = index.schema() == schema && index.validate_checksum().ok()?.is_empty();
    index.tokenizers().register(TOKENIZER, umbra_case::Tokens::default());
    is_whole.then_some(index)
}
