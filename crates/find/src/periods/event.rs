//! Everything of a case that can be counted by time.

use std::collections::BTreeSet;

use umbra_model::{EntityId, PartialDate, Standing, Validity};

use crate::circle::first_told;
use crate::{Evidence, Facts, Network, StatementId, TieKind, Umbrella, day};

/// A dated thing: what it is, when, and what bears it out.
pub(super) struct Event {
    pub(super) what: &'static str,
    pub(super) level: Option<String>,
    pub(super) on: i32,
    pub(super) who: EntityId,
    pub(super) statements: Vec<StatementId>,
}

fn at(date: PartialDate) -> Option<i32> {
    // A thing of a year would fall on one side by luck.
    let days = day::interval(Validity { from: Some(date), to: Some(date) });
    Some(days.first() + (days.last() - days.first()) / 2)
}

/// Everything that can be counted by time.
pub(super) fn events(facts: &Facts, network: &Network, umbrellas: &[Umbrella]) -> Vec<Event> {
    let mut events = Vec::new();
    let own = |id: &EntityId| -> Vec<StatementId> { facts.of(id).map(|fact| fact.id).collect() };
    let told = |id: &EntityId| {
        let dated = ["date", "startDate", "endDate"].into_iter().find_map(|name| facts.value(id, name)?.parse().ok());
        dated.or_else(|| first_told(facts, &Evidence::new(own(id))?)).and_then(at)
    };
    for offence in facts.profiles_of("Offence") {
        if let Some(on) = told(offence.id()) {
            let level = ["placeEntity"].into_iter().find_map(|name| level(facts, &facts.targets(offence.id(), name)));
            events.push(Event {
                what: "offences",
                level,
                on,
                who: offence.id().clone(),
                statements: own(offence.id()),
            });
        }
    }
    for proceeding in facts.profiles_of("Proceeding") {
        let id = proceeding.id();
        let stage: Option<Standing> = facts.value(id, "stage").and_then(|stage| stage.parse().ok());
        let what = match stage {
            Some(Standing::Detained) => "people detained",
            Some(Standing::Charged | Standing::Tried) => "people charged or tried",
            Some(Standing::Convicted | Standing::Final) => "people convicted",
            Some(Standing::Dropped | Standing::Acquitted | Standing::Overturned) => "people cleared",
            _ => "proceedings of other stages",
        };
        let level = level(facts, &facts.targets(id, "authority"));
        if let Some(on) = told(id) {
            for defendant in facts.targets(id, "defendant") {
                events.push(Event { what, level: level.clone(), on, who: defendant, statements: own(id) });
            }
        }
    }
    for group in facts.profiles_of("CriminalGroup") {
        let first = Evidence::new(own(group.id())).and_then(|evidence| first_told(facts, &evidence)).and_then(at);
        if let Some(on) = first {
            events.push(Event {
                what: "groups first told of",
                level: None,
                on,
                who: group.id().clone(),
                statements: own(group.id()),
            });
        }
    }
    for umbrella in umbrellas {
        for protector in umbrella.protectors.iter().filter(|protector| !protector.is_assessment) {
            let first = first_told(facts, protector.finding.evidence()).and_then(at);
            if let Some(on) = first {
                let level = protector
                    .offices
                    .iter()
                    .filter_map(|office| office.body.as_ref())
                    .find_map(|body| level(facts, std::slice::from_ref(&body.id)));
                let statements = protector.finding.evidence().statements().to_vec();
                events.push(Event {
                    what: "protectors first told of",
                    level,
                    on,
                    who: protector.person.id.clone(),
                    statements,
                });
            }
        }
    }
    for tie in network.ties().iter().filter(|tie| tie.kind == TieKind::Payment && tie.is_accusing) {
        if let Some(on) = tie.validity.from.and_then(at) {
            let statements = tie.evidence.statements().to_vec();
            events.push(Event { what: "bribes told of", level: None, on, who: tie.id.clone(), statements });
        }
    }
    for source in facts.sources() {
        if let (Some(on), Ok(who)) = (source.published.and_then(at), EntityId::new(source.id.to_string())) {
            events.push(Event { what: "sources published", level: None, on, who, statements: Vec::new() });
        }
    }
    events
}

/// Words for levels of the state, the lowest first: a "district branch of a provincial bureau" is of the district.
const LEVELS: [(&str, &[&str]); 6] = [
    ("village", &["village", "township", "parish"]),
    ("county or district", &["county", "district", "borough"]),
    ("city", &["city", "municipal", "town"]),
    ("prefecture", &["prefecture", "prefectural"]),
    ("province", &["province", "provincial", "state", "regional", "region"]),
    ("country", &["national", "federal", "ministry", "supreme", "central"]),
];

/// The level of the state that a body or place belongs to: its own, or what its name says.
fn level(facts: &Facts, bodies: &[EntityId]) -> Option<String> {
    let body = bodies.first()?;
    if let Some(told) = facts.value(body, "level") {
        return Some(told.to_owned());
    }
    let name = facts.caption(body).to_lowercase();
    let words: BTreeSet<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let found = LEVELS.iter().find(|(_, cues)| cues.iter().any(|cue| words.contains(cue)));
    found.map(|(level, _)| (*level).to_owned())
}
