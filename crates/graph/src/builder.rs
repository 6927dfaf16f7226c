//! Building a graph from a stream of edges.

use std::sync::Arc;

use crate::rows::{Ends, Rooted, Rows};
use crate::{Directedness, Edge, EdgeId, Graph, GraphError, Interval, Layer, NodeId};

/// Takes nodes and edges one by one and makes a [`Graph`] of them.
///
/// Edges are kept as columns, and a column that holds only defaults (weight 1, layer 0, no dates) is never made. The
/// rows are then filled by counting sort straight into their final place, so building needs no memory to speak of beyond the
/// graph itself, and O(n + m log d) time for a largest degree d.
#[derive(Clone, Debug)]
pub struct GraphBuilder {
    directedness: Directedness,
    node_count: u32,
    ends: Ends,
    weights: Option<Vec<f64>>,
    layers: Option<Vec<u16>>,
    validity: Option<Vec<Interval>>,
}

impl GraphBuilder {
    /// An empty graph to add to.
    #[must_use]
    pub fn new(directedness: Directedness) -> GraphBuilder {
        GraphBuilder { directedness, node_count: 0, ends: Ends::default(), weights: None, layers: None, validity: None }
    }

    pub(crate) fn collect(
        directedness: Directedness,
        node_count: u32,
        edges: impl IntoIterator<Item = Edge>,
    ) -> Result<Graph, GraphError> {
        let mut builder = GraphBuilder::new(directedness);
        builder.add_nodes(node_count)?;
        let edges = edges.into_iter();
        // A hint is a claim of the caller's: reserve for it only as far as a wrong claim does no harm.
        let expected = edges.size_hint().0.min(1 << 24);
        builder.ends.sources.reserve(expected);
        builder.ends.targets.reserve(expected);
        for edge in edges {
            builder.add_edge(edge)?;
        }
        Ok(builder.build())
    }

    /// How many nodes there are so far.
    #[must_use]
    pub fn node_count(&self) -> u32 {
        self.node_count
    }

    /// How many edges there are so far.
    pub(crate) fn edge_count(&self) -> usize {
        self.ends.len()
    }

    /// Makes room for this many more edges.
    pub(crate) fn reserve(&mut self, count: usize) {
        self.ends.sources.reserve_exact(count);
        self.ends.targets.reserve_exact(count);
    }

    /// The edge at this place. Panics as indexing does.
    pub(crate) fn edge(&self, place: usize) -> Edge {
        Edge {
            source: NodeId(self.ends.sources[place]),
            target: NodeId(self.ends.targets[place]),
            weight: self.weights.as_ref().map_or(1.0, |weights| weights[place]),
            layer: self.layers.as_ref().map_or(Layer(0), |layers| Layer(layers[place])),
            validity: self.validity.as_ref().map_or(Interval::ALWAYS, |validity| validity[place]),
        }
    }

    /// The same nodes and edges, read with or without direction.
    pub(crate) fn with_directedness(self, directedness: Directedness) -> GraphBuilder {
        GraphBuilder { directedness, ..self }
    }

    /// Adds one node and says its number.
    ///
    /// # Errors
    /// [`GraphError::TooManyNodes`].
    pub fn add_node(&mut self) -> Result<NodeId, GraphError> {
        let node = NodeId(self.node_count);
        self.add_nodes(1)?;
        Ok(node)
    }

    /// Adds that many nodes.
    ///
    /// # Errors
    /// [`GraphError::TooManyNodes`].
    pub fn add_nodes(&mut self, count: u32) -> Result<(), GraphError> {
        self.node_count = self
            .node_count
            .checked_add(count)
            .ok_or(GraphError::TooManyNodes { count: u64::from(self.node_count) + u64::from(count) })?;
        Ok(())
    }

    /// Adds one edge and says its number. After an error the builder is as it was before.
    ///
    /// # Errors
    /// - [`GraphError::NodeOutOfRange`] when an end has not been added as a node;
    /// - [`GraphError::InvalidWeight`] when the weight is NaN, infinite or negative;
    /// - [`GraphError::TooManyEdges`] beyond 2^32 - 1 edges.
    pub fn add_edge(&mut self, edge: Edge) -> Result<EdgeId, GraphError> {
        let place = self.ends.len();
        for node in [edge.source, edge.target] {
            if node.0 >= self.node_count {
                let node_count = self.node_count;
                return Err(GraphError::NodeOutOfRange { edge: place as u64, node, node_count });
            }
        }
        if !edge.weight.is_finite() || edge.weight < 0.0 {
            return Err(GraphError::InvalidWeight { edge: place as u64, weight: edge.weight });
        }
        if place >= u32::MAX as usize {
            return Err(GraphError::TooManyEdges);
        }
        self.ends.sources.push(edge.source.0);
        self.ends.targets.push(edge.target.0);
        push_sparse(&mut self.weights, place, 1.0, edge.weight);
        push_sparse(&mut self.layers, place, Layer(0).0, edge.layer.0);
        push_sparse(&mut self.validity, place, Interval::ALWAYS, edge.validity);
        Ok(EdgeId(place as u32))
    }

