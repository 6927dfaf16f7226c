//! From one node to those around it, and from one to another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use umbra_find::{Network, TieKind};
use umbra_graph::{Direction, Length, NodeId, bidirectional_path};

use super::addresses::Reply;
use super::picture::{Picture, node_json, tie_json};
use super::view::{entity, kind, view};
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Neighbours that are added at once when no number is named, and at most: more would be a hub's whole crowd.
const USUAL: usize = 30;
const MOST: usize = 200;
/// Drawn entities that a request may name.
const MOST_AMONG: usize = 2_500;

fn place(desk: &Desk, network: &Network, id: &str) -> Result<usize, Fault> {
    let id = entity(id)?;
    let place = network.place(desk.facts.canonical(&id));
    place.ok_or_else(|| Fault::not_found("the network holds nothing of this id"))
}

/// The neighbours of a node, each with the ties to it.
fn neighbours(network: &Network, node: usize, by: Option<TieKind>) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for neighbor in network.graph().view().neighbors(NodeId(node as u32), Direction::Both) {
        let (other, tie) = (neighbor.node.index(), neighbor.edge.index());
        if other != node && by.is_none_or(|kind| network.ties()[tie].kind == kind) {
            found.entry(other).or_default().push(tie);
        }
    }
    found
}

pub(crate) fn count(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let text = |name| call.parameters.get(name).unwrap_or_default();
    let desk = workbench.desk()?;
    let network = &*desk.network(&view(&call.parameters)?)?;
    let node = place(&desk, network, text("id"))?;
    let found = neighbours(network, node, None);
    let mut by_kind: BTreeMap<TieKind, BTreeSet<usize>> = BTreeMap::new();
    for (&other, ties) in &found {
        for &tie in ties {
            by_kind.entry(network.ties()[tie].kind).or_default().insert(other);
        }
    }
    let by_kind: Vec<Value> =
        by_kind.iter().map(|(kind, others)| json!({ "kind": kind, "count": others.len() })).collect();
    Ok(Reply::Json(json!({
        "node": node_json(network, node),
        "total": found.len(),
        "by_kind": by_kind,
        "at_once": MOST,
        "is_hub": found.len() > MOST,
    })))
}

/// What is to be added to a picture.
#[derive(Deserialize)]
struct Wanted {
    id: String,
    /// Entities that are drawn already: ties to them come along.
    #[serde(default)]
    among: Vec<String>,
    /// A kind of tie.
    #[serde(default)]
    by: String,
    limit: Option<usize>,
}

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let wanted: Wanted = call.sent("the body does not say what to add")?;
    let limit = wanted.limit.unwrap_or(USUAL);
    if limit > MOST || wanted.among.len() > MOST_AMONG {
        return Err(Fault::malformed(format!(
            "limit is more than {MOST}, or among names more than {MOST_AMONG} entities"
        )));
    }
    let desk = workbench.desk()?;
    let network = &*desk.network(&view(&call.parameters)?)?;
    let node = place(&desk, network, &wanted.id)?;
    let by = Some(wanted.by.as_str()).filter(|name| !name.is_empty()).map(kind).transpose()?;
    let mut drawn: BTreeSet<usize> = BTreeSet::from([node]);
    for id in &wanted.among {
        drawn.extend(network.place(desk.facts.canonical(&entity(id)?)));
    }
    let found = neighbours(network, node, by);
    let mut new: Vec<usize> = found.keys().copied().filter(|other| !drawn.contains(other)).collect();
    let accuses = |other: &usize| found[other].iter().filter(|tie| network.ties()[**tie].is_accusing).count();
    new.sort_by_key(|other| (std::cmp::Reverse((accuses(other), network.nodes()[*other].degree)), *other));
    let left = new.len().saturating_sub(limit);
    new.truncate(limit);
    let added: BTreeSet<usize> = new.iter().copied().collect();
    let all: Vec<usize> = drawn.union(&added).copied().collect();
    let picture = Picture::of(network, all);
    let nodes: Vec<Value> = new.iter().map(|&other| node_json(network, other)).collect();
    let touches = |tie: &usize| {
        let tie = &network.ties()[*tie];
        added.contains(&tie.source_node) || added.contains(&tie.target_node)
    };
    let ties: Vec<Value> = picture
        .ties
        .iter()
        .filter(|tie| touches(tie))
        .map(|&tie| tie_json(&desk.facts, &network.ties()[tie]))
        .collect();
    Ok(Reply::Json(json!({ "nodes": nodes, "ties": ties, "left": left, "total": found.len() })))
}

pub(crate) fn path(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let text = |name| call.parameters.get(name).unwrap_or_default();
    let desk = workbench.desk()?;
    let network = &*desk.network(&view(&call.parameters)?)?;
    let (from, to) = (place(&desk, network, text("from"))?, place(&desk, network, text("to"))?);
    let graph = network.graph().view();
    let (from, to) = (NodeId(from as u32), NodeId(to as u32));
    let Some(path) = bidirectional_path(&graph, from, to, Direction::Both, Length::Hops)? else {
        return Ok(Reply::Json(json!({ "nodes": [], "ties": [] })));
    };
    let nodes: Vec<usize> = path.nodes.iter().map(|node| node.index()).collect();
    let ties: BTreeSet<usize> = nodes
        .windows(2)
        .flat_map(|pair| neighbours(network, pair[0], None).remove(&pair[1]).unwrap_or_default())
        .collect();
    Ok(Reply::Json(json!({
        "nodes": nodes.iter().map(|&node| node_json(network, node)).collect::<Vec<_>>(),
        "ties": ties.iter().map(|&tie| tie_json(&desk.facts, &network.ties()[tie])).collect::<Vec<_>>(),
    })))
}
