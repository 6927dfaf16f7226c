//! Finds plans for the networks in edge-list files and prints what they reach, one line of tab-separated values each.
//!
//! Usage: `dismantle [--method NAME] [--objective area|removals] [--steps N] [--seed N] FILE...`; a file holds `source target` pairs of
//! numbers from 0, one a line, after an optional `# nodes ties`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use umbra_graph::{DismantleOptions, Method, Objective, Skeleton};

fn read(path: &str) -> Result<Skeleton, Box<dyn std::error::Error>> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut node_count = 0;
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let is_header = line[0] == b'#';
        let mut numbers = line.split(|byte| !byte.is_ascii_digit()).filter(|digits| !digits.is_empty()).map(|digits| {
            digits.iter().try_fold(0u32, |sum, digit| sum.checked_mul(10)?.checked_add(u32::from(digit - b'0')))
        });
        if let (Some(Some(a)), Some(Some(b))) = (numbers.next(), numbers.next()) {
            if is_header {
                node_count = a;
                pairs.reserve_exact(b as usize);
            } else {
                node_count = node_count.max(a + 1).max(b + 1);
                pairs.push((a, b));
            }
        }
        line.clear();
    }
    Ok(Skeleton::from_pairs(node_count, &pairs)?)
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
