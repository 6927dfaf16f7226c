//! Text into statements.

mod analysis;
mod attachment;
mod attribution;
mod campaign;
mod check;
mod chunk;
mod clause;
mod comparator;
mod coreference;
mod date;
mod denial;
mod entity;
mod error;
mod extraction;
mod extractor;
mod figure;
mod figures;
mod language;
mod lexicon;
mod matching;
mod mention;
mod money;
mod name;
mod nominal;
mod number;
mod parse;
mod phrase;
mod predication;
mod pronoun;
mod reporting;
mod role;
mod rule;
mod sentence;
mod standing;
mod statement;
mod status;
mod structure;
mod tagger;
mod token;
mod unit;
mod verb;
mod word;

pub use check::Failure;
pub use error::RuleError;
pub use extraction::{
    AttributionNote, Comparator, Date, DateForm, Direction, Entity, Event, Extraction, Figure, FigureKind, Gender,
    Mention, MentionForm, MentionKind, Mode, Period, Relation, Role, Sort,
};
pub use extractor::Extractor;
pub use rule::{Example, Makes, Needs, Rule, Rules, Slot};
