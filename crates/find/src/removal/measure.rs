//! How much of a network is left.

use serde::Serialize;
use umbra_graph::{Direction, Measure, NodeId, View, removal_curve, weak_components};

use super::Aim;

/// What is looked at when a network is said to be so much broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Yardstick {
    /// The share of the nodes in the largest part that hangs together.
    LargestPart,
    /// The share of all pairs that can reach each other.
    Pairs,
    /// The mean over all pairs of one over their distance.
    Efficiency,
    /// The share of the money that still gets through.
    Money,
}

impl Yardstick {
    pub(super) fn of(aim: Aim) -> Self {
        match aim {
            Aim::Size | Aim::Fewest | Aim::Protector => Self::LargestPart,
            Aim::Pairs => Self::Pairs,
            Aim::Efficiency => Self::Efficiency,
            Aim::Money => Self::Money,
        }
    }

    /// In words, to be read after a percentage.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::LargestPart => "of the nodes hang together in the largest part",
            Self::Pairs => "of the pairs can reach each other",
            Self::Efficiency => "of full efficiency (how short the ways between all are)",
            Self::Money => "of the money still gets through",
        }
    }
}

/// How a network is made up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Shape {
    /// Nodes.
    pub nodes: usize,
    /// Pairs that are tied.
    pub ties: usize,
    /// Parts that hang together, nodes alone among them.
    pub parts: usize,
    /// Nodes of the largest part.
    pub largest: usize,
    /// The share of all pairs that can reach each other.
    pub pairs: f64,
}

impl Shape {
    /// What a view shows, of a network of `count` nodes.
    pub(super) fn of(view: &View<'_>, count: usize) -> Self {
        let components = weak_components(view);
        let sizes = components.sizes();
        let joined: f64 = sizes.iter().map(|&size| f64::from(size) * (f64::from(size) - 1.0)).sum();
        Self {
            nodes: view.node_count(),
            ties: view.edge_count(),
            parts: sizes.len(),
            largest: sizes.iter().copied().max().unwrap_or(0) as usize,
            pairs: joined / all_pairs(count),
        }
    }
}

/// The ordered pairs of that many nodes; 1 where there is none, so that nothing is divided by nothing.
fn all_pairs(count: usize) -> f64 {
    (count as f64 * (count as f64 - 1.0)).max(1.0)
}

/// How much is left before, and after each removal.
pub(super) fn course(view: &View<'_>, order: &[NodeId], yardstick: Yardstick) -> Vec<f64> {
    let measure = match yardstick {
        Yardstick::LargestPart => Measure::LargestComponent,
        Yardstick::Pairs => Measure::PairsConnected,
        Yardstick::Efficiency => Measure::Efficiency,
        Yardstick::Money => Measure::ValueFlow,
    };
    removal_curve(view, order, measure)
}

/// The sizes of the parts into which a part falls when `node` goes, the largest first, and the size of that part before.
pub(super) fn falls_apart(view: &View<'_>, node: NodeId) -> (usize, Vec<usize>) {
    let before = weak_components(view);
    let size = before.of(node).map_or(0, |part| before.sizes()[part] as usize);
    let mut without = view.clone();
    without.hide(node);
    let after = weak_components(&without);
    let parts: std::collections::BTreeSet<usize> =
        view.neighbors(node, Direction::Both).filter_map(|next| after.of(next.node)).collect();
    let mut sizes: Vec<usize> = parts.into_iter().map(|part| after.sizes()[part] as usize).collect();
    sizes.sort_by(|a, b| b.cmp(a));
    (size, sizes)
}
