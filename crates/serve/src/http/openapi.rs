//! `/openapi.json`: the API, described.

use serde_json::{Map, Value, json};

use super::{Answer, Call, Fault, Service};
use crate::limits::{
    LARGEST_BODY, LONGEST_ADDRESS, LONGEST_SEARCH, LONGEST_VALUE, MATCHES, MOST_EXCLUDED, MOST_MATCHES, MOST_NESTED,
    MOST_OFFSET, MOST_ON_PAGE, MOST_QUERIES, MOST_REPEATED, MOST_VALUES, MOST_WAITING, MOST_WORDS, ON_PAGE, THRESHOLD,
};

/// The document.
pub(super) fn answer(_: &Service, _: &Call) -> Result<Answer, Fault> {
    Ok(Answer::Json(document()))
}

/// A parameter of the query string.
fn parameter(name: &str, schema: &Value, description: &str) -> Value {
    json!({ "name": name, "in": "query", "required": false, "schema": schema, "description": description })
}

fn text(name: &str, description: &str) -> Value {
    parameter(name, &json!({ "type": "string" }), description)
}

fn flag(name: &str, otherwise: bool, description: &str) -> Value {
    parameter(name, &json!({ "type": "boolean", "default": otherwise }), description)
}

fn list(name: &str, description: &str) -> Value {
    let schema = json!({ "type": "array", "items": { "type": "string" }, "maxItems": MOST_REPEATED });
    parameter(name, &schema, description)
}

fn number(name: &str, otherwise: usize, most: usize, description: &str) -> Value {
    parameter(name, &json!({ "type": "integer", "minimum": 0, "maximum": most, "default": otherwise }), description)
}

fn score(name: &str, description: &str) -> Value {
    parameter(name, &json!({ "type": "number", "default": THRESHOLD }), description)
}

fn in_path(name: &str, description: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" }, "description": description })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

/// An operation with what it answers when all is well, and the statuses of what may be wrong.
fn operation(summary: &str, parameters: &[Value], answer: &str, wrong: &[u16]) -> Value {
    let described = |status: u16| match status {
        308 => "The entity was merged into another, which is at the address given",
        400 => "What is asked for can't be asked for; `detail` says why",
        403 => "The token is not the right one, or the server answers only to localhost",
        404 => "There is no such dataset, entity or property",
        409 => "What was to be taken in is at fault; the state before is still served",
        413 => "The body is too large",
        422 => "The request is not of the form described here",
        429 => "Too many requests are waiting",
        _ => "The request can't be answered",
    };
    let mut responses = Map::new();
    responses.insert("200".to_owned(), json!({ "description": "OK", "content": content(&reference(answer)) }));
    for status in wrong {
        let error = json!({ "description": described(*status), "content": content(&reference("Error")) });
        responses.insert(status.to_string(), error);
    }
    json!({ "summary": summary, "parameters": parameters, "responses": responses })
}

fn document() -> Value {
    let limits = format!(
        "Entities of FollowTheMoney data over HTTP: the interface of yente, and the Reconciliation API 0.2. Scores and \
         orders are the same whenever the data are; a score ranks leads and is no verdict.\n\n\
         Limits of a request: {LARGEST_BODY} bytes of body (else 413), {LONGEST_ADDRESS} bytes of address (414), \
         {MOST_QUERIES} queries in a batch (400), {MOST_VALUES} values a query and {LONGEST_VALUE} characters a value (400), \
         {LONGEST_SEARCH} characters and {MOST_WORDS} words of a search (400), {MOST_MATCHES} results for a query to match, \
         {MOST_ON_PAGE} on a page and {MOST_OFFSET} before it (422), {MOST_NESTED} neighbours nested in an entity, \
         {MOST_WAITING} requests waiting (429). Errors are JSON, with the reason under `detail`."
    );
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Umbra", "version": env!("CARGO_PKG_VERSION"), "description": limits },
        "paths": paths(),
        "components": { "schemas": schemas() },
    })
}

