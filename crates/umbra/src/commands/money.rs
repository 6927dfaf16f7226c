//! `umbra money`

use std::io::Write;

use anyhow::Result;
use umbra_find::{Facts, Money, MoneyPath, Network, Ownership, View};

use super::{Manner, write_json};
use crate::cli;
use crate::exit::{Done, Usage};
use crate::page::{self, FAINT, HEADING, WARNING, styled};
use crate::{case_file, cite, whom};

pub fn run(args: &cli::Money, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(args.case.case.as_deref())?;
    let facts = Facts::of_case(&case)?;
    match (&args.from, &args.to, &args.owners) {
        (Some(from), Some(to), _) => {
            let (from, to) = (whom::meant(&facts, from)?, whom::meant(&facts, to)?);
            let network = Network::of(&facts, &View::default())?;
            let paths = umbra_find::money_paths(&facts, &network, &from, &to)?;
            if manner.json {
                write_json(out, &paths)?;
            } else if paths.is_empty() {
                let (from, to) = (facts.caption(&from), facts.caption(&to));
                writeln!(out, "No way of dated payments leads from {from} to {to}.")?;
            } else {
                paths.iter().try_for_each(|path| write_path(out, &facts, path))?;
            }
        }
        (Some(_), None, _) | (None, Some(_), _) => {
            return Err(Usage("a way of money needs both ends: --from NAME --to NAME".to_owned()).into());
        }
        (None, None, Some(firm)) => {
            let network = Network::of(&facts, &View::default())?;
            let behind = umbra_find::owners(&facts, &network, &whom::meant(&facts, firm)?, args.as_of);
            if manner.json {
                write_json(out, &behind)?;
            } else {
                write_owners(out, &behind)?;
            }
        }
        (None, None, None) => {
            let network = Network::of(&facts, &View::default())?;
            let umbrellas = umbra_find::umbrellas(&facts, &network)?;
            let money = umbra_find::money(&facts, &network, &umbrellas);
            if manner.json {
                write_json(out, &money)?;
            } else {
                overview(out, &facts, &money, args.limit)?;
            }
        }
    }
    Ok(Done::Well)
}

fn amount(sum: f64, currency: Option<&str>) -> String {
    // Sums of money are shown to the unit.
    format!("{} {}", page::grouped(sum.round().max(0.0) as u64), currency.unwrap_or("(no currency)"))
}

