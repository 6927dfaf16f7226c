//! Plans that anybody would make, to hold a plan against.

use serde::Serialize;
use umbra_graph::{
    BetweennessOptions, Budget, Direction, DismantleOptions, Graph, GraphError, Method, NodeId, View, betweenness,
    dismantle, neighbor_count,
};

use super::measure::{Yardstick, course};

/// A curve: how much of the network is left after 0, 1, 2, ... removals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Curve {
    /// By what rule removals are chosen.
    pub rule: &'static str,
    /// What is left, as a share.
    pub left: Vec<f64>,
}

/// How many random orders are averaged, of small networks and of large ones.
const RANDOM_ORDERS: u64 = 30;
const FEW_ORDERS: u64 = 5;
/// From this many nodes and ties on a network is a large one here.
const LARGE: usize = 200_000;
/// The most steps, nodes and ties times removals, for which degrees are counted anew after each removal.
const DEGREE_STEPS: usize = 200_000_000;
/// The most steps, nodes times ties times removals, that betweenness may take as a baseline.
const BETWEENNESS_STEPS: usize = 2_000_000_000;

/// The baselines for as many removals as the plan has, of a simple graph: the node with the most ties left, the one between
/// most others of those left, and chance. Nodes that are kept stay in all of them.
pub(super) fn baselines(
    graph: &Graph,
    measured: &View<'_>,
    removable: &[NodeId],
    removals: usize,
    yardstick: Yardstick,
    seed: u64,
) -> Result<Vec<Curve>, GraphError> {
    let removals = removals.min(removable.len());
    let ties = |view: &View<'_>| Ok(neighbor_count(view, Direction::Both).into_iter().map(f64::from).collect());
    let size = graph.node_count() + graph.edge_count();
    let order = if size.saturating_mul(removals) <= DEGREE_STEPS {
        greedy(graph, removable, removals, ties)?
    } else {
        by_degree(graph, removable, removals, seed)?
    };
    let mut curves = vec![Curve { rule: "most ties", left: course(measured, &order, yardstick) }];
    let steps = graph.node_count().saturating_mul(graph.edge_count()).saturating_mul(removals);
    if steps <= BETWEENNESS_STEPS {
        let between = |view: &View<'_>| betweenness(view, &BetweennessOptions::default());
        let order = greedy(graph, removable, removals, between)?;
        curves.push(Curve { rule: "betweenness", left: course(measured, &order, yardstick) });
    }
    let mut mean = vec![0.0; removals + 1];
    let orders = if size < LARGE { RANDOM_ORDERS } else { FEW_ORDERS };
    for number in 0..orders {
        let order = at_random(removable, removals, seed.wrapping_mul(0x9e37_79b9).wrapping_add(number));
        for (mean, left) in mean.iter_mut().zip(course(measured, &order, yardstick)) {
            *mean += left / orders as f64;
        }
    }
    curves.push(Curve { rule: "at random", left: mean });
    Ok(curves)
}

/// The same as the greedy order by ties, for large networks, until nothing is left to part.
fn by_degree(graph: &Graph, removable: &[NodeId], removals: usize, seed: u64) -> Result<Vec<NodeId>, GraphError> {
    let untouchable = graph.nodes().filter(|node| removable.binary_search(node).is_err()).collect();
    let options = DismantleOptions {
        method: Method::AdaptiveDegree,
        reinserts: false,
        target_share: 1.0 / graph.node_count() as f64,
        untouchable,
        budget: Budget::Count(removals),
        seed,
        ..DismantleOptions::default()
    };
    Ok(dismantle(&graph.view(), &options)?.order)
}

fn greedy(
    graph: &Graph,
    removable: &[NodeId],
    removals: usize,
    score: impl Fn(&View<'_>) -> Result<Vec<f64>, GraphError>,
) -> Result<Vec<NodeId>, GraphError> {
    let mut view = graph.view();
    let mut order = Vec::with_capacity(removals);
    for _ in 0..removals {
        let scores = score(&view)?;
        let left = removable.iter().filter(|node| view.has_node(**node));
        let best = left.max_by(|a, b| scores[a.index()].total_cmp(&scores[b.index()]).then(b.cmp(a)));
        let Some(&best) = best else { break };
        view.hide(best);
        order.push(best);
    }
    Ok(order)
}

/// The first of a shuffled list (Fisher and Yates), with the generator of G. Marsaglia, "Xorshift RNGs" (2003).
fn at_random(removable: &[NodeId], removals: usize, seed: u64) -> Vec<NodeId> {
    let mut state = seed.wrapping_mul(0x2545_f491_4f6c_dd1d) | 1;
    let mut nodes = removable.to_vec();
    for first in 0..removals {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let rest = (nodes.len() - first) as u64;
        let drawn = first + ((u128::from(state) * u128::from(rest)) >> 64) as usize;
        nodes.swap(first, drawn);
    }
    nodes.truncate(removals);
    nodes
}
