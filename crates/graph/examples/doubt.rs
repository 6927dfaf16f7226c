//! Measures how often the rank intervals hold: drops ties of a known network at random, and looks whether the ranks of its
//! true first five lie within the intervals that are shown for what is left.
//!
//! `cargo run --release -p umbra-graph --example doubt -- FILE.edges...`; a line of a file is two node numbers. Prints a table.

use std::process::ExitCode;

use umbra_graph::{
    BetweennessOptions, Edge, Graph, GraphError, NodeId, RankOptions, TieDoubt, betweenness, rank_doubt, ranks,
};

const RUNS: u64 = 200;
const DRAWS: usize = 200;
const RATES: [f64; 2] = [0.1, 0.3];

fn main() -> ExitCode {
    println!("| network | dropped | all five hold | each holds | five are candidates | width of the five |");
    println!("|---|---|---|---|---|---|");
    for path in std::env::args().skip(1) {
        let measured = std::fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| {
            let graph = read(&text)?;
            RATES.into_iter().try_for_each(|rate| row(&path, &graph, rate)).map_err(|error| error.to_string())
        });
        if let Err(error) = measured {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn read(text: &str) -> Result<Graph, String> {
    let pairs: Result<Vec<(u32, u32)>, String> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let numbers: Vec<u32> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            let [one, other] = numbers[..] else { return Err(format!("{line:?} is no pair of node numbers")) };
            Ok((one, other))
        })
        .collect();
    let pairs = pairs?;
    let count = pairs.iter().map(|&(one, other)| one.max(other) + 1).max().unwrap_or(0);
    Graph::undirected(count, pairs.into_iter().map(|(one, other)| Edge::new(one, other))).map_err(|e| e.to_string())
}

fn score(graph: &Graph) -> Result<Vec<f64>, GraphError> {
    betweenness(&graph.view(), &BetweennessOptions::default())
}

fn row(path: &str, graph: &Graph, rate: f64) -> Result<(), GraphError> {
    let truth = ranks(&score(graph)?);
    let mut five: Vec<usize> = (0..truth.len()).collect();
    five.sort_by_key(|&node| truth[node]);
    five.truncate(5);
    let (mut all, mut each, mut candidates, mut width) = (0, 0, 0, 0u32);
    for run in 0..RUNS {
        let mut state = run.wrapping_mul(0x2545_f491_4f6c_dd1d) + 88172645463325252;
        let mut share = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        // A fixed number of ties goes, each as likely as the other.
        let mut order: Vec<(f64, u32)> = (0..graph.edge_count() as u32).map(|edge| (share(), edge)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let left = graph.edge_count() - (rate * graph.edge_count() as f64).round() as usize;
        let kept: std::collections::BTreeSet<u32> = order[..left].iter().map(|&(_, edge)| edge).collect();
        let seen = graph.view().keep_edges(|edge, _| kept.contains(&edge.0));
        let options = RankOptions { seed: run, draws: DRAWS, ..RankOptions::default() };
        let found = rank_doubt(&seen, &TieDoubt::even(rate, 0.0, graph.edge_count()), &options, score)?;
        let standing = |node: usize| found.placings[NodeId(node as u32).index()];
        let within = |node: usize| (standing(node).low..=standing(node).high).contains(&truth[node]);
        let held = five.iter().filter(|&&node| within(node)).count();
        each += held;
        all += usize::from(held == five.len());
        candidates += usize::from(five.iter().all(|&node| standing(node).low <= 5));
        width += five.iter().map(|&node| standing(node).high - standing(node).low + 1).sum::<u32>();
    }
    let share = |count: usize, of: u64| 100.0 * count as f64 / of as f64;
    println!(
        "| {} | {:.0} % | {:.1} % | {:.1} % | {:.1} % | {:.1} |",
        std::path::Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or(path),
        rate * 100.0,
        share(all, RUNS),
        share(each, RUNS * 5),
        share(candidates, RUNS),
        f64::from(width) / (RUNS * 5) as f64
    );
    Ok(())
}
