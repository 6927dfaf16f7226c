//! Filtered views: a graph seen through a mask, without copying it.

use std::borrow::Cow;

use crate::bitset::BitSet;
use crate::rows::Rows;
use crate::{Direction, Edge, EdgeId, Graph, GraphError, Interval, Layer, NodeId};

/// A graph under a filter. Every algorithm of this crate takes one; [`Graph::view`] gives the unfiltered one for free.
///
/// A filter is one bit per node or edge, worked out once when it is set; the graph itself is shared. Node and edge
/// numbers stay those of the graph, so results of different views line up. An edge is seen when it is kept and both its
/// ends are. Algorithms return one value per node of the *graph*; hidden nodes get the value that their doc states.
///
/// ```
/// use umbra_graph::{Edge, Graph, Layer, weak_components};
/// let graph = Graph::undirected(3, [Edge::new(0, 1), Edge::new(1, 2).on(Layer(1))])?;
/// let blood = graph.view().keep_edges(|_, edge| edge.layer == Layer(1));
/// assert_eq!(weak_components(&blood).count(), 2);
/// # Ok::<(), umbra_graph::GraphError>(())
/// ```
#[derive(Clone, Debug)]
pub struct View<'g> {
    graph: &'g Graph,
    nodes: Option<BitSet>,
    edges: Option<BitSet>,
}

impl<'g> View<'g> {
    /// The whole graph.
    #[must_use]
    pub fn whole(graph: &'g Graph) -> View<'g> {
        View { graph, nodes: None, edges: None }
    }

    /// The graph behind the view.
    #[must_use]
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// Narrows the view to the edges that `keep` accepts. O(m).
    #[must_use]
    pub fn keep_edges(mut self, mut keep: impl FnMut(EdgeId, &Edge) -> bool) -> View<'g> {
        let kept = BitSet::from_fn(self.graph.edge_count(), |number| {
            let id = EdgeId(number as u32);
            self.is_kept(id) && keep(id, &self.graph.edge(id))
        });
        self.edges = Some(kept);
        self
    }

