//! Pairs of records that may be one: found, listed, and decided from a score on.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use umbra_resolve::{Options, Outcome, Part, Proposal, Verdict, actor_for, examine_watched, settle};

use super::{Manner, Onlooker, exchange, open_for_writing, write_json};
use crate::case_file;
use crate::cli::Resolve;
use crate::exit::Done;
use crate::page::{self, FAINT, HEADING, styled};
use crate::progress::Progress;

/// What was found, as JSON.
#[derive(Serialize)]
pub struct Found<'a> {
    /// Records that were looked at, and pairs of them.
    pub records: usize,
    pub compared: usize,
    /// Pairs that are one beyond doubt, or from the score on that was asked for.
    pub same: usize,
    pub unsure: usize,
    /// The likeliest of both, as many as were asked for.
    pub proposals: Vec<&'a Proposal>,
}

impl<'a> Found<'a> {
    pub fn of(outcome: &'a Outcome, limit: usize) -> Self {
        let count = |verdict| outcome.proposals.iter().filter(|proposal| proposal.verdict == verdict).count();
        Self {
            records: outcome.records,
            compared: outcome.compared,
            same: count(Verdict::Same),
            unsure: count(Verdict::Unsure),
            proposals: open(outcome).take(limit).collect(),
        }
    }
}

/// The pairs that may be one, the likeliest first.
pub fn open(outcome: &Outcome) -> impl Iterator<Item = &Proposal> {
    outcome.proposals.iter().filter(|proposal| proposal.verdict != Verdict::Different)
}

/// Proposes for a case; with a score decides, with a file writes what is decided.
pub fn run(case: Option<&Path>, args: &Resolve, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    match (args.auto, &args.export) {
        (None, None) => propose(case, args.limit, manner, out),
        (None, Some(file)) => exchange::export(case, file, manner, out),
        (Some(score), file) => {
            decide(case, score, args, manner, out)?;
            file.as_ref().map_or(Ok(Done::Well), |file| exchange::export(case, file, manner, out))
        }
    }
}

fn propose(case: Option<&Path>, limit: usize, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, path) = case_file::open(case)?;
    let progress = Progress::start(manner.quiet || manner.json);
    let outcome = examine_watched(&case, Options::default(), &Onlooker(&progress))?;
    progress.end();
    let found = Found::of(&outcome, limit);
    if manner.json {
        write_json(out, &found)?;
        return Ok(Done::Well);
    }
    list(&found, out)?;
    if !manner.quiet && found.same + found.unsure > 0 {
        let judge = format!("judge them: umbra resolve {} --review", path.display());
        writeln!(out, "{}", styled(FAINT, judge))?;
    }
    Ok(Done::Well)
}

/// What was decided, as JSON.
#[derive(Serialize)]
struct Decided<'a> {
    decided: usize,
    rounds: usize,
    /// What is left to judge.
    unsure: usize,
    decisions: Vec<&'a Proposal>,
}

fn decide(case: Option<&Path>, score: f64, args: &Resolve, manner: Manner, out: &mut dyn Write) -> Result<()> {
    let options = exchange::from_score(Options::default(), score)?;
    let mut case = open_for_writing(case)?;
    let progress = Progress::start(manner.quiet || manner.json);
    progress.say(|| "judging".to_owned());
    let mut writer = case.begin(actor_for(&args.actor))?;
    writer.name_action("resolve");
    writer.note(format!("from a score of {score} on"));
    let settled = settle(&mut writer, &options)?;
    // A run that decides nothing leaves no trace in the log.
    if !settled.applied.is_empty() {
        writer.commit()?;
    }
    progress.end();
    let unsure = Found::of(&settled.outcome, 0).unsure;
    let decisions: Vec<&Proposal> = settled.applied.iter().take(args.limit).collect();
    if manner.json {
        return write_json(out, &Decided { decided: settled.applied.len(), rounds: settled.rounds, unsure, decisions });
    }
    for proposal in decisions {
        write!(out, "{}", text(proposal))?;
    }
    if !manner.quiet {
        let decided = page::count(settled.applied.len(), "pair is one now", "pairs are one now");
        writeln!(out, "{decided}; {}", page::count(unsure, "is left to judge", "are left to judge"))?;
    }
    Ok(())
}

/// Lists what was found.
pub fn list(found: &Found<'_>, out: &mut dyn Write) -> Result<()> {
    if found.same + found.unsure == 0 {
        writeln!(out, "No two records may be one without having been judged.")?;
        return Ok(());
    }
    for proposal in &found.proposals {
        write!(out, "{}", text(proposal))?;
    }
    let all = found.same + found.unsure;
    if all > found.proposals.len() {
        writeln!(out, "{}", styled(FAINT, format!("and {} more: --limit {all}", all - found.proposals.len())))?;
    }
    writeln!(
        out,
        "{} may be one: {} beyond doubt, {} unsure",
        page::count(all, "pair", "pairs"),
        page::grouped(found.same as u64),
        page::grouped(found.unsure as u64)
    )?;
    Ok(())
}

/// A pair, with what speaks for and against it.
fn text(proposal: &Proposal) -> String {
    let word = if proposal.verdict == Verdict::Same { "one" } else { "unsure" };
    let name = |caption: &str, id: &umbra_model::EntityId| {
        format!("{}  {}", styled(HEADING, page::cut(caption, 60)), styled(FAINT, id))
    };
    format!(
        "{:.3}  {}\n{word:6} {}\n{}",
        proposal.score,
        name(&proposal.left_caption, &proposal.left),
        name(&proposal.right_caption, &proposal.right),
        parts(proposal, 7)
    )
}

/// What speaks for the two being one, then what against it, the weightiest first; the sum is the score.
pub fn parts(proposal: &Proposal, indent: usize) -> String {
    let mut parts: Vec<&Part> = proposal.parts.iter().collect();
    parts.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut out = String::new();
    for part in parts {
        let lead = format!("{}{:+6.1}  ", " ".repeat(indent), part.weight);
        let excludes = if part.excludes { " (excludes it)" } else { "" };
        let told = format!("{}: {}{excludes}", part.name, part.why);
        let room = page::width().saturating_sub(lead.len());
        out.push_str(&format!("{lead}{}\n", page::wrapped(&told, room, lead.len(), 3)));
    }
    out
}
