//! Hits as text, as JSON and as a table.

use std::io::Write;

use anyhow::Result;
use serde::Serialize;

use super::queries::{Column, List, Query};
use super::screening::{Best, Found, Screened};
use crate::left_out::LeftOut;
use crate::output::Output;
use crate::page::{self, FAINT, HEADING, styled};

/// The result of looking up a list, as JSON.
#[derive(Serialize)]
pub struct Report<'a> {
    columns: &'a [Column],
    columns_ignored: &'a [String],
    queries: Vec<OfQuery<'a>>,
    queries_with_hits: usize,
    entities: u64,
    left_out_of_list: &'a LeftOut,
    left_out_of_collection: &'a LeftOut,
}

#[derive(Serialize)]
struct OfQuery<'a> {
    line: Option<u64>,
    id: Option<&'a str>,
    name: &'a str,
    schema: &'static str,
    hits: &'a [Found],
    hits_in_all: u64,
}

impl<'a> Report<'a> {
    pub fn of(list: &'a List, screened: &'a Screened) -> Self {
        let of = |(query, best): (&'a Query, &'a Best)| OfQuery {
            line: query.line,
            id: query.id.as_deref(),
            name: &query.name,
            schema: query.schema.name(),
            hits: &best.found,
            hits_in_all: best.count,
        };
        Self {
            columns: &list.columns,
            columns_ignored: &list.ignored,
            queries: list.queries.iter().zip(&screened.best).map(of).collect(),
            queries_with_hits: with_hits(screened),
            entities: screened.entities,
            left_out_of_list: &list.left,
            left_out_of_collection: &screened.left,
        }
    }
}

fn with_hits(screened: &Screened) -> usize {
    screened.best.iter().filter(|best| best.count > 0).count()
}

/// One who may be meant: score, caption, id, then each part of the score with its reason.
pub fn found(out: &mut dyn Write, found: &Found, indent: usize) -> Result<()> {
    let (space, deeper) = (" ".repeat(indent), indent + 6);
    let score = format!("{:.2}", found.rating.score);
    let rest = styled(FAINT, format!("{}  {}", found.schema, found.id));
    writeln!(out, "{space}{score}  {}  {rest}", styled(HEADING, &found.caption))?;
    for part in &found.rating.parts {
        let told = format!("{:+.2} {}: {}", part.score, part.part, part.why);
        writeln!(out, "{}{}", " ".repeat(deeper), page::wrapped(&told, page::width() - deeper, deeper + 2, 4))?;
    }
    Ok(())
}

/// The queries that have hits, each with its hits; then the counts.
pub fn list(out: &mut dyn Write, list: &List, screened: &Screened) -> Result<()> {
    for (query, best) in list.queries.iter().zip(&screened.best).filter(|(_, best)| best.count > 0) {
        let line = query.line.map_or_else(String::new, |line| format!("line {line}"));
        let id = query.id.as_ref().map_or_else(String::new, |id| format!(", id {}", page::cut(id, 60)));
        writeln!(out, "{}  {}", styled(HEADING, page::cut(&query.name, 80)), styled(FAINT, format!("{line}{id}")))?;
        for hit in &best.found {
            found(out, hit, 2)?;
        }
        let more = best.count.saturating_sub(best.found.len() as u64);
        if more > 0 {
            writeln!(out, "  {}", styled(FAINT, format!("and {} more: --limit shows them", page::grouped(more))))?;
        }
    }
    Ok(())
}

/// What was looked up in what, and with what result.
pub fn counts(list: &List, screened: &Screened) -> String {
    let queries = page::count(list.queries.len(), "query", "queries");
    let entities = if screened.entities == 1 { "entity" } else { "entities" };
    let hits: u64 = screened.best.iter().map(|best| best.count).sum();
    let number = usize::try_from(hits).unwrap_or(usize::MAX);
    format!(
        "{queries} looked up among {} {entities}: {} for {}, none for {}",
        page::grouped(screened.entities),
        page::count(number, "hit", "hits"),
        page::grouped(with_hits(screened) as u64),
        page::grouped((list.queries.len() - with_hits(screened)) as u64),
    )
}

/// Which columns were taken as what; empty for a file of entities.
pub fn columns(list: &List) -> String {
    if list.columns.is_empty() {
        return String::new();
    }
    let taken = list.columns.iter().map(|column| match &*column.taken_as {
        as_named if as_named == column.header => column.header.clone(),
        other => format!("{} as {other}", column.header),
    });
    let taken = format!("Columns taken: {}", taken.collect::<Vec<_>>().join(", "));
    let ignored: Vec<&str> =
        list.ignored.iter().map(|header| if header.is_empty() { "(no name)" } else { header }).collect();
    if ignored.is_empty() { taken } else { format!("{taken}; not taken: {}", ignored.join(", ")) }
}

/// Writes a row for each hit, and for a query without one a row that says so.
///
/// # Errors
/// When it can't be written.
pub fn table(output: &mut Output, list: &List, screened: &Screened) -> Result<()> {
    output.write_all(b"line,query_id,query,rank,score,id,caption,schema,datasets,why\n")?;
    for (query, best) in list.queries.iter().zip(&screened.best) {
        let line = query.line.map_or_else(String::new, |line| line.to_string());
        let own = [line, query.id.clone().unwrap_or_default(), query.name.clone()];
        if best.found.is_empty() {
            row(output, own.iter().map(String::as_str).chain(["0", "", "", "", "", "", ""]))?;
        }
        for (rank, hit) in (1..).zip(&best.found) {
            let parts = &hit.rating.parts;
            let why = parts.iter().map(|part| format!("{:+.2} {}: {}", part.score, part.part, part.why));
            let cells = [
                format!("{rank}"),
                hit.rating.score.to_string(),
                hit.id.clone(),
                hit.caption.clone(),
                hit.schema.to_owned(),
                hit.datasets.join(";"),
                why.collect::<Vec<_>>().join("; "),
            ];
            row(output, own.iter().chain(&cells).map(String::as_str))?;
        }
    }
    Ok(())
}

fn row<'c>(output: &mut Output, cells: impl Iterator<Item = &'c str>) -> Result<()> {
    let cell = |cell: &str| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let line = cells.map(cell).collect::<Vec<_>>().join(",");
    output.write_all(line.as_bytes())?;
    output.write_all(b"\n")?;
    Ok(())
}
