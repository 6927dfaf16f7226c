//! Who shelters whom, on four shelves.

use std::sync::Arc;

use serde_json::{Value, json};
use umbra_find::{Office, Shelf};

use super::Workbench;
use super::addresses::{Page, Reply, json as to_json};
use super::desk::Desk;
use super::view::view;
use crate::http::{Call, Fault};

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    desk.answers.answer(call, || told(&desk, call))
}

fn told(desk: &Desk, call: &Call) -> Result<Value, Fault> {
    let page = Page::of(call, 50, 200)?;
    let findings = desk.under(&view(&call.parameters)?)?;
    let groups = page.cut(&findings.umbrellas).iter().map(|umbrella| {
        let mut group = to_json(umbrella)?;
        if let Some(protectors) = group["protectors"].as_array_mut() {
            for (protector, json) in umbrella.protectors.iter().zip(protectors) {
                json["office"] = to_json(&Office::chief(&protector.offices).map(Office::title))?;
            }
        }
        Ok(group)
    });
    let groups: Vec<Value> = groups.collect::<Result<_, Fault>>()?;
    let shelves: Vec<Value> =
        Shelf::ALL.iter().map(|shelf| json!({ "shelf": shelf, "title": shelf.title() })).collect();
    Ok(json!({
        "version": desk.version,
        "total": findings.umbrellas.len(),
        "shelves": shelves,
        "groups": groups,
        "rings": to_json(&findings.rings)?,
    }))
}
