//! Bytes and texts of sources, in compressed pieces.

use std::io::{self, Read};

use rusqlite::{Connection, OptionalExtension, params};

use crate::Case;
use crate::error::{At, CaseError, Result};

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
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Text => "text",
        }
    }
}

/// A piece, compressed.
pub(crate) fn compress(piece: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::compress(piece, LEVEL)
        .map_err(|error| CaseError::Io { what: "a piece of a source".to_owned(), source: error })
}

impl Case {
    /// Stores a compressed piece.
    pub(crate) fn store_piece(&self, source: i64, part: Part, number: usize, content: &[u8]) -> Result<()> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached("INSERT INTO chunk (source, part, number, content) VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut insert| insert.execute(params![source, part.name(), number, content]))
            .at(&self.path)
            .map(|_| ())
    }
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
