//! The k-core decomposition.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use rayon::prelude::*;

use crate::rows::Rows;
use crate::{Direction, NodeId, View};

/// The coreness of each node: the largest k for which the node lies in a subgraph where every node has at least k
/// edges to others of the subgraph.
///
/// For a directed graph `direction` says which edges count. Self-loops are left out; repeated edges count each, so
/// filter them if ties rather than records of ties should count. Isolated and hidden nodes have coreness 0. Weights make
/// no difference.
///
/// Cores as in V. Batagelj and M. Zaveršnik, "An O(m) algorithm for cores decomposition of networks" (2003), peeled level by level as in
/// H. Kabir and K. Madduri, "Parallel k-core decomposition on multicore platforms", IPDPSW (2017): what changes is one number a
/// node, which stays in the processor's cache. Time O(n + m), memory O(n), O(n + m) under a filter.
#[must_use]
pub fn coreness(view: &View<'_>, direction: Direction) -> Vec<u32> {
    let peeling = Peeling::of(view, direction);
    if peeling.rows.slot_count() < SHARED || rayon::current_num_threads() == 1 {
        peeling.in_turn().0
    } else {
        peeling.at_once()
    }
}

/// From how many slots on threads share the peeling.
const SHARED: usize = 1 << 22;

/// How many nodes that wait are worth waking other threads for.
const WORTH_SHARING: usize = 1 << 12;

/// The coreness of each node, and the nodes seen in the order in which they are peeled off: each has at most its coreness of edges
/// to later ones.
pub(crate) fn peel(view: &View<'_>, direction: Direction) -> (Vec<u32>, Vec<NodeId>) {
    Peeling::of(view, direction).in_turn()
}

/// What peeling begins with.
struct Peeling<'g> {
    /// Rows of the edges that count, and of those that lead to a node by such an edge, which lose one with it.
    rows: Cow<'g, Rows>,
    back: Option<Cow<'g, Rows>>,
    left: Vec<u32>,
    degree: Vec<u32>,
}

