//! Shortest paths: breadth-first by hops, Dijkstra by length.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::{Direction, EdgeId, GraphError, NodeId, View};

/// How long an edge is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Length {
    /// Every edge is 1 long, whatever its weight.
    #[default]
    Hops,
    /// An edge is as long as it weighs: a heavy edge is a long way, not a strong tie.
    Weight,
}

/// A path: `nodes.len() == edges.len() + 1`.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The nodes from the first to the last.
    pub nodes: Vec<NodeId>,
    /// The edges between them.
    pub edges: Vec<EdgeId>,
    /// The sum of the edges' lengths.
    pub length: f64,
}

/// The shortest paths from a set of nodes to all that can be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct ShortestPaths {
    distances: Vec<f64>,
    /// The last step of the path to each node: where from, and by which edge.
    steps: Vec<Option<(NodeId, EdgeId)>>,
}

impl ShortestPaths {
    /// The distance to every node from the nearest source: infinite where none leads.
    #[must_use]
    pub fn distances(&self) -> &[f64] {
        &self.distances
    }

    /// The distance to `node` from the nearest source; `None` when it can't be reached or does not exist.
    #[must_use]
    pub fn distance(&self, node: NodeId) -> Option<f64> {
        self.distances.get(node.index()).copied().filter(|distance| distance.is_finite())
    }

    /// A shortest path to `node` from the nearest source; `None` when it can't be reached or does not exist.
    #[must_use]
    pub fn path_to(&self, node: NodeId) -> Option<Path> {
        let length = self.distance(node)?;
        let (mut nodes, mut edges) = (vec![node], Vec::new());
        let mut at = node;
        while let Some((from, edge)) = self.steps[at.index()] {
            nodes.push(from);
            edges.push(edge);
            at = from;
        }
        nodes.reverse();
        edges.reverse();
        Some(Path { nodes, edges, length })
    }
}

/// The shortest paths from the nearest of `sources` to every node.
///
/// What can't be reached (other components, hidden nodes) is infinitely far. Hidden sources are left out. Self-loops
/// never help; of repeated edges the shortest counts. Of several shortest paths one is kept, always the same: by hops
/// the one first found in the order of [`View::neighbors`], by weight the one whose next-to-last node was reached first.
///
/// By hops: breadth-first search, time O(n + m). By weight: E. Dijkstra, "A note on two problems in connexion with
/// graphs", Numerische Mathematik 1 (1959), time O((n + m) log n). Memory O(n), by weight O(n + m).
///
/// # Errors
/// [`GraphError::UnknownNode`] for a source that the graph lacks.
pub fn shortest_paths(
    view: &View<'_>,
    sources: &[NodeId],
    direction: Direction,
    length: Length,
) -> Result<ShortestPaths, GraphError> {
    view.check_nodes(sources)?;
    Ok(search(view, sources, None, direction, length))
}

/// A shortest path from one node to another, or `None` when there is none. A node's path to itself has no edge.
///
/// The search stops at the target; for the rest as [`shortest_paths`]. A hidden end has no path.
///
/// # Errors
/// [`GraphError::UnknownNode`] for an end that the graph lacks.
pub fn shortest_path(
    view: &View<'_>,
    from: NodeId,
    to: NodeId,
    direction: Direction,
    length: Length,
) -> Result<Option<Path>, GraphError> {
    view.check_nodes(&[from, to])?;
    Ok(search(view, &[from], Some(to), direction, length).path_to(to))
}

fn search(
    view: &View<'_>,
    sources: &[NodeId],
    target: Option<NodeId>,
    direction: Direction,
    length: Length,
) -> ShortestPaths {
    let node_count = view.graph().node_count();
    let mut found = ShortestPaths { distances: vec![f64::INFINITY; node_count], steps: vec![None; node_count] };
    let sources = sources.iter().copied().filter(|&source| view.has_node(source));
    match length {
        Length::Hops => search_hops(view, sources, target, direction, &mut found),
        Length::Weight => search_weights(view, sources, target, direction, &mut found),
    }
    found
}

fn search_hops(
    view: &View<'_>,
    sources: impl Iterator<Item = NodeId>,
    target: Option<NodeId>,
    direction: Direction,
    found: &mut ShortestPaths,
) {
    let mut queue = Vec::new();
    for source in sources {
        if found.distances[source.index()] != 0.0 {
            found.distances[source.index()] = 0.0;
            queue.push(source);
        }
    }
    let mut head = 0;
    while let Some(&node) = queue.get(head) {
        head += 1;
        if Some(node) == target {
            return;
        }
        let distance = found.distances[node.index()] + 1.0;
        for next in view.neighbors(node, direction) {
            let slot = &mut found.distances[next.node.index()];
            if slot.is_infinite() {
                *slot = distance;
                found.steps[next.node.index()] = Some((node, next.edge));
                queue.push(next.node);
            }
        }
    }
}

