//! Decycling by min-sum messages.

use super::chance::Chance;
use super::degree::break_trees;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// How late a node may leave when leaves are stripped round by round. Later times find slightly smaller sets for more memory.
const TIMES: usize = 12;

/// A small set without which there is no cycle, and the nodes that break the trees that are left.
///
/// A network has no cycle if stripping its leaves round by round strips it all: each node that stays has a time at which it
/// leaves, and at most one neighbour that leaves no earlier. Each node tells each neighbour what the rest of the network would have to pay if it
/// went at once, or left at time t with the neighbour leaving before, or not before, t; these minima, exact on trees, are passed
/// on until they settle, the nodes that want to go most go, and so on. A. Braunstein, L. Dall'Asta, G. Semerjian and L.
/// Zdeborová, "Network dismantling", PNAS 113 (2016); the messages are derived here from their constraint, and fixed in batches instead of
/// by reinforcement. O(m T) a pass for T = 12 times, 100 bytes per tie and direction. Ends with the work.
pub(crate) fn min_sum(
    net: &Skeleton,
    terms: &Terms,
    expected: usize,
    chance: &mut Chance,
    work: &mut Work,
) -> Vec<u32> {
    let mut messages = Messages::new(net, terms, chance);
    let mut core = Core::new(net);
    let mut order = Vec::new();
    // Passes go over what is left of the 2-core: half of it in the mean.
    let pass = (net.sweep_cost() * 3 * TIMES as u64).max(1);
    let passes = (2 * work.left() / pass).max(8) as usize;
    let batch = expected.div_ceil(passes.saturating_sub(6).max(1) / 2 + 1).max(1);
    for _ in 0..6 {
        work.spend(messages.pass(&core));
    }
    while core.is_left() && !work.is_over() {
        let mut steps = messages.pass(&core);
        steps += messages.pass(&core);
        work.spend(steps);
        let mut wishes: Vec<(f32, u32)> = core
            .nodes()
            .filter(|&node| terms.may_remove(node))
            .map(|node| (messages.wish(node, &core), node))
            .collect();
        if wishes.is_empty() {
            break;
        }
        let by_wish = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        let count = batch.min(wishes.len());
        wishes.select_nth_unstable_by(count - 1, by_wish);
        wishes.truncate(count);
        wishes.sort_unstable_by(by_wish);
        for (_, node) in wishes {
            // What fell out of the core meanwhile need not go.
            if core.has(node) {
                core.take_out(node);
                order.push(node);
            }
        }
    }
    let mut gone = vec![false; net.node_count()];
    order.iter().for_each(|&node| gone[node as usize] = true);
    order.extend(break_trees(net, terms, &gone));
    order
}

/// The 2-core of what is left.
struct Core<'a> {
    net: &'a Skeleton,
    ties: Vec<u32>,
    is_in: Vec<bool>,
    count: usize,
}

impl<'a> Core<'a> {
    fn new(net: &'a Skeleton) -> Core<'a> {
        let n = net.node_count();
        let ties: Vec<u32> = (0..n as u32).map(|node| net.degree(node)).collect();
        let mut core = Core { net, ties, is_in: vec![true; n], count: n };
        (0..n as u32).for_each(|node| core.strip(node));
        core
    }

    fn has(&self, node: u32) -> bool {
        self.is_in[node as usize]
    }

    fn is_left(&self) -> bool {
        self.count > 0
    }

    fn nodes(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.is_in.len() as u32).filter(|&node| self.has(node))
    }

    /// Takes a node that hangs by one tie or none out of the core, and what then hangs.
    fn strip(&mut self, node: u32) {
        let mut loose = vec![node];
        while let Some(node) = loose.pop() {
            if self.has(node) && self.ties[node as usize] < 2 {
                self.leave(node, &mut loose);
            }
        }
    }

    fn leave(&mut self, node: u32, loose: &mut Vec<u32>) {
        self.is_in[node as usize] = false;
        self.count -= 1;
        for &other in self.net.neighbors(node).iter().filter(|&&other| self.is_in[other as usize]) {
            self.ties[other as usize] -= 1;
            loose.push(other);
        }
    }

    fn take_out(&mut self, node: u32) {
        let mut loose = Vec::new();
        self.leave(node, &mut loose);
        loose.into_iter().for_each(|other| self.strip(other));
    }
}

/// One message: the price if the sender goes, and for each time the price if the receiver leaves before it, or not before.
#[derive(Clone, Copy)]
struct Message {
    goes: f32,
    before: [f32; TIMES],
    not_before: [f32; TIMES],
}

struct Messages<'a> {
    net: &'a Skeleton,
    prices: Vec<f32>,
    /// One for each slot of each row: what the row's neighbour says to the row's node.
    heard: Vec<Message>,
    /// Where the node's word to a neighbour is heard: the slot in the neighbour's row.
    back: Vec<u32>,
    first: Vec<u32>,
}

