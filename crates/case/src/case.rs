//! The case itself: opening, closing, and what is kept in memory of it.

use std::cell::RefCell;
use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use umbra_model::SourceId;

use crate::clock::Clock;
use crate::decisions::Decided;
use crate::error::{At, Result};
use crate::file;
use crate::index::Index;
use crate::log::{self, Ledger, LogEntry};
use crate::names::Names;
use crate::records::Retracted;

/// A case file, open.
///
/// [`Case::create`] and [`Case::open`] give the one writer, [`Case::open_read_only`] any number of readers, also while
/// the writer writes. A reader sees each transaction whole or not at all. A `Case` can be sent to another thread but
/// not shared between threads; open one a thread.
pub struct Case {
    pub(crate) path: PathBuf,
    pub(crate) connection: Connection,
    pub(crate) clock: Clock,
    /// Held as long as the case is open for writing.
    lock: Option<File>,
    pub(crate) names: RefCell<Names>,
    pub(crate) decided: RefCell<Decided>,
    pub(crate) retracted: RefCell<Retracted>,
    pub(crate) index: RefCell<Option<Index>>,
}

impl Case {
    /// Creates an empty case and opens it for writing.
    ///
    /// # Errors
    /// [`AlreadyExists`](crate::CaseError::AlreadyExists), [`DiskFull`](crate::CaseError::DiskFull),
    /// [`NoAccess`](crate::CaseError::NoAccess).
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        Self::create_at(path, Clock::system())
    }

    /// Like [`Case::create`], with a clock of one's own for the audit log.
    ///
    /// # Errors
    /// As for [`Case::create`].
    pub fn create_at(path: impl AsRef<Path>, clock: Clock) -> Result<Self> {
        file::create(path.as_ref())?;
        let case = Self::open_at(path, clock)?;
        let note = Some(format!("umbra {}", env!("CARGO_PKG_VERSION")));
        log::append(&case.connection, &case.clock.now(), "umbra", "create", note, Ledger::default()).at(&case.path)?;
        Ok(case)
    }

    /// Opens a case for writing. A case of an older version is brought up to the newest format.
    ///
    /// # Errors
    /// [`NotFound`](crate::CaseError::NotFound); [`NotACase`](crate::CaseError::NotACase) and
    /// [`NewerVersion`](crate::CaseError::NewerVersion), which leave the file as it is;
    /// [`InUse`](crate::CaseError::InUse) when another writer has it open.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_at(path, Clock::system())
    }

    /// Like [`Case::open`], with a clock of one's own for the audit log.
    ///
    /// # Errors
    /// As for [`Case::open`].
    pub fn open_at(path: impl AsRef<Path>, clock: Clock) -> Result<Self> {
        let path = path.as_ref();
        file::inspect(path)?;
        let lock = file::lock(path)?;
        let connection = file::connect_writer(path)?;
        Ok(Self::of(path, connection, clock, Some(lock)))
    }

    /// Opens a case for reading only.
    ///
    /// # Errors
    /// As for [`Case::open`], save that it is never in use; [`OlderVersion`](crate::CaseError::OlderVersion) when it
    /// has to be opened for writing first.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        file::inspect(path)?;
        let connection = file::connect_reader(path)?;
        Ok(Self::of(path, connection, Clock::system(), None))
    }

    fn of(path: &Path, connection: Connection, clock: Clock, lock: Option<File>) -> Self {
        Self {
            path: path.to_owned(),
            connection,
            clock,
            lock,
            names: RefCell::default(),
            decided: RefCell::default(),
            retracted: RefCell::default(),
            index: RefCell::default(),
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the case was opened for reading only.
    pub fn is_read_only(&self) -> bool {
        self.lock.is_none()
    }

    /// The audit log, the oldest entry first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn log(&self) -> Result<Vec<LogEntry>> {
        log::entries(&self.connection).at(&self.path)
    }

    /// Lets the file grow by so many pages of 8 KiB at most, while it is open. A write that needs more fails with
    /// [`DiskFull`](crate::CaseError::DiskFull): for who wants to bound a case's size, and for tests.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn limit_pages(&self, spare: u32) -> Result<()> {
        let pages: i64 = self.connection.pragma_query_value(None, "page_count", |row| row.get(0)).at(&self.path)?;
        let limit = pages + i64::from(spare);
        self.connection.query_row(&format!("PRAGMA max_page_count = {limit}"), [], |_| Ok(())).at(&self.path)
    }

    /// Forgets what is kept in memory: a transaction that may have added to it was rolled back.
    pub(crate) fn forget(&self) {
        self.names.take();
        self.decided.take();
        self.retracted.take();
    }

    /// The key that stands for a source in the file.
    pub(crate) fn source_key(&self, id: SourceId) -> Result<Option<i64>> {
        if let Some(key) = self.names.borrow().key_of_source(id) {
            return Ok(Some(key));
        }
        let key = self
            .connection
            .prepare_cached("SELECT id FROM source WHERE sha256 = ?1")
            .and_then(|mut select| select.query_row([id.to_string()], |row| row.get(0)).optional())
            .at(&self.path)?;
        if let Some(key) = key {
            self.names.borrow_mut().learn_source(key, id);
        }
        Ok(key)
    }
}
