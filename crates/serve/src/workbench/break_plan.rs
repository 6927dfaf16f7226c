//! Whose removal breaks the network.

use std::sync::Arc;

use serde_json::Value;
use umbra_find::{Aim, NOT_GUILT, Question, Removals, Web};

use super::addresses::{Reply, json};
use super::view::entity;
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Removals of a plan at most.
const MOST: usize = 100;

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    desk.answers.answer(call, || planned(&desk, call))
}

fn planned(desk: &Desk, call: &Call) -> Result<Value, Fault> {
    let aim = match call.parameters.get("aim").unwrap_or("size") {
        "size" => Aim::Size,
        "fewest" => Aim::Fewest,
        "pairs" => Aim::Pairs,
        "efficiency" => Aim::Efficiency,
        "money" => Aim::Money,
        "protector" => Aim::Protector,
        _ => return Err(Fault::malformed("aim is one of size, fewest, pairs, efficiency, money, protector")),
    };
    let most = call.parameters.number("most", 0, MOST)?;
    let around = call.parameters.get("around").filter(|id| !id.is_empty()).map(entity).transpose()?;
    let around = around.map(|id| desk.facts.canonical(&id).clone());
    let whole = desk.whole()?;
    let web = Web::of_case_near(&desk.facts, &whole.network, &whole.umbrellas, around.as_ref(), Web::NEAR)?;
    let question = Question { aim, most: (most > 0).then_some(most), ..Question::default() };
    let removals = Removals::of(&web, &question).map_err(|error| Fault::bad_request(error.to_string()))?;
    let mut answer = json(&removals)?;
    answer["yardstick_words"] = removals.yardstick.words().into();
    answer["not_guilt"] = NOT_GUILT.into();
    Ok(answer)
}
