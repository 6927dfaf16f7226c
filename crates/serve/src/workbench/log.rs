//! Who did what when, and whether it is all as it was written.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Workbench;
use super::addresses::{Page, Reply, json as to_json};
use crate::http::{Call, Fault};

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let page = Page::of(call, 100, 500)?;
    workbench.desk()?;
    let mut entries = workbench.with_case(|case| Ok(case.log()?))?;
    entries.reverse();
    let results: Vec<Value> = page.cut(&entries).iter().map(to_json).collect::<Result<_, Fault>>()?;
    Ok(Reply::Json(json!({ "total": entries.len(), "results": results })))
}

pub(crate) fn verify(workbench: &Arc<Workbench>, _: &Call) -> Result<Reply, Fault> {
    workbench.desk()?;
    let found = workbench.with_case(|case| Ok(case.verify(&mut |_| ())?))?;
    let mut answer = to_json(&found)?;
    answer["is_whole"] = found.is_whole().into();
    Ok(Reply::Json(answer))
}
