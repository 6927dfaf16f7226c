//! Betweenness of nodes and edges, exact.

mod edge_sweep;
mod folded;
mod node_sweep;
mod weight_sweep;

use crate::ordered_sum::sum_over_sources;
use crate::rows::Rows;
use crate::{Direction, EdgeId, GraphError, Length, View};
use edge_sweep::EdgeSweep;
use folded::Folded;
use node_sweep::NodeSweep;
use weight_sweep::WeightSweep;

/// The distance of a node not yet met.
pub(crate) const UNSEEN: u32 = u32::MAX;

/// How betweenness is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BetweennessOptions {
    /// What a shortest path is: fewest hops, or least weight.
    pub length: Length,
    /// Which way a directed graph's edges are followed: along them, or both ways. [`Direction::In`] gives the same
    /// as [`Direction::Out`], since a path counts for a node whichever end it is read from.
    pub direction: Direction,
    /// Divide by the number of pairs, so that values of networks of different size compare.
    pub normalized: bool,
}

impl Default for BetweennessOptions {
    /// By hops, along the edges, not normalised.
    fn default() -> BetweennessOptions {
        BetweennessOptions { length: Length::Hops, direction: Direction::Out, normalized: false }
    }
}

/// The betweenness of every node: the sum, over all pairs of other nodes, of the share of the pair's shortest paths
/// that run through it.
///
/// As in igraph, an undirected pair counts once and a directed one each way; pairs that no path joins add nothing;
/// `normalized` divides by the number of pairs of others, (n - 1)(n - 2) / 2 undirected and (n - 1)(n - 2) directed,
/// n being the nodes seen, which gives 0 (igraph: NaN) below three nodes. Isolated and hidden nodes get 0. Self-loops lie on
/// no shortest path. Each of several parallel edges makes paths of its own: filter repeats where they are records of
/// one tie. By weight, lengths that differ by less than one part in 10^10 are taken as equal, as in igraph.
///
/// The result is the same to the last bit for any number of threads.
///
/// U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001). By hops and
/// undirected, trees are folded into the nodes that they hang on, and of nodes with the same neighbours one is swept from
/// for all: M. Baglioni et al., "Fast exact computation of betweenness centrality in social networks", ASONAM (2012);
/// A. Sarıyüce et al., "Graph manipulations for fast centrality computation", ACM TKDD 11 (2017). Time O(n m) by hops and O(n m + n² log n) by weight, memory O(n + m) and O(n) for each of four chunks per thread.
///
/// # Errors
/// - [`GraphError::ZeroLength`] by weight, when an edge that is seen weighs 0;
/// - [`GraphError::TooManyPaths`] when path counts exceed double precision (1100 doubled edges
///   in a row do that, unless they are a tree).
pub fn betweenness(view: &View<'_>, options: &BetweennessOptions) -> Result<Vec<f64>, GraphError> {
    let n = view.node_count() as f64;
    let pairs = (n - 1.0) * (n - 2.0);
    let sums = match options.length {
        Length::Hops => over_nodes_by_hops(view, options)?,
        Length::Weight => by_weight::<false>(view, options)?,
    };
    Ok(scale(sums, pairs, options, view))
}

/// The betweenness of every edge: the sum, over all pairs of nodes, of the share of the pair's shortest paths that run
/// along it.
///
/// `normalized` divides, as in igraph, by the number of pairs: n(n - 1) / 2 undirected, n(n - 1) directed. Hidden
/// edges and self-loops get 0. For the rest as [`betweenness`]; memory for each chunk O(n + m).
///
/// M. Girvan and M. Newman, "Community structure in social and biological networks", PNAS 99 (2002); U. Brandes, "On
/// variants of shortest-path betweenness centrality and their generic computation", Social Networks 30 (2008).
///
/// # Errors
/// As [`betweenness`].
pub fn edge_betweenness(view: &View<'_>, options: &BetweennessOptions) -> Result<Vec<f64>, GraphError> {
    let n = view.node_count() as f64;
    let pairs = n * (n - 1.0);
    let sums = match options.length {
        Length::Hops => over_edges_by_hops(view, options)?,
        Length::Weight => by_weight::<true>(view, options)?,
    };
    Ok(scale(sums, pairs, options, view))
}

