//! Places for nodes in a picture.
//!
//! Each component is laid out by itself: spread by its distances ([`pivots`]), settled by forces ([`forces`], with
//! [`all_pairs`] for few nodes and [`quadtree`] for many), turned along its longer axis and cleared of overlaps
//! ([`overlap`]). Then the components are packed into one box ([`packing`]).

mod all_pairs;
mod forces;
mod overlap;
mod packing;
mod pivots;
mod quadtree;

use rayon::prelude::*;

use crate::random::Random;
use crate::rows::Rows;
use crate::{GraphError, NodeId, View, weak_components};

/// How much room each node takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Room<'a> {
    /// Every node is a disc of this radius.
    Disc(f32),
    /// A radius per node of the graph.
    Discs(&'a [f32]),
    /// Half the width and half the height per node of the graph: nodes with labels.
    Boxes(&'a [(f32, f32)]),
}

/// How the picture is to be laid out. Lengths are in the caller's units (pixels, say).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayoutOptions<'a> {
    /// The width of the picture; above 0.
    pub width: f32,
    /// The height of the picture; above 0.
    pub height: f32,
    /// The room that nodes take; never negative.
    pub room: Room<'a>,
    /// How long an edge is on average, before the picture is fitted into its box; above 0.
    pub edge_length: f32,
    /// The seed of what is left to chance. Another seed gives another picture of the same quality.
    pub seed: u64,
}

impl Default for LayoutOptions<'_> {
    /// 960 x 640, discs of radius 8, edges 60 long, seed 0.
    fn default() -> LayoutOptions<'static> {
        LayoutOptions { width: 960.0, height: 640.0, room: Room::Disc(8.0), edge_length: 60.0, seed: 0 }
    }
}

/// Where the nodes go.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    positions: Vec<Option<(f32, f32)>>,
    shrink: f32,
}

impl Layout {
    /// The middle of a node, with `0 <= x <= width` and `0 <= y <= height`; `None` for hidden and unknown nodes.
    #[must_use]
    pub fn position(&self, node: NodeId) -> Option<(f32, f32)> {
        self.positions.get(node.index()).copied().flatten()
    }

    /// The middle of every node, `None` for hidden ones.
    #[must_use]
    pub fn positions(&self) -> &[Option<(f32, f32)>] {
        &self.positions
    }

    /// By what to multiply the nodes' room so that they fit without touching: 1 where the box is large enough, below 1
    /// where the picture had to be made smaller. Drawn on a canvas `1 / shrink` as large, nodes keep their size.
    #[must_use]
    pub fn shrink(&self) -> f32 {
        self.shrink
    }
}

/// Beyond this many nodes in a component their discs are a texture, and pushing them apart is not tried.
const MOST_SEPARATED: usize = 20_000;

/// Lays the graph out for a picture.
///
/// Neighbours come near, others apart; components lie side by side, the largest first, isolated nodes last; nodes do not
/// touch (up to 20,000 in a component), and all of them with their room lie within the box. Direction, weights, repeats
/// and self-loops make no difference. Made to look good from 5 to 500 nodes; larger graphs get fewer rounds of force.
/// An empty view gives an empty layout.
///
/// Start: pivot MDS (U. Brandes and C. Pich, "Eigensolver methods for progressive multidimensional scaling of large
/// data", Graph Drawing 2006). Forces: T. Fruchterman and E. Reingold's, "Graph drawing by force-directed placement"
/// (1991), with repulsion that grows with degree as in ForceAtlas2 (M. Jacomy et al., PLoS ONE 9, 2014), by the tree of J. Barnes
/// and P. Hut, Nature 324 (1986). The same for any number of threads. Time O(n log n + m) a round; memory O(n + m).
///
/// # Errors
/// [`GraphError::InvalidParameter`] and [`GraphError::WrongLength`] for options outside what they allow.
pub fn layout(view: &View<'_>, options: &LayoutOptions<'_>) -> Result<Layout, GraphError> {
    let room = check(view, options)?;
    let rows = view.simple_rows();
    let mut members = weak_components(view).members();
    members.sort_by_key(|nodes| std::cmp::Reverse(nodes.len()));
    let wide = options.width >= options.height;
    let mut local = vec![0u32; view.graph().node_count()];
    for (place, node) in members.iter().flat_map(|nodes| (0..).zip(nodes)) {
        local[node.index()] = place;
    }
    let pieces: Vec<Piece> = members
        .par_iter()
        .map(|nodes| {
            let mut piece = Piece::cut(nodes, &rows, &local, &room);
            piece.arrange(f64::from(options.edge_length), wide, options.seed);
            piece
        })
        .collect();
    let gap = f64::from(options.edge_length) / 3.0;
    let box_size = (f64::from(options.width), f64::from(options.height));
    let placed = packing::pack(&pieces, gap, box_size);

    let mut positions = vec![None; view.graph().node_count()];
    for (nodes, points) in members.iter().zip(placed.points) {
        for (node, point) in nodes.iter().zip(points) {
            let x = (point.x as f32).clamp(0.0, options.width);
            let y = (point.y as f32).clamp(0.0, options.height);
            positions[node.index()] = Some((x, y));
        }
    }
    Ok(Layout { positions, shrink: placed.shrink as f32 })
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Point {
    x: f64,
    y: f64,
}

/// The room of one node.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Extent {
    half_width: f64,
    half_height: f64,
    is_round: bool,
}

