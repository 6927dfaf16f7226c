//! Paths that respect time: no tie is used before the one that led to it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::{Direction, EdgeId, GraphError, NodeId, View};

/// What makes a path through time a good one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Aim {
    /// To be there as early as can be.
    #[default]
    EarliestArrival,
    /// To use the fewest edges, and of these to be there as early as can be.
    FewestEdges,
}

/// How time passes on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemporalOptions {
    /// Which way a directed graph's edges are followed.
    pub direction: Direction,
    /// The day on which something is at the sources.
    pub start: i32,
    /// How many days it takes along an edge. 0: a message passed on the same day may go on that day.
    pub days_per_edge: u32,
    /// What is sought.
    pub aim: Aim,
}

/// When and how each node is reached.
#[derive(Clone, Debug, PartialEq)]
pub struct TemporalPaths {
    states: Vec<State>,
    /// The best state of each node.
    best: Vec<Option<u32>>,
}

/// A node reached on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
struct State {
    node: NodeId,
    day: i32,
    edge_count: u32,
    /// The state before, and the edge that led on.
    step: Option<(u32, EdgeId)>,
}

/// A path through time: `nodes.len() == days.len() == edges.len() + 1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemporalPath {
    /// The nodes from a source on.
    pub nodes: Vec<NodeId>,
    /// The edges between them.
    pub edges: Vec<EdgeId>,
    /// The day on which each node is reached.
    pub days: Vec<i32>,
}

impl TemporalPaths {
    fn state(&self, node: NodeId) -> Option<&State> {
        self.best.get(node.index()).copied().flatten().map(|state| &self.states[state as usize])
    }

    /// The day on which the path reaches the node; `None` when none does.
    #[must_use]
    pub fn arrival(&self, node: NodeId) -> Option<i32> {
        self.state(node).map(|state| state.day)
    }

    /// How many edges the path has; `None` when there is none.
    #[must_use]
    pub fn edge_count(&self, node: NodeId) -> Option<u32> {
        self.state(node).map(|state| state.edge_count)
    }

    /// The path itself; `None` when there is none.
    #[must_use]
    pub fn path_to(&self, node: NodeId) -> Option<TemporalPath> {
        let mut at = *self.state(node)?;
        let mut path = TemporalPath { nodes: vec![at.node], edges: Vec::new(), days: vec![at.day] };
        while let Some((before, edge)) = at.step {
            at = self.states[before as usize];
            path.nodes.push(at.node);
            path.edges.push(edge);
            path.days.push(at.day);
        }
        path.nodes.reverse();
        path.edges.reverse();
        path.days.reverse();
        Some(path)
    }
}

/// The best paths through time from the sources to every node.
///
/// An edge can be set out on on any day of its validity, not before the day on which its near end was reached; one may wait
/// at a node as long as need be. Undated edges can be used on every day. Hidden nodes are on no path; of several sources the best counts.
/// Weights make no difference; self-loops never help. Of several as good paths the same
/// one is always given.
///
/// D. Kempe, J. Kleinberg and A. Kumar, "Connectivity and inference problems for temporal networks", Journal of Computer and
/// System Sciences 64 (2002); H. Wu et al., "Path problems in temporal graphs", PVLDB 7 (2014). To arrive early: Dijkstra's
/// search over days, time O((n + m) log n). With the fewest edges: layer by layer, time O(l m) for l edges of the longest
/// answer. Memory O(n), and for the fewest edges one entry for each time that a node was bettered.
///
/// # Errors
/// [`GraphError::UnknownNode`] for a source that the graph lacks.
pub fn time_respecting_paths(
    view: &View<'_>,
    sources: &[NodeId],
    options: &TemporalOptions,
) -> Result<TemporalPaths, GraphError> {
    view.check_nodes(sources)?;
    let mut search = Search {
        view,
        options,
        found: TemporalPaths { states: Vec::new(), best: vec![None; view.graph().node_count()] },
        earliest: vec![None; view.graph().node_count()],
    };
    for &node in sources.iter().filter(|&&node| view.has_node(node)) {
        if search.found.best[node.index()].is_none() {
            search.reach(State { node, day: options.start, edge_count: 0, step: None });
        }
    }
    match options.aim {
        Aim::EarliestArrival => search.by_day(),
        Aim::FewestEdges => search.by_edges(),
    }
    Ok(search.found)
}

struct Search<'v> {
    view: &'v View<'v>,
    options: &'v TemporalOptions,
    found: TemporalPaths,
    /// The last state of each node, which is its earliest.
    earliest: Vec<Option<u32>>,
}

