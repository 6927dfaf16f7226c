//! The graph itself: built once from a stream of edges, never changed after.

use std::sync::Arc;

use crate::rows::{Ends, Rows};
use crate::{Edge, EdgeId, GraphBuilder, GraphError, Interval, Layer, NodeId, View};

/// Whether edges have a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Directedness {
    /// An edge leads from its source to its target.
    Directed,
    /// An edge joins its two ends; which of them is called the source has no meaning.
    Undirected,
}

/// Which way the edges of a directed graph are followed. Undirected graphs know no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From source to target.
    Out,
    /// From target to source.
    In,
    /// Both ways, as if the graph were undirected.
    Both,
}

impl Direction {
    /// The other way.
    #[must_use]
    pub const fn reversed(self) -> Direction {
        match self {
            Direction::Out => Direction::In,
            Direction::In => Direction::Out,
            Direction::Both => Direction::Both,
        }
    }
}

/// A multigraph in compressed sparse rows.
///
/// Nodes are numbered `0..node_count`, edges in the order in which they were handed in. Self-loops and repeated edges
/// are kept; each algorithm says what it makes of them. A self-loop of an undirected graph stands twice in its node's
/// row, as in igraph, so that it adds 2 to the degree.
///
/// Memory: 8 bytes per edge for its ends, 4 bytes per row slot (two slots per edge), 8 bytes per node and direction; 4 more per slot
/// from when somebody first asks by which edge a neighbour is reached; weights (8), layers (2) and intervals (8 bytes per edge) only
/// where some edge has one that is not the default.
#[derive(Clone, Debug)]
pub struct Graph {
    pub(crate) directedness: Directedness,
    pub(crate) node_count: u32,
    pub(crate) ends: Arc<Ends>,
    pub(crate) weights: Option<Vec<f64>>,
    pub(crate) layers: Option<Vec<u16>>,
    pub(crate) validity: Option<Vec<Interval>>,
    pub(crate) outward: Rows,
    /// Absent in undirected graphs, whose `outward` rows hold both ends.
    pub(crate) inward: Option<Rows>,
}

impl Graph {
    /// A directed graph of `node_count` nodes and these edges.
    ///
    /// # Errors
    /// See [`GraphBuilder::add_edge`].
    pub fn directed(node_count: u32, edges: impl IntoIterator<Item = Edge>) -> Result<Graph, GraphError> {
        GraphBuilder::collect(Directedness::Directed, node_count, edges)
    }

    /// An undirected graph of `node_count` nodes and these edges.
    ///
    /// # Errors
    /// See [`GraphBuilder::add_edge`].
    pub fn undirected(node_count: u32, edges: impl IntoIterator<Item = Edge>) -> Result<Graph, GraphError> {
        GraphBuilder::collect(Directedness::Undirected, node_count, edges)
    }

    /// Whether edges have a direction.
    #[must_use]
    pub fn directedness(&self) -> Directedness {
        self.directedness
    }

    /// Whether edges have a direction, as a claim.
    #[must_use]
    pub fn is_directed(&self) -> bool {
        self.directedness == Directedness::Directed
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.node_count as usize
    }

    /// How many edges there are, repeated ones and self-loops each counted.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.ends.len()
    }

    /// Whether any edge has a weight other than 1.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// All nodes, ascending.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..self.node_count).map(NodeId)
    }

    /// All edges with what is known of them, by ascending id.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = (EdgeId, Edge)> + '_ {
        (0..self.ends.len() as u32).map(|id| (EdgeId(id), self.edge(EdgeId(id))))
    }

    /// What is known of one edge.
    ///
    /// # Panics
    /// When there is no such edge, as indexing a slice does.
    #[must_use]
    pub fn edge(&self, id: EdgeId) -> Edge {
        Edge {
            source: NodeId(self.ends.sources[id.index()]),
            target: NodeId(self.ends.targets[id.index()]),
            weight: self.weight(id),
            layer: self.layers.as_ref().map_or(Layer(0), |layers| Layer(layers[id.index()])),
            validity: self.validity(id),
        }
    }

    /// The edge's weight. Panics as [`Graph::edge`] does.
    #[inline]
    #[must_use]
    pub fn weight(&self, id: EdgeId) -> f64 {
        self.weights.as_ref().map_or(1.0, |weights| weights[id.index()])
    }

    /// When the edge holds. Panics as [`Graph::edge`] does.
    #[inline]
    #[must_use]
    pub fn validity(&self, id: EdgeId) -> Interval {
        self.validity.as_ref().map_or(Interval::ALWAYS, |validity| validity[id.index()])
    }

    /// The edges that lead from `source` to `target` (that join them, when undirected), ascending; a self-loop of an
    /// undirected graph is listed once. O(log d) for d neighbours of `source`, plus the answer.
    pub fn edges_between(&self, source: NodeId, target: NodeId) -> impl Iterator<Item = EdgeId> + '_ {
        let found = if source.0 < self.node_count { self.outward.edges_to(source.0, target.0) } else { &[] };
        let mut last = None;
        found.iter().copied().filter(move |&edge| last.replace(edge) != Some(edge)).map(EdgeId)
    }

    /// The whole graph as a view: no filter, nothing allocated.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View::whole(self)
    }

    pub(crate) fn check_node(&self, node: NodeId) -> Result<(), GraphError> {
        if node.0 < self.node_count {
            Ok(())
        } else {
            Err(GraphError::UnknownNode { node, node_count: self.node_count })
        }
    }
}
