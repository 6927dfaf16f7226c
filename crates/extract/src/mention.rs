//! Mentions: the words by which a text speaks of somebody or something.

use std::ops::Range;

use crate::lexicon::{Gender, Sort};

/// What is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// A human being.
    Person,
    /// A body, firm, party, medium or criminal group.
    Organisation,
    /// A place.
    Place,
    /// A drive such as a special operation of the police.
    Campaign,
    /// A report, judgment or other writing.
    Document,
    /// People spoken of as a class: "his cadres".
    Group,
}

/// How it is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionForm {
    /// A person's name of two words or more.
    FullName,
    /// One word of a person's name.
    SurnameOnly,
    /// A name of anything else.
    Name,
    /// A description: "the gang".
    Nominal,
    /// "He", "his".
    Pronoun,
}

/// One mention.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Mention {
    /// What is spoken of.
    pub kind: MentionKind,
    /// What sort of body or place it is, as far as the words tell.
    pub sort: Sort,
    /// How it is put.
    pub form: MentionForm,
    /// The words, as bytes of the text.
    pub range: Range<usize>,
    /// The entity, as a position in [`Extraction::entities`](crate::Extraction::entities); none where it stays open.
    pub entity: Option<usize>,
    /// Whether it speaks of a class or of nobody in particular. A generic mention has no entity.
    pub is_generic: bool,
    /// The gender that a title or a pronoun gives away.
    pub gender: Option<Gender>,
    /// The title that stands before it, outside of its range.
    pub title: Option<Range<usize>>,
    #[serde(skip)]
    /// Its words, as tokens.
    pub(crate) tokens: Range<usize>,
    /// The title's tokens.
    #[serde(skip)]
    pub(crate) title_tokens: Option<Range<usize>>,
}

impl Mention {
    pub(crate) fn new(kind: MentionKind, sort: Sort, form: MentionForm, tokens: Range<usize>) -> Self {
        Self {
            kind,
            sort,
            form,
            range: 0..0,
            entity: None,
            is_generic: false,
            gender: None,
            title: None,
            tokens,
            title_tokens: None,
        }
    }

    /// Whether it is a name rather than a description.
    pub fn is_name(&self) -> bool {
        matches!(self.form, MentionForm::FullName | MentionForm::SurnameOnly | MentionForm::Name)
    }
}

/// The most tokens that a name has; longer runs are no names.
const LONGEST: usize = 60;

/// Those of a list sorted by their first token that can overlap a token or stand right before it, with the position
/// of the first of them in the list.
pub(crate) fn near(mentions: &[Mention], token: usize) -> (usize, &[Mention]) {
    let start = mentions.partition_point(|m| m.tokens.start + LONGEST < token);
    let end = mentions.partition_point(|m| m.tokens.start <= token + 1);
    (start, &mentions[start..end.max(start)])
}
