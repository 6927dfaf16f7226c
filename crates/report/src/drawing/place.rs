//! Where nodes and words go.

use std::collections::BTreeMap;

use umbra_find::Network;
use umbra_graph::{Edge, Graph, LayoutOptions, Room, layout};

use super::choice::Chosen;
use super::label::{self, LINE_HEIGHT};
use super::shape::Shape;
use super::{Drawing, DrawnNode, route};
use crate::ReportError;

/// Pixels around the drawing.
const MARGIN: f64 = 16.0;
/// Pixels between a node and its name.
const GAP: f64 = 4.0;

/// A point of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// A box that words or a node take up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    pub middle: Point,
    pub half: (f64, f64),
}

impl Taken {
    pub(super) fn touches(&self, other: &Self) -> bool {
        (self.middle.x - other.middle.x).abs() < self.half.0 + other.half.0
            && (self.middle.y - other.middle.y).abs() < self.half.1 + other.half.1
    }
}

/// Lays out what was chosen.
pub(super) fn lay_out(network: &Network, chosen: &Chosen) -> Result<Drawing, ReportError> {
    let place_of: BTreeMap<usize, u32> = chosen.nodes.iter().copied().zip(0..).collect();
    let edges = chosen.ties.iter().map(|&tie| {
        let tie = &network.ties()[tie];
        Edge::new(place_of[&tie.source_node], place_of[&tie.target_node])
    });
    let count = u32::try_from(chosen.nodes.len()).unwrap_or(u32::MAX);
    let graph = Graph::undirected(count, edges)?;
    let mut nodes: Vec<DrawnNode> = chosen
        .nodes
        .iter()
        .map(|&node| {
            let entity = &network.nodes()[node];
            DrawnNode {
                node,
                at: Point::default(),
                shape: Shape::of(entity),
                lines: label::wrap(&entity.entity.caption),
            }
        })
        .collect();
    let halves: Vec<(f64, f64)> = nodes.iter().map(half_of).collect();
    let boxes: Vec<(f32, f32)> = halves.iter().map(|&(x, y)| (x as f32, y as f32)).collect();

    let (mut width, mut height) = wanted_size(&halves);
    let place = |width: f64, height: f64| {
        let options = LayoutOptions {
            width: width as f32,
            height: height as f32,
            room: Room::Boxes(&boxes),
            edge_length: 110.0,
            seed: 0,
        };
        layout(&graph.view(), &options)
    };
    let mut placed = place(width, height)?;
    // Shrunk nodes would have shrunk names: take a larger canvas instead, which the page scrolls.
    if placed.shrink() < 1.0 {
        let factor = (1.0 / f64::from(placed.shrink())).min(4.0);
        (width, height) = (width * factor, height * factor);
        placed = place(width, height)?;
    }
    for (node, position) in nodes.iter_mut().zip(placed.positions()) {
        let (x, y) = position.unwrap_or_default();
        let half = half_of(node);
        // The box's middle lies below the shape's, because the name hangs under it.
        node.at = Point { x: MARGIN + f64::from(x), y: MARGIN + f64::from(y) - half.1 + node.shape.radius() + 2.0 };
    }
    let (mut width, mut height) = (width + 2.0 * MARGIN, height + 2.0 * MARGIN);
    trim(&mut nodes, &halves, &mut width, &mut height);
    let mut drawing = Drawing { size: (width, height), nodes, ties: Vec::new(), left_out: 0, alone: 0, aside: 0 };
    route::route(&mut drawing, network, chosen, &place_of);
    place_words(&mut drawing, network);
    Ok(drawing)
}

#[expect(clippy::cast_precision_loss, reason = "a name has three lines")]
fn half_of(node: &DrawnNode) -> (f64, f64) {
    let r = node.shape.radius();
    let text = node.lines.len() as f64 * LINE_HEIGHT;
    ((label::width(&node.lines, node.shape.is_bold()) / 2.0).max(r) + 5.0, (2.0 * r + GAP + text + 6.0) / 2.0)
}

