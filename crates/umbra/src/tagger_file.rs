//! Model files of the tagger of names.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use umbra_extract::NameModel;

/// Reads a model file of `umbra learn`.
///
/// # Errors
/// When it can't be read, or is none.
pub fn read(path: &Path) -> Result<NameModel> {
    let bytes = fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
    NameModel::from_bytes(&bytes).with_context(|| format!("{} can't be used", path.display()))
}
