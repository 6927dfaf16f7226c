//! A shortest path searched for from both ends at once.

use crate::shortest::Frontier;
use crate::{Direction, EdgeId, GraphError, Length, NodeId, Path, View};

/// A shortest path from one node to another, or `None` when there is none, found by searching from both ends.
///
/// Of several shortest paths it may be another than that of [`crate::shortest_path`], but always the same one. On networks with hubs it
/// looks at a small part of what a search from one end looks at. A node's path to itself has no edge; a hidden end has none.
///
/// T. Nicholson, "Finding the shortest route between two points in a network", Computer Journal 9 (1966). Time O((n + m) log n) at
/// worst; memory O(n).
///
/// # Errors
/// [`GraphError::UnknownNode`] for an end that the graph lacks.
pub fn bidirectional_path(
    view: &View<'_>,
    from: NodeId,
    to: NodeId,
    direction: Direction,
    length: Length,
) -> Result<Option<Path>, GraphError> {
    view.check_nodes(&[from, to])?;
    if !view.has_node(from) || !view.has_node(to) {
        return Ok(None);
    }
    let mut ahead = Side::new(view, from, direction);
    let mut behind = Side::new(view, to, direction.reversed());
    // The shortest so far, and where its two halves meet.
    let (mut shortest, mut meeting) = (f64::INFINITY, None);
    if from == to {
        (shortest, meeting) = (0.0, Some(from));
    }
    while let (Some(near), Some(far)) = (ahead.nearest(), behind.nearest()) {
        if near + far >= shortest {
            break;
        }
        let (side, other) = if ahead.cost <= behind.cost { (&mut ahead, &behind) } else { (&mut behind, &ahead) };
        side.settle_next(length, |node, distance| {
            let whole = distance + other.distance[node.index()];
            if whole < shortest {
                (shortest, meeting) = (whole, Some(node));
            }
        });
    }
    let Some(meeting) = meeting else { return Ok(None) };
    let (mut nodes, mut edges) = ahead.walk_back(meeting);
    nodes.reverse();
    edges.reverse();
    let (rest, last) = behind.walk_back(meeting);
    nodes.extend(&rest[1..]);
    edges.extend(last);
    Ok(Some(Path { nodes, edges, length: shortest }))
}

/// Dijkstra's search from one end.
struct Side<'v> {
    view: &'v View<'v>,
    direction: Direction,
    distance: Vec<f64>,
    steps: Vec<Option<(NodeId, EdgeId)>>,
    frontier: Frontier,
    /// How many edges were looked at: the cheaper side goes on.
    cost: usize,
}

impl<'v> Side<'v> {
    fn new(view: &'v View<'v>, end: NodeId, direction: Direction) -> Side<'v> {
        let node_count = view.graph().node_count();
        let mut side = Side {
            view,
            direction,
            distance: vec![f64::INFINITY; node_count],
            steps: vec![None; node_count],
            frontier: Frontier::default(),
            cost: 0,
        };
        side.distance[end.index()] = 0.0;
        side.frontier.push(0.0, end.0);
        side
    }

    /// How far the nearest node is that is not settled.
    fn nearest(&mut self) -> Option<f64> {
        while let Some((distance, node)) = self.frontier.peek() {
            if distance <= self.distance[node as usize] {
                return Some(distance);
            }
            self.frontier.pop();
        }
        None
    }

    /// Settles that node and calls `reached` for each neighbour that it brings nearer.
    fn settle_next(&mut self, length: Length, mut reached: impl FnMut(NodeId, f64)) {
        let Some((distance, node)) = self.frontier.pop() else { return };
        for next in self.view.neighbors(NodeId(node), self.direction) {
            self.cost += 1;
            let step = if length == Length::Hops { 1.0 } else { self.view.graph().weight(next.edge) };
            let through = distance + step;
            if through < self.distance[next.node.index()] {
                self.distance[next.node.index()] = through;
                self.steps[next.node.index()] = Some((NodeId(node), next.edge));
                self.frontier.push(through, next.node.0);
                reached(next.node, through);
            }
        }
    }

    /// Nodes and edges from `node` to the end that this side searches from.
    fn walk_back(&self, node: NodeId) -> (Vec<NodeId>, Vec<EdgeId>) {
        let (mut nodes, mut edges, mut at) = (vec![node], Vec::new(), node);
        while let Some((before, edge)) = self.steps[at.index()] {
            nodes.push(before);
            edges.push(edge);
            at = before;
        }
        (nodes, edges)
    }
}
