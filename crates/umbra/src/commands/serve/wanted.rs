//! What is to be served: a case, documents that become one, files of entities.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::case_file;
use crate::cli::Serve;
use crate::exit::Usage;

/// The example, where it is looked for when nothing is named.
const EXAMPLE: &str = "examples/marenport";
/// The case that an empty workbench makes when documents are dropped onto it.
const EMPTY: &str = "case.umbra";

/// What is to be served.
pub struct Wanted {
    /// Entity files, and cases that are there.
    pub files: Vec<PathBuf>,
    /// The case of the workbench, and what is read into it.
    pub workbench: Option<(PathBuf, Vec<PathBuf>)>,
}

pub fn of(args: &Serve) -> Result<Wanted> {
    if args.files.is_empty() && args.case.is_none() {
        return unnamed(args);
    }
    let (folders, mut files): (Vec<PathBuf>, Vec<PathBuf>) = args.files.iter().cloned().partition(|path| path.is_dir());
    if args.no_page {
        if let Some(folder) = folders.first() {
            let words =
                format!("{} is a folder, which only the workbench reads: leave --no-page out", folder.display());
            return Err(Usage(words).into());
        }
        return Ok(Wanted { files, workbench: None });
    }
    let first = files.iter().find(|path| case_file::is_case(path)).cloned();
    let case = match (&args.case, first, folders.is_empty()) {
        (Some(named), ..) => named.with_extension("umbra"),
        (None, Some(first), _) => case_file::find(Some(&first))?,
        (None, None, false) => case_file::to_write(None, &folders)?,
        (None, None, true) => return Ok(Wanted { files, workbench: None }),
    };
    if !files.contains(&case) && case.exists() {
        files.insert(0, case.clone());
    }
    Ok(Wanted { files, workbench: Some((case, folders)) })
}

/// Nothing was named: the only case of the folder, or the example, or a workbench that waits for documents.
fn unnamed(args: &Serve) -> Result<Wanted> {
    let is_case = |path: &Path| path.extension().is_some_and(|extension| extension == "umbra");
    let here = std::fs::read_dir(".").map(|entries| entries.flatten().any(|entry| is_case(&entry.path())));
    if args.no_page || here.unwrap_or(false) {
        let case = case_file::find(None)?;
        let workbench = (!args.no_page).then(|| (case.clone(), Vec::new()));
        return Ok(Wanted { files: vec![case], workbench });
    }
    let example = PathBuf::from(EXAMPLE);
    let workbench = if example.is_dir() {
        (case_file::to_write(None, std::slice::from_ref(&example))?, vec![example])
    } else {
        (PathBuf::from(EMPTY), Vec::new())
    };
    Ok(Wanted { files: Vec::new(), workbench: Some(workbench) })
}
