//! Chains: simple paths of few edges between two sets of nodes, all edges of which can hold at one time.

use std::ops::ControlFlow;

use crate::bitset::BitSet;
use crate::{Direction, EdgeId, GraphError, Interval, Neighbors, NodeId, View};

/// Which chains are looked for, and when to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainOptions {
    /// The most edges that a chain may have; at least 1.
    pub max_edges: u32,
    /// Which way a directed graph's edges are followed.
    pub direction: Direction,
    /// Leave out chains whose edges share no day. Undated edges agree with every day.
    pub is_time_aware: bool,
    /// Let chains run on through other nodes of the two sets. Without it only their ends are of the sets, so that
    /// no chain holds a shorter one.
    pub may_cross_ends: bool,
    /// Stop after this many chains.
    pub max_chains: usize,
    /// Stop after looking at this many edges: the bound on time where hubs make the search explode.
    pub max_steps: u64,
}

impl Default for ChainOptions {
    /// At most four edges, both ways, time-aware, not through other ends; 10,000 chains, 50 million steps.
    fn default() -> ChainOptions {
        ChainOptions {
            max_edges: 4,
            direction: Direction::Both,
            is_time_aware: true,
            may_cross_ends: false,
            max_chains: 10_000,
            max_steps: 50_000_000,
        }
    }
}

/// A path that visits no node twice, with the time on which its edges agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The nodes, from one of the first set to one of the second.
    pub nodes: Vec<NodeId>,
    /// The edges between them: one fewer.
    pub edges: Vec<EdgeId>,
    /// The days on which all edges hold; [`Interval::ALWAYS`] when none is dated. `None` when they share no day, which
    /// only a search that is not time-aware returns.
    pub validity: Option<Interval>,
    /// How many of the edges have no date at all and so were given the benefit of the doubt.
    pub undated: usize,
}

/// The chains that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chains {
    /// By the order of the first set, then by the numbers of nodes and edges along the chain.
    pub chains: Vec<Chain>,
    /// Whether these are all: false when a bound of the options stopped the search.
    pub is_complete: bool,
}

/// Finds the simple paths of at most `max_edges` edges from a node of `from` to a node of `to`.
///
/// A node in both sets makes no chain by itself; a chain has an edge. Each of several parallel edges makes a chain of
/// its own, since each may have dates and evidence of its own; self-loops are in none. Sets in different components
/// have no chains between them, and hidden nodes are in none. Weights make no difference. Undirected, and with sets
/// that overlap, a chain is found once from each end.
///
/// A breadth-first search from `to` bounds what remains, then a depth-first search (stack kept as an array) follows only edges from
/// which `to` can still be reached in time. Time O(n + m) plus at most `max_steps`, which is O(d^max_edges) for a largest
/// degree d; memory O(n) plus the answer.
///
/// # Errors
/// - [`GraphError::UnknownNode`] for a node that the graph lacks;
/// - [`GraphError::InvalidParameter`] when `max_edges` is 0.
pub fn chains(view: &View<'_>, from: &[NodeId], to: &[NodeId], options: &ChainOptions) -> Result<Chains, GraphError> {
    view.check_nodes(from)?;
    view.check_nodes(to)?;
    if options.max_edges == 0 {
        return Err(GraphError::InvalidParameter { name: "max_edges", value: 0.0, range: "at least 1" });
    }
    let mut search = Search {
        view,
        options,
        from: set_of(view, from),
        to: set_of(view, to),
        edges_left: edges_left(view, to, options),
        on_path: BitSet::empty(view.graph().node_count()),
        links: Vec::new(),
        steps: 0,
        found: Vec::new(),
    };
    let mut started = BitSet::empty(view.graph().node_count());
    let mut outcome = ControlFlow::Continue(());
    for &start in from {
        if outcome.is_continue() && view.has_node(start) && started.insert(start.index()) {
            outcome = search.run(start);
        }
    }
    Ok(Chains { chains: search.found, is_complete: outcome.is_continue() })
}

fn set_of(view: &View<'_>, nodes: &[NodeId]) -> BitSet {
    let mut set = BitSet::empty(view.graph().node_count());
    for node in nodes {
        set.insert(node.index());
    }
    set
}

