//! What somebody is accused of, with what is told of each proceeding.

use umbra_model::EntityId;

use super::footnotes::Footnotes;
use super::{DossierAccusation, DossierFact, stated};
use crate::accusation::Accusation;
use crate::facts::longest;
use crate::{Facts, Network};

/// Properties of proceedings and accusing ties that are told beside the accusation, in this order.
const DETAILS: [&str; 21] = [
    "date",
    "startDate",
    "endDate",
    "conduct",
    "from",
    "benefit",
    "officeTitle",
    "authority",
    "authorityName",
    "charge",
    "chargeArticle",
    "caseNumber",
    "outcome",
    "sentence",
    "sentenceLength",
    "fine",
    "confiscation",
    "response",
    "counter",
    "proceedingType",
    "appealOf",
];

/// The accusations against somebody: the latest first, undated ones last.
pub(super) fn accusations(
    facts: &Facts,
    network: &Network,
    id: &EntityId,
    notes: &mut Footnotes<'_>,
) -> Vec<DossierAccusation> {
    let mut own: Vec<&Accusation> = network.accusations_against(id).collect();
    let last = |accusation: &Accusation| accusation.standings.entries().iter().filter_map(|entry| entry.date).max();
    own.sort_by(|a, b| last(b).cmp(&last(a)).then_with(|| a.id.cmp(&b.id)));
    own.into_iter().map(|accusation| of(facts, network, accusation, notes)).collect()
}

fn of(facts: &Facts, network: &Network, accusation: &Accusation, notes: &mut Footnotes<'_>) -> DossierAccusation {
    let tie = accusation.tie.map(|place| &network.ties()[place]);
    let records: Vec<&EntityId> = match tie {
        Some(tie) => tie
            .records
            .iter()
            .chain(accusation.standings.entries().iter().filter_map(|e| e.proceeding.as_ref()))
            .collect(),
        None => accusation.proceedings.iter().collect(),
    };
    let mut seen: Vec<&EntityId> = Vec::new();
    for record in records {
        if !seen.contains(&record) {
            seen.push(record);
        }
    }
    let says = match tie {
        Some(tie) => tie.says(facts),
        None => {
            let charges = accusation.proceedings.iter().flat_map(|id| facts.values(id, "charge"));
            let charge = charges.max_by_key(|charge| charge.chars().count()).map(str::to_owned);
            charge.unwrap_or_else(|| untold(facts, accusation))
        }
    };
    let mut details: Vec<DossierFact> = Vec::new();
    for property in DETAILS {
        let of_all: Vec<_> = seen.iter().flat_map(|record| facts.stating(record, property)).collect();
        if let Some(first) = of_all.first() {
            let (name, label) = (first.statement.property().name(), first.statement.property().label());
            let values = stated(facts, of_all.iter().copied(), notes);
            details.push(DossierFact { property: name, label, values, is_contradicted: false });
        }
    }
    DossierAccusation {
        id: accusation.id.clone(),
        says,
        standing: accusation.standings.shown(),
        standings: accusation.standings.clone(),
        details,
        notes: notes.number(accusation.evidence.statements()),
    }
}

/// A proceeding of which no source tells the charge, in the source's words.
fn untold(facts: &Facts, accusation: &Accusation) -> String {
    let name = facts.caption(&accusation.id);
    match longest(facts, accusation.evidence.statements()).and_then(|id| facts.fact(id)) {
        Some(fact) => format!("{name}: “{}”", fact.statement.span().quote()),
        None => name,
    }
}
