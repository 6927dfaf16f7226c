//! What a person decides and states.

use serde_json::{Value, json};
use umbra_case::{Case, Judgement};
use umbra_model::{EntityId, Origin, Schema, Statement};

use crate::bench::{Bench, COURIER, make_case, source, story};

#[test]
fn a_judgement_is_written_shown_and_taken_back() {
    let bench = Bench::new().settled();
    let before = bench.get("session")["version"].as_i64().unwrap();
    let told = bench
        .post("review/judge", &json!({ "left": "ana", "right": "a-brandt", "judgement": "same", "why": "one desk" }))
        .ok();
    let decision = told["decision"].as_i64().unwrap();
    let merged = bench.get("dossier?id=ana");
    assert_eq!(merged["records"], json!(["a-brandt", "ana"]), "the answer comes when the case shows it");
    assert!(bench.get("session")["version"].as_i64().unwrap() > before);
    let decided = &bench.get("review")["decided"][0];
    assert_eq!((&decided["id"], &decided["why"]), (&decision.into(), &"one desk".into()));
    let entry = &bench.get("log")["results"][0];
    assert_eq!((&entry["actor"], &entry["action"]), (&"Ana Lyst".into(), &"review".into()));
    bench.post("review/undo", &json!({ "decision": decision })).ok();
    assert_eq!(bench.get("dossier?id=ana")["records"], json!(["ana"]));
    assert_eq!(bench.post("review/undo", &json!({ "decision": 4711 })).status, 404);
    assert_eq!(bench.post("review/undo", &json!({ "decision": decision })).status, 409, "it counts no more");
}

#[test]
fn what_stands_against_it_is_told() {
    let bench = Bench::new().settled();
    for (left, right, judgement) in [("ana", "olga", "different"), ("ana", "a-brandt", "same")] {
        bench.post("review/judge", &json!({ "left": left, "right": right, "judgement": judgement })).ok();
    }
    let refused = bench.post("review/judge", &json!({ "left": "olga", "right": "a-brandt", "judgement": "same" }));
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert_eq!(
        bench.post("review/judge", &json!({ "left": "ana", "right": "nobody", "judgement": "same" })).status,
        404
    );
    assert_eq!(
        bench.post("review/judge", &json!({ "left": "ana", "right": "olga", "judgement": "maybe" })).status,
        422
    );
}

#[test]
fn a_statement_by_hand_stands_where_its_words_stand() {
    let bench = Bench::new().settled();
    let id = source(COURIER, "x").id.to_string();
    let start = COURIER.find("port authority").unwrap();
    let body = json!({ "source": id, "start": start, "end": start + 14, "schema": "PublicBody", "property": "name" });
    let told = bench.post("statements/add", &body).ok();
    let statement = told["statement"].as_i64().unwrap();
    let cited = bench.get(&format!("statements?ids={statement}"));
    assert_eq!(cited["places"][0]["quote"], "port authority");
    let read = bench.get(&format!("source?id={id}"));
    assert_eq!(read["statements"][statement.to_string()]["by"], "Ana Lyst");
    for wrong in [
        json!({ "source": id, "start": 5, "end": 5, "schema": "Person", "property": "name" }),
        json!({ "source": id, "start": 5, "end": 99_999, "schema": "Person", "property": "name" }),
        json!({ "source": id, "start": 0, "end": 3, "schema": "Ghost", "property": "name" }),
        json!({ "source": id, "start": 0, "end": 3, "schema": "Person", "property": "ghost" }),
        json!({ "source": "x", "start": 0, "end": 3, "schema": "Person", "property": "name" }),
        json!({ "source": id, "start": 0, "end": 3, "schema": "Person", "property": "name", "standing": "guilty" }),
    ] {
        let reply = bench.post("statements/add", &wrong);
        assert_eq!(reply.status, 422, "{wrong}: {}", reply.body);
    }
    let verified = bench.post("verify", &json!({})).ok();
    assert_eq!((&verified["is_whole"], &verified["problem_count"]), (&true.into(), &0.into()), "{verified}");
}

