//! Who is one with whom: records put together by hand.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use umbra_model::{EntityId, Schema, SourceId};
use umbra_resolve::{Neighbour, Options, Outcome, Record, Verdict, resolve};

fn id(text: &str) -> EntityId {
    EntityId::new(text).unwrap()
}

/// A record of a document: "court/hallstrom" stands in the document "court".
fn record(path: &str, schema: &str, values: &[(&str, &str)]) -> Record {
    let document = path.split('/').next().unwrap();
    let schema = Schema::get(schema).unwrap();
    let mut record = Record::new(id(path), schema, SourceId::of(document.as_bytes())).unwrap();
    for (property, value) in values {
        record.state(property, value);
    }
    record
}

fn person(path: &str, name: &str) -> Record {
    record(path, "Person", &[("name", name)])
}

fn tied(mut one: Record, tie: &'static str, end: &'static str, other: &str) -> Record {
    one.tie(Neighbour { tie, end, other: id(other) });
    one
}

fn works_at(one: Record, role: &str, body: &Record) -> Record {
    let mut one = tied(one, "Employment", "employee", body.id().as_str());
    one.office(&format!("{role} of the {}", body.caption()));
    one
}

fn run(records: Vec<Record>) -> Outcome {
    resolve(records, &Options::default())
}

fn verdict(outcome: &Outcome, left: &str, right: &str) -> Option<Verdict> {
    if outcome.groups.iter().any(|group| group.contains(&id(left)) && group.contains(&id(right))) {
        return Some(Verdict::Same);
    }
    outcome.proposals.iter().find(|p| p.left == id(left) && p.right == id(right)).map(|p| p.verdict)
}

fn check(records: Vec<Record>, left: &str, right: &str, expected: Option<Verdict>) {
    let outcome = run(records);
    assert_eq!(verdict(&outcome, left, right), expected, "{:#?}", outcome.proposals);
}

#[test]
fn a_rare_name_alone_is_left_to_people() {
    check(
        vec![person("a/h", "Viktor Hallström"), person("b/h", "Viktor Hallström")],
        "a/h",
        "b/h",
        Some(Verdict::Unsure),
    );
    check(vec![person("a/w", "Wang Wei"), person("b/w", "Wang Wei")], "a/w", "b/w", Some(Verdict::Unsure));
    check(vec![person("a/h", "Viktor Hallström"), person("b/h", "Viktor Hallberg")], "a/h", "b/h", None);
}

#[test]
fn a_surname_or_a_description_is_never_joined() {
    let bureau = |document: &str| {
        record(&format!("{document}/bureau"), "PublicBody", &[("name", "Lubei Branch of the Tangshan Bureau")])
    };
    for (one, other) in [
        ("Ma", "Ma"),
        ("Ma", "Ma Aijun"),
        ("Mr Brandt", "Olaf Brandt"),
        ("Brandt", "Brandt"),
        ("O. Brandt", "Olaf Brandt"),
    ] {
        let (a, b) = (bureau("a"), bureau("b"));
        let records = vec![works_at(person("a/p", one), "head", &a), works_at(person("b/p", other), "head", &b), a, b];
        let found = verdict(&run(records), "a/p", "b/p");
        assert!(found != Some(Verdict::Same), "{one} {other} {found:?}");
    }
    for (one, other) in [("the gang", "the gang"), ("The Gang", "a gang")] {
        let gang =
            |path: &str, name: &str| record(path, "CriminalGroup", &[("name", name), ("designation", "the gang")]);
        check(vec![gang("a/g", one), gang("b/g", other)], "a/g", "b/g", None);
    }
    let nameless = |path: &str| record(path, "CriminalGroup", &[("designation", "the gang")]);
    check(vec![nameless("a/g"), nameless("b/g")], "a/g", "b/g", None);
}

