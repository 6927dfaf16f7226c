//! Which part of a large network is drawn.

use umbra_find::Network;

/// What is drawn.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Places in [`Network::nodes`], ascending.
    pub nodes: Vec<usize>,
    /// Places in [`Network::ties`], ascending.
    pub ties: Vec<usize>,
    pub left_out: usize,
    pub alone: usize,
}

/// Takes the `most` nodes with the most accusing ties, then with the most neighbours, and the ties between them. A
/// node without a tie is never drawn.
pub(super) fn choose(network: &Network, most: usize) -> Chosen {
    let count = network.nodes().len();
    let mut accusing = vec![0usize; count];
    for tie in network.ties().iter().filter(|tie| tie.is_accusing) {
        accusing[tie.source_node] += 1;
        accusing[tie.target_node] += 1;
    }
    let mut tied: Vec<usize> = (0..count).filter(|&node| network.nodes()[node].degree > 0).collect();
    let alone = count - tied.len();
    let candidates = tied.len();
    tied.sort_by_key(|&node| std::cmp::Reverse((accusing[node], network.nodes()[node].degree)));
    tied.truncate(most);
    let mut is_chosen = vec![false; count];
    for &node in &tied {
        is_chosen[node] = true;
    }
    let ties: Vec<usize> = (0..network.ties().len())
        .filter(|&tie| {
            let tie = &network.ties()[tie];
            is_chosen[tie.source_node] && is_chosen[tie.target_node]
        })
        .collect();
    // A node whose neighbours were all left out would float without a reason.
    let mut is_drawn = vec![false; count];
    for &tie in &ties {
        is_drawn[network.ties()[tie].source_node] = true;
        is_drawn[network.ties()[tie].target_node] = true;
    }
    let nodes: Vec<usize> = (0..count).filter(|&node| is_drawn[node]).collect();
    Chosen { left_out: candidates - nodes.len(), nodes, ties, alone }
}