fn scale(mut sums: Vec<f64>, ordered_pairs: f64, options: &BetweennessOptions, view: &View<'_>) -> Vec<f64> {
    // Every undirected pair was met from both ends; normalising halves the divisor as well.
    let divisor = match (options.normalized, is_undirected(view, options)) {
        (true, _) if ordered_pairs <= 0.0 => 1.0,
        (true, _) => ordered_pairs,
        (false, true) => 2.0,
        (false, false) => 1.0,
    };
    sums.iter_mut().for_each(|sum| *sum /= divisor);
    sums
}

fn is_undirected(view: &View<'_>, options: &BetweennessOptions) -> bool {
    !view.graph().is_directed() || options.direction == Direction::Both
}

/// The sums over sources of what lies on nodes, by hops.
fn over_nodes_by_hops(view: &View<'_>, options: &BetweennessOptions) -> Result<Vec<f64>, GraphError> {
    let folded = Folded::of(view, options.direction, is_undirected(view, options));
    let sources: Vec<u32> = (0..folded.source_count()).collect();
    let scratch = || NodeSweep::new(folded.node_count());
    let sums = sum_over_sources(&sources, folded.node_count(), scratch, |sweep, source, sums| {
        sweep.run(&folded, source, sums)
    })?;
    Ok(folded.unfold(&sums))
}

/// The sums over sources of what lies on edges, by hops.
fn over_edges_by_hops(view: &View<'_>, options: &BetweennessOptions) -> Result<Vec<f64>, GraphError> {
    let rows = view.rows(options.direction);
    let rows: &Rows = &rows;
    let sources: Vec<u32> = view.nodes().map(|node| node.0).collect();
    let scratch = || EdgeSweep::new(rows.node_count());
    sum_over_sources(&sources, view.graph().edge_count(), scratch, |sweep, source, sums| sweep.run(rows, source, sums))
}

/// The sums over sources of what lies on nodes or edges, by weight.
fn by_weight<const EDGES: bool>(view: &View<'_>, options: &BetweennessOptions) -> Result<Vec<f64>, GraphError> {
    let is_zero = |edge: &EdgeId| view.graph().weight(*edge) == 0.0;
    if let Some(edge) = view.edge_ids().find(is_zero) {
        return Err(GraphError::ZeroLength { edge });
    }
    let rows = view.rows(options.direction);
    let rows: &Rows = &rows;
    let lengths = rows.per_slot(|edge| view.graph().weight(EdgeId(edge)));
    let sources: Vec<u32> = view.nodes().map(|node| node.0).collect();
    let len = if EDGES { view.graph().edge_count() } else { view.graph().node_count() };
    let scratch = || WeightSweep::new(rows.node_count());
    sum_over_sources(&sources, len, scratch, |sweep, source, sums| sweep.run::<EDGES>(rows, &lengths, source, sums))
}

