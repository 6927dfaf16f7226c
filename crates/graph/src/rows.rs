//! Compressed sparse rows: for each node the run of its neighbours, in one flat array.

/// One direction of a graph. Row `v` is the slots `offsets[v]..offsets[v + 1]`; each slot holds a neighbour and the
/// edge that leads there. Within a row the slots ascend by (neighbour, edge).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    offsets: Vec<usize>,
    neighbors: Vec<u32>,
    edges: Vec<u32>,
}

impl Rows {
    /// Builds the rows from `(row, neighbour, edge)` entries by counting sort: one pass counts, one places.
    ///
    /// `entries` is called twice and must yield the same both times. Time O(n + m log d) for m entries and the largest
    /// row d (O(n + m) when the entries come sorted), memory beyond the result O(d).
    pub(crate) fn build<I>(node_count: usize, entries: impl Fn() -> I) -> Rows
    where
        I: Iterator<Item = (u32, u32, u32)>,
    {
        let mut offsets = vec![0usize; node_count + 1];
        for (row, _, _) in entries() {
            offsets[row as usize + 1] += 1;
        }
        for row in 0..node_count {
            offsets[row + 1] += offsets[row];
        }
        let slot_count = offsets[node_count];
        let mut neighbors = vec![0u32; slot_count];
        let mut edges = vec![0u32; slot_count];
        // Each offset runs from its row's begin to its end, which is where the next begins: no second array is needed.
        for (row, neighbor, edge) in entries() {
            let slot = offsets[row as usize];
            offsets[row as usize] += 1;
            neighbors[slot] = neighbor;
            edges[slot] = edge;
        }
        offsets.copy_within(..node_count, 1);
        offsets[0] = 0;
        let mut rows = Rows { offsets, neighbors, edges };
        rows.sort();
        rows
    }

    fn sort(&mut self) {
        let mut packed: Vec<u64> = Vec::new();
        for row in 0..self.node_count() {
            let slots = self.offsets[row]..self.offsets[row + 1];
            let (neighbors, edges) = (&mut self.neighbors[slots.clone()], &mut self.edges[slots]);
            // Entries arrive by ascending edge, so equal neighbours are in order already.
            if neighbors.is_sorted() {
                continue;
            }
            packed.clear();
            packed.extend(neighbors.iter().zip(&*edges).map(|(&n, &e)| u64::from(n) << 32 | u64::from(e)));
            packed.sort_unstable();
            for ((neighbor, edge), &pair) in neighbors.iter_mut().zip(edges).zip(&packed) {
                *neighbor = (pair >> 32) as u32;
                *edge = pair as u32;
            }
        }
    }

    /// Assembles rows one after the other: `fill` appends the slots of a row, in any order.
    pub(crate) fn assemble(node_count: usize, mut fill: impl FnMut(u32, &mut Vec<(u32, u32)>)) -> Rows {
        let mut rows = Rows { offsets: Vec::with_capacity(node_count + 1), ..Rows::default() };
        rows.offsets.push(0);
        let mut row = Vec::new();
        for node in 0..node_count as u32 {
            row.clear();
            fill(node, &mut row);
            if !row.is_sorted() {
                row.sort_unstable();
            }
            rows.neighbors.extend(row.iter().map(|slot| slot.0));
            rows.edges.extend(row.iter().map(|slot| slot.1));
            rows.offsets.push(rows.neighbors.len());
        }
        rows
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

    /// The neighbours of `node`.
    #[inline]
    pub(crate) fn neighbors(&self, node: u32) -> &[u32] {
        &self.neighbors[self.offsets[node as usize]..self.offsets[node as usize + 1]]
    }

    /// The edges to the neighbours of `node`, slot by slot.
    #[inline]
    pub(crate) fn edges(&self, node: u32) -> &[u32] {
        &self.edges[self.offsets[node as usize]..self.offsets[node as usize + 1]]
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
        self.edges.iter().map(|&edge| value(edge)).collect()
    }

    /// The slots of `node` that lead to `neighbor`, as edge ids. O(log d) plus the answer.
    pub(crate) fn edges_to(&self, node: u32, neighbor: u32) -> &[u32] {
        let neighbors = self.neighbors(node);
        let first = neighbors.partition_point(|&n| n < neighbor);
        let last = first + neighbors[first..].partition_point(|&n| n == neighbor);
        &self.edges(node)[first..last]
    }
}
