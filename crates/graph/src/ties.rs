//! The simple undirected graph beneath a view, with how strong each tie is.

use crate::{Direction, View};

/// For each node its different neighbours, ascending, each with the sum of the weights of all edges between the two,
/// whatever their direction. Self-loops are left out.
pub(crate) struct Ties {
    offsets: Vec<usize>,
    neighbors: Vec<u32>,
    strengths: Vec<f64>,
}

impl Ties {
    /// Time O(n + m), memory O(n + m).
    pub(crate) fn of(view: &View<'_>, weighted: bool) -> Ties {
        let graph = view.graph();
        let mut ties = Ties { offsets: vec![0], neighbors: Vec::new(), strengths: Vec::new() };
        let mut row: Vec<(u32, u32)> = Vec::new();
        for node in graph.nodes() {
            row.clear();
            row.extend(view.neighbors(node, Direction::Both).map(|next| (next.node.0, next.edge.0)));
            row.retain(|&(neighbor, _)| neighbor != node.0);
            if !row.is_sorted() {
                row.sort_unstable();
            }
            for bundle in row.chunk_by(|a, b| a.0 == b.0) {
                let strength = bundle.iter().map(|&(_, edge)| graph.weight(edge.into())).fold(0.0, |sum, w| sum + w);
                ties.neighbors.push(bundle[0].0);
                ties.strengths.push(if weighted { strength } else { 1.0 });
            }
            ties.offsets.push(ties.neighbors.len());
        }
        ties
    }

    pub(crate) fn node_count(&self) -> usize {
        self.offsets.len() - 1
    }

    #[inline]
    pub(crate) fn neighbors(&self, node: u32) -> &[u32] {
        &self.neighbors[self.offsets[node as usize]..self.offsets[node as usize + 1]]
    }

    /// The strengths of the ties to the neighbours, in the same order.
    #[inline]
    pub(crate) fn strengths(&self, node: u32) -> &[f64] {
        &self.strengths[self.offsets[node as usize]..self.offsets[node as usize + 1]]
    }

    /// Neighbours with the strengths of the ties.
    #[inline]
    pub(crate) fn row(&self, node: u32) -> impl ExactSizeIterator<Item = (u32, f64)> + '_ {
        self.neighbors(node).iter().copied().zip(self.strengths(node).iter().copied())
    }

    pub(crate) fn degree(&self, node: u32) -> usize {
        self.offsets[node as usize + 1] - self.offsets[node as usize]
    }

    /// Whether two nodes are tied. O(log d).
    pub(crate) fn are_tied(&self, a: u32, b: u32) -> bool {
        let (few, other) = if self.degree(a) <= self.degree(b) { (a, b) } else { (b, a) };
        self.neighbors(few).binary_search(&other).is_ok()
    }

    /// Calls `found` for each common neighbour of two nodes, ascending, with its place in the row of each. Looks through the
    /// shorter row and searches in the longer, so a hub costs no more than its neighbours: O(d log D).
    pub(crate) fn for_each_common(&self, a: u32, b: u32, mut found: impl FnMut(u32, usize, usize)) {
        let (short, long, is_swapped) = if self.degree(a) <= self.degree(b) { (a, b, false) } else { (b, a, true) };
        let row = self.neighbors(long);
        let mut from = 0;
        for (place, &node) in self.neighbors(short).iter().enumerate() {
            from += gallop(&row[from..], node);
            match row.get(from) {
                None => return,
                Some(&other) if other == node => {
                    if is_swapped {
                        found(node, from, place);
                    } else {
                        found(node, place, from);
                    }
                }
                Some(_) => {}
            }
        }
    }
}

/// How many numbers of an ascending row are below `bound`, found from the front in steps that double.
fn gallop(row: &[u32], bound: u32) -> usize {
    let mut end = 1;
    while end < row.len() && row[end - 1] < bound {
        end *= 2;
    }
    let start = end / 2;
    let end = end.min(row.len());
    start.min(end) + row[start.min(end)..end].partition_point(|&node| node < bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    #[test]
    fn edges_between_the_same_two_are_one_tie() {
        let edges = [Edge::new(0, 1).weighing(2.0), Edge::new(1, 0).weighing(0.5), Edge::new(1, 1), Edge::new(2, 1)];
        let graph = Graph::directed(4, edges).unwrap();
        let ties = Ties::of(&graph.view(), true);
        assert_eq!(ties.row(1).collect::<Vec<_>>(), [(0, 2.5), (2, 1.0)]);
        assert_eq!((ties.degree(3), ties.node_count()), (0, 4));
        assert!(ties.are_tied(1, 2) && !ties.are_tied(0, 2) && !ties.are_tied(1, 1));
        assert_eq!(Ties::of(&graph.view(), false).strengths(1), [1.0, 1.0]);
    }

    #[test]
    fn galloping_finds_every_place() {
        let row = [2, 3, 5, 8, 13, 21];
        for length in 0..=row.len() {
            for bound in 0..25 {
                let expected = row[..length].iter().filter(|&&node| node < bound).count();
                assert_eq!(gallop(&row[..length], bound), expected, "{length} {bound}");
            }
        }
    }

    #[test]
    fn common_neighbours_come_with_their_places() {
        let edges = [(0, 2), (0, 3), (0, 5), (1, 3), (1, 4), (1, 5), (1, 6)].map(|(a, b)| Edge::new(a, b));
        let graph = Graph::undirected(7, edges).unwrap();
        let ties = Ties::of(&graph.view(), false);
        for (a, b, expected) in [(0, 1, [(3, 1, 0), (5, 2, 2)]), (1, 0, [(3, 0, 1), (5, 2, 2)])] {
            let mut found = Vec::new();
            ties.for_each_common(a, b, |node, in_a, in_b| found.push((node, in_a, in_b)));
            assert_eq!(found, expected);
        }
    }
}