#[test]
fn a_tie_by_hand_has_two_ends_and_stands_as_far_as_its_words_go() {
    let bench = Bench::new().settled();
    let id = source(COURIER, "x").id.to_string();
    let words = "A. Brandt was seen at the quay";
    let start = COURIER.find(words).unwrap();
    let tie = |protected: &str, standing: &str| {
        json!({ "source": id, "start": start, "end": start + words.len(), "schema": "Protection", "property": "protector",
            "value": "a-brandt", "also": [{ "property": "protected", "value": protected }], "standing": standing })
    };
    let refused = bench.post("statements/add", &tie("nobody", "alleged"));
    assert_eq!(refused.status, 422, "{}", refused.body);
    let told = bench.post("statements/add", &tie("gang", "alleged")).ok();
    let made = bench.get(&format!("tie?id={}", told["entity"].as_str().unwrap()));
    let ends = [&made["source_entity"]["id"], &made["target_entity"]["id"], &made["standing"]];
    assert_eq!(ends, [&json!("a-brandt"), &json!("gang"), &json!("alleged")], "{made}");
    assert_eq!(made["evidence"]["places"][0]["quote"], words);
    let other = bench.post("statements/add", &tie("olga", "")).ok();
    assert_ne!(other["entity"], told["entity"], "the same words may tell of another tie");
    assert_eq!(bench.get(&format!("tie?id={}", other["entity"].as_str().unwrap()))["standing"], "reported");
}

#[test]
fn while_another_program_writes_nothing_is_lost() {
    let bench = Bench::new().settled();
    let case = Case::open(&bench.case).unwrap();
    let body = json!({ "left": "ana", "right": "a-brandt", "judgement": "same" });
    let refused = bench.post("review/judge", &body);
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(refused.json()["detail"].as_str().unwrap().contains("in use"));
    drop(case);
    bench.post("review/judge", &body).ok();
}

#[test]
fn what_another_program_wrote_shows_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    make_case(&folder.path().join("quay.umbra"), &source(COURIER, "press/courier.txt"), COURIER, &story());
    let bench = Bench::over(folder, Vec::new()).settled();
    let mut case = Case::open(&bench.case).unwrap();
    let mut writer = case.begin("Somebody else").unwrap();
    let (left, right) = (EntityId::new("ana").unwrap(), EntityId::new("a-brandt").unwrap());
    writer.decide(&left, &right, Judgement::Same, "the same desk", None).unwrap();
    writer.commit().unwrap();
    drop(case);
    bench.running.until(|running| running.get("/api/v1/dossier?id=ana").ok()["records"] == json!(["a-brandt", "ana"]));
}

#[test]
fn an_inspection_item_goes_its_way_by_notes() {
    let bench = Bench::new().settled();
    let step = |body| bench.post("inspection/step", &body);
    assert_eq!(step(json!({ "state": "opened", "trade": "gravel" })).status, 422, "it has no place");
    let opened = step(
        json!({ "state": "opened", "trade": "gravel", "place": "the quay", "found": "no permit", "due": "2021-02-01" }),
    );
    assert_eq!(opened.ok()["item"], "inspection-1");
    let list = bench.get("inspection");
    let item = &list["items"][0];
    assert_eq!((&list["overdue"], &item["state"], &item["is_overdue"]), (&1.into(), &"opened".into(), &true.into()));
    assert_eq!(item["next"], json!(["assigned", "rectified"]));
    let cited = bench.get(&format!("statements?ids={}", item["evidence"][0]));
    assert_eq!(cited["places"][0]["path"], "notes/inspection-1-2.txt", "a note is a source of its own");
    assert_eq!(step(json!({ "id": "inspection-1", "state": "verified" })).status, 409, "nobody has put it right");
    assert_eq!(step(json!({ "id": "inspection-1", "state": "assigned" })).status, 422, "to whom?");
    assert_eq!(step(json!({ "id": "inspection-9", "state": "rectified" })).status, 404);
    assert_eq!(step(json!({ "id": "inspection-1", "state": "assigned", "due": "soon" })).status, 422);
    assert_eq!(step(json!({ "id": "inspection-1", "state": "rectified", "note": "x".repeat(5_001) })).status, 422);
    for state in ["rectified", "verified", "reopened"] {
        step(json!({ "id": "inspection-1", "state": state, "note": "seen" })).ok();
    }
    step(json!({ "id": "inspection-1", "state": "assigned", "assigned_to": "A. Lee" })).ok();
    let item = &bench.get("inspection?which=overdue")["items"][0];
    assert_eq!((&item["state"], &item["assigned_to"]), (&"assigned".into(), &"A. Lee".into()));
    assert_eq!(bench.get("inspection?which=verified")["total"], 0);
    let entry = &bench.get("log")["results"][0];
    assert_eq!((&entry["actor"], &entry["action"]), (&"Ana Lyst".into(), &"inspect".into()));
    assert_eq!(bench.post("verify", &json!({})).ok()["is_whole"], true);
}

