//! All that is known of one entity.

use std::sync::Arc;

use umbra_find::{Dossier, InspectOptions, Office, View};
use umbra_report::{dossier_docx, dossier_html, dossier_markdown, dossier_pdf};

use super::addresses::{Reply, json};
use super::view::entity_of;
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let dossier = of_entity(&desk, call)?;
    let mut answer = json(&dossier)?;
    for (place, office) in dossier.offices.iter().enumerate() {
        answer["offices"][place]["title"] = office.title().into();
        answer["offices"][place]["notes"] = json(&dossier.notes_of(&office.evidence))?;
    }
    answer["chief_office"] = json(&Office::chief(&dossier.offices).map(Office::title))?;
    Ok(Reply::Json(answer))
}

fn of_entity(desk: &Desk, call: &Call) -> Result<Dossier, Fault> {
    let id = entity_of(&call.parameters, "id")?;
    let network = desk.full()?;
    let notes = desk.writings.on(&desk.facts, &id).into_iter().cloned().collect();
    Ok(Dossier::within(&desk.facts, &network, &id)?.with_notes(notes))
}

/// What is told of a place that is known by its name alone: of the trades in it, and of who is at work there.
fn of_place(desk: &Desk, key: &str) -> Result<Dossier, Fault> {
    let missing = || Fault::not_found("no group, offence or complaint is told of such a place");
    let atlas = desk.atlas(&View::default())?;
    let place = atlas.places.iter().find(|place| place.key == key).ok_or_else(missing)?;
    let network = desk.full()?;
    let whole = desk.whole()?;
    Dossier::of_place(&desk.facts, &network, &whole.umbrellas, &place.place.name, &InspectOptions::default())
        .map_err(|_| missing())
}

/// `GET /dossier/file`
pub(crate) fn file(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let dossier = match call.parameters.get("place").filter(|place| !place.is_empty()) {
        Some(key) => of_place(&desk, key)?,
        None => of_entity(&desk, call)?,
    };
    let head = Some(desk.head.as_str());
    let (media_type, ending, content) = match call.parameters.get("format").unwrap_or_default() {
        "html" => ("text/html; charset=utf-8", "html", dossier_html(&dossier, head).into_bytes()),
        "markdown" => ("text/markdown; charset=utf-8", "md", dossier_markdown(&dossier).into_bytes()),
        "pdf" => ("application/pdf", "pdf", dossier_pdf(&dossier, head, &umbra_names::romanise)),
        "docx" => {
            let content = dossier_docx(&dossier).map_err(|error| Fault::broken(error.to_string()))?;
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", content)
        }
        _ => return Err(Fault::malformed("format is one of html, pdf, docx, markdown")),
    };
    let name = umbra_names::romanise(&dossier.entity.caption).to_lowercase();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name: String = words.collect::<Vec<_>>().join("-").chars().take(60).collect();
    let name = if name.is_empty() { "dossier" } else { &name };
    Ok(Reply::File { media_type, name: format!("{name}.{ending}"), content })
}
