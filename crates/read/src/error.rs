//! Why nothing could be read.

use std::io;
use std::path::PathBuf;

/// Why reading could not begin or go on. What concerns a single file is no error but a
/// [`Skipped`](crate::Skipped), and the run goes on.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A path given by the user leads nowhere.
    #[error("{path}: there is no such file or folder; check the spelling", path = .0.display())]
    NotFound(PathBuf),
    /// A pattern given by the user is malformed.
    #[error("{pattern:?} is no pattern: {reason}; write for instance press/*.html or **/*.csv")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A pattern given by the user fits no file.
    #[error("{0:?} fits no file; look at the folder, and at hidden files and links, which patterns leave out")]
    NoMatch(String),
    /// A mapping can't be read or used.
    #[error("the mapping {name} can't be used: {reason}")]
    Mapping {
        /// The mapping's file, or "guessed".
        name: String,
        /// What is wrong, where, and what to write instead.
        reason: String,
    },
    /// The system refused to read or write.
    #[error("{action} {path}: {source}", path = .path.display())]
    Io {
        /// What was tried: "reading".
        action: &'static str,
        /// Of what.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A table's rows can't be read on.
    #[error("{path}, row {row}: {reason}")]
    Row {
        /// The table.
        path: String,
        /// The row, counted from 1.
        row: u64,
        /// What happened.
        reason: String,
    },
    /// Bytes can't be read as what they are said to be.
    #[error("these bytes can't be read as {media_type}: {reason}")]
    Unreadable {
        /// The media type asked for.
        media_type: String,
        /// What is wrong.
        reason: String,
    },
}
