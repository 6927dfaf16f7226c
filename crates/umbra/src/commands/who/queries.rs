//! Who is looked up: one name with what else is known, or a list.

use std::borrow::Cow;
use std::io::Read;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use umbra_model::{Entity, EntityError, EntityId, Property, PropertyType, Schema, SchemaRef, SourceId};
use umbra_names::Terms;
use umbra_resolve::{KeyRole, Record};

use super::rows::{Row, Rows};
use crate::cli::Who;
use crate::exit::Usage;
use crate::ftm_stream::{self, Ended, Input};
use crate::left_out::LeftOut;
use crate::page;
use crate::progress::Progress;

/// Names of more characters than this are no names.
const LONGEST_NAME: usize = 1_000;
/// The longest table that is taken: it is held in memory.
const LARGEST_TABLE: u64 = 1 << 30;
/// Lines and values that were left out are listed up to this number.
const LISTED: usize = 100;
/// Which list a query is of is nothing to the comparison.
static LIST: LazyLock<SourceId> = LazyLock::new(|| SourceId::of(b"list"));

/// What rows may be about that say so by nothing but their columns.
const IMPLIED: [&str; 5] = ["Person", "Company", "Organization", "Vessel", "Airplane"];

/// One who is looked up.
pub struct Query {
    /// The line of the list; `None` for a name that was typed.
    pub line: Option<u64>,
    /// The id that the list gives.
    pub id: Option<String>,
    pub name: String,
    pub schema: SchemaRef,
}

/// A list of whom to look up.
pub struct List {
    pub queries: Vec<Query>,
    /// The same in the form in which they are compared.
    pub records: Vec<Record>,
    /// The columns that were taken, and as what. Empty for a file of entities.
    pub columns: Vec<Column>,
    /// The columns that were not.
    pub ignored: Vec<String>,
    /// Rows and values that were left out.
    pub left: LeftOut,
}

impl List {
    fn new() -> Self {
        Self {
            queries: Vec::new(),
            records: Vec::new(),
            columns: Vec::new(),
            ignored: Vec::new(),
            left: LeftOut::up_to(LISTED),
        }
    }

    fn push(&mut self, (query, record): (Query, Record)) {
        self.queries.push(query);
        self.records.push(record);
    }
}

/// A column of a table of names.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// What it was taken for.
    pub taken_as: Cow<'static, str>,
    #[serde(skip)]
    place: usize,
}

/// The query for a name that was typed.
///
/// # Errors
/// [`Usage`] when it is no name, or an option has no value that can be meant.
pub fn of_name(name: &str, args: &Who) -> Result<List> {
    if let Some(reason) = no_name(name) {
        return Err(Usage(reason).into());
    }
    let mut schema = default_schema(args)?;
    if args.born.is_some() && schema.property("birthDate").is_none() {
        schema = implied(schema, "birthDate").unwrap_or(schema);
    }
    let mut entity = Entity::new(EntityId::new("query")?, schema);
    let mut state = |property: &str, value: &str| -> Result<()> {
        entity.add(property, value).map_err(|error| Usage(error.to_string()))?;
        Ok(())
    };
    state(own_name(schema), &without_directions(name))?;
    if let Some(born) = &args.born {
        state("birthDate", &born.to_string())?;
    }
    for country in &args.country {
        state("country", country)?;
    }
    let mut list = List::new();
    let found = query(None, None, &entity, &mut Terms::new()).map_err(Usage)?;
    list.push(found);
    Ok(list)
}

fn default_schema(args: &Who) -> Result<SchemaRef> {
    let Some(name) = &args.schema else {
        return Schema::get("LegalEntity").context("LegalEntity is in the model");
    };
    schema(name).ok_or_else(|| {
        Usage(format!("there is no schema {name:?}: use one such as Person, Company, Organization, Vessel")).into()
    })
}

/// The schema of a name, letters' case aside.
fn schema(name: &str) -> Option<SchemaRef> {
    let name = name.trim();
    Schema::get(name).or_else(|| Schema::all().find(|schema| schema.name().eq_ignore_ascii_case(name)))
}

fn own_name(schema: SchemaRef) -> &'static str {
    if schema.is_a("Address") { "full" } else { "name" }
}

/// The narrower schema that has a property.
fn implied(schema: SchemaRef, property: &str) -> Option<SchemaRef> {
    let narrower = IMPLIED.into_iter().filter_map(Schema::get).filter(|narrower| narrower.is_a(schema.name()));
    narrower.into_iter().find(|narrower| narrower.property(property).is_some())
}

/// Why a text is no name that could be looked up.
fn no_name(name: &str) -> Option<String> {
    let length = name.chars().count();
    if length > LONGEST_NAME {
        let (length, most) = (page::grouped(length as u64), page::grouped(LONGEST_NAME as u64));
        return Some(format!("the name has {length} characters; at most {most} are looked up"));
    }
    if !name.chars().any(char::is_alphanumeric) {
        return Some("there is no letter or digit in the name".to_owned());
    }
    None
}

