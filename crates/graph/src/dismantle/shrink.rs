//! Making a set of removals smaller: exchanges that keep every component within the target.

use super::chance::Chance;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// Walks from set to set by exchanging one removed node for one that is there, and takes every node back that need not go.
///
/// A removed node x is put back. If the component that it makes is within the target, the set is one smaller. If not, every node y of
/// that component whose own removal leaves only pieces within the target is found at once, by a depth-first search that keeps
/// low points (J. Hopcroft and R. Tarjan, "Efficient algorithms for graph manipulation", Communications of the ACM 16 (1973)) and the
/// size of what hangs on them; one of them, by chance, goes for x. Exchanges that change nothing in cost are
/// always taken, costlier ones with a chance that falls as the work is spent (S. Kirkpatrick et al., "Optimization by simulated
/// annealing", Science 220 (1983)). Returns the cheapest set met. O(m') for an exchange in a component with m' ties.
pub(crate) fn shrink(net: &Skeleton, terms: &Terms, removed: &[u32], chance: &mut Chance, work: &mut Work) -> Vec<u32> {
    let mut exchange = Exchange::new(net, terms, removed);
    work.spend(net.sweep_cost());
    let mut best = exchange.removed.clone();
    let (mut best_cost, mut cost) = (terms.cost_of(&best), terms.cost_of(&best));
    let total = work.left().max(1) as f64;
    // Counts tries that came to nothing, so that a set that can't be changed ends the walk.
    let mut idle = 0usize;
    while !exchange.removed.is_empty() && !work.is_over() && idle < 64 + 8 * exchange.removed.len() {
        let heat = 0.25 * work.left() as f64 / total;
        let before = exchange.steps;
        match exchange.step(heat, chance) {
            Some(change) => {
                idle = 0;
                cost += change;
            }
            None => idle += 1,
        }
        work.spend(exchange.steps - before + 16);
        if cost < best_cost - 1e-9 {
            best.clone_from(&exchange.removed);
            best_cost = cost;
        }
    }
    best
}

struct Exchange<'a> {
    net: &'a Skeleton,
    terms: &'a Terms,
    /// The removed nodes, and where each stands among them.
    removed: Vec<u32>,
    place: Vec<u32>,
    /// The component of each node that is there, named by a number, and the components' sizes.
    label: Vec<u32>,
    size: Vec<u32>,
    free: Vec<u32>,
    stamp: Vec<u32>,
    clock: u32,
    tabu: Vec<u64>,
    turn: u64,
    depth: Depth,
    /// When the search met a node, where its stamp says that it did.
    number: Vec<u32>,
    queue: Vec<u32>,
    steps: u64,
}

const ABSENT: u32 = u32::MAX;

