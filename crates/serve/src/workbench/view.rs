//! The filter bar: what every view's address may narrow the case by.

use std::collections::BTreeSet;
use std::str::FromStr;

use umbra_find::{TieKind, View};
use umbra_model::EntityId;

use crate::http::{Fault, Parameters};

/// What a request asks to look at. Without any of it, everything that sources say.
pub(crate) fn view(parameters: &Parameters) -> Result<View, Fault> {
    let kinds = parameters.all("kinds")?;
    let kinds: BTreeSet<TieKind> = kinds.iter().flat_map(|list| list.split(',')).map(kind).collect::<Result<_, _>>()?;
    Ok(View {
        standing_at_least: parsed(parameters, "standing")?,
        reliability_at_least: parsed(parameters, "reliability")?,
        credibility_at_least: parsed(parameters, "credibility")?,
        as_of: parsed(parameters, "as_of")?,
        kinds: (!kinds.is_empty()).then_some(kinds),
        place: parameters.get("where").filter(|place| !place.is_empty()).map(str::to_owned),
        with_assessments: parameters.flag("assessments")?.unwrap_or(false),
    })
}

/// A kind of tie, by its name.
pub(crate) fn kind(name: &str) -> Result<TieKind, Fault> {
    TieKind::ALL
        .into_iter()
        .find(|kind| kind.name() == name)
        .ok_or_else(|| Fault::malformed(format!("there is no kind of tie {:?}", short(name))))
}

/// An entity's id.
pub(crate) fn entity(text: &str) -> Result<EntityId, Fault> {
    EntityId::new(text).map_err(|_| Fault::malformed("an entity's id is missing, or is none"))
}

/// The id under a name.
pub(crate) fn entity_of(parameters: &Parameters, name: &str) -> Result<EntityId, Fault> {
    entity(parameters.get(name).unwrap_or_default())
}

fn parsed<T: FromStr>(parameters: &Parameters, name: &str) -> Result<Option<T>, Fault>
where
    T::Err: std::fmt::Display,
{
    match parameters.get(name).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => text
            .parse()
            .map(Some)
            .map_err(|error: T::Err| Fault::malformed(format!("{name}: {}", short(&error.to_string())))),
    }
}

/// The beginning of what was sent, for a message.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(120).collect()
}
