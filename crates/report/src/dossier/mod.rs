//! A dossier as text for a terminal, as Markdown, as a page, as a PDF file, and as a Word document.

mod document;
mod markdown;
mod page;
mod text;

pub use document::dossier_docx;
pub use markdown::dossier_markdown;
pub(crate) use markdown::{escaped, write_markdown_footnotes};
pub use page::dossier_html;
pub(crate) use page::write_footnotes;
pub use text::dossier_text;
pub(crate) use text::{TextPage, source_of};

use umbra_find::Dossier;

use crate::sheet::{COLUMNS, Segment, sheets};

/// A dossier as a PDF file, A4. `romanise` writes a word of any script in Latin letters; `head` is the hash of the case's last log
/// entry, as in a report. The same dossier gives the same bytes.
pub fn dossier_pdf(dossier: &Dossier, head: Option<&str>, romanise: &dyn Fn(&str) -> String) -> Vec<u8> {
    let text = Segment::Text(dossier_text(dossier, COLUMNS));
    sheets(&dossier.entity.caption, "Umbra dossier", &[text], head, romanise)
}
