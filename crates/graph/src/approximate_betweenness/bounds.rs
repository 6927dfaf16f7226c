//! When enough paths have been sampled.

use crate::rows::Rows;

/// At most so many nodes lie on a shortest path, in any component: twice the distance from some node to the farthest,
/// and that node.
pub(super) fn vertex_diameter(rows: &Rows, nodes: &[u32]) -> u64 {
    let mut is_seen = vec![false; rows.node_count()];
    let mut largest = 1;
    let mut queue = Vec::new();
    for &root in nodes {
        if is_seen[root as usize] {
            continue;
        }
        is_seen[root as usize] = true;
        queue.clear();
        queue.push(root);
        let (mut head, mut distance) = (0, 0u64);
        while head < queue.len() {
            let layer_end = queue.len();
            for place in head..layer_end {
                for &next in rows.neighbors(queue[place]) {
                    if !std::mem::replace(&mut is_seen[next as usize], true) {
                        queue.push(next);
                    }
                }
            }
            head = layer_end;
            distance += u64::from(queue.len() > layer_end);
        }
        largest = largest.max(2 * distance + 1);
    }
    largest
}

/// The intervals of the estimates. Half of the chance of failure goes to stopping early, divided among the nodes so that those
/// that lie on many paths, whose estimates vary most, get the most of it.
pub(super) struct Bounds {
    /// For each node ln(1 / its chance to be off on one side).
    certainty: Vec<f64>,
    most: f64,
    error: f64,
}

impl Bounds {
    /// So many samples are always enough (M. Riondato and E. Kornaropoulos, WSDM 2014).
    pub(super) fn most_samples(diameter: u64, error: f64, failure: f64) -> u64 {
        let inner = diameter.saturating_sub(2).max(1).ilog2();
        let most = 0.5 / (error * error) * (f64::from(inner) + 1.0 + (2.0 / failure).ln());
        most.ceil() as u64
    }

    pub(super) fn new(hits: &[u64], nodes: &[u32], samples: u64, most: u64, error: f64, failure: f64) -> Bounds {
        let share = |node: u32| hits[node as usize] as f64 / samples as f64;
        let shares: Vec<f64> = nodes.iter().map(|&node| share(node)).filter(|&share| share > 0.0).collect();
        // exp(-pull / share) in sum over the nodes comes to an eighth of the chance; another eighth is shared alike.
        let part = failure / 8.0;
        let sum = |pull: f64| shares.iter().map(|share| (-pull / share).exp()).sum::<f64>();
        let (mut low, mut high) = (0.0, 1.0);
        while sum(high) > part && high < 1e6 {
            high *= 2.0;
        }
        for _ in 0..60 {
            let middle = (low + high) / 2.0;
            if sum(middle) > part { low = middle } else { high = middle }
        }
        let alike = part / nodes.len() as f64;
        let mut certainty = vec![0.0; hits.len()];
        for &node in nodes {
            let share = share(node);
            let own = if share > 0.0 { (-high / share).exp() } else { 0.0 };
            certainty[node as usize] = -(own + alike).ln();
        }
        Bounds { certainty, most: most as f64, error }
    }

    /// How far below and above the share of the samples the true share may lie.
    pub(super) fn around(&self, node: u32, share: f64, samples: u64) -> (f64, f64) {
        let samples = samples as f64;
        if samples >= self.most {
            return (self.error, self.error);
        }
        let certainty = self.certainty[node as usize];
        let (third, ratio) = (1.0 / 3.0, self.most / samples);
        let spread = 2.0 * share * self.most / certainty;
        let below = certainty / samples * (third - ratio + ((third - ratio).powi(2) + spread).sqrt());
        let above = certainty / samples * (third + ratio + ((third + ratio).powi(2) + spread).sqrt());
        (below, above)
    }

    /// Whether every interval is within the error.
    pub(super) fn are_met(&self, hits: &[u64], nodes: &[u32], samples: u64) -> bool {
        nodes.iter().all(|&node| {
            let share = hits[node as usize] as f64 / samples as f64;
            let (below, above) = self.around(node, share, samples);
            below <= self.error && above <= self.error
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_samples_narrow_the_interval() {
        let hits = [50, 5, 0];
        let bounds = Bounds::new(&hits, &[0, 1, 2], 100, 100_000, 0.01, 0.1);
        for (node, share) in [(0, 0.5), (1, 0.05), (2, 0.0)] {
            let widths: Vec<f64> = [100, 1_000, 10_000].iter().map(|&n| bounds.around(node, share, n).1).collect();
            assert!(widths.is_sorted_by(|a, b| a > b), "{widths:?}");
        }
        assert!(!bounds.are_met(&hits, &[0, 1, 2], 100));
        assert!(bounds.are_met(&[50_000, 5_000, 0], &[0, 1, 2], 100_000));
    }
}
