//! Decisions in a case: proposed, applied, taken back.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use tempfile::TempDir;
use umbra_case::{Case, Clock, Judgement};
use umbra_model::{EntityId, Origin, Schema, Source, SourceId, Statement, Text};
use umbra_resolve::{ACTOR, Options, Verdict, apply, examine, propose, settle};

fn id(text: &str) -> EntityId {
    EntityId::new(text).unwrap()
}

/// Adds a document and what it states: entity, schema, property, value, the words that say so.
fn add(case: &mut Case, content: &str, stated: &[(&str, &str, &str, &str, &str)]) {
    let source = SourceId::of(content.as_bytes());
    let text = Text::new(source, content.to_owned(), Vec::new());
    let statements: Vec<Statement> = stated
        .iter()
        .map(|(entity, schema, property, value, words)| {
            let at = content.find(words).expect("the words stand there");
            let span = text.span(at..at + words.len()).unwrap();
            let schema = Schema::get(schema).unwrap();
            Statement::new(id(entity), schema, property, value, span, Origin::program("test", "1")).unwrap()
        })
        .collect();
    let mut writer = case.begin("test").unwrap();
    let of = Source::new(source, format!("{}.txt", source.short()), "text/plain", content.len() as u64);
    writer.add_source(&of, &mut content.as_bytes(), Some(&text)).unwrap();
    writer.add_statements(&statements).unwrap();
    writer.commit().unwrap();
}

/// Two papers on one police chief, a parish paper on a man of the same name.
fn marked_case(folder: &TempDir) -> Case {
    let mut case = Case::create_at(folder.path().join("test.umbra"), Clock::fixed_at_second(1_700_000_000)).unwrap();
    add(
        &mut case,
        "Viktor Hallström, head of the Nordkai district branch, was convicted of warning the gang.",
        &[
            ("a-hallstrom", "Person", "name", "Viktor Hallström", "Viktor Hallström"),
            ("a-branch", "PublicBody", "name", "Nordkai district branch", "Nordkai district branch"),
            ("a-gang", "CriminalGroup", "designation", "the gang", "the gang"),
            ("a-t1", "Employment", "employee", "a-hallstrom", "head of the Nordkai district branch"),
            ("a-t1", "Employment", "employer", "a-branch", "head of the Nordkai district branch"),
            ("a-t1", "Employment", "role", "head", "head"),
        ],
    );
    add(
        &mut case,
        "The gang paid Victor Hallstrom, who was head of the Nordkai district branch until 2021.",
        &[
            ("b-hallstrom", "Person", "name", "Victor Hallstrom", "Victor Hallstrom"),
            ("b-branch", "PublicBody", "name", "Nordkai district branch", "Nordkai district branch"),
            ("b-gang", "CriminalGroup", "designation", "The gang", "The gang"),
            ("b-t1", "Employment", "employee", "b-hallstrom", "head of the Nordkai district branch"),
            ("b-t1", "Employment", "employer", "b-branch", "head of the Nordkai district branch"),
            ("b-t1", "Employment", "role", "head", "head"),
        ],
    );
    add(
        &mut case,
        "Our thanks go to Viktor Hallström, who has tuned the organ for years.",
        &[("c-hallstrom", "Person", "name", "Viktor Hallström", "Viktor Hallström")],
    );
    case
}

#[test]
fn the_same_become_one_and_the_rest_stay() {
    let folder = TempDir::new().unwrap();
    let mut case = marked_case(&folder);
    let proposals = propose(&case).unwrap();
    let mut writer = case.begin(ACTOR).unwrap();
    assert_eq!(apply(&mut writer, &proposals).unwrap(), 2);
    writer.commit().unwrap();
    let same = |one: &str, other: &str| case.canonical(&id(one)).unwrap() == case.canonical(&id(other)).unwrap();
    assert!(same("a-hallstrom", "b-hallstrom") && same("a-branch", "b-branch"));
    assert!(!same("a-hallstrom", "c-hallstrom") && !same("a-gang", "b-gang"));
    let unsure: Vec<_> = proposals.iter().filter(|proposal| proposal.verdict == Verdict::Unsure).collect();
    assert!(unsure.iter().all(|proposal| proposal.right == id("c-hallstrom")) && !unsure.is_empty());
    let decisions = case.decisions().unwrap();
    assert!(decisions.iter().all(|decision| decision.actor == ACTOR && decision.score.is_some()));
    let person = decisions.iter().find(|decision| decision.left == id("a-hallstrom")).unwrap();
    assert!(person.why.contains("ties in common") && person.why.contains("Nordkai district branch"), "{}", person.why);
}

