//! Nodes and ties as the page draws them.

use serde_json::{Value, json};
use umbra_find::{Facts, Network, NodeKind, Tie};
use umbra_graph::{
    CertaintyOptions, CommunityOptions, Edge, Graph, GraphError, LayoutOptions, NodeId, Room, communities, layout,
    membership_certainty,
};

use crate::http::Fault;

/// Below this share of the runs in which a node stays with its community its membership is shaky.
const SHAKY: f64 = 0.75;
/// How often communities are sought again; less often in large pictures.
const RUNS: u32 = 100;
const FEW_RUNS: u32 = 20;
const LARGE: usize = 500;
/// Letters of a name for which there is room.
const LONGEST_NAME: usize = 28;

/// Part of a network, with places for its nodes.
pub(crate) struct Picture<'n> {
    network: &'n Network,
    /// Places in the network, ascending.
    pub nodes: Vec<usize>,
    pub ties: Vec<usize>,
}

/// Where a node goes and which community it is in.
struct Placed {
    at: (f32, f32),
    community: usize,
    is_shaky: bool,
}

impl From<GraphError> for Fault {
    fn from(error: GraphError) -> Self {
        Self::broken(format!("the network can't be laid out: {error}"))
    }
}

impl<'n> Picture<'n> {
    /// These nodes, and the ties between them.
    pub fn of(network: &'n Network, mut nodes: Vec<usize>) -> Self {
        nodes.sort_unstable();
        nodes.dedup();
        let is_drawn = |node: usize| nodes.binary_search(&node).is_ok();
        let graph = network.graph().view();
        let mut ties: Vec<usize> = Vec::new();
        for &node in &nodes {
            for neighbor in graph.neighbors(NodeId(node as u32), umbra_graph::Direction::Both) {
                if is_drawn(neighbor.node.index()) {
                    ties.push(neighbor.edge.index());
                }
            }
        }
        ties.sort_unstable();
        ties.dedup();
        Self { network, nodes, ties }
    }

    /// Nodes with places and communities, and ties.
    pub fn json(&self, facts: &Facts) -> Result<(Vec<Value>, Vec<Value>, usize), Fault> {
        let (placed, count) = self.place()?;
        let nodes = self.nodes.iter().zip(placed).map(|(&node, placed)| {
            let mut json = node_json(self.network, node);
            json["x"] = json!(placed.at.0);
            json["y"] = json!(placed.at.1);
            json["community"] = json!(placed.community);
            json["shaky"] = json!(placed.is_shaky);
            json
        });
        Ok((nodes.collect(), self.ties_json(facts), count))
    }

    pub fn ties_json(&self, facts: &Facts) -> Vec<Value> {
        self.ties.iter().map(|&tie| tie_json(facts, &self.network.ties()[tie])).collect()
    }

    fn place(&self) -> Result<(Vec<Placed>, usize), Fault> {
        let local = |node: usize| self.nodes.binary_search(&node).ok().map(|place| place as u32);
        let edges = self.ties.iter().filter_map(|&tie| {
            let tie = &self.network.ties()[tie];
            Some(Edge::new(local(tie.source_node)?, local(tie.target_node)?))
        });
        let graph = Graph::undirected(self.nodes.len() as u32, edges)?;
        let view = graph.view();
        let size = (1600.0f32).max((self.nodes.len() as f32).sqrt() * 130.0);
        // Names are written to the right of their nodes.
        let room: Vec<(f32, f32)> = self
            .nodes
            .iter()
            .map(|&node| self.network.nodes()[node].entity.caption.chars().count().min(LONGEST_NAME) as f32)
            .map(|letters| (14.0 + letters * 4.2, 20.0))
            .collect();
        let options = LayoutOptions {
            width: size,
            height: size * 0.5,
            room: Room::Boxes(&room),
            edge_length: 120.0,
            ..LayoutOptions::default()
        };
        let places = layout(&view, &options)?;
        let options = CommunityOptions::default();
        let found = communities(&view, &options)?;
        let runs = if self.nodes.len() > LARGE { FEW_RUNS } else { RUNS };
        let sure =
            membership_certainty(&view, &found, &options, &CertaintyOptions { runs, ..CertaintyOptions::default() })?;
        let placed = graph.nodes().map(|node| Placed {
            at: places.position(node).unwrap_or_default(),
            community: found.of(node).unwrap_or_default(),
            is_shaky: sure.of_nodes.get(node.index()).is_none_or(|share| *share < SHAKY),
        });
        Ok((placed.collect(), found.count()))
    }
}

/// A node, without a place.
pub(crate) fn node_json(network: &Network, place: usize) -> Value {
    let node = &network.nodes()[place];
    json!({
        "id": node.entity.id,
        "caption": node.entity.caption,
        "schema": node.entity.schema,
        "kind": node.kind,
        "is_group": node.kind == NodeKind::CriminalGroup,
        "roles": node.roles.iter().map(|role| role.role.name()).collect::<Vec<_>>(),
        "degree": node.degree,
    })
}

/// A tie in words, with all that says how far it is to be believed.
pub(crate) fn tie_json(facts: &Facts, tie: &Tie) -> Value {
    json!({
        "id": tie.id,
        "source": tie.source,
        "target": tie.target,
        "kind": tie.kind,
        "label": tie.label,
        "says": tie.says(facts),
        "directed": tie.directed,
        "standing": tie.standing(),
        "in_force": tie.in_force(),
        "accusing": tie.is_accusing,
        "cleared": tie.is_cleared(),
        "assessment": tie.is_assessment,
        "from": tie.validity.from,
        "to": tie.validity.to,
        "is_event": tie.kind.is_event(),
        "reliability": tie.reliability,
        "credibility": tie.credibility,
        "sentences": tie.evidence.statements().len(),
    })
}
