//! What is told to have happened around a group, and when.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Validity};

use crate::circle::{Circle, TiesOf, first_told, since};
use crate::{Evidence, Facts, Network, Role, StatementId, Tie, TieKind, day};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// New members.
    Members,
    /// New ties of members to anybody outside.
    Ties,
    /// Trades in which it had not been seen.
    Trades,
    /// Places at which it had not been seen, and firms that it had not held.
    Places,
    /// Offences of the group or its members.
    Violence,
    /// Payments to and from the group, its members and their firms.
    Money,
    /// New ties to officials.
    Officials,
}

impl MeasureKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Members, Self::Ties, Self::Trades, Self::Places, Self::Violence, Self::Money, Self::Officials];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Members => "new members",
            Self::Ties => "new ties",
            Self::Trades => "new trades",
            Self::Places => "new places and firms",
            Self::Violence => "offences",
            Self::Money => "payments",
            Self::Officials => "new ties to officials",
        }
    }

    /// How much a doubling counts. What recruits and what spends weigh most; ties are partly the members again.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::Members | Self::Violence | Self::Money => 3.0,
            Self::Trades | Self::Places => 2.0,
            Self::Ties => 1.0,
            Self::Officials => 1.5,
        }
    }
}

/// One measure of one group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// What.
    pub kind: MeasureKind,
    /// How many in the time that counts as now.
    pub now: usize,
    /// How many a time of that length saw before, on average; `None` where the group was not known before.
    pub before: Option<f64>,
    /// The median of the small groups now; `None` where fewer than three are known.
    pub peers: Option<f64>,
}

/// What was known of a group in one year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct YearOf {
    /// The year.
    pub year: i16,
    /// Members at its end.
    pub members: usize,
    /// How much of each measure fell into it.
    pub counts: BTreeMap<&'static str, usize>,
}

/// The days that count as now.
pub(super) struct Window {
    pub(super) start: i32,
    pub(super) end: i32,
}

impl Window {
    /// So many months back from a day.
    pub(super) fn back(as_of: PartialDate, months: u32) -> Self {
        let end = day::interval(Validity { from: Some(as_of), to: Some(as_of) }).last();
        // A month is taken as a twelfth of a year, whichever it is.
        let days = (f64::from(months.min(1200)) * 365.25 / 12.0).floor() as i32;
        Self { start: end.saturating_sub(days).saturating_add(1), end }
    }

    pub(super) fn days(&self) -> f64 {
        f64::from(self.end) - f64::from(self.start) + 1.0
    }

    pub(super) fn since(&self) -> PartialDate {
        day::date(self.start).unwrap_or_else(|| PartialDate::of_year(1).expect("year 1 is a year"))
    }

    pub(super) fn has(&self, day: i32) -> bool {
        (self.start..=self.end).contains(&day)
    }
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub(super) struct Happening {
    pub(super) kind: MeasureKind,
    pub(super) day: i32,
    pub(super) evidence: Evidence,
    pub(super) what: String,
}

/// All that happened around a group.
pub(super) struct Happenings {
    pub(super) id: EntityId,
    pub(super) all: Vec<Happening>,
    /// Since and until when each member belongs to it.
    memberships: Vec<(i32, i32)>,
    /// The first day on which it is known.
    pub(super) first: i32,
    /// How many happenings bear no date of their own.
    pub(super) undated: usize,
    own: Vec<StatementId>,
}

/// What happened of one kind in a time, by [`MeasureKind`].
pub(super) type Counts = BTreeMap<MeasureKind, f64>;

/// The first day that a date can mean: a thing that is told of a year counts from its middle.
fn day_of(date: PartialDate) -> i32 {
    let days = day::interval(Validity { from: Some(date), to: Some(date) });
    days.first().saturating_add((days.last().saturating_sub(days.first())) / 2)
}

/// Offences by perpetrator.
pub(super) fn offences(facts: &Facts) -> BTreeMap<EntityId, Vec<EntityId>> {
    let mut found: BTreeMap<EntityId, Vec<EntityId>> = BTreeMap::new();
    for offence in facts.profiles_of("Offence") {
        for who in facts.targets(offence.id(), "perpetrator") {
            found.entry(who).or_default().push(offence.id().clone());
        }
    }
    found
}

/// Whether a node is an official, with its payments: places of payments by node.
pub(super) fn payments(network: &Network) -> BTreeMap<usize, Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, tie) in network.ties().iter().enumerate().filter(|(_, tie)| tie.kind == TieKind::Payment) {
        found.entry(tie.source_node).or_default().push(place);
        found.entry(tie.target_node).or_default().push(place);
    }
    found
}

