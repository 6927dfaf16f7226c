//! Reinsertion and ordering in one: let the network grow back, the least harmful node first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::islands::Islands;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// After so many stale entries in a row the best of those looked at is taken as it is. Without the bound the queue goes quadratic
/// once every candidate touches the same few growing components.
const REFRESHES: usize = 48;

/// The node is there.
const HERE: u8 = 0;
/// It waits to come back and touches the mainland, as far as is known, not.
const APART: u8 = 1;
/// It waits and touches the mainland.
const TOUCHING: u8 = 2;
/// It never comes back.
const HELD: u8 = 3;

/// Takes a set of nodes whose removal brings every component down to the target, drops those that need not go, and returns the
/// rest in the order in which to remove them.
///
/// All of `removed` is out at first. The node that makes the smallest component (for its cost, where nodes have costs) comes back,
/// over and over. While no component passes the target, what comes back was not needed: reinsertion, as in C. Schneider, T.
/// Mihaljev and H. Herrmann, "Inverse targeting: an effective immunization strategy", EPL 98 (2012), and A. Braunstein et al.,
/// "Network dismantling", PNAS 113 (2016). From then on the order of return, read backwards, is the order of removal, which keeps
/// the largest component small for as long as can be seen one step ahead.
///
/// Ties go to the node that stands later in `removed`. A node's component only grows while it waits, so an entry of the queue is a
/// lower bound and is refreshed when it comes up. Once some component (the mainland) has passed the target, nodes that touch it
/// wait in a queue of their own by what *else* they would bring, which is taken off when an island joins the mainland; this
/// happens once for each node of an island, so the whole takes O((n + m) log n) but for refreshes, of which at most 48 are made a step.
pub(crate) fn regrow(net: &Skeleton, terms: &Terms, removed: &[u32], work: &mut Work) -> Regrown {
    regrow_behind(net, terms, 0, removed, work)
}

/// An order of removal, with the size of the largest component after 0, 1, 2, ... of them where that came to light on the way.
pub(crate) struct Regrown {
    pub(crate) order: Vec<u32>,
    pub(crate) largest: Option<Vec<u32>>,
}

/// As [`regrow`], but the first `held` of the set stay out and keep their places.
pub(crate) fn regrow_behind(net: &Skeleton, terms: &Terms, held: usize, removed: &[u32], work: &mut Work) -> Regrown {
    let (held, removed) = removed.split_at(held.min(removed.len()));
    let mut regrowth = Regrowth::new(net, terms, held, removed);
    work.spend(net.sweep_cost());
    let mut returned = Vec::with_capacity(removed.len());
    let mut largest = Vec::with_capacity(removed.len() + 1);
    let mut is_known = held.is_empty();
    while let Some((node, size)) = regrowth.next() {
        if size > terms.target {
            returned.push(node);
            largest.push(regrowth.largest);
        } else {
            // What comes back for nothing after others have returned is missing from what was noted at their return.
            is_known &= returned.is_empty();
        }
        regrowth.put_back(node);
    }
    work.spend(regrowth.steps);
    largest.push(regrowth.largest);
    largest.reverse();
    let mut order = held.to_vec();
    order.extend(returned.iter().rev());
    Regrown { order, largest: is_known.then_some(largest) }
}

struct Regrowth<'a> {
    net: &'a Skeleton,
    terms: &'a Terms,
    state: Vec<u8>,
    /// The node's place among those that wait; 0 comes back first among equals.
    rank: Vec<u32>,
    islands: Islands,
    /// The size of the largest island.
    largest: u32,
    /// The nodes of each island as a ring.
    ring: Vec<u32>,
    stamp: Vec<u32>,
    clock: u32,
    mainland: Option<u32>,
    apart: BinaryHeap<Reverse<(u64, u32)>>,
    touching: BinaryHeap<Reverse<(u64, u32)>>,
    /// By rank: the bound under which the node last went into the queue of those that touch the mainland.
    bound: Vec<u32>,
    nodes: Vec<u32>,
    steps: u64,
}

