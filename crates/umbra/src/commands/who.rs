//! `umbra who`

use std::io::Write;

use anyhow::Result;
use umbra_case::HitKind;

use super::{Manner, write_json};
use crate::case_file;
use crate::cli::Who;
use crate::exit::Done;
use crate::page::{self, FAINT, HEADING, styled};

pub fn run(args: &Who, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    let hits = case.search(&args.name, args.limit)?;
    if manner.json {
        write_json(out, &hits)?;
        return Ok(Done::Well);
    }
    if hits.is_empty() {
        writeln!(out, "Nothing in the case or in its sources matches {:?}.", args.name)?;
    }
    for hit in &hits {
        match &hit.what {
            HitKind::Entity(id) => writeln!(out, "{}  {}", styled(HEADING, &hit.caption), styled(FAINT, id))?,
            HitKind::Source(_, span) => {
                writeln!(out, "{}  {}", hit.caption, styled(FAINT, span.place()))?;
                writeln!(out, "  {}", page::wrapped(&hit.quote, page::width() - 2, 2, 3))?;
            }
        }
    }
    Ok(Done::Well)
}
