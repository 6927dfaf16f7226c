//! The k-core decomposition.

use crate::{Direction, NodeId, View};

/// The coreness of each node: the largest k for which the node lies in a subgraph where every node has at least k
/// edges to others of the subgraph.
///
/// For a directed graph `direction` says which edges count. Self-loops are left out; repeated edges count each, so
/// filter them if ties rather than records of ties should count. Isolated and hidden nodes have coreness 0. Weights make
/// no difference.
///
/// V. Batagelj and M. Zaveršnik, "An O(m) algorithm for cores decomposition of networks" (2003). Time O(n + m), memory
/// O(n), O(n + m) under a filter.
#[must_use]
pub fn coreness(view: &View<'_>, direction: Direction) -> Vec<u32> {
    peel(view, direction).0
}

/// The coreness of each node, and the nodes seen in the order in which they are peeled off: each has at most its coreness of edges
/// to later ones.
pub(crate) fn peel(view: &View<'_>, direction: Direction) -> (Vec<u32>, Vec<NodeId>) {
    let rows = view.rows(direction);
    let node_count = rows.node_count();
    // A self-loop stands in the row of its node, twice when undirected.
    let loops = |node: u32| match rows.neighbors(node).binary_search(&node) {
        Ok(_) => rows.edges_to(node, node).len(),
        Err(_) => 0,
    };
    let nodes: Vec<u32> = view.nodes().map(|node| node.0).collect();
    let mut degree = vec![0u32; node_count];
    for &node in &nodes {
        degree[node as usize] = (rows.neighbors(node).len() - loops(node)) as u32;
    }

    // Nodes in bins of ascending degree; `place` is where a node stands, `start[d]` where the bin of degree d begins.
    let largest = degree.iter().copied().max().unwrap_or(0);
    let mut start = vec![0u32; largest as usize + 2];
    for &node in &nodes {
        start[degree[node as usize] as usize + 1] += 1;
    }
    for bin in 1..start.len() {
        start[bin] += start[bin - 1];
    }
    let mut order = vec![0u32; nodes.len()];
    let mut place = vec![0u32; node_count];
    let mut next_free = start.clone();
    for &node in &nodes {
        let free = &mut next_free[degree[node as usize] as usize];
        place[node as usize] = *free;
        order[*free as usize] = node;
        *free += 1;
    }

    // Peeling a node lowers those whose counted edges lead to it: the ones at the other end of `direction`.
    let back = if view.graph().is_directed() { Some(view.rows(direction.reversed())) } else { None };
    let back = back.as_ref().unwrap_or(&rows);
    for done in 0..order.len() {
        let node = order[done];
        let k = degree[node as usize];
        for &other in back.neighbors(node) {
            let d = degree[other as usize];
            if d <= k {
                continue;
            }
            // Swap with the first of the bin, then let the bin below take that place.
            let first = start[d as usize];
            let (at, swapped) = (place[other as usize], order[first as usize]);
            order[first as usize] = other;
            order[at as usize] = swapped;
            place[swapped as usize] = at;
            place[other as usize] = first;
            start[d as usize] = first + 1;
            degree[other as usize] = d - 1;
        }
    }
    (degree, order.into_iter().map(NodeId).collect())
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
    fn an_empty_graph_has_no_core() {
        assert!(coreness(&Graph::undirected(0, []).unwrap().view(), Direction::Both).is_empty());
    }
}
