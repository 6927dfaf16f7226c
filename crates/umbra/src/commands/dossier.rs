//! `umbra dossier`

use std::fs;
use std::io::Write;

use anyhow::{Context, Result};
use umbra_find::{Dossier, Facts};

use super::{Manner, write_json};
use crate::cli;
use crate::exit::Done;
use crate::{case_file, page, whom};

pub fn run(args: &cli::Dossier, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    let facts = Facts::of_case(&case)?;
    let id = whom::meant(&facts, &args.name)?;
    let dossier = Dossier::of(&facts, &id)?;
    if let Some(path) = &args.html {
        let html = umbra_report::dossier_html(&dossier, case_file::head(&case)?.as_deref());
        fs::write(path, html).with_context(|| format!("{} can't be written", path.display()))?;
    }
    if manner.json {
        write_json(out, &dossier)?;
    } else if args.html.is_none() {
        out.write_all(umbra_report::dossier_text(&dossier, page::width()).as_bytes())?;
    } else if let Some(path) = args.html.as_ref().filter(|_| !manner.quiet) {
        writeln!(out, "Dossier {}", path.display())?;
    }
    Ok(Done::Well)
}