fn overview(out: &mut dyn Write, facts: &Facts, money: &Money, limit: usize) -> Result<()> {
    if money.payments == 0 && money.ownership.is_empty() {
        writeln!(out, "No source in this case tells of a payment or of a share held through others.")?;
        return Ok(());
    }
    writeln!(out, "{}", styled(HEADING, page::count(money.payments, "payment", "payments")))?;
    for total in &money.totals {
        let year = total.year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
        let without = match total.without_amount {
            0 => String::new(),
            count => format!(" and {count} without an amount"),
        };
        let payments = page::count(total.payments, "payment", "payments");
        writeln!(out, "  {year}  {}  {payments}{without}", amount(total.sum, total.currency.as_deref()))?;
    }
    for (title, parties) in [("Who paid most", &money.payers), ("Who was paid most", &money.takers)] {
        writeln!(out, "{}", styled(HEADING, title))?;
        for party in parties.iter().take(limit) {
            let payments = page::count(party.payments, "payment", "payments");
            let sum = amount(party.sum, party.currency.as_deref());
            writeln!(out, "  {}  {sum} in {payments}", party.party.caption)?;
        }
    }
    if !money.near_protectors.is_empty() {
        writeln!(out, "{}", styled(HEADING, "Near protectors"))?;
        for near in money.near_protectors.iter().take(limit) {
            let line = format!(
                "{} was paid by those around {}; {} stands on the shelf \"{}\"",
                near.taker.caption,
                near.group.caption,
                near.protector.caption,
                near.shelf.title()
            );
            writeln!(out, "  {}", page::wrapped(&line, page::width() - 4, 4, 3))?;
            for payment in near.payments.iter().take(3) {
                writeln!(out, "    {}", page::wrapped(&payment.says(facts), page::width() - 6, 6, 2))?;
            }
        }
    }
    let mut kinds: Vec<_> = money.patterns.iter().map(|pattern| pattern.kind).collect();
    kinds.dedup();
    for kind in kinds {
        writeln!(out, "{}", styled(HEADING, format!("Money {}", kind.title())))?;
        writeln!(out, "  {}", styled(FAINT, page::wrapped(kind.explanation(), page::width() - 4, 2, 4)))?;
        for pattern in money.patterns.iter().filter(|pattern| pattern.kind == kind).take(limit) {
            let parties: Vec<&str> = pattern.parties.iter().map(|party| party.caption.as_str()).collect();
            let line = format!("{}: {}", pattern.says, parties.join(", "));
            writeln!(out, "  {}", page::wrapped(&line, page::width() - 4, 4, 4))?;
        }
    }
    if !money.is_complete {
        writeln!(out, "  The search for rows and circles was cut short: there may be more.")?;
    }
    for ownership in money.ownership.iter().take(limit) {
        write_owners(out, ownership)?;
    }
    let unlisted = money.more_firms + money.ownership.len().saturating_sub(limit);
    if unlisted > 0 {
        writeln!(
            out,
            "  {unlisted} more firms are held through others: `--owners FIRM` shows one, `--limit` more of them."
        )?;
    }
    if !money.warnings.is_empty() {
        writeln!(out, "{}", styled(HEADING, "Can't be as told, or can't be added up"))?;
        for warning in money.warnings.iter().take(limit) {
            writeln!(out, "  {}", page::wrapped(&warning.what, page::width() - 4, 4, 2))?;
            writeln!(out, "    {}", styled(FAINT, cite::short_place(&warning.citation)))?;
        }
    }
    Ok(())
}

fn write_path(out: &mut dyn Write, facts: &Facts, path: &MoneyPath) -> Result<()> {
    let parties: Vec<&str> = path.parties.iter().map(|party| party.caption.as_str()).collect();
    writeln!(out, "{}", styled(HEADING, page::wrapped(&parties.join(" → "), page::width() - 2, 2, 3)))?;
    let currency = path.currency.as_deref();
    writeln!(
        out,
        "  {} could have passed this way, {} on all ways together",
        amount(path.amount, currency),
        amount(path.on_all_ways, currency)
    )?;
    for payment in &path.payments {
        writeln!(out, "  {}", page::wrapped(&payment.says(facts), page::width() - 4, 4, 2))?;
        if let Some(citation) = facts.cite(payment.evidence.first()) {
            writeln!(out, "    {}", styled(FAINT, page::cut(&cite::short_place(&citation), page::width() - 4)))?;
        }
    }
    for caveat in path.finding.caveats() {
        writeln!(out, "  {}", styled(FAINT, page::wrapped(&format!("mind: {caveat}"), page::width() - 4, 4, 3)))?;
    }
    Ok(())
}

fn write_owners(out: &mut dyn Write, ownership: &Ownership) -> Result<()> {
    writeln!(out, "{}", styled(HEADING, format!("Who stands behind {}", ownership.firm.caption)))?;
    if ownership.owners.is_empty() {
        writeln!(out, "  No source tells of an owner.")?;
    }
    for owner in &ownership.owners {
        let share = owner.share.map_or_else(|| "a share that is not told".to_owned(), |share| format!("{share} %"));
        let through: Vec<&str> = owner.through.iter().map(|party| party.caption.as_str()).collect();
        let line = format!("{}: {share} ({})", owner.owner.caption, through.join(" → "));
        writeln!(out, "  {}", page::wrapped(&line, page::width() - 4, 4, 3))?;
    }
    for warning in &ownership.warnings {
        writeln!(out, "  {}", styled(WARNING, page::wrapped(warning, page::width() - 4, 4, 3)))?;
    }
    Ok(())
}
