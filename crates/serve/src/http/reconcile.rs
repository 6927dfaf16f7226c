//! `/reconcile/{dataset}`: the Reconciliation API 0.2, which OpenRefine speaks.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};
use umbra_model::{Entity, Property, PropertyRef, PropertyType, Schema, SchemaRef};

use super::matching::{changed_since, check_algorithm, scope};
use super::query::{entity, schema, schemata};
use super::{Answer, Call, Fault, Parameters, Service};
use crate::catalog::Scope;
use crate::index::{Filter, Sort, Words};
use crate::limits::{LONGEST_SEARCH, MATCHES, MOST_MATCHES, MOST_ON_PAGE, MOST_QUERIES, ON_PAGE, THRESHOLD};
use crate::matching::{Manner, matches};

/// Where the ids and schemata come from.
const SPACE: &str = "https://www.opensanctions.org/reference/#schema";
/// Types and properties that a suggestion lists at most.
const MOST_SUGGESTED: usize = 20;
/// Queries that a client should send at once.
const BATCH: usize = 10;

/// `GET`: the manifest, or the answers to the queries in the address.
pub(super) fn answer(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let scope = scope(service, call.part(1))?;
    asked(service, &scope, &call.parameters, call)?.map_or_else(|| Ok(Answer::Json(manifest(&scope, call))), Ok)
}

/// `POST`: the answers to the queries in a form.
pub(super) fn answer_form(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let scope = scope(service, call.part(1))?;
    let form = std::str::from_utf8(&call.body).map_err(|_| Fault::malformed("the form is no UTF-8"))?;
    let form = Parameters::parse(form);
    let missing = || Fault::malformed("the form has neither \"queries\" nor \"extend\"");
    asked(service, &scope, &form, call)?.ok_or_else(missing)
}

fn asked(service: &Service, scope: &Scope, form: &Parameters, call: &Call) -> Result<Option<Answer>, Fault> {
    let text = |name| form.get(name).filter(|text| !text.trim().is_empty());
    if let Some(extend) = text("extend") {
        return extended(&service.catalog()?.all(), extend).map(Some);
    }
    text("queries").map(|queries| reconciled(scope, queries, call)).transpose()
}

fn object(text: &str, name: &str) -> Result<Map<String, Value>, Fault> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Fault::malformed(format!("{name:?} is no JSON object"))),
        Err(error) => Err(Fault::malformed(format!("{name:?} is no JSON: {error}"))),
    }
}

/// What the service is and can do.
fn manifest(scope: &Scope, call: &Call) -> Value {
    let base = call.base();
    let own = format!("{base}/reconcile/{}", super::entities::encoded(&scope.name));
    let service = |path: &str| json!({ "service_url": own, "service_path": path });
    let limit = json!({
        "name": "limit",
        "label": "Limit",
        "type": "number",
        "default": 0,
        "help_text": "Values of a row at most; 0 for all.",
    });
    let render = json!({
        "name": "render",
        "label": "Values",
        "type": "select",
        "default": "caption",
        "choices": [{ "id": "caption", "name": "for people: Malta" }, { "id": "raw", "name": "as stored: mt" }],
        "help_text": "How countries, topics and the like are written.",
    });
    json!({
        "versions": ["0.2"],
        "name": format!("{} (Umbra)", scope.title),
        "identifierSpace": SPACE,
        "schemaSpace": SPACE,
        "documentation": format!("{base}/openapi.json"),
        "batchSize": BATCH,
        "view": { "url": format!("{base}/entities/{{{{id}}}}") },
        "suggest": {
            "entity": service("/suggest/entity"),
            "type": service("/suggest/type"),
            "property": service("/suggest/property"),
        },
        "extend": {
            "propose_properties": service("/extend/property"),
            "property_settings": [limit, render],
        },
        "defaultTypes": scope.matchable().into_iter().map(of_type).collect::<Vec<_>>(),
    })
}

