//! Making one tie of the records that say the same.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{Attribution, Credibility, EntityId, Validity};

use super::draft::{Draft, hull};
use crate::history::StandingEntry;
use crate::{Evidence, Fact, Facts, StandingHistory, Tie, TieKind, day};

/// The rule that the origin of a statement names when no source says it and a user or a program concluded it.
const ASSESSMENT: &str = "assessment";

/// Puts together the records that say the same of the same two at times that may agree.
pub(super) fn join(drafts: Vec<Draft<'_>>) -> Vec<Vec<Draft<'_>>> {
    let mut by_pair: BTreeMap<(EntityId, EntityId, TieKind, &'static str), Vec<Draft<'_>>> = BTreeMap::new();
    for draft in drafts {
        let (a, b) = (draft.source.clone(), draft.target.clone());
        let (a, b) = if draft.directed || a <= b { (a, b) } else { (b, a) };
        by_pair.entry((a, b, draft.kind, draft.schema)).or_default().push(draft);
    }
    let mut joined = Vec::new();
    for ((.., kind, _), drafts) in by_pair {
        // What a register says of two parties is no evidence for what one of them is accused of.
        let (accusing, plain): (Vec<_>, Vec<_>) = drafts.into_iter().partition(|draft| draft.accuses);
        if matches!(kind, TieKind::Payment | TieKind::Debt) {
            joined.extend(plain.into_iter().map(|draft| vec![draft]));
        } else {
            joined.extend(by_period(plain));
        }
        for drafts in by_matter(accusing) {
            joined.extend(by_period(drafts));
        }
    }
    joined
}

/// Keeps what was cleared apart from what was not, so that an acquittal on one count is none on another.
fn by_matter(drafts: Vec<Draft<'_>>) -> Vec<Vec<Draft<'_>>> {
    if !drafts.iter().any(Draft::is_cleared) {
        return vec![drafts];
    }
    let (mut cleared, live): (Vec<_>, Vec<_>) = drafts.into_iter().partition(Draft::is_cleared);
    // A denial of which no source tells what is denied goes with what was cleared.
    let accuses =
        |draft: &Draft<'_>| draft.entries.is_empty() || draft.entries.iter().any(|e| !e.standing.is_against());
    if live.iter().any(accuses) {
        vec![cleared, live]
    } else {
        cleared.extend(live);
        vec![cleared]
    }
}

fn by_period(mut drafts: Vec<Draft<'_>>) -> Vec<Vec<Draft<'_>>> {
    drafts.sort_by(|a, b| {
        let order =
            |d: &Draft<'_>| (d.validity.is_unknown(), day::interval(d.validity).first(), d.validity, d.record.clone());
        order(a).cmp(&order(b))
    });
    let mut groups: Vec<(Validity, Vec<Draft<'_>>)> = Vec::new();
    for draft in drafts {
        let fitting = groups.iter_mut().filter(|(period, _)| period.may_overlap(&draft.validity));
        let mut fitting: Vec<_> = fitting.collect();
        // A record without dates belongs to the one period there is, and to none of several.
        if let [(period, group)] = fitting.as_mut_slice() {
            *period = hull([*period, draft.validity].into_iter());
            group.push(draft);
        } else {
            groups.push((draft.validity, vec![draft]));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Makes one tie of the records that say the same.
pub(super) fn tie(facts: &Facts, mut drafts: Vec<Draft<'_>>) -> Option<Tie> {
    drafts.sort_by(|a, b| a.record.cmp(&b.record));
    let all: Vec<&Fact> = drafts.iter().flat_map(|draft| draft.facts.iter().copied()).collect();
    let evidence = Evidence::new(all.iter().map(|fact| fact.id))?;
    let is_accusing = drafts.iter().any(|draft| draft.accuses);
    let mut entries: Vec<StandingEntry> = Vec::new();
    for entry in drafts.iter().flat_map(|draft| &draft.entries) {
        if !entries.contains(entry) {
            entries.push(entry.clone());
        }
    }
    let mut attributions: Vec<Attribution> = Vec::new();
    for fact in &all {
        if !attributions.contains(fact.statement.attribution()) {
            attributions.push(fact.statement.attribution().clone());
        }
    }
    attributions.sort_by_key(ToString::to_string);
    let source_of = |fact: &&Fact| facts.source(fact.statement.span().source()).map(|source| source.reliability);
    let is_concluded = |fact: &&Fact| {
        let rule = fact.statement.origin().rule.as_deref();
        rule.is_some_and(|rule| rule == ASSESSMENT || rule.starts_with("assessment."))
    };
    let first = drafts.first()?;
    let mut records: Vec<EntityId> = drafts.iter().map(|draft| draft.record.clone()).collect();
    records.dedup();
    Some(Tie {
        id: first.record.clone(),
        records,
        kind: first.kind,
        schema: first.schema,
        source: first.source.clone(),
        target: first.target.clone(),
        source_node: 0,
        target_node: 0,
        directed: first.directed,
        label: first.label.clone(),
        words: drafts.iter().flat_map(|d| d.words.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect(),
        is_accusing,
        is_assessment: all.iter().all(is_concluded),
        standings: StandingHistory::new(entries),
        validity: hull(drafts.iter().map(|draft| draft.validity)),
        attributions,
        reliability: all.iter().filter_map(source_of).min_by_key(|r| r.letter()).unwrap_or_default(),
        credibility: all
            .iter()
            .map(|fact| fact.statement.credibility())
            .min_by_key(|c: &Credibility| c.digit())
            .unwrap_or_default(),
        evidence,
    })
}
