//! `umbra export`

use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::{Context, Result};
use umbra_case::Case;
use umbra_find::{Facts, Network, View};
use umbra_report::FtmOptions;

use super::Manner;
use crate::case_file;
use crate::cli::{Export, Format};
use crate::exit::Done;

pub fn run(args: &Export, _manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    match &args.output {
        None => write(&case, args.format, out)?,
        Some(path) => {
            let mut beside = path.clone().into_os_string();
            beside.push(".part");
            let wrong = || format!("{} can't be written", path.display());
            let mut file = BufWriter::new(File::create(&beside).with_context(wrong)?);
            write(&case, args.format, &mut file)?;
            file.flush().with_context(wrong)?;
            std::fs::rename(&beside, path).with_context(wrong)?;
        }
    }
    Ok(Done::Well)
}

fn write(case: &Case, format: Format, out: &mut dyn Write) -> Result<()> {
    let facts = Facts::of_case(case)?;
    match format {
        Format::Ftm => umbra_report::export_ftm(&facts, FtmOptions::default(), out)?,
        Format::Csv => umbra_report::export_statements_csv(&facts, out)?,
        Format::Gexf => umbra_report::export_gexf(&facts, &Network::of(&facts, &View::default())?, out)?,
    }
    Ok(())
}