fn of_type(schema: SchemaRef) -> Value {
    let description = if schema.description().is_empty() { schema.label() } else { schema.description() };
    json!({ "id": schema.name(), "name": schema.plural(), "description": description })
}

fn of_entity(entity: &Entity) -> Map<String, Value> {
    let schema = entity.schema();
    let mut object = Map::new();
    object.insert("id".to_owned(), entity.id().as_str().into());
    object.insert("name".to_owned(), entity.caption().into());
    object.insert("description".to_owned(), schema.label().into());
    object.insert("type".to_owned(), json!([of_type(schema)]));
    object
}

fn reconciled(scope: &Scope, queries: &str, call: &Call) -> Result<Answer, Fault> {
    check_algorithm(&call.parameters)?;
    let since = changed_since(&call.parameters)?;
    let queries = object(queries, "queries")?;
    if queries.len() > MOST_QUERIES {
        return Err(Fault::bad_request(format!("more than {MOST_QUERIES} queries in one batch")));
    }
    let mut results = Map::new();
    for (name, query) in &queries {
        let query = query.as_object().ok_or_else(|| Fault::malformed("a query is no object"))?;
        results.insert(name.clone(), json!({ "result": one(scope, query, since)? }));
    }
    let size = results.len();
    Ok(Answer::Batch(results.into(), size))
}

fn one(scope: &Scope, query: &Map<String, Value>, since: Option<u64>) -> Result<Vec<Value>, Fault> {
    let wanted = match query.get("type") {
        Some(Value::Array(types)) => types.first(),
        other => other,
    };
    // Some clients send the whole type, some its id.
    let wanted = wanted.and_then(|wanted| wanted.as_str().or_else(|| wanted.get("id")?.as_str()));
    let constraints = || query.get("properties").and_then(Value::as_array).into_iter().flatten();
    let schema = match wanted {
        Some(name) => schema(name)?,
        None => implied(constraints().filter_map(|constraint| constraint.get("pid")?.as_str())),
    };
    let limit = match query.get("limit").filter(|limit| !limit.is_null()) {
        None => MATCHES,
        Some(limit) => {
            let limit = limit.as_u64().and_then(|limit| usize::try_from(limit).ok());
            let malformed = || Fault::malformed(format!("limit is no whole number from 0 to {MOST_MATCHES}"));
            limit.filter(|limit| *limit <= MOST_MATCHES).ok_or_else(malformed)?
        }
    };
    let mut properties: Vec<(&str, &Value)> = Vec::new();
    properties.extend(query.get("query").map(|name| (own_name(schema), name)));
    for constraint in constraints() {
        let (Some(pid), Some(value)) = (constraint.get("pid").and_then(Value::as_str), constraint.get("v")) else {
            return Err(Fault::malformed("a property of a query lacks \"pid\" or \"v\""));
        };
        properties.push((pid.rsplit(':').next().unwrap_or(pid), value));
    }
    let example = entity(schema, properties)?;
    let manner = Manner {
        limit,
        cutoff: f64::MIN_POSITIVE,
        filter: Filter { schemata: schemata(schema), changed_since: since, ..Filter::default() },
        excluded: HashSet::new(),
        weights: BTreeMap::new(),
    };
    let found = matches(scope, &example, &manner)?;
    let result = found.iter().map(|scored| {
        let mut object = of_entity(&scored.entity);
        let features = scored.compared.features.iter();
        let features: Vec<Value> =
            features.map(|(name, feature)| json!({ "id": name, "value": feature.score })).collect();
        object.insert("score".to_owned(), scored.compared.score.into());
        object.insert("match".to_owned(), (scored.compared.score >= THRESHOLD).into());
        object.insert("features".to_owned(), features.into());
        object.into()
    });
    Ok(result.collect())
}

