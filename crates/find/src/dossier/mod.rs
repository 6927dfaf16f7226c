//! All that is known of one entity, and how.

mod accused;
mod entry;
mod footnotes;
mod redact;
mod sayings;
mod timeline;
mod veil;
mod venue;

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, PropertyType};

pub use entry::{DossierAccusation, DossierFact, DossierTie, Footnote, Moment, Namesake, Noted, Saying, Stated};
pub use footnotes::Footnotes;
pub use redact::Withheld;

use crate::{EntityRef, Evidence, Fact, Facts, FindError, Merge, Network, Office, RoleInCase, View, offices};

/// All that is known of one entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dossier {
    /// Who or what.
    pub entity: EntityRef,
    /// The records that were judged to be one.
    pub records: Vec<EntityId>,
    /// Why they were judged so.
    pub merges: Vec<Merge>,
    /// Other names.
    pub names: Vec<Stated>,
    /// What part it plays in the case.
    pub roles: Vec<RoleInCase>,
    /// What sources say, by property.
    pub facts: Vec<DossierFact>,
    /// Public offices, past and present.
    pub offices: Vec<Office>,
    /// Proceedings and accusations.
    pub accusations: Vec<DossierAccusation>,
    /// Ties, by kind.
    pub ties: Vec<DossierTie>,
    /// What it said.
    pub said: Vec<Saying>,
    /// What was said about it.
    pub said_about: Vec<Saying>,
    /// Dated things, in order.
    pub timeline: Vec<Moment>,
    /// Those with a like name.
    pub not_the_same: Vec<Namesake>,
    /// What the reader has to know before relying on it.
    pub caveats: Vec<String>,
    /// The footnotes.
    pub footnotes: Vec<Footnote>,
    /// What people noted on it: no source and no part of the above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub noted: Vec<Noted>,
}

/// Properties of which one thing has only one value.
const SINGLE: [&str; 5] = ["birthDate", "deathDate", "gender", "incorporationDate", "dissolutionDate"];

impl Dossier {
    /// Gathers everything on an entity, from the whole network of the case.
    ///
    /// # Errors
    /// [`FindError::UnknownEntity`] when no statement is about it; [`FindError::Graph`] when the network is larger than a
    /// graph can number.
    pub fn of(facts: &Facts, id: &EntityId) -> Result<Self, FindError> {
        Self::within(facts, &Network::of(facts, &View { with_assessments: true, ..View::default() })?, id)
    }

    /// Gathers everything on an entity, its ties as far as a network shows them.
    ///
    /// # Errors
    /// [`FindError::UnknownEntity`] when no statement is about it.
    pub fn within(facts: &Facts, network: &Network, id: &EntityId) -> Result<Self, FindError> {
        let profile = facts.profile(id).ok_or_else(|| FindError::UnknownEntity(id.to_string()))?;
        let id = profile.id();
        let mut notes = Footnotes::new(facts);
        let entity = facts.entity(id);
        let names = names(facts, id, &entity.caption, &mut notes);
        let about = properties(facts, id, &mut notes);
        let offices = offices(facts, id);
        for office in &offices {
            notes.number(office.evidence.statements());
        }
        let accusations = accused::accusations(facts, network, id, &mut notes);
        let ties = ties(facts, network, id, &mut notes);
        let said = sayings::said(facts, id, &mut notes);
        let said_about = sayings::said_about(facts, network, id, &mut notes);
        let timeline = timeline::timeline(facts, network, id, &offices, &accusations, &mut notes);
        Ok(Self {
            records: profile.ids().to_vec(),
            merges: facts.merges_of(id).into_iter().cloned().collect(),
            roles: network.node(id).map(|node| node.roles.clone()).unwrap_or_default(),
            caveats: caveats(facts, id, &accusations, &about),
            not_the_same: namesakes(facts, id),
            entity,
            names,
            facts: about,
            offices,
            accusations,
            ties,
            said,
            said_about,
            timeline,
            footnotes: notes.finish(),
            noted: Vec::new(),
        })
    }

    /// The same with what people noted on the entity.
    #[must_use]
    pub fn with_notes(mut self, notes: Vec<Noted>) -> Self {
        self.noted = notes;
        self
    }

    /// The numbers of the footnotes that bear something out.
    pub fn notes_of(&self, evidence: &Evidence) -> Vec<usize> {
        let bears = |note: &&Footnote| note.statements.iter().any(|id| evidence.statements().contains(id));
        self.footnotes.iter().filter(bears).map(|note| note.number).collect()
    }
}

/// The values of statements with their footnotes, the most stated first.
fn stated<'f>(facts: &Facts, of: impl Iterator<Item = &'f Fact>, notes: &mut Footnotes<'_>) -> Vec<Stated> {
    let mut by_value: BTreeMap<String, Vec<&Fact>> = BTreeMap::new();
    for fact in of {
        let value = match fact.statement.target() {
            Some(target) => facts.canonical(&target).to_string(),
            None => fact.statement.value().to_owned(),
        };
        by_value.entry(value).or_default().push(fact);
    }
    let mut all: Vec<(String, Vec<&Fact>)> = by_value.into_iter().collect();
    all.sort_by_key(|(value, because)| (std::cmp::Reverse(because.len()), value.clone()));
    let stated = |(value, because): (String, Vec<&Fact>)| {
        let entity = because[0].statement.target().map(|target| facts.entity(&target));
        let ids: Vec<_> = because.iter().map(|fact| fact.id).collect();
        Stated {
            value: entity.as_ref().map_or(value, |entity| entity.caption.clone()),
            entity,
            notes: notes.number(&ids),
        }
    };
    all.into_iter().map(stated).collect()
}

