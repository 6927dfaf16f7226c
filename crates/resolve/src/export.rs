//! Decisions as nomenklatura's resolver keeps them.

use std::collections::{BTreeMap, BTreeSet};

use umbra_case::{Case, Decision, Judgement};
use umbra_model::{EntityId, ResolverJudgement, ResolverLine, cluster_id, names_cluster};

use crate::decide::ACTOR;
use crate::error::Result;
use crate::proposal::Verdict;
use crate::resolve::Outcome;
use crate::take_back::is_reopened;

/// Decisions of a case, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// What stands, in the order in which it was decided, and after it a name for each cluster that has none.
    pub lines: Vec<ResolverLine>,
    /// Decisions that are not followed in the case, as they would join two that are judged two: they are left out.
    pub contradicted: Vec<Decision>,
}

/// The decisions of a case that stand. Pairs whose decision was taken back are left out.
///
/// # Errors
/// When the case can't be read.
pub fn export(case: &Case) -> Result<Exported> {
    let contradicted = case.contradicted_decisions()?;
    let mut lines = Vec::new();
    let mut clusters: BTreeMap<EntityId, BTreeSet<EntityId>> = BTreeMap::new();
    let is_followed = |decision: &Decision| contradicted.iter().all(|other| other.id != decision.id);
    for decision in case.decisions()? {
        if !decision.stands || is_reopened(&decision) || !is_followed(&decision) {
            continue;
        }
        if decision.judgement == Judgement::Same {
            let members = clusters.entry(case.canonical(&decision.left)?).or_default();
            members.extend([decision.left.clone(), decision.right.clone()]);
        }
        let judgement = match decision.judgement {
            Judgement::Same => ResolverJudgement::Positive,
            Judgement::Different => ResolverJudgement::Negative,
            Judgement::Unsure => ResolverJudgement::Unsure,
        };
        lines.push(ResolverLine {
            user: Some(decision.actor),
            at: Some(decision.at),
            why: Some(decision.why),
            ..line(decision.left, decision.right, judgement, decision.score)
        });
    }
    lines.extend(clusters.values().filter_map(name_of));
    Ok(Exported { lines, contradicted })
}

/// What came out of comparing, for others to take: pairs that are one as `positive`, pairs that somebody has to look at as
/// `no_judgement`, which is how nomenklatura keeps what it proposes. Pairs that are two are left out: nobody has judged them.
pub fn proposed(outcome: &Outcome) -> Vec<ResolverLine> {
    let of = |verdict| outcome.proposals.iter().filter(move |proposal| proposal.verdict == verdict);
    let judged = of(Verdict::Same).map(|proposal| (proposal, ResolverJudgement::Positive));
    let open = of(Verdict::Unsure).map(|proposal| (proposal, ResolverJudgement::NoJudgement));
    let mut lines: Vec<ResolverLine> = judged
        .chain(open)
        .map(|(proposal, judgement)| ResolverLine {
            user: Some(ACTOR.to_owned()),
            why: Some(proposal.why()),
            ..line(proposal.left.clone(), proposal.right.clone(), judgement, Some(proposal.score))
        })
        .collect();
    lines.extend(outcome.groups.iter().filter_map(name_of));
    lines
}

fn line(left: EntityId, right: EntityId, judgement: ResolverJudgement, score: Option<f64>) -> ResolverLine {
    // The one that gives the name stands first.
    let (target, source) =
        if names_cluster(left.as_str()) && !names_cluster(right.as_str()) { (left, right) } else { (right, left) };
    ResolverLine { target, source, judgement, score, user: None, at: None, taken_back: None, why: None }
}

/// The line that names a cluster none of whose members does.
fn name_of<'a>(members: impl IntoIterator<Item = &'a EntityId> + Clone) -> Option<ResolverLine> {
    if members.clone().into_iter().any(|id| names_cluster(id.as_str())) {
        return None;
    }
    let least = members.into_iter().min()?;
    let name = line(cluster_id(least), least.clone(), ResolverJudgement::Positive, None);
    Some(ResolverLine { user: Some(ACTOR.to_owned()), why: Some("names the cluster".to_owned()), ..name })
}
