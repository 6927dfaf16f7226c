//! Betweenness by sampling shortest paths, with a bound on the error.

mod bounds;
mod path_sampler;

use rayon::prelude::*;

use crate::random::Random;
use crate::rows::Rows;
use crate::{Direction, GraphError, View};
use bounds::{Bounds, vertex_diameter};
use path_sampler::PathSampler;

/// How far the estimate may be off, and how surely not further.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ApproximateOptions {
    /// Which way a directed graph's edges are followed.
    pub direction: Direction,
    /// The largest error of any node's normalised betweenness, in `0.0..1.0`, not 0. Half of it takes up to four times as long.
    pub error: f64,
    /// The chance that some node is off by more than that, in `0.0..1.0`, not 0.
    pub failure: f64,
    /// Where chance begins.
    pub seed: u64,
}

impl Default for ApproximateOptions {
    /// Along the edges, to 0.01 with a chance of failure of 0.1, seed 0.
    fn default() -> ApproximateOptions {
        ApproximateOptions { direction: Direction::Out, error: 0.01, failure: 0.1, seed: 0 }
    }
}

/// Estimates with their intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct ApproximateBetweenness {
    /// Normalised betweenness, as [`crate::betweenness`] gives it; 0 for hidden nodes.
    pub scores: Vec<f64>,
    /// Below this no true value lies, of any node, but for the chance of failure.
    pub lower: Vec<f64>,
    /// Above this no true value lies, of any node, but for the chance of failure.
    pub upper: Vec<f64>,
    /// How many paths were sampled.
    pub samples: u64,
}

/// The betweenness of every node by hops, estimated from shortest paths between nodes drawn at random.
///
/// Sampling goes on until every node's interval is within the error asked for, so that a graph where no node stands out takes
/// few samples. What [`crate::betweenness`] says of disconnected graphs, loops and repeated edges holds here. Below three nodes all are 0.
///
/// M. Borassi and E. Natale, "KADABRA is an adaptive algorithm for betweenness via random approximation", ESA (2016):
/// paths by breadth-first search from both ends at once, bounds that hold whenever one stops. The same for a seed with any number
/// of threads. Time O(ln(n / failure) / error²) samples at most, each O(n + m) at worst and about O(√m) on networks with hubs; memory
/// O(n + m), and O(n) for each thread.
///
/// # Errors
/// [`GraphError::InvalidParameter`] for options outside what they allow.
pub fn approximate_betweenness(
    view: &View<'_>,
    options: &ApproximateOptions,
) -> Result<ApproximateBetweenness, GraphError> {
    for (name, value) in [("error", options.error), ("failure", options.failure)] {
        if value.is_nan() || value <= 0.0 || value >= 1.0 {
            return Err(GraphError::InvalidParameter { name, value, range: "above 0 and below 1" });
        }
    }
    let node_count = view.graph().node_count();
    let nodes: Vec<u32> = view.nodes().map(|node| node.0).collect();
    if nodes.len() < 3 {
        let zeros = vec![0.0; node_count];
        return Ok(ApproximateBetweenness { scores: zeros.clone(), lower: zeros.clone(), upper: zeros, samples: 0 });
    }
    let forth = view.rows(options.direction);
    let back = view.rows(options.direction.reversed());
    let n = nodes.len() as f64;
    // Samples measure the share of all ordered pairs; betweenness leaves out those that end at the node itself.
    let scale = n / (n - 2.0);
    let error = options.error / scale;
    let is_undirected = !view.graph().is_directed() || options.direction == Direction::Both;
    let diameter = if is_undirected { vertex_diameter(&forth, &nodes) } else { nodes.len() as u64 };
    let most = Bounds::most_samples(diameter, error, options.failure);

    // A first look, thrown away afterwards, tells which nodes need the most certainty.
    let first_look = (most / 100).clamp(100, 20_000);
    let mut hits = vec![0u64; node_count];
    count(&forth, &back, &nodes, options.seed ^ 0x5eed, 0..first_look, &mut hits);
    let bounds = Bounds::new(&hits, &nodes, first_look, most, error, options.failure);

    hits.fill(0);
    let mut samples = 0;
    let mut batch = first_look.max(1000);
    while samples < most {
        let next = (samples + batch).min(most);
        count(&forth, &back, &nodes, options.seed, samples..next, &mut hits);
        samples = next;
        if bounds.are_met(&hits, &nodes, samples) {
            break;
        }
        batch = (samples / 8).max(1000);
    }
    let mut result = ApproximateBetweenness {
        scores: vec![0.0; node_count],
        lower: vec![0.0; node_count],
        upper: vec![0.0; node_count],
        samples,
    };
    for &node in &nodes {
        let share = hits[node as usize] as f64 / samples as f64;
        let (below, above) = bounds.around(node, share, samples);
        result.scores[node as usize] = share * scale;
        result.lower[node as usize] = (share - below).max(0.0) * scale;
        result.upper[node as usize] = ((share + above) * scale).min(1.0);
    }
    Ok(result)
}

