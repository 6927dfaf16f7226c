//! `umbra umbrellas`

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::Result;
use serde::Serialize;
use umbra_find::{Chain, EntityRef, Facts, Network, Protector, Shelf, Umbrella};
use umbra_model::{EntityId, Standing};

use super::{Manner, write_json};
use crate::cli::Umbrellas;
use crate::exit::Done;
use crate::page::{self, FAINT, HEADING, styled};
use crate::{case_file, cite, score, whom};

pub fn run(args: &Umbrellas, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    let facts = Facts::of_case(&case)?;
    let network = Network::of(&facts, &args.view.view())?;
    let umbrellas = umbra_find::umbrellas(&facts, &network)?;
    if let Some(name) = &args.of {
        return of(out, manner, &facts, &umbrellas, &whom::meant(&facts, name)?);
    }
    if manner.json {
        write_json(out, &umbrellas)?;
        return Ok(Done::Well);
    }
    if umbrellas.is_empty() {
        writeln!(out, "No source in this case speaks of a criminal group, or of anybody who is sheltered.")?;
        return Ok(Done::Well);
    }
    let (bare, told): (Vec<&Umbrella>, Vec<&Umbrella>) = umbrellas.iter().partition(|umbrella| {
        umbrella.has_no_protector() && umbrella.cleared.is_empty() && umbrella.set_aside.is_empty()
    });
    for umbrella in told {
        write_umbrella(out, umbrella)?;
    }
    if !bare.is_empty() {
        writeln!(out, "{}", styled(HEADING, "No protector on any shelf"))?;
        for umbrella in bare {
            let line = format!("{} ({})", umbrella.group.caption, told_in(&facts, umbrella));
            writeln!(out, "  {}", page::wrapped(&line, page::width() - 4, 4, 2))?;
        }
        writeln!(out)?;
    }
    write_rings(out, &umbrellas)?;
    if !manner.quiet {
        writeln!(
            out,
            "{}",
            styled(FAINT, "Leads, not verdicts: read each sentence where it stands before you rely on it.")
        )?;
    }
    Ok(Done::Well)
}

/// One official's place over a group, as JSON.
#[derive(Serialize)]
struct Over<'a> {
    group: &'a EntityRef,
    protector: &'a Protector,
}

/// The groups over which an official is found.
fn of(out: &mut dyn Write, manner: Manner, facts: &Facts, umbrellas: &[Umbrella], id: &EntityId) -> Result<Done> {
    let found = umbra_find::sheltered_by(umbrellas, id);
    if manner.json {
        let over: Vec<_> =
            found.iter().map(|(umbrella, protector)| Over { group: &umbrella.group, protector }).collect();
        write_json(out, &over)?;
        return Ok(Done::Well);
    }
    for (umbrella, protector) in &found {
        writeln!(out, "{}  {}", styled(HEADING, &umbrella.group.caption), protector.shelf.title())?;
        write_protector(out, protector)?;
        writeln!(out)?;
    }
    for umbrella in umbrellas {
        for cleared in umbrella.cleared.iter().filter(|cleared| &cleared.person.id == id) {
            writeln!(out, "{}  cleared", styled(HEADING, &umbrella.group.caption))?;
            writeln!(out, "  {}", page::wrapped(&cleared.says, page::width() - 4, 4, 3))?;
        }
        for aside in umbrella.set_aside.iter().filter(|aside| &aside.person.id == id) {
            writeln!(out, "{}  no chain", styled(HEADING, &umbrella.group.caption))?;
            writeln!(out, "  {}", page::wrapped(&aside.why, page::width() - 4, 4, 3))?;
        }
    }
    if found.is_empty() {
        writeln!(out, "{} is on no shelf of any group.", facts.caption(id))?;
    }
    Ok(Done::Well)
}

/// Officials who shelter several groups, together or alone.
fn write_rings(out: &mut dyn Write, umbrellas: &[Umbrella]) -> Result<()> {
    let rings = umbra_find::rings(umbrellas);
    if !rings.is_empty() {
        writeln!(out, "{}", styled(HEADING, "Over several groups"))?;
    }
    for ring in rings {
        let who: Vec<String> =
            ring.officials.iter().map(|(who, shelf)| format!("{} ({})", who.caption, shelf.title())).collect();
        let groups: Vec<&str> = ring.groups.iter().map(|group| group.caption.as_str()).collect();
        let line = format!("{}: {}", who.join(", "), groups.join(", "));
        writeln!(out, "  {}", page::wrapped(&line, page::width() - 4, 4, 4))?;
    }
    Ok(())
}

