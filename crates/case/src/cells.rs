//! Cells of tables and lines of entity files, found again in a source's bytes.
//!
//! Rows are asked for in ascending order, mostly, so the bytes stream past once; a row further up starts again.

use csv_core::{ReadRecordResult, Reader};
use encoding_rs::{Decoder, Encoding, UTF_8};
use serde_json::Value;
use umbra_model::{RawEntity, parse_line};

use crate::Case;
use crate::error::{At, CaseError, Result};
use crate::pieces::{Part, Pieces};
use crate::sources;

/// Characters that part the cells of a row, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What the bytes are.
enum Format {
    /// One JSON object a line.
    Lines,
    /// Delimited text.
    Table,
    /// Something that only its reader understands.
    Other,
}

/// A place in a source that moves down its rows.
pub(crate) struct Cells {
    key: i64,
    encoding: &'static Encoding,
    format: Format,
    delimiter: u8,
    header: Vec<String>,
    bytes: Stream,
    table: Reader,
    /// The number of the row held, 0 before the first.
    row: u64,
    /// The row: its cells, or the line as one.
    cells: Vec<String>,
}

/// Decoded bytes that have not been looked at yet.
struct Stream {
    decoder: Decoder,
    next_piece: i64,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Stream {
    fn new(encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { decoder, next_piece: 0, buffer: Vec::new(), at: 0, ended: false }
    }

    /// Adds the next piece behind what is left. False at the end.
    fn fill(&mut self, case: &Case, key: i64) -> Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let piece = Pieces::from(&case.connection, key, Part::Bytes, self.next_piece)
            .next_piece()
            .map_err(CaseError::Damaged)?;
        self.next_piece += 1;
        self.ended = piece.is_none();
        let piece = piece.unwrap_or_default();
        self.buffer.drain(..self.at);
        self.at = 0;
        let mut text = String::with_capacity(self.decoder.max_utf8_buffer_length(piece.len()).unwrap_or(piece.len()));
        let _ = self.decoder.decode_to_string(&piece, &mut text, self.ended);
        self.buffer.extend_from_slice(text.as_bytes());
        Ok(true)
    }

    fn rest(&self) -> &[u8] {
        &self.buffer[self.at..]
    }
}

impl Cells {
    pub(crate) fn open(case: &Case, key: i64) -> Result<Self> {
        let row = sources::row_of(&case.connection, key).at(&case.path)?;
        let label = row.source.encoding.as_deref().unwrap_or("utf-8");
        let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(UTF_8);
        let mut cells = Self {
            key,
            encoding,
            format: Format::Other,
            delimiter: DELIMITERS[0],
            header: Vec::new(),
            bytes: Stream::new(encoding),
            table: Reader::new(),
            row: 0,
            cells: Vec::new(),
        };
        cells.bytes.fill(case, key)?;
        let start = &cells.bytes.rest()[..cells.bytes.rest().len().min(4096)];
        cells.format = if start.contains(&0) {
            Format::Other
        } else if start.trim_ascii_start().starts_with(b"{") {
            Format::Lines
        } else {
            Format::Table
        };
        Ok(cells)
    }

    /// Whether words stand in a cell; `None` when the format can't be read here.
    pub(crate) fn hold(&mut self, case: &Case, row: u64, column: &str, quote: &str) -> Result<Option<bool>> {
        Ok(self.missing(case, row, &[(column, quote)])?.map(|missing| missing.is_none()))
    }

    /// The first of several columns of a row in which the words with it do not stand; `None` when the format can't be
    /// read here.
    pub(crate) fn missing(&mut self, case: &Case, row: u64, wanted: &[(&str, &str)]) -> Result<Option<Option<usize>>> {
        match self.format {
            Format::Other => Ok(None),
            Format::Lines => {
                let holds = if self.seek(case, row)? { Line::of(&self.cells[0]) } else { Line::None };
                Ok(Some(wanted.iter().position(|(column, quote)| !holds.has(column, quote))))
            }
            Format::Table => {
                for (index, (column, quote)) in wanted.iter().enumerate() {
                    if !self.table_holds(case, row, column, quote)? {
                        return Ok(Some(Some(index)));
                    }
                }
                Ok(Some(None))
            }
        }
    }

