//! `/api/v1/openapi.json`: the workbench's API, described.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Workbench;
use super::addresses::{ADDRESSES, Address, Answer, Reply};
use crate::accounts::Role;
use crate::http::{Call, Fault};

/// The parameters of the filter bar.
const FILTER: [(&str, &str); 7] = [
    ("standing", "leave out accusations that have not got this far"),
    ("reliability", "leave out ties without a source at least this reliable: A to E"),
    ("credibility", "leave out ties without a statement at least this credible: 1 to 5"),
    ("as_of", "leave out ties that did not hold at this date: YYYY, YYYY-MM or YYYY-MM-DD"),
    ("kinds", "only these kinds of tie, commas between"),
    ("assessments", "also ties that no source states"),
    (
        "where",
        "only what has to do with this place, by its key in /api/v1/places or its name, and with what lies in it",
    ),
];

pub(crate) fn answer(_: &Arc<Workbench>, _: &Call) -> Result<Reply, Fault> {
    let mut paths: Map<String, Value> = Map::new();
    for address in ADDRESSES {
        let path = address.path.replace("{*", "{");
        let methods = paths.entry(path).or_insert_with(|| json!({}));
        methods[address.method.to_lowercase()] = operation(address);
    }
    let description = "What the workbench's page is made from. Only pages of this server and programs on this machine are \
        answered. Where there are accounts, nobody is answered who has not signed in, but where `x-least-role` is null; that names \
        the role that an address takes at least. What is no GET needs the token of /api/v1/session in the header x-umbra-token. Lists come page by page \
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
    let mut parameters: Vec<Value> = parameters.collect();
    let mut responses = responses();
    match address.answer {
        Answer::Whole(_) => {}
        Answer::Upload => {
            let schema = json!({ "type": "string" });
            parameters.push(json!({ "name": "path", "in": "path", "required": true, "schema": schema }));
        }
        Answer::Events => {
            let content = json!({ "text/event-stream": {} });
            responses["200"] = json!({ "description": "A stream", "content": content });
        }
    }
    json!({ "summary": address.summary, "parameters": parameters, "responses": responses,
        "x-least-role": address.least.map(Role::name) })
}

fn responses() -> Value {
    let error = |description: &str| {
        let schema = json!({ "$ref": "#/components/schemas/Error" });
        json!({ "description": description, "content": { "application/json": { "schema": schema } } })
    };
    json!({
        "200": { "description": "OK", "content": { "application/json": { "schema": { "type": "object" } } } },
        "401": error("Nobody is signed in"),
        "403": error("The request comes from elsewhere, or has no token, or the role of whoever asks does not allow it"),
        "404": error("There is no such thing"),
        "409": error("Somebody else is writing to the case, or a decision stands against it"),
        "422": error("The request is not of the form described here"),
        "503": error("The case is being opened"),
    })
}
