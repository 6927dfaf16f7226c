//! Closeness and harmonic centrality.

use crate::ordered_sum::map_sources;
use crate::rows::Rows;
use crate::shortest::Frontier;
use crate::{Direction, EdgeId, Length, View};

/// How closeness treats nodes that can't be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closeness {
    /// One over the mean distance to the nodes that can be reached, as igraph's normalised closeness: high in a tiny
    /// component.
    Reached,
    /// The same times the share of the other nodes that can be reached, so that values of different components
    /// compare (S. Wasserman and K. Faust, "Social network analysis", 1994).
    #[default]
    WassermanFaust,
}

/// The closeness of every node: one over its mean distance to the others, with `variant` for those out of reach.
///
/// Distances are taken along `direction` from the node. A node that reaches nobody gets 0 (igraph: NaN), and so do
/// hidden nodes. A node all of whose reached nodes are at distance 0 (by weight, over zero weights) is infinitely close.
/// Self-loops make no difference; of repeated edges the shortest counts.
///
/// A. Bavelas, "Communication patterns in task-oriented groups", Journal of the Acoustical Society of America 22 (1950).
/// One search per node, in parallel: time O(n (n + m)) by hops, O(n (n + m) log n) by weight; memory O(n + m), and
/// O(n) per thread.
#[must_use]
pub fn closeness(view: &View<'_>, direction: Direction, length: Length, variant: Closeness) -> Vec<f64> {
    let others = view.node_count().saturating_sub(1) as f64;
    per_source(view, direction, length, |reach| {
        let reached = f64::from(reach.count);
        match (reach.count, variant) {
            (0, _) => 0.0,
            (_, Closeness::Reached) => reached / reach.sum,
            (_, Closeness::WassermanFaust) => reached / reach.sum * (reached / others),
        }
    })
}

/// The harmonic centrality of every node: the mean, over all other nodes, of one over the distance, 0 for those out of
/// reach; between 0 and 1 by hops.
///
/// Isolated and hidden nodes get 0; it needs no correction for disconnected graphs. A node at distance 0 (by weight)
/// makes it infinite. For the rest, and the cost, as [`closeness`].
///
/// M. Marchiori and V. Latora, "Harmony in the small-world", Physica A 285 (2000).
#[must_use]
pub fn harmonic(view: &View<'_>, direction: Direction, length: Length) -> Vec<f64> {
    let others = view.node_count().saturating_sub(1) as f64;
    per_source(view, direction, length, |reach| if reach.count == 0 { 0.0 } else { reach.inverse_sum / others })
}

/// What one search found: the other nodes reached, and the sums of their distances and of one over them.
#[derive(Clone, Copy, Default)]
struct Reach {
    count: u32,
    sum: f64,
    inverse_sum: f64,
}

impl Reach {
    fn add(&mut self, distance: f64) {
        self.count += 1;
        self.sum += distance;
        self.inverse_sum += 1.0 / distance;
    }
}

fn per_source(view: &View<'_>, direction: Direction, length: Length, score: impl Fn(Reach) -> f64) -> Vec<f64> {
    let rows = view.rows(direction);
    let rows: &Rows = &rows;
    let sources: Vec<u32> = view.nodes().map(|node| node.0).collect();
    let reaches = match length {
        Length::Hops => {
            let scratch = || (vec![u32::MAX; rows.node_count()], Vec::new());
            map_sources(&sources, scratch, |(seen_from, queue), source| hops(rows, source, seen_from, queue))
        }
        Length::Weight => {
            let lengths = rows.per_slot(|edge| view.graph().weight(EdgeId(edge)));
            let scratch = || (vec![f64::INFINITY; rows.node_count()], Vec::new());
            map_sources(&sources, scratch, |(distance, order), source| weights(rows, &lengths, source, distance, order))
        }
    };
    let mut scores = vec![0.0; view.graph().node_count()];
    for (&source, reach) in sources.iter().zip(reaches) {
        scores[source as usize] = score(reach);
    }
    scores
}

