//! Why entities can't be served.

use std::io;
use std::path::{Path, PathBuf};

/// Why a server could not be started, or what it serves not be brought up to date.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// A file that is to be served can't be read.
    #[error("{} can't be read: {source}; check that it is there and that you may read it", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file holds no entity.
    #[error("{} holds no entity: give FollowTheMoney JSON lines, plain or gzip, or a case file{first}", .path.display())]
    NoEntities {
        /// The file.
        path: PathBuf,
        /// The first fault that was met, with its place.
        first: String,
    },
    /// Two of the files would be served under one name.
    #[error("{} and {} would both be served as {name:?}: rename one of them", .one.display(), .other.display())]
    SameName {
        /// The name.
        name: String,
        /// The first file.
        one: PathBuf,
        /// The second file.
        other: PathBuf,
    },
    /// No file was named.
    #[error("nothing was named to be served: name one or more entity files or case files")]
    Nothing,
    /// A line of a delta file can't be taken, so nothing of the file was.
    #[error("{}, line {line}: {fault}; nothing of this file was taken, nor of those after it: correct it, and it is read again", .path.display())]
    Delta {
        /// The delta file.
        path: PathBuf,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        fault: String,
    },
    /// The index can't be made, read or written.
    #[error("the index {} can't be used: {reason}; delete the folder, and it is made again", .folder.display())]
    Index {
        /// The folder of the index.
        folder: PathBuf,
        /// What went wrong.
        reason: String,
    },
    /// The case file can't be read.
    #[error(transparent)]
    Case(#[from] umbra_case::CaseError),
    /// What the case says can't be put together.
    #[error("the case {} can't be read as a whole: {reason}; check it with `umbra verify`", .path.display())]
    Facts {
        /// The case file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
    /// The address can't be listened on.
    #[error("{address} can't be listened on: {source}; choose another --port, or --port 0 for any that is free")]
    Listen {
        /// Host and port.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// A workbench without accounts has no password, so other machines must not reach it.
    #[error(
        "the workbench would be open to whoever reaches {0}: leave --host out, or give --users to have people sign in, or --no-page to \
         serve the matching API alone"
    )]
    NotLocal(String),
    /// Passwords and the case would go over the network for everybody on the way to read.
    #[error(
        "passwords and the case would go in the clear to whoever reaches {0}: give --tls-cert and --tls-key, or \
         --insecure-http-behind-proxy where a proxy that speaks HTTPS stands before it"
    )]
    InTheClear(String),
    /// A certificate or its key can't be used.
    #[error("{} can't be used for TLS: {reason}", .path.display())]
    Certificate {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The program was built without TLS.
    #[error(
        "this program was built without TLS: build it with `cargo build --release --features tls`, or put a proxy that speaks HTTPS \
         before it and give --insecure-http-behind-proxy"
    )]
    NoTls,
    /// The accounts can't be read.
    #[error(transparent)]
    Accounts(#[from] crate::accounts::AccountsError),
    /// The system gives no threads to serve with.
    #[error("the server can't be started: {0}")]
    Start(io::Error),
}

/// The result of what can fail so.
pub type Result<T> = std::result::Result<T, ServeError>;

impl ServeError {
    pub(crate) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Read { path, source }
    }

    pub(crate) fn index(folder: &Path, reason: &dyn std::fmt::Display) -> Self {
        Self::Index { folder: folder.to_owned(), reason: reason.to_string() }
    }
}