impl Happenings {
    #[expect(clippy::too_many_arguments, reason = "the indexes are made once for all groups")]
    pub(super) fn of(
        facts: &Facts,
        network: &Network,
        ties: &TiesOf,
        offences: &BTreeMap<EntityId, Vec<EntityId>>,
        payments: &BTreeMap<usize, Vec<usize>>,
        group: &EntityId,
        circle: &Circle,
        window: &Window,
    ) -> Self {
        let mut found = Self {
            id: group.clone(),
            all: Vec::new(),
            memberships: Vec::new(),
            first: i32::MAX,
            undated: 0,
            own: facts.of(group).map(|fact| fact.id).collect(),
        };
        for member in &circle.members {
            let Some(since) = member.since.map(day_of) else { continue };
            let until =
                member.until.map_or(i32::MAX, |until| day::interval(Validity { from: None, to: Some(until) }).last());
            found.memberships.push((since, until));
            found.add(MeasureKind::Members, since, member.evidence.clone(), member.says.clone());
        }
        for holding in &circle.holdings {
            if let Some(since) = holding.since.map(day_of) {
                found.add(MeasureKind::Places, since, holding.evidence.clone(), holding.says.clone());
            }
        }
        found.ties(facts, network, ties, circle);
        found.ventures(facts);
        let nodes = circle.nodes();
        let members = circle.members.iter().map(|member| &network.nodes()[member.node].entity.id);
        let told: BTreeSet<&EntityId> = members.chain([group]).filter_map(|who| offences.get(who)).flatten().collect();
        for offence in told {
            found.offence(facts, offence);
        }
        let center = network.place(group);
        let paid: BTreeSet<usize> =
            nodes.iter().copied().chain(center).filter_map(|node| payments.get(&node)).flatten().copied().collect();
        for place in paid {
            let tie = &network.ties()[place];
            if let Some(on) = since(facts, tie).map(day_of) {
                found.undated += usize::from(tie.validity.from.is_none());
                found.add(MeasureKind::Money, on, tie.evidence.clone(), tie.says_with_standing(facts));
            }
        }
        if let Some(since) = facts.value(group, "activeSince").and_then(|value| value.parse().ok()) {
            found.first = found.first.min(day_of(since));
        }
        found.all.retain(|happening| happening.day <= window.end);
        found
            .all
            .sort_by_cached_key(|h| (h.kind, h.day, facts.first_in_order(h.evidence.statements()), h.what.clone()));
        found
    }

    fn add(&mut self, kind: MeasureKind, day: i32, evidence: Evidence, what: String) {
        self.first = self.first.min(day);
        self.all.push(Happening { kind, day, evidence, what });
    }

    /// Ties of members to others, those to officials apart.
    fn ties(&mut self, facts: &Facts, network: &Network, ties: &TiesOf, circle: &Circle) {
        let inside = circle.nodes();
        let center = network.place(&self.id);
        let is_official = |node: usize| network.nodes()[node].roles.iter().any(|role| role.role == Role::Official);
        let mut first: BTreeMap<usize, (i32, &Tie)> = BTreeMap::new();
        for member in &circle.members {
            for tie in ties.of(network, member.node) {
                let other = if tie.source_node == member.node { tie.target_node } else { tie.source_node };
                let counts = network.joins(tie) && tie.kind != TieKind::Payment && Some(other) != center;
                let Some(on) = since(facts, tie).map(day_of).filter(|_| counts && !inside.contains(&other)) else {
                    continue;
                };
                let known = first.entry(other).or_insert((on, tie));
                if (on, &tie.id) < (known.0, &known.1.id) {
                    *known = (on, tie);
                }
            }
        }
        for (other, (on, tie)) in first {
            let kind = if is_official(other) { MeasureKind::Officials } else { MeasureKind::Ties };
            self.undated += usize::from(tie.validity.from.is_none());
            self.add(kind, on, tie.evidence.clone(), tie.says_with_standing(facts));
        }
    }

