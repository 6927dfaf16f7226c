//! The case file.
//!
//! A [`Case`] is one SQLite file that a person can copy, mail and open with any SQLite client. It holds [sources]
//! (their bytes, their text, where they lay), the statements drawn from them, the decisions on which ids mean one entity,
//! and an audit log of who did what when. It only grows: nothing in it is ever changed or removed, a correction
//! retracts and adds. Every write is one transaction, so a crash at any point leaves the last whole state.
//!
//! ```
//! use umbra_case::Case;
//! use umbra_model::{EntityId, Origin, Schema, Source, SourceId, Statement, Text};
//!
//! let folder = tempfile::tempdir()?;
//! let mut case = Case::create(folder.path().join("harbour.umbra"))?;
//!
//! let content = "Brandt heads the port authority.";
//! let id = SourceId::of(content.as_bytes());
//! let source = Source::new(id, "press/courier.txt", "text/plain", content.len() as u64);
//! let text = Text::new(id, content.to_owned(), Vec::new());
//! let person = Schema::get("Person").expect("in the model");
//! let brandt = EntityId::new("brandt")?;
//! let name = Statement::new(brandt.clone(), person, "name", "Brandt", text.span(0..6)?, Origin::person("Ana"))?;
//!
//! let mut writer = case.begin("Ana")?;
//! writer.add_source(&source, &mut content.as_bytes(), Some(&text))?;
//! writer.add_statements(&[name])?;
//! writer.commit()?;
//!
//! assert_eq!(case.entity(&brandt)?.expect("just stated").caption(), "Brandt");
//! assert_eq!(case.search("brandt", 10)?.len(), 2, "the person, and the sentence");
//! assert!(case.verify(&mut |_| ())?.is_whole());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How it is stored
//!
//! - A **record** is what one place of a source says of one entity in one go: a line of an entity file, or the facts that
//!   one clause states. It is one row, whose values are JSON by property, `{"name":["Ma Aijun"]}`. A row a statement
//!   would take some five times as long to write and to find again. The view `statement` shows one row a statement, so
//!   that any SQLite client can ask `SELECT value, quote FROM statement WHERE entity = 'brandt'`. How statements are
//!   numbered is told at [`StatementId`].
//! - A **source**'s bytes and text lie in pieces of 1 MiB, each a Zstandard frame. The same bytes are one source, however
//!   many paths lead to it.
//! - Every row carries a **checksum** over its fields, and every entry of the **log** a digest over the checksums of the
//!   rows that it stands for, chained to the entry before. [`Case::verify`] computes all of it again and names what
//!   does not fit. Triggers keep honest programs from changing rows; the chain finds out dishonest ones.
//! - The **full-text index** lies beside the file, in `NAME.umbra-index`, and may be deleted at any time.
//! - The file is in SQLite's WAL mode. While a case is open, `NAME.umbra-wal` belongs to it; the last one to close it
//!   clears that away. Format and program are in the header (`user_version`, `application_id`).
//!
//! [sources]: umbra_model::Source

mod candidate;
mod case;
mod cells;
mod checksum;
mod citation;
mod clock;
mod clusters;
mod decisions;
mod error;
mod file;
mod group;
mod import;
mod index;
mod log;
mod migration;
mod model_answers;
mod names;
mod pieces;
mod pipeline;
mod profile;
mod properties;
mod record;
mod records;
mod review;
mod skipped;
mod sources;
mod statement_id;
mod verify;
mod writer;
mod writing;

pub use candidate::{Asked, ReadAs, Reading, reading, readings};
pub use case::Case;
pub use clock::Clock;
pub use clusters::Clusters;
pub use decisions::{Decision, Judgement};
pub use error::{CaseError, Result};
pub use import::{ImportReport, Progress};
pub use index::{Hit, HitKind, Stream, Tokens};
pub use log::{Detail, LogEntry, Range};
pub use model_answers::{ModelAnswer, is_model_answer};
pub use pipeline::{Next, in_order, workers};
pub use profile::{Entities, Profile};
pub use records::{Filter, Stated};
pub use review::{MadeBy, ReviewNote, Reviewable, Verdict, Withdrawn, is_reviewers};
pub use skipped::Skipped;
pub use statement_id::StatementId;
pub use verify::{Problem, Verification, VerifyProgress};
pub use writer::{Added, Writer};
pub use writing::Writing;
