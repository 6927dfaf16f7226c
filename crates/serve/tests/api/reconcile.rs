//! `/reconcile`: what the Reconciliation API 0.2 asks of a service.

use serde_json::{Value, json};

use crate::client::{Running, encoded, ids};

#[test]
fn the_manifest_says_where_everything_is() {
    let server = Running::harbour();
    let manifest = server.get("/reconcile/harbour").ok();
    assert_eq!(manifest["versions"], json!(["0.2"]));
    for key in ["name", "identifierSpace", "schemaSpace"] {
        assert!(manifest[key].is_string(), "{key}");
    }
    assert!(manifest["view"]["url"].as_str().unwrap().contains("{{id}}"));
    let base = format!("http://{}", server.address);
    for service in [
        &manifest["suggest"]["entity"],
        &manifest["suggest"]["type"],
        &manifest["suggest"]["property"],
        &manifest["extend"]["propose_properties"],
    ] {
        let url = service["service_url"].as_str().unwrap().to_owned() + service["service_path"].as_str().unwrap();
        server.get(url.strip_prefix(&base).unwrap()).ok();
    }
    let types: Vec<&str> =
        manifest["defaultTypes"].as_array().unwrap().iter().map(|kind| kind["id"].as_str().unwrap()).collect();
    assert_eq!(types, ["Address", "Company", "Person"]);
    server.get("/reconcile/banana").fault(404);
}

/// Every candidate has what the specification wants of it.
fn check(result: &Value) {
    for candidate in result.as_array().unwrap() {
        assert!(candidate["id"].is_string() && candidate["name"].is_string(), "{candidate}");
        assert!(candidate["score"].is_number() && candidate["match"].is_boolean(), "{candidate}");
        assert!(
            candidate["type"].as_array().unwrap().iter().all(|kind| kind["id"].is_string() && kind["name"].is_string())
        );
        assert!(candidate["features"].as_array().unwrap().iter().all(|feature| feature["id"].is_string()));
    }
}

#[test]
fn queries_come_by_address_and_by_form() {
    let server = Running::harbour();
    let queries = json!({
        "q0": { "query": "Brandt Ana", "type": "Person", "limit": 3 },
        "q1": { "query": "Ana Brandt", "properties": [{ "pid": "Person:birthDate", "v": "1990-01-01" }] },
        "q2": { "query": "Quay Haulage", "type": ["Company"], "properties": [
            { "pid": "registrationNumber", "v": ["HRB 20417"] }, { "pid": "country", "v": { "id": "mt", "name": "Malta" } },
        ] },
        "q3": { "query": "Zzyzx Quux" },
        "q4": { "query": "" },
    });
    let posted = server.form("/reconcile/harbour", "queries", &queries).ok();
    assert_eq!(posted, server.get(&format!("/reconcile/harbour?queries={}", encoded(&queries.to_string()))).ok());
    posted.as_object().unwrap().values().for_each(|answer| check(&answer["result"]));
    let best = |name: &str| posted[name]["result"][0].clone();
    assert_eq!((&best("q0")["id"], &best("q0")["match"]), (&json!("ana"), &json!(true)));
    assert_eq!((&best("q1")["id"], &best("q1")["match"]), (&json!("ana"), &json!(false)), "born when another was");
    assert!(best("q2")["score"].as_f64().unwrap() > 0.999);
    assert_eq!((&posted["q3"]["result"], &posted["q4"]["result"]), (&json!([]), &json!([])));
}

#[test]
fn beginnings_are_completed() {
    let server = Running::harbour();
    let suggested = |path: &str| ids(&server.get(&format!("/reconcile/harbour/suggest/{path}")).ok()["result"]);
    assert_eq!(suggested("entity?prefix=ana%20bra"), ["ana"]);
    assert_eq!(suggested("entity?prefix=quay"), ["haulage", "quay"]);
    assert_eq!(suggested("entity?prefix=quay&cursor=1").len(), 1);
    assert_eq!(suggested("entity?prefix=%E9%A9%AC"), ["ma"]);
    assert_eq!(suggested("type?prefix=comp"), ["Company"]);
    assert!(suggested("property?prefix=country").contains(&"Thing:country".to_owned()));
    for path in ["entity", "type", "property", "entity?prefix=banana", "type?prefix=banana", "property?prefix=banana"] {
        assert!(suggested(path).is_empty(), "{path}");
    }
}

#[test]
fn rows_are_extended() {
    let server = Running::harbour();
    let proposed = server.get("/reconcile/harbour/extend/property?type=Person&limit=200").ok();
    assert_eq!(proposed["type"], "Person");
    assert!(ids(&proposed["properties"]).contains(&"birthDate".to_owned()));
    let extend = json!({ "ids": ["ana", "banana"], "properties": [
        { "id": "birthDate" },
        { "id": "nationality" },
        { "id": "country", "settings": {} },
        { "id": "nationality", "settings": { "render": "raw", "limit": "1" } },
    ] });
    let answer = server.form("/reconcile/harbour", "extend", &extend).ok();
    let row = &answer["rows"]["ana"];
    assert_eq!(row["birthDate"], json!([{ "str": "1961-03-05" }]));
    assert_eq!(row["nationality"], json!([{ "str": "mt" }]), "the last of two wishes counts");
    assert_eq!(answer["rows"]["banana"]["birthDate"], json!([]));
    assert_eq!(answer["meta"][0], json!({ "id": "birthDate", "name": "Birth date" }));
    let shown = server.form(
        "/reconcile/harbour",
        "extend",
        &json!({ "ids": ["ana"], "properties": [{ "id": "nationality" }] }),
    );
    assert_eq!(shown.ok()["rows"]["ana"]["nationality"], json!([{ "str": "Malta" }]));
}

#[test]
fn what_is_no_query_is_told() {
    let server = Running::harbour();
    server.form("/reconcile/harbour", "queries", &json!([1])).fault(422);
    server.form("/reconcile/harbour", "queries", &json!({ "q": 7 })).fault(422);
    server.form("/reconcile/harbour", "queries", &json!({ "q": { "query": "a", "limit": -1 } })).fault(422);
    server.form("/reconcile/harbour", "queries", &json!({ "q": { "query": "a", "type": "Ghost" } })).fault(400);
    server.form("/reconcile/harbour", "queries", &json!({ "q": { "query": "a", "properties": [{}] } })).fault(422);
    server.form("/reconcile/harbour", "extend", &json!({ "ids": "ana" })).fault(422);
    server.form("/reconcile/harbour", "nothing", &json!({})).fault(422);
    server.get("/reconcile/harbour?queries=%7B").fault(422);
    server.get("/reconcile/harbour/extend/property?type=Ghost").fault(400);
}