/// How many edges at least lead from each node to `to`; `u32::MAX` beyond `max_edges`.
fn edges_left(view: &View<'_>, to: &[NodeId], options: &ChainOptions) -> Vec<u32> {
    let mut left = vec![u32::MAX; view.graph().node_count()];
    let mut layer: Vec<NodeId> = to.iter().copied().filter(|&node| view.has_node(node)).collect();
    for node in &layer {
        left[node.index()] = 0;
    }
    for distance in 1..=options.max_edges {
        let mut next_layer = Vec::new();
        for node in layer {
            for next in view.neighbors(node, options.direction.reversed()) {
                let slot = &mut left[next.node.index()];
                if *slot == u32::MAX {
                    *slot = distance;
                    next_layer.push(next.node);
                }
            }
        }
        if next_layer.is_empty() {
            break;
        }
        layer = next_layer;
    }
    left
}

/// A node of the path at hand: how it was entered, and what is still to be tried from it.
struct Link<'v> {
    node: NodeId,
    entered_by: Option<EdgeId>,
    validity: Option<Interval>,
    undated: usize,
    neighbors: Neighbors<'v>,
}

struct Search<'v> {
    view: &'v View<'v>,
    options: &'v ChainOptions,
    from: BitSet,
    to: BitSet,
    edges_left: Vec<u32>,
    on_path: BitSet,
    links: Vec<Link<'v>>,
    steps: u64,
    found: Vec<Chain>,
}

