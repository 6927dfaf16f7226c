//! Trades by places.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use umbra_find::{Cell, Place, Shelf};

use super::addresses::{Reply, json as to_json};
use super::view::view;
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Trades and places of one table: those that stand out most.
const MOST_TRADES: usize = 40;
const MOST_PLACES: usize = 30;

/// `GET /trades`: the table.
pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    desk.answers.answer(call, || table(&desk, call))
}

fn table(desk: &Desk, call: &Call) -> Result<Value, Fault> {
    let findings = desk.under(&view(&call.parameters)?)?;
    let inspection = &findings.inspection;
    let level = call.parameters.get("level").filter(|level| !level.is_empty());
    let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in &inspection.cells {
        if let Some(level) = &cell.place.level {
            *levels.entry(level).or_default() += 1;
        }
    }
    let is_shown = |cell: &&Cell| level.is_none() || cell.place.level.as_deref() == level;
    let cells: Vec<&Cell> = inspection.cells.iter().filter(is_shown).collect();
    let (trades, more_trades) = foremost(&cells, MOST_TRADES, |cell| &cell.trade);
    let (places, more_places) = foremost(&cells, MOST_PLACES, |cell| &cell.place);
    let shown = cells.iter().filter_map(|cell| {
        let trade = trades.iter().position(|trade| **trade == cell.trade)?;
        let place = places.iter().position(|place| **place == cell.place)?;
        Some(json!({
            "trade": trade,
            "place": place,
            "score": cell.finding.score(),
            "groups": cell.groups.len(),
            "protectors": said(cell),
            "offences": cell.offences,
            "complaints": cell.complaints,
            "payments": cell.payments,
            "now": cell.now,
            "before": cell.before,
            "sources": cell.sources,
            "items": cell.items.len(),
        }))
    });
    Ok(json!({
        "version": desk.version,
        "cells": shown.collect::<Vec<_>>(),
        "total": inspection.cells.len(),
        "levels": levels.iter().map(|(level, cells)| json!({ "level": level, "cells": cells })).collect::<Vec<_>>(),
        "trades": to_json(&trades)?,
        "places": to_json(&places)?,
        "more_trades": more_trades,
        "more_places": more_places,
        "warnings": inspection.warnings,
    }))
}

/// Protectors whom a source names as such; those of whom only the structure tells are counted apart.
fn said(cell: &Cell) -> usize {
    cell.protectors.iter().filter(|(shelf, _)| **shelf != Shelf::Structure).map(|(_, count)| count).sum()
}

/// Whatever stands out most in the sum over its cells, and how many are left out.
fn foremost<'c, K: Ord>(cells: &[&'c Cell], most: usize, key: impl Fn(&'c Cell) -> &'c K) -> (Vec<&'c K>, usize) {
    let mut sums: BTreeMap<&K, f64> = BTreeMap::new();
    for cell in cells {
        *sums.entry(key(cell)).or_default() += cell.finding.score();
    }
    let mut all: Vec<(&K, f64)> = sums.into_iter().collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let left = all.len().saturating_sub(most);
    (all.into_iter().take(most).map(|(key, _)| key).collect(), left)
}

/// `GET /trades/cell`: one trade at one place, with all that it rests on.
pub(crate) fn cell(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let findings = desk.under(&view(&call.parameters)?)?;
    let asked = |name: &str| call.parameters.get(name).unwrap_or_default();
    let (trade, place, within) = (asked("trade"), asked("place"), call.parameters.get("within"));
    let is_within = |known: &Place| within.is_none_or(|within| known.within.join(", ") == within);
    let cell = findings
        .inspection
        .cells
        .iter()
        .find(|cell| cell.trade == trade && cell.place.name == place && is_within(&cell.place))
        .ok_or_else(|| Fault::not_found("nothing is told of this trade at this place, or the filter leaves it out"))?;
    let mut answer = to_json(cell)?;
    answer["shelves"] = Value::from_iter(Shelf::ALL.iter().filter_map(|shelf| {
        let count = cell.protectors.get(shelf)?;
        Some(json!({ "shelf": shelf, "title": shelf.title(), "count": count }))
    }));
    let umbrellas = findings.umbrellas.iter().filter(|umbrella| cell.groups.iter().any(|g| g.id == umbrella.group.id));
    let mut protectors: BTreeMap<(Shelf, _), Value> = BTreeMap::new();
    for protector in umbrellas.flat_map(|umbrella| &umbrella.protectors) {
        let told =
            json!({ "person": to_json(&protector.person)?, "shelf": protector.shelf, "standing": protector.standing });
        protectors.entry((protector.shelf, &protector.person.id)).or_insert(told);
    }
    answer["protecting"] = Value::from_iter(protectors.into_values());
    answer["score"] = cell.finding.score().into();
    Ok(Reply::Json(answer))
}
