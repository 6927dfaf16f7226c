//! All shortest paths between two nodes.

use crate::{Direction, GraphError, Length, NodeId, Path, View, shortest_paths};

/// The paths that were found.
#[derive(Clone, Debug, PartialEq)]
pub struct AllShortestPaths {
    /// In the order of [`View::neighbors`] along the path.
    pub paths: Vec<Path>,
    /// Whether these are all: false when `max_paths` stopped the search.
    pub is_complete: bool,
}

/// All shortest paths from one node to another, at most `max_paths`.
///
/// Each of several parallel edges makes paths of its own. A node's path to itself has no edge; without a path there is none,
/// nor for hidden ends. By weight, lengths that differ by less than one part in 10^10 are taken as equal, as in [`crate::betweenness`].
///
/// A search from the target tells what remains from each node; then a depth-first walk (stack kept as an array) follows only
/// edges that lie on a shortest path, so that no step is in vain. Time that of [`shortest_paths`] plus O(length · degree) a path; memory
/// O(n) plus the answer.
///
/// # Errors
/// - [`GraphError::UnknownNode`] for an end that the graph lacks;
/// - [`GraphError::ZeroLength`] by weight, when an edge that is seen weighs 0.
pub fn all_shortest_paths(
    view: &View<'_>,
    from: NodeId,
    to: NodeId,
    direction: Direction,
    length: Length,
    max_paths: usize,
) -> Result<AllShortestPaths, GraphError> {
    view.check_nodes(&[from, to])?;
    if length == Length::Weight
        && let Some(edge) = view.edge_ids().find(|&edge| view.graph().weight(edge) == 0.0)
    {
        return Err(GraphError::ZeroLength { edge });
    }
    let left = shortest_paths(view, &[to], direction.reversed(), length)?;
    let mut found = AllShortestPaths { paths: Vec::new(), is_complete: true };
    let (Some(whole), true) = (left.distance(from), view.has_node(from)) else { return Ok(found) };
    let left = left.distances();
    let mut nodes = vec![from];
    let mut edges = Vec::new();
    let mut ways = vec![view.neighbors(from, direction)];
    if from == to {
        found.paths.push(Path { nodes, edges, length: 0.0 });
        return Ok(found);
    }
    while let (Some(&node), Some(way)) = (nodes.last(), ways.last_mut()) {
        let tight = |next: &crate::Neighbor| {
            let step = if length == Length::Hops { 1.0 } else { view.graph().weight(next.edge) };
            let through = step + left[next.node.index()];
            (through - left[node.index()]).abs() <= 1e-10 * through && left[next.node.index()] < left[node.index()]
        };
        let Some(next) = way.find(tight) else {
            nodes.pop();
            ways.pop();
            edges.pop();
            continue;
        };
        if next.node != to {
            nodes.push(next.node);
            edges.push(next.edge);
            ways.push(view.neighbors(next.node, direction));
            continue;
        }
        if found.paths.len() == max_paths {
            found.is_complete = false;
            return Ok(found);
        }
        let (mut nodes, mut edges) = (nodes.clone(), edges.clone());
        nodes.push(to);
        edges.push(next.edge);
        found.paths.push(Path { nodes, edges, length: whole });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    #[test]
    fn every_way_over_a_grid_is_found_once() {
        let at = |x: u32, y: u32| 4 * y + x;
        let across = (0..4).flat_map(|y| (1..4).map(move |x| Edge::new(at(x - 1, y), at(x, y))));
        let down = (1..4).flat_map(|y| (0..4).map(move |x| Edge::new(at(x, y - 1), at(x, y))));
        let graph = Graph::undirected(17, across.chain(down)).unwrap();
        let all = |most| {
            all_shortest_paths(&graph.view(), NodeId(0), NodeId(15), Direction::Both, Length::Weight, most).unwrap()
        };
        let found = all(100);
        assert_eq!((found.paths.len(), found.is_complete), (20, true));
        assert!(found.paths.iter().all(|path| path.length == 6.0 && path.edges.len() == 6));
        assert!(found.paths.is_sorted_by(|a, b| a.nodes < b.nodes));
        assert_eq!((all(20).paths.len(), all(20).is_complete), (20, true));
        assert_eq!((all(7).paths.len(), all(7).is_complete), (7, false));
        let none = all_shortest_paths(&graph.view(), NodeId(0), NodeId(16), Direction::Both, Length::Hops, 9).unwrap();
        assert_eq!(none, AllShortestPaths { paths: vec![], is_complete: true });
    }
}
