//! How long the parts of an import take, entity by entity.
//!
//! `cargo bench -p umbra-case`; `benches/import/run.sh` times a whole import beside another program.
#![allow(clippy::unwrap_used, reason = "a benchmark that fails says where")]

use std::fmt::Write;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use tempfile::TempDir;
use umbra_case::Case;
use umbra_model::{Source, SourceId, parse_line};

fn main() {
    divan::main();
}

/// Entities, one a line: persons, companies and who owns them.
fn lines(count: usize) -> String {
    let mut lines = String::new();
    for i in 0..count {
        let (person, company) = (format!("p{}", i / 3), format!("c{}", i / 3));
        match i % 3 {
            0 => writeln!(
                lines,
                r#"{{"id":"{person}","schema":"Person","properties":{{"name":["Zoë Lund {i}"],"birthDate":["1980-03-04"],"nationality":["mt"]}}}}"#
            ),
            1 => writeln!(
                lines,
                r#"{{"id":"{company}","schema":"Company","properties":{{"name":["Quay {i} Ltd"],"jurisdiction":["mt"],"registrationNumber":["C {i}"]}}}}"#
            ),
            _ => writeln!(
                lines,
                r#"{{"id":"o{i}","schema":"Ownership","properties":{{"owner":["{person}"],"asset":["{company}"],"percentage":["51%"]}}}}"#
            ),
        }
        .unwrap();
    }
    lines
}

/// A line into cleaned values.
#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let lines = lines(3_000);
    bencher.counter(ItemsCount::new(3_000usize)).bench(|| {
        for line in lines.lines() {
            black_box(parse_line(line.as_bytes()).unwrap());
        }
    });
}

/// A file into a new case, with indexes.
#[divan::bench(args = [3_000, 30_000], sample_count = 10)]
fn import(bencher: Bencher<'_, '_>, count: usize) {
    let content = lines(count);
    let id = SourceId::of(content.as_bytes());
    let source = Source::new(id, "entities.json", "application/json+ftm", content.len() as u64);
    bencher.counter(ItemsCount::new(count)).with_inputs(|| TempDir::new().unwrap()).bench_refs(|folder| {
        let mut case = Case::create(folder.path().join("bench.umbra")).unwrap();
        case.import_entities("bench", &source, &mut content.as_bytes(), &mut |_| ()).unwrap()
    });
}

/// Everything in a case hashed and looked up again.
#[divan::bench(args = [30_000], sample_count = 10)]
fn verify(bencher: Bencher<'_, '_>, count: usize) {
    let content = lines(count);
    let source =
        Source::new(SourceId::of(content.as_bytes()), "entities.json", "application/json+ftm", content.len() as u64);
    let folder = TempDir::new().unwrap();
    let mut case = Case::create(folder.path().join("bench.umbra")).unwrap();
    case.import_entities("bench", &source, &mut content.as_bytes(), &mut |_| ()).unwrap();
    bencher.counter(ItemsCount::new(count)).bench_local(|| case.verify(&mut |_| ()).unwrap());
}
