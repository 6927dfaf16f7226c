//! What the page has to know first.

use std::sync::Arc;

use serde_json::json;

use super::Workbench;
use super::addresses::Reply;
use crate::http::{Call, Fault};

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let visitor = &call.visitor;
    if visitor.role.is_none() {
        // Whoever is not signed in hears nothing of the case, its name included.
        return Ok(Reply::Json(json!({ "accounts": true, "signed_in": false, "token": visitor.token })));
    }
    let version = workbench.desk().map_or(0, |desk| desk.version);
    Ok(Reply::Json(json!({
        "accounts": workbench.gate.has_accounts(),
        "signed_in": true,
        "case": workbench.name(),
        "actor": visitor.name,
        "role": visitor.role,
        "token": visitor.token,
        "version": version,
        "activity": workbench.activity(),
        "program": env!("CARGO_PKG_VERSION"),
    })))
}
