//! A table as a table, with its cited cells marked.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::Place;

use super::sources::{SourceWriter, Written};
use crate::markup::Markup;
use crate::places::{Anchor, Cited};
use crate::words;

/// The cited cells of a table, by row and column.
type Cells<'a> = BTreeMap<(u64, &'a str), &'a Cited>;

/// A table as far as it is shown: the columns' names, and rows with their numbers.
struct Sheet {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    /// How many rows were not even laid out.
    left_out: usize,
    /// Whether it holds cited cells alone, because the table itself is not in the case or could not be laid out again.
    is_partial: bool,
}

impl Sheet {
    /// Whether it holds nothing but citations and less than half of its cells are filled.
    fn is_sparse(&self) -> bool {
        let filled: usize = self.rows.iter().map(|(_, values)| values.iter().filter(|v| !v.is_empty()).count()).sum();
        self.is_partial && filled * 2 < self.rows.len() * self.columns.len()
    }
}

/// Writes the table, or as much of it as fits: rows with cited cells go first.
pub(super) fn write(writer: &SourceWriter<'_>, out: &mut Markup, text: Option<&str>, budget: usize) -> Written {
    let cells: Cells<'_> = writer
        .cited
        .iter()
        .filter_map(|cited| match &cited.place {
            Place::Cell { row, column } => Some(((*row, column.as_str()), cited)),
            Place::Text { .. } => None,
        })
        .collect();
    let sheet = text.and_then(|text| parse(text, &cells)).unwrap_or_else(|| from_cells(&cells, budget));
    if sheet.is_partial && !sheet.rows.is_empty() {
        out.raw("<p class=\"quiet\">Only what was cited is shown, row by row.</p>");
    }
    let cited_rows: BTreeSet<u64> = cells.keys().map(|(row, _)| *row).collect();
    let mut order: Vec<usize> = (0..sheet.rows.len()).collect();
    order.sort_by_key(|&at| !cited_rows.contains(&sheet.rows[at].0));
    let mut bytes = 0;
    let mut chosen = BTreeSet::new();
    for at in order {
        let size: usize = sheet.rows[at].1.iter().map(|cell| cell.len() + 1).sum();
        if bytes + size > budget {
            break;
        }
        bytes += size;
        chosen.insert(at);
    }
    let mut written = Written { bytes, shown: Vec::new() };
    if sheet.is_sparse() {
        records(writer, out, &sheet, &chosen, &cells, &mut written.shown);
        return written;
    }
    out.open_table("Table", &[("class", &"sheet")]).raw("<thead><tr>");
    out.raw("<th scope=\"col\"><abbr title=\"row\">#</abbr></th>");
    for column in &sheet.columns {
        out.element("th", &[("scope", &"col")], column);
    }
    out.raw("</tr></thead><tbody>");
    let mut next = 0;
    for at in chosen {
        gap(out, at - next, sheet.columns.len());
        next = at + 1;
        let (row, values) = &sheet.rows[at];
        out.raw("<tr>").element("th", &[("scope", &"row")], row);
        for (column, value) in sheet.columns.iter().zip(values) {
            cell(writer, out, value, cells.get(&(*row, column.as_str())).copied(), &mut written.shown);
        }
        out.raw("</tr>");
    }
    gap(out, sheet.rows.len() - next + sheet.left_out, sheet.columns.len());
    out.raw("</tbody>").close_table();
    written
}

/// Rows as lists of what they hold, for a data set of entities: as a table it would be mostly empty.
fn records(
    writer: &SourceWriter<'_>,
    out: &mut Markup,
    sheet: &Sheet,
    chosen: &BTreeSet<usize>,
    cells: &Cells<'_>,
    shown: &mut Vec<Anchor>,
) {
    let left_out = |out: &mut Markup, rows: usize| {
        if rows > 0 {
            let count = words::count(rows, "row", "rows");
            out.element("li", &[("class", &"gap")], format_args!("… ({count} not shown)"));
        }
    };
    out.raw("<ul class=\"records\">");
    let mut next = 0;
    for &at in chosen {
        left_out(out, at - next);
        next = at + 1;
        let (row, values) = &sheet.rows[at];
        out.raw("<li>").element("small", &[], format_args!("row {row}"));
        for (column, value) in sheet.columns.iter().zip(values) {
            let Some(cited) = cells.get(&(*row, column.as_str())) else { continue };
            let anchor = writer.places.anchor(writer.number, &cited.place);
            out.raw(" <span class=\"pair\">").element("small", &[], column).raw(" ");
            out.open("span", &[("id", &anchor), ("dir", &"auto"), ("tabindex", &"-1")]);
            writer.open_mark(out, &[cited]);
            out.text(value).raw("</mark></span></span>");
            shown.push(anchor);
        }
        out.raw("</li>");
    }
    left_out(out, sheet.rows.len() - next + sheet.left_out);
    out.raw("</ul>");
}

