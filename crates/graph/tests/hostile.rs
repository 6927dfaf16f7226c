//! Graphs at the edge: nothing, one node, loops alone, and shapes that break recursion or go quadratic.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use umbra_graph::*;

/// What costs as much as reading the graph is tried on as many nodes as this.
const HUGE: u32 = 1_000_000;
const LARGE: u32 = 200_000;

fn every_algorithm(graph: &Graph) {
    let view = graph.view();
    let n = graph.node_count();
    for direction in [Direction::Out, Direction::In, Direction::Both] {
        assert_eq!(degree(&view, direction).len(), n);
        assert_eq!(strength(&view, direction).len(), n);
        assert_eq!(neighbor_count(&view, direction).len(), n);
        assert_eq!(coreness(&view, direction).len(), n);
        for length in [Length::Hops, Length::Weight] {
            let near = closeness(&view, direction, length, Closeness::WassermanFaust);
            assert!(near.iter().all(|score| !score.is_nan()) && near.len() == n);
            assert!(harmonic(&view, direction, length).iter().all(|score| !score.is_nan()));
            for normalized in [false, true] {
                let options = BetweennessOptions { length, direction, normalized };
                assert!(betweenness(&view, &options).unwrap().iter().all(|score| score.is_finite()));
                assert!(edge_betweenness(&view, &options).unwrap().iter().all(|score| score.is_finite()));
            }
        }
    }
    assert_eq!(weak_components(&view).sizes().iter().sum::<u32>() as usize, n);
    assert_eq!(strong_components(&view).sizes().iter().sum::<u32>() as usize, n);
    assert!(biconnected(&view).articulation_points().len() <= n);
    assert_eq!(clustering(&view).triangles().len(), n);
    assert!(pagerank(&view, &PageRankOptions::default()).unwrap().scores.iter().all(|score| score.is_finite()));
    assert_eq!(layout(&view, &LayoutOptions::default()).unwrap().positions().len(), n);
    for weighted in [false, true] {
        let holes = structural_holes(&view, weighted);
        assert!(graph.nodes().all(|node| holes.constraint(node).is_none_or(f64::is_finite)));
        let options = EigenvectorOptions { weighted, ..EigenvectorOptions::default() };
        assert!(eigenvector(&view, &options).unwrap().scores.iter().all(|score| score.is_finite()));
        for quality in [Quality::Modularity, Quality::ConstantPotts] {
            let options = CommunityOptions { quality, weighted, ..CommunityOptions::default() };
            let found = communities(&view, &options).unwrap();
            assert_eq!(found.sizes().iter().sum::<u32>() as usize, n);
            let few = CertaintyOptions { runs: 3, ..CertaintyOptions::default() };
            let sure = membership_certainty(&view, &found, &options, &few).unwrap();
            assert!(sure.of_nodes.iter().all(|share| (0.0..=1.0).contains(share)));
        }
    }
    assert_eq!(approximate_betweenness(&view, &ApproximateOptions::default()).unwrap().scores.len(), n);
    assert_eq!(motifs(&view), Motifs::default());
    assert!(maximal_cliques(&view, &GroupOptions::default()).unwrap().groups.is_empty());
    assert!(maximal_k_plexes(&view, 2, &GroupOptions::default()).unwrap().groups.is_empty());
    assert!(predict_links(&view, LinkIndex::AdamicAdar, false, 5).unwrap().is_empty());
    let all: Vec<NodeId> = graph.nodes().collect();
    assert!(chains(&view, &all, &all, &ChainOptions::default()).unwrap().is_complete);
}

#[test]
fn graphs_with_next_to_nothing_in_them() {
    let looped = [Edge::new(0, 0), Edge::new(0, 0).weighing(3.0)];
    let repeated = [Edge::new(0, 1), Edge::new(1, 0).weighing(2.0), Edge::new(0, 1)];
    for make in [
        |n, edges: &[Edge]| Graph::undirected(n, edges.to_vec()),
        |n, edges: &[Edge]| Graph::directed(n, edges.to_vec()),
    ] {
        every_algorithm(&make(0, &[]).unwrap());
        every_algorithm(&make(1, &[]).unwrap());
        every_algorithm(&make(1, &looped).unwrap());
        every_algorithm(&make(2, &[]).unwrap());
        every_algorithm(&make(2, &repeated).unwrap());
        every_algorithm(&make(5, &looped).unwrap());
    }
}

#[test]
fn a_view_that_hides_everything() {
    let graph = Graph::undirected(3, [Edge::new(0, 1), Edge::new(1, 2)]).unwrap();
    let nothing = graph.view().keep_nodes(|_| false);
    assert_eq!((nothing.node_count(), nothing.edge_count()), (0, 0));
    assert_eq!(betweenness(&nothing, &BetweennessOptions::default()).unwrap(), [0.0; 3]);
    assert_eq!(harmonic(&nothing, Direction::Both, Length::Hops), [0.0; 3]);
    assert_eq!(pagerank(&nothing, &PageRankOptions::default()).unwrap().scores, [0.0; 3]);
    assert_eq!(layout(&nothing, &LayoutOptions::default()).unwrap().positions(), [None; 3]);
    assert_eq!(chains(&nothing, &[NodeId(0)], &[NodeId(1)], &ChainOptions::default()).unwrap().chains, []);
}

