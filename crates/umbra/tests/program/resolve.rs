//! `umbra resolve`: proposals, decisions of people and programs, exchange, files.

use assert_cmd::Command;
use serde_json::{Value, json};

use crate::folder::{Ended, Folder, example};

/// A folder with the example's case, investigated.
fn investigated() -> Folder {
    let folder = Folder::new();
    let ended = folder.umbra([std::ffi::OsStr::new("investigate"), example().as_os_str()]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    folder
}

/// A person as a line of a file.
fn person(id: &str, name: &str, born: &str, more: &str) -> String {
    format!(
        r#"{{"id":"{id}","schema":"Person","properties":{{"name":["{name}"],"birthDate":["{born}"],"country":["mt"]{more}}}}}"#
    )
}

/// Six persons: two are one beyond doubt, two others may be, and a namesake was born in another year.
fn people() -> String {
    [
        person("a1", "Viktor Hallström", "1961-03-05", r#","passportNumber":["X4471902"]"#),
        person("a2", "Victor Hallstrom", "1961-03-05", r#","passportNumber":["X4471902"]"#),
        person("b1", "Ada Varnholm", "1980-01-02", ""),
        person("b2", "Ada Varnhoim", "1980", ""),
        person("c1", "Viktor Hallström", "1999-09-09", ""),
        person("d1", "Cy Tarn", "1971-07-07", ""),
    ]
    .join("\n")
}

/// A case of those people.
fn case() -> Folder {
    let folder = Folder::new();
    folder.write("files/people.ftm.json", people());
    folder.read();
    folder
}

fn resolve(folder: &Folder, arguments: &[&str]) -> Ended {
    let all = ["resolve"].into_iter().chain(arguments.iter().copied());
    folder.umbra(all.chain(["--as", "ana"]))
}

fn review(folder: &Folder, arguments: &[&str], answers: &str) -> Ended {
    let output = Command::cargo_bin("umbra")
        .unwrap()
        .current_dir(folder.path(""))
        .args(["resolve", "--review", "--as", "ana"])
        .args(arguments)
        .write_stdin(answers)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn decisions(folder: &Folder) -> Vec<Value> {
    let ended = folder.umbra(["--json", "resolve", "--decisions", "--limit", "10000"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    ended.json().as_array().unwrap().clone()
}

fn unsure(folder: &Folder) -> Vec<(String, String)> {
    let found = folder.umbra(["--json", "resolve", "--limit", "1000"]).json();
    let id = |pair: &Value, side: &str| pair[side].as_str().unwrap().to_owned();
    let pairs = found["proposals"].as_array().unwrap();
    pairs.iter().map(|pair| (id(pair, "left"), id(pair, "right"))).collect()
}

#[test]
fn proposals_are_explained() {
    let folder = investigated();
    let ended = folder.umbra(["resolve"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    insta::assert_snapshot!(ended.out);
    let found = folder.umbra(["--json", "resolve", "--limit", "1"]).json();
    assert_eq!((&found["same"], found["proposals"].as_array().unwrap().len()), (&json!(0), 1));
    let parts = found["proposals"][0]["parts"].as_array().unwrap();
    assert!(parts.iter().all(|part| part["weight"].is_f64() && part["why"].is_string()), "{found}");
}

#[test]
fn from_a_score_on_pairs_are_decided_in_the_name_of_the_program() {
    let folder = investigated();
    let before = decisions(&folder).len();
    let ended = resolve(&folder, &["--auto", "0.9"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("1 pair is one now; 5 are left to judge"), "{}", ended.out);
    let after = decisions(&folder);
    assert_eq!(after.len(), before + 1);
    assert_eq!((&after[0]["actor"], &after[0]["state"]), (&json!("umbra resolve for ana"), &json!("stands")));
    assert!(after[0]["why"].as_str().unwrap().contains("company: both documents name"), "{}", after[0]);
    assert!(after[0]["score"].as_f64().unwrap() > 0.9);
    let again = resolve(&folder, &["--auto", "0.9"]);
    assert!(again.out.contains("0 pairs are one now"), "{}", again.out);
    assert_eq!(folder.umbra(["verify"]).code, 0);
    for score in ["0.3", "1.5", "-1"] {
        let refused = resolve(&folder, &[&format!("--auto={score}")]);
        assert_eq!(refused.code, 2, "{score}: {}", refused.err);
        assert!(refused.err.contains("a name alone"), "{}", refused.err);
    }
}

#[test]
fn a_review_goes_on_where_it_was_stopped() {
    let folder = investigated();
    let pairs = unsure(&folder);
    assert_eq!(pairs.len(), 6);
    let ended = review(&folder, &[], "w the registers differ\nd\nn\nq\n");
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("Judged 1 pair: 0 same, 1 different, 0 unsure; 5 left"), "{}", ended.out);
    insta::assert_snapshot!(ended.out);
    let decided = decisions(&folder).remove(0);
    assert_eq!(
        (&decided["actor"], &decided["why"], &decided["judgement"]),
        (&json!("ana"), &json!("the registers differ"), &json!("different"))
    );
    assert_eq!(unsure(&folder), pairs[1..], "what is judged is not asked again");

    let ended = review(&folder, &[], "u\nfrobnicate\np\nn\nz\nz\ns\ns\ns\ns\ns\n");
    assert!(ended.out.contains("\"frobnicate\" means nothing here."), "{}", ended.out);
    assert!(ended.out.contains("Nothing further is to be judged"), "{}", ended.out);
    assert!(ended.out.contains("has decided nothing yet"), "{}", ended.out);
    let left: Vec<_> = decisions(&folder).into_iter().filter(|decision| decision["actor"] == "ana").collect();
    assert_eq!(left.len(), 8, "different, unsure, taken back, five times same: {left:#?}");
    assert!(unsure(&folder).is_empty());
    assert_eq!(folder.umbra(["verify"]).code, 0);
    let ended = review(&folder, &[], "z\n");
    assert!(
        !ended.out.contains("decided nothing yet"),
        "where nothing is to be judged nothing is asked: {}",
        ended.out
    );
    let nothing = review(&folder, &["--json"], "");
    assert_eq!(nothing.json(), json!({"same": 0, "different": 0, "unsure": 0, "left": 0}));
}

#[test]
fn a_review_joins_nobody_against_a_decision() {
    let folder = case();
    folder.write("apart.json", "[\"a1\",\"c1\",\"negative\",null,\"bo\",\"2024-01-01\",null,\"father and son\"]\n");
    assert_eq!(resolve(&folder, &["--import", "apart.json"]).code, 0);
    folder.write("chain.json", "[\"a1\",\"a2\",\"positive\"]\n[\"a2\",\"c1\",\"positive\"]\n");
    let ended = resolve(&folder, &["--import", "chain.json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains("chain.json:2: a2 and c1 can't be joined"), "{}", ended.out);
    assert!(ended.out.contains("decision 1 of the case"), "{}", ended.out);
    let merged = folder.umbra(["export", "ftm"]).out;
    assert_eq!(merged.lines().filter(|line| line.contains("Hallstr")).count(), 2, "{merged}");
}

#[test]
fn decisions_are_taken_back_and_can_be_had_again() {
    let folder = investigated();
    let last = decisions(&folder).remove(0);
    let count = decisions(&folder).len();
    let (number, left) = (last["id"].as_i64().unwrap(), last["left"].as_str().unwrap().to_owned());
    let ended = resolve(&folder, &["--undo-last"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.contains(&format!("Took back decision {number} (same, umbra resolve): ")), "{}", ended.out);
    let after = decisions(&folder);
    assert_eq!(after.len(), count + 1, "nothing is removed");
    assert_eq!((&after[0]["state"], &after[1]["state"]), (&json!("open again"), &json!("overruled")));
    assert!(unsure(&folder).iter().any(|(one, other)| *one == left || *other == left), "the pair is asked about again");
    let refused = resolve(&folder, &["--undo", &number.to_string()]);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains(&format!("decision {} on the same pair came later", number + 1)), "{}", refused.err);
    let again = resolve(&folder, &["--undo", &(number + 1).to_string()]);
    assert!(again.out.contains("the decision before holds again: same"), "{}", again.out);
    assert_eq!(folder.umbra(["resolve", "--undo", "99999"]).code, 2);
    assert_eq!(folder.umbra(["verify"]).code, 0);
}

#[test]
fn decisions_go_to_another_case_and_to_the_filter() {
    let folder = case();
    let lines = "[\"a2\",\"a1\",\"positive\",0.9,\"bo\",\"2024-01-01\"]\n[\"c1\",\"a1\",\"negative\",null,\"bo\",\"2024-01-02\",null,\"a son\"]\n\
                 [\"b2\",\"b1\",\"unsure\",0.5,\"bo\",\"2024-01-03\"]\n";
    folder.write("in.json", lines);
    let ended = resolve(&folder, &["--import", "in.json"]);
    assert!(ended.out.contains("Took in 1 pair as one, 1 as two, 1 as unsure"), "{}", ended.out);
    let ended = resolve(&folder, &["--export", "out.json"]);
    assert_eq!(ended.out, "Wrote 1 positive, 1 negative, 1 unsure, 1 name of a cluster to out.json\n");
    let written = std::fs::read_to_string(folder.path("out.json")).unwrap();
    let first: Value = serde_json::from_str(written.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first[0], &first[2], &first[3], &first[4]),
        (&json!("c1"), &json!("negative"), &Value::Null, &json!("ana"))
    );
    assert_eq!(first[7], "in.json, line 2: negative by bo on 2024-01-02: a son");
    assert!(written.lines().last().unwrap().starts_with("[\"NK-"), "the cluster has a name: {written}");

    let other = case();
    other.write("out.json", &written);
    assert_eq!(resolve(&other, &["--import", "out.json"]).code, 0);
    assert_eq!(other.umbra(["export", "ftm"]).out, folder.umbra(["export", "ftm"]).out);
    let again = resolve(&other, &["--import", "out.json"]);
    assert!(again.out.contains("Took in 0 pairs as one, 0 as two, 0 as unsure; 3 known before"), "{}", again.out);

    let merged = folder.umbra(["ftm", "merge", "--resolver", "out.json", "files/people.ftm.json"]);
    assert!(merged.err.contains("Wrote 5 entities out of 6: 2 became 1"), "{}", merged.err);
    let piped = folder.umbra(["resolve", "--export", "-"]);
    assert_eq!((piped.out, piped.err.contains("Wrote 1 positive")), (written, true));
}

#[test]
fn duplicates_of_a_file_become_decisions_that_the_filter_applies() {
    let folder = Folder::new();
    folder.write("people.ftm.json", people());
    let ended = folder.umbra(["resolve", "people.ftm.json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.err.contains("Read 6 entities, of which 6 can be compared"), "{}", ended.err);
    insta::assert_snapshot!(ended.out);
    let ended = folder.umbra(["resolve", "people.ftm.json", "--export", "decisions.json"]);
    assert_eq!(ended.out, "Wrote 2 positive, 2 names of clusters to decisions.json\n");
    let merged = folder.umbra(["ftm", "merge", "-r", "decisions.json", "people.ftm.json"]);
    assert!(merged.err.contains("Wrote 4 entities out of 6: 4 became 2"), "{}", merged.err);
    let strict = folder.umbra(["resolve", "people.ftm.json", "--auto", "0.99", "--export", "strict.json"]);
    assert_eq!(strict.out, "Wrote 1 positive, 1 not judged, 1 name of a cluster to strict.json\n");
    let sure = folder.umbra(["--json", "resolve", "people.ftm.json", "--auto", "0.999999999"]).json();
    assert_eq!(sure["same"], 0, "{sure}");
    let twice = folder.umbra(["resolve", "people.ftm.json", "--export", "-"]).out;
    assert_eq!(twice, std::fs::read_to_string(folder.path("decisions.json")).unwrap(), "same input, same bytes");
}

#[test]
fn across_two_collections_only_pairs_of_both_are_found() {
    let folder = case();
    let list = [
        person("x1", "Hallström, Viktor", "1961-03-05", ""),
        person("x2", "Viktor Hallstroem", "1961-03-05", ""),
        person("x3", "Cy Tarn", "1971-07-07", ""),
    ];
    folder.write("list.json", list.join("\n"));
    for first in ["files/people.ftm.json", "case.umbra"] {
        let found = folder.umbra(["--json", "resolve", first, "--against", "list.json"]).json();
        let pairs = found["proposals"].as_array().unwrap();
        assert!(pairs.iter().all(|pair| {
            let is_listed = |side: &str| pair[side].as_str().unwrap().starts_with('x');
            is_listed("left") != is_listed("right")
        }));
        let holds = |one: &str, other: &str| {
            pairs.iter().any(|pair| pair["left"] == one && pair["right"] == other && pair["verdict"] == "same")
        };
        assert!(holds("d1", "x3"), "{found}");
        assert!(holds("a1", "x1") || holds("a2", "x1"), "{found}");
    }
    let ended = folder.umbra(["resolve", "list.json", "--against", "case.umbra", "--export", "-"]);
    assert!(ended.out.contains("\"x3\",\"d1\",\"positive\""), "{}{}", ended.out, ended.err);
}

#[test]
fn bad_input_is_told() {
    let folder = case();
    folder.write("bad.json", "nonsense\n[\"a1\",\"nobody\",\"positive\"]\n[\"a1\",\"a2\",\"positive\",7]\n");
    let ended = resolve(&folder, &["--import", "bad.json"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    for told in [
        "bad.json:1: a decision is a list in JSON",
        "bad.json:2: the case holds no entity nobody",
        "bad.json:3: 7 is no score",
    ] {
        assert!(ended.out.contains(told), "{told:?} is not in\n{}", ended.out);
    }
    assert!(ended.out.contains("3 lines were left out"), "{}", ended.out);
    assert!(decisions(&folder).is_empty());
    folder.write("wizards.json", "{\"id\":\"a\",\"schema\":\"Wizard\"}\n");
    for (arguments, code, words) in [
        (vec!["resolve", "nowhere.umbra"], 2, "nowhere.umbra"),
        (vec!["resolve", "nowhere.json"], 3, "nowhere.json can't be read"),
        (vec!["resolve", "wizards.json"], 3, "Wizard"),
        (vec!["resolve", "--import", "nowhere.json"], 3, "nowhere.json can't be read"),
        (vec!["resolve", "wizards.json", "--review"], 2, "holds no decisions"),
        (vec!["resolve", "--against", "wizards.json"], 2, "A --against B"),
        (vec!["resolve", "--review", "--decisions"], 2, "cannot be used with"),
        (vec!["resolve", "--undo-last"], 2, "no decision in the case"),
        (vec!["resolve", "--decisions", "--as", "umbra resolve"], 2, "no name for a person"),
    ] {
        let ended = folder.umbra(&arguments);
        assert_eq!(ended.code, code, "{arguments:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(words), "{arguments:?}: {}", ended.err);
    }
    let empty = Folder::new();
    assert_eq!(empty.umbra(["resolve"]).code, 2);

    let other = umbra_case::Case::open(folder.path("case.umbra")).unwrap();
    for arguments in [&["--auto", "0.9"][..], &["--review"], &["--undo", "1"], &["--import", "bad.json"]] {
        let ended = resolve(&folder, arguments);
        assert_eq!(ended.code, 4, "{arguments:?}: {}", ended.err);
    }
    assert_eq!(resolve(&folder, &[]).code, 0, "reading is always possible");
    drop(other);
}
