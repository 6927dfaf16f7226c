//! The sources of a case: their bytes, their text, where they were found.

use std::io::{self, Read};

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use umbra_model::{PartialDate, Reliability, Source, SourceId, Text};

use crate::checksum::Canonical;
use crate::error::{At, CaseError, Result};
use crate::{Added, Case, Writer};

/// How much of a source goes into one compressed piece.
pub(crate) const CHUNK: usize = 1 << 20;

/// Zstandard level of bytes and text: a fifth of the size for FtM JSON at some 400 MB/s.
const LEVEL: i32 = 1;

/// What of a source a piece holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Bytes,
    Text,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Text => "text",
        }
    }
}

/// A row of `source`, as far as its checksum covers it.
pub(crate) struct SourceRow {
    pub source: Source,
    pub text: Option<TextRow>,
}

/// What a row of `source` says of the extracted text.
pub(crate) struct TextRow {
    pub characters: i64,
    pub hash: Vec<u8>,
    pub pages: String,
}

impl SourceRow {
    const COLUMNS: &'static str = "source.sha256, source.media_type, source.title, source.publisher, source.published, \
         source.url, source.language, source.encoding, source.size, source.characters, source.text_hash, source.pages";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let sha256: String = row.get(0)?;
        let wrong = |error: Box<dyn std::error::Error + Send + Sync>, column: usize| {
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error)
        };
        let id: SourceId = sha256.parse().map_err(|error| wrong(Box::new(error), 0))?;
        let published: Option<String> = row.get(4)?;
        let published =
            published.map(|date| date.parse::<PartialDate>()).transpose().map_err(|error| wrong(Box::new(error), 4))?;
        let characters: Option<i64> = row.get(9)?;
        let text = match characters {
            None => None,
            Some(characters) => Some(TextRow { characters, hash: row.get(10)?, pages: row.get(11)? }),
        };
        let source = Source {
            id,
            path: String::new(),
            media_type: row.get(1)?,
            title: row.get(2)?,
            publisher: row.get(3)?,
            published,
            url: row.get(5)?,
            language: row.get(6)?,
            encoding: row.get(7)?,
            reliability: Reliability::default(),
            size: row.get::<_, i64>(8)?.unsigned_abs(),
        };
        Ok(Self { source, text })
    }

    pub(crate) fn checksum(&self) -> i64 {
        let source = &self.source;
        let mut canonical = Canonical::new();
        canonical
            .source(&source.id)
            .text(&source.media_type)
            .optional(source.title.as_deref())
            .optional(source.publisher.as_deref())
            .optional(source.published.map(|date| date.to_string()).as_deref())
            .optional(source.url.as_deref())
            .optional(source.language.as_deref())
            .optional(source.encoding.as_deref())
            .integer(i64::try_from(source.size).unwrap_or(i64::MAX));
        if let Some(text) = &self.text {
            canonical.integer(text.characters).bytes(&text.hash).text(&text.pages);
        }
        canonical.checksum()
    }
}

/// The checksum of a row of `path`.
pub(crate) fn path_checksum(source: &SourceId, path: &str) -> i64 {
    Canonical::new().source(source).text(path).checksum()
}

/// The row of a source, by its key.
pub(crate) fn row_of(connection: &Connection, key: i64) -> rusqlite::Result<SourceRow> {
    let sql = format!("SELECT {} FROM source WHERE id = ?1", SourceRow::COLUMNS);
    connection.prepare_cached(&sql)?.query_row([key], SourceRow::read)
}

/// Reads a part of a source piece by piece.
pub(crate) struct Pieces<'c> {
    connection: &'c Connection,
    source: i64,
    part: Part,
    next: i64,
    piece: Vec<u8>,
    at: usize,
}

impl<'c> Pieces<'c> {
    pub(crate) fn new(connection: &'c Connection, source: i64, part: Part) -> Self {
        Self::from(connection, source, part, 0)
    }

    /// From a piece on, counted from 0.
    pub(crate) fn from(connection: &'c Connection, source: i64, part: Part, piece: i64) -> Self {
        Self { connection, source, part, next: piece, piece: Vec::new(), at: 0 }
    }

