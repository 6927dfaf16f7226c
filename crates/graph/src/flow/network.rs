//! A network of arcs that carry, and Dinic's way of filling it.

use super::Capacity;
use crate::{NodeId, View};

const UNSEEN: u32 = u32::MAX;

/// Arcs in pairs: arc `2k` and the one back, `2k + 1`, by the nodes that they leave.
pub(super) struct FlowNetwork {
    heads: Vec<u32>,
    left: Vec<f64>,
    /// The arcs by the node that they leave.
    arcs: Vec<u32>,
    first: Vec<usize>,
    source: u32,
    sink: u32,
    splits_nodes: bool,
    /// A flow so large is bounded by nothing that may be taken.
    unbounded: f64,
}

impl FlowNetwork {
    pub(super) fn of(view: &View<'_>, sources: &[NodeId], sinks: &[NodeId], capacity: Capacity<'_>) -> FlowNetwork {
        let graph = view.graph();
        let node_count = graph.node_count() as u32;
        let splits_nodes = matches!(capacity, Capacity::Nodes(_));
        let size = if splits_nodes { 2 * node_count as usize } else { node_count as usize };
        let (source, sink) = (size as u32, size as u32 + 1);
        let mut tails = Vec::new();
        let mut network = FlowNetwork {
            heads: Vec::new(),
            left: Vec::new(),
            arcs: Vec::new(),
            first: Vec::new(),
            source,
            sink,
            splits_nodes,
            unbounded: f64::INFINITY,
        };
        let mut add = |from: u32, to: u32, forth: f64, back: f64| {
            tails.extend([from, to]);
            network.heads.extend([to, from]);
            network.left.extend([forth, back]);
        };
        let (way_in, way_out) = (
            |node: NodeId| if splits_nodes { 2 * node.0 } else { node.0 },
            |node: NodeId| if splits_nodes { 2 * node.0 + 1 } else { node.0 },
        );
        // All that may be taken together: whatever is larger is as good as infinite, and keeps sums exact.
        let bounded: f64 = match capacity {
            Capacity::Nodes(costs) => {
                view.nodes().map(|node| costs[node.index()]).filter(|cost| cost.is_finite()).sum()
            }
            Capacity::Weights => view.edges().map(|(_, edge)| edge.weight).sum(),
            Capacity::Edges => view.edge_count() as f64,
        };
        let endless = 2.0 * bounded + 1.0;
        if let Capacity::Nodes(costs) = capacity {
            for node in view.nodes() {
                add(way_in(node), way_out(node), costs[node.index()].min(endless), 0.0);
            }
        }
        for (_, edge) in view.edges().filter(|(_, edge)| edge.source != edge.target) {
            let carries = match capacity {
                Capacity::Nodes(_) => endless,
                Capacity::Weights => edge.weight,
                Capacity::Edges => 1.0,
            };
            match (splits_nodes, graph.is_directed()) {
                (_, true) => add(way_out(edge.source), way_in(edge.target), carries, 0.0),
                (false, false) => add(edge.source.0, edge.target.0, carries, carries),
                (true, false) => {
                    add(way_out(edge.source), way_in(edge.target), carries, 0.0);
                    add(way_out(edge.target), way_in(edge.source), carries, 0.0);
                }
            }
        }
        for &node in sources.iter().filter(|&&node| view.has_node(node)) {
            add(source, way_in(node), endless, 0.0);
        }
        for &node in sinks.iter().filter(|&&node| view.has_node(node)) {
            add(way_out(node), sink, endless, 0.0);
        }
        network.unbounded = endless;
        network.sort(&tails, size + 2);
        network
    }

    fn sort(&mut self, tails: &[u32], size: usize) {
        self.first = vec![0; size + 1];
        tails.iter().for_each(|&tail| self.first[tail as usize + 1] += 1);
        for node in 0..size {
            self.first[node + 1] += self.first[node];
        }
        let mut free = self.first.clone();
        self.arcs = vec![0; tails.len()];
        for (arc, &tail) in (0..).zip(tails) {
            self.arcs[free[tail as usize]] = arc;
            free[tail as usize] += 1;
        }
    }

    /// Where flow enters a node.
    pub(super) fn way_in(&self, node: NodeId) -> usize {
        if self.splits_nodes { 2 * node.index() } else { node.index() }
    }

    /// Where flow leaves a node.
    pub(super) fn way_out(&self, node: NodeId) -> usize {
        if self.splits_nodes { 2 * node.index() + 1 } else { node.index() }
    }

    fn arcs_of(&self, node: u32) -> &[u32] {
        &self.arcs[self.first[node as usize]..self.first[node as usize + 1]]
    }

    /// Layers from the source along arcs that still carry, as far as the sink.
    fn layers(&self) -> Vec<u32> {
        let mut layer = vec![UNSEEN; self.first.len() - 1];
        layer[self.source as usize] = 0;
        let mut queue = vec![self.source];
        let mut head = 0;
        while let Some(&node) = queue.get(head) {
            head += 1;
            for &arc in self.arcs_of(node) {
                let next = self.heads[arc as usize] as usize;
                if self.left[arc as usize] > 0.0 && layer[next] == UNSEEN {
                    layer[next] = layer[node as usize] + 1;
                    queue.push(next as u32);
                }
            }
        }
        layer
    }

    /// Sends as much as can flow from source to sink; says how much.
    pub(super) fn fill(&mut self) -> f64 {
        let mut total = 0.0;
        loop {
            let layer = self.layers();
            if layer[self.sink as usize] == UNSEEN {
                return total;
            }
            total += self.fill_layers(&layer);
            if total >= self.unbounded {
                return f64::INFINITY;
            }
        }
    }

    /// Sends flow along arcs that lead one layer on until every such way is blocked.
    fn fill_layers(&mut self, layer: &[u32]) -> f64 {
        let mut next_arc = self.first.clone();
        let mut total = 0.0;
        let mut path: Vec<u32> = Vec::new();
        loop {
            let node = path.last().map_or(self.source, |&arc| self.heads[arc as usize]);
            if node == self.sink {
                let flow = path.iter().map(|&arc| self.left[arc as usize]).fold(f64::INFINITY, f64::min);
                total += flow;
                for &arc in &path {
                    self.left[arc as usize] -= flow;
                    self.left[(arc ^ 1) as usize] += flow;
                }
                // Back to before the first arc that is full.
                let full = path.iter().position(|&arc| self.left[arc as usize] <= 0.0).unwrap_or(0);
                path.truncate(full);
                continue;
            }
            let end = self.first[node as usize + 1];
            let at = &mut next_arc[node as usize];
            let is_open = |&arc: &u32| {
                let next = self.heads[arc as usize] as usize;
                self.left[arc as usize] > 0.0 && layer[next] == layer[node as usize] + 1
            };
            while *at < end && !is_open(&self.arcs[*at]) {
                *at += 1;
            }
            if *at < end {
                path.push(self.arcs[*at]);
            } else if let Some(arc) = path.pop() {
                // A dead end: whoever led here looks further.
                let before = self.heads[(arc ^ 1) as usize];
                next_arc[before as usize] += 1;
            } else {
                return total;
            }
        }
    }

    /// Which nodes of the network the source still reaches.
    pub(super) fn reached(&self) -> Vec<bool> {
        self.layers().into_iter().map(|layer| layer != UNSEEN).collect()
    }
}
