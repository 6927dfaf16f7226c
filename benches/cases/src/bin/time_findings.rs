//! How long each finding takes on a made-up case, and how much memory all of it takes.
//!
//! ```text
//! time_findings [--persons 42000] [--seed 1]
//! ```

use std::error::Error;
use std::time::Instant;

use umbra_cases::{Case, Options};
use umbra_find::{
    InspectOptions, Network, View, WatchOptions, compare_campaigns, figures, inspect, money, umbrellas, watch,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options { persons: 42_000, ..Options::default() };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--persons" => options.persons = value.parse()?,
            "--seed" => options.seed = value.parse()?,
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
    let comparisons = compare_campaigns(&facts, &network, &umbrellas);
    lap("campaign");
    let ledger = figures(&facts);
    lap("figures");
    println!(
        "{} umbrellas, {} watched, {} patterns, {} cells, {} comparisons, {} checks",
        umbrellas.len(),
        watched.map_or(0, |watched| watched.groups.len()),
        money.patterns.len(),
        inspection.cells.len(),
        comparisons.len(),
        ledger.checks.len()
    );
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    }
    Ok(())
}