    /// The next piece, decompressed; `None` after the last. The error is a sentence.
    pub(crate) fn next_piece(&mut self) -> std::result::Result<Option<Vec<u8>>, String> {
        let read = || -> rusqlite::Result<Option<Vec<u8>>> {
            self.connection
                .prepare_cached("SELECT content FROM chunk WHERE source = ?1 AND part = ?2 AND number = ?3")?
                .query_row(params![self.source, self.part.name(), self.next], |row| row.get(0))
                .optional()
        };
        let number = self.next;
        let Some(content) = read().map_err(|error| format!("piece {number} can't be read: {error}"))? else {
            return Ok(None);
        };
        self.next += 1;
        let piece = zstd::bulk::decompress(&content, CHUNK)
            .map_err(|error| format!("piece {number} can't be unpacked: {error}"))?;
        Ok(Some(piece))
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() {
            match self.next_piece().map_err(io::Error::other)? {
                Some(piece) => (self.piece, self.at) = (piece, 0),
                None => return Ok(0),
            }
        }
        let count = buffer.len().min(self.piece.len() - self.at);
        buffer[..count].copy_from_slice(&self.piece[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

impl Case {
    /// The sources, in the order in which they were added, each with the first path that it was found under and the
    /// last reliability given.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn sources(&self) -> Result<Vec<Source>> {
        let keys: Vec<i64> = self
            .connection
            .prepare_cached("SELECT id FROM source ORDER BY id")
            .and_then(|mut select| select.query_map([], |row| row.get(0))?.collect())
            .at(&self.path)?;
        keys.into_iter().map(|key| self.source_of_key(key)).collect()
    }

    /// The source of that id, if the case holds it.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn source(&self, id: SourceId) -> Result<Option<Source>> {
        self.source_key(id)?.map(|key| self.source_of_key(key)).transpose()
    }

    /// Every path that a source was found under, the first one first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn source_paths(&self, id: SourceId) -> Result<Vec<String>> {
        let sql = "SELECT path.path FROM path JOIN source ON source.id = path.source WHERE source.sha256 = ?1 ORDER BY path.id";
        self.connection
            .prepare_cached(sql)
            .and_then(|mut select| select.query_map([id.to_string()], |row| row.get(0))?.collect())
            .at(&self.path)
    }

    /// A source's bytes. For large sources see [`Case::read_source`].
    ///
    /// # Errors
    /// When the case does not hold it or the file can't be read.
    pub fn source_bytes(&self, id: SourceId) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut reader = self.read_source(id)?;
        reader.read_to_end(&mut bytes).map_err(|error| CaseError::Damaged(format!("source {id}: {error}")))?;
        Ok(bytes)
    }

    /// A source's bytes as a stream, which takes a few MiB of memory whatever their number.
    ///
    /// # Errors
    /// When the case does not hold it.
    pub fn read_source(&self, id: SourceId) -> Result<impl Read + '_> {
        let key = self.source_key(id)?.ok_or(CaseError::UnknownSource(id))?;
        Ok(Pieces::new(&self.connection, key, Part::Bytes))
    }

    /// The text that was extracted from a source; `None` for one that has no text, such as a table.
    ///
    /// # Errors
    /// When the case does not hold it or the file can't be read.
    pub fn source_text(&self, id: SourceId) -> Result<Option<Text>> {
        let key = self.source_key(id)?.ok_or(CaseError::UnknownSource(id))?;
        self.text_of_key(key)
    }

    pub(crate) fn text_of_key(&self, key: i64) -> Result<Option<Text>> {
        let row = row_of(&self.connection, key).at(&self.path)?;
        let Some(text) = row.text else { return Ok(None) };
        let damaged = |what: String| CaseError::Damaged(format!("the text of source {}: {what}", row.source.id));
        let mut content = String::new();
        Pieces::new(&self.connection, key, Part::Text)
            .read_to_string(&mut content)
            .map_err(|error| damaged(error.to_string()))?;
        let pages = serde_json::from_str(&text.pages).map_err(|error| damaged(error.to_string()))?;
        Ok(Some(Text::new(row.source.id, content, pages)))
    }

    pub(crate) fn source_of_key(&self, key: i64) -> Result<Source> {
        let mut source = row_of(&self.connection, key).at(&self.path)?.source;
        let connection = &self.connection;
        source.path = connection
            .prepare_cached("SELECT path FROM path WHERE source = ?1 ORDER BY id LIMIT 1")
            .and_then(|mut select| select.query_row([key], |row| row.get(0)).optional())
            .at(&self.path)?
            .unwrap_or_default();
        let letter: Option<String> = connection
            .prepare_cached("SELECT reliability FROM grade WHERE source = ?1 ORDER BY id DESC LIMIT 1")
            .and_then(|mut select| select.query_row([key], |row| row.get(0)).optional())
            .at(&self.path)?;
        if let Some(letter) = letter {
            source.reliability = letter.parse().map_err(|error| CaseError::Damaged(format!("grade: {error}")))?;
        }
        Ok(source)
    }
}

