//! The most that can flow between two sets of nodes, and the least that must be taken away to part them.

mod network;
mod pipes;

pub(crate) use pipes::Pipes;

use crate::{EdgeId, GraphError, NodeId, View};
use network::FlowNetwork;

/// What bounds the flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Capacity<'a> {
    /// Each edge carries its weight.
    Weights,
    /// Each edge carries 1: the flow is the number of paths that share no edge, the cut the fewest edges.
    Edges,
    /// Each node carries as much as this says, one value per node of the graph, infinite for a node that may not be taken;
    /// edges carry any amount. The cut is of nodes.
    Nodes(&'a [f64]),
}

/// The largest flow and a smallest cut, which weigh the same (L. Ford and D. Fulkerson, 1956).
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// How much flows, and what the cut weighs. Infinite when nothing that may be taken parts the two sets.
    pub value: f64,
    /// The edges of the cut, ascending; empty for cuts of nodes.
    pub edges: Vec<EdgeId>,
    /// The nodes of the cut, ascending; empty for cuts of edges.
    pub nodes: Vec<NodeId>,
    /// The nodes that can still be reached from the sources without the cut, ascending.
    pub source_side: Vec<NodeId>,
}

/// The largest flow from `sources` to `sinks`, and the smallest cut between them that lies nearest the sources.
///
/// Edges of a directed graph carry along their direction, others both ways. Repeated edges carry each; self-loops and
/// hidden nodes nothing. With [`Capacity::Nodes`] sources and sinks that may be taken count as nodes like others: give them infinity
/// if they must stay. Sets in different components have no flow and an empty cut.
///
/// Y. Dinic, "Algorithm for solution of a problem of maximum flow in a network with power estimation", Soviet Mathematics Doklady 11
/// (1970), nodes split in two for capacities of nodes; searches keep their stack as an array. Time O(n² m) at worst, O(m √n)
/// for unit capacities; memory O(n + m). What is below 10⁻¹² of the largest capacity counts as rounding.
///
/// # Errors
/// - [`GraphError::UnknownNode`] for a node that the graph lacks;
/// - [`GraphError::InvalidParameter`] when a node is source and sink, or a set is empty, or a capacity is negative or NaN;
/// - [`GraphError::WrongLength`] when there is not one capacity per node.
pub fn minimum_cut(
    view: &View<'_>,
    sources: &[NodeId],
    sinks: &[NodeId],
    capacity: Capacity<'_>,
) -> Result<Cut, GraphError> {
    view.check_nodes(sources)?;
    view.check_nodes(sinks)?;
    check(view, sources, sinks, capacity)?;
    let mut network = FlowNetwork::of(view, sources, sinks, capacity);
    let value = network.fill();
    let node_count = view.graph().node_count();
    let mut cut = Cut { value, edges: Vec::new(), nodes: Vec::new(), source_side: Vec::new() };
    cut.source_side = view.nodes().filter(|&node| network.reaches_beyond(node)).collect();
    if value.is_infinite() || node_count == 0 {
        return Ok(cut);
    }
    match capacity {
        Capacity::Nodes(_) => {
            cut.nodes = view.nodes().filter(|&node| network.reaches(node) && !network.reaches_beyond(node)).collect();
        }
        Capacity::Weights | Capacity::Edges => {
            let parts = |&(id, edge): &(EdgeId, crate::Edge)| {
                let (forth, back) = (network.reaches_beyond(edge.source), network.reaches_beyond(edge.target));
                let is_crossed = if view.graph().is_directed() { forth && !back } else { forth != back };
                is_crossed && (capacity == Capacity::Edges || view.graph().weight(id) > 0.0)
            };
            cut.edges = view.edges().filter(parts).map(|(id, _)| id).collect();
        }
    }
    Ok(cut)
}

