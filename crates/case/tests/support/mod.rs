//! Cases for tests.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::Connection;
use tempfile::TempDir;
use umbra_case::{Case, Clock, ImportReport, Judgement, StatementId};
use umbra_model::{EntityId, Origin, Reliability, Schema, Source, SourceId, Standing, Statement, Text};

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

const CONTENT: &str = "Brandt was convicted of sheltering the gang. The court named nobody else in its ruling.";

/// A case with a row in every table.
pub fn filled() -> Fixture {
    let mut fixture = fixture();
    let (source, ids) = add(&mut fixture.case, CONTENT, |text| {
        let tie = |property: &str, value: &str| {
            statement(text, "t", "Protection", property, value, "convicted of sheltering the gang")
                .with_standing(Standing::Convicted)
        };
        vec![
            statement(text, "brandt", "Person", "name", "Brandt", "Brandt"),
            statement(text, "gang", "Organization", "name", "the gang", "the gang"),
            tie("protector", "brandt"),
            tie("protected", "gang"),
        ]
    });
    import(
        &mut fixture.case,
        &lines(&[
            "{\"id\":\"l1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ana  Lund\"],\"birthDate\":[\"1980\"]}}",
        ]),
    );
    let mut writer = fixture.case.begin("tester").unwrap();
    writer.retract(ids[1], "too vague").unwrap();
    writer.decide(&id("brandt"), &id("l1"), Judgement::Different, "other names", None).unwrap();
    writer.set_reliability(source, Reliability::B, "a court's own paper").unwrap();
    writer.note_skipped("x.bin", "It is no text.").unwrap();
    writer.write_down("note", "brandt", Some("{\"text\":\"ask the port\"}")).unwrap();
    writer.commit().unwrap();
    fixture
}

/// The same, closed, in a folder that goes with it. It is made once and copied.
pub fn closed() -> (TempDir, PathBuf) {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = BYTES.get_or_init(|| {
        let Fixture { case, path, folder: _folder } = filled();
        drop(case);
        fs::read(path).unwrap()
    });
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.umbra");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// All rows of all tables, hashed: by table, so that a difference is named.
pub fn contents(path: &Path) -> Vec<(String, u64, String)> {
    let sqlite = Connection::open(path).unwrap();
    let tables: Vec<String> = sqlite
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .and_then(|mut select| select.query_map([], |row| row.get(0))?.collect())
        .unwrap();
    let mut all = Vec::new();
    for table in tables {
        let mut select = sqlite.prepare(&format!("SELECT * FROM {table} ORDER BY rowid")).unwrap();
        let (columns, mut hasher, mut count) = (select.column_count(), blake3::Hasher::new(), 0);
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                hasher.update(format!("{:?}\n", row.get_ref(column).unwrap()).as_bytes());
            }
            count += 1;
        }
        all.push((table, count, hasher.finalize().to_hex().to_string()));
    }
    all
}

/// A generator that always gives the same numbers (Steele and others, SplitMix, 2014).
pub fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
