//! Bad input: a 4xx that says why, never a 5xx, never silence.

use serde_json::{Value, json};

use crate::client::Running;

fn queries(count: usize) -> Value {
    let one = json!({ "schema": "Person", "properties": { "name": "Ana" } });
    (0..count).map(|number| (format!("q{number}"), one.clone())).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn bodies_that_are_no_query() {
    let server = Running::harbour();
    let person = |properties: Value| json!({ "queries": { "q": { "schema": "Person", "properties": properties } } });
    for (body, status, part) in [
        ("", 422, "no JSON"),
        ("{", 422, "no JSON"),
        ("[]", 422, "no JSON object"),
        ("\u{0}", 422, "no JSON"),
        ("{}", 422, "queries"),
        (r#"{"queries": 7}"#, 422, "queries"),
        (r#"{"queries": {}}"#, 400, "no query"),
        (r#"{"queries": {"q": null}}"#, 400, "no query"),
        (r#"{"queries": {"q": 7}}"#, 422, "no object"),
        (r#"{"queries": {"q": {"properties": {}}}}"#, 422, "schema"),
        (r#"{"queries": {"q": {"schema": "Person"}}}"#, 422, "properties"),
        (r#"{"queries": {"q": {"schema": "Ghost", "properties": {}}}}"#, 400, "Ghost"),
        (r#"{"queries": {"q": {"schema": "Ownership", "properties": {}}}}"#, 400, "Ownership"),
        (r#"{"queries": {"q": {"schema": "Person", "properties": {}}}, "weights": {"name": "much"}}"#, 422, "weights"),
        (&person(json!({ "name": "a".repeat(100_000) })).to_string(), 400, "longer than"),
        (&person(json!({ "name": vec!["a"; 501] })).to_string(), 400, "values"),
        (&json!({ "queries": queries(101) }).to_string(), 400, "100 queries"),
        (&"[".repeat(100_000), 422, "no JSON"),
        (&" ".repeat(8 << 20 | 1), 413, "larger than"),
    ] {
        let reply = server.send("POST", "/match/harbour", &[], body.as_bytes());
        let fault = reply.fault(status);
        assert!(fault.contains(part), "{}: {fault}", body.chars().take(80).collect::<String>());
    }
    for parameters in ["limit=501", "limit=-1", "threshold=x", "cutoff=NaN", "changed_since=2025"] {
        server.post(&format!("/match/harbour?{parameters}"), &person(json!({}))).fault(422);
    }
    let excluded: Vec<String> = (0..51).map(|number| format!("exclude_entity_ids=e{number}")).collect();
    server.post(&format!("/match/harbour?{}", excluded.join("&")), &person(json!({}))).fault(422);
    assert!(server.post("/match/banana", &person(json!({}))).fault(404).contains("banana"));
}

#[test]
fn odd_names_find_nothing_and_break_nothing() {
    let server = Running::harbour();
    for name in [
        "🎉🎉🎉".to_owned(),
        "\u{202e}Ana\u{202c} Brandt \u{200f}ab".to_owned(),
        "a\u{0}b".to_owned(),
        "\u{0}".to_owned(),
        " ".to_owned(),
        "…—’".to_owned(),
        "a ".repeat(2_000),
        "x".repeat(5_000),
        "محمد Ana 马 Иван".to_owned(),
        "\u{301}\u{301}".repeat(1_000),
        "﷽".repeat(1_000),
    ] {
        for schema in ["Person", "Company", "Thing", "Address", "LegalEntity", "Vessel"] {
            let asked =
                json!({ "queries": { "q": { "schema": schema, "properties": { "name": name, "full": name } } } });
            server.post("/match/default?cutoff=0", &asked).ok();
        }
        server.form("/reconcile/default", "queries", &json!({ "q": { "query": name } })).ok();
    }
    let nameless = json!({ "queries": { "q": { "schema": "Person", "properties": { "birthDate": "1961" } } } });
    assert_eq!(server.post("/match/default", &nameless).ok()["responses"]["q"]["results"], json!([]));
}

#[test]
fn addresses_and_methods_that_are_none() {
    let server = Running::harbour();
    server.get("/match/harbour").fault(405);
    server.send("DELETE", "/entities/ana", &[], b"").fault(405);
    server.get("/nothing/here").fault(404);
    server.get("/entities/%00%ff").fault(404);
    server.get("/entities/").fault(404);
    server.get(&format!("/search/harbour?q={}", "a".repeat(1_001))).fault(400);
    server.get(&format!("/search/harbour?x={}", "a".repeat(60_000))).fault(414);
}

#[test]
fn pages_of_the_web_are_kept_out() {
    let server = Running::harbour();
    assert!(server.send("GET", "/healthz", &[("host", "attacker.example:8000")], b"").fault(403).contains("localhost"));
    let from = |origin: &str| server.send("GET", "/healthz", &[("origin", origin)], b"").head;
    assert!(from("http://127.0.0.1:3333").contains("access-control-allow-origin: http://127.0.0.1:3333"));
    assert!(!from("https://attacker.example").contains("access-control-allow-origin"));
    let asked = server.send("OPTIONS", "/match/harbour", &[("origin", "http://localhost:3333")], b"");
    assert_eq!(asked.status, 204);
    assert!(asked.head.contains("access-control-allow-methods"));
}

#[test]
fn the_server_describes_itself() {
    let server = Running::harbour();
    assert_eq!(server.get("/healthz").ok(), json!({ "status": "ok" }));
    assert_eq!(server.get("/readyz").ok(), json!({ "status": "ok" }));
    let catalog = server.get("/catalog").ok();
    assert_eq!(catalog, server.get("/manifest").ok());
    assert_eq!((&catalog["current"], &catalog["index_stale"]), (&json!(["harbour"]), &json!(false)));
    let names: Vec<&str> =
        catalog["datasets"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names, ["harbour", "default", "all"]);
    assert_eq!(catalog["datasets"][0]["children"], json!(["press", "register"]));
    let algorithms = server.get("/algorithms").ok();
    assert_eq!((&algorithms["best"], &algorithms["default"]), (&json!("umbra"), &json!("umbra")));
    assert_eq!(algorithms["algorithms"].as_array().unwrap().len(), 6);
    let document = server.get("/openapi.json").ok();
    for path in ["/match/{dataset}", "/search/{dataset}", "/entities/{id}", "/reconcile/{dataset}", "/updatez"] {
        assert!(document["paths"].get(path).is_some(), "{path}");
    }
}
