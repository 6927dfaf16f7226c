//! Nodes and edges on their way from a file into a graph.

use std::collections::HashMap;

use super::error::Fault;
use super::{Format, Labels, Network, ReadOptions, Remarks, Repeats};
use crate::{Directedness, Direction, Edge, Graph, GraphBuilder, GraphError, Layer, NodeId};

/// Takes what a file says and makes a [`Network`] of it in the end, when it is known whether edges have a direction.
pub(crate) struct Collector {
    options: ReadOptions,
    builder: GraphBuilder,
    pub(crate) labels: Labels,
    pub(crate) titles: HashMap<NodeId, String>,
    pub(crate) layers: Vec<String>,
    pub(crate) row_nodes: Option<usize>,
    pub(crate) columns: Option<(usize, usize, Option<usize>)>,
    loops: usize,
    /// Runs of edges that have a direction or have none: the first edge of each.
    runs: Vec<(usize, Directedness)>,
    edge_count: usize,
}

impl Collector {
    pub(crate) fn new(options: &ReadOptions, labels: Labels) -> Result<Collector, GraphError> {
        let mut builder = GraphBuilder::new(Directedness::Undirected);
        builder.add_nodes(labels.len() as u32)?;
        Ok(Collector {
            options: *options,
            builder,
            labels,
            titles: HashMap::new(),
            layers: Vec::new(),
            row_nodes: None,
            columns: None,
            loops: 0,
            runs: Vec::new(),
            edge_count: 0,
        })
    }

    /// Makes room for edges that were announced. An announcement is a claim: only as far as a wrong one does no harm.
    pub(crate) fn expect_edges(&mut self, count: u64) {
        self.builder.reserve(count.min(1 << 24) as usize);
    }

    /// How many edges came so far.
    pub(crate) fn edge_count(&self) -> usize {
        self.edge_count
    }

    /// The node of that name, a new one if need be.
    pub(crate) fn node(&mut self, label: &str) -> Result<u32, Fault> {
        if label.is_empty() {
            return Err(Fault::EmptyName);
        }
        let node = self.labels.intern(label).ok_or(GraphError::TooManyNodes { count: 1 << 32 })?;
        self.grow(node)?;
        Ok(node)
    }

    /// As [`Collector::node`] while all names are numbers; `None` when they are not, or the number is out of range.
    #[inline]
    pub(crate) fn numbered(&mut self, id: u64) -> Option<u32> {
        let node = self.labels.intern_number(id)?;
        if node >= self.builder.node_count() {
            self.builder.add_nodes(1).ok()?;
        }
        Some(node)
    }

    /// A new node; an error when there is one of that name.
    pub(crate) fn declare(&mut self, label: &str) -> Result<u32, Fault> {
        let before = self.labels.len();
        let node = self.node(label)?;
        if self.labels.len() == before {
            return Err(Fault::RepeatedNode { name: super::weight::shortened(label) });
        }
        Ok(node)
    }

    fn grow(&mut self, node: u32) -> Result<(), GraphError> {
        if node >= self.builder.node_count() { self.builder.add_nodes(1) } else { Ok(()) }
    }

    /// Adds an edge.
    pub(crate) fn edge(&mut self, edge: Edge, directedness: Directedness) -> Result<(), GraphError> {
        self.edge_count += 1;
        if edge.source == edge.target {
            self.loops += 1;
            if self.options.drop_loops {
                return Ok(());
            }
        }
        let weight = if self.options.ignore_weights { 1.0 } else { edge.weight };
        let id = self.builder.add_edge(edge.weighing(weight))?;
        if self.runs.last().is_none_or(|run| run.1 != directedness) {
            self.runs.push((id.index(), directedness));
        }
        Ok(())
    }

