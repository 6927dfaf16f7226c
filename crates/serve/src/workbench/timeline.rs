//! What happened when, by person and group.

use std::sync::Arc;

use serde_json::{Value, json};
use umbra_find::{Dossier, NodeKind, campaigns};

use super::Workbench;
use super::addresses::{Reply, json as to_json};
use super::desk::Desk;
use super::view::{entity, view};
use crate::http::{Call, Fault};

/// Rows when no number is named, and at most: each is a dossier.
const USUAL: usize = 25;
const MOST: usize = 60;
/// Ties that are looked through for all rows together; of a large network fewer rows are made, but never fewer than these.
const WORK: usize = 1_000_000;
const FEWEST: usize = 5;

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    desk.answers.answer(call, || told(&desk, call))
}

fn told(desk: &Desk, call: &Call) -> Result<Value, Fault> {
    let limit = call.parameters.number("limit", USUAL, MOST)?;
    let network = &*desk.network(&view(&call.parameters)?)?;
    let ids = call.parameters.all("id")?;
    let mut places: Vec<usize> = Vec::new();
    for id in &ids {
        places.extend(network.place(desk.facts.canonical(&entity(id)?)));
    }
    let mut candidates = 0;
    if places.is_empty() {
        let mut accusing = vec![0usize; network.nodes().len()];
        for tie in network.ties().iter().filter(|tie| tie.is_accusing) {
            accusing[tie.source_node] += 1;
            accusing[tie.target_node] += 1;
        }
        let is_row = |place: &usize| {
            let node = &network.nodes()[*place];
            matches!(node.kind, NodeKind::Person | NodeKind::CriminalGroup) && (node.degree > 0 || accusing[*place] > 0)
        };
        places = (0..network.nodes().len()).filter(is_row).collect();
        candidates = places.len();
        places.sort_by_key(|&place| (std::cmp::Reverse((accusing[place], network.nodes()[place].degree)), place));
    }
    places.truncate(limit.min((WORK / network.ties().len().max(1)).max(FEWEST)));
    let mut rows: Vec<Value> = Vec::new();
    for place in places {
        let id = &network.nodes()[place].entity.id;
        let dossier = Dossier::within(&desk.facts, network, id)?;
        let moments = dossier.timeline.iter().map(|moment| {
            let statements: Vec<_> = dossier
                .footnotes
                .iter()
                .filter(|note| moment.notes.contains(&note.number))
                .flat_map(|note| note.statements.iter().copied())
                .collect();
            Ok(json!({
                "date": moment.date,
                "from": moment.date.earliest().to_string(),
                "to": moment.date.latest().to_string(),
                "says": moment.says,
                "standing": moment.standing,
                "statements": statements,
            }))
        });
        let moments: Vec<Value> = moments.collect::<Result<_, Fault>>()?;
        if !moments.is_empty() {
            rows.push(json!({ "entity": to_json(&dossier.entity)?, "moments": moments }));
        }
    }
    Ok(json!({
        "version": desk.version,
        "rows": rows,
        "total": candidates,
        "campaigns": to_json(&campaigns(&desk.facts))?,
    }))
}