impl Search<'_> {
    fn reach(&mut self, state: State) {
        let number = self.found.states.len() as u32;
        self.found.states.push(state);
        self.earliest[state.node.index()] = Some(number);
        self.found.best[state.node.index()].get_or_insert(number);
    }

    /// The day of arrival along an edge, if it can still be used.
    fn arrival(&self, edge: EdgeId, day: i32) -> Option<i32> {
        let validity = self.view.graph().validity(edge);
        let leaving = day.max(validity.first());
        (leaving <= validity.last()).then(|| leaving.saturating_add_unsigned(self.options.days_per_edge))
    }

    fn by_day(&mut self) {
        let mut queue = BinaryHeap::new();
        let key = |state: &State, number: u32| Reverse((state.day, state.edge_count, number));
        for (number, state) in (0..).zip(&self.found.states) {
            queue.push(key(state, number));
        }
        while let Some(Reverse((day, edge_count, number))) = queue.pop() {
            let node = self.found.states[number as usize].node;
            if self.earliest[node.index()] != Some(number) {
                continue;
            }
            for next in self.view.neighbors(node, self.options.direction) {
                let Some(day) = self.arrival(next.edge, day) else { continue };
                let known = self.earliest[next.node.index()].map(|state| &self.found.states[state as usize]);
                if known.is_none_or(|known| (day, edge_count + 1) < (known.day, known.edge_count)) {
                    let state =
                        State { node: next.node, day, edge_count: edge_count + 1, step: Some((number, next.edge)) };
                    self.reach(state);
                    queue.push(key(&state, self.found.states.len() as u32 - 1));
                }
            }
        }
        self.found.best.clone_from(&self.earliest);
    }

    fn by_edges(&mut self) {
        let mut layer: Vec<u32> = (0..self.found.states.len() as u32).collect();
        // What this layer betters, by node.
        let mut bettered: Vec<Option<State>> = vec![None; self.view.graph().node_count()];
        while !layer.is_empty() {
            let mut touched = Vec::new();
            for &number in &layer {
                let State { node, day, edge_count, .. } = self.found.states[number as usize];
                for next in self.view.neighbors(node, self.options.direction) {
                    let Some(day) = self.arrival(next.edge, day) else { continue };
                    let known = self.earliest[next.node.index()].map(|state| self.found.states[state as usize].day);
                    let new = &mut bettered[next.node.index()];
                    if known.is_none_or(|known| day < known) && new.is_none_or(|new| day < new.day) {
                        if new.is_none() {
                            touched.push(next.node);
                        }
                        let step = Some((number, next.edge));
                        *new = Some(State { node: next.node, day, edge_count: edge_count + 1, step });
                    }
                }
            }
            layer.clear();
            for node in touched {
                if let Some(state) = bettered[node.index()].take() {
                    layer.push(self.found.states.len() as u32);
                    self.reach(state);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph, Interval};

    fn graph() -> Graph {
        let on = |a, b, first, last| Edge::new(a, b).during(Interval::new(first, last).unwrap());
        // The long way round to 3 is early; the short one opens on day 20. From 3 to 4 it is shut by then.
        Graph::undirected(6, [on(0, 3, 20, 30), on(0, 1, 1, 2), on(1, 2, 3, 9), on(2, 3, 5, 9), on(3, 4, 1, 7)])
            .unwrap()
    }

    fn paths(aim: Aim, days_per_edge: u32, start: i32) -> TemporalPaths {
        let options = TemporalOptions { direction: Direction::Both, start, days_per_edge, aim };
        time_respecting_paths(&graph().view(), &[NodeId(0)], &options).unwrap()
    }

    #[test]
    fn early_and_short_are_not_the_same() {
        let early = paths(Aim::EarliestArrival, 0, 0);
        assert_eq!((early.arrival(NodeId(3)), early.edge_count(NodeId(3))), (Some(5), Some(3)));
        assert_eq!(early.path_to(NodeId(4)).unwrap().days, [0, 1, 3, 5, 5]);
        let short = paths(Aim::FewestEdges, 0, 0);
        assert_eq!((short.arrival(NodeId(3)), short.edge_count(NodeId(3))), (Some(20), Some(1)));
        // Beyond 3 only who came the long way gets on.
        assert_eq!(short.path_to(NodeId(4)).unwrap().nodes, [0, 1, 2, 3, 4].map(NodeId));
        assert_eq!(short.arrival(NodeId(5)), None);
        assert_eq!(short.path_to(NodeId(0)).unwrap().days, [0]);
    }

    #[test]
    fn travel_takes_time_and_ties_end() {
        assert_eq!(paths(Aim::EarliestArrival, 3, 0).arrival(NodeId(3)), Some(10));
        assert_eq!(paths(Aim::EarliestArrival, 3, 0).arrival(NodeId(4)), None);
        assert_eq!(paths(Aim::EarliestArrival, 0, 3).arrival(NodeId(1)), None, "the tie is over");
        assert_eq!(paths(Aim::EarliestArrival, 0, 3).arrival(NodeId(3)), Some(20));
    }
}