    fn table_holds(&mut self, case: &Case, row: u64, column: &str, quote: &str) -> Result<bool> {
        if !self.header.iter().any(|name| name == column) {
            self.find_header(case, column)?;
        }
        if !self.seek(case, row)? {
            return Ok(false);
        }
        let named: Vec<usize> = (0..self.header.len()).filter(|index| self.header[*index] == column).collect();
        let holds = |cell: &String| cell.contains(quote);
        // A column without a header has a name that only its reader knows: then any cell of the row will do.
        Ok(if named.is_empty() {
            self.cells.iter().any(holds)
        } else {
            named.iter().filter_map(|index| self.cells.get(*index)).any(holds)
        })
    }

    /// Reads the header with the delimiter under which it has the column.
    fn find_header(&mut self, case: &Case, column: &str) -> Result<()> {
        let before = self.delimiter;
        for delimiter in DELIMITERS {
            self.delimiter = delimiter;
            self.restart(case)?;
            self.advance(case)?;
            self.header = self.cells.iter().map(|cell| cell.trim().to_owned()).collect();
            if self.header.iter().any(|name| name == column) {
                return Ok(());
            }
        }
        self.delimiter = before;
        self.restart(case)
    }

    fn restart(&mut self, case: &Case) -> Result<()> {
        self.bytes = Stream::new(self.encoding);
        self.bytes.fill(case, self.key)?;
        self.table = csv_core::ReaderBuilder::new().delimiter(self.delimiter).build();
        self.row = 0;
        Ok(())
    }

    /// Moves to a row. False when there is none of that number.
    fn seek(&mut self, case: &Case, row: u64) -> Result<bool> {
        if row < self.row {
            self.restart(case)?;
        }
        while self.row < row {
            if !self.advance(case)? {
                return Ok(false);
            }
        }
        Ok(row > 0)
    }

    fn advance(&mut self, case: &Case) -> Result<bool> {
        let moved = match self.format {
            Format::Lines => self.next_line(case)?,
            Format::Table | Format::Other => self.next_record(case)?,
        };
        self.row += u64::from(moved);
        Ok(moved)
    }

    fn next_line(&mut self, case: &Case) -> Result<bool> {
        let mut searched = 0;
        let length = loop {
            if let Some(found) = memchr::memchr(b'\n', &self.bytes.rest()[searched..]) {
                break searched + found;
            }
            searched = self.bytes.rest().len();
            if !self.bytes.fill(case, self.key)? {
                break searched;
            }
        };
        if length == 0 && self.bytes.rest().is_empty() {
            return Ok(false);
        }
        self.cells = vec![String::from_utf8_lossy(&self.bytes.rest()[..length]).into_owned()];
        self.bytes.at = (self.bytes.at + length + 1).min(self.bytes.buffer.len());
        Ok(true)
    }

    fn next_record(&mut self, case: &Case) -> Result<bool> {
        let (mut output, mut written) = (vec![0; 1024], 0);
        let (mut ends, mut cells) = (vec![0; 64], 0);
        loop {
            while self.bytes.rest().is_empty() && self.bytes.fill(case, self.key)? {}
            // No bytes tell the reader that the end is reached.
            let (result, read, wrote, ended) =
                self.table.read_record(self.bytes.rest(), &mut output[written..], &mut ends[cells..]);
            self.bytes.at += read;
            written += wrote;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => output.resize(output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
                ReadRecordResult::End => return Ok(false),
                ReadRecordResult::Record => break,
            }
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        self.cells = starts
            .zip(&ends[..cells])
            .map(|(start, end)| String::from_utf8_lossy(&output[start..*end]).into_owned())
            .collect();
        Ok(true)
    }
}

/// A line of an entity file.
enum Line<'a> {
    /// As the model reads it.
    Entity(RawEntity<'a>),
    /// As JSON that the model makes no entity of.
    Json(Value),
    None,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        match parse_line(line.trim_start_matches('\u{feff}').as_bytes()) {
            Ok(entity) => Self::Entity(entity),
            Err(_) => serde_json::from_str(line).map_or(Self::None, Self::Json),
        }
    }

    /// Whether a property has a value, in the words before cleaning.
    fn has(&self, property: &str, quote: &str) -> bool {
        match self {
            Self::Entity(entity) => entity.values.iter().any(|value| {
                value.property.name() == property && value.original.as_ref().unwrap_or(&value.value) == quote
            }),
            Self::Json(entity) => match &entity["properties"][property] {
                Value::Array(values) => values.iter().any(|value| value == quote),
                value => value == quote,
            },
            Self::None => false,
        }
    }
}
