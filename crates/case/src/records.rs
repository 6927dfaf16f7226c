//! Statements, read back.

use std::borrow::Cow;
use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, Row};
use serde::Serialize;
use umbra_model::{
    Attribution, Credibility, EntityId, PartialDate, Place, SchemaRef, SourceId, Span, Standing, Statement, Validity,
};

use crate::error::{At, CaseError, Result};
use crate::properties::PropertyLists;
use crate::record::{COLUMNS, Keys, Record};
use crate::{Case, StatementId};

/// A statement as the case holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// Its number.
    pub id: StatementId,
    /// What is stated.
    pub statement: Statement,
    /// Whether it was withdrawn; then it counts no more.
    pub retracted: bool,
}

/// Which statements to read; all of them unless narrowed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Filter {
    schemata: Vec<String>,
    source: Option<SourceId>,
    entity: Option<EntityId>,
    without_retracted: bool,
}

impl Filter {
    /// All statements.
    pub fn all() -> Self {
        Self::default()
    }

    /// Only those of entities of a schema or one below it; several widen the choice.
    #[must_use]
    pub fn schema(mut self, schema: SchemaRef) -> Self {
        self.schemata.push(schema.name().to_owned());
        self
    }

    /// Only those of a source.
    #[must_use]
    pub fn source(mut self, source: SourceId) -> Self {
        self.source = Some(source);
        self
    }

    /// Only those of an id, without the ids judged the same.
    #[must_use]
    pub fn entity(mut self, entity: EntityId) -> Self {
        self.entity = Some(entity);
        self
    }

    /// Only those that still count.
    #[must_use]
    pub fn without_retracted(mut self) -> Self {
        self.without_retracted = true;
        self
    }
}

/// The retracted statements, as far as they have been read.
#[derive(Default)]
pub(crate) struct Retracted {
    ids: HashSet<i64>,
    /// The last row of `retraction` that was read.
    last: i64,
}

impl Retracted {
    fn refresh(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut select = connection.prepare_cached("SELECT id, statement FROM retraction WHERE id > ?1 ORDER BY id")?;
        let mut rows = select.query([self.last])?;
        while let Some(row) = rows.next()? {
            self.last = row.get(0)?;
            self.ids.insert(row.get(1)?);
        }
        Ok(())
    }

    pub(crate) fn has(&self, id: StatementId) -> bool {
        self.ids.contains(&id.number())
    }
}

impl Case {
    /// Hands over statements in the order of their numbers. Memory does not grow with their number.
    ///
    /// # Errors
    /// When the file can't be read or is damaged.
    pub fn each_statement(&self, filter: &Filter, mut take: impl FnMut(Stated)) -> Result<()> {
        let mut conditions = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        if let Some(source) = filter.source {
            let Some(key) = self.source_key(source)? else { return Ok(()) };
            conditions.push("record.source = ?".to_owned());
            values.push(Value::Integer(key));
        }
        if let Some(entity) = &filter.entity {
            conditions.push("record.entity = ?".to_owned());
            values.push(Value::Text(entity.to_string()));
        }
        if !filter.schemata.is_empty() {
            let keys = self.schema_keys(|schema| filter.schemata.iter().any(|wanted| schema.is_a(wanted)))?;
            conditions.push(format!("record.schema IN ({})", join(&keys)));
        }
        let condition =
            if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
        let sql = format!("SELECT {COLUMNS} FROM record {condition} ORDER BY record.id");
        self.each_of(&sql, &values, |stated| {
            if !(filter.without_retracted && stated.retracted) {
                take(stated);
            }
        })
    }

    /// Every statement about an entity, under all ids that are judged the same, in the order of their numbers.
    ///
    /// # Errors
    /// When the file can't be read or is damaged.
    pub fn statements_of(&self, entity: &EntityId) -> Result<Vec<Stated>> {
        let mut all = Vec::new();
        for id in self.same_as(entity)? {
            self.each_statement(&Filter::all().entity(id), |stated| all.push(stated))?;
        }
        all.sort_by_key(|stated| stated.id);
        Ok(all)
    }

