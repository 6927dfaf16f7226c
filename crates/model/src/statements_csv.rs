//! Files of statements in FollowTheMoney's CSV form: one value of one property of one entity a row.

use crate::ftm_id::statement_id;
use crate::property::PropertyRef;
use crate::property_type::PropertyType;
use crate::schema::Schema;
use crate::statement::Statement;
use csv::{QuoteStyle, StringRecord};
use std::io::{self, Read, Write};

/// The columns of FollowTheMoney 4, in its order.
pub const STATEMENT_COLUMNS: [&str; 14] = [
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
];

/// The columns that we add at the end: where the statement stands, who says so, how far to trust it and when it held.
pub const OWN_STATEMENT_COLUMNS: [&str; 8] =
    ["source", "place", "quote", "standing", "credibility", "attribution", "start", "end"];

/// The longest row that a reader takes unless told otherwise: 64 MiB.
pub const LONGEST_ROW: u64 = 64 << 20;

/// A statement as FollowTheMoney has it: a value, the dataset it is from, and when it was seen there.
///
/// Property `id` with the entity's own identifier as its value only says that the entity is in the dataset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FtmStatement {
    /// The identifier of the cluster that the entity was judged to belong to; else its own.
    pub canonical_id: String,
    /// The entity.
    pub entity_id: String,
    /// The property's name, or `id`.
    pub prop: String,
    /// The entity's schema in this dataset.
    pub schema: String,
    /// The value.
    pub value: String,
    /// The dataset.
    pub dataset: String,
    /// What made the statement.
    pub origin: Option<String>,
    /// The value's language.
    pub lang: Option<String>,
    /// The value before it was cleaned, where that changed it.
    pub original_value: Option<String>,
    /// Whether the entity is only mentioned in the dataset.
    pub external: bool,
    /// When the value was first seen in the dataset.
    pub first_seen: Option<String>,
    /// When it was last seen there.
    pub last_seen: Option<String>,
    /// The statement's identifier; worked out when it lacks.
    pub id: Option<String>,
    /// What columns hold that FollowTheMoney does not have, by name, in the file's order.
    pub extra: Vec<(String, String)>,
}

impl FtmStatement {
    /// A statement without dates and marks, its identifier worked out.
    pub fn new(dataset: &str, entity_id: &str, schema: &str, prop: &str, value: &str) -> Self {
        let text = str::to_owned;
        Self {
            canonical_id: text(entity_id),
            entity_id: text(entity_id),
            prop: text(prop),
            schema: text(schema),
            value: text(value),
            dataset: text(dataset),
            id: Some(statement_id(dataset, entity_id, prop, value, None, false)),
            ..Self::default()
        }
    }

    /// What one of our statements says, in a dataset of that name. Where it stands and how it is judged go into the
    /// columns of our own.
    pub fn from_statement(statement: &Statement, dataset: &str) -> Self {
        let property = statement.property();
        let spoken = !has_no_language(property.kind());
        let lang = statement.language().filter(|_| spoken).map(str::to_owned);
        let mut out = Self::new(
            dataset,
            statement.entity().as_str(),
            statement.schema().name(),
            property.name(),
            statement.value(),
        );
        out.id = Some(out.computed_id_in(lang.as_deref()));
        out.lang = lang;
        out.original_value = statement.original().map(str::to_owned);
        out.origin = Some(statement.origin().to_string());
        let span = statement.span();
        let validity = statement.validity();
        let date = |date: Option<crate::PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        let own = [
            span.source().to_string(),
            span.place().to_string(),
            span.quote().to_owned(),
            statement.standing().map(|standing| standing.name().to_owned()).unwrap_or_default(),
            statement.credibility().digit().to_string(),
            statement.attribution().to_string(),
            date(validity.from),
            date(validity.to),
        ];
        out.extra = OWN_STATEMENT_COLUMNS.iter().map(|name| (*name).to_owned()).zip(own).collect();
        out
    }

