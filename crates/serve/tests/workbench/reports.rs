//! Reports that people write, notes on entities and arranged pictures: kept, shown, handed out, and never taken for sources.

use serde_json::{Value, json};
use umbra_case::{Case, Filter};

use crate::bench::{Bench, COURIER, source};
use crate::client::encoded;

const NASTY: &str = "</script><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>";

fn tie() -> Value {
    json!({ "number": 1, "shows": { "kind": "tie", "id": "t1" } })
}

/// A report with text and every block that the case has something for.
fn draft() -> Value {
    json!({ "title": "The quay", "parts": [
        { "text": "# What we know\n\nThe **port** is *theirs*.\n\n- one\n- two" },
        tie(),
        { "number": 2, "shows": { "kind": "umbrella", "id": "gang" } },
        { "number": 3, "shows": { "kind": "dossier", "id": "ana" } },
        { "number": 4, "shows": { "kind": "picture" } },
        { "number": 5, "shows": { "kind": "break" } },
        { "text": "The end." },
    ] })
}

fn save(bench: &Bench, body: &Value) -> (String, i64) {
    let told = bench.post("reports/save", body).ok();
    (told["name"].as_str().unwrap().to_owned(), told["kept"].as_i64().unwrap())
}

fn blocks(shown: &Value) -> Vec<&Value> {
    shown["pieces"].as_array().unwrap().iter().filter(|piece| piece["piece"] == "block").collect()
}

#[test]
fn a_report_shows_the_case_with_standing_and_footnotes() {
    let bench = Bench::new().settled();
    let (name, kept) = save(&bench, &draft());
    assert_eq!(name, "report-1");
    let report = bench.get("report?name=report-1");
    assert_eq!(
        (&report["title"], &report["by"], &report["kept"]),
        (&"The quay".into(), &"Ana Lyst".into(), &kept.into())
    );
    let shown = &report["shown"];
    let (all, notes) = (blocks(shown), shown["footnotes"].as_array().unwrap());
    assert_eq!(all.len(), 5);
    let line = &all[0]["lines"][0];
    assert_eq!((&line["standing"], &line["notes"]), (&"convicted".into(), &json!([1])));
    assert_eq!(notes[0]["quote"], "Brandt was convicted of sheltering the Quay Gang");
    assert_eq!(notes[0]["path"], "press/courier.txt");
    assert!(all[1]["lines"].as_array().unwrap().iter().any(|line| line["text"] == "Found by a court"), "{}", all[1]);
    assert!(all[3]["sketch"]["dots"].as_array().unwrap().len() >= 3 && all[4]["is_assessment"] == true);
    for block in &all {
        assert_eq!(block["state"]["is"], "as_seen");
        assert_eq!(block["seen_by"][0], "Ana Lyst");
        for line in block["lines"].as_array().unwrap() {
            for note in line["notes"].as_array().unwrap() {
                assert!((1..=notes.len() as i64).contains(&note.as_i64().unwrap()), "{line}");
            }
        }
    }
    let entry = &bench.get("log")["results"][0];
    assert_eq!((&entry["actor"], &entry["action"]), (&"Ana Lyst".into(), &"write report".into()));
    assert_eq!(bench.get("reports")["reports"][0]["blocks"], 5);
    assert_eq!(bench.post("verify", &json!({})).ok()["is_whole"], true);
}

