//! Why something could not be worked out.

/// Why something could not be worked out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FindError {
    /// No statement is about the entity.
    #[error("nothing in the case is called {0:?}: search for it with `umbra who`")]
    UnknownEntity(String),
    /// No cell of the table of trades and places is of that trade or place.
    #[error("no group, offence or complaint is told of {0}: see what there is with `umbra inspect`")]
    NothingThere(String),
    /// A plan is to part two sides, and one of them is empty.
    #[error(
        "it is not known whom to part from whom: no accused protector and group are in this network; name them with --from and --to"
    )]
    NothingToPart,
    /// All of one side are tied to the other directly, so that nobody stands between.
    #[error("{0}")]
    TiedDirectly(String),
    /// The case can't be read.
    #[error(transparent)]
    Case(#[from] umbra_case::CaseError),
    /// The network does not fit into a graph.
    #[error("the network can't be drawn: {0}")]
    Graph(#[from] umbra_graph::GraphError),
}
