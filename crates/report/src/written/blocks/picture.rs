//! A picture of the network, with its ties in words.

use std::collections::{BTreeMap, BTreeSet};

use umbra_find::{Network, NodeKind};
use umbra_graph::{Direction, Edge, Graph, LayoutOptions, NodeId, Room, layout};
use umbra_model::EntityId;

use super::super::{Arrangement, Material, Sketch, SketchDot, SketchLine};
use super::{Gathered, Line};
use crate::drawing::choose;
use crate::words;

/// Nodes of a picture at most.
const MOST: usize = 150;
/// Ties that accuse nobody and are told in words; all that accuse are.
const PLAIN: usize = 40;
/// Letters of a name that are written.
const LETTERS: usize = 26;

pub(super) fn gather(
    material: &Material<'_>,
    around: Option<&EntityId>,
    most: usize,
    arrangement: Option<&str>,
) -> Result<Gathered, String> {
    let (facts, network) = (material.facts, &material.findings.network);
    let arranged = match arrangement {
        Some(name) => material
            .writings
            .pictures
            .get(name)
            .ok_or_else(|| format!("there is no arranged picture “{name}” any more"))?,
        None => &Arrangement::default(),
    };
    let around = around.or(arranged.around.as_ref()).map(|id| facts.canonical(id));
    let most = most.clamp(1, MOST);
    let hidden: BTreeSet<&EntityId> = arranged.hidden.iter().map(|id| facts.canonical(id)).collect();
    let mut nodes = match around {
        Some(id) => {
            let start = network.place(id).ok_or_else(|| format!("nothing in the network has the id {id} any more"))?;
            near(network, start, most)
        }
        None => choose(network, most).nodes,
    };
    nodes.retain(|node| !hidden.contains(&network.nodes()[*node].entity.id));
    nodes.sort_unstable();
    if nodes.is_empty() {
        return Err("the network has nothing to draw".to_owned());
    }
    let is_drawn = |node: usize| nodes.binary_search(&node).is_ok();
    let drawn = |tie: usize| is_drawn(network.ties()[tie].source_node) && is_drawn(network.ties()[tie].target_node);
    let ties: Vec<usize> = (0..network.ties().len()).filter(|tie| drawn(*tie)).collect();
    let whom =
        around.map_or_else(|| "the network".to_owned(), |id| format!("the network around {}", facts.caption(id)));
    let pins: BTreeMap<&EntityId, (f32, f32)> =
        arranged.pins.iter().map(|(id, at)| (facts.canonical(id), *at)).collect();
    let mut out = Gathered {
        title: words::capitalised(&format!("{whom}: {}", words::count(nodes.len(), "node", "nodes"))),
        sketch: Some(sketch(network, &nodes, &ties, &pins, &whom)?),
        about: nodes.iter().map(|node| network.nodes()[*node].entity.id.clone()).collect(),
        ..Gathered::default()
    };
    let (accusing, plain): (Vec<_>, Vec<_>) =
        ties.iter().map(|tie| &network.ties()[*tie]).partition(|tie| tie.is_accusing);
    for tie in accusing.iter().chain(plain.iter().take(PLAIN)) {
        let time = words::period(tie.validity);
        let time = if time.is_empty() { time } else { format!(" ({time})") };
        let line = Line::new(1, format!("{}{time}", tie.says(facts))).standing(tie.standing());
        out.lines.push(line.assessed(tie.is_assessment).by(tie.evidence.statements()));
    }
    let more = plain.len().saturating_sub(PLAIN);
    if more > 0 {
        let text =
            words::count(more, "more tie that accuses nobody is drawn", "more ties that accuse nobody are drawn");
        out.lines.push(Line::new(1, text));
    }
    let left = network.nodes().len().saturating_sub(nodes.len());
    out.caveat(&format!(
        "{} of the network's {} nodes are not drawn",
        words::number(left as f64),
        words::number(network.nodes().len() as f64)
    ));
    if !hidden.is_empty() {
        out.caveat(&words::count(
            hidden.len(),
            "node was hidden by who arranged the picture",
            "nodes were hidden by who arranged the picture",
        ));
    }
    Ok(out)
}

