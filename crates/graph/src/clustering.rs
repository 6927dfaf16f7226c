//! Triangles and clustering coefficients.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use crate::{NodeId, View};

/// The triangles at each node, and what follows from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clustering {
    triangles: Vec<u64>,
    neighbor_counts: Vec<u32>,
}

impl Clustering {
    /// How many triangles each node is a corner of.
    #[must_use]
    pub fn triangles(&self) -> &[u64] {
        &self.triangles
    }

    /// The local clustering coefficient of a node: the share of the pairs of its neighbours that are tied to each other.
    /// `None` below two neighbours, where there is no pair, and for unknown nodes.
    #[must_use]
    pub fn local(&self, node: NodeId) -> Option<f64> {
        let pairs = self.pairs(node.index()).filter(|&pairs| pairs > 0)?;
        Some(self.triangles[node.index()] as f64 / pairs as f64)
    }

    /// The mean of the local coefficients of the nodes that have one; `None` when none has.
    #[must_use]
    pub fn average(&self) -> Option<f64> {
        let nodes = (0..self.triangles.len() as u32).map(NodeId);
        let (sum, count) = nodes.filter_map(|node| self.local(node)).fold((0.0, 0u32), |(s, c), x| (s + x, c + 1));
        (count > 0).then(|| sum / f64::from(count))
    }

    /// Transitivity, the global coefficient: the share of all pairs with a common neighbour that are tied; `None` when
    /// there is no such pair.
    #[must_use]
    pub fn transitivity(&self) -> Option<f64> {
        let pairs: u64 = (0..self.triangles.len()).filter_map(|node| self.pairs(node)).sum();
        (pairs > 0).then(|| self.triangles.iter().sum::<u64>() as f64 / pairs as f64)
    }

    fn pairs(&self, node: usize) -> Option<u64> {
        let count = u64::from(*self.neighbor_counts.get(node)?);
        Some(count * count.saturating_sub(1) / 2)
    }
}

/// Counts the triangles at every node, for local and global clustering.
///
/// Of the simple undirected graph: direction, weights, repeats and self-loops make no difference. Isolated and hidden
/// nodes have no triangle and no coefficient.
///
/// D. Watts and S. Strogatz, "Collective dynamics of small-world networks", Nature 393 (1998); triangles by the forward
/// algorithm of T. Schank and D. Wagner, "Finding, counting and listing all triangles in large graphs" (2005), in
/// parallel. Time O(m^1.5), memory O(n + m).
#[must_use]
pub fn clustering(view: &View<'_>) -> Clustering {
    let rows = view.simple_rows();
    let node_count = rows.node_count();
    let neighbor_counts: Vec<u32> = (0..node_count as u32).map(|node| rows.neighbors(node).len() as u32).collect();
    // Each edge is kept at its end of lower degree alone, which leaves no row longer than the root of 2 m.
    let rank = |node: u32| (neighbor_counts[node as usize], node);
    let upward: Vec<Vec<u32>> = (0..node_count as u32)
        .into_par_iter()
        .map(|node| rows.neighbors(node).iter().copied().filter(|&other| rank(node) < rank(other)).collect())
        .collect();
    // Integers add up to the same in any order, so sharing the counters among threads changes nothing.
    let triangles: Vec<AtomicU64> = (0..node_count).map(|_| AtomicU64::new(0)).collect();
    let count = |node: u32| {
        triangles[node as usize].fetch_add(1, Ordering::Relaxed);
    };
    upward.par_iter().enumerate().for_each(|(node, row)| {
        for &second in row {
            for_each_common(row, &upward[second as usize], |third| {
                count(node as u32);
                count(second);
                count(third);
            });
        }
    });
    let triangles = triangles.into_iter().map(AtomicU64::into_inner).collect();
    Clustering { triangles, neighbor_counts }
}

/// Calls `found` for each number that both ascending lists hold.
fn for_each_common(a: &[u32], b: &[u32], mut found: impl FnMut(u32)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        if x == y {
            found(x);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    #[test]
    fn a_triangle_with_a_tail() {
        let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (1, 0), (3, 3)];
        let graph = Graph::directed(5, edges.map(|(s, t)| Edge::new(s, t))).unwrap();
        let found = clustering(&graph.view());
        assert_eq!(found.triangles(), [1, 1, 1, 0, 0]);
        assert_eq!(found.local(NodeId(0)), Some(1.0));
        assert_eq!(found.local(NodeId(2)), Some(1.0 / 3.0));
        assert_eq!(found.local(NodeId(3)), None, "one neighbour makes no pair");
        assert_eq!(found.local(NodeId(9)), None);
        assert_eq!(found.transitivity(), Some(3.0 / 5.0));
        assert!((found.average().unwrap() - 7.0 / 9.0).abs() < 1e-15);
    }

    #[test]
    fn without_pairs_there_is_no_coefficient() {
        let graph = Graph::undirected(2, [Edge::new(0, 1)]).unwrap();
        let found = clustering(&graph.view());
        assert_eq!((found.average(), found.transitivity()), (None, None));
    }
}
