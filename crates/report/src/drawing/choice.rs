//! Which part of a large network is drawn.

use std::collections::BTreeSet;

use umbra_find::{Network, NodeKind};

/// Nodes up to which a network that accuses nobody is left out, where there is one that does.
const SMALL: usize = 5;

/// Which part of a network is drawn, and how much is left out for which reason.
#[derive(Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Places in [`Network::nodes`], ascending.
    pub nodes: Vec<usize>,
    /// Places in [`Network::ties`], ascending.
    pub ties: Vec<usize>,
    /// Nodes with ties that are left out because there are more than were asked for.
    pub left_out: usize,
    /// Nodes that have no tie.
    pub alone: usize,
    /// Nodes that would not help to see anything: posts that one person alone held, small networks in which nobody is
    /// accused.
    pub aside: usize,
}

/// Takes the `most` nodes with the most accusing ties, then with the most neighbours, and the ties between them. A
/// node without a tie is never drawn, nor is a post that one person alone held: it connects nobody. A small network in
/// which nobody is accused would only make those smaller that matter.
///
/// Time and memory grow with the number of ties.
pub fn choose(network: &Network, most: usize) -> Chosen {
    let count = network.nodes().len();
    let mut is_drawable = drawable(network);
    leave_out_small(network, &mut is_drawable);
    let is_between = |tie: usize, chosen: &[bool]| {
        let tie = &network.ties()[tie];
        chosen[tie.source_node] && chosen[tie.target_node]
    };
    let mut accusing = vec![0usize; count];
    let mut neighbours: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    for tie in network.ties() {
        for (end, other) in [(tie.source_node, tie.target_node), (tie.target_node, tie.source_node)] {
            accusing[end] += usize::from(tie.is_accusing);
            if is_drawable[other] {
                neighbours[end].insert(other);
            }
        }
    }
    let alone = network.nodes().iter().filter(|node| node.degree == 0).count();
    let mut tied: Vec<usize> = (0..count).filter(|&node| is_drawable[node] && !neighbours[node].is_empty()).collect();
    let candidates = tied.len();
    tied.sort_by_key(|&node| std::cmp::Reverse((accusing[node], neighbours[node].len())));
    tied.truncate(most);
    let mut is_chosen = vec![false; count];
    for &node in &tied {
        is_chosen[node] = true;
    }
    let ties: Vec<usize> = (0..network.ties().len()).filter(|&tie| is_between(tie, &is_chosen)).collect();
    // A node whose neighbours were all left out would float without a reason.
    let mut is_drawn = vec![false; count];
    for &tie in &ties {
        is_drawn[network.ties()[tie].source_node] = true;
        is_drawn[network.ties()[tie].target_node] = true;
    }
    let nodes: Vec<usize> = (0..count).filter(|&node| is_drawn[node]).collect();
    Chosen { left_out: candidates - nodes.len(), nodes, ties, alone, aside: count - alone - candidates }
}

/// Takes small networks without a criminal group or an accusation out, unless there are no others.
fn leave_out_small(network: &Network, is_drawable: &mut [bool]) {
    let mut matters = vec![false; network.components().len()];
    for node in network.nodes() {
        matters[node.component] |= node.kind == NodeKind::CriminalGroup && node.degree > 0;
    }
    for tie in network.ties().iter().filter(|tie| tie.is_accusing) {
        matters[network.nodes()[tie.source_node].component] = true;
    }
    if !matters.contains(&true) {
        return;
    }
    for (component, matters) in network.components().iter().zip(matters) {
        let drawable = component.nodes.iter().filter(|&&node| is_drawable[node]).count();
        if !matters && drawable <= SMALL {
            component.nodes.iter().for_each(|&node| is_drawable[node] = false);
        }
    }
}

/// Everything but the posts that one person alone held and that no accusation is about.
fn drawable(network: &Network) -> Vec<bool> {
    let mut holders: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); network.nodes().len()];
    let mut is_accused = vec![false; network.nodes().len()];
    for tie in network.ties() {
        for (end, other) in [(tie.source_node, tie.target_node), (tie.target_node, tie.source_node)] {
            is_accused[end] |= tie.is_accusing;
            if network.nodes()[other].kind == NodeKind::Person {
                holders[end].insert(other);
            }
        }
    }
    let nodes = network.nodes().iter().zip(&holders).zip(&is_accused);
    nodes.map(|((node, holders), accused)| node.kind != NodeKind::Post || holders.len() > 1 || *accused).collect()
}
