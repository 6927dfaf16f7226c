//! Repulsion between all pairs of few nodes.

use super::Point;

/// As many nodes are gone over in one step, each with a sum of its own: the order of adding is then fixed by this number
/// and not by what the processor can do at once.
const LANES: usize = 4;

/// Nodes as columns, filled up to whole steps with nodes without mass.
#[derive(Debug)]
pub(super) struct AllPairs {
    x: Vec<f64>,
    y: Vec<f64>,
    mass: Vec<f64>,
}

impl AllPairs {
    pub(super) fn new(points: &[Point], masses: &[f64]) -> AllPairs {
        let len = points.len().next_multiple_of(LANES);
        let column = |of: &dyn Fn(usize) -> f64| {
            let mut values: Vec<f64> = (0..points.len()).map(of).collect();
            values.resize(len, 0.0);
            values
        };
        AllPairs { x: column(&|at| points[at].x), y: column(&|at| points[at].y), mass: column(&|at| masses[at]) }
    }

    /// The push on a node of mass 1 at `point`: for each node elsewhere its mass times the vector away from it, divided by the
    /// squared distance. O(n).
    pub(super) fn push_at(&self, point: Point) -> Point {
        let (mut push_x, mut push_y) = ([0.0; LANES], [0.0; LANES]);
        let columns = self.x.chunks_exact(LANES).zip(self.y.chunks_exact(LANES)).zip(self.mass.chunks_exact(LANES));
        for ((xs, ys), masses) in columns {
            for lane in 0..LANES {
                let (dx, dy) = (point.x - xs[lane], point.y - ys[lane]);
                let square = dx * dx + dy * dy;
                // In one place the vector is nothing; the square only has to be divisible.
                let factor = masses[lane] / if square > 0.0 { square } else { 1.0 };
                push_x[lane] += factor * dx;
                push_y[lane] += factor * dy;
            }
        }
        Point { x: push_x.iter().sum(), y: push_y.iter().sum() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Random;
    use crate::layout::quadtree::Quadtree;

    #[test]
    fn all_pairs_push_as_an_exact_tree_does() {
        let mut random = Random::new(2);
        for count in [1, 2, 3, 4, 5, 63, 120] {
            let mut points: Vec<Point> = (0..count).map(|_| Point { x: random.signed(), y: random.signed() }).collect();
            points.push(points[0]);
            let masses: Vec<f64> = (0..points.len()).map(|node| 1.0 + (node % 5) as f64).collect();
            let (pairs, tree) = (AllPairs::new(&points, &masses), Quadtree::build(&points, &masses));
            for &point in &points {
                let (push, exact) = (pairs.push_at(point), tree.push_at(point, 0.0, &mut Vec::new()));
                let off = ((push.x - exact.x).powi(2) + (push.y - exact.y).powi(2)).sqrt();
                let size = (exact.x * exact.x + exact.y * exact.y).sqrt();
                assert!(off <= 1e-9 * size.max(1.0), "{push:?} {exact:?}");
            }
        }
    }
}
