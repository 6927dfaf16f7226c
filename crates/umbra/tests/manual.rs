//! The outputs shown in README.md and in the manual are what the program prints.
//!
//! A fenced block marked `console` holds commands, each on a line that begins with `$ `, and below each what it prints.
//! A line `...` stands for any number of lines. The commands of a page run in order, in a folder of their own in which
//! `examples/marenport` is found. A page whose first command neither reads nor investigates finds the example
//! investigated already.
//!
//! `UMBRA_BLESS=1 cargo test -p umbra --test manual` writes what the program prints now into the pages.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const ELISION: &str = "...";

/// A piece of a page: lines as they are, or a command with what it prints.
enum Piece<'a> {
    Lines(Vec<&'a str>),
    Command { typed: &'a str, prints: Vec<&'a str> },
}

/// Takes a page apart. Joined with line feeds, the pieces give it again.
fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = vec![Piece::Lines(Vec::new())];
    let mut in_console = false;
    for line in page.lines() {
        let is_fence = line.starts_with("```");
        match (line.strip_prefix("$ ").filter(|_| in_console), pieces.last_mut()) {
            (Some(typed), _) => pieces.push(Piece::Command { typed, prints: Vec::new() }),
            (None, Some(Piece::Command { prints, .. })) if !is_fence => prints.push(line),
            (None, Some(Piece::Lines(lines))) => lines.push(line),
            (None, _) => pieces.push(Piece::Lines(vec![line])),
        }
        if is_fence {
            in_console = line == "```console";
        }
    }
    pieces
}

/// Whether `prints` is what a block shows, its elisions aside.
fn matches(shown: &[&str], prints: &[&str]) -> bool {
    let parts: Vec<&[&str]> = shown.split(|line| *line == ELISION).collect();
    let (first, rest) = (parts[0], &parts[1..]);
    let Some((last, middle)) = rest.split_last() else { return shown == prints };
    let fixed = first.len() + last.len();
    if prints.len() < fixed || !prints.starts_with(first) || !prints.ends_with(last) {
        return false;
    }
    let mut between = &prints[first.len()..prints.len() - last.len()];
    middle.iter().all(|part| {
        let found = (0..=between.len().saturating_sub(part.len())).find(|&at| between[at..].starts_with(part));
        found.inspect(|&at| between = &between[at + part.len()..]).is_some()
    })
}

/// What a block is to show now: as many lines before and after its elisions as it showed.
///
/// # Panics
/// When a part between two elisions begins with a line that is not printed any more: a person has to choose another.
fn refreshed<'a>(shown: &[&'a str], prints: &[&'a str]) -> Vec<&'a str> {
    let parts: Vec<&[&str]> = shown.split(|line| *line == ELISION).collect();
    let (first, rest) = (parts[0], &parts[1..]);
    let Some((last, middle)) = rest.split_last() else { return prints.to_vec() };
    let mut fresh: Vec<&str> = prints.iter().take(first.len()).copied().collect();
    let mut at = fresh.len();
    for part in middle {
        let opening = part[0];
        let found = prints[at..].iter().position(|line| *line == opening);
        let start = at + found.unwrap_or_else(|| panic!("{opening:?} is not printed any more; choose another part"));
        at = (start + part.len()).min(prints.len());
        fresh.push(ELISION);
        fresh.extend(&prints[start..at]);
    }
    fresh.push(ELISION);
    fresh.extend(&prints[prints.len().saturating_sub(last.len()).max(at)..]);
    fresh
}

/// The project's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// README.md and every page of the manual.
fn pages() -> Vec<PathBuf> {
    let manual =
        fs::read_dir(root().join("docs")).expect("the manual lies in docs/").map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = manual.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.sort();
    pages.insert(0, root().join("README.md"));
    pages
}

/// A folder in which the example can be reached.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root().join("examples"), folder.path().join("examples")).unwrap();
    folder
}

/// Runs a line in a shell that knows the program, and gives what a reader would see on a terminal of 100 columns
/// without colours.
fn run(line: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_umbra")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {line}")])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("USER", "reporter")
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).expect("what is printed is UTF-8")
}

