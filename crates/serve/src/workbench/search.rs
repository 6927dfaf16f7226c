//! Words in names, values and texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use umbra_case::{Hit, HitKind};
use umbra_model::Schema;

use super::Workbench;
use super::addresses::{Page, Reply};
use crate::http::{Call, Fault};
use crate::limits::LONGEST_SEARCH;

/// Hits that are looked at for the facets, beyond those of the page.
const COUNTED: usize = 100;
/// How far pages go; whoever wants more narrows the search.
const FARTHEST: usize = 20_000;

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let page = Page::of(call, 20, 100)?;
    let query = call.parameters.get("q").unwrap_or_default().trim();
    if query.chars().count() > LONGEST_SEARCH {
        return Err(Fault::malformed(format!("q is longer than {LONGEST_SEARCH} characters")));
    }
    let (what, schema) =
        (call.parameters.get("what").unwrap_or_default(), call.parameters.get("schema").unwrap_or_default());
    let is_narrowed = !what.is_empty() || !schema.is_empty();
    let end = page.offset.saturating_add(page.limit).min(FARTHEST);
    // A narrower list is made of a wider one: more has to be looked at.
    let wanted = if is_narrowed { (end * 5).clamp(COUNTED, FARTHEST) } else { (end + 1).max(COUNTED) };
    let hits = workbench.with_case(|case| Ok(case.search(query, wanted)?))?;
    let described = |hit: &Hit| -> (&'static str, String) {
        match &hit.what {
            HitKind::Entity(id) => {
                ("entity", desk.facts.profile(id).map_or_else(String::new, |p| p.schema().name().to_owned()))
            }
            HitKind::Source(..) => ("source", String::new()),
        }
    };
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut schemata: BTreeMap<String, usize> = BTreeMap::new();
    for (kind, schema) in hits.iter().map(described) {
        *kinds.entry(kind).or_default() += 1;
        if !schema.is_empty() {
            *schemata.entry(schema).or_default() += 1;
        }
    }
    let fits = |hit: &&Hit| {
        let (kind, own) = described(hit);
        (what.is_empty() || what == kind) && (schema.is_empty() || schema == own)
    };
    let fitting: Vec<&Hit> = hits.iter().filter(fits).collect();
    let results = page.cut(&fitting).iter().map(|hit| {
        let (kind, schema) = described(hit);
        match &hit.what {
            HitKind::Entity(id) => json!({ "what": kind, "id": id, "caption": hit.caption, "schema": schema,
                "quote": hit.quote, "statement": hit.statement }),
            HitKind::Source(id, span) => json!({ "what": kind, "id": id, "caption": hit.caption, "quote": hit.quote,
                "place": span.place() }),
        }
    });
    let mut counted: Vec<(String, usize)> = schemata.into_iter().collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let label = |name: &str| Schema::get(name).map_or_else(|| name.to_owned(), |schema| schema.label().to_owned());
    let schemata: Vec<Value> =
        counted.iter().map(|(name, count)| json!({ "name": name, "label": label(name), "count": count })).collect();
    Ok(Reply::Json(json!({
        "results": results.collect::<Vec<_>>(),
        "facets": { "what": kinds, "schema": schemata },
        "counted": hits.len(),
        "has_more": fitting.len() > end || (hits.len() == wanted && wanted < FARTHEST),
    })))
}
