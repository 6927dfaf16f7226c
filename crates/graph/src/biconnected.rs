//! Articulation points, bridges and biconnected components.

use crate::{Direction, EdgeId, NodeId, View};

/// Where a graph falls apart when one node or one edge is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Biconnected {
    articulation_points: Vec<NodeId>,
    bridges: Vec<EdgeId>,
    blocks: Vec<u32>,
    block_count: usize,
}

const NONE: u32 = u32::MAX;

impl Biconnected {
    /// The nodes whose removal leaves more components, ascending.
    #[must_use]
    pub fn articulation_points(&self) -> &[NodeId] {
        &self.articulation_points
    }

    /// The edges whose removal leaves more components, ascending.
    #[must_use]
    pub fn bridges(&self) -> &[EdgeId] {
        &self.bridges
    }

    /// How many biconnected components (blocks) there are.
    #[must_use]
    pub fn block_count(&self) -> usize {
        self.block_count
    }

    /// The block of an edge, `0..block_count`; `None` for self-loops, hidden and unknown edges.
    #[must_use]
    pub fn block_of(&self, edge: EdgeId) -> Option<usize> {
        self.blocks.get(edge.index()).filter(|&&block| block != NONE).map(|&block| block as usize)
    }

    /// The edges of each block, ascending.
    #[must_use]
    pub fn blocks(&self) -> Vec<Vec<EdgeId>> {
        let mut blocks = vec![Vec::new(); self.block_count];
        for (edge, &block) in (0..).zip(&self.blocks) {
            if block != NONE {
                blocks[block as usize].push(EdgeId(edge));
            }
        }
        blocks
    }
}

/// A node in the depth-first search: the edge it was entered by, and the neighbours still to see.
struct Call<'v> {
    node: NodeId,
    entered_by: Option<EdgeId>,
    neighbors: crate::Neighbors<'v>,
}

/// Articulation points, bridges and biconnected components, edges taken as undirected.
///
/// A block is a largest set of edges of which any two lie on a common cycle; a bridge is a block of its own. Each
/// component is treated by itself. Repeated edges are parallel: two of them are a cycle and no bridge. Self-loops are
/// in no block. Isolated and hidden nodes are never articulation points. Weights make no difference. Blocks are
/// numbered by their lowest edge.
///
/// J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", Communications of the ACM
/// 16 (1973), with the stack of calls kept as an array. Time O(n + m), memory O(n + m).
#[must_use]
pub fn biconnected(view: &View<'_>) -> Biconnected {
    let graph = view.graph();
    let mut seen = vec![0u32; graph.node_count()];
    let mut low = vec![0u32; graph.node_count()];
    let mut clock = 0u32;
    let mut is_articulation = vec![false; graph.node_count()];
    let mut blocks = vec![NONE; graph.edge_count()];
    let mut block_sizes: Vec<u32> = Vec::new();
    let mut open: Vec<EdgeId> = Vec::new();
    let mut calls: Vec<Call<'_>> = Vec::new();

    for root in view.nodes() {
        if seen[root.index()] != 0 {
            continue;
        }
        let mut root_blocks = 0;
        clock += 1;
        (seen[root.index()], low[root.index()]) = (clock, clock);
        calls.push(Call { node: root, entered_by: None, neighbors: view.neighbors(root, Direction::Both) });
        while let Some(call) = calls.last_mut() {
            let (node, entered_by) = (call.node, call.entered_by);
            if let Some(next) = call.neighbors.next() {
                let other = next.node;
                if other == node || entered_by == Some(next.edge) {
                    continue;
                }
                if seen[other.index()] == 0 {
                    clock += 1;
                    (seen[other.index()], low[other.index()]) = (clock, clock);
                    open.push(next.edge);
                    let neighbors = view.neighbors(other, Direction::Both);
                    calls.push(Call { node: other, entered_by: Some(next.edge), neighbors });
                } else if seen[other.index()] < seen[node.index()] {
                    open.push(next.edge);
                    low[node.index()] = low[node.index()].min(seen[other.index()]);
                }
                continue;
            }
            calls.pop();
            let (Some(parent), Some(entered_by)) = (calls.last().map(|call| call.node), entered_by) else {
                continue;
            };
            low[parent.index()] = low[parent.index()].min(low[node.index()]);
            if low[node.index()] < seen[parent.index()] {
                continue;
            }
            // Nothing below `node` reaches above `parent`: the edges since the one between them are a block.
            if parent == root {
                root_blocks += 1;
            } else {
                is_articulation[parent.index()] = true;
            }
            let mut size = 0;
            while let Some(edge) = open.pop() {
                blocks[edge.index()] = block_sizes.len() as u32;
                size += 1;
                if edge == entered_by {
                    break;
                }
            }
            block_sizes.push(size);
        }
        is_articulation[root.index()] = root_blocks > 1;
    }

    let bridges = (0..).map(EdgeId).zip(&blocks);
    let bridges = bridges.filter(|&(_, &block)| block != NONE && block_sizes[block as usize] == 1);
    let bridges = bridges.map(|(edge, _)| edge).collect();
    let mut renamed = vec![NONE; block_sizes.len()];
    let mut block_count = 0;
    for block in blocks.iter_mut().filter(|block| **block != NONE) {
        let new = &mut renamed[*block as usize];
        if *new == NONE {
            *new = block_count;
            block_count += 1;
        }
        *block = *new;
    }
    let articulation_points = graph.nodes().filter(|node| is_articulation[node.index()]).collect();
    Biconnected { articulation_points, bridges, blocks, block_count: block_count as usize }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    fn undirected(node_count: u32, edges: &[(u32, u32)]) -> Graph {
        Graph::undirected(node_count, edges.iter().map(|&(s, t)| Edge::new(s, t))).unwrap()
    }

    #[test]
    fn two_triangles_with_a_bridge() {
        let graph = undirected(6, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]);
        let found = biconnected(&graph.view());
        assert_eq!(found.articulation_points(), [NodeId(2), NodeId(3)]);
        assert_eq!(found.bridges(), [EdgeId(3)]);
        assert_eq!(found.block_count(), 3);
        assert_eq!(found.blocks()[0], [EdgeId(0), EdgeId(1), EdgeId(2)]);
        assert_eq!(found.block_of(EdgeId(3)), Some(1));
    }

    #[test]
    fn repeated_edges_are_no_bridge_and_loops_are_in_no_block() {
        let graph = undirected(3, &[(0, 1), (1, 0), (1, 2), (2, 2)]);
        let found = biconnected(&graph.view());
        assert_eq!(found.bridges(), [EdgeId(2)]);
        assert_eq!(found.articulation_points(), [NodeId(1)]);
        assert_eq!(found.block_of(EdgeId(3)), None);
        assert_eq!(found.block_of(EdgeId(99)), None);
    }

    #[test]
    fn the_middle_of_a_star_holds_it_together() {
        let graph = undirected(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
        let found = biconnected(&graph.view());
        assert_eq!(found.articulation_points(), [NodeId(0)]);
        assert_eq!(found.bridges().len(), 4);
        let mut view = graph.view();
        view.hide(NodeId(0));
        assert_eq!(biconnected(&view).block_count(), 0);
    }
}