/// The case that most pages start from, made once.
fn investigated() -> TempDir {
    let folder = folder();
    let printed = run("umbra investigate examples/marenport && echo done", folder.path());
    assert!(printed.ends_with("done\n"), "{printed}");
    folder
}

fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            fs::create_dir(&target).unwrap();
            copy_files(&entry.path(), &target);
        } else if kind.is_file() {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn outputs_in_the_manual_are_what_the_program_prints() {
    let bless = std::env::var_os("UMBRA_BLESS").is_some();
    let case = investigated();
    let mut wrong = Vec::new();
    let mut commands = 0;
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let pieces = pieces(&page);
        let folder = folder();
        let first = pieces.iter().find_map(|piece| match piece {
            Piece::Command { typed, .. } => Some(*typed),
            Piece::Lines(_) => None,
        });
        let Some(first) = first else { continue };
        if !first.starts_with("umbra investigate ") && !first.starts_with("umbra read ") {
            copy_files(case.path(), folder.path());
        }
        let mut fresh = String::new();
        for piece in &pieces {
            match piece {
                Piece::Lines(lines) => lines.iter().for_each(|line| fresh.extend([*line, "\n"])),
                Piece::Command { typed, prints } => {
                    commands += 1;
                    let printed = run(typed, folder.path());
                    let printed: Vec<&str> = printed.lines().collect();
                    fresh.extend(["$ ", *typed, "\n"]);
                    if matches(prints, &printed) {
                        prints.iter().for_each(|line| fresh.extend([*line, "\n"]));
                    } else if bless {
                        refreshed(prints, &printed).iter().for_each(|line| fresh.extend([*line, "\n"]));
                    } else {
                        let (shown, now) = (prints.join("\n"), printed.join("\n"));
                        wrong.push(format!("{}: $ {typed}\nshows:\n{shown}\nprints:\n{now}\n", path.display()));
                    }
                }
            }
        }
        if bless && fresh != page {
            fs::write(&path, fresh).unwrap();
        }
    }
    assert!(commands > 20, "only {commands} commands were found in the manual");
    let hint = "If that is meant, write it into the pages: UMBRA_BLESS=1 cargo test -p umbra --test manual";
    assert!(wrong.is_empty(), "{} outputs differ.\n\n{}\n{hint}", wrong.len(), wrong.join("\n"));
}

#[test]
fn links_in_the_manual_lead_somewhere() {
    for path in pages().into_iter().chain([root().join("ARCHITECTURE.md"), root().join("CHANGELOG.md")]) {
        let page = fs::read_to_string(&path).unwrap();
        for target in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, place) = target.split_once('#').unwrap_or((target, ""));
            if target.contains("://") {
                continue;
            }
            let linked = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            assert!(linked.exists(), "{} links to {target}, which is not there", path.display());
            if !place.is_empty() {
                let titles = fs::read_to_string(&linked).unwrap();
                let has_title = titles.lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == place);
                assert!(has_title, "{} links to {target}, and there is no such title", path.display());
            }
        }
    }
}

/// A title's anchor, as forges make it.
fn anchor(title: &str) -> String {
    let words = title.trim_start_matches('#').trim().to_lowercase();
    words
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn elisions_stand_for_any_lines() {
    for (shown, prints, is_match) in [
        (&["a", "b"][..], &["a", "b"][..], true),
        (&["a"], &["a", "b"], false),
        (&["a", "..."], &["a", "b", "c"], true),
        (&["a", "...", "c"], &["a", "c"], true),
        (&["a", "...", "c"], &["a", "c", "b"], false),
        (&["...", "b", "...", "d"], &["a", "b", "c", "d"], true),
        (&["...", "x", "...", "d"], &["a", "b", "c", "d"], false),
        (&["a", "...", "a"], &["a"], false),
    ] {
        assert_eq!(matches(shown, prints), is_match, "{shown:?} and {prints:?}");
    }
    assert_eq!(refreshed(&["old", "...", "end"], &["new", "x", "y", "fin"]), ["new", "...", "fin"]);
    assert_eq!(refreshed(&["...", "b", "old", "..."], &["a", "b", "c", "d"]), ["...", "b", "c", "..."]);
    assert_eq!(refreshed(&["old"], &["new", "er"]), ["new", "er"]);
}
