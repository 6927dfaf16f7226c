//! Random multigraphs: directed and not, with loops and repeats, filtered.

use proptest::prelude::*;
use umbra_graph::*;

/// A graph and which of its nodes and edges are hidden.
#[derive(Clone, Debug)]
pub struct Sample {
    pub directed: bool,
    pub node_count: u32,
    pub edges: Vec<(u32, u32, u32)>,
    pub hidden_nodes: Vec<u32>,
    pub hidden_edges: Vec<u32>,
}

impl Sample {
    pub fn graph(&self) -> Graph {
        let edges = self.edges.iter().map(|&(s, t, weight)| Edge::new(s, t).weighing(f64::from(weight) / 4.0));
        let made = if self.directed { Graph::directed } else { |n, e| Graph::undirected(n, e) };
        made(self.node_count, edges.collect::<Vec<_>>()).unwrap()
    }

    pub fn view<'g>(&self, graph: &'g Graph) -> View<'g> {
        let mut view = graph.view();
        for &node in &self.hidden_nodes {
            view.hide(NodeId(node));
        }
        for &edge in &self.hidden_edges {
            view.hide_edge(EdgeId(edge));
        }
        view
    }
}

pub fn samples(weights: std::ops::Range<u32>) -> impl Strategy<Value = Sample> {
    (any::<bool>(), 1u32..14, any::<bool>()).prop_flat_map(move |(directed, node_count, filtered)| {
        let edge = (0..node_count, 0..node_count, weights.clone());
        let hidden = |most: u32| prop::collection::vec(0..most.max(1), 0..if filtered { 4 } else { 1 });
        (prop::collection::vec(edge, 0..40), hidden(node_count), hidden(40)).prop_map(
            move |(edges, hidden_nodes, mut hidden_edges)| {
                hidden_edges.retain(|&edge| (edge as usize) < edges.len());
                Sample { directed, node_count, edges, hidden_nodes, hidden_edges }
            },
        )
    })
}

pub fn close(a: &[f64], b: &[f64]) -> Result<(), TestCaseError> {
    prop_assert_eq!(a.len(), b.len());
    for (x, y) in a.iter().zip(b) {
        let same = x == y || (x - y).abs() <= 1e-9 * x.abs().max(y.abs()).max(1.0);
        prop_assert!(same, "{:?}\n{:?}", a, b);
    }
    Ok(())
}

pub const DIRECTIONS: [Direction; 3] = [Direction::Out, Direction::In, Direction::Both];
