//! A case of which a new state takes long to make: whoever writes is answered before.

use serde_json::json;
use umbra_serve::LARGE_CASE;

use crate::bench::{Bench, COURIER, Said, make_case, source, story};

/// So many bystanders that a new state takes much longer than an answer.
const CROWD: usize = 2_500;

/// The story of the other tests, and a crowd beside it.
fn bench(large: usize) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..CROWD).map(|number| format!("Bystander Number{number:05}")).collect();
    let text = format!("{COURIER} {}.", names.join(", "));
    let ids: Vec<String> = (0..CROWD).map(|number| format!("by-{number}")).collect();
    let mut said = story();
    said.extend(names.iter().zip(&ids).map(|(name, id)| Said {
        entity: id,
        schema: "Person",
        property: "name",
        value: name,
        quote: name,
        standing: None,
    }));
    make_case(&folder.path().join("quay.umbra"), &source(&text, "press/courier.txt"), &text, &said);
    Bench::large_from(large, folder, Vec::new(), None).settled()
}

#[test]
fn a_judgement_is_answered_before_the_new_state_is_made_and_shows_when_it_is() {
    let bench = bench(1);
    let before = bench.get("session")["version"].as_i64().unwrap();
    let told = bench.post("review/judge", &json!({ "left": "ana", "right": "a-brandt", "judgement": "same" })).ok();
    assert_eq!(bench.running.get("/api/v1/session").ok()["version"], before, "nobody waits for the new state");
    let decided = &bench.running.get("/api/v1/review").ok()["decided"];
    assert_eq!(decided[0]["id"], told["decision"], "the queue goes on at once");
    assert_eq!(bench.running.get("/api/v1/dossier?id=ana").ok()["records"], json!(["ana"]), "the old state answers");
    // Whoever writes meanwhile is answered too, and nothing of it is lost.
    let open = bench.running.get("/api/v1/review/statements").ok();
    let taken = &open["statements"][0]["id"];
    bench.post("review/statements/judge", &json!({ "id": taken, "is_so": false, "why": "misread" })).ok();
    bench.running.until(|running| {
        running.get("/api/v1/dossier?id=ana").ok()["records"] == json!(["a-brandt", "ana"])
            && running.get(&format!("/api/v1/tie?id={}", taken.as_str().unwrap())).status == 404
    });
    bench.post("review/undo", &json!({ "decision": told["decision"] })).ok();
    let review = bench.running.get("/api/v1/review").ok();
    let decided = review["decided"].as_array().unwrap().iter().find(|one| one["id"] == told["decision"]);
    assert!(decided.is_none_or(|one| one["stands"] == false), "it counts no more: {review}");
    bench.running.until(|running| running.get("/api/v1/dossier?id=ana").ok()["records"] == json!(["ana"]));
}

#[test]
fn what_many_write_at_once_is_all_in_the_state_that_follows() {
    let bench = bench(1);
    std::thread::scope(|scope| {
        for number in 0..6 {
            let bench = &bench;
            scope.spawn(move || {
                let body = json!({ "left": format!("by-{}", 2 * number), "right": format!("by-{}", 2 * number + 1),
                    "judgement": "same", "why": "a check" });
                bench.post("review/judge", &body).ok();
            });
        }
    });
    for number in 0..6 {
        let address = format!("/api/v1/dossier?id=by-{}", 2 * number);
        bench.running.until(|running| running.get(&address).ok()["records"].as_array().unwrap().len() == 2);
    }
}

#[test]
fn below_that_size_the_answer_comes_when_the_case_shows_it() {
    let bench = bench(LARGE_CASE);
    bench.post("review/judge", &json!({ "left": "ana", "right": "a-brandt", "judgement": "same" })).ok();
    assert_eq!(bench.running.get("/api/v1/dossier?id=ana").ok()["records"], json!(["a-brandt", "ana"]));
}
