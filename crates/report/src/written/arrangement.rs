//! What people add to the network without stating anything: notes on entities, and pictures that they arranged.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use umbra_case::{Case, CaseError, Writing};
use umbra_find::{Facts, Noted};
use umbra_model::EntityId;

/// A picture of the network that somebody arranged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Who is in the middle; the foremost of the case if nobody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub around: Option<EntityId>,
    /// Where nodes were pinned, in the coordinates of the drawing.
    #[serde(default)]
    pub pins: BTreeMap<EntityId, (f32, f32)>,
    /// Nodes that are not to be drawn.
    #[serde(default)]
    pub hidden: BTreeSet<EntityId>,
}

impl Arrangement {
    /// The kind under which arranged pictures are kept in a case.
    pub const KIND: &'static str = "picture";
}

/// What somebody noted on an entity. It is no source, states nothing and bears nothing out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityNote {
    /// The entity.
    pub entity: EntityId,
    /// What was noted.
    pub text: String,
}

impl EntityNote {
    /// The kind under which notes on entities are kept in a case.
    pub const KIND: &'static str = "note";
}

/// What people wrote in a case beside reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Writings {
    /// Notes on entities, by their names in the case, in the order in which they were begun.
    pub notes: Vec<(EntityId, Noted)>,
    /// Arranged pictures, by name.
    pub pictures: BTreeMap<String, Arrangement>,
}

impl Writings {
    /// Reads them from a case. What can't be read as what it should be is passed over; `umbra verify` names it if it was changed.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn of(case: &Case) -> Result<Self, CaseError> {
        let mut all = Self::default();
        for writing in case.writings(EntityNote::KIND)? {
            let note = writing.content.as_deref().and_then(|content| serde_json::from_str::<EntityNote>(content).ok());
            if let Some(EntityNote { entity, text }) = note {
                all.notes.push((entity, Noted { name: writing.name, text, by: writing.by, at: writing.at }));
            }
        }
        for writing in case.writings(Arrangement::KIND)? {
            let picture = writing.content.as_deref().and_then(|content| serde_json::from_str(content).ok());
            all.pictures.extend(picture.map(|picture| (writing.name, picture)));
        }
        Ok(all)
    }

    /// The notes on an entity, or on any of the records that are one with it.
    pub fn on<'w>(&'w self, facts: &Facts, id: &EntityId) -> Vec<&'w Noted> {
        let id = facts.canonical(id);
        self.notes.iter().filter(|(entity, _)| facts.canonical(entity) == id).map(|(_, note)| note).collect()
    }
}

/// Who wrote a report up to a version, and when that was kept.
pub fn written_by(versions: &[Writing], last: &Writing) -> String {
    let mut names: Vec<&str> = Vec::new();
    for version in versions.iter().filter(|version| version.id <= last.id) {
        if !names.contains(&version.by.as_str()) {
            names.push(&version.by);
        }
    }
    format!("Written by {}; last on {}", names.join(", "), last.at.get(..10).unwrap_or(&last.at))
}
