//! Groups in which everybody, or nearly everybody, knows everybody: cliques and k-plexes.

mod clique_search;
mod local_graph;
mod plex_search;

use std::collections::HashSet;

use crate::k_core::peel;
use crate::ties::Ties;
use crate::{Direction, Edge, GraphError, NodeId, View};
use clique_search::CliqueSearch;
use plex_search::PlexSearch;

/// What is looked for, and when to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupOptions {
    /// Leave out groups of fewer nodes; at least 1, for k-plexes at least 2 k - 1.
    pub min_size: usize,
    /// Stop after this many groups.
    pub max_groups: usize,
    /// Stop after this many steps of the search.
    pub max_steps: u64,
}

impl Default for GroupOptions {
    /// Groups of three or more, at most 100,000 of them, 50 million steps.
    fn default() -> GroupOptions {
        GroupOptions { min_size: 3, max_groups: 100_000, max_steps: 50_000_000 }
    }
}

/// The groups that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    /// The nodes of each, ascending; the groups in the order of their nodes.
    pub groups: Vec<Vec<NodeId>>,
    /// Whether these are all: false when a bound stopped the search.
    pub is_complete: bool,
}

/// The maximal cliques: groups where every two are tied, to which nobody can be added.
///
/// Of the simple undirected graph: direction, weights, repeats and loops make no difference. An isolated node is a clique of one;
/// hidden nodes are in none.
///
/// D. Eppstein, M. Löffler and D. Strash, "Listing all maximal cliques in sparse graphs in near-optimal time", ISAAC (2010), with the
/// pivots of E. Tomita, A. Tanaka and H. Takahashi, Theoretical Computer Science 363 (2006); the stack is kept as an array. Time
/// O(k n 3^(k/3)) for the largest coreness k, and at most `max_steps`; memory O(n + m + k²) plus the answer.
///
/// # Errors
/// [`GraphError::InvalidParameter`] when `min_size` is 0.
pub fn maximal_cliques(view: &View<'_>, options: &GroupOptions) -> Result<Groups, GraphError> {
    if options.min_size == 0 {
        return Err(GraphError::InvalidParameter { name: "min_size", value: 0.0, range: "at least 1" });
    }
    let ties = Ties::of(view, false);
    let order = Order::of(view, options.min_size - 1);
    Ok(CliqueSearch::new(&ties, &order, options).run())
}

/// The maximal k-plexes of at least `min_size` nodes: groups where everybody is tied to all but at most k of the group, himself counted,
/// to which nobody can be added. A 1-plex is a clique.
///
/// From 2 k - 1 nodes on a k-plex is connected, and any two of it are at most two steps apart, which is what bounds the search; smaller
/// ones are of little meaning and not looked for. Of the simple undirected graph, as [`maximal_cliques`].
///
/// S. Seidman and B. Foster, "A graph-theoretic generalization of the clique concept", Journal of Mathematical Sociology 6
/// (1978); the search as in D. Berlowitz, S. Cohen and B. Kimelfeld, "Efficient enumeration of maximal k-plexes", SIGMOD (2015),
/// within the two-step surroundings of each node in the order of coreness. Exponential at worst, at most `max_steps`; nodes with
/// surroundings of more than 4,096 nodes are passed over, and the answer then is not complete.
///
/// # Errors
/// [`GraphError::InvalidParameter`] when `k` is 0 or `min_size` is below 2 k - 1.
pub fn maximal_k_plexes(view: &View<'_>, k: usize, options: &GroupOptions) -> Result<Groups, GraphError> {
    if k == 0 {
        return Err(GraphError::InvalidParameter { name: "k", value: 0.0, range: "at least 1" });
    }
    if options.min_size < k.saturating_mul(2) - 1 {
        let (name, value) = ("min_size", options.min_size as f64);
        return Err(GraphError::InvalidParameter { name, value, range: "at least 2 k - 1" });
    }
    let ties = Ties::of(view, false);
    // Everybody is tied to all but k of the group, so its nodes lie in that core.
    let order = Order::of(view, options.min_size.saturating_sub(k));
    Ok(PlexSearch::new(&ties, &order, k, options).run())
}

/// The nodes that can be in a group, those of the lowest coreness first: each has few neighbours after it.
struct Order {
    nodes: Vec<u32>,
    /// The place of each node in the order; `u32::MAX` for those that can't be in a group.
    place: Vec<u32>,
}

