//! Moving nodes to the community that gains most, as long as one gains.

use super::level::Level;
use crate::random::Random;

/// The weight of a node's ties into each community that it is tied to.
#[derive(Default)]
pub(super) struct Tally {
    weight: Vec<f64>,
    met: Vec<u32>,
}

impl Tally {
    pub(super) fn new(label_count: usize) -> Tally {
        let mut tally = Tally::default();
        tally.grow(label_count);
        tally
    }

    /// Makes room for labels below `label_count`.
    pub(super) fn grow(&mut self, label_count: usize) {
        // No tie weighs less than nothing, so that marks what was not met.
        if self.weight.len() < label_count {
            self.weight.resize(label_count, -1.0);
        }
    }

    #[inline]
    pub(super) fn add(&mut self, label: u32, weight: f64) {
        let slot = &mut self.weight[label as usize];
        if *slot < 0.0 {
            *slot = weight;
            self.met.push(label);
        } else {
            *slot += weight;
        }
    }

    #[inline]
    pub(super) fn get(&self, label: u32) -> f64 {
        self.weight[label as usize].max(0.0)
    }

    pub(super) fn met(&self) -> &[u32] {
        &self.met
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        for label in self.met.drain(..) {
            self.weight[label as usize] = -1.0;
        }
    }
}

/// Nodes that wait, each at most once.
struct Queue {
    nodes: std::collections::VecDeque<u32>,
    is_waiting: Vec<bool>,
}

impl Queue {
    fn push(&mut self, node: u32) {
        if !std::mem::replace(&mut self.is_waiting[node as usize], true) {
            self.nodes.push_back(node);
        }
    }

    fn pop(&mut self) -> Option<u32> {
        let node = self.nodes.pop_front()?;
        self.is_waiting[node as usize] = false;
        Some(node)
    }
}

/// Nodes whose numbers are close come close to each other as well, so many at a time: they tend to be tied and to lie in the
/// processor's cache together. On com-dblp two rounds then find more than three did in the order of chance alone.
const BLOCK: usize = 1 << 14;

/// Lets every node move that may gain, and again those whose neighbours moved, until none gains. Says whether any moved.
///
/// A node amid its community has nowhere to go but alone, and is left out unless it gains by that. A move must gain more than rounding could feign, so that it comes to an end.
pub(super) fn move_nodes(
    level: &Level<'_>,
    mass: &[f64],
    penalty: f64,
    labels: &mut [u32],
    random: &mut Random,
) -> bool {
    let node_count = level.node_count();
    let mut total = vec![0.0; node_count];
    let mut size = vec![0u32; node_count];
    for (&label, &mass) in labels.iter().zip(mass) {
        total[label as usize] += mass;
        size[label as usize] += 1;
    }
    let mut empty: Vec<u32> = (0..node_count as u32).filter(|&label| size[label as usize] == 0).collect();
    let may_gain = |node: u32| {
        let label = labels[node as usize];
        let (mut is_inner, mut inner) = (true, 0.0);
        level.for_each_neighbor(node, |next, weight| {
            is_inner &= labels[next as usize] == label;
            inner += weight;
        });
        let mass = mass[node as usize];
        !is_inner || (size[label as usize] > 1 && inner < penalty * mass * (total[label as usize] - mass))
    };
    let mut order: Vec<u32> = (0..node_count as u32).filter(|&node| may_gain(node)).collect();
    let mut blocks: Vec<&mut [u32]> = order.chunks_mut(BLOCK).collect();
    blocks.iter_mut().for_each(|block| random.shuffle(block));
    random.shuffle(&mut blocks);
    let order: Vec<u32> = blocks.concat();
    let mut is_waiting = vec![false; node_count];
    order.iter().for_each(|&node| is_waiting[node as usize] = true);
    let mut queue = Queue { nodes: order.into(), is_waiting };
    let mut tally = Tally::new(node_count);
    let mut is_moved = false;
    while let Some(node) = queue.pop() {
        let from = labels[node as usize];
        level.for_each_neighbor(node, |next, weight| {
            if next != node {
                tally.add(labels[next as usize], weight);
            }
        });
        let cost = penalty * mass[node as usize];
        let stays = tally.get(from) - cost * (total[from as usize] - mass[node as usize]);
        let (mut best, mut gain) = (from, stays + 1e-12 * (1.0 + stays.abs()));
        for &label in tally.met() {
            let gains = tally.get(label) - cost * total[label as usize];
            if gains > gain {
                (best, gain) = (label, gains);
            }
        }
        // Alone it has neither ties nor cost.
        if gain < 0.0
            && size[from as usize] > 1
            && let Some(&label) = empty.last()
        {
            best = label;
        }
        tally.clear();
        if best == from {
            continue;
        }
        is_moved = true;
        if size[best as usize] == 0 {
            empty.pop();
        }
        total[from as usize] -= mass[node as usize];
        size[from as usize] -= 1;
        if size[from as usize] == 0 {
            // What is left is rounding.
            total[from as usize] = 0.0;
            empty.push(from);
        }
        total[best as usize] += mass[node as usize];
        size[best as usize] += 1;
        labels[node as usize] = best;
        level.for_each_neighbor(node, |next, _| {
            if labels[next as usize] != best {
                queue.push(next);
            }
        });
    }
    is_moved
}
