//! Letting decisions that cleared somebody answer accusations in other documents.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{EntityId, Standing};

use super::draft::Draft;
use crate::history::{DatedBy, StandingEntry, is_clearing};
use crate::proceeding::Proceeding;
use crate::{Facts, TieKind};

/// A decision that cleared somebody, wherever it stands.
struct Decision {
    accused: EntityId,
    /// The other party of the accusation, where it is told.
    over: Option<EntityId>,
    /// What the accusation was; `None` where nothing tells.
    conducts: Option<BTreeSet<&'static str>>,
    entries: Vec<StandingEntry>,
}

/// Lets a decision that cleared somebody answer accusations of the same conduct in other documents.
///
/// Documents name no ties of one another, so an acquittal reported in one would leave the charge reported in another
/// standing. The match is made in this direction only: a conviction never reaches a tie that its source does not name.
pub(super) fn clear<'f>(facts: &'f Facts, proceedings: &[Proceeding], drafts: &mut [Draft<'f>]) {
    let mut decisions: Vec<Decision> = Vec::new();
    for proceeding in proceedings.iter().filter(|proceeding| proceeding.concerns.is_empty()) {
        let entries: Vec<_> = proceeding.clearing().collect();
        for accused in proceeding.defendants.iter().filter(|_| !entries.is_empty()) {
            let conducts = proceeding.is_charge_told.then(|| proceeding.conducts.clone());
            decisions.push(Decision { accused: accused.clone(), over: None, conducts, entries: entries.clone() });
        }
    }
    for draft in drafts.iter().filter(|draft| draft.is_cleared()) {
        for accused in draft.accused(facts) {
            let over = if accused == &draft.source { &draft.target } else { &draft.source };
            let entries = draft.entries.iter().filter(|entry| is_clearing(entry.standing));
            let entries = entries.map(|entry| StandingEntry { is_matched: true, ..entry.clone() }).collect();
            let conducts = (!draft.words.is_empty()).then(|| draft.conducts.clone());
            decisions.push(Decision { accused: accused.clone(), over: Some(over.clone()), conducts, entries });
        }
    }
    let told: BTreeSet<EntityId> = decisions.iter().filter_map(|decision| decision.over.clone()).collect();
    let neighbours: BTreeSet<(EntityId, EntityId)> = drafts
        .iter()
        .filter(|draft| draft.kind != TieKind::Structure)
        .flat_map(|d| [(&d.source, &d.target), (&d.target, &d.source)])
        .filter(|(over, _)| told.contains(*over))
        .map(|(over, other)| (over.clone(), other.clone()))
        .collect();
    let mut by_accused: BTreeMap<&EntityId, Vec<usize>> = BTreeMap::new();
    for (place, decision) in decisions.iter().enumerate() {
        by_accused.entry(&decision.accused).or_default().push(place);
    }
    for draft in drafts.iter_mut().filter(|draft| draft.accuses && !draft.is_cleared()) {
        let mut found: Vec<StandingEntry> = Vec::new();
        let own = draft.accused(facts).into_iter().filter_map(|accused| by_accused.get(accused)).flatten();
        for decision in own.copied().collect::<BTreeSet<usize>>().into_iter().map(|place| &decisions[place]) {
            let other = if decision.accused == draft.source { &draft.target } else { &draft.source };
            let is_near = |over: &EntityId| over == other || neighbours.contains(&(over.clone(), other.clone()));
            let is_same_party = decision.over.as_ref().is_none_or(is_near);
            let is_same_conduct = decision.conducts.as_ref().is_none_or(|told| !told.is_disjoint(&draft.conducts));
            if is_same_party && is_same_conduct && !is_settled_later(draft, &decision.entries) {
                let new: Vec<_> = decision.entries.iter().filter(|entry| !found.contains(entry)).cloned().collect();
                found.extend(new);
            }
        }
        draft.facts.extend(found.iter().flat_map(|entry| &entry.statements).filter_map(|id| facts.fact(*id)));
        draft.entries.extend(found);
    }
}

/// Whether a court, or an authority at a later date of its own, says more than the decision to be matched: then it
/// answers something else.
fn is_settled_later(draft: &Draft<'_>, decision: &[StandingEntry]) -> bool {
    let decided = decision.iter().filter_map(|entry| entry.date).max();
    draft.entries.iter().any(|entry| {
        let is_own = entry.dated_by == DatedBy::Proceeding && !entry.standing.is_against();
        let is_overturned = decision.iter().any(|entry| entry.standing == Standing::Overturned);
        let is_conviction = entry.standing.reaches(Standing::Convicted) && !is_overturned;
        is_conviction || (is_own && decided.is_some() && entry.date > decided)
    })
}
