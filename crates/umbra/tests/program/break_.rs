//! Plans of removal, on a list of ties and on the example.

use std::io::Write as _;
use std::sync::LazyLock;

use crate::folder::{Folder, example};

/// Two cliques of four that hang together by Xavier.
const TIES: &str = "from\tto\nAda\tBen\nAda\tCole\nAda\tDana\nBen\tCole\nBen\tDana\nCole\tDana\n\
    Eve\tFinn\nEve\tGil\nEve\tHal\nFinn\tGil\nFinn\tHal\nGil\tHal\nAda\tXavier\nXavier\tEve\n";

/// A folder in which the example was read; only commands that change nothing may run in it.
static READ: LazyLock<Folder> = LazyLock::new(|| {
    let folder = Folder::new();
    let ended = folder.umbra([std::ffi::OsStr::new("investigate"), example().as_os_str()]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    folder
});

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("gang.tsv", TIES);
    folder
}

#[test]
fn a_list_of_ties_gives_a_plan_on_one_screen() {
    let folder = folder();
    let ended = folder.umbra(["break", "gang.tsv", "--svg", "plan.svg", "--csv", "plan.csv"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.lines().count() <= 44, "{} lines:\n{}", ended.out.lines().count(), ended.out);
    for word in ["Plan", "most ties", "at random", "recovery", "standing", "Key players", "rank", "not of guilt"] {
        assert!(ended.out.contains(word), "{word:?} is not in\n{}", ended.out);
    }
    assert!(std::fs::read_to_string(folder.path("plan.svg")).unwrap().starts_with("<svg"));
    let csv = std::fs::read_to_string(folder.path("plan.csv")).unwrap();
    assert!(
        csv.starts_with("removal,who,id,plan,most ties,betweenness,at random,plan_low,plan_median,plan_high\n0,,,1,")
    );
}

#[test]
fn json_holds_the_plan_its_doubts_and_the_key_players() {
    let json = folder().umbra(["--json", "break", "gang.tsv", "--most", "1", "--rate", "0.1"]).json();
    let plan = json["plan"].as_array().unwrap();
    assert_eq!(plan.len(), 1);
    assert!(["Ada", "Eve", "Xavier"].contains(&plan[0]["name"].as_str().unwrap()), "{}", plan[0]);
    assert_eq!(json["ties"]["missing"], 0.1);
    assert_eq!(json["recovery"].as_array().unwrap().len(), 3);
    assert_eq!(json["before"]["nodes"], 9);
    let players = json["key_players"].as_array().unwrap();
    assert!(players.len() >= 3, "{json}");
    for player in players {
        let rank = &player["rank"];
        let (low, seen, high) = (rank["low"].as_u64(), rank["seen"].as_u64(), rank["high"].as_u64());
        assert!(low <= seen && seen <= high, "{player}");
        assert!((0.0..=1.0).contains(&rank["top_five"].as_f64().unwrap()));
        assert_eq!(player["parts"].as_array().unwrap().len(), 0, "no source says what anybody does");
    }
}

#[test]
fn objectives_costs_and_who_is_kept_change_the_plan() {
    let folder = folder();
    folder.write("costs.csv", "name,cost\nXavier,5\nAda,1\nEve,1\n");
    let names = |arguments: &[&str]| -> Vec<String> {
        let ended = folder.umbra(["--json", "break", "gang.tsv"].into_iter().chain(arguments.iter().copied()));
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.err);
        let json = ended.json();
        json["plan"].as_array().unwrap().iter().map(|step| step["name"].as_str().unwrap().to_owned()).collect()
    };
    for objective in ["size", "fewest", "pairs", "efficiency"] {
        assert!(!names(&["--objective", objective, "--most", "2"]).is_empty(), "{objective}");
    }
    let kept = names(&["--keep", "ada", "--keep", "Eve", "--most", "2"]);
    assert!(!kept.contains(&"Ada".to_owned()) && !kept.contains(&"Eve".to_owned()), "{kept:?}");
    assert_eq!(names(&["--objective", "protector", "--from", "Dana", "--to", "Hal"]).len(), 1);
    assert!(!names(&["--costs", "costs.csv", "--budget", "2"]).contains(&"Xavier".to_owned()));
    folder.write("money.csv", "payer,payee,amount\nA,M,100\nB,M,50\nM,C,150\n");
    let ended = folder.umbra(["--json", "break", "money.csv", "--objective", "money", "--most", "1", "--keep", "C"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(ended.json()["plan"][0]["name"], "M");
}

#[test]
fn a_packed_list_is_read_as_it_is() {
    let folder = folder();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(TIES.as_bytes()).unwrap();
    folder.write("gang.tsv.gz", packed.finish().unwrap());
    let plain = folder.umbra(["--json", "break", "gang.tsv"]).json();
    let unpacked = folder.umbra(["--json", "break", "gang.tsv.gz"]).json();
    assert_eq!(plain["plan"], unpacked["plan"]);
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let folder = folder();
    let run = |seed: &str| folder.umbra(["--json", "break", "gang.tsv", "--seed", seed]).out;
    assert_eq!(run("7"), run("7"));
    assert_ne!(run("7"), run("8"), "another seed draws other networks");
}

#[test]
fn a_case_gives_findings_with_evidence_and_says_what_nobody_said() {
    let json = READ.umbra(["--json", "break"]).json();
    assert!(json["network"].as_str().unwrap().contains("Lantern Crew"), "{}", json["network"]);
    let plan = json["plan"].as_array().unwrap();
    assert!(!plan.is_empty());
    for step in plan {
        assert!(!step["finding"]["evidence"].as_array().unwrap().is_empty(), "{step}");
        assert_ne!(step["entity"]["schema"], "CriminalGroup", "a group is not somebody");
    }
    let kept: Vec<&str> = json["kept"].as_array().unwrap().iter().map(|kept| kept["name"].as_str().unwrap()).collect();
    assert!(kept.contains(&"Halima Korrendijk"), "acquitted, yet not kept: {kept:?}");
    assert!(json["restricted"]["allowed"].as_u64().unwrap() > 0);
    let told: Vec<&str> = json["key_players"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|player| player["parts"].as_array().unwrap())
        .map(|told| told["citation"]["quote"].as_str().unwrap())
        .collect();
    assert!(told.iter().all(|quote| !quote.is_empty()));
    let text = READ.umbra(["break", "--group", "Lantern Crew"]);
    assert_eq!(text.code, 0, "{}", text.err);
    assert!(text.out.lines().count() <= 50 && text.out.contains("not of guilt"), "{}", text.out);
}

#[test]
fn bad_input_is_told_exactly() {
    let folder = folder();
    for (name, content) in [
        ("empty.tsv", ""),
        ("nan.tsv", "a\tb\tNaN\n"),
        ("negative.tsv", "a\tb\t1\nb\tc\t-2\n"),
        ("truncated.graphml", "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"/><edge source=\"a\""),
        ("announced.edges", "# 3 3\n0 1\n1 2\n"),
        ("half.gz", "\u{1f}"),
    ] {
        folder.write(name, content);
    }
    folder.write("cut.gz", [0x1f, 0x8b, 8, 0, 0, 0]);
    for (name, words) in [
        ("empty.tsv", "no edge"),
        ("nan.tsv", "line 1, column 5"),
        ("negative.tsv", "line 2, column 5"),
        ("truncated.graphml", "line 1"),
        ("announced.edges", "3"),
        ("cut.gz", "whole"),
        ("missing.tsv", "missing.tsv"),
    ] {
        let ended = folder.umbra(["break", name]);
        assert_eq!(ended.code, 3, "{name}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(words) && ended.err.contains(name), "{name}: {}", ended.err);
    }
    folder.write("loop.tsv", "a\ta\n");
    folder.write("one.csv", ",a\na,0\n");
    for name in ["loop.tsv", "one.csv"] {
        let ended = folder.umbra(["break", name]);
        assert_eq!(ended.code, 0, "{name}: {}", ended.err);
    }
}

#[test]
fn wrong_usage_of_break_is_told_with_the_remedy() {
    let folder = folder();
    folder.write("costs.txt", "Ada\t0\n");
    for (arguments, code, words) in [
        (&["--rate", "1"][..], 2, "below 1"),
        (&["--rate", "NaN"], 2, "below 1"),
        (&["--target", "0"], 2, "above 0"),
        (&["--most", "0"], 2, "at least 1"),
        (&["--budget=-1"], 2, "above 0"),
        (&["--keep", "Nobody Atall"], 2, "Nobody Atall"),
        (&["--from", "Ada"], 2, "protector"),
        (&["--objective", "protector"], 3, "--from"),
        (&["--group", "x"], 2, "case file"),
        (&["--standing", "guilty"], 2, "convicted"),
        (&["--costs", "costs.txt"], 3, "line 1"),
    ] {
        let ended = folder.umbra(["break", "gang.tsv"].into_iter().chain(arguments.iter().copied()));
        assert_eq!(ended.code, code, "{arguments:?}: {}{}", ended.out, ended.err);
        assert!(ended.err.contains(words), "{arguments:?}: {}", ended.err);
    }
}
