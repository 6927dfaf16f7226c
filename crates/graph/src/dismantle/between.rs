//! Removal by betweenness, worked out anew as the network falls apart.

use super::chance::Chance;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;
use crate::betweenness::{UNSEEN, count_paths};

/// How closely betweenness is followed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Following {
    /// From how many sources shortest paths are counted each round; all of them where there are no more.
    pub(crate) sources: usize,
    /// How many nodes go each round.
    pub(crate) batch: usize,
}

/// The nodes between most others go next, round by round, among the components that are still too large.
///
/// P. Holme et al., "Attack vulnerability of complex networks", Physical Review E 65 (2002); sampled sources after U. Brandes and C.
/// Pich, "Centrality estimation in large networks", International Journal of Bifurcation and Chaos 17 (2007). Each round costs
/// O(sources · m) on what is left, which is copied in the order of a breadth-first sweep so that it lies close together.
/// Scores are divided by the cost of the node. Stops early when the work is spent; what is found by then is returned.
pub(crate) fn adaptive_betweenness(
    net: &Skeleton,
    terms: &Terms,
    following: Following,
    chance: &mut Chance,
    work: &mut Work,
) -> Vec<u32> {
    let mut left = Remainder::of(net);
    let mut order = Vec::new();
    let mut sweep = Sweep::default();
    loop {
        left = left.shrunk(terms.target, work);
        let n = left.len();
        if n == 0 || work.is_over() {
            return order;
        }
        sweep.clear(n);
        let mut sources: Vec<u32> = (0..n as u32).collect();
        let count = following.sources.min(n);
        if count < n {
            chance.shuffle_front(&mut sources, count);
        }
        for &source in &sources[..count] {
            // What was counted so far serves for one more batch.
            if sweep.steps > work.left() {
                break;
            }
            sweep.run(&left, source);
        }
        work.spend(sweep.steps + n as u64);
        let scores = &mut sweep.scores;
        let mut candidates: Vec<u32> = (0..n as u32).filter(|&at| terms.may_remove(left.names[at as usize])).collect();
        if candidates.is_empty() {
            return order;
        }
        if terms.costs.is_some() {
            for (score, &node) in scores.iter_mut().zip(&left.names) {
                *score /= terms.cost(node);
            }
        }
        // Where no path is seen to run through a node, ties decide.
        let rank = |&a: &u32, &b: &u32| {
            let (x, y) = (scores[a as usize], scores[b as usize]);
            y.total_cmp(&x).then(left.row(b).len().cmp(&left.row(a).len())).then(a.cmp(&b))
        };
        let batch = following.batch.clamp(1, candidates.len());
        if batch < candidates.len() {
            candidates.select_nth_unstable_by(batch - 1, rank);
            candidates.truncate(batch);
        }
        candidates.sort_unstable_by(rank);
        for &at in &candidates {
            order.push(left.names[at as usize]);
            left.is_gone[at as usize] = true;
        }
    }
}

/// The components that are still too large, in rows of their own.
struct Remainder {
    names: Vec<u32>,
    offsets: Vec<u32>,
    neighbors: Vec<u32>,
    is_gone: Vec<bool>,
}

impl Remainder {
    fn of(net: &Skeleton) -> Remainder {
        let n = net.node_count() as u32;
        let mut offsets = vec![0];
        let mut neighbors = Vec::with_capacity(2 * net.tie_count());
        for node in 0..n {
            neighbors.extend_from_slice(net.neighbors(node));
            offsets.push(neighbors.len() as u32);
        }
        Remainder { names: (0..n).collect(), offsets, neighbors, is_gone: vec![false; n as usize] }
    }

    fn len(&self) -> usize {
        self.names.len()
    }

    #[inline]
    fn row(&self, at: u32) -> &[u32] {
        &self.neighbors[self.offsets[at as usize] as usize..self.offsets[at as usize + 1] as usize]
    }

    /// What is left of it without the nodes that are gone and without the components that are small enough.
    fn shrunk(&self, target: u32, work: &mut Work) -> Remainder {
        let mut order: Vec<u32> = Vec::new();
        let mut new = vec![UNSEEN; self.len()];
        for root in 0..self.len() as u32 {
            if self.is_gone[root as usize] || new[root as usize] != UNSEEN {
                continue;
            }
            let start = order.len();
            new[root as usize] = start as u32;
            order.push(root);
            let mut head = start;
            while let Some(&node) = order.get(head) {
                head += 1;
                for &other in self.row(node) {
                    if !self.is_gone[other as usize] && new[other as usize] == UNSEEN {
                        new[other as usize] = order.len() as u32;
                        order.push(other);
                    }
                }
            }
            if order.len() - start <= target as usize {
                order.truncate(start);
            }
        }
        let mut offsets = vec![0];
        let mut neighbors = Vec::new();
        for &node in &order {
            let kept = self.row(node).iter().filter(|&&other| !self.is_gone[other as usize]);
            neighbors.extend(kept.map(|&other| new[other as usize]));
            offsets.push(neighbors.len() as u32);
        }
        work.spend((self.len() + self.neighbors.len()) as u64);
        Remainder {
            names: order.iter().map(|&node| self.names[node as usize]).collect(),
            offsets,
            neighbors,
            is_gone: vec![false; order.len()],
        }
    }
}

/// The working memory of Brandes' sweep: U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical
/// Sociology 25 (2001).
#[derive(Default)]
struct Sweep {
    distance: Vec<u32>,
    paths: Vec<f64>,
    share: Vec<f64>,
    order: Vec<u32>,
    scores: Vec<f64>,
    steps: u64,
}

impl Sweep {
    fn clear(&mut self, n: usize) {
        self.distance.clear();
        self.distance.resize(n, UNSEEN);
        self.paths.clear();
        self.paths.resize(n, 0.0);
        self.share.clear();
        self.share.resize(n, 0.0);
        self.scores.clear();
        self.scores.resize(n, 0.0);
        self.steps = 0;
    }

    fn run(&mut self, left: &Remainder, source: u32) {
        let Sweep { distance, paths, share, order, scores, steps } = self;
        count_paths(|node| left.row(node), source, distance, paths, order);
        for &node in order.iter().rev() {
            let next_distance = distance[node as usize] + 1;
            let row = left.row(node);
            // Gone over on the way out as well.
            *steps += 2 * row.len() as u64;
            let mut pulled = 0.0;
            for &next in row {
                if distance[next as usize] == next_distance {
                    pulled += share[next as usize];
                }
            }
            let through = paths[node as usize];
            let dependency = through * pulled;
            // Path counts past what a float holds only make a poorer estimate here, not a wrong plan.
            share[node as usize] = if through.is_finite() { (1.0 + dependency) / through } else { 0.0 };
            if node != source && dependency.is_finite() {
                scores[node as usize] += dependency;
            }
        }
        for node in order.drain(..) {
            distance[node as usize] = UNSEEN;
        }
    }
}
