//! Decisions made by people, taken back, written for others and taken from them.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use proptest::prelude::*;
use tempfile::TempDir;
use umbra_case::{Case, Clock, Judgement};
use umbra_model::{EntityId, Origin, Resolver, ResolverLine, Schema, Source, SourceId, Statement, Text};
use umbra_resolve::{Imported, ResolveError, export, import, is_reopened, judge_pair, last_decision, take_back};

fn id(text: &str) -> EntityId {
    EntityId::new(text).unwrap()
}

/// A case that holds so many persons, `p0` and so on, each in a document of its own.
fn case_of(folder: &TempDir, name: &str, count: usize) -> Case {
    let mut case = Case::create_at(folder.path().join(name), Clock::fixed_at_second(1_700_000_000)).unwrap();
    let mut writer = case.begin("test").unwrap();
    for number in 0..count {
        let content = format!("Person number {number} came.");
        let source = SourceId::of(content.as_bytes());
        let text = Text::new(source, content.clone(), Vec::new());
        let of = Source::new(source, format!("{number}.txt"), "text/plain", content.len() as u64);
        writer.add_source(&of, &mut content.as_bytes(), Some(&text)).unwrap();
        let span = text.span(0..content.len() - 1).unwrap();
        let schema = Schema::get("Person").unwrap();
        let name = format!("Person number {number}");
        let origin = Origin::program("test", "1");
        writer
            .add_statements(&[Statement::new(id(&format!("p{number}")), schema, "name", &name, span, origin).unwrap()])
            .unwrap();
    }
    writer.commit().unwrap();
    case
}

fn taken(case: &mut Case, lines: &str) -> Imported {
    let mut writer = case.begin("importer").unwrap();
    let imported = import(&mut writer, lines.as_bytes(), "decisions.json").unwrap();
    writer.commit().unwrap();
    imported
}

fn written(case: &Case) -> String {
    export(case).unwrap().lines.iter().map(|line| format!("{line}\n")).collect()
}

fn are_one(case: &Case, left: &str, right: &str) -> bool {
    case.canonical(&id(left)).unwrap() == case.canonical(&id(right)).unwrap()
}

fn decide(case: &mut Case, left: &str, right: &str, judgement: Judgement) -> Result<i64, ResolveError> {
    let mut writer = case.begin("ana").unwrap();
    let number = judge_pair(&mut writer, &id(left), &id(right), judgement, "looked", Some(0.5))?;
    writer.commit().unwrap();
    Ok(number)
}

fn undo(case: &mut Case, number: i64) -> Result<Option<Judgement>, ResolveError> {
    let mut writer = case.begin("ana").unwrap();
    let back = take_back(&mut writer, number)?;
    writer.commit().unwrap();
    Ok(back.holds)
}

#[test]
fn what_is_taken_back_is_open_or_as_it_was() {
    let folder = TempDir::new().unwrap();
    let mut case = case_of(&folder, "a.umbra", 3);
    let first = decide(&mut case, "p0", "p1", Judgement::Same).unwrap();
    let second = decide(&mut case, "p1", "p0", Judgement::Different).unwrap();
    assert!(matches!(undo(&mut case, first), Err(ResolveError::Overruled { by, .. }) if by == second));
    assert_eq!(last_decision(&case).unwrap(), Some(second));
    assert_eq!(undo(&mut case, second).unwrap(), Some(Judgement::Same));
    assert!(are_one(&case, "p0", "p1"));
    let third = case.decisions().unwrap().pop().unwrap();
    assert!(third.why.contains("looked") && third.why.contains("decision 2 (different, ana)"), "{}", third.why);
    assert!(matches!(undo(&mut case, 99), Err(ResolveError::NoDecision(99))));

    let other = decide(&mut case, "p0", "p2", Judgement::Same).unwrap();
    assert_eq!(undo(&mut case, other).unwrap(), None);
    assert!(!are_one(&case, "p0", "p2") && are_one(&case, "p0", "p1"));
    let reopened = case.decisions().unwrap().pop().unwrap();
    assert!(is_reopened(&reopened));
    assert_eq!(undo(&mut case, reopened.id).unwrap(), Some(Judgement::Same), "what was taken back can be had again");
    assert_eq!(case.decisions().unwrap().len(), 6, "nothing is ever removed");
}

#[test]
fn nobody_joins_by_a_chain_what_is_judged_two() {
    let folder = TempDir::new().unwrap();
    let mut case = case_of(&folder, "a.umbra", 3);
    decide(&mut case, "p0", "p2", Judgement::Different).unwrap();
    decide(&mut case, "p0", "p1", Judgement::Same).unwrap();
    let refused = decide(&mut case, "p1", "p2", Judgement::Same).unwrap_err().to_string();
    assert!(refused.contains("decision 1 (ana") && refused.contains("p0 and p2 are two"), "{refused}");

    let mut case = case_of(&folder, "b.umbra", 4);
    let lines = r#"["p1","p0","positive",0.9,"bo","2024-01-01"]
["p2","p1","positive",0.9,"bo","2024-01-01"]
["p3","p2","positive",0.9,"bo","2024-01-01"]
["p3","p0","negative",null,"bo","2024-01-02"]"#;
    let imported = taken(&mut case, lines);
    assert_eq!((imported.same, imported.different), (2, 1));
    let [skipped] = imported.skipped.try_into().unwrap();
    assert_eq!(skipped.line, 3);
    assert!(skipped.reason.contains("p0 and p3") && skipped.reason.contains("line 4"), "{}", skipped.reason);
    assert!(are_one(&case, "p0", "p2") && !are_one(&case, "p0", "p3"));
    assert!(case.contradicted_decisions().unwrap().is_empty());
}

