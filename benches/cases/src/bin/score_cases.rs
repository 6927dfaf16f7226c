//! Makes cases, looks for findings in them, and tells how much of the truth comes back.
//!
//! ```text
//! score_cases [--cases 20] [--persons 2000] [--seed 1] [--missed .1]
//! ```

use std::error::Error;
use std::time::Instant;

use umbra_cases::score::{self, FigureScore, GrowthScore, MoneyScore, ProtectorScore, growth, protectors};
use umbra_cases::{CUTOFF_YEAR, Case, Options};
use umbra_find::{Network, View, WatchOptions, figures, money, umbrellas, watch};
use umbra_model::PartialDate;

fn main() -> Result<(), Box<dyn Error>> {
    let mut cases = 20;
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--cases" => cases = value.parse()?,
            "--persons" => options.persons = value.parse()?,
            "--seed" => options.seed = value.parse()?,
            "--missed" => options.missed = value.parse()?,
            other => return Err(format!("there is no option {other}").into()),
        }
    }
    let start = Instant::now();
    let mut all = ProtectorScore::default();
    let (mut paid, mut told) = (MoneyScore::default(), FigureScore::default());
    let mut growing = GrowthScore::default();
    let eve = PartialDate::of_day(CUTOFF_YEAR - 1, 12, 31)?;
    for number in 0..cases {
        let case = Case::new(Options { seed: options.seed + number, ..options });
        let facts = case.facts();
        let network = Network::of(&facts, &View::default())?;
        let umbrellas = umbrellas(&facts, &network)?;
        all = all.plus(protectors(&case.truth, &network, &umbrellas));
        let money = money(&facts, &network, &umbrellas);
        paid = paid.plus(score::money(&case.truth, &facts, &network, &money)?);
        told = told.plus(score::figures(&case.truth, &figures(&facts)));
        let watched = watch(&facts, &network, &WatchOptions { as_of: Some(eve), ..WatchOptions::default() })?;
        growing = watched.map_or(growing, |watched| growing.plus(growth(&case.truth, &watched)));
    }
    let share = |count: usize| count as f64 / all.all.max(1) as f64;
    let Options { seed, persons, missed } = options;
    let seconds = start.elapsed().as_secs_f64();
    println!("{cases} cases of {persons} persons, seeds from {seed}, {missed} of the ties missed, {seconds:.1} s");
    println!("protectors: {} true, {:.3} with a trace in the records", all.all, share(all.visible));
    println!("  in the first ten of their group  {:.3}", share(all.found));
    println!("  officials within four ties by degree       {:.3}", share(all.by_degree));
    println!("  officials within four ties by betweenness  {:.3}", share(all.by_betweenness));
    println!("  officials within four ties by distance     {:.3}", share(all.by_distance));
    println!("  on a shelf {}, falsely {}", all.shelved, all.false_shelves);
    println!("early warning at the end of {}: {} pairs of small groups", CUTOFF_YEAR - 1, growing.pairs);
    println!("  AUC of the score {:.3}, of the size {:.3}", growing.auc(), growing.auc_of_size());
    println!("money, found of all: ways {} of {} ({} of them told unasked),", paid.ways.1, paid.ways.0, paid.rows);
    println!("  circles {} of {}, fans {} of {}; ", paid.circles.1, paid.circles.0, paid.fans.1, paid.fans.0);
    println!("  {} patterns that nobody laid", paid.others);
    println!("figures: {} of {} sets right, {} checks across sets", told.right, told.all, told.strangers);
    Ok(())
}