/// All that costs about as much as reading the graph.
fn every_quick_algorithm(graph: &Graph) {
    let view = graph.view();
    assert_eq!(weak_components(&view).count(), 1);
    let strong = if graph.is_directed() { graph.node_count() } else { 1 };
    assert_eq!(strong_components(&view).count(), strong);
    let found = biconnected(&view);
    assert_eq!(found.bridges().len(), graph.edge_count());
    assert!(coreness(&view, Direction::Both).iter().all(|&core| core == 1));
    assert_eq!(clustering(&view).transitivity(), Some(0.0));
    let ranked = pagerank(&view, &PageRankOptions { max_steps: 20, ..PageRankOptions::default() }).unwrap();
    assert!((ranked.scores.iter().sum::<f64>() - 1.0).abs() < 1e-6);
    for length in [Length::Hops, Length::Weight] {
        let ends = (NodeId(0), NodeId(graph.node_count() as u32 - 1));
        assert!(shortest_path(&view, ends.0, ends.1, Direction::Out, length).unwrap().is_some());
        assert!(bidirectional_path(&view, ends.0, ends.1, Direction::Out, length).unwrap().is_some());
        let all = all_shortest_paths(&view, ends.0, ends.1, Direction::Out, length, 2).unwrap();
        assert_eq!((all.paths.len(), all.is_complete), (1, true));
    }
    let ends = ([NodeId(0)], [NodeId(graph.node_count() as u32 - 1)]);
    let options = TemporalOptions { direction: Direction::Out, start: 0, days_per_edge: 0, aim: Aim::EarliestArrival };
    assert_eq!(time_respecting_paths(&view, &ends.0, &options).unwrap().arrival(ends.1[0]), Some(0));
    assert_eq!(minimum_cut(&view, &ends.0, &ends.1, Capacity::Edges).unwrap().value, 1.0);
    let costs = vec![1.0; graph.node_count()];
    assert_eq!(minimum_cut(&view, &ends.0, &ends.1, Capacity::Nodes(&costs)).unwrap().value, 1.0);
    assert_eq!(motifs(&view).triangles, 0);
    let holes = structural_holes(&view, false);
    assert!(graph.nodes().all(|node| holes.constraint(node).is_some_and(|constraint| constraint <= 1.0)));
    let found = communities(&view, &CommunityOptions { max_rounds: 1, ..CommunityOptions::default() }).unwrap();
    assert_eq!(found.sizes().iter().sum::<u32>() as usize, graph.node_count());
    let triples = maximal_k_plexes(&view, 2, &GroupOptions { max_steps: 100_000, ..GroupOptions::default() }).unwrap();
    assert!(!triples.is_complete);
    let pairs = GroupOptions { min_size: 2, max_groups: usize::MAX, ..GroupOptions::default() };
    assert_eq!(maximal_cliques(&view, &pairs).unwrap().groups.len(), graph.edge_count());
}

#[test]
fn a_long_path_needs_no_deep_stack() {
    for make in [Graph::directed, |n, edges| Graph::undirected(n, edges)] {
        let edges: Vec<Edge> = (1..LARGE).map(|node| Edge::new(node - 1, node)).collect();
        let graph = make(LARGE, edges).unwrap();
        every_quick_algorithm(&graph);
        assert_eq!(biconnected(&graph.view()).articulation_points().len() as u32, LARGE - 2);
        // A chain may be as long as it is asked to be.
        let far = ChainOptions { max_edges: LARGE, ..ChainOptions::default() };
        let found = chains(&graph.view(), &[NodeId(0)], &[NodeId(LARGE - 1)], &far).unwrap();
        assert_eq!(found.chains[0].edges.len() as u32, LARGE - 1);
    }
}

#[test]
fn a_path_of_a_million_nodes_is_read_and_taken_apart() {
    let mut text = format!("# {HUGE} {}\n", HUGE - 1);
    (1..HUGE).for_each(|node| text.push_str(&format!("{} {node}\n", node - 1)));
    let network = read_network(text.as_bytes(), &ReadOptions::default()).unwrap();
    let view = network.graph.view();
    assert_eq!(weak_components(&view).count(), 1);
    assert_eq!(strong_components(&view).count(), 1);
    assert_eq!(biconnected(&view).bridges().len(), network.graph.edge_count());
    assert!(coreness(&view, Direction::Both).iter().all(|&core| core == 1));
    // Folded from both ends, a path is nothing but a tree.
    let between = betweenness(&view, &BetweennessOptions::default()).unwrap();
    assert_eq!(between[1], f64::from(HUGE - 2));
    let sampled = ApproximateOptions { error: 0.3, failure: 0.5, ..ApproximateOptions::default() };
    assert!(approximate_betweenness(&graph_of_path(LARGE / 10).view(), &sampled).unwrap().scores[0] < 0.3);
}

