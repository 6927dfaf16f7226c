//! `umbra completions`

use std::io::Write;

use anyhow::Result;
use clap::CommandFactory;

use crate::cli::{Cli, Completions};
use crate::exit::Done;

pub fn run(args: &Completions, out: &mut dyn Write) -> Result<Done> {
    // The generator panics where it can't write; a buffer always can be written to.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "umbra", &mut script);
    out.write_all(&script)?;
    Ok(Done::Well)
}
