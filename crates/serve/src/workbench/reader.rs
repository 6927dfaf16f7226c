//! A source as it stands, with every quote marked in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value, json};
use umbra_find::{Fact, StatementId};
use umbra_model::{Place, Source, SourceId, Text};

use super::addresses::{Reply, json as to_json};
use super::{Desk, Workbench};
use crate::http::{Call, Fault};

/// Bytes of text on one page, give or take a sentence.
const PAGE: usize = 60_000;
/// Rows of a table on one page.
const ROWS: usize = 100;
/// Bytes of a source that are handed out.
const LARGEST: u64 = 64 << 20;

fn source_of(call: &Call) -> Result<SourceId, Fault> {
    let id = call.parameters.get("id").unwrap_or_default();
    id.parse().map_err(|_| Fault::malformed("id is no source: 64 hexadecimal digits are wanted"))
}

pub(crate) fn answer(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let desk = workbench.desk()?;
    let id = source_of(call)?;
    let source = desk.facts.source(id).ok_or_else(|| Fault::not_found("the case holds no source of this id"))?;
    let text = workbench.with_case(|case| Ok(case.source_text(id)?))?;
    let at = call.parameters.get("at").and_then(|id| id.parse().ok()).map(StatementId::from_number);
    let at = at.and_then(|id| desk.facts.fact(id)).filter(|fact| fact.statement.span().source() == id);
    let offset = call.parameters.number("offset", 0, 1 << 40)?;
    let facts: Vec<&Fact> =
        desk.by_source.get(&id).into_iter().flatten().filter_map(|statement| desk.facts.fact(*statement)).collect();
    let mut answer = match &text {
        Some(text) => of_text(&desk, text, &facts, offset, at)?,
        None => of_rows(&desk, &facts, offset, at)?,
    };
    answer["source"] = to_json(source)?;
    answer["source"]["name"] = source.name().into();
    answer["source"]["reliability_means"] = source.reliability.meaning().into();
    answer["version"] = desk.version.into();
    Ok(Reply::Json(answer))
}

