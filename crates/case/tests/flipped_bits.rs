//! No bit of a case file flips unnoticed.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod support;

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use support::*;
use umbra_case::{Case, Problem};

/// What `verify` finds, or why the case does not even open.
fn problems(path: &Path) -> Result<Vec<Problem>, String> {
    let case = Case::open_read_only(path).map_err(|error| error.to_string())?;
    case.verify(&mut |_| ()).map(|found| found.problems).map_err(|error| error.to_string())
}

/// A stored row: its table and the bytes that its values take in the file, one behind the other, as SQLite's file
/// format writes them.
fn stored_rows(path: &Path) -> Vec<(String, Vec<u8>)> {
    let sqlite = Connection::open(path).unwrap();
    let mut rows = Vec::new();
    for (table, _, _) in contents(path) {
        let mut select = sqlite.prepare(&format!("SELECT * FROM {table}")).unwrap();
        // A row's number is not among its values.
        let skipped = usize::from(matches!(select.column_name(0), Ok("id" | "seq")));
        let columns = select.column_count();
        let mut found = select.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let mut bytes = Vec::new();
            for column in skipped..columns {
                match row.get_ref(column).unwrap() {
                    ValueRef::Null => {}
                    ValueRef::Integer(number) => bytes.extend(written(number)),
                    ValueRef::Real(number) => bytes.extend(number.to_be_bytes()),
                    ValueRef::Text(value) | ValueRef::Blob(value) => bytes.extend(value),
                }
            }
            rows.push((table.clone(), bytes));
        }
    }
    rows
}

/// An integer in the fewest bytes of those that SQLite knows; 0 and 1 take none.
fn written(number: i64) -> Vec<u8> {
    let length = match number {
        0 | 1 => 0,
        _ => *[1, 2, 3, 4, 6, 8].iter().find(|n| **n == 8 || number >> (8 * **n - 1) == number >> 63).unwrap(),
    };
    number.to_be_bytes()[8 - length..].to_vec()
}

/// The tables in whose name a change of a row may be told.
fn tellers(table: &str) -> &[&str] {
    match table {
        // Bytes and texts belong to their source.
        "chunk" => &["source"],
        // A row that is derived from records is compared with them.
        "reference" => &["reference"],
        // The rows of a table name the source by its hash.
        "source" => &["source", "path", "record", "grade", "import"],
        _ => &[],
    }
}

#[test]
fn a_flipped_bit_of_any_value_is_found_and_named() {
    let (_folder, path) = closed();
    let whole = fs::read(&path).unwrap();
    let rows = stored_rows(&path);
    let (mut seed, mut flipped, mut ignored) = (20_261_126, 0, 0);
    for (table, bytes) in &rows {
        let place = whole.windows(bytes.len()).position(|window| window == bytes).unwrap_or_else(|| panic!("{table}"));
        let mut offsets: Vec<usize> = (0..bytes.len()).collect();
        // Each byte of short rows, some of long ones.
        while offsets.len() > 40 {
            offsets.swap_remove(random(&mut seed) as usize % offsets.len());
        }
        for offset in offsets {
            let mut changed = whole.clone();
            changed[place + offset] ^= 1 << (random(&mut seed) % 8);
            fs::write(&path, &changed).unwrap();
            let found = problems(&path).unwrap_or_else(|error| panic!("{table}, byte {offset}: {error}"));
            flipped += 1;
            if table == "chunk" && found.is_empty() {
                // A compressed piece has bits that say nothing: its bytes come out the same, as their hash shows.
                ignored += 1;
                continue;
            }
            let named = found.iter().any(|problem| {
                problem.table == *table
                    || tellers(table).contains(&&*problem.table)
                    // Where a rule of the table itself is broken, SQLite tells.
                    || problem.table == "file" && problem.what.contains(table)
            });
            assert!(named, "byte {offset} of {:?} in {table}: {found:#?}", String::from_utf8_lossy(bytes));
        }
    }
    let tables: std::collections::BTreeSet<&str> = rows.iter().map(|(table, _)| table.as_str()).collect();
    assert!(ignored * 100 < flipped, "{ignored} of {flipped}");
    assert!(tables.len() == 14 && flipped > 500, "{flipped} bits in {tables:?}");
}

#[test]
fn a_flipped_bit_anywhere_is_found_or_changes_nothing() {
    let (_folder, path) = closed();
    let whole = fs::read(&path).unwrap();
    let expected = contents(&path);
    let used: Vec<usize> = (0..whole.len()).filter(|place| whole[*place] != 0).collect();
    let (mut seed, mut found) = (1_126, 0);
    for _ in 0..400 {
        let place = used[random(&mut seed) as usize % used.len()];
        let mut changed = whole.clone();
        changed[place] ^= 1 << (random(&mut seed) % 8);
        fs::write(&path, &changed).unwrap();
        match problems(&path) {
            Ok(problems) if problems.is_empty() => {
                assert!(contents(&path) == expected, "the change of byte {place} was not found");
            }
            Ok(_) => found += 1,
            Err(error) => {
                assert!(error.contains("test.umbra"), "byte {place}: {error}");
                found += 1;
            }
        }
    }
    assert!(found > 200, "only {found} were found");
}