impl<'g> Peeling<'g> {
    fn of(view: &View<'g>, direction: Direction) -> Peeling<'g> {
        let rows = view.rows(direction);
        // A self-loop stands in the row of its node, twice when undirected.
        let loops = |node: u32| {
            let row = rows.neighbors(node);
            row[row.partition_point(|&other| other < node)..].iter().take_while(|&&other| other == node).count()
        };
        let left: Vec<u32> = view.nodes().map(|node| node.0).collect();
        let mut degree = vec![0u32; rows.node_count()];
        for &node in &left {
            degree[node as usize] = (rows.neighbors(node).len() - loops(node)) as u32;
        }
        let back = view.graph().is_directed().then(|| view.rows(direction.reversed()));
        Peeling { rows, back, left, degree }
    }

    /// Each node once its degree has fallen to the level: coreness, and the order.
    fn in_turn(self) -> (Vec<u32>, Vec<NodeId>) {
        let back = self.back.as_ref().unwrap_or(&self.rows);
        let (mut left, mut degree) = (self.left, self.degree);
        let mut order: Vec<u32> = Vec::with_capacity(left.len());
        // A node is looked at once for each core that it lies in, of which it has no more than edges.
        while let Some(k) = left.iter().map(|&node| degree[node as usize]).min() {
            let mut done = order.len();
            order.extend(left.iter().copied().filter(|&node| degree[node as usize] == k));
            while done < order.len() {
                let node = order[done];
                done += 1;
                for &other in back.neighbors(node) {
                    let degree = &mut degree[other as usize];
                    if *degree > k {
                        *degree -= 1;
                        if *degree == k {
                            order.push(other);
                        }
                    }
                }
            }
            left.retain(|&node| degree[node as usize] > k);
        }
        (degree, order.into_iter().map(NodeId).collect())
    }

    /// The same coreness, by all threads: who peels a node first makes no difference to it.
    fn at_once(self) -> Vec<u32> {
        let degree: Vec<AtomicU32> = self.degree.into_iter().map(AtomicU32::new).collect();
        let degree_of = |node: u32| degree[node as usize].load(Relaxed);
        let back = self.back.as_ref().unwrap_or(&self.rows);
        let mut left = self.left;
        while let Some(k) = left.iter().map(|&node| degree_of(node)).min() {
            // Those that fall to the level when `node` goes.
            let peel = |node: u32, fallen: &mut Vec<u32>| {
                for &other in back.neighbors(node) {
                    let lower = |degree: u32| (degree > k).then(|| degree - 1);
                    if degree[other as usize].fetch_update(Relaxed, Relaxed, lower) == Ok(k + 1) {
                        fallen.push(other);
                    }
                }
            };
            let mut waiting: Vec<u32> = left.iter().copied().filter(|&node| degree_of(node) == k).collect();
            while let Some(node) = waiting.pop() {
                if waiting.len() < WORTH_SHARING {
                    peel(node, &mut waiting);
                    continue;
                }
                waiting.push(node);
                let fallen = waiting.par_chunks(WORTH_SHARING / 4).map(|nodes| {
                    let mut fallen = Vec::new();
                    nodes.iter().for_each(|&node| peel(node, &mut fallen));
                    fallen
                });
                waiting = fallen.flatten_iter().collect();
            }
            left.retain(|&node| degree_of(node) > k);
        }
        degree.into_iter().map(AtomicU32::into_inner).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    #[test]
    fn a_clique_with_a_tail_is_a_core_with_a_tail() {
        let edges = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (3, 4), (4, 5), (6, 6)];
        let graph = Graph::undirected(8, edges.map(|(s, t)| Edge::new(s, t))).unwrap();
        assert_eq!(coreness(&graph.view(), Direction::Both), [3, 3, 3, 3, 1, 1, 0, 0]);
        let view = graph.view().keep_nodes(|node| node != NodeId(0));
        assert_eq!(coreness(&view, Direction::Both), [0, 2, 2, 2, 1, 1, 0, 0]);
    }

    #[test]
    fn direction_says_which_edges_count() {
        // A cycle with an edge leading in: everybody has an out-edge, the tail has no in-edge.
        let graph = Graph::directed(4, [(0, 1), (1, 2), (2, 0), (3, 0)].map(|(s, t)| Edge::new(s, t))).unwrap();
        assert_eq!(coreness(&graph.view(), Direction::Out), [1, 1, 1, 1]);
        assert_eq!(coreness(&graph.view(), Direction::In), [1, 1, 1, 0]);
        assert_eq!(coreness(&graph.view(), Direction::Both), [2, 2, 2, 1]);
    }

    #[test]
    fn threads_that_share_the_peeling_find_the_same() {
        // Cliques of 2 to 60 nodes in a row, hubs over all of them, so many leaves that threads share them, loops and repeated edges.
        let mut edges = Vec::new();
        let mut first = 3;
        for size in 2..60 {
            for a in first..first + size {
                edges.push((a, a % 3));
                edges.push((a, (a * 7 + 1) % first));
                edges.extend((first..a).map(|b| (a, b)));
            }
            first += size;
        }
        let (hubs, leaves) = (first, 3 * WORTH_SHARING as u32);
        edges.extend((0..leaves).map(|leaf| (hubs + leaf, leaf * 7919 % hubs)));
        edges.extend((0..leaves).map(|leaf| (leaf * 31 % hubs, hubs + leaf)));
        first += leaves;
        edges.extend([(5, 5), (5, 6), (5, 6)]);
        let edges = edges.into_iter().map(|(a, b)| Edge::new(a, b));
        for graph in [Graph::undirected(first, edges.clone()).unwrap(), Graph::directed(first, edges).unwrap()] {
            let view = graph.view();
            for direction in [Direction::Both, Direction::Out, Direction::In] {
                assert_eq!(Peeling::of(&view, direction).at_once(), Peeling::of(&view, direction).in_turn().0);
            }
        }
    }

    #[test]
    fn an_empty_graph_has_no_core() {
        assert!(coreness(&Graph::undirected(0, []).unwrap().view(), Direction::Both).is_empty());
    }
}
