//! Where in a source something stands.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::SourceId;

/// Why a span could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// Past the end, empty, backwards, or inside a character.
    #[error(
        "bytes {start}..{end} are no span of a text of {length} bytes: give a range that is not empty and lies on character boundaries"
    )]
    Range {
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
        /// Bytes in the text.
        length: usize,
    },
    /// The text has more characters than a span can count.
    #[error("a text of {0} bytes is too long: spans count at most 4,294,967,295 characters; split the source")]
    TooLong(usize),
    /// Nothing stands in the cell.
    #[error("row {row}, column {column:?} is empty: an empty cell states nothing")]
    EmptyCell {
        /// 1-based row.
        row: u64,
        /// Column name.
        column: String,
    },
}

/// A place inside a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// A range of the extracted text.
    Text {
        /// First character, counted in Unicode scalar values from 0.
        start: u32,
        /// The character after the last.
        end: u32,
        /// The page that the first character stands on, counted from 1, where the source has pages.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<u32>,
    },
    /// A cell of a table, or a property of an entity in an entity file.
    Cell {
        /// Counted from 1. A table's header is row 1; in files of one record a line it is the line.
        row: u64,
        /// The column's header, or the property's name.
        column: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { start, end, page: None } => write!(f, "characters {start}-{end}"),
            Self::Text { start, end, page: Some(page) } => write!(f, "page {page}, characters {start}-{end}"),
            Self::Cell { row, column } => write!(f, "row {row}, column {column}"),
        }
    }
}

/// A place in a source, and the words that stand there.
///
/// Made by [`Text::span`](crate::Text::span) or [`Span::in_cell`], so that the words are the source's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    source: SourceId,
    #[serde(flatten)]
    place: Place,
    quote: String,
}

impl Span {
    pub(crate) fn in_text(source: SourceId, place: Place, quote: String) -> Self {
        Self { source, place, quote }
    }

    /// The whole of a table's cell, or one value of a record's property.
    ///
    /// # Errors
    /// [`SpanError::EmptyCell`] when the cell is empty.
    pub fn in_cell(
        source: SourceId,
        row: u64,
        column: impl Into<String>,
        cell: impl Into<String>,
    ) -> Result<Self, SpanError> {
        let (column, quote) = (column.into(), cell.into());
        if quote.is_empty() {
            return Err(SpanError::EmptyCell { row, column });
        }
        Ok(Self { source, place: Place::Cell { row, column }, quote })
    }

    /// A span as it was stored. Nothing is checked: whoever stored it keeps the promise, and verifying a case
    /// compares the quote with the source again.
    pub fn from_store(source: SourceId, place: Place, quote: String) -> Self {
        Self { source, place, quote }
    }

    /// The source.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// The place in it.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The words that stand there, exactly.
    pub fn quote(&self) -> &str {
        &self.quote
    }
}
