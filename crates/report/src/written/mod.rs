//! Reports that people write: their text, and between it blocks that show what the case says.
//!
//! A block holds a reference to what it shows and never a copy, so that nobody can write another standing into it. Each time the
//! report is made up ([`compose`]) its blocks are gathered anew from the case; what differs from what stood there when a block was put in is
//! said beside it. Text is a small Markdown ([`Prose`]): what is typed is text and becomes no markup.
//!
//! A report is made up once and then written as a page, Markdown, PDF or a Word document with real footnotes.

mod arrangement;
mod blocks;
mod compose;
mod docx;
mod draft;
mod html;
mod markdown;
mod pdf;
mod prose;
mod sketch;

pub use arrangement::{Arrangement, EntityNote, Writings, written_by};
pub use compose::{BlockState, Composed, Material, Piece, Seen, ShownBlock, ShownLine, compose, look_at};
pub use docx::written_docx;
pub use draft::{DraftPart, drafted, typed};
pub use html::written_html;
pub use markdown::written_markdown;
pub use pdf::written_pdf;
pub use prose::{Inline, Prose, Style, prose};
pub use sketch::{Sketch, SketchDot, SketchLine};

use serde::{Deserialize, Serialize};
use umbra_find::Aim;
use umbra_model::EntityId;

/// The kind under which reports are kept in a case.
pub const REPORT_KIND: &str = "report";

/// A report as it is kept: its title, and text and blocks in turn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WrittenReport {
    /// What it is called.
    pub title: String,
    /// Text and blocks, in order.
    pub parts: Vec<WrittenPart>,
}

/// A piece of text, or a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum WrittenPart {
    /// A block.
    Block(Block),
    /// Text.
    Text {
        /// In the small Markdown of [`prose`].
        text: String,
    },
}

/// A place of a report at which something of the case is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What tells it from the other blocks of its report, however they are moved.
    pub number: u32,
    /// What it shows.
    pub shows: Reference,
    /// What was to be seen when it was put in, or looked at anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
}

/// What a block shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reference {
    /// A group with its protectors.
    Umbrella {
        /// The group.
        id: EntityId,
    },
    /// A tie with its sentences.
    Tie {
        /// The tie, or one of its records.
        id: EntityId,
    },
    /// A published figure with its checks.
    Figure {
        /// The figure.
        id: EntityId,
    },
    /// What is known of an entity.
    Dossier {
        /// The entity.
        id: EntityId,
    },
    /// A picture of the network.
    Picture {
        /// Who is in the middle; the foremost of the case if nobody is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        around: Option<EntityId>,
        /// How many nodes at most.
        #[serde(default = "usual_nodes")]
        most: usize,
        /// A picture that somebody arranged, by its name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arrangement: Option<String>,
    },
    /// Whose removal breaks a network.
    Break {
        /// Somebody of the network; the foremost network of the case if nobody is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        around: Option<EntityId>,
        /// What is to be broken, as `umbra break --aim` has it.
        #[serde(default)]
        aim: Aim,
        /// How many may be taken out; the plan's own number if none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<usize>,
    },
    /// The widest way of money through time.
    Money {
        /// Who pays.
        from: EntityId,
        /// Who is paid in the end.
        to: EntityId,
    },
}

fn usual_nodes() -> usize {
    30
}

impl Reference {
    /// What sort of block it is, in words.
    pub fn kind_in_words(&self) -> &'static str {
        match self {
            Self::Umbrella { .. } => "group with its protectors",
            Self::Tie { .. } => "tie",
            Self::Figure { .. } => "figure",
            Self::Dossier { .. } => "dossier extract",
            Self::Picture { .. } => "picture of the network",
            Self::Break { .. } => "break plan",
            Self::Money { .. } => "way of money",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_kept_and_read_back() {
        let kept = r#"{"title":"T","parts":[{"text":"Words"},{"number":2,"shows":{"kind":"tie","id":"t1"}},
            {"number":3,"shows":{"kind":"picture"}}]}"#;
        let report: WrittenReport = serde_json::from_str(kept).unwrap();
        assert_eq!(report.parts[0], WrittenPart::Text { text: "Words".to_owned() });
        let shows = |part: &WrittenPart| match part {
            WrittenPart::Block(block) => block.shows.clone(),
            WrittenPart::Text { .. } => panic!("text"),
        };
        assert_eq!(shows(&report.parts[1]), Reference::Tie { id: EntityId::new("t1").unwrap() });
        assert_eq!(shows(&report.parts[2]), Reference::Picture { around: None, most: 30, arrangement: None });
        let again: WrittenReport = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        assert_eq!(again, report);
        assert!(
            serde_json::from_str::<WrittenReport>(r#"{"title":"T","parts":[{"number":1,"shows":{"kind":"verdict"}}]}"#)
                .is_err()
        );
    }
}