/// Which documents speak of a group.
fn told_in(facts: &Facts, umbrella: &Umbrella) -> String {
    let sources: BTreeSet<_> = facts.of(&umbrella.group.id).map(|fact| fact.statement.span().source()).collect();
    let mut files: Vec<&str> = sources
        .iter()
        .filter_map(|source| facts.source(*source))
        .map(|source| source.path.rsplit('/').next().unwrap_or(&source.path))
        .collect();
    files.sort_unstable();
    files.join(", ")
}

fn write_umbrella(out: &mut dyn Write, umbrella: &Umbrella) -> Result<()> {
    let unnamed = if umbrella.is_named { "" } else { " (no source names it)" };
    writeln!(out, "{}{unnamed}", styled(HEADING, &umbrella.group.caption))?;
    if umbrella.has_no_protector() {
        writeln!(out, "  No protector on any shelf.")?;
    }
    for shelf in Shelf::ALL {
        let mut on_shelf = umbrella.on(shelf).peekable();
        if on_shelf.peek().is_some() {
            writeln!(out, "  {}", shelf.title())?;
        }
        for protector in on_shelf {
            write_protector(out, protector)?;
        }
    }
    for cleared in &umbrella.cleared {
        let word = styled(page::of_standing(cleared.by), cleared.by);
        writeln!(out, "  cleared\n    {}  {word}", styled(HEADING, &cleared.person.caption))?;
        writeln!(out, "      {}", page::wrapped(&cleared.says, page::width() - 8, 8, 3))?;
        write!(out, "{}", cite::block(&cleared.decision, 6))?;
        for caveat in cleared.finding.caveats() {
            writeln!(
                out,
                "      {}",
                styled(FAINT, page::wrapped(&format!("mind: {caveat}"), page::width() - 6, 6, 3))
            )?;
        }
    }
    for set_aside in &umbrella.set_aside {
        let line = format!("{}: {}", set_aside.person.caption, set_aside.why);
        writeln!(out, "  no chain\n    {}", page::wrapped(&line, page::width() - 4, 4, 3))?;
    }
    if !umbrella.is_complete {
        writeln!(out, "  The search for chains was cut short; on the shelf \"structure only\" some may be missing.")?;
    }
    writeln!(out)?;
    Ok(())
}

fn write_protector(out: &mut dyn Write, protector: &Protector) -> Result<()> {
    let standing = protector.standing.map_or_else(String::new, of_standing);
    let mark = if protector.is_assessment { styled(page::WARNING, "assessment") } else { standing };
    writeln!(out, "    {}  {mark}", styled(HEADING, &protector.person.caption))?;
    writeln!(out, "      {}", styled(FAINT, page::wrapped(&score::sum(&protector.finding), page::width() - 8, 8, 3)))?;
    for office in &protector.offices {
        let body = office.body.as_ref().map_or_else(String::new, |body| format!(", {}", body.caption));
        writeln!(out, "      {}{body}{}", office.post, period(&office.validity))?;
    }
    write!(out, "{}", cite::block(&protector.best, 6))?;
    for chain in protector.chains.iter().filter(|chain| chain.steps.len() > 1) {
        writeln!(out, "      {}", styled(FAINT, page::wrapped(&in_words(chain), page::width() - 8, 8, 4)))?;
    }
    for counter in &protector.counter {
        let word = styled(page::of_standing(counter.standing), counter.standing);
        writeln!(out, "      against it: {word}")?;
        write!(out, "{}", cite::block(&counter.citation, 8))?;
    }
    for caveat in protector.finding.caveats() {
        writeln!(out, "      {}", styled(FAINT, page::wrapped(&format!("mind: {caveat}"), page::width() - 6, 6, 3)))?;
    }
    Ok(())
}

fn of_standing(standing: Standing) -> String {
    styled(page::of_standing(standing), standing)
}

fn in_words(chain: &Chain) -> String {
    let steps: Vec<&str> = chain.steps.iter().map(|step| step.says.as_str()).collect();
    let undated = match chain.undated {
        0 => String::new(),
        1 => " (1 link bears no date)".to_owned(),
        several => format!(" ({several} links bear no date)"),
    };
    format!("chain: {}{undated}", steps.join("; "))
}

/// ", 2016-03 to 2021-09"; nothing where nothing is known.
pub fn period(validity: &umbra_model::Validity) -> String {
    match (validity.from, validity.to) {
        (Some(from), Some(to)) if from == to => format!(", {from}"),
        (Some(from), Some(to)) => format!(", {from} to {to}"),
        (Some(from), None) => format!(", from {from}"),
        (None, Some(to)) => format!(", until {to}"),
        (None, None) => String::new(),
    }
}
