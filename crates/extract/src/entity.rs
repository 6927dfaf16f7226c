//! Entities: who and what a document speaks of.

use crate::lexicon::{Gender, Sort};
use crate::mention::MentionKind;

/// Somebody or something, with all its mentions in one document.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Entity {
    /// What it is.
    pub kind: MentionKind,
    /// What sort of body or place.
    pub sort: Sort,
    /// The names that the document uses, the fullest first; empty for a nameless group or campaign.
    pub names: Vec<String>,
    /// The words for what has no name: "the gang".
    pub designation: Option<String>,
    /// Its gender, where titles, kinship or pronouns tell.
    pub gender: Option<Gender>,
    /// Its mentions, as positions in [`Extraction::mentions`](crate::Extraction::mentions), in the text's order.
    pub mentions: Vec<usize>,
    /// Who published it, for a document.
    pub publisher: Option<usize>,
    /// Whether only candidates speak of it: no list and no model knew a name. It becomes part of a case once a person confirms
    /// one of them.
    pub is_only_offered: bool,
}

impl Entity {
    pub(crate) fn new(kind: MentionKind, sort: Sort) -> Self {
        Self {
            kind,
            sort,
            names: Vec::new(),
            designation: None,
            gender: None,
            mentions: Vec::new(),
            publisher: None,
            is_only_offered: false,
        }
    }

    /// What to call it: its fullest name, or its designation.
    pub fn label(&self) -> &str {
        self.names.first().or(self.designation.as_ref()).map_or("", String::as_str)
    }

    /// Whether it is a criminal group.
    pub fn is_group(&self) -> bool {
        self.kind == MentionKind::Organisation && self.sort == Sort::Group
    }

    /// Whether it has a name.
    pub fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    pub(crate) fn add_name(&mut self, name: &str) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.names.contains(&name) {
            return;
        }
        let words = |name: &str| name.split(' ').count();
        if self.names.first().is_some_and(|first| words(&name) > words(first)) {
            self.names.insert(0, name);
        } else {
            self.names.push(name);
        }
    }
}
