//! What no program can settle: pairs that may be one, decisions that were matched, sources that leave the order open.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{EntityId, SourceId};

use crate::facts::plain;
use crate::{Facts, Findings, Merge, Profile};

/// How many of each sort are named.
const MOST: usize = 50;

/// What was judged of pairs of records without a decision that the case holds.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Judged {
    /// Pairs that may be one, the likeliest first, with what speaks for and against it.
    pub open: Vec<Merge>,
    /// Pairs that are two, though they bear one name.
    pub different: Vec<(EntityId, EntityId)>,
}

pub(super) fn lines(facts: &Facts, findings: &Findings, judged: &Judged) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for pair in judged.open.iter().chain(facts.undecided()).take(MOST) {
        let side = |id: &EntityId| format!("{} ({})", facts.caption(id), whence(facts, id));
        lines.push(format!("{} and {} may be one: {}", side(&pair.left), side(&pair.right), pair.why));
    }
    let names = namesakes(facts, judged);
    for (name, count) in names.iter().take(MOST) {
        lines.push(format!("{count} records are called {name}, and nobody has judged whether they are one"));
    }
    if let Some(more) = names.len().checked_sub(MOST).filter(|more| *more > 0) {
        lines.push(format!("{more} more names are each borne by several records"));
    }
    for cleared in findings.umbrellas.iter().flat_map(|umbrella| &umbrella.cleared) {
        for caveat in cleared.finding.caveats() {
            lines.push(format!("{}: {caveat}", cleared.person.caption));
        }
    }
    for umbrella in findings.umbrellas.iter().filter(|umbrella| !umbrella.is_complete) {
        lines.push(format!("the search for chains to {} stopped at its bound", umbrella.group.caption));
    }
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.clone()));
    lines
}

/// Where a record comes from: its document, or how many they are.
fn whence(facts: &Facts, id: &EntityId) -> String {
    let sources: BTreeSet<SourceId> = facts.of(id).map(|fact| fact.statement.span().source()).collect();
    let mut known = sources.iter().filter_map(|source| facts.source(*source));
    match (sources.len(), known.next()) {
        (1, Some(source)) => match (&source.publisher, source.published) {
            (Some(publisher), Some(date)) => format!("{publisher}, {date}"),
            _ => source.path.rsplit('/').next().unwrap_or_default().to_owned(),
        },
        (count, _) => format!("{count} documents"),
    }
}

/// Names that several records bear which nobody has judged and of which no pair is told otherwise.
fn namesakes(facts: &Facts, judged: &Judged) -> Vec<(String, usize)> {
    let told: BTreeSet<(&EntityId, &EntityId)> = judged
        .open
        .iter()
        .map(|pair| (&pair.left, &pair.right))
        .chain(judged.different.iter().map(|(left, right)| (left, right)))
        .map(|(left, right)| (facts.canonical(left), facts.canonical(right)))
        .flat_map(|(left, right)| [(left, right), (right, left)])
        .collect();
    let mut by_name: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
    let is_known =
        |profile: &&Profile| profile.schema().is_a("LegalEntity") && facts.value(profile.id(), "unnamed").is_none();
    for profile in facts.profiles().filter(is_known) {
        let names: BTreeSet<String> = facts.values(profile.id(), "name").into_iter().map(plain).collect();
        for name in names {
            by_name.entry(name).or_default().push(profile.id().clone());
        }
    }
    let open = by_name.into_values().filter_map(|ids| {
        let is_open = |id: &&EntityId| {
            let apart = facts.judged_different(id);
            ids.iter().any(|other| other != *id && !apart.contains(other) && !told.contains(&(*id, other)))
        };
        let count = if ids.len() > 1 { ids.iter().filter(is_open).count() } else { 0 };
        (count > 1).then(|| (facts.caption(&ids[0]), count))
    });
    open.collect()
}
