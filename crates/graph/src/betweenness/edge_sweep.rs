//! One breadth-first sweep for the betweenness of edges.

use super::{UNSEEN, count_paths};
use crate::rows::Rows;
use crate::{GraphError, NodeId};

/// The working memory of a breadth-first sweep from one source.
pub(super) struct EdgeSweep {
    distance: Vec<u32>,
    /// How many shortest paths lead to the node.
    paths: Vec<f64>,
    /// (1 + the node's dependency) / its paths: what it passes back along each path.
    share: Vec<f64>,
    order: Vec<u32>,
}

impl EdgeSweep {
    pub(super) fn new(node_count: usize) -> EdgeSweep {
        EdgeSweep {
            distance: vec![UNSEEN; node_count],
            paths: vec![0.0; node_count],
            share: vec![0.0; node_count],
            order: Vec::new(),
        }
    }

    pub(super) fn run(&mut self, rows: &Rows, source: u32, sums: &mut [f64]) -> Result<(), GraphError> {
        let EdgeSweep { distance, paths, share, order } = self;
        count_paths(|node| rows.neighbors(node), source, distance, paths, order);
        // From the far end back. Each node pulls from the next layer along the same rows that led there, so no
        // predecessors are kept and a directed graph's reverse rows are not needed.
        let mut overflowed = false;
        for &node in order.iter().rev() {
            let next_distance = distance[node as usize] + 1;
            let through = paths[node as usize];
            let mut pulled = 0.0;
            for (next, edge) in rows.row(node) {
                if distance[next as usize] == next_distance {
                    pulled += share[next as usize];
                    sums[edge as usize] += through * share[next as usize];
                }
            }
            share[node as usize] = (1.0 + through * pulled) / through;
            overflowed |= !through.is_finite();
        }
        for node in order.drain(..) {
            distance[node as usize] = UNSEEN;
        }
        if overflowed { Err(GraphError::TooManyPaths { node: NodeId(source) }) } else { Ok(()) }
    }
}
