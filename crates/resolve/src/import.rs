//! Decisions out of a file as nomenklatura's resolver keeps it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::BufRead;

use serde::Serialize;
use umbra_case::{Clusters, Decision, Judgement, Writer};
use umbra_model::{EntityId, ResolverJudgement, ResolverLine, each_resolver_line, names_cluster};

use crate::error::{ResolveError, Result};
use crate::take_back::is_reopened;

/// A line of which nothing was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedLine {
    /// Counted from 1.
    pub line: u64,
    /// Why, as a sentence.
    pub reason: String,
}

/// What [`import`] took.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Pairs that are one now.
    pub same: usize,
    /// Pairs that are two now.
    pub different: usize,
    /// Pairs of which it can't be told.
    pub unsure: usize,
    /// Decisions that the case held already.
    pub known: usize,
    /// Pairs that nobody has judged, or whose decision was taken back.
    pub open: usize,
    /// Decisions of the case that are not followed any more, as what was taken judges two whom they would join.
    pub contradicted: Vec<i64>,
    /// Lines of which nothing was taken, in their order.
    pub skipped: Vec<SkippedLine>,
}

/// A decision of the file, about ids that the case holds.
struct Wanted {
    line: u64,
    left: EntityId,
    right: EntityId,
    judgement: Judgement,
    read: ResolverLine,
}

/// Takes the decisions of a file into a case.
///
/// Of several lines on one pair the last counts. Ids of Wikidata or nomenklatura that the case does not hold stand for those
/// that they are one with. A line is skipped, and told, where it is none, where the case does not hold an id, where the case
/// has decided the pair otherwise, and where it would join two that are judged two, be it in the case or in the file,
/// through whatever chain. Nothing is kept unless the transaction is.
///
/// # Errors
/// When the file can't be read or the case can't be written.
pub fn import(writer: &mut Writer<'_>, input: impl BufRead, file: &str) -> Result<Imported> {
    let mut imported = Imported::default();
    let lines = read(input, file, &mut imported)?;
    let mut wanted = known(writer, lines, &mut imported)?;
    // Who is two comes first: it decides who may become one.
    wanted.sort_by_key(|wanted| (wanted.judgement == Judgement::Same, wanted.line));
    let standing: Vec<Decision> = writer.case().decisions()?.into_iter().filter(|decision| decision.stands).collect();
    let held: HashMap<(&EntityId, &EntityId), &Decision> =
        standing.iter().map(|decision| ((&decision.left, &decision.right), decision)).collect();
    let before: BTreeSet<i64> = contradicted(writer)?;
    let mut followed = Followed::of(&standing, &wanted, &held);
    for wanted in &wanted {
        let pair = (&wanted.left, &wanted.right);
        if let Some(decision) = held.get(&pair) {
            if decision.judgement == wanted.judgement && !is_reopened(decision) {
                imported.known += 1;
                continue;
            }
            if decision.judgement != Judgement::Unsure {
                let reason = format!(
                    "decision {} of the case ({}, {}) says that {} and {} are {}: take it back first, if it is wrong",
                    decision.id,
                    decision.actor,
                    decision.at,
                    pair.0,
                    pair.1,
                    ResolveError::word(decision.judgement)
                );
                imported.skipped.push(SkippedLine { line: wanted.line, reason });
                continue;
            }
        }
        if wanted.judgement == Judgement::Same
            && let Err(reason) = followed.join(pair.0, pair.1)
        {
            imported.skipped.push(SkippedLine { line: wanted.line, reason });
            continue;
        }
        writer.decide(pair.0, pair.1, wanted.judgement, &why(wanted, file), wanted.read.score)?;
        match wanted.judgement {
            Judgement::Same => imported.same += 1,
            Judgement::Different => imported.different += 1,
            Judgement::Unsure => imported.unsure += 1,
        }
    }
    imported.contradicted = contradicted(writer)?.difference(&before).copied().collect();
    imported.skipped.sort_by_key(|skipped| skipped.line);
    Ok(imported)
}

fn contradicted(writer: &Writer<'_>) -> Result<BTreeSet<i64>> {
    Ok(writer.case().contradicted_decisions()?.into_iter().map(|decision| decision.id).collect())
}

/// The last line of each pair on which something was judged, in the order of lines.
fn read(input: impl BufRead, file: &str, imported: &mut Imported) -> Result<Vec<(u64, ResolverLine)>> {
    let mut last: BTreeMap<(EntityId, EntityId), (u64, ResolverLine)> = BTreeMap::new();
    let taken = each_resolver_line(input, |line, read| {
        let fault = |reason| SkippedLine { line, reason };
        match read {
            Err(reason) => imported.skipped.push(fault(reason)),
            Ok(read) => match read.score.filter(|score| !(0.0..=1.0).contains(score)) {
                Some(score) => {
                    imported.skipped.push(fault(format!("{score} is no score: give a number from 0 to 1, or null")));
                }
                None => {
                    let (left, right) = (read.target.clone(), read.source.clone());
                    let pair = if left < right { (left, right) } else { (right, left) };
                    last.insert(pair, (line, read));
                }
            },
        }
    });
    taken.map_err(|source| ResolveError::Input { file: file.to_owned(), source })?;
    let mut lines: Vec<_> = last.into_values().collect();
    let all = lines.len();
    lines.retain(|(_, read)| read.taken_back.is_none() && read.judgement != ResolverJudgement::NoJudgement);
    imported.open = all - lines.len();
    lines.sort_by_key(|(line, _)| *line);
    Ok(lines)
}