/// A text without the marks that turn the direction of writing: they are not seen, and make a terminal show another text.
fn without_directions(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(turns) { Cow::Owned(text.replace(turns, "")) } else { Cow::Borrowed(text) }
}

/// The query that an entity makes; else why it can't be looked up.
fn query(line: Option<u64>, id: Option<String>, entity: &Entity, terms: &mut Terms) -> Result<(Query, Record), String> {
    let record = Record::of_entity(entity, *LIST, terms)
        .ok_or_else(|| format!("nothing of the schema {} is looked up", entity.schema().name()))?;
    if record.keys().iter().all(|key| key.role == KeyRole::Ranks) {
        return Err("it has neither a name nor a number by which it could be found".to_owned());
    }
    let name = if record.caption() == entity.id().as_str() { "(no name)" } else { record.caption() }.to_owned();
    Ok((Query { line, id, name, schema: record.schema() }, record))
}

/// Reads a list: a table with a header, or FollowTheMoney entities, one a line.
///
/// # Errors
/// When it can't be read, or there is nothing in it that could be looked up.
pub fn read(mut input: Input, args: &Who, progress: &Progress<'_>) -> Result<List> {
    let name = input.name.clone();
    let beginning = input.bytes.fill_buf().with_context(|| format!("{name} can't be read"))?;
    let beginning = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    let list =
        if beginning.trim_ascii_start().starts_with(b"{") { entities(input, progress)? } else { table(input, args)? };
    if list.queries.is_empty() {
        let reasons = shown(&list.left);
        bail!(
            "{name}: there is nobody in it who could be looked up{}{reasons}",
            if reasons.is_empty() { "" } else { "\n" }
        );
    }
    Ok(list)
}

/// What was left out, one a line.
pub fn shown(left: &LeftOut) -> String {
    let mut text: Vec<String> = left.listed.iter().map(ToString::to_string).collect();
    let more = left.lines + left.values - left.listed.len() as u64;
    if more > 0 {
        text.push(format!("and {} more", page::grouped(more)));
    }
    text.join("\n")
}

fn entities(input: Input, progress: &Progress<'_>) -> Result<List> {
    let mut list = List::new();
    let mut left = LeftOut::up_to(LISTED);
    let mut terms = Terms::new();
    let ended = ftm_stream::each_entity(vec![input], &mut left, progress, &mut |at, raw, left| {
        let entity = Entity::from(raw);
        // Ties, events and places of a list are not whom somebody looks up.
        if entity.schema().is_edge() || entity.schema().is_a("Address") || !entity.schema().is_matchable() {
            return Ok(());
        }
        match query(Some(at.line), Some(entity.id().to_string()), &entity, &mut terms) {
            Ok(found) => list.push(found),
            Err(reason) => left.row(at.file, at.line, None, &reason),
        }
        Ok(())
    })?;
    list.left = left;
    match ended {
        Ended::Broken(reason) => bail!("{reason}"),
        Ended::Well | Ended::Stopped => Ok(list),
    }
}

fn table(mut input: Input, args: &Who) -> Result<List> {
    let file = input.name;
    let mut bytes = Vec::new();
    let read = input.bytes.by_ref().take(LARGEST_TABLE + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("{file} can't be read"))?;
    if bytes.len() as u64 > LARGEST_TABLE {
        bail!("{file} is larger than 1 GiB: a list is held in memory, so cut it into several");
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        bail!("{file}:1: the file is UTF-16: save it as UTF-8");
    }
    let mut rows = Rows::of(&bytes);
    let Some(header) = rows.next() else { bail!("{file} is empty: the first row names the columns, one of them name") };
    let mut list = List::new();
    (list.columns, list.ignored) = columns(&file, &header)?;
    let width = header.cells.len();
    let default = default_schema(args)?;
    let mut terms = Terms::new();
    for row in rows {
        if let Some(found) = take_row(&file, &row, width, default, &list.columns, &mut list.left, &mut terms) {
            list.push(found);
        }
    }
    Ok(list)
}

/// What the header's columns are taken for, and the others.
fn columns(file: &str, header: &Row<'_>) -> Result<(Vec<Column>, Vec<String>)> {
    let (mut columns, mut ignored): (Vec<Column>, Vec<String>) = (Vec::new(), Vec::new());
    for (place, cell) in header.cells.iter().enumerate() {
        let Ok(text) = std::str::from_utf8(cell) else {
            bail!("{file}:{}:{}: the header is not UTF-8: save the file as UTF-8", header.line, place + 1);
        };
        let header = text.trim().to_owned();
        match taken_as(&header) {
            Some(taken_as) => columns.push(Column { header, taken_as, place }),
            None => ignored.push(header),
        }
    }
    let names = |column: &Column| ["name", "full", "lastName", "alias"].contains(&&*column.taken_as);
    if !columns.iter().any(names) {
        let shown: String =
            header.cells.iter().map(|cell| String::from_utf8_lossy(cell)).collect::<Vec<_>>().join(", ");
        let shown = page::cut(&shown, 200);
        bail!(
            "{file}:{}: no column is called name; there are: {shown}. Call the column that holds the names name",
            header.line
        );
    }
    Ok((columns, ignored))
}

