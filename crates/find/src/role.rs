//! What part somebody plays in the case, as far as sources say.

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_model::{EntityId, Standing};

use crate::accusation::Accusation;
use crate::{Evidence, Facts, Tie, TieKind, offices};

/// A part that somebody plays in the case. Several may hold at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A court found an accusation proven.
    Convicted,
    /// Charged or on trial.
    Accused,
    /// An authority looks into it, or detained them.
    Suspect,
    /// A source accuses them; no authority does.
    Named,
    /// Acquitted, or the proceedings were dropped, or a conviction was set aside.
    Cleared,
    /// Holds or held a public office.
    Official,
    /// Suffered an offence.
    Victim,
    /// Testified or is called a witness.
    Witness,
    /// Tied to somebody whom an authority or a court accuses, and not accused themselves.
    Contact,
}

impl Role {
    /// The role's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Convicted => "convicted",
            Self::Accused => "accused",
            Self::Suspect => "suspect",
            Self::Named => "named",
            Self::Cleared => "cleared",
            Self::Official => "official",
            Self::Victim => "victim",
            Self::Witness => "witness",
            Self::Contact => "contact",
        }
    }

    /// Whether accusations give it: which of them are looked at depends on the view. Offices, victims and witnesses do not.
    pub(crate) fn is_by_accusation(self) -> bool {
        !matches!(self, Self::Official | Self::Victim | Self::Witness)
    }

    /// The role that an accusation in force at this rung gives its subject.
    pub(crate) fn of_accused(in_force: Standing) -> Self {
        match in_force {
            Standing::Convicted | Standing::Final => Self::Convicted,
            Standing::Charged | Standing::Tried => Self::Accused,
            Standing::Investigated | Standing::Detained => Self::Suspect,
            Standing::Reported | Standing::Alleged => Self::Named,
            Standing::Denied | Standing::Dropped | Standing::Acquitted | Standing::Overturned => Self::Cleared,
        }
    }
}

/// A role with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleInCase {
    /// The role.
    pub role: Role,
    /// What it rests on.
    pub evidence: Evidence,
}

/// What part everybody plays, by entity; those who play none are left out.
///
/// Roles come from statements alone: an accusation in force gives the role of its standing, one that was decided
/// against gives [`Role::Cleared`] and nothing else. Several accusations may give several roles.
pub(crate) fn roles(facts: &Facts, ties: &[Tie], accusations: &[Accusation]) -> BTreeMap<EntityId, Vec<RoleInCase>> {
    let mut found = Found::default();
    by_accusations(facts, ties, accusations, &mut found);
    by_records(facts, &mut found);
    found.listed()
}

/// Only those parts that accusations give.
pub(crate) fn roles_by_accusations(
    facts: &Facts,
    ties: &[Tie],
    accusations: &[Accusation],
) -> BTreeMap<EntityId, Vec<RoleInCase>> {
    let mut found = Found::default();
    by_accusations(facts, ties, accusations, &mut found);
    found.listed()
}

/// What was found so far.
#[derive(Default)]
struct Found(BTreeMap<EntityId, BTreeMap<Role, Evidence>>);

impl Found {
    fn add(&mut self, id: &EntityId, role: Role, evidence: &Evidence) {
        let roles = self.0.entry(id.clone()).or_default();
        let all = roles.get(&role).map_or_else(|| evidence.clone(), |known| known.and(evidence));
        roles.insert(role, all);
    }

    fn listed(self) -> BTreeMap<EntityId, Vec<RoleInCase>> {
        let listed = |roles: BTreeMap<Role, Evidence>| {
            roles.into_iter().map(|(role, evidence)| RoleInCase { role, evidence }).collect()
        };
        self.0.into_iter().map(|(id, roles)| (id, listed(roles))).collect()
    }
}

fn by_accusations(facts: &Facts, ties: &[Tie], accusations: &[Accusation], found: &mut Found) {
    for accusation in accusations {
        let standings = &accusation.standings;
        if let Some(standing) = standings.in_force() {
            found.add(&accusation.accused, Role::of_accused(standing), &accusation.evidence);
        } else if standings.cleared().is_some() {
            found.add(&accusation.accused, Role::Cleared, &accusation.evidence);
        }
    }
    let mut pursued: BTreeMap<&EntityId, bool> = BTreeMap::new();
    for accusation in accusations {
        let is_pursued = accusation.standings.in_force().is_some_and(|s| s.reaches(Standing::Investigated));
        *pursued.entry(&accusation.accused).or_default() |= is_pursued;
    }
    for tie in ties {
        let joins = matches!(tie.kind, TieKind::Family | TieKind::Associate | TieKind::Link | TieKind::Representation);
        for (one, other) in [(&tie.source, &tie.target), (&tie.target, &tie.source)] {
            let is_person = |id: &EntityId| facts.profile(id).is_some_and(|profile| profile.schema().is_a("Person"));
            let is_contact = !pursued.contains_key(one) && pursued.get(other) == Some(&true);
            if joins && is_contact && is_person(one) && is_person(other) {
                found.add(one, Role::Contact, &tie.evidence);
            }
        }
    }
}

/// What records tell, whatever the view.
fn by_records(facts: &Facts, found: &mut Found) {
    for profile in facts.profiles_of("Person") {
        for office in offices(facts, profile.id()) {
            found.add(profile.id(), Role::Official, &office.evidence);
        }
    }
    for profile in facts.profiles_of("Event") {
        let told = |property: &str| facts.values(profile.id(), property).iter().any(|words| is_testimony(words));
        let is_witnessed = ["name", "summary", "keywords"].into_iter().any(told);
        for fact in facts.of(profile.id()) {
            let role = match fact.statement.property().name() {
                "victim" => Role::Victim,
                "involved" if is_witnessed => Role::Witness,
                _ => continue,
            };
            if let (Some(target), Some(evidence)) = (fact.statement.target(), Evidence::new([fact.id])) {
                found.add(facts.canonical(&target), role, &evidence);
            }
        }
    }
}

fn is_testimony(words: &str) -> bool {
    let words = words.to_lowercase();
    ["witness", "testif", "testimony", "证人", "作证"].iter().any(|cue| words.contains(cue))
}