impl<'a> Regrowth<'a> {
    fn new(net: &'a Skeleton, terms: &'a Terms, held: &[u32], removed: &[u32]) -> Regrowth<'a> {
        let n = net.node_count();
        let mut state = vec![HERE; n];
        for &node in held {
            state[node as usize] = HELD;
        }
        let mut rank = vec![u32::MAX; n];
        // Rank 0 is the last of the list: the first to come back among equals.
        let nodes: Vec<u32> = removed.iter().rev().copied().collect();
        for (place, &node) in (0u32..).zip(&nodes) {
            state[node as usize] = APART;
            rank[node as usize] = place;
        }
        let mut regrowth = Regrowth {
            net,
            terms,
            state,
            rank,
            islands: Islands::new(n),
            largest: 0,
            ring: (0..n as u32).collect(),
            stamp: vec![0; n],
            clock: 0,
            mainland: None,
            apart: BinaryHeap::new(),
            touching: BinaryHeap::new(),
            bound: vec![0; nodes.len()],
            nodes,
            steps: 0,
        };
        for node in 0..n as u32 {
            if regrowth.state[node as usize] == HERE {
                let mut root = regrowth.islands.find(node);
                for &other in net.neighbors(node) {
                    if other < node && regrowth.state[other as usize] == HERE {
                        root = regrowth.join(root, other);
                    }
                }
                regrowth.largest = regrowth.largest.max(regrowth.islands.size(root));
            }
        }
        let first: Vec<_> = (0..regrowth.nodes.len() as u32)
            .map(|rank| {
                let node = regrowth.nodes[rank as usize];
                let (beside, _) = regrowth.look(node);
                Reverse((regrowth.key(node, beside + 1), rank))
            })
            .collect();
        regrowth.apart = first.into();
        regrowth
    }

    fn join(&mut self, root: u32, other: u32) -> u32 {
        let with = self.islands.find(other);
        if with == root {
            return root;
        }
        self.ring.swap(root as usize, with as usize);
        self.islands.join_roots(root, with)
    }

    /// The size of the islands beside a node, without the mainland, and whether it touches the mainland.
    fn look(&mut self, node: u32) -> (u32, bool) {
        self.clock += 1;
        let (mut beside, mut touches) = (0, false);
        let row = self.net.neighbors(node);
        self.steps += row.len() as u64;
        for &other in row {
            if self.state[other as usize] != HERE {
                continue;
            }
            let root = self.islands.find(other);
            if std::mem::replace(&mut self.stamp[root as usize], self.clock) == self.clock {
                continue;
            }
            if self.mainland == Some(root) {
                touches = true;
            } else {
                beside += self.islands.size(root);
            }
        }
        (beside, touches)
    }

    /// Sizes per cost as bits that sort as the numbers do.
    fn key(&self, node: u32, size: u32) -> u64 {
        match &self.terms.costs {
            None => u64::from(size),
            Some(costs) => (f64::from(size) / costs[node as usize]).to_bits(),
        }
    }

    /// The node to come back next and the size of the component that it makes.
    fn next(&mut self) -> Option<(u32, u32)> {
        let apart = self.first_apart();
        let touching = self.first_touching();
        let mainland = self.mainland.map_or(0, |root| self.islands.size(root));
        let (node, size, rank, queue) = match (apart, touching) {
            (None, None) => return None,
            (Some((rank, size)), None) => (self.nodes[rank as usize], size, rank, APART),
            (None, Some((rank, beside))) => (self.nodes[rank as usize], mainland + beside, rank, TOUCHING),
            (Some((near, size)), Some((far, beside))) => {
                let (a, b) = (self.nodes[near as usize], self.nodes[far as usize]);
                if self.key(a, size) <= self.key(b, mainland + beside) {
                    self.touching.push(Reverse((self.key(b, self.bound[far as usize]), far)));
                    (a, size, near, APART)
                } else {
                    self.apart.push(Reverse((self.key(a, size), near)));
                    (b, mainland + beside, far, TOUCHING)
                }
            }
        };
        debug_assert!(self.state[node as usize] == queue && self.rank[node as usize] == rank);
        Some((node, size))
    }

    fn first_apart(&mut self) -> Option<(u32, u32)> {
        let mut best: Option<(u64, u32, u32)> = None;
        let mut refreshed = 0;
        // Before the first passes the target, make sure that none fits any more: that happens once.
        let (is_late, target) = (self.mainland.is_some(), self.terms.target);
        let may_settle = |size: u32| is_late || size <= target;
        while let Some(Reverse((key, rank))) = self.apart.pop() {
            let node = self.nodes[rank as usize];
            if self.state[node as usize] != APART {
                continue;
            }
            if let Some((least, with, size)) = best
                && ((refreshed >= REFRESHES && may_settle(size)) || (least, with) <= (key, rank))
            {
                self.apart.push(Reverse((key, rank)));
                return Some((with, size));
            }
            let (beside, touches) = self.look(node);
            if touches {
                self.state[node as usize] = TOUCHING;
                self.bound[rank as usize] = beside + 1;
                self.touching.push(Reverse((self.key(node, beside + 1), rank)));
                continue;
            }
            let fresh = self.key(node, beside + 1);
            refreshed += 1;
            let (stays, goes) = match best {
                Some(old) if (old.0, old.1) <= (fresh, rank) => (old, Some((fresh, rank))),
                old => ((fresh, rank, beside + 1), old.map(|old| (old.0, old.1))),
            };
            best = Some(stays);
            if let Some(entry) = goes {
                self.apart.push(Reverse(entry));
            }
        }
        best.map(|(_, rank, size)| (rank, size))
    }

    fn first_touching(&mut self) -> Option<(u32, u32)> {
        let mut refreshed = 0;
        while let Some(Reverse((key, rank))) = self.touching.pop() {
            let node = self.nodes[rank as usize];
            if self.state[node as usize] != TOUCHING || key != self.key(node, self.bound[rank as usize]) {
                continue;
            }
            let (beside, _) = self.look(node);
            let is_fresh = beside < self.bound[rank as usize];
            self.bound[rank as usize] = beside + 1;
            refreshed += 1;
            if is_fresh || refreshed > REFRESHES {
                return Some((rank, beside + 1));
            }
            self.touching.push(Reverse((self.key(node, beside + 1), rank)));
        }
        None
    }

    fn put_back(&mut self, node: u32) {
        self.state[node as usize] = HERE;
        let row = self.net.neighbors(node);
        self.steps += row.len() as u64;
        let mut root = self.islands.find(node);
        let touches = self.mainland.is_some()
            && row
                .iter()
                .any(|&other| self.state[other as usize] == HERE && Some(self.islands.find(other)) == self.mainland);
        if touches {
            self.land(node);
            for &other in row {
                if self.state[other as usize] == HERE {
                    let with = self.islands.find(other);
                    if Some(with) != self.mainland {
                        self.land(with);
                        self.mainland = self.mainland.map(|mainland| self.join(mainland, with));
                    }
                }
            }
            self.mainland = self.mainland.map(|mainland| self.join(mainland, node));
            self.largest = self.largest.max(self.mainland.map_or(0, |mainland| self.islands.size(mainland)));
            return;
        }
        for &other in row {
            if self.state[other as usize] == HERE {
                root = self.join(root, other);
            }
        }
        self.largest = self.largest.max(self.islands.size(root));
        if self.mainland.is_none() && self.islands.size(root) > self.terms.target {
            self.mainland = Some(root);
        }
    }

    /// Takes an island that joins the mainland off what the waiting nodes beside it would bring.
    fn land(&mut self, root: u32) {
        self.clock += 1;
        let size = self.islands.size(root);
        let mut node = root;
        loop {
            let row = self.net.neighbors(node);
            self.steps += row.len() as u64 + 1;
            for &other in row {
                if self.state[other as usize] == TOUCHING
                    && std::mem::replace(&mut self.stamp[other as usize], self.clock) != self.clock
                {
                    let rank = self.rank[other as usize];
                    // A node that waits brings at least itself.
                    let bound = self.bound[rank as usize].saturating_sub(size).max(1);
                    if bound < self.bound[rank as usize] {
                        self.bound[rank as usize] = bound;
                        self.touching.push(Reverse((self.key(other, bound), rank)));
                    }
                }
            }
            node = self.ring[node as usize];
            if node == root {
                break;
            }
        }
    }
}
