//! Identifiers of nodes, edges and layers, and the edge as it is handed in and out.

use std::fmt;

use crate::Interval;

/// The number of a node: `0..node_count`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The number of an edge: its place in the order in which the edges were handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(pub u32);

/// The kind of tie that an edge stands for. What the numbers mean is the caller's business.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Layer(pub u16);

impl NodeId {
    /// The number as an index into the slices that the algorithms return.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl EdgeId {
    /// The number as an index into the slices that the algorithms return.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl From<u32> for NodeId {
    fn from(number: u32) -> NodeId {
        NodeId(number)
    }
}

impl From<u32> for EdgeId {
    fn from(number: u32) -> EdgeId {
        EdgeId(number)
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for EdgeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One edge with everything that is known of it.
///
/// ```
/// use umbra_graph::{Edge, Interval, Layer};
/// let tie = Edge::new(0, 1).weighing(2.5).on(Layer(3)).during(Interval::since(18_000));
/// assert_eq!(tie.weight, 2.5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Where a directed edge starts; one of the two ends of an undirected one.
    pub source: NodeId,
    /// Where a directed edge ends; the other end of an undirected one.
    pub target: NodeId,
    /// Finite and not negative; 1 unless told. Algorithms that measure length read it as a distance, the others as
    /// a strength: each says which.
    pub weight: f64,
    /// The kind of tie; layer 0 unless told.
    pub layer: Layer,
    /// When the tie holds; [`Interval::ALWAYS`] unless told.
    pub validity: Interval,
}

impl Edge {
    /// An edge of weight 1 on layer 0 without dates.
    #[must_use]
    pub fn new(source: impl Into<NodeId>, target: impl Into<NodeId>) -> Edge {
        Edge { source: source.into(), target: target.into(), weight: 1.0, layer: Layer(0), validity: Interval::ALWAYS }
    }

    /// The same edge with this weight.
    #[must_use]
    pub const fn weighing(self, weight: f64) -> Edge {
        Edge { weight, ..self }
    }

    /// The same edge on this layer.
    #[must_use]
    pub const fn on(self, layer: Layer) -> Edge {
        Edge { layer, ..self }
    }

    /// The same edge, held to these days.
    #[must_use]
    pub const fn during(self, validity: Interval) -> Edge {
        Edge { validity, ..self }
    }
}