fn paths() -> Value {
    let dataset = || in_path("dataset", "A dataset, `default` for all of them, or one that a file brings together");
    let id = || in_path("id", "The id of an entity, also one that was merged into another");
    let page = || {
        [
            number("limit", ON_PAGE, MOST_ON_PAGE, "How many at most"),
            number("offset", 0, MOST_OFFSET, "Where to begin"),
            list(
                "sort",
                "`first_seen`, `last_seen`, `last_change` or `_score`, with `:asc` or `:desc`; the first counts",
            ),
        ]
    };
    let narrowing = || {
        [
            list("include_dataset", "Only entities of these datasets"),
            list("exclude_dataset", "No entities that only these datasets have"),
            list("exclude_schema", "No entities of these schemata"),
            list("topics", "Only entities with one of these topics"),
            text("changed_since", "Only entities changed after this date: 2026-11-26 or 2026-11-26T21:00:00"),
        ]
    };
    let mut matched = vec![dataset()];
    matched.extend([
        number("limit", MATCHES, MOST_MATCHES, "Results for each query at most"),
        score("threshold", "From this score on a result is a match"),
        score("cutoff", "Results below this score are left out; never above the threshold"),
        text("algorithm", "One of /algorithms; all stand for one"),
        list("exclude_entity_ids", &format!("Ids to leave out, also merged ones; {MOST_EXCLUDED} at most")),
    ]);
    matched.extend(narrowing());
    let mut searched = vec![dataset()];
    let syntax = "Words, all of which have to occur. \"A phrase\", -without, this OR that, begin*, misspelt~, \
                  names:word, and field:value for countries, topics, datasets, schema, identifiers, genders or properties.NAME";
    searched.extend([
        text("q", syntax),
        text("schema", "Only entities of this schema and those below it; Thing if left out"),
        list("countries", "Country codes"),
        list("datasets", "Datasets"),
        list("filter", "`field:value`, such as `properties.birthDate:1961`"),
        text("filter_op", "`OR` (the default): one of the values of a field is enough; `AND`: all have to be there"),
        list(
            "facets",
            "What to count: countries, topics, datasets (these three if left out), schema, identifiers, genders",
        ),
        flag("fuzzy", false, "Also find names with a letter or two changed"),
        flag("simple", false, "Take everything but quotation marks for words"),
        parameter("target", &json!({ "type": "boolean" }), "Only entities that are, or are not, targets"),
    ]);
    searched.extend(page());
    searched.extend(narrowing());
    let mut neighbours = vec![id()];
    neighbours.extend(page());
    let mut by_property =
        vec![id(), in_path("property", "A property that leads to entities, such as `ownershipOwner`")];
    by_property.extend(page());
    let mut matching = operation("Query by example", &matched, "MatchResponse", &[400, 404, 413, 422, 429]);
    matching["requestBody"] = json!({ "required": true, "content": content(&reference("MatchQuery")) });
    let suggested = |what: &str| {
        let begun = [dataset(), text("prefix", "How it begins")];
        json!({ "get": operation(&format!("Suggest {what}"), &begun, "Suggestions", &[400, 404, 422]) })
    };
    let asked = [dataset(), text("queries", "Queries, as JSON"), text("extend", "A data extension query, as JSON")];
    let reconciling = operation("The service's manifest, or answers", &asked, "Reconciled", &[400, 404, 422]);
    let mut posting = operation("Answers to the queries of a form", &[dataset()], "Reconciled", &[400, 404, 413, 422]);
    let form =
        json!({ "type": "object", "properties": { "queries": { "type": "string" }, "extend": { "type": "string" } } });
    posting["requestBody"] = json!({ "content": { "application/x-www-form-urlencoded": { "schema": form } } });
    let fetched = [id(), flag("nested", true, "With its neighbours inside")];
    let proposed =
        [dataset(), text("type", "A schema"), number("limit", 0, MOST_ON_PAGE, "How many at most; 0 for all")];
    let token = [text("token", "What the server was started with as UMBRA_UPDATE_TOKEN")];
    let plain = |summary: &str, answer: &str| json!({ "get": operation(summary, &[], answer, &[]) });
    json!({
        "/match/{dataset}": { "post": matching },
        "/search/{dataset}": { "get": operation("Search by words", &searched, "SearchResponse", &[400, 404, 422, 429]) },
        "/entities/{id}": { "get": operation("One entity", &fetched, "Entity", &[308, 404, 422]) },
        "/entities/{id}/adjacent": { "get": operation("Its neighbours", &neighbours, "Adjacent", &[308, 404, 422]) },
        "/entities/{id}/adjacent/{property}": {
            "get": operation("Its neighbours by one property", &by_property, "Results", &[308, 404, 422]),
        },
        "/reconcile/{dataset}": { "get": reconciling, "post": posting },
        "/reconcile/{dataset}/suggest/entity": suggested("entities"),
        "/reconcile/{dataset}/suggest/type": suggested("types"),
        "/reconcile/{dataset}/suggest/property": suggested("properties"),
        "/reconcile/{dataset}/extend/property": {
            "get": operation("Properties whose values can be had", &proposed, "Properties", &[400, 404, 422]),
        },
        "/catalog": plain("What is served", "Catalog"),
        "/manifest": plain("What is served", "Catalog"),
        "/algorithms": plain("How entities are compared", "Algorithms"),
        "/healthz": plain("Whether the server runs", "Status"),
        "/readyz": plain("Whether the indexes are whole", "Status"),
        "/updatez": { "post": operation("Take in what has changed, now", &token, "Status", &[403, 409]) },
        "/openapi.json": plain("This document", "Any"),
    })
}

