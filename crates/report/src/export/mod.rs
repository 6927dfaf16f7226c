//! The case in the forms that other programs read.

mod ftm;
mod ftm_gexf;
mod gexf;
mod statements;

pub use ftm::{FtmOptions, export_ftm};
pub use ftm_gexf::{EntityGexf, GexfCounts};
pub use gexf::export_gexf;
pub use statements::export_statements_csv;
