//! Decisions that people make and take back. Nothing is ever removed: to take a decision back is to decide once more.

use serde::Serialize;
use umbra_case::{Case, Decision, Judgement, Writer};
use umbra_model::EntityId;

use crate::error::{ResolveError, Result};

/// How the reason of a decision begins that takes back another and leaves its pair open.
const TAKEN_BACK: &str = "taken back: ";
/// How it begins where the decision before that one holds again.
const HOLDS_AGAIN: &str = "holds again: ";

/// What [`take_back`] did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TakenBack {
    /// The decision that was taken back.
    pub decision: Decision,
    /// The number of the decision that does so.
    pub by: i64,
    /// What holds of the pair again, where something was decided before; nothing where it is open.
    pub holds: Option<Judgement>,
    /// Whether the two are one all the same, through other decisions.
    pub still_one: bool,
}

/// Whether a decision leaves its pair open, as it only took back another: the pair may be asked about again. It is not
/// joined without a person.
pub fn is_reopened(decision: &Decision) -> bool {
    decision.judgement == Judgement::Unsure && decision.why.starts_with(TAKEN_BACK)
}

/// Takes a decision back: adds one on its pair that says again what was decided before, or that nothing is.
///
/// # Errors
/// [`ResolveError::NoDecision`], [`ResolveError::Overruled`], [`ResolveError::Open`]; when the case can't be written.
pub fn take_back(writer: &mut Writer<'_>, id: i64) -> Result<TakenBack> {
    let decisions = writer.case().decisions()?;
    let decision = decisions.iter().find(|decision| decision.id == id).ok_or(ResolveError::NoDecision(id))?;
    let on_pair = |other: &&Decision| other.left == decision.left && other.right == decision.right;
    if let Some(last) = decisions.iter().rfind(on_pair).filter(|last| last.id != id) {
        return Err(ResolveError::Overruled { id, by: last.id });
    }
    let before = decisions.iter().filter(on_pair).rfind(|other| other.id < id);
    let told = format!("decision {id} ({}, {})", decision.judgement, decision.actor);
    let (left, right) = (&decision.left, &decision.right);
    let (by, holds) = match before.filter(|before| !is_reopened(before)) {
        Some(before) => {
            let why = format!("{HOLDS_AGAIN}decision {}, as {told} is taken back: {}", before.id, before.why);
            (writer.decide(left, right, before.judgement, &why, before.score)?, Some(before.judgement))
        }
        None if is_reopened(decision) => return Err(ResolveError::Open(id)),
        None => (writer.decide(left, right, Judgement::Unsure, &format!("{TAKEN_BACK}{told}"), None)?, None),
    };
    let still_one = writer.case().canonical(left)? == writer.case().canonical(right)?;
    Ok(TakenBack { decision: decision.clone(), by, holds, still_one })
}

/// The last decision that counts and is none that took back another.
///
/// # Errors
/// When the case can't be read.
pub fn last_decision(case: &Case) -> Result<Option<i64>> {
    let took_back = |why: &str| why.starts_with(TAKEN_BACK) || why.starts_with(HOLDS_AGAIN);
    let decisions = case.decisions()?;
    Ok(decisions.iter().rev().find(|decision| decision.stands && !took_back(&decision.why)).map(|decision| decision.id))
}

/// Writes what a person judged of a pair, and gives its number.
///
/// # Errors
/// [`ResolveError::Apart`] where the two would be joined against a decision that stands; when the case can't be written.
pub fn judge_pair(
    writer: &mut Writer<'_>,
    left: &EntityId,
    right: &EntityId,
    judgement: Judgement,
    why: &str,
    score: Option<f64>,
) -> Result<i64> {
    if judgement == Judgement::Same
        && let Some(against) = obstacle(writer.case(), left, right)?
    {
        return Err(ResolveError::Apart { left: left.clone(), right: right.clone(), against: Box::new(against) });
    }
    Ok(writer.decide(left, right, judgement, why, score)?)
}

/// The decision that keeps the clusters of two ids apart, if there is one on others than these two.
fn obstacle(case: &Case, left: &EntityId, right: &EntityId) -> Result<Option<Decision>> {
    let (ours, theirs) = (case.same_as(left)?, case.same_as(right)?);
    let pair = (left.min(right), left.max(right));
    let parts = |decision: &Decision| {
        let (one, other) = (&decision.left, &decision.right);
        decision.stands
            && decision.judgement == Judgement::Different
            && (one, other) != pair
            && (ours.contains(one) && theirs.contains(other) || ours.contains(other) && theirs.contains(one))
    };
    Ok(case.decisions()?.into_iter().find(parts))
}
