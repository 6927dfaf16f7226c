//! Cases for tests.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::path::PathBuf;

use tempfile::TempDir;
use umbra_case::{Case, Clock, ImportReport, StatementId};
use umbra_model::{EntityId, Origin, Schema, Source, SourceId, Statement, Text};

/// A case in a folder that goes with it.
pub struct Fixture {
    pub case: Case,
    pub path: PathBuf,
    pub folder: TempDir,
}

pub fn clock() -> Clock {
    Clock::fixed_at_second(1_700_000_000)
}

pub fn fixture() -> Fixture {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.umbra");
    let case = Case::create_at(&path, clock()).unwrap();
    Fixture { case, path, folder }
}

pub fn id(id: &str) -> EntityId {
    EntityId::new(id).unwrap()
}

pub fn origin() -> Origin {
    Origin::program("test", "1").with_rule("r")
}

/// A source of plain text.
pub fn document(content: &str) -> (Source, Text) {
    let id = SourceId::of(content.as_bytes());
    let source = Source::new(id, format!("{}.txt", id.short()), "text/plain", content.len() as u64);
    (source, Text::new(id, content.to_owned(), Vec::new()))
}

/// A statement that cites the first place where the words stand.
pub fn statement(text: &Text, entity: &str, schema: &str, property: &str, value: &str, words: &str) -> Statement {
    let at = text.as_str().find(words).expect("the words stand there");
    let span = text.span(at..at + words.len()).unwrap();
    Statement::new(id(entity), Schema::get(schema).unwrap(), property, value, span, origin()).unwrap()
}

/// Adds a text and what it states.
pub fn add(
    case: &mut Case,
    content: &str,
    state: impl FnOnce(&Text) -> Vec<Statement>,
) -> (SourceId, Vec<StatementId>) {
    let (source, text) = document(content);
    let mut writer = case.begin("tester").unwrap();
    writer.add_source(&source, &mut content.as_bytes(), Some(&text)).unwrap();
    let ids = writer.add_statements(&state(&text)).unwrap();
    writer.commit().unwrap();
    (source.id, ids)
}

/// Adds what a text states of one person's name.
pub fn add_name(case: &mut Case, entity: &str, name: &str) -> StatementId {
    let content = format!("{entity} is {name}.");
    let (_, ids) = add(case, &content, |text| vec![statement(text, entity, "Person", "name", name, name)]);
    ids[0]
}

/// A file of entities, one a line.
pub fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

pub fn entity_file(content: &str) -> Source {
    Source::new(SourceId::of(content.as_bytes()), "entities.json", "application/json+ftm", content.len() as u64)
}

pub fn import(case: &mut Case, content: &str) -> ImportReport {
    case.import_entities("tester", &entity_file(content), &mut content.as_bytes(), &mut |_| ()).unwrap()
}
