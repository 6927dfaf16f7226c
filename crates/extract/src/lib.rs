//! Text into statements.

mod date;
mod lexicon;
mod mention;
mod name;
mod number;
mod phrase;
mod sentence;
mod tagger;
mod token;
mod unit;
mod verb;
mod word;
