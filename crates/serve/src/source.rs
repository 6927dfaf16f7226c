//! The files that entities come from.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::UNIX_EPOCH;

use flate2::bufread::MultiGzDecoder;
use serde_json::Value;
use umbra_case::Case;
use umbra_find::Facts;
use umbra_report::{FtmOptions, export_ftm};

use crate::error::{Result, ServeError};

/// Bytes read at once.
const BUFFER: usize = 1 << 18;

/// A file of entities.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    path: PathBuf,
    is_case: bool,
}

/// Lines of entities, and by id the other ids that a case judges to mean the same.
pub(crate) struct Lines {
    pub input: Box<dyn BufRead + Send>,
    pub referents: HashMap<String, Vec<String>>,
}

impl Source {
    pub fn new(path: &Path) -> Self {
        let is_case = path.extension().is_some_and(|extension| extension == "umbra");
        Self { path: path.to_owned(), is_case }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name to serve it under, and its title: those that a catalogue beside the file gives; else the file's name
    /// without its endings, or the folder's where the file's says nothing.
    pub fn name(&self) -> (String, String) {
        if let Some(found) = self.catalogued() {
            return found;
        }
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let mut stem = name.as_ref();
        while let Some(shorter) = [".gz", ".json", ".jsonl", ".ndjson", ".ijson", ".ftm", ".umbra"]
            .iter()
            .find_map(|ending| stem.strip_suffix(ending).filter(|rest| !rest.is_empty()))
        {
            stem = shorter;
        }
        let whole = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let folder = whole.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        let says_nothing = ["entities", "data", "export"].contains(&stem);
        let name = match folder {
            Some(folder) if says_nothing && !folder.is_empty() => folder,
            _ => stem.to_owned(),
        };
        (name.clone(), name)
    }

    /// What `index.json` beside a downloaded file says of the dataset.
    fn catalogued(&self) -> Option<(String, String)> {
        let catalogue = self.path.parent()?.join("index.json");
        let catalogue: Value = serde_json::from_slice(&fs::read(catalogue).ok()?).ok()?;
        let resources = catalogue.get("resources")?.as_array()?;
        let own = self.path.file_name()?.to_str()?;
        let is_listed = resources.iter().filter_map(|resource| resource.get("name")?.as_str()).any(|name| name == own);
        let name = catalogue.get("name")?.as_str().filter(|_| is_listed)?.to_owned();
        let title = catalogue.get("title").and_then(Value::as_str).unwrap_or(&name).to_owned();
        Some((name, title))
    }

    /// What tells the file from its other states: of a case its log, which only grows; of a file its length and date.
    pub fn state(&self) -> Result<String> {
        if self.is_case {
            let log = Case::open_read_only(&self.path)?.log()?;
            return Ok(log.last().map_or_else(String::new, |entry| format!("log {}", entry.hash)));
        }
        Ok(format!("file {}", self.look()?))
    }

    /// What can be seen of the file without opening it. As long as it stays, so does the state.
    pub fn look(&self) -> Result<String> {
        let mut seen = look(&self.path)?;
        if self.is_case {
            let mut journal = self.path.clone().into_os_string();
            journal.push("-wal");
            seen += &look(Path::new(&journal)).unwrap_or_default();
        }
        Ok(seen)
    }

    /// Opens it. A case is put together first, as FollowTheMoney has it, its accusations with their standing.
    pub fn lines(&self) -> Result<Lines> {
        if !self.is_case {
            return Ok(Lines { input: open(&self.path)?, referents: HashMap::new() });
        }
        let case = Case::open_read_only(&self.path)?;
        let facts = Facts::of_case(&case)
            .map_err(|error| ServeError::Facts { path: self.path.clone(), reason: error.to_string() })?;
        let several = facts.profiles().filter(|profile| profile.ids().len() > 1);
        let referents = several.map(|profile| {
            let others = profile.ids().iter().filter(|id| *id != profile.id());
            (profile.id().to_string(), others.map(ToString::to_string).collect())
        });
        let referents = referents.collect();
        let (input, output) = io::pipe().map_err(ServeError::Start)?;
        thread::spawn(move || {
            let mut output = BufWriter::with_capacity(BUFFER, output);
            // Whoever reads stops early only when the index can't be written, and says so.
            let _ = export_ftm(&facts, FtmOptions::default(), &mut output);
            let _ = output.flush();
        });
        Ok(Lines { input: Box::new(BufReader::with_capacity(BUFFER, input)), referents })
    }
}

/// A file's length and date.
pub(crate) fn look(path: &Path) -> Result<String> {
    let metadata = fs::metadata(path).map_err(ServeError::read(path))?;
    if metadata.is_dir() {
        return Err(ServeError::read(path)(io::Error::other("it is a folder")));
    }
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Ok(format!("{} {}", metadata.len(), changed.map_or(0, |since| since.as_nanos())))
}

/// Opens a file, unpacking it where it is gzip.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead + Send>> {
    let mut file = BufReader::with_capacity(BUFFER, File::open(path).map_err(ServeError::read(path))?);
    let is_packed = file.fill_buf().map_err(ServeError::read(path))?.starts_with(&[0x1f, 0x8b]);
    Ok(if is_packed { Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(file))) } else { Box::new(file) })
}

/// The hash of a file's content.
pub(crate) fn digest(path: &Path) -> Result<String> {
    let mut file = File::open(path).map_err(ServeError::read(path))?;
    let (mut hasher, mut buffer) = (blake3::Hasher::new(), vec![0; BUFFER]);
    loop {
        let count = file.read(&mut buffer).map_err(ServeError::read(path))?;
        if count == 0 {
            return Ok(hasher.finalize().to_hex().to_string());
        }
        hasher.update(&buffer[..count]);
    }
}
