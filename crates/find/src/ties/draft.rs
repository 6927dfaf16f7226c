//! Records of ties, as single documents tell of them.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{EntityId, PartialDate, Reliability, SourceId, Standing, Validity};

use super::{accused_ends, is_criminal_group};
use crate::history::{DatedBy, StandingEntry, is_clearing};
use crate::proceeding::{Proceeding, published};
use crate::{Fact, Facts, LeftOut, Profile, StatementId, TieKind, View, vocabulary};

/// Properties, not entities, that tie: of which schema, which, and the verb.
const STRUCTURE: [(&str, &str, &str); 4] = [
    ("Position", "organization", "is a post of"),
    ("LegalEntity", "parent", "is part of"),
    ("CriminalGroup", "territoryEntity", "is at work in"),
    ("Thing", "addressEntity", "is at"),
];

/// Properties whose values say what sort of tie it is, beside those that the schema writes on the line.
const WORDS: [&str; 6] = ["role", "conduct", "relationship", "purpose", "percentage", "officeTitle"];

/// One record of a tie, before those that say the same are joined.
pub(super) struct Draft<'f> {
    pub(super) record: EntityId,
    pub(super) kind: TieKind,
    pub(super) schema: &'static str,
    pub(super) source: EntityId,
    pub(super) target: EntityId,
    pub(super) directed: bool,
    pub(super) label: String,
    pub(super) words: BTreeSet<String>,
    pub(super) conducts: BTreeSet<&'static str>,
    pub(super) validity: Validity,
    pub(super) accuses: bool,
    pub(super) entries: Vec<StandingEntry>,
    pub(super) facts: Vec<&'f Fact>,
}

impl Draft<'_> {
    pub(super) fn is_cleared(&self) -> bool {
        self.entries.iter().any(|entry| is_clearing(entry.standing))
    }

    /// The ends that the tie says something ill of.
    pub(super) fn accused(&self, facts: &Facts) -> Vec<&EntityId> {
        accused_ends(facts, self.kind, &self.source, &self.target)
    }
}

/// Whether the view lets a statement count. What stands against an accusation always does.
fn counts(facts: &Facts, view: &View, fact: &Fact) -> bool {
    if fact.statement.standing().is_some_and(Standing::is_against) {
        return true;
    }
    let source = facts.source(fact.statement.span().source());
    let reliability = source.map_or_else(Reliability::default, |source| source.reliability);
    view.reliability_at_least.is_none_or(|least| reliability.letter() <= least.letter())
        && view.credibility_at_least.is_none_or(|least| fact.statement.credibility().digit() <= least.digit())
}

/// The records of an edge entity: one for each pair of its ends.
pub(super) fn edges<'f>(
    facts: &'f Facts,
    view: &View,
    profile: &Profile,
    drafts: &mut Vec<Draft<'f>>,
    left_out: &mut LeftOut,
) {
    let Some(edge) = profile.schema().edge() else { return };
    let all: Vec<&Fact> = facts.of(profile.id()).collect();
    let good: Vec<&Fact> = all.iter().copied().filter(|fact| counts(facts, view, fact)).collect();
    let ends = |named: &str, inherited: &str| {
        let of = |name: &str| -> BTreeSet<EntityId> {
            let targets = facts.targets(profile.id(), name).into_iter();
            targets.filter(|id| facts.profile(id).is_some()).collect()
        };
        // A Protection that went through another program comes back with its ends under the names of UnknownLink.
        let own = of(named);
        if own.is_empty() { of(inherited) } else { own }
    };
    let (sources, targets) = (ends(edge.source, "subject"), ends(edge.target, "object"));
    if sources.is_empty() || targets.is_empty() {
        left_out.without_end += 1;
        return;
    }
    if !good.iter().any(|fact| !fact.statement.standing().is_some_and(Standing::is_against)) && good.len() < all.len() {
        left_out.below_grade += 1;
        return;
    }
    let kind = TieKind::of(profile.schema());
    let words: BTreeSet<String> = edge
        .caption
        .iter()
        .chain(&WORDS)
        .flat_map(|property| facts.values(profile.id(), property).into_iter().map(|value| in_words(property, value)))
        .collect();
    let conducts = words.iter().flat_map(|words| vocabulary::conducts().classes(words)).collect::<BTreeSet<_>>();
    let is_said_ill = all.iter().any(|fact| fact.statement.standing().is_some());
    for source in &sources {
        for target in &targets {
            let touches_group = is_criminal_group(facts, source) || is_criminal_group(facts, target);
            let by_kind = kind == TieKind::Protection || (touches_group && accuses_beside_group(kind));
            drafts.push(Draft {
                record: profile.id().clone(),
                kind,
                schema: profile.schema().name(),
                source: source.clone(),
                target: target.clone(),
                directed: edge.directed,
                label: edge.label.to_owned(),
                words: words.clone(),
                conducts: conducts.clone(),
                validity: period(facts, profile, kind, &good),
                accuses: by_kind || is_said_ill,
                entries: match entries(facts, &good) {
                    told if told.is_empty() && by_kind => vec![reported(facts, &good)],
                    told => told,
                },
                facts: good.clone(),
            });
        }
    }
}

