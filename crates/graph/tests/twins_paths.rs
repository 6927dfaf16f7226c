//! Paths and flows against slow, plain twins on random multigraphs.

mod plain;

use plain::sample::{DIRECTIONS, samples};
use proptest::prelude::*;
use umbra_graph::*;

type Simple = (Vec<NodeId>, Vec<EdgeId>);

/// Every path from one node to another that visits no node twice, by growing all.
fn simple_paths(view: &View<'_>, from: NodeId, to: NodeId, direction: Direction) -> Vec<Simple> {
    let mut growing: Vec<Simple> = if view.has_node(from) { vec![(vec![from], vec![])] } else { vec![] };
    let mut found = Vec::new();
    while let Some((nodes, edges)) = growing.pop() {
        let last = nodes[nodes.len() - 1];
        if last == to {
            found.push((nodes, edges));
            continue;
        }
        for next in view.neighbors(last, direction).filter(|next| !nodes.contains(&next.node)) {
            let (mut nodes, mut edges) = (nodes.clone(), edges.clone());
            nodes.push(next.node);
            edges.push(next.edge);
            growing.push((nodes, edges));
        }
    }
    found
}

fn long(graph: &Graph, edges: &[EdgeId], length: Length) -> f64 {
    if length == Length::Hops { edges.len() as f64 } else { edges.iter().map(|&edge| graph.weight(edge)).sum() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn all_and_k_shortest_paths(sample in samples(1..5), ends in (0u32..7, 0u32..7)) {
        let graph = sample.graph();
        let mut view = sample.view(&graph).keep_nodes(|node| node.0 < 7);
        // Dense graphs have more paths than a plain twin cares to list.
        (16..graph.edge_count() as u32).for_each(|edge| { view.hide_edge(EdgeId(edge)); });
        let (from, to) = (NodeId(ends.0 % sample.node_count), NodeId(ends.1 % sample.node_count));
        for direction in DIRECTIONS {
            for length in [Length::Hops, Length::Weight] {
                let every = simple_paths(&view, from, to, direction);
                let mut lengths: Vec<f64> = every.iter().map(|path| long(&graph, &path.1, length)).collect();
                lengths.sort_by(f64::total_cmp);
                let count = every.len() + 2;
                let found = k_shortest_paths(&view, from, to, direction, length, count).unwrap();
                prop_assert_eq!(found.iter().map(|path| path.length).collect::<Vec<_>>(), lengths.clone());
                let mut listed: Vec<Simple> = found.iter().map(|path| (path.nodes.clone(), path.edges.clone())).collect();
                listed.sort();
                let mut expected = every.clone();
                expected.sort();
                prop_assert_eq!(listed, expected);
                let few = k_shortest_paths(&view, from, to, direction, length, 2).unwrap();
                prop_assert_eq!(&few[..], &found[..found.len().min(2)]);

                let shortest = lengths.first().copied();
                let mut tied: Vec<Simple> =
                    every.into_iter().filter(|path| Some(long(&graph, &path.1, length)) == shortest).collect();
                tied.sort();
                let all = all_shortest_paths(&view, from, to, direction, length, usize::MAX).unwrap();
                let mut listed: Vec<Simple> = all.paths.iter().map(|path| (path.nodes.clone(), path.edges.clone())).collect();
                listed.sort();
                prop_assert_eq!(listed, tied);
            }
        }
    }

    #[test]
    fn from_both_ends(sample in samples(0..9)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        for direction in DIRECTIONS {
            for length in [Length::Hops, Length::Weight] {
                for (from, to) in graph.nodes().flat_map(|a| graph.nodes().map(move |b| (a, b))) {
                    let found = bidirectional_path(&view, from, to, direction, length).unwrap();
                    let expected = shortest_path(&view, from, to, direction, length).unwrap();
                    prop_assert_eq!(found.as_ref().map(|path| path.length), expected.map(|path| path.length));
                    let Some(path) = found else { continue };
                    prop_assert_eq!((path.nodes[0], path.nodes[path.nodes.len() - 1]), (from, to));
                    prop_assert_eq!(long(&graph, &path.edges, length), path.length);
                    for (step, &edge) in path.nodes.windows(2).zip(&path.edges) {
                        let taken = Neighbor { node: step[1], edge };
                        prop_assert!(view.neighbors(step[0], direction).any(|next| next == taken));
                    }
                }
            }
        }
    }

    #[test]
    fn through_time(
        sample in samples(1..2),
        days in prop::collection::vec((0i32..8, 0i32..5, any::<bool>()), 40),
        sources in prop::collection::vec(0u32..14, 0..3),
        days_per_edge in 0u32..3,
        start in 0i32..5,
    ) {
        let edges = sample.edges.iter().zip(&days).map(|(&(s, t, _), &(first, length, dated))| {
            let edge = Edge::new(s, t);
            if dated { edge.during(Interval::new(first, first + length).unwrap()) } else { edge }
        });
        let edges: Vec<Edge> = edges.collect();
        let graph = if sample.directed { Graph::directed(14, edges) } else { Graph::undirected(14, edges) }.unwrap();
        let mut view = graph.view();
        sample.hidden_nodes.iter().for_each(|&node| { view.hide(NodeId(node)); });
        let sources: Vec<NodeId> = sources.into_iter().map(NodeId).collect();
        for direction in DIRECTIONS {
            // The earliest day at each node after just so many steps: whoever is early can wait.
            let mut by_steps = vec![vec![None; 14]];
            sources.iter().filter(|&&node| view.has_node(node)).for_each(|node| by_steps[0][node.index()] = Some(start));
            for _ in 0..14 {
                let before: &Vec<Option<i32>> = &by_steps[by_steps.len() - 1];
                let mut after: Vec<Option<i32>> = vec![None; 14];
                for node in view.nodes() {
                    let Some(day) = before[node.index()] else { continue };
                    for next in view.neighbors(node, direction) {
                        let held = graph.validity(next.edge);
                        let usable = (day..40).find(|&day| held.contains(day));
                        let there = usable.map(|day| day + days_per_edge as i32);
                        let known = &mut after[next.node.index()];
                        if there.is_some() && (known.is_none() || there < *known) {
                            *known = there;
                        }
                    }
                }
                by_steps.push(after);
            }
            for aim in [Aim::EarliestArrival, Aim::FewestEdges] {
                let options = TemporalOptions { direction, start, days_per_edge, aim };
                let found = time_respecting_paths(&view, &sources, &options).unwrap();
                for node in graph.nodes() {
                    let reached = by_steps.iter().enumerate().filter_map(|(count, days)| days[node.index()].map(|day| (day, count as u32)));
                    let expected = match aim {
                        Aim::EarliestArrival => reached.min(),
                        Aim::FewestEdges => reached.min_by_key(|&(_, count)| count),
                    };
                    prop_assert_eq!(found.arrival(node), expected.map(|found| found.0));
                    if aim == Aim::FewestEdges {
                        prop_assert_eq!(found.edge_count(node), expected.map(|found| found.1));
                    }
                    let Some(path) = found.path_to(node) else { continue };
                    prop_assert!(sources.contains(&path.nodes[0]));
                    prop_assert_eq!(path.edges.len() as u32, found.edge_count(node).unwrap());
                    for (place, &edge) in path.edges.iter().enumerate() {
                        let step = Neighbor { node: path.nodes[place + 1], edge };
                        prop_assert!(view.neighbors(path.nodes[place], direction).any(|next| next == step));
                        let left = path.days[place + 1] - days_per_edge as i32;
                        prop_assert!(left >= path.days[place] && graph.validity(edge).contains(left));
                    }
                }
            }
        }
    }

    #[test]
    fn cuts(sample in samples(0..6), costs in prop::collection::vec(0u32..5, 8), ends in (1u32..8, 1u32..8)) {
        let graph = sample.graph();
        let view = sample.view(&graph).keep_nodes(|node| node.0 < 8);
        let in_set = |set: u32| graph.nodes().filter(move |node| node.0 < 3 && set >> node.0 & 1 == 1).collect::<Vec<_>>();
        let (sources, sinks) = (in_set(ends.0 & 0b011), in_set(ends.1 & 0b100));
        if sources.is_empty() || sinks.is_empty() {
            return Ok(());
        }
        let shown: Vec<NodeId> = view.nodes().collect();
        let subsets = || (0u32..1 << shown.len()).map(|set| {
            shown.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1).map(|(_, &node)| node).collect::<Vec<_>>()
        });
        for capacity in [Capacity::Weights, Capacity::Edges] {
            // The cheapest of all sets that hold the sources and no sink.
            let cost = |near: &Vec<NodeId>| view.edges().map(|(_, edge)| {
                let (s, t) = (near.contains(&edge.source), near.contains(&edge.target));
                let crosses = if graph.is_directed() { s && !t } else { s != t };
                if !crosses { 0.0 } else if capacity == Capacity::Edges { 1.0 } else { edge.weight }
            }).sum::<f64>();
            let parts = |near: &Vec<NodeId>| {
                sources.iter().all(|node| !view.has_node(*node) || near.contains(node)) && !sinks.iter().any(|node| near.contains(node))
            };
            let cheapest = subsets().filter(parts).map(|near| cost(&near)).fold(f64::INFINITY, f64::min);
            let found = minimum_cut(&view, &sources, &sinks, capacity).unwrap();
            prop_assert_eq!(found.value, cheapest);
            let weigh = |&edge: &EdgeId| if capacity == Capacity::Edges { 1.0 } else { graph.weight(edge) };
            prop_assert_eq!(found.edges.iter().map(weigh).sum::<f64>(), cheapest);
            let mut without = view.clone();
            found.edges.iter().for_each(|&edge| { without.hide_edge(edge); });
            let without = without.keep_edges(|_, edge| capacity == Capacity::Edges || edge.weight > 0.0);
            let reached = shortest_paths(&without, &sources, Direction::Out, Length::Hops).unwrap();
            prop_assert!(sinks.iter().all(|&sink| reached.distance(sink).is_none()));
        }
        // 4 stands for a node that may not be taken.
        let mut capacities: Vec<f64> = costs.iter().map(|&cost| if cost == 4 { f64::INFINITY } else { f64::from(cost) }).collect();
        capacities.resize(graph.node_count().max(8), 1.0);
        capacities.truncate(graph.node_count());
        let cuts_off = |removed: &Vec<NodeId>| {
            let mut without = view.clone();
            removed.iter().for_each(|&node| { without.hide(node); });
            let reached = shortest_paths(&without, &sources, Direction::Out, Length::Hops).unwrap();
            sinks.iter().all(|&sink| reached.distance(sink).is_none())
        };
        let cost = |removed: &Vec<NodeId>| removed.iter().map(|node| capacities[node.index()]).sum::<f64>();
        let cheapest = subsets().filter(|set| cuts_off(set)).map(|set| cost(&set)).fold(f64::INFINITY, f64::min);
        let found = minimum_cut(&view, &sources, &sinks, Capacity::Nodes(&capacities)).unwrap();
        prop_assert_eq!(found.value, cheapest);
        if cheapest.is_finite() {
            prop_assert_eq!(cost(&found.nodes), cheapest);
            let free = view.nodes().filter(|node| capacities[node.index()] == 0.0);
            prop_assert!(cuts_off(&found.nodes.iter().copied().chain(free).collect()));
        }
    }
}
