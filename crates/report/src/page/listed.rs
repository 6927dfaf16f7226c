//! What has an entry in the register, so that no link leads nowhere.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use umbra_find::Network;

use crate::drawing::Drawing;
use crate::markup::Markup;

/// The nodes and ties that have an entry.
pub(super) struct Listed<'a> {
    network: &'a Network,
    /// Places in [`Network::nodes`].
    pub nodes: BTreeSet<usize>,
    /// Places in [`Network::ties`].
    pub ties: BTreeSet<usize>,
}

impl<'a> Listed<'a> {
    /// Everything that is drawn, since the drawing links there, and as many others as there is room for: nodes with the
    /// most neighbours, ties that accuse.
    pub(super) fn of(network: &'a Network, drawing: &Drawing, most: usize) -> Self {
        let (drawn_nodes, drawn_ties) = (drawing.drawn_nodes(), drawing.drawn_ties());
        let mut nodes: Vec<usize> = (0..network.nodes().len()).collect();
        nodes.sort_by_key(|place| (!drawn_nodes.contains(place), Reverse(network.nodes()[*place].degree)));
        nodes.truncate(most.max(drawn_nodes.len()));
        let mut ties: Vec<usize> = (0..network.ties().len()).collect();
        ties.sort_by_key(|place| (!drawn_ties.contains(place), !network.ties()[*place].is_accusing));
        ties.truncate(most.max(drawn_ties.len()));
        Self { network, nodes: nodes.into_iter().collect(), ties: ties.into_iter().collect() }
    }

    /// A node's name, as a link to its entry where it has one.
    pub(super) fn node(&self, out: &mut Markup, place: usize) {
        let is_listed = self.nodes.contains(&place);
        if is_listed {
            out.open("a", &[("class", &"entity"), ("href", &format_args!("#n-{place}"))]);
        }
        out.raw("<bdi>").text(&self.network.nodes()[place].entity.caption).raw("</bdi>");
        if is_listed {
            out.close("a");
        }
    }

    /// Words that link to a tie's entry where it has one.
    pub(super) fn tie(&self, out: &mut Markup, place: usize, words: &str) {
        if self.ties.contains(&place) {
            out.open("a", &[("class", &"more"), ("href", &format_args!("#t-{place}"))]).text(words).close("a");
        }
    }
}
