//! Larger random graphs against petgraph, and results that must not depend on the number of threads.

use petgraph::graph::{DiGraph, UnGraph};
use petgraph::visit::NodeIndexable;
use umbra_graph::*;

/// A fixed stream of numbers: the graphs are the same on every run.
fn numbers(seed: u64) -> impl FnMut(u32) -> u32 {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(below)) as u32
    }
}

fn edges(node_count: u32, edge_count: u32, seed: u64) -> Vec<(u32, u32, f64)> {
    let mut next = numbers(seed);
    (0..edge_count).map(|_| (next(node_count), next(node_count), f64::from(1 + next(1000)) / 8.0)).collect()
}

#[test]
fn dijkstra_agrees_with_petgraph() {
    let edges = edges(2_000, 6_000, 1);
    let theirs = DiGraph::<(), f64>::from_edges(&edges);
    let node_count = theirs.node_bound() as u32;
    let graph = Graph::directed(node_count, edges.iter().map(|&(s, t, w)| Edge::new(s, t).weighing(w))).unwrap();
    let ours = shortest_paths(&graph.view(), &[NodeId(0)], Direction::Out, Length::Weight).unwrap();
    let expected = petgraph::algo::dijkstra(&theirs, 0.into(), None, |edge| *edge.weight());
    for node in graph.nodes() {
        assert_eq!(ours.distance(node), expected.get(&petgraph::graph::NodeIndex::new(node.index())).copied());
    }
}

#[test]
fn components_agree_with_petgraph() {
    let edges = edges(3_000, 3_600, 2);
    let theirs = DiGraph::<(), f64>::from_edges(&edges);
    let node_count = theirs.node_bound() as u32;
    let graph = Graph::directed(node_count, edges.iter().map(|&(s, t, w)| Edge::new(s, t).weighing(w))).unwrap();
    assert_eq!(weak_components(&graph.view()).count(), petgraph::algo::connected_components(&theirs));
    let mut expected: Vec<Vec<u32>> = petgraph::algo::tarjan_scc(&theirs)
        .into_iter()
        .map(|mut members| {
            members.sort_unstable();
            members.into_iter().map(|node| node.index() as u32).collect()
        })
        .collect();
    expected.sort_unstable();
    let ours: Vec<Vec<u32>> = strong_components(&graph.view())
        .members()
        .into_iter()
        .map(|members| members.into_iter().map(|node| node.0).collect())
        .collect();
    assert_eq!(ours, expected);
}

#[test]
fn bridges_and_articulation_points_agree_with_petgraph() {
    // petgraph takes simple graphs here, so repeats and loops are left out.
    let mut pairs: Vec<(u32, u32)> = edges(1_500, 1_700, 3).iter().map(|&(s, t, _)| (s.min(t), s.max(t))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|(s, t)| s != t);
    let theirs = UnGraph::<(), ()>::from_edges(&pairs);
    let graph = Graph::undirected(theirs.node_bound() as u32, pairs.iter().map(|&(s, t)| Edge::new(s, t))).unwrap();
    let found = biconnected(&graph.view());
    let mut expected: Vec<usize> = petgraph::algo::articulation_points::articulation_points(&theirs)
        .into_iter()
        .map(petgraph::graph::NodeIndex::index)
        .collect();
    expected.sort_unstable();
    assert_eq!(found.articulation_points().iter().map(|node| node.index()).collect::<Vec<_>>(), expected);
    let mut expected: Vec<usize> =
        petgraph::algo::bridges::bridges(&theirs).map(|edge| petgraph::visit::EdgeRef::id(&edge).index()).collect();
    expected.sort_unstable();
    assert_eq!(found.bridges().iter().map(|edge| edge.index()).collect::<Vec<_>>(), expected);
}

#[test]
fn results_are_the_same_bits_for_any_number_of_threads() {
    let edges = edges(400, 1_400, 4);
    let graph = Graph::undirected(400, edges.iter().map(|&(s, t, w)| Edge::new(s, t).weighing(w))).unwrap();
    let run = |threads| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| {
            let view = graph.view().keep_nodes(|node| node.0 % 50 != 7);
            // Pictures cost most, and 300 nodes are enough to be shared among threads.
            let few = graph.view().keep_nodes(|node| node.0 < 300);
            let by_hops = BetweennessOptions::default();
            let by_weight = BetweennessOptions { length: Length::Weight, ..by_hops };
            let scores = [
                betweenness(&view, &by_hops).unwrap(),
                betweenness(&view, &by_weight).unwrap(),
                edge_betweenness(&view, &by_hops).unwrap(),
                harmonic(&view, Direction::Both, Length::Weight),
                pagerank(&view, &PageRankOptions::default()).unwrap().scores,
                eigenvector(&view, &EigenvectorOptions::default()).unwrap().scores,
            ];
            let sampled = ApproximateOptions { error: 0.05, ..ApproximateOptions::default() };
            let bits: Vec<u64> = scores.iter().flatten().map(|score| score.to_bits()).collect();
            let options = CommunityOptions::default();
            let found = communities(&view, &options).unwrap();
            let few_runs = CertaintyOptions { runs: 9, ..CertaintyOptions::default() };
            let sure = membership_certainty(&view, &found, &options, &few_runs).unwrap();
            let holes = structural_holes(&view, true);
            let likely = predict_links(&few, LinkIndex::RandomWalk { restart: 0.3 }, true, 50).unwrap();
            let others = (found, sure, holes, likely, motifs(&view), approximate_betweenness(&view, &sampled).unwrap());
            (bits, clustering(&view), layout(&few, &LayoutOptions::default()).unwrap(), others)
        })
    };
    let alone = run(1);
    for threads in [2, 7] {
        assert!(run(threads) == alone, "{threads} threads");
    }
}
