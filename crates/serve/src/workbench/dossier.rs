//! All that is known of one entity.

use std::sync::Arc;

use umbra_find::{Dossier, Office};

use super::Workbench;
use super::addresses::{Reply, json};
use super::view::entity_of;
use crate::http::{Call, Fault};

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let id = entity_of(&call.parameters, "id")?;
    let network = desk.full()?;
    let notes = desk.writings.on(&desk.facts, &id).into_iter().cloned().collect();
    let dossier = Dossier::within(&desk.facts, &network, &id)?.with_notes(notes);
    let mut answer = json(&dossier)?;
    for (place, office) in dossier.offices.iter().enumerate() {
        answer["offices"][place]["title"] = office.title().into();
        answer["offices"][place]["notes"] = json(&dossier.notes_of(&office.evidence))?;
    }
    answer["chief_office"] = json(&Office::chief(&dossier.offices).map(Office::title))?;
    Ok(Reply::Json(answer))
}