#[test]
fn a_rare_name_and_a_tie_to_the_same_third_are_one() {
    for (one, other) in [
        ("Viktor Hallström", "Viktor Hallström"),
        ("Viktor Hallström", "Victor Hallstrom"),
        ("Katarzyna Nowicka", "Katarina Nowicka"),
        ("Dragan Velkoran", "Dragan Welkoran"),
        ("Ma Aijun", "马爱军"),
        // Consonants alone leave too much room.
        ("Dragan Velkoran", "德拉甘·维尔科兰"),
    ] {
        let expected = if other.contains('·') { Verdict::Unsure } else { Verdict::Same };
        let firm = |document: &str| record(&format!("{document}/firm"), "Company", &[("name", "Halvane Gravel Ltd")]);
        let owner = |path: &str, name: &str, firm: &str| tied(person(path, name), "Ownership", "owner", firm);
        let records = vec![owner("a/p", one, "a/firm"), owner("b/p", other, "b/firm"), firm("a"), firm("b")];
        check(records, "a/p", "b/p", Some(expected));
    }
}

#[test]
fn documents_that_name_the_same_others_tell_one_story() {
    let story = |document: &str, name: &str, others: &[&str]| {
        let mut all = vec![person(&format!("{document}/p"), name)];
        all.extend(others.iter().enumerate().map(|(at, other)| person(&format!("{document}/{at}"), other)));
        all
    };
    let cast = ["Bashir Telluvan", "Meera Dasgarth", "Estrid Sarnoway", "Ruth Amankwold"];
    // Documents that have nothing to do with it make plain that these names are not everybody's.
    let rest = || (0..6).map(|n| person(&format!("rest{n}/p"), &format!("Nobody Else{n}"))).collect::<Vec<_>>();
    for (name, shared, expected) in [
        ("Viktor Hallström", 4, Some(Verdict::Same)),
        ("Viktor Hallström", 1, Some(Verdict::Unsure)),
        ("Wang Wei", 4, Some(Verdict::Unsure)),
        ("Hallström", 4, None),
    ] {
        let records = [story("a", name, &cast), story("b", name, &cast[..shared]), rest()].concat();
        check(records, "a/p", "b/p", expected);
    }
}

#[test]
fn officials_whom_both_documents_name_make_nobody_one_person() {
    let officials =
        [("Ilka Brandomere", "governor"), ("Ngozi Hallgrimont", "judge"), ("Osric Valdameer", "police commissioner")];
    let story = |document: &str| {
        let official = |(at, (name, post)): (usize, &(&str, &str))| {
            record(&format!("{document}/{at}"), "Person", &[("name", name), ("position", post)])
        };
        let mut all: Vec<Record> = officials.iter().enumerate().map(official).collect();
        all.push(record(&format!("{document}/office"), "PublicBody", &[("name", "Ostrand Provincial Prosecutor")]));
        all
    };
    let rest = || (0..6).map(|n| person(&format!("rest{n}/p"), &format!("Nobody Else{n}"))).collect::<Vec<_>>();
    let records =
        |convict: Record, gardener: Record| [story("a"), story("b"), rest(), vec![convict, gardener]].concat();
    let of_one_name = || (person("a/p", "Tomas Erlingworth"), person("b/p", "Tomas Erlingworth"));
    let (convict, gardener) = of_one_name();
    check(records(convict, gardener), "a/p", "b/p", Some(Verdict::Unsure));
    // Proceedings against both, on the other hand, are rarely told of two of one rare name.
    let (mut convict, mut appellant) = of_one_name();
    convict.stand_trial();
    appellant.stand_trial();
    check(records(convict, appellant), "a/p", "b/p", Some(Verdict::Same));
}

#[test]
fn two_brothers_speak_for_each_other() {
    let family = |document: &str| {
        let (one, other) = (format!("{document}/dragan"), format!("{document}/milo"));
        vec![
            tied(person(&one, "Dragan Velkoran"), "Family", "person", &other),
            tied(person(&other, "Milo Velkoran"), "Family", "relative", &one),
        ]
    };
    let outcome = run([family("a"), family("b")].concat());
    assert_eq!(outcome.groups.len(), 2, "{:#?}", outcome.proposals);
}

#[test]
fn a_common_name_needs_more_than_one_tie() {
    let bureau =
        |document: &str| record(&format!("{document}/bureau"), "PublicBody", &[("name", "Public Security Bureau")]);
    let records = || {
        vec![
            tied(person("a/w", "Wang Wei"), "Employment", "employee", "a/bureau"),
            bureau("a"),
            tied(person("b/w", "Wang Wei"), "Employment", "employee", "b/bureau"),
            bureau("b"),
        ]
    };
    check(records(), "a/w", "b/w", Some(Verdict::Unsure));
    let mut known = records();
    known[0].state("birthDate", "1970-05-01");
    known[2].state("birthDate", "1970-05-01");
    check(known, "a/w", "b/w", Some(Verdict::Same));
}

