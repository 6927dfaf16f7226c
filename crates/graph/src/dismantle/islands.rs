//! Sets of nodes that hang together, growing as nodes come back.

/// Disjoint sets by union-find (R. Tarjan, "Efficiency of a good but not linear set union algorithm", Journal of the ACM 22
/// (1975)), with path halving and union by size. The size of a set stands at its root.
#[derive(Clone, Debug)]
pub(crate) struct Islands {
    parent: Vec<u32>,
    size: Vec<u32>,
}

impl Islands {
    /// `count` sets of one node each.
    pub(crate) fn new(count: usize) -> Islands {
        Islands { parent: (0..count as u32).collect(), size: vec![1; count] }
    }

    /// One set for each weight.
    pub(crate) fn weighing(weights: Vec<u32>) -> Islands {
        Islands { parent: (0..weights.len() as u32).collect(), size: weights }
    }

    #[inline]
    pub(crate) fn find(&mut self, node: u32) -> u32 {
        let mut node = node;
        loop {
            let parent = self.parent[node as usize];
            if parent == node {
                return node;
            }
            let above = self.parent[parent as usize];
            self.parent[node as usize] = above;
            node = above;
        }
    }

    /// The size of the set whose root this is.
    #[inline]
    pub(crate) fn size(&self, root: u32) -> u32 {
        self.size[root as usize]
    }

    /// Joins two sets by their roots and returns the root of both.
    #[inline]
    pub(crate) fn join_roots(&mut self, a: u32, b: u32) -> u32 {
        if a == b {
            return a;
        }
        let (large, small) = if self.size[a as usize] < self.size[b as usize] { (b, a) } else { (a, b) };
        self.parent[small as usize] = large;
        self.size[large as usize] += self.size[small as usize];
        large
    }
}
