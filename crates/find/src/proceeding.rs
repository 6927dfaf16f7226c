//! What authorities did about accusations, as the statements on proceedings tell.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{EntityId, PartialDate, Standing};

use crate::history::{DatedBy, StandingEntry, is_clearing};
use crate::{Fact, Facts, Profile, StatementId, vocabulary};

/// Properties that can tell when a court decided, the best first.
const DECIDED: [&str; 3] = ["endDate", "date", "startDate"];
/// Properties that can tell when an authority took a step, the best first.
const BEGAN: [&str; 3] = ["date", "startDate", "endDate"];
/// Properties whose words tell what the accusation is.
const CHARGE: [&str; 4] = ["charge", "name", "summary", "outcome"];

/// Kinds of proceeding whose outcome is no criminal conviction, whatever word the source has for it.
const NOT_CRIMINAL: [&str; 3] = ["disciplinary", "administrative", "civil"];

/// One proceeding.
#[derive(Debug)]
pub(crate) struct Proceeding {
    pub(crate) id: EntityId,
    pub(crate) defendants: Vec<EntityId>,
    /// The ties and things that it names.
    pub(crate) concerns: Vec<EntityId>,
    /// Whether a source tells what the charge is.
    pub(crate) is_charge_told: bool,
    /// The conduct that it is about, as far as its words are known.
    pub(crate) conducts: BTreeSet<&'static str>,
    pub(crate) entries: Vec<StandingEntry>,
    /// Every statement of it.
    pub(crate) statements: Vec<StatementId>,
}

impl Proceeding {
    /// The entries that clear the defendant, marked as matched to a tie that the proceeding does not name.
    pub(crate) fn clearing(&self) -> impl Iterator<Item = StandingEntry> {
        let clearing = self.entries.iter().filter(|entry| is_clearing(entry.standing));
        clearing.map(|entry| StandingEntry { is_matched: true, ..entry.clone() })
    }

    fn of(facts: &Facts, profile: &Profile) -> Self {
        let id = profile.id();
        let mut conducts = BTreeSet::new();
        for property in CHARGE {
            for value in facts.values(id, property) {
                conducts.extend(vocabulary::conducts().classes(value));
            }
        }
        Self {
            id: id.clone(),
            defendants: facts.targets(id, "defendant"),
            concerns: facts.targets(id, "concerns"),
            is_charge_told: ["charge", "offence"].iter().any(|property| facts.value(id, property).is_some()),
            conducts,
            entries: entries(facts, id),
            statements: facts.of(id).map(|fact| fact.id).collect(),
        }
    }
}

/// All proceedings of a case, by id.
pub(crate) fn proceedings(facts: &Facts) -> Vec<Proceeding> {
    facts.profiles_of("Proceeding").map(|profile| Proceeding::of(facts, profile)).collect()
}

/// The standing that a statement on a proceeding gives: its own, or what the stage says.
fn standing(fact: &Fact, is_criminal: bool) -> Option<Standing> {
    let stage = || match fact.statement.property().name() {
        "stage" => fact.statement.value().parse().ok(),
        _ => None,
    };
    let standing: Standing = fact.statement.standing().or_else(stage)?;
    let is_found = standing.reaches(Standing::Charged);
    Some(if is_found && !is_criminal { Standing::Investigated } else { standing })
}

fn entries(facts: &Facts, id: &EntityId) -> Vec<StandingEntry> {
    let mut statements: BTreeMap<&'static str, (Standing, Vec<&Fact>)> = BTreeMap::new();
    let is_criminal = !facts.values(id, "proceedingType").iter().any(|kind| NOT_CRIMINAL.contains(kind));
    for fact in facts.of(id) {
        if let Some(standing) = standing(fact, is_criminal) {
            statements.entry(standing.name()).or_insert((standing, Vec::new())).1.push(fact);
        }
    }
    let is_only = statements.len() == 1;
    let entry = |(standing, because): (Standing, Vec<&Fact>)| {
        let own = own_date(facts, id, standing, is_only, &because);
        let published = because.iter().filter_map(|fact| published(facts, fact)).min();
        let (date, dated_by) = match (own, published) {
            (Some(date), _) => (Some(date), DatedBy::Proceeding),
            (None, Some(date)) => (Some(date), DatedBy::Publication),
            (None, None) => (None, DatedBy::Nothing),
        };
        let statements = because.iter().map(|fact| fact.id).collect();
        StandingEntry { standing, date, dated_by, proceeding: Some(id.clone()), is_matched: false, statements }
    };
    statements.into_values().map(entry).collect()
}

/// The proceeding's own date for a standing. Where it went through several stages, only dates that are stated with
/// that standing count.
fn own_date(facts: &Facts, id: &EntityId, standing: Standing, is_only: bool, because: &[&Fact]) -> Option<PartialDate> {
    let properties = if standing.is_by_court() || standing == Standing::Dropped { DECIDED } else { BEGAN };
    let stated = properties.iter().find_map(|property| {
        let counts = |fact: &&Fact| is_only || fact.statement.standing() == Some(standing);
        facts.stating(id, property).filter(counts).filter_map(|fact| fact.statement.value().parse().ok()).max()
    });
    let valid = || {
        let periods = because.iter().map(|fact| fact.statement.validity());
        periods.filter_map(|period| period.to.or(period.from)).max()
    };
    stated.or_else(valid)
}

/// The day on which a statement's source appeared.
pub(crate) fn published(facts: &Facts, fact: &Fact) -> Option<PartialDate> {
    facts.source(fact.statement.span().source()).and_then(|source| source.published)
}
