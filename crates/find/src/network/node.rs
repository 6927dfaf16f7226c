//! The nodes of a network.

use serde::Serialize;
use umbra_model::SchemaRef;

use crate::{EntityRef, RoleInCase};

/// What sort of thing a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A human being.
    Person,
    /// A group that a source describes as criminal.
    CriminalGroup,
    /// A part of the state.
    PublicBody,
    /// A business.
    Company,
    /// Any other body, or one of which the source does not tell what it is.
    Organisation,
    /// A post as such.
    Post,
    /// A place.
    Place,
    /// Something owned.
    Asset,
    /// An offence or another event.
    Event,
    /// Anything else.
    Other,
}

impl NodeKind {
    /// The kind of node that entities of a schema are.
    pub fn of(schema: SchemaRef) -> Self {
        let first = [
            ("Person", Self::Person),
            ("CriminalGroup", Self::CriminalGroup),
            ("PublicBody", Self::PublicBody),
            ("Company", Self::Company),
            ("LegalEntity", Self::Organisation),
            ("Position", Self::Post),
            ("Address", Self::Place),
            ("Territory", Self::Place),
            ("Asset", Self::Asset),
            ("Event", Self::Event),
        ];
        first.into_iter().find(|(name, _)| schema.is_a(name)).map_or(Self::Other, |(_, kind)| kind)
    }

    /// Whether it is a part of the state, a post of it, or a place.
    pub(crate) fn is_of_state(self) -> bool {
        matches!(self, Self::PublicBody | Self::Post | Self::Place)
    }

    /// The kind's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::CriminalGroup => "criminal_group",
            Self::PublicBody => "public_body",
            Self::Company => "company",
            Self::Organisation => "organisation",
            Self::Post => "post",
            Self::Place => "place",
            Self::Asset => "asset",
            Self::Event => "event",
            Self::Other => "other",
        }
    }
}

/// An entity in the network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityRef,
    /// Whether a source calls it by a name, and not just "the gang".
    #[serde(skip)]
    pub is_named: bool,
    /// What sort of thing.
    pub kind: NodeKind,
    /// What part it plays in the case.
    pub roles: Vec<RoleInCase>,
    /// How many different others it is tied to.
    pub degree: usize,
    /// The share, 0 to 1, of the shortest paths between the others of its component that pass through it. `None` where
    /// it would take too long to work out: beyond some 10,000 nodes in a component.
    pub betweenness: Option<f64>,
    /// Which of [`Network::components`](crate::Network::components) it is in.
    pub component: usize,
}