#[test]
fn what_has_changed_since_is_told_until_somebody_looks_again() {
    let bench = Bench::new().settled();
    let (name, first) = save(
        &bench,
        &json!({ "title": "T", "parts": [tie(), { "number": 2, "shows": { "kind": "dossier", "id": "ana" } }] }),
    );
    // What the block rests on is taken for wrong.
    bench.post("review/statements/judge", &json!({ "id": "t1", "is_so": false, "why": "another Brandt" })).ok();
    let of = |path: &str| bench.get(path)["shown"].clone();
    let path = format!("report?name={name}");
    let shown = of(&path);
    assert_eq!((&shown["gone"], &shown["changed"]), (&1.into(), &1.into()), "{shown}");
    assert!(blocks(&shown)[0]["state"]["why"].as_str().unwrap().contains("no tie t1"));
    let says = blocks(&shown)[1]["state"]["says"].to_string();
    assert!(says.contains("not any more") && says.contains("count no more"), "{says}");
    // The block can't be written over: what was seen in it is the server's.
    let forged = json!({ "name": name, "base": first, "title": "T", "parts": [
        { "number": 2, "shows": { "kind": "dossier", "id": "ana" }, "seen": { "by": "Somebody", "at": "", "fingerprint": "", "lines": [], "statements": [] } } ] });
    let (_, second) = save(&bench, &forged);
    assert_eq!(blocks(&of(&path))[0]["seen_by"][0], "Ana Lyst");
    assert_eq!(of(&path)["changed"], 1, "saving the text is no look at the block");
    let again = json!({ "name": name, "base": second, "title": "T", "parts": [
        { "number": 2, "shows": { "kind": "dossier", "id": "ana" }, "again": true } ] });
    save(&bench, &again);
    assert_eq!(of(&path)["changed"], 0);
    // An older version brings what was seen then back.
    assert_eq!(of(&format!("{path}&kept={first}"))["changed"], 1);
    bench.post("review/statements/undo", &json!({ "id": "t1" })).ok();
    let shown = of(&format!("{path}&kept={first}"));
    assert_eq!((&shown["gone"], &shown["changed"]), (&0.into(), &0.into()), "what is stated anew is the same: {shown}");
    assert_eq!(blocks(&shown)[0]["lines"][0]["standing"], "convicted");
}

#[test]
fn nobody_writes_over_the_words_of_another() {
    let bench = Bench::new().settled();
    let text = |words: &str| json!([{ "text": words }]);
    let (name, first) = save(&bench, &json!({ "title": "T", "parts": text("one") }));
    let (_, second) = save(&bench, &json!({ "name": name, "base": first, "title": "T", "parts": text("two") }));
    let late =
        bench.post("reports/save", &json!({ "name": name, "base": first, "title": "T", "parts": text("three") }));
    assert!(late.fault(409).contains("meanwhile"));
    let report = bench.get(&format!("report?name={name}"));
    assert_eq!(report["parts"], json!([{ "text": "two" }]));
    assert_eq!(report["versions"].as_array().unwrap().len(), 2);
    assert_eq!(bench.get(&format!("report?name={name}&kept={first}"))["parts"][0]["text"], "one");
    assert_eq!(bench.post("reports/remove", &json!({ "name": name, "base": first })).status, 409);
    bench.post("reports/remove", &json!({ "name": name, "base": second })).ok();
    assert_eq!(bench.get("reports")["reports"], json!([]));
    assert_eq!(bench.running.get(&format!("/api/v1/report?name={name}")).status, 404);
    assert_eq!(
        bench.get(&format!("report?name={name}&kept={second}"))["parts"][0]["text"],
        "two",
        "it can be had again"
    );
    assert_eq!(save(&bench, &json!({ "title": "T", "parts": [] })).0, "report-2", "a name is given once");
}

#[test]
fn what_is_no_report_is_refused() {
    let bench = Bench::new().settled();
    let many: Vec<Value> = (0..401).map(|_| json!({ "text": "" })).collect();
    let plans: Vec<Value> = (0..11).map(|number| json!({ "number": number, "shows": { "kind": "break" } })).collect();
    for wrong in [
        json!({}),
        json!({ "title": " ", "parts": [] }),
        json!({ "title": "T", "parts": [{}] }),
        json!({ "title": "T", "parts": [{ "text": "a", "shows": { "kind": "picture" } }] }),
        json!({ "title": "T", "parts": [{ "shows": { "kind": "verdict", "id": "ana" } }] }),
        json!({ "title": "T", "parts": [{ "shows": { "kind": "tie", "id": "" } }] }),
        json!({ "title": "T", "parts": many }),
        json!({ "title": "T", "parts": plans }),
        json!({ "title": "T", "parts": [{ "text": "x".repeat(100_001) }] }),
    ] {
        for path in ["reports/save", "reports/show"] {
            let reply = bench.post(path, &wrong);
            assert_eq!(reply.status, 422, "{path} {}: {}", wrong.to_string().get(..80).unwrap_or(""), reply.body);
        }
    }
    for (kind, id) in [("tie", "t9"), ("umbrella", "ana"), ("figure", "t1"), ("dossier", "nobody")] {
        let body = json!({ "title": "T", "parts": [{ "shows": { "kind": kind, "id": id } }] });
        assert_eq!(bench.post("reports/save", &body).status, 400, "{kind}: there is nothing to show");
    }
    let way = json!({ "title": "T", "parts": [{ "shows": { "kind": "money", "from": "ana", "to": "olga" } }] });
    assert!(bench.post("reports/save", &way).fault(400).contains("no dated payments"));
    assert_eq!(bench.post("reports/save", &json!({ "name": "report-9", "title": "T", "parts": [] })).status, 404);
    assert_eq!(bench.running.get("/api/v1/report?name=report-9").status, 404);
    assert_eq!(bench.running.get("/api/v1/report/file?name=report-9&format=pdf").status, 404);
    assert_eq!(bench.get("reports")["reports"], json!([]));
    assert_eq!(bench.post("reports/show", &draft()).ok()["shown"]["gone"], 0);
    assert_eq!(bench.get("reports")["reports"], json!([]), "a draft is not kept");
}