impl Order {
    fn of(view: &View<'_>, least_core: usize) -> Order {
        // Repeated edges would count in the coreness.
        let mut seen = HashSet::new();
        let ends = |edge: &Edge| (edge.source.min(edge.target), edge.source.max(edge.target));
        let simple = view.clone().keep_edges(|id, edge| view.has_edge(id) && seen.insert(ends(edge)));
        let (cores, order) = peel(&simple, Direction::Both);
        let nodes: Vec<u32> =
            order.into_iter().map(|node| node.0).filter(|&node| cores[node as usize] as usize >= least_core).collect();
        let mut place = vec![u32::MAX; view.graph().node_count()];
        for (at, &node) in (0..).zip(&nodes) {
            place[node as usize] = at;
        }
        Order { nodes, place }
    }

    /// The neighbours of a node that come before it, and those that come after.
    fn parted(&self, neighbors: &[u32], node: u32) -> (Vec<u32>, Vec<u32>) {
        let own = self.place[node as usize];
        let known = neighbors.iter().copied().filter(|&other| self.place[other as usize] != u32::MAX);
        known.partition(|&other| self.place[other as usize] < own)
    }
}

/// Groups on their way to the caller, with the bounds on them.
struct Found {
    groups: Vec<Vec<NodeId>>,
    steps_left: u64,
    max_groups: usize,
    is_stopped: bool,
}

impl Found {
    fn new(options: &GroupOptions) -> Found {
        Found { groups: Vec::new(), steps_left: options.max_steps, max_groups: options.max_groups, is_stopped: false }
    }

    /// Counts a step; false when there are none left.
    fn step(&mut self) -> bool {
        self.is_stopped |= self.steps_left == 0;
        self.steps_left = self.steps_left.saturating_sub(1);
        !self.is_stopped
    }

    fn add(&mut self, mut group: Vec<u32>) {
        if self.groups.len() == self.max_groups {
            self.is_stopped = true;
            return;
        }
        group.sort_unstable();
        self.groups.push(group.into_iter().map(NodeId).collect());
    }

    fn finish(mut self, is_complete: bool) -> Groups {
        self.groups.sort_unstable();
        Groups { groups: self.groups, is_complete: is_complete && !self.is_stopped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Graph;

    fn ids(groups: &[&[u32]]) -> Vec<Vec<NodeId>> {
        groups.iter().map(|group| group.iter().map(|&node| NodeId(node)).collect()).collect()
    }

    /// Two overlapping cliques, a tail and a hermit.
    fn graph() -> Graph {
        let edges = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (0, 3), (3, 4), (2, 4), (4, 5), (1, 0), (2, 2)];
        Graph::undirected(7, edges.map(|(a, b)| Edge::new(a, b))).unwrap()
    }

    #[test]
    fn cliques_are_all_found_unless_stopped() {
        let graph = graph();
        let find = |options| maximal_cliques(&graph.view(), &options).unwrap();
        let all = GroupOptions { min_size: 1, ..GroupOptions::default() };
        assert_eq!(find(all).groups, ids(&[&[0, 1, 2, 3], &[2, 3, 4], &[4, 5], &[6]]));
        assert_eq!(find(GroupOptions::default()).groups, ids(&[&[0, 1, 2, 3], &[2, 3, 4]]));
        let few = find(GroupOptions { max_groups: 2, ..all });
        assert_eq!((few.groups.len(), few.is_complete), (2, false));
        assert!(!find(GroupOptions { max_steps: 3, ..all }).is_complete);
        assert!(maximal_cliques(&graph.view(), &GroupOptions { min_size: 0, ..all }).is_err());
    }

    #[test]
    fn a_plex_forgives_missing_ties() {
        let graph = graph();
        let options = GroupOptions { min_size: 5, ..GroupOptions::default() };
        let found = maximal_k_plexes(&graph.view(), 3, &options).unwrap();
        assert_eq!((found.groups, found.is_complete), (ids(&[&[0, 1, 2, 3, 4]]), true));
        let cliques = maximal_k_plexes(&graph.view(), 1, &GroupOptions::default()).unwrap();
        assert_eq!(cliques.groups, ids(&[&[0, 1, 2, 3], &[2, 3, 4]]));
        assert!(maximal_k_plexes(&graph.view(), 0, &options).is_err());
        assert!(maximal_k_plexes(&graph.view(), 4, &options).is_err());
    }
}