    /// The property, where the schema has it; `None` for `id` as well.
    pub fn property(&self) -> Option<PropertyRef> {
        Schema::get(&self.schema)?.property(&self.prop)
    }

    /// The name of the value's type.
    pub fn prop_type(&self) -> Option<&'static str> {
        if self.prop == "id" { Some("id") } else { self.property().map(|property| property.kind().name()) }
    }

    /// The identifier that follows from what the statement says.
    pub fn computed_id(&self) -> String {
        self.computed_id_in(self.lang.as_deref())
    }

    fn computed_id_in(&self, lang: Option<&str>) -> String {
        statement_id(&self.dataset, &self.entity_id, &self.prop, &self.value, lang, self.external)
    }
}

/// Types whose values are of no language.
pub(crate) fn has_no_language(kind: PropertyType) -> bool {
    matches!(
        kind,
        PropertyType::Checksum
            | PropertyType::Country
            | PropertyType::Date
            | PropertyType::Email
            | PropertyType::Entity
            | PropertyType::Gender
            | PropertyType::Ip
            | PropertyType::Language
            | PropertyType::Mimetype
            | PropertyType::Phone
            | PropertyType::Topic
            | PropertyType::Url
    )
}

/// A row that gave no statement, or why there are no more.
#[derive(Debug, thiserror::Error)]
pub enum StatementsError {
    /// The file has no such column.
    #[error("the file has no column {0:?}: a statements file needs entity_id, prop, schema and value")]
    MissingColumn(&'static str),
    /// A row has more or fewer cells than the header.
    #[error("row {row}: {cells} cells under {columns} columns; is a quotation mark missing?")]
    Ragged {
        /// The row, counted from 1; the header is row 1.
        row: u64,
        /// Cells in the row.
        cells: usize,
        /// Columns in the header.
        columns: usize,
    },
    /// A cell that has to be filled is empty.
    #[error("row {row}: {column} is empty")]
    Empty {
        /// The row.
        row: u64,
        /// The column.
        column: &'static str,
    },
    /// The schema or its property does not exist.
    #[error("row {row}: there is no {schema}:{prop}")]
    Unknown {
        /// The row.
        row: u64,
        /// The schema.
        schema: String,
        /// The property.
        prop: String,
    },
    /// A row is not UTF-8.
    #[error("row {row} is not UTF-8: convert the file and read it again")]
    Encoding {
        /// The row.
        row: u64,
    },
    /// The file could not be read on, or a row is longer than allowed. Nothing follows.
    #[error("reading stopped at row {row}: {reason}")]
    Stopped {
        /// The row.
        row: u64,
        /// Why.
        reason: String,
    },
}

/// Reads statements row by row. A row at fault is reported and passed over.
pub struct StatementReader<R> {
    rows: csv::Reader<Capped<R>>,
    columns: Columns,
    row: u64,
    done: bool,
}

impl<R: Read> StatementReader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`StatementsError`] when the input fails or a column lacks without which nothing is said.
    pub fn new(input: R) -> Result<Self, StatementsError> {
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(Capped { input, left: LONGEST_ROW });
        let header = rows.headers().map_err(|error| StatementsError::Stopped { row: 1, reason: error.to_string() })?;
        let columns = Columns::of(header)?;
        Ok(Self { rows, columns, row: 1, done: false })
    }

    fn statement(&self, record: &StringRecord) -> Result<FtmStatement, StatementsError> {
        let (row, columns) = (self.row, &self.columns);
        if record.len() != columns.names.len() {
            return Err(StatementsError::Ragged { row, cells: record.len(), columns: columns.names.len() });
        }
        let cell = |column: usize| columns.places[column].and_then(|place| record.get(place)).unwrap_or_default();
        let text = |column: usize| cell(column).to_owned();
        let filled = |column: usize| Some(cell(column)).filter(|text| !text.is_empty()).map(str::to_owned);
        let needed =
            |column: usize| filled(column).ok_or(StatementsError::Empty { row, column: STATEMENT_COLUMNS[column] });
        let entity_id = needed(1)?;
        let statement = FtmStatement {
            canonical_id: filled(0).unwrap_or_else(|| entity_id.clone()),
            entity_id,
            prop: needed(2)?,
            schema: needed(4)?,
            value: needed(5)?,
            dataset: text(6),
            origin: filled(7),
            lang: filled(8),
            original_value: filled(9),
            external: cell(10).starts_with(['t', 'T', 'y', 'Y', '1']),
            first_seen: filled(11),
            last_seen: filled(12),
            id: filled(13),
            extra: columns
                .extra
                .iter()
                .map(|&place| (columns.names[place].clone(), record.get(place).unwrap_or_default().to_owned()))
                .collect(),
        };
        if statement.prop_type().is_none() || Schema::get(&statement.schema).is_none() {
            return Err(StatementsError::Unknown { row, schema: statement.schema, prop: statement.prop });
        }
        Ok(statement)
    }
}

