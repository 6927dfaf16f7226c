//! An import may be killed at any moment.
//!
//! The test runs itself again as a child that imports a file, kills it, and looks at what is left: a case that opens,
//! verifies, and goes on to the very rows that an import in one go gives. `UMBRA_KILLS` sets how often; 8 times
//! unless said otherwise.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod support;

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use support::*;
use tempfile::TempDir;
use umbra_case::{Case, CaseError};

/// Names what the child is to do: the file and the case, with a line break between.
const JOB: &str = "UMBRA_TEST_IMPORT";

/// Entities in the file: some 9 MB, so that the state is saved several times on the way.
const ENTITIES: u32 = 40_000;

fn entity(i: u32) -> String {
    let notes = "x".repeat(100 + (i as usize * 37) % 60);
    match i % 3 {
        0 => format!(
            r#"{{"id":"p{i}","schema":"Person","properties":{{"name":["Ana Lund {i}"],"notes":["{notes}"],"wheels":["4"]}}}}"#
        ),
        1 => format!(
            r#"{{"id":"c{i}","schema":"Company","properties":{{"name":["Quay {i} Ltd"],"notes":["{notes}"]}}}}"#
        ),
        _ => format!(
            r#"{{"id":"o{i}","schema":"Ownership","properties":{{"owner":["p{}"],"asset":["c{}"],"summary":["{notes}"]}}}}"#,
            i - 2,
            i - 1
        ),
    }
}

fn run(file: &Path, path: &Path) -> Case {
    let mut case = match Case::create_at(path, clock()) {
        Err(CaseError::AlreadyExists(_)) => Case::open_at(path, clock()).unwrap(),
        other => other.unwrap(),
    };
    let content = fs::read_to_string(file).unwrap();
    let source = entity_file(&content);
    case.import_entities("tester", &source, &mut File::open(file).unwrap(), &mut |_| ()).unwrap();
    case
}

#[test]
#[ignore = "the child's part of the test below"]
fn child() {
    if let Ok(job) = env::var(JOB) {
        let (file, path) = job.split_once('\n').unwrap();
        run(Path::new(file), Path::new(path));
    }
}

fn spawn(file: &Path, path: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored"])
        .env(JOB, format!("{}\n{}", file.display(), path.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn an_import_killed_at_any_moment_goes_on_to_the_same_end() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("entities.json");
    fs::write(&file, (0..ENTITIES).map(|i| entity(i) + "\n").collect::<String>()).unwrap();

    let whole = folder.path().join("whole.umbra");
    let start = Instant::now();
    assert!(spawn(&file, &whole).wait().unwrap().success());
    let mut took = start.elapsed();
    let expected = contents(&whole);
    assert!(expected.iter().any(|(table, count, _)| table == "record" && *count == u64::from(ENTITIES)));
    assert!(expected.iter().any(|(table, count, _)| table == "import" && *count > 3), "{expected:?}");

    let kills: u32 = env::var("UMBRA_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let (mut seed, mut killed) = (20_261_124, 0);
    for _ in 0..4 * kills {
        if killed == kills {
            break;
        }
        let path = folder.path().join("killed.umbra");
        let mut child = spawn(&file, &path);
        let moment = Duration::from_micros(random(&mut seed) % (took.as_micros() as u64 + 1));
        thread::sleep(moment);
        if child.try_wait().unwrap().is_none() {
            killed += 1;
        } else {
            // The machine has become faster since the time was taken.
            took = moment;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        check_goes_on(&file, &path, &expected, moment);
        for name in fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
            if name.file_name().unwrap().to_string_lossy().starts_with("killed") {
                remove(&name);
            }
        }
    }
    assert_eq!(killed, kills, "the rest came too late");
}

fn remove(path: &PathBuf) {
    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

fn check_goes_on(file: &Path, path: &Path, expected: &[(String, u64, String)], moment: Duration) {
    if path.exists() {
        let case = Case::open(path).unwrap();
        let found = case.verify(&mut |_| ()).unwrap();
        assert!(found.is_whole(), "killed after {moment:?}: {:#?}", found.problems);
    }
    let case = run(file, path);
    assert_eq!(case.search("lund 39999", 1).unwrap()[0].caption, "Ana Lund 39999", "killed after {moment:?}");
    drop(case);
    assert_eq!(contents(path), expected, "killed after {moment:?}");
}
