//! What the page is told of trades, places and money.

use serde_json::{Value, json};

use crate::bench::{Bench, Said, make_case, source};
use crate::client::encoded;

const PAPER: &str = "The Quay Gang deals in gravel at Quayside. Brandt was convicted of sheltering the Quay Gang. Sand Ltd paid \
    Weiss 500 on 3 March 2020. Weiss paid Brandt 400 on 5 March 2020. Residents tell of arson at Quayside.";

fn said(
    entity: &'static str,
    schema: &'static str,
    values: &[(&'static str, &'static str)],
    quote: &'static str,
) -> Vec<Said<'static>> {
    let one = |(property, value): &(&'static str, &'static str)| Said {
        entity,
        schema,
        property,
        value,
        quote,
        standing: None,
    };
    values.iter().map(one).collect()
}

/// A gang in a trade at a place, who shelters it, and two payments in a row.
fn bench() -> Bench {
    let gravel = "deals in gravel at Quayside";
    let mut all = said(
        "gang",
        "CriminalGroup",
        &[("name", "Quay Gang"), ("trades", "gravel"), ("territory", "Quayside")],
        gravel,
    );
    all.extend(said("brandt", "Person", &[("name", "Brandt")], "Brandt"));
    all.extend(said("weiss", "Person", &[("name", "Weiss")], "Weiss"));
    all.extend(said("sand", "Company", &[("name", "Sand Ltd")], "Sand Ltd"));
    let mut shelter = said(
        "t1",
        "Protection",
        &[("protector", "brandt"), ("protected", "gang")],
        "convicted of sheltering the Quay Gang",
    );
    for one in &mut shelter {
        one.standing = Some(umbra_model::Standing::Convicted);
    }
    all.extend(shelter);
    for (id, payer, payee, amount, date, quote) in [
        ("p1", "sand", "weiss", "500", "2020-03-03", "Sand Ltd paid Weiss 500 on 3 March 2020"),
        ("p2", "weiss", "brandt", "400", "2020-03-05", "Weiss paid Brandt 400 on 5 March 2020"),
    ] {
        let values =
            [("payer", payer), ("beneficiary", payee), ("amount", amount), ("currency", "EUR"), ("date", date)];
        all.extend(said(id, "Payment", &values, quote));
    }
    all.extend(said(
        "arson",
        "Offence",
        &[("name", "arson"), ("place", "Quayside"), ("trade", "gravel")],
        "arson at Quayside",
    ));
    let folder = tempfile::tempdir().unwrap();
    make_case(&folder.path().join("quay.umbra"), &source(PAPER, "press/paper.txt"), PAPER, &all);
    Bench::over(folder, Vec::new())
}

fn list<'v>(json: &'v Value, name: &str) -> &'v Vec<Value> {
    json[name].as_array().unwrap_or_else(|| panic!("no {name} in {json}"))
}

#[test]
fn a_field_of_the_table_opens_on_what_it_rests_on() {
    let bench = bench();
    let table = bench.get("trades");
    assert_eq!((&table["trades"], &table["places"][0]["name"]), (&json!(["gravel"]), &"Quayside".into()));
    let field = &table["cells"][0];
    assert_eq!((&field["groups"], &field["protectors"], &field["offences"]), (&1.into(), &1.into(), &1.into()));
    let cell = bench.get("trades/cell?trade=gravel&place=Quayside");
    assert_eq!(cell["groups"][0]["id"], "gang");
    assert_eq!(cell["shelves"], json!([{ "shelf": "court", "title": "found by a court", "count": 1 }]));
    assert_eq!(
        (&cell["protecting"][0]["person"]["id"], &cell["protecting"][0]["standing"]),
        (&"brandt".into(), &"convicted".into())
    );
    let ids: Vec<String> = list(&cell, "evidence").iter().map(Value::to_string).collect();
    let places = bench.get(&format!("statements?ids={}", encoded(&ids.join(","))));
    assert!(list(&places, "places").iter().any(|place| place["quote"] == "deals in gravel at Quayside"), "{places}");
    assert!(list(&cell, "caveats").iter().any(|words| words.as_str().unwrap().contains("not for judging a place")));
    assert_eq!(bench.running.get("/api/v1/trades/cell?trade=gravel&place=Nowhere").status, 404);
    assert_eq!(list(&bench.get("trades?level=province"), "cells").len(), 0);
    bench.post("inspection/step", &json!({ "state": "opened", "trade": "gravel", "place": "Quayside" })).ok();
    assert_eq!(bench.get("trades")["cells"][0]["items"], 1);
}

#[test]
fn flows_are_laid_out_and_lead_through_time_to_their_sentences() {
    let bench = bench();
    let money = bench.get("money");
    assert_eq!((&money["payments"], &money["totals"][0]["sum"]), (&2.into(), &900.0.into()));
    assert_eq!(
        (&money["payers"][0]["party"]["id"], &money["takers"][0]["party"]["id"]),
        (&"sand".into(), &"weiss".into())
    );
    let drawn = &money["drawings"][0];
    assert_eq!(
        (list(drawn, "flows").len(), list(&drawn["drawing"], "bands").len(), list(&drawn["drawing"], "bars").len()),
        (2, 2, 3)
    );
    let x = |id: &str| {
        list(&drawn["drawing"], "bars").iter().find(|bar| bar["party"]["id"] == id).unwrap()["x"].as_f64().unwrap()
    };
    assert!(x("sand") < x("weiss") && x("weiss") < x("brandt"), "money runs from left to right");
    let ids: Vec<String> = list(&drawn["flows"][0], "evidence").iter().map(Value::to_string).collect();
    let places = bench.get(&format!("statements?ids={}", encoded(&ids.join(","))));
    assert_eq!(places["places"][0]["quote"], "Sand Ltd paid Weiss 500 on 3 March 2020");
    assert_eq!(list(&bench.get("money?around=brandt")["drawings"][0], "flows").len(), 1);
    let path = &bench.get("money/paths?from=sand&to=brandt")["paths"][0];
    assert_eq!(
        (&path["amount"], &path["steps"][1]["says"]),
        (&400.0.into(), &"Weiss paid Brandt 400 EUR (2020-03-05)".into())
    );
    assert_eq!(bench.get("money/paths?from=brandt&to=sand")["paths"], json!([]), "money does not run back in time");
    assert_eq!(bench.running.get("/api/v1/money/paths?from=sand&to=nobody").status, 404);
}