    /// Builds the graph.
    pub(crate) fn finish(mut self, format: Format) -> Result<Network, Fault> {
        let (announced, edges) = (u64::from(self.builder.node_count()), self.edge_count as u64);
        // Rows take memory for each node: a short file must not be able to ask for gigabytes.
        if announced > (1 << 24) && announced > 64 * edges && announced > self.labels.named() as u64 {
            return Err(Fault::NodeCount { announced, edges });
        }
        let is_mixed = self.runs.len() > 1;
        let said = self.runs.first().map_or(Directedness::Undirected, |run| run.1);
        let directedness = match self.options.directedness {
            Some(directedness) => directedness,
            None if is_mixed => Directedness::Directed,
            None => said,
        };
        // Beside arcs, an edge without a direction leads both ways.
        if is_mixed && directedness == Directedness::Directed {
            let ends = self.runs.iter().skip(1).map(|run| run.0).chain([self.builder.edge_count()]);
            let undirected: Vec<_> =
                self.runs.iter().zip(ends).filter(|(run, _)| run.1 == Directedness::Undirected).collect();
            let spans: Vec<_> = undirected.into_iter().map(|(run, end)| run.0..end).collect();
            for place in spans.into_iter().flatten() {
                let edge = self.builder.edge(place);
                if edge.source != edge.target {
                    self.builder.add_edge(Edge { source: edge.target, target: edge.source, ..edge })?;
                }
            }
        }
        let mut graph = self.builder.with_directedness(directedness).build();
        let mut remarks = Remarks { loops: self.loops, row_nodes: self.row_nodes, ..Remarks::default() };
        (remarks.repeated, remarks.contradictory) = repeats(&graph);
        if remarks.repeated > 0 && self.options.repeats != Repeats::Keep {
            graph = merged(&graph, self.options.repeats)?;
        }
        let Collector { labels, titles, layers, columns, .. } = self;
        Ok(Network { graph, labels, titles, layers, format, columns, remarks })
    }
}

/// Calls `found` for each edge and the one before it in its row that joins the same nodes, in the row of the lower node.
fn for_each_tie(graph: &Graph, mut found: impl FnMut(&[Edge])) {
    let view = graph.view();
    let direction = if graph.is_directed() { Direction::Out } else { Direction::Both };
    let mut bundle: Vec<Edge> = Vec::new();
    for node in graph.nodes() {
        let mut last = None;
        for next in view.neighbors(node, direction) {
            let is_first_sight = graph.is_directed() || node <= next.node;
            // An undirected loop stands twice in its row.
            if !is_first_sight || last == Some(next.edge) {
                continue;
            }
            last = Some(next.edge);
            if bundle.last().is_some_and(|edge| edge.source != node || edge.target != next.node) {
                found(&bundle);
                bundle.clear();
            }
            bundle.push(Edge { source: node, target: next.node, ..graph.edge(next.edge) });
        }
    }
    if !bundle.is_empty() {
        found(&bundle);
    }
}

/// How many edges repeat an earlier one, and how many of them with another weight.
fn repeats(graph: &Graph) -> (usize, usize) {
    let (mut repeated, mut contradictory) = (0, 0);
    if !graph.outward.has_repeats() {
        return (0, 0);
    }
    let mut first_of: HashMap<Layer, f64> = HashMap::new();
    for_each_tie(graph, |bundle| {
        if bundle.len() == 1 {
            return;
        }
        first_of.clear();
        for edge in bundle {
            match first_of.get(&edge.layer) {
                Some(&first) => {
                    repeated += 1;
                    contradictory += usize::from(first != edge.weight);
                }
                None => {
                    first_of.insert(edge.layer, edge.weight);
                }
            }
        }
    });
    (repeated, contradictory)
}

/// The graph with one edge for each tie and layer.
fn merged(graph: &Graph, how: Repeats) -> Result<Graph, GraphError> {
    let mut builder = GraphBuilder::new(graph.directedness());
    builder.add_nodes(graph.node_count)?;
    let mut outcome = Ok(());
    let mut ties: Vec<Edge> = Vec::new();
    for_each_tie(graph, |bundle| {
        ties.clear();
        for edge in bundle {
            match ties.iter_mut().find(|tie| tie.layer == edge.layer) {
                Some(tie) if how == Repeats::Heaviest => tie.weight = tie.weight.max(edge.weight),
                Some(tie) => tie.weight += edge.weight,
                None => ties.push(*edge),
            }
        }
        for tie in &ties {
            if outcome.is_ok() {
                outcome = builder.add_edge(*tie).map(|_| ());
            }
        }
    });
    outcome.map(|()| builder.build())
}
