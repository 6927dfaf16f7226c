//! Writes a made-up case as files that `umbra investigate` reads: one file of FollowTheMoney entities for each source.
//!
//! ```text
//! generate_case FOLDER [--persons 2000] [--seed 1] [--missed .1]
//! ```
//!
//! `truth.txt`, beside the folder, tells who shelters whom. How far an accusation has got is no part of FollowTheMoney's JSON and is left
//! out, so accusations come back as reported.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use umbra_cases::{Case, Options};

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = Options::default();
    let mut folder: Option<PathBuf> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if !argument.starts_with("--") {
            folder = Some(argument.into());
            continue;
        }
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--persons" => options.persons = value.parse()?,
            "--seed" => options.seed = value.parse()?,
            "--missed" => options.missed = value.parse()?,
            other => return Err(format!("there is no option {other}").into()),
        }
    }
    let folder = folder.ok_or("usage: generate_case FOLDER [--persons 2000] [--seed 1] [--missed .1]")?;
    let case = Case::new(options);
    fs::create_dir_all(&folder)?;
    let mut by_publisher: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, record) in case.records.iter().enumerate() {
        by_publisher.entry(case.reports[record.report].publisher).or_default().push(place);
    }
    for (publisher, places) in by_publisher {
        let name = format!("{}.ftm.json", publisher.to_lowercase().replace(' ', "-"));
        let mut out = BufWriter::new(File::create(folder.join(name))?);
        for place in places {
            serde_json::to_writer(&mut out, &case.records[place].to_json())?;
            writeln!(out)?;
        }
        out.flush()?;
    }
    let mut truth = BufWriter::new(File::create(folder.with_extension("truth.txt"))?);
    for shelter in &case.truth.protectors {
        writeln!(truth, "{}\t{}", shelter.official, shelter.group)?;
    }
    let (records, statements) =
        (case.records.len(), case.records.iter().map(|record| record.values.len()).sum::<usize>());
    println!("{records} records, {statements} statements in {}", folder.display());
    Ok(())
}