/// Names beside the one that it is called by.
fn names(facts: &Facts, id: &EntityId, caption: &str, notes: &mut Footnotes<'_>) -> Vec<Stated> {
    let is_name = |fact: &&Fact| {
        let property = fact.statement.property();
        property.kind() == PropertyType::Name && !property.is_hidden() && fact.statement.value() != caption
    };
    stated(facts, facts.of(id).filter(is_name), notes)
}

/// What sources say, by property: those that the schema features first, then by label.
fn properties(facts: &Facts, id: &EntityId, notes: &mut Footnotes<'_>) -> Vec<DossierFact> {
    let Some(profile) = facts.profile(id) else { return Vec::new() };
    let mut properties: Vec<_> = facts.of(id).map(|fact| fact.statement.property()).collect();
    properties.sort_by_key(|property| {
        let place = profile.schema().featured().iter().position(|name| *name == property.name());
        (place.is_none(), place, property.label(), property.name())
    });
    properties.dedup();
    let is_shown = |kind: PropertyType| kind != PropertyType::Name;
    properties.retain(|property| !property.is_hidden() && is_shown(property.kind()));
    let fact = |property: umbra_model::PropertyRef| {
        let values = stated(facts, facts.stating(id, property.name()), notes);
        DossierFact {
            property: property.name(),
            label: property.label(),
            is_contradicted: SINGLE.contains(&property.name()) && exclude_each_other(&values),
            values,
        }
    };
    properties.into_iter().map(fact).collect()
}

/// Whether two of the values can't both hold; a vague date and an exact one in it can.
fn exclude_each_other(values: &[Stated]) -> bool {
    let date = |stated: &Stated| stated.value.parse::<PartialDate>().ok();
    values.iter().enumerate().any(|(at, one)| {
        values[at + 1..].iter().any(|other| match (date(one), date(other)) {
            (Some(one), Some(other)) => !one.may_equal(other),
            _ => one.value != other.value,
        })
    })
}

fn ties(facts: &Facts, network: &Network, id: &EntityId, notes: &mut Footnotes<'_>) -> Vec<DossierTie> {
    let own = network.ties_of(id);
    let mut ties: Vec<DossierTie> = own
        .map(|tie| DossierTie {
            kind: tie.kind,
            other: facts.entity(tie.other(id)),
            says: tie.says(facts),
            standing: tie.standing(),
            validity: tie.validity,
            notes: notes.number(tie.evidence.statements()),
        })
        .collect();
    ties.sort_by(|a, b| {
        (a.kind, &a.other.caption, a.validity, &a.says).cmp(&(b.kind, &b.other.caption, b.validity, &b.says))
    });
    ties
}

/// Others who are called the same and are not the same record, and those that were judged to be others.
fn namesakes(facts: &Facts, id: &EntityId) -> Vec<Namesake> {
    let like = facts.unjudged_namesakes(id).into_iter().map(|other| (other, false));
    let judged = facts.judged_different(id).into_iter().map(|other| (other, true));
    let mut all: Vec<(EntityId, bool)> = judged.chain(like).collect();
    all.sort();
    all.into_iter()
        .map(|(id, is_judged_different)| Namesake { entity: facts.entity(&id), is_judged_different })
        .collect()
}

fn caveats(facts: &Facts, id: &EntityId, accusations: &[DossierAccusation], about: &[DossierFact]) -> Vec<String> {
    let mut caveats: Vec<String> = Vec::new();
    let mut add = |caveat: String| {
        if !caveats.contains(&caveat) {
            caveats.push(caveat);
        }
    };
    for accusation in accusations {
        if let Some(words) = accusation.standings.in_force().and_then(crate::history::caution) {
            add(format!("{}: {words}", accusation.says));
        }
        if let Some(doubt) = accusation.standings.doubt() {
            add(format!("{}: {doubt}", accusation.says));
        }
        if accusation.standings.entries().iter().any(|entry| entry.is_matched) {
            add(format!(
                "{}: that the decision answers it was worked out from the accused and the charge",
                accusation.says
            ));
        }
    }
    for fact in about.iter().filter(|fact| fact.is_contradicted) {
        let values: Vec<&str> = fact.values.iter().map(|stated| stated.value.as_str()).collect();
        add(format!("sources contradict each other on {}: {}", fact.label.to_lowercase(), values.join(", ")));
    }
    if facts.value(id, "unnamed").is_some_and(|value| value == "yes") {
        add("no source names the group: it may or may not be one that is named elsewhere".to_owned());
    }
    caveats
}

#[cfg(test)]
mod tests;
