//! Pairs into groups: what is the same as the same is the same, unless something stands against it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use umbra_model::{EntityId, SourceId};

use crate::judge::Judged;
use crate::proposal::Verdict;
use crate::record::Record;
use crate::resolve::Options;

/// Groups of records while they grow.
struct Groups<'a> {
    /// By number of record, its group: the least number in it.
    group: Vec<u32>,
    /// Of groups of more than one.
    members: HashMap<u32, Vec<u32>>,
    /// Of groups of more than one.
    sources: HashMap<u32, BTreeSet<SourceId>>,
    /// By group, the groups that it must stay apart from, with the two records on which that rests.
    apart: HashMap<u32, BTreeMap<u32, (u32, u32)>>,
    records: &'a [Record],
    within_source: bool,
}

/// A judgement that stands after all others were looked at, and what was found to stand against it.
pub(crate) type Settled = (Judged, Option<String>);

/// Joins the pairs judged the same, the surest first. A pair that would bring together two records judged different, two
/// that somebody parted, or two of one document, is refused and becomes unsure. A pair that others have joined already
/// says nothing new and is dropped, and so is one that somebody has judged already. One whose decision was taken back is
/// unsure. Gives back what stands, the surest first, and the groups of more than one.
pub(crate) fn cluster(
    records: &[Record],
    mut judged: Vec<Judged>,
    options: &Options,
) -> (Vec<Settled>, Vec<Vec<EntityId>>) {
    let (parted, within_source) = (&options.parted, options.within_source);
    let id = |number: u32| &records[number as usize].id;
    let mut groups = Groups {
        // Records are fewer than 2^24.
        group: (0..records.len() as u32).collect(),
        members: HashMap::default(),
        sources: HashMap::default(),
        apart: HashMap::default(),
        records,
        within_source,
    };
    let mut settled: HashSet<(u32, u32)> = HashSet::default();
    let mut reopened: HashSet<(u32, u32)> = HashSet::default();
    if !parted.is_empty() {
        let number: HashMap<&EntityId, u32> = (0..).zip(records).map(|(at, record)| (&record.id, at)).collect();
        for pair in parted {
            if let (Some(left), Some(right)) = (number.get(&pair.0), number.get(&pair.1)) {
                groups.part(*left, *right);
                let list = if options.reopened.contains(pair) { &mut reopened } else { &mut settled };
                list.insert((*left.min(right), *left.max(right)));
            }
        }
    }
    for pair in judged.iter().filter(|pair| pair.verdict == Verdict::Different) {
        groups.part(pair.left, pair.right);
    }
    let ids = |pair: &Judged| (id(pair.left).min(id(pair.right)), id(pair.left).max(id(pair.right)));
    judged.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| ids(a).cmp(&ids(b))));
    let mut out: Vec<Settled> = Vec::new();
    for mut pair in judged {
        let (left, right) = (pair.left, pair.right);
        let is_in = |list: &HashSet<(u32, u32)>| list.contains(&(left.min(right), left.max(right)));
        if pair.verdict != Verdict::Different && is_in(&settled) {
            continue;
        }
        if pair.verdict != Verdict::Same {
            out.push((pair, None));
            continue;
        }
        if is_in(&reopened) {
            pair.verdict = Verdict::Unsure;
            out.push((pair, Some("not joined: what was decided of the two was taken back".to_owned())));
            continue;
        }
        if groups.group[left as usize] == groups.group[right as usize] {
            continue;
        }
        let obstacle = groups.obstacle(left, right);
        match &obstacle {
            None => groups.join(left, right),
            Some(_) => pair.verdict = Verdict::Unsure,
        }
        out.push((pair, obstacle));
    }
    let ids = |members: &Vec<u32>| {
        let mut ids: Vec<EntityId> = members.iter().map(|at| id(*at).clone()).collect();
        ids.sort();
        ids
    };
    let mut found: Vec<Vec<EntityId>> = groups.members.values().map(ids).collect();
    found.sort();
    (out, found)
}

impl Groups<'_> {
    fn part(&mut self, left: u32, right: u32) {
        let (one, other) = (self.group[left as usize], self.group[right as usize]);
        self.apart.entry(one).or_default().entry(other).or_insert((left, right));
        self.apart.entry(other).or_default().entry(one).or_insert((left, right));
    }

    fn sources_of(&self, group: u32) -> BTreeSet<SourceId> {
        let own = || self.records[group as usize].sources.iter().copied().collect();
        self.sources.get(&group).cloned().unwrap_or_else(own)
    }

    /// What stands against joining the groups of two records, in words.
    fn obstacle(&self, left: u32, right: u32) -> Option<String> {
        let (one, other) = (self.group[left as usize], self.group[right as usize]);
        if let Some((a, b)) = self.apart.get(&one).and_then(|apart| apart.get(&other)) {
            let (a, b) = (&self.records[*a as usize], &self.records[*b as usize]);
            return Some(format!(
                "not joined: {} ({}) and {} ({}) are judged two",
                a.caption(),
                a.id,
                b.caption(),
                b.id
            ));
        }
        if self.within_source {
            return None;
        }
        let (ours, theirs) = (self.sources_of(one), self.sources_of(other));
        let shared = ours.intersection(&theirs).next()?;
        Some(format!("not joined: it would make one of two that document {} tells apart", shared.short()))
    }

    fn join(&mut self, left: u32, right: u32) {
        let (one, other) = (self.group[left as usize], self.group[right as usize]);
        let (into, from) = (one.min(other), one.max(other));
        if !self.within_source {
            let mut sources = self.sources_of(into);
            sources.extend(self.sources_of(from));
            self.sources.remove(&from);
            self.sources.insert(into, sources);
        }
        let moved = self.members.remove(&from).unwrap_or_else(|| vec![from]);
        for at in &moved {
            self.group[*at as usize] = into;
        }
        self.members.entry(into).or_insert_with(|| vec![into]).extend(moved);
        for (third, pair) in self.apart.remove(&from).unwrap_or_default() {
            if let Some(apart) = self.apart.get_mut(&third) {
                apart.remove(&from);
                apart.entry(into).or_insert(pair);
            }
            self.apart.entry(into).or_default().entry(third).or_insert(pair);
        }
    }
}