/// What a query without a type is about: only persons have a `Person:birthDate`.
fn implied<'p>(pids: impl Iterator<Item = &'p str>) -> SchemaRef {
    let thing = Schema::get("Thing").expect("in the model");
    let schemata = pids.filter_map(Property::get).map(Property::schema).filter(|schema| schema.is_matchable());
    schemata.fold(thing, |known, schema| Schema::common(known, schema).unwrap_or(known))
}

/// The property that the words of a query are taken for.
fn own_name(schema: SchemaRef) -> &'static str {
    if schema.is_a("Address") { "full" } else { "name" }
}

/// The values of some properties of some entities.
fn extended(scope: &Scope, extend: &str) -> Result<Answer, Fault> {
    let extend = object(extend, "extend")?;
    let malformed =
        || Fault::malformed("\"extend\" has no list \"ids\" of texts, or no list \"properties\" of objects");
    let ids = extend.get("ids").and_then(Value::as_array).ok_or_else(malformed)?;
    let wanted = extend.get("properties").and_then(Value::as_array).ok_or_else(malformed)?;
    if ids.len() > MOST_QUERIES || wanted.len() > MOST_QUERIES {
        return Err(Fault::bad_request(format!("more than {MOST_QUERIES} ids or properties in one batch")));
    }
    let mut meta: BTreeMap<&str, Value> = BTreeMap::new();
    let mut rows = Map::new();
    for id in ids {
        let id = id.as_str().ok_or_else(malformed)?;
        let found = match scope.entity(id)? {
            Some((entity, _)) => Some(entity),
            None => scope.merged_into(id)?.map(|id| scope.entity(&id)).transpose()?.flatten().map(|(entity, _)| entity),
        };
        let mut row = Map::new();
        for property in wanted {
            let pid = property.get("id").and_then(Value::as_str).ok_or_else(malformed)?;
            let name = pid.rsplit(':').next().unwrap_or(pid);
            let known = found.as_ref().and_then(|entity| Some((entity, entity.schema().property(name)?)));
            if let Some((_, known)) = known {
                meta.entry(pid).or_insert_with(|| json!({ "id": pid, "name": known.label() }));
            }
            let values = known.map(|(entity, known)| values(entity, known, property.get("settings")));
            row.insert(pid.to_owned(), values.unwrap_or_default().into());
        }
        rows.insert(id.to_owned(), row.into());
    }
    let size = rows.len();
    let meta: Vec<Value> = meta.into_values().collect();
    Ok(Answer::Batch(json!({ "meta": meta, "rows": rows }), size))
}

fn values(entity: &Entity, property: PropertyRef, settings: Option<&Value>) -> Vec<Value> {
    let setting = |name: &str| settings.and_then(|settings| settings.get(name));
    // Forms send numbers as texts.
    let limit = setting("limit").and_then(|limit| limit.as_u64().or_else(|| limit.as_str()?.trim().parse().ok()));
    let limit = limit.filter(|limit| *limit > 0).and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
    let is_raw = setting("render").and_then(Value::as_str) == Some("raw");
    let shown = |value: &String| {
        if property.kind() == PropertyType::Entity {
            json!({ "id": value, "name": value })
        } else {
            json!({ "str": if is_raw { value } else { property.kind().caption(value) } })
        }
    };
    entity.get(property.name()).iter().take(limit).map(shown).collect()
}

/// The beginning that is to be completed.
fn prefix(call: &Call) -> Result<&str, Fault> {
    let prefix = call.parameters.get("prefix").unwrap_or_default().trim();
    if prefix.chars().nth(LONGEST_SEARCH).is_some() {
        return Err(Fault::bad_request(format!("prefix is longer than {LONGEST_SEARCH} characters")));
    }
    Ok(prefix)
}

fn suggested(prefix: &str, result: &[Value]) -> Answer {
    Answer::Json(json!({ "code": "/api/status/ok", "status": "200 OK", "prefix": prefix, "result": result }))
}

