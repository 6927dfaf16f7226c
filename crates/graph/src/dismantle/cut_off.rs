//! The cheapest nodes that part two sets.

use super::skeleton::Skeleton;
use super::terms::Terms;
use crate::flow::Pipes;

/// Why two sets can't be parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inseparable {
    /// These two, one of each set, are the same or tied to each other.
    Tied(u32, u32),
    /// Some path runs through nodes that may not be touched alone.
    Untouchable,
}

/// The nodes of least total cost that lie on every path between two sets, neither of which is touched itself.
///
/// Each node becomes a pipe as wide as its cost, and a maximum flow between the sets leaves the cut (K. Menger, "Zur allgemeinen
/// Kurventheorie", Fundamenta Mathematicae 10 (1927); L. Ford and D. Fulkerson, "Maximal flow through a network", Canadian Journal of
/// Mathematics 8 (1956)). Of several the one nearest to `from` is returned, ascending, and what the search cost.
pub(crate) fn cut_off(net: &Skeleton, terms: &Terms, from: &[u32], to: &[u32]) -> Result<(Vec<u32>, u64), Inseparable> {
    let n = net.node_count();
    let mut side = vec![0u8; n];
    from.iter().for_each(|&node| side[node as usize] = 1);
    for &node in to {
        if side[node as usize] == 1 {
            return Err(Inseparable::Tied(node, node));
        }
        side[node as usize] = 2;
    }
    for &node in from {
        if let Some(&other) = net.neighbors(node).iter().find(|&&other| side[other as usize] == 2) {
            return Err(Inseparable::Tied(node, other));
        }
    }
    let (source, sink) = (2 * n as u32, 2 * n as u32 + 1);
    let mut pipes = Pipes::new(2 * n + 2);
    for node in 0..n as u32 {
        let room = if side[node as usize] == 0 && terms.may_remove(node) { terms.cost(node) } else { f64::INFINITY };
        pipes.lay(2 * node, 2 * node + 1, room);
        net.neighbors(node).iter().for_each(|&other| pipes.lay(2 * node + 1, 2 * other, f64::INFINITY));
    }
    from.iter().for_each(|&node| pipes.lay(source, 2 * node, f64::INFINITY));
    to.iter().for_each(|&node| pipes.lay(2 * node + 1, sink, f64::INFINITY));
    if !pipes.flow(source, sink).is_finite() {
        return Err(Inseparable::Untouchable);
    }
    let is_cut = |&node: &u32| pipes.is_upstream(2 * node) && !pipes.is_upstream(2 * node + 1);
    Ok(((0..n as u32).filter(is_cut).collect(), pipes.steps()))
}
