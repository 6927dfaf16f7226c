//! Lines into rows.

use std::ops::Range;

use tantivy::TantivyDocument;
use umbra_model::{EntityId, LineValue, Origin, PropertyType, RawEntity, SchemaRef, SourceId, parse_line};

use super::lines::{Batch, LONGEST_LINE};
use crate::checksum::Canonical;
use crate::index::Fields;
use crate::properties::Properties;
use crate::record::Record;
use crate::statement_id::PER_RECORD;

/// What all lines of an import share.
pub(super) struct Context {
    pub source: SourceId,
    pub origin: Origin,
    /// The index's fields, if it is to be kept up on the way.
    pub fields: Option<Fields>,
}

/// Rows of a batch, their texts one behind the other.
#[derive(Default)]
pub(super) struct Rows {
    texts: String,
    pub rows: Vec<Row>,
    /// Which rows name which entities, by the row's place in `rows`.
    targets: Vec<(usize, Range<usize>)>,
    /// The lines' entries for the index, by the row's place in `rows`, without the row's number.
    pub entries: Vec<(usize, TantivyDocument)>,
    pub refused: Vec<Refused>,
    pub entities: i64,
    pub statements: i64,
    pub next_byte: i64,
    pub next_line: i64,
    pub is_checkpoint: bool,
}

/// A row, not yet numbered.
pub(super) struct Row {
    pub schema: SchemaRef,
    pub checksum: i64,
    line: i64,
    entity: Range<usize>,
    properties: Range<usize>,
    originals: Option<Range<usize>>,
}

/// A line, or a value of one, that can't be taken.
#[derive(Debug)]
pub(super) struct Refused {
    pub line: i64,
    pub reason: String,
}

impl Rows {
    /// A row, to be written.
    pub(super) fn record(&self, row: &Row) -> Record<'_> {
        let text = |range: &Range<usize>| &self.texts[range.clone()];
        Record::of_line(text(&row.entity), row.line, text(&row.properties), row.originals.as_ref().map(text))
    }

    /// The entities that rows name: place in `rows`, and id.
    pub(super) fn targets(&self) -> impl Iterator<Item = (usize, &str)> {
        self.targets.iter().map(|(row, range)| (*row, &self.texts[range.clone()]))
    }

    fn keep(&mut self, text: &str) -> Range<usize> {
        let start = self.texts.len();
        self.texts.push_str(text);
        start..self.texts.len()
    }

    fn refuse(&mut self, line: i64, reason: String) {
        self.refused.push(Refused { line, reason });
    }

    fn add(&mut self, line: i64, entity: &RawEntity<'_>, context: &Context, canonical: &mut Canonical) {
        for refused in &entity.refused {
            let value: String = refused.value.chars().take(80).collect();
            self.refuse(line, format!("{}: {value:?} was left out: {}", refused.property, refused.refusal));
        }
        if entity.values.is_empty() {
            // A row of no values would state nothing; the line itself is kept with its source.
            if entity.refused.is_empty() {
                self.refuse(line, format!("{} says nothing but that it is of schema {}", entity.id, entity.schema));
            }
            self.entities += 1;
            return;
        }
        let id = self.keep(&entity.id);
        for values in entity.values.chunks(PER_RECORD) {
            self.add_row(line, &id, entity.schema, values, context, canonical);
        }
        self.entities += 1;
        self.statements += entity.values.len() as i64;
    }

    fn add_row(
        &mut self,
        line: i64,
        entity: &Range<usize>,
        schema: SchemaRef,
        values: &[LineValue<'_>],
        context: &Context,
        canonical: &mut Canonical,
    ) {
        let (properties, originals) = written(values);
        let (properties, originals) = (self.keep(&properties), originals.map(|json| self.keep(&json)));
        let place = self.rows.len();
        for value in values.iter().filter(|value| value.property.kind() == PropertyType::Entity) {
            if EntityId::is_valid(&value.value) {
                let target = self.keep(&value.value);
                self.targets.push((place, target));
            }
        }
        if let Some(fields) = context.fields
            && let Some(entry) = fields.entry(values.iter().map(|value| (value.property.kind(), value.value.as_ref())))
        {
            self.entries.push((place, entry));
        }
        let mut row = Row { schema, checksum: 0, line, entity: entity.clone(), properties, originals };
        row.checksum = self.record(&row).checksum(canonical, schema.name(), &context.source, &context.origin);
        self.rows.push(row);
    }
}

/// The values and, where there are any, the words before cleaning, as JSON.
fn written(values: &[LineValue<'_>]) -> (String, Option<String>) {
    // By property, in the order of each one's first value. Mostly they come so, and few of them.
    let mut order: Vec<&LineValue<'_>> = values.iter().collect();
    let is_grouped = values.chunk_by(|a, b| a.property == b.property).enumerate().all(|(index, run)| {
        values
            .chunk_by(|a, b| a.property == b.property)
            .take(index)
            .all(|earlier| earlier[0].property != run[0].property)
    });
    if !is_grouped {
        let first_of = |value: &LineValue<'_>| values.iter().position(|other| other.property == value.property);
        order.sort_by_cached_key(|value| first_of(value));
    }
    // Quotes, a comma and brackets go with each.
    let room = values.iter().map(|value| value.property.name().len() + value.value.len() + 8).sum();
    let (mut properties, mut originals) = (Properties::with_capacity(room), Properties::default());
    for run in order.chunk_by(|a, b| a.property == b.property) {
        properties.open(run[0].property.name());
        for value in run {
            properties.value(Some(&value.value));
        }
        if run.iter().any(|value| value.original.is_some()) {
            originals.open(run[0].property.name());
            for value in run {
                originals.value(value.original.as_deref());
            }
        }
    }
    (properties.finish(), (!originals.is_empty()).then(|| originals.finish()))
}

/// Parses, cleans and writes out a batch.
pub(super) fn parse(batch: &Batch, context: &Context) -> Rows {
    let mut rows = Rows {
        texts: String::with_capacity(batch.bytes.len()),
        next_byte: batch.next_byte,
        next_line: batch.next_line,
        is_checkpoint: batch.is_checkpoint,
        ..Rows::default()
    };
    let mut canonical = Canonical::new();
    for (line, number) in batch.bytes.split(|byte| *byte == b'\n').zip(batch.first_line..) {
        let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        if line.trim_ascii().is_empty() {
            continue;
        }
        match parse_line(line) {
            Ok(entity) => rows.add(number, &entity, context, &mut canonical),
            Err((fault, column)) => {
                let at = column.map_or(String::new(), |column| format!("byte {column}: "));
                rows.refuse(number, format!("{at}{fault}"));
            }
        }
    }
    if let Some(number) = batch.too_long {
        rows.refuse(
            number,
            format!("the line is longer than {LONGEST_LINE} bytes: divide the entity over several lines"),
        );
    }
    rows
}