/// Whether a name for programs or for people, or a word of it, begins so.
fn begins(prefix: &str, names: [&str; 2]) -> bool {
    let prefix = prefix.to_lowercase();
    !prefix.is_empty()
        && names.into_iter().any(|name| {
            let name = name.to_lowercase();
            name.starts_with(&prefix) || name.split(' ').any(|word| word.starts_with(&prefix))
        })
}

pub(super) fn suggest_entity(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let scope = scope(service, call.part(1))?;
    let prefix = prefix(call)?;
    let limit = call.parameters.number("limit", ON_PAGE, MOST_ON_PAGE)?;
    // Clients page by `cursor`, as the specification calls where to begin.
    let offset = call.parameters.number("cursor", 0, MOST_ON_PAGE)?;
    if prefix.is_empty() {
        return Ok(suggested(prefix, &[]));
    }
    let words = Words::begun(prefix).map_err(|error| Fault::bad_request(error.to_string()))?;
    let schemata: Vec<SchemaRef> = Schema::all().filter(|schema| schema.is_matchable()).collect();
    let hits = scope.hits(limit, offset, |part, keep| {
        let (schemata, datasets) = (schemata.clone(), part.within.clone());
        part.snapshot.search(&words, &Filter { schemata, datasets, ..Filter::default() }, &Sort::Score, keep, &[])
    })?;
    let shown = hits.entities.iter().map(|(entity, _)| {
        let mut object = of_entity(entity);
        object.insert("notable".to_owned(), json!([entity.schema().name()]));
        object.into()
    });
    Ok(suggested(prefix, &shown.collect::<Vec<_>>()))
}

pub(super) fn suggest_type(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let scope = scope(service, call.part(1))?;
    let prefix = prefix(call)?;
    let found = scope.matchable().into_iter().filter(|schema| begins(prefix, [schema.name(), schema.label()]));
    Ok(suggested(prefix, &found.take(MOST_SUGGESTED).map(of_type).collect::<Vec<_>>()))
}

pub(super) fn suggest_property(service: &Service, call: &Call) -> Result<Answer, Fault> {
    let scope = scope(service, call.part(1))?;
    let prefix = prefix(call)?;
    let mut found: BTreeMap<&str, PropertyRef> = BTreeMap::new();
    for schema in scope.matchable() {
        let shown = schema.properties().filter(|property| !property.is_hidden() && !property.is_stub());
        let shown = shown.filter(|property| property.kind() != PropertyType::Entity);
        let begun = shown.filter(|property| begins(prefix, [property.name(), property.label()]));
        found.extend(begun.map(|property| (property.qname(), property)));
    }
    let shown = found.values().take(MOST_SUGGESTED).map(
        |property| json!({ "id": property.qname(), "name": property.label(), "description": property.description() }),
    );
    Ok(suggested(prefix, &shown.collect::<Vec<_>>()))
}

/// The properties whose values can be had for entities of a type.
pub(super) fn extend_property(service: &Service, call: &Call) -> Result<Answer, Fault> {
    scope(service, call.part(1))?;
    let name = call.parameters.get("type").filter(|name| !name.is_empty()).unwrap_or("Thing");
    let limit = call.parameters.number("limit", 0, MOST_ON_PAGE)?;
    let short: String = name.chars().take(80).collect();
    let schema = Schema::get(name).ok_or_else(|| Fault::bad_request(format!("there is no type {short:?}")))?;
    let mut shown: Vec<PropertyRef> = schema
        .properties()
        .filter(|property| !property.is_hidden() && !property.is_stub() && property.kind() != PropertyType::Entity)
        .collect();
    let place = |property: &PropertyRef| schema.featured().iter().position(|name| *name == property.name());
    shown.sort_by_key(|property| (place(property).unwrap_or(usize::MAX), property.label()));
    shown.truncate(if limit == 0 { usize::MAX } else { limit });
    let shown: Vec<Value> =
        shown.iter().map(|property| json!({ "id": property.name(), "name": property.label() })).collect();
    Ok(Answer::Json(json!({ "limit": limit, "type": schema.name(), "properties": shown })))
}
