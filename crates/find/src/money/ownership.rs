//! Who stands behind a firm: shares multiplied along chains of owners.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Validity};

use crate::{EntityRef, Evidence, Facts, Finding, FindingKind, Network, NodeKind, StatementId, Tie, TieKind};

/// Somebody who holds a firm, perhaps through others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Owner {
    /// Who: a human being, or a holder of whom no source tells an owner.
    pub owner: EntityRef,
    /// The share in per cent, all chains together; `None` where a share on the way is not told.
    pub share: Option<f64>,
    /// The shortest chain, from the owner to the firm.
    pub through: Vec<EntityRef>,
    /// The assessment.
    #[serde(flatten)]
    pub finding: Finding,
}

/// Who stands behind one firm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ownership {
    /// The firm.
    pub firm: EntityRef,
    /// The owners at the end of all chains, the largest share first.
    pub owners: Vec<Owner>,
    /// What can't be as it is told.
    pub warnings: Vec<String>,
}

/// A direct share.
#[derive(Clone, Debug)]
struct Share {
    /// The place of the owner among the parties.
    owner: usize,
    /// 0 to 1, or more where sources say so.
    part: Option<f64>,
    evidence: Evidence,
}

/// The direct owners of everything.
pub(super) struct Shares {
    /// Whoever owns or is owned, by id.
    parties: Vec<EntityId>,
    /// The owners of each party, by their places.
    owners: Vec<Vec<Share>>,
    /// Whether a chain of owners ends at a party: at a human being, at the state, or where no owner is told.
    is_end: Vec<bool>,
    warnings: Vec<Vec<String>>,
}

/// Rounds after which a circle of owners has given what it gives: a share below a millionth is left out.
const ROUNDS: usize = 64;
const LEAST: f64 = 1e-6;
/// Behind so many parties the search for further owners ends: who owns through hundreds of others tells nothing, and in a
/// case where most firms hang together all of them would stand behind each.
const MOST_BEHIND: usize = 300;

impl Shares {
    /// The shares that hold on a day, or may; all told when it is `None`.
    pub(super) fn of(facts: &Facts, network: &Network, as_of: Option<PartialDate>) -> Self {
        let on = Validity { from: as_of, to: as_of };
        let is_meant = |tie: &&Tie| {
            tie.kind == TieKind::Ownership && !tie.is_cleared() && (as_of.is_none() || tie.validity.may_overlap(&on))
        };
        let ties: Vec<&Tie> = network.ties().iter().filter(is_meant).collect();
        let parties: BTreeSet<&EntityId> = ties.iter().flat_map(|tie| [&tie.source, &tie.target]).collect();
        let parties: Vec<EntityId> = parties.into_iter().cloned().collect();
        let place = |id: &EntityId| parties.partition_point(|party| party < id);
        let mut of: Vec<BTreeMap<usize, Share>> = vec![BTreeMap::new(); parties.len()];
        let mut warnings: Vec<Vec<String>> = vec![Vec::new(); parties.len()];
        for tie in ties {
            let (owner, firm) = (place(&tie.source), place(&tie.target));
            let told = tie.records.iter().flat_map(|record| facts.values(record, "percentage"));
            let parts: BTreeSet<u64> = told.filter_map(part).map(f64::to_bits).collect();
            let part = parts.iter().map(|bits| f64::from_bits(*bits)).reduce(f64::max);
            if parts.len() > 1 {
                warnings[firm].push(format!(
                    "sources give {} different shares: the largest is taken",
                    facts.caption(&tie.source)
                ));
            }
            let share = Share { owner, part, evidence: tie.evidence.clone() };
            of[firm]
                .entry(owner)
                .and_modify(|known| {
                    // Two holdings at different times: the larger, or one that is told at all.
                    known.part = match (known.part, share.part) {
                        (Some(a), Some(b)) => Some(a.max(b)),
                        (a, b) => a.or(b),
                    };
                    known.evidence = known.evidence.and(&share.evidence);
                })
                .or_insert(share);
        }
        let owners: Vec<Vec<Share>> = of.into_iter().map(|shares| shares.into_values().collect()).collect();
        for (shares, warnings) in owners.iter().zip(&mut warnings) {
            let sum: f64 = shares.iter().filter_map(|share| share.part).sum();
            if sum > 1.005 {
                let percent = (sum * 1000.0).round() / 10.0;
                warnings.push(format!(
                    "the shares told add up to {percent} %: they may hold at different times, or one is wrong; shown as told"
                ));
            }
            if shares.iter().any(|share| share.part.is_some_and(|part| part < 0.0)) {
                warnings.push("a share below zero is told; shown as told".to_owned());
            }
        }
        let is_final = |id: &EntityId| {
            network.node(id).is_some_and(|node| matches!(node.kind, NodeKind::Person | NodeKind::PublicBody))
        };
        let is_end = parties.iter().zip(&owners).map(|(id, owners)| owners.is_empty() || is_final(id)).collect();
        Self { parties, owners, is_end, warnings }
    }

