//! Which case file a command means.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use umbra_case::Case;

use crate::exit::Usage;

/// Opens the case file that was named, or the only one in the current folder, for reading.
pub fn open(named: Option<&Path>) -> Result<(Case, PathBuf)> {
    let path = find(named)?;
    Ok((Case::open_read_only(&path)?, path))
}

/// Whether an argument is meant for a case file, where a name could stand too.
pub fn is_meant(argument: &str) -> bool {
    Path::new(argument).extension().is_some_and(|extension| extension == "umbra")
}

/// Whether the file is a case, by its name or by the first bytes of every SQLite file.
pub fn is_case(path: &Path) -> bool {
    let by_name = path.extension().is_some_and(|extension| extension == "umbra");
    let mut head = [0; 15];
    by_name
        || File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok_and(|()| &head == b"SQLite format 3")
}

/// The case file that was named, or the only one in the current folder.
pub fn find(named: Option<&Path>) -> Result<PathBuf> {
    if let Some(path) = named {
        if path.exists() {
            return Ok(path.to_owned());
        }
        let mut hint = format!("there is no case file {}", path.display());
        if path.extension().is_none() {
            hint.push_str("; case files end in .umbra, and a name of several words goes in quotes, as in \"Ma Aijun\"");
        }
        return Err(Usage(hint).into());
    }
    let mut found: Vec<PathBuf> = std::fs::read_dir(".")
        .context("the current folder can't be read")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "umbra"))
        .collect();
    found.sort();
    match found.as_slice() {
        [] => {
            Err(Usage("this folder holds no case file: make one with `umbra investigate PATH`, or name one".to_owned())
                .into())
        }
        [only] => Ok(only.strip_prefix(".").unwrap_or(only).to_owned()),
        several => {
            let names: Vec<_> = several.iter().filter_map(|path| path.file_name()?.to_str()).collect();
            Err(Usage(format!("this folder holds several case files; name one of {}", names.join(", "))).into())
        }
    }
}

/// The case file to write for some inputs: as named, or after the first path, in the current folder.
pub fn to_write(named: Option<&Path>, inputs: &[PathBuf]) -> Result<PathBuf> {
    if let Some(path) = named {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(Usage(format!("there is no folder {} to put the case file in", folder.display())).into());
        }
        return Ok(path.with_extension("umbra"));
    }
    let first = inputs.first().context("no path was given")?;
    let whole = first.canonicalize().unwrap_or_else(|_| first.clone());
    let stem = if whole.is_dir() { whole.file_name() } else { whole.file_stem() };
    let stem = stem.and_then(|stem| stem.to_str()).map(|stem| stem.split(['*', '?', '[']).next().unwrap_or_default());
    let name = stem.filter(|stem| !stem.is_empty()).unwrap_or("case");
    Ok(PathBuf::from(format!("{name}.umbra")))
}

/// Opens a case file to write in, or makes it.
pub fn open_or_create(path: &Path) -> Result<Case> {
    Ok(if path.exists() { Case::open(path)? } else { Case::create(path)? })
}

/// Takes away a case that this run has made and that holds nothing.
pub fn discard(case: Case) -> Result<()> {
    let path = case.path().to_owned();
    drop(case);
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(beside(&path, suffix));
    }
    let _ = std::fs::remove_dir_all(beside(&path, "-index"));
    std::fs::remove_file(&path).with_context(|| format!("the empty case {} can't be removed", path.display()))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The hash of the audit log's last entry, which stands for the whole case.
pub fn head(case: &Case) -> Result<Option<String>> {
    Ok(case.log()?.pop().map(|entry| entry.hash))
}
