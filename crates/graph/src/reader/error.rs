//! What can be wrong with a file that should hold a network, and where.

use std::fmt;

use crate::GraphError;

/// Where in a file something is wrong. Both count from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: u64,
    /// The character within the line.
    pub column: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a file could not be read as a network.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// What stands at a place of the file is not what must stand there.
    #[error("{place}: {fault}")]
    At {
        /// Where.
        place: Place,
        /// What is wrong, and what to do.
        fault: Fault,
    },
    /// The bytes stopped coming: a broken disk, pipe or compressed file.
    #[error("after line {line}: {error}; check that the file is whole")]
    Io {
        /// The last line that came in whole.
        line: u64,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file holds no line but comments.
    #[error("the file holds no edge and no node; give a list of edges, one a line")]
    Empty,
}

/// What is wrong at a place.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A weight that is no number.
    #[error("the weight {found:?} is not a number; write it as 2 or 0.5, or name another column as the weight")]
    NotANumber {
        /// What stands there.
        found: String,
    },
    /// A weight that is NaN, infinite or negative.
    #[error("the weight is {found}; weights must be finite and not negative")]
    InvalidWeight {
        /// What stands there.
        found: String,
    },
    /// A number with a comma that may be a decimal or a thousands mark.
    #[error("the weight {found:?} may mean a decimal or thousands; write it with a point, or without the comma")]
    AmbiguousNumber {
        /// What stands there.
        found: String,
    },
    /// A line with another number of fields than the lines before it.
    #[error("{found} fields where {wanted} belong; is the line cut off, or does a name hold the separator?")]
    WrongFieldCount {
        /// How many there are.
        found: usize,
        /// How many there must be.
        wanted: usize,
    },
    /// A name of no characters.
    #[error("a node without a name; fill the field in or drop the line")]
    EmptyName,
    /// A node number beyond those that were announced.
    #[error("{found:?} is not a node: {count} nodes are announced, numbered {from} to {to}", to = i64::from(*from) - 1 + *count as i64)]
    NodeOutOfRange {
        /// What stands there.
        found: String,
        /// How many nodes are announced.
        count: u32,
        /// The number of the first.
        from: u32,
    },
    /// Something else than what must stand there.
    #[error("{found:?} stands where {wanted} belongs")]
    Unexpected {
        /// What stands there.
        found: String,
        /// What belongs there.
        wanted: &'static str,
    },
    /// The file ends too early.
    #[error("the file ends where {wanted} should follow; it is cut off")]
    CutOff {
        /// What is missing.
        wanted: String,
    },
    /// Another number of edges than the first line announces.
    #[error("{announced} edges are announced, but {found} are there; the file is cut off, or its first line is wrong")]
    EdgeCount {
        /// How many the first line announces.
        announced: u64,
        /// How many there are.
        found: u64,
    },
    /// So many nodes for so few edges that the number can't be meant.
    #[error("{announced} nodes are announced for {edges} edges; correct the number of nodes")]
    NodeCount {
        /// How many nodes are announced.
        announced: u64,
        /// How many edges there are.
        edges: u64,
    },
    /// An opening quotation mark without its closing one.
    #[error("a quotation mark is opened and not closed on this line; close it or double it")]
    OpenQuote,
    /// Bytes that are not UTF-8.
    #[error("the bytes are not UTF-8 text; save the file as UTF-8")]
    NotUtf8,
    /// A line beyond the bound on memory.
    #[error("a line of more than {limit} bytes; is it a text file?")]
    LongLine {
        /// The bound.
        limit: usize,
    },
    /// XML that is not well formed.
    #[error("the XML is not well formed: {message}")]
    Xml {
        /// What the parser says.
        message: String,
    },
    /// An XML element without an attribute that it must have.
    #[error("<{element}> lacks the attribute {attribute:?}")]
    MissingAttribute {
        /// The element.
        element: String,
        /// The attribute.
        attribute: &'static str,
    },
    /// An edge to a node that the file does not declare.
    #[error("node {name:?} is not declared; declare it or drop the edge")]
    UndeclaredNode {
        /// The node's name.
        name: String,
    },
    /// Two nodes of one name.
    #[error("node {name:?} is declared twice; names must differ")]
    RepeatedNode {
        /// The node's name.
        name: String,
    },
    /// A variant of a format that is not read.
    #[error("{what} is not read; {remedy}")]
    Unsupported {
        /// The variant.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// More than a graph can hold.
    #[error(transparent)]
    Graph(#[from] GraphError),
}

impl Fault {
    pub(crate) fn at(self, line: u64, column: usize) -> ReadError {
        ReadError::At { place: Place { line, column: column as u64 }, fault: self }
    }
}
