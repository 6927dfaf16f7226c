//! A mapping bound to a table's columns and to the model: what one row says, entity by entity.

use std::collections::BTreeSet;

use sha1::{Digest, Sha1};
use umbra_model::{CleanContext, EntityId, Origin, PropertyRef, PropertyType, Schema, SchemaRef};
use unicode_normalization::UnicodeNormalization;

use super::mapping::{EntityMapping, Mapping, MappingOrigin, PropertyMapping};
use super::report::MapReport;
use super::{Row, Table};
use crate::{ReadError, dates};

/// A mapping bound to a table's columns and the model.
pub(super) struct Plan {
    queries: Vec<QueryPlan>,
}

struct QueryPlan {
    filters: Vec<(usize, BTreeSet<String>)>,
    filters_not: Vec<(usize, BTreeSet<String>)>,
    /// Those that others name come first.
    entities: Vec<EntityPlan>,
}

struct EntityPlan {
    name: String,
    schema: SchemaRef,
    /// What goes into the ids besides the keys.
    literal: Vec<u8>,
    keys: Vec<usize>,
    id_column: Option<usize>,
    /// Countries first: they help to clean the rest.
    properties: Vec<PropertyPlan>,
    origin: Origin,
}

struct PropertyPlan {
    property: PropertyRef,
    columns: Vec<usize>,
    template_columns: Vec<(String, usize)>,
    form: PropertyMapping,
}

/// An entity as one row gives it.
pub(super) struct Made {
    pub name: String,
    pub id: EntityId,
    pub schema: SchemaRef,
    /// The column that tells it from others.
    pub key_column: usize,
    pub values: Vec<Value>,
}

/// A value on its way to a statement.
#[derive(Clone)]
pub(super) struct Value {
    pub property: &'static str,
    pub kind: PropertyType,
    /// As it stands in the row.
    pub raw: String,
    /// As it was cleaned.
    pub cleaned: String,
    pub column: usize,
    pub language: Option<String>,
    pub origin: Origin,
}

impl Plan {
    /// Looks up every column, schema and property.
    pub fn new(table: &Table, mapping: &Mapping) -> Result<Self, ReadError> {
        let name = match &mapping.origin {
            MappingOrigin::File { name, .. } => name.clone(),
            MappingOrigin::Guessed => "guessed".to_owned(),
        };
        let wrong = |reason: String| ReadError::Mapping { name: name.clone(), reason };
        let column = |wanted: &str| {
            let found = table.headers().iter().position(|header| header == wanted || header == wanted.trim());
            found.ok_or_else(|| format!("the table has no column {wanted:?}; it has {}", table.headers().join(", ")))
        };
        let rule = match &mapping.origin {
            MappingOrigin::File { name, digest } => format!("{name} {digest}"),
            MappingOrigin::Guessed => "guessed mapping".to_owned(),
        };
        let origin = Origin::program("umbra-read", env!("CARGO_PKG_VERSION")).with_rule(rule);
        let mut queries = Vec::new();
        for query in &mapping.queries {
            let filters = |pairs: &indexmap::IndexMap<String, Vec<String>>| -> Result<Vec<_>, String> {
                pairs.iter().map(|(name, values)| Ok((column(name)?, values.iter().cloned().collect()))).collect()
            };
            let mut entities = Vec::new();
            for (name, entity) in &query.entities {
                entities.push(
                    EntityPlan::new(name, entity, &query.dataset, &column, &origin)
                        .map_err(|e| wrong(format!("entity {name}: {e}")))?,
                );
            }
            queries.push(QueryPlan {
                filters: filters(&query.filters).map_err(&wrong)?,
                filters_not: filters(&query.filters_not).map_err(&wrong)?,
                entities: in_order(entities).map_err(&wrong)?,
            });
        }
        Ok(Self { queries })
    }

