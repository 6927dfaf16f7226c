//! The published figures, and whether they agree.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Workbench;
use super::addresses::{Page, Reply, json as to_json};
use crate::http::{Call, Fault};

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let page = Page::of(call, 200, 1_000)?;
    let whole = desk.whole()?;
    let ledger = &whole.ledger;
    let figures = page.cut(&ledger.figures).iter().map(|figure| {
        let mut json = to_json(figure)?;
        json["amount"] = figure.amount().into();
        json["voices"] = figure.attribution.links().iter().map(|link| link.name.clone()).collect();
        Ok(json)
    });
    let figures: Vec<Value> = figures.collect::<Result<_, Fault>>()?;
    let checks: Vec<Value> = page.cut(&ledger.checks).iter().map(to_json).collect::<Result<_, Fault>>()?;
    Ok(Reply::Json(json!({
        "version": desk.version,
        "total": ledger.figures.len(),
        "total_checks": ledger.checks.len(),
        "figures": figures,
        "checks": checks,
    })))
}