    /// Those firms that are held through others, or of which something is told that can't be, by id.
    pub(super) fn firms(&self) -> impl Iterator<Item = &EntityId> {
        let is_worth_a_look = |at: &usize| {
            !self.warnings[*at].is_empty() || self.owners[*at].iter().any(|share| !self.is_end[share.owner])
        };
        (0..self.parties.len()).filter(is_worth_a_look).map(|at| &self.parties[at])
    }

    /// Who stands behind a firm.
    ///
    /// Shares are multiplied along chains and added over them, round after round, so that a circle gives the
    /// sum of its series (as in Brioschi, Buzzacchi and Colombo, "Risk capital financing and the separation of ownership and control in business
    /// groups", 1989). A circle that is said to hold all of itself has no sum: it is cut off and said.
    pub(super) fn behind(&self, facts: &Facts, firm: &EntityId) -> Ownership {
        let Ok(firm) = self.parties.binary_search(firm) else {
            return Ownership { firm: facts.entity(firm), owners: Vec::new(), warnings: Vec::new() };
        };
        let mut warnings = self.warnings[firm].clone();
        let Ways { found, between, is_whole } = self.ways(firm);
        let (parts, circle) = self.parts(firm, &between);
        match circle {
            Circle::Endless => {
                warnings.push("owners hold each other in a circle that has no end: the shares are cut off".to_owned());
            }
            Circle::Summed => warnings.push(
                "the firm holds a share of itself through others: the shares are summed over the circle".to_owned(),
            ),
            Circle::None => {}
        }
        if !is_whole {
            warnings.push(format!(
                "more than {MOST_BEHIND} parties stand behind it: only the nearest are shown, with what they hold through each other"
            ));
        }
        let mut owners = Vec::new();
        for (owner, Way { through, evidence, is_told }) in found {
            let Some(evidence) = Evidence::new(evidence) else { continue };
            let share = parts.get(&owner).map(|part| (part * 10_000.0).round() / 100.0);
            let subjects = vec![self.parties[owner].clone(), self.parties[firm].clone()];
            let mut finding = Finding::new(FindingKind::Money, subjects, &evidence, Vec::new());
            if !is_told {
                finding = finding.with_caveat("a share on the way is not told");
            }
            if through.len() > 2 {
                finding = finding.with_caveat("worked out: no source gives this share itself");
            }
            for warning in &warnings {
                finding = finding.with_caveat(warning.clone());
            }
            owners.push(Owner {
                owner: facts.entity(&self.parties[owner]),
                share: share.filter(|_| is_told || share > Some(0.0)),
                through: through.iter().map(|at| facts.entity(&self.parties[*at])).collect(),
                finding,
            });
        }
        owners.sort_by(|a, b| {
            b.share.unwrap_or(-1.0).total_cmp(&a.share.unwrap_or(-1.0)).then_with(|| a.owner.id.cmp(&b.owner.id))
        });
        Ownership { firm: facts.entity(&self.parties[firm]), owners, warnings }
    }

