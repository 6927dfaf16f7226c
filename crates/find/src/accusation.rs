//! Who is accused of what, and how far it has got: ties that accuse, and proceedings that name no tie.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{EntityId, Standing};

use crate::history::{StandingEntry, is_clearing};
use crate::proceeding::Proceeding;
use crate::ties::accused_ends;
use crate::{Evidence, Facts, StandingHistory, Tie, vocabulary};

/// One accusation against one party.
#[derive(Clone, Debug)]
pub(crate) struct Accusation {
    pub(crate) accused: EntityId,
    /// The tie or the first of the proceedings.
    pub(crate) id: EntityId,
    /// The proceedings, where the accusation is no tie.
    pub(crate) proceedings: Vec<EntityId>,
    /// The place of the tie in [`Network::ties`](crate::Network::ties), where it is one.
    pub(crate) tie: Option<usize>,
    pub(crate) standings: StandingHistory,
    pub(crate) evidence: Evidence,
}

/// The ends of an accusing tie of which it says something ill.
pub(crate) fn accused<'t>(facts: &Facts, tie: &'t Tie) -> Vec<&'t EntityId> {
    if tie.is_accusing { accused_ends(facts, tie.kind, &tie.source, &tie.target) } else { Vec::new() }
}

/// What was decided for an accused: the conduct that it is about, and the entries that clear.
type Decision = (BTreeSet<&'static str>, Vec<StandingEntry>);

/// All accusations of a case: those of ties first, then those of proceedings, by accused.
pub(crate) fn accusations(facts: &Facts, ties: &[Tie], proceedings: &[Proceeding]) -> Vec<Accusation> {
    let mut all: Vec<Accusation> = Vec::new();
    for (place, tie) in ties.iter().enumerate() {
        for accused in accused(facts, tie) {
            all.push(Accusation {
                accused: accused.clone(),
                id: tie.id.clone(),
                proceedings: Vec::new(),
                tie: Some(place),
                standings: tie.standings.clone(),
                evidence: tie.evidence.clone(),
            });
        }
    }
    let mut cleared: BTreeMap<&EntityId, Vec<Decision>> = BTreeMap::new();
    for tie in ties.iter().filter(|tie| tie.is_cleared()) {
        for accused in accused(facts, tie) {
            let conducts = tie.words.iter().flat_map(|words| vocabulary::conducts().classes(words)).collect();
            let entries = tie.standings.entries().iter().filter(|entry| is_clearing(entry.standing));
            let entries = entries.map(|entry| StandingEntry { is_matched: true, ..entry.clone() }).collect();
            cleared.entry(accused).or_default().push((conducts, entries));
        }
    }
    let mut by_defendant: BTreeMap<&EntityId, Vec<&Proceeding>> = BTreeMap::new();
    for proceeding in proceedings.iter().filter(|proceeding| names_no_tie(facts, proceeding)) {
        for defendant in &proceeding.defendants {
            by_defendant.entry(defendant).or_default().push(proceeding);
        }
    }
    for (defendant, own) in by_defendant {
        for matter in matters(facts, &own) {
            let mut entries: Vec<StandingEntry> = matter.iter().flat_map(|p| p.entries.iter().cloned()).collect();
            let conducts: BTreeSet<_> = matter.iter().flat_map(|p| p.conducts.iter().copied()).collect();
            for (about, decision) in cleared.get(defendant).into_iter().flatten() {
                if !about.is_disjoint(&conducts) && !entries.iter().any(|e| e.standing.reaches(Standing::Convicted)) {
                    entries.extend(decision.iter().cloned());
                }
            }
            let statements = matter.iter().flat_map(|p| p.statements.iter().copied());
            let statements = statements.chain(entries.iter().flat_map(|entry| entry.statements.iter().copied()));
            if let (Some(evidence), Some(first), false) =
                (Evidence::new(statements), matter.first(), entries.is_empty())
            {
                all.push(Accusation {
                    accused: defendant.clone(),
                    id: first.id.clone(),
                    proceedings: matter.iter().map(|p| p.id.clone()).collect(),
                    tie: None,
                    standings: StandingHistory::new(entries),
                    evidence,
                });
            }
        }
    }
    all
}

/// Whether nothing that the proceeding concerns is in the network, so that it has to be told by itself.
fn names_no_tie(facts: &Facts, proceeding: &Proceeding) -> bool {
    !proceeding.concerns.iter().any(|concern| facts.profile(concern).is_some())
}

/// Puts together the proceedings against one defendant that are about one accusation: of like conduct, or against
/// one another's result, or of one file number. One of which no source tells the charge is an accusation by itself,
/// but if it cleared the defendant it answers every other that no court has found proven.
fn matters<'p>(facts: &Facts, own: &[&'p Proceeding]) -> Vec<Vec<&'p Proceeding>> {
    let is_linked = |a: &Proceeding, b: &Proceeding| {
        let appeals = |x: &Proceeding, y: &Proceeding| facts.targets(&x.id, "appealOf").contains(&y.id);
        let share = |property: &str| {
            let (a, b) = (facts.values(&a.id, property), facts.values(&b.id, property));
            a.iter().any(|value| b.contains(value))
        };
        let told = a.is_charge_told && b.is_charge_told;
        (told && !a.conducts.is_disjoint(&b.conducts))
            || appeals(a, b)
            || appeals(b, a)
            || ["caseNumber", "offence", "charge"].into_iter().any(share)
    };
    let answers_all = |p: &Proceeding| !p.is_charge_told && p.entries.iter().any(|entry| is_clearing(entry.standing));
    let is_found = |p: &Proceeding| p.entries.iter().any(|entry| entry.standing.reaches(Standing::Convicted));
    let mut matters: Vec<Vec<&Proceeding>> = Vec::new();
    for proceeding in own {
        let (mut joined, rest): (Vec<_>, Vec<_>) = matters.into_iter().partition(|matter: &Vec<&Proceeding>| {
            matter.iter().any(|other| {
                is_linked(proceeding, other)
                    || (answers_all(proceeding) && !is_found(other))
                    || (answers_all(other) && !is_found(proceeding))
            })
        });
        matters = rest;
        let mut matter: Vec<&Proceeding> = joined.drain(..).flatten().collect();
        matter.push(proceeding);
        matter.sort_by(|a, b| a.id.cmp(&b.id));
        matters.push(matter);
    }
    matters.sort_by(|a, b| a[0].id.cmp(&b[0].id));
    matters
}
