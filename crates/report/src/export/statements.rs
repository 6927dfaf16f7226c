//! One statement a row, for spreadsheets.

use std::io::Write;

use umbra_find::{Fact, Facts};
use umbra_model::{Place, PropertyType, Statement};

use crate::ReportError;

const HEADER: [&str; 32] = [
    "statement",
    "entity",
    "entity_caption",
    "schema",
    "property",
    "value",
    "value_caption",
    "original",
    "language",
    "standing",
    "attribution",
    "reliability",
    "credibility",
    "valid_from",
    "valid_to",
    "source",
    "path",
    "title",
    "publisher",
    "published",
    "url",
    "place",
    "page",
    "start",
    "end",
    "row",
    "column",
    "quote",
    "origin",
    "origin_version",
    "rule",
    "record",
];

/// Writes every live statement as a row of comma-separated values, by number, under a header.
///
/// UTF-8 with a byte order mark, without which Excel takes the bytes for another encoding. `source` is the SHA-256 of the source's
/// bytes; `start` and `end` count characters; `entity` is the id after all decisions on which records are one, and
/// `record` the one that the source's statement is about.
///
/// **Formulas.** A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` (a tab, a line break or their
/// full-width forms before them count too), and such a cell can come from a hostile document. An apostrophe is put in front
/// of these cells. So that nothing is lost, cells that begin with apostrophes *followed* by such a character get one
/// more: whoever reads the file back takes one apostrophe from cells of that form and has the value as it was. Plain numbers
/// (`-13`, `+2.5`) are left alone; they calculate nothing.
///
/// # Errors
/// [`ReportError::Write`] when the writer fails.
pub fn export_statements_csv(facts: &Facts, out: &mut dyn Write) -> Result<(), ReportError> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADER).map_err(io)?;
    for fact in facts.facts() {
        let row = row(facts, fact);
        writer.write_record(row.iter().map(|cell| disarm(cell))).map_err(io)?;
    }
    writer.flush()?;
    Ok(())
}

/// The writer's own error as it was: the crate's conversion would hide that it is a closed pipe.
fn io(error: csv::Error) -> std::io::Error {
    let says = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => std::io::Error::other(says),
    }
}

fn row(facts: &Facts, fact: &Fact) -> [String; HEADER.len()] {
    let statement: &Statement = &fact.statement;
    let span = statement.span();
    let source = facts.source(span.source());
    let of_source = |get: fn(&umbra_model::Source) -> Option<String>| source.and_then(get).unwrap_or_default();
    let entity = facts.entity(statement.entity());
    let (page, start, end, line, column) = match span.place() {
        Place::Text { start, end, page } => {
            (text(page.as_ref()), start.to_string(), end.to_string(), String::new(), String::new())
        }
        Place::Cell { row, column } => (String::new(), String::new(), String::new(), row.to_string(), column.clone()),
    };
    let named = statement.target().map(|target| facts.caption(&target)).unwrap_or_default();
    let value = match statement.target() {
        Some(target) => facts.canonical(&target).to_string(),
        None => statement.value().to_owned(),
    };
    debug_assert!(named.is_empty() || statement.property().kind() == PropertyType::Entity);
    let origin = statement.origin();
    [
        fact.id.to_string(),
        entity.id.to_string(),
        entity.caption,
        statement.schema().name().to_owned(),
        statement.property().name().to_owned(),
        value,
        named,
        statement.original().unwrap_or_default().to_owned(),
        statement.language().unwrap_or_default().to_owned(),
        text(statement.standing().as_ref()),
        statement.attribution().to_string(),
        of_source(|source| Some(source.reliability.to_string())),
        statement.credibility().digit().to_string(),
        text(statement.validity().from.as_ref()),
        text(statement.validity().to.as_ref()),
        span.source().to_string(),
        of_source(|source| Some(source.path.clone())),
        of_source(|source| source.title.clone()),
        of_source(|source| source.publisher.clone()),
        of_source(|source| source.published.map(|date| date.to_string())),
        of_source(|source| source.url.clone()),
        span.place().to_string(),
        page,
        start,
        end,
        line,
        column,
        span.quote().to_owned(),
        origin.by.clone(),
        origin.version.clone().unwrap_or_default(),
        origin.rule.clone().unwrap_or_default(),
        statement.entity().to_string(),
    ]
}

fn text<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// Puts an apostrophe before what a spreadsheet would run.
fn disarm(cell: &str) -> String {
    let is_trigger = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let runs = cell.trim_start_matches('\'').starts_with(is_trigger);
    if runs && !is_plain_number(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let mut parts = digits.splitn(2, '.');
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.next().is_some_and(all_digits) && parts.next().is_none_or(all_digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        for (cell, written) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1 555 0100", "'+1 555 0100"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("-13", "-13"),
            ("+2.5", "+2.5"),
            ("-", "'-"),
            ("-1.", "'-1."),
            ("'Ndrangheta", "'Ndrangheta"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(disarm(cell), written);
        }
    }

    proptest! {
        #[test]
        fn disarming_can_be_undone(cell in "[-'=+@a1.\t]{0,6}") {
            let written = disarm(&cell);
            prop_assert!(!written.starts_with(['=', '@', '\t']));
            let armed = written.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t']);
            let read = if armed { written.strip_prefix('\'').unwrap_or(&written) } else { &written };
            prop_assert_eq!(read, &cell);
        }
    }
}
