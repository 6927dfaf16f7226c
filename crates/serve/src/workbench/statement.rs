//! What a person reads in a text, added by hand.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;
use umbra_model::{EntityId, Origin, Schema, SourceId, Standing, Statement};

use super::Workbench;
use super::addresses::Reply;
use super::view::short;
use crate::http::{Call, Fault};

/// A statement as the page sends it: the place is a range of the text, in characters.
#[derive(Deserialize)]
struct Read {
    source: String,
    start: usize,
    end: usize,
    /// An entity of the case; a new one where it is missing.
    #[serde(default)]
    entity: Option<String>,
    schema: String,
    property: String,
    /// The words at the place, unless something else is to be understood by them.
    #[serde(default)]
    value: Option<String>,
    /// Further values that the same words tell: the other end of a tie.
    #[serde(default)]
    also: Vec<Also>,
    #[serde(default)]
    standing: Option<String>,
}

/// A further value of the same entity.
#[derive(Deserialize)]
struct Also {
    property: String,
    value: String,
}

/// Further values of one statement.
const MOST_ALSO: usize = 10;

/// What what is stated is called where it is no entity of the case yet: by the place and the schema, and a tie also by its ends, of which
/// one sentence may tell several.
fn name_of(read: &Read) -> Result<EntityId, Fault> {
    let mut told = format!("{}:{}-{} {}", read.source, read.start, read.end, read.schema);
    if !read.also.is_empty() {
        let ends = read.also.iter().map(|also| also.value.as_str());
        read.value.as_deref().into_iter().chain(ends).for_each(|end| told.push_str(&format!(" {end}")));
    }
    let id = format!("by-hand-{}", &blake3::hash(told.as_bytes()).to_hex()[..16]);
    EntityId::new(id).map_err(|error| Fault::malformed(error.to_string()))
}

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let read: Read = call.sent("the body is no statement")?;
    let source: SourceId = read.source.parse().map_err(|_| Fault::malformed("source is no source's id"))?;
    let schema = Schema::get(&read.schema)
        .ok_or_else(|| Fault::malformed(format!("there is no schema {:?}", short(&read.schema))))?;
    let standing = read
        .standing
        .as_deref()
        .filter(|name| !name.is_empty())
        .map(str::parse::<Standing>)
        .transpose()
        .map_err(|error| Fault::malformed(error.to_string()))?;
    let entity = match read.entity.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => EntityId::new(id).map_err(|error| Fault::malformed(error.to_string()))?,
        None => name_of(&read)?,
    };
    if read.also.len() > MOST_ALSO {
        return Err(Fault::malformed(format!("more than {MOST_ALSO} further values")));
    }
    let desk = workbench.desk()?;
    let id = workbench.write(|case| {
        let text = case.source_text(source)?.ok_or_else(|| Fault::bad_request("the source has no text"))?;
        let bytes = text.byte_of(read.start).zip(text.byte_of(read.end)).filter(|(start, end)| start < end);
        let (start, end) = bytes.ok_or_else(|| Fault::malformed("start and end are no range of the text"))?;
        let span = text.span(start..end).map_err(|error| Fault::malformed(error.to_string()))?;
        let quote = span.quote().to_owned();
        let value = read.value.as_deref().filter(|value| !value.is_empty()).unwrap_or(&quote);
        let mut statements: Vec<Statement> = Vec::new();
        let also = read.also.iter().map(|also| (also.property.as_str(), also.value.as_str()));
        for (property, value) in std::iter::once((read.property.as_str(), value)).chain(also) {
            let origin = Origin::person(&*call.visitor.name);
            let statement = Statement::new(entity.clone(), schema, property, value, span.clone(), origin)
                .map_err(|error| Fault::malformed(error.to_string()))?
                .with_standing(standing);
            // A tie to what is not there would be none.
            if let Some(target) = statement.target().filter(|target| desk.facts.profile(target).is_none()) {
                return Err(Fault::malformed(format!("nothing in the case has the id {:?}", short(target.as_str()))));
            }
            statements.push(statement);
        }
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action("state");
        let ids = writer.add_statements(&statements)?;
        writer.commit()?;
        Ok(ids.first().copied())
    })?;
    Ok(Reply::Json(json!({ "statement": id, "entity": entity })))
}
