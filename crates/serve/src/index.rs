//! The index of a file's entities: a cache in a folder beside the file, made again when it is missing, damaged or older.
//!
//! One document stands for one entity: its id; the keys under which the [matcher](crate::matcher) files it; its words for
//! `/search`; what it refers to, for adjacency; what it is filtered and counted by; and the entity itself as JSON. A
//! [`Snapshot`] is one state of it, which later changes don't touch.

mod build;
mod candidates;
mod collect;
mod delta;
mod fields;
mod filter;
mod folder;
mod number;
mod snapshot;
mod words;

pub(crate) use build::Built;
pub(crate) use collect::{Facets, Ranked, Sort};
pub(crate) use delta::apply;
pub(crate) use fields::{FACETS, Facet, texts};
pub(crate) use filter::Filter;
pub(crate) use folder::{Folder, Stamp};
pub(crate) use number::moment;
pub(crate) use snapshot::{Page, Snapshot, read};
pub(crate) use words::Words;

/// Raised when entities are indexed in another way: indexes made before are then made anew.
const FORMAT: u32 = 2;

/// The name under which the index knows the tokenizer.
const TOKENIZER: &str = "umbra";

/// What reading an index can end with.
pub(crate) type Result<T> = std::result::Result<T, tantivy::TantivyError>;