#[test]
fn an_office_in_common_is_a_tie() {
    let holder = |path: &str| {
        let mut holder = person(path, "Tomas Erlingworth");
        holder.office("Head of the Quayside district branch");
        holder
    };
    check(vec![holder("a/e"), holder("b/e")], "a/e", "b/e", Some(Verdict::Same));
}

#[test]
fn birth_dates_decide() {
    let born = |path: &str, date: &str| record(path, "Person", &[("name", "Jonas Pellwether"), ("birthDate", date)]);
    let pair = |one: &str, other: &str| vec![born("a/p", one), born("b/p", other)];
    check(pair("1987-02-11", "1987-02-11"), "a/p", "b/p", Some(Verdict::Same));
    check(pair("1987-02-11", "1987"), "a/p", "b/p", Some(Verdict::Same));
    check(pair("1987-02-11", "1952"), "a/p", "b/p", Some(Verdict::Different));
    check(pair("1987", "1988"), "a/p", "b/p", None);
}

#[test]
fn nobody_takes_office_after_death() {
    let dead = record("a/p", "Person", &[("name", "Jonas Pellwether"), ("deathDate", "2001")]);
    let mut alive = person("b/p", "Jonas Pellwether");
    alive.began("2015-03".parse().unwrap());
    check(vec![dead, alive], "a/p", "b/p", Some(Verdict::Different));
}

#[test]
fn numbers_decide() {
    let firm = |path: &str, name: &str, number: &str| {
        record(path, "Company", &[("name", name), ("registrationNumber", number)])
    };
    check(
        vec![firm("a/f", "Halvane Gravel Ltd", "OST-20417"), firm("b/f", "Halvane Gravel Ltd", "ost 20417")],
        "a/f",
        "b/f",
        Some(Verdict::Same),
    );
    check(
        vec![firm("a/f", "Halvane Gravel Ltd", "OST-20417"), firm("b/f", "Halvane Gravel Ltd", "OST-18833")],
        "a/f",
        "b/f",
        Some(Verdict::Different),
    );
    // A company that took another name keeps its number.
    check(
        vec![firm("a/f", "Halvane Gravel Ltd", "OST-20417"), firm("b/f", "Orlewater Ltd", "OST-20417")],
        "a/f",
        "b/f",
        Some(Verdict::Same),
    );
}

#[test]
fn bodies_and_places_of_one_telling_name_are_one() {
    let of = |schema: &str, one: &str, other: &str| {
        vec![record("a/x", schema, &[("name", one)]), record("b/x", schema, &[("name", other)])]
    };
    for (schema, one, other, expected) in [
        ("Company", "Halvane Haulage and Gravel Ltd", "Halvane Haulage & Gravel", Some(Verdict::Same)),
        ("CriminalGroup", "Lantern Crew", "the Lantern Crew", Some(Verdict::Same)),
        ("PublicBody", "Marenport Police Bureau", "Marenport Police Bureau", Some(Verdict::Same)),
        ("Organization", "Xinhua", "Xinhua", Some(Verdict::Same)),
        ("PublicBody", "District Court", "the District Court", Some(Verdict::Unsure)),
        ("Company", "Halvane AG", "Halvane GmbH", None),
        ("PublicBody", "Marenport District Court", "Sundby District Court", None),
        ("Address", "Tangshan", "Tangshan City", Some(Verdict::Same)),
        ("Address", "唐山市", "Tangshan", Some(Verdict::Same)),
        ("Address", "Marenport", "Marenport Harbour", None),
    ] {
        check(of(schema, one, other), "a/x", "b/x", expected);
    }
    let bodies =
        vec![record("a/x", "Company", &[("name", "Halvane")]), record("b/x", "PublicBody", &[("name", "Halvane")])];
    check(bodies, "a/x", "b/x", Some(Verdict::Unsure));
    let kinds =
        vec![record("a/x", "Address", &[("name", "Halvane")]), record("b/x", "Company", &[("name", "Halvane")])];
    check(kinds, "a/x", "b/x", None);
}

