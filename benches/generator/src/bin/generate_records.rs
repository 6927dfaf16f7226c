//! Writes made-up records in FollowTheMoney's JSON, one a line, and which of them are about the same entity.
//!
//! ```text
//! generate_records COUNT FILE [--truth TRUTH.tsv] [OPTION VALUE]...
//! generate_records pairs COUNT FILE [--names 1] [OPTION VALUE]...
//! ```
//!
//! Options: `--seed 1`, `--duplicates 0.1`, `--non-latin 0.28`, `--cross-script 0.33`, `--careful 0`, `--detail 0`, `--namesakes 0.05`, `--ties 0`.
//! The truth is a table of a record's id and the number of the entity that it is about; ties are not in it. Pairs are
//! lines `{"schema", "query": {...}, "candidate": {...}, "is_match"}`, of which every other one is a match.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

use umbra_generator::{Options, Population, pairs};

struct Arguments {
    options: Options,
    file: String,
    truth: Option<String>,
    pairs: bool,
    names: usize,
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Arguments, Box<dyn Error>> {
    let mut parsed =
        Arguments { options: Options::default(), file: String::new(), truth: None, pairs: false, names: 1 };
    let mut places = Vec::new();
    while let Some(argument) = arguments.next() {
        if !argument.starts_with("--") {
            places.push(argument);
            continue;
        }
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--seed" => parsed.options.seed = value.parse()?,
            "--duplicates" => parsed.options.duplicates = value.parse()?,
            "--non-latin" => parsed.options.non_latin = value.parse()?,
            "--cross-script" => parsed.options.cross_script = value.parse()?,
            "--careful" => parsed.options.careful = value.parse()?,
            "--detail" => parsed.options.detail = value.parse()?,
            "--namesakes" => parsed.options.namesakes = value.parse()?,
            "--ties" => parsed.options.ties = value.parse()?,
            "--names" => parsed.names = value.parse()?,
            "--truth" => parsed.truth = Some(value),
            other => return Err(format!("there is no option {other}").into()),
        }
    }
    if places.first().is_some_and(|first| first == "pairs") {
        parsed.pairs = true;
        places.remove(0);
    }
    let [count, file] = places.as_slice() else {
        return Err(
            "usage: generate_records [pairs] COUNT FILE [--seed N] [--duplicates .1] [--truth TRUTH.tsv]".into()
        );
    };
    parsed.options.count = count.parse()?;
    parsed.file.clone_from(file);
    Ok(parsed)
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { options, file, truth, pairs: wants_pairs, names } = parse(std::env::args().skip(1))?;
    let mut out = BufWriter::with_capacity(1 << 20, File::create(file)?);
    if wants_pairs {
        for pair in pairs(options, names) {
            writeln!(out, "{}", pair.to_line())?;
        }
        return Ok(out.flush()?);
    }
    let mut truth = truth.map(File::create).transpose()?.map(BufWriter::new);
    for record in Population::new(options).records() {
        writeln!(out, "{}", record.entity.to_line())?;
        if let (Some(truth), Some(number)) = (&mut truth, record.truth) {
            writeln!(truth, "{}\t{number}", record.entity.id)?;
        }
    }
    if let Some(mut truth) = truth {
        truth.flush()?;
    }
    Ok(out.flush()?)
}
