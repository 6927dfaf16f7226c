//! Times the algorithms on a file, one JSON object a line; `benches/graph/run.sh` sets them beside other libraries.
//!
//! Usage: `bench_graph FILE TASK...`, where a task is `load`, `components`, `pagerank`, `cores`, `leiden`, `betweenness`,
//! `approximate`, `exact`, which writes exact betweenness to FILE.exact for the errors of the approximate one, or `generate N M`,
//! which writes a random graph of that many nodes and edges to FILE instead.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use umbra_graph::*;

const NORMALIZED: BetweennessOptions =
    BetweennessOptions { length: Length::Hops, direction: Direction::Out, normalized: true };

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((file, tasks)) = arguments.split_first() else {
        return Err("usage: bench_graph FILE TASK...".into());
    };
    if let [task, nodes, edges] = tasks
        && task == "generate"
    {
        return generate(file, nodes.parse()?, edges.parse()?);
    }
    let base = status("VmRSS:");
    let read = || -> Result<Network, Box<dyn std::error::Error>> {
        Ok(read_network(File::open(file)?, &ReadOptions::default())?)
    };
    let network = read()?;
    let view = network.graph.view();
    for task in tasks {
        match task.as_str() {
            "load" => {
                let count = timed(task, 3, || read().map(|network| network.graph.edge_count()))?;
                println!("\"edges\": {count}}}");
            }
            "components" => {
                let found = timed(task, 5, || Ok(weak_components(&view)))?;
                let largest = found.largest().map_or(0, |label| found.sizes()[label]);
                println!("\"count\": {}, \"largest\": {largest}}}", found.count());
            }
            "pagerank" => {
                let options = PageRankOptions { tolerance: 1e-8, ..PageRankOptions::default() };
                let found = timed(task, 3, || Ok(pagerank(&view, &options)?))?;
                let highest = found.scores.iter().copied().fold(0.0, f64::max);
                println!("\"steps\": {}, \"highest\": {highest:.9}}}", found.steps);
            }
            "cores" => {
                let found = timed(task, 3, || Ok(coreness(&view, Direction::Both)))?;
                let sum: u64 = found.iter().map(|&core| u64::from(core)).sum();
                println!("\"sum\": {sum}}}");
            }
            "leiden" => {
                // As many rounds as igraph is asked for; the modularity of all is printed beside the times.
                let options = CommunityOptions { max_rounds: 2, ..CommunityOptions::default() };
                let found = timed(task, 3, || Ok(communities(&view, &options)?))?;
                println!("\"modularity\": {:.6}, \"count\": {}}}", found.quality(), found.count());
            }
            "betweenness" => {
                let found = timed(task, 1, || Ok(betweenness(&view, &NORMALIZED)?))?;
                println!("\"highest\": {:.9}}}", found.iter().copied().fold(0.0, f64::max));
            }
            "exact" => {
                let mut out = BufWriter::new(File::create(format!("{file}.exact"))?);
                for score in betweenness(&view, &NORMALIZED)? {
                    writeln!(out, "{score}")?;
                }
                out.flush()?;
            }
            "approximate" => {
                let options = ApproximateOptions::default();
                let found = timed(task, 3, || Ok(approximate_betweenness(&view, &options)?))?;
                match std::fs::read_to_string(format!("{file}.exact")) {
                    Ok(exact) => {
                        let exact = exact.lines().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
                        let errors = found.scores.iter().zip(exact).map(|(found, exact)| (found - exact).abs());
                        print!("\"error\": {:.6}, ", errors.fold(0.0, f64::max));
                    }
                    Err(_) => print!("\"error\": null, "),
                }
                println!("\"samples\": {}}}", found.samples);
            }
            _ => return Err(format!("there is no task {task:?}").into()),
        }
    }
    println!("{{\"task\": \"memory\", \"peak_kb\": {}, \"base_kb\": {base}}}", status("VmHWM:"));
    Ok(())
}

/// Runs a task so often, prints the beginning of its line with the shortest wall time and the mean processor time, and
/// gives the last result.
fn timed<T>(
    task: &str,
    times: u32,
    mut run: impl FnMut() -> Result<T, Box<dyn std::error::Error>>,
) -> Result<T, Box<dyn std::error::Error>> {
    let (mut shortest, before) = (f64::INFINITY, processor_seconds());
    let mut result = None;
    for _ in 0..times {
        // The result before is let go first, so that two never take memory at once.
        drop(result.take());
        let start = Instant::now();
        result = Some(run()?);
        shortest = shortest.min(start.elapsed().as_secs_f64());
    }
    let cpu = (processor_seconds() - before) / f64::from(times);
    print!("{{\"task\": \"{task}\", \"wall\": {shortest:.4}, \"cpu\": {cpu:.3}, ");
    result.ok_or_else(|| "a task must run once at least".into())
}

/// User and system time of all threads, in steps of a hundredth of a second; 0 where the system does not say.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |place: usize| fields.get(place).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn status(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// Writes different edges between ends drawn alike from all nodes, without loops. SplitMix64 from seed 1.
fn generate(file: &str, nodes: u64, edges: u64) -> Outcome {
    let mut state = 1u64;
    let mut next = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(bits ^ (bits >> 31)) * u128::from(nodes)) >> 64) as u64
    };
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "# {nodes} {edges}")?;
    if nodes > 1 << 32 || u128::from(edges) > u128::from(nodes) * u128::from(nodes.saturating_sub(1)) / 4 {
        return Err("so many edges fill the graph; ask for fewer".into());
    }
    let mut known = HashSet::new();
    while (known.len() as u64) < edges {
        let (source, target) = (next(), next());
        if source != target && known.insert(source.min(target) << 32 | source.max(target)) {
            writeln!(out, "{source} {target}")?;
        }
    }
    Ok(out.flush()?)
}
