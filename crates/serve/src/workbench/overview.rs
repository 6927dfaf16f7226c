//! The case on one screen.

use std::sync::Arc;

use serde_json::{Value, json};
use umbra_find::Summary;

use super::Workbench;
use super::addresses::{Reply, json as to_json};
use super::desk::Desk;
use super::view::view;
use crate::http::{Call, Fault};

/// Entries of the log that count as what is new.
const NEW: usize = 8;

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    desk.answers.answer(call, || told(workbench, &desk, call))
}

fn told(workbench: &Workbench, desk: &Desk, call: &Call) -> Result<Value, Fault> {
    let findings = desk.under(&view(&call.parameters)?)?;
    let summary = Summary::of(&desk.facts, &findings);
    let entries = workbench.with_case(|case| Ok(case.log()?))?;
    let new = entries.iter().rev().take(NEW).map(
        |entry| json!({ "at": entry.at, "actor": entry.actor, "action": entry.action, "note": entry.detail.note }),
    );
    Ok(json!({
        "version": desk.version,
        "case": workbench.name(),
        "summary": to_json(&summary)?,
        "left_out": to_json(&findings.network.left_out())?,
        "new": new.collect::<Vec<_>>(),
    }))
}
