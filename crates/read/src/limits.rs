//! How much is read before a file is refused.

use std::time::Duration;

const MEBIBYTE: u64 = 1 << 20;

/// Bounds on what one file may cost. What passes a bound is skipped with the reason, and the run goes on.
///
/// The defaults let whole newspapers and leaks through: they stop what only an attack or an accident makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one table or entity file, which is streamed. 64 GiB.
    pub max_file_bytes: u64,
    /// Bytes of one document, which is held in memory: text, HTML, PDF, DOCX, mail. 256 MiB.
    pub max_document_bytes: u64,
    /// Bytes of the text taken out of one document. 256 MiB.
    pub max_text_bytes: u64,
    /// Members of one archive. 100,000.
    pub max_archive_members: u64,
    /// Bytes of everything in one archive, unpacked, archives inside it counted in. 16 GiB.
    pub max_archive_bytes: u64,
    /// How many times larger than its packed form a member may be. 250. Counted from the first 10 MiB on, so that
    /// small files of one repeated line pass.
    pub max_archive_ratio: u64,
    /// Archives within archives, attached mails within mails. 5.
    pub max_nesting: u32,
    /// Pages of one PDF. 20,000.
    pub max_pages: usize,
    /// How long reading one PDF may take. 60 seconds.
    pub pdf_time: Duration,
    /// Address space of the process that reads a PDF, where the system can hold it to that. 2 GiB.
    pub pdf_memory: u64,
    /// Bytes of one cell of a table; a longer one means that a quotation mark was never closed. 1 MiB.
    pub max_cell_bytes: usize,
    /// From this size on, the bytes of a source are left on disk and read again by whoever keeps them. 16 MiB.
    pub keep_in_memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: 65_536 * MEBIBYTE,
            max_document_bytes: 256 * MEBIBYTE,
            max_text_bytes: 256 * MEBIBYTE,
            max_archive_members: 100_000,
            max_archive_bytes: 16_384 * MEBIBYTE,
            max_archive_ratio: 250,
            max_nesting: 5,
            max_pages: 20_000,
            pdf_time: Duration::from_secs(60),
            pdf_memory: 2_048 * MEBIBYTE,
            max_cell_bytes: 1 << 20,
            keep_in_memory: 16 * MEBIBYTE,
        }
    }
}

/// A number of bytes for people: "200 MB".
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..10_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}
