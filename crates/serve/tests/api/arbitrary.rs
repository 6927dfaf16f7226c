//! Whatever is sent, the answer is JSON and no 5xx.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::client::{Running, encoded};

static SERVER: LazyLock<Running> = LazyLock::new(Running::harbour);

/// Any JSON, with the words that the API knows among its keys and texts.
fn anything() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("queries"),
        Just("schema"),
        Just("properties"),
        Just("Person"),
        Just("Thing"),
        Just("Company"),
        Just("name"),
        Just("birthDate"),
        Just("query"),
        Just("type"),
        Just("limit"),
        Just("pid"),
        Just("v"),
        Just("ids"),
        Just("id"),
        Just("settings"),
        Just("weights"),
        Just("Ana Brandt"),
        Just("1961-03"),
        Just("ana"),
    ];
    let text = prop_oneof![word.prop_map(str::to_owned), any::<String>()];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(text.clone(), inner, 0..6)
                .prop_map(|map| Value::from(map.into_iter().collect::<serde_json::Map<_, _>>())),
        ]
    })
}

fn check(reply: &crate::client::Reply) {
    assert!((200..500).contains(&reply.status), "{}: {}", reply.status, reply.body);
    let json = reply.json();
    assert!(reply.status < 400 || json["detail"].is_string(), "{json}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_body(body in anything()) {
        check(&SERVER.post("/match/default", &body));
        check(&SERVER.form("/reconcile/default", "queries", &body));
        check(&SERVER.form("/reconcile/default", "extend", &body));
    }

    #[test]
    fn any_query(inner in anything(), name in any::<String>()) {
        let query = json!({ "schema": "Person", "properties": { "name": inner, "x": name } });
        check(&SERVER.post("/match/default?cutoff=0", &json!({ "queries": { "q": query, "r": inner } })));
        let query = json!({ "query": name, "properties": [{ "pid": "name", "v": inner }, { "pid": name, "v": name }] });
        check(&SERVER.form("/reconcile/default", "queries", &json!({ "q": query })));
    }

    #[test]
    fn any_words(q in any::<String>(), typed in "[a-z:*~\"() +|!-]{0,30}", name in "[a-z_]{1,12}", value in any::<String>()) {
        check(&SERVER.get(&format!("/search/default?q={}", encoded(&q))));
        check(&SERVER.get(&format!("/search/default?q={}&fuzzy=true", encoded(&typed))));
        check(&SERVER.get(&format!("/search/default?simple=true&q={}&{name}={}", encoded(&typed), encoded(&value))));
        check(&SERVER.get(&format!("/reconcile/default/suggest/entity?prefix={}", encoded(&q))));
        let id = encoded(&value);
        check(&SERVER.get(&format!("/entities/x{id}")));
        check(&SERVER.get(&format!("/entities/ana/adjacent/x{id}")));
    }

    #[test]
    fn any_bytes(body in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&SERVER.send("POST", "/match/default", &[], &body));
        check(&SERVER.send("POST", "/reconcile/default", &[], &body));
    }
}
