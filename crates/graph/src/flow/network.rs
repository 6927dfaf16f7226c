//! A graph as pipes between its nodes.

use super::Capacity;
use super::pipes::Pipes;
use crate::{NodeId, View};

/// Pipes from one joint before all sources to one behind all sinks. Where nodes have capacities each is two joints with a pipe between.
pub(super) struct FlowNetwork {
    pipes: Pipes,
    source: u32,
    sink: u32,
    splits_nodes: bool,
}

impl FlowNetwork {
    pub(super) fn of(view: &View<'_>, sources: &[NodeId], sinks: &[NodeId], capacity: Capacity<'_>) -> FlowNetwork {
        let graph = view.graph();
        let splits_nodes = matches!(capacity, Capacity::Nodes(_));
        let size = graph.node_count() * if splits_nodes { 2 } else { 1 };
        let (source, sink) = (size as u32, size as u32 + 1);
        let mut network = FlowNetwork { pipes: Pipes::new(size + 2), source, sink, splits_nodes };
        if let Capacity::Nodes(costs) = capacity {
            for node in view.nodes() {
                network.lay(network.way_in(node), network.way_out(node), costs[node.index()]);
            }
        }
        for (_, edge) in view.edges().filter(|(_, edge)| edge.source != edge.target) {
            let room = match capacity {
                Capacity::Nodes(_) => f64::INFINITY,
                Capacity::Weights => edge.weight,
                Capacity::Edges => 1.0,
            };
            let (source, target) = (edge.source, edge.target);
            if !graph.is_directed() && !splits_nodes {
                network.pipes.lay_both_ways(source.0, target.0, room);
                continue;
            }
            network.lay(network.way_out(source), network.way_in(target), room);
            if !graph.is_directed() {
                network.lay(network.way_out(target), network.way_in(source), room);
            }
        }
        for &node in sources.iter().filter(|&&node| view.has_node(node)) {
            network.lay(source, network.way_in(node), f64::INFINITY);
        }
        for &node in sinks.iter().filter(|&&node| view.has_node(node)) {
            network.lay(network.way_out(node), sink, f64::INFINITY);
        }
        network
    }

    fn lay(&mut self, from: u32, to: u32, room: f64) {
        self.pipes.lay(from, to, room);
    }

    /// Where flow enters a node.
    fn way_in(&self, node: NodeId) -> u32 {
        if self.splits_nodes { 2 * node.0 } else { node.0 }
    }

    /// Where flow leaves a node.
    fn way_out(&self, node: NodeId) -> u32 {
        if self.splits_nodes { 2 * node.0 + 1 } else { node.0 }
    }

    /// Sends as much as can flow from the sources to the sinks; says how much.
    pub(super) fn fill(&mut self) -> f64 {
        self.pipes.flow(self.source, self.sink)
    }

    /// Whether the sources still reach a node.
    pub(super) fn reaches(&self, node: NodeId) -> bool {
        self.pipes.is_upstream(self.way_in(node))
    }

    /// Whether the sources still reach what lies behind a node.
    pub(super) fn reaches_beyond(&self, node: NodeId) -> bool {
        self.pipes.is_upstream(self.way_out(node))
    }
}
