//! Text into statements.

mod analysis;
mod attachment;
mod chunk;
mod clause;
mod comparator;
mod coreference;
mod date;
mod entity;
mod lexicon;
mod mention;
mod name;
mod nominal;
mod number;
mod parse;
mod phrase;
mod pronoun;
mod reporting;
mod sentence;
mod tagger;
mod token;
mod unit;
mod verb;
mod word;