/// What a column is taken for: `id`, `schema`, or a property.
fn taken_as(header: &str) -> Option<Cow<'static, str>> {
    let plain: String = header.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let known = match plain.as_str() {
        "" => return None,
        "id" => "id",
        "schema" | "type" => "schema",
        "name" | "names" | "fullname" => "name",
        "dob" | "dateofbirth" | "born" => "birthDate",
        "countries" => "country",
        _ => {
            let schemata = IMPLIED.into_iter().chain(["LegalEntity", "Address"]).filter_map(Schema::get);
            let mut properties = schemata.flat_map(Schema::properties).filter(|property| tells_who(property));
            let named = properties.find(|property| property.name().to_ascii_lowercase() == plain);
            return named.map(|property| Cow::Borrowed(property.name()));
        }
    };
    Some(Cow::Borrowed(known))
}

/// Whether a property's values are compared.
fn tells_who(property: &Property) -> bool {
    let is_part = ["firstName", "middleName", "secondName", "fatherName", "lastName", "birthPlace"];
    is_part.contains(&property.name())
        || matches!(
            property.kind(),
            PropertyType::Name
                | PropertyType::Date
                | PropertyType::Country
                | PropertyType::Identifier
                | PropertyType::Email
                | PropertyType::Phone
                | PropertyType::Address
                | PropertyType::Gender
        )
}

/// The query that a row makes. What can't be taken is noted.
fn take_row(
    file: &str,
    row: &Row<'_>,
    width: usize,
    default: SchemaRef,
    columns: &[Column],
    left: &mut LeftOut,
    terms: &mut Terms,
) -> Option<(Query, Record)> {
    let mut skip = |column: Option<usize>, reason: &str| {
        left.row(file, row.line, column, reason);
        None
    };
    if row.is_open {
        return skip(None, "a quotation mark in this row is never closed: close it, or write it twice");
    }
    if row.cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
        return skip(None, "the row is empty");
    }
    if let Some(place) = (width..row.cells.len()).find(|place| !row.cells[*place].trim_ascii().is_empty()) {
        let reason = format!("the row has {} cells where the header has {width}", row.cells.len());
        return skip(Some(place + 1), &reason);
    }
    let mut values: Vec<(&Column, Cow<'_, str>)> = Vec::new();
    for column in columns {
        // Many programs leave out empty cells at the end of a row.
        let Some(cell) = row.cells.get(column.place) else { continue };
        let Ok(value) = std::str::from_utf8(cell) else {
            return skip(Some(column.place + 1), "the cell is not UTF-8: save the file as UTF-8");
        };
        let value = without_directions(value.trim());
        if column.taken_as == "name"
            && !value.is_empty()
            && let Some(reason) = no_name(&value)
        {
            return skip(Some(column.place + 1), &reason);
        }
        if !value.is_empty() {
            values.push((column, value));
        }
    }
    let stated = values.iter().find(|(column, _)| column.taken_as == "schema").cloned();
    let mut narrowest = match &stated {
        None => default,
        Some((column, name)) => match schema(name) {
            Some(schema) => schema,
            None => {
                let name = page::cut(name, 60);
                let reason = format!("there is no schema {name:?}: write one such as Person, Company, Organization");
                return skip(Some(column.place + 1), &reason);
            }
        },
    };
    let own = EntityId::new(format!("line-{}", row.line)).ok()?;
    if Record::new(own.clone(), narrowest, *LIST).is_none() {
        let reason = format!("nothing of the schema {} is looked up", narrowest.name());
        return skip(stated.map(|(column, _)| column.place + 1), &reason);
    }
    let id = values.iter().find(|(column, _)| column.taken_as == "id").map(|(_, value)| value.clone().into_owned());
    values.retain(|(column, _)| !["id", "schema"].contains(&&*column.taken_as));
    if stated.is_none() {
        for (column, _) in &values {
            if narrowest.property(&column.taken_as).is_none() {
                narrowest = implied(narrowest, &column.taken_as).unwrap_or(narrowest);
            }
        }
    }
    let mut entity = Entity::new(own, narrowest);
    for (column, value) in values {
        let property = if column.taken_as == "name" { own_name(narrowest) } else { &column.taken_as };
        if let Err(error) = entity.add(property, &value) {
            let reason = match error {
                EntityError::UnknownProperty { schema, .. } => format!("{schema} has no property {property}"),
                EntityError::Invalid { kind, .. } => format!("this is no {kind}"),
                other => other.to_string(),
            };
            left.cell(file, row.line, column.place + 1, &column.header, &value, &reason);
        }
    }
    match query(Some(row.line), id, &entity, terms) {
        Ok(found) => Some(found),
        Err(reason) => {
            left.row(file, row.line, None, &reason);
            None
        }
    }
}
