//! Public offices and who holds or held them.

use serde::Serialize;
use umbra_model::{EntityId, Validity};

use crate::{EntityRef, Evidence, Facts};

/// Whether the holder is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeStatus {
    /// A source says so.
    Current,
    /// A source says that it is over, or gives the end.
    Past,
    /// Not told.
    Unknown,
}

/// A public office that somebody holds or held.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Office {
    /// Who.
    pub holder: EntityId,
    /// The post, in the sources' words: "head", "Chair of the roads committee".
    pub post: String,
    /// The body that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<EntityRef>,
    /// The area that it is responsible for, in the sources' words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// Whether the holder is still there.
    pub status: OfficeStatus,
    /// When.
    pub validity: Validity,
    /// What bears it out.
    pub evidence: Evidence,
}

/// The public offices that sources give to somebody, past and present, the earliest first.
pub fn offices(_facts: &Facts, _holder: &EntityId) -> Vec<Office> {
    Vec::new()
}
