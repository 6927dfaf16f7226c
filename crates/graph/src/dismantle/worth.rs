//! Measures that a plan with a budget brings down.

use super::chance::Chance;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;
use crate::View;
use crate::flow::Pipes;

/// What a network is worth to those who run it, with some nodes gone. Smaller is better, and no removal makes it larger.
pub(crate) trait Worth {
    /// The worth without the nodes that are gone.
    fn value(&mut self, gone: &[bool], work: &mut Work) -> f64;

    /// The candidate whose removal, besides, brings the worth down most for its cost, among those that cost at most `room`,
    /// with the worth then. Among equals the first.
    fn best_addition(
        &mut self,
        gone: &mut [bool],
        candidates: &[u32],
        terms: &Terms,
        room: f64,
        work: &mut Work,
    ) -> Option<(u32, f64)> {
        let mut best: Option<(f64, u32, f64)> = None;
        let now = if terms.costs.is_some() { self.value(gone, work) } else { 0.0 };
        for &node in candidates {
            if gone[node as usize] || terms.cost(node) > room {
                continue;
            }
            gone[node as usize] = true;
            let value = self.value(gone, work);
            gone[node as usize] = false;
            let gain = (value - now) / terms.cost(node);
            if best.is_none_or(|(least, _, _)| gain < least - 1e-12) {
                best = Some((gain, node, value));
            }
            if work.is_over() {
                break;
            }
        }
        best.map(|(_, node, value)| (node, value))
    }

    /// The steps that [`Worth::best_addition`] takes, about.
    fn addition_steps(&self, candidates: usize) -> u64;

    /// How many nodes the untouched network has.
    fn node_count(&self) -> usize;

    /// Whether the values are exact.
    fn is_exact(&self) -> bool {
        true
    }
}

/// The share of all pairs that are joined. What each single removal would leave is found in one depth-first search, since it
/// hangs on the pieces that a node cuts off (J. Hopcroft and R. Tarjan, Communications of the ACM 16 (1973)). O(n + m).
pub(crate) struct Pairs<'a> {
    net: &'a Skeleton,
    all: f64,
    order: Vec<u32>,
    number: Vec<u32>,
    low: Vec<u32>,
    hanging: Vec<u32>,
    cut_off: Vec<u32>,
    /// The pairs within the pieces that a node cuts off below it.
    within: Vec<f64>,
    path: Vec<(u32, u32)>,
}

fn pairs(size: f64) -> f64 {
    size * (size - 1.0) / 2.0
}

impl<'a> Pairs<'a> {
    pub(crate) fn new(net: &'a Skeleton) -> Pairs<'a> {
        let all = pairs(net.node_count() as f64).max(1.0);
        let number = vec![u32::MAX; net.node_count()];
        let (order, low, hanging, cut_off) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Pairs { net, all, order, number, low, hanging, cut_off, within: Vec::new(), path: Vec::new() }
    }

    fn enter(&mut self, node: u32) {
        let at = self.order.len() as u32;
        self.number[node as usize] = at;
        self.order.push(node);
        self.low.push(at);
        self.hanging.push(1);
        self.cut_off.push(0);
        self.within.push(0.0);
        self.path.push((at, 0));
    }

    /// Walks the component of `root`, whose members then stand in `order` with what hangs on them.
    fn walk(&mut self, root: u32, gone: &[bool]) {
        self.order.clear();
        self.low.clear();
        self.hanging.clear();
        self.cut_off.clear();
        self.within.clear();
        self.enter(root);
        while let Some((at, slot)) = self.path.last_mut() {
            let at = *at as usize;
            let Some(&other) = self.net.neighbors(self.order[at]).get(*slot as usize) else {
                self.path.pop();
                if let Some(&(above, _)) = self.path.last() {
                    let above = above as usize;
                    self.hanging[above] += self.hanging[at];
                    self.low[above] = self.low[above].min(self.low[at]);
                    if self.low[at] as usize >= above {
                        self.cut_off[above] += self.hanging[at];
                        self.within[above] += pairs(f64::from(self.hanging[at]));
                    }
                }
                continue;
            };
            *slot += 1;
            if gone[other as usize] {
                continue;
            }
            if self.number[other as usize] == u32::MAX {
                self.enter(other);
            } else {
                self.low[at] = self.low[at].min(self.number[other as usize]);
            }
        }
    }
}

impl Worth for Pairs<'_> {
    fn value(&mut self, gone: &[bool], work: &mut Work) -> f64 {
        work.spend(self.net.sweep_cost());
        self.number.fill(u32::MAX);
        let mut sum = 0.0;
        for root in 0..gone.len() as u32 {
            if !gone[root as usize] && self.number[root as usize] == u32::MAX {
                self.walk(root, gone);
                sum += pairs(self.order.len() as f64);
            }
        }
        sum / self.all
    }

