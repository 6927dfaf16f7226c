//! What is served, how it is compared, and whether all is well.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::{Answer, Call, Fault, Service, is_same};
use crate::catalog::COLLECTIONS;
use crate::dataset::Dataset;
use crate::matcher::FEATURES;

/// The one algorithm.
const OWN: &str = "umbra";
/// The names of algorithms that clients of other servers ask for. All mean ours.
const ALIASES: [&str; 6] = ["logic-v2", "logic-v1", "name-based", "name-qualified", "regression-v1", "best"];

/// `/healthz` and `/readyz`: whether every index is whole. Without a workbench the server listens only then.
pub(super) fn health(service: &Service, _: &Call) -> Result<Answer, Fault> {
    service.catalog()?;
    Ok(Answer::Json(json!({ "status": "ok" })))
}

/// `/catalog`, which is also `/manifest`.
pub(super) fn catalog(service: &Service, _: &Call) -> Result<Answer, Fault> {
    let described = |dataset: &Dataset| {
        let current = dataset.current();
        json!({
            "name": dataset.name,
            "title": dataset.title,
            "summary": format!("{} entities", current.snapshot.len()),
            "load": true,
            "version": current.version,
            "index_version": current.version,
            "index_current": true,
            "entity_count": current.snapshot.len(),
            "children": current.snapshot.datasets.iter().filter(|name| **name != dataset.name).collect::<Vec<_>>(),
        })
    };
    let datasets = &service.catalog()?.datasets;
    let mut all: Vec<Value> = datasets.iter().map(described).collect();
    let names: Vec<&str> = datasets.iter().map(|dataset| dataset.name.as_str()).collect();
    let version = datasets.iter().map(|dataset| dataset.current().version).collect::<Vec<_>>().join("-");
    all.extend(COLLECTIONS.into_iter().filter(|name| !names.contains(name)).map(|name| {
        json!({
            "name": name,
            "title": "All datasets",
            "load": false,
            "version": version,
            "index_version": version,
            "index_current": true,
            "children": names,
        })
    }));
    Ok(Answer::Json(json!({ "datasets": all, "current": names, "outdated": [], "index_stale": false })))
}

/// The algorithm of a name.
pub(super) fn algorithm(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    (name == OWN || ALIASES.contains(&name.as_str())).then_some(OWN)
}

/// The parts of a score, described.
pub(super) fn features() -> Value {
    let described = FEATURES.iter().map(|(name, description)| {
        (*name, json!({ "description": description, "coefficient": 1.0, "url": "/openapi.json" }))
    });
    described.map(|(name, description)| (name.to_owned(), description)).collect::<Map<String, Value>>().into()
}

/// `/algorithms`
pub(super) fn algorithms(_: &Service, _: &Call) -> Result<Answer, Fault> {
    let described = |name: &str, description: &str| {
        let docs = json!({ "description": description, "features": features(), "config": {} });
        json!({ "name": name, "description": description, "features": features(), "docs": docs })
    };
    let own = "Names across spellings and scripts, and what else is known of both. A score is the sum of its features; \
               1 takes an identifier in common, or the same name, day of birth and country.";
    let alias = "Another name for umbra, so that clients that ask for it work unchanged. The algorithm of this name \
                 itself is not part of this server: scores differ from those that it gives.";
    let mut all = vec![described(OWN, own)];
    all.extend(ALIASES.into_iter().filter(|name| *name != "best").map(|name| described(name, alias)));
    Ok(Answer::Json(json!({ "algorithms": all, "default": OWN, "best": OWN })))
}

/// `POST /updatez`: takes in what has changed, now.
pub(super) fn update(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let token = call.parameters.get("token").unwrap_or_default();
    let is_known = service.token.as_deref().is_some_and(|known| !known.is_empty() && is_same(known, token));
    if !is_known {
        let detail = "the token is not the one that the server was started with (UMBRA_UPDATE_TOKEN)";
        return Err(Fault::new(StatusCode::FORBIDDEN, detail));
    }
    let mut updated = Vec::new();
    for dataset in &service.catalog()?.datasets {
        match dataset.update() {
            Ok(Some(taken)) => updated.push(json!({
                "dataset": taken.dataset,
                "entities": taken.entities,
                "rebuilt": taken.rebuilt,
                "changes": taken.changes,
            })),
            Ok(None) => {}
            // The old state is still served; what was to come is at fault, not the server.
            Err(error) => return Err(Fault::new(StatusCode::CONFLICT, error.to_string())),
        }
    }
    Ok(Answer::Json(json!({ "status": "ok", "updated": updated })))
}
