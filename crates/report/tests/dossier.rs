//! Dossiers as text and as a page.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod fixture;

use fixture::sample;
use umbra_find::Dossier;
use umbra_model::EntityId;
use umbra_report::{dossier_html, dossier_text};
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
