//! The sources of a case: their bytes, their text, where they were found.

use std::io::Read;

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use umbra_model::{PartialDate, Reliability, Source, SourceId, Text};

use crate::checksum::Canonical;
use crate::error::{At, CaseError, Result};
use crate::pieces::{CHUNK, Part, Pieces, compress};
use crate::{Added, Case, Writer};

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
    /// What [`SourceRow::read`] takes.
    pub(crate) const COLUMNS: &'static str = "source.sha256, source.media_type, source.title, source.publisher, source.published, \
         source.url, source.language, source.encoding, source.size, source.characters, source.text_hash, source.pages";

    /// Takes the columns from one on.
    pub(crate) fn read(row: &Row<'_>, from: usize) -> rusqlite::Result<Self> {
        let sha256: String = row.get(from)?;
        let wrong = |error: Box<dyn std::error::Error + Send + Sync>, column: usize| {
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error)
        };
        let id: SourceId = sha256.parse().map_err(|error| wrong(Box::new(error), from))?;
        let published: Option<String> = row.get(from + 4)?;
        let published = published
            .map(|date| date.parse::<PartialDate>())
            .transpose()
            .map_err(|error| wrong(Box::new(error), from + 4))?;
        let characters: Option<i64> = row.get(from + 9)?;
        let text = match characters {
            None => None,
            Some(characters) => Some(TextRow { characters, hash: row.get(from + 10)?, pages: row.get(from + 11)? }),
        };
        let source = Source {
            id,
            path: String::new(),
            media_type: row.get(from + 1)?,
            title: row.get(from + 2)?,
            publisher: row.get(from + 3)?,
            published,
            url: row.get(from + 5)?,
            language: row.get(from + 6)?,
            encoding: row.get(from + 7)?,
            reliability: Reliability::default(),
            size: row.get::<_, i64>(from + 8)?.unsigned_abs(),
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
    connection.prepare_cached(&sql)?.query_row([key], |row| SourceRow::read(row, 0))
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
        let key = self.insert_source(source, text)?;
        self.store_bytes(key, source, bytes)?;
        if let Some(text) = text {
            for (number, piece) in text.as_str().as_bytes().chunks(CHUNK).enumerate() {
                self.case.store_piece(key, Part::Text, number, &compress(piece)?)?;
            }
            self.remember_text(text);
        }
        self.complete_source(key, source)
    }

    /// Puts the row of a source in, without its bytes and text.
    pub(crate) fn insert_source(&mut self, source: &Source, text: Option<&Text>) -> Result<i64> {
        let text_row = text.map(|text| TextRow {
            characters: i64::try_from(text.characters_before(text.as_str().len())).unwrap_or(i64::MAX),
            hash: blake3::hash(text.as_str().as_bytes()).as_bytes().to_vec(),
            pages: serde_json::to_string(text.pages()).expect("numbers always serialise"),
        });
        let row = SourceRow { source: source.clone(), text: text_row };
        let checksum = row.checksum();
        let key = self.next_id("source")?;
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
            .at(&self.case.path)?;
        self.ledger.note("source", key, checksum);
        Ok(key)
    }

    fn store_bytes(&mut self, key: i64, source: &Source, bytes: &mut dyn Read) -> Result<()> {
        let mut read = HashedPieces::new(source, bytes);
        for number in 0.. {
            let Some(piece) = read.next()? else { break };
            self.case.store_piece(key, Part::Bytes, number, &compress(&piece)?)?;
        }
        read.check()
    }

    /// Adds what a source has beside its bytes and text: where it lay, and its grade.
    pub(crate) fn complete_source(&mut self, key: i64, source: &Source) -> Result<()> {
        self.add_path(key, source)?;
        if source.reliability != Reliability::default() {
            self.grade(key, source.id, source.reliability, "as given with the source")?;
        }
        Ok(())
    }

    pub(crate) fn add_path(&mut self, key: i64, source: &Source) -> Result<()> {
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

/// The bytes of a source as they come in, hashed on the way.
pub(crate) struct HashedPieces<'a> {
    source: &'a Source,
    bytes: &'a mut dyn Read,
    sha256: Sha256,
}

impl<'a> HashedPieces<'a> {
    pub(crate) fn new(source: &'a Source, bytes: &'a mut dyn Read) -> Self {
        Self { source, bytes, sha256: Sha256::new() }
    }

    /// The next piece; `None` after the last.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let mut piece = Vec::with_capacity(CHUNK);
        Read::take(&mut *self.bytes, CHUNK as u64)
            .read_to_end(&mut piece)
            .map_err(|error| CaseError::Io { what: self.source.path.clone(), source: error })?;
        self.sha256.update(&piece);
        Ok((!piece.is_empty()).then_some(piece))
    }

    /// Makes sure that the bytes were those announced.
    pub(crate) fn check(self) -> Result<()> {
        let found = SourceId::from_digest(self.sha256.finalize().into());
        if found == self.source.id {
            return Ok(());
        }
        Err(CaseError::BytesDiffer { path: self.source.path.clone(), expected: self.source.id, found })
    }
}
