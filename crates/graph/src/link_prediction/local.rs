//! Indices that look at the neighbours of two nodes alone.

use super::LinkIndex;
use crate::ties::Ties;

/// The score of two different nodes; 0 for an index that goes by walks.
pub(super) fn score(ties: &Ties, a: u32, b: u32, index: LinkIndex) -> f64 {
    let sum = |worth: &dyn Fn(f64) -> f64| {
        let mut sum = 0.0;
        ties.for_each_common(a, b, |shared, _, _| sum += worth(ties.degree(shared) as f64));
        sum
    };
    match index {
        LinkIndex::CommonNeighbors => sum(&|_| 1.0),
        // Who is shared has two neighbours at least.
        LinkIndex::AdamicAdar => sum(&|degree| 1.0 / degree.ln()),
        LinkIndex::ResourceAllocation => sum(&|degree| 1.0 / degree),
        LinkIndex::CommunityNeighbors => {
            let shared = shared(ties, a, b);
            shared.len() as f64 * inner_ties(ties, &shared).map(|(_, count)| count as f64).sum::<f64>() / 2.0
        }
        LinkIndex::CommunityAllocation => {
            let shared = shared(ties, a, b);
            inner_ties(ties, &shared).map(|(node, count)| count as f64 / ties.degree(node) as f64).sum()
        }
        LinkIndex::Degrees => ties.degree(a) as f64 * ties.degree(b) as f64,
        LinkIndex::Katz { .. } | LinkIndex::RandomWalk { .. } => 0.0,
    }
}

fn shared(ties: &Ties, a: u32, b: u32) -> Vec<u32> {
    let mut shared = Vec::new();
    ties.for_each_common(a, b, |node, _, _| shared.push(node));
    shared
}

/// For each of these nodes how many of the others it is tied to.
fn inner_ties<'a>(ties: &'a Ties, nodes: &'a [u32]) -> impl Iterator<Item = (u32, usize)> + 'a {
    nodes.iter().map(|&node| (node, nodes.iter().filter(|&&other| other != node && ties.are_tied(node, other)).count()))
}
