//! `POST /match/{dataset}`: query by example.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};
use umbra_model::Entity;

use super::query::{entity, schema, schemata};
use super::system::{algorithm, features};
use super::{Answer, Call, Fault, Parameters, Service};
use crate::answer;
use crate::catalog::Scope;
use crate::index::{Filter, moment};
use crate::limits::{MATCHES, MOST_EXCLUDED, MOST_MATCHES, MOST_QUERIES, THRESHOLD};
use crate::matching::{Manner, Scored, matches};

/// What holds for all queries of a request.
struct Asked {
    manner: Manner,
    threshold: f64,
}

pub(super) fn answer(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let mut scope = scope(service, call.part(1))?;
    let body = body(&call.body)?;
    let asked = Asked::of(&call.parameters, &body)?;
    scope.narrow(&call.parameters.all("include_dataset")?, &call.parameters.all("exclude_dataset")?);
    let queries = body.get("queries").and_then(Value::as_object);
    let queries = queries.ok_or_else(|| Fault::malformed("the body has no object \"queries\""))?;
    if queries.len() > MOST_QUERIES {
        return Err(Fault::bad_request(format!("more than {MOST_QUERIES} queries in one batch")));
    }
    let mut responses = Map::new();
    for (name, query) in queries.iter().filter(|(_, query)| !query.is_null()) {
        responses.insert(name.clone(), one(&scope, query, &asked)?);
    }
    if responses.is_empty() {
        return Err(Fault::bad_request("the object \"queries\" holds no query"));
    }
    let size = responses.len();
    Ok(Answer::Batch(json!({ "responses": responses, "matcher": features(), "limit": asked.manner.limit }), size))
}

/// The datasets that a name stands for.
pub(super) fn scope(service: &Service, name: &str) -> Result<Scope, Fault> {
    let short: String = name.chars().take(80).collect();
    let missing = || Fault::not_found(format!("there is no dataset {short:?}: /catalog lists all there are"));
    service.catalog()?.scope(name).ok_or_else(missing)
}

fn body(body: &[u8]) -> Result<Map<String, Value>, Fault> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Fault::malformed("the body is no JSON object")),
        Err(error) => Err(Fault::malformed(format!("the body is no JSON: {error}"))),
    }
}

/// Checks the name of an algorithm, if one is given. There is but one, under several names.
pub(super) fn check_algorithm(parameters: &Parameters) -> Result<(), Fault> {
    let Some(name) = parameters.get("algorithm") else { return Ok(()) };
    let short: String = name.chars().take(80).collect();
    let missing = || Fault::bad_request(format!("there is no algorithm {short:?}: /algorithms lists all there are"));
    algorithm(name).map(|_| ()).ok_or_else(missing)
}

/// The moment of a parameter.
pub(super) fn changed_since(parameters: &Parameters) -> Result<Option<u64>, Fault> {
    let Some(text) = parameters.get("changed_since").filter(|text| !text.is_empty()) else { return Ok(None) };
    let malformed = || Fault::malformed("changed_since is no date, such as 2026-11-26 or 2026-11-26T21:00:00");
    let is_date = text.len() >= 10 && text.is_ascii() && text.as_bytes()[4] == b'-';
    moment(text).filter(|_| is_date).map(Some).ok_or_else(malformed)
}

impl Asked {
    fn of(parameters: &Parameters, body: &Map<String, Value>) -> Result<Self, Fault> {
        check_algorithm(parameters)?;
        let limit = parameters.number("limit", MATCHES, MOST_MATCHES)?;
        let threshold = parameters.score("threshold", THRESHOLD)?;
        let cutoff = parameters.score("cutoff", THRESHOLD)?.min(threshold);
        let excluded: HashSet<String> = parameters.all("exclude_entity_ids")?.into_iter().collect();
        if excluded.len() > MOST_EXCLUDED {
            return Err(Fault::malformed(format!("exclude_entity_ids is given more than {MOST_EXCLUDED} times")));
        }
        let topics = parameters.all("topics")?;
        let values = if topics.is_empty() { Vec::new() } else { vec![("topics".to_owned(), topics)] };
        let filter = Filter {
            values,
            without_schemata: parameters.all("exclude_schema")?,
            changed_since: changed_since(parameters)?,
            ..Filter::default()
        };
        Ok(Self { manner: Manner { limit, cutoff, filter, excluded, weights: weights(body)? }, threshold })
    }
}

/// What the request wants the parts of the score to be multiplied by. Names of parts that other algorithms have are passed over.
fn weights(body: &Map<String, Value>) -> Result<BTreeMap<String, f64>, Fault> {
    let Some(weights) = body.get("weights").filter(|weights| !weights.is_null()) else { return Ok(BTreeMap::new()) };
    let malformed = || Fault::malformed("\"weights\" is no object of numbers from 0 to 10");
    let weights = weights.as_object().ok_or_else(malformed)?;
    let number = |value: &Value| value.as_f64().filter(|weight| (0.0..=10.0).contains(weight)).ok_or_else(malformed);
    weights.iter().map(|(name, value)| Ok((name.clone(), number(value)?))).collect()
}

fn one(scope: &Scope, query: &Value, asked: &Asked) -> Result<Value, Fault> {
    let query = query.as_object().ok_or_else(|| Fault::malformed("a query is no object"))?;
    let name = query.get("schema").and_then(Value::as_str);
    let schema = schema(name.ok_or_else(|| Fault::malformed("a query names no \"schema\", such as Person"))?)?;
    let properties = match query.get("properties") {
        Some(Value::Object(properties)) => properties.iter().map(|(name, value)| (name.as_str(), value)),
        _ => return Err(Fault::malformed("a query has no object \"properties\"")),
    };
    let example = entity(schema, properties)?;
    let mut manner = asked.manner.clone();
    manner.filter.schemata = schemata(schema);
    let found = matches(scope, &example, &manner)?;
    let total = found.iter().filter(|scored| scored.compared.score >= asked.threshold).count();
    let results: Vec<Value> = found.iter().map(|scored| result(scored, asked.threshold)).collect();
    Ok(json!({
        "status": 200,
        "results": results,
        "total": { "value": total, "relation": "eq" },
        "query": echo(&example, query.get("id")),
    }))
}

/// The query as it was understood.
fn echo(example: &Entity, id: Option<&Value>) -> Value {
    let properties: Map<String, Value> =
        example.properties().map(|(property, values)| (property.name().to_owned(), values.into())).collect();
    let id = id.filter(|id| id.is_string()).cloned().unwrap_or_default();
    json!({ "id": id, "schema": example.schema().name(), "properties": properties })
}

fn result(scored: &Scored<'_>, threshold: f64) -> Value {
    let mut object = answer::entity(&scored.entity, scored.dataset);
    let features = &scored.compared.features;
    let scores: BTreeMap<&str, f64> = features.iter().map(|(name, feature)| (*name, feature.score)).collect();
    object.insert("score".to_owned(), scored.compared.score.into());
    object.insert("match".to_owned(), (scored.compared.score >= threshold).into());
    object.insert("features".to_owned(), json!(scores));
    object.insert("explanations".to_owned(), json!(features));
    object.into()
}
