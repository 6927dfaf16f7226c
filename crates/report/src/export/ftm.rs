//! Entities in FollowTheMoney's own form, one JSON object a line.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use serde_json::{Map, Value, json};
use umbra_find::{Fact, Facts, Profile};
use umbra_model::{PropertyRef, Schema, SchemaRef, Source, SourceId};

use crate::ReportError;
use crate::sentence::contains;

/// How entities are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FtmOptions {
    /// Keeps Umbra's own schemata, which only programs that know them can read. Otherwise each is written as the schema that
    /// FollowTheMoney has for it.
    pub own_schemata: bool,
}

/// Writes every entity, by id, and every source as a `Document` with the id `source-` and its SHA-256.
///
/// Records that were judged the same are one entity. With [`FtmOptions::own_schemata`] unset, own schemata become the
/// schema that each falls back to, and so do their properties; where that is `description`, the value is written after
/// the property's label ("Charge: ..."), and where there is nothing to fall back to, it is left out.
///
/// FollowTheMoney has no place for a standing, and an accusation must not travel without it. So it is written twice: as a line
/// of the description for people ("Standing convicted: “...” (Courier, 2023-10-28)") and under `standings`, beside
/// `properties`, for programs. Ties and events point to their sources by `proof`.
///
/// # Errors
/// [`ReportError::Write`] when the writer fails.
pub fn export_ftm(facts: &Facts, options: FtmOptions, out: &mut dyn Write) -> Result<(), ReportError> {
    for profile in facts.profiles() {
        write_line(out, &entity(facts, profile, options))?;
    }
    let mut sources: Vec<_> = facts.sources().collect();
    sources.sort_by_key(|source| source.id);
    for source in sources {
        write_line(out, &document(source))?;
    }
    Ok(())
}

fn write_line(out: &mut dyn Write, object: &Value) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    out.write_all(b"\n")
}

/// The properties of one entity: each value once.
struct Properties {
    schema: SchemaRef,
    values: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Properties {
    /// Adds a value, if the schema has the property and the value is of its type.
    fn add(&mut self, property: &str, value: &str) -> bool {
        let Some(property) = self.schema.property(property).filter(|property| !property.is_stub()) else {
            return false;
        };
        let Some(value) = property.clean(value) else { return false };
        self.values.entry(property.name()).or_default().insert(value.into_owned())
    }

    fn describe(&mut self, label: &str, value: &str) -> bool {
        self.add("description", &format!("{label}: {value}"))
    }

    fn into_json(self, id: &str) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("id".to_owned(), json!(id));
        object.insert("schema".to_owned(), json!(self.schema.name()));
        object.insert("properties".to_owned(), json!(self.values));
        object
    }
}

fn entity(facts: &Facts, profile: &Profile, options: FtmOptions) -> Value {
    let own = profile.schema();
    let schema = if options.own_schemata { own } else { own.fallback().unwrap_or(own) };
    let mut properties = Properties { schema, values: BTreeMap::new() };
    let mut standings = BTreeSet::new();
    for fact in facts.of(profile.id()) {
        let statement = &fact.statement;
        let value = match statement.target() {
            Some(target) => facts.canonical(&target).to_string(),
            None => statement.value().to_owned(),
        };
        place(&mut properties, own, statement.property(), &value);
        properties.add("proof", &document_id(statement.span().source()));
        if let Some(standing) = statement.standing().filter(|_| !is_part_of_another(facts, profile, fact)) {
            properties.describe(&format!("Standing {standing}"), &cited(facts, fact));
            standings.insert((
                standing.name(),
                statement.span().source().to_string(),
                statement.span().quote().to_owned(),
            ));
        }
    }
    let mut object = properties.into_json(profile.id().as_str());
    if !standings.is_empty() {
        let standings: Vec<_> = standings
            .into_iter()
            .map(|(standing, source, quote)| json!({ "standing": standing, "source": source, "quote": quote }))
            .collect();
        object.insert("standings".to_owned(), json!(standings));
    }
    Value::Object(object)
}

/// Whether a longer quote of the same entity, source, standing and voice says all of it: "Friday" within the sentence.
fn is_part_of_another(facts: &Facts, profile: &Profile, fact: &Fact) -> bool {
    let inner = &fact.statement;
    facts.of(profile.id()).map(|other| &other.statement).any(|outer| {
        let (within, around) = (inner.span(), outer.span());
        around.source() == within.source()
            && around.place() != within.place()
            && contains(around.place(), within.place())
            && outer.standing() == inner.standing()
            && outer.attribution() == inner.attribution()
    })
}

/// Puts a value where the schema that is written has room for it.
fn place(properties: &mut Properties, own: SchemaRef, property: PropertyRef, value: &str) {
    let kept = properties.schema.property(property.name()).is_some_and(|kept| kept.kind() == property.kind());
    if kept && properties.add(property.name(), value) {
        return;
    }
    match property.fallback() {
        Some("description") => properties.describe(property.label(), value),
        Some(fallback) => properties.add(fallback, value) || properties.describe(property.label(), value),
        // Inherited from a schema that the fallback does not lie under: a figure's dates, written as a note.
        None if !property.is_own() && properties.schema != own => properties.describe(property.label(), value),
        None => false,
    };
}

fn cited(facts: &Facts, fact: &Fact) -> String {
    let span = fact.statement.span();
    let source = facts.source(span.source());
    let name = source.map_or_else(|| span.source().short(), |source| source.name().to_owned());
    let date = source.and_then(|source| source.published).map(|date| format!(", {date}")).unwrap_or_default();
    let said_by = fact.statement.attribution();
    let by = if said_by.is_own_voice() { String::new() } else { format!(", citing {said_by}") };
    format!("“{}” ({name}{date}{by})", span.quote())
}

fn document_id(source: SourceId) -> String {
    format!("source-{source}")
}

fn document(source: &Source) -> Value {
    let schema = Schema::get("Document").expect("FollowTheMoney's schema for files is built in");
    let mut properties = Properties { schema, values: BTreeMap::new() };
    let file = source.path.rsplit('/').next().unwrap_or(&source.path);
    properties.add("fileName", file);
    properties.add("mimeType", &source.media_type);
    properties.add("fileSize", &source.size.to_string());
    let known = [
        ("title", source.title.clone()),
        ("publisher", source.publisher.clone()),
        ("publishedAt", source.published.map(|date| date.to_string())),
        ("sourceUrl", source.url.clone()),
        ("language", source.language.clone()),
        ("encoding", source.encoding.clone()),
    ];
    for (property, value) in known {
        if let Some(value) = value {
            properties.add(property, &value);
        }
    }
    let mut object = properties.into_json(&document_id(source.id));
    object.insert("sha256".to_owned(), json!(source.id.to_string()));
    object.insert("path".to_owned(), json!(source.path));
    object.insert("reliability".to_owned(), json!(source.reliability.to_string()));
    Value::Object(object)
}
