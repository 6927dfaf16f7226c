//! The case in the forms that other programs read.

mod ftm;
mod gexf;
mod statements;

pub use ftm::{FtmOptions, export_ftm};
pub use gexf::export_gexf;
pub use statements::export_statements_csv;
