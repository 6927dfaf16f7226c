//! Why a report or an export could not be made.

use umbra_model::SourceId;

/// Why a report or an export could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The network could not be laid out.
    #[error("the network can't be drawn: {0}")]
    Layout(#[from] umbra_graph::GraphError),
    /// The text of a source could not be had.
    #[error("the text of source {source_id} can't be read: {cause}; check the case with `umbra verify`")]
    Contents {
        /// The source.
        source_id: SourceId,
        /// What went wrong.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Writing failed.
    #[error("the file can't be written: check that the disk has room and that you may write there")]
    Write(#[from] std::io::Error),
    /// The network is larger than the page's drawing can hold, or a part of it is missing.
    #[error("{0}")]
    Find(#[from] umbra_find::FindError),
}
