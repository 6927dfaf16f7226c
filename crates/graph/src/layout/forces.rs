//! Forces that draw neighbours together and push all nodes apart, under a falling temperature.

use rayon::prelude::*;

use super::Point;
use super::all_pairs::AllPairs;
use super::quadtree::Quadtree;
use crate::rows::Rows;

/// Rounds for small graphs; large ones get fewer, never below the least.
const MOST_ROUNDS: usize = 400;
const LEAST_ROUNDS: usize = 40;
/// The radius to which gravity draws a picture without edges, in natural lengths times the root of its nodes.
const SPREAD: f64 = 1.5;
const ROUNDS_TIMES_NODES: usize = 800_000;
/// Up to this many nodes going over all pairs is faster than a tree, and exact.
const FEW_NODES: usize = 256;

/// Settles the nodes of a connected graph of at least two, beginning from where they are.
///
/// Every two nodes repel with `m m' / d`, m being the root of one more than the degree: hubs make room for what hangs on
/// them, though less than with ForceAtlas2's full degrees, which pull a picture of few nodes apart. Neighbours attract with
/// `d² / l`, l being the mean length at which an edge alone would rest; ForceAtlas2's d makes inner edges far longer than
/// outer ones. Gravity grows with the distance from the middle and bends long arms into the picture. A node moves along
/// the force on it, at most as far as the temperature allows.
pub(super) fn settle(rows: &Rows, points: &mut Vec<Point>) {
    let node_count = points.len();
    let masses: Vec<f64> =
        (0..node_count as u32).map(|node| (1.0 + rows.neighbors(node).len() as f64).sqrt()).collect();
    let natural = natural_length(rows, &masses);
    rescale(rows, points, natural);
    let rounds = (ROUNDS_TIMES_NODES / node_count).clamp(LEAST_ROUNDS, MOST_ROUNDS);
    let theta = if node_count <= 1000 { 0.5 } else { 0.9 };
    // All repulsion and gravity together balance on a disc of this radius.
    let radius = SPREAD * natural * (node_count as f64).sqrt();
    let gravity = masses.iter().sum::<f64>() / (radius * radius);
    for round in 0..rounds {
        let heat = 1.0 - round as f64 / rounds as f64;
        let temperature = natural * (0.6 * heat * heat + 0.005);
        let repulsion = match node_count {
            0..=FEW_NODES => Repulsion::Exact(AllPairs::new(points, &masses)),
            _ => Repulsion::Grouped(Quadtree::build(points, &masses)),
        };
        let moved = |pending: &mut Vec<u32>, node: usize| {
            let point = points[node];
            let push = match &repulsion {
                Repulsion::Exact(pairs) => pairs.push_at(point),
                Repulsion::Grouped(tree) => tree.push_at(point, theta, pending),
            };
            let mass = masses[node];
            let (mut x, mut y) = ((push.x - gravity * point.x) * mass, (push.y - gravity * point.y) * mass);
            for &other in rows.neighbors(node as u32) {
                let (dx, dy) = (points[other as usize].x - point.x, points[other as usize].y - point.y);
                let pull = (dx * dx + dy * dy).sqrt() / natural;
                x += dx * pull;
                y += dy * pull;
            }
            // A node pulled by many needs a smaller step, or it overshoots and trembles.
            let damping = 1.0 / (1.0 + rows.neighbors(node as u32).len() as f64);
            let force = (x * x + y * y).sqrt();
            if force == 0.0 {
                return point;
            }
            let step = (force * damping).min(temperature) / force;
            Point { x: point.x + x * step, y: point.y + y * step }
        };
        *points = (0..node_count).into_par_iter().with_min_len(256).map_init(Vec::new, moved).collect();
    }
}

enum Repulsion {
    Exact(AllPairs),
    Grouped(Quadtree),
}

/// The mean distance at which two nodes joined by an edge, and alone, would come to rest under an attraction of d.
fn natural_length(rows: &Rows, masses: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (node, mass) in (0..).zip(masses) {
        for &other in rows.neighbors(node) {
            sum += (mass * masses[other as usize]).sqrt();
        }
    }
    sum / rows.slot_count() as f64
}

fn rescale(rows: &Rows, points: &mut [Point], wanted: f64) {
    let mut sum = 0.0;
    for (node, point) in (0..).zip(points.iter()) {
        for &other in rows.neighbors(node) {
            let (dx, dy) = (points[other as usize].x - point.x, points[other as usize].y - point.y);
            sum += (dx * dx + dy * dy).sqrt();
        }
    }
    let mean = sum / rows.slot_count() as f64;
    if mean > 0.0 {
        for point in points {
            point.x *= wanted / mean;
            point.y *= wanted / mean;
        }
    }
}
