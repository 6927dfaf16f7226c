//! `umbra watch`

use std::io::Write;

use anyhow::Result;
use umbra_find::{Facts, GroupChange, Network, View, WatchOptions, Watched};

use super::{Manner, write_json};
use crate::cli::Watch;
use crate::exit::Done;
use crate::page::{self, FAINT, HEADING, styled};
use crate::{case_file, cite, score};

/// Changes that are listed.
const CHANGES: usize = 12;

pub fn run(args: &Watch, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    let facts = Facts::of_case(&case)?;
    let network = Network::of(&facts, &View::default())?;
    let options = WatchOptions { as_of: args.as_of, months: args.months, small: args.small, seed: args.seed };
    let watch = umbra_find::watch(&facts, &network, &options)?;
    if manner.json {
        write_json(out, &watch)?;
        return Ok(Done::Well);
    }
    let Some(watch) = watch.filter(|watch| !watch.groups.is_empty()) else {
        writeln!(out, "No source in this case speaks of a criminal group, or none bears a date.")?;
        return Ok(Done::Well);
    };
    writeln!(out, "Now: {} to {}", watch.since, watch.as_of)?;
    let (small, others): (Vec<&Watched>, Vec<&Watched>) = watch.groups.iter().partition(|group| group.rank.is_some());
    for group in small.iter().take(args.limit) {
        write_group(out, group, small.len())?;
    }
    if small.len() > args.limit {
        writeln!(out, "And {} more small groups: --limit {}", small.len() - args.limit, small.len())?;
    }
    if !others.is_empty() {
        let why = format!("Not ranked: {} members or more, or nothing dated is told of it", watch.options.small);
        writeln!(out, "{}", styled(HEADING, why))?;
        for group in others {
            writeln!(out, "  {} ({} members): {}", group.group.caption, group.members, counts(group))?;
        }
    }
    if !watch.changes.is_empty() {
        writeln!(out, "{}", styled(HEADING, "Communities, year by year"))?;
        for change in watch.changes.iter().take(CHANGES) {
            writeln!(out, "  {}", page::wrapped(&in_words(change), page::width() - 4, 4, 2))?;
        }
        if watch.changes.len() > CHANGES {
            writeln!(out, "  and {} more: --json", watch.changes.len() - CHANGES)?;
        }
    }
    if !manner.quiet {
        let caution = "What to look at, not what will happen. Groups are ranked, nobody in them is.";
        writeln!(out, "{}", styled(FAINT, caution))?;
    }
    Ok(Done::Well)
}

fn write_group(out: &mut dyn Write, group: &Watched, of: usize) -> Result<()> {
    let interval =
        group.rank_interval.map(|(best, worst)| format!(" (between {best} and {worst})")).unwrap_or_default();
    let rank = group.rank.map(|rank| format!("{rank} of {of}{interval}")).unwrap_or_default();
    writeln!(out, "{}  {rank}", styled(HEADING, &group.group.caption))?;
    writeln!(out, "  {}", page::count(group.members, "known member", "known members"))?;
    writeln!(out, "  {}", styled(FAINT, page::wrapped(&score::sum(&group.finding), page::width() - 4, 4, 3)))?;
    for part in group.finding.parts() {
        writeln!(out, "    {}: {}", part.name, page::wrapped(&part.why, page::width() - 8, 8, 2))?;
    }
    let years: Vec<String> = group.years.iter().map(|year| format!("{} {}", year.year, year.members)).collect();
    if !years.is_empty() {
        writeln!(out, "  members by year: {}", page::wrapped(&years.join(", "), page::width() - 21, 4, 2))?;
    }
    for look in &group.next {
        writeln!(out, "  look at: {}", page::wrapped(&look.what, page::width() - 12, 4, 3))?;
        writeln!(out, "    {}", styled(FAINT, page::cut(&cite::short_place(&look.citation), page::width() - 4)))?;
    }
    for caveat in group.finding.caveats() {
        let words = page::wrapped(&format!("mind: {caveat}"), page::width() - 4, 4, 3);
        writeln!(out, "  {}", styled(FAINT, words))?;
    }
    writeln!(out)?;
    Ok(())
}

fn counts(group: &Watched) -> String {
    let told = group.measures.iter().filter(|measured| measured.now > 0);
    let told: Vec<String> = told.map(|measured| format!("{} {}", measured.now, measured.kind.title())).collect();
    if told.is_empty() { "nothing new".to_owned() } else { told.join(", ") }
}

fn in_words(change: &GroupChange) -> String {
    let around: Vec<&str> = change.around.iter().map(|entity| entity.caption.as_str()).collect();
    let change_in = match (change.before, change.after) {
        (0, after) => format!("{after} people and firms"),
        (before, after) => format!("{before} to {after} people and firms"),
    };
    format!("{}: around {} {}, {change_in}", change.year, around.join(", "), change.change.title())
}
