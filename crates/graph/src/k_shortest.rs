//! The k shortest paths between two nodes.

use std::collections::{BTreeSet, HashSet};

use crate::bitset::BitSet;
use crate::shortest::Frontier;
use crate::{Direction, EdgeId, GraphError, Length, NodeId, Path, View};

/// The `count` shortest paths from one node to another that visit no node twice, shortest first; fewer when there are no more.
///
/// Each of several parallel edges makes a path of its own. Paths of one length are in an order
/// that is always the same. A node's only
/// path to itself has no edge. Hidden ends have none.
///
/// J. Yen, "Finding the k shortest loopless paths in a network", Management Science 17 (1971), with E. Lawler's rule that
/// a path is left only from where its parent was, Management Science 18 (1972). Time O(count · n) searches, each O((n + m) log n);
/// memory O(n) plus count paths of at most n nodes and their candidates.
///
/// # Errors
/// [`GraphError::UnknownNode`] for an end that the graph lacks.
pub fn k_shortest_paths(
    view: &View<'_>,
    from: NodeId,
    to: NodeId,
    direction: Direction,
    length: Length,
    count: usize,
) -> Result<Vec<Path>, GraphError> {
    view.check_nodes(&[from, to])?;
    let mut search = Search::new(view, direction, length, to);
    let mut found: Vec<Path> = Vec::new();
    // Candidates by length, then by edges, so that the order is always the same.
    let mut candidates: BTreeSet<Candidate> = BTreeSet::new();
    if count > 0 && view.has_node(from) && view.has_node(to) {
        let edges = search.from(from, &BitSet::empty(view.graph().node_count()), &HashSet::new());
        candidates.extend(edges.map(|edges| Candidate {
            length: search.length_of(&edges).to_bits(),
            edges,
            left_at: 0,
        }));
    }
    while let Some(next) = candidates.pop_first() {
        let nodes = search.nodes_of(from, &next.edges);
        if found.len() + 1 < count {
            let mut passed = BitSet::empty(view.graph().node_count());
            nodes[..next.left_at].iter().for_each(|node| {
                passed.insert(node.index());
            });
            for (place, &leaving) in nodes.iter().enumerate().take(next.edges.len()).skip(next.left_at) {
                let root = &next.edges[..place];
                // What left here before, on paths that began the same, is taken.
                let mut taken: HashSet<EdgeId> = HashSet::from([next.edges[place]]);
                taken.extend(
                    found
                        .iter()
                        .filter(|path| path.edges.len() > place && path.edges[..place] == *root)
                        .map(|path| path.edges[place]),
                );
                if let Some(spur) = search.from(leaving, &passed, &taken) {
                    let edges: Vec<EdgeId> = root.iter().copied().chain(spur).collect();
                    candidates.insert(Candidate { length: search.length_of(&edges).to_bits(), edges, left_at: place });
                }
                passed.insert(leaving.index());
            }
        }
        let length = f64::from_bits(next.length);
        found.push(Path { nodes, edges: next.edges, length });
        if found.len() == count {
            break;
        }
    }
    Ok(found)
}

/// A path that may be the next: by the bits of its length, which sort as a float that is not negative does.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    length: u64,
    edges: Vec<EdgeId>,
    /// Where it leaves the path that it was made from.
    left_at: usize,
}

struct Search<'v> {
    view: &'v View<'v>,
    direction: Direction,
    length: Length,
    to: NodeId,
    distance: Vec<f64>,
    steps: Vec<(NodeId, EdgeId)>,
    touched: Vec<NodeId>,
}

