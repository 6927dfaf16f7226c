//! Verdicts on what was taken from a document, and taking them back.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

use tempfile::TempDir;
use umbra_case::{Case, Filter, Verdict};
use umbra_model::{EntityId, Origin, Schema, Source, SourceId, Standing, Statement, Text};

const WORDS: &str = "Brandt sheltered the gang, police allege. Pell is said to milk the yard for the gang.";

/// A case with a tie and a candidate of one document.
fn case(folder: &TempDir) -> Case {
    let mut case = Case::create(folder.path().join("case.umbra")).unwrap();
    let id = SourceId::of(WORDS.as_bytes());
    let source = Source::new(id, "report.txt", "text/plain", WORDS.len() as u64);
    let text = Text::new(id, WORDS.to_owned(), Vec::new());
    let first = text.span(0..41).unwrap();
    let second = text.span(42..WORDS.len()).unwrap();
    let state = |entity: &str, schema: &str, property: &str, value: &str, span: &umbra_model::Span| {
        let schema = Schema::get(schema).unwrap();
        let origin = Origin::program("umbra-extract", "1").with_rule("shelter.verb");
        Statement::new(EntityId::new(entity).unwrap(), schema, property, value, span.clone(), origin)
            .unwrap()
            .with_standing(Standing::Alleged)
    };
    let statements = vec![
        state("tie", "Protection", "protector", "brandt", &first),
        state("tie", "Protection", "protected", "gang", &first),
        state("tie", "Protection", "conduct", "sheltering", &first),
        state("maybe", "Candidate", "reading", "shelters", &second),
        state("maybe", "Candidate", "proposedSchema", "Protection", &second),
        state("maybe", "Candidate", "subjectId", "pell", &second),
        state("maybe", "Candidate", "subjectProperty", "protector", &second),
        state("maybe", "Candidate", "objectId", "gang", &second),
        state("maybe", "Candidate", "objectProperty", "protected", &second),
        state("maybe", "Candidate", "trigger", "milk", &second),
    ];
    let mut writer = case.begin("test").unwrap();
    writer.add_source(&source, &mut WORDS.as_bytes(), Some(&text)).unwrap();
    writer.add_statements(&statements).unwrap();
    writer.commit().unwrap();
    case
}

/// What the case says, withdrawn statements aside: "property=value (standing)".
fn says(case: &Case, entity: &str) -> Vec<String> {
    let mut lines = Vec::new();
    case.each_statement(&Filter::all().entity(EntityId::new(entity).unwrap()).without_retracted(), |s| {
        let standing = s.statement.standing().map_or(String::new(), |s| format!(" ({s})"));
        lines.push(format!("{}={}{standing}", s.statement.property().name(), s.statement.value()));
    })
    .unwrap();
    lines.sort();
    lines
}

fn thing(case: &Case, id: &str) -> umbra_case::Reviewable {
    case.reviewables().unwrap().into_iter().find(|t| t.id.as_str() == id).unwrap()
}

fn id(text: &str) -> EntityId {
    EntityId::new(text).unwrap()
}

#[test]
fn a_rejected_tie_is_gone_until_the_verdict_is_taken_back() {
    let folder = TempDir::new().unwrap();
    let mut case = case(&folder);
    let before = says(&case, "tie");
    let tie = thing(&case, "tie");
    let mut writer = case.begin("anna").unwrap();
    writer.reject(&tie, "the police said nothing of the kind").unwrap();
    writer.commit().unwrap();
    assert!(says(&case, "tie").is_empty());
    assert_eq!(thing(&case, "tie").verdict, Some(Verdict::Rejected));
    let notes = case.review_notes().unwrap();
    assert_eq!((notes[0].by.as_str(), notes[0].note.as_deref()), ("anna", Some("the police said nothing of the kind")));

    let mut writer = case.begin("anna").unwrap();
    assert_eq!(writer.take_review_back(&id("tie")).unwrap(), Some(Verdict::Rejected));
    writer.commit().unwrap();
    assert_eq!(says(&case, "tie"), before);
    assert_eq!(thing(&case, "tie").verdict, None);
    let mut writer = case.begin("anna").unwrap();
    assert_eq!(writer.take_review_back(&id("tie")).unwrap(), None);
    writer.commit().unwrap();
    assert!(case.verify(&mut |_| {}).unwrap().problems.is_empty());
}

