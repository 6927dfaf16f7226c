//! A graph made smaller without losing what betweenness by hops needs.

use std::collections::HashMap;

use crate::rows::Rows;
use crate::{Direction, NodeId, View, weak_components};

/// What is left of a graph when its trees are folded into the nodes that they hang on, with one source for all nodes of
/// the same neighbours. Directed graphs are left whole.
///
/// Nodes are numbered anew, the best-tied first: sweeps touch these most, and side by side they stay in the cache.
pub(super) struct Folded {
    offsets: Vec<usize>,
    neighbors: Vec<u32>,
    /// How many nodes of the graph each stands for: itself and the tree that hangs on it.
    mass: Vec<f64>,
    /// The nodes to sweep from, class after class of those with the same neighbours and mass.
    classes: Vec<u32>,
    /// Where each class begins.
    class_starts: Vec<usize>,
    /// The graph's number of each node.
    original: Vec<u32>,
    /// What folding the trees already adds, for each node of the graph.
    folded_in: Vec<f64>,
}

impl Folded {
    pub(super) fn of(view: &View<'_>, direction: Direction, is_undirected: bool) -> Folded {
        let rows = view.rows(if is_undirected { Direction::Both } else { direction });
        let node_count = rows.node_count();
        let mut size = vec![1.0; node_count];
        let mut folded_in = vec![0.0; node_count];
        let mut is_folded = vec![false; node_count];
        if is_undirected {
            fold_trees(view, &rows, &mut size, &mut folded_in, &mut is_folded);
        }
        let is_kept = |&node: &u32| view.has_node(NodeId(node)) && !is_folded[node as usize];
        let mut original: Vec<u32> = (0..node_count as u32).filter(is_kept).collect();
        original.sort_by_key(|&node| std::cmp::Reverse(rows.neighbors(node).len()));
        let mut place = vec![u32::MAX; node_count];
        for (new, &node) in (0..).zip(&original) {
            place[node as usize] = new;
        }
        let mut offsets = vec![0];
        let mut neighbors = Vec::new();
        for &node in &original {
            let first = neighbors.len();
            let others = rows.neighbors(node).iter().filter(|&&other| other != node);
            neighbors.extend(others.map(|&other| place[other as usize]).filter(|&other| other != u32::MAX));
            neighbors[first..].sort_unstable();
            offsets.push(neighbors.len());
        }
        let mass: Vec<f64> = original.iter().map(|&node| size[node as usize]).collect();
        let mut folded =
            Folded { offsets, neighbors, mass, classes: Vec::new(), class_starts: vec![0], original, folded_in };
        folded.group_sources(is_undirected);
        folded
    }

    fn group_sources(&mut self, is_undirected: bool) {
        let mut classes: Vec<Vec<u32>> = Vec::new();
        let mut class_of: HashMap<(&[u32], u64), usize> = HashMap::new();
        for node in 0..self.node_count() as u32 {
            let row = self.neighbors(node);
            // From a node without neighbours no path leads anywhere.
            if row.is_empty() {
                continue;
            }
            if is_undirected {
                let class = *class_of.entry((row, self.mass(node).to_bits())).or_insert(classes.len());
                if class < classes.len() {
                    classes[class].push(node);
                    continue;
                }
            }
            classes.push(vec![node]);
        }
        let mut flat = Vec::with_capacity(self.node_count());
        let mut starts = vec![0];
        for class in classes {
            flat.extend(class);
            starts.push(flat.len());
        }
        (self.classes, self.class_starts) = (flat, starts);
    }

    pub(super) fn node_count(&self) -> usize {
        self.original.len()
    }

    /// How many sweeps are needed.
    pub(super) fn source_count(&self) -> u32 {
        self.class_starts.len() as u32 - 1
    }

    /// The nodes that a sweep stands for; it starts from the first.
    pub(super) fn class(&self, source: u32) -> &[u32] {
        &self.classes[self.class_starts[source as usize]..self.class_starts[source as usize + 1]]
    }

    #[inline]
    pub(super) fn neighbors(&self, node: u32) -> &[u32] {
        &self.neighbors[self.offsets[node as usize]..self.offsets[node as usize + 1]]
    }

    pub(super) fn slot_count(&self) -> usize {
        self.neighbors.len()
    }

    #[inline]
    pub(super) fn mass(&self, node: u32) -> f64 {
        self.mass[node as usize]
    }

    /// The graph's number of a node.
    pub(super) fn original(&self, node: u32) -> NodeId {
        NodeId(self.original[node as usize])
    }

    /// From sums for the nodes that are left to sums for all.
    pub(super) fn unfold(mut self, sums: &[f64]) -> Vec<f64> {
        for (&node, sum) in self.original.iter().zip(sums) {
            self.folded_in[node as usize] += sum;
        }
        self.folded_in
    }
}

/// Folds nodes of one neighbour into it, over and over. Adds to `folded_in` the ordered pairs whose paths are settled by that:
/// those between a tree and the rest lead through its root, those between two branches through the node where they part.
fn fold_trees(view: &View<'_>, rows: &Rows, size: &mut [f64], folded_in: &mut [f64], is_folded: &mut [bool]) {
    let node_count = rows.node_count();
    // Parallel edges lead to one neighbour; a self-loop to none.
    let mut left = vec![0u32; node_count];
    let mut leaves = Vec::new();
    for node in 0..node_count as u32 {
        let row = rows.neighbors(node);
        let repeats = row.windows(2).filter(|pair| pair[0] == pair[1]).count();
        let is_looped = row.binary_search(&node).is_ok();
        left[node as usize] = (row.len() - repeats - usize::from(is_looped)) as u32;
        if left[node as usize] == 1 {
            leaves.push(node);
        }
    }
    while let Some(leaf) = leaves.pop() {
        // The last two of a component are each other's only neighbour: one of them stays.
        if left[leaf as usize] != 1 {
            continue;
        }
        let Some(&root) = rows.neighbors(leaf).iter().find(|&&other| other != leaf && !is_folded[other as usize])
        else {
            continue;
        };
        is_folded[leaf as usize] = true;
        left[leaf as usize] = 0;
        folded_in[root as usize] += 2.0 * size[leaf as usize] * (size[root as usize] - 1.0);
        size[root as usize] += size[leaf as usize];
        left[root as usize] -= 1;
        if left[root as usize] == 1 {
            leaves.push(root);
        }
    }
    let components = weak_components(view);
    for node in view.nodes() {
        let whole = components.of(node).map_or(1.0, |component| f64::from(components.sizes()[component]));
        let own = size[node.index()];
        folded_in[node.index()] += 2.0 * (own - 1.0) * (whole - own);
    }
}
