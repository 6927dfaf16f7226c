//! `umbra campaign`

use std::io::Write;

use anyhow::{Context, Result};
use umbra_case::{Case, Clock};
use umbra_find::{Campaign, Comparison, Facts, FigureIn, Network, Note, View};
use umbra_model::EntityId;

use super::{Manner, write_json};
use crate::cli;
use crate::exit::{Done, Usage};
use crate::page::{self, FAINT, HEADING, styled};
use crate::{case_file, notes};

pub fn run(args: &cli::Campaign, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    if let (Some(from), Some(to), Some(name)) = (args.from, args.to, &args.name) {
        let mut case = Case::open(case_file::find(args.case.case.as_deref())?)?;
        let number = case.sources()?.len() + 1;
        let id = EntityId::new(format!("period-{number}"))?;
        let (from, to) = (from.to_string(), to.to_string());
        let values = [("name", name.as_str()), ("startDate", &from), ("endDate", &to)];
        let today = Clock::system().today().context("the clock of this machine is set to no day")?;
        let note = Note::new(&id, "Campaign", &values, &args.actor, today, number)?;
        notes::keep(&mut case, &note, &args.actor, "campaign")?;
    }
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    let facts = Facts::of_case(&case)?;
    let network = Network::of(&facts, &View::default())?;
    let umbrellas = umbra_find::umbrellas(&facts, &network)?;
    let found = match (args.from, args.to) {
        (Some(from), Some(to)) => {
            if to.latest() < from.earliest() {
                return Err(Usage(format!("the period ends before it begins: {from} to {to}")).into());
            }
            umbra_find::compare_period(&facts, &network, &umbrellas, from, to).into_iter().collect()
        }
        _ => umbra_find::compare_campaigns(&facts, &network, &umbrellas),
    };
    if manner.json {
        write_json(out, &found)?;
        return Ok(Done::Well);
    }
    let told = umbra_find::campaigns(&facts);
    if args.from.is_none() {
        let is_compared = |campaign: &&Campaign| !found.iter().any(|c| c.campaign.as_ref() == Some(&campaign.entity));
        for campaign in told.iter().filter(is_compared) {
            let caption = &campaign.entity.caption;
            writeln!(out, "{}\n  no source tells when it began", styled(HEADING, caption))?;
        }
    }
    if found.is_empty() && told.is_empty() {
        writeln!(out, "No source tells of a campaign; compare a period of your own: --from DATE --to DATE")?;
    }
    for comparison in &found {
        write_comparison(out, comparison)?;
    }
    Ok(Done::Well)
}

fn write_comparison(out: &mut dyn Write, comparison: &Comparison) -> Result<()> {
    let title = comparison.campaign.as_ref().map_or("The period", |campaign| campaign.caption.as_str());
    writeln!(out, "{}", styled(HEADING, title))?;
    for span in &comparison.spans {
        writeln!(out, "  {:<8}{} to {}", span.name, span.from, span.to)?;
    }
    let names: Vec<String> = comparison.spans.iter().map(|span| format!("{:>16}", span.name)).collect();
    writeln!(out, "  {:<44}{}", "", names.concat())?;
    for counted in &comparison.counted {
        let level = counted.level.as_ref().map(|level| format!(", {level}")).unwrap_or_default();
        let what = page::cut(&format!("{}{level}", counted.what), 43);
        let counts = counted.counts.iter().zip(&counted.per_year);
        let counts: Vec<String> =
            counts.map(|(count, rate)| format!("{:>16}", format!("{count} ({rate}/y)"))).collect();
        writeln!(out, "  {what:<44}{}", counts.concat())?;
    }
    for summed in &comparison.money {
        let what = page::cut(&format!("money, {}", summed.currency.as_deref().unwrap_or("no currency told")), 43);
        let sums = summed.sums.iter().zip(&summed.payments);
        let sums: Vec<String> = sums
            .map(|(sum, count)| format!("{:>16}", format!("{} ({count})", page::grouped(sum.round().max(0.0) as u64))))
            .collect();
        writeln!(out, "  {what:<44}{}", sums.concat())?;
    }
    for over in &comparison.figures {
        let territory = over.territory.as_ref().map(|territory| format!(", {territory}")).unwrap_or_default();
        writeln!(out, "  {}", page::cut(&format!("{}{territory}", over.measure), page::width() - 2))?;
        for (span, figures) in comparison.spans.iter().zip(&over.values).filter(|(_, figures)| !figures.is_empty()) {
            let told: Vec<String> = figures.iter().map(FigureIn::says).collect();
            let line = format!("{:<8}{}", span.name, told.join("; "));
            writeln!(out, "    {}", page::wrapped(&line, page::width() - 4, 12, 4))?;
        }
    }
    for caveat in comparison.finding.caveats() {
        writeln!(out, "  {}", styled(FAINT, page::wrapped(&format!("mind: {caveat}"), page::width() - 4, 4, 4)))?;
    }
    writeln!(out)?;
    Ok(())
}
