//! Who is tied to whom, under a view.

use serde::Serialize;
use umbra_model::{EntityId, SchemaRef};

use crate::{EntityRef, Facts, FindError, RoleInCase, Tie, View};

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
        first
            .into_iter()
            .find(|(name, _)| schema.is_a(name))
            .map_or(Self::Other, |(_, kind)| kind)
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
    /// What sort of thing.
    pub kind: NodeKind,
    /// What part it plays in the case.
    pub roles: Vec<RoleInCase>,
    /// How many different others it is tied to.
    pub degree: usize,
    /// The share of shortest paths between others that pass through it, 0 to 1, within the view.
    pub betweenness: f64,
    /// Which of [`Network::components`] it is in.
    pub component: usize,
}

/// Nodes that hang together, and nothing else with them: one network of the case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Component {
    /// What to call it: its criminal groups, or else its node of the highest betweenness.
    pub name: String,
    /// Places of its nodes in [`Network::nodes`], ascending.
    pub nodes: Vec<usize>,
    /// Places of its ties in [`Network::ties`], ascending.
    pub ties: Vec<usize>,
    /// Its criminal groups.
    pub groups: Vec<EntityId>,
    /// How many accusing ties it has, those of which the accused was cleared left out.
    pub accusing_ties: usize,
    /// Its nodes by betweenness, then by degree, then by id: ten at most.
    pub central: Vec<usize>,
}

/// How many ties a view hides, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
pub struct LeftOut {
    /// One end is missing, or names an entity that no statement describes.
    pub without_end: usize,
    /// Both ends are one entity after all decisions.
    pub to_itself: usize,
    /// Not of the kinds asked for.
    pub other_kind: usize,
    /// The accusation has not got far enough, or was cleared away.
    pub below_standing: usize,
    /// No statement good enough.
    pub below_grade: usize,
    /// Did not hold at the date.
    pub other_date: usize,
    /// Stated by no source.
    pub assessment: usize,
}

/// The network of a case under a view.
#[derive(Clone, Debug, Serialize)]
pub struct Network {
    view: View,
    nodes: Vec<Node>,
    ties: Vec<Tie>,
    components: Vec<Component>,
    left_out: LeftOut,
}

impl Network {
    /// Draws the network.
    ///
    /// Nodes are all persons and bodies, and whatever else a tie leads to, by id; ties are FollowTheMoney's edge
    /// entities, the properties that tie (a post's body, a place's parent) and what proceedings concern.
    ///
    /// # Errors
    /// [`FindError::Graph`] when there are more nodes or ties than a graph can number.
    pub fn of(_facts: &Facts, view: &View) -> Result<Self, FindError> {
        Ok(Self {
            view: view.clone(),
            nodes: Vec::new(),
            ties: Vec::new(),
            components: Vec::new(),
            left_out: LeftOut::default(),
        })
    }

    /// The view that it is drawn under.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The nodes, by id.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The ties, by start, end, kind and id.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// The networks of the case: first those with a criminal group, then those with an accusation, each by the number
    /// of nodes, then by their lowest node. Nodes without a tie are one each, at the end.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// How many ties the view hides, and why.
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// The place of an entity in [`Network::nodes`].
    pub fn place(&self, id: &EntityId) -> Option<usize> {
        self.nodes
            .binary_search_by(|node| node.entity.id.cmp(id))
            .ok()
    }

    /// An entity's node.
    pub fn node(&self, id: &EntityId) -> Option<&Node> {
        self.place(id).map(|place| &self.nodes[place])
    }
}