/// Samples paths and counts for each node how many lead through it. Each sample has its own stream of chance, so it is the same whichever
/// thread takes it.
fn count(forth: &Rows, back: &Rows, nodes: &[u32], seed: u64, samples: std::ops::Range<u64>, hits: &mut [u64]) {
    const CHUNK: u64 = 256;
    let chunks: Vec<u64> = (samples.start..samples.end).step_by(CHUNK as usize).collect();
    // So many chunks at a time that the paths found take little memory.
    for wave in chunks.chunks(256) {
        let paths: Vec<Vec<u32>> = wave
            .par_iter()
            .map_init(
                || PathSampler::new(forth, back),
                |sampler, &start| {
                    let mut inner = Vec::new();
                    for sample in start..(start + CHUNK).min(samples.end) {
                        let mut random = Random::of_task(seed, sample);
                        let source = random.below(nodes.len() as u64);
                        // Any other node, each alike.
                        let target = (source + 1 + random.below(nodes.len() as u64 - 1)) % nodes.len() as u64;
                        sampler.sample(nodes[source as usize], nodes[target as usize], &mut random, &mut inner);
                    }
                    inner
                },
            )
            .collect();
        for node in paths.into_iter().flatten() {
            hits[node as usize] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BetweennessOptions, Edge, Graph, betweenness};

    fn random_graph(node_count: u32, edge_count: u32, is_directed: bool) -> Graph {
        let mut random = Random::new(5);
        let edges: Vec<Edge> = (0..edge_count)
            .map(|_| {
                // Low numbers are drawn more often, so that some nodes stand out.
                let mut end =
                    || (random.below(u64::from(node_count)) * random.below(u64::from(node_count))) as u32 / node_count;
                Edge::new(end(), end())
            })
            .collect();
        if is_directed { Graph::directed(node_count, edges) } else { Graph::undirected(node_count, edges) }.unwrap()
    }

    #[test]
    fn estimates_are_within_their_bounds() {
        for is_directed in [false, true] {
            let graph = random_graph(300, 900, is_directed);
            let view = graph.view().keep_nodes(|node| node.0 % 17 != 3);
            let exact = BetweennessOptions { normalized: true, ..BetweennessOptions::default() };
            let exact = betweenness(&view, &exact).unwrap();
            for seed in 0..3 {
                let options = ApproximateOptions { error: 0.02, seed, ..ApproximateOptions::default() };
                let found = approximate_betweenness(&view, &options).unwrap();
                for (node, exact) in exact.iter().enumerate() {
                    let (low, high) = (found.lower[node], found.upper[node]);
                    assert!((low..=high).contains(exact), "{node}: {low} {exact} {high}");
                    assert!((found.scores[node] - exact).abs() <= 0.02);
                }
                assert_eq!(found.scores[3], 0.0, "hidden");
            }
        }
    }

    #[test]
    fn next_to_nothing_has_no_betweenness() {
        for (node_count, edges) in [(0, vec![]), (1, vec![Edge::new(0, 0)]), (2, vec![Edge::new(0, 1)]), (5, vec![])] {
            let graph = Graph::undirected(node_count, edges).unwrap();
            let found = approximate_betweenness(&graph.view(), &ApproximateOptions::default()).unwrap();
            assert!(found.scores.iter().all(|&score| score == 0.0));
        }
    }

    #[test]
    fn a_seed_gives_the_same_whatever_the_threads() {
        let graph = random_graph(200, 500, false);
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| approximate_betweenness(&graph.view(), &ApproximateOptions::default()).unwrap())
        };
        assert_eq!(run(1), run(3));
    }

    #[test]
    fn options_out_of_range_are_refused() {
        let graph = Graph::undirected(3, [Edge::new(0, 1)]).unwrap();
        for value in [0.0, 1.0, -0.5, f64::NAN] {
            let bad = ApproximateOptions { error: value, ..ApproximateOptions::default() };
            assert!(approximate_betweenness(&graph.view(), &bad).is_err());
            let bad = ApproximateOptions { failure: value, ..ApproximateOptions::default() };
            assert!(approximate_betweenness(&graph.view(), &bad).is_err());
        }
    }
}
