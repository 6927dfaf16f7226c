//! Answers of language models about passages, kept so that nothing is asked twice.
//!
//! An answer is a record of the schema `ModelAnswer` at the passage. It is found by a hash of everything that was sent:
//! another model, another version of the instructions or another passage asks anew. Reading a source again leaves its
//! answers as they are.

use umbra_model::{EntityId, Origin, Schema, SourceId, Span, Statement};

use crate::error::Result;
use crate::{Case, Filter, Writer};

/// The schema of the records.
const SCHEMA: &str = "ModelAnswer";

/// An answer of a language model about a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelAnswer {
    /// A hash of all that was sent, in hexadecimal.
    pub question: String,
    /// The passage.
    pub passage: Span,
    /// What the model wrote.
    pub content: String,
    /// The model's name.
    pub model: String,
    /// The host that answered.
    pub endpoint: String,
    /// The version of the instructions.
    pub prompt_version: String,
    /// What everything that is taken from it is marked with.
    pub origin: Origin,
}

impl ModelAnswer {
    /// The hash of a question: its parts in their order.
    pub fn question_of(parts: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            // With their lengths, so that no two lists of parts run into the same bytes.
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

/// Whether a statement belongs to an answer of a model: reading the source again leaves it as it is.
pub fn is_model_answer(statement: &Statement) -> bool {
    statement.schema().name() == SCHEMA
}

impl Case {
    /// The answers that are kept about a source, in the order in which they came.
    ///
    /// # Errors
    /// When the case can't be read.
    pub fn model_answers(&self, source: SourceId) -> Result<Vec<ModelAnswer>> {
        let Some(schema) = Schema::get(SCHEMA) else { return Ok(Vec::new()) };
        let mut records: Vec<(EntityId, Vec<Statement>)> = Vec::new();
        self.each_statement(&Filter::all().schema(schema).source(source).without_retracted(), |stated| {
            let id = stated.statement.entity().clone();
            match records.last_mut().filter(|(last, _)| *last == id) {
                Some((_, statements)) => statements.push(stated.statement),
                None => records.push((id, vec![stated.statement])),
            }
        })?;
        let answers = records.into_iter().filter_map(|(_, statements)| {
            let value = |property: &str| {
                let found = statements.iter().find(|s| s.property().name() == property);
                found.map(|s| s.value().to_owned())
            };
            let first = statements.first()?;
            Some(ModelAnswer {
                question: value("question")?,
                passage: first.span().clone(),
                content: value("content")?,
                model: value("model").unwrap_or_default(),
                endpoint: value("endpoint").unwrap_or_default(),
                prompt_version: value("promptVersion").unwrap_or_default(),
                origin: first.origin().clone(),
            })
        });
        Ok(answers.collect())
    }
}

impl Writer<'_> {
    /// Keeps an answer.
    ///
    /// # Errors
    /// When the case can't be written.
    pub fn keep_model_answer(&mut self, answer: &ModelAnswer) -> Result<()> {
        let Some(schema) = Schema::get(SCHEMA) else { return Ok(()) };
        let refused = |error: String| crate::CaseError::Review(format!("an answer can't be kept: {error}"));
        let short = answer.question.get(..16).unwrap_or(&answer.question);
        let id = format!("{}-answer-{short}", answer.passage.source().short());
        let id = EntityId::new(id).map_err(|error| refused(error.to_string()))?;
        let values = [
            ("question", &answer.question),
            ("content", &answer.content),
            ("model", &answer.model),
            ("endpoint", &answer.endpoint),
            ("promptVersion", &answer.prompt_version),
        ];
        let mut statements = Vec::new();
        for (property, value) in values {
            let (span, origin) = (answer.passage.clone(), answer.origin.clone());
            let statement = Statement::new(id.clone(), schema, property, value, span, origin);
            statements.push(statement.map_err(|error| refused(error.to_string()))?);
        }
        self.add_statements(&statements)?;
        Ok(())
    }
}
