//! `umbra ftm`: filters for files of FollowTheMoney entities.
//!
//! Each reads streams, writes one, and tells on standard error what it left out. None needs a case.

mod aggregate;
mod gexf;
mod merge;
mod statements;
mod validate;

use std::io::Write;

use anyhow::{Result, bail};
use serde::Serialize;
use umbra_model::{Whole, Wholes};

use super::{Manner, write_json};
use crate::cli::{Files, Ftm, FtmCommand};
use crate::exit::Done;
use crate::ftm_stream::{self, Ended, Input};
use crate::interrupt;
use crate::left_out::LeftOut;
use crate::output::{self, Output};
use crate::progress::Progress;

pub fn run(args: &Ftm, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    match &args.command {
        FtmCommand::Validate(args) => validate::run(args, manner, out),
        FtmCommand::Statements(args) => statements::run(args, manner, out),
        FtmCommand::Aggregate(args) => aggregate::run(args, manner, out),
        FtmCommand::Merge(args) => merge::run(args, manner, out),
        FtmCommand::Gexf(args) => gexf::run(args, manner, out),
    }
}

/// What a filter has at hand.
struct Work<'a> {
    left: LeftOut,
    progress: &'a Progress<'a>,
    output: Output,
}

/// What a filter did.
struct Did {
    /// How the reading ended.
    ended: Ended,
    /// What was written, as a sentence without its stop.
    sentence: String,
    /// The same in numbers, for `--json`, the number of what was written first.
    counts: Vec<(&'static str, u64)>,
}

/// What a filter did, as JSON.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    counts: serde_json::Map<String, serde_json::Value>,
    left_out: &'a LeftOut,
}

/// Runs a filter between its inputs and its output, and tells what it did: on standard error, so that standard output
/// holds the result and nothing else; as JSON on standard output where the result goes to a file.
fn filter(
    files: &Files,
    manner: Manner,
    out: &mut dyn Write,
    work: impl FnOnce(Vec<Input>, &mut Work<'_>) -> Result<Did>,
) -> Result<Done> {
    let inputs = ftm_stream::open(&files.inputs)?;
    let path = output::file(files.output.as_deref());
    // A stop leaves no half of a file behind. On standard output, whoever reads it has had what there is.
    let patience = path.map(|_| interrupt::Patience::begin());
    let progress = Progress::start(manner.quiet || manner.json);
    let mut at_hand = Work { left: LeftOut::up_to(files.limit), progress: &progress, output: Output::begin(path)? };
    let did = work(inputs, &mut at_hand)?;
    let Work { left, mut output, .. } = at_hand;
    progress.end();
    // Asked for while the last was written: it is stopped all the same.
    let is_stopped = did.ended == Ended::Stopped || patience.is_some() && interrupt::is_asked();
    drop(patience);
    if is_stopped {
        drop(output);
        eprintln!("Stopped. Nothing was written.");
        return Ok(Done::Stopped);
    }
    let is_whole = did.ended == Ended::Well && (left.lines == 0 || did.counts.first().is_none_or(|(_, n)| *n > 0));
    if is_whole {
        output.finish()?;
    } else {
        output.flush()?;
    }
    if manner.json {
        let counts = did.counts.iter().map(|(name, number)| ((*name).to_owned(), (*number).into())).collect();
        let report = Report { counts, left_out: &left };
        match path {
            Some(_) => write_json(out, &report)?,
            None => write_json(&mut std::io::stderr().lock(), &report)?,
        }
    } else if !manner.quiet {
        eprint!("{}", left.text());
        eprintln!("{}; {}", did.sentence, left.counts());
    }
    let kept = path.map_or_else(String::new, |path| format!("; {} was not written", path.display()));
    match did.ended {
        Ended::Broken(reason) => bail!("{reason}{kept}"),
        _ if !is_whole => bail!("there is nothing to take in what was read{kept}"),
        _ => Ok(Done::Well),
    }
}

/// Writes whole entities, and notes what could not be joined. Gives the number of entities.
fn write_wholes(
    mut wholes: Wholes,
    names: &[String],
    work: &mut Work<'_>,
    finish: &dyn Fn(&mut umbra_model::Entity),
) -> Result<u64> {
    let mut written = 0;
    while let Some(whole) = wholes.next_whole()? {
        written += 1;
        match whole {
            Whole::Line(line) => work.output.write_all(line)?,
            Whole::Joined(mut entity, clashes) => {
                finish(&mut entity);
                work.output.write_all(entity.to_json().as_bytes())?;
                for clash in clashes {
                    let name = &names[clash.place.input as usize];
                    work.left.row(name, clash.place.line, None, &clash.error.to_string());
                }
            }
        }
        work.output.write_all(b"\n")?;
        if written % 4096 == 0 {
            work.progress.say(|| format!("writing: {} entities", crate::page::grouped(written)));
            if interrupt::is_asked() {
                break;
            }
        }
    }
    Ok(written)
}

/// "1 entity", "1,200 entities".
fn entities(number: u64) -> String {
    crate::page::count(usize::try_from(number).unwrap_or(usize::MAX), "entity", "entities")
}

/// The names of inputs, by number.
fn names(inputs: &[Input]) -> Vec<String> {
    inputs.iter().map(|input| input.name.clone()).collect()
}
