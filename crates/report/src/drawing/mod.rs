//! The network as a drawing: laid out when the page is made, so that it needs no script to be seen.

mod choice;
mod label;
mod place;
mod route;
mod shape;
mod svg;

pub(crate) use shape::Shape;
pub(crate) use svg::draw;

use std::collections::BTreeSet;

use umbra_find::Network;

use crate::ReportError;
use place::Point;
use route::Route;

/// What is drawn of a network, and where.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// Width and height in pixels.
    pub size: (f64, f64),
    nodes: Vec<DrawnNode>,
    ties: Vec<DrawnTie>,
    /// Nodes with ties that are left out because there are more than the drawing holds.
    pub left_out: usize,
    /// Nodes that are left out because they have no tie.
    pub alone: usize,
}

#[derive(Debug)]
struct DrawnNode {
    /// Its place in [`Network::nodes`].
    node: usize,
    at: Point,
    shape: Shape,
    lines: Vec<String>,
}

#[derive(Debug)]
struct DrawnTie {
    /// Its place in [`Network::ties`].
    tie: usize,
    route: Route,
    /// Where the word for its standing is written, if there is room.
    word_at: Option<Point>,
}

impl Drawing {
    /// Chooses up to `most` nodes and lays them out.
    ///
    /// # Errors
    /// [`ReportError::Layout`] when the network can't be laid out.
    pub(crate) fn of(network: &Network, most: usize) -> Result<Self, ReportError> {
        let chosen = choice::choose(network, most);
        let mut drawing = place::lay_out(network, &chosen)?;
        drawing.left_out = chosen.left_out;
        drawing.alone = chosen.alone;
        Ok(drawing)
    }

    /// How many nodes are drawn.
    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// How many ties are drawn.
    pub(crate) fn tie_count(&self) -> usize {
        self.ties.len()
    }

    /// The nodes that are drawn, by their places in [`Network::nodes`].
    pub(crate) fn drawn_nodes(&self) -> BTreeSet<usize> {
        self.nodes.iter().map(|drawn| drawn.node).collect()
    }

    /// The ties that are drawn, by their places in [`Network::ties`].
    pub(crate) fn drawn_ties(&self) -> BTreeSet<usize> {
        self.ties.iter().map(|drawn| drawn.tie).collect()
    }

    /// The shapes that occur.
    pub(crate) fn shapes(&self) -> BTreeSet<Shape> {
        self.nodes.iter().map(|node| node.shape).collect()
    }
}
