//! The network as a drawing: laid out when the page is made, so that it needs no script to be seen.

mod choice;
mod label;
mod place;
mod route;
mod shape;
mod svg;

pub use choice::{Chosen, choose};
pub(crate) use shape::Shape;
pub(crate) use svg::draw;

use std::collections::BTreeSet;

use umbra_find::{Network, Tie, TieKind};

use crate::ReportError;
use crate::words;
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
    /// Nodes that are left out because they would not help to see anything: posts that one person alone held, small
    /// networks in which nobody is accused.
    pub aside: usize,
}

/// What ties have in common that are drawn as one line; nothing for one that accuses, which always has its own.
pub(crate) type Bundle = (usize, usize, TieKind);

/// The bundle that a tie belongs to.
pub(crate) fn bundle_of(tie: &Tie) -> Option<Bundle> {
    (!tie.is_accusing).then_some((tie.source_node, tie.target_node, tie.kind))
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
    /// Their places in [`Network::ties`], ascending: one, or all of a kind that accuse nobody and run the same way
    /// between the same two nodes.
    ties: Vec<usize>,
    route: Route,
    /// Where the word for its standing, or the number of its ties, is written, if there is room.
    word_at: Option<Point>,
}

impl DrawnTie {
    /// The tie that stands for all.
    fn first(&self) -> usize {
        self.ties[0]
    }

    /// The word to write on the line; nothing for a single tie that accuses nobody.
    fn word(&self, network: &Network) -> Option<String> {
        match network.ties()[self.first()].standing() {
            Some(standing) => Some(words::standing(standing).to_owned()),
            None => (self.ties.len() > 1).then(|| format!("{}×", self.ties.len())),
        }
    }
}

impl Drawing {
    /// Chooses up to `most` nodes and lays them out.
    ///
    /// # Errors
    /// [`ReportError::Layout`] when the network can't be laid out.
    pub(crate) fn of(network: &Network, most: usize) -> Result<Self, ReportError> {
        let chosen = choose(network, most);
        let mut drawing = place::lay_out(network, &chosen)?;
        drawing.left_out = chosen.left_out;
        drawing.alone = chosen.alone;
        drawing.aside = chosen.aside;
        Ok(drawing)
    }

    /// Whether it needs no more than a strip of the page.
    pub(crate) fn is_small(&self) -> bool {
        self.nodes.len() <= 6
    }

    /// Whether so many lines run through it that those that accuse nobody must stand back.
    pub(crate) fn is_dense(&self) -> bool {
        self.ties.len() > 150
    }

    /// How many nodes are drawn.
    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// How many ties are drawn.
    pub(crate) fn tie_count(&self) -> usize {
        self.ties.iter().map(|drawn| drawn.ties.len()).sum()
    }

    /// The nodes that are drawn, by their places in [`Network::nodes`].
    pub(crate) fn drawn_nodes(&self) -> BTreeSet<usize> {
        self.nodes.iter().map(|drawn| drawn.node).collect()
    }

    /// The ties that are drawn, by their places in [`Network::ties`].
    pub(crate) fn drawn_ties(&self) -> BTreeSet<usize> {
        self.ties.iter().flat_map(|drawn| drawn.ties.iter().copied()).collect()
    }

    /// The shapes that occur.
    pub(crate) fn shapes(&self) -> BTreeSet<Shape> {
        self.nodes.iter().map(|node| node.shape).collect()
    }
}
