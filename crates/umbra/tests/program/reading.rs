//! Rules of one's own, why a sentence was read so, and what a person makes of it.

use crate::folder::Folder;

const RULE: &str = r#"
[[rule]]
id = "own.milk"
makes = "tie"
type = "extorted"
schema = "UnknownLink"
accuses = true
subject = "subject"
object = "object"
verbs = ["milk"]
roles.subject = { from = ["agent"], types = ["person"] }
roles.object = { from = ["patient"], types = ["company"] }
examples = [{ text = "Erik Brandt is accused of milking Halvane Ltd.", expect = ["Erik Brandt extorted Halvane Ltd (alleged)"] }]
counter = ["Erik Brandt never milked Halvane Ltd."]
"#;

const REPORT: &str = "Police accuse Erik Brandt of sheltering the Rook gang.\n\n\
                      Jonas Pell and the Rook gang are at the heart of the extortion scandal.\n";

#[test]
fn own_rules_are_held_to_their_examples() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("mine")).unwrap();
    folder.write("mine/milk.toml", RULE);
    let checked = folder.umbra(["rules", "check", "mine"]);
    assert_eq!((checked.code, checked.out.trim()), (0, "1 rule, 2 examples, 0 failed"), "{}", checked.err);
    let tried = folder.umbra(["rules", "try", "--rules", "mine", "Erik Brandt milked Halvane Ltd."]);
    assert!(tried.out.contains("Erik Brandt extorted Halvane Ltd (reported)  [own.milk"), "{}", tried.out);

    folder.write("mine/milk.toml", RULE.replace("never milked", "milked"));
    let failed = folder.umbra(["rules", "check", "mine"]);
    assert_eq!(failed.code, 3, "{}", failed.out);
    assert!(failed.out.contains("mine/milk.toml:14:12: the rule \"own.milk\""), "{}", failed.out);
    let refused = folder.umbra(["rules", "try", "--rules", "mine", "It rained."]);
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("do not hold to their own examples"), "{}", refused.err);

    folder.write("mine/milk.toml", "[[rule]]\nid = \"own.milk\"\nmake = 3\n");
    let broken = folder.umbra(["rules", "check", "mine"]);
    assert_eq!(broken.code, 3);
    assert!(broken.err.contains("mine/milk.toml:3:1: this is no rule"), "{}", broken.err);
}

#[test]
fn a_rule_says_why_it_did_not_fire() {
    let folder = Folder::new();
    let explained = folder.umbra(["rules", "explain", "Brandt may shelter the Rook gang.", "--rule", "shelter.verb"]);
    assert!(explained.out.contains("states nothing: it is possible"), "{}", explained.out);
    let unknown = folder.umbra(["rules", "explain", "It rained.", "--rule", "no.such"]);
    assert_eq!(unknown.code, 3);
    assert!(unknown.err.contains("no rule \"no.such\""), "{}", unknown.err);
    folder.write("report.txt", REPORT);
    let shown = folder.umbra(["read", "--explain", "report.txt"]);
    assert!(shown.out.contains("Erik Brandt shelters Rook gang (alleged)"), "{}", shown.out);
    assert!(shown.out.contains("candidate, no fact: Jonas Pell"), "{}", shown.out);
    assert!(!folder.path("report.umbra").exists());
}

#[test]
fn reading_again_writes_only_what_is_read_otherwise_now() {
    let folder = Folder::new();
    folder.write("texts/report.txt", REPORT);
    folder.write("texts/milk.txt", "Erik Brandt is accused of milking Halvane Ltd.\n");
    let read = |more: &[&str]| {
        let ended = folder.umbra([&["read", "texts", "--case", "c.umbra"], more].concat());
        assert_eq!(ended.code, 0, "{}", ended.err);
        ended.out
    };
    let entries = || folder.umbra(["verify", "c.umbra", "--json"]).json()["log_entries"].as_u64().unwrap();
    read(&[]);
    let before = entries();
    let again = read(&["--again"]);
    assert!(again.contains("2 sources were read again and said the same"), "{again}");
    assert_eq!(entries(), before);

    folder.write("mine/own.toml", RULE);
    let changed = read(&["--again", "--rules", "mine"]);
    assert!(changed.contains("2 sources were read again, 1 said the same"), "{changed}");
}

#[test]
fn what_a_person_judges_is_kept_and_can_be_taken_back() {
    let folder = Folder::new();
    folder.write("report.txt", REPORT);
    assert_eq!(folder.umbra(["read", "report.txt", "--case", "c.umbra"]).code, 0);
    let open = folder.umbra(["review", "c.umbra", "--list", "--json"]);
    let listed: serde_json::Value = serde_json::from_str(&open.out).unwrap();
    let things = listed.as_array().unwrap();
    let tie = things.iter().find(|t| t["schema"] == "Protection").unwrap()["id"].as_str().unwrap();
    assert!(things.iter().any(|t| t["is_candidate"] == true && t["quote"].as_str().unwrap().contains("Jonas Pell")));
    let tied = folder.umbra(["umbrellas", "c.umbra"]).out;
    assert!(tied.contains("Erik Brandt") && !tied.contains("Jonas Pell"), "{tied}");

    let answers = "w the police withdrew it\nr\nq\n";
    let judged = folder.umbra_with(["review", "c.umbra", "--statements", "--as", "anna"], answers);
    assert_eq!(judged.code, 0, "{}", judged.err);
    assert!(!folder.umbra(["umbrellas", "c.umbra"]).out.contains("Erik Brandt"));
    let notes = folder.umbra(["review", "c.umbra", "--verdicts"]).out;
    assert!(notes.contains(&format!("{tie} rejected by anna: the police withdrew it")), "{notes}");
    // Reading the document again does not bring it back.
    assert_eq!(folder.umbra(["read", "--again", "report.txt", "--case", "c.umbra"]).code, 0);
    assert!(!folder.umbra(["umbrellas", "c.umbra"]).out.contains("Erik Brandt"));
    let undone = folder.umbra(["review", "c.umbra", "--undo", tie]);
    assert_eq!(undone.code, 0, "{}", undone.err);
    assert!(folder.umbra(["umbrellas", "c.umbra"]).out.contains("Erik Brandt"));
    assert_eq!(folder.umbra(["review", "c.umbra", "--undo", tie]).code, 3);

    let unknown =
        folder.umbra_with(["review", "c.umbra", "--candidates", "--as", "anna"], "a nonsense\nc x=y\nq\n").out;
    assert!(unknown.contains("is no reading; these are: acquittal,"), "{unknown}");
    assert!(
        unknown.contains("`a READING` confirms it with another reading") && unknown.contains("0 confirmed"),
        "{unknown}"
    );
    let answers = "a colludes_with\n";
    let confirmed = folder.umbra_with(["review", "c.umbra", "--candidates", "--as", "anna"], answers);
    assert!(confirmed.out.contains("is proposed as a trigger of colludes_with"), "{}", confirmed.out);
    assert!(confirmed.out.contains("1 confirmed"), "{}{}", confirmed.out, confirmed.err);
    let proposed = folder.umbra(["review", "c.umbra", "--rules"]).out;
    assert!(proposed.contains("[[rule]]") && proposed.contains("Jonas Pell"), "{proposed}");
    assert!(proposed.contains("type = \"colludes_with\"\nschema = \"Protection\""), "{proposed}");
    assert_eq!(folder.umbra(["verify", "c.umbra"]).code, 0);
}