    /// The statement of that number, if there is one.
    ///
    /// # Errors
    /// When the file can't be read or is damaged.
    pub fn statement(&self, id: StatementId) -> Result<Option<Stated>> {
        let sql = format!("SELECT {COLUMNS} FROM record WHERE record.id = ?");
        let mut found = None;
        self.each_of(&sql, &[Value::Integer(id.record())], |stated| {
            if stated.id == id {
                found = Some(stated);
            }
        })?;
        Ok(found)
    }

    /// The entities, ties mostly, that name an entity in one of their values, under any id that is judged the same;
    /// in the order of ids, canonical.
    ///
    /// # Errors
    /// When the file can't be read or is damaged.
    pub fn referring_to(&self, entity: &EntityId) -> Result<Vec<EntityId>> {
        let sql = "SELECT DISTINCT record.entity, record.id FROM reference JOIN record ON record.id = reference.record \
             WHERE reference.target = ?1";
        let mut all = std::collections::BTreeSet::new();
        for id in self.same_as(entity)? {
            let found: Vec<(String, i64)> = self
                .connection
                .prepare_cached(sql)
                .and_then(|mut select| select.query_map([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
                .at(&self.path)?;
            for (referring, record) in found {
                if self.still_names(record, &id)? {
                    all.insert(self.canonical(&entity_id(&referring)?)?);
                }
            }
        }
        Ok(all.into_iter().collect())
    }

    /// Whether a record names an entity in a statement that has not been retracted.
    fn still_names(&self, record: i64, target: &EntityId) -> Result<bool> {
        let first = StatementId::new(record, 0).number();
        let any_retracted: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM retraction WHERE statement BETWEEN ?1 AND ?1 + 4095)")
            .and_then(|mut select| select.query_row([first], |row| row.get(0)))
            .at(&self.path)?;
        if !any_retracted {
            return Ok(true);
        }
        let mut names = false;
        let sql = format!("SELECT {COLUMNS} FROM record WHERE record.id = ?");
        self.each_of(&sql, &[Value::Integer(record)], |stated| {
            names |= !stated.retracted && stated.statement.target().as_ref() == Some(target);
        })?;
        Ok(names)
    }

    /// Runs a query for [`COLUMNS`] and hands over each value as a statement.
    pub(crate) fn each_of(&self, sql: &str, values: &[Value], mut take: impl FnMut(Stated)) -> Result<()> {
        self.retracted.borrow_mut().refresh(&self.connection).at(&self.path)?;
        let mut select = self.connection.prepare_cached(sql).at(&self.path)?;
        let mut rows = select.query(rusqlite::params_from_iter(values)).at(&self.path)?;
        while let Some(row) = rows.next().at(&self.path)? {
            self.unpack(row, &mut take)?;
        }
        Ok(())
    }

    fn unpack(&self, row: &Row<'_>, take: &mut impl FnMut(Stated)) -> Result<()> {
        let (id, keys, _, record) = Record::read(row).at(&self.path)?;
        let damaged = |what: &str| CaseError::Damaged(format!("record {id}: {what}"));
        let Keys { schema, source, origin } = keys;
        let mut names = self.names.borrow_mut();
        let schema = names.schema(&self.connection, schema)?;
        let source = names.source(&self.connection, source)?;
        let origin = names.origin(&self.connection, origin)?;
        drop(names);
        let shared = Shared::of(&record).map_err(|what| damaged(&what))?;
        let entity = EntityId::new(&record.entity).map_err(|error| damaged(&error.to_string()))?;
        let PropertyLists(properties) = serde_json::from_str::<PropertyLists<'_, Cow<'_, str>>>(&record.properties)
            .map_err(|error| damaged(&error.to_string()))?;
        let originals = match &record.originals {
            None => Vec::new(),
            Some(originals) => {
                serde_json::from_str::<PropertyLists<'_, Option<String>>>(originals)
                    .map_err(|error| damaged(&error.to_string()))?
                    .0
            }
        };
        let mut ordinal = 0;
        for (name, values) in properties {
            let property =
                schema.property(&name).ok_or_else(|| damaged(&format!("{schema} has no property {name:?}")))?;
            let own = originals.iter().find(|(known, _)| *known == name).map(|(_, originals)| originals);
            for (index, value) in values.into_iter().enumerate() {
                let original = own.and_then(|originals| originals.get(index)).cloned().flatten();
                let quote = match &record.quote {
                    Some(quote) => quote.as_ref(),
                    None => original.as_deref().unwrap_or(&value),
                };
                let span = Span::from_store(source, record.place(&name), quote.to_owned());
                let statement = Statement::from_store(
                    entity.clone(),
                    schema,
                    property,
                    value.into_owned(),
                    span,
                    (*origin).clone(),
                )
                .with_original(original)
                .with_standing(shared.standing)
                .with_credibility(shared.credibility)
                .with_attribution(shared.attribution.clone())
                .with_validity(shared.validity)
                .with_language(record.language.as_deref().map(str::to_owned));
                let id = StatementId::new(id, ordinal);
                ordinal += 1;
                take(Stated { id, statement, retracted: self.retracted.borrow().has(id) });
            }
        }
        Ok(())
    }

    /// Keys of the schemata that the file knows and a condition holds for.
    pub(crate) fn schema_keys(&self, wanted: impl Fn(SchemaRef) -> bool) -> Result<Vec<i64>> {
        let keys: Vec<i64> = self
            .connection
            .prepare_cached("SELECT id FROM schema ORDER BY id")
            .and_then(|mut select| select.query_map([], |row| row.get(0))?.collect())
            .at(&self.path)?;
        let mut chosen = Vec::new();
        for key in keys {
            if wanted(self.names.borrow_mut().schema(&self.connection, key)?) {
                chosen.push(key);
            }
        }
        Ok(chosen)
    }
}

/// An id out of the file.
pub(crate) fn entity_id(id: &str) -> Result<EntityId> {
    EntityId::new(id).map_err(|error| CaseError::Damaged(error.to_string()))
}

/// Numbers, parted by commas.
pub(crate) fn join(keys: &[i64]) -> String {
    keys.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

/// What all statements of a record share.
struct Shared {
    standing: Option<Standing>,
    credibility: Credibility,
    attribution: Attribution,
    validity: Validity,
}

impl Shared {
    fn of(record: &Record<'_>) -> std::result::Result<Self, String> {
        fn parse<T: std::str::FromStr<Err: ToString>>(
            text: Option<&Cow<'_, str>>,
        ) -> std::result::Result<Option<T>, String> {
            text.map(|text| text.parse::<T>().map_err(|error| error.to_string())).transpose()
        }
        let attribution = match &record.attribution {
            None => Attribution::own_voice(),
            Some(links) => serde_json::from_str(links).map_err(|error| error.to_string())?,
        };
        let digit = u8::try_from(record.credibility).unwrap_or_default();
        Ok(Self {
            standing: parse(record.standing.as_ref())?,
            credibility: Credibility::try_from(digit).map_err(|error| error.to_string())?,
            attribution,
            validity: Validity {
                from: parse::<PartialDate>(record.valid_from.as_ref())?,
                to: parse::<PartialDate>(record.valid_to.as_ref())?,
            },
        })
    }
}

impl Record<'_> {
    /// Where the value of a property stands.
    pub(crate) fn place(&self, property: &str) -> Place {
        let number = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        match self.row {
            Some(row) => {
                Place::Cell { row: row.unsigned_abs(), column: self.column.as_deref().unwrap_or(property).to_owned() }
            }
            None => Place::Text {
                start: number(self.start.unwrap_or_default()),
                end: number(self.end.unwrap_or_default()),
                page: self.page.map(number),
            },
        }
    }
}