fn schemas() -> Value {
    let properties = json!({
        "type": "object",
        "additionalProperties": { "type": "array", "items": { "anyOf": [{ "type": "string" }, reference("Entity")] } },
    });
    let total = json!({
        "type": "object",
        "properties": { "value": { "type": "integer" }, "relation": { "const": "eq" } },
        "required": ["value", "relation"],
    });
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let moment = json!({ "type": ["string", "null"] });
    let entity = json!({
        "id": { "type": "string" },
        "caption": { "type": "string" },
        "schema": { "type": "string" },
        "properties": properties,
        "datasets": texts,
        "referents": texts,
        "target": { "type": "boolean" },
        "first_seen": moment,
        "last_seen": moment,
        "last_change": moment,
    });
    let feature = json!({
        "type": "object",
        "properties": {
            "score": { "type": "number" },
            "detail": { "type": "string" },
            "query": { "type": ["string", "null"] },
            "candidate": { "type": ["string", "null"] },
        },
    });
    let scored = json!({
        "allOf": [reference("Entity"), {
            "type": "object",
            "properties": {
                "score": { "type": "number", "minimum": 0, "maximum": 1 },
                "match": { "type": "boolean" },
                "features": { "type": "object", "additionalProperties": { "type": "number" } },
                "explanations": { "type": "object", "additionalProperties": feature },
            },
            "required": ["score", "match", "features", "explanations"],
        }],
    });
    let example = json!({
        "type": "object",
        "properties": { "id": { "type": ["string", "null"] }, "schema": { "type": "string" }, "properties": { "type": "object" } },
        "required": ["schema", "properties"],
    });
    let query = json!({
        "type": "object",
        "properties": {
            "queries": { "type": "object", "additionalProperties": example, "maxProperties": MOST_QUERIES },
            "weights": {
                "type": "object",
                "description": "What the parts of the score are multiplied by, by name; others are passed over",
                "additionalProperties": { "type": "number", "minimum": 0, "maximum": 10 },
            },
            "config": { "type": "object", "description": "Taken, and without effect" },
        },
        "required": ["queries"],
    });
    let response = json!({
        "type": "object",
        "properties": {
            "status": { "type": "integer" },
            "results": { "type": "array", "items": scored },
            "total": total,
            "query": example,
        },
    });
    let results = json!({
        "type": "object",
        "properties": {
            "limit": { "type": "integer" },
            "offset": { "type": "integer" },
            "total": total,
            "results": { "type": "array", "items": reference("Entity") },
        },
        "required": ["limit", "offset", "total", "results"],
    });
    let facet = json!({
        "type": "object",
        "properties": {
            "label": { "type": "string" },
            "values": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": { "name": { "type": "string" }, "label": { "type": "string" }, "count": { "type": "integer" } },
                },
            },
        },
    });
    let counted =
        json!({ "type": "object", "properties": { "facets": { "type": "object", "additionalProperties": facet } } });
    let any = json!({ "type": "object" });
    json!({
        "Error": { "type": "object", "properties": { "detail": { "type": "string" } }, "required": ["detail"] },
        "Status": { "type": "object", "properties": { "status": { "const": "ok" } }, "required": ["status"] },
        "Entity": {
            "type": "object",
            "properties": entity,
            "required": ["id", "caption", "schema", "properties", "datasets", "referents", "target"],
        },
        "MatchQuery": query,
        "MatchResponse": {
            "type": "object",
            "properties": {
                "responses": { "type": "object", "additionalProperties": response },
                "matcher": any,
                "limit": { "type": "integer" },
            },
            "required": ["responses", "limit"],
        },
        "Results": results,
        "SearchResponse": { "allOf": [reference("Results"), counted] },
        "Adjacent": {
            "type": "object",
            "properties": {
                "entity": reference("Entity"),
                "adjacent": { "type": "object", "additionalProperties": reference("Results") },
            },
            "required": ["entity", "adjacent"],
        },
        "Catalog": any,
        "Algorithms": any,
        "Reconciled": any,
        "Suggestions": any,
        "Properties": any,
        "Any": any,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_to_a_schema() {
        let document = document();
        let text = document.to_string();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(schemas.contains_key(name), "{name}");
        }
        assert!(document["info"]["description"].as_str().unwrap().contains(&MOST_QUERIES.to_string()));
    }
}