/// A value as it is read on the line: a bare number of a share is one of per cent.
fn in_words(property: &str, value: &str) -> String {
    let is_bare = value.parse::<f64>().is_ok();
    if property == "percentage" && is_bare { format!("{value} %") } else { value.to_owned() }
}

/// Kinds of tie that say something ill of whoever has one to a criminal group.
fn accuses_beside_group(kind: TieKind) -> bool {
    matches!(
        kind,
        TieKind::Membership
            | TieKind::Directorship
            | TieKind::Employment
            | TieKind::Ownership
            | TieKind::Control
            | TieKind::Associate
            | TieKind::Representation
            | TieKind::Link
    )
}

/// Properties that tie.
pub(super) fn structure<'f>(
    facts: &'f Facts,
    view: &View,
    profile: &Profile,
    drafts: &mut Vec<Draft<'f>>,
    left_out: &mut LeftOut,
) {
    for (schema, property, label) in STRUCTURE {
        if !profile.schema().is_a(schema) {
            continue;
        }
        let mut stated: BTreeMap<EntityId, Vec<&Fact>> = BTreeMap::new();
        for fact in facts.of(profile.id()).filter(|fact| fact.statement.property().name() == property) {
            if let Some(target) = fact.statement.target() {
                stated.entry(facts.canonical(&target).clone()).or_default().push(fact);
            }
        }
        for (target, mut because) in stated {
            because.retain(|fact| counts(facts, view, fact));
            if facts.profile(&target).is_none() {
                left_out.without_end += 1;
            } else if because.is_empty() {
                left_out.below_grade += 1;
            } else {
                drafts.push(Draft {
                    record: profile.id().clone(),
                    kind: TieKind::Structure,
                    schema: profile.schema().name(),
                    source: profile.id().clone(),
                    target,
                    directed: true,
                    label: label.to_owned(),
                    words: BTreeSet::new(),
                    conducts: BTreeSet::new(),
                    validity: hull(because.iter().map(|fact| fact.statement.validity())),
                    accuses: false,
                    entries: Vec::new(),
                    facts: because,
                });
            }
        }
    }
}

