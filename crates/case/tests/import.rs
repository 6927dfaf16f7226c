//! Files of entities go in whole, and what can't be taken is listed.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod support;

use support::*;
use umbra_case::{Added, Case, CaseError, Filter, Progress};
use umbra_model::{Place, Schema};

#[test]
fn values_cite_their_line_and_property() {
    let mut fixture = fixture();
    let content = lines(&[
        r#"{"id":"p","schema":"Person","properties":{"name":["Ana  Lund","Ána"],"birthDate":["1980-05-02"]}}"#,
        "",
        r#"{"id":"o","schema":"Ownership","properties":{"owner":["p"],"asset":["c"]}}"#,
    ]);
    let report = import(&mut fixture.case, &content);
    assert_eq!((report.entities, report.statements, report.refused, report.was_known), (2, 5, 0, false));
    let mut all = Vec::new();
    fixture.case.each_statement(&Filter::all(), |stated| all.push(stated.statement)).unwrap();
    assert_eq!(
        (all[0].value(), all[0].original(), all[0].span().quote()),
        ("Ana Lund", Some("Ana  Lund"), "Ana  Lund")
    );
    assert_eq!(*all[2].span().place(), Place::Cell { row: 1, column: "birthDate".to_owned() });
    assert_eq!(*all[3].span().place(), Place::Cell { row: 3, column: "owner".to_owned() });
    assert_eq!(fixture.case.referring_to(&id("c")).unwrap(), [id("o")]);
    assert_eq!(fixture.case.search("ana lund", 5).unwrap()[0].caption, "Ana Lund");
    assert!(fixture.case.verify(&mut |_| ()).unwrap().is_whole());
}

#[test]
fn what_can_not_be_taken_is_listed_and_the_rest_goes_on() {
    let mut fixture = fixture();
    let content = lines(&[
        r#"{"id":"a","schema":"Nonsense","properties":{}}"#,
        r#"{"id":"b","schema":"Person","properties":{"name":["Ana"],"wheels":["4"],"birthDate":["soon"]}}"#,
        "no json",
        r#"{"id":"c","schema":"Family","properties":{"person":["c"]}}"#,
        r#"{"schema":"Person","properties":{"name":["Nobody"]}}"#,
        r#"{"id":"d","schema":"Company","properties":{"name":["Quay Ltd"]}}"#,
    ]);
    let report = import(&mut fixture.case, &content);
    assert_eq!((report.entities, report.statements, report.refused), (3, 2, 6));
    let skipped = fixture.case.skipped().unwrap();
    let listed: Vec<(u64, &str)> = skipped.iter().map(|s| (s.row.unwrap(), s.reason.as_str())).collect();
    assert_eq!(listed.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [1, 2, 2, 3, 4, 5]);
    assert!(listed[0].1.contains("Nonsense") && listed[1].1.contains("wheels"), "{listed:?}");
    assert!(skipped.iter().all(|s| s.path == "entities.json"));
    assert_eq!(fixture.case.source_bytes(report.source).unwrap(), content.as_bytes());
}

#[test]
fn many_refusals_are_counted_but_not_all_listed() {
    let mut fixture = fixture();
    let report = import(&mut fixture.case, &"?\n".repeat(1234));
    assert_eq!(report.refused, 1234);
    let skipped = fixture.case.skipped().unwrap();
    assert_eq!(skipped.len(), 1001);
    assert!(skipped[1000].reason.starts_with("234 more"));
}

