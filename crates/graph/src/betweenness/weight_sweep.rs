//! One sweep by weight, for nodes or edges.

use super::UNSEEN;
use crate::rows::Rows;
use crate::shortest::Frontier;
use crate::{GraphError, NodeId};

/// The working memory of Dijkstra's sweep from one source.
pub(super) struct WeightSweep {
    distance: Vec<f64>,
    paths: Vec<f64>,
    share: Vec<f64>,
    /// When a node was settled.
    rank: Vec<u32>,
    order: Vec<u32>,
    frontier: Frontier,
}

impl WeightSweep {
    pub(super) fn new(node_count: usize) -> WeightSweep {
        WeightSweep {
            distance: vec![f64::INFINITY; node_count],
            paths: vec![0.0; node_count],
            share: vec![0.0; node_count],
            rank: vec![UNSEEN; node_count],
            order: Vec::new(),
            frontier: Frontier::default(),
        }
    }

    pub(super) fn run<const EDGES: bool>(
        &mut self,
        rows: &Rows,
        lengths: &[f64],
        source: u32,
        sums: &mut [f64],
    ) -> Result<(), GraphError> {
        self.settle(rows, lengths, source);
        let WeightSweep { distance, paths, share, rank, order, .. } = self;
        // Both passes ask the same question of an edge, so that shares add up to one even where rounding decides.
        let is_tight = |distance: &[f64], node: u32, next: u32, length: f64| {
            let (through, direct) = (distance[node as usize] + length, distance[next as usize]);
            rank[node as usize] < rank[next as usize] && (through - direct).abs() <= 1e-10 * through.max(direct)
        };
        paths[source as usize] = 1.0;
        for &node in order.iter() {
            let (through, first) = (paths[node as usize], rows.first_slot(node));
            for (place, &next) in rows.neighbors(node).iter().enumerate() {
                if is_tight(distance, node, next, lengths[first + place]) {
                    paths[next as usize] += through;
                }
            }
        }
        let mut overflowed = false;
        for &node in order.iter().rev() {
            let (through, first) = (paths[node as usize], rows.first_slot(node));
            let mut pulled = 0.0;
            for (place, (next, edge)) in rows.row(node).enumerate() {
                if is_tight(distance, node, next, lengths[first + place]) {
                    pulled += share[next as usize];
                    if EDGES {
                        sums[edge as usize] += through * share[next as usize];
                    }
                }
            }
            let dependency = through * pulled;
            share[node as usize] = (1.0 + dependency) / through;
            overflowed |= !through.is_finite();
            if !EDGES && node != source {
                sums[node as usize] += dependency;
            }
        }
        for node in order.drain(..) {
            distance[node as usize] = f64::INFINITY;
            paths[node as usize] = 0.0;
            rank[node as usize] = UNSEEN;
        }
        if overflowed { Err(GraphError::TooManyPaths { node: NodeId(source) }) } else { Ok(()) }
    }

    fn settle(&mut self, rows: &Rows, lengths: &[f64], source: u32) {
        self.distance[source as usize] = 0.0;
        self.frontier.push(0.0, source);
        while let Some((distance, node)) = self.frontier.pop() {
            if self.rank[node as usize] != UNSEEN {
                continue;
            }
            self.rank[node as usize] = self.order.len() as u32;
            self.order.push(node);
            let first = rows.first_slot(node);
            for (place, &next) in rows.neighbors(node).iter().enumerate() {
                let through = distance + lengths[first + place];
                if through < self.distance[next as usize] {
                    self.distance[next as usize] = through;
                    self.frontier.push(through, next);
                }
            }
        }
    }
}
