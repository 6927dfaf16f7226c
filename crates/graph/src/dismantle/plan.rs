//! The answer: who goes, in what order, and what it does.

use super::options::Method;
use crate::NodeId;

/// What a plan's curve shows, as a share of what the untouched network could at most have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The nodes of the largest component over all nodes.
    LargestComponent,
    /// The pairs of nodes that some path joins over all pairs.
    PairsConnected,
    /// The mean over all pairs of nodes of 1 / distance.
    Efficiency,
    /// The value that still flows over what flowed in the untouched network.
    ValueFlow,
}

/// Whom to take out, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The removals, the first to go first.
    pub order: Vec<NodeId>,
    /// What the curve measures.
    pub measure: Measure,
    /// The measure after 0, 1, 2, ... removals: one entry more than `order`.
    pub curve: Vec<f64>,
    /// What the objective is worth; see [`Objective`](super::Objective). Smaller is better.
    pub value: f64,
    /// What the removals cost together.
    pub cost: f64,
    /// The method that found the plan (the one that began it, where local search went on).
    pub method: Method,
    /// What no plan's value can be below, where something is known of it.
    pub bound: Option<f64>,
    /// Whether no plan has a smaller value.
    pub is_proven: bool,
    /// The size to which components were to be brought down; for objectives of the largest component.
    pub target: u32,
    /// Whether the plan gets there: no component is larger than the target, or the two sides are apart. True for objectives
    /// that only have a budget.
    pub reaches_target: bool,
    /// How many steps the search made.
    pub steps: u64,
}
