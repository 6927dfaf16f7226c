//! `umbra verify`

use std::io::Write;

use anyhow::Result;

use super::{Manner, write_json};
use crate::case_file;
use crate::cli::CaseOnly;
use crate::exit::Done;
use crate::page::{self, ERROR, styled};
use crate::progress::Progress;

pub fn run(args: &CaseOnly, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, path) = case_file::open(args.case.as_deref())?;
    let progress = Progress::start(manner.quiet || manner.json);
    let verification =
        case.verify(&mut |at| progress.say(|| format!("checking {}: {} of {}", at.step, at.done, at.of)))?;
    progress.end();
    let done = if verification.is_whole() { Done::Well } else { Done::WithFaults };
    if manner.json {
        write_json(out, &verification)?;
        return Ok(done);
    }
    for problem in &verification.problems {
        writeln!(out, "{} {problem}", styled(ERROR, "changed:"))?;
    }
    if !manner.quiet {
        let verdict = match usize::try_from(verification.problem_count).unwrap_or(usize::MAX) {
            0 => "is whole: every hash, span, quote and log entry is as it was written".to_owned(),
            faults => format!(
                "has {}; restore it from a copy, or read its sources again",
                page::count(faults, "fault", "faults")
            ),
        };
        writeln!(out, "{} {verdict}", path.display())?;
    }
    Ok(done)
}
