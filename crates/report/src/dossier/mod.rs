//! A dossier as text for a terminal, as Markdown, as a page, and as a PDF file.

mod markdown;
mod page;
mod pdf;
mod text;

pub use markdown::dossier_markdown;
pub use page::dossier_html;
pub use pdf::dossier_pdf;
pub use text::dossier_text;
