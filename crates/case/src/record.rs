//! What one place of a source says of one entity: a row of the table `record`.
//!
//! A row a statement would cost a data set of a million entities some five million rows, each with the same source,
//! line and origin. Statements that share everything but property and value share a row.

use std::borrow::Cow;

use rusqlite::{Row, Statement as Prepared};
use umbra_model::{Origin, Place, SourceId, Statement};

use crate::checksum::Canonical;

/// The columns of a row, in the order in which [`Record::read`] takes them, with the names behind the keys.
pub(crate) const COLUMNS: &str = "record.id, record.entity, record.schema, record.source, record.origin, record.checksum, \
     record.\"row\", record.properties, record.originals, record.\"column\", record.\"start\", record.\"end\", record.page, \
     record.quote, record.standing, record.credibility, record.attribution, record.valid_from, record.valid_to, \
     record.language";

/// Puts a row in.
pub(crate) const INSERT: &str = "INSERT INTO record (id, entity, schema, source, origin, checksum, \"row\", properties, \
     originals, \"column\", \"start\", \"end\", page, quote, standing, credibility, attribution, valid_from, valid_to, language) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";

/// Puts a row in that a line gives and that says all in its own words.
pub(crate) const INSERT_LINE: &str = "INSERT INTO record (id, entity, schema, source, origin, checksum, \"row\", \
     properties, originals) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

/// The numbers that stand for names in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Keys {
    pub schema: i64,
    pub source: i64,
    pub origin: i64,
}

/// A row without its numbers. What it borrows comes from a statement or from SQLite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    pub entity: Cow<'a, str>,
    pub row: Option<i64>,
    pub column: Option<Cow<'a, str>>,
    pub start: Option<i64>,
    pub end: Option<i64>,
    pub page: Option<i64>,
    pub quote: Option<Cow<'a, str>>,
    pub properties: Cow<'a, str>,
    pub originals: Option<Cow<'a, str>>,
    pub standing: Option<Cow<'a, str>>,
    pub credibility: i64,
    pub attribution: Option<Cow<'a, str>>,
    pub valid_from: Option<Cow<'a, str>>,
    pub valid_to: Option<Cow<'a, str>>,
    pub language: Option<Cow<'a, str>>,
}

impl<'a> Record<'a> {
    /// A row of a line in a file of one entity a line; it says all in its own words.
    pub(crate) fn of_line(entity: &'a str, line: i64, properties: &'a str, originals: Option<&'a str>) -> Self {
        Self {
            entity: entity.into(),
            row: Some(line),
            column: None,
            start: None,
            end: None,
            page: None,
            quote: None,
            properties: properties.into(),
            originals: originals.map(Cow::from),
            standing: None,
            credibility: 6,
            attribution: None,
            valid_from: None,
            valid_to: None,
            language: None,
        }
    }

    /// What depends on the first statement alone and all statements of the row share.
    pub(crate) fn shared(first: &'a Statement) -> Self {
        let date = |date: Option<umbra_model::PartialDate>| date.map(|date| Cow::from(date.to_string()));
        let mut record = Self::of_line(first.entity().as_str(), 0, "", None);
        match first.span().place() {
            Place::Cell { row, column } => {
                record.row = i64::try_from(*row).ok();
                record.column = (column != first.property().name()).then_some(Cow::from(column));
            }
            Place::Text { start, end, page } => {
                record.row = None;
                record.start = Some(i64::from(*start));
                record.end = Some(i64::from(*end));
                record.page = page.map(i64::from);
            }
        }
        let words = first.original().unwrap_or(first.value());
        record.quote = (first.span().quote() != words).then_some(Cow::from(first.span().quote()));
        record.standing = first.standing().map(|standing| Cow::from(standing.to_string()));
        record.credibility = i64::from(first.credibility().digit());
        record.attribution = (!first.attribution().is_own_voice())
            .then(|| Cow::from(serde_json::to_string(first.attribution()).expect("names always serialise")));
        record.valid_from = date(first.validity().from);
        record.valid_to = date(first.validity().to);
        record.language = first.language().map(Cow::from);
        record
    }