/// A piece of the text, cut where quotes begin and end.
fn of_text(desk: &Desk, text: &Text, facts: &[&Fact], offset: usize, at: Option<&Fact>) -> Result<Value, Fault> {
    let whole = text.as_str();
    let places: Vec<(&Fact, Range<usize>)> =
        facts.iter().filter_map(|fact| Some((*fact, text.bytes_of(fact.statement.span().place())?))).collect();
    // The place that is asked for lies a little below the top.
    let wanted = at.and_then(|fact| text.bytes_of(fact.statement.span().place()));
    let start = wanted.map_or(offset, |place| if place.end <= PAGE { 0 } else { place.start.saturating_sub(PAGE / 4) });
    let start = boundary(whole, start);
    let end = boundary(whole, start.saturating_add(PAGE));
    let mut cuts: BTreeSet<usize> = BTreeSet::from([start, end]);
    let within = |place: &Range<usize>| place.start < end && place.end > start;
    for (_, place) in places.iter().filter(|(_, place)| within(place)) {
        cuts.insert(place.start.max(start));
        cuts.insert(place.end.min(end));
    }
    let pages: BTreeMap<usize, usize> = (1..).zip(text.pages()).map(|(number, byte)| (*byte, number)).collect();
    cuts.extend(pages.keys().copied().filter(|byte| (start..end).contains(byte)));
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut shown: BTreeSet<StatementId> = BTreeSet::new();
    let mut pieces: Vec<Value> = Vec::new();
    // What covers a piece changes only at cuts, so that one walk over the places in order is enough.
    let mut by_start: Vec<&(&Fact, Range<usize>)> = places.iter().filter(|(_, place)| within(place)).collect();
    by_start.sort_by_key(|(fact, place)| (place.start, place.end, fact.id));
    let mut open: Vec<&(&Fact, Range<usize>)> = Vec::new();
    let mut next = 0;
    for cut in cuts.windows(2) {
        while let Some(place) = by_start.get(next).filter(|(_, place)| place.start.max(start) <= cut[0]) {
            open.push(place);
            next += 1;
        }
        open.retain(|(_, place)| place.end > cut[0]);
        let marks: Vec<StatementId> = open.iter().map(|(fact, _)| fact.id).collect();
        shown.extend(&marks);
        let piece = whole.get(cut[0]..cut[1]).unwrap_or_default();
        pieces.push(json!({ "text": piece, "marks": marks, "page": pages.get(&cut[0]),
            "start": text.characters_before(cut[0]) }));
    }
    Ok(json!({
        "kind": "text",
        "pieces": pieces,
        "statements": statements(desk, &shown)?,
        "offset": start,
        "next": (end < whole.len()).then_some(end),
        "previous": (start > 0).then(|| start.saturating_sub(PAGE)),
        "total": whole.len(),
    }))
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The rows of a table from which something was taken.
fn of_rows(desk: &Desk, facts: &[&Fact], offset: usize, at: Option<&Fact>) -> Result<Value, Fault> {
    let mut rows: BTreeMap<u64, Vec<&Fact>> = BTreeMap::new();
    for fact in facts {
        if let Place::Cell { row, .. } = fact.statement.span().place() {
            rows.entry(*row).or_default().push(fact);
        }
    }
    let wanted = at.and_then(|fact| match fact.statement.span().place() {
        Place::Cell { row, .. } => rows.keys().position(|known| known == row),
        Place::Text { .. } => None,
    });
    let start = wanted.map_or(offset, |place| place / ROWS * ROWS);
    let mut shown: BTreeSet<StatementId> = BTreeSet::new();
    let mut listed: Vec<Value> = Vec::new();
    for (row, facts) in rows.iter().skip(start).take(ROWS) {
        let mut cells: BTreeMap<(&str, &str), Vec<StatementId>> = BTreeMap::new();
        for fact in facts {
            if let Place::Cell { column, .. } = fact.statement.span().place() {
                cells.entry((column, fact.statement.span().quote())).or_default().push(fact.id);
                shown.insert(fact.id);
            }
        }
        let cells =
            cells.iter().map(|((column, quote), marks)| json!({ "column": column, "text": quote, "marks": marks }));
        listed.push(json!({ "row": row, "cells": cells.collect::<Vec<_>>() }));
    }
    let end = start.saturating_add(listed.len());
    Ok(json!({
        "kind": "rows",
        "rows": listed,
        "statements": statements(desk, &shown)?,
        "offset": start,
        "next": (end < rows.len()).then_some(end),
        "previous": (start > 0).then(|| start.saturating_sub(ROWS)),
        "total": rows.len(),
    }))
}

/// What statements say, by their numbers.
fn statements(desk: &Desk, ids: &BTreeSet<StatementId>) -> Result<Value, Fault> {
    let mut all = Map::new();
    for fact in ids.iter().filter_map(|id| desk.facts.fact(*id)) {
        let statement = &fact.statement;
        let target = statement.target().map(|id| desk.facts.entity(&id));
        all.insert(
            fact.id.number().to_string(),
            json!({
                "entity": to_json(&desk.facts.entity(statement.entity()))?,
                "property": statement.property().label(),
                "value": target.as_ref().map_or_else(|| statement.value().to_owned(), |entity| entity.caption.clone()),
                "target": to_json(&target)?,
                "standing": statement.standing(),
                "voices": statement.attribution().links().iter().map(|link| link.name.clone()).collect::<Vec<_>>(),
                "by": statement.origin().to_string(),
            }),
        );
    }
    Ok(Value::Object(all))
}

/// `GET /source/pdf`: shown by the browser's own viewer, in a frame of the page alone.
pub(crate) fn pdf(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let (source, content) = content(workbench, call)?;
    // A file that merely says so is not handed out as one: it is for saving.
    let is_pdf =
        content.get(..1024.min(content.len())).is_some_and(|head| head.windows(5).any(|bytes| bytes == b"%PDF-"));
    if source.media_type != "application/pdf" || !is_pdf {
        return Err(Fault::not_found("the source is no PDF file"));
    }
    Ok(Reply::Pdf(content))
}

/// `GET /source/bytes`: never shown by the browser, only saved.
pub(crate) fn bytes(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let (source, content) = content(workbench, call)?;
    let file = source.path.rsplit('/').next().unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' };
    let name: String = file.chars().map(plain).take(100).collect();
    Ok(Reply::File { media_type: "application/octet-stream", name, content })
}

/// The source that is asked for, with its bytes.
fn content(workbench: &Workbench, call: &Call) -> Result<(Source, Vec<u8>), Fault> {
    let desk = workbench.desk()?;
    let id = source_of(call)?;
    let source = desk.facts.source(id).ok_or_else(|| Fault::not_found("the case holds no source of this id"))?;
    let content = workbench.with_case(|case| {
        let mut content = Vec::new();
        case.read_source(id)?
            .take(LARGEST)
            .read_to_end(&mut content)
            .map_err(|error| Fault::broken(format!("the source can't be read: {error}")))?;
        Ok(content)
    })?;
    Ok((source.clone(), content))
}
