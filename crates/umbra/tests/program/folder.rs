//! An empty folder in which the program runs.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// An empty folder; gone when dropped.
pub struct Folder(TempDir);

/// How a run ended.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ended {
    /// What was printed, as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }
}

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Runs the program here.
    pub fn umbra<I: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = I>) -> Ended {
        let output = Command::cargo_bin("umbra").unwrap().current_dir(&self.0).args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        Ended { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The same with lines on standard input.
    pub fn umbra_with<I: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = I>, input: &str) -> Ended {
        let mut command = Command::cargo_bin("umbra").unwrap();
        let output = command.current_dir(&self.0).args(arguments).write_stdin(input).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        Ended { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Reads `files` into `case.umbra` and gives what it said of them.
    pub fn read(&self) -> Value {
        let ended = self.umbra(["--json", "read", "files", "--case", "case.umbra"]);
        assert_eq!(ended.code, 0, "{}", ended.err);
        ended.json()
    }

    /// Asserts that the case opens, is whole, and holds a text that was read beside the bad input.
    pub fn holds_the_good_file(&self) {
        let verified = self.umbra(["verify", "case.umbra"]);
        assert_eq!(verified.code, 0, "{}{}", verified.out, verified.err);
        let found = self.umbra(["--json", "who", "Brandtmann", "case.umbra"]);
        assert!(found.out.contains("Brandtmann"), "the good file was lost: {}{}", found.out, found.err);
    }
}

/// The example's folder.
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/marenport").canonicalize().unwrap()
}