    /// Takes the columns of [`COLUMNS`].
    pub(crate) fn read(row: &'a Row<'_>) -> rusqlite::Result<(i64, Keys, i64, Self)> {
        let text = |index: usize| -> rusqlite::Result<Cow<'a, str>> { Ok(Cow::from(row.get_ref(index)?.as_str()?)) };
        let optional = |index: usize| -> rusqlite::Result<Option<Cow<'a, str>>> {
            Ok(row.get_ref(index)?.as_str_or_null()?.map(Cow::from))
        };
        let keys = Keys { schema: row.get(2)?, source: row.get(3)?, origin: row.get(4)? };
        let record = Self {
            entity: text(1)?,
            row: row.get(6)?,
            properties: text(7)?,
            originals: optional(8)?,
            column: optional(9)?,
            start: row.get(10)?,
            end: row.get(11)?,
            page: row.get(12)?,
            quote: optional(13)?,
            standing: optional(14)?,
            credibility: row.get(15)?,
            attribution: optional(16)?,
            valid_from: optional(17)?,
            valid_to: optional(18)?,
            language: optional(19)?,
        };
        Ok((row.get(0)?, keys, row.get(5)?, record))
    }

    /// Runs [`INSERT_LINE`] for a row of [`Record::of_line`].
    pub(crate) fn insert_line(
        &self,
        insert: &mut Prepared<'_>,
        id: i64,
        keys: Keys,
        checksum: i64,
    ) -> rusqlite::Result<()> {
        self.bind_line(insert, id, keys, checksum)?;
        insert.raw_execute().map(|_| ())
    }

    /// Binds what both inserts begin with.
    fn bind_line(&self, insert: &mut Prepared<'_>, id: i64, keys: Keys, checksum: i64) -> rusqlite::Result<()> {
        insert.raw_bind_parameter(1, id)?;
        insert.raw_bind_parameter(2, &*self.entity)?;
        insert.raw_bind_parameter(3, keys.schema)?;
        insert.raw_bind_parameter(4, keys.source)?;
        insert.raw_bind_parameter(5, keys.origin)?;
        insert.raw_bind_parameter(6, checksum)?;
        insert.raw_bind_parameter(7, self.row)?;
        insert.raw_bind_parameter(8, &*self.properties)?;
        insert.raw_bind_parameter(9, self.originals.as_deref())
    }

    /// Runs [`INSERT`].
    pub(crate) fn insert(&self, insert: &mut Prepared<'_>, id: i64, keys: Keys, checksum: i64) -> rusqlite::Result<()> {
        self.bind_line(insert, id, keys, checksum)?;
        insert.raw_bind_parameter(10, self.column.as_deref())?;
        insert.raw_bind_parameter(11, self.start)?;
        insert.raw_bind_parameter(12, self.end)?;
        insert.raw_bind_parameter(13, self.page)?;
        insert.raw_bind_parameter(14, self.quote.as_deref())?;
        insert.raw_bind_parameter(15, self.standing.as_deref())?;
        insert.raw_bind_parameter(16, self.credibility)?;
        insert.raw_bind_parameter(17, self.attribution.as_deref())?;
        insert.raw_bind_parameter(18, self.valid_from.as_deref())?;
        insert.raw_bind_parameter(19, self.valid_to.as_deref())?;
        insert.raw_bind_parameter(20, self.language.as_deref())?;
        insert.raw_execute().map(|_| ())
    }

    /// The row's checksum, over names rather than the keys that stand for them in one file.
    pub(crate) fn checksum(&self, canonical: &mut Canonical, schema: &str, source: &SourceId, origin: &Origin) -> i64 {
        canonical.clear();
        canonical
            .source(source)
            .text(&origin.by)
            .optional(origin.version.as_deref())
            .optional(origin.rule.as_deref())
            .text(schema)
            .text(&self.entity)
            .optional_integer(self.row)
            .optional(self.column.as_deref())
            .optional_integer(self.start)
            .optional_integer(self.end)
            .optional_integer(self.page)
            .optional(self.quote.as_deref())
            .text(&self.properties)
            .optional(self.originals.as_deref())
            .optional(self.standing.as_deref())
            .integer(self.credibility)
            .optional(self.attribution.as_deref())
            .optional(self.valid_from.as_deref())
            .optional(self.valid_to.as_deref())
            .optional(self.language.as_deref());
        canonical.checksum()
    }
}
