//! Where power iteration begins in an undirected graph: next to its end.

use rayon::prelude::*;

use super::{BLOCK, Inflow, PageRankOptions};

/// Scores that a step of power iteration changes by no more than the tolerance, but for rounding, and how many steps were taken.
///
/// What a walker does who may get stuck is a linear system, (I - damping P) y = jump, of which the scores are the solution made
/// to sum to one. Without directions P is similar to a symmetric matrix, by the roots of the strengths, and all its eigenvalues lie
/// between minus one and one. Conjugate gradients (M. Hestenes and E. Stiefel, Journal of Research of the National Bureau of
/// Standards 49, 1952) then lose a factor of (1 - s) / (1 + s) a step, s the root of (1 - damping) / (1 + damping), where power
/// iteration loses the damping.
pub(super) fn solve(
    inflow: &Inflow<'_>,
    strength: &[f64],
    jump: &[f64],
    options: &PageRankOptions<'_>,
) -> (Vec<f64>, u32) {
    let root: Vec<f64> = strength.par_iter().map(|strength| strength.sqrt()).collect();
    // Nothing reaches a node without strength, and it sends nothing.
    let inverse = |node: usize| if root[node] > 0.0 { 1.0 / root[node] } else { 0.0 };
    let node_count = jump.len();
    let mut solution = vec![0.0; node_count];
    let mut residual: Vec<f64> = (0..node_count).map(|node| jump[node] * inverse(node)).collect();
    let mut way = residual.clone();
    let mut image = vec![0.0; node_count];
    let mut sent = vec![0.0; node_count];
    let mut left = sum(residual.par_chunks(BLOCK).map(|block| block.iter().map(|r| r * r).sum()));
    let mut steps = 0;
    while left > 0.0 && steps < options.max_steps {
        steps += 1;
        sent.par_iter_mut().zip(&way).enumerate().for_each(|(node, (sent, way))| *sent = way * inverse(node));
        let curvature = sum(image.par_chunks_mut(BLOCK).enumerate().map(|(block, image)| {
            let first = block * BLOCK;
            let mut sum = 0.0;
            for (node, image) in (first..).zip(image) {
                *image = way[node] - options.damping * inverse(node) * inflow.of(node, &sent);
                sum += *image * way[node];
            }
            sum
        }));
        let length = left / curvature;
        // Rounding, or strengths beyond what numbers hold: power iteration goes on from here.
        if curvature <= 0.0 || !length.is_finite() {
            break;
        }
        let before = left;
        let sums: Vec<[f64; 3]> = solution
            .par_chunks_mut(BLOCK)
            .zip(residual.par_chunks_mut(BLOCK))
            .enumerate()
            .map(|(block, (solution, residual))| {
                let first = block * BLOCK;
                let [mut left, mut change, mut total] = [0.0; 3];
                for (node, (solution, residual)) in (first..).zip(solution.iter_mut().zip(residual)) {
                    *solution += length * way[node];
                    *residual -= length * image[node];
                    left += *residual * *residual;
                    change += root[node] * residual.abs();
                    total += root[node] * *solution;
                }
                [left, change, total]
            })
            .collect();
        let [changed, total];
        [left, changed, total] = sums.iter().fold([0.0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
        if changed <= options.tolerance * total {
            break;
        }
        let onward = left / before;
        way.par_iter_mut().zip(&residual).for_each(|(way, residual)| *way = residual + onward * *way);
    }
    let scores = (0..node_count).map(|node| if root[node] > 0.0 { root[node] * solution[node] } else { jump[node] });
    let mut scores: Vec<f64> = scores.collect();
    let total: f64 = scores.iter().sum();
    if scores.iter().any(|score| *score < 0.0) || !(total > 0.0 && total.is_finite()) {
        return (jump.to_vec(), steps);
    }
    scores.par_iter_mut().for_each(|score| *score /= total);
    (scores, steps)
}

/// Adds up what blocks give, in their order.
fn sum(blocks: impl IndexedParallelIterator<Item = f64>) -> f64 {
    let mut sums = Vec::new();
    blocks.collect_into_vec(&mut sums);
    sums.iter().sum()
}
