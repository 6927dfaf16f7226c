//! Packing the components' boxes side by side, and the whole into the picture.

use super::{Piece, Point};

/// The most that a picture is blown up to fill its box; beyond, a few nodes would stand lost at its ends.
const MOST_GROWTH: f64 = 2.0;

/// Where all nodes went, piece by piece.
#[derive(Debug)]
pub(super) struct Packed {
    pub(super) points: Vec<Vec<Point>>,
    pub(super) shrink: f64,
}

/// The smallest upright box around a piece with its nodes' room.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    low: Point,
    high: Point,
}

impl Bounds {
    fn of(piece: &Piece) -> Bounds {
        let (mut low, mut high) = (Point { x: f64::MAX, y: f64::MAX }, Point { x: f64::MIN, y: f64::MIN });
        for (point, extent) in piece.points.iter().zip(&piece.extents) {
            low.x = low.x.min(point.x - extent.half_width);
            low.y = low.y.min(point.y - extent.half_height);
            high.x = high.x.max(point.x + extent.half_width);
            high.y = high.y.max(point.y + extent.half_height);
        }
        Bounds { low, high }
    }

    fn width(&self) -> f64 {
        self.high.x - self.low.x
    }

    fn height(&self) -> f64 {
        self.high.y - self.low.y
    }
}

/// Packs the pieces, largest first, on shelves under one another, then fits the whole into `size`, in the middle.
///
/// Of a range of shelf widths the one is kept whose picture needs the least shrinking. Time O(k) for each of 48 widths and k pieces.
pub(super) fn pack(pieces: &[Piece], gap: f64, size: (f64, f64)) -> Packed {
    let bounds: Vec<Bounds> = pieces.iter().map(Bounds::of).collect();
    let widest = bounds.iter().map(Bounds::width).fold(0.0, f64::max);
    let all: f64 = bounds.iter().map(|b| b.width() + gap).sum();
    let mut best: Option<(f64, Vec<Point>, (f64, f64))> = None;
    for step in 0..48 {
        let width = widest + (all - widest).max(0.0) * (f64::from(step) / 47.0).powi(3);
        let (corners, whole) = shelve(&bounds, gap, width);
        let fit = (size.0 / whole.0.max(f64::MIN_POSITIVE)).min(size.1 / whole.1.max(f64::MIN_POSITIVE));
        if best.as_ref().is_none_or(|(known, ..)| fit > *known) {
            best = Some((fit, corners, whole));
        }
    }
    let Some((fit, corners, whole)) = best else {
        return Packed { points: Vec::new(), shrink: 1.0 };
    };
    let scale = fit.min(MOST_GROWTH);
    let (left, top) = ((size.0 - whole.0 * scale) / 2.0, (size.1 - whole.1 * scale) / 2.0);
    let points = pieces
        .iter()
        .zip(&bounds)
        .zip(&corners)
        .map(|((piece, bounds), corner)| {
            let place = |point: &Point| Point {
                x: left + (corner.x + point.x - bounds.low.x) * scale,
                y: top + (corner.y + point.y - bounds.low.y) * scale,
            };
            piece.points.iter().map(place).collect()
        })
        .collect();
    Packed { points, shrink: scale.min(1.0) }
}

/// Puts the boxes on shelves no wider than `width`, each shelf's boxes level at their middle and the shelf centred; says
/// where their corners go and how large the whole is.
fn shelve(bounds: &[Bounds], gap: f64, width: f64) -> (Vec<Point>, (f64, f64)) {
    let mut corners = vec![Point::default(); bounds.len()];
    let mut shelves: Vec<(std::ops::Range<usize>, f64, f64)> = Vec::new();
    let mut first = 0;
    while first < bounds.len() {
        let (mut end, mut filled, mut height) = (first, 0.0, 0.0f64);
        while end < bounds.len() {
            let wider = if end == first { bounds[end].width() } else { filled + gap + bounds[end].width() };
            if end > first && wider > width {
                break;
            }
            filled = wider;
            height = height.max(bounds[end].height());
            end += 1;
        }
        shelves.push((first..end, filled, height));
        first = end;
    }
    let whole_width = shelves.iter().map(|shelf| shelf.1).fold(0.0, f64::max);
    let mut top = 0.0;
    for (boxes, filled, height) in shelves {
        let mut left = (whole_width - filled) / 2.0;
        for place in boxes {
            corners[place] = Point { x: left, y: top + (height - bounds[place].height()) / 2.0 };
            left += bounds[place].width() + gap;
        }
        top += height + gap;
    }
    (corners, (whole_width, (top - gap).max(0.0)))
}