    /// Sorts the edges into rows.
    #[must_use]
    pub fn build(self) -> Graph {
        let node_count = self.node_count as usize;
        let ends = Arc::new(self.ends);
        let rows = |rooted| Rows::build(node_count, &ends, rooted);
        let (outward, inward) = match self.directedness {
            Directedness::Directed => (rows(Rooted::Source), Some(rows(Rooted::Target))),
            Directedness::Undirected => (rows(Rooted::Both), None),
        };
        Graph {
            directedness: self.directedness,
            node_count: self.node_count,
            ends,
            weights: self.weights,
            layers: self.layers,
            validity: self.validity,
            outward,
            inward,
        }
    }
}

/// Appends to a column that exists only from its first value that is not the default.
fn push_sparse<T: Copy + PartialEq>(column: &mut Option<Vec<T>>, place: usize, default: T, value: T) {
    match column {
        Some(values) => values.push(value),
        None if value == default => {}
        None => {
            let mut values = vec![default; place];
            values.push(value);
            *column = Some(values);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Direction;

    #[test]
    fn bad_edges_are_refused_with_their_place() {
        let edges = |bad: Edge| Graph::undirected(2, [Edge::new(0, 1), bad]).map(|_| ());
        let out_of_range = GraphError::NodeOutOfRange { edge: 1, node: NodeId(2), node_count: 2 };
        assert_eq!(edges(Edge::new(0, 2)), Err(out_of_range));
        assert_eq!(edges(Edge::new(0, 1).weighing(-0.5)), Err(GraphError::InvalidWeight { edge: 1, weight: -0.5 }));
        for weight in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let error = edges(Edge::new(0, 1).weighing(weight)).unwrap_err();
            assert!(matches!(error, GraphError::InvalidWeight { edge: 1, .. }), "{error}");
        }
        assert_eq!(edges(Edge::new(0, 1).weighing(0.0)), Ok(()));
    }

    #[test]
    fn nodes_beyond_32_bits_are_refused() {
        let mut builder = GraphBuilder::new(Directedness::Directed);
        builder.add_nodes(u32::MAX).unwrap();
        assert_eq!(builder.add_node(), Err(GraphError::TooManyNodes { count: 1 << 32 }));
    }

    #[test]
    fn columns_keep_what_came_before_the_first_value() {
        let dated = Interval::new(3, 9).unwrap();
        let graph = Graph::directed(
            3,
            [Edge::new(2, 0), Edge::new(0, 1).weighing(0.5).on(Layer(7)).during(dated), Edge::new(1, 2)],
        )
        .unwrap();
        let edges: Vec<Edge> = graph.edges().map(|(_, edge)| edge).collect();
        assert_eq!(edges[0], Edge::new(2, 0));
        assert_eq!(edges[1], Edge::new(0, 1).weighing(0.5).on(Layer(7)).during(dated));
        assert_eq!(edges[2], Edge::new(1, 2));
        assert!(graph.is_weighted());
    }

    #[test]
    fn rows_ascend_whatever_the_order_of_the_edges() {
        let graph = Graph::undirected(4, [Edge::new(3, 0), Edge::new(0, 2), Edge::new(0, 1), Edge::new(2, 0)]).unwrap();
        let row: Vec<(u32, u32)> =
            graph.view().neighbors(NodeId(0), Direction::Both).map(|n| (n.node.0, n.edge.0)).collect();
        assert_eq!(row, [(1, 2), (2, 1), (2, 3), (3, 0)]);
        assert_eq!(graph.edges_between(NodeId(2), NodeId(0)).collect::<Vec<_>>(), [EdgeId(1), EdgeId(3)]);
        assert_eq!(graph.edges_between(NodeId(9), NodeId(0)).count(), 0);
    }

    #[test]
    fn an_undirected_loop_stands_twice_in_its_row_and_is_one_edge() {
        let graph = Graph::undirected(1, [Edge::new(0, 0)]).unwrap();
        assert_eq!(graph.view().neighbors(NodeId(0), Direction::Out).count(), 2);
        assert_eq!(graph.edges_between(NodeId(0), NodeId(0)).count(), 1);
    }
}
