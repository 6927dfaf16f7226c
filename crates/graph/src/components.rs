//! Connected components, weak and strong.

use crate::{Direction, NodeId, View};

/// Which component each node belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    labels: Vec<u32>,
    sizes: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Components {
    /// How many components there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// The component of `node`, `0..count`; `None` for a hidden or unknown node.
    #[must_use]
    pub fn of(&self, node: NodeId) -> Option<usize> {
        self.labels.get(node.index()).filter(|&&label| label != NONE).map(|&label| label as usize)
    }

    /// How many nodes each component has.
    #[must_use]
    pub fn sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// The component with the most nodes, the first of several; `None` when there is none.
    #[must_use]
    pub fn largest(&self) -> Option<usize> {
        (0..self.sizes.len()).max_by_key(|&label| (self.sizes[label], std::cmp::Reverse(label)))
    }

    /// Whether both nodes are seen and share a component.
    #[must_use]
    pub fn joins(&self, a: NodeId, b: NodeId) -> bool {
        self.of(a).is_some() && self.of(a) == self.of(b)
    }

    /// The nodes of each component, ascending.
    #[must_use]
    pub fn members(&self) -> Vec<Vec<NodeId>> {
        let mut members: Vec<Vec<NodeId>> = self.sizes.iter().map(|&size| Vec::with_capacity(size as usize)).collect();
        for (node, &label) in (0..).zip(&self.labels) {
            if label != NONE {
                members[label as usize].push(NodeId(node));
            }
        }
        members
    }

    /// Groups of the nodes that share a label; a node without one is in none. Labels are below the number of nodes.
    pub(crate) fn of_labels(labels: Vec<Option<u32>>) -> Components {
        let count = labels.len();
        Components::ordered(labels.into_iter().map(|label| label.unwrap_or(NONE)).collect(), count)
    }

    /// Renumbers so that components are in the order of their lowest node.
    fn ordered(mut labels: Vec<u32>, count: usize) -> Components {
        let mut renamed = vec![NONE; count];
        let mut sizes = Vec::with_capacity(count);
        for label in labels.iter_mut().filter(|label| **label != NONE) {
            let new = &mut renamed[*label as usize];
            if *new == NONE {
                *new = sizes.len() as u32;
                sizes.push(0);
            }
            sizes[*new as usize] += 1;
            *label = *new;
        }
        Components { labels, sizes }
    }
}

/// The weakly connected components: nodes are together when a path joins them, whatever the edges' direction.
///
/// An isolated node is a component of its own; hidden nodes are in none. Self-loops, repeated edges and weights make
/// no difference. Components are numbered by their lowest node.
///
/// M. Rem's union of trees with splicing, in E. Dijkstra, "A discipline of programming" (1976); the fastest of those compared by M. Patwary,
/// J. Blair and F. Manne, "Experiments on union-find algorithms for the disjoint-set data structure", SEA (2010). Edges are read in
/// their order, which spares the memory that a search would jump about in. Time O(m log n) at worst and O(n + m) as a rule;
/// memory O(n).
#[must_use]
pub fn weak_components(view: &View<'_>) -> Components {
    let graph = view.graph();
    // The parent of a node never has a higher number, so the root of a tree is its lowest node.
    let mut parent: Vec<u32> = (0..graph.node_count).collect();
    if view.is_whole() {
        for (a, b) in graph.ends.pairs() {
            unite(&mut parent, a, b);
        }
    } else {
        for edge in view.edge_ids() {
            unite(&mut parent, graph.ends.sources[edge.index()], graph.ends.targets[edge.index()]);
        }
    }
    // Parents come before their children, so their labels are known.
    let mut labels = vec![NONE; graph.node_count()];
    let mut sizes: Vec<u32> = Vec::new();
    for node in view.nodes() {
        let above = parent[node.index()];
        let label = if above == node.0 {
            sizes.push(0);
            sizes.len() as u32 - 1
        } else {
            labels[above as usize]
        };
        labels[node.index()] = label;
        sizes[label as usize] += 1;
    }
    Components { labels, sizes }
}

