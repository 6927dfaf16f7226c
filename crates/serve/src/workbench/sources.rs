//! The list of sources, with what became of each.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Workbench;
use super::addresses::{Page, Reply, json as to_json};
use crate::http::{Call, Fault};

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let page = Page::of(call, 100, 500)?;
    let words = call.parameters.get("q").unwrap_or_default().to_lowercase();
    let fits = |source: &&umbra_model::Source| {
        let text = [Some(source.name()), Some(&source.path), source.publisher.as_deref()];
        words.is_empty() || text.into_iter().flatten().any(|text| text.to_lowercase().contains(&words))
    };
    let mut sources: Vec<_> = desk.facts.sources().filter(fits).collect();
    sources.sort_by(|a, b| (&a.path, a.id).cmp(&(&b.path, b.id)));
    let results = page.cut(&sources).iter().map(|source| {
        let statements = desk.by_source.get(&source.id).map_or(0, Vec::len);
        let mut json = to_json(source)?;
        json["name"] = source.name().into();
        json["statements"] = statements.into();
        json["state"] = if statements == 0 { "nothing_found" } else { "read" }.into();
        json["reliability_means"] = source.reliability.meaning().into();
        Ok(json)
    });
    let results: Vec<Value> = results.collect::<Result<_, Fault>>()?;
    Ok(Reply::Json(json!({
        "version": desk.version,
        "total": sources.len(),
        "results": results,
        "skipped": to_json(&desk.facts.skipped())?,
        "can_read_again": !workbench.inputs.is_empty(),
    })))
}

/// `POST /sources/again`: what was read before is passed over, so that what failed is tried once more. How it goes is told
/// by the events.
pub(crate) fn again(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    if workbench.inputs.is_empty() {
        return Err(Fault::bad_request(
            "the server was started with a case and no documents: upload what is to be read",
        ));
    }
    if !workbench.claim_reading() {
        return Err(Fault::conflict("documents are being read already"));
    }
    let (reading, actor) = (Arc::clone(workbench), call.visitor.name.clone());
    std::thread::spawn(move || reading.read(&reading.inputs, &actor, || {}));
    Ok(Reply::Json(json!({ "activity": workbench.activity() })))
}
