//! Every algorithm against a slow, plain twin on random multigraphs: directed and not, with loops and repeats, filtered.

mod plain;

use plain::sample::{DIRECTIONS, close, samples};
use plain::{Plain, UNREACHED};
use proptest::prelude::*;
use umbra_graph::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn betweenness_of_nodes_and_edges(sample in samples(1..9)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        for direction in DIRECTIONS {
            for length in [Length::Hops, Length::Weight] {
                let plain = Plain::of(&view, direction, length);
                let (nodes, edges) = plain.betweenness();
                let options = BetweennessOptions { length, direction, normalized: false };
                close(&betweenness(&view, &options).unwrap(), &nodes)?;
                close(&edge_betweenness(&view, &options).unwrap(), &edges)?;
            }
        }
    }

    #[test]
    fn distances_and_paths(sample in samples(0..9)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        for direction in DIRECTIONS {
            for length in [Length::Hops, Length::Weight] {
                let plain = Plain::of(&view, direction, length);
                for from in view.nodes() {
                    let found = shortest_paths(&view, &[from], direction, length).unwrap();
                    for to in graph.nodes() {
                        let expected = plain.distance[from.index()][to.index()];
                        prop_assert_eq!(found.distances()[to.index()], expected);
                        let path = shortest_path(&view, from, to, direction, length).unwrap();
                        prop_assert_eq!(path.is_some(), expected != UNREACHED);
                        prop_assert_eq!(&path, &found.path_to(to));
                        let Some(path) = path else { continue };
                        prop_assert_eq!(path.length, expected);
                        let mut walked = 0.0;
                        for (step, &edge) in path.nodes.windows(2).zip(&path.edges) {
                            let taken = Neighbor { node: step[1], edge };
                            prop_assert!(view.neighbors(step[0], direction).any(|next| next == taken));
                            walked += if length == Length::Hops { 1.0 } else { graph.weight(edge) };
                        }
                        prop_assert_eq!(walked, expected);
                    }
                }
            }
        }
    }

    #[test]
    fn closeness_and_harmonic(sample in samples(1..9)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        for direction in DIRECTIONS {
            for length in [Length::Hops, Length::Weight] {
                let plain = Plain::of(&view, direction, length);
                let (reached, corrected, harmonics) = plain.closeness();
                close(&closeness(&view, direction, length, Closeness::Reached), &reached)?;
                close(&closeness(&view, direction, length, Closeness::WassermanFaust), &corrected)?;
                close(&harmonic(&view, direction, length), &harmonics)?;
            }
        }
    }

    #[test]
    fn components(sample in samples(1..2)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        let along = Plain::of(&view, Direction::Out, Length::Hops);
        let across = Plain::of(&view, Direction::Both, Length::Hops);
        let (weak, strong) = (weak_components(&view), strong_components(&view));
        for a in graph.nodes() {
            prop_assert_eq!(weak.of(a).is_some(), view.has_node(a));
            for b in graph.nodes().filter(|&b| view.has_node(a) && view.has_node(b)) {
                prop_assert_eq!(weak.joins(a, b), across.reaches(a, b));
                prop_assert_eq!(strong.joins(a, b), along.reaches(a, b) && along.reaches(b, a));
            }
        }
        for found in [&weak, &strong] {
            prop_assert_eq!(found.sizes().iter().sum::<u32>() as usize, view.node_count());
            let lowest: Vec<NodeId> = found.members().iter().map(|members| members[0]).collect();
            prop_assert!(lowest.is_sorted());
        }
    }

    #[test]
    fn what_falls_apart(sample in samples(1..2)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        let found = biconnected(&view);
        let before = weak_components(&view).count();
        for node in view.nodes() {
            let mut without = view.clone();
            without.hide(node);
            let splits = weak_components(&without).count() > before;
            prop_assert_eq!(found.articulation_points().contains(&node), splits, "node {}", node);
        }
        for edge in view.edge_ids() {
            let mut without = view.clone();
            without.hide_edge(edge);
            let splits = weak_components(&without).count() > before;
            prop_assert_eq!(found.bridges().contains(&edge), splits, "edge {}", edge);
        }
        // Two edges share a block just when no third node, taken out, parts them.
        for a in view.edge_ids() {
            prop_assert_eq!(found.block_of(a).is_some(), !plain::is_loop(&graph, a));
            for b in view.edge_ids().filter(|&b| !plain::is_loop(&graph, a) && !plain::is_loop(&graph, b)) {
                prop_assert_eq!(found.block_of(a) == found.block_of(b), plain::share_block(&view, a, b), "{} {}", a, b);
            }
        }
    }

    #[test]
    fn cores(sample in samples(1..2)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        for direction in DIRECTIONS {
            prop_assert_eq!(coreness(&view, direction), plain::coreness(&view, direction));
        }
    }

    #[test]
    fn triangles(sample in samples(1..2)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        let found = clustering(&view);
        for node in graph.nodes() {
            let (triangles, pairs) = plain::triangles(&view, node);
            prop_assert_eq!(found.triangles()[node.index()], triangles);
            prop_assert_eq!(found.local(node), (pairs > 0).then(|| triangles as f64 / pairs as f64));
        }
    }

    #[test]
    fn pageranks(sample in samples(0..9), weighted in any::<bool>()) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        let options = PageRankOptions { weighted, tolerance: 1e-13, ..PageRankOptions::default() };
        let found = pagerank(&view, &options).unwrap();
        prop_assert!(found.has_converged);
        close(&found.scores, &plain::pagerank(&view, 0.85, weighted))?;
    }

    #[test]
    fn degrees(sample in samples(1..9)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        for direction in DIRECTIONS {
            let (counts, sums, others) = plain::degrees(&view, direction);
            prop_assert_eq!(degree(&view, direction), counts);
            close(&strength(&view, direction), &sums)?;
            prop_assert_eq!(neighbor_count(&view, direction), others);
        }
        let edge_count = view.edges().count();
        prop_assert_eq!(view.edge_count(), edge_count);
        prop_assert_eq!(degree(&view, Direction::Both).iter().sum::<u32>() as usize, 2 * edge_count);
    }

    #[test]
    fn chains_between_sets(
        sample in samples(1..2),
        days in prop::collection::vec((0i32..6, 0i32..4, any::<bool>()), 40),
        ends in (prop::collection::vec(0u32..14, 1..4), prop::collection::vec(0u32..14, 1..4)),
        max_edges in 1u32..5,
        is_time_aware in any::<bool>(),
        may_cross_ends in any::<bool>(),
    ) {
        let edges = sample.edges.iter().zip(&days).map(|(&(s, t, _), &(first, length, dated))| {
            let edge = Edge::new(s, t);
            if dated { edge.during(Interval::new(first, first + length).unwrap()) } else { edge }
        });
        // Dense graphs have more chains than a plain twin cares to list.
        let edges: Vec<Edge> = edges.take(18).collect();
        let graph = if sample.directed { Graph::directed(14, edges) } else { Graph::undirected(14, edges) }.unwrap();
        let mut view = graph.view();
        sample.hidden_nodes.iter().for_each(|&node| { view.hide(NodeId(node)); });
        let ids = |nodes: &[u32]| nodes.iter().map(|&node| NodeId(node)).collect::<Vec<_>>();
        let (from, to) = (ids(&ends.0), ids(&ends.1));
        for direction in DIRECTIONS {
            let options =
                ChainOptions { max_edges, direction, is_time_aware, may_cross_ends, max_chains: usize::MAX, max_steps: u64::MAX };
            let found = chains(&view, &from, &to, &options).unwrap();
            prop_assert!(found.is_complete);
            let mut expected = plain::chains(&view, &from, &to, &options);
            let mut seen: Vec<_> = found.chains.iter().map(|chain| (chain.nodes.clone(), chain.edges.clone())).collect();
            seen.sort();
            expected.sort();
            prop_assert_eq!(&seen, &expected);
            for chain in &found.chains {
                let days = (-1..12).filter(|&day| chain.edges.iter().all(|&edge| graph.validity(edge).contains(day)));
                let agreed = (-1..12).filter(|&day| chain.validity.is_some_and(|agreed| agreed.contains(day)));
                prop_assert_eq!(days.collect::<Vec<_>>(), agreed.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn pictures(
        sample in samples(1..2),
        seed in any::<u64>(),
        half in (0.0f32..40.0, 0.0f32..20.0),
        boxes in any::<bool>(),
        (width, height, edge_length) in (50.0f32..1000.0, 50.0f32..1000.0, 5.0f32..80.0),
    ) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        let halves = vec![half; graph.node_count()];
        let room = if boxes { Room::Boxes(&halves) } else { Room::Disc(half.0) };
        let options = LayoutOptions { width, height, room, edge_length, seed };
        let found = layout(&view, &options).unwrap();
        prop_assert_eq!(&found, &layout(&view, &options).unwrap());
        prop_assert!(found.shrink() > 0.0 && found.shrink() <= 1.0);
        let (half_width, half_height) = if boxes { half } else { (half.0, half.0) };
        let (half_width, half_height) = (half_width * found.shrink(), half_height * found.shrink());
        for a in graph.nodes() {
            prop_assert_eq!(found.position(a).is_some(), view.has_node(a));
            let Some((x, y)) = found.position(a) else { continue };
            prop_assert!(x >= half_width * 0.999 && x <= options.width - half_width * 0.999, "{}", x);
            prop_assert!(y >= half_height * 0.999 && y <= options.height - half_height * 0.999, "{}", y);
            for b in graph.nodes().filter(|&b| b < a) {
                let Some((other_x, other_y)) = found.position(b) else { continue };
                let (dx, dy) = ((x - other_x).abs(), (y - other_y).abs());
                let apart = if boxes {
                    dx >= 1.99 * half_width || dy >= 1.99 * half_height
                } else {
                    dx.hypot(dy) >= 1.99 * half_width
                };
                prop_assert!(apart, "{} and {} touch: {} {} for {} {}", a, b, dx, dy, half_width, half_height);
            }
        }
    }
}
