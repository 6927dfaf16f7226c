//! From a case file to findings: what is retracted, judged or missing shows in the answer.

use tempfile::TempDir;
use umbra_case::{Case, Judgement};
use umbra_find::{Dossier, Facts, Findings, Shelf, Summary, View};
use umbra_model::{EntityId, Origin, Schema, Source, SourceId, Standing, Statement, Text};

const ARTICLE: &str = "Ma Aijun, former head of the Lubei district branch, was convicted of sheltering the gang from justice. \
     Ma Aijun, an organ builder, plays on Sunday.";
const CONVICTED: &str =
    "Ma Aijun, former head of the Lubei district branch, was convicted of sheltering the gang from justice";

struct Fixture {
    case: Case,
    text: Text,
    _folder: TempDir,
}

fn id(id: &str) -> EntityId {
    EntityId::new(id).expect("the fixture is sound")
}

impl Fixture {
    fn new() -> Self {
        let folder = TempDir::new().expect("the fixture is sound");
        let mut case = Case::create(folder.path().join("lubei.umbra")).expect("the fixture is sound");
        let source_id = SourceId::of(ARTICLE.as_bytes());
        let source = Source::new(source_id, "article.txt", "text/plain", ARTICLE.len() as u64);
        let text = Text::new(source_id, ARTICLE.to_owned(), Vec::new());
        let mut writer = case.begin("tester").expect("the fixture is sound");
        writer.add_source(&source, &mut ARTICLE.as_bytes(), Some(&text)).expect("the fixture is sound");
        writer.note_skipped("photo.raw", "this format can't be read: convert it").expect("the fixture is sound");
        writer.commit().expect("the fixture is sound");
        Self { case, text, _folder: folder }
    }

    fn state(
        &mut self,
        entity: &str,
        schema: &str,
        words: &str,
        values: &[(&str, &str)],
        standing: Option<Standing>,
    ) -> umbra_find::StatementId {
        let at = ARTICLE.find(words).expect("the fixture is sound");
        let span = self.text.span(at..at + words.len()).expect("the fixture is sound");
        let statement = |(property, value): &(&str, &str)| {
            let origin = Origin::program("test", "1");
            Statement::new(
                id(entity),
                Schema::get(schema).expect("the fixture is sound"),
                property,
                value,
                span.clone(),
                origin,
            )
            .expect("the fixture is sound")
            .with_standing(standing)
        };
        let statements: Vec<Statement> = values.iter().map(statement).collect();
        let mut writer = self.case.begin("tester").expect("the fixture is sound");
        let ids = writer.add_statements(&statements).expect("the fixture is sound");
        writer.commit().expect("the fixture is sound");
        ids[0]
    }

    fn lubei(&mut self) -> umbra_find::StatementId {
        self.state("ma", "Person", "Ma Aijun", &[("name", "Ma Aijun")], None);
        self.state("gang", "CriminalGroup", "the gang", &[("designation", "the gang"), ("unnamed", "yes")], None);
        self.state("branch", "PublicBody", "Lubei district branch", &[("name", "Lubei district branch")], None);
        let office = [("employee", "ma"), ("employer", "branch"), ("role", "head"), ("status", "past")];
        self.state("office", "Employment", "former head of the Lubei district branch", &office, None);
        let shelter = [("protector", "ma"), ("protected", "gang"), ("conduct", "sheltering")];
        self.state("shelter", "Protection", CONVICTED, &shelter, Some(Standing::Convicted))
    }

    fn facts(&self) -> Facts {
        Facts::of_case(&self.case).expect("the fixture is sound")
    }
}

#[test]
fn a_case_file_gives_the_protector_with_the_very_sentence() {
    let mut fixture = Fixture::new();
    fixture.lubei();
    let facts = fixture.facts();
    let findings = Findings::of(&facts, &View::default()).unwrap();
    let protector = &findings.umbrellas[0].protectors[0];
    assert_eq!((protector.person.caption.as_str(), protector.shelf), ("Ma Aijun", Shelf::Court));
    assert_eq!(protector.best.quote, CONVICTED);
    let summary = Summary::of(&facts, &findings);
    assert_eq!(summary.skipped[0].path, "photo.raw");
    assert_eq!(summary.protectors[0].office.as_deref(), Some("former head, Lubei district branch"));
    let json = serde_json::to_value(&findings).unwrap();
    assert_eq!(json["umbrellas"][0]["protectors"][0]["shelf"], "court");
    assert_eq!(json["umbrellas"][0]["protectors"][0]["evidence"].as_array().unwrap().len(), 7);
}

#[test]
fn what_is_retracted_counts_no_more() {
    let mut fixture = Fixture::new();
    let shelter = fixture.lubei();
    let mut writer = fixture.case.begin("tester").unwrap();
    for offset in 0..3 {
        let id = umbra_find::StatementId::from_number(shelter.number() + offset);
        writer.retract(id, "misread").unwrap();
    }
    writer.commit().unwrap();
    let findings = Findings::of(&fixture.facts(), &View::default()).unwrap();
    assert!(findings.umbrellas[0].has_no_protector());
}

#[test]
fn decisions_join_and_part_records() {
    let mut fixture = Fixture::new();
    fixture.lubei();
    fixture.state("ma2", "Person", "Ma Aijun", &[("name", "Ma Aijun")], None);
    fixture.state("ma3", "Person", "Ma Aijun, an organ builder", &[("name", "Ma Aijun")], None);
    let mut writer = fixture.case.begin("tester").unwrap();
    writer.decide(&id("ma"), &id("ma2"), Judgement::Same, "same sentence", Some(0.99)).unwrap();
    writer.decide(&id("ma"), &id("ma3"), Judgement::Different, "an organ builder", None).unwrap();
    writer.commit().unwrap();
    let facts = fixture.facts();
    let dossier = Dossier::of(&facts, &id("ma2")).unwrap();
    assert_eq!(dossier.records, [id("ma"), id("ma2")]);
    assert_eq!(dossier.merges[0].why, "same sentence");
    assert!(dossier.not_the_same.iter().any(|other| other.entity.id == id("ma3") && other.is_judged_different));
    let findings = Findings::of(&facts, &View::default()).unwrap();
    assert!(Summary::of(&facts, &findings).to_review.is_empty());
}
