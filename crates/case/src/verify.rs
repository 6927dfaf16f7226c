//! Checking that a case is what was put into it.

mod citations;
mod rows;
mod sources;

use std::fmt::Display;

use rusqlite::Connection;
use serde::Serialize;

use crate::error::{At, Result};
use crate::{Case, log, migration};

/// How many problems are named; all are counted.
const NAMED: usize = 1000;

/// What [`Case::verify`] has found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Verification {
    /// Sources whose bytes and text were hashed.
    pub sources: u64,
    /// Bytes of sources hashed.
    pub bytes: u64,
    /// Records whose checksums were computed again.
    pub records: u64,
    /// Statements whose words were looked up in their source.
    pub quotes: u64,
    /// Statements that cite a table which only its reader understands, such as a spreadsheet; their words were not looked
    /// up.
    pub quotes_not_looked_up: u64,
    /// Entries of the audit log.
    pub log_entries: u64,
    /// The hash of the last entry, which stands for the whole case. Noted elsewhere, it proves later that nobody has
    /// rewritten the log.
    pub head: String,
    /// What is wrong; the first thousand.
    pub problems: Vec<Problem>,
    /// How many problems there are in all.
    pub problem_count: u64,
}

impl Verification {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.problem_count == 0
    }
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The table of the file, or `file` for the file as a whole.
    pub table: String,
    /// Which row: its number or, of a source, its SHA-256. Empty for the whole table.
    pub id: String,
    /// What differs, as a sentence.
    pub what: String,
}

impl Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.table)?;
        if !self.id.is_empty() {
            write!(f, " {}", self.id)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// How far a verification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifyProgress {
    /// What is looked at: `file`, `log`, `rows`, `sources` or `quotes`.
    pub step: &'static str,
    /// Rows or sources done in the step.
    pub done: u64,
    /// Of how many.
    pub of: u64,
}

/// A verification under way.
struct Check<'c> {
    case: &'c Case,
    found: Verification,
    progress: &'c mut dyn FnMut(VerifyProgress),
}

impl Check<'_> {
    fn problem(&mut self, table: &str, id: impl Display, what: impl Into<String>) {
        self.found.problem_count += 1;
        if self.found.problems.len() < NAMED {
            self.found.problems.push(Problem { table: table.to_owned(), id: id.to_string(), what: what.into() });
        }
    }

    /// Runs a step. One that can't be ended is a problem itself, and the others go on.
    fn step(&mut self, name: &'static str, step: impl FnOnce(&mut Self) -> Result<()>) {
        self.tell(name, 0, 1);
        if let Err(error) = step(self) {
            self.problem("file", "", format!("the check of {name} could not go on: {error}"));
        }
    }

    fn tell(&mut self, step: &'static str, done: u64, of: u64) {
        (self.progress)(VerifyProgress { step, done, of });
    }

    fn connection(&self) -> &Connection {
        &self.case.connection
    }

    /// What SQLite itself can tell, and whether all that guards the tables is there.
    fn file(&mut self) -> Result<()> {
        let path = &self.case.path;
        let lines: Vec<String> = self
            .connection()
            .prepare("PRAGMA integrity_check(100)")
            .and_then(|mut check| check.query_map([], |row| row.get(0))?.collect())
            .at(path)?;
        for line in lines.into_iter().filter(|line| line != "ok") {
            self.problem("file", "", format!("SQLite finds: {line}"));
        }
        let dangling: Vec<(String, Option<i64>, String)> = self
            .connection()
            .prepare("PRAGMA foreign_key_check")
            .and_then(|mut check| check.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect())
            .at(path)?;
        for (table, id, parent) in dangling {
            let id = id.map_or(String::new(), |id| id.to_string());
            self.problem(&table, id, format!("the row of {parent} that it names is missing"));
        }
        let format = migration::format_of(self.connection()).at(path)?;
        let own = schema_of(&migration::empty(format).at(path)?).at(path)?;
        let found = schema_of(self.connection()).at(path)?;
        for (kind, name, expected) in &own {
            match found.iter().find(|(_, found, _)| found == name) {
                // Indexes may be missing after a crash; opening the case for writing makes them.
                None if kind == "index" => {}
                None => self.problem("file", "", format!("the {kind} {name} is missing")),
                Some((_, _, sql)) if sql != expected => {
                    self.problem("file", "", format!("the {kind} {name} was changed"));
                }
                Some(_) => {}
            }
        }
        // Tables and views that somebody has added for queries of their own do no harm; a trigger writes by itself.
        for (kind, name, _) in &found {
            if kind == "trigger" && !own.iter().any(|(_, known, _)| known == name) {
                self.problem("file", "", format!("the trigger {name} is not the program's own"));
            }
        }
        Ok(())
    }
}

/// Kind, name and definition of all that a file defines.
fn schema_of(connection: &Connection) -> rusqlite::Result<Vec<(String, String, String)>> {
    connection
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect()
}

impl Case {
    /// Checks everything that can be computed again: SQLite's own structures, the chain of the audit log and its
    /// digests, the checksum of every row, the SHA-256 of every source, its text, and whether every statement's words
    /// stand where it says. Takes about as long as an import and bounded memory, save for the longest text.
    ///
    /// # Errors
    /// When nothing can be read at all. Whatever is wrong inside is in [`Verification::problems`].
    pub fn verify(&self, progress: &mut dyn FnMut(VerifyProgress)) -> Result<Verification> {
        // One transaction, so that a writer does not get in between.
        let transaction = match self.connection.is_autocommit() {
            true => Some(self.connection.unchecked_transaction().at(&self.path)?),
            false => None,
        };
        let mut check = Check { case: self, found: Verification::default(), progress };
        match log::head(&self.connection) {
            Ok((_, head)) => check.found.head = head.iter().map(|byte| format!("{byte:02x}")).collect(),
            Err(error) => check.problem("log", "", format!("its last entry can't be read: {error}")),
        }
        check.step("file", Check::file);
        let mut written = rows::Written::default();
        check.step("log", |check| check.log(&mut written));
        check.step("rows", |check| check.rows(&written));
        check.step("sources", Check::sources);
        check.step("quotes", Check::quotes);
        let found = check.found;
        drop(transaction);
        Ok(found)
    }
}