fn graph_of_path(node_count: u32) -> Graph {
    Graph::undirected(node_count, (1..node_count).map(|node| Edge::new(node - 1, node))).unwrap()
}

#[test]
fn a_star_of_many_leaves_is_not_quadratic() {
    for make in [Graph::directed, |n, edges| Graph::undirected(n, edges)] {
        let edges: Vec<Edge> = (1..LARGE).map(|leaf| Edge::new(0, leaf)).collect();
        let graph = make(LARGE, edges).unwrap();
        every_quick_algorithm(&graph);
        assert_eq!(biconnected(&graph.view()).articulation_points(), [NodeId(0)]);
        let leaves: Vec<NodeId> = (1..LARGE).map(NodeId).collect();
        let found = chains(&graph.view(), &leaves[..10], &leaves[10..], &ChainOptions::default()).unwrap();
        assert_eq!((found.chains.len(), found.is_complete), (10_000, false));
    }
}

#[test]
#[ignore = "takes a gigabyte and, unoptimised, minutes"]
fn a_star_of_ten_million_leaves() {
    let leaves = 10_000_000;
    let graph = Graph::undirected(leaves + 1, (1..=leaves).map(|leaf| Edge::new(0, leaf))).unwrap();
    let view = graph.view();
    assert_eq!(weak_components(&view).count(), 1);
    assert_eq!(biconnected(&view).articulation_points(), [NodeId(0)]);
    assert!(coreness(&view, Direction::Both).iter().all(|&core| core == 1));
    let between =
        betweenness(&view, &BetweennessOptions { normalized: true, ..BetweennessOptions::default() }).unwrap();
    assert!((between[0] - 1.0).abs() < 1e-12);
    assert_eq!(communities(&view, &CommunityOptions::default()).unwrap().sizes().iter().sum::<u32>(), leaves + 1);
    assert!((structural_holes(&view, false).constraint(NodeId(0)).unwrap() - 1e-7).abs() < 1e-12);
    let d = u128::from(leaves);
    assert_eq!(motifs(&view).stars, d * (d - 1) * (d - 2) / 6);
    let pairs = GroupOptions { min_size: 2, ..GroupOptions::default() };
    assert!(!maximal_cliques(&view, &pairs).unwrap().is_complete);
    let plexes = maximal_k_plexes(&view, 2, &GroupOptions::default()).unwrap();
    assert!(!plexes.is_complete);
    assert!(predict_links(&view, LinkIndex::AdamicAdar, false, 5).is_err());
    let cut = minimum_cut(&view, &[NodeId(1)], &[NodeId(leaves)], Capacity::Edges).unwrap();
    assert_eq!(cut.value, 1.0);
    let options = ApproximateOptions { error: 0.1, ..ApproximateOptions::default() };
    assert!(approximate_betweenness(&view, &options).unwrap().scores[0] > 0.9);
}

#[test]
fn a_picture_of_a_large_star_and_a_long_path_comes_to_an_end() {
    let star: Vec<Edge> = (1..21_000).map(|leaf| Edge::new(0, leaf)).collect();
    let path: Vec<Edge> = (1..1_000).map(|node| Edge::new(node - 1, node)).collect();
    for edges in [star, path] {
        let graph = Graph::undirected(edges.len() as u32 + 1, edges).unwrap();
        let found = layout(&graph.view(), &LayoutOptions::default()).unwrap();
        assert!(found.positions().iter().flatten().all(|(x, y)| x.is_finite() && y.is_finite()));
    }
}

#[test]
fn pictures_refuse_what_cannot_be_drawn() {
    let graph = Graph::undirected(2, [Edge::new(0, 1)]).unwrap();
    let refuse = |options: LayoutOptions<'_>| layout(&graph.view(), &options).unwrap_err().to_string();
    let good = LayoutOptions::default();
    assert!(refuse(LayoutOptions { width: 0.0, ..good }).starts_with("width is 0"));
    assert!(refuse(LayoutOptions { height: f32::NAN, ..good }).starts_with("height is NaN"));
    assert!(refuse(LayoutOptions { edge_length: -1.0, ..good }).starts_with("edge_length is -1"));
    assert!(refuse(LayoutOptions { room: Room::Disc(-1.0), ..good }).starts_with("room is -1"));
    assert!(refuse(LayoutOptions { room: Room::Discs(&[1.0]), ..good }).starts_with("room has 1 entries"));
    assert!(refuse(LayoutOptions { room: Room::Boxes(&[(1.0, 2.0), (f32::INFINITY, 1.0)]), ..good }).contains("inf"));
}
