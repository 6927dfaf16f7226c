//! Proposals for a case, and decisions out of them.

use serde::Serialize;
use umbra_case::{Case, Judgement, Writer};

use crate::collect::collect;
use crate::error::Result;
use crate::proposal::{Proposal, Verdict};
use crate::resolve::{Options, Outcome, resolve, resolve_watched};
use crate::watch::Watch;

/// The name under which the crate decides: begin the transaction with it, `case.begin(umbra_resolve::ACTOR)`.
pub const ACTOR: &str = "umbra resolve";

/// The name under which the crate decides what somebody has asked it to: a program's decision never looks like a person's.
pub fn actor_for(name: &str) -> String {
    format!("{ACTOR} for {name}")
}

/// Rounds of judging beyond which [`settle`] stops.
const MOST_ROUNDS: usize = 8;

/// Judges which entities of a case are one. Nothing is written.
///
/// What was decided before holds: ids judged the same are taken as one; pairs judged different, and pairs whose decision
/// was taken back, are not joined again.
///
/// # Errors
/// When the case can't be read.
pub fn examine(case: &Case, options: Options) -> Result<Outcome> {
    let collected = collect(case, options)?;
    Ok(resolve(collected.records, &collected.options))
}

/// [`examine`], with somebody who looks on and may stop it.
///
/// # Errors
/// When the case can't be read; [`ResolveError::Stopped`](crate::ResolveError::Stopped).
pub fn examine_watched(case: &Case, options: Options, watch: &dyn Watch) -> Result<Outcome> {
    let collected = collect(case, options)?;
    resolve_watched(collected.records, &collected.options, watch)
}

/// The judgements of [`examine`] with the usual options, the surest first.
///
/// # Errors
/// When the case can't be read.
pub fn propose(case: &Case) -> Result<Vec<Proposal>> {
    Ok(examine(case, Options::default())?.proposals)
}

/// What [`settle`] did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Settled {
    /// The decisions made, in their order.
    pub applied: Vec<Proposal>,
    /// How often all was judged.
    pub rounds: usize,
    /// What was left at the end: unsure pairs and pairs that are two.
    pub outcome: Outcome,
}

/// Judges and decides until nothing more is found to be one.
///
/// Once two records are one, what each document tells of them counts together: a paper gives the year of birth, the court
/// the employer, and a third document that has both belongs to them. Each round sees what the rounds before decided.
///
/// # Errors
/// When the case can't be read or written.
pub fn settle(writer: &mut Writer<'_>, options: &Options) -> Result<Settled> {
    let mut applied = Vec::new();
    let mut rounds = 0;
    loop {
        let outcome = examine(writer.case(), options.clone())?;
        rounds += 1;
        let count = apply(writer, &outcome.proposals)?;
        applied.extend(outcome.proposals.iter().filter(|proposal| proposal.verdict == Verdict::Same).cloned());
        // Every round but the last joins at least two groups, so it ends; the bound is for time.
        if count == 0 || rounds == MOST_ROUNDS {
            return Ok(Settled { applied, rounds, outcome });
        }
    }
}

/// Makes decisions of the proposals that say [`Verdict::Same`], with their score and reasons, and gives back how many.
/// Each can be reversed by a later decision on its pair. Nothing else is decided: unsure pairs are for people.
///
/// # Errors
/// When the case can't be written.
pub fn apply(writer: &mut Writer<'_>, proposals: &[Proposal]) -> Result<usize> {
    let mut count = 0;
    for proposal in proposals.iter().filter(|proposal| proposal.verdict == Verdict::Same) {
        writer.decide(&proposal.left, &proposal.right, Judgement::Same, &proposal.why(), Some(proposal.score))?;
        count += 1;
    }
    Ok(count)
}
