//! A full disk ends a step with a message, and the case stays at its last whole state.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod support;

use rusqlite::Connection;
use support::*;
use umbra_case::{Case, CaseError};

/// Allows the file no more than it has, as a full disk does: SQLite reports both alike.
fn fill(case: &Case, spare_pages: u32) {
    case.limit_pages(spare_pages).unwrap();
}

fn check(error: &CaseError) {
    assert!(matches!(error, CaseError::DiskFull(_)), "{error}");
    assert!(error.to_string().contains("free some space"), "{error}");
}

#[test]
fn a_transaction_that_does_not_fit_leaves_nothing() {
    let mut fixture = fixture();
    add_name(&mut fixture.case, "p", "Ma");
    let log = fixture.case.log().unwrap();
    fill(&fixture.case, 4);
    let mut noise = vec![0; 200_000];
    blake3::Hasher::new().finalize_xof().fill(&mut noise);
    let noise: String = noise.iter().map(|byte| format!("{byte:02x}")).collect();
    let (source, text) = document(&noise);
    let mut writer = fixture.case.begin("tester").unwrap();
    check(&writer.add_source(&source, &mut noise.as_bytes(), Some(&text)).unwrap_err());
    // Whether SQLite has given the whole transaction up or the step alone: what is said to be kept is kept.
    if writer.note_skipped("x", "too large").is_ok() {
        writer.commit().unwrap();
    } else {
        assert!(matches!(writer.commit(), Err(CaseError::RolledBack | CaseError::DiskFull(_))));
        assert_eq!(fixture.case.log().unwrap(), log);
    }
    assert_eq!(fixture.case.sources().unwrap().len(), 1);
    let found = fixture.case.verify(&mut |_| ()).unwrap();
    assert!(found.is_whole(), "{:#?}", found.problems);
}

#[test]
fn an_import_that_does_not_fit_goes_on_when_there_is_room() {
    let mut fixture = fixture();
    let content: String = (0..40_000)
        .map(|i| format!("{{\"id\":\"p{i}\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"Ana {i}\"],\"notes\":[\"{}\"]}}}}\n", "x".repeat(120)))
        .collect();
    let source = entity_file(&content);
    // Room for the bytes and the first rows.
    fill(&fixture.case, 900);
    let error = fixture.case.import_entities("tester", &source, &mut content.as_bytes(), &mut |_| ()).unwrap_err();
    check(&error);
    let found = fixture.case.verify(&mut |_| ()).unwrap();
    assert!(found.is_whole() && found.records > 0 && found.records < 40_000, "{found:#?}");
    drop(fixture.case);
    let mut case = Case::open_at(&fixture.path, clock()).unwrap();
    let report = case.import_entities("tester", &source, &mut std::io::empty(), &mut |_| ()).unwrap();
    assert_eq!(report.entities, 40_000);
    assert!(case.verify(&mut |_| ()).unwrap().is_whole());
    drop(case);
    let rows: i64 = Connection::open(&fixture.path)
        .and_then(|sqlite| sqlite.query_row("SELECT count(*) FROM record", [], |row| row.get(0)))
        .unwrap();
    assert_eq!(rows, 40_000);
}