/// Places of drafts by their record.
pub(super) fn by_record(drafts: &[Draft<'_>]) -> BTreeMap<EntityId, Vec<usize>> {
    let mut places: BTreeMap<EntityId, Vec<usize>> = BTreeMap::new();
    for (place, draft) in drafts.iter().enumerate() {
        places.entry(draft.record.clone()).or_default().push(place);
    }
    places
}

/// What a proceeding concerns: a tie gets its standings, another thing becomes the end of a tie of its own.
pub(super) fn concerned<'f>(
    facts: &'f Facts,
    view: &View,
    proceeding: &Proceeding,
    by_record: &BTreeMap<EntityId, Vec<usize>>,
    drafts: &mut Vec<Draft<'f>>,
) {
    let good = |entry: &&StandingEntry| {
        let known = |id: &StatementId| facts.fact(*id).is_some_and(|fact| counts(facts, view, fact));
        entry.standing.is_against() || entry.statements.iter().any(known)
    };
    let entries: Vec<StandingEntry> = proceeding.entries.iter().filter(good).cloned().collect();
    let because: Vec<&Fact> = proceeding.statements.iter().filter_map(|id| facts.fact(*id)).collect();
    for concern in &proceeding.concerns {
        let Some(profile) = facts.profile(concern) else { continue };
        if profile.schema().is_edge() {
            for place in by_record.get(concern).into_iter().flatten() {
                let draft = &mut drafts[*place];
                draft.accuses = true;
                draft.entries.extend(entries.iter().cloned());
                draft.facts.extend(&because);
            }
        } else if !entries.is_empty() {
            for defendant in proceeding.defendants.iter().filter(|id| facts.profile(id).is_some()) {
                drafts.push(Draft {
                    record: proceeding.id.clone(),
                    kind: TieKind::Proceeding,
                    schema: "Proceeding",
                    source: defendant.clone(),
                    target: concern.clone(),
                    directed: true,
                    label: "faces proceedings over".to_owned(),
                    words: facts.values(&proceeding.id, "charge").into_iter().map(str::to_owned).collect(),
                    conducts: proceeding.conducts.clone(),
                    validity: Validity::default(),
                    accuses: true,
                    entries: entries.clone(),
                    facts: because.clone(),
                });
            }
        }
    }
}

/// The standings that statements give, by source. An accusing statement without one is a report.
fn entries(facts: &Facts, good: &[&Fact]) -> Vec<StandingEntry> {
    let mut found: BTreeMap<(&'static str, SourceId), StandingEntry> = BTreeMap::new();
    for fact in good {
        let Some(standing) = fact.statement.standing() else { continue };
        let date = published(facts, fact);
        let dated_by = if date.is_some() { DatedBy::Publication } else { DatedBy::Nothing };
        let entry = found.entry((standing.name(), fact.statement.span().source())).or_insert_with(|| StandingEntry {
            standing,
            date,
            dated_by,
            proceeding: None,
            is_matched: false,
            statements: Vec::new(),
        });
        entry.statements.push(fact.id);
    }
    found.into_values().collect()
}

/// When a tie held: what its statements' validity and its own dates say, taken together as widely as they allow.
fn period(facts: &Facts, profile: &Profile, kind: TieKind, good: &[&Fact]) -> Validity {
    let dates = |properties: &[&str]| -> Vec<PartialDate> {
        let first = properties.iter().find(|property| facts.value(profile.id(), property).is_some());
        let values = first.map(|property| facts.values(profile.id(), property)).unwrap_or_default();
        values.into_iter().filter_map(|value| value.parse().ok()).collect()
    };
    if kind.is_event() {
        let days = dates(&["date", "startDate", "endDate"]);
        let days = Validity { from: days.iter().min().copied(), to: days.iter().max().copied() };
        return if days.is_unknown() { hull(good.iter().map(|fact| fact.statement.validity())) } else { days };
    }
    // A lone `date` says that it held on that day, and neither since when nor until when.
    let without = |names: &'static [&'static str]| -> Vec<&str> {
        names.iter().copied().filter(|name| !matches!(*name, "date" | "declarationDate")).collect()
    };
    let starts = dates(&without(profile.schema().temporal_start()));
    let ends = dates(&without(profile.schema().temporal_end()));
    let told = Validity { from: starts.iter().min().copied(), to: ends.iter().max().copied() };
    let stated = hull(good.iter().map(|fact| fact.statement.validity()));
    Validity { from: told.from.or(stated.from), to: told.to.or(stated.to) }
}

/// The widest period that the known ends make.
pub(super) fn hull(periods: impl Iterator<Item = Validity>) -> Validity {
    periods.fold(Validity::default(), |all, period| Validity {
        from: match (all.from, period.from) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        },
        to: match (all.to, period.to) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        },
    })
}

/// An accusation that a source tells without more.
fn reported(facts: &Facts, all: &[&Fact]) -> StandingEntry {
    let date = all.iter().filter_map(|fact| published(facts, fact)).min();
    StandingEntry {
        standing: Standing::Reported,
        date,
        dated_by: if date.is_some() { DatedBy::Publication } else { DatedBy::Nothing },
        proceeding: None,
        is_matched: false,
        statements: all.iter().map(|fact| fact.id).collect(),
    }
}
