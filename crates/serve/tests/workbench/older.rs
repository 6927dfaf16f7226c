//! A case of an older format: looked at as it is, brought up by the first who writes.

use serde_json::json;

use crate::bench::Bench;

/// A file of the format before reports, notes and pictures were kept in it.
const V1: &[u8] = include_bytes!("../../../case/tests/data/v1.umbra");

#[test]
fn a_case_of_an_older_format_is_looked_at_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("quay.umbra"), V1).unwrap();
    let bench = Bench::over(folder, Vec::new()).settled();
    for path in [
        "overview",
        "network",
        "umbrellas",
        "timeline",
        "places",
        "money",
        "trades",
        "inspection",
        "figures",
        "sources",
        "review",
        "review/statements",
        "alerts",
        "reports",
        "notes",
        "pictures",
        "log",
        "dossier?id=brandt",
        "search?q=brandt",
    ] {
        let reply = bench.running.get(&format!("/api/v1/{path}"));
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    }
    assert_eq!(bench.get("dossier?id=brandt")["entity"]["caption"], "Brandt");
    assert_eq!(std::fs::read(&bench.case).unwrap(), V1, "looking changes nothing");
    bench.post("notes/save", &json!({ "entity": "brandt", "text": "ask again" })).ok();
    assert_eq!(bench.get("notes?id=brandt")["notes"][0]["text"], "ask again", "whoever writes brings it up");
    let verified = bench.post("verify", &json!({})).ok();
    assert_eq!(verified["is_whole"], true, "{verified}");
}