#[test]
fn what_is_decided_is_not_proposed_again() {
    let folder = TempDir::new().unwrap();
    let mut case = marked_case(&folder);
    let proposals = propose(&case).unwrap();
    let mut writer = case.begin(ACTOR).unwrap();
    apply(&mut writer, &proposals).unwrap();
    writer.commit().unwrap();
    let again = propose(&case).unwrap();
    assert!(again.iter().all(|proposal| proposal.verdict != Verdict::Same), "{again:#?}");
}

#[test]
fn what_a_person_took_back_stays_taken_back() {
    for judgement in [Judgement::Unsure, Judgement::Different] {
        let folder = TempDir::new().unwrap();
        let mut case = marked_case(&folder);
        let proposals = propose(&case).unwrap();
        let mut writer = case.begin(ACTOR).unwrap();
        apply(&mut writer, &proposals).unwrap();
        writer.commit().unwrap();
        let mut writer = case.begin("reader").unwrap();
        writer.decide(&id("a-hallstrom"), &id("b-hallstrom"), judgement, "another man", None).unwrap();
        writer.commit().unwrap();
        assert_ne!(case.canonical(&id("a-hallstrom")).unwrap(), case.canonical(&id("b-hallstrom")).unwrap());
        let again = propose(&case).unwrap();
        assert!(again.iter().all(|proposal| proposal.verdict != Verdict::Same), "{again:#?}");
    }
}

#[test]
fn the_same_case_gives_the_same_judgements() {
    let folder = TempDir::new().unwrap();
    let case = marked_case(&folder);
    let (one, other) = (examine(&case, Options::default()).unwrap(), examine(&case, Options::default()).unwrap());
    assert_eq!(one, other);
    assert_eq!((one.records, one.groups.len()), (5, 2));
}

#[test]
fn what_documents_tell_counts_together() {
    let folder = TempDir::new().unwrap();
    let mut case = Case::create_at(folder.path().join("test.umbra"), Clock::fixed_at_second(1_700_000_000)).unwrap();
    let told = |case: &mut Case, content: &str, document: &str, stated: &[(&str, &str)]| {
        let entity = format!("{document}-wang");
        let mut all = vec![(entity.as_str(), "Person", "name", "Wang Wei", "Wang Wei")];
        all.extend(stated.iter().map(|(property, value)| (entity.as_str(), "Person", *property, *value, *value)));
        add(case, content, &all);
    };
    // A common name. The day of birth joins the first two; the third shares too little with either alone, enough with both.
    let (post, town) = ("foreman of the Halvane yard", "Nordkai");
    told(
        &mut case,
        "Wang Wei, born 1970-05-01 in Nordkai, is from cn.",
        "a",
        &[("birthDate", "1970-05-01"), ("birthPlace", town), ("nationality", "cn")],
    );
    told(
        &mut case,
        "Wang Wei, foreman of the Halvane yard, was born 1970-05-01.",
        "b",
        &[("birthDate", "1970-05-01"), ("position", post)],
    );
    told(
        &mut case,
        "Wang Wei of Nordkai, cn, is foreman of the Halvane yard.",
        "c",
        &[("birthPlace", town), ("nationality", "cn"), ("position", post)],
    );
    let first = propose(&case).unwrap();
    assert_eq!(first.iter().filter(|proposal| proposal.verdict == Verdict::Same).count(), 1, "{first:#?}");
    let mut writer = case.begin(ACTOR).unwrap();
    let settled = settle(&mut writer, &Options::default()).unwrap();
    writer.commit().unwrap();
    assert_eq!((settled.applied.len(), settled.rounds, settled.outcome.groups.len()), (2, 3, 0));
    let one = case.canonical(&id("a-wang")).unwrap();
    assert!(["b-wang", "c-wang"].iter().all(|other| case.canonical(&id(other)).unwrap() == one));
}
