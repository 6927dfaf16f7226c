//! Holds the extractor to annotated texts: so much must be right of what it says, and so much must be found.
//!
//! `cargo test -p umbra-extract --test texts -- --nocapture` prints the table and every error.

#[path = "../examples/score/align.rs"]
mod align;
#[path = "../examples/score/compare.rs"]
mod compare;
#[path = "../examples/score/gold.rs"]
mod gold;
#[path = "../examples/score/reading.rs"]
mod reading;
#[path = "../examples/score/tally.rs"]
mod tally;

use std::path::Path;

use umbra_extract::Extractor;
use umbra_model::{Source, SourceId, Text};

use gold::Gold;
use reading::Reading;
use tally::Tally;

/// Kind, precision and recall, at the least. Mentions are not among them: the gold names only those that align entities.
const FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.97, 0.95),
    ("standing", 0.96, 0.93),
    ("role", 0.97, 0.98),
    ("event", 0.96, 0.94),
    ("attribution", 0.96, 0.95),
    ("figure", 0.99, 0.99),
];

/// For texts in the manner of agencies and magazines that were worked on: what is found of them so far.
const WIRE_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.97, 0.93),
    ("standing", 0.98, 0.76),
    ("role", 0.87, 0.91),
    ("event", 0.97, 0.97),
    ("attribution", 0.96, 0.93),
    ("figure", 0.99, 0.89),
];

/// For texts of fourteen more papers, courts and offices that were worked on.
const PRESS_FLOORS: &[(&str, f64, f64)] = &[
    // "In return he paid you" is found, and is a bribe.
    ("relation", 0.97, 0.83),
    ("standing", 0.94, 0.77),
    ("role", 0.91, 0.82),
    ("event", 0.99, 0.92),
    ("attribution", 0.95, 0.88),
    ("figure", 0.98, 0.87),
];

/// For texts of fourteen more, in two batches, that were worked on.
const GAZETTE_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.96, 0.59),
    ("standing", 0.94, 0.27),
    ("role", 0.86, 0.78),
    ("event", 0.92, 0.66),
    ("attribution", 0.92, 0.81),
    ("figure", 0.98, 0.73),
];

/// For releases of prosecutors and news in their manner, worked on after a first run. Voices and figures are not annotated.
const RELEASE_FLOORS: &[(&str, f64, f64)] = &[("relation", 0.96, 0.93), ("role", 0.98, 0.98), ("event", 0.92, 0.88)];

/// For four texts that were held out and then worked on.
const BUREAU_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.99, 0.66),
    ("standing", 0.99, 0.56),
    ("role", 0.83, 0.83),
    ("event", 0.98, 0.52),
    ("attribution", 0.89, 0.94),
    ("figure", 0.99, 0.72),
];

/// For twelve texts that were held out and then worked on.
const HELD_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.96, 0.54),
    ("standing", 0.99, 0.27),
    ("role", 0.97, 0.91),
    ("event", 0.99, 0.78),
    ("attribution", 0.90, 0.85),
    ("figure", 0.99, 0.91),
];

/// For texts that nobody works on: what new text of this kind may expect at the least.
const UNSEEN_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.85, 0.41),
    ("standing", 0.84, 0.19),
    ("role", 0.77, 0.60),
    ("event", 0.96, 0.51),
    ("attribution", 0.77, 0.69),
    ("figure", 0.97, 0.73),
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

/// For Chinese notices, bulletins, reports and tabloids that were worked on.
const CHINESE_PRESS_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.98, 0.88),
    ("standing", 0.98, 0.84),
    ("role", 0.96, 0.93),
    ("event", 0.98, 0.96),
    ("attribution", 0.95, 0.95),
    ("figure", 0.99, 0.94),
];

/// For Chinese judgments, magazines and dailies that were held back until they were worked on too.
const CHINESE_HELD_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.96, 0.85),
    ("standing", 0.98, 0.79),
    ("role", 0.98, 0.82),
    ("event", 0.98, 0.94),
    ("attribution", 0.98, 0.80),
    ("figure", 0.98, 0.98),
];

/// For twenty more Chinese reports in many registers, worked on after a first run.
const CHINESE_REPORTS_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.90, 0.57),
    ("standing", 0.87, 0.38),
    ("role", 0.71, 0.64),
    ("event", 0.93, 0.66),
    ("attribution", 0.91, 0.91),
    ("figure", 0.94, 0.74),
];

/// For Chinese texts that nobody works on.
const CHINESE_UNSEEN_FLOORS: &[(&str, f64, f64)] = &[
    ("relation", 0.77, 0.56),
    ("standing", 0.55, 0.30),
    ("role", 0.76, 0.57),
    ("event", 0.93, 0.63),
    ("attribution", 0.96, 0.79),
    ("figure", 0.98, 0.57),
];

const OWN: &str = "the tests' own data";

