//! What comes back: the form of an answer.

use std::ops::Range;

use serde::Deserialize;
use umbra_model::Origin;

/// An answer of a model about a passage.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The passage, as bytes of the text.
    pub passage: Range<usize>,
    /// What tells its question from others: letters and digits, for the ids of what is taken from it.
    pub key: String,
    /// What the model wrote.
    pub content: String,
    /// The model, where it runs, and the version of the question.
    pub origin: Origin,
}

/// Why an answer can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer is not in the form that was asked for: {0}")]
pub struct Unusable(String);

/// Entries of a list of an answer that are looked at.
const MOST: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Reply {
    pub relations: Vec<Tie>,
    pub events: Vec<Happening>,
    pub roles: Vec<Office>,
    pub figures: Vec<Count>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tie {
    pub kind: String,
    pub subject: String,
    pub subject_type: String,
    pub object: String,
    pub object_type: String,
    pub trigger: String,
    pub quote: String,
    #[serde(default)]
    pub values: Vec<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Happening {
    pub kind: String,
    pub about: String,
    pub about_type: String,
    pub trigger: String,
    pub quote: String,
    #[serde(default)]
    pub values: Vec<Value>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Office {
    pub person: String,
    pub office: String,
    pub body: String,
    pub quote: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Count {
    pub number: String,
    pub measure: String,
    #[serde(default)]
    pub period: String,
    pub quote: String,
}

/// A value with the words that give it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Value {
    pub property: String,
    pub words: String,
}

pub(super) fn reply(content: &str) -> Result<Reply, Unusable> {
    let content = content.trim();
    // Some servers wrap what they were told to write bare.
    let bare = content.strip_prefix("```json").or_else(|| content.strip_prefix("```")).unwrap_or(content);
    let bare = bare.strip_suffix("```").unwrap_or(bare);
    let mut reply: Reply = serde_json::from_str(bare.trim()).map_err(|error| Unusable(error.to_string()))?;
    reply.relations.truncate(MOST);
    reply.events.truncate(MOST);
    reply.roles.truncate(MOST);
    reply.figures.truncate(MOST);
    Ok(reply)
}

/// Whether an answer has the form that was asked for. What it says is another matter.
///
/// # Errors
/// Where it has not.
pub fn usable(content: &str) -> Result<(), Unusable> {
    reply(content).map(|_| ())
}
