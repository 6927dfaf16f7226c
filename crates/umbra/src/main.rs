//! The command line: parse the arguments, call the crates, print.

mod case_file;
mod cite;
mod cli;
mod commands;
mod exit;
mod ftm_rows;
mod ftm_stream;
mod heap;
mod intake;
mod interrupt;
mod language_model;
mod left_out;
mod notes;
mod output;
mod page;
mod pairs;
mod progress;
mod rules;
mod score;
mod summary;
mod tagger_file;
mod whom;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

/// The first argument of the process that reads one PDF, so that a broken one can't take the rest along.
const PDF_WORKER: &str = "__read-pdf";

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == PDF_WORKER) {
        return if umbra_read::pdf_worker() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let cli = if is_alone() { cli::Cli::parse_from(["umbra", "serve"]) } else { cli::Cli::parse() };
    if matches!(cli.command, cli::Command::Read(_) | cli::Command::Investigate(_)) {
        heap::limit_parts();
    }
    interrupt::listen();
    let mut out = io::BufWriter::new(anstream::AutoStream::auto(io::stdout()));
    let ended = commands::run(&cli, &mut out).and_then(|done| {
        out.flush()?;
        Ok(done)
    });
    match ended {
        Ok(done) => done.into(),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // What was printed before stays before the message.
            let _ = out.flush();
            anstream::eprintln!("{}error:{} {error:#}", page::ERROR, page::ERROR.render_reset());
            exit::code_of(&error)
        }
    }
}

/// Whether somebody at a terminal typed the name alone: they are shown the workbench. Programs get the help, as ever.
fn is_alone() -> bool {
    std::env::args_os().len() == 1 && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whoever reads our output has seen enough: `umbra figures | head`.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
