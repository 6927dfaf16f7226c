//! Splitting a table into records and cells.
//!
//! RFC 4180 and what is found in the wild: CR alone as line end, spaces between a delimiter and a quotation mark,
//! quotation marks escaped by a backslash, and marks that are opened and never closed. The last kind swallows the rest of
//! a file in most readers; here the record is read again as if its marks were letters.

use std::io::{self, BufRead};

/// How cells are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub delimiter: u8,
    pub quote: u8,
    /// A backslash takes the meaning from the character after it.
    pub backslash: bool,
}

/// A line of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// Counted from 1 over all records. Lines with nothing in them are none.
    pub number: u64,
    pub cells: Vec<String>,
    /// A quotation mark was opened and never closed.
    pub unclosed: bool,
}

impl Record {
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Reads records off UTF-8.
pub(crate) struct Records<R> {
    input: R,
    dialect: Dialect,
    max_cell: usize,
    /// The bytes from the start of the next record on.
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    number: u64,
}

/// Where a record ends.
enum End {
    /// Its last byte lies before the first number; the next record begins at the second.
    At(usize, usize),
    /// Not within what has been read.
    Beyond,
    /// A quotation mark is not closed within the longest cell.
    Unclosed,
}

/// Records longer than so many of the longest cells are refused.
const LONGEST_RECORD_IN_CELLS: usize = 64;

impl<R: BufRead> Records<R> {
    pub fn new(input: R, dialect: Dialect, max_cell: usize) -> Self {
        Self { input, dialect, max_cell, buffer: Vec::new(), at: 0, ended: false, number: 0 }
    }

    /// The number of the last record read.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// When reading fails, or a line is longer than any table's ([`io::ErrorKind::InvalidData`]).
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        let mut quoted = true;
        loop {
            let rest = &self.buffer[self.at..];
            if rest.is_empty() && self.ended {
                return Ok(None);
            }
            match self.end(rest, quoted) {
                End::At(0, next) => self.at += next,
                End::At(end, next) => {
                    self.number += 1;
                    let cells = self.cells(&rest[..end], quoted);
                    self.at += next;
                    return Ok(Some(Record { number: self.number, cells, unclosed: !quoted }));
                }
                End::Unclosed => quoted = false,
                End::Beyond if rest.len() > self.max_cell.saturating_mul(LONGEST_RECORD_IN_CELLS) => {
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidData,
                        format!("the line is longer than {} characters; tables have shorter ones", rest.len()),
                    ));
                }
                End::Beyond => self.fill()?,
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.at = 0;
        // At least as much again as there is, so that a long record is not scanned too often.
        let wanted = self.buffer.len().max(1 << 16) * 2;
        while self.buffer.len() < wanted {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                self.ended = true;
                break;
            }
            self.buffer.extend_from_slice(chunk);
            let count = chunk.len();
            self.input.consume(count);
        }
        Ok(())
    }

    fn end(&self, rest: &[u8], quoted: bool) -> End {
        let Dialect { delimiter, quote, backslash } = self.dialect;
        let mut at = 0;
        loop {
            // Here a cell begins.
            let mut start = at;
            while quoted && rest.get(start) == Some(&b' ') {
                start += 1;
            }
            if quoted && rest.get(start) == Some(&quote) {
                match closing(&rest[start + 1..], quote, backslash) {
                    Some(length) if length <= self.max_cell => at = start + 1 + length + 1,
                    Some(_) => return End::Unclosed,
                    None if self.ended || rest.len() - start > self.max_cell => return End::Unclosed,
                    None => return End::Beyond,
                }
            }
            match memchr::memchr3(delimiter, b'\n', b'\r', &rest[at..]).map(|offset| at + offset) {
                None if self.ended => return End::At(rest.len(), rest.len()),
                None => return End::Beyond,
                Some(found) if rest[found] == delimiter => at = found + 1,
                Some(found) if rest[found] == b'\n' => return End::At(found, found + 1),
                Some(found) => match rest.get(found + 1) {
                    Some(b'\n') => return End::At(found, found + 2),
                    None if !self.ended => return End::Beyond,
                    _ => return End::At(found, found + 1),
                },
            }
        }
    }

    fn cells(&self, record: &[u8], quoted: bool) -> Vec<String> {
        let Dialect { delimiter, quote, backslash } = self.dialect;
        let mut cells = Vec::new();
        let mut rest = record;
        loop {
            let spaces = rest.iter().take_while(|b| **b == b' ').count();
            let mut cell = Vec::new();
            if quoted && rest.get(spaces) == Some(&quote) {
                let inner = &rest[spaces + 1..];
                let length = closing(inner, quote, backslash).unwrap_or(inner.len());
                unquote(&inner[..length], quote, backslash, &mut cell);
                rest = inner.get(length + 1..).unwrap_or_default();
            }
            let end = memchr::memchr(delimiter, rest).unwrap_or(rest.len());
            // What stands between a closing mark and the delimiter, as a rule nothing.
            cell.extend_from_slice(&rest[..end]);
            cells.push(String::from_utf8_lossy(&cell).into_owned());
            match rest.get(end + 1..) {
                Some(next) => rest = next,
                None => return cells,
            }
        }
    }
}

