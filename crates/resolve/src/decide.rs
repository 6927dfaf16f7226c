//! Proposals for a case, and decisions out of them.

use umbra_case::{Case, Judgement, Writer};

use crate::collect::collect;
use crate::error::Result;
use crate::proposal::{Proposal, Verdict};
use crate::resolve::{Options, Outcome, resolve};

/// The name under which the crate decides: begin the transaction with it, `case.begin(umbra_resolve::ACTOR)`.
pub const ACTOR: &str = "umbra resolve";

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

/// The judgements of [`examine`] with the usual options, the surest first.
///
/// # Errors
/// When the case can't be read.
pub fn propose(case: &Case) -> Result<Vec<Proposal>> {
    Ok(examine(case, Options::default())?.proposals)
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
