//! Holds the extractor to annotated texts: so much must be right of what it says, and so much must be found.
//!
//! `cargo test -p umbra-extract --test texts -- --nocapture` prints the table and every error.

#[path = "../examples/score/compare.rs"]
mod compare;
#[path = "../examples/score/gold.rs"]
mod gold;
#[path = "../examples/score/tally.rs"]
mod tally;

use std::path::Path;

use umbra_extract::Extractor;
use umbra_model::{Source, SourceId, Text};

use gold::Gold;
use tally::Tally;

/// Kind, precision and recall, at the least. Mentions are not among them: the gold names only those that align entities.
const FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.97, 0.95),
    ("standing", 0.96, 0.93),
    ("role", 0.98, 0.98),
    ("event", 0.97, 0.95),
    ("attribution", 0.96, 0.95),
    ("figure", 0.98, 0.98),
];

/// The same for Chinese.
const CHINESE_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.98, 0.98),
    ("standing", 0.98, 0.98),
    ("role", 0.98, 0.98),
    ("event", 0.98, 0.98),
    ("attribution", 0.98, 0.98),
    ("figure", 0.98, 0.98),
];

#[test]
fn annotated_texts_are_read_as_well_as_before() {
    hold("tests/data", 33, FLOORS);
}

#[test]
fn annotated_chinese_texts_are_read_as_well_as_before() {
    hold("tests/data/chinese", 8, CHINESE_FLOORS);
}

fn hold(folder: &str, count: usize, floors: &[(&str, f64, f64)]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut texts: Vec<_> = std::fs::read_dir(folder)
        .expect("the tests' own data")
        .map(|entry| entry.expect("the tests' own data").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    texts.sort();
    let extractor = Extractor::english();
    let mut tally = Tally::default();
    for path in &texts {
        let content = std::fs::read_to_string(path).expect("the tests' own data");
        let gold: Gold =
            serde_json::from_slice(&std::fs::read(path.with_extension("gold.json")).expect("the tests' own data"))
                .expect("the tests' own data");
        let id = SourceId::of(content.as_bytes());
        let name = path.file_name().expect("the tests' own data").to_string_lossy().into_owned();
        let mut source = Source::new(id, &name, "text/plain", content.len() as u64);
        source.published =
            gold.document.document_date.as_deref().map(|date| date.parse().expect("the tests' own data"));
        let text = Text::new(id, content, Vec::new());
        compare::compare(&name, &text, &gold, &extractor.extract(&text, &source), &mut tally);
    }
    tally.print(texts.len());
    assert!(texts.len() >= count, "the texts are missing");
    for (kind, precision, recall) in floors {
        let (p, r) = tally.shares(kind);
        assert!(p >= *precision, "{kind}: precision {p:.3} is below {precision}");
        assert!(r >= *recall, "{kind}: recall {r:.3} is below {recall}");
    }
}
