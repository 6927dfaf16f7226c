//! The search for maximal cliques.

use super::local_graph::LocalGraph;
use super::{Found, GroupOptions, Groups, Order};
use crate::bitset::BitSet;
use crate::ties::Ties;

pub(super) struct CliqueSearch<'a> {
    ties: &'a Ties,
    order: &'a Order,
    min_size: usize,
    found: Found,
}

/// A clique at hand: who can still join, who could but was tried before, and who is still to be tried.
struct Frame {
    candidates: BitSet,
    excluded: Vec<usize>,
    to_try: Vec<usize>,
}

impl<'a> CliqueSearch<'a> {
    pub(super) fn new(ties: &'a Ties, order: &'a Order, options: &GroupOptions) -> CliqueSearch<'a> {
        CliqueSearch { ties, order, min_size: options.min_size, found: Found::new(options) }
    }

    pub(super) fn run(mut self) -> Groups {
        for &root in &self.order.nodes {
            if self.found.is_stopped {
                break;
            }
            let (before, after) = self.order.parted(self.ties.neighbors(root), root);
            if after.len() + 1 >= self.min_size {
                self.with_lowest(root, before, after);
            }
        }
        self.found.finish(true)
    }

    /// The cliques of which `root` is the first in the order: it and some of those after it.
    fn with_lowest(&mut self, root: u32, before: Vec<u32>, after: Vec<u32>) {
        if after.is_empty() {
            if before.is_empty() && self.found.step() {
                self.found.add(vec![root]);
            }
            return;
        }
        let width = after.len();
        // Of those before, only who knows somebody after can stand in the way of a larger clique.
        let mut nodes = after;
        nodes.extend(before);
        let local = LocalGraph::of(self.ties, nodes, width);
        let excluded: Vec<usize> = (width..local.nodes.len()).filter(|&node| !local.rows[node].is_empty()).collect();
        // Without candidates only the root is left, and nobody after it makes it more; that was dealt with above.
        let mut clique: Vec<usize> = Vec::new();
        let mut frames = vec![frame(&local, BitSet::full(width), excluded)];
        while let Some(top) = frames.last_mut() {
            let Some(node) = top.to_try.pop() else {
                frames.pop();
                // The node that led here has been tried.
                if let (Some(node), Some(top)) = (clique.pop(), frames.last_mut()) {
                    top.candidates.remove(node);
                    top.excluded.push(node);
                }
                continue;
            };
            if !self.found.step() {
                return;
            }
            let row = &local.rows[node];
            let candidates = top.candidates.intersection(row);
            let excluded: Vec<usize> =
                top.excluded.iter().copied().filter(|&other| local.rows[other].contains(node)).collect();
            clique.push(node);
            let size = clique.len() + 1;
            let is_hopeless = size + candidates.len() < self.min_size;
            if candidates.is_empty() && excluded.is_empty() && !is_hopeless {
                let members = clique.iter().map(|&member| local.nodes[member]).chain([root]);
                self.found.add(members.collect());
            }
            let next = if is_hopeless { BitSet::empty(width) } else { candidates };
            frames.push(frame(&local, next, excluded));
        }
    }
}

/// Those who know the pivot need no try of their own: a clique with them holds the pivot, or another who does not know it.
fn frame(local: &LocalGraph, candidates: BitSet, excluded: Vec<usize>) -> Frame {
    let known = |&node: &usize| candidates.intersection_len(&local.rows[node]);
    let pivot =
        candidates.iter().chain(excluded.iter().copied()).max_by_key(|node| (known(node), std::cmp::Reverse(*node)));
    let to_try = match pivot {
        Some(pivot) => candidates.iter().filter(|&node| !local.rows[pivot].contains(node)).collect(),
        None => Vec::new(),
    };
    Frame { candidates, excluded, to_try }
}
