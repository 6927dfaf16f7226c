//! What a check says.

use serde::Serialize;
use umbra_model::EntityId;

use crate::Finding;

/// What was compared with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// A number that can't be.
    Impossible,
    /// The same measure over the same period.
    SameMeasure,
    /// Parts and their whole: years and a total, districts and a province, outcomes and those who were arrested.
    PartsAndWhole,
    /// A change and the two counts between which it lies.
    ChangeAndCounts,
    /// A change and one count, which give the other.
    ImpliedBase,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing contradicts.
    Agree,
    /// They can't all be right.
    Disagree {
        /// By how much: "9 (14.5 %)", "1.8 points".
        by: String,
    },
    /// They can't be compared.
    CannotCompare {
        /// Why.
        why: String,
    },
}

/// One check between figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// What was compared with what.
    pub kind: CheckKind,
    /// What came out.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// The figures, in the order in which the sentence speaks of them.
    pub figures: Vec<EntityId>,
    /// The check in one sentence, with its numbers.
    pub says: String,
    /// The assessment: evidence and caveats.
    #[serde(flatten)]
    pub finding: Finding,
}
