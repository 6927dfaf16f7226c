//! One shortest path of all between two nodes, each alike.

use crate::random::Random;
use crate::rows::Rows;

const UNSEEN: u32 = u32::MAX;

/// What the search from one end knows.
struct Side<'g> {
    /// Rows along which the search goes, and those that lead back.
    rows: &'g Rows,
    back: &'g Rows,
    distance: Vec<u32>,
    /// How many shortest paths lead from the end to the node.
    paths: Vec<f64>,
    seen: Vec<u32>,
    /// Where in `seen` the outermost layer begins.
    layer: usize,
    /// How many edges leave the outermost layer.
    cost: usize,
}

impl<'g> Side<'g> {
    fn new(rows: &'g Rows, back: &'g Rows) -> Side<'g> {
        let node_count = rows.node_count();
        Side {
            rows,
            back,
            distance: vec![UNSEEN; node_count],
            paths: vec![0.0; node_count],
            seen: Vec::new(),
            layer: 0,
            cost: 0,
        }
    }

    fn start(&mut self, node: u32) {
        self.distance[node as usize] = 0;
        self.paths[node as usize] = 1.0;
        self.seen.push(node);
        self.layer = 0;
        self.cost = self.rows.neighbors(node).len();
    }

    fn clear(&mut self) {
        for node in self.seen.drain(..) {
            self.distance[node as usize] = UNSEEN;
        }
    }

    /// Goes one layer on. Steps that reach what `other` has seen are `met` and not taken.
    fn advance(&mut self, other: &Side<'_>, met: &mut Vec<(u32, u32)>) {
        let layer_end = self.seen.len();
        self.cost = 0;
        for place in self.layer..layer_end {
            let node = self.seen[place];
            let next_distance = self.distance[node as usize] + 1;
            let through = self.paths[node as usize];
            for &next in self.rows.neighbors(node) {
                if other.distance[next as usize] != UNSEEN {
                    met.push((node, next));
                    continue;
                }
                let known = self.distance[next as usize];
                if known == UNSEEN {
                    self.distance[next as usize] = next_distance;
                    self.paths[next as usize] = through;
                    self.seen.push(next);
                    self.cost += self.rows.neighbors(next).len();
                } else if known == next_distance {
                    self.paths[next as usize] += through;
                }
            }
        }
        self.layer = layer_end;
    }

    /// Walks from `node` back to the end and lists the nodes before it.
    fn walk_back(&self, mut node: u32, random: &mut Random, inner: &mut Vec<u32>) {
        while self.distance[node as usize] > 0 {
            inner.push(node);
            let nearer = self.distance[node as usize] - 1;
            let steps = self.back.neighbors(node).iter().filter(|&&before| self.distance[before as usize] == nearer);
            node = pick(steps.map(|&before| (before, self.paths[before as usize])), random).unwrap_or(node);
            if self.distance[node as usize] != nearer {
                return;
            }
        }
    }
}

/// Draws in proportion to weight, in one pass.
fn pick<T>(weighted: impl Iterator<Item = (T, f64)>, random: &mut Random) -> Option<T> {
    let (mut total, mut picked) = (0.0, None);
    for (item, weight) in weighted {
        total += weight;
        if picked.is_none() || random.unit() * total < weight {
            picked = Some(item);
        }
    }
    picked
}

/// The working memory of one thread.
pub(super) struct PathSampler<'g> {
    ahead: Side<'g>,
    behind: Side<'g>,
    met: Vec<(u32, u32)>,
}

impl<'g> PathSampler<'g> {
    pub(super) fn new(forth: &'g Rows, back: &'g Rows) -> PathSampler<'g> {
        PathSampler { ahead: Side::new(forth, back), behind: Side::new(back, forth), met: Vec::new() }
    }

    /// Draws one of the shortest paths from `source` to another node `target`, each alike, and appends the nodes between; none
    /// when no path leads there. Searches from both ends, each time from the one where the next layer costs less.
    pub(super) fn sample(&mut self, source: u32, target: u32, random: &mut Random, inner: &mut Vec<u32>) {
        let PathSampler { ahead, behind, met } = self;
        ahead.start(source);
        behind.start(target);
        met.clear();
        while met.is_empty() && ahead.layer < ahead.seen.len() && behind.layer < behind.seen.len() {
            if ahead.cost <= behind.cost {
                ahead.advance(behind, met);
            } else {
                behind.advance(ahead, met);
                met.iter_mut().for_each(|(from, to)| std::mem::swap(from, to));
            }
        }
        // Path counts may overflow on long chains of parallel edges; then the weights are infinite alike, and one is still drawn.
        let steps = met.iter().map(|&(a, b)| ((a, b), ahead.paths[a as usize] * behind.paths[b as usize]));
        if let Some((a, b)) = pick(steps, random) {
            ahead.walk_back(a, random, inner);
            behind.walk_back(b, random, inner);
        }
        ahead.clear();
        behind.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Direction, Edge, Graph};

    #[test]
    fn paths_are_drawn_alike_and_are_shortest() {
        // From 0 to 5: by 1 and 3, 1 and 4, or 2 and 4, and a detour of 6 and 7 that is longer.
        let pairs = [(0, 1), (0, 2), (1, 3), (1, 4), (2, 4), (3, 5), (4, 5), (0, 6), (6, 7), (7, 3)];
        for make in [Graph::directed, |n, edges| Graph::undirected(n, edges)] {
            let graph = make(9, pairs.map(|(a, b)| Edge::new(a, b)).to_vec()).unwrap();
            let (forth, back) = (graph.view().rows(Direction::Out), graph.view().rows(Direction::In));
            let mut sampler = PathSampler::new(&forth, &back);
            let mut hits = [0u32; 9];
            for task in 0..6_000 {
                let mut inner = Vec::new();
                sampler.sample(0, 5, &mut Random::of_task(1, task), &mut inner);
                assert_eq!(inner.len(), 2);
                inner.iter().for_each(|&node| hits[node as usize] += 1);
            }
            assert!(
                hits.iter()
                    .zip([0, 4000, 2000, 2000, 4000, 0, 0, 0, 0])
                    .all(|(&found, wanted): (&u32, u32)| found.abs_diff(wanted) < 200),
                "{hits:?}"
            );
            let mut inner = Vec::new();
            sampler.sample(0, 8, &mut Random::new(1), &mut inner);
            assert!(inner.is_empty(), "no path leads to 8");
        }
    }
}
