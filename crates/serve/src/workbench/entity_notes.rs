//! Notes on entities and arranged pictures: what people add to the network without stating anything.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use umbra_model::EntityId;
use umbra_report::{Arrangement, EntityNote};

use super::Workbench;
use super::addresses::{Reply, json as to_json};
use super::notes::check_length;
use super::view::{entity, entity_of, short};
use crate::http::{Call, Fault};

/// Nodes of a picture that may be pinned or hidden; characters of a picture's name.
const MOST_PLACED: usize = 2_000;
const LONGEST_NAME: usize = 120;
/// How far from the middle a pin may lie.
const FARTHEST: f32 = 1e6;

/// `GET /notes`: on one entity, or all.
pub(crate) fn list(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let of = match call.parameters.get("id").filter(|id| !id.is_empty()) {
        Some(_) => Some(entity_of(&call.parameters, "id")?),
        None => None,
    };
    let of = of.as_ref().map(|id| desk.facts.canonical(id));
    let wanted = desk.writings.notes.iter().filter(|(id, _)| of.is_none_or(|of| desk.facts.canonical(id) == of));
    let notes: Vec<Value> = wanted
        .map(|(id, note)| {
            let mut told = to_json(note)?;
            told["entity"] = to_json(&desk.facts.entity(id))?;
            Ok(told)
        })
        .collect::<Result<_, Fault>>()?;
    Ok(Reply::Json(json!({ "version": desk.version, "notes": notes })))
}

/// A note as the page sends it.
#[derive(Deserialize)]
struct Sent {
    /// On whom or what.
    entity: String,
    /// Which note is written anew; another one where it is missing.
    #[serde(default)]
    name: Option<String>,
    /// Nothing takes the note away.
    text: String,
}

/// `POST /notes/save`
pub(crate) fn save(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let sent: Sent = call.sent("the body is no note")?;
    let id = entity(&sent.entity)?;
    let text = sent.text.trim();
    check_length([text])?;
    let name = workbench.write_beside(|case| {
        let desk = workbench.desk()?;
        let name = match &sent.name {
            Some(name) => {
                let known = case.writing(EntityNote::KIND, name)?;
                known.ok_or_else(|| Fault::not_found("the case holds no such note, or it was taken away"))?.name
            }
            None if text.is_empty() => return Err(Fault::malformed("a note needs words")),
            None if desk.facts.profile(&id).is_none() => {
                return Err(Fault::not_found("nothing in the case has this id"));
            }
            None => {
                // Names are given once, those of notes that were taken away included.
                let mut number = desk.writings.notes.len() + 1;
                while !case.versions(EntityNote::KIND, &format!("note-{number}"))?.is_empty() {
                    number += 1;
                }
                format!("note-{number}")
            }
        };
        let note = to_json(&EntityNote { entity: id.clone(), text: text.to_owned() })?.to_string();
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action(if text.is_empty() { "remove note" } else { "note" });
        writer.note(format!("{name} on {id}"));
        writer.write_down(EntityNote::KIND, &name, (!text.is_empty()).then_some(&note))?;
        writer.commit()?;
        Ok(name)
    })?;
    Ok(Reply::Json(json!({ "name": name, "entity": id })))
}

/// `GET /pictures`
pub(crate) fn pictures(workbench: &Arc<Workbench>, _: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let kept = workbench.with_case(|case| Ok(case.writings(Arrangement::KIND)?))?;
    let pictures: Vec<Value> = kept
        .iter()
        .filter_map(|writing| Some((writing, desk.writings.pictures.get(&writing.name)?)))
        .map(|(writing, picture)| {
            let mut told = to_json(picture)?;
            (told["name"], told["by"], told["at"]) =
                (writing.name.clone().into(), writing.by.clone().into(), writing.at.clone().into());
            Ok(told)
        })
        .collect::<Result<_, Fault>>()?;
    Ok(Reply::Json(json!({ "version": desk.version, "pictures": pictures })))
}

/// A picture as the page sends it.
#[derive(Deserialize)]
struct SentPicture {
    name: String,
    /// Nothing takes the picture away.
    #[serde(default)]
    picture: Option<Arrangement>,
}

/// `POST /pictures/save`
pub(crate) fn save_picture(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let sent: SentPicture = call.sent("the body is no arranged picture")?;
    let name = sent.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Fault::malformed(format!("a picture has a name of at most {LONGEST_NAME} characters on one line")));
    }
    if let Some(picture) = &sent.picture {
        if picture.pins.len() > MOST_PLACED || picture.hidden.len() > MOST_PLACED {
            return Err(Fault::malformed(format!("at most {MOST_PLACED} nodes of a picture are pinned or hidden")));
        }
        if picture.pins.values().any(|(x, y)| !(x.abs() <= FARTHEST && y.abs() <= FARTHEST)) {
            return Err(Fault::malformed("a pin lies too far away"));
        }
    }
    workbench.write_beside(|case| {
        let desk = workbench.desk()?;
        let known = |id: &EntityId| desk.facts.profile(id).is_some();
        let content = match &sent.picture {
            Some(picture) => {
                let mut ids = picture.pins.keys().chain(&picture.hidden).chain(&picture.around);
                if let Some(id) = ids.find(|id| !known(id)) {
                    return Err(Fault::not_found(format!("nothing in the case has the id {:?}", short(id.as_str()))));
                }
                Some(to_json(picture)?.to_string())
            }
            None if case.writing(Arrangement::KIND, name)?.is_none() => {
                return Err(Fault::not_found("the case holds no picture of this name"));
            }
            None => None,
        };
        let mut writer = case.begin(&*call.visitor.name)?;
        writer.name_action(if content.is_some() { "arrange picture" } else { "remove picture" });
        writer.note(name);
        writer.write_down(Arrangement::KIND, name, content.as_deref())?;
        writer.commit()?;
        Ok(())
    })?;
    Ok(Reply::Json(json!({ "name": name })))
}