#[test]
fn an_entity_of_many_values_is_divided() {
    let mut fixture = fixture();
    let names: Vec<String> = (0..10_000).map(|i| format!("\"N{i}\"")).collect();
    let content = format!(r#"{{"id":"p","schema":"Person","properties":{{"name":[{}]}}}}"#, names.join(","));
    assert_eq!(import(&mut fixture.case, &content).statements, 10_000);
    let profile = fixture.case.entity(&id("p")).unwrap().unwrap();
    assert_eq!(profile.values("name").len(), 10_000);
    assert_eq!(profile.values("name")[9_999], "N9999");
    assert!(fixture.case.verify(&mut |_| ()).unwrap().is_whole());
}

#[test]
fn lines_across_pieces_and_without_an_end_are_read() {
    let mut fixture = fixture();
    let mut content = String::from("\u{feff}");
    for i in 0..30_000 {
        content.push_str(&format!(
            "{{\"id\":\"p{i}\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"Ana {i}\"],\"notes\":[\"{}\"]}}}}\n",
            "x".repeat(1 + i % 97)
        ));
    }
    content.pop();
    let mut last = Progress { bytes: 0, of_bytes: 0, entities: 0 };
    let source = entity_file(&content);
    let report = fixture
        .case
        .import_entities("tester", &source, &mut content.as_bytes(), &mut |progress| {
            assert!(progress.bytes >= last.bytes && progress.bytes <= progress.of_bytes);
            last = progress;
        })
        .unwrap();
    assert_eq!((report.entities, report.refused), (30_000, 0));
    assert_eq!((last.bytes, last.entities), (last.of_bytes, 30_000));
    let found = fixture.case.verify(&mut |_| ()).unwrap();
    assert!(found.is_whole(), "{:#?}", found.problems);
    let persons = fixture.case.entities(Schema::get("Person")).unwrap().count();
    assert_eq!(persons, 30_000);
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let mut fixture = fixture();
    let one = |id: &str| format!("{{\"id\":\"{id}\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"Ana\"]}}}}\n");
    let content = format!("{}{}\n{}{}", one("a"), "x".repeat(40 << 20), one("b"), one("c"));
    let report = import(&mut fixture.case, &content);
    assert_eq!((report.entities, report.refused), (3, 1));
    assert_eq!(fixture.case.skipped().unwrap()[0].row, Some(2));
    assert!(fixture.case.verify(&mut |_| ()).unwrap().is_whole());
}

#[test]
fn the_same_file_again_changes_nothing() {
    let mut fixture = fixture();
    let content = lines(&[r#"{"id":"p","schema":"Person","properties":{"name":["Ana"]}}"#]);
    import(&mut fixture.case, &content);
    let log = fixture.case.log().unwrap();
    let again = import(&mut fixture.case, &content);
    assert!(again.was_known && again.entities == 1);
    assert_eq!(fixture.case.log().unwrap(), log);
    let mut writer = fixture.case.begin("tester").unwrap();
    assert_eq!(writer.add_source(&entity_file(&content), &mut content.as_bytes(), None).unwrap(), Added::Known);
}

#[test]
fn a_file_that_changed_under_way_leaves_nothing() {
    let mut fixture = fixture();
    let source = entity_file("{}\n");
    let error = fixture.case.import_entities("tester", &source, &mut &b"{} \n"[..], &mut |_| ()).unwrap_err();
    assert!(matches!(error, CaseError::BytesDiffer { .. }), "{error}");
    assert!(fixture.case.sources().unwrap().is_empty());
    let path = fixture.path.clone();
    drop(fixture.case);
    assert!(Case::open(path).unwrap().verify(&mut |_| ()).unwrap().is_whole());
}

#[test]
fn reading_on_from_two_imports_orders_statements() {
    let mut fixture = fixture();
    import(&mut fixture.case, &lines(&[r#"{"id":"p","schema":"Person","properties":{"name":["Ana"]}}"#]));
    import(
        &mut fixture.case,
        &lines(&[r#"{"id":"p","schema":"Person","properties":{"name":["Anna"],"nationality":["mt"]}}"#]),
    );
    let profile = fixture.case.entity(&id("p")).unwrap().unwrap();
    assert_eq!(profile.values("name"), ["Ana", "Anna"]);
    assert_eq!(profile.caption(), "Ana");
}
