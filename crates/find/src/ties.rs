//! Finding the ties in a case's statements.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{Attribution, Credibility, EntityId, PartialDate, Reliability, Standing, Validity};

use crate::history::{DatedBy, StandingEntry, is_clearing};
use crate::proceeding::{Proceeding, proceedings, published};
use crate::{
    Evidence, Fact, Facts, LeftOut, Profile, StandingHistory, StatementId, Tie, TieKind, View, day, vocabulary,
};

/// The rule that the origin of a statement names when no source says it and a user or a program concluded it.
const ASSESSMENT: &str = "assessment";

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
struct Draft<'f> {
    record: EntityId,
    kind: TieKind,
    schema: &'static str,
    source: EntityId,
    target: EntityId,
    directed: bool,
    label: String,
    words: BTreeSet<String>,
    conducts: BTreeSet<&'static str>,
    validity: Validity,
    accuses: bool,
    entries: Vec<StandingEntry>,
    facts: Vec<&'f Fact>,
}

impl Draft<'_> {
    fn is_cleared(&self) -> bool {
        self.entries.iter().any(|entry| is_clearing(entry.standing))
    }

    /// The ends that the tie says something ill of.
    fn accused(&self, facts: &Facts) -> Vec<&EntityId> {
        match self.kind {
            TieKind::Payment => vec![&self.source, &self.target],
            TieKind::Link | TieKind::Associate if is_criminal_group(facts, &self.source) => vec![&self.target],
            _ => vec![&self.source],
        }
    }
}

/// Every tie of a case, as far as a view's statements state it.
#[derive(Debug, Default)]
pub(crate) struct Ties {
    /// By start, end, kind and id. Places of nodes are not filled in.
    pub(crate) ties: Vec<Tie>,
    /// What was left out on the way.
    pub(crate) left_out: LeftOut,
}

impl Ties {
    /// Collects the ties. Statements below the view's grade are passed over, unless they stand against an accusation.
    pub(crate) fn of(facts: &Facts, view: &View) -> Self {
        let proceedings = proceedings(facts);
        let mut left_out = LeftOut::default();
        let mut drafts = Vec::new();
        for profile in facts.profiles() {
            if profile.schema().is_edge() && profile.schema().name() != "Similar" {
                edges(facts, view, profile, &mut drafts, &mut left_out);
            } else {
                structure(facts, view, profile, &mut drafts, &mut left_out);
            }
        }
        for proceeding in &proceedings {
            concerned(facts, view, proceeding, &mut drafts);
        }
        drafts.retain(|draft| {
            left_out.to_itself += usize::from(draft.source == draft.target);
            draft.source != draft.target
        });
        clear(facts, &proceedings, &mut drafts);
        let mut ties: Vec<Tie> = join(drafts).into_iter().filter_map(|group| tie(facts, group)).collect();
        ties.sort_by(|a, b| key(a).cmp(&key(b)));
        Self { ties, left_out }
    }
}

fn key(tie: &Tie) -> (&EntityId, &EntityId, TieKind, &EntityId) {
    (&tie.source, &tie.target, tie.kind, &tie.id)
}

pub(crate) fn is_criminal_group(facts: &Facts, id: &EntityId) -> bool {
    facts.profile(id).is_some_and(|profile| profile.schema().is_a("CriminalGroup"))
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
fn edges<'f>(facts: &'f Facts, view: &View, profile: &Profile, drafts: &mut Vec<Draft<'f>>, left_out: &mut LeftOut) {
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
        .flat_map(|property| facts.values(profile.id(), property))
        .map(str::to_owned)
        .collect();
    let conducts = words.iter().flat_map(|words| vocabulary::conducts().classes(words)).collect::<BTreeSet<_>>();
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
                accuses: by_kind || all.iter().any(|fact| fact.statement.standing().is_some()),
                entries: entries(facts, &good),
                facts: good.clone(),
            });
        }
    }
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
fn structure<'f>(
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

