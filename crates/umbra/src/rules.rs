//! The user's own rules: a folder of TOML files beside the rules of the program.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use umbra_extract::{Extractor, Rules};

/// An extractor with the rules of the program and, where a folder is named, those in it.
///
/// # Errors
/// As for [`load`].
pub fn extractor(folder: Option<&Path>) -> Result<Extractor> {
    match folder {
        None => Ok(Extractor::english()),
        Some(folder) => Ok(Extractor::with_rules(load(folder)?)),
    }
}

/// The rules of the program and those of a folder or file, held to their examples.
///
/// # Errors
/// When there is no rule file, a file can't be read as rules, or a rule does not hold to its examples: each with file,
/// line and column.
pub fn load(path: &Path) -> Result<Rules> {
    let rules = with_files(path)?.0;
    let failures: Vec<String> = files(path)?
        .iter()
        .flat_map(|file| rules.check_only(&file.display().to_string()))
        .map(|f| f.to_string())
        .collect();
    if !failures.is_empty() {
        bail!("the rules do not hold to their own examples:\n  {}", failures.join("\n  "));
    }
    Ok(rules)
}

/// The rules of the program and those of a folder or file, and how many the latter are.
///
/// # Errors
/// When there is no rule file, or one can't be read as rules.
pub fn with_files(path: &Path) -> Result<(Rules, usize)> {
    let mut rules = Rules::english()?;
    let before = rules.all().len();
    for file in files(path)? {
        let text = fs::read_to_string(&file).with_context(|| format!("{} can't be read", file.display()))?;
        rules.add(&file.display().to_string(), &text)?;
    }
    let own = rules.all().len() - before;
    Ok((rules, own))
}

/// The rule files at a path, by name.
///
/// # Errors
/// When there are none.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).with_context(|| format!("{} can't be read", path.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "toml"));
    files.sort();
    if files.is_empty() {
        bail!("there are no rules in {}: a rule file ends in .toml", path.display());
    }
    Ok(files)
}
