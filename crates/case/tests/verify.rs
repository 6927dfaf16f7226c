//! A changed byte is found and named.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod support;

use std::fs;
use std::path::Path;

use rusqlite::{Connection, params};
use support::*;
use umbra_case::{Case, Verification};

fn verify(path: &Path) -> Verification {
    Case::open_read_only(path).unwrap().verify(&mut |_| ()).unwrap()
}

/// Closes the case, changes the file by SQL with the guards down, and checks that a problem names the place.
fn check_sql(change: &str, table: &str, row: &str, what: &str) {
    let (_folder, path) = closed();
    let sqlite = Connection::open(&path).unwrap();
    let guards: Vec<(String, String)> = sqlite
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .and_then(|mut select| select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .unwrap();
    let is_guarded = |change: &str| sqlite.execute_batch(change).is_err();
    assert!(change.starts_with("INSERT") || is_guarded(change), "{change}");
    for (name, _) in &guards {
        sqlite.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    sqlite.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    sqlite.execute_batch(change).unwrap();
    for (_, sql) in &guards {
        sqlite.execute_batch(sql).unwrap();
    }
    drop(sqlite);
    let found = verify(&path);
    let named = found.problems.iter().any(|p| p.table == table && p.id.contains(row) && p.what.contains(what));
    assert!(named, "{change}: {:#?}", found.problems);
}

#[test]
fn an_untouched_case_is_whole() {
    let fixture = filled();
    let found = fixture.case.verify(&mut |_| ()).unwrap();
    assert!(found.is_whole(), "{:#?}", found.problems);
    assert_eq!((found.sources, found.records, found.quotes), (2, 4, 6));
    assert_eq!(found.bytes, fixture.case.sources().unwrap().iter().map(|source| source.size).sum::<u64>());
    assert_eq!(found.head, fixture.case.log().unwrap().last().unwrap().hash);
}

#[test]
fn a_changed_value_is_named() {
    check_sql("UPDATE record SET properties = '{\"name\":[\"Brandy\"]}' WHERE id = 1", "record", "1", "checksum");
    check_sql(
        "UPDATE record SET properties = '{\"name\":[\"Brandy\"]}' WHERE id = 1",
        "record",
        "1",
        "statement 4096: \"Brandy\"",
    );
}

#[test]
fn a_changed_span_is_named() {
    check_sql(
        "UPDATE record SET \"start\" = \"start\" + 1 WHERE id = 3",
        "record",
        "3",
        "does not stand at characters",
    );
    check_sql("UPDATE record SET \"row\" = 2 WHERE \"row\" = 1", "record", "4", "does not stand at row 2");
    check_sql("UPDATE record SET page = 1 WHERE id = 3", "record", "3", "page 1");
}

#[test]
fn a_changed_quote_is_named() {
    check_sql("UPDATE record SET quote = 'acquitted of sheltering the gang' WHERE id = 3", "record", "3", "acquitted");
    check_sql(
        "UPDATE record SET originals = '{\"name\":[\"Ana Lund\"]}' WHERE originals IS NOT NULL",
        "record",
        "4",
        "Ana Lund",
    );
}

#[test]
fn changed_columns_are_named() {
    check_sql("UPDATE record SET standing = 'final' WHERE id = 3", "record", "3", "checksum");
    check_sql("UPDATE record SET credibility = 1 WHERE id = 1", "record", "1", "checksum");
    check_sql("UPDATE record SET entity = 'kovac' WHERE id = 1", "record", "1", "checksum");
    check_sql(
        "UPDATE record SET schema = (SELECT id FROM schema WHERE name = 'Organization') WHERE id = 1",
        "record",
        "1",
        "checksum",
    );
    check_sql("UPDATE schema SET name = 'Vessel' WHERE name = 'Person'", "schema", "1", "checksum");
    check_sql("UPDATE origin SET rule = 'another' WHERE rule = 'r'", "origin", "1", "checksum");
    check_sql("UPDATE source SET title = 'Made up' WHERE id = 1", "source", "1", "checksum");
    check_sql("UPDATE path SET path = 'elsewhere' WHERE id = 1", "path", "1", "checksum");
    check_sql("UPDATE retraction SET why = '' WHERE id = 1", "retraction", "1", "checksum");
    check_sql("UPDATE decision SET judgement = 'same' WHERE id = 1", "decision", "1", "checksum");
    check_sql("UPDATE grade SET reliability = 'A' WHERE id = 1", "grade", "1", "checksum");
    check_sql("UPDATE skipped SET reason = 'no' WHERE id = 1", "skipped", "1", "checksum");
    check_sql("UPDATE import SET entities = 2 WHERE id = 2", "import", "2", "checksum");
    check_sql("UPDATE reference SET target = 'kovac' WHERE target = 'brandt'", "reference", "", "record 3");
}

#[test]
fn a_changed_log_is_named() {
    check_sql("UPDATE log SET actor = 'nobody' WHERE seq = 2", "log", "2", "hash");
    check_sql("UPDATE log SET at = '2020-01-01T00:00:00Z' WHERE seq = 3", "log", "3", "hash");
    check_sql("DELETE FROM log WHERE seq = 2", "log", "2", "missing");
    check_sql("UPDATE log SET detail = replace(detail, '\"last\":3', '\"last\":2') WHERE seq = 2", "log", "2", "hash");
}

#[test]
fn removed_and_added_rows_are_named() {
    check_sql("DELETE FROM record WHERE id = 2", "record", "2", "missing");
    check_sql("DELETE FROM record WHERE id = 4", "record", "4", "missing");
    check_sql("DELETE FROM decision", "decision", "1", "missing");
    check_sql(
        "INSERT INTO retraction (id, statement, why, actor, at, checksum) VALUES (2, 4096, '', '', '', 0)",
        "retraction",
        "2",
        "added without an entry",
    );
    check_sql("DELETE FROM chunk WHERE part = 'text'", "source", "", "text was changed");
    check_sql("DELETE FROM reference WHERE target = 'gang'", "reference", "", "record 3");
}

#[test]
fn a_row_forged_with_its_checksum_is_found_by_the_log() {
    let change = |path: &Path| {
        let sqlite = Connection::open(path).unwrap();
        sqlite.execute_batch("DROP TRIGGER record_no_update").unwrap();
        // Rows 1 and 2 change places, checksums and all.
        for (from, to) in [(1, 99), (2, 1), (99, 2)] {
            sqlite.execute("UPDATE record SET id = ?2 WHERE id = ?1", params![from, to]).unwrap();
        }
    };
    let (_folder, path) = closed();
    change(&path);
    let problems = verify(&path).problems;
    assert!(problems.iter().any(|p| p.table == "record" && p.what.contains("entry 2 of the log")), "{problems:#?}");
    assert!(problems.iter().any(|p| p.what.contains("trigger record_no_update is missing")), "{problems:#?}");
}

#[test]
fn a_trigger_of_somebody_else_is_named() {
    let (_folder, path) = closed();
    let sqlite = Connection::open(&path).unwrap();
    sqlite
        .execute_batch(
            "CREATE TABLE notes (text TEXT); CREATE VIEW names AS SELECT entity FROM record; \
             CREATE TRIGGER forge AFTER INSERT ON log BEGIN DELETE FROM notes; END",
        )
        .unwrap();
    drop(sqlite);
    let problems: Vec<String> = verify(&path).problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, ["file: the trigger forge is not the program's own"]);
}

/// Flips one bit near the first place in the file where some bytes stand, and checks that it is named.
fn check_byte(needle: &[u8], at: isize, table: &str, what: &str) {
    let (_folder, path) = closed();
    let mut bytes = fs::read(&path).unwrap();
    let place = bytes.windows(needle.len()).position(|window| window == needle).expect("it stands in the file");
    bytes[place.checked_add_signed(at).unwrap()] ^= 1;
    fs::write(&path, bytes).unwrap();
    let found = verify(&path);
    let named = found.problems.iter().any(|p| p.table == table && p.what.contains(what));
    assert!(named, "{:#?}", found.problems);
}

#[test]
fn a_single_flipped_bit_in_the_file_is_named() {
    let stored = |part: &str| -> Vec<u8> {
        let (_folder, path) = closed();
        let sqlite = Connection::open(&path).unwrap();
        let sql = "SELECT content FROM chunk WHERE source = 1 AND part = ?1";
        sqlite.query_row(sql, [part], |row| row.get(0)).unwrap()
    };
    // Bytes and text are the same here; what they are stands before them.
    for part in ["bytes", "text"] {
        let content = [part.as_bytes(), &stored(part)].concat();
        check_byte(&content, 25, "source", &format!("its {part}"));
    }
    check_byte(b"{\"name\":[\"Brandt\"]}", 12, "record", "checksum");
    let quote = b"convicted of sheltering the gangconvicted";
    check_byte(quote, 3, "record", "does not stand at");
    check_byte(quote, 35, "record", "checksum");
    check_byte(quote, -1, "record", "does not stand at");
    check_byte(quote, -2, "record", "does not stand at");
    check_byte(b"too vague", 2, "retraction", "checksum");
    check_byte(b"{\"wrote\":{", 3, "log", "hash");
}