/// Joins the trees of two nodes, shortening both paths on the way up.
#[inline]
fn unite(parent: &mut [u32], mut a: u32, mut b: u32) {
    while parent[a as usize] != parent[b as usize] {
        if parent[a as usize] < parent[b as usize] {
            std::mem::swap(&mut a, &mut b);
        }
        let (above, lower) = (parent[a as usize], parent[b as usize]);
        parent[a as usize] = lower;
        if a == above {
            return;
        }
        a = above;
    }
}

/// The strongly connected components: nodes are together when each can reach the other along the edges' direction.
///
/// In an undirected graph these are the weak components. A node on no cycle is a component of its own; hidden nodes
/// are in none. Self-loops, repeated edges and weights make no difference. Components are numbered by their lowest node.
///
/// R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972), with the stack of
/// calls kept as an array. Time O(n + m), memory O(n).
#[must_use]
pub fn strong_components(view: &View<'_>) -> Components {
    let node_count = view.graph().node_count();
    let mut labels = vec![NONE; node_count];
    let mut count = 0u32;
    // When a node was first seen, counted from 1; 0 is "not yet".
    let mut seen = vec![0u32; node_count];
    let mut low = vec![0u32; node_count];
    let mut clock = 0u32;
    let mut open: Vec<u32> = Vec::new();
    let mut calls = Vec::new();
    for root in view.nodes() {
        if seen[root.index()] != 0 {
            continue;
        }
        clock += 1;
        (seen[root.index()], low[root.index()]) = (clock, clock);
        open.push(root.0);
        calls.push((root.index(), view.neighbors(root, Direction::Out)));
        while let Some((node, neighbors)) = calls.last_mut() {
            let node = *node;
            if let Some(next) = neighbors.next() {
                let other = next.node.index();
                if seen[other] == 0 {
                    clock += 1;
                    (seen[other], low[other]) = (clock, clock);
                    open.push(next.node.0);
                    calls.push((other, view.neighbors(next.node, Direction::Out)));
                } else if labels[other] == NONE {
                    low[node] = low[node].min(seen[other]);
                }
                continue;
            }
            calls.pop();
            if let Some(&(parent, _)) = calls.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == seen[node] {
                while let Some(member) = open.pop() {
                    labels[member as usize] = count;
                    if member as usize == node {
                        break;
                    }
                }
                count += 1;
            }
        }
    }
    Components::ordered(labels, count as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    #[test]
    fn weak_components_ignore_direction_and_strong_ones_do_not() {
        // Two cycles joined by a one-way edge, and a node apart.
        let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3)];
        let graph = Graph::directed(6, edges.map(|(s, t)| Edge::new(s, t))).unwrap();
        let weak = weak_components(&graph.view());
        assert_eq!(weak.sizes(), [5, 1]);
        let strong = strong_components(&graph.view());
        assert_eq!(strong.sizes(), [3, 2, 1]);
        assert!(strong.joins(NodeId(0), NodeId(2)));
        assert!(!strong.joins(NodeId(2), NodeId(3)));
        assert_eq!(strong.largest(), Some(0));
        assert_eq!(strong.members()[1], [NodeId(3), NodeId(4)]);
    }

    #[test]
    fn hidden_nodes_are_in_no_component() {
        let graph = Graph::undirected(3, [Edge::new(0, 1), Edge::new(1, 2)]).unwrap();
        let mut view = graph.view();
        view.hide(NodeId(1));
        for components in [weak_components(&view), strong_components(&view)] {
            assert_eq!(components.of(NodeId(1)), None);
            assert!(!components.joins(NodeId(1), NodeId(1)));
            assert_eq!(components.sizes(), [1, 1]);
        }
    }

    #[test]
    fn an_empty_graph_has_no_component() {
        let graph = Graph::undirected(0, []).unwrap();
        assert_eq!(weak_components(&graph.view()).count(), 0);
        assert_eq!(strong_components(&graph.view()).largest(), None);
    }
}
