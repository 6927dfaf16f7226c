//! What a person notes in a case: each note is a source of its own.

use umbra_case::{CaseError, Writer};
use umbra_model::{EntityId, Origin, PartialDate, Schema, Source, SourceId, Statement, StatementError, Text};

/// A note that a person takes: a source of its own, with what it says of one entity.
#[derive(Clone, Debug)]
pub struct Note {
    /// The source.
    pub source: Source,
    /// Its text.
    pub text: Text,
    /// What it says.
    pub statements: Vec<Statement>,
}

impl Note {
    /// Writes down properties of an entity as a person's note of a day: one line each. `number` tells it from every other note.
    ///
    /// # Errors
    /// [`StatementError`] for a property that the schema lacks or a value that is not of its type.
    pub fn new(
        entity: &EntityId,
        schema: &str,
        values: &[(&str, &str)],
        actor: &str,
        day: PartialDate,
        number: usize,
    ) -> Result<Self, StatementError> {
        let mut content = format!("Note {number} by {actor}, {day}, on {entity}\n");
        let mut spans = Vec::new();
        for (property, value) in values {
            // A line break would make two lines of one value.
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let start = content.len() + property.len() + 2;
            content.push_str(&format!("{property}: {value}\n"));
            spans.push((*property, value.clone(), start..start + value.len()));
        }
        let id = SourceId::of(content.as_bytes());
        let mut source = Source::new(id, format!("notes/{entity}-{number}.txt"), "text/plain", content.len() as u64);
        source.publisher = Some(actor.to_owned());
        source.published = Some(day);
        let text = Text::new(id, content, Vec::new());
        let schema = Schema::get(schema).or_else(|| Schema::get("Thing"));
        let mut statements = Vec::new();
        for (property, value, bytes) in spans {
            if let (Some(schema), Ok(span)) = (schema, text.span(bytes)) {
                let origin = Origin::person(actor);
                statements.push(Statement::new(entity.clone(), schema, property, &value, span, origin)?);
            }
        }
        Ok(Self { source, text, statements })
    }

    /// Keeps it in a case: its source, what it says, and its name for the audit log.
    ///
    /// # Errors
    /// When the case can't be written.
    pub fn keep(&self, writer: &mut Writer<'_>) -> Result<(), CaseError> {
        writer.note(self.source.path.clone());
        writer.add_source(&self.source, &mut self.text.as_str().as_bytes(), Some(&self.text))?;
        writer.add_statements(&self.statements)?;
        Ok(())
    }
}
