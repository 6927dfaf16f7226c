//! Dossiers as text and as a page.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod fixture;

use fixture::sample;
use umbra_find::Dossier;
use umbra_model::EntityId;
use umbra_report::{dossier_html, dossier_markdown, dossier_pdf, dossier_text};
use unicode_width::UnicodeWidthStr;

fn dossier(id: &str) -> Dossier {
    Dossier::of(&sample().facts, &EntityId::new(id).unwrap()).unwrap()
}

#[test]
fn a_person_as_text() {
    insta::assert_snapshot!(dossier_text(&dossier("erlingworth"), 100));
}

#[test]
fn a_group_as_text() {
    insta::assert_snapshot!(dossier_text(&dossier("lantern"), 80));
}

#[test]
fn lines_are_no_wider_than_asked_for() {
    for id in ["erlingworth", "velkoran", "evil-1", "orlewater", "quays"] {
        for width in [40, 72, 100] {
            for line in dossier_text(&dossier(id), width).lines() {
                assert!(line.width() <= width, "{id} at {width}: {line:?}");
            }
        }
    }
}

#[test]
fn every_footnote_that_is_named_is_there() {
    for id in ["erlingworth", "lantern", "velkoran", "tidewalkers", "halvane"] {
        let html = dossier_html(&dossier(id), None);
        let named: Vec<_> = html.split("href=\"#note-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(!named.is_empty());
        for note in named {
            assert!(html.contains(&format!("<li id=\"note-{note}\"")), "{id}: no note {note}");
        }
    }
}

#[test]
fn a_hostile_name_stays_text() {
    let html = dossier_html(&dossier("evil-1"), Some("\"><script>"));
    assert!(!html.contains("<script"));
    let text = dossier_text(&dossier("evil-1"), 80);
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
}

#[test]
fn markdown_has_every_footnote_and_no_markup_of_a_source() {
    for id in ["erlingworth", "lantern", "evil-1"] {
        let text = dossier_markdown(&dossier(id));
        for named in text.split("[^").skip(1).map(|rest| rest.split(']').next().unwrap()) {
            assert!(text.contains(&format!("\n[^{named}]: ")), "{id}: no note {named}");
        }
        let is_bare = |line: &str| line.replace("\\<", "").contains('<');
        assert!(!text.lines().skip(1).any(is_bare), "{text}");
    }
}

#[test]
fn a_pdf_file_says_all_that_the_text_says() {
    for id in ["erlingworth", "velkoran"] {
        let dossier = dossier(id);
        let bytes = dossier_pdf(&dossier, Some("7d1c7e2f8a3b"), &|word| format!("latin{}", word.chars().count()));
        let again = dossier_pdf(&dossier, Some("7d1c7e2f8a3b"), &|word| format!("latin{}", word.chars().count()));
        assert_eq!(bytes, again);
        let file = String::from_utf8_lossy(&bytes).into_owned();
        assert!(file.starts_with("%PDF-") && file.ends_with("%%EOF\n"));
        let plain = dossier_text(&dossier, 91);
        for word in plain.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_alphanumeric())) {
            assert!(file.contains(word), "{word}");
        }
    }
}
