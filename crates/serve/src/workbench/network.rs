//! The first picture, and a picture around somebody.

use std::sync::Arc;

use serde_json::{Value, json};
use umbra_find::Network;

use super::Workbench;
use super::addresses::{Reply, json as to_json};
use super::desk::Desk;
use super::picture::Picture;
use super::view::{entity, view};
use crate::http::{Call, Fault};

/// Nodes of a picture when no number is named, and at most.
const USUAL: usize = 120;
const MOST: usize = 2_000;

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    desk.answers.answer(call, || drawn(&desk, call))
}

fn drawn(desk: &Desk, call: &Call) -> Result<Value, Fault> {
    let view = view(&call.parameters)?;
    let network = &*desk.network(&view)?;
    let most = call.parameters.number("most", USUAL, MOST)?;
    let around = call.parameters.get("around").filter(|id| !id.is_empty()).map(entity).transpose()?;
    let (nodes, told) = match around {
        Some(id) => {
            let id = desk.facts.canonical(&id);
            let place = network.place(id).ok_or_else(|| Fault::not_found("the network holds nothing of this id"))?;
            let near = network.nearest(vec![place], most);
            let whole = network.components()[network.nodes()[place].component].nodes.len();
            let told = json!({ "shown": near.len(), "of": whole, "left_out": whole.saturating_sub(near.len()),
                "alone": 0, "aside": 0, "around": network.nodes()[place].entity.caption });
            (near, told)
        }
        None => {
            let mut chosen = umbra_report::choose(network, most);
            let before = chosen.nodes.len();
            if before < most / 2 && chosen.left_out > 0 {
                // The foremost of a large network are hubs that are not tied to each other: what lies around them is drawn too.
                chosen.nodes = grown(network, chosen.nodes, most);
                chosen.left_out = chosen.left_out.saturating_sub(chosen.nodes.len().saturating_sub(before));
            }
            let told = json!({ "shown": chosen.nodes.len(), "of": network.nodes().len(), "left_out": chosen.left_out,
                "alone": chosen.alone, "aside": chosen.aside });
            (chosen.nodes, told)
        }
    };
    let picture = Picture::of(network, nodes);
    let (nodes, ties, communities) = picture.json(&desk.facts)?;
    Ok(json!({
        "version": desk.version,
        "nodes": nodes,
        "ties": ties,
        "communities": communities,
        "choice": told,
        "hidden": to_json(&network.left_out())?,
        "all_ties": network.ties().len(),
    }))
}

/// Some nodes with what lies around them; where there are none, around the one with the most ties.
fn grown(network: &Network, mut from: Vec<usize>, most: usize) -> Vec<usize> {
    if from.is_empty() {
        let hub =
            (0..network.nodes().len()).max_by_key(|&place| (network.nodes()[place].degree, std::cmp::Reverse(place)));
        from.extend(hub);
    }
    network.nearest(from, most)
}
