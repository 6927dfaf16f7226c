//! `umbra inspect`

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use umbra_case::{Case, Clock};
use umbra_find::{Cell, Facts, InspectOptions, Item, ItemChange, ItemError, ItemState, Network, Shelf, Trade, View};
use umbra_model::PartialDate;

use super::{Manner, write_json};
use crate::cli::Inspect;
use crate::exit::{Done, Usage};
use crate::page::{self, FAINT, HEADING, WARNING, styled};
use crate::{case_file, notes, score};

pub fn run(args: &Inspect, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    if let Some((id, state)) = change(args) {
        return note(args, id, state, manner, out);
    }
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    let facts = Facts::of_case(&case)?;
    if args.task.list || args.task.overdue {
        return list(args, &facts, manner, out);
    }
    let network = Network::of(&facts, &View::default())?;
    let umbrellas = umbra_find::umbrellas(&facts, &network)?;
    let mut trades = args.trades.as_deref().map(read_trades).transpose()?.unwrap_or_default();
    if args.isic {
        trades.extend_from_slice(umbra_find::isic());
    }
    let options = InspectOptions { trades, level: args.level.clone() };
    let inspection = umbra_find::inspect(&facts, &network, &umbrellas, &options);
    if manner.json {
        write_json(out, &inspection)?;
        return Ok(Done::Well);
    }
    if inspection.cells.is_empty() {
        writeln!(out, "No source tells of groups, offences or complaints in a trade or at a place.")?;
        return Ok(Done::Well);
    }
    for cell in inspection.cells.iter().take(args.limit) {
        write_cell(out, cell)?;
    }
    if inspection.cells.len() > args.limit {
        writeln!(out, "And {} more: --limit {}", inspection.cells.len() - args.limit, inspection.cells.len())?;
    }
    for warning in &inspection.warnings {
        writeln!(out, "{}", styled(WARNING, page::wrapped(warning, page::width() - 2, 2, 3)))?;
    }
    let open = inspection.items.iter().filter(|item| item.state != ItemState::Verified).count();
    if open > 0 {
        let items = page::count(open, "item is", "items are");
        writeln!(out, "{items} on the inspection list and not verified: umbra inspect --list")?;
    }
    Ok(Done::Well)
}

/// What is to be done with an item, if anything is.
fn change(args: &Inspect) -> Option<(Option<&str>, ItemState)> {
    let task = &args.task;
    let of = |id: &'_ Option<String>, state| id.is_some().then_some(state);
    match () {
        () if task.open => Some((None, ItemState::Opened)),
        () if of(&task.assign, ()).is_some() => Some((task.assign.as_deref(), ItemState::Assigned)),
        () if of(&task.rectify, ()).is_some() => Some((task.rectify.as_deref(), ItemState::Rectified)),
        () if of(&task.verify, ()).is_some() => Some((task.verify.as_deref(), ItemState::Verified)),
        () if of(&task.reopen, ()).is_some() => Some((task.reopen.as_deref(), ItemState::Reopened)),
        () => None,
    }
}

/// Takes a note of what became of an item, or opens one.
fn note(args: &Inspect, id: Option<&str>, state: ItemState, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let path = case_file::find(args.case.case.as_deref())?;
    let mut case = Case::open(&path)?;
    let facts = Facts::of_case(&case)?;
    let change = ItemChange {
        state,
        trade: args.trade.clone(),
        place: args.place.clone(),
        assigned_to: args.to.clone(),
        found: args.found.clone(),
        to_rectify: args.to_rectify.clone(),
        note: args.note.clone(),
        due: args.due,
    };
    let (id, note) = change.noted(&facts, id, &args.actor, today(args)?).map_err(|error| {
        let remedy = match error {
            ItemError::Unknown(_) => "; list them with: umbra inspect --list",
            ItemError::Nowhere => ": --trade WORDS --place WORDS",
            ItemError::ToNobody => ": --to NAME",
            _ => "",
        };
        Usage(format!("{error}{remedy}"))
    })?;
    notes::keep(&mut case, &note, &args.actor, "inspect")?;
    if manner.json {
        let facts = Facts::of_case(&case)?;
        write_json(out, &umbra_find::items(&facts).into_iter().find(|item| item.id == id))?;
    } else if !manner.quiet {
        writeln!(out, "{id} {}", state.name())?;
    }
    Ok(Done::Well)
}

