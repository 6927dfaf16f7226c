//! The bytes and texts of the sources, hashed again.

use std::io::Read;

use rusqlite::params;
use sha2::{Digest, Sha256};
use umbra_model::SourceId;

use super::Check;
use crate::error::{At, Result};
use crate::pieces::{Part, Pieces};
use crate::sources::{self, SourceRow};

impl Check<'_> {
    pub(super) fn sources(&mut self) -> Result<()> {
        let keys = self.keys()?;
        for (done, key) in keys.iter().enumerate() {
            self.tell("sources", done as u64, keys.len() as u64);
            match sources::row_of(&self.case.connection, *key) {
                Ok(row) => {
                    self.bytes(*key, &row)?;
                    self.text(*key, &row)?;
                }
                Err(error) => self.problem("source", key, format!("the row can't be read: {error}")),
            }
        }
        self.found.sources = keys.len() as u64;
        Ok(())
    }

    pub(super) fn keys(&self) -> Result<Vec<i64>> {
        self.connection()
            .prepare("SELECT id FROM source ORDER BY id")
            .and_then(|mut select| select.query_map([], |row| row.get(0))?.collect())
            .at(&self.case.path)
    }

    fn bytes(&mut self, key: i64, row: &SourceRow) -> Result<()> {
        let id = row.source.id;
        let case = self.case;
        let (mut pieces, mut count) = (Pieces::new(&case.connection, key, Part::Bytes), 0);
        let (mut sha256, mut size) = (Sha256::new(), 0u64);
        loop {
            match pieces.next_piece() {
                Ok(Some(piece)) => {
                    sha256.update(&piece);
                    size += piece.len() as u64;
                    count += 1;
                }
                Ok(None) => break,
                Err(what) => {
                    self.problem("source", id, format!("its bytes were changed: {what}"));
                    return Ok(());
                }
            }
        }
        self.found.bytes += size;
        let found = SourceId::from_digest(sha256.finalize().into());
        if found != id {
            self.problem("source", id, format!("its bytes were changed: their SHA-256 is now {found}"));
        }
        if size != row.source.size {
            self.problem("source", id, format!("it has {size} bytes, not {}", row.source.size));
        }
        self.strays(key, id, Part::Bytes, count)
    }

    fn text(&mut self, key: i64, row: &SourceRow) -> Result<()> {
        let id = row.source.id;
        let case = self.case;
        let Some(text) = &row.text else { return self.strays(key, id, Part::Text, 0) };
        let mut content = String::new();
        if let Err(error) = Pieces::new(&case.connection, key, Part::Text).read_to_string(&mut content) {
            self.problem("source", id, format!("its text was changed: {error}"));
            return Ok(());
        }
        if blake3::hash(content.as_bytes()).as_bytes().as_slice() != text.hash {
            self.problem("source", id, "its text was changed: the hash does not fit");
        }
        if content.chars().count() as i64 != text.characters {
            self.problem("source", id, format!("its text does not have {} characters", text.characters));
        }
        self.strays(key, id, Part::Text, content.len().div_ceil(crate::pieces::CHUNK))
    }

    /// Pieces that belong to nothing.
    fn strays(&mut self, key: i64, id: SourceId, part: Part, expected: usize) -> Result<()> {
        let found: i64 = self
            .connection()
            .prepare_cached("SELECT count(*) FROM chunk WHERE source = ?1 AND part = ?2")
            .and_then(|mut select| select.query_row(params![key, part.name()], |row| row.get(0)))
            .at(&self.case.path)?;
        if found != expected as i64 {
            let what = format!("it has {found} pieces of {}, not {expected}", part.name());
            self.problem("source", id, what);
        }
        Ok(())
    }
}
