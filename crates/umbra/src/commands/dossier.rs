//! `umbra dossier`

use std::fs;
use std::io::Write;

use anyhow::{Context, Result};
use umbra_find::{Dossier, Facts, FindError, InspectOptions, Network, View, Withheld};

use super::{Manner, write_json};
use crate::cli;
use crate::exit::{Done, Usage};
use crate::{case_file, page, whom};

pub fn run(args: &cli::Dossier, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    let facts = Facts::of_case(&case)?;
    let network = Network::of(&facts, &View { with_assessments: true, ..View::default() })?;
    let mut dossier = gathered(args, &facts, &network)?;
    let writings = umbra_report::Writings::of(&case)?;
    let notes = writings.on(&facts, &dossier.entity.id).into_iter().cloned().collect();
    dossier = dossier.with_notes(notes);
    if !args.redact.is_empty() {
        let whose = Withheld::ALL.into_iter().filter(|kind| args.redact.iter().any(|name| name == kind.name()));
        dossier = dossier.redacted(&facts, &network, &whose.collect::<Vec<_>>());
    }
    let head = case_file::head(&case)?;
    let mut written = Vec::new();
    if let Some(path) = &args.html {
        written.push((path, umbra_report::dossier_html(&dossier, head.as_deref()).into_bytes()));
    }
    if let Some(path) = &args.markdown {
        written.push((path, umbra_report::dossier_markdown(&dossier).into_bytes()));
    }
    if let Some(path) = &args.pdf {
        written.push((path, umbra_report::dossier_pdf(&dossier, head.as_deref(), &umbra_names::romanise)));
    }
    for (path, bytes) in &written {
        fs::write(path, bytes).with_context(|| format!("{} can't be written", path.display()))?;
    }
    if manner.json {
        write_json(out, &dossier)?;
    } else if written.is_empty() {
        out.write_all(umbra_report::dossier_text(&dossier, page::width()).as_bytes())?;
    } else if !manner.quiet {
        for (path, _) in &written {
            writeln!(out, "Dossier {}", path.display())?;
        }
    }
    Ok(Done::Well)
}

/// The dossier of what is asked for. A name that is nobody's may be a trade's or a place's.
fn gathered(args: &cli::Dossier, facts: &Facts, network: &Network) -> Result<Dossier> {
    let options = InspectOptions::default();
    let trade = |name: &str| Dossier::of_trade(facts, network, &umbra_find::umbrellas(facts, network)?, name, &options);
    let place = |name: &str| Dossier::of_place(facts, network, &umbra_find::umbrellas(facts, network)?, name, &options);
    if let Some(name) = &args.trade {
        return told(trade(name));
    }
    if let Some(name) = &args.place {
        // A place that is an entity is called by its name, as everything else is.
        let id = whom::meant(facts, name).ok().map(|id| id.to_string());
        let is_place = |id: &String| facts.profiles().any(|p| p.id().as_str() == id && p.schema().is_a("Territory"));
        return told(place(id.filter(is_place).as_ref().unwrap_or(name)));
    }
    let name = args.name.as_deref().unwrap_or_default();
    match whom::meant(facts, name) {
        Ok(id) => Ok(Dossier::within(facts, network, &id)?),
        Err(unknown) => trade(name).or_else(|_| place(name)).map_err(|_| unknown),
    }
}

/// What is not there is a wrong word on the command line.
fn told(dossier: Result<Dossier, FindError>) -> Result<Dossier> {
    dossier.map_err(|error| match error {
        FindError::NothingThere(_) => Usage(error.to_string()).into(),
        error => error.into(),
    })
}
