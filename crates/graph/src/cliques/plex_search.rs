//! The search for maximal k-plexes.

use super::local_graph::LocalGraph;
use super::{Found, GroupOptions, Groups, Order};
use crate::bitset::BitSet;
use crate::ties::Ties;

/// Rows of bits for more nodes than this would take too much memory.
const MOST_AROUND: usize = 4096;

pub(super) struct PlexSearch<'a> {
    ties: &'a Ties,
    order: &'a Order,
    k: usize,
    min_size: usize,
    found: Found,
    /// The place of the root from which each node was last met.
    met_from: Vec<u32>,
}

/// A plex at hand: who can still join, and who could but was tried before. Candidates are tried from the last on.
struct Frame {
    candidates: Vec<usize>,
    excluded: Vec<usize>,
}

impl<'a> PlexSearch<'a> {
    pub(super) fn new(ties: &'a Ties, order: &'a Order, k: usize, options: &GroupOptions) -> PlexSearch<'a> {
        let met_from = vec![u32::MAX; ties.node_count()];
        PlexSearch { ties, order, k, min_size: options.min_size, found: Found::new(options), met_from }
    }

    pub(super) fn run(mut self) -> Groups {
        let mut is_complete = true;
        for &root in &self.order.nodes {
            if self.found.is_stopped {
                break;
            }
            match self.around(root) {
                Some((before, after)) => self.with_lowest(root, before, after),
                None => is_complete = false,
            }
        }
        self.found.finish(is_complete)
    }

    /// Who is at most two steps from `root`, before it in the order and after; `None` when they are too many. Looking takes
    /// steps as well, or hubs would make it endless.
    fn around(&mut self, root: u32) -> Option<(Vec<u32>, Vec<u32>)> {
        let own = self.order.place[root as usize];
        self.met_from[root as usize] = own;
        let mut near: Vec<u32> = Vec::new();
        let (mut next, mut passed, mut first_count) = (root, 0, 0);
        loop {
            for &other in self.ties.neighbors(next) {
                let is_new = self.order.place[other as usize] != u32::MAX && self.met_from[other as usize] != own;
                if !self.found.step() || (is_new && near.len() == MOST_AROUND) {
                    return None;
                }
                if is_new {
                    self.met_from[other as usize] = own;
                    near.push(other);
                }
            }
            // The neighbours of the root are passed in turn, those of theirs not.
            if passed == 0 {
                first_count = near.len();
            }
            if passed == first_count {
                near.sort_unstable();
                return Some(self.order.parted(&near, root));
            }
            next = near[passed];
            passed += 1;
        }
    }

    /// The plexes of which `root` is the first in the order.
    fn with_lowest(&mut self, root: u32, before: Vec<u32>, after: Vec<u32>) {
        if after.len() + 1 < self.min_size {
            return;
        }
        let candidates: Vec<usize> = (1..=after.len()).collect();
        let excluded: Vec<usize> = (after.len() + 1..=after.len() + before.len()).collect();
        let mut nodes = vec![root];
        nodes.extend(after);
        nodes.extend(before);
        let width = nodes.len();
        let local = LocalGraph::of(self.ties, nodes, width);
        let mut plex = Plex { k: self.k, members: Vec::new(), bits: BitSet::empty(width) };
        plex.push(0);
        let fits = |plex: &Plex, nodes: &[usize]| -> Vec<usize> {
            nodes.iter().copied().filter(|&node| plex.admits(&local, node)).collect()
        };
        let first = Frame { candidates: fits(&plex, &candidates), excluded: fits(&plex, &excluded) };
        if first.candidates.is_empty() && first.excluded.is_empty() && self.min_size <= 1 {
            self.found.add(vec![root]);
        }
        let mut frames = vec![first];
        while let Some(top) = frames.last_mut() {
            let can_grow = plex.members.len() + top.candidates.len() >= self.min_size;
            let Some(node) = top.candidates.pop().filter(|_| can_grow) else {
                frames.pop();
                // Who led here has been tried, and stands in the way of whatever he fits.
                if let (Some(node), Some(top)) = (plex.pop(), frames.last_mut()) {
                    top.excluded.push(node);
                }
                continue;
            };
            if !self.found.step() {
                return;
            }
            plex.push(node);
            let candidates = fits(&plex, &top.candidates);
            let excluded = fits(&plex, &top.excluded);
            if candidates.is_empty() && excluded.is_empty() && plex.members.len() >= self.min_size {
                self.found.add(plex.members.iter().map(|&member| local.nodes[member]).collect());
            }
            frames.push(Frame { candidates, excluded });
        }
    }
}

struct Plex {
    k: usize,
    members: Vec<usize>,
    bits: BitSet,
}

impl Plex {
    fn push(&mut self, node: usize) {
        self.members.push(node);
        self.bits.insert(node);
    }

    fn pop(&mut self) -> Option<usize> {
        let node = self.members.pop()?;
        self.bits.remove(node);
        Some(node)
    }

    /// Whether it stays a plex with this node: nobody misses more than k of it, himself counted.
    fn admits(&self, local: &LocalGraph, node: usize) -> bool {
        let size = self.members.len() + 1;
        let known = self.bits.intersection_len(&local.rows[node]);
        size - known <= self.k
            && self.members.iter().all(|&member| {
                let row = &local.rows[member];
                let known = self.bits.intersection_len(row) + usize::from(row.contains(node));
                size - known <= self.k
            })
    }
}