#[test]
fn corrections_are_the_persons_and_can_be_taken_back() {
    let folder = TempDir::new().unwrap();
    let mut case = case(&folder);
    let before = says(&case, "tie");
    let tie = thing(&case, "tie");
    let mut writer = case.begin("anna").unwrap();
    writer.correct(&tie, "conduct", "tip-off", "").unwrap();
    writer.commit().unwrap();
    assert!(says(&case, "tie").contains(&"conduct=tip-off (alleged)".to_owned()));
    let tie = thing(&case, "tie");
    let by = tie.statements.iter().find(|s| s.statement.value() == "tip-off").unwrap();
    assert_eq!(by.statement.origin().by, "anna");
    let mut writer = case.begin("anna").unwrap();
    writer.correct_standing(&tie, Standing::Charged, "").unwrap();
    writer.commit().unwrap();
    assert!(says(&case, "tie").iter().all(|line| line.ends_with("(charged)")));
    for _ in 0..2 {
        let mut writer = case.begin("anna").unwrap();
        writer.take_review_back(&id("tie")).unwrap().unwrap();
        writer.commit().unwrap();
    }
    assert_eq!(says(&case, "tie"), before);
    let tie = thing(&case, "tie");
    let mut writer = case.begin("anna").unwrap();
    let error = writer.correct(&tie, "amount", "5", "").unwrap_err().to_string();
    assert!(error.contains("amount"), "{error}");
}

#[test]
fn a_confirmed_candidate_becomes_a_tie_of_the_person_with_the_standing_of_its_words() {
    let folder = TempDir::new().unwrap();
    let mut case = case(&folder);
    let candidate = thing(&case, "maybe");
    assert!(candidate.is_candidate());
    let mut writer = case.begin("anna").unwrap();
    let made = writer.confirm(&candidate, "").unwrap();
    writer.commit().unwrap();
    assert_eq!(
        says(&case, made.as_str()),
        ["conduct=sheltering (alleged)", "protected=gang (alleged)", "protector=pell (alleged)"]
    );
    assert_eq!(thing(&case, "maybe").verdict, Some(Verdict::Confirmed));
    let mut writer = case.begin("anna").unwrap();
    writer.take_review_back(&id("maybe")).unwrap();
    writer.commit().unwrap();
    assert!(says(&case, made.as_str()).is_empty());
    assert_eq!(thing(&case, "maybe").verdict, None);
}

#[test]
fn a_candidate_is_confirmed_with_another_reading_and_turned() {
    let folder = TempDir::new().unwrap();
    let mut case = case(&folder);
    let candidate = thing(&case, "maybe");
    for wrong in ["charge", "resignation"] {
        let mut writer = case.begin("anna").unwrap();
        let error = writer.confirm_as(&candidate, Some(wrong.parse().unwrap()), "").unwrap_err().to_string();
        assert!(error.contains("it shows two, and that is about one alone"), "{error}");
    }
    let mut writer = case.begin("anna").unwrap();
    let made = writer.confirm_as(&candidate, Some("turned bribed".parse().unwrap()), "he took, they gave").unwrap();
    writer.commit().unwrap();
    assert_eq!(
        says(&case, made.as_str()),
        ["beneficiary=pell (alleged)", "payer=gang (alleged)", "purpose=bribe (alleged)"]
    );
    let note = case.last_review(&id("maybe")).unwrap().unwrap();
    assert_eq!((note.verdict, note.read_as.as_deref()), (Verdict::Confirmed, Some("turned bribed")));
    assert_eq!(says(&case, "maybe").len(), 7, "the candidate stays as it was");
    let mut writer = case.begin("anna").unwrap();
    writer.take_review_back(&id("maybe")).unwrap();
    writer.commit().unwrap();
    assert!(says(&case, made.as_str()).is_empty());
    assert!(case.verify(&mut |_| {}).unwrap().problems.is_empty());
}

#[test]
fn a_reading_is_refused_for_one_whom_it_does_not_take() {
    let folder = TempDir::new().unwrap();
    let mut case = case(&folder);
    let candidate = thing(&case, "maybe");
    let at = &candidate.statements[0].statement;
    let origin = Origin::program("umbra-extract", "1");
    let person = Schema::get("Person").unwrap();
    let pell = Statement::new(id("pell"), person, "name", "Pell", at.span().clone(), origin).unwrap();
    let mut writer = case.begin("test").unwrap();
    writer.add_statements(&[pell]).unwrap();
    writer.commit().unwrap();
    let mut writer = case.begin("anna").unwrap();
    let error = writer.confirm_as(&candidate, Some("turned leads".parse().unwrap()), "").unwrap_err().to_string();
    assert!(error.contains("Pell is of the kind Person, organization takes Organization"), "{error}");
}

#[test]
fn reading_again_does_not_bring_back_what_was_rejected() {
    let folder = TempDir::new().unwrap();
    let mut case = case(&folder);
    let tie = thing(&case, "tie");
    let again: Vec<Statement> = tie.statements.iter().map(|s| s.statement.clone()).collect();
    assert_eq!(case.withdrawn_by_reviews().unwrap().sift(again.clone()).len(), 3);
    let mut writer = case.begin("anna").unwrap();
    writer.reject(&tie, "").unwrap();
    writer.commit().unwrap();
    assert!(case.withdrawn_by_reviews().unwrap().sift(again.clone()).is_empty());
    let mut writer = case.begin("anna").unwrap();
    writer.take_review_back(&id("tie")).unwrap();
    writer.commit().unwrap();
    assert_eq!(case.withdrawn_by_reviews().unwrap().sift(again).len(), 3);
}
