//! A dataset: a file of entities, its index, and the changes that come to it while it is served.
//!
//! The truth is the file and, in the folder `FILE-delta` beside it, the changes published since: files of lines
//! `{"op": "ADD" | "MOD" | "DEL", "entity": {...}}`, taken in the order of their names, each as a whole or not at all. The index
//! in `FILE-match` is a cache of both.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::error::{Result, ServeError};
use crate::index::{Built, Folder, Snapshot, Stamp, apply};
use crate::source::{Source, digest, look};

/// Endings of delta files; whatever else lies in the folder, such as a file that is still being copied, is passed over.
const DELTA_ENDINGS: [&str; 4] = [".json", ".jsonl", ".json.gz", ".jsonl.gz"];

/// A dataset that is served.
pub(crate) struct Dataset {
    /// The name in addresses.
    pub name: String,
    /// The name for people.
    pub title: String,
    source: Source,
    folder: Folder,
    deltas: PathBuf,
    current: RwLock<Current>,
    /// What could be seen of the files when they were last taken in. Held while they are.
    seen: Mutex<String>,
}

/// The state that requests are answered from.
#[derive(Clone)]
pub(crate) struct Current {
    /// The index.
    pub snapshot: Arc<Snapshot>,
    /// What it is an index of, in short.
    pub version: String,
    stamp: Stamp,
}

/// What a dataset's opening or update came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The dataset.
    pub dataset: String,
    /// How many entities it holds now.
    pub entities: u64,
    /// Whether the index was made anew.
    pub rebuilt: bool,
    /// How many changes were taken from delta files.
    pub changes: usize,
    /// How many lines of the file gave no entity.
    pub faults: u64,
    /// The first of them, with its place, where the index was made anew.
    pub first_fault: Option<String>,
}

impl Dataset {
    /// Opens a file's index, or makes it.
    pub fn open(path: &Path, index_dir: Option<&Path>) -> Result<(Self, Taken)> {
        let source = Source::new(path);
        let (name, title) = source.name();
        let root = match index_dir {
            Some(folder) => folder.join(beside(Path::new(&name), "-match")),
            None => beside(path, "-match"),
        };
        let (folder, deltas) = (Folder::new(root), beside(path, "-delta"));
        let seen = look_at(&source, &deltas)?;
        let wanted = Stamp::new(&name, source.state()?);
        let lock = folder.lock()?;
        let (mut current, mut taken) = match folder.open(&wanted_with(&wanted, &deltas)?) {
            Some((index, path, stamp)) => {
                let snapshot = Snapshot::of(&index, &path)?;
                let taken = Taken::of(&name, &snapshot, &stamp);
                folder.keep_only(&path);
                (Current::new(snapshot, stamp), taken)
            }
            None => build(&folder, &source, &wanted)?,
        };
        let ended = catch_up(&mut current, &wanted_with(&wanted, &deltas)?, &deltas, &mut taken);
        drop(lock);
        ended?;
        let (current, seen) = (RwLock::new(current), Mutex::new(seen));
        Ok((Self { name, title, source, folder, deltas, current, seen }, taken))
    }

    /// The state to answer from.
    pub fn current(&self) -> Current {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.source.path()
    }

    /// Takes in what has come since: a new state of the file, new delta files. `None` when nothing has. Requests are answered from
    /// the old state until the new one is whole. What can't be taken is an error once, until the files change again.
    pub fn update(&self) -> Result<Option<Taken>> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let now = look_at(&self.source, &self.deltas)?;
        if *seen == now {
            return Ok(None);
        }
        *seen = now;
        let base = Stamp::new(&self.name, self.source.state()?);
        let wanted = wanted_with(&base, &self.deltas)?;
        let mut current = self.current();
        if current.stamp.with_faults(0) == wanted {
            return Ok(None);
        }
        let lock = self.folder.lock()?;
        let mut taken = Taken::of(&self.name, &current.snapshot, &current.stamp);
        if let Some((index, path, stamp)) = self.folder.open(&wanted) {
            current = Current::new(Snapshot::of(&index, &path)?, stamp);
        } else {
            (current, taken) = build(&self.folder, &self.source, &base)?;
        }
        let ended = catch_up(&mut current, &wanted, &self.deltas, &mut taken);
        let kept = current.snapshot.path().to_owned();
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = current;
        self.folder.keep_only(&kept);
        drop(lock);
        ended.map(|()| Some(taken))
    }
}

impl Current {
    fn new(snapshot: Arc<Snapshot>, stamp: Stamp) -> Self {
        let json = serde_json::to_vec(&stamp).expect("numbers and text always serialise");
        let version = blake3::hash(&json).to_hex().as_str()[..12].to_owned();
        Self { snapshot, version, stamp }
    }
}

impl Taken {
    fn of(dataset: &str, snapshot: &Snapshot, stamp: &Stamp) -> Self {
        let (entities, faults) = (snapshot.len(), stamp.faults);
        Self { dataset: dataset.to_owned(), entities, rebuilt: false, changes: 0, faults, first_fault: None }
    }
}

fn build(folder: &Folder, source: &Source, stamp: &Stamp) -> Result<(Current, Taken)> {
    let Built { index, path, stamp, first_fault } = Built::make(folder, source, stamp)?;
    let snapshot = Snapshot::of(&index, &path)?;
    if snapshot.len() == 0 {
        let first = first_fault.map(|fault| format!(" ({fault})")).unwrap_or_default();
        return Err(ServeError::NoEntities { path: source.path().to_owned(), first });
    }
    folder.keep_only(&path);
    let taken = Taken { rebuilt: true, first_fault, ..Taken::of(&stamp.dataset, &snapshot, &stamp) };
    Ok((Current::new(snapshot, stamp), taken))
}

/// Takes in the delta files that the index lacks, one by one.
fn catch_up(current: &mut Current, wanted: &Stamp, deltas: &Path, taken: &mut Taken) -> Result<()> {
    for delta in wanted.deltas.iter().skip(current.stamp.deltas.len()) {
        let path = current.snapshot.path().to_owned();
        let mut stamp = current.stamp.clone();
        stamp.deltas.push(delta.clone());
        let index = current.snapshot.reopened()?;
        taken.changes += apply(&index, &path, &deltas.join(&delta.0), &stamp)?;
        *current = Current::new(Snapshot::of(&index, &path)?, stamp);
        taken.entities = current.snapshot.len();
    }
    Ok(())
}

/// The stamp of an index that has taken in all delta files there are.
fn wanted_with(base: &Stamp, deltas: &Path) -> Result<Stamp> {
    let mut wanted = base.clone();
    for name in delta_files(deltas)? {
        let hash = digest(&deltas.join(&name))?;
        wanted.deltas.push((name, hash));
    }
    Ok(wanted)
}

/// The names of the delta files, in order.
fn delta_files(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(ServeError::read(folder))? {
        let name = entry.map_err(ServeError::read(folder))?.file_name();
        let is_delta = |name: &&str| !name.starts_with('.') && DELTA_ENDINGS.iter().any(|end| name.ends_with(end));
        names.extend(name.to_str().filter(is_delta).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// What can be seen of the file and its deltas without opening them.
fn look_at(source: &Source, deltas: &Path) -> Result<String> {
    let mut seen = source.look()?;
    for name in delta_files(deltas)? {
        seen += &format!("\n{name} {}", look(&deltas.join(&name))?);
    }
    Ok(seen)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}