    fn best_addition(
        &mut self,
        gone: &mut [bool],
        candidates: &[u32],
        terms: &Terms,
        room: f64,
        work: &mut Work,
    ) -> Option<(u32, f64)> {
        work.spend(2 * self.net.sweep_cost());
        self.number.fill(u32::MAX);
        let mut lost = vec![0.0; gone.len()];
        let mut sum = 0.0;
        for root in 0..gone.len() as u32 {
            if gone[root as usize] || self.number[root as usize] != u32::MAX {
                continue;
            }
            self.walk(root, gone);
            let size = self.order.len() as f64;
            sum += pairs(size);
            for (at, &node) in self.order.iter().enumerate() {
                // The root cuts off all below it.
                let above = size - 1.0 - f64::from(self.cut_off[at]);
                lost[node as usize] = pairs(size) - self.within[at] - pairs(above.max(0.0));
            }
        }
        let mut best: Option<(f64, u32)> = None;
        for &node in candidates {
            if gone[node as usize] || terms.cost(node) > room {
                continue;
            }
            let gain = lost[node as usize] / terms.cost(node);
            if best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, node));
            }
        }
        best.map(|(_, node)| (node, (sum - lost[node as usize]) / self.all))
    }

    fn node_count(&self) -> usize {
        self.net.node_count()
    }

    fn addition_steps(&self, _: usize) -> u64 {
        2 * self.net.sweep_cost()
    }
}

/// The efficiency: the mean over all pairs of 1 / distance in hops. From every node up to 2,000 of them, from a fixed sample of 16 to 256 beyond,
/// drawn from the seed. O(sources · m).
pub(crate) struct Efficiency<'a> {
    net: &'a Skeleton,
    sources: Vec<u32>,
    distance: Vec<u32>,
    queue: Vec<u32>,
}

impl<'a> Efficiency<'a> {
    pub(crate) fn new(net: &'a Skeleton, chance: &mut Chance) -> Efficiency<'a> {
        let mut sources: Vec<u32> = (0..net.node_count() as u32).collect();
        if sources.len() > 2_000 {
            let few = (20_000_000 / net.sweep_cost()).clamp(16, 256) as usize;
            chance.shuffle_front(&mut sources, few);
            sources.truncate(few);
        }
        Efficiency { net, sources, distance: vec![u32::MAX; net.node_count()], queue: Vec::new() }
    }
}

impl Worth for Efficiency<'_> {
    fn value(&mut self, gone: &[bool], work: &mut Work) -> f64 {
        let mut sum = 0.0;
        for &source in self.sources.iter().filter(|&&source| !gone[source as usize]) {
            self.queue.clear();
            self.queue.push(source);
            self.distance[source as usize] = 0;
            let mut head = 0;
            while let Some(&node) = self.queue.get(head) {
                head += 1;
                let next = self.distance[node as usize] + 1;
                let row = self.net.neighbors(node);
                work.spend(row.len() as u64 + 1);
                for &other in row {
                    if !gone[other as usize] && self.distance[other as usize] == u32::MAX {
                        self.distance[other as usize] = next;
                        self.queue.push(other);
                        sum += 1.0 / f64::from(next);
                    }
                }
            }
            self.queue.iter().for_each(|&node| self.distance[node as usize] = u32::MAX);
        }
        let others = self.net.node_count().saturating_sub(1) as f64;
        let pairs = self.sources.len() as f64 * others;
        if pairs > 0.0 { sum / pairs } else { 0.0 }
    }

