//! The stages up to the clauses, in their order.

use umbra_model::PartialDate;

use crate::attachment::{Attached, Attacher};
use crate::chunk::{Chunker, Chunks};
use crate::clause::Clause;
use crate::date::{Date, DateReader};
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::parse::Parser;
use crate::reporting::Reporting;
use crate::sentence::Document;
use crate::tagger::{NameTagger, Tagger};
use crate::word::{Word, classify};

/// A text with its words, names, phrases and clauses.
pub(crate) struct Analysis<'t> {
    pub lexicon: &'static Lexicon,
    pub reporting: &'static Reporting,
    pub document: Document<'t>,
    pub dates: Vec<Date>,
    /// The day of writing, from which relative dates count.
    pub written: Option<PartialDate>,
    pub mentions: Vec<Mention>,
    pub words: Vec<Word>,
    pub chunks: Chunks,
    pub attached: Vec<Attached>,
    pub clauses: Vec<Clause>,
}

impl<'t> Analysis<'t> {
    pub fn of(text: &'t str, published: Option<PartialDate>) -> Self {
        let lexicon = Lexicon::english();
        let reporting = Reporting::english();
        let document = Document::read(text, lexicon);
        let reader = DateReader::new(&document, published);
        let (dates, written) = (reader.dates(), reader.written());
        let mut mentions = NameTagger { lexicon }.tag(&document, &dates);
        for mention in &mut mentions {
            mention.range = document.bytes(&mention.tokens);
            mention.title = mention.title_tokens.as_ref().map(|title| document.bytes(title));
        }
        let mut words = classify(&document, &dates, &mentions, lexicon);
        let chunks = Chunker { document: &document, words: &mut words, mentions: &mentions, lexicon }.chunk();
        let attached = Attacher { document: &document, chunks: &chunks, mentions: &mentions, lexicon }.attach();
        let clauses = Parser { document: &document, chunks: &chunks, attached: &attached, mentions: &mentions, lexicon, reporting }.parse();
        Self { lexicon, reporting, document, dates, written, mentions, words, chunks, attached, clauses }
    }
}