    /// Narrows the view to the nodes that `keep` accepts. O(n).
    #[must_use]
    pub fn keep_nodes(mut self, mut keep: impl FnMut(NodeId) -> bool) -> View<'g> {
        let kept = BitSet::from_fn(self.graph.node_count(), |number| {
            let node = NodeId(number as u32);
            self.has_node(node) && keep(node)
        });
        self.nodes = Some(kept);
        self
    }

    /// Narrows the view to the edges that hold on `day`; undated edges hold always.
    #[must_use]
    pub fn as_of(self, day: i32) -> View<'g> {
        self.keep_edges(|_, edge| edge.validity.contains(day))
    }

    /// Narrows the view to the edges that hold on some day of `period`; undated edges hold always.
    #[must_use]
    pub fn during(self, period: Interval) -> View<'g> {
        self.keep_edges(|_, edge| edge.validity.overlaps(period))
    }

    /// Narrows the view to the edges on one of these layers.
    #[must_use]
    pub fn on_layers(self, layers: &[Layer]) -> View<'g> {
        self.keep_edges(|_, edge| layers.contains(&edge.layer))
    }

    /// Hides a node with its edges; says whether it was seen before. O(1) after the first call, which is O(n).
    pub fn hide(&mut self, node: NodeId) -> bool {
        self.node_mask().remove(node.index())
    }

    /// Shows a node of the graph again, with those of its edges that the view keeps; says whether it was hidden before.
    pub fn show(&mut self, node: NodeId) -> bool {
        self.node_mask().insert(node.index())
    }

    /// Hides one edge; says whether it was kept before. O(1) after the first call, which is O(m).
    pub fn hide_edge(&mut self, edge: EdgeId) -> bool {
        let edge_count = self.graph.edge_count();
        self.edges.get_or_insert_with(|| BitSet::full(edge_count)).remove(edge.index())
    }

    fn node_mask(&mut self) -> &mut BitSet {
        let node_count = self.graph.node_count();
        self.nodes.get_or_insert_with(|| BitSet::full(node_count))
    }

    #[inline]
    fn is_kept(&self, edge: EdgeId) -> bool {
        self.edges.as_ref().is_none_or(|edges| edges.contains(edge.index()))
    }

    /// Whether the graph has the node and the view shows it.
    #[inline]
    #[must_use]
    pub fn has_node(&self, node: NodeId) -> bool {
        match &self.nodes {
            Some(nodes) => nodes.contains(node.index()),
            None => node.0 < self.graph.node_count,
        }
    }

    /// Whether the graph has the edge and the view shows it and both its ends.
    #[must_use]
    pub fn has_edge(&self, edge: EdgeId) -> bool {
        edge.index() < self.graph.edge_count()
            && self.is_kept(edge)
            && self.has_node(NodeId(self.graph.ends.sources[edge.index()]))
            && self.has_node(NodeId(self.graph.ends.targets[edge.index()]))
    }

    /// Whether the view hides nothing because it has no filter.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.nodes.is_none() && self.edges.is_none()
    }

    /// How many nodes are seen. O(n / 64) under a node filter.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.as_ref().map_or(self.graph.node_count(), BitSet::len)
    }

    /// How many edges are seen. O(m) under a filter.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        if self.is_whole() { self.graph.edge_count() } else { self.edge_ids().count() }
    }

    /// The nodes that are seen, ascending.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.graph.nodes().filter(|&node| self.has_node(node))
    }

    /// The edges that are seen, ascending.
    pub fn edge_ids(&self) -> impl Iterator<Item = EdgeId> + '_ {
        (0..self.graph.edge_count() as u32).map(EdgeId).filter(|&edge| self.has_edge(edge))
    }

    /// The edges that are seen with what is known of them, ascending.
    pub fn edges(&self) -> impl Iterator<Item = (EdgeId, Edge)> + '_ {
        self.edge_ids().map(|id| (id, self.graph.edge(id)))
    }

    /// The neighbours of `node` with the edges that lead there: ascending by (node, edge), the `Out` run before the
    /// `In` run when both of a directed graph are asked for. A neighbour comes once per edge. Nothing for a hidden or
    /// unknown node.
    #[inline]
    pub fn neighbors(&self, node: NodeId, direction: Direction) -> Neighbors<'_> {
        let mut runs: [(&[u32], &[u32]); 2] = [(&[], &[]); 2];
        if self.has_node(node) {
            let (rows, second) = self.source_rows(direction);
            runs[0] = (rows.neighbors(node.0), rows.edges(node.0));
            if let Some(rows) = second {
                runs[1] = (rows.neighbors(node.0), rows.edges(node.0));
            }
        }
        Neighbors { view: self, runs, slot: 0 }
    }

    fn source_rows(&self, direction: Direction) -> (&'g Rows, Option<&'g Rows>) {
        match (&self.graph.inward, direction) {
            (Some(inward), Direction::In) => (inward, None),
            (Some(inward), Direction::Both) => (&self.graph.outward, Some(inward)),
            (Some(_), Direction::Out) | (None, _) => (&self.graph.outward, None),
        }
    }

    /// The rows that the view shows: the graph's own where it can lend them, else a compact copy (O(n + m)), which
    /// pays for algorithms that walk the rows many times.
    pub(crate) fn rows(&self, direction: Direction) -> Cow<'g, Rows> {
        if let (true, (rows, None)) = (self.is_whole(), self.source_rows(direction)) {
            return Cow::Borrowed(rows);
        }
        Cow::Owned(Rows::assemble(self.graph.node_count(), |node, row| {
            row.extend(self.neighbors(NodeId(node), direction).map(|next| (next.node.0, next.edge.0)));
        }))
    }

    /// The rows of the simple undirected graph beneath: no direction, no loops, one slot per pair (its lowest edge).
    pub(crate) fn simple_rows(&self) -> Rows {
        let mut merged = Vec::new();
        Rows::assemble(self.graph.node_count(), |node, row| {
            merged.clear();
            merged.extend(self.neighbors(NodeId(node), Direction::Both).map(|next| (next.node.0, next.edge.0)));
            merged.retain(|&(neighbor, _)| neighbor != node);
            merged.sort_unstable();
            merged.dedup_by_key(|slot| slot.0);
            row.extend_from_slice(&merged);
        })
    }

    pub(crate) fn check_nodes(&self, nodes: &[NodeId]) -> Result<(), GraphError> {
        nodes.iter().try_for_each(|&node| self.graph.check_node(node))
    }
}