/// Searches breadth first from a source and counts the shortest paths to each node met, in hops; `order` becomes the nodes in the
/// order in which they were met. At first all distances must be [`UNSEEN`] and `order` empty. O(n + m).
#[inline]
pub(crate) fn count_paths<'r>(
    row: impl Fn(u32) -> &'r [u32],
    source: u32,
    distance: &mut [u32],
    paths: &mut [f64],
    order: &mut Vec<u32>,
) {
    distance[source as usize] = 0;
    paths[source as usize] = 1.0;
    order.push(source);
    let mut head = 0;
    while let Some(&node) = order.get(head) {
        head += 1;
        let next_distance = distance[node as usize] + 1;
        let through = paths[node as usize];
        for &next in row(node) {
            let d = &mut distance[next as usize];
            if *d == UNSEEN {
                *d = next_distance;
                paths[next as usize] = through;
                order.push(next);
            } else if *d == next_distance {
                paths[next as usize] += through;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph, NodeId};

    fn undirected(node_count: u32, edges: &[(u32, u32, f64)]) -> Graph {
        Graph::undirected(node_count, edges.iter().map(|&(s, t, w)| Edge::new(s, t).weighing(w))).unwrap()
    }

    const WEIGHTED: BetweennessOptions =
        BetweennessOptions { length: Length::Weight, direction: Direction::Out, normalized: false };

    #[test]
    fn the_middle_of_a_path_lies_between_most() {
        let graph = undirected(5, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0)]);
        let plain = BetweennessOptions::default();
        assert_eq!(betweenness(&graph.view(), &plain).unwrap(), [0.0, 3.0, 4.0, 3.0, 0.0]);
        assert_eq!(edge_betweenness(&graph.view(), &plain).unwrap(), [4.0, 6.0, 6.0, 4.0]);
        let normalized = BetweennessOptions { normalized: true, ..plain };
        assert_eq!(betweenness(&graph.view(), &normalized).unwrap()[2], 4.0 / 6.0);
        assert_eq!(edge_betweenness(&graph.view(), &normalized).unwrap()[1], 6.0 / 10.0);
        assert_eq!(betweenness(&graph.view(), &WEIGHTED).unwrap(), [0.0, 3.0, 4.0, 3.0, 0.0]);
    }

    #[test]
    fn the_hub_of_a_star_normalises_to_one() {
        let graph = undirected(6, &[(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0), (0, 4, 1.0), (0, 5, 1.0)]);
        let normalized = BetweennessOptions { normalized: true, ..BetweennessOptions::default() };
        assert_eq!(betweenness(&graph.view(), &normalized).unwrap(), [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn sums_that_rounding_tells_apart_are_still_ties() {
        // 0.1 + 0.2 and 0.3 differ in the last bit; both ways from 0 to 3 must count.
        let graph = undirected(4, &[(0, 1, 0.1), (1, 3, 0.2), (0, 2, 0.15), (2, 3, 0.15), (0, 3, 0.3)]);
        let between = betweenness(&graph.view(), &WEIGHTED).unwrap();
        assert!((between[1] - 1.0 / 3.0).abs() < 1e-12, "{between:?}");
        assert!((between[2] - 1.0 / 3.0).abs() < 1e-12, "{between:?}");
    }

    #[test]
    fn directed_pairs_count_each_way() {
        let graph = Graph::directed(3, [Edge::new(0, 1), Edge::new(1, 2)]).unwrap();
        let at = |direction| {
            let options = BetweennessOptions { direction, ..BetweennessOptions::default() };
            betweenness(&graph.view(), &options).unwrap()
        };
        assert_eq!(at(Direction::Out), [0.0, 1.0, 0.0]);
        assert_eq!(at(Direction::In), [0.0, 1.0, 0.0]);
        assert_eq!(at(Direction::Both), [0.0, 1.0, 0.0]);
    }

    #[test]
    fn small_and_empty_graphs_have_no_betweenness() {
        let normalized = BetweennessOptions { normalized: true, ..BetweennessOptions::default() };
        for node_count in 0..3 {
            let graph = undirected(node_count, &[]);
            assert_eq!(betweenness(&graph.view(), &normalized).unwrap(), vec![0.0; node_count as usize]);
            assert!(edge_betweenness(&graph.view(), &normalized).unwrap().is_empty());
        }
    }

    #[test]
    fn zero_lengths_are_refused_unless_filtered_out() {
        let graph = undirected(3, &[(0, 1, 1.0), (1, 2, 0.0)]);
        assert_eq!(betweenness(&graph.view(), &WEIGHTED), Err(GraphError::ZeroLength { edge: EdgeId(1) }));
        let view = graph.view().keep_edges(|_, edge| edge.weight > 0.0);
        assert_eq!(betweenness(&view, &WEIGHTED).unwrap(), [0.0; 3]);
    }

    #[test]
    fn more_paths_than_a_float_can_count_are_an_error() {
        let doubled = (0..1100).flat_map(|node| [Edge::new(node, node + 1); 2]);
        let graph = Graph::directed(1101, doubled).unwrap();
        for options in [BetweennessOptions::default(), WEIGHTED] {
            let error = betweenness(&graph.view(), &options).unwrap_err();
            assert_eq!(error, GraphError::TooManyPaths { node: NodeId(0) });
        }
    }
}