impl<R: Read> Iterator for StatementReader<R> {
    type Item = Result<FtmStatement, StatementsError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.row += 1;
        self.rows.get_mut().left = LONGEST_ROW;
        let mut record = StringRecord::new();
        match self.rows.read_record(&mut record) {
            Ok(true) => Some(self.statement(&record)),
            Ok(false) => {
                self.done = true;
                None
            }
            Err(error) if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) => {
                Some(Err(StatementsError::Encoding { row: self.row }))
            }
            Err(error) => {
                self.done = true;
                Some(Err(StatementsError::Stopped { row: self.row, reason: error.to_string() }))
            }
        }
    }
}

/// Where in a row each column stands.
struct Columns {
    names: Vec<String>,
    places: [Option<usize>; STATEMENT_COLUMNS.len()],
    extra: Vec<usize>,
}

impl Columns {
    fn of(header: &StringRecord) -> Result<Self, StatementsError> {
        let names: Vec<String> = header.iter().map(|name| name.trim_start_matches('\u{feff}').to_owned()).collect();
        let places = STATEMENT_COLUMNS.map(|column| names.iter().position(|name| name == column));
        for needed in ["entity_id", "prop", "schema", "value"] {
            if !names.iter().any(|name| name == needed) {
                return Err(StatementsError::MissingColumn(needed));
            }
        }
        let extra = (0..names.len()).filter(|place| !places.contains(&Some(*place))).collect();
        Ok(Self { names, places, extra })
    }
}

/// An input that stops when one row takes too much, so that a file without line breaks can't fill the memory.
struct Capped<R> {
    input: R,
    left: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(format!("the row is longer than {LONGEST_ROW} bytes")));
        }
        let read = self.input.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

/// Writes statements: FollowTheMoney's columns, then those named.
pub struct StatementWriter<W: Write> {
    rows: csv::Writer<W>,
    extra: Vec<String>,
}

impl<W: Write> StatementWriter<W> {
    /// Writes the header. Every row has the extra columns given here, empty where a statement lacks them;
    /// [`OWN_STATEMENT_COLUMNS`] are those of our own statements.
    ///
    /// # Errors
    /// What the output gives.
    pub fn new(output: W, extra: &[&str]) -> io::Result<Self> {
        let mut rows = csv::WriterBuilder::new().quote_style(QuoteStyle::Always).from_writer(output);
        rows.write_record(STATEMENT_COLUMNS.iter().chain(extra)).map_err(io_error)?;
        Ok(Self { rows, extra: extra.iter().map(|name| (*name).to_owned()).collect() })
    }

