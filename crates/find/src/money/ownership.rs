//! Who stands behind a firm: shares multiplied along chains of owners.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Validity};

use crate::{EntityRef, Evidence, Facts, Finding, FindingKind, Network, NodeKind, TieKind};

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
    owner: EntityId,
    /// 0 to 1, or more where sources say so.
    part: Option<f64>,
    evidence: Evidence,
}

/// The direct owners of everything, by what is owned.
pub(super) struct Shares {
    of: BTreeMap<EntityId, Vec<Share>>,
    warnings: BTreeMap<EntityId, Vec<String>>,
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
        let mut of: BTreeMap<EntityId, BTreeMap<EntityId, Share>> = BTreeMap::new();
        let mut warnings: BTreeMap<EntityId, Vec<String>> = BTreeMap::new();
        for tie in network.ties().iter().filter(|tie| tie.kind == TieKind::Ownership && !tie.is_cleared()) {
            let on = Validity { from: as_of, to: as_of };
            if as_of.is_some() && !tie.validity.may_overlap(&on) {
                continue;
            }
            let told = tie.records.iter().flat_map(|record| facts.values(record, "percentage"));
            let parts: BTreeSet<u64> = told.filter_map(part).map(f64::to_bits).collect();
            let part = parts.iter().map(|bits| f64::from_bits(*bits)).reduce(f64::max);
            if parts.len() > 1 {
                warnings.entry(tie.target.clone()).or_default().push(format!(
                    "sources give {} different shares: the largest is taken",
                    facts.caption(&tie.source)
                ));
            }
            let own = of.entry(tie.target.clone()).or_default();
            let share = Share { owner: tie.source.clone(), part, evidence: tie.evidence.clone() };
            own.entry(tie.source.clone())
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
        let of: BTreeMap<EntityId, Vec<Share>> =
            of.into_iter().map(|(firm, shares)| (firm, shares.into_values().collect())).collect();
        for (firm, shares) in &of {
            let sum: f64 = shares.iter().filter_map(|share| share.part).sum();
            if sum > 1.005 {
                let percent = (sum * 1000.0).round() / 10.0;
                warnings.entry(firm.clone()).or_default().push(format!(
                    "the shares told add up to {percent} %: they may hold at different times, or one is wrong; shown as told"
                ));
            }
            if shares.iter().any(|share| share.part.is_some_and(|part| part < 0.0)) {
                warnings.entry(firm.clone()).or_default().push("a share below zero is told; shown as told".to_owned());
            }
        }
        Self { of, warnings }
    }

    /// Everything that has an owner, by id.
    pub(super) fn firms(&self) -> impl Iterator<Item = &EntityId> {
        self.of.keys()
    }

