//! A source's bytes as batches of whole lines.
//!
//! A batch holds the lines that end in one piece of the source. So where a batch begins and ends depends on the bytes
//! alone, and an import that goes on after it was killed makes the same batches again.

use memchr::{memchr, memchr_iter, memrchr};

use crate::Case;
use crate::error::{CaseError, Result};
use crate::pieces::{CHUNK, Part, Pieces};

/// A line that is longer, in bytes, is passed over.
pub(super) const LONGEST_LINE: usize = 32 << 20;

/// Lines of a source.
#[derive(Debug)]
pub(super) struct Batch {
    /// The number of the first line, counted from 1.
    pub first_line: i64,
    /// Whole lines.
    pub bytes: Vec<u8>,
    /// Where the next batch begins.
    pub next_byte: i64,
    /// The number of its first line.
    pub next_line: i64,
    /// The number of the line that was passed over as too long, if the batch ends with one.
    pub too_long: Option<i64>,
    /// Whether the state is to be saved after it.
    pub is_checkpoint: bool,
}

/// Reads batches.
pub(super) struct Batches<'c> {
    pieces: Pieces<'c>,
    /// The number of pieces read.
    piece: usize,
    /// Bytes at the front of the next piece that belong before where we begin.
    skip: usize,
    /// A line's beginning that was read already.
    carry: Vec<u8>,
    byte: i64,
    line: i64,
    ended: bool,
}

/// The state is saved after so many pieces.
const CHECKPOINT: usize = 4;

impl<'c> Batches<'c> {
    /// From a byte on, at which a line of that number begins.
    pub(super) fn from(case: &'c Case, source: i64, byte: i64, line: i64) -> Self {
        let start = usize::try_from(byte).unwrap_or_default();
        let piece = start / CHUNK;
        let pieces = Pieces::from(&case.connection, source, Part::Bytes, i64::try_from(piece).unwrap_or(i64::MAX));
        Self { pieces, piece, skip: start % CHUNK, carry: Vec::new(), byte, line, ended: false }
    }

    fn read(&mut self) -> Result<Option<Vec<u8>>> {
        let piece = self.pieces.next_piece().map_err(CaseError::Damaged)?;
        self.piece += usize::from(piece.is_some());
        Ok(piece)
    }

    /// The next batch, which may be empty; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Batch>> {
        if self.ended {
            return Ok(None);
        }
        let mut bytes = std::mem::take(&mut self.carry);
        // What is left behind a line that was passed over makes a batch of its own, as it does when one goes on there.
        if memchr(b'\n', &bytes).is_none() {
            match self.read()? {
                None => self.ended = true,
                Some(piece) => bytes.extend_from_slice(&piece[std::mem::take(&mut self.skip).min(piece.len())..]),
            }
        }
        if !self.ended {
            let whole = memrchr(b'\n', &bytes).map_or(0, |end| end + 1);
            self.carry = bytes.split_off(whole);
        }
        let (first_line, mut length) = (self.line, bytes.len());
        let mut lines = memchr_iter(b'\n', &bytes).count();
        if self.ended && bytes.last().is_some_and(|last| *last != b'\n') {
            lines += 1;
        }
        let mut too_long = None;
        if self.carry.len() > LONGEST_LINE {
            length += self.skip_line()?;
            too_long = Some(first_line + lines as i64);
            lines += 1;
        }
        self.byte += length as i64;
        self.line += lines as i64;
        Ok(Some(Batch {
            first_line,
            bytes,
            next_byte: self.byte,
            next_line: self.line,
            too_long,
            is_checkpoint: self.piece.is_multiple_of(CHECKPOINT),
        }))
    }

    /// Passes over the rest of the line whose beginning was read. Gives the line's length.
    fn skip_line(&mut self) -> Result<usize> {
        let mut length = self.carry.len();
        self.carry = Vec::new();
        loop {
            let Some(piece) = self.read()? else {
                self.ended = true;
                return Ok(length);
            };
            if let Some(end) = memchr(b'\n', &piece) {
                self.carry = piece[end + 1..].to_vec();
                return Ok(length + end + 1);
            }
            length += piece.len();
        }
    }
}