    /// The columns that the mapping does not touch.
    pub fn unused_columns(&self, table: &Table) -> Vec<String> {
        let mut used = vec![false; table.headers().len()];
        for query in &self.queries {
            let filters = query.filters.iter().chain(&query.filters_not).map(|(column, _)| *column);
            let entities = query.entities.iter().flat_map(|entity| {
                let properties = entity
                    .properties
                    .iter()
                    .flat_map(|p| p.columns.iter().chain(p.template_columns.iter().map(|(_, c)| c)));
                entity.keys.iter().chain(&entity.id_column).chain(properties).copied()
            });
            filters.chain(entities).for_each(|column| used[column] = true);
        }
        table.headers().iter().zip(used).filter(|(_, used)| !used).map(|(header, _)| header.clone()).collect()
    }

    /// What one row says, entity by entity.
    pub fn entities(&self, table: &Table, row: &Row, report: &mut MapReport) -> Vec<Made> {
        let cells: Vec<Option<String>> = row.cells.iter().map(|cell| sanitize(cell)).collect();
        let mut all: Vec<Made> = Vec::new();
        for query in &self.queries {
            let value = |column: &usize| cells[*column].as_deref().unwrap_or_default();
            let passes = query.filters.iter().all(|(column, values)| values.contains(value(column)))
                && !query.filters_not.iter().any(|(column, values)| values.contains(value(column)));
            if !passes {
                continue;
            }
            let mut made: Vec<Made> = Vec::new();
            for entity in &query.entities {
                match entity.make(table, row, &cells, &made, report) {
                    Some(entity) => made.push(entity),
                    None => report.unmade += 1,
                }
            }
            for entity in made {
                merge(&mut all, entity);
            }
        }
        all
    }
}

/// Puts what two queries say of one id under the narrower of their schemata.
fn merge(all: &mut Vec<Made>, entity: Made) {
    let same = all.iter_mut().find(|other| other.id == entity.id);
    match same.and_then(|other| Some((Schema::common(other.schema, entity.schema)?, other))) {
        Some((schema, other)) => {
            other.schema = schema;
            other.values.extend(entity.values);
        }
        None => all.push(entity),
    }
}

/// Sorts entities so that each comes after those that it names.
fn in_order(mut left: Vec<EntityPlan>) -> Result<Vec<EntityPlan>, String> {
    let mut ordered: Vec<EntityPlan> = Vec::new();
    while !left.is_empty() {
        let ready = left.iter().position(|entity| {
            entity
                .properties
                .iter()
                .filter_map(|p| p.form.entity.as_ref())
                .all(|name| ordered.iter().any(|o| o.name == *name))
        });
        match ready {
            Some(at) => ordered.push(left.remove(at)),
            None => {
                let names: Vec<&str> = left.iter().map(|entity| entity.name.as_str()).collect();
                return Err(format!(
                    "the entities {} name each other in a circle, or one that is not in the query",
                    names.join(", ")
                ));
            }
        }
    }
    for entity in &ordered {
        for property in &entity.properties {
            let Some(target) = property.form.entity.as_ref().and_then(|name| ordered.iter().find(|o| o.name == *name))
            else {
                continue;
            };
            let range = property.property.range().map_or("", |range| range.name());
            if !target.schema.is_a(range) {
                let (from, at) = (&entity.name, property.property.name());
                return Err(format!(
                    "entity {from}: {at} wants a {range}, but {} is a {}",
                    target.name,
                    target.schema.name()
                ));
            }
        }
    }
    Ok(ordered)
}

