//! `umbra alert`

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use umbra_case::{Case, Clock};
use umbra_find::{ALERT_SCHEMA, ALERT_SEEN, Alert, AlertKind, Facts, Hit, Network, Note, View};
use umbra_model::EntityId;

use super::{Manner, write_json};
use crate::cli;
use crate::exit::{Done, Usage};
use crate::page::{self, FAINT, HEADING, styled};
use crate::{case_file, cite, notes};

const NO_DAY: &str = "the clock of this machine is set to no day";

pub fn run(args: &cli::Alert, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let path = case_file::find(args.case.as_deref())?;
    match &args.task {
        cli::AlertTask::Add(add) => {
            let facts = Facts::of_case(&Case::open_read_only(&path)?)?;
            let kind = AlertKind::parse(&add.kind).with_context(|| format!("{:?} is no sort of alert", add.kind))?;
            let words = add.name.as_deref().unwrap_or_default();
            if kind == AlertKind::Name && words.trim().is_empty() {
                return Err(
                    Usage("an alert on a name needs the name: umbra alert add name \"Ma Aijun\"".to_owned()).into()
                );
            }
            let today = Clock::system().today().context(NO_DAY)?;
            let (id, note) = Alert::added(&facts, kind, words, add.all, &args.actor, today)?;
            notes::keep(&mut Case::open(&path)?, &note, &args.actor, "alert")?;
            if manner.json {
                write_json(out, &id)?;
            } else if !manner.quiet {
                writeln!(out, "{id}: {}", in_words(kind, words))?;
            }
        }
        cli::AlertTask::List => {
            let facts = Facts::of_case(&Case::open_read_only(&path)?)?;
            let alerts = umbra_find::alerts(&facts);
            if manner.json {
                write_json(out, &alerts)?;
                return Ok(Done::Well);
            }
            if alerts.is_empty() {
                writeln!(out, "No alert is kept in this case: umbra alert add name NAME")?;
            }
            for Alert { id, kind, words, .. } in &alerts {
                writeln!(out, "{id}: {}", in_words(*kind, words))?;
            }
        }
        cli::AlertTask::Run => {
            let facts = Facts::of_case(&Case::open_read_only(&path)?)?;
            let hits = queue(&facts)?;
            if manner.json {
                write_json(out, &hits)?;
                return Ok(Done::Well);
            }
            if hits.is_empty() {
                writeln!(out, "Nothing new.")?;
            }
            for hit in &hits {
                write_hit(out, hit)?;
            }
            if !hits.is_empty() && !manner.quiet {
                writeln!(out, "{}", styled(FAINT, "Take what you have seen off the queue: umbra alert seen"))?;
            }
        }
        cli::AlertTask::Seen { alert } => {
            let facts = Facts::of_case(&Case::open_read_only(&path)?)?;
            let mut alerts = umbra_find::alerts(&facts);
            if let Some(name) = alert {
                alerts.retain(|known| known.id.as_str() == name.as_str());
                if alerts.is_empty() {
                    return Err(Usage(format!("there is no {name}; list them with: umbra alert list")).into());
                }
            }
            let seen = format!("{ALERT_SEEN}{}", umbra_find::last_statement(&facts));
            for known in &alerts {
                let facts = Facts::of_case(&Case::open_read_only(&path)?)?;
                note(&path, &facts, &known.id, &[("description", seen.as_str())], &args.actor)?;
            }
            if manner.json {
                write_json(out, &alerts.len())?;
            } else if !manner.quiet {
                writeln!(out, "{} up to date", page::count(alerts.len(), "alert is", "alerts are"))?;
            }
        }
    }
    Ok(Done::Well)
}

/// What is new for the alerts of a case.
///
/// # Errors
/// When the network can't be drawn.
pub fn queue(facts: &Facts) -> Result<Vec<Hit>> {
    let alerts = umbra_find::alerts(facts);
    if alerts.is_empty() {
        return Ok(Vec::new());
    }
    let network = Network::of(facts, &View::default())?;
    let umbrellas = if alerts.iter().any(|alert| alert.kind == AlertKind::Protector) {
        umbra_find::umbrellas(facts, &network)?
    } else {
        Vec::new()
    };
    Ok(umbra_find::hits(facts, &network, &umbrellas, &alerts))
}

/// How much is new for the alerts of a case; nothing is worked out where it keeps none.
///
/// # Errors
/// When the case can't be read.
pub fn new_hits(case: &Case) -> Result<usize> {
    let is_kept = !case.statements_of(&EntityId::new("alert-1")?)?.is_empty();
    if is_kept { Ok(queue(&Facts::of_case(case)?)?.len()) } else { Ok(0) }
}

fn note(path: &Path, facts: &Facts, id: &EntityId, values: &[(&str, &str)], actor: &str) -> Result<()> {
    let today = Clock::system().today().context(NO_DAY)?;
    let mut case = Case::open(path)?;
    let note = Note::new(id, ALERT_SCHEMA, values, actor, today, facts.sources().len() + 1)?;
    notes::keep(&mut case, &note, actor, "alert")
}

fn in_words(kind: AlertKind, words: &str) -> String {
    match kind {
        AlertKind::Name => format!("{words:?} in a new document"),
        AlertKind::RelativeContractor => "an official or a relative owns a contractor of the office".to_owned(),
        AlertKind::Protector => "somebody comes onto a shelf over a group".to_owned(),
    }
}

fn write_hit(out: &mut dyn Write, hit: &Hit) -> Result<()> {
    writeln!(out, "{}  {}", styled(HEADING, &hit.alert), page::wrapped(&hit.says, page::width() - 12, 4, 3))?;
    write!(out, "{}", cite::block(&hit.citation, 2))?;
    Ok(())
}
