//! `umbra read`

use std::io::Write;

use anyhow::Result;

use super::{Manner, write_json};
use crate::cli::Read;
use crate::exit::Done;
use crate::progress::Progress;
use crate::{case_file, intake, page};

pub fn run(args: &Read, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let path = case_file::to_write(args.inputs.case.as_deref(), &args.inputs.paths)?;
    let progress = Progress::start(manner.quiet || manner.json);
    let mut case = case_file::open_or_create(&path)?;
    let taken = intake::take(&mut case, &args.inputs, &progress)?;
    progress.end();
    let done = if taken.was_stopped { Done::Stopped } else { Done::Well };
    if manner.json {
        write_json(out, &taken)?;
        return Ok(done);
    }
    if !manner.quiet {
        write!(out, "{}", taken.text(page::width()))?;
        writeln!(out, "Case file {}", path.display())?;
    }
    if taken.was_stopped {
        writeln!(out, "Stopped. What was read is kept; run the same command again to go on.")?;
    }
    Ok(done)
}
