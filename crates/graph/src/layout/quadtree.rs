//! The tree by which far groups of nodes repel as one.

use super::Point;

const NONE: u32 = u32::MAX;
/// Halving 48 times tells apart what doubles can; nodes closer than that share a leaf.
const DEEPEST: u32 = 48;

#[derive(Clone, Debug)]
struct Cell {
    mass: f64,
    /// The mean place of the mass; while building, the sum of places times masses.
    centre: Point,
    side: f64,
    children: [u32; 4],
    has_children: bool,
    /// The first node that came: in a leaf the only one, unless the leaf is as deep as leaves get.
    node: u32,
}

impl Cell {
    fn empty(side: f64) -> Cell {
        let centre = Point::default();
        Cell { mass: 0.0, centre, side, children: [NONE; 4], has_children: false, node: NONE }
    }
}

/// A Barnes-Hut quadtree. Time to build O(n log n), depth at most 48; memory O(n).
#[derive(Debug)]
pub(super) struct Quadtree {
    cells: Vec<Cell>,
}

impl Quadtree {
    pub(super) fn build(points: &[Point], masses: &[f64]) -> Quadtree {
        let (mut low, mut high) = (Point { x: f64::MAX, y: f64::MAX }, Point { x: f64::MIN, y: f64::MIN });
        for point in points {
            low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
        }
        let side = (high.x - low.x).max(high.y - low.y).max(f64::MIN_POSITIVE);
        let mut tree = Quadtree { cells: vec![Cell::empty(side)] };
        for node in 0..points.len() as u32 {
            tree.insert(node, points, masses, low);
        }
        for cell in &mut tree.cells {
            let node = cell.node as usize;
            // Dividing by the mass may miss a lone node's place by a bit, and a node must not push itself.
            cell.centre = if !cell.has_children && cell.mass == masses[node] {
                points[node]
            } else {
                Point { x: cell.centre.x / cell.mass, y: cell.centre.y / cell.mass }
            };
        }
        tree
    }

    fn insert(&mut self, node: u32, points: &[Point], masses: &[f64], low: Point) {
        let (point, mass) = (points[node as usize], masses[node as usize]);
        let (mut cell, mut corner) = (0usize, low);
        for depth in 0.. {
            let at = &mut self.cells[cell];
            let was_empty = at.mass == 0.0;
            at.mass += mass;
            at.centre.x += point.x * mass;
            at.centre.y += point.y * mass;
            if was_empty {
                at.node = node;
                return;
            }
            if depth == DEEPEST {
                return;
            }
            if !at.has_children {
                at.has_children = true;
                let settled = at.node;
                self.push_down(cell, corner, settled, points, masses);
            }
            let half = self.cells[cell].side / 2.0;
            let (quarter, child_corner) = quarter(point, corner, half);
            if self.cells[cell].children[quarter] == NONE {
                self.cells[cell].children[quarter] = self.cells.len() as u32;
                self.cells.push(Cell::empty(half));
            }
            cell = self.cells[cell].children[quarter] as usize;
            corner = child_corner;
        }
    }

    /// Gives the node that a leaf held a leaf of its own one level down.
    fn push_down(&mut self, cell: usize, corner: Point, node: u32, points: &[Point], masses: &[f64]) {
        let (point, mass) = (points[node as usize], masses[node as usize]);
        let half = self.cells[cell].side / 2.0;
        let (quarter, _) = quarter(point, corner, half);
        self.cells[cell].children[quarter] = self.cells.len() as u32;
        let mut leaf = Cell::empty(half);
        leaf.mass = mass;
        leaf.centre = Point { x: point.x * mass, y: point.y * mass };
        leaf.node = node;
        self.cells.push(leaf);
    }

    /// The push on a node of mass 1 at `point`: for each other node its mass times the vector away from it, divided by the
    /// squared distance. Cells that look smaller than `theta` (side over distance) push as one.
    pub(super) fn push_at(&self, point: Point, theta: f64, pending: &mut Vec<u32>) -> Point {
        let mut push = Point::default();
        pending.clear();
        pending.push(0);
        while let Some(cell) = pending.pop() {
            let cell = &self.cells[cell as usize];
            let (dx, dy) = (point.x - cell.centre.x, point.y - cell.centre.y);
            let square = dx * dx + dy * dy;
            if !cell.has_children || cell.side * cell.side < theta * theta * square {
                if square > 0.0 {
                    push.x += cell.mass * dx / square;
                    push.y += cell.mass * dy / square;
                }
            } else {
                pending.extend(cell.children.iter().filter(|&&child| child != NONE));
            }
        }
        push
    }
}

fn quarter(point: Point, corner: Point, half: f64) -> (usize, Point) {
    let (right, below) = (point.x >= corner.x + half, point.y >= corner.y + half);
    let x = if right { corner.x + half } else { corner.x };
    let y = if below { corner.y + half } else { corner.y };
    (usize::from(right) + 2 * usize::from(below), Point { x, y })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Random;

    fn plain_push(at: usize, points: &[Point], masses: &[f64]) -> Point {
        let mut push = Point::default();
        for (other, &mass) in points.iter().zip(masses) {
            let (dx, dy) = (points[at].x - other.x, points[at].y - other.y);
            let square = dx * dx + dy * dy;
            if square > 0.0 {
                push.x += mass * dx / square;
                push.y += mass * dy / square;
            }
        }
        push
    }

    #[test]
    fn the_tree_pushes_as_all_pairs_do() {
        let mut random = Random::new(1);
        let points: Vec<Point> = (0..300).map(|_| Point { x: random.signed(), y: random.signed() }).collect();
        let masses: Vec<f64> = (0..300).map(|node| 1.0 + f64::from(node % 5)).collect();
        let tree = Quadtree::build(&points, &masses);
        for at in 0..points.len() {
            let plain = plain_push(at, &points, &masses);
            let size = (plain.x * plain.x + plain.y * plain.y).sqrt();
            for (theta, tolerance) in [(0.0, 1e-9), (0.5, 0.1)] {
                let push = tree.push_at(points[at], theta, &mut Vec::new());
                let off = ((push.x - plain.x).powi(2) + (push.y - plain.y).powi(2)).sqrt();
                assert!(off <= tolerance * size.max(50.0), "{push:?} {plain:?} at theta {theta}");
            }
        }
    }

    #[test]
    fn nodes_in_one_place_share_a_leaf() {
        let points = vec![Point { x: 1.0, y: 1.0 }; 1000];
        let tree = Quadtree::build(&points, &vec![1.0; 1000]);
        let push = tree.push_at(Point { x: 3.0, y: 1.0 }, 0.5, &mut Vec::new());
        assert!((push.x - 500.0).abs() < 1e-9 && push.y == 0.0, "{push:?}");
    }
}