fn check(view: &View<'_>, sources: &[NodeId], sinks: &[NodeId], capacity: Capacity<'_>) -> Result<(), GraphError> {
    let graph = view.graph();
    for (name, set) in [("the number of sources", sources), ("the number of sinks", sinks)] {
        if set.is_empty() {
            return Err(GraphError::InvalidParameter { name, value: 0.0, range: "at least 1" });
        }
    }
    let mut is_source = vec![false; graph.node_count()];
    sources.iter().for_each(|node| is_source[node.index()] = true);
    if let Some(&both) = sinks.iter().find(|node| is_source[node.index()]) {
        let (name, value) = ("a node that is source and sink", f64::from(both.0));
        return Err(GraphError::InvalidParameter { name, value, range: "in one of the sets" });
    }
    let Capacity::Nodes(capacities) = capacity else { return Ok(()) };
    if capacities.len() != graph.node_count() {
        let (len, node_count) = (capacities.len(), graph.node_count);
        return Err(GraphError::WrongLength { name: "the capacities of nodes", len, node_count });
    }
    match capacities.iter().find(|capacity| capacity.is_nan() || **capacity < 0.0) {
        Some(&value) => {
            Err(GraphError::InvalidParameter { name: "the capacity of a node", value, range: "0 or above" })
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    fn ids(numbers: &[u32]) -> Vec<NodeId> {
        numbers.iter().map(|&number| NodeId(number)).collect()
    }

    /// Two protectors (0, 1), two go-betweens (2, 3), three of a gang (4, 5, 6).
    fn umbrella() -> Graph {
        let edges = [(0, 2), (1, 2), (1, 3), (2, 4), (2, 5), (3, 6), (4, 5), (5, 6)];
        Graph::undirected(8, edges.map(|(a, b)| Edge::new(a, b))).unwrap()
    }

    #[test]
    fn the_go_betweens_part_protectors_from_the_gang() {
        let graph = umbrella();
        let (protectors, gang) = (ids(&[0, 1]), ids(&[4, 5, 6]));
        let mut costs = vec![1.0; 8];
        protectors.iter().chain(&gang).for_each(|node| costs[node.index()] = f64::INFINITY);
        let cut = minimum_cut(&graph.view(), &protectors, &gang, Capacity::Nodes(&costs)).unwrap();
        assert_eq!((cut.value, cut.nodes, cut.edges), (2.0, ids(&[2, 3]), vec![]));
        assert_eq!(cut.source_side, ids(&[0, 1]));
        costs[3] = f64::INFINITY;
        let cut = minimum_cut(&graph.view(), &protectors, &gang, Capacity::Nodes(&costs)).unwrap();
        assert!(cut.value.is_infinite() && cut.nodes.is_empty());
        let cut = minimum_cut(&graph.view(), &protectors, &gang, Capacity::Edges).unwrap();
        assert_eq!((cut.value, cut.edges.len()), (3.0, 3));
    }

    #[test]
    fn direction_and_weights_bound_the_flow() {
        let edges = [(0, 1, 3.0), (0, 2, 2.0), (1, 3, 1.5), (2, 3, 4.0), (1, 2, 1.0), (3, 0, 9.0)];
        let graph = Graph::directed(4, edges.map(|(a, b, w)| Edge::new(a, b).weighing(w))).unwrap();
        let flow = |from, to| minimum_cut(&graph.view(), &ids(&[from]), &ids(&[to]), Capacity::Weights).unwrap();
        assert_eq!(flow(0, 3).value, 4.5);
        assert_eq!(flow(0, 3).edges, [EdgeId(1), EdgeId(2), EdgeId(4)]);
        assert_eq!(flow(3, 0).value, 9.0);
        assert_eq!(flow(2, 1).value, 3.0);
    }

    #[test]
    fn apart_already_there_is_nothing_to_cut() {
        let graph = umbrella();
        let cut = minimum_cut(&graph.view(), &ids(&[0]), &ids(&[7]), Capacity::Edges).unwrap();
        assert_eq!((cut.value, cut.edges.len()), (0.0, 0));
        let without = graph.view().keep_nodes(|node| node.0 != 2 && node.0 != 3);
        assert_eq!(minimum_cut(&without, &ids(&[0, 1]), &ids(&[4]), Capacity::Edges).unwrap().value, 0.0);
    }

    #[test]
    fn questions_without_sense_are_refused() {
        let graph = umbrella();
        let ask = |s: &[u32], t: &[u32], capacity| minimum_cut(&graph.view(), &ids(s), &ids(t), capacity).unwrap_err();
        assert!(matches!(ask(&[9], &[0], Capacity::Edges), GraphError::UnknownNode { .. }));
        assert!(matches!(ask(&[], &[0], Capacity::Edges), GraphError::InvalidParameter { .. }));
        assert!(ask(&[0, 1], &[2, 1], Capacity::Edges).to_string().contains("source and sink is 1"));
        assert!(matches!(ask(&[0], &[1], Capacity::Nodes(&[1.0])), GraphError::WrongLength { .. }));
        assert!(ask(&[0], &[1], Capacity::Nodes(&[f64::NAN; 8])).to_string().contains("NaN"));
    }
}