/// The same decisions about ids that the case holds.
fn known(writer: &Writer<'_>, lines: Vec<(u64, ResolverLine)>, imported: &mut Imported) -> Result<Vec<Wanted>> {
    let mut holds: HashMap<EntityId, bool> = HashMap::new();
    for id in lines.iter().flat_map(|(_, read)| [&read.target, &read.source]) {
        if !holds.contains_key(id) {
            let held = !writer.case().statements_of(id)?.is_empty();
            holds.insert(id.clone(), held);
        }
    }
    let is_name = |id: &EntityId| !holds[id] && names_cluster(id.as_str());
    let names = Names::of(&lines, is_name, |id| holds[id]);
    let mut out = Vec::new();
    for (line, read) in lines {
        let judgement = match read.judgement {
            ResolverJudgement::Positive => Judgement::Same,
            ResolverJudgement::Negative => Judgement::Different,
            ResolverJudgement::Unsure | ResolverJudgement::NoJudgement => Judgement::Unsure,
        };
        let ids = [&read.target, &read.source];
        if let Some(unknown) = ids.into_iter().find(|id| !holds[*id] && !is_name(id)) {
            let reason = format!("the case holds no entity {unknown}");
            imported.skipped.push(SkippedLine { line, reason });
            continue;
        }
        let stands_for = |id: &EntityId| if holds[id] { Some(id.clone()) } else { names.member(id) };
        match ids.map(stands_for) {
            [Some(one), Some(other)] if one != other => {
                let (left, right) = if one < other { (one, other) } else { (other, one) };
                out.push(Wanted { line, left, right, judgement, read });
            }
            // The name of a cluster, by its first member: there is nothing to decide.
            [Some(_), Some(_)] if judgement == Judgement::Same => {}
            [Some(one), Some(_)] => {
                let reason = format!("the two ids are one by other lines, both through {one}");
                imported.skipped.push(SkippedLine { line, reason });
            }
            _ if judgement == Judgement::Same => {}
            [one, _] => {
                let unknown = ids[usize::from(one.is_some())];
                let reason = format!("the case holds no entity {unknown}, and none that is one with it");
                imported.skipped.push(SkippedLine { line, reason });
            }
        }
    }
    Ok(out)
}

/// Ids that only name clusters, and who is in those.
struct Names(HashMap<EntityId, EntityId>);

impl Names {
    fn of(
        lines: &[(u64, ResolverLine)],
        is_name: impl Fn(&EntityId) -> bool,
        is_held: impl Fn(&EntityId) -> bool,
    ) -> Self {
        let mut clusters = Clusters::default();
        for (_, read) in lines.iter().filter(|(_, read)| read.judgement == ResolverJudgement::Positive) {
            if is_name(&read.target) || is_name(&read.source) {
                clusters.join(&read.target, &read.source);
            }
        }
        let mut members = HashMap::new();
        for group in clusters.groups() {
            if let Some(first) = group.iter().find(|id| is_held(id)) {
                members.extend(group.iter().filter(|id| is_name(id)).map(|id| (id.clone(), first.clone())));
            }
        }
        Self(members)
    }

    /// The first id of the case, by the order of ids, that is one with a name.
    fn member(&self, name: &EntityId) -> Option<EntityId> {
        self.0.get(name).cloned()
    }
}

/// Who is one and who is two: what the case decided and what the file adds.
struct Followed {
    clusters: Clusters,
    /// Who is two, and who says so.
    apart: Vec<(EntityId, EntityId, String)>,
}

impl Followed {
    fn of(standing: &[Decision], wanted: &[Wanted], held: &HashMap<(&EntityId, &EntityId), &Decision>) -> Self {
        let mut followed = Self { clusters: Clusters::default(), apart: Vec::new() };
        let of = |judgement| standing.iter().filter(move |decision| decision.judgement == judgement);
        for decision in of(Judgement::Different) {
            followed.part(&decision.left, &decision.right, format!("decision {} of the case", decision.id));
        }
        for wanted in wanted.iter().filter(|wanted| wanted.judgement == Judgement::Different) {
            let known = held.get(&(&wanted.left, &wanted.right));
            if known.is_some_and(|decision| decision.judgement == Judgement::Same) {
                continue;
            }
            followed.part(&wanted.left, &wanted.right, format!("line {}", wanted.line));
        }
        for decision in of(Judgement::Same) {
            followed.clusters.join(&decision.left, &decision.right);
        }
        followed
    }

    fn part(&mut self, left: &EntityId, right: &EntityId, says: String) {
        self.clusters.part(left, right);
        self.apart.push((left.clone(), right.clone(), says));
    }

    /// Joins two, or says why they can't be joined.
    fn join(&mut self, left: &EntityId, right: &EntityId) -> std::result::Result<(), String> {
        if self.clusters.join(left, right) {
            return Ok(());
        }
        let one = |a: &EntityId, b: &EntityId| self.clusters.are_one(a, b);
        let between =
            self.apart.iter().find(|(a, b, _)| one(a, left) && one(b, right) || one(a, right) && one(b, left));
        let (a, b, says) = between.map_or((left, right, "a decision"), |(a, b, says)| (a, b, says.as_str()));
        Err(format!(
            "{left} and {right} can't be joined: it would make one of {a} and {b}, and {says} says that they are two"
        ))
    }
}

/// The reason for a decision that was taken from a file: who gave which.
fn why(wanted: &Wanted, file: &str) -> String {
    let read = &wanted.read;
    let mut why = format!("{file}, line {}: {}", wanted.line, read.judgement.name());
    for (lead, text) in [(" by ", &read.user), (" on ", &read.at), (": ", &read.why)] {
        if let Some(text) = text.as_deref().filter(|text| !text.is_empty()) {
            why.push_str(lead);
            why.push_str(text);
        }
    }
    why
}
