//! Pushing apart nodes that touch, as little as it takes.

use super::{Extent, Point, Random};

/// How far apart nodes are kept beyond their room, as a share of it.
const CLEARANCE: f64 = 1.15;
const PASSES_PER_SIZE: usize = 40;

/// Moves nodes until none touches another. Each pass pushes every touching pair apart by half its overlap; where passes do not
/// end it, the whole piece grows a little and they go on. Pairs are found by a grid whose cells are as large as the largest room.
pub(super) fn separate(points: &mut [Point], extents: &[Extent], random: &mut Random) {
    let reach = extents.iter().map(|e| e.half_width.max(e.half_height)).fold(0.0, f64::max) * 2.0 * CLEARANCE;
    if reach == 0.0 {
        return;
    }
    make_room(points, extents);
    for _ in 0..60 {
        for _ in 0..PASSES_PER_SIZE {
            if !push_apart(points, extents, reach, random) {
                return;
            }
        }
        grow(points, 1.1);
    }
}

fn grow(points: &mut [Point], factor: f64) {
    for point in points {
        point.x *= factor;
        point.y *= factor;
    }
}

/// Grows the piece until its box has twice the area that the nodes take, so that no cell of the grid is crowded.
fn make_room(points: &mut [Point], extents: &[Extent]) {
    let needed: f64 = extents.iter().map(|e| 4.0 * e.half_width * e.half_height).sum::<f64>() * 2.0;
    let (mut x, mut y) = (0.0f64, 0.0f64);
    // With their room: a path of three lies on a line, whose own area is nothing.
    for (point, extent) in points.iter().zip(extents) {
        x = x.max(point.x.abs() + extent.half_width);
        y = y.max(point.y.abs() + extent.half_height);
    }
    let area = 4.0 * x * y;
    if area > 0.0 && area < needed {
        grow(points, (needed / area).sqrt().min(4.0));
    }
}

/// One pass; says whether any pair touched.
fn push_apart(points: &mut [Point], extents: &[Extent], cell: f64, random: &mut Random) -> bool {
    let key = |point: Point| ((point.y / cell).floor() as i64, (point.x / cell).floor() as i64);
    let mut sorted: Vec<((i64, i64), u32)> = (0..).zip(points.iter()).map(|(node, &p)| (key(p), node)).collect();
    sorted.sort_unstable();
    let mut touched = false;
    for place in 0..sorted.len() {
        let ((row, column), node) = sorted[place];
        // The rest of this cell and the next one lie right behind; the three cells below are one more run.
        let here = sorted[place + 1..].iter().take_while(|(key, _)| *key <= (row, column + 1));
        let below = sorted.partition_point(|(key, _)| *key < (row + 1, column - 1));
        let below = sorted[below..].iter().take_while(|(key, _)| *key <= (row + 1, column + 1));
        for &(_, other) in here.chain(below) {
            touched |= push_pair(points, extents, node as usize, other as usize, random);
        }
    }
    touched
}

fn push_pair(points: &mut [Point], extents: &[Extent], a: usize, b: usize, random: &mut Random) -> bool {
    let (mut dx, mut dy) = (points[b].x - points[a].x, points[b].y - points[a].y);
    let wanted_x = (extents[a].half_width + extents[b].half_width) * CLEARANCE;
    let wanted_y = (extents[a].half_height + extents[b].half_height) * CLEARANCE;
    if dx.abs() >= wanted_x || dy.abs() >= wanted_y {
        return false;
    }
    if dx == 0.0 && dy == 0.0 {
        (dx, dy) = (random.signed() * wanted_x * 1e-3, random.signed() * wanted_y * 1e-3);
    }
    // A hair more than needed, so that rounding does not leave the pair touching for ever.
    let (push_x, push_y) = if extents[a].is_round && extents[b].is_round {
        let distance = (dx * dx + dy * dy).sqrt();
        if distance >= wanted_x {
            return false;
        }
        let push = (wanted_x - distance) / 2.0 * 1.001 + wanted_x * 1e-6;
        let distance = distance.max(f64::MIN_POSITIVE);
        (dx / distance * push, dy / distance * push)
    } else {
        let (gap_x, gap_y) = (wanted_x - dx.abs(), wanted_y - dy.abs());
        // Gaps are weighed against the room: flat boxes would else all part upwards and make a tower.
        if gap_x * wanted_y < gap_y * wanted_x {
            ((gap_x / 2.0 * 1.001 + wanted_x * 1e-6).copysign(dx), 0.0)
        } else {
            (0.0, (gap_y / 2.0 * 1.001 + wanted_y * 1e-6).copysign(dy))
        }
    };
    points[a].x -= push_x;
    points[a].y -= push_y;
    points[b].x += push_x;
    points[b].y += push_y;
    true
}
