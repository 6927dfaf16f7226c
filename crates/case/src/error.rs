//! What can go wrong with a case.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use umbra_model::{SourceId, StatementError};

/// Why a case could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// A case is to be created where something stands already.
    #[error("{} exists already: open it, or choose another name", .0.display())]
    AlreadyExists(PathBuf),
    /// No file stands there.
    #[error("{} does not exist: check the name, or create the case first", .0.display())]
    NotFound(PathBuf),
    /// The file is no SQLite database, or the database of another program.
    #[error("{} is no case file: {reason}; it was left as it is", .path.display())]
    NotACase {
        /// The file.
        path: PathBuf,
        /// What it seems to be instead.
        reason: String,
    },
    /// A newer version of Umbra has written the file.
    #[error("{} has format {found}, this version knows formats up to {known}: use a newer Umbra; the file was left as it is", .path.display())]
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// The file's format.
        found: i64,
        /// The newest format known.
        known: i64,
    },
    /// The file is of an older version and was opened for reading only.
    #[error("{} has the older format {found}: open it once for writing, which brings it up to format {known}", .path.display())]
    OlderVersion {
        /// The file.
        path: PathBuf,
        /// The file's format.
        found: i64,
        /// The format needed.
        known: i64,
    },
    /// Another process writes to the case.
    #[error("{} is in use: another program is writing to it; wait for it to end, or open the case for reading", .0.display())]
    InUse(PathBuf),
    /// The disk, or the space that the user may fill, is full.
    #[error("the disk that holds {} is full: free some space and run the command again; the case is as it was after its last whole step", .0.display())]
    DiskFull(PathBuf),
    /// The case was opened for reading only.
    #[error("{} was opened for reading: open it for writing to change it", .0.display())]
    ReadOnly(PathBuf),
    /// What a review asks for can't be done.
    #[error("the review can't do that: {0}")]
    Review(String),
    /// The file may not be read or written.
    #[error("{} can't be opened: {reason}; check the permissions of the file and its folder", .path.display())]
    NoAccess {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// Something in the file contradicts itself.
    #[error("the case file is damaged: {0}; run `umbra verify` on it, and restore it from a copy")]
    Damaged(String),
    /// The bytes that came are not those that the source's id names.
    #[error(
        "the bytes of {path} have the SHA-256 {found} but {expected} was announced: the file changed while it was read; read it again"
    )]
    BytesDiffer {
        /// Where the source was found.
        path: String,
        /// The id announced.
        expected: SourceId,
        /// The id of the bytes.
        found: SourceId,
    },
    /// A statement cites a source that the case does not hold.
    #[error("source {0} is not in the case: add the source before what it states")]
    UnknownSource(SourceId),
    /// A statement's words do not stand where it says.
    #[error(
        "{quote:?} does not stand at {place} of source {source_id}: nothing is taken without its source; cite the words as they stand"
    )]
    SpanDiffers {
        /// The source.
        source_id: String,
        /// The place in it.
        place: String,
        /// The words, cut to 80 characters.
        quote: String,
    },
    /// There is no such statement.
    #[error("there is no statement {0}: take the number from a listing of the case")]
    UnknownStatement(i64),
    /// The statement was retracted before.
    #[error("statement {0} is retracted already: there is nothing to do")]
    AlreadyRetracted(i64),
    /// Two ids to be judged are one and the same.
    #[error("{0} can't be compared with itself: name two ids")]
    SameId(String),
    /// A number that is no score.
    #[error("{0} is no score: give a number from 0 to 1")]
    NoScore(f64),
    /// A statement breaks the model's rules.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The transaction ended early because an earlier step of it failed.
    #[error("an earlier step failed, so nothing of this transaction was kept: begin again")]
    RolledBack,
    /// The full-text index could not be used.
    #[error("the full-text index {} can't be used: {reason}; it is a cache, so remove that folder and search again", .path.display())]
    Index {
        /// The index's folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A file or stream could not be read.
    #[error("{what} can't be read or written: {source}")]
    Io {
        /// The file or stream.
        what: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// Anything else that SQLite reports.
    #[error("{}: SQLite reports {reason}", .path.display())]
    Sqlite {
        /// The case file.
        path: PathBuf,
        /// SQLite's words.
        reason: String,
    },
}

/// What the crate's functions return.
pub type Result<T> = std::result::Result<T, CaseError>;

impl CaseError {
    /// Sorts SQLite's errors by what the user can do about them.
    pub(crate) fn of_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let reason = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse(path),
            Some(ErrorCode::NotADatabase) => Self::NotACase { path, reason: "it is no SQLite database".to_owned() },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(format!("{}: {reason}", path.display())),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(path),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::NoAccess { path, reason },
            _ => Self::Sqlite { path, reason },
        }
    }

    /// Sorts the system's errors likewise.
    pub(crate) fn of_io(path: &Path, error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull(path.to_owned()),
            ErrorKind::NotFound => Self::NotFound(path.to_owned()),
            ErrorKind::PermissionDenied => Self::NoAccess { path: path.to_owned(), reason: error.to_string() },
            _ => Self::Io { what: path.display().to_string(), source: error },
        }
    }
}

/// Gives SQLite's errors the path that they happened at.
pub(crate) trait At<T> {
    /// Turns the error into the crate's own.
    fn at(self, path: &Path) -> Result<T>;
}

impl<T> At<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T> {
        self.map_err(|error| CaseError::of_sqlite(path, &error))
    }
}