impl<'v> Search<'v> {
    fn new(view: &'v View<'v>, direction: Direction, length: Length, to: NodeId) -> Search<'v> {
        let node_count = view.graph().node_count();
        Search {
            view,
            direction,
            length,
            to,
            distance: vec![f64::INFINITY; node_count],
            steps: vec![(NodeId(0), EdgeId(0)); node_count],
            touched: Vec::new(),
        }
    }

    fn long(&self, edge: EdgeId) -> f64 {
        if self.length == Length::Hops { 1.0 } else { self.view.graph().weight(edge) }
    }

    /// Added up from the front, so that one path has one length however it was found.
    fn length_of(&self, edges: &[EdgeId]) -> f64 {
        edges.iter().map(|&edge| self.long(edge)).fold(0.0, |sum, long| sum + long)
    }

    fn nodes_of(&self, from: NodeId, edges: &[EdgeId]) -> Vec<NodeId> {
        let mut nodes = vec![from];
        let mut at = from;
        for &edge in edges {
            let edge = self.view.graph().edge(edge);
            at = if edge.source == at { edge.target } else { edge.source };
            nodes.push(at);
        }
        nodes
    }

    /// The edges of a shortest path from `from`, not through `passed`, not leaving by `taken`.
    fn from(&mut self, from: NodeId, passed: &BitSet, taken: &HashSet<EdgeId>) -> Option<Vec<EdgeId>> {
        let mut frontier = Frontier::default();
        self.distance[from.index()] = 0.0;
        self.touched.push(from);
        frontier.push(0.0, from.0);
        while let Some((distance, node)) = frontier.pop() {
            if distance > self.distance[node as usize] {
                continue;
            }
            if NodeId(node) == self.to {
                break;
            }
            for next in self.view.neighbors(NodeId(node), self.direction) {
                if passed.contains(next.node.index()) || (NodeId(node) == from && taken.contains(&next.edge)) {
                    continue;
                }
                let through = distance + self.long(next.edge);
                let known = self.distance[next.node.index()];
                if through < known {
                    if known.is_infinite() {
                        self.touched.push(next.node);
                    }
                    self.distance[next.node.index()] = through;
                    self.steps[next.node.index()] = (NodeId(node), next.edge);
                    frontier.push(through, next.node.0);
                }
            }
        }
        let is_found = self.distance[self.to.index()].is_finite();
        let edges = is_found.then(|| {
            let (mut edges, mut at) = (Vec::new(), self.to);
            while at != from {
                let (before, edge) = self.steps[at.index()];
                edges.push(edge);
                at = before;
            }
            edges.reverse();
            edges
        });
        self.touched.drain(..).for_each(|node| self.distance[node.index()] = f64::INFINITY);
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    #[test]
    fn yens_own_kind_of_example() {
        let edges = [
            (0, 1, 3.0),
            (0, 2, 2.0),
            (1, 3, 4.0),
            (2, 1, 1.0),
            (2, 3, 2.0),
            (2, 4, 3.0),
            (3, 4, 2.0),
            (3, 5, 1.0),
            (4, 5, 2.0),
        ];
        let graph = Graph::directed(6, edges.map(|(a, b, w)| Edge::new(a, b).weighing(w))).unwrap();
        let found = k_shortest_paths(&graph.view(), NodeId(0), NodeId(5), Direction::Out, Length::Weight, 4).unwrap();
        let lengths: Vec<f64> = found.iter().map(|path| path.length).collect();
        assert_eq!(lengths, [5.0, 7.0, 8.0, 8.0]);
        assert_eq!(found[0].nodes, [0, 2, 3, 5].map(NodeId));
        let all = k_shortest_paths(&graph.view(), NodeId(0), NodeId(5), Direction::Out, Length::Weight, 99).unwrap();
        assert_eq!(all.len(), 7);
        assert_eq!(all[..4], found);
        let itself = k_shortest_paths(&graph.view(), NodeId(0), NodeId(0), Direction::Out, Length::Hops, 3).unwrap();
        assert_eq!((itself.len(), itself[0].edges.len()), (1, 0));
        let none = |count| k_shortest_paths(&graph.view(), NodeId(5), NodeId(0), Direction::Out, Length::Hops, count);
        assert!(none(3).unwrap().is_empty() && none(0).unwrap().is_empty());
    }
}
