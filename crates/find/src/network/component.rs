//! What hangs together, and who lies in the middle of it.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;
use serde::Serialize;
use umbra_graph::{BetweennessOptions, Direction, NodeId};
use umbra_model::EntityId;

use super::{Network, Node, NodeKind};
use crate::{FindError, Tie, TieKind};

/// How many steps working out the betweenness may take, all components together: some seconds. It grows with nodes
/// times ties, so that a network of 100,000 would take hours and say little.
const BETWEENNESS_STEPS: usize = 100_000_000;
/// How many central nodes a component names.
const CENTRAL: usize = 10;

/// Nodes that hang together, and nothing else with them: one network of the case.
///
/// A post at the same body, or a place, hangs nobody together: otherwise all officers of a police force would be in
/// the network of any one of them. Ties of these kinds are in the picture and join no components.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Component {
    /// What to call it: its criminal groups, those with a name if any has one, or else its node of the highest betweenness.
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

impl Network {
    /// Fills in components, degree and betweenness.
    pub(super) fn measure(&mut self) -> Result<(), FindError> {
        let degrees = umbra_graph::neighbor_count(&self.graph.view(), Direction::Both);
        // Several ties of one pair are one way to go.
        let mut pairs: HashSet<(usize, usize), FxBuildHasher> = HashSet::default();
        let joins: Vec<bool> = self.ties.iter().map(|tie| self.joins(tie)).collect();
        let is_first: Vec<bool> = (self.ties.iter().zip(&joins))
            .map(|(tie, joins)| {
                let (a, b) = (tie.source_node.min(tie.target_node), tie.source_node.max(tie.target_node));
                *joins && pairs.insert((a, b))
            })
            .collect();
        let ways = self.graph.view().keep_edges(|edge, _| is_first[edge.index()]);
        let found = umbra_graph::weak_components(&ways);
        let mut components: Vec<Component> =
            found.members().into_iter().map(|members| self.component(&members)).collect();
        let order = |c: &Component| {
            let rank = (c.groups.is_empty(), c.accusing_ties == 0, std::cmp::Reverse(c.nodes.len()));
            (c.nodes.len() < 2 && c.groups.is_empty(), rank, c.nodes.first().copied())
        };
        components.sort_by_key(order);
        for (number, component) in components.iter().enumerate() {
            for node in &component.nodes {
                self.nodes[*node].component = number;
            }
        }
        for (number, tie) in self.ties.iter().enumerate() {
            let (a, b) = (self.nodes[tie.source_node].component, self.nodes[tie.target_node].component);
            if a == b {
                components[a].ties.push(number);
                components[a].accusing_ties += usize::from(tie.in_force().is_some());
            }
        }
        components.sort_by_key(order);
        let mut ways_in = vec![0usize; components.len()];
        for (number, component) in components.iter().enumerate() {
            for node in &component.nodes {
                self.nodes[*node].component = number;
            }
        }
        for (tie, is_first) in self.ties.iter().zip(&is_first) {
            ways_in[self.nodes[tie.source_node].component] += usize::from(*is_first);
        }
        // The foremost networks first, as far as the steps last.
        let mut left = BETWEENNESS_STEPS;
        let steps =
            components.iter().zip(&ways_in).map(|(component, ways)| component.nodes.len().saturating_mul(*ways));
        let is_small: Vec<bool> = steps
            .map(|steps| {
                let is_small = steps <= left;
                left -= if is_small { steps } else { 0 };
                is_small
            })
            .collect();
        let measured = ways.keep_nodes(|node| is_small[self.nodes[node.index()].component]);
        let options = BetweennessOptions { direction: Direction::Both, ..BetweennessOptions::default() };
        let between = umbra_graph::betweenness(&measured, &options)?;
        for (place, degree) in degrees.into_iter().enumerate() {
            let component = self.nodes[place].component;
            let others = components[component].nodes.len().saturating_sub(1) as f64;
            let pairs = (others * (others - 1.0) / 2.0).max(1.0);
            self.nodes[place].degree = degree as usize;
            self.nodes[place].betweenness = is_small[component].then(|| between[place] / pairs);
        }
        for component in &mut components {
            component.central = central(&self.nodes, &component.nodes);
            component.name = name(&self.nodes, component);
        }
        self.components = components;
        Ok(())
    }

    fn component(&self, members: &[NodeId]) -> Component {
        let nodes: Vec<usize> = members.iter().map(|node| node.index()).collect();
        let groups = nodes.iter().map(|node| &self.nodes[*node]).filter(|node| node.kind == NodeKind::CriminalGroup);
        Component {
            name: String::new(),
            groups: groups.map(|node| node.entity.id.clone()).collect(),
            nodes,
            ties: Vec::new(),
            accusing_ties: 0,
            central: Vec::new(),
        }
    }

    /// Whether a tie hangs its ends together: not if it is a post, a seat or a job at a part of the state, or a place.
    pub(crate) fn joins(&self, tie: &Tie) -> bool {
        let is_of_state =
            |node: usize| matches!(self.nodes[node].kind, NodeKind::PublicBody | NodeKind::Post | NodeKind::Place);
        let is_station =
            matches!(tie.kind, TieKind::Employment | TieKind::Directorship | TieKind::Membership | TieKind::Occupancy);
        let is_apart = tie.kind == TieKind::Structure
            || (is_station && is_of_state(tie.target_node))
            || self.nodes[tie.source_node].kind == NodeKind::Place
            || self.nodes[tie.target_node].kind == NodeKind::Place;
        !is_apart
    }
}

/// The nodes of a component through which most paths run, then those with most ties.
fn central(nodes: &[Node], members: &[usize]) -> Vec<usize> {
    let mut central = members.to_vec();
    central.sort_by(|a, b| {
        let key = |place: usize| (nodes[place].betweenness.unwrap_or_default(), nodes[place].degree);
        let ((a_between, a_degree), (b_between, b_degree)) = (key(*a), key(*b));
        b_between.total_cmp(&a_between).then(b_degree.cmp(&a_degree)).then(a.cmp(b))
    });
    central.truncate(CENTRAL);
    central
}

/// What a network is called: its groups, those with a name if any has one, or else the node in its middle.
fn name(nodes: &[Node], component: &Component) -> String {
    let members = component.nodes.iter().map(|place| &nodes[*place]);
    let groups: Vec<&Node> = members.filter(|node| node.kind == NodeKind::CriminalGroup).collect();
    let is_any_named = groups.iter().any(|group| group.is_named);
    let called = groups.into_iter().filter(|group| group.is_named || !is_any_named);
    let groups: Vec<&str> = called.map(|group| group.entity.caption.as_str()).collect();
    match groups.as_slice() {
        [] => component.central.first().map(|place| nodes[*place].entity.caption.clone()).unwrap_or_default(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, rest @ ..] => format!("{one} and {} other groups", rest.len()),
    }
}