/// A canvas with a few times the room of its nodes, wider than high; never narrower than a column of the page.
fn wanted_size(halves: &[(f64, f64)]) -> (f64, f64) {
    let room: f64 = halves.iter().map(|(x, y)| 4.0 * x * y).sum();
    let height = (room * 3.0 / 1.4).sqrt().clamp(360.0, 4000.0);
    ((height * 1.4).max(700.0), height)
}

/// Cuts empty margins off.
fn trim(nodes: &mut [DrawnNode], halves: &[(f64, f64)], width: &mut f64, height: &mut f64) {
    let boxes = || nodes.iter().zip(halves).map(|(node, half)| taken(node, *half));
    let low_x = boxes().map(|b| b.middle.x - b.half.0).fold(f64::INFINITY, f64::min) - MARGIN;
    let high_x = boxes().map(|b| b.middle.x + b.half.0).fold(f64::NEG_INFINITY, f64::max) + MARGIN;
    let low_y = boxes().map(|b| b.middle.y - b.half.1).fold(f64::INFINITY, f64::min) - MARGIN;
    let high_y = boxes().map(|b| b.middle.y + b.half.1).fold(f64::NEG_INFINITY, f64::max) + MARGIN;
    if low_x.is_finite() && high_x > low_x && low_y.is_finite() && high_y > low_y {
        for node in nodes.iter_mut() {
            node.at.x -= low_x;
            node.at.y -= low_y;
        }
        (*width, *height) = (high_x - low_x, high_y - low_y);
    }
}

/// The box of a node's name. It begins at the middle of the shape's lower half, so that nothing slips in between.
#[expect(clippy::cast_precision_loss, reason = "a name has three lines")]
pub(super) fn name_of(node: &DrawnNode) -> Taken {
    let radius = node.shape.radius();
    let half = (radius / 2.0 + GAP + node.lines.len() as f64 * LINE_HEIGHT) / 2.0;
    let middle = Point { x: node.at.x, y: node.at.y + radius / 2.0 + half };
    Taken { middle, half: (label::width(&node.lines, node.shape.is_bold()) / 2.0 + 2.0, half + 1.0) }
}

/// The box of a node's name and nothing more.
#[expect(clippy::cast_precision_loss, reason = "a name has three lines")]
fn letters_of(node: &DrawnNode) -> Taken {
    let half = node.lines.len() as f64 * LINE_HEIGHT / 2.0;
    let middle = Point { x: node.at.x, y: node.at.y + node.shape.radius() + GAP + half };
    Taken { middle, half: (label::width(&node.lines, node.shape.is_bold()) / 2.0 + 2.0, half) }
}

/// The box of a node with its name.
fn taken(node: &DrawnNode, half: (f64, f64)) -> Taken {
    Taken { middle: Point { x: node.at.x, y: node.at.y + half.1 - node.shape.radius() - 2.0 }, half }
}

/// Writes the standing on accusing ties, and how many a line stands for, where it covers no node, no name and no other word.
fn place_words(drawing: &mut Drawing, network: &Network) {
    let mut all: Vec<Taken> = Vec::with_capacity(drawing.nodes.len() * 2);
    for node in &drawing.nodes {
        let radius = node.shape.radius();
        all.push(Taken { middle: node.at, half: (radius, radius) });
        all.push(letters_of(node));
    }
    for drawn in &mut drawing.ties {
        let Some(word) = drawn.word(network) else { continue };
        #[expect(clippy::cast_precision_loss, reason = "one or two words")]
        let half = (word.chars().count() as f64 * 5.4 / 2.0 + 2.0, 6.5);
        let tries = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72];
        let free = tries
            .into_iter()
            .map(|t| Taken { middle: drawn.route.at(t), half })
            .find(|wanted| !all.iter().any(|other| wanted.touches(other)));
        if let Some(free) = free {
            drawn.word_at = Some(free.middle);
            all.push(free);
        }
    }
}
