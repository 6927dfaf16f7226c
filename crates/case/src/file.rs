//! The case as a file: telling it from others, creating it whole or not at all, keeping a second writer out.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::{At, CaseError, Result};
use crate::migration::{self, APPLICATION_ID};

/// How long to wait for another connection's short lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// A path with something added to its last part.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The folder of the full-text index.
pub(crate) fn index_folder(path: &Path) -> PathBuf {
    beside(path, "-index")
}

/// The path as a URI that has SQLite read the file alone: no lock, no journal, nothing written.
fn immutable_uri(path: &Path) -> String {
    use std::fmt::Write;
    let mut uri = "file:".to_owned();
    let text = path.to_string_lossy();
    // A path that begins with // would be taken for a host.
    if text.starts_with('/') {
        uri.push_str("//");
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("writing to a string can't fail");
        }
    }
    uri + "?immutable=1"
}

fn open_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(immutable_uri(path), flags)
}

/// Makes sure that the file is a case that this version can read, without changing anything on the disk.
pub(crate) fn inspect(path: &Path) -> Result<()> {
    let metadata = fs::metadata(path).map_err(|error| CaseError::of_io(path, error))?;
    let foreign = |reason: String| CaseError::NotACase { path: path.to_owned(), reason };
    if metadata.is_dir() {
        return Err(foreign("it is a folder".to_owned()));
    }
    let connection = open_immutable(path).at(path)?;
    // Only the header is of interest. Who was killed while moving pages from the journal into the file leaves one whose
    // header names more pages than there are; the journal has them, but SQLite would call the file damaged here.
    connection.pragma_update(None, "writable_schema", true).at(path)?;
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).at(path)?;
    if metadata.len() == 0 {
        return Err(foreign("it is empty".to_owned()));
    }
    if application != APPLICATION_ID {
        return Err(foreign(format!("it is a SQLite database of another program (application id {application:#x})")));
    }
    check_format(&connection, path).map(|_| ())
}

/// The file's format, unless it is newer than any that this version knows.
fn check_format(connection: &Connection, path: &Path) -> Result<i64> {
    let (found, known) = (migration::format_of(connection).at(path)?, migration::newest());
    if found > known {
        return Err(CaseError::NewerVersion { path: path.to_owned(), found, known });
    }
    Ok(found)
}

/// Creates an empty case. It comes into being under its name in one step, complete.
pub(crate) fn create(path: &Path) -> Result<()> {
    if path.exists() {
        return Err(CaseError::AlreadyExists(path.to_owned()));
    }
    let draft = beside(path, &format!("-new-{}", std::process::id()));
    let made = make_draft(&draft).and_then(|()| {
        // A hard link, unlike a rename, never replaces what somebody else has put there meanwhile.
        fs::hard_link(&draft, path).or_else(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Err(CaseError::AlreadyExists(path.to_owned())),
            _ => fs::rename(&draft, path).map_err(|error| CaseError::of_io(path, error)),
        })
    });
    for suffix in ["", "-wal", "-shm", "-journal"] {
        // What is not there need not be removed, and a draft left behind harms nobody.
        let _ = fs::remove_file(beside(&draft, suffix));
    }
    made
}

fn make_draft(draft: &Path) -> Result<()> {
    let connection = Connection::open(draft).at(draft)?;
    connection.pragma_update(None, "page_size", 8192).at(draft)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID).at(draft)?;
    migration::migrate(&connection).at(draft)?;
    migration::make_indexes(&connection).at(draft)?;
    let _mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).at(draft)?;
    connection.close().map_err(|(_, error)| CaseError::of_sqlite(draft, &error))
}

/// Takes the lock that the one writer holds as long as it lives.
///
/// It lies in the index's folder, so that the case stays one file. SQLite's own locks guard the data all the same.
pub(crate) fn lock(path: &Path) -> Result<File> {
    let folder = index_folder(path);
    fs::create_dir_all(&folder).map_err(|error| CaseError::of_io(&folder, error))?;
    let name = folder.join("writer.lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&name)
        .map_err(|error| CaseError::of_io(&name, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(CaseError::InUse(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(CaseError::of_io(&name, error)),
    }
}

/// Opens the file for the one writer, brought up to the newest format.
pub(crate) fn connect_writer(path: &Path) -> Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .at(path)?;
    configure(&connection).at(path)?;
    check_format(&connection, path)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).at(path)?;
    if mode != "wal" {
        return Err(CaseError::ReadOnly(path.to_owned()));
    }
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON").at(path)?;
    migration::migrate(&connection).at(path)?;
    migration::make_indexes(&connection).at(path)?;
    Ok(connection)
}

/// Opens the file for reading; also from a folder or a medium that can't be written to.
pub(crate) fn connect_reader(path: &Path) -> Result<Connection> {
    // A connection that may write is able to clear away what a killed writer left; `query_only` holds it to reading.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let ordinary = Connection::open_with_flags(path, flags).and_then(|connection| {
        configure(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        let _rows: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok(connection)
    });
    let connection = match ordinary {
        Err(error)
            if matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
                && fs::metadata(beside(path, "-wal")).map_or(0, |wal| wal.len()) == 0 =>
        {
            open_immutable(path)
        }
        other => other,
    }
    .at(path)?;
    let (found, known) = (check_format(&connection, path)?, migration::newest());
    if found < migration::OLDEST_READ {
        return Err(CaseError::OlderVersion { path: path.to_owned(), found, known });
    }
    Ok(connection)
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    // 32 MiB of pages.
    connection.pragma_update(None, "cache_size", -32 * 1024)?;
    connection.pragma_update(None, "trusted_schema", false)
}
