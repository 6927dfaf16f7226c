//! The decisions of a case: listed, and taken back.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use umbra_case::{Case, Decision, Judgement};
use umbra_model::EntityId;
use umbra_resolve::{ResolveError, is_reopened, last_decision, take_back};

use super::{Manner, open_for_writing, write_json};
use crate::case_file;
use crate::cli::Resolve;
use crate::exit::{Done, Usage};
use crate::page::{self, FAINT, HEADING, styled};

/// A decision, with what has become of it.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    decision: Decision,
    left_caption: String,
    right_caption: String,
    /// Whether it counts, and if not why.
    state: &'static str,
}

/// Lists decisions, the newest first.
pub fn list(case: Option<&Path>, limit: usize, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (case, _) = case_file::open(case)?;
    let contradicted: BTreeSet<i64> = case.contradicted_decisions()?.iter().map(|decision| decision.id).collect();
    let decisions = case.decisions()?;
    let count = decisions.len();
    let mut listed = Vec::new();
    for decision in decisions.into_iter().rev().take(limit) {
        let state = match &decision {
            decision if !decision.stands => "overruled",
            decision if contradicted.contains(&decision.id) => "not followed",
            decision if is_reopened(decision) => "open again",
            _ => "stands",
        };
        let (left_caption, right_caption) = (caption(&case, &decision.left)?, caption(&case, &decision.right)?);
        listed.push(Listed { decision, left_caption, right_caption, state });
    }
    if manner.json {
        write_json(out, &listed)?;
        return Ok(Done::Well);
    }
    if listed.is_empty() {
        writeln!(out, "Nothing has been decided in this case.")?;
    }
    for Listed { decision, left_caption, right_caption, state } in &listed {
        let score = decision.score.map_or_else(String::new, |score| format!(", score {score:.3}"));
        writeln!(out, "{:>4}  {}, {state}{score}", decision.id, styled(HEADING, decision.judgement))?;
        for (caption, id) in [(left_caption, &decision.left), (right_caption, &decision.right)] {
            writeln!(out, "      {}  {}", page::cut(caption, 60), styled(FAINT, id))?;
        }
        writeln!(out, "      by {} on {}", decision.actor, decision.at)?;
        writeln!(out, "      {}", page::wrapped(&decision.why, page::width() - 6, 6, 4))?;
    }
    if count > listed.len() {
        writeln!(out, "{}", styled(FAINT, format!("and {} more: --limit {count}", count - listed.len())))?;
    }
    Ok(Done::Well)
}

/// Takes a decision back, the last if none is named.
pub fn undo(
    case: Option<&Path>,
    number: Option<i64>,
    args: &Resolve,
    manner: Manner,
    out: &mut dyn Write,
) -> Result<Done> {
    let mut case = open_for_writing(case)?;
    let number = match number {
        Some(number) => number,
        None => last_decision(&case)?
            .ok_or_else(|| Usage("there is no decision in the case that could be taken back".to_owned()))?,
    };
    let mut writer = case.begin(&*args.actor)?;
    writer.name_action("take back");
    let back = match take_back(&mut writer, number) {
        Err(error @ (ResolveError::NoDecision(_) | ResolveError::Overruled { .. } | ResolveError::Open(_))) => {
            return Err(Usage(error.to_string()).into());
        }
        done => done?,
    };
    writer.commit()?;
    if manner.json {
        write_json(out, &back)?;
        return Ok(Done::Well);
    }
    if !manner.quiet {
        let decision = &back.decision;
        let (left, right) = (caption(&case, &decision.left)?, caption(&case, &decision.right)?);
        writeln!(out, "Took back decision {number} ({}, {}): {left} and {right}", decision.judgement, decision.actor)?;
        let holds = match back.holds {
            None => "nothing is decided of the pair".to_owned(),
            Some(judgement) => format!("the decision before holds again: {judgement}"),
        };
        let still = if back.still_one && back.holds != Some(Judgement::Same) {
            "; the two are one all the same, through other decisions"
        } else {
            ""
        };
        writeln!(out, "Now {holds}{still}")?;
    }
    Ok(Done::Well)
}

/// What an entity is called; its id where the case holds nothing of it.
pub fn caption(case: &Case, id: &EntityId) -> Result<String> {
    Ok(case.entity(id)?.map_or_else(|| id.to_string(), |profile| profile.caption().to_owned()))
}
