//! Files of FollowTheMoney entities: one JSON object a line.

use crate::entity::Entity;
use crate::ftm_line::{LineFault, RawEntity, parse_line};
use std::io::{self, BufRead, Write};

/// The longest line that a reader takes unless told otherwise: 64 MiB.
pub const LONGEST_LINE: usize = 64 << 20;

/// A line that gave no entity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: {fault}", .column.map(|column| format!(", column {column}")).unwrap_or_default())]
pub struct LineError {
    /// The line, counted from 1.
    pub line: u64,
    /// The byte in the line, counted from 1, where that can be told.
    pub column: Option<usize>,
    /// What is wrong.
    pub fault: LineFault,
}

/// Reads entities line by line, in memory bounded by the longest line.
///
/// A line at fault is reported and passed over; empty lines are skipped. Used as an iterator it gives [`Entity`]s;
/// importers take [`FtmReader::next_raw`], which copies nothing.
///
/// ```
/// use umbra_model::FtmReader;
///
/// let file = br#"{"id": "a", "schema": "Person", "properties": {"name": ["Ana Brandt"]}}
/// {"id": "b", "schema": "Ghost"}
/// {"id": "c", "schema": "Company", "properties": {"name": ["Quay Haulage"]}}"#;
/// let lines: Vec<_> = FtmReader::new(&file[..]).collect();
/// assert_eq!(lines[0].as_ref().expect("well formed").1.caption(), "Ana Brandt");
/// assert_eq!(
///     lines[1].as_ref().expect_err("no such schema").to_string(),
///     "line 2, column 24: there is no schema \"Ghost\": FollowTheMoney's names are written exactly so, as in LegalEntity",
/// );
/// assert_eq!(lines[2].as_ref().expect("read on").0, 3);
/// ```
pub struct FtmReader<R> {
    input: R,
    limit: usize,
    line: u64,
    buffer: Vec<u8>,
    done: bool,
}

impl<R: BufRead> FtmReader<R> {
    /// A reader that takes lines of up to [`LONGEST_LINE`].
    pub fn new(input: R) -> Self {
        Self { input, limit: LONGEST_LINE, line: 0, buffer: Vec::new(), done: false }
    }

    /// Takes lines of at most so many bytes. A longer one is passed over without being held in memory.
    #[must_use]
    pub fn with_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The next line that is not empty and its number; an error for one that is too long, and as the last thing when
    /// the input fails.
    pub fn next_line(&mut self) -> Option<Result<(u64, &[u8]), LineError>> {
        loop {
            if self.done {
                return None;
            }
            self.line += 1;
            match self.fill() {
                Err(error) => {
                    self.done = true;
                    return Some(Err(self.error(LineFault::Io(error.to_string()), None)));
                }
                Ok(Line::TooLong) => {
                    return Some(Err(self.error(LineFault::TooLong { limit: self.limit }, None)));
                }
                Ok(Line::End) => {
                    self.done = true;
                    return None;
                }
                Ok(Line::Read) if self.buffer.trim_ascii().is_empty() => {}
                Ok(Line::Read) => break,
            }
        }
        // Some programs put a byte-order mark before the first line.
        let line = self.buffer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.buffer);
        Some(Ok((self.line, line)))
    }

    /// The next entity as its line gives it, and the line's number.
    pub fn next_raw(&mut self) -> Option<Result<(u64, RawEntity<'_>), LineError>> {
        Some(match self.next_line()? {
            Ok((line, bytes)) => parse_line(bytes).map(|entity| (line, entity)).map_err(|(fault, column)| LineError {
                line,
                column,
                fault,
            }),
            Err(error) => Err(error),
        })
    }

    fn error(&self, fault: LineFault, column: Option<usize>) -> LineError {
        LineError { line: self.line, column, fault }
    }

    /// Reads one line into the buffer, or past it when it is too long.
    fn fill(&mut self) -> io::Result<Line> {
        self.buffer.clear();
        let mut too_long = false;
        let mut any = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                return Ok(if too_long { Line::TooLong } else { Line::of(any) });
            }
            any = true;
            let end = memchr::memchr(b'\n', chunk);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            if too_long || self.buffer.len() + part.len() > self.limit {
                too_long = true;
                // A buffer that grew to the limit is given back, not kept for the lines to come.
                self.buffer = Vec::new();
            } else {
                self.buffer.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                return Ok(if too_long { Line::TooLong } else { Line::Read });
            }
        }
    }
}

