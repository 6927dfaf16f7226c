//! Tables: rows off a file, and the statements that a mapping makes of them.

mod apply;
mod dialect;
mod guess;
mod mapping;
mod mapping_file;
mod mapping_yaml;
mod plan;
mod record;
mod report;
mod vocabulary;

use std::io::{BufRead, Read};

use encoding_rs::Encoding;
use umbra_model::{Source, Text};

use crate::limits::size;
use crate::transcode::Transcoder;
use crate::{Bytes, Limits, ReadError, encoding};
use dialect::Shape;
use record::{Record, Records};

pub use apply::map_table;
pub use mapping::{EntityMapping, Mapping, MappingOrigin, PropertyMapping, Query};
pub(crate) use mapping_file::{MAPPING_ENDINGS, MappingFile, Siblings};
pub use report::{CellFault, MapReport};

/// Bytes on which the encoding and the dialect are decided.
const SAMPLE: u64 = 1 << 20;
/// Rows that the guess of a mapping looks at.
const GUESS_ROWS: usize = 500;

/// A table: its headers, its rows, and what they mean.
#[derive(Debug)]
pub struct Table {
    path: String,
    bytes: Bytes,
    encoding: &'static Encoding,
    mark: usize,
    shape: Shape,
    max_cell: usize,
    text: Option<Text>,
    mapping: Option<Mapping>,
}

/// A row that fits the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1 over all rows of the file, the header and what stands above it too. Lines with nothing in them
    /// are not counted, as in most programs that read CSV.
    pub number: u64,
    /// One cell for each header, as it stands in the file, without the quotation marks around it.
    pub cells: Vec<String>,
    /// Why the row deserves a look: cells were missing at its end, or a quotation mark is not closed.
    pub note: Option<String>,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Counted from 1.
    pub row: u64,
    /// What was expected, and what was found.
    pub reason: String,
}

impl Table {
    /// Finds out how a table is written. Notes go to `notes`; an error says why it is none.
    pub(crate) fn open(
        source: &mut Source,
        bytes: Bytes,
        limits: &Limits,
        notes: &mut Vec<String>,
    ) -> Result<Self, String> {
        let unreadable = |error: std::io::Error| format!("It can't be read ({error}).");
        let mut sample = Vec::new();
        // A table that is held anyway is looked at whole.
        let held = source.size <= limits.keep_in_memory;
        let wanted = if held { source.size } else { SAMPLE };
        bytes.open().and_then(|input| input.take(wanted).read_to_end(&mut sample)).map_err(unreadable)?;
        if let Some(reason) = encoding::not_text(&sample) {
            return Err(reason);
        }
        let (encoding, mark) = encoding::detect(&sample, None);
        source.encoding = Some(encoding.name().to_owned());
        let decoded = encoding::decode(sample, None);
        notes.extend(decoded.notes);
        let whole = wanted == source.size;
        let end = decoded.text.char_indices().nth(SAMPLE as usize).map_or(decoded.text.len(), |(at, _)| at);
        let shape = dialect::sniff(&decoded.text[..end], whole && end == decoded.text.len(), limits.max_cell_bytes)
            .ok_or("No rows can be made out in it.")?;
        if shape.header_row == 0 {
            notes.push("Its first row holds values, so it seems to have no header; its columns are called column 1, column 2, ...".to_owned());
        } else if shape.header_row > 1 {
            notes.push(format!("Its header was taken to be row {}; what stands above is not read.", shape.header_row));
        }
        let text = held.then(|| Text::new(source.id, decoded.text, Vec::new()));
        if text.is_none() {
            notes.push(format!(
                "It has {}: its rows are read, but its text is not kept for searching.",
                size(source.size)
            ));
        }
        let max_cell = limits.max_cell_bytes;
        Ok(Self { path: source.path.clone(), bytes, encoding, mark, shape, max_cell, text, mapping: None })
    }

    /// The names of the columns, all different. A nameless column is "column 3", the second of a name "name (2)".
    pub fn headers(&self) -> &[String] {
        &self.shape.headers
    }

    /// The row of the header, counted from 1; 0 where the table has none.
    pub fn header_row(&self) -> u64 {
        self.shape.header_row
    }

    /// The table as it was written, for searching; `None` for one that is not held in memory.
    pub fn text(&self) -> Option<&Text> {
        self.text.as_ref()
    }

    /// What the columns mean: by a mapping file, or guessed; `None` where nobody could tell.
    pub fn mapping(&self) -> Option<&Mapping> {
        self.mapping.as_ref()
    }