impl<'a> Exchange<'a> {
    fn new(net: &'a Skeleton, terms: &'a Terms, removed: &[u32]) -> Exchange<'a> {
        let n = net.node_count();
        let mut place = vec![ABSENT; n];
        for (at, &node) in (0u32..).zip(removed) {
            place[node as usize] = at;
        }
        let mut exchange = Exchange {
            net,
            terms,
            removed: removed.to_vec(),
            place,
            label: vec![ABSENT; n],
            size: Vec::new(),
            free: Vec::new(),
            stamp: vec![0; n],
            clock: 0,
            tabu: vec![0; n],
            turn: 0,
            depth: Depth::default(),
            number: vec![0; n],
            queue: Vec::new(),
            steps: 0,
        };
        for node in 0..n as u32 {
            if exchange.place[node as usize] == ABSENT && exchange.label[node as usize] == ABSENT {
                let label = exchange.new_label();
                exchange.flood(node, label);
            }
        }
        exchange
    }

    fn new_label(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.size.push(0);
            self.size.len() as u32 - 1
        })
    }

    /// Gives the component of `start` that label, whatever label it had.
    fn flood(&mut self, start: u32, label: u32) {
        self.queue.clear();
        self.queue.push(start);
        self.label[start as usize] = label;
        let mut head = 0;
        while let Some(&node) = self.queue.get(head) {
            head += 1;
            let row = self.net.neighbors(node);
            self.steps += row.len() as u64;
            for &other in row {
                if self.place[other as usize] == ABSENT && self.label[other as usize] != label {
                    self.label[other as usize] = label;
                    self.queue.push(other);
                }
            }
        }
        self.size[label as usize] = head as u32;
    }

    /// The size of the component that `node` would make, counted up to just past `most`.
    fn made_by(&mut self, node: u32, most: u32) -> u32 {
        self.clock += 1;
        let mut made = 1;
        for &other in self.net.neighbors(node) {
            self.steps += 1;
            if self.place[other as usize] != ABSENT {
                continue;
            }
            let label = self.label[other as usize] as usize;
            // Labels and nodes share the stamps: there are never more labels than nodes.
            if std::mem::replace(&mut self.stamp[label], self.clock) != self.clock {
                made += self.size[label];
                if made > most {
                    break;
                }
            }
        }
        made
    }

    fn put_back(&mut self, node: u32) {
        let at = self.place[node as usize];
        self.removed.swap_remove(at as usize);
        if let Some(&moved) = self.removed.get(at as usize) {
            self.place[moved as usize] = at;
        }
        self.place[node as usize] = ABSENT;
        // The labels beside it fall free, but for the largest, which all take.
        self.clock += 1;
        let mut keeps: Option<u32> = None;
        let mut beside: Vec<(u32, u32)> = Vec::new();
        for &other in self.net.neighbors(node) {
            if self.place[other as usize] != ABSENT {
                continue;
            }
            let label = self.label[other as usize];
            if std::mem::replace(&mut self.stamp[label as usize], self.clock) != self.clock {
                beside.push((label, other));
                if keeps.is_none_or(|kept| self.size[kept as usize] < self.size[label as usize]) {
                    keeps = Some(label);
                }
            }
        }
        let kept = keeps.unwrap_or_else(|| self.new_label());
        let mut size = if keeps.is_some() { self.size[kept as usize] } else { 0 } + 1;
        for (label, start) in beside {
            if label != kept {
                size += self.size[label as usize];
                self.free.push(label);
                self.relabel(start, label, kept);
            }
        }
        self.label[node as usize] = kept;
        self.size[kept as usize] = size;
    }

    fn relabel(&mut self, start: u32, from: u32, to: u32) {
        self.queue.clear();
        self.queue.push(start);
        self.label[start as usize] = to;
        while let Some(node) = self.queue.pop() {
            let row = self.net.neighbors(node);
            self.steps += row.len() as u64;
            for &other in row {
                if self.place[other as usize] == ABSENT && self.label[other as usize] == from {
                    self.label[other as usize] = to;
                    self.queue.push(other);
                }
            }
        }
    }

    fn take_out(&mut self, node: u32) {
        let old = self.label[node as usize];
        self.place[node as usize] = self.removed.len() as u32;
        self.removed.push(node);
        self.label[node as usize] = ABSENT;
        let net = self.net;
        for &other in net.neighbors(node) {
            if self.place[other as usize] == ABSENT && self.label[other as usize] == old {
                let label = self.new_label();
                self.flood(other, label);
            }
        }
        self.free.push(old);
        self.size[old as usize] = 0;
    }

    /// One try; the change in cost when something changed.
    fn step(&mut self, heat: f64, chance: &mut Chance) -> Option<f64> {
        self.turn += 1;
        let node = self.removed[chance.below(self.removed.len())];
        if self.tabu[node as usize] > self.turn {
            return None;
        }
        let target = self.terms.target;
        // What is far too large can't be mended by one node, or only by the one that made it.
        let most = target.saturating_mul(3).saturating_add(64);
        let made = self.made_by(node, most);
        let cost = self.terms.cost(node);
        if made <= target {
            self.put_back(node);
            return Some(-cost);
        }
        if made > most {
            return None;
        }
        let with = self.replacement(node, made, heat, chance)?;
        self.put_back(node);
        self.take_out(with);
        let hold = 2 + chance.below(4 + self.removed.len() / 8) as u64;
        self.tabu[with as usize] = self.turn + hold;
        let mut change = self.terms.cost(with) - cost;
        // What was beside the old component may have room now.
        for at in 0..self.depth.order.len() {
            let there = self.depth.order[at];
            let net = self.net;
            for &other in net.neighbors(there) {
                if self.place[other as usize] != ABSENT && other != with && self.made_by(other, target) <= target {
                    change -= self.terms.cost(other);
                    self.put_back(other);
                }
            }
        }
        Some(change)
    }

    /// A node whose removal mends what putting `root` back would do; by chance, where there are several.
    fn replacement(&mut self, root: u32, made: u32, heat: f64, chance: &mut Chance) -> Option<u32> {
        self.clock += 1;
        self.depth.clear();
        self.stamp[root as usize] = self.clock;
        self.number[root as usize] = 0;
        self.depth.enter(root);
        self.steps += u64::from(made);
        while let Some((at, slot)) = self.depth.path.last_mut() {
            let at = *at as usize;
            let row = self.net.neighbors(self.depth.order[at]);
            let Some(&other) = row.get(*slot as usize) else {
                self.steps += row.len() as u64;
                self.depth.leave();
                continue;
            };
            *slot += 1;
            if self.stamp[other as usize] == self.clock {
                let low = &mut self.depth.low[at];
                *low = (*low).min(self.number[other as usize]);
            } else if self.place[other as usize] == ABSENT {
                self.stamp[other as usize] = self.clock;
                self.number[other as usize] = self.depth.order.len() as u32;
                self.depth.enter(other);
            }
        }
        let (target, cost) = (self.terms.target, self.terms.cost(root));
        let (mut found, mut count) = (None, 0);
        for (at, &node) in self.depth.order.iter().enumerate().skip(1) {
            let above = made - 1 - self.depth.cut_off[at];
            if self.depth.largest[at] > target || above > target || !self.terms.may_remove(node) {
                continue;
            }
            let dearer = self.terms.cost(node) - cost;
            if self.tabu[node as usize] > self.turn
                || (dearer > 0.0 && chance.share() >= (-dearer / (heat * cost)).exp())
            {
                continue;
            }
            count += 1;
            if chance.below(count) == 0 {
                found = Some(node);
            }
        }
        found
    }
}