#[test]
fn every_file_is_saved_and_holds_no_program() {
    let bench = Bench::new().settled();
    let mut body = draft();
    body["title"] = NASTY.into();
    body["parts"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "text": format!("## {NASTY}\n\n{NASTY}\n\n- {NASTY}\n\n> {NASTY}") }));
    let (name, _) = save(&bench, &body);
    bench.post("notes/save", &json!({ "entity": "ana", "text": NASTY })).ok();
    let file = |format: &str| bench.running.get(&format!("/api/v1/report/file?name={name}&format={format}"));
    let html = file("html");
    assert!(html.head.contains("content-disposition: attachment; filename=\"report-1.html\""), "{}", html.head);
    assert!(html.head.contains("content-security-policy: default-src 'none'") && html.head.contains("nosniff"));
    assert!(!html.body.contains("<img") && !html.body.contains("<svg onload") && !html.body.contains("<script"));
    assert!(
        html.body.contains("&lt;img src=x")
            && html.body.contains("<li id=\"note-1\"")
            && html.body.contains("class=\"sketch\"")
    );
    assert!(html.body.contains("Content-Security-Policy") && html.body.contains("name=\"generator\" content=\"Umbra "));
    let markdown = file("markdown");
    assert!(markdown.body.starts_with("<!-- Umbra report -->"));
    assert!(!markdown.body.replace("\\<", "").lines().skip(1).any(|line| line.contains('<')), "{}", markdown.body);
    assert!(
        markdown.body.contains("**convicted**")
            && markdown.body.contains("\n[^1]: **convicted**: “Brandt was convicted")
    );
    assert!(markdown.body.contains("Note, no source:"), "{}", markdown.body);
    let pdf = file("pdf");
    assert!(pdf.head.contains("content-type: application/pdf") && pdf.body.starts_with("%PDF-1.7\n%Umbra report\n"));
    let docx = file("docx");
    assert!(
        docx.head.contains("content-disposition: attachment; filename=\"report-1.docx\"")
            && docx.body.starts_with("PK")
    );
    assert!(docx.body.contains("word/media/drawing1.emf"), "its drawings are pictures in it");
    assert_eq!(file("exe").status, 422);
}

