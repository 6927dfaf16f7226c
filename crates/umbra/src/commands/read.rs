//! `umbra read`

use std::io::Write;

use anyhow::Result;

use super::{Manner, alert, write_json};
use crate::cli::Read;
use crate::exit::Done;
use crate::language_model::Endpoint;
use crate::page::{self, FAINT, styled};
use crate::progress::Progress;
use crate::{case_file, intake};

pub fn run(args: &Read, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    if args.explain {
        return super::rules::explain_documents(&args.inputs, manner, out);
    }
    let path = case_file::to_write(args.inputs.case.as_deref(), &args.inputs.paths)?;
    let endpoint = Endpoint::of(&args.help)?;
    let progress = Progress::start(manner.quiet || manner.json);
    let (case, taken) = intake::take_with_help(&path, &args.inputs, endpoint.as_ref(), &progress)?;
    progress.say(|| "looking for what the alerts wait for".to_owned());
    let hits = if taken.was_stopped { 0 } else { alert::new_hits(&case)? };
    progress.end();
    let done = if taken.was_stopped { Done::Stopped } else { Done::Well };
    if manner.json {
        write_json(out, &taken)?;
    } else if !manner.quiet {
        write!(out, "{}", taken.text(page::width()))?;
        writeln!(out, "Case file {}", path.display())?;
        if hits > 0 {
            writeln!(out, "{} for the alerts: umbra alert run", page::count(hits, "new hit", "new hits"))?;
        }
        if !taken.was_stopped {
            let next = "`umbra investigate` with the same paths judges which records are one and sums up the case.";
            writeln!(out, "{}", styled(FAINT, next))?;
        }
    }
    if taken.was_stopped {
        eprintln!("Stopped. What was read is kept in {}; run the same command again to go on.", path.display());
    }
    Ok(done)
}
