//! `umbra figures`

use std::io::Write;

use anyhow::Result;
use umbra_find::{Check, Facts, Figure, Ledger, Period, Verdict};

use super::{Manner, write_json};
use crate::cli::CaseOnly;
use crate::exit::Done;
use crate::page::{self, FAINT, HEADING, WARNING, styled};
use crate::{case_file, cite};

pub fn run(args: &CaseOnly, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(args.case.as_deref())?;
    let ledger = umbra_find::figures(&Facts::of_case(&case)?);
    if manner.json {
        write_json(out, &ledger)?;
        return Ok(Done::Well);
    }
    if ledger.figures.is_empty() {
        writeln!(out, "No source in this case publishes a figure.")?;
        return Ok(Done::Well);
    }
    write_checks(out, &ledger)?;
    writeln!(out, "{}", styled(HEADING, page::count(ledger.figures.len(), "figure", "figures")))?;
    for figure in &ledger.figures {
        writeln!(out, "  {}", line(figure))?;
        writeln!(out, "    {}", styled(FAINT, page::cut(&cite::short_place(&figure.citation), page::width() - 4)))?;
        for warning in &figure.warnings {
            writeln!(
                out,
                "    {}",
                styled(FAINT, page::wrapped(&format!("mind: {warning}"), page::width() - 4, 4, 3))
            )?;
        }
    }
    Ok(Done::Well)
}

fn write_checks(out: &mut dyn Write, ledger: &Ledger) -> Result<()> {
    let of = |wanted: fn(&Verdict) -> bool| ledger.checks.iter().filter(move |check| wanted(&check.verdict));
    let sections: [(&str, Vec<&Check>); 3] = [
        ("Disagree", of(|v| matches!(v, Verdict::Disagree { .. })).collect()),
        ("Agree", of(|v| matches!(v, Verdict::Agree)).collect()),
        ("Can't be compared", of(|v| matches!(v, Verdict::CannotCompare { .. })).collect()),
    ];
    for (title, checks) in sections.into_iter().filter(|(_, checks)| !checks.is_empty()) {
        writeln!(out, "{}", styled(HEADING, title))?;
        for check in checks {
            writeln!(out, "  {}", page::wrapped(&check.says, page::width() - 2, 2, 4))?;
            match &check.verdict {
                Verdict::Disagree { by } => writeln!(out, "    {}", styled(WARNING, format!("by {by}")))?,
                Verdict::CannotCompare { why } => {
                    writeln!(out, "    {}", styled(FAINT, page::wrapped(why, page::width() - 4, 4, 3)))?;
                }
                Verdict::Agree => {}
            }
            for caveat in check.finding.caveats() {
                writeln!(
                    out,
                    "    {}",
                    styled(FAINT, page::wrapped(&format!("mind: {caveat}"), page::width() - 4, 4, 3))
                )?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// "more than 5,200 organised crime groups smashed, the past five years, according to Xinhua"
fn line(figure: &Figure) -> String {
    let mut line = format!("{} {}", figure.amount(), figure.measure);
    for (lead, period) in [("", Some(&figure.period)), ("against ", figure.base.as_ref())] {
        if let Some(words) = period.and_then(in_words) {
            line.push_str(&format!(", {lead}{words}"));
        }
    }
    if let Some(territory) = &figure.territory {
        line.push_str(&format!(", {territory}"));
    }
    if !figure.attribution.is_own_voice() {
        line.push_str(&format!(" (according to {})", figure.attribution));
    }
    page::wrapped(&line, page::width() - 2, 4, 3)
}

fn in_words(period: &Period) -> Option<String> {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("until {to}")),
        (None, None) => period.words.clone(),
    }
}
