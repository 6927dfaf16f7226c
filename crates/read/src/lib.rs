//! Files into texts with stable offsets, or into rows.
//!
//! [`read`] walks files, folders and archives in a fixed order and hands on one [`Item`] after another: a [`Document`]
//! with its words, its rows or its entities, or a [`Skipped`] with the reason. A file that can't be read never ends
//! the run. [`map_table`] makes statements of a table's rows; [`text_again`] repeats an extraction to verify it.
//!
//! ```
//! use std::ops::ControlFlow;
//! use umbra_read::{Item, Options, read};
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("note.txt"), "Brandt met Ma Aijun at the quay.")?;
//! let mut texts = Vec::new();
//! read(&[folder.path().to_owned()], &Options::default(), &mut |item| {
//!     match item {
//!         Item::Document(document) => texts.extend(document.text().map(|text| text.as_str().to_owned())),
//!         Item::Skipped(skipped) => eprintln!("{}: {}", skipped.path, skipped.reason),
//!     }
//!     ControlFlow::Continue(())
//! })?;
//! assert_eq!(texts, ["Brandt met Ma Aijun at the quay."]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What offsets count
//! A citation counts the characters (Unicode scalar values) of the extracted text. That text is, for the same bytes and
//! the same version of this crate, always the same:
//! - Plain text, Markdown, tables: the file's characters, decoded, without a byte order mark. Nothing else is changed;
//!   CRLF stays CRLF.
//! - HTML: the visible text. Runs of white space are one space, paragraphs stand apart by an empty line, lines by a line
//!   break, table cells by a tab; what a page hides is left out.
//! - DOCX: paragraphs stand apart by an empty line, rows of tables by a line break, cells by a tab; footnotes, endnotes
//!   and comments follow the text.
//! - PDF: pages in order, parted by a line break and a form feed; a [`Place`](umbra_model::Place) carries the page. Lines
//!   end as on the page, wider gaps give an empty line, ligatures are written as letters.
//! - Mail: the lines From, To, Cc, Date and Subject, an empty line, the body. Attachments are documents of their own.
//!
//! # What is read
//! | format | told by | media type |
//! |---|---|---|
//! | plain text | what is nothing else | `text/plain` |
//! | Markdown | `.md` | `text/markdown` |
//! | HTML | its first tag, or `.html` | `text/html` |
//! | CSV, also with `;`, tab, `\|` | `.csv`, `.tsv` | `text/csv` |
//! | FollowTheMoney entities | a JSON object with a schema in the first line | `application/json+ftm` |
//! | FollowTheMoney statements | `entity_id`, `prop`, `schema`, `value` in the header | `text/csv+ftm-statements` |
//! | PDF with a text layer | `%PDF-` | `application/pdf` |
//! | DOCX | a zip archive with `word/` in it | `application/vnd.openxml...wordprocessingml.document` |
//! | mail | header lines, or `.eml` | `message/rfc822` |
//! | gzip, zip | first bytes | what they hold |
//!
//! A row of a table is counted as most programs do that read CSV: from 1, the header and what stands above it too, lines
//! with nothing in them not.
//!
//! Old Office files, workbooks, slides, images, sound, other archives and databases are told and listed with what to do.

mod archive;
mod dates;
mod document;
mod docx;
mod encoding;
mod error;
mod extract;
mod format;
mod html;
mod language;
mod leading_lines;
mod limits;
mod mail;
mod options;
mod pdf;
mod read;
mod spool;
mod table;
mod transcode;
mod walk;

pub use document::{Bytes, Content, Document, Item, Skipped};
pub use error::ReadError;
pub use extract::text_again;
pub use limits::Limits;
pub use options::Options;
pub use pdf::pdf_worker;
pub use read::{check, read};
pub use table::{
    CellFault, EntityMapping, MapReport, Mapping, MappingOrigin, PropertyMapping, Query, Row, RowFault, Rows, Table,
    map_table,
};
