//! What each command means.

mod alert;
mod break_;
mod campaign;
mod completions;
mod dossier;
mod export;
mod figures;
mod ftm;
mod inspect;
mod investigate;
mod learn;
mod money;
mod read;
mod report;
mod resolve;
mod review;
mod rules;
mod serve;
mod umbrellas;
mod users;
mod verify;
mod watch;
mod who;

use std::io::Write;

use anyhow::{Context, Result};
use serde::Serialize;
use umbra_find::View;

use crate::cli::{Cli, Command, ViewArgs};
use crate::exit::Done;

/// How a command answers.
#[derive(Debug, Clone, Copy)]
struct Manner {
    json: bool,
    quiet: bool,
}

/// Runs the command that was typed.
pub fn run(cli: &Cli, out: &mut dyn Write) -> Result<Done> {
    let manner = Manner { json: cli.json, quiet: cli.quiet };
    match &cli.command {
        Command::Investigate(args) => investigate::run(args, manner, out),
        Command::Read(args) => read::run(args, manner, out),
        Command::Umbrellas(args) => umbrellas::run(args, manner, out),
        Command::Break(args) => break_::run(args, manner, out),
        Command::Watch(args) => watch::run(args, manner, out),
        Command::Inspect(args) => inspect::run(args, manner, out),
        Command::Money(args) => money::run(args, manner, out),
        Command::Campaign(args) => campaign::run(args, manner, out),
        Command::Figures(args) => figures::run(args, manner, out),
        Command::Who(args) => who::run(args, manner, out),
        Command::Resolve(args) => resolve::run(args, manner, out),
        Command::Dossier(args) => dossier::run(args, manner, out),
        Command::Alert(args) => alert::run(args, manner, out),
        Command::Verify(args) => verify::run(args, manner, out),
        Command::Serve(args) => serve::run(args, manner, out),
        Command::Export(args) => export::run(args),
        Command::Ftm(args) => ftm::run(args, manner, out),
        Command::Learn(args) => learn::run(args, manner, out),
        Command::Completions(args) => completions::run(args, out),
        Command::Review(args) => review::run(args, manner, out),
        Command::Rules(args) => rules::run(args, manner, out),
        Command::Report(args) => report::run(args, manner, out),
        Command::Users(args) => users::run(args, manner, out),
    }
}

impl ViewArgs {
    fn view(&self) -> View {
        View { standing_at_least: self.standing, as_of: self.as_of, ..View::default() }
    }
}

/// Writes a result as JSON on a line of its own.
fn write_json(out: &mut dyn Write, result: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *out, result).context("the result can't be written as JSON")?;
    writeln!(out)?;
    Ok(())
}
