//! What people write in a case: versions, and that nothing takes it for a source or a statement.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod support;

use rusqlite::Connection;
use support::*;
use umbra_case::Case;

fn write(case: &mut Case, by: &str, name: &str, content: Option<&str>) -> i64 {
    let mut writer = case.begin(by).unwrap();
    writer.name_action("write report");
    let id = writer.write_down("report", name, content).unwrap();
    writer.commit().unwrap();
    id
}

#[test]
fn the_last_version_counts_and_the_older_ones_stay() {
    let mut fixture = fixture();
    let case = &mut fixture.case;
    write(case, "Ana", "harbour", Some("one"));
    write(case, "Bo", "mine", Some("m"));
    let last = write(case, "Bo", "harbour", Some("two"));
    let names: Vec<_> = case.writings("report").unwrap().into_iter().map(|w| (w.name, w.content)).collect();
    assert_eq!(names, [("harbour".to_owned(), Some("two".to_owned())), ("mine".to_owned(), Some("m".to_owned()))]);
    let versions: Vec<_> = case.versions("report", "harbour").unwrap().into_iter().map(|w| (w.by, w.content)).collect();
    assert_eq!(versions, [("Ana".to_owned(), Some("one".to_owned())), ("Bo".to_owned(), Some("two".to_owned()))]);
    assert_eq!(case.writing("report", "harbour").unwrap().unwrap().id, last);
    assert!(case.writings("note").unwrap().is_empty());
    write(case, "Ana", "harbour", None);
    assert_eq!(case.writing("report", "harbour").unwrap(), None);
    assert_eq!(case.writings("report").unwrap().len(), 1);
    assert_eq!(case.versions("report", "harbour").unwrap().len(), 3, "what was taken away can be had again");
    assert!(case.sources().unwrap().is_empty() && case.search("two", 9).unwrap().is_empty(), "it is no source");
    let entry = case.log().unwrap().pop().unwrap();
    assert_eq!((entry.actor.as_str(), entry.action.as_str()), ("Ana", "write report"));
    assert!(entry.detail.wrote.contains_key("writing"));
    assert!(case.verify(&mut |_| ()).unwrap().is_whole());
}

#[test]
fn what_is_changed_behind_the_program_s_back_is_found() {
    let mut fixture = fixture();
    write(&mut fixture.case, "Ana", "harbour", Some("one"));
    let sqlite = Connection::open(&fixture.path).unwrap();
    assert!(sqlite.execute("UPDATE writing SET content = 'two'", []).is_err(), "a trigger refuses it");
    sqlite.execute_batch("DROP TRIGGER writing_no_update; UPDATE writing SET content = 'two'").unwrap();
    let found = fixture.case.verify(&mut |_| ()).unwrap();
    assert!(found.problems.iter().any(|problem| problem.table == "writing"), "{:#?}", found.problems);
}

/// A file of the format before there was any writing.
const V1: &[u8] = include_bytes!("data/v1.umbra");

#[test]
fn a_case_of_format_1_is_read_as_it_is_and_brought_up_by_writing() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("v1.umbra");
    std::fs::write(&path, V1).unwrap();
    let case = Case::open_read_only(&path).unwrap();
    assert!(case.writings("report").unwrap().is_empty() && case.writing("report", "x").unwrap().is_none());
    let found = case.verify(&mut |_| ()).unwrap();
    assert!(found.is_whole(), "{:#?}", found.problems);
    drop(case);
    assert_eq!(std::fs::read(&path).unwrap(), V1, "reading changes nothing");
    let mut case = Case::open(&path).unwrap();
    write(&mut case, "Ana", "harbour", Some("one"));
    assert!(case.verify(&mut |_| ()).unwrap().is_whole());
}