    /// Who stands behind a firm.
    ///
    /// Shares are multiplied along chains and added over them, round after round, so that a circle gives the
    /// sum of its series (as in Brioschi, Buzzacchi and Colombo, "Risk capital financing and the separation of ownership and control in business
    /// groups", 1989). A circle that is said to hold all of itself has no sum: it is cut off and said.
    pub(super) fn behind(&self, facts: &Facts, network: &Network, firm: &EntityId) -> Ownership {
        let mut warnings = self.warnings.get(firm).cloned().unwrap_or_default();
        let mut parts: BTreeMap<EntityId, f64> = BTreeMap::new();
        let mut round: BTreeMap<EntityId, f64> = BTreeMap::from([(firm.clone(), 1.0)]);
        let mut is_round = false;
        for _ in 0..ROUNDS {
            let mut next: BTreeMap<EntityId, f64> = BTreeMap::new();
            for (held, part) in &round {
                for share in self.of.get(held).into_iter().flatten() {
                    let Some(own) = share.part.map(|own| own * part) else { continue };
                    is_round |= &share.owner == firm;
                    if self.is_end(network, &share.owner) {
                        *parts.entry(share.owner.clone()).or_default() += own;
                    } else if own.abs() > LEAST {
                        *next.entry(share.owner.clone()).or_default() += own;
                    }
                }
            }
            round = next;
            if round.is_empty() {
                break;
            }
        }
        if !round.is_empty() {
            warnings.push("owners hold each other in a circle that has no end: the shares are cut off".to_owned());
        } else if is_round {
            warnings.push(
                "the firm holds a share of itself through others: the shares are summed over the circle".to_owned(),
            );
        }
        let (ways, is_whole) = self.ways(network, firm);
        if !is_whole {
            warnings.push(format!("more than {MOST_BEHIND} parties stand behind it: only the nearest are shown"));
        }
        let mut owners = Vec::new();
        for (owner, (through, evidence, is_told)) in ways {
            let Some(evidence) = Evidence::new(evidence) else { continue };
            let share = parts.get(&owner).map(|part| (part * 10_000.0).round() / 100.0);
            let subjects = vec![owner.clone(), firm.clone()];
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
                owner: facts.entity(&owner),
                share: share.filter(|_| is_told || share > Some(0.0)),
                through: through.iter().map(|id| facts.entity(id)).collect(),
                finding,
            });
        }
        owners.sort_by(|a, b| {
            b.share.unwrap_or(-1.0).total_cmp(&a.share.unwrap_or(-1.0)).then_with(|| a.owner.id.cmp(&b.owner.id))
        });
        Ownership { firm: facts.entity(firm), owners, warnings }
    }

    /// Whether a chain of owners ends here: at a human being, at the state, or where no owner is told.
    fn is_end(&self, network: &Network, owner: &EntityId) -> bool {
        let is_human =
            network.node(owner).is_some_and(|node| matches!(node.kind, NodeKind::Person | NodeKind::PublicBody));
        is_human || !self.of.contains_key(owner)
    }

    /// The shortest chain from every owner at an end, what it rests on, and whether all its shares are told; and whether
    /// these are all owners. The search ends only between steps, so that the order of what is told makes no difference.
    fn ways(&self, network: &Network, firm: &EntityId) -> (BTreeMap<EntityId, Way>, bool) {
        let mut found: BTreeMap<EntityId, Way> = BTreeMap::new();
        let mut seen: BTreeSet<EntityId> = BTreeSet::from([firm.clone()]);
        let mut rim: Vec<(EntityId, Way)> = vec![(firm.clone(), (vec![firm.clone()], Vec::new(), true))];
        while !rim.is_empty() {
            if found.len() + seen.len() > MOST_BEHIND {
                return (found, false);
            }
            let mut next: Vec<(EntityId, Way)> = Vec::new();
            for (held, (through, evidence, is_told)) in &rim {
                for share in self.of.get(held).into_iter().flatten() {
                    let mut through = through.clone();
                    through.insert(0, share.owner.clone());
                    let mut evidence = evidence.clone();
                    evidence.extend(share.evidence.statements().iter().copied());
                    let way = (through, evidence, *is_told && share.part.is_some());
                    if self.is_end(network, &share.owner) {
                        let known = found.entry(share.owner.clone()).or_insert_with(|| way.clone());
                        if known.0.len() <= way.0.len() && known.0 != way.0 {
                            known.1.extend(way.1);
                        }
                    } else if seen.insert(share.owner.clone()) {
                        next.push((share.owner.clone(), way));
                    }
                }
            }
            rim = next;
        }
        (found, true)
    }
}

/// Parties from the owner to the firm, the statements, and whether every share is told.
type Way = (Vec<EntityId>, Vec<crate::StatementId>, bool);

/// A share as a source has it: "51", "51 %", "33.3%".
fn part(value: &str) -> Option<f64> {
    let number = value.trim().trim_end_matches(['%', ' ']).replace(',', ".");
    number.parse::<f64>().ok().filter(|part| part.is_finite()).map(|part| part / 100.0)
}
