//! Finds plans for the networks in edge-list files and prints what they reach, one line of tab-separated values each.
//!
//! Usage: `dismantle [--method NAME] [--objective area|removals] [--steps N] [--seed N] FILE...`; a file holds `source target` pairs of
//! numbers from 0, one a line, after an optional `# nodes ties`.

use std::fs::File;
use std::io::Read;
use std::time::Instant;

use umbra_graph::{DismantleOptions, Method, Objective, Skeleton};

/// Reads a file byte by byte: the first two numbers of each line count, whatever stands between and behind them.
fn read(path: &str) -> Result<Skeleton, Box<dyn std::error::Error>> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut node_count = 0u32;
    let (mut numbers, mut found, mut is_inside, mut is_header) = ([0u32; 2], 0usize, false, false);
    loop {
        let filled = file.read(&mut buffer)?;
        // A last line without an end gets one.
        let bytes = if filled == 0 { &b"\n"[..] } else { &buffer[..filled] };
        for &byte in bytes {
            if byte.is_ascii_digit() {
                if !is_inside {
                    is_inside = true;
                    found += 1;
                }
                if let Some(number) = numbers.get_mut(found - 1) {
                    let longer = number.checked_mul(10).and_then(|tens| tens.checked_add(u32::from(byte - b'0')));
                    *number = longer.ok_or_else(|| format!("{path} holds a number above {}", u32::MAX))?;
                }
                continue;
            }
            is_inside = false;
            is_header |= byte == b'#';
            if byte == b'\n' {
                if found >= 2 && is_header {
                    node_count = node_count.max(numbers[0]);
                    pairs.reserve(numbers[1].min(1 << 26) as usize);
                } else if found >= 2 {
                    let most = numbers[0].max(numbers[1]);
                    node_count = node_count.max(most.checked_add(1).ok_or("node numbers are too large")?);
                    pairs.push((numbers[0], numbers[1]));
                }
                (numbers, found, is_header) = ([0; 2], 0, false);
            }
        }
        if filled == 0 {
            return Ok(Skeleton::from_pairs(node_count, &pairs)?);
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = DismantleOptions::default();
    let mut files = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--method" => {
                let name = value()?;
                let known = Method::BASELINES.into_iter().chain([Method::Portfolio]);
                options.method = known.into_iter().find(|method| method.name() == name).ok_or("no such method")?;
            }
            "--objective" => {
                options.objective = match value()?.as_str() {
                    "area" => Objective::SmallestArea,
                    "removals" => Objective::FewestRemovals,
                    other => return Err(format!("no objective {other}").into()),
                }
            }
            "--steps" => options.steps = Some(value()?.parse()?),
            "--seed" => options.seed = value()?.parse()?,
            _ => files.push(argument),
        }
    }
    println!("file\tnodes\tties\tmethod\tremovals\tR\tbound\tproven\tsteps\tseconds");
    for file in files {
        let skeleton = read(&file)?;
        let start = Instant::now();
        let plan = skeleton.dismantle(&options)?;
        let n = skeleton.node_count() as f64;
        println!(
            "{file}\t{n}\t{}\t{}\t{}\t{:.6}\t{}\t{}\t{}\t{:.2}",
            skeleton.tie_count(),
            plan.method.name(),
            plan.order.len(),
            plan.curve[1..].iter().sum::<f64>() / n,
            plan.bound.map_or(String::from("-"), |bound| bound.to_string()),
            plan.is_proven,
            plan.steps,
            start.elapsed().as_secs_f64()
        );
    }
    Ok(())
}
