//! The stages up to the clauses, in their order.

use std::collections::BTreeMap;
use std::ops::Range;

use umbra_model::PartialDate;

use crate::attachment::{Attached, Attacher};
use crate::chunk::{Chunker, Chunks};
use crate::clause::Clause;
use crate::date::{Date, DateReader};
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::parse::{Parser, Trees};
use crate::perceptron::NameModel;
use crate::reporting::Reporting;
use crate::sentence::Document;
use crate::syntax::Syntax;
use crate::tagger::{NameTagger, Tagger};
use crate::word::{Word, classify};

/// A text with its words, names, phrases and clauses.
pub(crate) struct Analysis<'t> {
    pub lexicon: &'static Lexicon,
    pub reporting: &'static Reporting,
    pub document: Document<'t>,
    pub dates: Vec<Date>,
    pub mentions: Vec<Mention>,
    pub words: Vec<Word>,
    pub chunks: Chunks,
    pub attached: Vec<Attached>,
    pub clauses: Vec<Clause>,
    /// The phrase at whose head, or at whose owner's pronoun, a token stands.
    pub phrase_at: BTreeMap<usize, usize>,
    /// Where names end among the mentions, and where descriptions do; each stretch is in the text's order.
    pub segments: Vec<usize>,
}

impl<'t> Analysis<'t> {
    pub fn of(text: &'t str, published: Option<PartialDate>, model: Option<&NameModel>) -> Self {
        let lexicon = Lexicon::english();
        let reporting = Reporting::english();
        let document = Document::read(text, lexicon);
        let reader = DateReader::new(&document, published);
        let dates = reader.dates();
        let mut mentions = NameTagger { lexicon, model }.tag(&document, &dates);
        for mention in &mut mentions {
            mention.range = document.bytes(&mention.tokens);
            mention.title = mention.title_tokens.as_ref().map(|title| document.bytes(title));
        }
        let mut words = classify(&document, &dates, &mentions, lexicon);
        let chunks = Chunker { document: &document, words: &mut words, mentions: &mentions, lexicon }.chunk();
        let attached = Attacher { document: &document, chunks: &chunks, mentions: &mentions, lexicon }.attach();
        let mut clauses = Parser {
            document: &document,
            chunks: &chunks,
            attached: &attached,
            mentions: &mentions,
            lexicon,
            reporting,
        }
        .parse();
        Trees { document: &document, chunks: &chunks, syntax: Syntax::english() }.fill(&mut clauses);
        let mut phrase_at = BTreeMap::new();
        for (i, np) in chunks.phrases.iter().enumerate() {
            phrase_at.insert(np.head, i);
            if let Some(pronoun) = np.owner_pronoun {
                phrase_at.insert(pronoun, i);
            }
        }
        let segments = vec![mentions.len()];
        Self { phrase_at, segments, lexicon, reporting, document, dates, mentions, words, chunks, attached, clauses }
    }

    /// The clauses of a sentence, as positions.
    pub fn clauses_of(&self, sentence: usize) -> Range<usize> {
        let start = self.clauses.partition_point(|c| c.sentence < sentence);
        let end = self.clauses.partition_point(|c| c.sentence <= sentence);
        start..end
    }

    /// The phrases whose heads, or whose owners' pronouns, stand in a range of tokens; none where it ends before it begins.
    pub fn phrases_within(&self, tokens: Range<usize>) -> std::collections::btree_map::Range<'_, usize, usize> {
        self.phrase_at.range(tokens.start.min(tokens.end)..tokens.end)
    }

    /// The noun phrase in which a token stands, its owner left out: "brother" and "Nilo" in "his brother Nilo".
    pub fn phrase_around(&self, token: usize) -> Option<&crate::chunk::NounPhrase> {
        let (_, phrase) = self.phrase_at.range(token..).next()?;
        let np = &self.chunks.phrases[*phrase];
        np.own.contains(&token).then_some(np)
    }

    /// The mentions whose first token lies in a range, as positions, in the text's order within each form.
    pub fn mentions_in(&self, tokens: &Range<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        let mut start = 0;
        for end in self.segments.iter().copied().chain([self.mentions.len()]) {
            let slice = &self.mentions[start..end];
            let from = slice.partition_point(|m| m.tokens.start < tokens.start);
            let to = slice.partition_point(|m| m.tokens.start < tokens.end);
            found.extend(start + from..start + to);
            start = end;
        }
        found
    }
}
