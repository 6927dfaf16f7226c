//! A first spread of a component by its distances: pivot MDS.

use super::{Point, Random};
use crate::rows::Rows;

/// Pivots beyond this add cost and no shape.
const MOST_PIVOTS: usize = 32;
const ROUNDS: usize = 60;

/// Places the nodes of a connected graph so that distances in the plane resemble distances in the graph, with a little
/// noise to tell apart nodes that all pivots see alike.
///
/// Pivots are spread out: each is a node farthest from those before it. Time O(k (n + m) + k² n), memory O(k n) for k pivots.
pub(super) fn spread(rows: &Rows, random: &mut Random) -> Vec<Point> {
    let node_count = rows.node_count();
    let distances = pivot_distances(rows);
    let centred = centre(&distances, node_count);
    let first = leading(&centred, None, random);
    let second = leading(&centred, Some(&first), random);
    let (xs, ys) = (project(&centred, &first, node_count), project(&centred, &second, node_count));
    let scale = xs.iter().chain(&ys).map(|value| value.abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    // Two nodes a full edge apart differ by about 2 / diameter after scaling; the noise stays well below that.
    let diameter = distances.iter().flatten().copied().fold(1.0, f64::max);
    let noise = 0.2 / diameter;
    let points = xs.iter().zip(&ys);
    points
        .map(|(x, y)| Point { x: x / scale + noise * random.signed(), y: y / scale + noise * random.signed() })
        .collect()
}

/// The distances from each pivot to all nodes.
fn pivot_distances(rows: &Rows) -> Vec<Vec<f64>> {
    let node_count = rows.node_count();
    let mut nearest = vec![u32::MAX; node_count];
    let mut distances = Vec::new();
    let mut pivot = (0..node_count as u32).max_by_key(|&node| (rows.neighbors(node).len(), !node)).unwrap_or(0);
    while distances.len() < MOST_PIVOTS.min(node_count) {
        let hops = hops_from(rows, pivot);
        for (nearest, &hop) in nearest.iter_mut().zip(&hops) {
            *nearest = (*nearest).min(hop);
        }
        distances.push(hops.iter().map(|&hop| f64::from(hop)).collect());
        pivot = (0..node_count as u32).max_by_key(|&node| (nearest[node as usize], !node)).unwrap_or(0);
    }
    distances
}

fn hops_from(rows: &Rows, source: u32) -> Vec<u32> {
    let mut hops = vec![u32::MAX; rows.node_count()];
    hops[source as usize] = 0;
    let mut queue = vec![source];
    let mut head = 0;
    while let Some(&node) = queue.get(head) {
        head += 1;
        for &next in rows.neighbors(node) {
            if hops[next as usize] == u32::MAX {
                hops[next as usize] = hops[node as usize] + 1;
                queue.push(next);
            }
        }
    }
    hops
}

/// Squared distances with row and column means taken out: one column per pivot.
fn centre(distances: &[Vec<f64>], node_count: usize) -> Vec<Vec<f64>> {
    let mut columns: Vec<Vec<f64>> =
        distances.iter().map(|column| column.iter().map(|distance| distance * distance).collect()).collect();
    let pivot_count = columns.len() as f64;
    let row_means: Vec<f64> =
        (0..node_count).map(|node| columns.iter().map(|column| column[node]).sum::<f64>() / pivot_count).collect();
    let total_mean = row_means.iter().sum::<f64>() / node_count as f64;
    for column in &mut columns {
        let mean = column.iter().sum::<f64>() / node_count as f64;
        for (value, row_mean) in column.iter_mut().zip(&row_means) {
            *value = -0.5 * (*value - mean - row_mean + total_mean);
        }
    }
    columns
}

/// The leading eigenvector of the columns' products, by power iteration, at right angles to `other`.
fn leading(columns: &[Vec<f64>], other: Option<&[f64]>, random: &mut Random) -> Vec<f64> {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let matrix: Vec<Vec<f64>> = columns.iter().map(|a| columns.iter().map(|b| product(a, b)).collect()).collect();
    let mut vector: Vec<f64> = columns.iter().map(|_| random.signed()).collect();
    for _ in 0..ROUNDS {
        if let Some(other) = other {
            let share = product(&vector, other);
            vector.iter_mut().zip(other).for_each(|(value, other)| *value -= share * other);
        }
        let next: Vec<f64> = matrix.iter().map(|row| product(row, &vector)).collect();
        let norm = product(&next, &next).sqrt();
        if norm <= f64::MIN_POSITIVE {
            break;
        }
        vector = next.iter().map(|value| value / norm).collect();
    }
    vector
}

fn project(columns: &[Vec<f64>], vector: &[f64], node_count: usize) -> Vec<f64> {
    let mut values = vec![0.0; node_count];
    for (column, factor) in columns.iter().zip(vector) {
        for (value, entry) in values.iter_mut().zip(column) {
            *value += factor * entry;
        }
    }
    values
}
