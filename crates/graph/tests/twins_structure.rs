//! Structure (holes, communities, cliques, motifs, likely ties) against slow, plain twins on random multigraphs.

mod plain;

use plain::sample::{close, samples};
use proptest::prelude::*;
use umbra_graph::*;

/// The strengths of the ties between all pairs: edges summed both ways, without loops; 1 for each tie unless weighted.
fn strengths(view: &View<'_>, weighted: bool) -> (Vec<Vec<f64>>, Vec<Vec<bool>>) {
    let n = view.graph().node_count();
    let (mut strength, mut tied) = (vec![vec![0.0; n]; n], vec![vec![false; n]; n]);
    for (_, edge) in view.edges().filter(|(_, edge)| edge.source != edge.target) {
        let (s, t) = (edge.source.index(), edge.target.index());
        for (a, b) in [(s, t), (t, s)] {
            tied[a][b] = true;
            strength[a][b] = if weighted { strength[a][b] + edge.weight } else { 1.0 };
        }
    }
    (strength, tied)
}

/// All sets of the nodes that are seen.
fn subsets(view: &View<'_>) -> impl Iterator<Item = Vec<usize>> + use<> {
    let nodes: Vec<usize> = view.nodes().map(NodeId::index).collect();
    (0u32..1 << nodes.len()).map(move |set| {
        nodes.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1).map(|(_, &node)| node).collect()
    })
}

/// Sets that hold `is_group` and none larger, of at least this size.
fn maximal(view: &View<'_>, min_size: usize, is_group: impl Fn(&[usize]) -> bool) -> Vec<Vec<NodeId>> {
    let mut groups: Vec<Vec<NodeId>> = subsets(view)
        .filter(|set| set.len() >= min_size && is_group(set))
        .filter(|set| {
            view.nodes().map(NodeId::index).filter(|node| !set.contains(node)).all(|more| {
                let mut larger = set.clone();
                larger.push(more);
                !is_group(&larger)
            })
        })
        .map(|set| set.into_iter().map(|node| NodeId(node as u32)).collect())
        .collect();
    groups.sort();
    groups
}

