//! What the page is told, view by view.

use serde_json::{Value, json};

use crate::bench::{Bench, Said, make_case, source};
use crate::client::encoded;

fn list<'v>(json: &'v Value, name: &str) -> &'v Vec<Value> {
    json[name].as_array().unwrap_or_else(|| panic!("no {name} in {json}"))
}

#[test]
fn the_overview_leads_from_a_protector_to_the_sentence() {
    let overview = Bench::new().get("overview");
    let protector = &overview["summary"]["protectors"][0];
    assert_eq!((&protector["person"]["id"], &protector["group"]["id"]), (&"ana".into(), &"gang".into()));
    assert_eq!((&protector["shelf"], &protector["standing"]), (&"court".into(), &"convicted".into()));
    assert_eq!(protector["best"]["quote"], "Brandt was convicted of sheltering the Quay Gang");
    assert_eq!(overview["summary"]["counts"]["sources"], 1);
    assert_eq!(overview["new"][0]["actor"], "Test");
}

#[test]
fn the_first_picture_is_laid_out_and_says_what_is_left_out() {
    let bench = Bench::new();
    let network = bench.get("network");
    let mut ids: Vec<&str> = list(&network, "nodes").iter().map(|node| node["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["ana", "gang", "olga"]);
    assert_eq!(network["choice"]["alone"], 1, "A. Brandt is tied to nobody");
    let places: Vec<(i64, i64)> = list(&network, "nodes")
        .iter()
        .map(|n| (n["x"].as_f64().unwrap() as i64, n["y"].as_f64().unwrap() as i64))
        .collect();
    assert!(places[0] != places[1] && places[1] != places[2] && places[0] != places[2], "{places:?}");
    assert_eq!(network, bench.get("network"), "the same case, the same picture");
    let convicted = bench.get("network?standing=charged");
    assert_eq!(list(&convicted, "ties").len(), 1);
    assert_eq!(convicted["hidden"]["below_standing"], 1);
    assert_eq!(list(&bench.get("network?kinds=membership"), "ties")[0]["id"], "t2");
    assert_eq!(list(&bench.get("network?most=1&around=olga"), "nodes").len(), 1);
}

#[test]
fn neighbours_are_counted_before_they_are_drawn() {
    let bench = Bench::new();
    let counted = bench.get("network/neighbours?id=gang");
    let expand = |body: Value| bench.post("network/expand", &body).ok();
    assert_eq!(counted["total"], 2);
    assert_eq!(counted["by_kind"], json!([{ "kind": "protection", "count": 1 }, { "kind": "membership", "count": 1 }]));
    let one = expand(json!({ "id": "gang", "limit": 1 }));
    assert_eq!((list(&one, "nodes").len(), &one["left"]), (1, &1.into()));
    let rest = expand(json!({ "id": "gang", "among": ["ana"] }));
    assert_eq!(list(&rest, "nodes")[0]["id"], "olga", "who is drawn already is not added again");
    assert_eq!(list(&rest, "ties").len(), 1);
    assert_eq!(list(&expand(json!({ "id": "gang", "by": "protection" })), "nodes")[0]["id"], "ana");
    let way = bench.get("network/path?from=ana&to=olga");
    let names: Vec<&str> = list(&way, "nodes").iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert_eq!(names, ["ana", "gang", "olga"]);
    assert_eq!(list(&way, "ties").len(), 2);
    assert_eq!(list(&bench.get("network/path?from=ana&to=a-brandt"), "nodes").len(), 0);
}

#[test]
fn a_tie_comes_with_its_sentences_and_a_statement_with_its_place() {
    let bench = Bench::new();
    let tie = bench.get("tie?id=t1");
    assert_eq!(
        (&tie["standing"], &tie["accusing"], &tie["assessment"]),
        (&"convicted".into(), &true.into(), &false.into())
    );
    let place = &tie["evidence"]["places"][0];
    assert_eq!(place["quote"], "Brandt was convicted of sheltering the Quay Gang");
    let id = place["statement"].as_i64().unwrap();
    let cited = bench.get(&format!("statements?ids={id}"));
    assert_eq!(cited["places"][0]["quote"], place["quote"]);
    let source = place["source"].as_str().unwrap();
    let read = bench.get(&format!("source?id={source}&at={id}"));
    let marked: String = list(&read, "pieces")
        .iter()
        .filter(|piece| piece["marks"].as_array().unwrap().contains(&id.into()))
        .map(|piece| piece["text"].as_str().unwrap())
        .collect();
    assert_eq!(marked, "Brandt was convicted of sheltering the Quay Gang");
    let whole: String = list(&read, "pieces").iter().map(|piece| piece["text"].as_str().unwrap()).collect();
    assert_eq!(whole, crate::bench::COURIER, "the pieces give the text again");
    let said = &read["statements"][id.to_string()];
    assert_eq!((&said["entity"]["id"], &said["standing"]), (&"t1".into(), &"convicted".into()));
}

#[test]
fn the_other_views_answer_from_the_same_case() {
    let bench = Bench::new();
    let umbrella = &bench.get("umbrellas")["groups"][0];
    assert_eq!(
        (&umbrella["group"]["id"], &umbrella["protectors"][0]["chains"][0]["steps"][0]["ties"][0]),
        (&"gang".into(), &"t1".into())
    );
    assert_eq!(list(&bench.get("umbrellas"), "shelves").len(), 4);
    let dossier = bench.get("dossier?id=ana");
    assert_eq!(
        (&dossier["entity"]["caption"], &dossier["ties"][0]["other"]["id"]),
        (&"Ana Brandt".into(), &"gang".into())
    );
    assert!(!list(&dossier, "footnotes").is_empty());
    assert_eq!(bench.get("figures")["total"], 0);
    assert_eq!(list(&bench.get("sources"), "results")[0]["statements"], 9);
    let plan = bench.get("break");
    assert_eq!(list(&plan, "curves")[0]["rule"], "plan");
    assert!(plan["not_guilt"].as_str().unwrap().contains("not of guilt"));
    assert_eq!(bench.get("timeline")["rows"], json!([]), "nothing in it bears a date");
    let log = bench.get("log");
    assert_eq!((&log["total"], &log["results"][0]["action"]), (&2.into(), &"read".into()));
    assert_eq!(bench.running.get("/api/v1/export?format=gexf").status, 200);
    let saved = bench.running.get("/api/v1/export?format=ftm");
    assert!(
        saved.head.contains("attachment; filename=\"quay.ftm.json\"") && saved.body.contains("\"ana\""),
        "{}",
        saved.head
    );
}

#[test]
fn words_are_found_in_names_and_texts_with_counts() {
    let bench = Bench::new();
    let found = bench.get("search?q=brandt");
    let results = list(&found, "results");
    assert_eq!(results[0]["what"], "entity");
    assert!(results.iter().any(|hit| hit["what"] == "source"), "{found}");
    assert_eq!(found["facets"]["schema"][0]["name"], "Person");
    let narrowed = bench.get("search?q=brandt&what=source");
    assert!(list(&narrowed, "results").iter().all(|hit| hit["what"] == "source"));
    assert_eq!(list(&bench.get(&format!("search?q={}", encoded("nowhere"))), "results").len(), 0);
    assert_eq!(list(&bench.get("search?q="), "results").len(), 0);
}

#[test]
fn the_document_describes_every_address() {
    let bench = Bench::new();
    let document = bench.get("openapi.json");
    for path in ["session", "overview", "network", "review/judge", "events", "uploads/{path}"] {
        assert!(document["paths"].get(format!("/api/v1/{path}")).is_some(), "{path}");
    }
    let parameters = list(&document["paths"]["/api/v1/network"]["get"], "parameters");
    assert!(parameters.iter().any(|one| one["name"] == "standing"), "{parameters:?}");
    // The API beside it, for programs, is as it was.
    assert_eq!(bench.running.get("/healthz").status, 200);
    assert!(bench.running.get("/openapi.json").ok()["paths"].get("/match/{dataset}").is_some());
    let asked = json!({ "queries": { "q": { "schema": "Person", "properties": { "name": ["Olga Weiss"] } } } });
    let matched = bench.running.post("/match/default", &asked).ok();
    assert_eq!(matched["responses"]["q"]["results"][0]["id"], "olga");
}

#[test]
fn hubs_that_are_not_tied_to_each_other_are_drawn_with_what_lies_around_them() {
    let text = "One and Two own all of it.";
    let ids: Vec<String> =
        ["one", "two"].into_iter().flat_map(|hub| (0..4).map(move |n| format!("{hub}-{n}"))).collect();
    let said =
        |entity, schema, property, value| Said { entity, schema, property, value, quote: "own all", standing: None };
    let mut all = vec![said("one", "Person", "name", "One"), said("two", "Person", "name", "Two")];
    let ties: Vec<String> = ids.iter().map(|id| format!("tie-{id}")).collect();
    for (id, tie) in ids.iter().zip(&ties) {
        all.push(said(id, "Company", "name", id));
        all.push(said(tie, "Ownership", "owner", &id[..3]));
        all.push(said(tie, "Ownership", "asset", id));
    }
    let folder = tempfile::tempdir().unwrap();
    make_case(&folder.path().join("quay.umbra"), &source(text, "a.txt"), text, &all);
    let bench = Bench::over(folder, Vec::new());
    let network = bench.get("network?most=2");
    assert_eq!((list(&network, "nodes").len(), list(&network, "ties").len()), (2, 1), "{network}");
    assert_eq!(network["choice"]["left_out"], 8);
    assert_eq!(list(&bench.get("network?most=7"), "nodes").len(), 7);
}

#[test]
fn a_dossier_is_taken_away_in_every_form() {
    let bench = Bench::new().settled();
    for (format, begins, has) in [
        ("html", "<!doctype html>", "Ana Brandt"),
        ("markdown", "<!-- Umbra dossier -->", "# Ana Brandt"),
        ("pdf", "%PDF-", ""),
        ("docx", "PK", ""),
    ] {
        bench.running.until(|running| running.get("/api/v1/overview").status == 200);
        let reply = bench.running.get(&format!("/api/v1/dossier/file?id=ana&format={format}"));
        assert!(reply.status == 200 && reply.head.contains("filename=\"ana-brandt."), "{format}: {}", reply.head);
        assert!(reply.body.to_lowercase().starts_with(&begins.to_lowercase()), "{format}");
        assert!(reply.body.contains(has), "{format}");
    }
    assert_eq!(bench.running.get("/api/v1/dossier/file?id=ana&format=exe").status, 422);
    assert_eq!(bench.running.get("/api/v1/dossier/file?id=nobody&format=pdf").status, 404);
}