#[test]
fn a_case_keeps_its_own_decisions() {
    let folder = TempDir::new().unwrap();
    let mut case = case_of(&folder, "a.umbra", 3);
    decide(&mut case, "p0", "p1", Judgement::Different).unwrap();
    decide(&mut case, "p1", "p2", Judgement::Unsure).unwrap();
    let lines = "[\"p1\",\"p0\",\"positive\"]\n[\"p2\",\"p1\",\"positive\",1.0,null,null,null,\"a register\"]\n";
    let imported = taken(&mut case, lines);
    assert_eq!((imported.same, imported.skipped.len()), (1, 1));
    assert!(imported.skipped[0].reason.contains("decision 1 of the case (ana"), "{}", imported.skipped[0].reason);
    let last = case.decisions().unwrap().pop().unwrap();
    assert_eq!((last.actor.as_str(), last.score), ("importer", Some(1.0)));
    assert_eq!(last.why, "decisions.json, line 2: positive: a register");
    assert_eq!(taken(&mut case, lines).known, 1, "once is enough");
}

#[test]
fn lines_that_can_t_be_taken_are_told() {
    let folder = TempDir::new().unwrap();
    let mut case = case_of(&folder, "a.umbra", 3);
    let lines = r#"nonsense
["p0","p1","positive",7]
["p0","nobody","positive"]
["NK-1","nobody","negative"]
["p1","p2","no_judgement",0.4]
["p1","p2","negative",0.4,"bo","2024","2025"]
["NK-2","p0","positive"]
["NK-2","p1","negative"]
["p0","p0","positive"]
["p1","p2","perhaps"]"#;
    let imported = taken(&mut case, lines);
    let told: Vec<(u64, &str)> =
        imported.skipped.iter().map(|skipped| (skipped.line, skipped.reason.as_str())).collect();
    assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 3, 4, 9, 10], "{told:#?}");
    assert!(told[2].1.contains("no entity nobody") && told[1].1.contains("7 is no score"), "{told:#?}");
    assert_eq!((imported.same, imported.different, imported.open), (0, 1, 1));
    let decided = case.decisions().unwrap().pop().unwrap();
    assert_eq!((decided.left, decided.right), (id("p0"), id("p1")), "a name stands for who is one with it");
}

#[test]
fn a_name_of_a_cluster_joins_its_members() {
    let folder = TempDir::new().unwrap();
    let mut case = case_of(&folder, "a.umbra", 3);
    let imported = taken(
        &mut case,
        "[\"Q7\",\"p2\",\"positive\"]\n[\"Q7\",\"NK-1\",\"positive\"]\n[\"NK-1\",\"p0\",\"positive\"]\n",
    );
    assert_eq!((imported.same, imported.skipped), (1, vec![]));
    assert!(are_one(&case, "p0", "p2") && !are_one(&case, "p0", "p1"));
}

#[test]
fn a_transaction_that_is_not_kept_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let mut case = case_of(&folder, "a.umbra", 2);
    let mut writer = case.begin("importer").unwrap();
    assert_eq!(import(&mut writer, &b"[\"p0\",\"p1\",\"positive\"]"[..], "x").unwrap().same, 1);
    drop(writer);
    assert!(case.decisions().unwrap().is_empty() && !are_one(&case, "p0", "p1"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever was decided, another case that holds the same comes to the same by what is written, and so does the filter that
    /// applies decisions to files; and who is judged two is two in all of them.
    #[test]
    fn decisions_go_round(
        judged in proptest::collection::vec((0_usize..6, 0_usize..6, 0_u8..4), 1..14),
    ) {
        let folder = TempDir::new().unwrap();
        let mut case = case_of(&folder, "one.umbra", 6);
        for (left, right, judgement) in judged.into_iter().filter(|(left, right, _)| left != right) {
            let judgement = [Judgement::Same, Judgement::Same, Judgement::Different, Judgement::Unsure][judgement as usize];
            // What can't be joined is refused, which is what is tested elsewhere.
            let _ = decide(&mut case, &format!("p{left}"), &format!("p{right}"), judgement);
        }
        let lines = written(&case);
        let (resolver, faults) = Resolver::read(lines.as_bytes()).unwrap();
        prop_assert!(faults.is_empty() && resolver.contradictions().is_empty());
        let mut other = case_of(&folder, "two.umbra", 6);
        let imported = taken(&mut other, &lines);
        prop_assert_eq!(&imported.skipped, &vec![]);
        for left in 0..6 {
            for right in 0..left {
                let (left, right) = (format!("p{left}"), format!("p{right}"));
                let is_one = are_one(&case, &left, &right);
                prop_assert_eq!(is_one, are_one(&other, &left, &right));
                prop_assert_eq!(is_one, resolver.canonical(&left) == resolver.canonical(&right));
            }
        }
        let judged = |lines: &str| -> Vec<(String, String, &str)> {
            let lines = lines.lines().map(|line| ResolverLine::parse(line.as_bytes()).unwrap());
            let mut all: Vec<_> =
                lines.map(|line| (line.target.to_string(), line.source.to_string(), line.judgement.name())).collect();
            all.sort();
            all
        };
        prop_assert_eq!(judged(&lines), judged(&written(&other)));
    }
}
