//! Pairs into groups: what is the same as the same is the same, unless something stands against it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use umbra_model::{EntityId, SourceId};

use crate::proposal::{Part, Proposal, Verdict};
use crate::record::Record;

/// Groups of records while they grow.
struct Groups<'a> {
    /// By number of record, its group: the least number in it.
    group: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
    sources: Vec<BTreeSet<SourceId>>,
    /// By group, the groups that it must stay apart from, with the two records on which that rests.
    apart: HashMap<usize, BTreeMap<usize, (usize, usize)>>,
    records: &'a [Record],
    within_source: bool,
}

/// Joins the pairs judged the same, the surest first. A pair that would bring together two records judged different, two
/// that somebody parted, or two of one document, is refused and becomes unsure. A pair that others have joined already
/// says nothing new and is dropped, and so is one that somebody has parted. Gives back the groups of more than one.
pub(crate) fn cluster(
    records: &[Record],
    proposals: &mut Vec<Proposal>,
    parted: &BTreeSet<(EntityId, EntityId)>,
    within_source: bool,
) -> Vec<Vec<EntityId>> {
    let number: HashMap<&EntityId, usize> = records.iter().enumerate().map(|(at, record)| (&record.id, at)).collect();
    let mut groups = Groups {
        group: (0..records.len()).collect(),
        members: (0..records.len()).map(|at| (at, vec![at])).collect(),
        sources: records.iter().map(|record| record.sources.clone()).collect(),
        apart: HashMap::new(),
        records,
        within_source,
    };
    for (left, right) in parted {
        if let (Some(left), Some(right)) = (number.get(left), number.get(right)) {
            groups.part(*left, *right);
        }
    }
    for proposal in proposals.iter().filter(|proposal| proposal.verdict == Verdict::Different) {
        groups.part(number[&proposal.left], number[&proposal.right]);
    }
    proposals
        .sort_by(|a, b| b.weight().total_cmp(&a.weight()).then_with(|| (&a.left, &a.right).cmp(&(&b.left, &b.right))));
    proposals.retain_mut(|proposal| {
        if proposal.verdict != Verdict::Same {
            return true;
        }
        let (left, right) = (number[&proposal.left], number[&proposal.right]);
        let is_settled = parted.contains(&(proposal.left.clone(), proposal.right.clone()));
        if is_settled || groups.group[left] == groups.group[right] {
            return false;
        }
        match groups.obstacle(left, right) {
            None => groups.join(left, right),
            Some(why) => {
                proposal.verdict = Verdict::Unsure;
                proposal.parts.push(Part::new("group", 0.0, why));
            }
        }
        true
    });
    let ids = |members: &Vec<usize>| {
        let mut ids: Vec<EntityId> = members.iter().map(|at| records[*at].id.clone()).collect();
        ids.sort();
        ids
    };
    let mut out: Vec<Vec<EntityId>> = groups.members.values().filter(|members| members.len() > 1).map(ids).collect();
    out.sort();
    out
}

impl Groups<'_> {
    fn part(&mut self, left: usize, right: usize) {
        let (one, other) = (self.group[left], self.group[right]);
        self.apart.entry(one).or_default().entry(other).or_insert((left, right));
        self.apart.entry(other).or_default().entry(one).or_insert((left, right));
    }

    /// What stands against joining the groups of two records, in words.
    fn obstacle(&self, left: usize, right: usize) -> Option<String> {
        let (one, other) = (self.group[left], self.group[right]);
        if let Some((a, b)) = self.apart.get(&one).and_then(|apart| apart.get(&other)) {
            let (a, b) = (&self.records[*a], &self.records[*b]);
            return Some(format!(
                "not joined: {} ({}) and {} ({}) are judged two",
                a.caption(),
                a.id,
                b.caption(),
                b.id
            ));
        }
        let shared = self.sources[one].intersection(&self.sources[other]).next().filter(|_| !self.within_source)?;
        Some(format!("not joined: it would make one of two that document {} tells apart", shared.short()))
    }

    fn join(&mut self, left: usize, right: usize) {
        let (one, other) = (self.group[left], self.group[right]);
        let (into, from) = (one.min(other), one.max(other));
        let moved = self.members.remove(&from).unwrap_or_default();
        for at in &moved {
            self.group[*at] = into;
        }
        self.members.entry(into).or_default().extend(moved);
        let sources = std::mem::take(&mut self.sources[from]);
        self.sources[into].extend(sources);
        for (third, pair) in self.apart.remove(&from).unwrap_or_default() {
            if let Some(apart) = self.apart.get_mut(&third) {
                apart.remove(&from);
                apart.entry(into).or_insert(pair);
            }
            self.apart.entry(into).or_default().entry(third).or_insert(pair);
        }
    }
}