/// The position of the mark that closes a quoted cell.
fn closing(inner: &[u8], quote: u8, backslash: bool) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + memchr::memchr(quote, &inner[at..])?;
        let escapes = inner[at..found].iter().rev().take_while(|b| backslash && **b == b'\\').count();
        if escapes % 2 == 1 {
            at = found + 1;
        } else if inner.get(found + 1) == Some(&quote) {
            at = found + 2;
        } else {
            return Some(found);
        }
    }
}

fn unquote(inner: &[u8], quote: u8, backslash: bool, cell: &mut Vec<u8>) {
    let mut bytes = inner.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let doubled = byte == quote && bytes.peek() == Some(&quote);
        let escaped =
            backslash && byte == b'\\' && matches!(bytes.peek(), Some(next) if *next == quote || *next == b'\\');
        cell.push(if doubled || escaped { bytes.next().unwrap_or(byte) } else { byte });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COMMA: Dialect = Dialect { delimiter: b',', quote: b'"', backslash: false };

    fn records(text: &str, dialect: Dialect, max_cell: usize) -> Vec<Record> {
        let mut records = Records::new(text.as_bytes(), dialect, max_cell);
        std::iter::from_fn(|| records.next().unwrap()).collect()
    }

    fn check(text: &str, expected: &[&[&str]]) {
        let found: Vec<Vec<String>> = records(text, COMMA, 100).into_iter().map(|r| r.cells).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn cells_are_split() {
        check("a,b\nc,\n", &[&["a", "b"], &["c", ""]]);
        check("a,b\r\nc,d", &[&["a", "b"], &["c", "d"]]);
        check("a\rb\n\nc", &[&["a"], &["b"], &["c"]]);
        check("\"a,\"\"b\"\"\n\",c\n", &[&["a,\"b\"\n", "c"]]);
        check("a, \"b; c\",d\" e\n", &[&["a", "b; c", "d\" e"]]);
        check("\"a\"b,c", &[&["ab", "c"]]);
        check("", &[]);
    }

    #[test]
    fn an_unclosed_mark_spoils_one_row_only() {
        let found = records("a,b\n1,\"open\n2,x\n3,y\n", COMMA, 100);
        assert_eq!(found.len(), 4);
        assert!(found[1].unclosed && found[1].cells == ["1", "\"open"]);
        assert_eq!((found[3].number, found[3].cells[1].as_str()), (4, "y"));
        let long = format!("a,\"{}\nb,c\n", "x\n".repeat(100));
        assert!(records(&long, COMMA, 50)[0].unclosed);
    }

    #[test]
    fn backslashes_escape_where_the_dialect_says() {
        let dialect = Dialect { backslash: true, ..COMMA };
        assert_eq!(records(r#""a\"b",c"#, dialect, 100)[0].cells, ["a\"b", "c"]);
    }

    #[test]
    fn an_endless_line_is_an_error() {
        let mut records = Records::new(io::BufReader::new(io::Read::take(io::repeat(b'x'), 1 << 20)), COMMA, 1024);
        assert_eq!(records.next().unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    proptest! {
        #[test]
        fn agrees_with_the_csv_crate(rows in proptest::collection::vec(proptest::collection::vec("[a-z\",\n\r; é]{0,6}", 2..5), 1..8)) {
            let mut written = csv::WriterBuilder::new().flexible(true).quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            for row in &rows {
                written.write_record(row).unwrap();
            }
            let text = String::from_utf8(written.into_inner().unwrap()).unwrap();
            let found: Vec<Vec<String>> = records(&text, COMMA, 10_000).into_iter().map(|r| r.cells).collect();
            prop_assert_eq!(found, rows);
        }

        #[test]
        fn counts_rows_as_the_csv_crate_does(text in "[a-c,;\n\r]{0,60}") {
            let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
            let ours: Vec<Vec<String>> = records(&text, COMMA, 1_000).into_iter().map(|r| r.cells).collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn any_text_is_taken_and_no_cell_lost(text in "[a-b\",;\n\r\\\\' ]{0,80}", max in 1usize..40) {
            let found = records(&text, COMMA, max);
            prop_assert!(found.iter().zip(1..).all(|(record, number)| record.number == number));
            let letters = |text: &str| text.matches(['a', 'b']).count();
            prop_assert_eq!(found.iter().flat_map(|r| &r.cells).map(|c| letters(c)).sum::<usize>(), letters(&text));
        }
    }
}
