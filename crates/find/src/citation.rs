//! Where a statement stands, as people are shown it.

use serde::Serialize;
use umbra_model::{Attribution, Credibility, PartialDate, Place, Reliability, SourceId, Standing};

use crate::{Fact, Facts, StatementId};

/// A statement's place, quote and grade: all that a footnote needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Citation {
    /// The statement.
    pub statement: StatementId,
    /// The source.
    pub source: SourceId,
    /// What people call the source.
    pub source_name: String,
    /// Where the source was found.
    pub path: String,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The date that it bears.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<PartialDate>,
    /// Where in it.
    pub place: Place,
    /// The words that stand there.
    pub quote: String,
    /// Who says so; empty for the source's own voice.
    #[serde(skip_serializing_if = "Attribution::is_own_voice")]
    pub attribution: Attribution,
    /// How far the assertion has got, for one that accuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// How reliable the source is.
    pub reliability: Reliability,
    /// How credible the statement is.
    pub credibility: Credibility,
}

impl Citation {
    /// Cites a statement. A source that the snapshot does not know is called by its id.
    pub(crate) fn of(facts: &Facts, fact: &Fact) -> Self {
        let statement = &fact.statement;
        let id = statement.span().source();
        let source = facts.source(id);
        Self {
            statement: fact.id,
            source: id,
            source_name: source.map_or_else(|| id.short(), |source| source.name().to_owned()),
            path: source.map_or_else(String::new, |source| source.path.clone()),
            publisher: source.and_then(|source| source.publisher.clone()),
            published: source.and_then(|source| source.published),
            place: statement.span().place().clone(),
            quote: statement.span().quote().to_owned(),
            attribution: statement.attribution().clone(),
            standing: statement.standing(),
            reliability: source.map_or_else(Reliability::default, |source| source.reliability),
            credibility: statement.credibility(),
        }
    }
}