/// One component, its nodes renumbered from 0.
#[derive(Debug)]
struct Piece {
    rows: Rows,
    points: Vec<Point>,
    extents: Vec<Extent>,
}

impl Piece {
    fn cut(nodes: &[NodeId], rows: &Rows, local: &[u32], room: &impl Fn(NodeId) -> Extent) -> Piece {
        let rows = Rows::assemble(nodes.len(), |place, row| {
            row.extend(rows.row(nodes[place as usize].0).map(|(other, edge)| (local[other as usize], edge)));
        });
        let extents = nodes.iter().map(|&node| room(node)).collect();
        Piece { rows, points: vec![Point::default(); nodes.len()], extents }
    }

    /// Lays the piece out around the origin.
    fn arrange(&mut self, edge_length: f64, wide: bool, seed: u64) {
        if self.points.len() < 2 {
            return;
        }
        let mut random = Random::new(seed);
        self.points = pivots::spread(&self.rows, &mut random);
        forces::settle(&self.rows, &mut self.points);
        self.turn(wide);
        self.stretch(edge_length);
        if self.points.len() <= MOST_SEPARATED {
            overlap::separate(&mut self.points, &self.extents, &mut random);
        }
    }

    /// Turns the piece so that it is longest along the longer side of the picture.
    fn turn(&mut self, wide: bool) {
        let count = self.points.len() as f64;
        let (mut mean_x, mut mean_y) = (0.0, 0.0);
        for point in &self.points {
            mean_x += point.x / count;
            mean_y += point.y / count;
        }
        let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
        for point in &mut self.points {
            point.x -= mean_x;
            point.y -= mean_y;
            xx += point.x * point.x;
            yy += point.y * point.y;
            xy += point.x * point.y;
        }
        // The half angle by roots alone, which round alike on every platform; sines do not.
        let spread = ((xx - yy) * (xx - yy) + 4.0 * xy * xy).sqrt();
        let double_cos = if spread > 0.0 { ((xx - yy) / spread).clamp(-1.0, 1.0) } else { 1.0 };
        let cos = ((1.0 + double_cos) / 2.0).sqrt();
        let sin = ((1.0 - double_cos) / 2.0).sqrt().copysign(xy);
        for point in &mut self.points {
            let (along, across) = (point.x * cos + point.y * sin, point.y * cos - point.x * sin);
            *point = if wide { Point { x: along, y: across } } else { Point { x: across, y: along } };
        }
    }

    /// Scales the piece so that its edges have the wanted mean length.
    fn stretch(&mut self, edge_length: f64) {
        let mut sum = 0.0;
        for node in 0..self.points.len() as u32 {
            for &other in self.rows.neighbors(node) {
                let (a, b) = (self.points[node as usize], self.points[other as usize]);
                sum += ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).sqrt();
            }
        }
        let mean = sum / self.rows.slot_count() as f64;
        if mean > 0.0 {
            let factor = edge_length / mean;
            for point in &mut self.points {
                point.x *= factor;
                point.y *= factor;
            }
        }
    }
}

fn check<'a>(
    view: &View<'_>,
    options: &LayoutOptions<'a>,
) -> Result<impl Fn(NodeId) -> Extent + Sync + use<'a>, GraphError> {
    for (name, value) in [("width", options.width), ("height", options.height), ("edge_length", options.edge_length)] {
        if !value.is_finite() || value <= 0.0 {
            return Err(GraphError::InvalidParameter { name, value: f64::from(value), range: "finite and above 0" });
        }
    }
    let node_count = view.graph().node_count;
    let (len, bad) = match options.room {
        Room::Disc(radius) => (None, find_bad([radius].into_iter())),
        Room::Discs(radii) => (Some(radii.len()), find_bad(radii.iter().copied())),
        Room::Boxes(halves) => (Some(halves.len()), find_bad(halves.iter().flat_map(|half| [half.0, half.1]))),
    };
    if let Some(len) = len.filter(|&len| len != node_count as usize) {
        return Err(GraphError::WrongLength { name: "room", len, node_count });
    }
    if let Some(value) = bad {
        let range = "finite and not negative";
        return Err(GraphError::InvalidParameter { name: "room", value: f64::from(value), range });
    }
    let room = options.room;
    Ok(move |node: NodeId| {
        let (half_width, half_height, is_round) = match room {
            Room::Disc(radius) => (radius, radius, true),
            Room::Discs(radii) => (radii[node.index()], radii[node.index()], true),
            Room::Boxes(halves) => (halves[node.index()].0, halves[node.index()].1, false),
        };
        Extent { half_width: f64::from(half_width), half_height: f64::from(half_height), is_round }
    })
}

fn find_bad(mut values: impl Iterator<Item = f32>) -> Option<f32> {
    values.find(|value| !value.is_finite() || *value < 0.0)
}
