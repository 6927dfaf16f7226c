//! The parts of a name.

use crate::script::Script;
use crate::sound;

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
    pub(crate) text: String,
    pub(crate) folded: String,
    pub(crate) role: Role,
    pub(crate) script: Script,
    pub(crate) bits: f64,
    pub(crate) readings: Vec<String>,
    pub(crate) sounds: Vec<String>,
    pub(crate) skeletons: Vec<String>,
    /// The given names that it may be a form of.
    pub(crate) given: &'static [u16],
    /// Whether some list knows the word, so that a near spelling is another word and no slip.
    pub(crate) is_known: bool,
    pub(crate) is_syllable: bool,
    pub(crate) number: Option<u32>,
    /// Whether it is so long that it is compared as a whole or not at all.
    pub(crate) is_overlong: bool,
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
        self.script
    }

    /// How much it tells, in bits: 13 for a name that no list knows, less for common ones, 0 for a title.
    pub fn bits(&self) -> f64 {
        self.bits
    }

    /// The ways to write it in ASCII letters, the usual one first.
    pub fn readings(&self) -> &[String] {
        &self.readings
    }

    /// Whether it may be made of other words' first letters: three to eight letters, no small ones.
    pub(crate) fn is_acronym(&self) -> bool {
        let fits = |letters: &String| (3..=8).contains(&letters.len());
        self.readings.first().is_some_and(fits) && !self.text.chars().any(char::is_lowercase)
    }

    pub(crate) fn hear(&mut self) {
        let each = |how: fn(&str) -> String| {
            let mut out: Vec<String> = Vec::with_capacity(self.readings.len());
            for heard in self.readings.iter().map(|reading| how(reading)) {
                if !out.contains(&heard) {
                    out.push(heard);
                }
            }
            out
        };
        self.sounds = each(sound::sound);
        self.skeletons = each(sound::skeleton);
        // Dutch writes the u of other languages with two letters: Poetin.
        let dutch = self.readings.iter().filter(|reading| self.script == Script::Latin && reading.contains("oe"));
        let dutch: Vec<String> = dutch.map(|reading| sound::sound(&reading.replace("oe", "u"))).collect();
        self.sounds.extend(dutch);
    }
}