/// Solves the linear equations `matrix x = right` by Gauss's elimination.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for pivot in 0..n {
        for row in 0..n {
            if row != pivot {
                let factor = matrix[row][pivot] / matrix[pivot][pivot];
                let above = matrix[pivot].clone();
                matrix[row].iter_mut().zip(above).for_each(|(entry, above)| *entry -= factor * above);
                right[row] -= factor * right[pivot];
            }
        }
    }
    (0..n).map(|row| right[row] / matrix[row][row]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn holes(sample in samples(0..9), weighted in any::<bool>()) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        let (z, tied) = strengths(&view, weighted);
        let n = graph.node_count();
        let total: Vec<f64> = z.iter().map(|row| row.iter().sum()).collect();
        let strongest: Vec<f64> = z.iter().map(|row| row.iter().copied().fold(0.0, f64::max)).collect();
        let p = |i: usize, j: usize| if total[i] > 0.0 { z[i][j] / total[i] } else { 0.0 };
        let m = |j: usize, q: usize| if strongest[j] > 0.0 { z[j][q] / strongest[j] } else { 0.0 };
        let found = structural_holes(&view, weighted);
        for i in 0..n {
            let node = NodeId(i as u32);
            if total[i] == 0.0 {
                prop_assert_eq!((found.constraint(node), found.effective_size(node), found.efficiency(node)), (None, None, None));
                continue;
            }
            let (mut constraint, mut size, mut degree) = (0.0, 0.0, 0.0);
            for j in (0..n).filter(|&j| tied[i][j]) {
                let others = || (0..n).filter(|&q| q != i && q != j);
                constraint += (p(i, j) + others().map(|q| p(i, q) * p(q, j)).sum::<f64>()).powi(2);
                size += 1.0 - others().map(|q| p(i, q) * m(j, q)).sum::<f64>();
                degree += 1.0;
            }
            let measured = [found.constraint(node), found.effective_size(node), found.efficiency(node)].map(Option::unwrap);
            close(&measured, &[constraint, size, size / degree])?;
        }
    }

    #[test]
    fn eigenvectors(sample in samples(1..5)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        if graph.is_directed() {
            return Ok(());
        }
        let found = eigenvector(&view, &EigenvectorOptions::default()).unwrap();
        prop_assert!(found.scores.iter().all(|&score| (0.0..=1.0).contains(&score)));
        let has_edges = view.edges().any(|(_, edge)| edge.weight > 0.0);
        prop_assert_eq!(found.scores.iter().copied().fold(0.0, f64::max), f64::from(u8::from(has_edges)));
        if found.has_converged {
            for node in graph.nodes() {
                let fed: f64 = view.neighbors(node, Direction::Both).map(|next| graph.weight(next.edge) * found.scores[next.node.index()]).sum();
                let expected = found.eigenvalue * found.scores[node.index()];
                prop_assert!((fed - expected).abs() < 1e-4 * found.eigenvalue.max(1.0), "{:?}", found);
            }
        }
    }

    #[test]
    fn divisions(sample in samples(0..5), resolution in 0.1f64..3.0, seed in any::<u64>(), weighted in any::<bool>()) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        for quality in [Quality::Modularity, Quality::ConstantPotts] {
            let options = CommunityOptions { quality, resolution, weighted, seed, ..CommunityOptions::default() };
            let found = communities(&view, &options).unwrap();
            prop_assert_eq!(&found, &communities(&view, &options).unwrap());
            prop_assert!(graph.nodes().all(|node| found.of(node).is_some() == view.has_node(node)));
            // The quality of a division, from its definition.
            let weigh = |edge: &Edge| if weighted { edge.weight } else { 1.0 };
            let total: f64 = view.edges().map(|(_, edge)| weigh(&edge)).sum();
            let strength = |node: NodeId| view.neighbors(node, Direction::Both).map(|next| weigh(&graph.edge(next.edge))).sum::<f64>();
            let value = |of: &dyn Fn(NodeId) -> usize| {
                let within: f64 = view.edges().filter(|(_, edge)| of(edge.source) == of(edge.target)).map(|(_, edge)| weigh(&edge)).sum();
                let mut chance = 0.0;
                for a in view.nodes() {
                    for b in view.nodes().filter(|&b| of(a) == of(b)) {
                        chance += match quality {
                            Quality::Modularity => strength(a) * strength(b) / (4.0 * total * total),
                            Quality::ConstantPotts => f64::from(u8::from(a < b)),
                        };
                    }
                }
                match quality {
                    _ if total == 0.0 => 0.0,
                    Quality::Modularity => within / total - resolution * chance,
                    Quality::ConstantPotts => within - resolution * chance,
                }
            };
            let of = |node| found.of(node).unwrap();
            prop_assert!((found.quality() - value(&of)).abs() < 1e-9, "{} {}", found.quality(), value(&of));
            let alone = value(&|node: NodeId| node.index());
            prop_assert!(found.quality() >= alone - 1e-9);
            // Each is connected by ties that weigh something, and no node would rather be alone.
            for members in found.members() {
                let inner = view.clone().keep_nodes(|node| members.contains(&node)).keep_edges(|_, edge| weigh(edge) > 0.0);
                prop_assert!(weak_components(&inner).count() == 1 || total == 0.0);
            }
        }
    }

    #[test]
    fn cliques_and_plexes(sample in samples(1..2), min_size in 1usize..5, k in 1usize..4) {
        let graph = sample.graph();
        let view = sample.view(&graph).keep_nodes(|node| node.0 < 9);
        let (_, tied) = strengths(&view, false);
        let missing = |set: &[usize], node: usize| set.iter().filter(|&&other| !tied[node][other]).count();
        let options = GroupOptions { min_size, ..GroupOptions::default() };
        let found = maximal_cliques(&view, &options).unwrap();
        prop_assert!(found.is_complete);
        prop_assert_eq!(found.groups, maximal(&view, min_size, |set| set.iter().all(|&node| missing(set, node) <= 1)));
        let options = GroupOptions { min_size: min_size.max(2 * k - 1), ..options };
        let found = maximal_k_plexes(&view, k, &options).unwrap();
        prop_assert!(found.is_complete);
        prop_assert_eq!(found.groups, maximal(&view, options.min_size, |set| set.iter().all(|&node| missing(set, node) <= k)));
    }

    #[test]
    fn patterns(sample in samples(1..2)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        let (_, tied) = strengths(&view, false);
        let mut expected = Motifs::default();
        for set in subsets(&view).filter(|set| set.len() == 3 || set.len() == 4) {
            let mut degrees: Vec<usize> = set.iter().map(|&a| set.iter().filter(|&&b| tied[a][b]).count()).collect();
            degrees.sort_unstable();
            match degrees[..] {
                [1, 1, 2] => expected.wedges += 1,
                [2, 2, 2] => expected.triangles += 1,
                [1, 1, 2, 2] => expected.paths += 1,
                [1, 1, 1, 3] => expected.stars += 1,
                [2, 2, 2, 2] => expected.rings += 1,
                [1, 2, 2, 3] => expected.paws += 1,
                [2, 2, 3, 3] => expected.diamonds += 1,
                [3, 3, 3, 3] => expected.cliques += 1,
                _ => {}
            }
        }
        prop_assert_eq!(motifs(&view), expected);
    }

    #[test]
    fn triads(sample in samples(0..2)) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        let n = graph.node_count();
        let mut leads = vec![vec![false; n]; n];
        for (_, edge) in view.edges() {
            leads[edge.source.index()][edge.target.index()] = true;
            leads[edge.target.index()][edge.source.index()] |= !graph.is_directed();
        }
        let found = triad_census(&view);
        let mut expected = [0u128; 5];
        for set in subsets(&view).filter(|set| set.len() == 3) {
            let pairs = [(0, 1), (0, 2), (1, 2)].map(|(a, b)| (leads[set[a]][set[b]], leads[set[b]][set[a]]));
            let single = pairs.iter().filter(|(forth, back)| forth != back).count();
            let mutual = pairs.iter().filter(|(forth, back)| *forth && *back).count();
            // In a circle of single ties every node has one that leaves.
            let leaves = |a: usize| (0..3).filter(|&b| b != a && leads[set[a]][set[b]]).count();
            let is_round = (0..3).all(|a| leaves(a) == 1);
            let name = format!("{mutual}{single}{}", 3 - mutual - single);
            let of = |triads: &[Triad]| triads.iter().any(|triad| triad.name()[..3] == name);
            prop_assert!(of(&Triad::ALL));
            expected[0] += 1;
            expected[1] += u128::from(single == 3 && is_round);
            expected[2] += u128::from(single == 2 && mutual == 0);
            expected[4] += u128::from(single == 1 && mutual == 0);
            expected[3] += u128::from(mutual == 2 && single == 0);
        }
        let sum = |triads: &[Triad]| triads.iter().map(|triad| found.count(*triad)).sum::<u128>();
        let got = [sum(&Triad::ALL), sum(&[Triad::Cycle]), sum(&[Triad::Out, Triad::In, Triad::Chain]), sum(&[Triad::TwoMutual]), sum(&[Triad::Single])];
        prop_assert_eq!(got, expected);
    }

    #[test]
    fn likely_ties(sample in samples(0..5), weighted in any::<bool>(), restart in 0.1f64..1.0, attenuation in 0.01f64..0.5) {
        let graph = sample.graph();
        let view = sample.view(&graph);
        let n = graph.node_count();
        let (plain, tied) = strengths(&view, false);
        let (z, _) = strengths(&view, weighted);
        let degree: Vec<f64> = plain.iter().map(|row| row.iter().sum()).collect();
        let total: Vec<f64> = z.iter().map(|row| row.iter().sum()).collect();
        // Walks of up to four steps.
        let mut katz = vec![vec![0.0; n]; n];
        let mut power: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        for _ in 0..4 {
            power = (0..n).map(|i| (0..n).map(|j| (0..n).map(|k| power[i][k] * z[k][j] * attenuation).sum()).collect()).collect();
            for i in 0..n {
                for j in 0..n {
                    katz[i][j] += power[i][j];
                }
            }
        }
        // Where a walker is in the long run: (I - (1 - restart) P^T) x = restart e.
        let walker = |start: usize| {
            let flow = |to: usize, from: usize| if total[from] > 0.0 { z[from][to] / total[from] } else { 0.0 };
            let entry = |i: usize, j: usize| f64::from(u8::from(i == j)) - (1.0 - restart) * flow(i, j);
            let matrix = (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect();
            solve(matrix, (0..n).map(|i| if i == start { restart } else { 0.0 }).collect())
        };
        let walkers: Vec<Vec<f64>> = (0..n).map(walker).collect();
        let indices = [
            LinkIndex::CommonNeighbors, LinkIndex::AdamicAdar, LinkIndex::ResourceAllocation, LinkIndex::CommunityNeighbors,
            LinkIndex::CommunityAllocation, LinkIndex::Degrees, LinkIndex::Katz { attenuation, longest: 4 }, LinkIndex::RandomWalk { restart },
        ];
        for index in indices {
            let mut pairs = Vec::new();
            let mut expected = Vec::new();
            let mut untied = Vec::new();
            for a in 0..n {
                for b in 0..n {
                    pairs.push((NodeId(a as u32), NodeId(b as u32)));
                    let shared: Vec<usize> = (0..n).filter(|&c| tied[a][c] && tied[c][b]).collect();
                    let inner = |c: usize| shared.iter().filter(|&&d| tied[c][d]).count() as f64;
                    let score = match index {
                        LinkIndex::CommonNeighbors => shared.len() as f64,
                        LinkIndex::AdamicAdar => shared.iter().map(|&c| 1.0 / degree[c].ln()).sum(),
                        LinkIndex::ResourceAllocation => shared.iter().map(|&c| 1.0 / degree[c]).sum(),
                        LinkIndex::CommunityNeighbors => shared.len() as f64 * shared.iter().map(|&c| inner(c)).sum::<f64>() / 2.0,
                        LinkIndex::CommunityAllocation => shared.iter().map(|&c| inner(c) / degree[c]).sum(),
                        LinkIndex::Degrees => degree[a] * degree[b],
                        LinkIndex::Katz { .. } => katz[a][b],
                        LinkIndex::RandomWalk { .. } => walkers[a][b] + walkers[b][a],
                    };
                    let score = if a == b { 0.0 } else { score };
                    expected.push(score);
                    if a < b && !tied[a][b] && score > 0.0 {
                        untied.push(score);
                    }
                }
            }
            close(&link_scores(&view, &pairs, index, weighted).unwrap(), &expected)?;
            let best = predict_links(&view, index, weighted, 5).unwrap();
            untied.sort_by(|x, y| y.total_cmp(x));
            untied.truncate(5);
            close(&best.iter().map(|link| link.score).collect::<Vec<_>>(), &untied)?;
        }
    }
}
