//! `umbra who`: is this the same person or firm?
//!
//! Without a name it lists the records of a case that may be one. A name, or a list of names, is looked up in a case or in a
//! file of entities; in a case the words of a name are searched for as well.

mod queries;
mod rows;
mod screening;
mod show;

use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use serde::Serialize;
use umbra_case::{Case, Hit, HitKind};
use umbra_find::{EntityRef, Facts};
use umbra_resolve::{Screen, Weights};

use self::queries::List;
use self::screening::{Collection, Found, Screened};
use super::{Manner, write_json};
use crate::cli::Who;
use crate::exit::{Done, Usage};
use crate::ftm_stream::{Ended, Input};
use crate::output::Output;
use crate::page::{self, FAINT, HEADING, styled};
use crate::progress::Progress;
use crate::{case_file, interrupt, pairs};

/// Endings of names that only files have.
const ENDINGS: [&str; 7] = [".csv", ".tsv", ".json", ".jsonl", ".ijson", ".gz", ".txt"];

/// Two records that may be one.
#[derive(Serialize)]
struct Pair {
    left: EntityRef,
    right: EntityRef,
    why: String,
}

/// What a name that was typed led to.
#[derive(Serialize)]
struct Answer<'a> {
    name: &'a str,
    /// Whom it may mean.
    hits: &'a [Found],
    hits_in_all: u64,
    /// Where its words occur; nothing is searched in a file of entities.
    mentions: &'a [Hit],
}

pub fn run(args: &Who, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    if !(0.0..=1.0).contains(&args.threshold) {
        return Err(Usage(format!("--threshold {} is no score: give one from 0 to 1", args.threshold)).into());
    }
    let case = args.case.case.as_deref();
    let Some(name) = args.name.as_deref() else { return list(case, args.limit, manner, out) };
    let path = Path::new(name);
    if case_file::is_meant(name) && case.is_none() {
        return list(Some(path), args.limit, manner, out);
    }
    // A folder may be called like a person; it is no list.
    if name == "-" || path.exists() && !path.is_dir() {
        return screen_list(path, args, manner, out);
    }
    if ENDINGS.into_iter().any(|ending| name.ends_with(ending)) {
        return Err(Usage(format!("there is no file {name}; check the spelling")).into());
    }
    look_up_name(name, args, manner, out)
}

/// Looks queries up, unless the user stops it: then nothing is told of what was found until then.
fn look_up(list: &mut List, input: Input, args: &Who, manner: Manner) -> Result<Screened> {
    let screen = Screen::new(std::mem::take(&mut list.records), Weights::screening());
    let patience = interrupt::Patience::begin_with("Stopping. Press Ctrl-C again to stop at once.");
    let progress = Progress::start(manner.quiet || manner.json);
    let screened = screening::look_up(&screen, input, args.threshold, args.limit, &progress);
    progress.end();
    drop(patience);
    if let Ended::Broken(reason) = &screened.ended {
        bail!("{reason}");
    }
    Ok(screened)
}

fn stopped() -> Done {
    eprintln!("Stopped. Nothing was written.");
    Done::Stopped
}

fn look_up_name(name: &str, args: &Who, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let mut list = queries::of_name(name, args)?;
    let (input, case) = match screening::open(args.case.case.as_deref())? {
        Collection::Case(case) => (screening::entities_of(&case)?, Some(case)),
        Collection::Entities(input) => (input, None),
    };
    let screened = look_up(&mut list, input, args, manner)?;
    if screened.ended == Ended::Stopped {
        return Ok(stopped());
    }
    if let Some(path) = &args.output {
        write_table(path, &list, &screened)?;
    }
    let best = &screened.best[0];
    let mentions = match &case {
        Some(case) => mentions(case, name, args.limit, &best.found)?,
        None => Vec::new(),
    };
    if manner.json {
        write_json(out, &Answer { name, hits: &best.found, hits_in_all: best.count, mentions: &mentions })?;
        return Ok(Done::Well);
    }
    for found in &best.found {
        show::found(out, found, 0)?;
    }
    let more = best.count.saturating_sub(best.found.len() as u64);
    if more > 0 {
        writeln!(out, "{}", styled(FAINT, format!("and {} more: --limit shows them", page::grouped(more))))?;
    }
    if best.count == 0 && case.is_none() {
        let entities = page::grouped(screened.entities);
        writeln!(out, "Nobody among {entities} entities may be {name:?}: no score reaches {}.", args.threshold)?;
    }
    if best.count == 0 && best.below > 0 {
        let told =
            format!("{} of a lower score: --threshold {} shows them", page::grouped(best.below), args.threshold / 2.0);
        writeln!(out, "{}", styled(FAINT, told))?;
    }
    if case.is_some() {
        show_mentions(name, &mentions, best.count == 0, args.threshold, out)?;
    }
    tell_faults(&screened, manner);
    Ok(Done::Well)
}

