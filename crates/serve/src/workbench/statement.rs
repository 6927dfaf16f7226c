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
    #[serde(default)]
    standing: Option<String>,
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
        None => {
            let place = format!("{}:{}-{}", read.source, read.start, read.end);
            let id = format!("by-hand-{}", &blake3::hash(place.as_bytes()).to_hex()[..16]);
            EntityId::new(id).map_err(|error| Fault::malformed(error.to_string()))?
        }
    };
    let id = workbench.write(|case| {
        let text = case.source_text(source)?.ok_or_else(|| Fault::bad_request("the source has no text"))?;
        let bytes = text.byte_of(read.start).zip(text.byte_of(read.end)).filter(|(start, end)| start < end);
        let (start, end) = bytes.ok_or_else(|| Fault::malformed("start and end are no range of the text"))?;
        let span = text.span(start..end).map_err(|error| Fault::malformed(error.to_string()))?;
        let quote = span.quote().to_owned();
        let value = read.value.as_deref().filter(|value| !value.is_empty()).unwrap_or(&quote);
        let origin = Origin::person(&*call.visitor.name);
        let statement = Statement::new(entity.clone(), schema, &read.property, value, span, origin)
            .map_err(|error| Fault::malformed(error.to_string()))?
            .with_standing(standing);
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action("state");
        let ids = writer.add_statements(&[statement])?;
        writer.commit()?;
        Ok(ids.first().copied())
    })?;
    Ok(Reply::Json(json!({ "statement": id, "entity": entity })))
}
