//! What the page has to know first.

use std::sync::Arc;

use serde_json::json;

use super::Workbench;
use super::addresses::Reply;
use crate::http::{Call, Fault};

pub(crate) fn answer(workbench: &Arc<Workbench>, _: &Call) -> Result<Reply, Fault> {
    let version = workbench.desk().map_or(0, |desk| desk.version);
    Ok(Reply::Json(json!({
        "case": workbench.name(),
        "actor": workbench.actor,
        "token": workbench.token,
        "version": version,
        "activity": workbench.activity(),
        "program": env!("CARGO_PKG_VERSION"),
    })))
}
