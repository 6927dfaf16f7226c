//! The sentences behind a line, a score or a figure.

use std::sync::Arc;

use serde_json::{Value, json};
use umbra_find::{Citation, StatementId};

use super::addresses::{Reply, json as to_json};
use super::picture::tie_json;
use super::view::entity_of;
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Statements that are shown at once.
const MOST: usize = 200;

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let ids: Vec<StatementId> = call
        .parameters
        .get("ids")
        .unwrap_or_default()
        .split(',')
        .filter(|id| !id.is_empty())
        .map(|id| id.parse().map(StatementId::from_number))
        .collect::<Result<_, _>>()
        .map_err(|_| Fault::malformed("ids: numbers with commas between are wanted"))?;
    Ok(Reply::Json(cited(&desk, &ids)?))
}

/// Where statements stand, each place once.
pub(crate) fn cited(desk: &Desk, ids: &[StatementId]) -> Result<Value, Fault> {
    let mut places: Vec<(Citation, Vec<StatementId>)> = Vec::new();
    for citation in ids.iter().take(MOST).filter_map(|id| desk.facts.cite(*id)) {
        let same = |known: &(Citation, Vec<StatementId>)| {
            known.0.source == citation.source
                && known.0.place == citation.place
                && known.0.standing == citation.standing
        };
        match places.iter_mut().find(|known| same(known)) {
            Some((_, statements)) => statements.push(citation.statement),
            None => places.push((citation.clone(), vec![citation.statement])),
        }
    }
    let places = places.iter().map(|(citation, statements)| {
        let mut place = to_json(citation)?;
        place["statements"] = to_json(statements)?;
        place["voices"] = citation.attribution.links().iter().map(|link| link.name.clone()).collect();
        place["reliability_means"] = json!(citation.reliability.meaning());
        place["credibility_means"] = json!(citation.credibility.meaning());
        Ok(place)
    });
    let places: Vec<Value> = places.collect::<Result<_, Fault>>()?;
    Ok(json!({ "places": places, "left": ids.len().saturating_sub(MOST) }))
}

pub(crate) fn tie(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let id = entity_of(&call.parameters, "id")?;
    let network = desk.full()?;
    let tie = network
        .ties()
        .iter()
        .find(|tie| tie.id == id || tie.records.contains(&id))
        .ok_or_else(|| Fault::not_found("there is no tie of this id"))?;
    let mut answer = tie_json(&desk.facts, tie);
    answer["source_entity"] = to_json(&desk.facts.entity(&tie.source))?;
    answer["target_entity"] = to_json(&desk.facts.entity(&tie.target))?;
    answer["history"] = to_json(&tie.standings)?;
    answer["words"] = to_json(&tie.words)?;
    answer["evidence"] = cited(&desk, tie.evidence.statements())?;
    Ok(Reply::Json(answer))
}
