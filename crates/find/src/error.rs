//! Why something could not be worked out.

/// Why something could not be worked out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FindError {
    /// No statement is about the entity.
    #[error("nothing in the case is called {0:?}: search for it with `umbra who`")]
    UnknownEntity(String),
    /// The case can't be read.
    #[error(transparent)]
    Case(#[from] umbra_case::CaseError),
    /// The network does not fit into a graph.
    #[error("the network can't be drawn: {0}")]
    Graph(#[from] umbra_graph::GraphError),
}
