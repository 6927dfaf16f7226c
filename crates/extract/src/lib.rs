//! Text into statements.

mod analysis;
mod attachment;
mod chunk;
mod clause;
mod comparator;
mod date;
mod lexicon;
mod mention;
mod name;
mod number;
mod parse;
mod phrase;
mod reporting;
mod sentence;
mod tagger;
mod token;
mod unit;
mod verb;
mod word;