#[test]
fn whoever_may_be_a_person_is_held_to_a_persons_measure() {
    let payee = |path: &str| record(path, "LegalEntity", &[("name", "Tomas Erlingworth")]);
    check(vec![payee("a/p"), payee("b/p")], "a/p", "b/p", Some(Verdict::Unsure));
    check(vec![payee("a/p"), person("b/p", "Tomas Erlingworth")], "a/p", "b/p", Some(Verdict::Unsure));
    let firm = |path: &str| record(path, "LegalEntity", &[("name", "Perrinmoor Advisory Ltd")]);
    check(vec![firm("a/p"), firm("b/p")], "a/p", "b/p", Some(Verdict::Same));
}

#[test]
fn records_of_one_document_stay_apart() {
    let firm = |path: &str| record(path, "Company", &[("name", "Halvane Gravel Ltd")]);
    check(vec![firm("a/one"), firm("a/two")], "a/one", "a/two", None);
    // Nor are they joined over a third.
    let outcome = run(vec![firm("a/one"), firm("a/two"), firm("b/f")]);
    assert_eq!(outcome.groups, [vec![id("a/one"), id("b/f")]]);
    let refused = outcome.proposals.iter().find(|p| p.left == id("a/two")).unwrap();
    assert_eq!(refused.verdict, Verdict::Unsure);
    assert!(refused.parts.last().unwrap().why.contains("tells apart"));
    let options = Options { within_source: true, ..Options::default() };
    assert_eq!(resolve(vec![firm("a/one"), firm("a/two")], &options).groups.len(), 1);
}

#[test]
fn no_chain_joins_what_is_judged_two() {
    let born = |path: &str, date: &str| {
        let values = [("name", "Jonas Pellwether"), ("birthDate", date), ("position", "foreman of the Halvane yard")];
        record(path, "Person", &values[..if date.is_empty() { 1 } else { 3 }])
    };
    let mut between = born("b/p", "");
    between.state("position", "foreman of the Halvane yard");
    let outcome = run(vec![born("a/p", "1987"), between, born("c/p", "1952")]);
    assert_eq!(outcome.groups.len(), 1);
    assert_eq!(outcome.groups[0].len(), 2);
    assert_eq!(verdict(&outcome, "a/p", "c/p"), Some(Verdict::Different));
    let refused = outcome.proposals.iter().filter(|p| p.verdict == Verdict::Unsure).count();
    assert_eq!(refused, 1);
}

#[test]
fn what_people_parted_stays_apart() {
    let firm = |path: &str| record(path, "Company", &[("name", "Halvane Gravel Ltd")]);
    let parted = BTreeSet::from([(id("a/f"), id("b/f"))]);
    let options = Options { parted, ..Options::default() };
    let outcome = resolve(vec![firm("a/f"), firm("b/f"), firm("c/f")], &options);
    assert_eq!(outcome.groups.len(), 1);
    assert_eq!(outcome.groups[0].len(), 2);
    assert!(!outcome.groups[0].contains(&id("a/f")) || !outcome.groups[0].contains(&id("b/f")));
}

#[test]
fn a_crowd_is_compared_by_what_else_its_members_share() {
    let options = Options { most_sharing: 10, ..Options::default() };
    let mut records: Vec<Record> = (0..40).map(|n| person(&format!("d{n}/w"), "Wang Wei")).collect();
    for n in [7, 21] {
        records[n].state("birthDate", "1970-05-01");
        records[n].state("idNumber", "110101197005010011");
    }
    let outcome = resolve(records, &options);
    assert!(!outcome.crowds.is_empty() && outcome.compared < 40);
    assert_eq!(outcome.groups, [vec![id("d21/w"), id("d7/w")]]);
}