/// Where the words of a name occur, those aside that are shown already.
fn mentions(case: &Case, name: &str, limit: usize, shown: &[Found]) -> Result<Vec<Hit>> {
    let mut hits = case.search(name, limit)?;
    hits.retain(|hit| match &hit.what {
        HitKind::Entity(id) => shown.iter().all(|found| found.id != id.as_str()),
        HitKind::Source(..) => true,
    });
    Ok(hits)
}

fn show_mentions(name: &str, mentions: &[Hit], is_all: bool, threshold: f64, out: &mut dyn Write) -> Result<()> {
    match (mentions.is_empty(), is_all) {
        (true, true) => writeln!(out, "Nothing in the case or in its sources matches {name:?}.")?,
        (true, false) => {}
        (false, true) => writeln!(out, "No score reaches {threshold}. Where the words occur:")?,
        (false, false) => writeln!(out, "\nWhere the words occur:")?,
    }
    for hit in mentions {
        match &hit.what {
            HitKind::Entity(id) => writeln!(out, "{}  {}", styled(HEADING, &hit.caption), styled(FAINT, id))?,
            HitKind::Source(_, span) => {
                writeln!(out, "{}  {}", hit.caption, styled(FAINT, span.place()))?;
                writeln!(out, "  {}", page::wrapped(&hit.quote, page::width() - 2, 2, 3))?;
            }
        }
    }
    Ok(())
}

fn screen_list(path: &Path, args: &Who, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    if args.born.is_some() || !args.country.is_empty() {
        let hint = "--born and --country say more of one name; in a list, columns birthDate and country do";
        return Err(Usage(hint.to_owned()).into());
    }
    let input = match screening::open_list(path)? {
        Collection::Case(case) => screening::entities_of(&case)?,
        Collection::Entities(input) => input,
    };
    let progress = Progress::start(manner.quiet || manner.json);
    let mut list = queries::read(input, args, &progress)?;
    progress.end();
    if !manner.quiet && !manner.json {
        let columns = show::columns(&list);
        if !columns.is_empty() {
            eprintln!("{columns}");
        }
        if list.left.lines + list.left.values > 0 {
            eprintln!("{}\n{}", queries::shown(&list.left), list.left.counts() + " of the list");
        }
    }
    let collection = match screening::open(args.case.case.as_deref())? {
        Collection::Case(case) => screening::entities_of(&case)?,
        Collection::Entities(input) => input,
    };
    let screened = look_up(&mut list, collection, args, manner)?;
    if screened.ended == Ended::Stopped {
        return Ok(stopped());
    }
    if let Some(path) = &args.output {
        write_table(path, &list, &screened)?;
    }
    if manner.json {
        write_json(out, &show::Report::of(&list, &screened))?;
        return Ok(Done::Well);
    }
    if args.output.is_none() {
        show::list(out, &list, &screened)?;
    }
    tell_faults(&screened, manner);
    if !manner.quiet {
        writeln!(out, "{}", show::counts(&list, &screened))?;
    }
    Ok(Done::Well)
}

fn write_table(path: &Path, list: &List, screened: &Screened) -> Result<()> {
    let mut output = Output::begin(Some(path))?;
    show::table(&mut output, list, screened)?;
    output.finish()
}

/// Lines of the collection that gave no entity, on standard error.
fn tell_faults(screened: &Screened, manner: Manner) {
    if !manner.quiet && screened.left.lines > 0 {
        eprintln!("{}\n{} of the collection", queries::shown(&screened.left), screened.left.counts());
    }
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
