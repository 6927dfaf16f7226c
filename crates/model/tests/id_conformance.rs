//! Identifiers against those that FollowTheMoney makes.

mod shared;

use serde_json::Value;
use umbra_model::{Namespace, entity_id, statement_id};

/// A part of a key as FollowTheMoney turns it into text.
fn text(part: &Value) -> Option<String> {
    match part {
        Value::Null => None,
        Value::Bool(true) => Some("True".to_owned()),
        Value::Bool(false) => Some("False".to_owned()),
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[test]
fn entity_ids_agree() {
    let vectors = shared::vectors("entity_id.jsonl");
    println!("entity_id: {} vectors", vectors.len());
    for vector in vectors {
        let parts: Vec<Option<String>> = vector["parts"].as_array().unwrap().iter().map(text).collect();
        let parts: Vec<Option<&str>> = parts.iter().map(Option::as_deref).collect();
        let id = entity_id(vector["prefix"].as_str(), &parts);
        assert_eq!(id.as_deref(), vector["id"].as_str(), "{vector}");
    }
}

#[test]
fn statement_ids_agree() {
    let vectors = shared::vectors("statement_id.jsonl");
    println!("statement_id: {} vectors", vectors.len());
    for vector in vectors {
        let field = |key: &str| vector[key].as_str().unwrap();
        let id = statement_id(
            field("dataset"),
            field("entity_id"),
            field("prop"),
            field("value"),
            vector["lang"].as_str(),
            vector["external"] == true,
        );
        assert_eq!(id, field("id"), "{vector}");
    }
}

#[test]
fn signed_ids_agree() {
    let vectors = shared::vectors("namespace_sign.jsonl");
    println!("namespace_sign: {} vectors", vectors.len());
    for vector in vectors {
        let space = Namespace::new(vector["ns"].as_str().unwrap_or_default());
        let signed = space.sign(vector["in"].as_str().unwrap());
        assert_eq!(signed.as_deref(), vector["out"].as_str(), "{vector}");
        if let (Some(signed), Some(_)) = (signed, vector["ns"].as_str()) {
            assert!(space.verify(&signed));
        }
    }
}