#[test]
fn reasons_are_told_in_words() {
    let bare = run(vec![person("a/x", "Viktor Hallström"), person("b/x", "Viktor Hallström")]);
    assert_eq!(bare.proposals[0].in_words(), "nothing but the name speaks for it");
    let company = |document: &str| {
        vec![person(&format!("{document}/x"), "Viktor Hallström"), person(&format!("{document}/y"), "Ngozi Adeyholm")]
    };
    let told = run(company("a").into_iter().chain(company("b")).collect());
    let pair = told.proposals.iter().find(|pair| pair.left == id("a/x")).unwrap();
    assert_eq!(pair.in_words(), "both documents name Ngozi Adeyholm");
    let placed = |document: &str, country: &str| {
        let mut both = company(document);
        both[0].state("country", country);
        both
    };
    let told = run(placed("a", "se").into_iter().chain(placed("b", "no")).collect());
    let pair = told.proposals.iter().find(|pair| pair.left == id("a/x")).unwrap();
    assert_eq!(pair.in_words(), "both documents name Ngozi Adeyholm; against it: se and no");
}

#[test]
fn every_part_has_its_reason() {
    let born =
        |path: &str, name: &str| record(path, "Person", &[("name", name), ("birthDate", "1961"), ("country", "se")]);
    let outcome = run(vec![born("a/h", "Viktor Hallström"), born("b/h", "Victor Hallstrom")]);
    let proposal = &outcome.proposals[0];
    let names: Vec<_> = proposal.parts.iter().map(|part| part.name).collect();
    assert_eq!(names, ["chance", "name", "birth date", "country"]);
    assert!(proposal.parts.iter().all(|part| !part.why.is_empty()));
    assert!((proposal.score - 1.0 / (1.0 + (-proposal.weight()).exp())).abs() < 1e-12);
    assert!(proposal.why().contains("Viktor met Victor: forms of one given name"), "{}", proposal.why());
}

/// A record out of few names, dates and documents, so that they meet often.
fn any_record() -> impl Strategy<Value = (usize, usize, usize, usize)> {
    (0usize..6, 0usize..7, 0usize..4, 0usize..5)
}

fn build(choices: &[(usize, usize, usize, usize)]) -> Vec<Record> {
    const NAMES: [&str; 7] =
        ["Viktor Hallström", "Victor Hallstrom", "Ma Aijun", "马爱军", "Ma", "Wang Wei", "the gang"];
    const DATES: [&str; 4] = ["", "1961", "1961-03-05", "1980"];
    let path = |number: usize, document: usize| format!("d{document}/{number}");
    choices
        .iter()
        .enumerate()
        .map(|(number, (document, name, date, tie))| {
            let mut built = person(&path(number, *document), NAMES[*name]);
            if !DATES[*date].is_empty() {
                built.state("birthDate", DATES[*date]);
            }
            if let Some((document, ..)) = choices.get(*tie) {
                built.tie(Neighbour { tie: "Associate", end: "person", other: id(&path(*tie, *document)) });
            }
            built
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn the_invariants_hold(choices in prop::collection::vec(any_record(), 0..14)) {
        let outcome = run(build(&choices));
        let document = |id: &EntityId| id.as_str().split('/').next().unwrap().to_owned();
        let born = |id: &EntityId| choices[id.as_str().split('/').nth(1).unwrap().parse::<usize>().unwrap()].2;
        let name = |id: &EntityId| choices[id.as_str().split('/').nth(1).unwrap().parse::<usize>().unwrap()].1;
        let mut seen = BTreeSet::new();
        for group in &outcome.groups {
            let documents: BTreeSet<_> = group.iter().map(document).collect();
            prop_assert_eq!(documents.len(), group.len(), "two of one document");
            let years: BTreeSet<_> = group.iter().map(born).filter(|date| *date > 0).map(|date| date == 3).collect();
            prop_assert!(years.len() < 2, "two years of birth");
            prop_assert!(group.iter().all(|id| name(id) != 4 && name(id) != 6), "a surname or description was joined");
            prop_assert!(group.iter().all(|id| seen.insert(id.clone())), "in two groups");
        }
        for proposal in &outcome.proposals {
            prop_assert!((0.0..=1.0).contains(&proposal.score) && proposal.left < proposal.right);
        }
    }

    #[test]
    fn the_order_of_the_records_does_not_matter(choices in prop::collection::vec(any_record(), 0..10)) {
        let records = build(&choices);
        let backwards: Vec<Record> = records.iter().rev().cloned().collect();
        prop_assert_eq!(run(records), run(backwards));
    }
}
