//! How long each finding takes on a made-up case, and how much memory all of it takes.
//!
//! ```text
//! time_findings [--persons 48000] [--seed 1] [--most-seconds 60] [--most-megabytes 2000]
//! ```
//!
//! It fails beyond the limits that are given.

use std::error::Error;
use std::time::Instant;

use umbra_cases::{Case, Options};
use umbra_find::{
    Dossier, InspectOptions, Network, View, WatchOptions, compare_period, figures, inspect, money, rings, umbrellas,
    watch,
};
use umbra_model::PartialDate;

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options { persons: 48_000, ..Options::default() };
    let (mut most_seconds, mut most_megabytes) = (f64::INFINITY, f64::INFINITY);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--persons" => options.persons = value.parse()?,
            "--seed" => options.seed = value.parse()?,
            "--most-seconds" => most_seconds = value.parse()?,
            "--most-megabytes" => most_megabytes = value.parse()?,
            other => return Err(format!("there is no option {other}").into()),
        }
    }
    let mut last = Instant::now();
    let mut lap = |what: &str| {
        println!("{what:<12}{:>8.2} s", last.elapsed().as_secs_f64());
        last = Instant::now();
    };
    let facts = Case::new(options).facts();
    println!("{} entities, {} statements", facts.profiles().len(), facts.facts().len());
    lap("made in");
    let start = Instant::now();
    let network = Network::of(&facts, &View::default())?;
    lap("network");
    let umbrellas = umbrellas(&facts, &network)?;
    lap("umbrellas");
    let watched = watch(&facts, &network, &WatchOptions::default())?;
    lap("watch");
    let money = money(&facts, &network, &umbrellas);
    lap("money");
    let inspection = inspect(&facts, &network, &umbrellas, &InspectOptions::default());
    lap("inspect");
    // The made-up cases know no campaign; any period asks for the same work.
    let (from, to) = (PartialDate::of_year(2016)?, PartialDate::of_year(2018)?);
    let comparison = compare_period(&facts, &network, &umbrellas, from, to);
    lap("campaign");
    let ledger = figures(&facts);
    lap("figures");
    let rings = rings(&umbrellas);
    lap("rings");
    let busiest = network.nodes().iter().max_by_key(|node| node.degree).map(|node| &node.entity.id);
    let ties =
        busiest.map(|id| Dossier::within(&facts, &network, id)).transpose()?.map_or(0, |dossier| dossier.ties.len());
    lap("dossier");
    let seconds = start.elapsed().as_secs_f64();
    println!("{:<12}{seconds:>8.2} s", "all of it");
    println!(
        "{} umbrellas, {} watched, {} patterns, {} cells, {} lines compared, {} checks, {} rings, {ties} ties in the dossier",
        umbrellas.len(),
        watched.map_or(0, |watched| watched.groups.len()),
        money.patterns.len(),
        inspection.cells.len(),
        comparison.map_or(0, |comparison| comparison.counted.len() + comparison.money.len() + comparison.figures.len()),
        ledger.checks.len(),
        rings.len()
    );
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        let megabytes = peak.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1000.0;
        println!("{megabytes:.0} MB at most");
        if megabytes > most_megabytes {
            return Err(format!("more than {most_megabytes} MB").into());
        }
    }
    if seconds > most_seconds {
        return Err(format!("more than {most_seconds} seconds").into());
    }
    Ok(())
}
