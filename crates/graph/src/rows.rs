//! Compressed sparse rows: for each node the run of its neighbours, in one flat array.

use std::sync::{Arc, OnceLock};

/// The two ends of each edge, as they were handed in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ends {
    pub(crate) sources: Vec<u32>,
    pub(crate) targets: Vec<u32>,
}

impl Ends {
    pub(crate) fn len(&self) -> usize {
        self.sources.len()
    }

    /// Source and target of each edge, in the order of the edges.
    pub(crate) fn pairs(&self) -> impl ExactSizeIterator<Item = (u32, u32)> + '_ {
        self.sources.iter().copied().zip(self.targets.iter().copied())
    }
}

/// Which ends of the edges have rows that lead to the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rooted {
    Source,
    Target,
    Both,
}

impl Rooted {
    /// Calls `entry` with (row, neighbour) for each slot that the edge takes.
    #[inline]
    fn entries(self, (source, target): (u32, u32), mut entry: impl FnMut(u32, u32)) {
        if self != Rooted::Target {
            entry(source, target);
        }
        if self != Rooted::Source {
            entry(target, source);
        }
    }
}

/// One direction of a graph. Row `v` is the slots `offsets[v]..offsets[v + 1]`; each slot holds a neighbour and, once somebody
/// asked, the edge that leads there: much is worked out from neighbours alone, and edges would double the memory. Within a row the
/// slots ascend by (neighbour, edge).
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    offsets: Vec<usize>,
    neighbors: Vec<u32>,
    edges: OnceLock<Vec<u32>>,
    /// What the rows were built from.
    ends: Arc<Ends>,
    rooted: Rooted,
}

impl Rows {
    /// Builds the rows by counting sort: one pass counts, one places.
    ///
    /// Time O(n + m log d) for m edges and the largest row d (O(n + m) when the entries come sorted), memory beyond the result O(1).
    pub(crate) fn build(node_count: usize, ends: &Arc<Ends>, rooted: Rooted) -> Rows {
        let mut offsets = vec![0usize; node_count + 1];
        for pair in ends.pairs() {
            rooted.entries(pair, |row, _| offsets[row as usize + 1] += 1);
        }
        for row in 0..node_count {
            offsets[row + 1] += offsets[row];
        }
        let mut neighbors = vec![0u32; offsets[node_count]];
        // Each offset runs from its row's begin to its end, which is where the next begins: no second array is needed.
        for pair in ends.pairs() {
            rooted.entries(pair, |row, neighbor| {
                neighbors[offsets[row as usize]] = neighbor;
                offsets[row as usize] += 1;
            });
        }
        offsets.copy_within(..node_count, 1);
        offsets[0] = 0;
        for row in offsets.windows(2) {
            let neighbors = &mut neighbors[row[0]..row[1]];
            if !neighbors.is_sorted() {
                neighbors.sort_unstable();
            }
        }
        Rows { offsets, neighbors, edges: OnceLock::new(), ends: Arc::clone(ends), rooted }
    }

    /// The edge of each slot. Edges that are listed by their neighbour first, then put into their rows in that order, stand there by
    /// ascending neighbour and edge: two passes of counting sort. Time O(n + m), memory for a second list while it runs.
    fn number(&self) -> Vec<u32> {
        let node_count = self.node_count();
        let mut begins = vec![0usize; node_count + 1];
        for pair in self.ends.pairs() {
            self.rooted.entries(pair, |_, neighbor| begins[neighbor as usize + 1] += 1);
        }
        for node in 0..node_count {
            begins[node + 1] += begins[node];
        }
        let mut by_neighbor = vec![(0u32, 0u32); self.slot_count()];
        for (edge, pair) in (0u32..).zip(self.ends.pairs()) {
            self.rooted.entries(pair, |row, neighbor| {
                by_neighbor[begins[neighbor as usize]] = (row, edge);
                begins[neighbor as usize] += 1;
            });
        }
        let mut next = self.offsets.clone();
        let mut edges = vec![0u32; self.slot_count()];
        for (row, edge) in by_neighbor {
            edges[next[row as usize]] = edge;
            next[row as usize] += 1;
        }
        edges
    }

    /// Assembles rows one after the other: `fill` appends the slots of a row, in any order.
    pub(crate) fn assemble(node_count: usize, mut fill: impl FnMut(u32, &mut Vec<(u32, u32)>)) -> Rows {
        let mut offsets = Vec::with_capacity(node_count + 1);
        let (mut neighbors, mut edges) = (Vec::new(), Vec::new());
        offsets.push(0);
        let mut row = Vec::new();
        for node in 0..node_count as u32 {
            row.clear();
            fill(node, &mut row);
            if !row.is_sorted() {
                row.sort_unstable();
            }
            neighbors.extend(row.iter().map(|slot| slot.0));
            edges.extend(row.iter().map(|slot| slot.1));
            offsets.push(neighbors.len());
        }
        Rows { offsets, neighbors, edges: edges.into(), ends: Arc::default(), rooted: Rooted::Source }
    }

    pub(crate) fn node_count(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    pub(crate) fn slot_count(&self) -> usize {
        self.neighbors.len()
    }

    /// Where each row begins, and the end of the last.
    pub(crate) fn offsets(&self) -> &[usize] {
        &self.offsets
    }

    /// Whether some row holds a neighbour more than once.
    pub(crate) fn has_repeats(&self) -> bool {
        self.offsets.windows(2).any(|row| self.neighbors[row[0]..row[1]].windows(2).any(|pair| pair[0] == pair[1]))
    }

    /// The neighbours of all nodes, row after row.
    pub(crate) fn all_neighbors(&self) -> &[u32] {
        &self.neighbors
    }

    fn all_edges(&self) -> &[u32] {
        self.edges.get_or_init(|| self.number())
    }

    /// The neighbours of `node`.
    #[inline]
    pub(crate) fn neighbors(&self, node: u32) -> &[u32] {
        &self.neighbors[self.offsets[node as usize]..self.offsets[node as usize + 1]]
    }

    /// The edges to the neighbours of `node`, slot by slot. The first call for any node numbers all slots, O(n + m).
    #[inline]
    pub(crate) fn edges(&self, node: u32) -> &[u32] {
        &self.all_edges()[self.offsets[node as usize]..self.offsets[node as usize + 1]]
    }

    /// Neighbours and edges of `node`.
    #[inline]
    pub(crate) fn row(&self, node: u32) -> impl ExactSizeIterator<Item = (u32, u32)> + '_ {
        self.neighbors(node).iter().copied().zip(self.edges(node).iter().copied())
    }

    /// The first slot of `node`'s row, the index of its values in a slot-aligned column.
    #[inline]
    pub(crate) fn first_slot(&self, node: u32) -> usize {
        self.offsets[node as usize]
    }

    /// One value per slot, looked up by the slot's edge.
    pub(crate) fn per_slot(&self, value: impl Fn(u32) -> f64) -> Vec<f64> {
        self.all_edges().iter().map(|&edge| value(edge)).collect()
    }

    /// The slots of `node` that lead to `neighbor`, as edge ids. O(log d) plus the answer.
    pub(crate) fn edges_to(&self, node: u32, neighbor: u32) -> &[u32] {
        let neighbors = self.neighbors(node);
        let first = neighbors.partition_point(|&n| n < neighbor);
        let last = first + neighbors[first..].partition_point(|&n| n == neighbor);
        &self.edges(node)[first..last]
    }
}