    fn node_count(&self) -> usize {
        self.net.node_count()
    }

    fn addition_steps(&self, candidates: usize) -> u64 {
        candidates as u64 * self.sources.len() as u64 * self.net.sweep_cost()
    }

    fn is_exact(&self) -> bool {
        self.sources.len() == self.net.node_count()
    }
}

/// The value that can get from payers to the paid along the edges' direction, each edge taking its weight at most.
pub(crate) struct ValueFlow {
    node_count: u32,
    edges: Vec<(u32, u32, f64)>,
    /// What each node can give and take; the untouched network's flow.
    gives: Vec<f64>,
    takes: Vec<f64>,
    pub(crate) untouched: f64,
}

impl ValueFlow {
    /// `from` and `to` in the skeleton's numbers; empty for the nodes that send more than they receive, and the other way round.
    pub(crate) fn new(net: &Skeleton, view: &View<'_>, from: &[u32], to: &[u32], work: &mut Work) -> ValueFlow {
        let n = net.node_count();
        let mut balance = vec![0.0; n];
        let mut edges = Vec::new();
        for (_, edge) in view.edges() {
            let ends = (net.find(edge.source), net.find(edge.target));
            let (Some(source), Some(target)) = ends else { continue };
            if source == target {
                continue;
            }
            edges.push((source, target, edge.weight));
            balance[source as usize] += edge.weight;
            balance[target as usize] -= edge.weight;
            if !view.graph().is_directed() {
                edges.push((target, source, edge.weight));
                balance[source as usize] -= edge.weight;
                balance[target as usize] += edge.weight;
            }
        }
        let given = |set: &[u32], sign: f64| {
            let mut able: Vec<f64> = vec![0.0; n];
            if set.is_empty() {
                able = balance.iter().map(|&balance| (sign * balance).max(0.0)).collect();
            }
            set.iter().for_each(|&node| able[node as usize] = f64::INFINITY);
            able
        };
        let (gives, takes) = (given(from, 1.0), given(to, -1.0));
        let mut flow = ValueFlow { node_count: n as u32, edges, gives, takes, untouched: 1.0 };
        flow.untouched = flow.value(&vec![false; n], work);
        flow
    }
}

impl Worth for ValueFlow {
    fn value(&mut self, gone: &[bool], work: &mut Work) -> f64 {
        let (source, sink) = (self.node_count, self.node_count + 1);
        let mut pipes = Pipes::new(self.node_count as usize + 2);
        for &(from, to, weight) in &self.edges {
            if !gone[from as usize] && !gone[to as usize] {
                pipes.lay(from, to, weight);
            }
        }
        for node in (0..self.node_count).filter(|&node| !gone[node as usize]) {
            let (gives, takes) = (self.gives[node as usize], self.takes[node as usize]);
            if gives > 0.0 {
                pipes.lay(source, node, gives);
            }
            if takes > 0.0 {
                pipes.lay(node, sink, takes);
            }
        }
        let flow = pipes.flow(source, sink);
        work.spend(pipes.steps() + u64::from(self.node_count) + 2 * self.edges.len() as u64);
        if self.untouched > 0.0 { flow / self.untouched } else { 0.0 }
    }

    fn node_count(&self) -> usize {
        self.node_count as usize
    }

    fn addition_steps(&self, candidates: usize) -> u64 {
        8 * candidates as u64 * (u64::from(self.node_count) + self.edges.len() as u64)
    }
}