fn search_weights(
    view: &View<'_>,
    sources: impl Iterator<Item = NodeId>,
    target: Option<NodeId>,
    direction: Direction,
    found: &mut ShortestPaths,
) {
    let mut frontier = Frontier::default();
    for source in sources {
        found.distances[source.index()] = 0.0;
        frontier.push(0.0, source.0);
    }
    while let Some((distance, node)) = frontier.pop() {
        if distance > found.distances[node as usize] {
            continue;
        }
        if Some(NodeId(node)) == target {
            return;
        }
        for next in view.neighbors(NodeId(node), direction) {
            let through = distance + view.graph().weight(next.edge);
            if through < found.distances[next.node.index()] {
                found.distances[next.node.index()] = through;
                found.steps[next.node.index()] = Some((NodeId(node), next.edge));
                frontier.push(through, next.node.0);
            }
        }
    }
}

/// The nodes that Dijkstra's search has yet to settle, nearest first, of equally near ones the lowest number.
#[derive(Debug, Default)]
pub(crate) struct Frontier {
    // The bits of a float that is not negative sort as the float does.
    heap: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Frontier {
    pub(crate) fn push(&mut self, distance: f64, node: u32) {
        self.heap.push(Reverse((distance.to_bits(), node)));
    }

    pub(crate) fn peek(&self) -> Option<(f64, u32)> {
        self.heap.peek().map(|Reverse((bits, node))| (f64::from_bits(*bits), *node))
    }

    pub(crate) fn pop(&mut self) -> Option<(f64, u32)> {
        self.heap.pop().map(|Reverse((bits, node))| (f64::from_bits(bits), node))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    fn ids(nodes: &[u32]) -> Vec<NodeId> {
        nodes.iter().map(|&node| NodeId(node)).collect()
    }

    /// A short way of three light edges and a direct heavy one.
    fn detour() -> Graph {
        let edges = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (0, 3, 5.0), (3, 4, 0.0)];
        Graph::directed(6, edges.map(|(s, t, w)| Edge::new(s, t).weighing(w))).unwrap()
    }

    #[test]
    fn hops_and_weights_choose_different_ways() {
        let graph = detour();
        let path =
            |length| shortest_path(&graph.view(), NodeId(0), NodeId(4), Direction::Out, length).unwrap().unwrap();
        assert_eq!(path(Length::Hops).nodes, ids(&[0, 3, 4]));
        let light = path(Length::Weight);
        assert_eq!(light.nodes, ids(&[0, 1, 2, 3, 4]));
        assert_eq!(light.edges, [0, 1, 2, 4].map(EdgeId));
        assert_eq!(light.length, 3.0);
    }

    #[test]
    fn direction_decides_what_can_be_reached() {
        let graph = detour();
        let path = |direction| {
            shortest_path(&graph.view(), NodeId(4), NodeId(0), direction, Length::Hops).unwrap().map(|p| p.length)
        };
        assert_eq!(path(Direction::Out), None);
        assert_eq!(path(Direction::In), Some(2.0));
        assert_eq!(path(Direction::Both), Some(2.0));
    }

    #[test]
    fn the_nearest_of_several_sources_counts() {
        let graph = detour();
        for length in [Length::Hops, Length::Weight] {
            let found = shortest_paths(&graph.view(), &ids(&[0, 3, 3]), Direction::Out, length).unwrap();
            assert_eq!(found.path_to(NodeId(4)).unwrap().nodes, ids(&[3, 4]));
            assert_eq!(found.distance(NodeId(5)), None);
            assert!(found.distances()[5].is_infinite());
        }
    }

    #[test]
    fn hidden_and_unknown_ends() {
        let graph = detour();
        let view = graph.view().keep_nodes(|node| node != NodeId(0));
        let path = |from, to| shortest_path(&view, NodeId(from), NodeId(to), Direction::Out, Length::Hops);
        assert_eq!(path(0, 1), Ok(None));
        assert_eq!(path(0, 0), Ok(None));
        assert_eq!(path(1, 1).unwrap().unwrap().edges, []);
        assert_eq!(path(1, 6), Err(GraphError::UnknownNode { node: NodeId(6), node_count: 6 }));
    }
}
