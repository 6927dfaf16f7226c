//! The rows of a table of names, each with the line on which it begins.

use std::borrow::Cow;

/// A row.
#[derive(Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Counted from 1, lines inside quotation marks too.
    pub line: u64,
    pub cells: Vec<Cow<'a, [u8]>>,
    /// Whether it has a quotation mark that is never closed. It is then read to the end of its line, and the mark is a letter.
    pub is_open: bool,
}

/// The rows of a table; lines with nothing in them are none.
pub struct Rows<'a> {
    bytes: &'a [u8],
    line: u64,
    delimiter: u8,
}

impl<'a> Rows<'a> {
    /// Begins at the top. What parts the cells is what stands most often in the first line: a comma, a semicolon, a tab or
    /// a bar.
    pub fn of(bytes: &'a [u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let first = bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
        let count = |mark: u8| first.iter().filter(|byte| **byte == mark).count();
        // Of equal ones the last: the comma.
        let delimiter = [b'|', b'\t', b';', b','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',');
        Self { bytes, line: 1, delimiter }
    }

    /// Reads the row at the beginning of the bytes; gives it with how many bytes it takes, its line end too.
    fn row(&self, takes_quotes: bool) -> Option<(Vec<Cow<'a, [u8]>>, usize)> {
        let bytes = self.bytes;
        let mut cells = Vec::new();
        let mut at = 0;
        loop {
            let ends = |from: usize| {
                let is_end = |byte: &u8| [self.delimiter, b'\n', b'\r'].contains(byte);
                bytes[from..].iter().position(is_end).map_or(bytes.len(), |end| from + end)
            };
            if takes_quotes && bytes.get(at) == Some(&b'"') {
                let mut cell = Vec::new();
                at += 1;
                loop {
                    let end = at + bytes[at..].iter().position(|byte| *byte == b'"')?;
                    cell.extend_from_slice(&bytes[at..end]);
                    at = end + 1;
                    if bytes.get(at) != Some(&b'"') {
                        break;
                    }
                    cell.push(b'"');
                    at += 1;
                }
                // What stands behind the closing mark belongs to the cell as well.
                let end = ends(at);
                cell.extend_from_slice(&bytes[at..end]);
                at = end;
                cells.push(Cow::Owned(cell));
            } else {
                let end = ends(at);
                cells.push(Cow::Borrowed(&bytes[at..end]));
                at = end;
            }
            match bytes.get(at) {
                Some(byte) if *byte == self.delimiter => at += 1,
                Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => return Some((cells, at + 2)),
                Some(_) => return Some((cells, at + 1)),
                None => return Some((cells, at)),
            }
        }
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        loop {
            if self.bytes.is_empty() {
                return None;
            }
            let whole = self.row(true);
            let is_open = whole.is_none();
            let (cells, length) = whole.or_else(|| self.row(false))?;
            let line = self.line;
            let (taken, rest) = self.bytes.split_at(length);
            self.bytes = rest;
            let feeds = taken.iter().filter(|byte| **byte == b'\n').count();
            let returns =
                taken.iter().enumerate().filter(|(at, byte)| **byte == b'\r' && taken.get(at + 1) != Some(&b'\n'));
            self.line += (feeds + returns.count()) as u64;
            if cells.len() > 1 || !cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
                return Some(Row { line, cells, is_open });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u64, &[&str])]) {
        let rows: Vec<(u64, Vec<String>)> = Rows::of(text.as_bytes())
            .map(|row| (row.line, row.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()))
            .collect();
        let rows: Vec<(u64, Vec<&str>)> =
            rows.iter().map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect())).collect();
        let rows: Vec<(u64, &[&str])> = rows.iter().map(|(line, cells)| (*line, cells.as_slice())).collect();
        assert_eq!(rows, expected, "{text:?}");
    }

    #[test]
    fn rows_know_their_lines() {
        check("", &[]);
        check("a,b\n1,2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check(
            "\u{feff}a;b\r\n\r\n1;\"2;\r\n\"\"3\"\"\"\r\n4;5\r\n",
            &[(1, &["a", "b"]), (3, &["1", "2;\r\n\"3\""]), (5, &["4", "5"])],
        );
        check("a\tb\r1\t2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a\n\n  \n,\nb", &[(1, &["a"]), (4, &["", ""]), (5, &["b"])]);
        check("a,b\n\"1,2\n3,4\n", &[(1, &["a", "b"]), (2, &["\"1", "2"]), (3, &["3", "4"])]);
    }
}
