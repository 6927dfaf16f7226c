//! The ties among a few nodes, as a row of bits for each.

use crate::bitset::BitSet;
use crate::ties::Ties;

/// A small graph of its own: nodes `0..len` stand for these nodes of the graph.
pub(super) struct LocalGraph {
    pub(super) nodes: Vec<u32>,
    pub(super) rows: Vec<BitSet>,
}

impl LocalGraph {
    /// The first `width` of the nodes are those that rows speak of; `nodes` need not be sorted.
    pub(super) fn of(ties: &Ties, nodes: Vec<u32>, width: usize) -> LocalGraph {
        let mut sorted: Vec<(u32, usize)> = nodes[..width].iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        let rows = nodes
            .iter()
            .map(|&node| {
                let mut row = BitSet::empty(width);
                let neighbors = ties.neighbors(node);
                if neighbors.len() < 8 * width {
                    let mut from = 0;
                    for &neighbor in neighbors {
                        from += sorted[from..].partition_point(|entry| entry.0 < neighbor);
                        if let Some(&(_, place)) = sorted.get(from).filter(|entry| entry.0 == neighbor) {
                            row.insert(place);
                        }
                    }
                } else {
                    for &(other, place) in &sorted {
                        if neighbors.binary_search(&other).is_ok() {
                            row.insert(place);
                        }
                    }
                }
                row
            })
            .collect();
        LocalGraph { nodes, rows }
    }
}
