//! What became of the communities around groups from year to year.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_graph::{CommunityOptions, NodeId};
use umbra_model::{EntityId, PartialDate, Validity};

use crate::{EntityRef, Facts, FindError, Network, NodeKind, Role, TieKind, day};

/// How many years are looked at.
const YEARS: i16 = 6;
/// Two communities are one over time when of all their nodes at least this share is in both.
const SAME: f64 = 0.3;
/// One has become part of another when at least this share of its nodes is in it.
const PART: f64 = 0.5;
/// Communities of fewer are left out.
const LEAST: usize = 3;
/// Growing or shrinking by less than this share is standing still.
const CHANGED: f64 = 0.25;

/// What became of a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It was not there the year before.
    Birth,
    /// It has a quarter more nodes, or more.
    Growth,
    /// It has a quarter fewer, or fewer.
    Decline,
    /// Several have become one.
    Merger,
    /// One has become several.
    Split,
    /// It is no longer there.
    Death,
}

impl Change {
    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Birth => "came up",
            Self::Growth => "grew",
            Self::Decline => "shrank",
            Self::Merger => "merged",
            Self::Split => "split",
            Self::Death => "is no longer seen",
        }
    }
}

/// A change of the community around one group or several, or around people whom somebody accuses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupChange {
    /// The year in which it is seen for the first time.
    pub year: i16,
    /// What.
    pub change: Change,
    /// The groups in the community, or the one in it with the most ties that is accused.
    pub around: Vec<EntityRef>,
    /// Nodes the year before.
    pub before: usize,
    /// Nodes in the year.
    pub after: usize,
}

struct Community {
    nodes: BTreeSet<usize>,
    around: Vec<EntityId>,
}

/// Divides the network of each year into communities, matches them with those of the year before, and tells what changed
/// with those that hold a criminal group or somebody accused (after Greene, Doyle and Cunningham, "Tracking the evolution of communities in
/// dynamic social networks", ASONAM 2010).
pub(super) fn changes(facts: &Facts, network: &Network, end: i32) -> Result<Vec<GroupChange>, FindError> {
    let Some(last) = day::date(end).map(PartialDate::year) else { return Ok(Vec::new()) };
    let mut changes: Vec<GroupChange> = Vec::new();
    let mut before: Option<Vec<Community>> = None;
    for year in last.saturating_sub(YEARS - 1)..=last {
        let now = communities(facts, network, year)?;
        if let Some(before) = &before {
            compare(facts, year, before, &now, &mut changes);
        }
        before = Some(now);
    }
    changes.sort_by(|a, b| (b.year, a.change, &a.around).cmp(&(a.year, b.change, &b.around)));
    Ok(changes)
}

fn communities(facts: &Facts, network: &Network, year: i16) -> Result<Vec<Community>, FindError> {
    let Ok(of) = PartialDate::of_year(year) else { return Ok(Vec::new()) };
    let days = day::interval(Validity { from: Some(of), to: Some(of) });
    // Kinship and what else bears no date is from when it was told, or it would join communities before its time.
    let is_of_year = |place: usize| {
        let tie = &network.ties()[place];
        let is_live = !tie.is_assessment && (!tie.is_accusing || tie.in_force().is_some());
        let held = match tie.validity.from {
            Some(_) => day::interval(tie.validity).overlaps(days),
            None => crate::circle::first_told(facts, &tie.evidence)
                .is_some_and(|told| day::interval(Validity { from: Some(told), to: None }).first() <= days.last()),
        };
        is_live && held && network.joins(tie) && tie.kind != TieKind::Payment
    };
    let is_kept: Vec<bool> = (0..network.ties().len()).map(is_of_year).collect();
    let view = network.graph().view().keep_edges(|edge, _| is_kept[edge.index()]);
    let mut is_tied = vec![false; network.nodes().len()];
    for (tie, _) in network.ties().iter().zip(&is_kept).filter(|(_, is_kept)| **is_kept) {
        is_tied[tie.source_node] = true;
        is_tied[tie.target_node] = true;
    }
    let view = view.keep_nodes(|node| is_tied[node.index()]);
    let found = umbra_graph::communities(&view, &CommunityOptions::default())?;
    let mut kept: Vec<Community> = Vec::new();
    for members in found.members() {
        let nodes: BTreeSet<usize> = members.iter().map(|node: &NodeId| node.index()).collect();
        let around = around(network, &nodes);
        if nodes.len() >= LEAST && !around.is_empty() {
            kept.push(Community { nodes, around });
        }
    }
    Ok(kept)
}