impl Search<'_> {
    fn run(&mut self, start: NodeId) -> ControlFlow<()> {
        self.enter(start, None, Some(Interval::ALWAYS), 0);
        while let Some(link) = self.links.last_mut() {
            let Some(next) = link.neighbors.next() else {
                self.on_path.remove(link.node.index());
                self.links.pop();
                continue;
            };
            if self.steps == self.options.max_steps {
                return ControlFlow::Break(());
            }
            self.steps += 1;
            let edge_validity = self.view.graph().validity(next.edge);
            let validity = link.validity.and_then(|so_far| so_far.intersect(edge_validity));
            let undated = link.undated + usize::from(edge_validity == Interval::ALWAYS);
            if self.on_path.contains(next.node.index()) || (self.options.is_time_aware && validity.is_none()) {
                continue;
            }
            let edge_count = self.links.len() as u32;
            if self.to.contains(next.node.index()) {
                if self.found.len() == self.options.max_chains {
                    return ControlFlow::Break(());
                }
                self.record(next.node, next.edge, validity, undated);
            }
            if self.may_pass(next.node, edge_count) {
                self.enter(next.node, Some(next.edge), validity, undated);
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether a path of `edge_count` edges that has come to `node` can go on to an end.
    fn may_pass(&self, node: NodeId, edge_count: u32) -> bool {
        let is_end = self.to.contains(node.index()) || self.from.contains(node.index());
        // From a node of `to` itself the way to another one is not known, but takes an edge at least.
        let least = self.edges_left[node.index()].max(1);
        (self.options.may_cross_ends || !is_end) && least <= self.options.max_edges - edge_count
    }

    fn enter(&mut self, node: NodeId, entered_by: Option<EdgeId>, validity: Option<Interval>, undated: usize) {
        self.on_path.insert(node.index());
        let neighbors = self.view.neighbors(node, self.options.direction);
        self.links.push(Link { node, entered_by, validity, undated, neighbors });
    }

    fn record(&mut self, end: NodeId, by: EdgeId, validity: Option<Interval>, undated: usize) {
        let nodes = self.links.iter().map(|link| link.node).chain([end]).collect();
        let edges = self.links.iter().filter_map(|link| link.entered_by).chain([by]).collect();
        self.found.push(Chain { nodes, edges, validity, undated });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    fn days(first: i32, last: i32) -> Interval {
        Interval::new(first, last).unwrap()
    }

    fn walks(found: &Chains) -> Vec<Vec<u32>> {
        found.chains.iter().map(|chain| chain.nodes.iter().map(|node| node.0).collect()).collect()
    }

    fn search(graph: &Graph, from: &[u32], to: &[u32], options: ChainOptions) -> Chains {
        let ids = |nodes: &[u32]| nodes.iter().map(|&node| NodeId(node)).collect::<Vec<_>>();
        chains(&graph.view(), &ids(from), &ids(to), &options).unwrap()
    }

    #[test]
    fn a_tie_outside_the_period_of_the_other_is_no_chain() {
        let graph = Graph::undirected(
            4,
            [
                Edge::new(0, 1).during(days(0, 10)),
                Edge::new(1, 3).during(days(11, 20)),
                Edge::new(0, 2).during(days(0, 10)),
                Edge::new(2, 3).during(days(10, 20)),
                Edge::new(1, 3),
            ],
        )
        .unwrap();
        let found = search(&graph, &[0], &[3], ChainOptions::default());
        assert!(found.is_complete);
        assert_eq!(walks(&found), [vec![0, 1, 3], vec![0, 2, 3]]);
        assert_eq!(found.chains[0].edges, [EdgeId(0), EdgeId(4)]);
        assert_eq!((found.chains[0].validity, found.chains[0].undated), (Some(days(0, 10)), 1));
        assert_eq!((found.chains[1].validity, found.chains[1].undated), (Some(days(10, 10)), 0));
        let blind = search(&graph, &[0], &[3], ChainOptions { is_time_aware: false, ..ChainOptions::default() });
        assert_eq!(blind.chains.len(), 3);
        assert_eq!(blind.chains[0].validity, None);
    }

    #[test]
    fn edges_that_agree_in_pairs_but_not_together_are_no_chain() {
        let graph = Graph::undirected(
            4,
            [
                Edge::new(0, 1).during(days(0, 2)),
                Edge::new(1, 2).during(days(2, 4)),
                Edge::new(2, 3).during(days(4, 6)),
            ],
        )
        .unwrap();
        assert_eq!(search(&graph, &[0], &[3], ChainOptions::default()).chains, []);
    }

    #[test]
    fn chains_end_at_the_first_end_unless_they_may_cross() {
        // 0 - 1 - 2 - 3 with 0, 1 in the first set and 2, 3 in the second.
        let graph = Graph::undirected(4, [Edge::new(0, 1), Edge::new(1, 2), Edge::new(2, 3)]).unwrap();
        assert_eq!(walks(&search(&graph, &[0, 1], &[2, 3], ChainOptions::default())), [vec![1, 2]]);
        let crossing = ChainOptions { may_cross_ends: true, ..ChainOptions::default() };
        assert_eq!(
            walks(&search(&graph, &[0, 1], &[2, 3], crossing)),
            [vec![0, 1, 2], vec![0, 1, 2, 3], vec![1, 2], vec![1, 2, 3]]
        );
    }

    #[test]
    fn length_and_direction_bound_the_search() {
        let graph = Graph::directed(6, (0..5).map(|node| Edge::new(node, node + 1))).unwrap();
        let found = |to, direction| {
            let options = ChainOptions { direction, ..ChainOptions::default() };
            search(&graph, &[0], &[to], options).chains.len()
        };
        assert_eq!(found(4, Direction::Out), 1);
        assert_eq!(found(5, Direction::Out), 0);
        assert_eq!(found(4, Direction::In), 0);
    }

    #[test]
    fn bounds_that_stop_the_search_are_owned_up_to() {
        let middle = (1..101).flat_map(|node| [Edge::new(0, node), Edge::new(node, 101)]);
        let graph = Graph::undirected(102, middle).unwrap();
        let found = search(&graph, &[0], &[101], ChainOptions { max_chains: 7, ..ChainOptions::default() });
        assert_eq!((found.chains.len(), found.is_complete), (7, false));
        let found = search(&graph, &[0], &[101], ChainOptions { max_steps: 9, ..ChainOptions::default() });
        assert!(!found.is_complete);
        let found = search(&graph, &[0], &[101], ChainOptions { max_chains: 100, ..ChainOptions::default() });
        assert_eq!((found.chains.len(), found.is_complete), (100, true));
    }

    #[test]
    fn wrong_questions_are_refused() {
        let graph = Graph::undirected(2, [Edge::new(0, 1)]).unwrap();
        let none = ChainOptions { max_edges: 0, ..ChainOptions::default() };
        assert!(chains(&graph.view(), &[NodeId(0)], &[NodeId(1)], &none).is_err());
        assert!(chains(&graph.view(), &[NodeId(0)], &[NodeId(2)], &ChainOptions::default()).is_err());
    }
}
