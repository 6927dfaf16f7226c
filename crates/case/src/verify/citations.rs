//! Whether the words of every statement stand where it says.

use std::borrow::Cow;

use rusqlite::Row;
use umbra_model::{Place, Span, Text};

use super::Check;
use crate::StatementId;
use crate::cells::Cells;
use crate::error::{At, Result};
use crate::properties::PropertyLists;
use crate::record::{COLUMNS, Record};

/// How many records lie between two reports of progress.
const TELL: u64 = 4096;

/// What a source's statements are looked up in, opened when the first of them asks for it.
#[derive(Default)]
struct Opened {
    text: Option<Option<Text>>,
    cells: Option<Cells>,
}

impl Check<'_> {
    pub(super) fn quotes(&mut self) -> Result<()> {
        for key in self.keys()? {
            if let Err(error) = self.quotes_of(key) {
                let id = self.case.source_of_key(key).map_or(key.to_string(), |source| source.id.to_string());
                self.problem("source", id, format!("the words cited from it can't be looked up: {error}"));
            }
        }
        Ok(())
    }

    fn quotes_of(&mut self, key: i64) -> Result<()> {
        let case = self.case;
        let sql = format!("SELECT {COLUMNS} FROM record WHERE record.source = ?1 ORDER BY record.id");
        let mut select = case.connection.prepare(&sql).at(&case.path)?;
        let mut rows = select.query([key]).at(&case.path)?;
        let (mut opened, mut done) = (Opened::default(), 0);
        while let Some(row) = rows.next().at(&case.path)? {
            self.quotes_of_record(row, key, &mut opened)?;
            done += 1;
            if done % TELL == 0 {
                self.tell("quotes", self.found.quotes, self.found.records);
            }
        }
        Ok(())
    }

    fn quotes_of_record(&mut self, row: &Row<'_>, key: i64, opened: &mut Opened) -> Result<()> {
        let case = self.case;
        // A row that can't be read was named when its checksum was computed.
        let Ok((id, _, _, record)) = Record::read(row) else { return Ok(()) };
        let Ok(values) = words_of(&record) else { return Ok(()) };
        let wrong = match record.row {
            Some(line) => {
                let wanted: Vec<(&str, &str)> = values
                    .iter()
                    .map(|(name, words)| (record.column.as_deref().unwrap_or(name), words.as_ref()))
                    .collect();
                let cells = match &mut opened.cells {
                    Some(cells) => cells,
                    none => none.insert(Cells::open(case, key)?),
                };
                match cells.missing(case, line.unsigned_abs(), &wanted)? {
                    Some(missing) => missing,
                    None => {
                        self.found.quotes_not_looked_up += values.len() as u64;
                        return Ok(());
                    }
                }
            }
            None => {
                let text = match &opened.text {
                    Some(text) => text,
                    None => opened.text.insert(case.text_of_key(key)?),
                };
                let holds = |name: &str, words: &str| {
                    let place = record.place(name);
                    text.as_ref().is_some_and(|text| {
                        text.holds(&Span::from_store(text.source(), place.clone(), words.to_owned()))
                            && page_fits(text, &place)
                    })
                };
                values.iter().position(|(name, words)| !holds(name, words))
            }
        };
        self.found.quotes += values.len() as u64;
        if let Some(ordinal) = wrong {
            let (name, words) = &values[ordinal];
            let words: String = words.chars().take(80).collect();
            let what = format!(
                "statement {}: {words:?} does not stand at {} of source {}",
                StatementId::new(id, ordinal),
                record.place(name),
                case.source_of_key(key)?.id
            );
            self.problem("record", id, what);
        }
        Ok(())
    }
}

/// Each value's property, and the words that it cites.
fn words_of<'a>(record: &'a Record<'_>) -> serde_json::Result<Vec<(Cow<'a, str>, Cow<'a, str>)>> {
    let PropertyLists(properties) = serde_json::from_str::<PropertyLists<'a, Cow<'a, str>>>(&record.properties)?;
    let originals = match &record.originals {
        Some(originals) => serde_json::from_str::<PropertyLists<'_, Option<String>>>(originals)?.0,
        None => Vec::new(),
    };
    let mut all = Vec::new();
    for (name, values) in properties {
        let own = originals.iter().find(|(known, _)| *known == name).map(|(_, originals)| originals);
        for (index, value) in values.into_iter().enumerate() {
            let original = own.and_then(|originals| originals.get(index)).cloned().flatten();
            let words = match (&record.quote, original) {
                (Some(quote), _) => Cow::Borrowed(quote.as_ref()),
                (None, Some(original)) => Cow::Owned(original),
                (None, None) => value,
            };
            all.push((name.clone(), words));
        }
    }
    Ok(all)
}

/// Whether a place names the page that it is on.
fn page_fits(text: &Text, place: &Place) -> bool {
    match (place, text.bytes_of(place)) {
        (Place::Text { page, .. }, Some(bytes)) => text.page_at(bytes.start) == *page,
        _ => false,
    }
}
