//! Degree and strength: how many ties a node has, and how much they weigh.

use crate::{Direction, View};

/// The number of edges at each node, 0 for isolated and hidden nodes.
///
/// Repeated edges count each. A self-loop adds 1 to the out-degree and 1 to the in-degree, so 2 to the degree with
/// [`Direction::Both`] and to the degree in an undirected graph, as in igraph. Time O(n + m).
#[must_use]
pub fn degree(view: &View<'_>, direction: Direction) -> Vec<u32> {
    view.graph().nodes().map(|node| view.neighbors(node, direction).count() as u32).collect()
}

/// The sum of the weights of the edges at each node, 0 for isolated and hidden nodes.
///
/// Weights are read as strengths. Self-loops and repeated edges count as in [`degree`]. Sums are taken in the order
/// of [`View::neighbors`]. Time O(n + m).
#[must_use]
pub fn strength(view: &View<'_>, direction: Direction) -> Vec<f64> {
    let graph = view.graph();
    let at = |node| view.neighbors(node, direction).map(|next| graph.weight(next.edge)).fold(0.0, |sum, w| sum + w);
    graph.nodes().map(at).collect()
}

/// The number of different other nodes that each node is tied to: repeated edges count once, self-loops not at all.
///
/// 0 for isolated and hidden nodes. Time O(n + m log d) for a largest degree d.
#[must_use]
pub fn neighbor_count(view: &View<'_>, direction: Direction) -> Vec<u32> {
    let mut others = Vec::new();
    let mut count = |node| {
        others.clear();
        others.extend(view.neighbors(node, direction).map(|next| next.node).filter(|&other| other != node));
        others.sort_unstable();
        others.dedup();
        others.len() as u32
    };
    view.graph().nodes().map(&mut count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph, NodeId};

    fn edges() -> [Edge; 4] {
        [Edge::new(0, 1).weighing(2.0), Edge::new(0, 1).weighing(0.5), Edge::new(1, 2), Edge::new(2, 2).weighing(4.0)]
    }

    #[test]
    fn loops_count_twice_and_repeats_each() {
        let graph = Graph::undirected(4, edges()).unwrap();
        for direction in [Direction::Out, Direction::In, Direction::Both] {
            assert_eq!(degree(&graph.view(), direction), [2, 3, 3, 0]);
            assert_eq!(strength(&graph.view(), direction), [2.5, 3.5, 9.0, 0.0]);
            assert_eq!(neighbor_count(&graph.view(), direction), [1, 2, 1, 0]);
        }
    }

    #[test]
    fn directions_are_kept_apart() {
        let graph = Graph::directed(4, edges()).unwrap();
        assert_eq!(degree(&graph.view(), Direction::Out), [2, 1, 1, 0]);
        assert_eq!(degree(&graph.view(), Direction::In), [0, 2, 2, 0]);
        assert_eq!(degree(&graph.view(), Direction::Both), [2, 3, 3, 0]);
        assert_eq!(strength(&graph.view(), Direction::In), [0.0, 2.5, 5.0, 0.0]);
    }

    #[test]
    fn hidden_nodes_have_no_ties_and_give_none() {
        let graph = Graph::undirected(4, edges()).unwrap();
        let view = graph.view().keep_nodes(|node| node != NodeId(1));
        assert_eq!(degree(&view, Direction::Both), [0, 0, 2, 0]);
    }
}
