//! The lines of ties: curves that fan out between the same two nodes and stop before shapes and names.

use std::collections::BTreeMap;

use umbra_find::Network;
use umbra_graph::NodeId;

use super::choice::Chosen;
use super::place::{self, Point, Taken};
use super::{Bundle, Drawing, DrawnNode, DrawnTie, bundle_of};

/// Pixels between two ties of the same two nodes, at the middle.
const SPREAD: f64 = 26.0;

/// Pixels that a line keeps from a third node, so that the ties of that node can still be pointed at.
const CLEARANCE: f64 = 14.0;
/// Pixels by which the lines between two nodes are bent to go round others, the least that does it.
const ASIDE: [f64; 5] = [0.0, 44.0, -44.0, 88.0, -88.0];

/// A tie's line: a quadratic curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Route {
    pub from: Point,
    pub bend: Point,
    pub to: Point,
}

impl Route {
    /// The point at `t` of the way, 0 to 1.
    pub(super) fn at(&self, t: f64) -> Point {
        self.blossom(t, t)
    }

    /// Whether it passes over a node's shape.
    fn runs_through(&self, node: &DrawnNode) -> bool {
        const STEPS: u8 = 40;
        let near = node.shape.radius() + CLEARANCE;
        (1..STEPS).map(|step| self.at(f64::from(step) / f64::from(STEPS))).any(|point| {
            let (dx, dy) = (point.x - node.at.x, point.y - node.at.y);
            dx * dx + dy * dy < near * near
        })
    }

    /// The polar form of the curve, from which any part of it can be cut.
    fn blossom(&self, s: f64, t: f64) -> Point {
        let mix = |a: f64, b: f64, c: f64| (1.0 - s) * (1.0 - t) * a + ((1.0 - s) * t + s * (1.0 - t)) * b + s * t * c;
        Point { x: mix(self.from.x, self.bend.x, self.to.x), y: mix(self.from.y, self.bend.y, self.to.y) }
    }

    /// The part of the curve between two points of the way.
    fn part(&self, s: f64, t: f64) -> Self {
        Self { from: self.blossom(s, s), bend: self.blossom(s, t), to: self.blossom(t, t) }
    }
}

/// Gives each tie its curve; several between the same two nodes fan out.
pub(super) fn route(drawing: &mut Drawing, network: &Network, chosen: &Chosen, place_of: &BTreeMap<usize, u32>) {
    let mut pairs: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for &tie in &chosen.ties {
        let ends = &network.ties()[tie];
        let (a, b) = (place_of[&ends.source_node], place_of[&ends.target_node]);
        pairs.entry((a.min(b), a.max(b))).or_default().push(tie);
    }
    for ((low, high), ties) in pairs {
        let (a, b) = (&drawing.nodes[NodeId(low).index()], &drawing.nodes[NodeId(high).index()]);
        let (dx, dy) = (b.at.x - a.at.x, b.at.y - a.at.y);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let (normal_x, normal_y) = (-dy / length, dx / length);
        let bundles = bundles(network, &ties);
        #[expect(clippy::cast_precision_loss, reason = "few lines run between the same two nodes")]
        let middle = (bundles.len() as f64 - 1.0) / 2.0;
        let (low_end, high_end) = (End::of(a), End::of(b));
        let (x, y) = (f64::midpoint(low_end.at.x, high_end.at.x), f64::midpoint(low_end.at.y, high_end.at.y));
        let bend = |number: usize, aside: f64| {
            #[expect(clippy::cast_precision_loss, reason = "see above")]
            let offset = (number as f64 - middle) * SPREAD * 2.0 + aside;
            Point { x: x + normal_x * offset, y: y + normal_y * offset }
        };
        let others: Vec<&DrawnNode> = drawing
            .nodes
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != low as usize && *at != high as usize)
            .map(|(_, n)| n)
            .collect();
        // A line through a third node would seem to tie that one too.
        let aside = ASIDE
            .into_iter()
            .min_by_key(|&aside| {
                let routes = (0..bundles.len()).map(|number| Route {
                    from: low_end.at,
                    bend: bend(number, aside),
                    to: high_end.at,
                });
                routes.map(|route| others.iter().filter(|node| route.runs_through(node)).count()).sum::<usize>()
            })
            .unwrap_or(0.0);
        for (number, ties) in bundles.into_iter().enumerate() {
            let bend = bend(number, aside);
            let starts_low = place_of[&network.ties()[ties[0]].source_node] == low;
            let (start, end) = if starts_low { (&low_end, &high_end) } else { (&high_end, &low_end) };
            let whole = Route { from: start.at, bend, to: end.at };
            drawing.ties.push(DrawnTie { ties, route: between(&whole, start, end), word_at: None });
        }
    }
}

/// The ties between two nodes, those of one bundle together, in the order of their first.
fn bundles(network: &Network, ties: &[usize]) -> Vec<Vec<usize>> {
    let mut bundles: Vec<(Option<Bundle>, Vec<usize>)> = Vec::new();
    for &tie in ties {
        let bundle = bundle_of(&network.ties()[tie]);
        match bundles.iter_mut().find(|(other, _)| bundle.is_some() && *other == bundle) {
            Some((_, ties)) => ties.push(tie),
            None => bundles.push((bundle, vec![tie])),
        }
    }
    bundles.into_iter().map(|(_, ties)| ties).collect()
}

/// What a line must not run into: a node's shape and its name.
struct End {
    at: Point,
    radius: f64,
    name: Taken,
}

impl End {
    fn of(node: &DrawnNode) -> Self {
        Self { at: node.at, radius: node.shape.radius(), name: place::name_of(node) }
    }

    fn holds(&self, point: Point, clearance: f64) -> bool {
        let (dx, dy) = (point.x - self.at.x, point.y - self.at.y);
        let in_shape = dx * dx + dy * dy < (self.radius + clearance) * (self.radius + clearance);
        in_shape || self.name.touches(&Taken { middle: point, half: (0.0, 0.0) })
    }
}

/// The part of a line that runs between its ends' shapes and names. Where the names leave nothing of it, it runs
/// through them.
fn between(whole: &Route, start: &End, end: &End) -> Route {
    const STEPS: u8 = 100;
    let way = || (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
    let first = way().find(|&t| !start.holds(whole.at(t), 2.0)).unwrap_or(0.0);
    let last = way().rev().find(|&t| !end.holds(whole.at(t), 4.0)).unwrap_or(1.0);
    if last - first > 0.1 { whole.part(first, last) } else { whole.part(0.12, 0.88) }
}
