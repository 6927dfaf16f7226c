//! `umbra who`

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use umbra_case::HitKind;
use umbra_find::{EntityRef, Facts};

use super::{Manner, write_json};
use crate::cli::Who;
use crate::exit::Done;
use crate::page::{self, FAINT, HEADING, styled};
use crate::{case_file, pairs};

/// Two records that may be one.
#[derive(Serialize)]
struct Pair {
    left: EntityRef,
    right: EntityRef,
    why: String,
}

pub fn run(args: &Who, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let case = args.case.case.as_deref();
    match args.name.as_deref() {
        None => list(case, args.limit, manner, out),
        Some(name) if case.is_none() && case_file::is_meant(name) => {
            list(Some(Path::new(name)), args.limit, manner, out)
        }
        Some(name) => search(name, case, args.limit, manner, out),
    }
}

fn search(name: &str, case: Option<&Path>, limit: usize, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(case)?;
    let hits = case.search(name, limit)?;
    if manner.json {
        write_json(out, &hits)?;
        return Ok(Done::Well);
    }
    if hits.is_empty() {
        writeln!(out, "Nothing in the case or in its sources matches {name:?}.")?;
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

/// The records that may be one, the likeliest first.
fn list(case: Option<&Path>, limit: usize, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(case)?;
    let facts = Facts::of_case(&case)?;
    let open = pairs::judged(&umbra_resolve::examine(&case, umbra_resolve::Options::default())?).open;
    let shown = open.iter().take(limit).map(|pair| Pair {
        left: facts.entity(&pair.left),
        right: facts.entity(&pair.right),
        why: pair.why.clone(),
    });
    if manner.json {
        write_json(out, &shown.collect::<Vec<_>>())?;
        return Ok(Done::Well);
    }
    if open.is_empty() {
        writeln!(out, "No two records of this case may be one without having been judged.")?;
    }
    for pair in shown {
        for (lead, side) in [("", &pair.left), ("  or  ", &pair.right)] {
            writeln!(out, "{lead}{}  {}", styled(HEADING, &side.caption), styled(FAINT, &side.id))?;
        }
        writeln!(out, "  {}", page::wrapped(&pair.why, page::width() - 2, 2, 4))?;
    }
    if open.len() > limit {
        let more = format!("and {} more: --limit {}", open.len() - limit, open.len());
        writeln!(out, "{}", styled(FAINT, more))?;
    }
    Ok(Done::Well)
}
