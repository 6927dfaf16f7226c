//! Removal by degree: adaptive degree and CoreHD.

use super::chance::Chance;
use super::skeleton::Skeleton;
use super::terms::Terms;

/// Nodes sorted by a small number that only falls, one step at a time, so that each step is one swap.
///
/// V. Batagelj and M. Zaveršnik, "An O(m) algorithm for cores decomposition of networks" (2003).
pub(crate) struct Falling {
    value: Vec<u32>,
    sorted: Vec<u32>,
    place: Vec<u32>,
    /// Where the nodes of each value begin in `sorted`.
    first: Vec<u32>,
}

impl Falling {
    pub(crate) fn new(value: Vec<u32>, chance: &mut Chance) -> Falling {
        let n = value.len();
        let most = value.iter().copied().max().unwrap_or(0) as usize;
        let mut first = vec![0u32; most + 2];
        for &v in &value {
            first[v as usize + 1] += 1;
        }
        for v in 0..=most {
            first[v + 1] += first[v];
        }
        let mut next = first.clone();
        let (mut sorted, mut place) = (vec![0u32; n], vec![0u32; n]);
        let turn = if n == 0 { 0 } else { chance.below(n) };
        for node in (turn..n).chain(0..turn) {
            let slot = &mut next[value[node] as usize];
            sorted[*slot as usize] = node as u32;
            place[node] = *slot;
            *slot += 1;
        }
        Falling { value, sorted, place, first }
    }

    pub(crate) fn value(&self, node: u32) -> u32 {
        self.value[node as usize]
    }

    /// Takes one off a node's value, which must not be 0.
    pub(crate) fn fall(&mut self, node: u32) {
        let value = self.value[node as usize] as usize;
        let (from, to) = (self.place[node as usize], self.first[value]);
        let other = self.sorted[to as usize];
        self.sorted.swap(from as usize, to as usize);
        self.place[node as usize] = to;
        self.place[other as usize] = from;
        self.first[value] += 1;
        self.value[node as usize] -= 1;
    }

    /// The node in a place of the ascending order. Those in later places have values at least as large.
    pub(crate) fn at(&self, place: usize) -> u32 {
        self.sorted[place]
    }
}

/// The values that nodes start with: their degree, or 0 for those that may not go, which keeps them out of the way.
fn degrees(net: &Skeleton, terms: &Terms) -> Vec<u32> {
    (0..net.node_count() as u32).map(|node| if terms.may_remove(node) { net.degree(node) } else { 0 }).collect()
}

/// The node with the most ties left goes next, until all left have one tie at most. Among equals chance decides.
///
/// R. Albert, H. Jeong and A. Barabási, "Error and attack tolerance of complex networks", Nature 406 (2000), recalculated after each
/// removal as in P. Holme et al., "Attack vulnerability of complex networks", Physical Review E 65 (2002). O(n + m).
pub(crate) fn adaptive_degree(net: &Skeleton, terms: &Terms, chance: &mut Chance) -> Vec<u32> {
    let mut falling = Falling::new(degrees(net, terms), chance);
    let mut gone = vec![false; net.node_count()];
    let mut order = Vec::new();
    // A node with one tie left breaks nothing off that matters, unless single nodes are the target or its neighbour may not go.
    let least = u32::from(terms.target > 1 && terms.fixed.is_none());
    // A node is taken from the end, and nothing behind the end is moved again: its value is at least as large.
    for place in (0..net.node_count()).rev() {
        let node = falling.at(place);
        if falling.value(node) <= least {
            break;
        }
        gone[node as usize] = true;
        order.push(node);
        for &other in net.neighbors(node) {
            if !gone[other as usize] && falling.value(other) > 0 {
                falling.fall(other);
            }
        }
    }
    order
}

/// The node with the most ties within the 2-core goes next, until no cycle is left; then the trees are broken.
///
/// L. Zdeborová, P. Zhang and H. Zhou, "Fast and simple decycling and dismantling of networks", Scientific Reports 6 (2016). O(n + m).
pub(crate) fn core_hd(net: &Skeleton, terms: &Terms, chance: &mut Chance) -> Vec<u32> {
    let n = net.node_count();
    let mut falling = Falling::new(degrees(net, terms), chance);
    let mut ties: Vec<u32> = (0..n as u32).map(|node| net.degree(node)).collect();
    let mut in_core = vec![true; n];
    let mut loose: Vec<u32> = (0..n as u32).filter(|&node| ties[node as usize] < 2).collect();
    let mut order = Vec::new();
    let mut gone = vec![false; n];
    let mut end = n;
    loop {
        // What hangs by one tie or none is no part of the core.
        while let Some(node) = loose.pop() {
            if !std::mem::replace(&mut in_core[node as usize], false) {
                continue;
            }
            while falling.value(node) > 0 {
                falling.fall(node);
            }
            leave(net, node, &in_core, &mut ties, &mut falling, &mut loose);
        }
        let Some(node) = end.checked_sub(1).map(|last| falling.at(last)).filter(|&node| falling.value(node) > 0) else {
            break;
        };
        end -= 1;
        in_core[node as usize] = false;
        gone[node as usize] = true;
        order.push(node);
        leave(net, node, &in_core, &mut ties, &mut falling, &mut loose);
    }
    order.extend(break_trees(net, terms, &gone));
    order
}

fn leave(net: &Skeleton, node: u32, in_core: &[bool], ties: &mut [u32], falling: &mut Falling, loose: &mut Vec<u32>) {
    for &other in net.neighbors(node).iter().filter(|&&other| in_core[other as usize]) {
        ties[other as usize] -= 1;
        if falling.value(other) > 0 {
            falling.fall(other);
        }
        if ties[other as usize] == 1 {
            loose.push(other);
        }
    }
}

/// The fewest nodes that break a forest into pieces of at most the target: from the leaves up, a node goes when what hangs on
/// it has grown past the target. Where the rest is no forest (some nodes may not go) it is only a start. O(n + m).
pub(crate) fn break_trees(net: &Skeleton, terms: &Terms, gone: &[bool]) -> Vec<u32> {
    const UNSEEN: u32 = u32::MAX;
    let n = net.node_count();
    let mut parent = vec![UNSEEN; n];
    let mut hanging = vec![1u32; n];
    let (mut queue, mut broken) = (Vec::new(), Vec::new());
    for root in (0..n as u32).filter(|&node| !gone[node as usize]) {
        if parent[root as usize] != UNSEEN {
            continue;
        }
        parent[root as usize] = root;
        queue.push(root);
        let mut head = 0;
        while let Some(&node) = queue.get(head) {
            head += 1;
            for &other in net.neighbors(node) {
                if !gone[other as usize] && parent[other as usize] == UNSEEN {
                    parent[other as usize] = node;
                    queue.push(other);
                }
            }
        }
        for &node in queue.iter().rev() {
            let above = parent[node as usize];
            if hanging[node as usize] > terms.target && terms.may_remove(node) {
                broken.push(node);
            } else if above != node {
                hanging[above as usize] = hanging[above as usize].saturating_add(hanging[node as usize]);
            }
        }
        queue.clear();
    }
    broken
}
