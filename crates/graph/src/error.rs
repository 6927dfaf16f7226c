//! What can be wrong with a graph or with a question put to it.

use crate::{EdgeId, NodeId};

/// Every error of this crate.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GraphError {
    /// An edge names a node beyond the node count.
    #[error(
        "edge {edge} names node {node}, but the graph has {node_count} nodes; raise the node count or drop the edge"
    )]
    NodeOutOfRange {
        /// The edge's place in the input, counted from 0.
        edge: u64,
        /// The node that does not exist.
        node: NodeId,
        /// The number of nodes that was given.
        node_count: u32,
    },
    /// A question names a node beyond the node count.
    #[error("there is no node {node}: the graph has {node_count} nodes, numbered from 0")]
    UnknownNode {
        /// The node that does not exist.
        node: NodeId,
        /// How many nodes the graph has.
        node_count: u32,
    },
    /// More nodes than 32-bit numbers can tell apart.
    #[error("a graph holds at most {} nodes, {count} were asked for; split the graph", u32::MAX)]
    TooManyNodes {
        /// The number of nodes that was asked for.
        count: u64,
    },
    /// More edges than 32-bit numbers can tell apart.
    #[error("a graph holds at most {} edges; split the graph or merge repeated edges", u32::MAX)]
    TooManyEdges,
    /// A weight that is NaN, infinite or negative.
    #[error("edge {edge} weighs {weight}; weights must be finite and not negative")]
    InvalidWeight {
        /// The edge's place in the input, counted from 0.
        edge: u64,
        /// The weight that was refused.
        weight: f64,
    },
    /// An interval whose last day comes before its first.
    #[error("the interval from day {first} to day {last} ends before it begins; swap the days or leave one open")]
    EmptyInterval {
        /// The first day.
        first: i32,
        /// The last day.
        last: i32,
    },
    /// A weight of zero where shortest paths are counted: there may be infinitely many walks of one length.
    #[error(
        "edge {edge} has length 0, and shortest paths can only be counted over positive lengths; filter it out or count hops"
    )]
    ZeroLength {
        /// The edge of length zero.
        edge: EdgeId,
    },
    /// The number of shortest paths from a node exceeds what a double-precision number holds.
    #[error("more than 1.8e308 shortest paths start at node {node}; merge its network's repeated edges first")]
    TooManyPaths {
        /// The node from which the paths start.
        node: NodeId,
    },
    /// A parameter outside its range.
    #[error("{name} is {value}, but must be {range}")]
    InvalidParameter {
        /// The parameter's name.
        name: &'static str,
        /// The value that was refused.
        value: f64,
        /// The values that are allowed, in words.
        range: &'static str,
    },
    /// A slice with one value per node that is not as long as the graph has nodes.
    #[error("{name} has {len} entries, but the graph has {node_count} nodes; give one entry per node")]
    WrongLength {
        /// The parameter's name.
        name: &'static str,
        /// How many entries were given.
        len: usize,
        /// How many nodes the graph has.
        node_count: u32,
    },
    /// A plan whose objective means nothing without a budget.
    #[error("this objective needs a budget: say how many nodes, or what cost, the plan may take")]
    NeedsBudget,
    /// Two sets that can't be parted, because a node of one is a node of the other or tied to it.
    #[error(
        "nodes {from} and {to} are the same or tied to each other, so nothing between them can be cut; leave one of them out"
    )]
    Inseparable {
        /// A node of the first set.
        from: NodeId,
        /// A node of the second set.
        to: NodeId,
    },
    /// Two sets that can't be parted, because a path between them runs through untouchable nodes alone.
    #[error("a path between the two sides runs through untouchable nodes alone; let one of them be touched")]
    NothingToCut,
}