/// What a community is called after: its groups, or the accused with the most ties.
fn around(network: &Network, nodes: &BTreeSet<usize>) -> Vec<EntityId> {
    let of = |place: &usize| &network.nodes()[*place];
    let groups: Vec<EntityId> =
        nodes.iter().map(of).filter(|node| node.kind == NodeKind::CriminalGroup).map(|n| n.entity.id.clone()).collect();
    if !groups.is_empty() {
        return groups;
    }
    let is_accused = |node: &&crate::Node| {
        node.roles.iter().any(|role| matches!(role.role, Role::Convicted | Role::Accused | Role::Suspect))
    };
    let chief =
        nodes.iter().map(of).filter(is_accused).max_by_key(|node| (node.degree, std::cmp::Reverse(&node.entity.id)));
    chief.map(|node| node.entity.id.clone()).into_iter().collect()
}

fn compare(facts: &Facts, year: i16, before: &[Community], now: &[Community], changes: &mut Vec<GroupChange>) {
    let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
    for (place, community) in now.iter().enumerate() {
        owner.extend(community.nodes.iter().map(|node| (*node, place)));
    }
    // Shared nodes of each pair that shares any.
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (old, community) in before.iter().enumerate() {
        for new in community.nodes.iter().filter_map(|node| owner.get(node)) {
            *shared.entry((old, *new)).or_default() += 1;
        }
    }
    let size = |community: &Community| community.nodes.len();
    let is_same = |(old, new): (usize, usize), both: usize| {
        let union = size(&before[old]) + size(&now[new]) - both;
        both as f64 >= SAME * union as f64
    };
    let mut add = |change, of: &Community, before, after| {
        let around = of.around.iter().map(|id| facts.entity(id)).collect();
        changes.push(GroupChange { year, change, around, before, after });
    };
    let (mut matched_old, mut matched_new) = (BTreeSet::new(), BTreeSet::new());
    for (new, community) in now.iter().enumerate() {
        let parts: Vec<usize> = shared
            .iter()
            .filter(|((old, to), both)| *to == new && **both as f64 >= PART * size(&before[*old]) as f64)
            .map(|((old, _), _)| *old)
            .collect();
        if parts.len() > 1 {
            let sum = parts.iter().map(|old| size(&before[*old])).sum();
            add(Change::Merger, community, sum, size(community));
            matched_new.insert(new);
            matched_old.extend(parts);
        }
    }
    for (old, community) in before.iter().enumerate() {
        let parts: Vec<usize> = shared
            .iter()
            .filter(|((from, new), both)| *from == old && **both as f64 >= PART * size(&now[*new]) as f64)
            .map(|((_, new), _)| *new)
            .collect();
        if parts.len() > 1 {
            let sum = parts.iter().map(|new| size(&now[*new])).sum();
            add(Change::Split, community, size(community), sum);
            matched_old.insert(old);
            matched_new.extend(parts);
        }
    }
    for ((old, new), both) in &shared {
        if is_same((*old, *new), *both) && !matched_old.contains(old) && !matched_new.contains(new) {
            let (from, to) = (size(&before[*old]), size(&now[*new]));
            if to as f64 >= from as f64 * (1.0 + CHANGED) {
                add(Change::Growth, &now[*new], from, to);
            } else if to as f64 <= from as f64 * (1.0 - CHANGED) {
                add(Change::Decline, &now[*new], from, to);
            }
            matched_old.insert(*old);
            matched_new.insert(*new);
        }
    }
    for (new, community) in now.iter().enumerate().filter(|(new, _)| !matched_new.contains(new)) {
        let _ = new;
        add(Change::Birth, community, 0, size(community));
    }
    for (old, community) in before.iter().enumerate().filter(|(old, _)| !matched_old.contains(old)) {
        let _ = old;
        add(Change::Death, community, size(community), 0);
    }
}
