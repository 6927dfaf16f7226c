//! Which files the user's arguments mean, and in what order.

use std::fs::{self, FileType};
use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::{ReadError, Skipped};

/// The name of files that say, in the form of gitignore, what is not to be read.
const IGNORE_FILE: &str = ".umbraignore";

/// Endings of what this program writes itself, and what would be read a second time where people work in the folder of
/// their documents. Who means such a file names it.
const OWN_FILES: &[&str] = &[".umbra", ".umbra-wal", ".umbra-shm", ".umbra-journal"];
const OWN_FOLDERS: &[&str] = &[".umbra-index", ".mappings"];

/// Something met on the walk.
pub(crate) enum Found {
    /// A file: where it lies, and the path to show for it.
    File(PathBuf, String),
    /// Not to be read.
    Skipped(Skipped),
}

/// One argument of the user.
#[derive(Debug)]
enum Root {
    File(PathBuf),
    Folder(PathBuf),
    /// A folder, and what the files below it have to fit.
    Pattern(PathBuf, GlobMatcher),
}

/// The user's arguments, checked: each leads to something.
#[derive(Debug)]
pub(crate) struct Roots(Vec<Root>);

impl Roots {
    /// Looks at every argument before anything is read, so that a slip of the pen costs no hours.
    pub fn check(paths: &[PathBuf]) -> Result<Self, ReadError> {
        paths.iter().map(|path| root(path)).collect::<Result<_, _>>().map(Self)
    }

    /// Meets every file, folder by folder, sorted by name. Hidden files and what this program wrote are left out; links
    /// are listed, not followed.
    pub fn walk(&self, heed_ignore_files: bool, visit: &mut dyn FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
        for root in &self.0 {
            match root {
                Root::File(path) => visit(Found::File(path.clone(), shown(path)))?,
                Root::Folder(path) => Walk { pattern: None, heed_ignore_files, visit }.folder(path, &shown(path))?,
                Root::Pattern(base, pattern) => {
                    Walk { pattern: Some(pattern), heed_ignore_files, visit }.folder(base, &shown(base))?;
                }
            }
        }
        ControlFlow::Continue(())
    }
}

fn root(path: &Path) -> Result<Root, ReadError> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => return Ok(Root::Folder(path.to_owned())),
        Ok(_) => return Ok(Root::File(path.to_owned())),
        Err(_) => {}
    }
    let text = path.to_string_lossy().replace('\\', "/");
    let Some(first) = text.find(['*', '?', '[', '{']) else {
        return Err(ReadError::NotFound(path.to_owned()));
    };
    let base = text[..first].rfind('/').map_or(".", |slash| &text[..slash.max(1)]);
    let rest = &text[if base == "." && !text.starts_with("./") { 0 } else { base.len() }..];
    let wrong = |error: &globset::Error| ReadError::Pattern { pattern: text.clone(), reason: error.kind().to_string() };
    let glob = GlobBuilder::new(rest.trim_start_matches('/')).literal_separator(true).build().map_err(|e| wrong(&e))?;
    let base = PathBuf::from(base);
    if !base.is_dir() {
        return Err(ReadError::NotFound(base));
    }
    let pattern = glob.compile_matcher();
    let mut fits = false;
    let mut look = |found: Found| match found {
        Found::File(..) => {
            fits = true;
            ControlFlow::Break(())
        }
        Found::Skipped(_) => ControlFlow::Continue(()),
    };
    let _ = Walk { pattern: Some(&pattern), heed_ignore_files: false, visit: &mut look }.folder(&base, "");
    if fits { Ok(Root::Pattern(base, pattern)) } else { Err(ReadError::NoMatch(text)) }
}

/// The path to show for an argument: as given where it leads down from the current folder, else only its last part.
/// Folders above are the user's private matter, and a case file travels.
fn shown(path: &Path) -> String {
    let leads_down = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let absolute;
    let path = if leads_down {
        path
    } else {
        absolute = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Path::new(absolute.file_name().unwrap_or_default())
    };
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

struct Walk<'a> {
    pattern: Option<&'a GlobMatcher>,
    heed_ignore_files: bool,
    visit: &'a mut dyn FnMut(Found) -> ControlFlow<()>,
}

