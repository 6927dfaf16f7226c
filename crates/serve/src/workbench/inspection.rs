//! The inspection list: what was opened, who looks into it, what was put right and checked. Each step is a note.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use umbra_find::{Item, ItemChange, ItemError, ItemState};

use super::Workbench;
use super::addresses::{Page, Reply, json as to_json};
use super::notes::{check_length, keep, today};
use super::view::short;
use crate::http::{Call, Fault};

/// `GET /inspection`: the items, those that are overdue first, then by the day on which they are due.
pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let page = Page::of(call, 100, 500)?;
    let today = today()?;
    let whole = desk.whole()?;
    let all = &whole.inspection.items;
    let wanted: fn(&Item, umbra_model::PartialDate) -> bool = match call.parameters.get("which").unwrap_or("open") {
        "open" => |item, _| item.state != ItemState::Verified,
        "overdue" => |item, today| item.is_overdue(today),
        "verified" => |item, _| item.state == ItemState::Verified,
        "all" => |_, _| true,
        _ => return Err(Fault::malformed("which is one of open, overdue, verified, all")),
    };
    let mut items: Vec<&Item> = all.iter().filter(|item| wanted(item, today)).collect();
    let due = |item: &Item| item.due.map(umbra_model::PartialDate::latest);
    items.sort_by_key(|item| (!item.is_overdue(today), due(item).is_none(), due(item)));
    let shown = page.cut(&items).iter().map(|item| {
        let mut json = to_json(item)?;
        json["is_overdue"] = item.is_overdue(today).into();
        let next = ItemState::ALL.into_iter().filter(|next| item.state.can_become(*next));
        json["next"] = next.map(ItemState::name).collect();
        Ok(json)
    });
    let shown: Vec<Value> = shown.collect::<Result<_, Fault>>()?;
    Ok(Reply::Json(json!({
        "version": desk.version,
        "today": today,
        "total": items.len(),
        "open": all.iter().filter(|item| item.state != ItemState::Verified).count(),
        "overdue": all.iter().filter(|item| item.is_overdue(today)).count(),
        "verified": all.iter().filter(|item| item.state == ItemState::Verified).count(),
        "items": shown,
    })))
}

/// A step as the page sends it.
#[derive(Deserialize)]
struct Step {
    /// The item; left out when one is opened.
    #[serde(default)]
    id: Option<String>,
    state: String,
    #[serde(default)]
    trade: Option<String>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    assigned_to: Option<String>,
    #[serde(default)]
    found: Option<String>,
    #[serde(default)]
    to_rectify: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    due: Option<String>,
}

/// `POST /inspection/step`
pub(crate) fn step(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let step: Step = call.sent("the body is no step of an item")?;
    let state = ItemState::parse(&step.state)
        .ok_or_else(|| Fault::malformed("state is one of opened, assigned, rectified, verified, reopened"))?;
    let due = step.due.as_deref().filter(|due| !due.is_empty()).map(str::parse).transpose();
    let due = due.map_err(|error: umbra_model::DateError| {
        Fault::malformed(format!("due: {}: write YYYY-MM-DD", short(&error.to_string())))
    })?;
    let texts = [&step.trade, &step.place, &step.assigned_to, &step.found, &step.to_rectify, &step.note];
    check_length(texts.into_iter().flatten().map(String::as_str))?;
    let Step { id, trade, place, assigned_to, found, to_rectify, note, .. } = step;
    let change = ItemChange { state, trade, place, assigned_to, found, to_rectify, note, due };
    let id = keep(workbench, call, "inspect", |facts| {
        Ok(change.noted(facts, id.as_deref(), &call.visitor.name, today()?)?)
    })?;
    Ok(Reply::Json(json!({ "item": id, "state": state })))
}

impl From<ItemError> for Fault {
    fn from(error: ItemError) -> Self {
        match error {
            ItemError::Unknown(_) => Self::not_found(error.to_string()),
            ItemError::OutOfOrder { .. } => Self::conflict(error.to_string()),
            _ => Self::malformed(error.to_string()),
        }
    }
}
