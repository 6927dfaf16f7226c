//! `/api/v1/openapi.json`: the workbench's API, described.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Workbench;
use super::addresses::{ADDRESSES, Address, Reply};
use crate::http::{Call, Fault};

/// The parameters of the filter bar.
const FILTER: [(&str, &str); 6] = [
    ("standing", "leave out accusations that have not got this far"),
    ("reliability", "leave out ties without a source at least this reliable: A to E"),
    ("credibility", "leave out ties without a statement at least this credible: 1 to 5"),
    ("as_of", "leave out ties that did not hold at this date: YYYY, YYYY-MM or YYYY-MM-DD"),
    ("kinds", "only these kinds of tie, commas between"),
    ("assessments", "also ties that no source states"),
];

pub(crate) fn answer(_: &Arc<Workbench>, _: &Call) -> Result<Reply, Fault> {
    let mut paths: Map<String, Value> = Map::new();
    for address in ADDRESSES {
        let methods = paths.entry(address.path).or_insert_with(|| json!({}));
        methods[address.method.to_lowercase()] = operation(address);
    }
    let told = "Server-sent events: `activity` tells what is going on, `desk` that the case has changed";
    paths.insert(
        "/api/v1/events".to_owned(),
        json!({ "get": { "summary": told, "responses": { "200": {
        "description": "A stream", "content": { "text/event-stream": {} } } } } }),
    );
    let upload = "Takes one file up, to be read with the others by /api/v1/uploads/read";
    paths.insert("/api/v1/uploads/{path}".to_owned(), json!({ "put": { "summary": upload, "parameters": [
        { "name": "path", "in": "path", "required": true, "schema": { "type": "string" } }], "responses": responses() } }));
    let description = "What the workbench's page is made from. Only pages of this server and programs on this machine are \
        answered. What is no GET needs the token of /api/v1/session in the header x-umbra-token. Lists come page by page \
        (`offset`, `limit`) with their `total`. Errors are JSON with the reason under `detail`; 503 while the case is opened.";
    Ok(Reply::Json(json!({
        "openapi": "3.1.0",
        "info": { "title": "Umbra workbench", "version": env!("CARGO_PKG_VERSION"), "description": description },
        "paths": paths,
        "components": { "schemas": { "Error": {
            "type": "object", "properties": { "detail": { "type": "string" } }, "required": ["detail"] } } },
    })))
}

fn operation(address: &Address) -> Value {
    let filter: &[_] = if address.is_filtered { &FILTER } else { &[] };
    let parameters = address.parameters.iter().chain(filter).map(|(name, meaning)| {
        json!({ "name": name, "in": "query", "required": false, "schema": { "type": "string" }, "description": meaning })
    });
    json!({ "summary": address.summary, "parameters": parameters.collect::<Vec<_>>(), "responses": responses() })
}

fn responses() -> Value {
    let error = |description: &str| {
        let schema = json!({ "$ref": "#/components/schemas/Error" });
        json!({ "description": description, "content": { "application/json": { "schema": schema } } })
    };
    json!({
        "200": { "description": "OK", "content": { "application/json": { "schema": { "type": "object" } } } },
        "403": error("The request comes from elsewhere, or has no token"),
        "404": error("There is no such thing"),
        "409": error("Somebody else is writing to the case, or a decision stands against it"),
        "422": error("The request is not of the form described here"),
        "503": error("The case is being opened"),
    })
}
