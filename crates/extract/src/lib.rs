//! Text into statements: sentences, mentions, clauses, rules, standing, attribution, figures.
//!
//! An [`Extractor`] reads one text at a time and takes from it what it states: who is spoken of, which ties and offices
//! hold, what happened, who says so, which figures are claimed. Names that no list has are
//! found by a trained model, ties told in words that no rule knows by a trained [`Classifier`]; all else is rules, and nothing is guessed
//! from outside: each statement leads back to the words that make it. English and Chinese are read so far; other texts come back
//! unread, with the reason.
//!
//! ```
//! use umbra_extract::Extractor;
//! use umbra_model::{Source, SourceId, Standing, Text};
//!
//! let words = "Ma Aijun, former head of the Lubei district branch of the Tangshan Public Security Bureau, \
//!              was convicted of sheltering the gang. More than 1,900 gangs were dismantled in 2023, prosecutors said.";
//! let id = SourceId::of(words.as_bytes());
//! let source = Source::new(id, "report.txt", "text/plain", words.len() as u64);
//! let text = Text::new(id, words.to_owned(), Vec::new());
//!
//! let found = Extractor::english().extract(&text, &source);
//!
//! let shelter = found.relations.iter().find(|tie| tie.kind == "shelters").unwrap();
//! assert_eq!(found.entities[shelter.subject].label(), "Ma Aijun");
//! assert_eq!(found.entities[shelter.object].label(), "the gang");
//! assert_eq!(shelter.standing, Some(Standing::Convicted));
//! assert_eq!(&words[shelter.evidence.clone()], "Ma Aijun, former head of the Lubei district branch of the Tangshan \
//!                                               Public Security Bureau, was convicted of sheltering the gang");
//!
//! let office = &found.roles[0];
//! assert_eq!((office.office.as_str(), office.is_past), ("head", true));
//!
//! let figure = &found.figures[0];
//! assert_eq!((figure.comparator.sign(), figure.value, figure.measure.as_str()), (">", 1900.0, "gangs dismantled"));
//! assert_eq!(found.attributions[figure.attribution[0]].speaker.as_deref(), Some("prosecutors"));
//!
//! assert!(found.statements.iter().all(|statement| text.as_str().contains(statement.span().quote())));
//! ```
//!
//! # The stages
//!
//! A text becomes sentences and tokens, dates and names are found, every word gets a class, words become noun phrases
//! and verb groups, phrases find what hangs on them, verb groups become clauses with their subjects and objects. Names,
//! descriptions and pronouns are joined into entities. Then the readers run: rules on clauses and nouns, offices,
//! structure, campaigns, figures, each clause with its standing and its voices. The classifier is asked about parties of a
//! sentence and of those before it: what it is sure of becomes a tie, what it takes for likely a candidate. Last, all of it is written as
//! statements of the case. Each stage is a file or a folder of `src`.
//!
//! # Words
//!
//! - **Mention**: words that speak of somebody or something, by name, description or pronoun.
//! - **Entity**: all mentions of one in one document. No entity reaches over a document.
//! - **Clause**: a verb with what belongs to it, and the link by which it hangs on another clause.
//! - **Cue**: a word around a clause that says how far an accusation has got: "allegedly", "was charged with", "denied".
//!   The innermost one counts. A [`Rule`] never sets a standing.
//! - **Silence**: why a clause states nothing: it is negated, possible, future, conditional, asked, ordered or rumoured.
//! - **Voice**: the last of those who say it; a medium reports, an indictment charges, anybody else alleges.
//! - **Counter-statement**: an accusing tie told again with what speaks against it: a denial in whatever words, a
//!   correction, dropped proceedings.
//! - **Figure**: a statistical claim with comparator, period, base period and voice.
//! - **Unsure**: a pronoun with several antecedents. Good for reading on, never for accusing anybody.
//!
//! # Rules
//!
//! Which words make which tie or event is data: `rules/*.toml`, with examples and counter-examples that run as tests.
//! `rules/README.md` tells how to write one; [`Rule`] documents every key; [`Rules::add`] takes others.

mod advice;
mod analysis;
mod attachment;
mod attribution;
mod campaign;
mod check;
mod chinese;
mod chunk;
mod classifier;
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
#[doc(hidden)]
pub mod fuzzing;
mod language;
mod lexicon;
mod matching;
mod mention;
mod money;
mod name;
mod nominal;
mod number;
mod parse;
mod perceptron;
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
mod syntax;
mod tagger;
mod token;
mod unit;
mod verb;
mod word;

pub use advice::{Answer, PROMPT_VERSION, Question, Refusal, Refused, Unusable, Weighed, usable};
pub use check::Failure;
pub use classifier::{
    Carried, Classifier, EVENTS, EncodedSentence, LikelyEvent, LikelyTie, Spoken, TIES, Told, carried,
};
pub use error::RuleError;
pub use extraction::{
    AttributionNote, Candidate, ClauseReading, Comparator, Date, DateForm, Direction, Entity, Event, Extraction,
    Figure, FigureKind, Gender, Mention, MentionForm, MentionKind, Mode, Outcome, Period, Relation, Role, RuleAttempt,
    SentenceReading, Sort,
};
pub use extractor::Extractor;
pub use perceptron::{Labelled, LabelledError, ModelError, NameModel, NameSpan, Names, Training, Writing};
pub use pronoun::{Anaphor, Antecedent, weight_names};
pub use rule::{Example, Makes, Needs, Rule, Rules, Slot};
pub use syntax::{Syntax, SyntaxTraining, Tree, TreebankError, TreebankSentence};