fn cell(writer: &SourceWriter<'_>, out: &mut Markup, value: &str, cited: Option<&Cited>, shown: &mut Vec<Anchor>) {
    let Some(cited) = cited else {
        out.raw("<td dir=\"auto\">").text(value).raw("</td>");
        return;
    };
    let anchor = writer.places.anchor(writer.number, &cited.place);
    out.open("td", &[("id", &anchor), ("dir", &"auto"), ("tabindex", &"-1")]);
    writer.open_mark(out, &[cited]);
    out.text(value).raw("</mark></td>");
    shown.push(anchor);
}

fn gap(out: &mut Markup, rows: usize, columns: usize) {
    if rows > 0 {
        let count = words::count(rows, "row", "rows");
        out.raw("<tr>").open("td", &[("class", &"gap"), ("colspan", &(columns + 1))]);
        out.text(format_args!("… ({count} not shown)")).raw("</td></tr>");
    }
}

/// Lays the text out in rows again. How the reader cut it is not told, so each usual separator is tried, and one is taken
/// only if every cited cell then holds its quote.
fn parse(text: &str, cells: &Cells<'_>) -> Option<Sheet> {
    [b',', b';', b'\t', b'|']
        .into_iter()
        .filter_map(|separator| parse_with(text, separator))
        .find(|sheet| holds(sheet, cells))
}

fn parse_with(text: &str, separator: u8) -> Option<Sheet> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut records = reader.records().map_while(Result::ok);
    let columns: Vec<String> = records.next()?.iter().map(|name| name.trim().to_owned()).collect();
    if columns.len() < 2 {
        return None;
    }
    let rows = (2..).zip(records).map(|(row, record)| {
        let mut values: Vec<String> = record.iter().map(str::to_owned).collect();
        values.resize(columns.len(), String::new());
        (row, values)
    });
    let rows = rows.collect();
    Some(Sheet { columns, rows, left_out: 0, is_partial: false })
}

fn holds(sheet: &Sheet, cells: &Cells<'_>) -> bool {
    let places: BTreeMap<&str, usize> =
        sheet.columns.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    cells.iter().all(|((row, column), cited)| {
        let value = usize::try_from(*row).ok().and_then(|row| row.checked_sub(2)).and_then(|at| sheet.rows.get(at));
        let value = value.zip(places.get(column)).map(|((_, values), at)| values[*at].as_str());
        value.is_some_and(|value| cited.quotes.iter().all(|quote| quote == value))
    })
}

/// A table of nothing but the cited cells, as many rows as fit.
fn from_cells(cells: &Cells<'_>, budget: usize) -> Sheet {
    let columns: BTreeSet<&str> = cells.keys().map(|(_, column)| *column).collect();
    let columns: Vec<String> = columns.into_iter().map(str::to_owned).collect();
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    let mut bytes = 0;
    let mut left_out = BTreeSet::new();
    for ((row, column), cited) in cells {
        if bytes > budget && rows.last().is_none_or(|(last, _)| last != row) {
            left_out.insert(*row);
            continue;
        }
        if rows.last().is_none_or(|(last, _)| last != row) {
            rows.push((*row, vec![String::new(); columns.len()]));
        }
        let cell = cited.quotes.join("; ");
        bytes += cell.len() + 1;
        if let (Some((_, values)), Ok(at)) =
            (rows.last_mut(), columns.binary_search_by(|name| name.as_str().cmp(column)))
        {
            values[at] = cell;
        }
    }
    Sheet { columns, rows, left_out: left_out.len(), is_partial: true }
}
