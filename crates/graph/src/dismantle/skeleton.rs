//! The simple undirected graph beneath a view, in the least memory: what all plans are worked out on.

use crate::{Direction, GraphError, NodeId, View};

/// Who is tied to whom, and nothing else: no direction, no weight, no repeats, no loops.
///
/// 4 bytes per node and 8 per tie. [`Skeleton::of`] takes it from a view; [`Skeleton::from_pairs`] from bare pairs, for networks
/// too large to be held twice. Nodes that a view hides are left out and the others numbered anew; plans
/// speak of the view's own numbers.
///
/// ```
/// use umbra_graph::Skeleton;
/// let skeleton = Skeleton::from_pairs(3, &[(0, 1), (1, 0), (1, 1), (1, 2)])?;
/// assert_eq!((skeleton.node_count(), skeleton.tie_count()), (3, 2));
/// # Ok::<(), umbra_graph::GraphError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Skeleton {
    offsets: Vec<u32>,
    neighbors: Vec<u32>,
    /// The view's number of each node, ascending; absent when the numbers are the same.
    names: Option<Vec<u32>>,
}

impl Skeleton {
    /// The skeleton of what a view shows. O(n + m log d).
    #[must_use]
    pub fn of(view: &View<'_>) -> Skeleton {
        let seen: Vec<u32> = view.nodes().map(|node| node.0).collect();
        let is_whole = seen.len() == view.graph().node_count();
        let mut renamed = Vec::new();
        if !is_whole {
            renamed = vec![0; view.graph().node_count()];
            for (new, &old) in (0u32..).zip(&seen) {
                renamed[old as usize] = new;
            }
        }
        let mut offsets = Vec::with_capacity(seen.len() + 1);
        offsets.push(0);
        let mut neighbors: Vec<u32> = Vec::new();
        let mut row = Vec::new();
        for &node in &seen {
            row.clear();
            row.extend(view.neighbors(NodeId(node), Direction::Both).map(|next| next.node.0));
            row.retain(|&other| other != node);
            row.sort_unstable();
            row.dedup();
            neighbors.extend(row.iter().map(|&other| if is_whole { other } else { renamed[other as usize] }));
            offsets.push(neighbors.len() as u32);
        }
        Skeleton { offsets, neighbors, names: (!is_whole).then_some(seen) }
    }

    /// The skeleton of `node_count` nodes and these pairs. O(n + m log d), 8 bytes per pair beyond the input.
    ///
    /// # Errors
    /// [`GraphError::NodeOutOfRange`], [`GraphError::TooManyEdges`] beyond 2^31 - 1 pairs.
    pub fn from_pairs(node_count: u32, pairs: &[(u32, u32)]) -> Result<Skeleton, GraphError> {
        if pairs.len() > (u32::MAX / 2) as usize {
            return Err(GraphError::TooManyEdges);
        }
        let mut next = vec![0u32; node_count as usize + 1];
        for (place, &(a, b)) in pairs.iter().enumerate() {
            if let Some(&node) = [a, b].iter().find(|&&node| node >= node_count) {
                return Err(GraphError::NodeOutOfRange { edge: place as u64, node: NodeId(node), node_count });
            }
            if a != b {
                next[a as usize] += 1;
                next[b as usize] += 1;
            }
        }
        let mut total = 0;
        for slot in &mut next {
            total += std::mem::replace(slot, total);
        }
        let mut neighbors = vec![0u32; total as usize];
        for &(a, b) in pairs.iter().filter(|(a, b)| a != b) {
            for (from, to) in [(a, b), (b, a)] {
                neighbors[next[from as usize] as usize] = to;
                next[from as usize] += 1;
            }
        }
        // `next` now holds each row's end. Rows are sorted and closed up in place.
        let mut offsets = next;
        let (mut start, mut filled) = (0usize, 0usize);
        for slot in offsets.iter_mut().take(node_count as usize) {
            let end = *slot as usize;
            if !neighbors[start..end].is_sorted() {
                neighbors[start..end].sort_unstable();
            }
            *slot = filled as u32;
            let mut last = None;
            for place in start..end {
                let other = neighbors[place];
                if last.replace(other) != Some(other) {
                    neighbors[filled] = other;
                    filled += 1;
                }
            }
            start = end;
        }
        offsets[node_count as usize] = filled as u32;
        neighbors.truncate(filled);
        Ok(Skeleton { offsets, neighbors, names: None })
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// How many pairs are tied.
    #[must_use]
    pub fn tie_count(&self) -> usize {
        self.neighbors.len() / 2
    }

    #[inline]
    pub(crate) fn neighbors(&self, node: u32) -> &[u32] {
        &self.neighbors[self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize]
    }

    #[inline]
    pub(crate) fn degree(&self, node: u32) -> u32 {
        self.offsets[node as usize + 1] - self.offsets[node as usize]
    }

    /// Nodes and slots: what one sweep over the whole network costs.
    pub(crate) fn sweep_cost(&self) -> u64 {
        (self.node_count() + self.neighbors.len()) as u64
    }

    /// The caller's number of a node.
    pub(crate) fn name(&self, node: u32) -> NodeId {
        NodeId(self.names.as_ref().map_or(node, |names| names[node as usize]))
    }

    /// The node that the caller calls `name`; `None` when it is hidden or does not exist.
    pub(crate) fn find(&self, name: NodeId) -> Option<u32> {
        match &self.names {
            Some(names) => names.binary_search(&name.0).ok().map(|place| place as u32),
            None => (name.index() < self.node_count()).then_some(name.0),
        }
    }
}
