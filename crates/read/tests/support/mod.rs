//! Files for tests, and what comes of reading them.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;

use umbra_read::{Document, Item, Limits, Options, read};
use zip::write::SimpleFileOptions;

/// Reads files in a folder, the last of which is plain, and gives what came of the others: a document or a reason.
pub fn read_all(files: &[(&str, &[u8])], limits: Limits) -> Vec<(String, Result<Document, String>)> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    read_folder(folder.path(), limits)
}

pub fn read_folder(folder: &Path, limits: Limits) -> Vec<(String, Result<Document, String>)> {
    std::fs::write(folder.join("zz.txt"), "The run goes on.").unwrap();
    let mut found = Vec::new();
    let prefix = format!("{}/", folder.file_name().unwrap().to_str().unwrap());
    let short = |path: &str| path.strip_prefix(&prefix).unwrap_or_else(|| panic!("{path}")).to_owned();
    read(&[folder.to_owned()], &Options { limits, ..Options::default() }, &mut |item| {
        found.push(match item {
            Item::Document(document) => (short(&document.source.path), Ok(document)),
            Item::Skipped(skipped) => (short(&skipped.path), Err(skipped.reason)),
        });
        ControlFlow::Continue(())
    })
    .unwrap();
    let (path, last) = found.pop().unwrap();
    assert!(path == "zz.txt" && last.is_ok(), "the run did not go on: {path}");
    found
}

pub fn text(document: &Document) -> &str {
    document.text().unwrap().as_str()
}

/// One file, refused for a reason that has these words in it.
pub fn check_refused(name: &str, bytes: &[u8], words: &str) {
    let found = read_all(&[(name, bytes)], Limits::default());
    let [(path, Err(reason))] = &found[..] else { panic!("{found:?}") };
    assert!(path == name && reason.contains(words), "{path}: {reason}");
}

pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
