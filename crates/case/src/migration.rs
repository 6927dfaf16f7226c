//! The formats of the case file, and how an older one becomes the newest.

use rusqlite::Connection;

/// "Umbr" in ASCII: marks the file as ours in its header, as SQLite's `file` magic knows it.
pub(crate) const APPLICATION_ID: i64 = 0x556d_6272;

/// What brings a file from the format of that index to the next. Steps are only ever added.
const STEPS: &[&str] = &[include_str!("migration/v1.sql"), include_str!("migration/v2.sql")];

/// Tables that only grow. A trigger on each refuses what would change or remove a row.
const APPEND_ONLY: &[&str] = &[
    "log",
    "source",
    "path",
    "chunk",
    "schema",
    "origin",
    "record",
    "reference",
    "retraction",
    "decision",
    "grade",
    "skipped",
    "import",
    "writing",
];

/// Indexes, with the table and columns of each. A load into a fresh case makes them last; opening a case for
/// writing makes those that are missing.
const INDEXES: &[(&str, &str)] = &[
    ("record_entity", "record (entity, schema)"),
    ("record_source", "record (source)"),
    ("reference_target", "reference (target, record)"),
];

/// The newest format.
pub(crate) fn newest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// The file's format.
pub(crate) fn format_of(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings the file up to the newest format in one transaction. Returns whether anything was to do.
pub(crate) fn migrate(connection: &Connection) -> rusqlite::Result<bool> {
    let found = format_of(connection)?;
    let steps = STEPS.get(usize::try_from(found).unwrap_or(usize::MAX)..).unwrap_or_default();
    if steps.is_empty() {
        return Ok(false);
    }
    let transaction = connection.unchecked_transaction()?;
    for step in steps {
        transaction.execute_batch(step)?;
    }
    guard(&transaction)?;
    transaction.pragma_update(None, "user_version", newest())?;
    transaction.commit()?;
    Ok(true)
}

/// The oldest format that can be read as it is. What later ones added is missing there, which reads as nothing written.
pub(crate) const OLDEST_READ: i64 = 1;

/// An empty case of a format in memory, to compare with.
pub(crate) fn empty(format: i64) -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    for step in STEPS.iter().take(usize::try_from(format).unwrap_or_default()) {
        connection.execute_batch(step)?;
    }
    guard(&connection)?;
    make_indexes(&connection)?;
    Ok(connection)
}

/// Puts the triggers up.
fn guard(connection: &Connection) -> rusqlite::Result<()> {
    let known = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    for table in APPEND_ONLY {
        // One of an older format, which is only read, has not all of them.
        if connection.query_row(known, [table], |row| row.get::<_, i64>(0))? == 0 {
            continue;
        }
        for verb in ["UPDATE", "DELETE"] {
            connection.execute_batch(&format!(
                "CREATE TRIGGER IF NOT EXISTS {table}_no_{} BEFORE {verb} ON {table} BEGIN
                     SELECT RAISE(ABORT, 'a case only grows: retract or decide anew instead');
                 END",
                verb.to_lowercase(),
            ))?;
        }
    }
    Ok(())
}

/// Makes the indexes that are missing.
pub(crate) fn make_indexes(connection: &Connection) -> rusqlite::Result<()> {
    for (name, columns) in INDEXES {
        connection.execute_batch(&format!("CREATE INDEX IF NOT EXISTS {name} ON {columns}"))?;
    }
    Ok(())
}

/// Removes the indexes ahead of a load that would be slowed down by keeping them up.
pub(crate) fn drop_indexes(connection: &Connection) -> rusqlite::Result<()> {
    for (name, _) in INDEXES {
        connection.execute_batch(&format!("DROP INDEX IF EXISTS {name}"))?;
    }
    Ok(())
}