impl<'a> Messages<'a> {
    fn new(net: &'a Skeleton, terms: &Terms, chance: &mut Chance) -> Messages<'a> {
        let n = net.node_count();
        let mut first = vec![0u32];
        let mut back = Vec::new();
        for node in 0..n as u32 {
            first.push(first[node as usize] + net.degree(node));
        }
        for node in 0..n as u32 {
            for &other in net.neighbors(node) {
                let place = net.neighbors(other).partition_point(|&at| at < node);
                back.push(first[other as usize] + place as u32);
            }
        }
        // A little chance in the prices decides between sets that cost the same, as in the paper.
        let price = |node: u32, luck: f64| {
            if terms.may_remove(node) { (terms.cost(node) * (1.0 + 1e-3 * luck)) as f32 } else { 1e6 }
        };
        let prices = (0..n as u32).map(|node| price(node, chance.share())).collect();
        let silent = Message { goes: 0.0, before: [0.0; TIMES], not_before: [0.0; TIMES] };
        Messages { net, prices, heard: vec![silent; back.len()], back, first }
    }

    /// What neighbours' words sum to, for each choice of the node; with the smallest and second smallest price of one neighbour that does not leave before.
    fn gather(&self, node: u32, core: &Core<'_>) -> Sum {
        let mut sum =
            Sum { goes: self.prices[node as usize], stays: [0.0; TIMES], least: [(0.0, 0.0, u32::MAX); TIMES] };
        let slots = self.first[node as usize]..self.first[node as usize + 1];
        for (slot, &other) in slots.zip(self.net.neighbors(node)) {
            if !core.has(other) {
                continue;
            }
            let parts = Parts::of(&self.heard[slot as usize]);
            sum.goes += parts.goes;
            for t in 0..TIMES {
                sum.stays[t] += parts.earlier[t];
                let extra = parts.later[t] - parts.earlier[t];
                let (first, second, who) = sum.least[t];
                if extra < first {
                    sum.least[t] = (extra, first, slot);
                } else if extra < second {
                    sum.least[t] = (first, extra, who);
                }
            }
        }
        sum
    }

    /// Every node of the core, in order, says its word anew. Returns the steps.
    fn pass(&mut self, core: &Core<'_>) -> u64 {
        let mut steps = 0;
        for node in core.nodes() {
            let sum = self.gather(node, core);
            let slots = self.first[node as usize]..self.first[node as usize + 1];
            steps += 3 * TIMES as u64 * slots.len() as u64 + 1;
            for (slot, &other) in slots.zip(self.net.neighbors(node)) {
                if !core.has(other) {
                    continue;
                }
                let parts = Parts::of(&self.heard[slot as usize]);
                let mut word = Message { goes: sum.goes - parts.goes, before: [0.0; TIMES], not_before: [0.0; TIMES] };
                let mut least = word.goes;
                for t in 0..TIMES {
                    let rest = sum.stays[t] - parts.earlier[t];
                    let (first, second, who) = sum.least[t];
                    let one_later = if who == slot { second } else { first };
                    word.not_before[t] = rest;
                    word.before[t] = rest + one_later.min(0.0);
                    least = least.min(word.before[t]);
                }
                word.goes -= least;
                for t in 0..TIMES {
                    word.before[t] -= least;
                    word.not_before[t] -= least;
                }
                self.heard[self.back[slot as usize] as usize] = word;
            }
        }
        steps
    }

    /// By how much it is cheaper that the node goes than that it stays, for its price.
    fn wish(&self, node: u32, core: &Core<'_>) -> f32 {
        let sum = self.gather(node, core);
        let stays = (0..TIMES).map(|t| sum.stays[t] + sum.least[t].0.min(0.0)).fold(f32::INFINITY, f32::min);
        (stays - sum.goes) / self.prices[node as usize]
    }
}

struct Sum {
    goes: f32,
    stays: [f32; TIMES],
    least: [(f32, f32, u32); TIMES],
}

/// A message as its receiver needs it.
struct Parts {
    /// The least price whatever the sender does, when the receiver goes.
    goes: f32,
    /// The least price if the receiver leaves at t and the sender before it, or the sender goes.
    earlier: [f32; TIMES],
    /// The least price if the sender leaves at t or after.
    later: [f32; TIMES],
}

impl Parts {
    fn of(word: &Message) -> Parts {
        let mut parts = Parts { goes: word.goes, earlier: [word.goes; TIMES], later: [0.0; TIMES] };
        let mut least = word.goes;
        for t in 0..TIMES {
            parts.goes = parts.goes.min(word.before[t]);
            parts.earlier[t] = least;
            least = least.min(word.not_before[t]);
        }
        let mut after = f32::INFINITY;
        for t in (0..TIMES).rev() {
            parts.later[t] = after.min(word.not_before[t]);
            after = after.min(word.before[t]);
        }
        parts
    }
}
