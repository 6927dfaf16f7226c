//! Removal by collective influence.

use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// The nodes with the largest collective influence go next: ties left, less one, times the sum of the same over the nodes two steps away.
///
/// F. Morone and H. Makse, "Influence maximization in complex networks through optimal percolation", Nature 524 (2015). Worked out anew
/// in rounds, in which as many nodes go as the work asks for; the paper's own code takes a fixed share. A round
/// costs O(Σ d²). Scores are divided by the cost of the node. Ends when no node has two ties, or with the work.
pub(crate) fn collective_influence(net: &Skeleton, terms: &Terms, expected: usize, work: &mut Work) -> Vec<u32> {
    let n = net.node_count() as u32;
    let mut ties: Vec<u32> = (0..n).map(|node| net.degree(node)).collect();
    let mut gone = vec![false; n as usize];
    let mut stamp = vec![0u32; n as usize];
    let mut clock = 0;
    let mut order = Vec::new();
    let round: u64 = (0..n).map(|node| u64::from(net.degree(node)).pow(2)).sum::<u64>() + net.sweep_cost();
    // What is left costs less and less: two fifths of the first round in the mean.
    let rounds = (work.left() as f64 / (0.4 * round as f64)).max(4.0);
    let batch = (expected as f64 / rounds).ceil().max(1.0) as usize;
    loop {
        let mut scores: Vec<(f64, u32)> = Vec::new();
        let mut steps = u64::from(n);
        for node in 0..n {
            if gone[node as usize] || ties[node as usize] < 2 || !terms.may_remove(node) {
                continue;
            }
            clock += 1;
            stamp[node as usize] = clock;
            let mut rim = 0u64;
            let near = || net.neighbors(node).iter().filter(|&&other| !gone[other as usize]);
            near().for_each(|&other| stamp[other as usize] = clock);
            for &other in near() {
                let row = net.neighbors(other);
                steps += row.len() as u64 + 2;
                for &far in row {
                    if !gone[far as usize] && std::mem::replace(&mut stamp[far as usize], clock) != clock {
                        rim += u64::from(ties[far as usize] - 1);
                    }
                }
            }
            // A node whose whole network lies one step away still goes before one with fewer ties.
            let score = (f64::from(ties[node as usize]) - 1.0) * (rim as f64 + 1e-3);
            scores.push((score / terms.cost(node), node));
        }
        work.spend(steps);
        if scores.is_empty() || work.is_over() {
            return order;
        }
        let by_score = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if batch < scores.len() {
            scores.select_nth_unstable_by(batch - 1, by_score);
            scores.truncate(batch);
        }
        scores.sort_unstable_by(by_score);
        for &(_, node) in &scores {
            gone[node as usize] = true;
            order.push(node);
            for &other in net.neighbors(node) {
                ties[other as usize] = ties[other as usize].saturating_sub(1);
            }
        }
    }
}