    /// What each owner at an end holds of a firm through those between, and whether owners hold each other in a circle.
    fn parts(&self, firm: usize, between: &BTreeSet<usize>) -> (BTreeMap<usize, f64>, Circle) {
        let mut parts: BTreeMap<usize, f64> = BTreeMap::new();
        let mut round: BTreeMap<usize, f64> = BTreeMap::from([(firm, 1.0)]);
        let mut circle = Circle::None;
        for _ in 0..ROUNDS {
            let mut next: BTreeMap<usize, f64> = BTreeMap::new();
            for (held, part) in &round {
                for share in &self.owners[*held] {
                    let Some(own) = share.part.map(|own| own * part) else { continue };
                    if share.owner == firm {
                        circle = Circle::Summed;
                    }
                    if self.is_end[share.owner] {
                        *parts.entry(share.owner).or_default() += own;
                    } else if own.abs() > LEAST && between.contains(&share.owner) {
                        *next.entry(share.owner).or_default() += own;
                    }
                }
            }
            round = next;
            if round.is_empty() {
                return (parts, circle);
            }
        }
        (parts, Circle::Endless)
    }

    /// The ways from a firm to the owners at an end. The search ends only between steps, so that the order of what is told
    /// makes no difference; direct owners are all found, however many they are.
    fn ways(&self, firm: usize) -> Ways {
        let mut ways = Ways { found: BTreeMap::new(), between: BTreeSet::from([firm]), is_whole: true };
        let mut rim: Vec<(usize, Way)> = vec![(firm, Way { through: vec![firm], evidence: Vec::new(), is_told: true })];
        let mut is_direct = true;
        while !rim.is_empty() {
            let mut further = ways.clone();
            let mut next: Vec<(usize, Way)> = Vec::new();
            for (held, way) in &rim {
                for share in &self.owners[*held] {
                    let way = way.through(share);
                    if self.is_end[share.owner] {
                        match further.found.entry(share.owner) {
                            Entry::Vacant(new) => {
                                new.insert(way);
                            }
                            Entry::Occupied(mut known) if known.get().through.len() <= way.through.len() => {
                                known.get_mut().evidence.extend(way.evidence);
                            }
                            Entry::Occupied(_) => {}
                        }
                    } else if further.between.insert(share.owner) {
                        next.push((share.owner, way));
                    }
                }
                if !is_direct && further.found.len() + further.between.len() > MOST_BEHIND {
                    ways.is_whole = false;
                    return ways;
                }
            }
            ways = further;
            rim = next;
            is_direct = false;
        }
        ways
    }
}

/// Whether owners hold each other in a circle.
enum Circle {
    None,
    /// One whose shares add up.
    Summed,
    /// One that is said to hold all of itself.
    Endless,
}

/// What a search for the owners of a firm found.
#[derive(Clone)]
struct Ways {
    /// The shortest way to each owner at an end.
    found: BTreeMap<usize, Way>,
    /// The firm, and those between it and the owners.
    between: BTreeSet<usize>,
    /// Whether these are all.
    is_whole: bool,
}

/// A way from an owner to a firm.
#[derive(Clone)]
struct Way {
    /// From the owner to the firm.
    through: Vec<usize>,
    evidence: Vec<StatementId>,
    /// Whether every share on it is told.
    is_told: bool,
}

impl Way {
    fn through(&self, share: &Share) -> Self {
        let mut evidence = self.evidence.clone();
        evidence.extend(share.evidence.statements().iter().copied());
        Self {
            through: std::iter::once(share.owner).chain(self.through.iter().copied()).collect(),
            evidence,
            is_told: self.is_told && share.part.is_some(),
        }
    }
}

/// A share as a source has it: "51", "51 %", "33.3%".
fn part(value: &str) -> Option<f64> {
    let number = value.trim().trim_end_matches(['%', ' ']).replace(',', ".");
    number.parse::<f64>().ok().filter(|part| part.is_finite()).map(|part| part / 100.0)
}