/// What a proceeding concerns: a tie gets its standings, another thing becomes the end of a tie of its own.
fn concerned<'f>(facts: &'f Facts, view: &View, proceeding: &Proceeding, drafts: &mut Vec<Draft<'f>>) {
    let good = |entry: &&StandingEntry| {
        let known = |id: &StatementId| facts.fact(*id).is_some_and(|fact| counts(facts, view, fact));
        entry.standing.is_against() || entry.statements.iter().any(known)
    };
    let entries: Vec<StandingEntry> = proceeding.entries.iter().filter(good).cloned().collect();
    let because: Vec<&Fact> = proceeding.statements.iter().filter_map(|id| facts.fact(*id)).collect();
    for concern in &proceeding.concerns {
        let Some(profile) = facts.profile(concern) else { continue };
        if profile.schema().is_edge() {
            for draft in drafts.iter_mut().filter(|draft| &draft.record == concern) {
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

/// A decision that cleared somebody, wherever it stands.
struct Decision {
    accused: EntityId,
    /// The other party of the accusation, where it is told.
    over: Option<EntityId>,
    /// What the accusation was; `None` where nothing tells.
    conducts: Option<BTreeSet<&'static str>>,
    entries: Vec<StandingEntry>,
}

/// Lets a decision that cleared somebody answer accusations of the same conduct in other documents.
///
/// Documents name no ties of one another, so an acquittal reported in one would leave the charge reported in another
/// standing. The match is made in this direction only: a conviction never reaches a tie that its source does not name.
fn clear<'f>(facts: &'f Facts, proceedings: &[Proceeding], drafts: &mut [Draft<'f>]) {
    let mut decisions: Vec<Decision> = Vec::new();
    for proceeding in proceedings.iter().filter(|proceeding| proceeding.concerns.is_empty()) {
        let entries: Vec<_> = proceeding.clearing().collect();
        for accused in proceeding.defendants.iter().filter(|_| !entries.is_empty()) {
            let conducts = proceeding.is_charge_told.then(|| proceeding.conducts.clone());
            decisions.push(Decision { accused: accused.clone(), over: None, conducts, entries: entries.clone() });
        }
    }
    for draft in drafts.iter().filter(|draft| draft.is_cleared()) {
        for accused in draft.accused(facts) {
            let over = if accused == &draft.source { &draft.target } else { &draft.source };
            let entries = draft.entries.iter().filter(|entry| is_clearing(entry.standing));
            let entries = entries.map(|entry| StandingEntry { is_matched: true, ..entry.clone() }).collect();
            let conducts = (!draft.words.is_empty()).then(|| draft.conducts.clone());
            decisions.push(Decision { accused: accused.clone(), over: Some(over.clone()), conducts, entries });
        }
    }
    let neighbours: BTreeSet<(EntityId, EntityId)> = drafts
        .iter()
        .filter(|draft| draft.kind != TieKind::Structure)
        .flat_map(|d| [(d.source.clone(), d.target.clone()), (d.target.clone(), d.source.clone())])
        .collect();
    for draft in drafts.iter_mut().filter(|draft| draft.accuses && !draft.is_cleared()) {
        let mut found: Vec<StandingEntry> = Vec::new();
        for decision in &decisions {
            if !draft.accused(facts).contains(&&decision.accused) {
                continue;
            }
            let other = if decision.accused == draft.source { &draft.target } else { &draft.source };
            let is_near = |over: &EntityId| over == other || neighbours.contains(&(over.clone(), other.clone()));
            let is_same_party = decision.over.as_ref().is_none_or(is_near);
            let is_same_conduct = decision.conducts.as_ref().is_none_or(|told| !told.is_disjoint(&draft.conducts));
            if is_same_party && is_same_conduct && !is_settled_later(draft, &decision.entries) {
                let new: Vec<_> = decision.entries.iter().filter(|entry| !found.contains(entry)).cloned().collect();
                found.extend(new);
            }
        }
        draft.facts.extend(found.iter().flat_map(|entry| &entry.statements).filter_map(|id| facts.fact(*id)));
        draft.entries.extend(found);
    }
}

/// Whether a court, or an authority at a later date of its own, says more than the decision to be matched: then it
/// answers something else.
fn is_settled_later(draft: &Draft<'_>, decision: &[StandingEntry]) -> bool {
    let decided = decision.iter().filter_map(|entry| entry.date).max();
    draft.entries.iter().any(|entry| {
        let is_own = entry.dated_by == DatedBy::Proceeding && !entry.standing.is_against();
        let is_overturned = decision.iter().any(|entry| entry.standing == Standing::Overturned);
        let is_conviction = entry.standing.reaches(Standing::Convicted) && !is_overturned;
        is_conviction || (is_own && decided.is_some() && entry.date > decided)
    })
}

/// The standings that statements give, by source. An accusing statement without one is a report.
fn entries(facts: &Facts, good: &[&Fact]) -> Vec<StandingEntry> {
    let mut found: BTreeMap<(&'static str, umbra_model::SourceId), (Standing, Option<PartialDate>, Vec<StatementId>)> =
        BTreeMap::new();
    for fact in good {
        if let Some(standing) = fact.statement.standing() {
            let source = fact.statement.span().source();
            let entry = found
                .entry((standing.name(), source))
                .or_insert_with(|| (standing, published(facts, fact), Vec::new()));
            entry.2.push(fact.id);
        }
    }
    let entry = |(standing, date, statements): (Standing, Option<PartialDate>, Vec<StatementId>)| {
        let dated_by = if date.is_some() { DatedBy::Publication } else { DatedBy::Nothing };
        StandingEntry { standing, date, dated_by, proceeding: None, is_matched: false, statements }
    };
    found.into_values().map(entry).collect()
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
fn hull(periods: impl Iterator<Item = Validity>) -> Validity {
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

/// Puts together the records that say the same of the same two at times that may agree.
fn join(drafts: Vec<Draft<'_>>) -> Vec<Vec<Draft<'_>>> {
    let mut by_pair: BTreeMap<(EntityId, EntityId, TieKind, &'static str), Vec<Draft<'_>>> = BTreeMap::new();
    for draft in drafts {
        let (a, b) = (draft.source.clone(), draft.target.clone());
        let (a, b) = if draft.directed || a <= b { (a, b) } else { (b, a) };
        by_pair.entry((a, b, draft.kind, draft.schema)).or_default().push(draft);
    }
    let mut joined = Vec::new();
    for ((.., kind, _), drafts) in by_pair {
        let is_one_by_one =
            matches!(kind, TieKind::Payment | TieKind::Debt) && !drafts.iter().any(|draft| draft.accuses);
        if is_one_by_one {
            joined.extend(drafts.into_iter().map(|draft| vec![draft]));
            continue;
        }
        for drafts in by_matter(drafts) {
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
fn tie(facts: &Facts, mut drafts: Vec<Draft<'_>>) -> Option<Tie> {
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
    if is_accusing && entries.is_empty() {
        entries.push(reported(facts, &all));
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
