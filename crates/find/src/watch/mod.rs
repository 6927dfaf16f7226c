//! Groups over time: which are small now and growing, and what became of those before.

mod event;
mod measure;
mod rank;

use serde::Serialize;
use umbra_model::{EntityId, PartialDate};

pub use event::{Change, GroupChange};
pub use measure::{MeasureKind, Measured, YearOf};

use crate::circle::{Circle, TiesOf};
use crate::{Citation, EntityRef, Facts, FindError, Finding, FindingKind, Network};
use measure::Happenings;

/// What to watch, and how.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WatchOptions {
    /// What happened after this day does not count; the last day that the case knows when `None`.
    pub as_of: Option<PartialDate>,
    /// How long back "now" reaches, in months; 1 at least.
    pub months: u32,
    /// Groups with fewer members are small and are ranked.
    pub small: usize,
    /// Where chance begins, for the intervals.
    pub seed: u64,
}

impl Default for WatchOptions {
    /// Up to the last day known, two years back, small below ten members.
    fn default() -> Self {
        Self { as_of: None, months: 24, small: 10, seed: 1 }
    }
}

/// Something to look at next, with where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Look {
    /// What, and what to ask of it.
    pub what: String,
    /// Where it stands.
    pub citation: Citation,
}

/// A group over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Watched {
    /// The group. Groups are watched; nobody in them gets a score.
    pub group: EntityRef,
    /// Known members at the end.
    pub members: usize,
    /// Whether it is small, and so ranked.
    pub is_small: bool,
    /// Place among the small groups by early warning, from 1; `None` for a large one, and for one of which nothing dated is
    /// told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// The best and the worst place that it takes in nine of ten draws in which a fifth of what is known were unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank_interval: Option<(usize, usize)>,
    /// What was counted.
    pub measures: Vec<Measured>,
    /// Year by year.
    pub years: Vec<YearOf>,
    /// What to look at next.
    pub next: Vec<Look>,
    /// The assessment: the early-warning score with its parts.
    #[serde(flatten)]
    pub finding: Finding,
}

/// All groups over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Watch {
    /// The day up to which things count.
    pub as_of: PartialDate,
    /// The first day of "now".
    pub since: PartialDate,
    /// What was asked.
    pub options: WatchOptions,
    /// Ranked groups by rank, then the others by members, then by id.
    pub groups: Vec<Watched>,
    /// What became of the communities around groups, from year to year.
    pub changes: Vec<GroupChange>,
}

/// What the reader has to know of every rank.
const CAUTION: &str =
    "counts what sources tell: where more is written, more is seen. It says what to look at, not what will happen";

/// Watches the groups of a case over time.
///
/// For each group, what is told to have happened of late is set beside its own past and beside what the median of the
/// other small groups shows in the same time: new members, new ties, trades, places, violence, payments, ties to
/// officials. What bears no date counts from the day on which a source first told of it. Only small groups are ranked;
/// nobody in them is. `None` when nothing in the case bears a date.
///
/// # Errors
/// [`FindError::Graph`] when the network can't be divided into communities.
pub fn watch(facts: &Facts, network: &Network, options: &WatchOptions) -> Result<Option<Watch>, FindError> {
    let Some(as_of) = options.as_of.or_else(|| last_day(facts)) else { return Ok(None) };
    let window = measure::Window::back(as_of, options.months.max(1));
    let ties = TiesOf::new(network);
    let (offences, payments) = (measure::offences(facts), measure::payments(network));
    let groups: Vec<Happenings> = facts
        .profiles_of("CriminalGroup")
        .map(|profile| {
            let circle = Circle::of(facts, network, &ties, profile.id());
            Happenings::of(facts, network, &ties, &offences, &payments, profile.id(), &circle, &window)
        })
        .collect();
    let is_small = |group: &Happenings| group.members_at(window.end) < options.small;
    let peers = measure::medians(groups.iter().filter(|group| is_small(group)), &window);
    let mut watched: Vec<Watched> = Vec::new();
    for group in &groups {
        let measures = group.measures(&peers, &window);
        let parts = rank::parts(group, &measures, &window);
        let Some(evidence) = group.evidence() else { continue };
        let subjects: Vec<EntityId> = vec![group.id.clone()];
        let mut finding = Finding::new(FindingKind::Growth, subjects, &evidence, parts).with_caveat(CAUTION);
        if group.undated > 0 {
            let count = group.undated;
            finding = finding.with_caveat(format!(
                "{count} of what was counted {} from the day on which it was first told, for want of a date of its own",
                if count == 1 { "counts" } else { "count" }
            ));
        }
        let is_ranked = is_small(group) && !group.all.is_empty();
        if is_small(group) && !is_ranked {
            finding = finding.with_caveat("nothing that bears a date is told of it, so there is nothing to rank it by");
        }
        watched.push(Watched {
            group: facts.entity(&group.id),
            members: group.members_at(window.end),
            is_small: is_small(group),
            rank: is_ranked.then_some(0),
            rank_interval: None,
            years: group.years(&window),
            next: rank::next(facts, group, &measures, &window),
            measures,
            finding,
        });
    }
    watched.sort_by(|a, b| {
        let by_score = || b.finding.score().total_cmp(&a.finding.score());
        let by_size = || b.members.cmp(&a.members);
        let order = if a.rank.is_some() && b.rank.is_some() { by_score() } else { by_size() };
        b.rank.is_some().cmp(&a.rank.is_some()).then(order).then_with(|| a.group.id.cmp(&b.group.id))
    });
    let ranked = watched.iter().take_while(|group| group.rank.is_some()).count();
    let by_id: std::collections::BTreeMap<&EntityId, &Happenings> =
        groups.iter().map(|group| (&group.id, group)).collect();
    let small: Vec<&Happenings> = watched[..ranked].iter().filter_map(|w| by_id.get(&w.group.id).copied()).collect();
    let intervals = rank::intervals(&small, &window, options.seed);
    for (place, (group, interval)) in watched.iter_mut().zip(intervals).enumerate() {
        (group.rank, group.rank_interval) = (Some(place + 1), Some(interval));
    }
    let changes = event::changes(facts, network, window.end)?;
    Ok(Some(Watch { as_of, since: window.since(), options: *options, groups: watched, changes }))
}

/// The last day that bears on a tie or a source, not counting ends that lie ahead.
fn last_day(facts: &Facts) -> Option<PartialDate> {
    let published = facts.sources().filter_map(|source| source.published).max_by_key(|date| date.latest());
    let told = || {
        let dated = facts.facts().iter().filter(|fact| fact.statement.property().name() == "date");
        dated.filter_map(|fact| fact.statement.value().parse::<PartialDate>().ok()).max_by_key(|date| date.latest())
    };
    published.or_else(told)
}

#[cfg(test)]
mod tests;
