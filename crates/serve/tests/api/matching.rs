//! `/match`

use serde_json::{Value, json};

use crate::client::{HARBOUR, Running, ids};

fn query(schema: &str, properties: &Value) -> Value {
    json!({ "queries": { "q": { "id": "mine", "schema": schema, "properties": properties } } })
}

#[test]
fn a_person_is_found_with_reasons() {
    let server = Running::harbour();
    let asked = query("Person", &json!({ "name": "BRANDT, Ana", "birthDate": ["1961"], "country": "Malta" }));
    let reply = server.post("/match/harbour", &asked);
    assert!(reply.head.contains("x-batch-size: 1"));
    let json = reply.ok();
    assert_eq!(json["limit"], 5);
    assert!(json["matcher"]["name"]["description"].is_string());
    let response = &json["responses"]["q"];
    assert_eq!((&response["status"], &response["total"]), (&json!(200), &json!({ "value": 1, "relation": "eq" })));
    assert_eq!(response["query"]["id"], "mine");
    assert_eq!(response["query"]["properties"]["country"], json!(["mt"]));
    let best = &response["results"][0];
    assert_eq!((&best["id"], &best["caption"], &best["match"]), (&json!("ana"), &json!("Ana Brandt"), &json!(true)));
    assert_eq!(best["datasets"], json!(["press"]));
    assert_eq!(best["referents"], json!(["ana-old"]));
    assert_eq!((&best["target"], &best["first_seen"]), (&json!(true), &json!("2024-01-01T00:00:00")));
    assert_eq!(best["properties"]["addressEntity"], json!(["quay"]));
    let sum: f64 = best["features"].as_object().unwrap().values().map(|score| score.as_f64().unwrap()).sum();
    assert!((sum - best["score"].as_f64().unwrap()).abs() < 1e-5, "{best}");
    assert!(best["explanations"]["birth_date"]["detail"].is_string());
}

#[test]
fn scripts_meet_and_full_matches_are_told_from_others() {
    let server = Running::harbour();
    let best = |schema: &str, properties: Value| {
        let json = server.post("/match/all?cutoff=0", &query(schema, &properties)).ok();
        json["responses"]["q"]["results"][0].clone()
    };
    assert_eq!(best("Person", json!({ "name": "Ai-jun MA" }))["id"], "ma");
    assert_eq!(best("LegalEntity", json!({ "name": "马爱军" }))["id"], "ma");
    assert!(best("Person", json!({ "name": "Ana Brandt" }))["score"].as_f64().unwrap() < 0.95);
    let known = best("Person", json!({ "name": "Ana Brandt", "birthDate": "1961-03-05", "country": "mt" }));
    assert!(known["score"].as_f64().unwrap() > 0.999, "{known}");
    assert!(best("Company", json!({ "registrationNumber": "HRB-20417" }))["score"].as_f64().unwrap() > 0.999);
    assert_eq!(best("Address", json!({ "full": "Quay Street 1, Marenport" }))["id"], "quay");
    assert_eq!(best("Person", json!({ "name": "Quay Haulage" })), Value::Null, "a firm is no person");
}

#[test]
fn parameters_narrow_the_results() {
    let server = Running::harbour();
    let asked = query("LegalEntity", &json!({ "name": ["Ana Brandt", "Quay Haulage Ltd", "Gravel and Sons"] }));
    let found = |parameters: &str| {
        let json = server.post(&format!("/match/default?{parameters}"), &asked).ok();
        ids(&json["responses"]["q"]["results"])
    };
    let mut all = found("");
    all.sort();
    assert_eq!(all, ["ana", "gravel", "haulage"]);
    assert_eq!(found("limit=1").len(), 1);
    assert_eq!(found("limit=0").len(), 0);
    assert_eq!(found("topics=sanction"), ["haulage"]);
    assert_eq!(found("topics=sanction&topics=role.pep").len(), 2);
    assert_eq!(found("exclude_schema=Company"), ["ana"]);
    assert_eq!(found("include_dataset=press"), ["ana"]);
    assert_eq!(found("exclude_dataset=register"), ["ana"]);
    assert_eq!(found("include_dataset=harbour").len(), 3);
    assert_eq!(found("exclude_dataset=harbour").len(), 0);
    assert_eq!(found("changed_since=2025-01-01"), ["haulage"]);
    assert_eq!(found("exclude_entity_ids=ana-old&exclude_entity_ids=gravel"), ["haulage"]);
    assert_eq!(found("cutoff=0.97&threshold=0.99").len(), 0);
    let within = |dataset: &str| {
        let json = server.post(&format!("/match/{dataset}"), &asked).ok();
        ids(&json["responses"]["q"]["results"])
    };
    assert_eq!(within("press"), ["ana"], "a dataset that the file brings together");
}

#[test]
fn other_algorithms_names_and_weights_are_taken() {
    let server = Running::harbour();
    let asked = query("Person", &json!({ "name": "Ana Brandt" }));
    for name in ["logic-v1", "logic-v2", "name-based", "name-qualified", "regression-v1", "best", "umbra"] {
        let json = server.post(&format!("/match/default?algorithm={name}&fuzzy=false"), &asked).ok();
        assert_eq!(json["responses"]["q"]["results"][0]["id"], "ana", "{name}");
    }
    assert!(server.post("/match/default?algorithm=neural-net", &asked).fault(400).contains("neural-net"));
    let mut weighed = asked.clone();
    weighed["weights"] = json!({ "name": 0.5, "name_literal": 0.9 });
    let score = |asked: &Value| {
        let json = server.post("/match/default?cutoff=0", asked).ok();
        json["responses"]["q"]["results"][0]["score"].as_f64().unwrap()
    };
    assert!((score(&asked) * 0.5 - score(&weighed)).abs() < 1e-5);
}

#[test]
fn several_files_are_one_collection() {
    let other = r#"{"id": "other", "schema": "Person", "properties": {"name": ["Ana Brandt"]}}
{"id": "ana", "schema": "Person", "properties": {"alias": ["Anna B."]}}"#;
    let server = Running::with(&[("harbour.json", HARBOUR), ("second.jsonl", other)]);
    let asked = query("Person", &json!({ "name": "Ana Brandt" }));
    let found = |name: &str| {
        let json = server.post(&format!("/match/{name}"), &asked).ok();
        let mut found = ids(&json["responses"]["q"]["results"]);
        found.sort();
        found
    };
    assert_eq!(found("all"), ["ana", "other"]);
    assert_eq!(found("second"), ["other"]);
    let whole = server.get("/entities/ana?nested=false").ok();
    assert_eq!(
        (&whole["properties"]["name"], &whole["properties"]["alias"]),
        (&json!(["Ana Brandt"]), &json!(["Anna B."]))
    );
}
