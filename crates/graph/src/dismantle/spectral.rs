//! Generalised network dismantling.

use super::chance::Chance;
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// Halves the largest component along the slowest mode of its node-weighted Laplacian, takes the cheapest cover of the
/// ties between the halves out, and goes on until no component is larger than the target.
///
/// X. Ren, N. Gleinig, D. Helbing and N. Antulov-Fantulin, "Generalized network dismantling", PNAS 116 (2019): ties weigh the costs of their
/// ends together less one, the mode comes from power iteration, the cover from the 2-approximation of K. Clarkson ("A modification of
/// the greedy algorithm for vertex cover", Information Processing Letters 16 (1983)). O(m log² n) and more; ends with the work.
pub(crate) fn spectral(net: &Skeleton, terms: &Terms, chance: &mut Chance, work: &mut Work) -> Vec<u32> {
    let n = net.node_count();
    let mut gone = vec![false; n];
    let mut local = vec![u32::MAX; n];
    let mut order = Vec::new();
    let mut pending: Vec<Vec<u32>> = Vec::new();
    let mut seen = vec![false; n];
    for root in 0..n as u32 {
        collect(net, root, &gone, &mut seen, &mut pending, terms.target);
    }
    while let Some(largest) =
        (0..pending.len()).max_by_key(|&at| (pending[at].len(), std::cmp::Reverse(pending[at][0])))
    {
        if work.is_over() {
            break;
        }
        let members = pending.swap_remove(largest);
        for (number, &node) in (0u32..).zip(&members) {
            local[node as usize] = number;
        }
        let mode = slowest_mode(net, terms, &members, &local, &gone, chance, work);
        let cover = cover(net, terms, &members, &local, &gone, &mode);
        work.spend(net.sweep_cost() / 2);
        members.iter().for_each(|&node| local[node as usize] = u32::MAX);
        if cover.is_empty() {
            // Only untouchable nodes lie between the halves.
            continue;
        }
        for &node in &cover {
            gone[node as usize] = true;
            order.push(node);
        }
        members.iter().for_each(|&node| seen[node as usize] = false);
        for &root in &members {
            collect(net, root, &gone, &mut seen, &mut pending, terms.target);
        }
    }
    order
}

/// Adds the component of `root` to those that are too large, if it is and was not seen.
fn collect(net: &Skeleton, root: u32, gone: &[bool], seen: &mut [bool], pending: &mut Vec<Vec<u32>>, target: u32) {
    if gone[root as usize] || std::mem::replace(&mut seen[root as usize], true) {
        return;
    }
    let mut members = vec![root];
    let mut head = 0;
    while let Some(&node) = members.get(head) {
        head += 1;
        for &other in net.neighbors(node) {
            if !gone[other as usize] && !std::mem::replace(&mut seen[other as usize], true) {
                members.push(other);
            }
        }
    }
    if members.len() > target as usize {
        pending.push(members);
    }
}

/// The eigenvector of the second smallest eigenvalue, about, of the Laplacian of a component.
fn slowest_mode(
    net: &Skeleton,
    terms: &Terms,
    members: &[u32],
    local: &[u32],
    gone: &[bool],
    chance: &mut Chance,
    work: &mut Work,
) -> Vec<f64> {
    let len = members.len();
    let within = |node: u32| {
        let row = net.neighbors(node).iter().copied().filter(|&other| !gone[other as usize]);
        row.map(move |other| (local[other as usize] as usize, tie_weight(terms, node, other)))
    };
    let sums: Vec<f64> = members.iter().map(|&node| within(node).map(|(_, weight)| weight).sum()).collect();
    let most = 2.0 * sums.iter().copied().fold(0.0, f64::max) + 1e-9;
    let mut mode: Vec<f64> = (0..len).map(|_| chance.share() - 0.5).collect();
    let mut next = vec![0.0; len];
    let slots: u64 = members.iter().map(|&node| u64::from(net.degree(node)) + 1).sum();
    let rounds = (30.0 * (len as f64).ln() * (len as f64).ln().sqrt()) as usize + 20;
    for _ in 0..rounds {
        let mean = mode.iter().sum::<f64>() / len as f64;
        mode.iter_mut().for_each(|value| *value -= mean);
        let norm = mode.iter().map(|value| value * value).sum::<f64>().sqrt();
        if norm < 1e-12 {
            break;
        }
        mode.iter_mut().for_each(|value| *value /= norm);
        for (at, &node) in members.iter().enumerate() {
            let pulled: f64 = within(node).map(|(other, weight)| weight * mode[other]).sum();
            next[at] = (most - sums[at]) * mode[at] + pulled;
        }
        std::mem::swap(&mut mode, &mut next);
        work.spend(slots);
        if work.is_over() {
            break;
        }
    }
    let mean = mode.iter().sum::<f64>() / len as f64;
    mode.iter_mut().for_each(|value| *value -= mean);
    mode
}

fn tie_weight(terms: &Terms, a: u32, b: u32) -> f64 {
    (terms.cost(a) + terms.cost(b) - 1.0).max(1e-6)
}

/// Nodes that cover all ties between those above and those below zero, at most twice as dear as they must be.
fn cover(net: &Skeleton, terms: &Terms, members: &[u32], local: &[u32], gone: &[bool], mode: &[f64]) -> Vec<u32> {
    let is_up = |node: u32| mode[local[node as usize] as usize] >= 0.0;
    let across = |node: u32| {
        let row = net.neighbors(node).iter().copied().filter(|&other| !gone[other as usize]);
        row.filter(move |&other| is_up(other) != is_up(node))
    };
    let mut open: Vec<usize> = members.iter().map(|&node| across(node).count()).collect();
    let mut left: Vec<f64> = members.iter().map(|&node| terms.cost(node)).collect();
    let mut taken = vec![false; members.len()];
    let mut queue: std::collections::BinaryHeap<(std::cmp::Reverse<u64>, std::cmp::Reverse<u32>)> = Default::default();
    let ratio = |left: f64, open: usize| std::cmp::Reverse((left.max(0.0) / open as f64).to_bits());
    for (at, &node) in members.iter().enumerate() {
        if open[at] > 0 && terms.may_remove(node) {
            queue.push((ratio(left[at], open[at]), std::cmp::Reverse(node)));
        }
    }
    let mut cover = Vec::new();
    while let Some((key, std::cmp::Reverse(node))) = queue.pop() {
        let at = local[node as usize] as usize;
        if taken[at] || open[at] == 0 || key != ratio(left[at], open[at]) {
            continue;
        }
        taken[at] = true;
        cover.push(node);
        let paid = left[at] / open[at] as f64;
        for other in across(node) {
            let beside = local[other as usize] as usize;
            if !taken[beside] && open[beside] > 0 {
                open[beside] -= 1;
                left[beside] -= paid;
                if open[beside] > 0 && terms.may_remove(other) {
                    queue.push((ratio(left[beside], open[beside]), std::cmp::Reverse(other)));
                }
            }
        }
    }
    cover
}