/// What reading on has brought.
enum Line {
    Read,
    TooLong,
    End,
}

impl Line {
    /// At the end of the input, the last line may lack its line break.
    fn of(any: bool) -> Self {
        if any { Self::Read } else { Self::End }
    }
}

impl<R: BufRead> Iterator for FtmReader<R> {
    type Item = Result<(u64, Entity), LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let result = self.next_raw()?;
        Some(result.map(|(line, raw)| (line, Entity::from(raw))))
    }
}

/// Writes entities, one JSON object a line: id, schema, properties by name, then everything else by key. The same
/// entities give the same bytes.
///
/// # Errors
/// What the output gives.
pub fn write_entities<'a, W: Write>(mut output: W, entities: impl IntoIterator<Item = &'a Entity>) -> io::Result<()> {
    for entity in entities {
        writeln!(output, "{}", entity.to_json())?;
    }
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> Vec<Result<(u64, Entity), LineError>> {
        // A buffer of a few bytes makes every line come in pieces.
        FtmReader::new(io::BufReader::with_capacity(7, file)).with_limit(200).collect()
    }

    #[test]
    fn reads_on_after_each_fault() {
        let long = format!("{{\"id\": \"l\", \"schema\": \"Thing\", \"x\": \"{}\"}}", "y".repeat(300));
        let lines = [
            "\u{feff}{\"id\": \"a\", \"schema\": \"Person\"}\r",
            "",
            "{\"id\": \"b\", \"schema\": \"Person\"",
            "{\"schema\": \"Person\"}",
            "{\"id\": \"b\"}",
            "{\"id\": \"b c\", \"schema\": \"Person\"}",
            "{\"id\": \"b\", \"schema\": \"Interval\"}",
            &long,
            "[1, 2]",
            "null",
            "{\"id\": \"z\", \"schema\": \"Person\"}",
        ];
        let mut file = lines.join("\n").into_bytes();
        file.extend_from_slice(b"\n{\"id\": \"\xff\"}");
        let results = read(&file);
        let outcome: Vec<String> = results
            .iter()
            .map(|result| match result {
                Ok((line, entity)) => format!("{line} {}", entity.id()),
                Err(error) => error.to_string().chars().take(44).collect(),
            })
            .collect();
        assert_eq!(
            outcome,
            [
                "1 a",
                "line 3, column 30: the line is no entity in ",
                "line 4: the entity has no id: without one no",
                "line 5: the entity has no schema: give one, ",
                "line 6, column 9: \"b c\" is no id: ids are at",
                "line 7, column 24: no entity can be of the a",
                "line 8: the line is longer than 200 bytes an",
                "line 9: the line is no entity in JSON: inval",
                "line 10, column 4: the line is no entity in ",
                "11 z",
                "line 12, column 9: the line is not UTF-8 fro",
            ]
        );
    }

    #[test]
    fn an_input_that_fails_ends_the_stream() {
        struct Broken;
        impl io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let mut reader = FtmReader::new(io::BufReader::new(Broken));
        let error = reader.next().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "line 1: reading stopped: the disk is gone");
        assert!(reader.next().is_none());
    }

    #[test]
    fn deep_nesting_is_a_fault_not_a_crash() {
        let file =
            format!("{{\"id\": \"a\", \"schema\": \"Thing\", \"properties\": {{\"name\": {}", "[".repeat(100_000));
        let error = FtmReader::new(file.as_bytes()).next().unwrap().unwrap_err();
        assert!(matches!(error.fault, LineFault::Syntax(_)), "{error}");
    }
}
