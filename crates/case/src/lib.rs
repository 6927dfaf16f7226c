//! The case file.
//!
//! A [`Case`] is one SQLite file that a person can copy, mail and open with any SQLite client. It holds [sources]
//! (their bytes, their text, where they lay), the statements drawn from them, the decisions on which ids mean one entity,
//! and an audit log of who did what when. It only grows: nothing in it is ever changed or removed, a correction
//! retracts and adds. Every write is one transaction, so a crash at any point leaves the last whole state.
//!
//! [sources]: umbra_model::Source
mod case;
mod cells;
mod checksum;
mod citation;
mod clock;
mod decisions;
mod error;
mod file;
mod group;
mod import;
mod index;
mod log;
mod migration;
mod names;
mod pieces;
mod pipeline;
mod profile;
mod properties;
mod record;
mod records;
mod sources;
mod statement_id;
mod verify;
mod writer;

pub use case::Case;
pub use clock::Clock;
pub use decisions::{Decision, Judgement};
pub use error::{CaseError, Result};
pub use import::{ImportReport, Progress};
pub use index::{Hit, HitKind};
pub use log::{Detail, LogEntry, Range};
pub use profile::{Entities, Profile};
pub use records::{Filter, Stated};
pub use statement_id::StatementId;
pub use verify::{Problem, Verification, VerifyProgress};
pub use writer::{Added, Skipped, Writer};
