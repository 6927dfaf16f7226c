//! Foretells a network's next phase from those before: which new ties will come, and who will stand between others.
//!
//! `cargo run --release -p umbra-graph --example watch -- PHASE1 PHASE2 ...`; each file is an edge list, `source target weight`.
//! After each phase but the last, every rule scores the pairs that are not tied yet, of nodes seen so far, and the nodes
//! seen so far; what the next phase brings says how well. Means over the phases are printed as tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::process::ExitCode;

use umbra_graph::{
    BetweennessOptions, Direction, Edge, Graph, LinkIndex, NodeId, PageRankOptions, ReadOptions, betweenness,
    link_scores, neighbor_count, pagerank, read_network, strength,
};

/// How much a tie of one phase still counts in the next.
const FADING: f64 = 0.5;
/// How many central nodes are to be foretold.
const CENTRAL: usize = 10;

type Failure = Box<dyn std::error::Error>;
type Phase = BTreeMap<(u32, u32), f64>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    let mut phases: Vec<Phase> = Vec::new();
    for path in std::env::args().skip(1) {
        let read = File::open(&path).map_err(Failure::from);
        let network = read.and_then(|file| Ok(read_network(file, &ReadOptions::default())?));
        let network = network.map_err(|error| format!("{path}: {error}"))?;
        let mut phase = Phase::new();
        for (_, edge) in network.graph.edges().filter(|(_, edge)| edge.source != edge.target) {
            let mut number = |node| {
                let next = names.len() as u32;
                *names.entry(network.name(node).into_owned()).or_insert(next)
            };
            let (one, other) = (number(edge.source), number(edge.target));
            *phase.entry((one.min(other), one.max(other))).or_insert(0.0) += edge.weight;
        }
        phases.push(phase);
    }
    if phases.len() < 2 {
        return Err("give the files of two phases or more".into());
    }
    ties(&phases, names.len() as u32)?;
    central(&phases, names.len() as u32)
}

/// The phases up to `last`, each fading by the phases after it; with no fading, all alike.
fn so_far(phases: &[Phase], count: u32, last: usize, fading: f64) -> Result<Graph, Failure> {
    let mut ties = Phase::new();
    for (number, phase) in phases.iter().enumerate().take(last + 1) {
        for (pair, weight) in phase {
            *ties.entry(*pair).or_insert(0.0) += weight * fading.powi((last - number) as i32);
        }
    }
    Ok(Graph::undirected(count, ties.into_iter().map(|((s, t), w)| Edge::new(s, t).weighing(w)))?)
}

fn seen(graph: &Graph) -> Vec<u32> {
    let ties = neighbor_count(&graph.view(), Direction::Both);
    (0..graph.node_count() as u32).filter(|node| ties[*node as usize] > 0).collect()
}

fn ties(phases: &[Phase], count: u32) -> Result<(), Failure> {
    let walk = LinkIndex::RandomWalk { restart: 0.3 };
    let katz = LinkIndex::Katz { attenuation: 0.01, longest: 4 };
    let rules = [
        ("product of degrees", LinkIndex::Degrees, false, 1.0),
        ("Adamic-Adar", LinkIndex::AdamicAdar, false, 1.0),
        ("resource allocation", LinkIndex::ResourceAllocation, false, 1.0),
        ("Katz", katz, false, 1.0),
        ("random walk with restart", walk, false, 1.0),
        ("random walk, ties fade by half", walk, true, FADING),
    ];
    let mut found = vec![Mean::default(); rules.len()];
    for last in 0..phases.len() - 1 {
        let all = so_far(phases, count, last, 1.0)?;
        let faded = so_far(phases, count, last, FADING)?;
        let seen = seen(&all);
        let tied: BTreeSet<(u32, u32)> = phases[..=last].iter().flat_map(|phase| phase.keys().copied()).collect();
        let mut pairs = Vec::new();
        for (place, &one) in seen.iter().enumerate() {
            pairs.extend(seen[place + 1..].iter().map(|&other| (one, other)).filter(|pair| !tied.contains(pair)));
        }
        let is_new: Vec<bool> = pairs.iter().map(|pair| phases[last + 1].contains_key(pair)).collect();
        let asked: Vec<(NodeId, NodeId)> = pairs.iter().map(|&(one, other)| (NodeId(one), NodeId(other))).collect();
        for ((_, index, weighted, fading), mean) in rules.iter().zip(&mut found) {
            let graph = if *fading < 1.0 { &faded } else { &all };
            mean.add(&link_scores(&graph.view(), &asked, *index, *weighted)?, &is_new, 10);
        }
    }
    println!("New ties between nodes seen before\n");
    print(rules.iter().map(|rule| rule.0), &found);
    Ok(())
}

