//! The parts of a name.

use std::sync::Arc;

use crate::script::Script;
use crate::term::Term;

/// What a part does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// It names: a given or family name, the word that sets a body or a place apart.
    Proper,
    /// One letter that stands for a name.
    Initial,
    /// A small word inside names of persons ("bin", "von").
    Particle,
    /// A form of address, a rank or an office; no part of the name.
    Title,
    /// What follows a person's name: a generation, a degree.
    Suffix,
    /// A word that many bodies or places carry ("trading", "district").
    Generic,
    /// The noun that tells what kind of place it is.
    Head,
    /// A number, in digits, in words or in Roman numerals.
    Number,
    /// The legal form.
    Form,
    /// "of", "the": no part of the name.
    Stop,
}

impl Role {
    /// Whether the part takes part in comparing word by word.
    pub(crate) fn counts(self) -> bool {
        !matches!(self, Self::Title | Self::Form | Self::Stop | Self::Head)
    }
}

/// A part of a name.
#[derive(Debug, Clone)]
pub struct Token {
    pub(crate) text: Arc<str>,
    pub(crate) term: Arc<Term>,
    pub(crate) number: Option<u32>,
    pub(crate) bits: f32,
    pub(crate) role: Role,
    /// Whether it is read as another word than is written.
    pub(crate) is_translated: bool,
}

impl Token {
    /// The part as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it does in the name.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The script that it is written in.
    pub fn script(&self) -> Script {
        self.term.script
    }

    /// How much it tells, in bits: 13 for a name that no list knows, less for common ones, 0 for a title.
    pub fn bits(&self) -> f64 {
        f64::from(self.bits)
    }

    /// One number for all writings of the word in its script, to count how frequent it is.
    pub fn key(&self) -> u64 {
        let term = &self.term;
        let word = if term.script.hides_vowels() { &*term.folded } else { term.reading() };
        crate::keys::hash(word.as_bytes())
    }

    /// The ways to write it in ASCII letters, the usual one first.
    pub fn readings(&self) -> impl Iterator<Item = &str> {
        self.term.readings.iter().map(|reading| &**reading)
    }

    /// Whether it may be made of other words' first letters: three to eight letters, no small ones.
    pub(crate) fn is_acronym(&self) -> bool {
        (3..=8).contains(&self.term.reading().len()) && !self.text.chars().any(char::is_lowercase)
    }
}
