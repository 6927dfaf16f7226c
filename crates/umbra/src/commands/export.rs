//! `umbra export`

use std::io::Write;

use anyhow::Result;
use umbra_case::Case;
use umbra_find::{Facts, Network, View};
use umbra_report::{FtmOptions, Writings};

use crate::case_file;
use crate::cli::{Export, Format};
use crate::exit::Done;
use crate::output::Output;

pub fn run(args: &Export) -> Result<Done> {
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    let mut output = Output::begin(args.output.as_deref())?;
    write(&case, args.format, &mut output)?;
    output.finish()?;
    Ok(Done::Well)
}

fn write(case: &Case, format: Format, out: &mut dyn Write) -> Result<()> {
    let facts = Facts::of_case(case)?;
    match format {
        Format::Ftm => umbra_report::export_ftm(&facts, FtmOptions::default(), out)?,
        Format::Csv => umbra_report::export_statements_csv(&facts, out)?,
        Format::Gexf => {
            let network = Network::of(&facts, &View::default())?;
            umbra_report::export_gexf(&facts, &network, &Writings::of(case)?, out)?;
        }
    }
    Ok(())
}