fn central(phases: &[Phase], count: u32) -> Result<(), Failure> {
    let rules = [
        "ties so far",
        "betweenness so far",
        "ties in the last phase",
        "betweenness in the last phase",
        "weight, ties fade by half",
        "PageRank, ties fade by half",
    ];
    let between = |graph: &Graph| betweenness(&graph.view(), &BetweennessOptions::default());
    let degrees = |graph: &Graph| neighbor_count(&graph.view(), Direction::Both).into_iter().map(f64::from).collect();
    let mut found = vec![Mean::default(); rules.len()];
    for last in 0..phases.len() - 1 {
        let all = so_far(phases, count, last, 1.0)?;
        let faded = so_far(phases, count, last, FADING)?;
        let own = so_far(&phases[last..=last], count, 0, 1.0)?;
        let next = between(&so_far(&phases[last + 1..=last + 1], count, 0, 1.0)?)?;
        let seen = seen(&all);
        // Those who will stand between others most, of those seen so far.
        let mut order = seen.clone();
        order.sort_by(|a, b| next[*b as usize].total_cmp(&next[*a as usize]).then(a.cmp(b)));
        let best: BTreeSet<u32> = order.into_iter().take(CENTRAL).filter(|node| next[*node as usize] > 0.0).collect();
        let is_central: Vec<bool> = seen.iter().map(|node| best.contains(node)).collect();
        let scores: [Vec<f64>; 6] = [
            degrees(&all),
            between(&all)?,
            degrees(&own),
            between(&own)?,
            strength(&faded.view(), Direction::Both),
            pagerank(&faded.view(), &PageRankOptions::default())?.scores,
        ];
        for (scores, mean) in scores.iter().zip(&mut found) {
            let scores: Vec<f64> = seen.iter().map(|node| scores[*node as usize]).collect();
            mean.add(&scores, &is_central, CENTRAL);
        }
    }
    println!("\nThe ten who will stand between others most, of those seen before\n");
    print(rules.into_iter(), &found);
    Ok(())
}

#[derive(Clone, Default)]
struct Mean {
    area: f64,
    precision: f64,
    base: f64,
    phases: f64,
}

impl Mean {
    /// Adds a phase; one without a hit, or with nothing but hits, tells nothing.
    fn add(&mut self, scores: &[f64], is_hit: &[bool], first: usize) {
        let hits = is_hit.iter().filter(|hit| **hit).count();
        if hits == 0 || hits == scores.len() {
            return;
        }
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        // The chance that a hit scores above a miss, equals counting half (Mann and Whitney).
        let (mut above, mut higher) = (0.0, 0.0);
        for equal in order.chunk_by(|a, b| scores[*a] == scores[*b]) {
            let own = equal.iter().filter(|place| is_hit[**place]).count() as f64;
            let missed = equal.len() as f64 - own;
            above += missed * (higher + own / 2.0);
            higher += own;
        }
        self.area += above / (hits as f64 * (scores.len() - hits) as f64);
        // Of equals at the edge of the first, each counts in proportion.
        let edge = scores[order[first.min(order.len()) - 1]];
        let sure: Vec<usize> = order.iter().copied().filter(|place| scores[*place] > edge).collect();
        let level: Vec<usize> = order.iter().copied().filter(|place| scores[*place] == edge).collect();
        let of = |places: &[usize]| places.iter().filter(|place| is_hit[**place]).count() as f64;
        let room = (first.min(order.len()) - sure.len()) as f64;
        self.precision += (of(&sure) + of(&level) * room / level.len() as f64) / first as f64;
        self.base += hits as f64 / scores.len() as f64;
        self.phases += 1.0;
    }
}

fn print<'n>(rules: impl Iterator<Item = &'n str>, found: &[Mean]) {
    println!("| rule | AUC | precision at 10 | hits among all | phases |");
    println!("|---|---|---|---|---|");
    for (rule, mean) in rules.zip(found) {
        let of = |sum: f64| sum / mean.phases.max(1.0);
        println!(
            "| {rule} | {:.3} | {:.3} | {:.3} | {} |",
            of(mean.area),
            of(mean.precision),
            of(mean.base),
            mean.phases
        );
    }
}
