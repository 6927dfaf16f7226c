//! Explosive immunisation: choosing who may come back.

use super::chance::Chance;
use super::islands::Islands;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// From how many ties on a node counts as a hub, which is expected to go anyway.
const HUB: f64 = 6.0;

/// All nodes are out at first, and come back one by one, each time the most harmless of a random few; those that would make a
/// component larger than the target stay out and are returned, the most harmful first.
///
/// P. Clusella, P. Grassberger, F. Pérez-Reche and A. Politi, "Immunization and targeted destruction of networks using explosive
/// percolation", Physical Review Letters 117 (2016), with the score of its first phase: effective degree (ties, less leaves, less
/// hubs) and the sum of √|C| - 1 over the components beside the node; multiplied by the node's cost turned over, so that costly nodes come back early. O(n c d̄) for c
/// candidates a step, 8 to 1000 as the work allows.
pub(crate) fn explosive_immunisation(net: &Skeleton, terms: &Terms, chance: &mut Chance, work: &mut Work) -> Vec<u32> {
    let n = net.node_count();
    let mean = net.sweep_cost() as f64 / n.max(1) as f64;
    let few = (work.left() as f64 / (n as f64 * mean + 1.0)).clamp(8.0, 1000.0) as usize;
    let effective = effective_degrees(net);
    let mut islands = Islands::new(n);
    let mut here = vec![false; n];
    for node in (0..n as u32).filter(|&node| !terms.may_remove(node)) {
        put_back(net, node, &mut here, &mut islands);
    }
    let mut waiting: Vec<u32> = (0..n as u32).filter(|&node| terms.may_remove(node)).collect();
    let mut harmful = Vec::new();
    let mut stamp = vec![0u32; n];
    let mut clock = 0;
    while !waiting.is_empty() {
        let mut best: Option<(f64, usize)> = None;
        let mut drawn = 0;
        while drawn < few.min(waiting.len()) {
            drawn += 1;
            let at = if waiting.len() <= few { drawn - 1 } else { chance.below(waiting.len()) };
            let node = waiting[at];
            clock += 1;
            let mut made = 1u64;
            let mut score = effective[node as usize];
            for &other in net.neighbors(node).iter().filter(|&&other| here[other as usize]) {
                let root = islands.find(other);
                if std::mem::replace(&mut stamp[root as usize], clock) != clock {
                    made += u64::from(islands.size(root));
                    score += f64::from(islands.size(root)).sqrt() - 1.0;
                }
            }
            work.spend(u64::from(net.degree(node)) + 4);
            if made > u64::from(terms.target) {
                // Components only grow: it will not fit later either.
                harmful.push(node);
                waiting.swap_remove(at);
                if waiting.len() <= few {
                    // Places have moved under a scan of all of them: the best so far may be elsewhere.
                    best = None;
                    drawn = 0;
                }
                continue;
            }
            let score = score / terms.cost(node);
            if best.is_none_or(|(least, _)| score < least) {
                best = Some((score, at));
            }
        }
        if let Some(node) = best.and_then(|(_, at)| (at < waiting.len()).then(|| waiting.swap_remove(at))) {
            put_back(net, node, &mut here, &mut islands);
        }
    }
    harmful.reverse();
    harmful
}

fn put_back(net: &Skeleton, node: u32, here: &mut [bool], islands: &mut Islands) {
    here[node as usize] = true;
    let mut root = islands.find(node);
    for &other in net.neighbors(node).iter().filter(|&&other| here[other as usize]) {
        let with = islands.find(other);
        root = islands.join_roots(root, with);
    }
}

/// Ties less leaves and less hubs, hubs being judged by the same, worked out from the fewest ties up.
fn effective_degrees(net: &Skeleton) -> Vec<f64> {
    let n = net.node_count();
    let mut effective: Vec<f64> = (0..n as u32).map(|node| f64::from(net.degree(node))).collect();
    let mut by_ties: Vec<u32> = (0..n as u32).collect();
    by_ties.sort_by_key(|&node| net.degree(node));
    for &node in &by_ties {
        let row = net.neighbors(node);
        let leaves = row.iter().filter(|&&other| net.degree(other) == 1).count() as f64;
        let hubs = row.iter().filter(|&&other| effective[other as usize] >= HUB).count() as f64;
        effective[node as usize] = (f64::from(net.degree(node)) - leaves - hubs).max(1.0);
    }
    effective
}