#[test]
fn what_was_taken_from_a_document_is_judged_and_taken_back() {
    let bench = Bench::new().settled();
    let queue = bench.get("review/statements");
    assert_eq!((&queue["total"], &queue["statements"][0]["id"]), (&2.into(), &"t1".into()));
    let first = &queue["statements"][0];
    assert_eq!((&first["standing"], &first["values"][0]["target"]["id"]), (&"convicted".into(), &"ana".into()));
    let judge = |id: &str, is_so: bool| {
        bench.post("review/statements/judge", &json!({ "id": id, "is_so": is_so, "why": "the court's own words" }))
    };
    assert_eq!(judge("t1", false).ok()["verdict"], "rejected");
    assert_eq!(judge("t2", true).ok()["verdict"], "accepted");
    assert_eq!(bench.get("overview")["summary"]["protectors"], json!([]), "what was rejected is gone");
    assert_eq!(bench.get("review/statements")["total"], 0);
    assert_eq!(judge("t1", true).status, 409, "it is judged");
    assert_eq!(judge("t9", true).status, 404);
    bench.post("review/statements/undo", &json!({ "id": "t1" })).ok();
    assert_eq!(bench.get("review/statements")["statements"][0]["id"], "t1");
    assert_eq!(bench.get("overview")["summary"]["protectors"][0]["person"]["id"], "ana");
    assert_eq!(bench.post("review/statements/undo", &json!({ "id": "t1" })).status, 404);
    let entry = &bench.get("log")["results"][0];
    assert_eq!((&entry["actor"], &entry["action"]), (&"Ana Lyst".into(), &"take back".into()));
}

#[test]
fn an_alert_s_hit_is_judged_and_taken_back() {
    let bench = Bench::new().settled();
    let add = |body| bench.post("alerts/add", &body);
    assert_eq!(add(json!({ "kind": "name", "words": " " })).status, 422);
    assert_eq!(add(json!({ "kind": "rumour" })).status, 422);
    assert_eq!(add(json!({ "kind": "name", "words": "Olga" })).ok()["alert"], "alert-1");
    assert_eq!(bench.get("alerts")["total"], 0, "it looks at what is read from now on");
    add(json!({ "kind": "protector", "looks_back": true })).ok();
    let queue = bench.get("alerts");
    let hit = &queue["hits"][0];
    assert_eq!((&queue["total"], &hit["alert"], &hit["about"][0]["id"]), (&1.into(), &"alert-2".into(), &"ana".into()));
    assert_eq!(hit["evidence"]["places"][0]["quote"], "Brandt was convicted of sheltering the Quay Gang");
    let judge = |judgement: &str| {
        let body = json!({ "alert": "alert-2", "hit": hit["key"], "judgement": judgement, "why": "known for long" });
        bench.post("alerts/judge", &body)
    };
    assert_eq!(judge("maybe").status, 422);
    judge("different").ok();
    let queue = bench.get("alerts");
    assert_eq!((&queue["total"], &queue["judged"][0]["why"]), (&0.into(), &"known for long".into()));
    assert_eq!(judge("same").status, 409, "it is not in the queue any more");
    bench.post("alerts/judge", &json!({ "alert": "alert-2", "hit": hit["key"] })).ok();
    assert_eq!(bench.get("alerts")["total"], 1);
    assert_eq!(bench.post("alerts/judge", &json!({ "alert": "alert-9", "hit": "x", "judgement": "same" })).status, 404);
    assert_eq!(bench.get("log")["results"][0]["action"], "alert");
}

