//! What the caller may choose.

use std::path::PathBuf;

use crate::Limits;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Bounds on what a file may cost.
    pub limits: Limits,
    /// The program that reads a PDF in a process of its own, so that no PDF can harm the run. It is called with the one
    /// argument `__read-pdf` and has to call [`pdf_worker`](crate::pdf_worker). Without it PDFs are read within this
    /// process, in a thread, without bounds on time and memory.
    pub pdf_worker: Option<PathBuf>,
    /// Mapping files that hold for any table whose file name they give as `csv_url`. They come before a mapping that
    /// lies beside the table.
    pub mappings: Vec<PathBuf>,
    /// Reads also what `.umbraignore` files leave out.
    pub read_ignored: bool,
}