/// Whoever is nearest to a node, of those at one distance the ones with the most ties.
fn near(network: &Network, start: usize, most: usize) -> Vec<usize> {
    let graph = network.graph().view();
    let mut seen = BTreeSet::from([start]);
    let (mut near, mut rim) = (vec![start], vec![start]);
    while near.len() < most && !rim.is_empty() {
        let mut next: Vec<usize> = Vec::new();
        for &node in &rim {
            for neighbor in graph.neighbors(NodeId(node as u32), Direction::Both) {
                if seen.insert(neighbor.node.index()) {
                    next.push(neighbor.node.index());
                }
            }
        }
        next.sort_by_key(|&place| (std::cmp::Reverse(network.nodes()[place].degree), place));
        next.truncate(most - near.len());
        near.extend(&next);
        rim = next;
    }
    near
}

fn sketch(
    network: &Network,
    nodes: &[usize],
    ties: &[usize],
    pins: &BTreeMap<&EntityId, (f32, f32)>,
    whom: &str,
) -> Result<Sketch, String> {
    let local = |node: usize| nodes.binary_search(&node).ok();
    let ends = |tie: usize| Some((local(network.ties()[tie].source_node)?, local(network.ties()[tie].target_node)?));
    let edges = ties.iter().filter_map(|tie| ends(*tie)).map(|(from, to)| Edge::new(from as u32, to as u32));
    let failed = |error: umbra_graph::GraphError| format!("the picture can't be laid out: {error}");
    let graph = Graph::undirected(nodes.len() as u32, edges).map_err(failed)?;
    let names: Vec<String> = nodes.iter().map(|node| short(&network.nodes()[*node].entity.caption)).collect();
    let room: Vec<(f32, f32)> = names.iter().map(|name| (20.0 + name.chars().count() as f32 * 6.4, 26.0)).collect();
    let width = 820.0f32.max((nodes.len() as f32).sqrt() * 140.0);
    let options = LayoutOptions {
        width,
        height: width * 0.6,
        room: Room::Boxes(&room),
        edge_length: 110.0,
        ..LayoutOptions::default()
    };
    let places = layout(&graph.view(), &options).map_err(failed)?;
    let mut at: Vec<(f64, f64)> = graph
        .nodes()
        .map(|node| places.position(node).unwrap_or_default())
        .map(|(x, y)| (f64::from(x), f64::from(y)))
        .collect();
    for (place, node) in nodes.iter().enumerate() {
        if let Some(&(x, y)) =
            pins.get(&network.nodes()[*node].entity.id).filter(|(x, y)| x.is_finite() && y.is_finite())
        {
            at[place] = (f64::from(x), f64::from(y));
        }
    }
    // Names are written to the right of their dots, and what was pinned may lie anywhere.
    let low = at.iter().fold((f64::MAX, f64::MAX), |low, at| (low.0.min(at.0), low.1.min(at.1)));
    let high = at.iter().zip(&names).fold((f64::MIN, f64::MIN), |high, (at, name)| {
        (high.0.max(at.0 + 14.0 + name.chars().count() as f64 * 6.6), high.1.max(at.1))
    });
    let moved = |at: (f64, f64)| (at.0 - low.0 + 14.0, at.1 - low.1 + 14.0);
    let mut sketch = Sketch {
        width: (high.0 - low.0 + 28.0).clamp(200.0, 10_000.0),
        height: (high.1 - low.1 + 28.0).clamp(60.0, 10_000.0),
        label: format!("Drawing of {whom}; its ties stand below in words"),
        ..Sketch::default()
    };
    // Lines that accuse lie above the others.
    let mut order: Vec<usize> = ties.to_vec();
    order.sort_by_key(|tie| network.ties()[*tie].is_accusing);
    for tie in order {
        let Some((from, to)) = ends(tie) else { continue };
        let tie = &network.ties()[tie];
        sketch.lines.push(SketchLine {
            from: moved(at[from]),
            to: moved(at[to]),
            look: words::line(tie.standing()),
            has_head: tie.directed && tie.is_accusing,
            word: tie.standing().map_or_else(String::new, |standing| words::standing(standing).to_owned()),
        });
    }
    for ((node, at), label) in nodes.iter().zip(at).zip(names) {
        let node = &network.nodes()[*node];
        let look = match node.kind {
            NodeKind::Person => "person",
            NodeKind::CriminalGroup => "group",
            NodeKind::PublicBody | NodeKind::Post => "body",
            NodeKind::Company | NodeKind::Organisation => "company",
            NodeKind::Place => "place",
            NodeKind::Asset | NodeKind::Event | NodeKind::Other => "other",
        };
        let size = if node.kind == NodeKind::CriminalGroup { 8.0 } else { 6.0 };
        sketch.dots.push(SketchDot { at: moved(at), size, look, label });
    }
    Ok(sketch)
}

fn short(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let cut: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", cut.trim_end())
}
