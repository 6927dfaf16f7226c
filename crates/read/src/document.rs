//! What reading a file gives.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempPath;
use umbra_model::{Source, Text};

use crate::Table;

/// One thing met on the way.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "items are handed on one at a time, never stored in bulk")]
pub enum Item {
    /// It was read.
    Document(Document),
    /// It was not.
    Skipped(Skipped),
}

/// Something that was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Where it lies, in the form of [`Source::path`].
    pub path: String,
    /// A sentence: what it is, why it was not read, what can be done.
    pub reason: String,
}

/// A source that was read.
#[derive(Debug)]
pub struct Document {
    /// The source, with what it says of itself.
    pub source: Source,
    /// Its bytes.
    pub bytes: Bytes,
    /// What it holds.
    pub content: Content,
    /// The ranges of the text's bytes that hold the article itself, without menus, teasers and footers; ascending and
    /// apart. Empty where the whole text counts.
    pub main: Vec<Range<usize>>,
    /// What a reader should know: "2 places hold bytes that are not UTF-8 ...".
    pub notes: Vec<String>,
}

impl Document {
    /// The text that citations count in, if the source has one. A table's is the table as it was written, unless it is
    /// too large to be held.
    pub fn text(&self) -> Option<&Text> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Table(table) => table.text(),
            Content::Entities | Content::Statements => None,
        }
    }
}

/// What a source holds.
#[derive(Debug)]
pub enum Content {
    /// Words.
    Text(Text),
    /// Rows.
    Table(Table),
    /// Entities in FollowTheMoney's form, one JSON object a line; to be streamed from the bytes.
    Entities,
    /// FollowTheMoney statements as CSV; to be streamed from the bytes.
    Statements,
}

/// The bytes of a source, in memory or on disk.
#[derive(Debug, Clone)]
pub enum Bytes {
    /// All of them.
    Memory(Arc<[u8]>),
    /// The user's own file: too large to be held.
    File(PathBuf),
    /// Unpacked from an archive, too large to be held. The file goes when the last clone does.
    Temporary(Arc<TempPath>),
}

impl Bytes {
    /// Reads them from the beginning.
    ///
    /// # Errors
    /// When the file is gone or can't be opened.
    pub fn open(&self) -> io::Result<Box<dyn BufRead + Send>> {
        Ok(match self {
            Self::Memory(bytes) => Box::new(Cursor::new(bytes.clone())),
            Self::File(path) => Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)),
            Self::Temporary(path) => Box::new(BufReader::with_capacity(1 << 16, File::open(&***path)?)),
        })
    }

    /// All of them, in memory.
    ///
    /// # Errors
    /// When the file is gone or can't be read.
    pub fn load(&self) -> io::Result<Arc<[u8]>> {
        if let Self::Memory(bytes) = self {
            return Ok(bytes.clone());
        }
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// What a source says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<umbra_model::PartialDate>,
    pub url: Option<String>,
    /// ISO 639-3.
    pub language: Option<String>,
}

impl Metadata {
    /// Fills what is still unknown.
    pub fn or(mut self, other: Self) -> Self {
        self.title = self.title.or(other.title);
        self.publisher = self.publisher.or(other.publisher);
        self.published = self.published.or(other.published);
        self.url = self.url.or(other.url);
        self.language = self.language.or(other.language);
        self
    }
}

/// A document's words, before they become a [`Text`].
#[derive(Debug, Default)]
pub(crate) struct Extracted {
    pub text: String,
    /// The first byte of each page.
    pub pages: Vec<usize>,
    pub main: Vec<Range<usize>>,
    pub metadata: Metadata,
    pub encoding: Option<&'static str>,
    pub notes: Vec<String>,
}

/// Why something was not read: the sentence that becomes [`Skipped::reason`].
pub(crate) type Refusal = String;