/// A folder on the way down, with the entries that are still to come, the next one last.
struct Level {
    disk: PathBuf,
    shown: String,
    entries: Vec<(std::ffi::OsString, FileType)>,
    ignore: Option<Gitignore>,
    ignored: u64,
}

impl Walk<'_> {
    fn folder(&mut self, disk: &Path, shown: &str) -> ControlFlow<()> {
        let mut levels = Vec::new();
        self.enter(&mut levels, disk.to_owned(), shown.to_owned())?;
        while let Some(level) = levels.last_mut() {
            let Some((name, kind)) = level.entries.pop() else {
                self.leave(levels.pop())?;
                continue;
            };
            let (path, name) = (level.disk.join(&name), name.to_string_lossy().into_owned());
            let shown = if level.shown.is_empty() { name.clone() } else { format!("{}/{name}", level.shown) };
            if name.starts_with('.') || is_own(&name, kind) {
                continue;
            }
            if ignored(&mut levels, &path, kind.is_dir()) {
                continue;
            }
            if kind.is_dir() {
                self.enter(&mut levels, path, shown)?;
            } else if self.pattern.is_none_or(|pattern| pattern.is_match(path.strip_prefix(disk).unwrap_or(&path))) {
                self.file(path, shown, kind)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn enter(&mut self, levels: &mut Vec<Level>, disk: PathBuf, shown: String) -> ControlFlow<()> {
        let listed = fs::read_dir(&disk).and_then(|entries| {
            entries.map(|entry| entry.and_then(|e| Ok((e.file_name(), e.file_type()?)))).collect::<Result<Vec<_>, _>>()
        });
        let mut entries = match listed {
            Ok(entries) => entries,
            Err(error) => {
                let reason = format!("The folder can't be listed ({error}): check who may read it.");
                return (self.visit)(Found::Skipped(Skipped { path: shown, reason }));
            }
        };
        entries.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
        let ignore_file = disk.join(IGNORE_FILE);
        let mut ignore = None;
        if self.heed_ignore_files && ignore_file.is_file() {
            let mut builder = GitignoreBuilder::new(&disk);
            let trouble = builder.add(&ignore_file);
            match builder.build() {
                Ok(rules) if trouble.is_none() => ignore = Some(rules),
                result => {
                    let reason = trouble.or(result.err()).map(|e| e.to_string()).unwrap_or_default();
                    let reason =
                        format!("Not heeded, since a line of it is no pattern: {reason}. Correct it as for gitignore.");
                    (self.visit)(Found::Skipped(Skipped { path: format!("{shown}/{IGNORE_FILE}"), reason }))?;
                }
            }
        }
        levels.push(Level { disk, shown, entries, ignore, ignored: 0 });
        ControlFlow::Continue(())
    }

    fn leave(&mut self, level: Option<Level>) -> ControlFlow<()> {
        let Some(level) = level.filter(|level| level.ignored > 0) else { return ControlFlow::Continue(()) };
        let what = if level.ignored == 1 {
            "One file or folder is".to_owned()
        } else {
            format!("{} files or folders are", level.ignored)
        };
        let path =
            if level.shown.is_empty() { IGNORE_FILE.to_owned() } else { format!("{}/{IGNORE_FILE}", level.shown) };
        let reason = format!("{what} left out, as this file says.");
        (self.visit)(Found::Skipped(Skipped { path, reason }))
    }

    fn file(&mut self, disk: PathBuf, shown: String, kind: FileType) -> ControlFlow<()> {
        if kind.is_file() {
            return (self.visit)(Found::File(disk, shown));
        }
        let reason = if kind.is_symlink() {
            let target = fs::read_link(&disk).map(|to| to.display().to_string()).unwrap_or_default();
            format!(
                "It is a link to {target}: links are not followed, lest they lead out of the folder; give the target itself."
            )
        } else {
            "It is a device, pipe or socket, not a file.".to_owned()
        };
        (self.visit)(Found::Skipped(Skipped { path: shown, reason }))
    }
}

/// Whether this program wrote it: a case file, its index, the mappings that were guessed.
fn is_own(name: &str, kind: FileType) -> bool {
    let endings = if kind.is_dir() { OWN_FOLDERS } else { OWN_FILES };
    endings.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

/// Whether an ignore file on the way says so; the nearest one that speaks decides.
fn ignored(levels: &mut [Level], path: &Path, is_folder: bool) -> bool {
    for level in levels.iter_mut().rev() {
        let Some(ignore) = &level.ignore else { continue };
        let verdict = ignore.matched(path, is_folder);
        if verdict.is_whitelist() {
            return false;
        }
        if verdict.is_ignore() {
            level.ignored += 1;
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        root
    }

    fn check(root: &Path, arguments: &[&str], expected: &[&str]) {
        let paths: Vec<PathBuf> = arguments.iter().map(|a| root.join(a)).collect();
        let mut seen = Vec::new();
        let _ = Roots::check(&paths).unwrap().walk(true, &mut |found| {
            seen.push(match found {
                Found::File(_, shown) => shown,
                Found::Skipped(skipped) => format!("- {}: {}", skipped.path, skipped.reason),
            });
            ControlFlow::Continue(())
        });
        let name = root.file_name().unwrap().to_str().unwrap();
        let seen: Vec<String> = seen.iter().map(|s| s.replace(name, "T")).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn folders_are_walked_in_order_and_hidden_files_left_out() {
        let root = tree(&[("b.txt", ""), ("a/z.txt", ""), ("a/.secret", ""), (".git/x", ""), ("c.txt", "")]);
        check(root.path(), &[""], &["T/a/z.txt", "T/b.txt", "T/c.txt"]);
        check(root.path(), &["c.txt", "a"], &["c.txt", "a/z.txt"]);
    }

    #[test]
    fn what_the_program_wrote_is_left_out_unless_it_is_named() {
        let root = tree(&[
            ("a.txt", ""),
            ("port.umbra", ""),
            ("port.umbra-wal", ""),
            ("port.umbra-index/meta.json", ""),
            ("port.mappings/list.mapping.yml", ""),
            ("umbra", ""),
        ]);
        check(root.path(), &[""], &["T/a.txt", "T/umbra"]);
        check(root.path(), &["port.umbra"], &["port.umbra"]);
    }

    #[test]
    fn ignore_files_are_heeded_and_counted() {
        let root = tree(&[
            (".umbraignore", "*.json\n/drafts/\n!keep.json\n"),
            ("gold.json", ""),
            ("sub/keep.json", ""),
            ("sub/other.json", ""),
            ("drafts/a.txt", ""),
            ("a.txt", ""),
        ]);
        let left_out = "- T/.umbraignore: 3 files or folders are left out, as this file says.";
        check(root.path(), &[""], &["T/a.txt", "T/sub/keep.json", left_out]);
    }

    #[test]
    fn patterns_are_expanded() {
        let root = tree(&[("a/1.csv", ""), ("a/2.txt", ""), ("b/c/3.csv", "")]);
        check(root.path(), &["a/*.csv"], &["a/1.csv"]);
        check(root.path(), &["**/*.csv"], &["T/a/1.csv", "T/b/c/3.csv"]);
        let none = Roots::check(&[root.path().join("*.pdf")]).unwrap_err();
        assert!(matches!(none, ReadError::NoMatch(_)), "{none}");
        let broken = Roots::check(&[root.path().join("[a")]).unwrap_err();
        assert!(matches!(broken, ReadError::Pattern { .. }), "{broken}");
        let missing = Roots::check(&[root.path().join("nowhere")]).unwrap_err();
        assert!(matches!(missing, ReadError::NotFound(_)), "{missing}");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_listed_and_not_followed() {
        let root = tree(&[("a.txt", "")]);
        std::os::unix::fs::symlink("/etc", root.path().join("etc")).unwrap();
        let reason =
            "It is a link to /etc: links are not followed, lest they lead out of the folder; give the target itself.";
        check(root.path(), &[""], &["T/a.txt", &format!("- T/etc: {reason}")]);
    }
}