#[test]
fn a_note_is_shown_and_states_nothing() {
    let bench = Bench::new().settled();
    let before = (bench.get("overview")["summary"]["counts"].clone(), bench.get("network"));
    let version = bench.get("session")["version"].as_i64().unwrap();
    let note = bench.post("notes/save", &json!({ "entity": "ana", "text": "ask the port clerk" })).ok();
    assert_eq!(note["name"], "note-1");
    let dossier = bench.get("dossier?id=ana");
    assert_eq!(
        (&dossier["noted"][0]["text"], &dossier["noted"][0]["by"]),
        (&"ask the port clerk".into(), &"Ana Lyst".into())
    );
    assert!(dossier["noted"][0]["at"].as_str().unwrap().len() > 10);
    assert_eq!(bench.get("notes?id=ana")["notes"][0]["entity"]["id"], "ana");
    assert_eq!(bench.get("notes?id=gang")["notes"], json!([]));
    assert!(bench.get("session")["version"].as_i64().unwrap() > version, "pages are told");
    let after = (bench.get("overview")["summary"]["counts"].clone(), bench.get("network"));
    assert_eq!(before.0, after.0);
    assert_eq!((&before.1["nodes"], &before.1["ties"]), (&after.1["nodes"], &after.1["ties"]));
    assert_eq!(bench.get("search?q=clerk")["results"], json!([]), "it is no text of a source");
    let case = Case::open_read_only(&bench.case).unwrap();
    let mut said = Vec::new();
    case.each_statement(&Filter::all(), |stated| said.push(stated.statement.value().to_owned())).unwrap();
    assert!(!said.iter().any(|value| value.contains("clerk")));
    assert_eq!(case.sources().unwrap().len(), 1);
    drop(case);
    let gexf = bench.running.get("/api/v1/export?format=gexf").body;
    assert!(gexf.contains("note, no source") && gexf.contains("ask the port clerk (Ana Lyst, "), "{gexf}");
    assert!(!bench.running.get("/api/v1/export?format=ftm").body.contains("clerk"));
    // One that is merged keeps its notes.
    bench.post("review/judge", &json!({ "left": "ana", "right": "a-brandt", "judgement": "same" })).ok();
    assert_eq!(bench.get("notes?id=a-brandt")["notes"][0]["name"], "note-1");
    bench.post("notes/save", &json!({ "entity": "ana", "name": "note-1", "text": "asked" })).ok();
    assert_eq!(bench.get("dossier?id=ana")["noted"][0]["text"], "asked");
    bench.post("notes/save", &json!({ "entity": "ana", "name": "note-1", "text": " " })).ok();
    assert_eq!(bench.get("notes")["notes"], json!([]));
    assert_eq!(bench.get("log")["results"][0]["action"], "remove note");
    for (wrong, status) in [
        (json!({ "entity": "ana", "text": " " }), 422),
        (json!({ "entity": "nobody", "text": "x" }), 404),
        (json!({ "entity": "ana", "name": "note-1", "text": "x" }), 404),
        (json!({ "entity": "ana", "text": "x".repeat(5_001) }), 422),
    ] {
        assert_eq!(bench.post("notes/save", &wrong).status, status, "{wrong}");
    }
    assert_eq!(bench.post("verify", &json!({})).ok()["is_whole"], true);
}

#[test]
fn an_arranged_picture_is_kept_and_shown_in_a_report() {
    let bench = Bench::new().settled();
    let arranged = json!({ "name": "The quay", "picture": { "pins": { "ana": [10.0, 20.0] }, "hidden": ["olga"] } });
    bench.post("pictures/save", &arranged).ok();
    let kept = &bench.get("pictures")["pictures"][0];
    assert_eq!(
        (&kept["name"], &kept["pins"]["ana"], &kept["by"]),
        (&"The quay".into(), &json!([10.0, 20.0]), &"Ana Lyst".into())
    );
    let block = json!({ "shows": { "kind": "picture", "arrangement": "The quay" } });
    let (name, _) = save(&bench, &json!({ "title": "T", "parts": [block] }));
    let path = format!("report?name={name}");
    let shown = bench.get(&path)["shown"].clone();
    let labels: Vec<&str> = blocks(&shown)[0]["sketch"]["dots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|dot| dot["label"].as_str().unwrap())
        .collect();
    assert!(labels.contains(&"Ana Brandt") && !labels.contains(&"Olga Weiss"), "{labels:?}");
    assert!(blocks(&shown)[0]["caveats"].to_string().contains("hidden by who arranged"));
    assert_eq!(bench.get("network")["nodes"].as_array().unwrap().len(), 3, "others see all");
    bench.post("pictures/save", &json!({ "name": "The quay" })).ok();
    assert_eq!(bench.get("pictures")["pictures"], json!([]));
    assert_eq!(bench.get(&path)["shown"]["gone"], 1);
    for (wrong, status) in [
        (json!({ "name": "", "picture": {} }), 422),
        (json!({ "name": "x", "picture": { "pins": { "ana": [1e9, 0.0] } } }), 422),
        (json!({ "name": "x", "picture": { "hidden": ["nobody"] } }), 404),
        (json!({ "name": "The quay" }), 404),
    ] {
        assert_eq!(bench.post("pictures/save", &wrong).status, status, "{wrong}");
    }
    let asked = bench.running.get(&format!("/api/v1/report?name={}", encoded(NASTY)));
    assert_eq!(asked.status, 404);
    let id = source(COURIER, "x").id.to_string();
    assert_eq!(bench.get(&format!("source?id={id}"))["source"]["path"], "press/courier.txt");
}