/// `seen_from` holds the last source that saw a node, so that it need not be wiped between sources.
fn hops(rows: &Rows, source: u32, seen_from: &mut [u32], queue: &mut Vec<u32>) -> Reach {
    let mut reach = Reach::default();
    queue.clear();
    queue.push(source);
    seen_from[source as usize] = source;
    let (mut head, mut distance) = (0, 0u32);
    while head < queue.len() {
        let layer_end = queue.len();
        distance += 1;
        for place in head..layer_end {
            for &next in rows.neighbors(queue[place]) {
                if seen_from[next as usize] != source {
                    seen_from[next as usize] = source;
                    queue.push(next);
                }
            }
        }
        head = layer_end;
        let found = (queue.len() - layer_end) as f64;
        reach.sum += found * f64::from(distance);
        reach.inverse_sum += found / f64::from(distance);
    }
    reach.count = queue.len() as u32 - 1;
    reach
}

fn weights(rows: &Rows, lengths: &[f64], source: u32, distance: &mut [f64], touched: &mut Vec<u32>) -> Reach {
    let mut reach = Reach::default();
    let mut frontier = Frontier::default();
    distance[source as usize] = 0.0;
    touched.push(source);
    frontier.push(0.0, source);
    while let Some((at, node)) = frontier.pop() {
        if at > distance[node as usize] {
            continue;
        }
        if node != source {
            reach.add(at);
        }
        let first = rows.first_slot(node);
        for (place, &next) in rows.neighbors(node).iter().enumerate() {
            let through = at + lengths[first + place];
            let known = &mut distance[next as usize];
            if through < *known {
                if known.is_infinite() {
                    touched.push(next);
                }
                *known = through;
                frontier.push(through, next);
            }
        }
    }
    for node in touched.drain(..) {
        distance[node as usize] = f64::INFINITY;
    }
    reach
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph, NodeId};

    #[test]
    fn the_middle_of_a_path_is_closest() {
        let graph = Graph::undirected(3, [Edge::new(0, 1).weighing(2.0), Edge::new(1, 2).weighing(4.0)]).unwrap();
        let view = graph.view();
        assert_eq!(closeness(&view, Direction::Both, Length::Hops, Closeness::Reached), [2.0 / 3.0, 1.0, 2.0 / 3.0]);
        assert_eq!(harmonic(&view, Direction::Both, Length::Hops), [0.75, 1.0, 0.75]);
        assert_eq!(closeness(&view, Direction::Both, Length::Weight, Closeness::Reached), [0.25, 2.0 / 6.0, 0.2]);
        assert_eq!(harmonic(&view, Direction::Both, Length::Weight)[1], (0.5 + 0.25) / 2.0);
    }

    #[test]
    fn a_tiny_component_is_close_only_when_uncorrected() {
        let graph = Graph::undirected(5, [Edge::new(0, 1), Edge::new(2, 3)]).unwrap();
        let at = |variant| closeness(&graph.view(), Direction::Both, Length::Hops, variant);
        assert_eq!(at(Closeness::Reached), [1.0, 1.0, 1.0, 1.0, 0.0]);
        assert_eq!(at(Closeness::WassermanFaust), [0.25, 0.25, 0.25, 0.25, 0.0]);
        assert_eq!(harmonic(&graph.view(), Direction::Both, Length::Hops), [0.25, 0.25, 0.25, 0.25, 0.0]);
    }

    #[test]
    fn direction_and_filters_matter() {
        let graph = Graph::directed(3, [Edge::new(0, 1), Edge::new(1, 2)]).unwrap();
        assert_eq!(harmonic(&graph.view(), Direction::Out, Length::Hops), [0.75, 0.5, 0.0]);
        assert_eq!(harmonic(&graph.view(), Direction::In, Length::Hops), [0.0, 0.5, 0.75]);
        let view = graph.view().keep_nodes(|node| node != NodeId(1));
        assert_eq!(harmonic(&view, Direction::Both, Length::Hops), [0.0; 3]);
    }
}
