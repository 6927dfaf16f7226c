//! The cases that yente's own tests hold a server to, where they lie beside the project.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::client::{Running, encoded};

/// Where the cases lie; nobody else needs them.
fn cases() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let found = [root.join("shared"), root.join("../shared")].into_iter().map(|shared| shared.join("data/ftm/http"));
    found.into_iter().find(|folder| folder.join("cases.jsonl").exists())
}

/// What a path such as `adjacent.owner.results[0].id`, `x[*].id` or `x#len` leads to.
fn dig(json: &Value, path: &str) -> Option<Value> {
    let (path, is_count) = path.strip_suffix("#len").map_or((path, false), |path| (path, true));
    let mut found = json.clone();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let mut steps = part.split(['[', ']']).filter(|step| !step.is_empty());
        let key = steps.next()?;
        found = match found {
            Value::Array(list) => list.iter().map(|one| one.get(key).cloned().unwrap_or_default()).collect(),
            other => other.get(key)?.clone(),
        };
        for step in steps.filter(|step| *step != "*") {
            found = found.get(step.parse::<usize>().ok()?)?.clone();
        }
    }
    let count = |found: &Value| found.as_array().map(Vec::len).or_else(|| found.as_object().map(serde_json::Map::len));
    if is_count { count(&found).map(Value::from) } else { Some(found) }
}

fn holds(found: Option<&Value>, operator: &str, wanted: &Value) -> bool {
    let has = || match found {
        Some(Value::Array(list)) => list.contains(wanted),
        Some(Value::Object(object)) => wanted.as_str().is_some_and(|key| object.contains_key(key)),
        _ => false,
    };
    match operator {
        "eq" => found == Some(wanted),
        "gt" => found.and_then(Value::as_f64) > wanted.as_f64(),
        "contains" | "has_key" => has(),
        "missing" | "not_contains" => !has(),
        other => panic!("the cases have a new operator, {other}"),
    }
}

#[test]
fn yentes_cases_hold() {
    let Some(folder) = cases() else {
        println!("skipped: the shared cases are not here");
        return;
    };
    let dataset = fs::read_to_string(folder.join("parteispenden/entities.ftm.json")).unwrap();
    let server = Running::with(&[("parteispenden.json", &dataset)]);
    let mut count = 0;
    for line in fs::read_to_string(folder.join("cases.jsonl")).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let parameters = case["params"].as_object().unwrap().iter().map(|(name, value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            format!("{name}={}", encoded(&value))
        });
        let parameters: Vec<String> = parameters.collect();
        let path = format!("{}?{}", case["path"].as_str().unwrap(), parameters.join("&"));
        let reply = match case.get("json") {
            Some(json) => server.post(&path, json),
            None => server.send(case["method"].as_str().unwrap(), &path, &[], b""),
        };
        assert_eq!(reply.status, case["status"], "{}", case["name"]);
        for assertion in case["assert"].as_array().unwrap() {
            let (path, operator) = (assertion[0].as_str().unwrap(), assertion[1].as_str().unwrap());
            let found = dig(&reply.json(), path);
            assert!(holds(found.as_ref(), operator, &assertion[2]), "{}: {assertion}: {found:?}", case["name"]);
        }
        count += 1;
    }
    assert!(count >= 15, "only {count} cases");
}
