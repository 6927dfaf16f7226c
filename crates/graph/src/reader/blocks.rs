//! A file as blocks of whole lines, in bounded memory.

use std::io::{ErrorKind, Read};

use super::error::{Fault, ReadError};

const BLOCK: usize = 1 << 18;
/// The longest line that is read: a row of an adjacency matrix can be long, a file of another kind longer still.
const LONGEST_LINE: usize = 1 << 28;

/// Reads a file block by block; each block ends with a line break or with the file.
pub(crate) struct Blocks<R> {
    input: R,
    buffer: Vec<u8>,
    /// What of the buffer was given out already.
    given: usize,
    filled: usize,
    /// Where the first line break at or after `given` may be at the earliest.
    at_end: bool,
}

impl<R: Read> Blocks<R> {
    pub(crate) fn new(input: R) -> Blocks<R> {
        Blocks { input, buffer: vec![0; BLOCK], given: 0, filled: 0, at_end: false }
    }

    /// Reads on without giving out: what lies ahead, up to a block. `line` is the last line that came in.
    pub(crate) fn peek(&mut self, line: u64) -> Result<&[u8], ReadError> {
        self.make_room();
        while !self.at_end && self.filled - self.given < BLOCK / 4 {
            self.fill(line)?;
        }
        Ok(&self.buffer[self.given..self.filled])
    }

    /// Leaves out bytes that were seen by [`Blocks::peek`].
    pub(crate) fn skip(&mut self, count: usize) {
        self.given = (self.given + count).min(self.filled);
    }

    /// The next whole lines; `None` at the end of the file. `line` is the number of the last line given out.
    pub(crate) fn next(&mut self, line: u64) -> Result<Option<&[u8]>, ReadError> {
        self.make_room();
        let mut searched = 0;
        loop {
            let waiting = &self.buffer[self.given..self.filled];
            if let Some(last) = waiting[searched..].iter().rposition(|&byte| byte == b'\n') {
                let first = self.given;
                self.given += searched + last + 1;
                return Ok(Some(&self.buffer[first..self.given]));
            }
            searched = waiting.len();
            if searched > LONGEST_LINE {
                return Err(Fault::LongLine { limit: LONGEST_LINE }.at(line + 1, 1));
            }
            if self.at_end {
                let first = std::mem::replace(&mut self.given, self.filled);
                return Ok((first < self.filled).then(|| &self.buffer[first..self.filled]));
            }
            self.fill(line)?;
        }
    }

    /// Moves what waits to the front of the buffer.
    fn make_room(&mut self) {
        self.buffer.copy_within(self.given..self.filled, 0);
        self.filled -= self.given;
        self.given = 0;
    }

    fn fill(&mut self, line: u64) -> Result<(), ReadError> {
        if self.filled == self.buffer.len() {
            self.buffer.resize(2 * self.filled, 0);
        }
        match self.input.read(&mut self.buffer[self.filled..]) {
            Ok(0) => self.at_end = true,
            Ok(count) => self.filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(ReadError::Io { line, error }),
        }
        Ok(())
    }
}

impl<R: Read> Read for Blocks<R> {
    /// What was peeked at first, then the rest.
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let waiting = &self.buffer[self.given..self.filled];
        if waiting.is_empty() {
            return self.input.read(buffer);
        }
        let count = waiting.len().min(buffer.len());
        buffer[..count].copy_from_slice(&waiting[..count]);
        self.given += count;
        Ok(count)
    }
}

/// A file line by line, for formats that are read that way.
pub(crate) struct Lines<R> {
    blocks: Blocks<R>,
    block: Vec<u8>,
    at: usize,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(blocks: Blocks<R>) -> Lines<R> {
        Lines { blocks, block: Vec::new(), at: 0, number: 0 }
    }

    /// The number of the line last given out, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The next line without its end; `None` at the end of the file.
    pub(crate) fn next(&mut self) -> Result<Option<&str>, ReadError> {
        if self.at == self.block.len() {
            self.block.clear();
            self.at = 0;
            match self.blocks.next(self.number)? {
                Some(block) => self.block.extend_from_slice(block),
                None => return Ok(None),
            }
        }
        let rest = &self.block[self.at..];
        let length = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
        self.at += length;
        self.number += 1;
        text(&rest[..length], self.number).map(Some)
    }
}

/// A line's text without its end.
pub(crate) fn text(line: &[u8], number: u64) -> Result<&str, ReadError> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    std::str::from_utf8(line).map_err(|error| {
        let before = String::from_utf8_lossy(&line[..error.valid_up_to()]);
        Fault::NotUtf8.at(number, before.chars().count() + 1)
    })
}
