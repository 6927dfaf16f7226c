//! Changes while the server runs.

use std::fs;

use serde_json::json;

use crate::client::{HARBOUR, Running, ids};

const ADDED: &str = r#"{"op": "ADD", "entity": {"id": "new", "schema": "Person", "properties": {"name": ["Nova Quist"]}}}
{"op": "MOD", "entity": {"id": "ma", "schema": "Person", "properties": {"name": ["Ma Aijun"], "deathDate": ["2026"]}}}
{"op": "DEL", "entity": {"id": "gravel"}}
"#;

/// Puts a file into the folder as a whole, as whoever publishes changes should.
fn publish(server: &Running, name: &str, content: &str) {
    let folder = server.path("harbour.json-delta");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!(".{name}.part")), content).unwrap();
    fs::rename(folder.join(format!(".{name}.part")), folder.join(name)).unwrap();
}

#[test]
fn changes_are_taken_in_while_requests_are_answered() {
    let server = Running::harbour();
    publish(&server, "2026-11-27.json", ADDED);
    // Either all of the old or all of the new, never between.
    server.until(|server| {
        let is_new = server.get("/entities/new").status == 200;
        !is_new || (server.get("/entities/gravel").status == 404)
    });
    server.until(|server| server.get("/entities/new").status == 200);
    assert_eq!(server.get("/entities/gravel").status, 404);
    let changed = server.get("/entities/ma?nested=false").ok();
    assert_eq!((&changed["properties"]["deathDate"], changed["properties"].get("birthDate")), (&json!(["2026"]), None));
    assert_eq!(ids(&server.get("/search/harbour?q=nova").ok()["results"]), ["new"]);
    let asked = json!({ "queries": { "q": { "schema": "Person", "properties": { "name": "Quist, Nova" } } } });
    assert_eq!(ids(&server.post("/match/harbour", &asked).ok()["responses"]["q"]["results"]), ["new"]);
    assert_eq!(
        server.get("/entities/ana/adjacent/ownershipOwner").ok()["results"][1]["properties"].get("asset"),
        Some(&json!(["gravel", "nobody"]))
    );

    // Started again, it knows them still; without its index too.
    let again = Running::over(server.stop(), &["harbour.json"]);
    assert!(!again.taken[0].rebuilt && again.taken[0].changes == 0);
    assert_eq!(again.get("/entities/new").status, 200);
    fs::remove_dir_all(again.path("harbour.json-match")).unwrap();
    let anew = Running::over(again.stop(), &["harbour.json"]);
    assert!(anew.taken[0].rebuilt && anew.taken[0].changes == 3, "{:?}", anew.taken);
    assert_eq!((anew.get("/entities/new").status, anew.get("/entities/gravel").status), (200, 404));
}

#[test]
fn a_delta_at_fault_changes_nothing() {
    let server = Running::harbour();
    let broken = format!("{ADDED}{}\n", r#"{"op": "ADD", "entity": {"id": "late", "schema": "Ghost"}}"#);
    publish(&server, "1.json", &broken);
    publish(&server, "2.json", r#"{"op": "DEL", "entity": {"id": "ana"}}"#);
    let fault = server.post("/updatez?token=secret", &json!({}));
    if fault.status != 200 {
        let fault = fault.fault(409);
        assert!(fault.contains("1.json, line 4") && fault.contains("Ghost"), "{fault}");
    }
    for (id, status) in [("new", 404), ("gravel", 200), ("ana", 200)] {
        assert_eq!(server.get(&format!("/entities/{id}")).status, status, "{id}");
    }
    publish(&server, "1.json", ADDED);
    server.until(|server| server.get("/entities/ana").status == 404);
    assert_eq!(server.get("/entities/new").status, 200);
}

#[test]
fn a_new_file_takes_the_place_of_the_old() {
    let server = Running::harbour();
    fs::write(server.path("next"), format!("{HARBOUR}{}\n", r#"{"id": "next", "schema": "Person"}"#)).unwrap();
    fs::rename(server.path("next"), server.path("harbour.json")).unwrap();
    server.until(|server| server.get("/entities/next").status == 200);
    // A file that holds nothing is refused; what was there is served on.
    fs::write(server.path("next"), "nothing\n").unwrap();
    fs::rename(server.path("next"), server.path("harbour.json")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert_eq!(server.get("/entities/ana").status, 200);
}

#[test]
fn updates_need_the_token() {
    let server = Running::harbour();
    for token in ["", "?token=", "?token=wrong"] {
        server.post(&format!("/updatez{token}"), &json!({})).fault(403);
    }
    assert_eq!(server.post("/updatez?token=secret&sync=true", &json!({})).ok()["status"], "ok");
    assert_eq!(server.get("/updatez?token=secret").status, 405);
}
