//! The map: every place that sources tell of, where on earth it is as far as that is told, and who and what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};
use umbra_find::{Atlas, PlaceOnMap, PlaceTally, Shelf, SpotAt, View};
use umbra_model::EntityId;

use super::addresses::{Reply, json as to_json};
use super::view::{entity, view};
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Places of one answer, those of which most is told first; what they lie in comes with them.
const MOST: usize = 1_500;
/// Entries of each list of one place.
const LISTED: usize = 60;

/// `GET /places`: all of them, and what stands where on the map.
pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    desk.answers.answer(call, || map(&desk, call))
}

fn map(desk: &Desk, call: &Call) -> Result<Value, Fault> {
    let atlas = desk.atlas(&view(&call.parameters)?)?;
    let shown = shown(&atlas);
    let of = call.parameters.get("of").filter(|id| !id.is_empty()).map(entity).transpose()?;
    let of = of.as_ref().map(|id| desk.facts.canonical(id));
    let at: BTreeMap<usize, usize> = shown.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let mut places: Vec<Value> = Vec::new();
    for &old in &shown {
        let place = &atlas.places[old];
        let mut json = to_json(place)?;
        json["parent"] = place.parent.and_then(|parent| at.get(&parent)).copied().into();
        json["tally"] = told(&place.tally)?;
        json["has_chosen"] = of.is_some_and(|id| place.tally.has(id) || place.entity.as_ref() == Some(id)).into();
        places.push(json);
    }
    let mut spots: Vec<Value> = Vec::new();
    for spot in &atlas.spots {
        let mut json = match spot.at {
            // A position that is told is shown, whatever else is left out.
            SpotAt::Point(place) => {
                let place = &atlas.places[place];
                json!({ "key": place.key, "name": place.place.name, "position": place.position })
            }
            SpotAt::Country(code) => {
                let country = atlas.places.iter().find(|place| place.is_country == Some(code));
                json!({ "country": code, "key": country.map(|place| &place.key), "name": country.map(|place| &place.place.name) })
            }
        };
        json["tally"] = told(&spot.tally)?;
        json["has_chosen"] = of.is_some_and(|id| spot.tally.has(id)).into();
        json["places"] = spot.places.len().into();
        spots.push(json);
    }
    Ok(json!({
        "version": desk.version,
        "places": places,
        "more": atlas.places.len().saturating_sub(shown.len()),
        "spots": spots,
        "nowhere": told(&atlas.nowhere)?,
        "unplaced": told(&atlas.unplaced)?,
        "currencies": atlas.currencies,
    }))
}

/// `GET /places/names`: what the filter bar offers.
pub(crate) fn names(workbench: &Arc<Workbench>, _: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let atlas = desk.atlas(&View::default())?;
    let shown = shown(&atlas);
    let more = atlas.places.len().saturating_sub(shown.len());
    let mut places: Vec<&PlaceOnMap> = shown.into_iter().map(|at| &atlas.places[at]).collect();
    places.sort_by_cached_key(|place| {
        let mut path: Vec<String> = place.place.within.iter().rev().cloned().collect();
        path.push(place.place.name.clone());
        (path, place.key.clone())
    });
    let places = places.into_iter();
    let places = places.map(|one| json!({ "key": one.key, "name": one.place.name, "depth": one.place.within.len() }));
    Ok(Reply::Json(json!({ "version": desk.version, "places": places.collect::<Vec<_>>(), "more": more })))
}

/// What is counted, with the sums.
fn told(tally: &PlaceTally) -> Result<Value, Fault> {
    let mut json = to_json(tally)?;
    json["money"] = to_json(&tally.money())?;
    json["statements"] = tally.statements.len().into();
    Ok(json)
}

/// The places that are sent, in their order.
fn shown(atlas: &Atlas) -> BTreeSet<usize> {
    let mut by_weight: Vec<usize> = (0..atlas.places.len()).collect();
    by_weight.sort_by_key(|&at| (std::cmp::Reverse(atlas.places[at].tally.statements.len()), at));
    let mut shown: BTreeSet<usize> = BTreeSet::new();
    for at in by_weight.into_iter().take(MOST) {
        let mut next = Some(at);
        // Places may lie in each other in a circle.
        while let Some(place) = next.filter(|place| shown.insert(*place)) {
            next = atlas.places[place].parent;
        }
    }
    shown
}

/// `GET /places/place`: who and what is told to be at one place.
pub(crate) fn one(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let view = view(&call.parameters)?;
    let (findings, atlas) = (desk.under(&view)?, desk.atlas(&view)?);
    let asked = call.parameters.get("key").unwrap_or_default();
    let place = atlas.places.iter().find(|place| place.key == asked);
    let place =
        place.ok_or_else(|| Fault::not_found("the case tells of no such place, or the filter leaves nothing of it"))?;
    let tally = &place.tally;
    let mut answer = to_json(place)?;
    answer["tally"] = told(tally)?;
    answer["parent"] = place.parent.map(|parent| &atlas.places[parent].key).map_or(Value::Null, |key| json!(key));
    for (name, ids) in [
        ("groups", &tally.groups),
        ("offences", &tally.offences),
        ("complaints", &tally.complaints),
        ("parties", &tally.parties),
        ("figures", &tally.figures),
    ] {
        answer[name] = listed(&desk, ids)?;
    }
    let mut protecting: BTreeMap<(Shelf, &EntityId), Value> = BTreeMap::new();
    for umbrella in findings.umbrellas.iter().filter(|umbrella| tally.groups.contains(&umbrella.group.id)) {
        for protector in &umbrella.protectors {
            let (shelf, person) = (protector.shelf, to_json(&protector.person)?);
            let told =
                json!({ "person": person, "shelf": shelf, "title": shelf.title(), "standing": protector.standing });
            protecting.entry((shelf, &protector.person.id)).or_insert(told);
        }
    }
    answer["protecting"] = Value::from_iter(protecting.into_values());
    let mut evidence: Vec<_> = tally.statements.iter().copied().collect();
    evidence.sort_unstable();
    answer["evidence"] = to_json(&evidence)?;
    Ok(Reply::Json(answer))
}

/// The first of some entities; how many there are stands in the tally.
fn listed(desk: &Desk, ids: &BTreeSet<EntityId>) -> Result<Value, Fault> {
    to_json(&ids.iter().take(LISTED).map(|id| desk.facts.entity(id)).collect::<Vec<_>>())
}
