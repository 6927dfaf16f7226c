//! Who pays and who is paid.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};
use umbra_find::{Facts, Flow, Payment};
use umbra_report::draw_flows;

use super::addresses::{Reply, json as to_json};
use super::view::{entity, entity_of, view};
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Flows of one drawing.
const DRAWN: usize = 24;
/// Entries of each list.
const LISTED: usize = 50;

/// `GET /money`: sums, the largest flows drawn, shapes that are worth a look.
pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    desk.answers.answer(call, || flows(&desk, call))
}

fn flows(desk: &Desk, call: &Call) -> Result<Value, Fault> {
    let findings = desk.under(&view(&call.parameters)?)?;
    let money = &findings.money;
    let around = call.parameters.get("around").filter(|id| !id.is_empty()).map(entity).transpose()?;
    let around = around.as_ref().map(|id| desk.facts.canonical(id));
    let mut by_currency: BTreeMap<Option<&str>, Vec<&Flow>> = BTreeMap::new();
    for flow in money.flows.iter().filter(|flow| around.is_none_or(|id| flow.from.id == *id || flow.to.id == *id)) {
        by_currency.entry(flow.currency.as_deref()).or_default().push(flow);
    }
    let mut drawings: Vec<Value> = Vec::new();
    for (currency, all) in &by_currency {
        let flows = &all[..all.len().min(DRAWN)];
        drawings.push(json!({
            "currency": currency,
            "drawing": to_json(&draw_flows(flows))?,
            "flows": to_json(&flows)?,
            "left_out": all.len().saturating_sub(DRAWN),
        }));
    }
    // The currency in which most is told comes first.
    drawings.sort_by_key(|drawing| std::cmp::Reverse(drawing["flows"].as_array().map_or(0, Vec::len)));
    let parties = money.payers.iter().chain(&money.takers).map(|total| &total.party);
    let parties: BTreeSet<_> = parties
        .chain(money.flows.iter().flat_map(|flow| [&flow.from, &flow.to]))
        .map(|p| (&p.caption, &p.id, p.schema))
        .collect();
    let parties = parties.iter().map(|(caption, id, schema)| json!({ "id": id, "caption": caption, "schema": schema }));
    let near = money.near_protectors.iter().take(LISTED).map(|near| {
        let mut json = to_json(near)?;
        json["says"] = told(&desk.facts, &near.payments);
        json["shelf_title"] = near.shelf.title().into();
        Ok(json)
    });
    let near: Vec<Value> = near.collect::<Result<_, Fault>>()?;
    let patterns = money.patterns.iter().take(2 * LISTED).map(|pattern| {
        let mut json = to_json(pattern)?;
        json["title"] = pattern.kind.title().into();
        json["explanation"] = pattern.kind.explanation().into();
        json["payments_say"] = told(&desk.facts, &pattern.payments);
        Ok(json)
    });
    let patterns: Vec<Value> = patterns.collect::<Result<_, Fault>>()?;
    Ok(json!({
        "version": desk.version,
        "payments": money.payments,
        "totals": to_json(&money.totals)?,
        "payers": to_json(&money.payers)?,
        "takers": to_json(&money.takers)?,
        "drawings": drawings,
        "parties": parties.collect::<Vec<_>>(),
        "near_protectors": near,
        "patterns": patterns,
        "is_complete": money.is_complete,
        "more_patterns": money.more_patterns + money.patterns.len().saturating_sub(2 * LISTED),
        "ownership": to_json(&money.ownership.iter().take(LISTED).collect::<Vec<_>>())?,
        "more_firms": money.more_firms + money.ownership.len().saturating_sub(LISTED),
        "warnings": to_json(&money.warnings)?,
    }))
}

/// Payments in words, with their standing and the statements that bear them out.
fn told(facts: &Facts, payments: &[Payment]) -> Value {
    Value::from_iter(payments.iter().map(|payment| {
        json!({ "says": payment.says(facts), "date": payment.date, "standing": payment.standing,
            "evidence": payment.evidence.statements() })
    }))
}

/// `GET /money/paths`: the widest way of money through time from one party to another, in each currency.
pub(crate) fn paths(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let (from, to) = (entity_of(&call.parameters, "from")?, entity_of(&call.parameters, "to")?);
    for id in [&from, &to] {
        if desk.facts.profile(desk.facts.canonical(id)).is_none() {
            return Err(Fault::not_found("nothing in the case has this id"));
        }
    }
    let findings = desk.under(&view(&call.parameters)?)?;
    let paths = findings.money_paths(&desk.facts, &from, &to)?;
    let paths = paths.iter().map(|path| {
        let mut json = to_json(path)?;
        json["steps"] = told(&desk.facts, &path.payments);
        Ok(json)
    });
    let paths: Vec<Value> = paths.collect::<Result<_, Fault>>()?;
    Ok(Reply::Json(json!({ "version": desk.version, "paths": paths })))
}
