//! Where the tests find reference data that is not part of the repository.

use serde_json::Value;
use std::path::PathBuf;
use std::{env, fs};

/// A file of the shared data, or `None`, said on the screen, where there is none.
pub fn path(name: &str) -> Option<PathBuf> {
    let root = env::var_os("UMBRA_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = root.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no shared data ({name})");
    None
}

/// The lines of a file of vectors, or nothing.
#[allow(dead_code, reason = "each test binary uses its own part of this module")]
pub fn vectors(name: &str) -> Vec<Value> {
    let Some(path) = path(&format!("data/ftm/vectors/{name}")) else {
        return Vec::new();
    };
    let text = fs::read_to_string(path).expect("the file can be read");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}
