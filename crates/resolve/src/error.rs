//! What can go wrong.

use umbra_case::{CaseError, Decision, Judgement};
use umbra_model::EntityId;

/// Why records could not be resolved, or a decision not be made.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// The case could not be read or written.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// Whoever [watched](crate::Watch) it ended it.
    #[error("stopped before it was done; nothing was decided")]
    Stopped,
    /// A score from which on two are not to be taken for one.
    #[error(
        "from a score of {score} on nothing can be joined by itself: give a number above {least:.3}, which a name alone may reach, up to 1"
    )]
    Threshold {
        /// The score given.
        score: f64,
        /// What a name alone reaches.
        least: f64,
    },
    /// There is no such decision.
    #[error("there is no decision {0} in the case: take the number from the list of decisions")]
    NoDecision(i64),
    /// A decision that a later one on its pair has overruled.
    #[error("decision {id} does not count any more: decision {by} on the same pair came later; take that back instead")]
    Overruled {
        /// The decision.
        id: i64,
        /// The one that counts.
        by: i64,
    },
    /// A decision that took back another, where there is nothing behind it.
    #[error("decision {0} only took back another, and nothing was decided before: judge the pair anew")]
    Open(i64),
    /// Two can't be joined, as others that are one with them are judged two.
    #[error(
        "{left} and {right} can't be joined: decision {} ({}, {}) says that {} and {} are two; take it back first, if it is wrong",
        .against.id, .against.actor, .against.at, .against.left, .against.right
    )]
    Apart {
        /// The one that was to be joined.
        left: EntityId,
        /// The other.
        right: EntityId,
        /// The decision that stands against it.
        against: Box<Decision>,
    },
    /// A file of decisions could not be read.
    #[error("{file} can't be read: {source}")]
    Input {
        /// The file.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
}

/// What the crate's functions return.
pub type Result<T> = std::result::Result<T, ResolveError>;

impl ResolveError {
    /// The word for a judgement in a sentence.
    pub(crate) fn word(judgement: Judgement) -> &'static str {
        match judgement {
            Judgement::Same => "one",
            Judgement::Different => "two",
            Judgement::Unsure => "not to be told",
        }
    }
}