    /// Writes one statement.
    ///
    /// # Errors
    /// What the output gives.
    pub fn write(&mut self, statement: &FtmStatement) -> io::Result<()> {
        let id = statement.id.clone().unwrap_or_else(|| statement.computed_id());
        let optional = |text: &'_ Option<String>| text.clone().unwrap_or_default();
        let known: [String; STATEMENT_COLUMNS.len()] = [
            statement.canonical_id.clone(),
            statement.entity_id.clone(),
            statement.prop.clone(),
            statement.prop_type().unwrap_or_default().to_owned(),
            statement.schema.clone(),
            statement.value.clone(),
            statement.dataset.clone(),
            optional(&statement.origin),
            optional(&statement.lang),
            optional(&statement.original_value),
            if statement.external { "t" } else { "f" }.to_owned(),
            optional(&statement.first_seen),
            optional(&statement.last_seen),
            id,
        ];
        let extra = self.extra.iter().map(|name| {
            statement.extra.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
        });
        self.rows.write_record(known.iter().map(String::as_str).chain(extra)).map_err(io_error)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What the output gives.
    pub fn finish(mut self) -> io::Result<()> {
        self.rows.flush()
    }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str) -> Vec<Result<FtmStatement, String>> {
        let reader = StatementReader::new(file.as_bytes()).expect("a header");
        reader.map(|row| row.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn reads_rows_and_goes_on_after_faults() {
        let rows = read(
            "\u{feff}entity_id,prop,schema,value,dataset,lang,external,note\n\
             a,name,Person,John,ds,eng,t,seen\n\
             a,id,Person,a,ds,,f,\n\
             a,name,Ghost,John,ds,,f,\n\
             a,nome,Person,John,ds,,f,\n\
             ,name,Person,John,ds,,f,\n\
             a,name,Person\n\
             \"b\",name,Person,\"x\ny\",ds,,,\n",
        );
        let first = rows[0].as_ref().unwrap();
        assert_eq!((first.canonical_id.as_str(), first.lang.as_deref(), first.external), ("a", Some("eng"), true));
        assert_eq!(first.extra, [("note".to_owned(), "seen".to_owned())]);
        assert_eq!(rows[1].as_ref().unwrap().prop_type(), Some("id"));
        assert_eq!(rows[2].as_ref().unwrap_err(), "row 4: there is no Ghost:name");
        assert_eq!(rows[3].as_ref().unwrap_err(), "row 5: there is no Person:nome");
        assert_eq!(rows[4].as_ref().unwrap_err(), "row 6: entity_id is empty");
        assert_eq!(rows[5].as_ref().unwrap_err(), "row 7: 3 cells under 8 columns; is a quotation mark missing?");
        assert_eq!(rows[6].as_ref().unwrap().value, "x\ny");
        assert_eq!(rows.len(), 7);
    }

    #[test]
    fn a_file_of_another_kind_is_refused() {
        let error = StatementReader::new("id,name\n1,x\n".as_bytes()).err().expect("no statements");
        assert!(error.to_string().contains("\"entity_id\""), "{error}");
    }

    #[test]
    fn a_row_without_end_is_given_up() {
        let endless = io::Cursor::new(b"entity_id,prop,schema,value\n\"".to_vec()).chain(io::repeat(b'x'));
        let mut reader = StatementReader::new(endless).expect("a header");
        let error = reader.next().expect("a row").expect_err("too long").to_string();
        assert!(error.starts_with("reading stopped at row 2: the row is longer"), "{error}");
        assert!(reader.next().is_none());
    }

    #[test]
    fn writes_what_it_reads() {
        let mut statement = FtmStatement::new("ds", "a", "Person", "name", "John, \"J\"\nSmith");
        statement.lang = Some("eng".to_owned());
        statement.id = Some("kept".to_owned());
        statement.extra = vec![("quote".to_owned(), "…".to_owned())];
        let mut file = Vec::new();
        let mut writer = StatementWriter::new(&mut file, &["quote"]).unwrap();
        writer.write(&statement).unwrap();
        writer.finish().unwrap();
        let text = String::from_utf8(file).unwrap();
        assert!(text.starts_with("\"canonical_id\",\"entity_id\",\"prop\",\"prop_type\",\"schema\""), "{text}");
        assert_eq!(read(&text), [Ok(statement)]);
    }
}