impl EntityPlan {
    fn new(
        name: &str,
        form: &EntityMapping,
        dataset: &str,
        column: &dyn Fn(&str) -> Result<usize, String>,
        origin: &Origin,
    ) -> Result<Self, String> {
        let schema = Schema::get(&form.schema).ok_or_else(|| format!("there is no schema {:?}", form.schema))?;
        if schema.is_abstract() {
            return Err(format!("{} only serves to be extended: choose a schema below it", schema.name()));
        }
        match (form.keys.is_empty(), &form.id_column) {
            (true, None) => return Err("it has neither keys nor an id_column to tell it from others".to_owned()),
            (false, Some(_)) => return Err("it has keys and an id_column: give one of them".to_owned()),
            _ => {}
        }
        let mut properties = Vec::new();
        for (name, form) in &form.properties {
            let property = schema
                .property(name)
                .filter(|p| !p.is_stub())
                .ok_or_else(|| format!("{} has no property {name:?}", schema.name()))?;
            if property.kind() == PropertyType::Entity
                && form.entity.is_none()
                && form.literals.is_empty()
                && form.columns.is_empty()
            {
                return Err(format!("{name} names an entity: give the name of one with entity"));
            }
            if property.kind() != PropertyType::Entity && form.entity.is_some() {
                return Err(format!("{name} takes a {}, not an entity", property.kind().name()));
            }
            let columns = form.columns.iter().map(|name| column(name)).collect::<Result<_, _>>()?;
            let template_columns = form.template_columns().into_iter().map(|name| Ok((name.to_owned(), column(name)?)));
            let template_columns = template_columns.collect::<Result<_, String>>()?;
            properties.push(PropertyPlan { property, columns, template_columns, form: form.clone() });
        }
        properties.sort_by_key(|p| p.property.kind() != PropertyType::Country);
        Ok(Self {
            name: name.to_owned(),
            schema,
            literal: [dataset.trim(), form.key_literal.as_deref().unwrap_or_default().trim()].concat().into_bytes(),
            keys: form.keys.iter().map(|name| column(name)).collect::<Result<_, _>>()?,
            id_column: form.id_column.as_deref().map(column).transpose()?,
            properties,
            origin: origin.clone(),
        })
    }

    fn make(
        &self,
        table: &Table,
        row: &Row,
        cells: &[Option<String>],
        others: &[Made],
        report: &mut MapReport,
    ) -> Option<Made> {
        let (id, key_column) = self.id(table, row, cells, report)?;
        let mut values: Vec<Value> = Vec::new();
        for property in &self.properties {
            let before = values.len();
            if let Some(target) = property.form.entity.as_ref() {
                if let Some(target) = others.iter().find(|other| other.name == *target) {
                    self.tie(property, target, &mut values);
                }
            } else {
                self.values(property, table, row, cells, key_column, &mut values, report);
            }
            if property.form.required && values.len() == before {
                return None;
            }
        }
        Some(Made { name: self.name.clone(), id, schema: self.schema, key_column, values })
    }

    fn id(
        &self,
        table: &Table,
        row: &Row,
        cells: &[Option<String>],
        report: &mut MapReport,
    ) -> Option<(EntityId, usize)> {
        if let Some(column) = self.id_column {
            let value = cells[column].as_deref()?;
            return match EntityId::new(value) {
                Ok(id) => Some((id, column)),
                Err(error) => {
                    report.refuse_cell(table, row, column, &error.to_string());
                    None
                }
            };
        }
        let mut values: Vec<&str> = self.keys.iter().filter_map(|column| cells[*column].as_deref()).collect();
        values.sort_unstable();
        let key_column = *self.keys.iter().find(|column| cells[**column].is_some())?;
        let mut digest = Sha1::new_with_prefix(&self.literal);
        values.iter().for_each(|value| digest.update(value.as_bytes()));
        let hex: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        EntityId::new(hex).ok().map(|id| (id, key_column))
    }

    fn tie(&self, plan: &PropertyPlan, target: &Made, values: &mut Vec<Value>) {
        let value = |property: PropertyRef, text: &str, column| Value {
            property: property.name(),
            kind: property.kind(),
            raw: text.to_owned(),
            cleaned: text.to_owned(),
            column,
            language: None,
            origin: self.origin.clone(),
        };
        values.push(value(plan.property, target.id.as_str(), target.key_column));
        // FollowTheMoney writes on a tie the names of those whom it ties.
        if let Some(mentioned) = self.schema.property("namesMentioned") {
            let names = target.values.iter().filter(|v| v.kind == PropertyType::Name);
            values.extend(names.map(|name| value(mentioned, &name.cleaned, name.column)).collect::<Vec<_>>());
        }
    }