    /// Trades and places, each from the day on which it was first told.
    fn ventures(&mut self, facts: &Facts) {
        let id = self.id.clone();
        for (kind, property, what) in [
            (MeasureKind::Trades, "trades", "seen in the trade"),
            (MeasureKind::Places, "territory", "seen at"),
            (MeasureKind::Places, "territoryEntity", "seen at"),
        ] {
            let mut told: BTreeMap<String, Vec<StatementId>> = BTreeMap::new();
            for fact in facts.stating(&id, property) {
                let value = fact
                    .statement
                    .target()
                    .map_or_else(|| fact.statement.value().to_lowercase(), |target| facts.caption(&target));
                told.entry(value).or_default().push(fact.id);
            }
            for (value, statements) in told {
                let Some(evidence) = Evidence::new(statements) else { continue };
                let valid =
                    evidence.statements().iter().filter_map(|id| facts.fact(*id)?.statement.validity().from).min();
                if let Some(on) = valid.or_else(|| first_told(facts, &evidence)) {
                    self.undated += usize::from(valid.is_none());
                    self.add(kind, day_of(on), evidence, format!("{what} {value}"));
                }
            }
        }
    }

    fn offence(&mut self, facts: &Facts, offence: &EntityId) {
        let Some(evidence) = Evidence::new(facts.of(offence).map(|fact| fact.id)) else { return };
        let told = ["date", "startDate"].into_iter().find_map(|property| facts.value(offence, property)?.parse().ok());
        if let Some(on) = told.or_else(|| first_told(facts, &evidence)) {
            self.undated += usize::from(told.is_none());
            self.add(MeasureKind::Violence, day_of(on), evidence, facts.caption(offence));
        }
    }

    /// What the group itself rests on.
    pub(super) fn evidence(&self) -> Option<Evidence> {
        Evidence::new(self.own.iter().copied())
    }

    pub(super) fn members_at(&self, day: i32) -> usize {
        self.memberships.iter().filter(|(since, until)| *since <= day && day <= *until).count()
    }

    /// What falls into the window.
    pub(super) fn now<'h>(&'h self, kind: MeasureKind, window: &'h Window) -> impl Iterator<Item = &'h Happening> {
        self.all.iter().filter(move |happening| happening.kind == kind && window.has(happening.day))
    }

    pub(super) fn count(&self, kind: MeasureKind, window: &Window) -> usize {
        self.now(kind, window).count()
    }

    /// How many a time as long as the window saw before it, on average; `None` where less than half of that time is known.
    pub(super) fn before(&self, kind: MeasureKind, window: &Window) -> Option<f64> {
        let known = f64::from(window.start) - f64::from(self.first);
        // What a group is first seen with is its beginning, and no growth.
        let counted = self.all.iter().filter(|h| h.kind == kind && h.day < window.start && h.day > self.first + 365);
        let years = (known - 365.0).max(0.0);
        (years >= window.days() / 2.0).then(|| counted.count() as f64 * window.days() / years)
    }

    pub(super) fn measures(&self, peers: &Counts, window: &Window) -> Vec<Measured> {
        let measured = |kind: MeasureKind| Measured {
            kind,
            now: self.count(kind, window),
            before: self.before(kind, window),
            peers: peers.get(&kind).copied(),
        };
        MeasureKind::ALL.into_iter().map(measured).collect()
    }

    /// Year by year, ten at most, those before the group was known left out.
    pub(super) fn years(&self, window: &Window) -> Vec<YearOf> {
        let Some(last) = day::date(window.end).map(PartialDate::year) else { return Vec::new() };
        let year = |year: i16| {
            let of = PartialDate::of_year(year).ok()?;
            let days = day::interval(Validity { from: Some(of), to: Some(of) });
            let end = days.last().min(window.end);
            if end < self.first {
                return None;
            }
            let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
            for happening in self.all.iter().filter(|h| days.first() <= h.day && h.day <= end) {
                *counts.entry(happening.kind.title()).or_default() += 1;
            }
            Some(YearOf { year, members: self.members_at(end), counts })
        };
        (last.saturating_sub(9)..=last).filter_map(year).collect()
    }
}

/// From so many groups on a median says something.
const PEERS: usize = 3;

/// The median of each measure over groups of which anything is known; empty where they are fewer than three.
pub(super) fn medians<'h>(groups: impl Iterator<Item = &'h Happenings>, window: &Window) -> Counts {
    let groups: Vec<&Happenings> = groups.filter(|group| !group.all.is_empty()).collect();
    if groups.len() < PEERS {
        return Counts::new();
    }
    let median = |kind: MeasureKind| {
        let mut counts: Vec<usize> = groups.iter().map(|group| group.count(kind, window)).collect();
        counts.sort_unstable();
        let middle = counts.len() / 2;
        match (counts.get(middle), counts.len() % 2) {
            (None, _) => 0.0,
            (Some(high), 1) => *high as f64,
            (Some(high), _) => (*high + counts[middle.saturating_sub(1)]) as f64 / 2.0,
        }
    };
    MeasureKind::ALL.into_iter().map(|kind| (kind, median(kind))).collect()
}
