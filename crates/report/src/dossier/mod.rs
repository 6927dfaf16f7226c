//! A dossier as text for a terminal, and as a page.

mod page;
mod text;

pub use page::dossier_html;
pub use text::dossier_text;