#[test]
fn whoever_is_unsure_of_a_statement_says_so_and_it_counts_as_before() {
    let bench = Bench::new().settled();
    let ties = bench.get("network")["ties"].as_array().unwrap().len();
    let judge = |body: &Value| bench.post("review/statements/judge", body);
    let told = judge(&json!({ "id": "t1", "is_so": null, "why": "the paper names no court" })).ok();
    assert_eq!(told["verdict"], "unsure");
    let queue = bench.get("review/statements");
    assert_eq!((&queue["total"], &queue["statements"][0]["id"]), (&1.into(), &"t2".into()));
    let kept = &queue["judged"][0];
    assert_eq!(
        (&kept["verdict"], &kept["why"], &kept["by"]),
        (&"unsure".into(), &"the paper names no court".into(), &"Ana Lyst".into())
    );
    assert_eq!((&kept["stands"], bench.get("network")["ties"].as_array().unwrap().len()), (&true.into(), ties));
    assert_eq!(judge(&json!({ "id": "t1", "is_so": true })).status, 409, "it is judged already");
    bench.post("review/statements/undo", &json!({ "id": "t1" })).ok();
    assert_eq!(bench.get("review/statements")["total"], 2);
    assert_eq!(judge(&json!({ "id": "t1" })).status, 422, "what is left out is not unsure");
}

#[test]
fn a_candidate_is_asked_in_words_and_tells_which_model_proposed_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quay.umbra");
    let paper = source(COURIER, "press/courier.txt");
    make_case(&path, &paper, COURIER, &story());
    let mut case = Case::open(&path).unwrap();
    let text = case.source_text(paper.id).unwrap().unwrap();
    let start = COURIER.find("Olga Weiss belongs").unwrap();
    let by_model = Origin::program("language model small at 127.0.0.1", "prompt 1").with_rule("language model");
    let by_rule = Origin::program("test", "1").with_rule("membership.verb");
    let mut statements = Vec::new();
    for (id, origin, values) in [
        ("k1", by_model, vec![("reading", "guilty_plea"), ("subjectName", "Olga Weiss")]),
        (
            "k2",
            by_rule,
            vec![
                ("reading", "member_of"),
                ("proposedSchema", "Membership"),
                ("subjectProperty", "member"),
                ("subjectId", "weiss"),
                ("subjectName", "Olga Weiss"),
                ("objectProperty", "organization"),
                ("objectId", "quay"),
                ("objectName", "Quay Gang"),
            ],
        ),
    ] {
        for (property, value) in values {
            let span = text.span(start..start + "Olga Weiss belongs".len()).unwrap();
            let schema = Schema::get("Candidate").unwrap();
            let id = EntityId::new(id).unwrap();
            statements.push(Statement::new(id, schema, property, value, span, origin.clone()).unwrap());
        }
    }
    let mut writer = case.begin("Test").unwrap();
    writer.name_action("read");
    writer.add_statements(&statements).unwrap();
    writer.commit().unwrap();
    drop(case);
    let bench = Bench::over(folder, Vec::new()).settled();
    let queue = bench.get("review/statements");
    let of = |id: &str| queue["statements"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    let (plea, member) = (of("k1"), of("k2"));
    assert_eq!(plea["candidate"]["in_words"], "Olga Weiss: pleaded guilty?");
    assert_eq!(plea["made_by"], json!({ "model": "language model small at 127.0.0.1, prompt 1" }));
    assert_eq!(member["candidate"]["in_words"], "Olga Weiss is a member of Quay Gang?");
    assert_eq!(member["made_by"], json!({ "rule": "membership.verb" }));
    let names = |one: &Value| -> Vec<String> {
        one["candidate"]["readings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(names(&member).contains(&"leads".to_owned()) && !names(&member).contains(&"charge".to_owned()));
    let refused = bench.post("review/statements/judge", &json!({ "id": "k2", "is_so": true, "read_as": "charge" }));
    assert_eq!(refused.status, 400, "{}", refused.body);
    let led = bench.post("review/statements/judge", &json!({ "id": "k2", "is_so": true, "read_as": "leads" })).ok();
    assert_eq!(led["verdict"], "confirmed");
    bench.post("review/statements/judge", &json!({ "id": "k1", "is_so": false })).ok();
    assert!(bench.get("review/statements")["statements"].as_array().unwrap().iter().all(|one| one["id"] != "k1"));
}