impl<'g> From<&'g Graph> for View<'g> {
    fn from(graph: &'g Graph) -> View<'g> {
        View::whole(graph)
    }
}

/// A neighbour and the edge that leads to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Neighbor {
    /// The node at the other end.
    pub node: NodeId,
    /// The edge that was followed.
    pub edge: EdgeId,
}

/// The neighbours of a node; see [`View::neighbors`].
#[derive(Clone, Debug)]
pub struct Neighbors<'v> {
    view: &'v View<'v>,
    runs: [(&'v [u32], &'v [u32]); 2],
    slot: usize,
}

impl Iterator for Neighbors<'_> {
    type Item = Neighbor;

    #[inline]
    fn next(&mut self) -> Option<Neighbor> {
        loop {
            let (neighbors, edges) = self.runs[0];
            while let Some((&node, &edge)) = neighbors.get(self.slot).zip(edges.get(self.slot)) {
                self.slot += 1;
                let neighbor = Neighbor { node: NodeId(node), edge: EdgeId(edge) };
                if self.view.is_kept(neighbor.edge) && self.view.has_node(neighbor.node) {
                    return Some(neighbor);
                }
            }
            if self.runs[1].0.is_empty() {
                return None;
            }
            self.runs = [self.runs[1], (&[], &[])];
            self.slot = 0;
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let most = self.runs[0].0.len() - self.slot + self.runs[1].0.len();
        (if self.view.is_whole() { most } else { 0 }, Some(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Graph {
        let day = |first, last| Interval::new(first, last).unwrap();
        Graph::directed(
            4,
            [
                Edge::new(0, 1).during(day(0, 10)),
                Edge::new(1, 2).during(day(5, 20)),
                Edge::new(2, 3).on(Layer(1)),
                Edge::new(3, 0).on(Layer(2)),
            ],
        )
        .unwrap()
    }

    fn seen(view: &View<'_>) -> Vec<u32> {
        view.edge_ids().map(|edge| edge.0).collect()
    }

    #[test]
    fn filters_narrow_one_after_the_other() {
        let graph = square();
        assert_eq!(seen(&graph.view().as_of(3)), [0, 2, 3]);
        assert_eq!(seen(&graph.view().during(Interval::since(11))), [1, 2, 3]);
        assert_eq!(seen(&graph.view().as_of(7).on_layers(&[Layer(0), Layer(1)])), [0, 1, 2]);
        assert_eq!(seen(&graph.view().as_of(7).keep_nodes(|node| node != NodeId(2))), [0, 3]);
    }

    #[test]
    fn hiding_a_node_hides_its_edges_and_showing_it_brings_them_back() {
        let graph = square();
        let mut view = graph.view();
        assert!(view.hide(NodeId(0)));
        assert!(!view.hide(NodeId(0)));
        assert_eq!((view.node_count(), view.edge_count()), (3, 2));
        assert_eq!(view.neighbors(NodeId(0), Direction::Both).count(), 0);
        assert_eq!(view.neighbors(NodeId(1), Direction::In).count(), 0);
        assert!(view.show(NodeId(0)));
        assert!(!view.show(NodeId(4)), "nodes that the graph lacks cannot be shown");
        assert!(view.hide_edge(EdgeId(3)));
        assert_eq!(seen(&view), [0, 1, 2]);
        assert_eq!(view.rows(Direction::Out).slot_count(), 3);
    }

    #[test]
    fn both_directions_of_a_directed_graph_are_walked() {
        let graph = square();
        let view = graph.view();
        let both: Vec<u32> = view.neighbors(NodeId(0), Direction::Both).map(|next| next.node.0).collect();
        assert_eq!(both, [1, 3]);
        assert_eq!(view.neighbors(NodeId(0), Direction::Both).size_hint(), (2, Some(2)));
    }

    #[test]
    fn simple_rows_know_neither_loops_nor_repeats() {
        let graph = Graph::directed(2, [Edge::new(1, 0), Edge::new(0, 1), Edge::new(0, 0), Edge::new(0, 1)]).unwrap();
        let rows = graph.view().simple_rows();
        assert_eq!(rows.row(0).collect::<Vec<_>>(), [(1, 0)]);
        assert_eq!(rows.row(1).collect::<Vec<_>>(), [(0, 0)]);
    }
}
