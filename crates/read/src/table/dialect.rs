//! How a table is written: its delimiter, its quotation mark, its header.

use std::collections::{HashMap, HashSet};

use super::record::{Dialect, Record, Records};
use crate::dates;

/// Records on which the dialect is decided.
const SAMPLE_RECORDS: usize = 200;

/// What a sample of a table shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    pub dialect: Dialect,
    /// Cells in a row, as a rule.
    pub width: usize,
    /// The row of the header; 0 where there is none.
    pub header_row: u64,
    /// One name for each column, all different.
    pub headers: Vec<String>,
}

/// Finds the shape of a table from its first characters; `None` where no rows can be seen in them.
///
/// The delimiter wins under which the most rows have the same number of cells; among equals the one that gives more
/// cells, then the comma.
pub(crate) fn sniff(sample: &str, whole: bool, max_cell: usize) -> Option<Shape> {
    if let Some(delimiter) = sample.strip_prefix("sep=").and_then(|rest| rest.bytes().next()).filter(u8::is_ascii) {
        // Excel's own way to say it.
        return shape(sample, whole, Dialect { delimiter, quote: b'"', backslash: false }, max_cell)
            .map(|(_, shape)| shape);
    }
    let doubled = sample.matches("\"\"").count();
    let backslash = sample.matches("\\\"").count() > doubled;
    let quote = if sample.contains('"') || sample.matches('\'').count() < 4 { b'"' } else { single_quote(sample) };
    let shapes = [b',', b';', b'\t', b'|'].into_iter().rev();
    shapes
        .filter_map(|delimiter| shape(sample, whole, Dialect { delimiter, quote, backslash }, max_cell))
        .max_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal))
        .map(|(_, shape)| shape)
}

/// Cells in single quotation marks begin and end with them; apostrophes stand inside words.
fn single_quote(sample: &str) -> u8 {
    let around = [",'", ";'", "\t'", "|'", "\n'"].iter().map(|start| sample.matches(start).count()).sum::<usize>();
    if around * 3 > sample.matches('\'').count() { b'\'' } else { b'"' }
}

fn shape(sample: &str, whole: bool, dialect: Dialect, max_cell: usize) -> Option<((f64, usize), Shape)> {
    let mut records = Records::new(sample.as_bytes(), dialect, max_cell);
    let mut found = Vec::new();
    while found.len() < SAMPLE_RECORDS
        && let Ok(Some(record)) = records.next()
    {
        found.push(record);
    }
    // The last record of a sample may be cut off; a table's first row fits into it.
    if !whole && found.len() < SAMPLE_RECORDS {
        found.pop();
    }
    let names_separator = |record: &Record| record.number == 1 && record.cells[0].starts_with("sep=");
    found.retain(|record| !record.is_blank() && !names_separator(record));
    let widths: Vec<usize> = found.iter().map(|record| record.cells.len()).collect();
    let width = *widths.iter().max_by_key(|width| (widths.iter().filter(|w| w == width).count(), **width))?;
    let regular = widths.iter().filter(|w| **w == width).count() as f64 / widths.len() as f64;
    let header = found.iter().find(|record| record.cells.len() == width)?;
    let is_header = looks_like_header(header);
    let names = if is_header { header.cells.clone() } else { vec![String::new(); width] };
    let shape =
        Shape { dialect, width, header_row: if is_header { header.number } else { 0 }, headers: distinct(names) };
    // A single column fits any text: it wins only where nothing else does.
    Some(((if width == 1 { 0.0 } else { regular }, width), shape))
}

/// Names, not values: no cell is a number or a date, and most are filled and differ.
fn looks_like_header(record: &Record) -> bool {
    let cells: Vec<String> = record.cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let mut distinct: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let is_value = |cell: &String| {
        let number = cell.chars().any(|c| c.is_ascii_digit())
            && cell.chars().all(|c| c.is_ascii_digit() || ".,-+ %€$".contains(c));
        number && !(cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20")))
            || dates::parse(cell).is_some_and(|d| d.day().is_some())
    };
    filled * 2 >= cells.len() && distinct.len() * 10 >= filled * 6 && !cells.iter().any(is_value)
}

/// Gives each column a name of its own: "column 3" for a nameless one, "name (2)" for the second of a name.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut taken = HashSet::with_capacity(names.len());
    // A hostile header repeats one name ten thousand times: where the last one ended, the next one goes on.
    let mut last_number: HashMap<String, usize> = HashMap::new();
    let mut distinct = Vec::with_capacity(names.len());
    for (at, name) in names.into_iter().enumerate() {
        let name = name.trim();
        let name = if name.is_empty() { format!("column {}", at + 1) } else { name.to_owned() };
        let mut candidate = name.clone();
        if taken.contains(&candidate) {
            let number = last_number.entry(name.clone()).or_insert(1);
            while taken.contains(&candidate) {
                *number += 1;
                candidate = format!("{name} ({number})");
            }
        }
        taken.insert(candidate.clone());
        distinct.push(candidate);
    }
    distinct
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(sample: &str, delimiter: char, header_row: u64, headers: &[&str]) {
        let shape = sniff(sample, true, 1 << 20).unwrap();
        assert_eq!((shape.dialect.delimiter as char, shape.header_row), (delimiter, header_row), "{sample}");
        assert_eq!(shape.headers, headers, "{sample}");
    }

    #[test]
    fn delimiters_and_headers_are_found() {
        check("name,born\nMa,1960\n", ',', 1, &["name", "born"]);
        check("name;amount\nMa;1,5\nBrandt;2,5\n", ';', 1, &["name", "amount"]);
        check("name\tplace\nMa, Aijun\tTangshan, Hebei\n", '\t', 1, &["name", "place"]);
        check("a|b|c\n1|2|3\n", '|', 1, &["a", "b", "c"]);
        check("'name';'it''s'\n'Ma';'x; y'\n'B';'z'\n", ';', 1, &["name", "it's"]);
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        check("Register of companies\n\nname,number\nA,1\nB,2\n", ',', 2, &["name", "number"]);
        check("sep=;\nname;number\nA;1\n", ';', 2, &["name", "number"]);
    }

    #[test]
    fn a_table_without_header_gets_numbered_columns() {
        check("Ma,1960-02-01\nBrandt,1971-11-30\n", ',', 0, &["column 1", "column 2"]);
    }

    #[test]
    fn names_are_made_distinct() {
        check("name,,name\na,b,c\nd,e,f\ng,h,i\n", ',', 0, &["column 1", "column 2", "column 3"]);
        check("name,place,town,name \na,b,c,d\n", ',', 1, &["name", "place", "town", "name (2)"]);
        assert_eq!(distinct(vec!["a".into(), String::new(), "a".into()]), ["a", "column 2", "a (2)"]);
        let names = ["a", "a (2)", "a", "a"].map(str::to_owned).to_vec();
        assert_eq!(distinct(names), ["a", "a (2)", "a (3)", "a (4)"]);
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "[a-c1,;|\t\"'\n\\\\ ]{0,200}", whole: bool) {
            if let Some(shape) = sniff(&text, whole, 64) {
                prop_assert_eq!(shape.headers.len(), shape.width);
            }
        }
    }
}
