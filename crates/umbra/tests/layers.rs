//! Holds the crates to the layers of ARCHITECTURE.md: data goes one way, and a crate uses only what lies before it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Crate, and which of ours it may use.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("names", &[]),
    ("graph", &[]),
    ("read", &["model"]),
    ("extract", &["model", "names"]),
    ("case", &["model"]),
    ("resolve", &["model", "names", "case"]),
    ("find", &["model", "graph", "case"]),
    ("report", &["model", "graph", "find", "case"]),
    ("serve", &["model", "names", "graph", "case", "resolve", "find", "report"]),
    ("umbra", &["model", "names", "graph", "read", "extract", "case", "resolve", "find", "report", "serve"]),
];

#[test]
fn crates_use_only_what_lies_before_them() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates/umbra lies in crates/");
    let found: BTreeSet<String> = fs::read_dir(crates)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("Cargo.toml").exists())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let known: BTreeSet<String> = LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(found, known, "a crate without a layer, or a layer without a crate");

    for (name, may_use) in LAYERS {
        let manifest: toml::Table = fs::read_to_string(crates.join(name).join("Cargo.toml")).unwrap().parse().unwrap();
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        for used in dependencies.into_iter().flat_map(|table| table.keys()) {
            if let Some(ours) = used.strip_prefix("umbra-") {
                assert!(may_use.contains(&ours), "{name} must not use {ours}");
            }
        }
    }
}
