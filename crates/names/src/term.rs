//! Words, each with all that comparing needs of it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::script::Script;
use crate::token::Role;
use crate::{han, keys, lexicon, romanise, sound};

/// Words of more characters than this are no words that people spell.
const LONGEST_WORD: usize = 64;

/// A word with its readings and sounds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub folded: Box<str>,
    /// A number for `folded`: most words are told apart by it, without a look at their letters.
    key: u64,
    pub script: Script,
    /// The ways to write it in ASCII letters, the usual one first.
    pub readings: Box<[Box<str>]>,
    pub sounds: Box<[Box<str>]>,
    pub skeletons: Box<[Box<str>]>,
    /// The given names that it may be a form of.
    pub given: &'static [u16],
    /// What stands for it in keys: its consonants, and the given names that it may be a form of, whose forms may share no
    /// consonant ("Bill").
    pub filed: Box<[u64]>,
    /// A bit for each reading, sound, consonants and given name: terms without a bit in common share none of these.
    pub sieve: u64,
    /// Which letters of the alphabet the first reading has, a bit each, and one for all digits.
    pub letters: u32,
    /// Which letters its readings begin with, as in `letters`; one bit for all that is neither letter nor digit.
    pub openings: u32,
    /// Whether some list knows the word, so that a near spelling is another word and no slip.
    pub is_known: bool,
    pub is_syllable: bool,
    /// Whether it is so long that it is compared as a whole or not at all.
    pub is_overlong: bool,
}

/// What decides how a word is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Reading {
    pub script: Script,
    pub role: Role,
    /// Whether it stands in the name of a person.
    pub is_personal: bool,
    pub is_surname: bool,
    /// Whether it is of another language and written in Han by its sound.
    pub is_foreign: bool,
}

impl Term {
    fn new(lower: &str, reading: Reading) -> Self {
        if reading.role == Role::Number {
            return Self::of_number(lower);
        }
        let folded = crate::normal::fold_lower(lower);
        let whole = if reading.script == Script::Han { folded.as_str() } else { lower };
        let end = whole.char_indices().nth(LONGEST_WORD).map(|(at, _)| at);
        let source = &whole[..end.unwrap_or(whole.len())];
        let mut readings = romanise::readings(source, reading.script, reading.is_surname);
        if reading.is_foreign && reading.script == Script::Han {
            readings = readings.iter().map(|reading| reading.replace('j', "d").replace("ng", "n")).collect();
        }
        if reading.is_personal {
            readings.extend(sound::without_digits(&readings[0]));
        } else if reading.role == Role::Proper {
            readings.extend(sound::without_adjective_ending(&readings[0]));
        }
        let first = readings.first().map_or("", String::as_str);
        let given = if reading.is_personal { lexicon::given_names(first) } else { &[] };
        let is_known = reading.role != Role::Proper
            || !given.is_empty()
            || (reading.is_personal && lexicon::common_name(first).is_some());
        let is_syllable = reading.is_personal && han::is_syllable(first);
        let letters = sound::letters(first);
        let openings = readings.iter().fold(0, |all, reading| all | opening(reading));
        let mut sounds = each(&readings, sound::sound);
        // Dutch writes the u of other languages with two letters: Poetin.
        if reading.script == Script::Latin {
            let dutch = readings.iter().filter(|reading| reading.contains("oe"));
            sounds.extend(dutch.map(|reading| sound::sound(&reading.replace("oe", "u"))));
        }
        let mut skeletons = each(&readings, sound::skeleton);
        // A w between vowels is a letter that scripts without vowels leave out with them: "Musawi".
        if reading.script == Script::Latin && first_has_inner_w(&readings[0]) {
            skeletons.push(sound::skeleton(&readings[0].replace('w', "")));
        }
        let consonants = skeletons.iter().filter(|word| !word.is_empty()).map(|word| keys::hash(word.as_bytes()));
        let filed = consonants.chain(given.iter().map(|name| keys::mix(keys::GIVEN, u64::from(*name)))).collect();
        let sieve = sieve(&[&readings, &sounds, &skeletons], given);
        Self {
            sieve,
            filed,
            key: keys::hash(folded.as_bytes()),
            folded: folded.into(),
            script: reading.script,
            readings: boxed(readings),
            sounds: boxed(sounds),
            skeletons: boxed(skeletons),
            given,
            letters,
            openings,
            is_known,
            is_syllable,
            is_overlong: end.is_some(),
        }
    }

    /// A number is read and filed as it is.
    fn of_number(lower: &str) -> Self {
        Self {
            filed: Box::new([keys::hash(lower.as_bytes())]),
            key: keys::hash(lower.as_bytes()),
            folded: lower.into(),
            script: Script::Latin,
            readings: Box::new([lower.into()]),
            sounds: Box::default(),
            skeletons: Box::default(),
            given: &[],
            sieve: sieve(&[&[lower.to_owned()]], &[]),
            letters: sound::letters(lower),
            openings: opening(lower),
            is_known: true,
            is_syllable: false,
            is_overlong: false,
        }
    }

    /// Whether both are one word, but for case and marks.
    pub(crate) fn is_written_as(&self, other: &Self) -> bool {
        self.key == other.key && self.folded == other.folded
    }

    /// The usual way to write it in ASCII letters; empty where there is none.
    pub(crate) fn reading(&self) -> &str {
        self.readings.first().map_or("", |reading| reading)
    }
}

fn sieve(words: &[&[String]], given: &[u16]) -> u64 {
    let bit = |kind: u64, number: u64| 1u64 << (keys::mix(kind, number) >> 58);
    let words = (1..).zip(words).flat_map(|(kind, words)| words.iter().map(move |word| (kind, word)));
    let words = words.filter(|(_, word)| !word.is_empty()).map(|(kind, word)| bit(kind, keys::hash(word.as_bytes())));
    words.chain(given.iter().map(|name| bit(0, u64::from(*name)))).fold(0, |all, bit| all | bit)
}

fn opening(reading: &str) -> u32 {
    match sound::letters(reading.get(..1).unwrap_or_default()) {
        0 => 1 << 31,
        letter => letter,
    }
}

fn first_has_inner_w(reading: &str) -> bool {
    reading.len() > 4 && reading.bytes().skip(1).any(|byte| byte == b'w')
}

fn each(readings: &[String], how: fn(&str) -> String) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(readings.len());
    for heard in readings.iter().map(|reading| how(reading)) {
        if !out.contains(&heard) {
            out.push(heard);
        }
    }
    out
}

fn boxed(words: Vec<String>) -> Box<[Box<str>]> {
    words.into_iter().map(String::into_boxed_str).collect()
}

/// The words of many names, each taken apart once: whoever makes many [`Name`](crate::Name)s makes them
/// [with](crate::Name::with) one of these, in a third of the time and memory.
#[derive(Debug, Default)]
pub struct Terms {
    texts: HashSet<Arc<str>, FxBuildHasher>,
    known: HashMap<Reading, HashMap<Box<str>, Arc<Term>, FxBuildHasher>, FxBuildHasher>,
}

impl Terms {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many words they are.
    pub fn len(&self) -> usize {
        self.known.values().map(HashMap::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A word as written, kept once.
    pub(crate) fn text(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        let text: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&text));
        text
    }

    pub(crate) fn term(&mut self, lower: &str, reading: Reading) -> Arc<Term> {
        let known = self.known.entry(reading).or_default();
        if let Some(term) = known.get(lower) {
            return Arc::clone(term);
        }
        let term = Arc::new(Term::new(lower, reading));
        known.insert(lower.into(), Arc::clone(&term));
        term
    }
}