fn today(args: &Inspect) -> Result<PartialDate> {
    let today = args.today.or_else(|| Clock::system().today());
    today.context("the clock of this machine is set to no day; give --today")
}

fn list(args: &Inspect, facts: &Facts, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let today = today(args)?;
    let mut items = umbra_find::items(facts);
    if args.task.overdue {
        items.retain(|item| item.is_overdue(today));
    }
    if manner.json {
        write_json(out, &items)?;
        return Ok(Done::Well);
    }
    if items.is_empty() {
        writeln!(out, "{}", if args.task.overdue { "Nothing is overdue." } else { "The inspection list is empty." })?;
    }
    for item in &items {
        write_item(out, item, today)?;
    }
    Ok(Done::Well)
}

fn write_item(out: &mut dyn Write, item: &Item, today: PartialDate) -> Result<()> {
    let overdue = if item.is_overdue(today) { styled(WARNING, "  overdue") } else { String::new() };
    writeln!(out, "{}  {} at {}  {}{overdue}", styled(HEADING, &item.id), item.trade, item.place, item.state.name())?;
    if let Some(who) = &item.assigned_to {
        writeln!(out, "  assigned to {who}")?;
    }
    for (title, lines) in [("found", &item.found), ("to put right", &item.to_rectify)] {
        for line in lines {
            writeln!(out, "  {title}: {}", page::wrapped(line, page::width() - 18, 4, 4))?;
        }
    }
    if let Some(due) = item.due {
        writeln!(out, "  due {due}")?;
    }
    Ok(())
}

fn write_cell(out: &mut dyn Write, cell: &Cell) -> Result<()> {
    let within =
        if cell.place.within.is_empty() { String::new() } else { format!(" ({})", cell.place.within.join(", ")) };
    let title = format!("{} at {}", cell.trade, cell.place.name);
    writeln!(out, "{}{}", styled(HEADING, title), styled(FAINT, within))?;
    let mut told: Vec<String> = Vec::new();
    let mut add = |count: usize, one: &str, many: &str| {
        if count > 0 {
            told.push(page::count(count, one, many));
        }
    };
    add(cell.groups.len(), "group", "groups");
    for shelf in Shelf::ALL {
        let count = cell.protectors.get(&shelf).copied().unwrap_or_default();
        add(count, &format!("protector {}", shelf.title()), &format!("protectors {}", shelf.title()));
    }
    add(cell.offences, "offence", "offences");
    add(cell.complaints, "complaint", "complaints");
    add(cell.firms_of_groups, "firm of theirs", "firms of theirs");
    add(cell.payments, "payment", "payments");
    if cell.now + cell.before > 0 {
        told.push(format!("{} events in the last two years, {} in the two before", cell.now, cell.before));
    }
    if let Some(rate) = cell.per_100_000 {
        told.push(format!("{rate} offences per 100,000 inhabitants"));
    }
    for money in &cell.money {
        let currency = money.currency.as_deref().unwrap_or("(no currency)");
        told.push(format!("{} {currency}", page::grouped(money.sum.round().max(0.0) as u64)));
    }
    told.push(page::count(cell.sources, "source", "sources"));
    writeln!(out, "  {}", page::wrapped(&told.join("; "), page::width() - 4, 4, 4))?;
    let groups: Vec<&str> = cell.groups.iter().map(|group| group.caption.as_str()).collect();
    if !groups.is_empty() {
        writeln!(out, "  {}", page::wrapped(&groups.join(", "), page::width() - 4, 4, 2))?;
    }
    writeln!(out, "  {}", styled(FAINT, page::wrapped(&score::sum(&cell.finding), page::width() - 4, 4, 2)))?;
    if cell.sources == 1 {
        writeln!(out, "  {}", styled(FAINT, "mind: all of it rests on one source"))?;
    }
    for item in &cell.items {
        writeln!(out, "  on the list: {item}")?;
    }
    Ok(())
}

/// Reads a list of trades: lines of a name, a colon, and words parted by commas.
fn read_trades(path: &Path) -> Result<Vec<Trade>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} can't be read", path.display()))?;
    let wrong =
        |line: usize| Usage(format!("{}, line {line}: a trade is written NAME: WORD, WORD", path.display())).into();
    umbra_find::read_trades(&text).map_err(wrong)
}