/// The working memory of the depth-first search, indexed by the order in which nodes are met.
#[derive(Default)]
struct Depth {
    order: Vec<u32>,
    low: Vec<u32>,
    hanging: Vec<u32>,
    /// The largest piece, and all pieces together, that a node's removal cuts off below it.
    largest: Vec<u32>,
    cut_off: Vec<u32>,
    /// The nodes from the root to here, each with the slot to go on at.
    path: Vec<(u32, u32)>,
}

impl Depth {
    fn clear(&mut self) {
        self.order.clear();
        for column in [&mut self.low, &mut self.hanging, &mut self.largest, &mut self.cut_off] {
            column.clear();
        }
    }

    fn enter(&mut self, node: u32) {
        let number = self.order.len() as u32;
        self.order.push(node);
        self.low.push(number);
        self.hanging.push(1);
        self.largest.push(0);
        self.cut_off.push(0);
        self.path.push((number, 0));
    }

    fn leave(&mut self) {
        let Some((at, _)) = self.path.pop() else { return };
        let Some(&(above, _)) = self.path.last() else { return };
        let (at, above) = (at as usize, above as usize);
        self.hanging[above] += self.hanging[at];
        self.low[above] = self.low[above].min(self.low[at]);
        if self.low[at] as usize >= above {
            self.cut_off[above] += self.hanging[at];
            self.largest[above] = self.largest[above].max(self.hanging[at]);
        }
    }
}