    #[expect(clippy::too_many_arguments, reason = "all of it is the row at hand")]
    fn values(
        &self,
        plan: &PropertyPlan,
        table: &Table,
        row: &Row,
        cells: &[Option<String>],
        key_column: usize,
        values: &mut Vec<Value>,
        report: &mut MapReport,
    ) {
        for (raw, column) in plan.raw_values(cells, key_column) {
            let countries: Vec<&str> =
                values.iter().filter(|v| v.kind == PropertyType::Country).map(|v| v.cleaned.as_str()).collect();
            match clean(plan, &raw, &countries) {
                Some(cleaned) => values.push(Value {
                    property: plan.property.name(),
                    kind: plan.property.kind(),
                    cleaned,
                    raw,
                    column,
                    language: plan.form.lang.clone(),
                    origin: self.origin.clone(),
                }),
                None => {
                    let reason = match &plan.form.format {
                        Some(format) => format!("it is no {} of the form {format}", plan.property.kind().name()),
                        None => format!("it is no {}", plan.property.kind().name()),
                    };
                    report.refuse_cell(table, row, column, &reason);
                }
            }
        }
    }
}

impl PropertyPlan {
    /// The values of a row, with the column that each rests on.
    fn raw_values(&self, cells: &[Option<String>], key_column: usize) -> Vec<(String, usize)> {
        let form = &self.form;
        let mut values: Vec<(String, usize)> = Vec::new();
        if let Some(template) = &form.template {
            let mut text = template.clone();
            for (name, column) in &self.template_columns {
                text = text.replace(&format!("{{{{{name}}}}}"), cells[*column].as_deref().unwrap_or_default());
            }
            let filled = self.template_columns.iter().find(|(_, column)| cells[*column].is_some());
            // A template whose columns are all empty says nothing of this row.
            if let Some((_, column)) = filled {
                values.push((text.trim().to_owned(), *column));
            } else if self.template_columns.is_empty() {
                values.push((text.trim().to_owned(), key_column));
            }
        } else {
            values.extend(form.literals.iter().map(|literal| (literal.clone(), key_column)));
            values.extend(self.columns.iter().filter_map(|column| Some((cells[*column].clone()?, *column))));
        }
        if let Some(join) = &form.join
            && let Some((_, column)) = values.first()
        {
            let column = *column;
            let joined = values.iter().map(|(value, _)| value.as_str()).collect::<Vec<_>>().join(join);
            values = vec![(joined, column)];
        }
        if let Some(split) = form.split.as_deref().filter(|split| !split.is_empty()) {
            values = values
                .iter()
                .flat_map(|(value, column)| value.split(split).map(|part| (part.trim().to_owned(), *column)))
                .collect();
        }
        values.retain(|(value, _)| !value.is_empty());
        values
    }
}

fn clean(plan: &PropertyPlan, raw: &str, countries: &[&str]) -> Option<String> {
    let (property, form) = (plan.property, &plan.form);
    let context = CleanContext { countries, format: form.format.as_deref().or(property.format()), fuzzy: form.fuzzy };
    let found = property.kind().clean(raw, &context).map(std::borrow::Cow::into_owned);
    match found {
        // A date in plain ISO form is one, whatever pattern the others have.
        None if property.kind() == PropertyType::Date => {
            let plain = raw.parse().ok().or_else(|| if form.fuzzy { dates::parse(raw) } else { None });
            plain.map(|date: umbra_model::PartialDate| date.to_string())
        }
        found => found,
    }
}

/// What FollowTheMoney does to a cell before anything else: composed characters, no control characters, trimmed; `None`
/// when nothing is left.
fn sanitize(cell: &str) -> Option<String> {
    let trimmed = cell.trim();
    if trimmed.is_empty() {
        return None;
    }
    if trimmed.is_ascii() && !trimmed.bytes().any(|b| b.is_ascii_control()) {
        return Some(trimmed.to_owned());
    }
    let clean: String = trimmed.nfc().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect();
    (!clean.is_empty()).then_some(clean)
}
