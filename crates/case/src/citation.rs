//! Whether a statement's words stand where it says.

use std::collections::VecDeque;

use umbra_model::{Place, SourceId, Span, Text};

use crate::Case;
use crate::cells::Cells;
use crate::error::{CaseError, Result};

/// How many texts are kept at hand; documents are written one after the other.
const TEXTS: usize = 4;

/// The texts and tables that were cited last.
#[derive(Default)]
pub(crate) struct Citations {
    texts: VecDeque<Text>,
    cells: Option<(SourceId, Cells)>,
}

impl Citations {
    /// Keeps a text at hand.
    pub(crate) fn remember(&mut self, text: Text) {
        self.texts.retain(|known| known.source() != text.source());
        self.texts.push_front(text);
        self.texts.truncate(TEXTS);
    }

    /// Refuses a span whose words do not stand in the source. Cells of formats that only their reader understands,
    /// such as spreadsheets, are taken on its word.
    pub(crate) fn check(&mut self, case: &Case, span: &Span) -> Result<()> {
        let key = case.source_key(span.source())?.ok_or(CaseError::UnknownSource(span.source()))?;
        let holds = match span.place() {
            Place::Text { .. } => self.text_holds(case, key, span)?,
            Place::Cell { row, column } => {
                if self.cells.as_ref().is_none_or(|(source, _)| *source != span.source()) {
                    self.cells = Some((span.source(), Cells::open(case, key)?));
                }
                let (_, cells) = self.cells.as_mut().expect("just put there");
                cells.hold(case, *row, column, span.quote())?.unwrap_or(true)
            }
        };
        if holds {
            return Ok(());
        }
        Err(CaseError::SpanDiffers {
            source_id: span.source().to_string(),
            place: span.place().to_string(),
            quote: span.quote().chars().take(80).collect(),
        })
    }

    fn text_holds(&mut self, case: &Case, key: i64, span: &Span) -> Result<bool> {
        if !self.texts.iter().any(|text| text.source() == span.source()) {
            let Some(text) = case.text_of_key(key)? else { return Ok(false) };
            self.remember(text);
        }
        Ok(self.texts.iter().any(|text| text.holds(span)))
    }
}
