//! Who stands where in a network, how surely, and what sources say that they do.

use serde::Serialize;
use umbra_graph::{
    BetweennessOptions, CommunityOptions, Graph, GraphError, NodeId, Position, RankOptions, StructuralRole, TieDoubt,
    betweenness, communities, positions, rank_doubt,
};
use umbra_model::Standing;

use super::Question;
use super::part_played::PartPlayed;
use super::web::{Web, Who};
use crate::{NodeKind, Role};

/// The rank of somebody by betweenness, and how surely.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rank {
    /// In the network as it was seen, from 1.
    pub seen: u32,
    /// The interval, both ends included: at 90 %, those of the first five hold together.
    pub low: u32,
    /// The interval's far end.
    pub high: u32,
    /// The chance of being among the first five.
    pub top_five: f64,
    /// Whether the interval, without its margin of one rank, reaches into that of the one before or after in the list.
    pub is_shaky: bool,
}

/// Somebody who stands out in the structure. What the structure tells and what sources say stand apart: who lies between
/// many is not for that a leader.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyPlayer {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// What sort of thing; `None` in a bare list of ties.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<NodeKind>,
    /// The place in the structure.
    pub structure: Vec<&'static str>,
    /// To how many others they are tied.
    pub ties: u32,
    /// The share of the shortest ways between all others that runs through them, 0 to 1.
    pub betweenness: f64,
    /// The rank and its doubt; `None` where the network is too large to work it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// What part sources say that they play.
    pub parts: Vec<PartPlayed>,
    /// Roles in the case.
    pub roles: Vec<Role>,
    /// How far any accusation has got and stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
}

/// How many key players are shown.
const PLAYERS: usize = 10;
/// The most steps, nodes times ties, for one betweenness, and for all that the doubt of ranks needs.
const POSITION_STEPS: usize = 2_000_000_000;
const RANK_STEPS: usize = 4_000_000_000;

/// The words for a place in the structure.
const fn words(role: StructuralRole) -> &'static str {
    match role {
        StructuralRole::Bridge => "bridge between groups",
        StructuralRole::Broker => "broker",
        StructuralRole::Core => "core",
        StructuralRole::Periphery => "periphery",
    }
}

/// What was worked out of everybody.
pub(super) struct Players {
    positions: Vec<Position>,
    ranks: Option<umbra_graph::RankDoubt>,
    order: Vec<NodeId>,
}

impl Players {
    /// Positions and ranks in a simple graph; `None` where it is too large.
    pub(super) fn of(
        web: &Web,
        graph: &Graph,
        doubt: &TieDoubt,
        question: &Question,
    ) -> Result<Option<Self>, GraphError> {
        let steps = graph.node_count().saturating_mul(graph.edge_count() + graph.node_count());
        if steps > POSITION_STEPS {
            return Ok(None);
        }
        let options = CommunityOptions { weighted: false, seed: question.seed, ..CommunityOptions::default() };
        let groups = communities(&graph.view(), &options)?;
        let groups: Vec<Option<u32>> = graph.nodes().map(|node| groups.of(node).map(|group| group as u32)).collect();
        let positions = positions(&graph.view(), &groups)?;
        let ranks = if steps.saturating_mul(question.draws) <= RANK_STEPS {
            let options = RankOptions { draws: question.draws, seed: question.seed, ..RankOptions::default() };
            let score = |graph: &Graph| betweenness(&graph.view(), &BetweennessOptions::default());
            Some(rank_doubt(&graph.view(), doubt, &options, score)?)
        } else {
            None
        };
        // Groups and bodies lie between many too, and nobody is a key player for being a place where others meet.
        let is_somebody = |node: &NodeId| {
            web.known(*node)
                .is_none_or(|known| matches!(known.kind, NodeKind::Person | NodeKind::Company | NodeKind::Organisation))
        };
        let mut order: Vec<NodeId> = graph.nodes().filter(is_somebody).collect();
        order.sort_by(|a, b| {
            let (one, other) = (&positions[a.index()], &positions[b.index()]);
            other.betweenness.total_cmp(&one.betweenness).then(other.ties.cmp(&one.ties)).then(a.cmp(b))
        });
        Ok(Some(Self { positions, ranks, order }))
    }

    /// The first by betweenness; nobody whom no way runs through.
    pub(super) fn first(&self, web: &Web) -> Vec<KeyPlayer> {
        let central = self.order.iter().take_while(|node| self.positions[node.index()].betweenness > 0.0);
        central.take(PLAYERS).map(|node| self.player(web, *node)).collect()
    }

    /// Whether the network was small enough for the doubt of ranks.
    pub(super) fn has_ranks(&self) -> bool {
        self.ranks.is_some()
    }

    /// The rank of one, with its doubt.
    pub(super) fn rank(&self, node: NodeId) -> Option<Rank> {
        let placings = &self.ranks.as_ref()?.placings;
        let placing = placings[node.index()];
        let at = self.order.iter().position(|other| *other == node);
        let neighbors = at.map_or_else(Vec::new, |at| {
            [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().filter_map(|at| self.order.get(at)).collect()
        });
        let crosses = |other: &&NodeId| {
            let other = placings[other.index()];
            placing.drawn.0 <= other.drawn.1 && other.drawn.0 <= placing.drawn.1
        };
        Some(Rank {
            seen: placing.rank,
            low: placing.low,
            high: placing.high,
            top_five: placing.among_first,
            is_shaky: neighbors.iter().any(crosses),
        })
    }

    fn player(&self, web: &Web, node: NodeId) -> KeyPlayer {
        let position = &self.positions[node.index()];
        let others = web.node_count().saturating_sub(1) as f64;
        let known = web.known(node);
        KeyPlayer {
            who: web.who(node),
            kind: known.map(|known| known.kind),
            structure: position.roles.iter().map(|role| words(*role)).collect(),
            ties: position.ties,
            betweenness: position.betweenness / (others * (others - 1.0) / 2.0).max(1.0),
            rank: self.rank(node),
            parts: known.map(|known| known.parts.clone()).unwrap_or_default(),
            roles: known.map(|known| known.roles.clone()).unwrap_or_default(),
            standing: known.and_then(|known| known.standing),
        }
    }
}