    /// Whether the mapping was guessed, so that somebody should look at it.
    pub fn is_guessed(&self) -> bool {
        self.mapping.as_ref().is_some_and(Mapping::is_guessed)
    }

    /// Takes another mapping.
    ///
    /// # Errors
    /// [`ReadError::Mapping`] when it names columns that the table lacks, or does not fit the model.
    pub fn set_mapping(&mut self, mapping: Mapping) -> Result<(), ReadError> {
        apply::check(self, &mapping)?;
        self.mapping = Some(mapping);
        Ok(())
    }

    /// Reads the rows under the header, from the beginning. Rows whose cells are all empty are passed over, but counted.
    ///
    /// # Errors
    /// [`ReadError::Io`] when the bytes are gone.
    pub fn rows(&self) -> Result<Rows, ReadError> {
        let input = self.bytes.open().map_err(|source| ReadError::Io {
            action: "reading",
            path: self.path.clone().into(),
            source,
        })?;
        let input: Box<dyn BufRead + Send> = Box::new(Transcoder::new(input, self.encoding, self.mark));
        Ok(Rows {
            path: self.path.clone(),
            records: Records::new(input, self.shape.dialect, self.max_cell),
            width: self.shape.width,
            header_row: self.shape.header_row,
            ended: false,
        })
    }

    /// Looks for a mapping: given by the user, beside the table, or guessed.
    pub(crate) fn find_mapping(
        &mut self,
        source: &Source,
        given: &[MappingFile],
        siblings: &Siblings<'_>,
        notes: &mut Vec<String>,
    ) {
        let file_name = source.path.rsplit('/').next().unwrap_or(&source.path);
        let beside = siblings.mapping_of(file_name);
        let found = given.iter().find_map(|file| file.for_table(file_name)).map(Ok).or(beside);
        match found {
            Some(Ok(mapping)) => {
                if let Err(error) = self.set_mapping(mapping) {
                    notes.push(format!("Nothing was taken from its rows: {error}."));
                }
            }
            Some(Err(error)) => notes.push(format!("Nothing was taken from its rows: {error}.")),
            None => self.guess_mapping(source, notes),
        }
    }

    fn guess_mapping(&mut self, source: &Source, notes: &mut Vec<String>) {
        let rows: Vec<Row> = match self.rows() {
            Ok(rows) => rows.filter_map(|row| row.ok()?.ok()).take(GUESS_ROWS).collect(),
            Err(_) => Vec::new(),
        };
        match guess::guess(source, self.headers(), &rows) {
            Some(mapping) if apply::check(self, &mapping).is_ok() => {
                notes.push(format!("What its columns mean was guessed ({}): look at the mapping and correct it.", mapping.summary()));
                self.mapping = Some(mapping);
            }
            _ => notes.push(
                "What its columns mean could not be guessed: it can be searched, but nothing was taken from its rows. Write a mapping beside it.".to_owned(),
            ),
        }
    }
}

/// The rows of a table; those that do not fit come as [`RowFault`].
pub struct Rows {
    path: String,
    records: Records<Box<dyn BufRead + Send>>,
    width: usize,
    header_row: u64,
    ended: bool,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Iterator for Rows {
    type Item = Result<Result<Row, RowFault>, ReadError>;

    /// The next row; an error when reading fails, after which there are no more.
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.ended {
                return None;
            }
            match self.records.next() {
                Ok(None) => return None,
                Ok(Some(record)) if record.number <= self.header_row || record.is_blank() => {}
                // Only the first row can name the separator, and only the header comes before the rows.
                Ok(Some(record)) => return Some(Ok(fit(record, self.width))),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(ReadError::Row {
                        path: self.path.clone(),
                        row: self.records.number() + 1,
                        reason: error.to_string(),
                    }));
                }
            }
        }
    }
}

fn fit(record: Record, width: usize) -> Result<Row, RowFault> {
    let Record { number, mut cells, unclosed } = record;
    let found = cells.len();
    if cells.iter().skip(width).any(|cell| !cell.trim().is_empty()) {
        let reason = format!(
            "it has {found} cells where the table has {width} columns; it was left out, since its cells may stand in the wrong columns"
        );
        return Err(RowFault { row: number, reason });
    }
    cells.resize(width, String::new());
    let short = (found < width).then(|| {
        let cells = if found == 1 { "cell" } else { "cells" };
        format!("it has {found} {cells} where the table has {width} columns; the missing ones were taken as empty")
    });
    let open = unclosed.then(|| "a quotation mark in it is never closed; it was taken as a letter".to_owned());
    Ok(Row { number, cells, note: open.or(short) })
}