/// Scores all texts of a folder.
fn score(folder: &str) -> (Tally, usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut texts: Vec<_> = std::fs::read_dir(folder)
        .expect(OWN)
        .map(|entry| entry.expect(OWN).path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    texts.sort();
    let extractor = Extractor::english();
    let mut tally = Tally::default();
    for path in &texts {
        let content = std::fs::read_to_string(path).expect(OWN);
        let gold: Gold =
            serde_json::from_slice(&std::fs::read(path.with_extension("gold.json")).expect(OWN)).expect(OWN);
        let id = SourceId::of(content.as_bytes());
        let name = path.file_name().expect(OWN).to_string_lossy().into_owned();
        let mut source = Source::new(id, &name, "text/plain", content.len() as u64);
        source.published = gold.document.document_date.as_deref().map(|date| date.parse().expect(OWN));
        let text = Text::new(id, content, Vec::new());
        compare::compare(&name, &text, &gold, &Reading::of_run(&text, &extractor.extract(&text, &source)), &mut tally);
    }
    (tally, texts.len())
}

fn hold(tally: &Tally, floors: &[(&str, f64, f64)]) {
    for (kind, precision, recall) in floors {
        let (p, r) = tally.shares(kind);
        assert!(p >= *precision, "{kind}: precision {p:.3} is below {precision}");
        assert!(r >= *recall, "{kind}: recall {r:.3} is below {recall}");
    }
}

#[test]
fn annotated_texts_are_read_as_well_as_before() {
    let (tally, texts) = score("tests/data");
    tally.print(texts);
    assert!(texts >= 33, "the texts are missing");
    hold(&tally, FLOORS);
    // What the graph lacks is offered.
    assert!(tally.offered_share() >= 0.97, "{}", tally.offered_share());
}

#[test]
fn wire_copy_is_read_as_well_as_before() {
    let (tally, texts) = score("tests/data/wire");
    tally.print(texts);
    assert_eq!(texts, 12);
    hold(&tally, WIRE_FLOORS);
    assert!(tally.offered_share() >= 0.97, "{}", tally.offered_share());
}

#[test]
fn papers_of_many_kinds_are_read_as_well_as_before() {
    let (tally, texts) = score("tests/data/press");
    tally.print(texts);
    assert_eq!(texts, 14);
    hold(&tally, PRESS_FLOORS);
    assert!(tally.offered_share() >= 0.89, "{}", tally.offered_share());
}

#[test]
fn gazettes_are_read_as_well_as_before() {
    let (tally, texts) = score("tests/data/gazette");
    tally.print(texts);
    assert_eq!(texts, 14);
    hold(&tally, GAZETTE_FLOORS);
    assert!(tally.offered_share() >= 0.74, "{}", tally.offered_share());
}

#[test]
fn releases_are_read_as_well_as_before() {
    let (tally, texts) = score("tests/data/release");
    assert_eq!(texts, 5);
    hold(&tally, RELEASE_FLOORS);
    assert!(tally.offered_share() >= 0.96, "{}", tally.offered_share());
}

#[test]
fn texts_that_were_held_out_once_are_read_as_well_as_before() {
    for (folder, count, floors, offered) in [("bureau", 4, BUREAU_FLOORS, 0.67), ("held", 12, HELD_FLOORS, 0.79)] {
        let (tally, texts) = score(&format!("tests/data/{folder}"));
        tally.print(texts);
        assert_eq!(texts, count);
        hold(&tally, floors);
        assert!(tally.offered_share() >= offered, "{folder}: {}", tally.offered_share());
    }
}

/// Prints no errors: nobody may see them.
#[test]
fn texts_that_nobody_works_on_are_read_as_well_as_before() {
    let (tally, texts) = score("tests/data/unseen");
    tally.print_totals();
    assert_eq!(texts, 24);
    hold(&tally, UNSEEN_FLOORS);
    assert!(tally.offered_share() >= 0.74, "{}", tally.offered_share());
    let (tally, texts) = score("tests/data/chinese-unseen");
    tally.print_totals();
    assert_eq!(texts, 10);
    hold(&tally, CHINESE_UNSEEN_FLOORS);
    assert!(tally.offered_share() >= 0.71, "{}", tally.offered_share());
}

#[test]
fn annotated_chinese_texts_are_read_as_well_as_before() {
    let (tally, texts) = score("tests/data/chinese");
    tally.print(texts);
    assert_eq!(texts, 8);
    hold(&tally, CHINESE_FLOORS);
}

#[test]
fn chinese_press_is_read_as_well_as_before() {
    let (tally, texts) = score("tests/data/chinese-press");
    tally.print(texts);
    assert_eq!(texts, 16);
    hold(&tally, CHINESE_PRESS_FLOORS);
}

#[test]
fn chinese_reports_are_read_as_well_as_before() {
    let (tally, texts) = score("tests/data/chinese-reports");
    tally.print(texts);
    assert_eq!(texts, 20);
    hold(&tally, CHINESE_REPORTS_FLOORS);
}

#[test]
fn chinese_texts_that_were_held_back_are_read_as_well_as_before() {
    let (tally, texts) = score("tests/data/chinese-held");
    tally.print(texts);
    assert_eq!(texts, 4);
    hold(&tally, CHINESE_HELD_FLOORS);
}