impl Writer<'_> {
    /// Stores a source with its bytes and, if it has one, its text.
    ///
    /// The same bytes are the same source: when the case holds them already, only a path that is new is noted, and
    /// [`Added::Known`] comes back. A source that fails leaves nothing behind; the transaction can go on. A reliability
    /// other than F in `source` is noted as a grade given by the actor.
    ///
    /// # Errors
    /// [`CaseError::BytesDiffer`] when the bytes do not have the SHA-256 that `source.id` names or their number is
    /// not `source.size`; [`CaseError::DiskFull`]; when the bytes can't be read.
    pub fn add_source(&mut self, source: &Source, bytes: &mut dyn Read, text: Option<&Text>) -> Result<Added> {
        self.guarded(|writer| {
            if let Some(key) = writer.case.source_key(source.id)? {
                writer.add_path(key, source)?;
                return Ok(Added::Known);
            }
            writer.store_source(source, bytes, text)?;
            Ok(Added::New)
        })
    }

    fn store_source(&mut self, source: &Source, bytes: &mut dyn Read, text: Option<&Text>) -> Result<()> {
        let text_row = text.map(|text| TextRow {
            characters: i64::try_from(text.characters_before(text.as_str().len())).unwrap_or(i64::MAX),
            hash: blake3::hash(text.as_str().as_bytes()).as_bytes().to_vec(),
            pages: serde_json::to_string(text.pages()).expect("numbers always serialise"),
        });
        let row = SourceRow { source: source.clone(), text: text_row };
        let checksum = row.checksum();
        let key = self.next_id("source")?;
        let path = self.case.path.clone();
        self.case
            .connection
            .prepare_cached(
                "INSERT INTO source (id, sha256, media_type, title, publisher, published, url, language, encoding, size, \
                 characters, text_hash, pages, checksum) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )
            .and_then(|mut insert| {
                insert.execute(params![
                    key,
                    source.id.to_string(),
                    source.media_type,
                    source.title,
                    source.publisher,
                    source.published.map(|date| date.to_string()),
                    source.url,
                    source.language,
                    source.encoding,
                    i64::try_from(source.size).unwrap_or(i64::MAX),
                    row.text.as_ref().map(|text| text.characters),
                    row.text.as_ref().map(|text| &text.hash),
                    row.text.as_ref().map(|text| &text.pages),
                    checksum
                ])
            })
            .at(&path)?;
        self.ledger.note("source", key, checksum);
        self.store_bytes(key, source, bytes)?;
        if let Some(text) = text {
            for (number, piece) in text.as_str().as_bytes().chunks(CHUNK).enumerate() {
                self.store_piece(key, Part::Text, number, piece)?;
            }
            self.remember_text(text);
        }
        self.add_path(key, source)?;
        if source.reliability != Reliability::default() {
            self.grade(key, source.id, source.reliability, "as given with the source")?;
        }
        Ok(())
    }

    fn store_bytes(&mut self, key: i64, source: &Source, bytes: &mut dyn Read) -> Result<()> {
        let broken = |error| CaseError::Io { what: source.path.clone(), source: error };
        let mut sha256 = Sha256::new();
        let mut piece = Vec::with_capacity(CHUNK);
        for number in 0.. {
            piece.clear();
            Read::take(&mut *bytes, CHUNK as u64).read_to_end(&mut piece).map_err(broken)?;
            if piece.is_empty() {
                break;
            }
            sha256.update(&piece);
            self.store_piece(key, Part::Bytes, number, &piece)?;
        }
        let found = SourceId::from_digest(sha256.finalize().into());
        if found == source.id {
            Ok(())
        } else {
            Err(CaseError::BytesDiffer { path: source.path.clone(), expected: source.id, found })
        }
    }

    fn store_piece(&mut self, source: i64, part: Part, number: usize, piece: &[u8]) -> Result<()> {
        let content = zstd::bulk::compress(piece, LEVEL)
            .map_err(|error| CaseError::Io { what: "a piece of a source".to_owned(), source: error })?;
        self.store_compressed(source, part, number, &content)
    }

    pub(crate) fn store_compressed(&mut self, source: i64, part: Part, number: usize, content: &[u8]) -> Result<()> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.case
            .connection
            .prepare_cached("INSERT INTO chunk (source, part, number, content) VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut insert| insert.execute(params![source, part.name(), number, content]))
            .at(&self.case.path)
            .map(|_| ())
    }

    fn add_path(&mut self, key: i64, source: &Source) -> Result<()> {
        let known: bool = self
            .case
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM path WHERE source = ?1 AND path = ?2)")
            .and_then(|mut select| select.query_row(params![key, source.path], |row| row.get(0)))
            .at(&self.case.path)?;
        if known {
            return Ok(());
        }
        let (id, checksum) = (self.next_id("path")?, path_checksum(&source.id, &source.path));
        self.case
            .connection
            .prepare_cached("INSERT INTO path (id, source, path, checksum) VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut insert| insert.execute(params![id, key, source.path, checksum]))
            .at(&self.case.path)?;
        self.ledger.note("path", id, checksum);
        Ok(())
    }
}
