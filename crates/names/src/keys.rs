//! Keys by which names that may be one are brought together.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::kind::Kind;
use crate::matching::acronyms;
use crate::name::Name;
use crate::token::{Role, Token};

/// Only so many words of a name make keys: those that tell most.
const MOST_KEYED: usize = 6;
/// Words of so many consonants are filed under what is left of them without one, too.
const LEAST_SLIPPED: usize = 4;

pub(crate) const GIVEN: u64 = 0x6769_7665_6e00_0001;

/// What two names have in common that share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyKind {
    /// A word, by the classes of its consonants or as a form of a given name.
    Word,
    /// Two words.
    Words,
    /// All of it, run together.
    Whole,
    /// The first letters.
    Acronym,
    /// Two words, one of which may have a consonant more or less.
    Slip,
    /// A word, and the letter that another begins with.
    Initial,
}

/// A number for some bytes: the same on all machines, for a version of the crate.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| mix(hash, u64::from(*byte)))
}

/// One number for two, in their order.
pub(crate) fn mix(one: u64, other: u64) -> u64 {
    let mixed = (one.rotate_left(23) ^ other).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

fn both(one: u64, other: u64) -> u64 {
    mix(one.min(other), one.max(other))
}

impl Name {
    /// The keys under which the name is filed: names that may be one share at least one. Sorted, without repetition.
    ///
    /// The keys are numbers, the same on all machines; they may change with the version of this crate. [`Name::each_key`] says
    /// what each stands for.
    pub fn keys(&self) -> Vec<u64> {
        let mut out = Vec::new();
        self.each_key(|_, key| out.push(key));
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Gives each key with what it stands for, for indexes of many names; the same number may come twice. Two
    /// names of different kinds have other keys. O(n^2) for the n words that tell most, six at most.
    pub fn each_key(&self, mut key: impl FnMut(KeyKind, u64)) {
        let is_personal = self.kind == Kind::Person;
        let mut key = |kind: KeyKind, number: u64| key(kind, mix(number, kind as u64 * 4 + self.kind as u64));
        let counted = || self.tokens.iter().filter(|token| token.role.counts());
        let telling = |token: &&Token| matches!(token.role, Role::Proper | Role::Generic | Role::Number);
        let any_tells = counted().any(|token| telling(&token));
        let mut told: SmallVec<[&Token; 8]> = counted().filter(|token| !any_tells || telling(token)).collect();
        told.sort_by(|a, b| b.bits.total_cmp(&a.bits));
        told.truncate(MOST_KEYED);
        for (at, one) in told.iter().enumerate() {
            for word in &one.term.filed {
                key(KeyKind::Word, *word);
            }
            for other in &told[at + 1..] {
                for a in &one.term.filed {
                    for b in &other.term.filed {
                        key(KeyKind::Words, both(*a, *b));
                    }
                }
            }
        }
        let running: SmallVec<[&Token; 8]> = counted().take(8).collect();
        if !running.is_empty() {
            key(KeyKind::Whole, run_together(&running));
        }
        if is_personal || running.len() < 4 {
            self.slips(&told, &mut key);
        }
        if is_personal {
            self.initials(&mut key);
        }
        if self.kind == Kind::Organisation {
            let short = running.iter().filter(|token| running.len() == 1 && token.is_acronym());
            for letters in short {
                key(KeyKind::Acronym, hash(letters.term.reading().as_bytes()));
            }
            for letters in acronyms(&self.tokens) {
                key(KeyKind::Acronym, hash(letters.as_bytes()));
            }
        }
        // Adjacent short words may stand joined elsewhere, and then are one word beside the others.
        for (at, pair) in running.windows(2).enumerate() {
            let letters: usize = pair.iter().map(|token| token.term.reading().len()).sum();
            if letters > 10 {
                continue;
            }
            let join = run_together(pair);
            key(KeyKind::Word, join);
            for (index, other) in running.iter().enumerate().take(MOST_KEYED) {
                if index != at && index != at + 1 {
                    for word in &other.term.filed {
                        key(KeyKind::Words, both(join, *word));
                    }
                }
            }
        }
    }

    /// Keys of a word and the first letter of another, for names of which one is written in short.
    fn initials(&self, key: &mut impl FnMut(KeyKind, u64)) {
        let named = || self.tokens.iter().filter(|token| matches!(token.role, Role::Proper | Role::Initial)).take(4);
        for (at, one) in named().enumerate().filter(|(_, token)| token.role == Role::Proper) {
            let Some(word) = one.term.filed.first() else { continue };
            for (_, other) in named().enumerate().filter(|(beside, _)| *beside != at) {
                let first = other.term.readings.iter().filter_map(|reading| reading.bytes().next());
                let mut letters: SmallVec<[u8; 4]> = first.collect();
                letters.sort_unstable();
                letters.dedup();
                for letter in letters {
                    key(KeyKind::Initial, mix(*word, u64::from(letter)));
                }
            }
        }
    }

    /// Keys of two words, one of which has lost a consonant: a slip of a consonant in one of them leaves one in common.
    fn slips(&self, told: &[&Token], key: &mut impl FnMut(KeyKind, u64)) {
        for (at, one) in told.iter().enumerate().take(3) {
            let Some(skeleton) = one.term.skeletons.first().filter(|word| word.len() >= LEAST_SLIPPED) else {
                continue;
            };
            let beside = told.iter().enumerate().filter(|(index, _)| *index != at).take(2);
            for (_, other) in beside {
                let Some(filed) = other.term.filed.first() else { continue };
                let mut slip = |left: u64| key(KeyKind::Slip, mix(left, *filed));
                slip(hash(skeleton.as_bytes()));
                for left_out in 0..skeleton.len() {
                    let bytes = skeleton.bytes().enumerate().filter(|(index, _)| *index != left_out);
                    slip(bytes.fold(hash(&[]), |hash, (_, byte)| mix(hash, u64::from(byte))));
                }
            }
        }
    }
}

/// The consonants of words that stand one after the other as if they were one word.
fn run_together(tokens: &[&Token]) -> u64 {
    let mut last = 0;
    let mut out = hash(&[]);
    for (at, token) in tokens.iter().enumerate() {
        let Some(skeleton) = token.term.skeletons.first() else { continue };
        // The mark of a vowel at the beginning falls away inside.
        let inside = if at > 0 { skeleton.strip_prefix('a').unwrap_or(skeleton) } else { skeleton };
        for byte in inside.bytes().filter(|byte| std::mem::replace(&mut last, *byte) != *byte) {
            out = mix(out, u64::from(byte));
        }
    }
    out
}

/// The keys of a name of which it is not known what it names: those of a person, a body and a place together. Sorted.
///
/// ```
/// let shared = |a: &str, b: &str| umbra_names::keys(a).iter().any(|key| umbra_names::keys(b).contains(key));
/// assert!(shared("马爱军", "Ai-jun MA"));
/// assert!(shared("Viktor Hallström", "HALLSTROEM, Victor"));
/// assert!(!shared("Viktor Hallström", "Olga Brandt"));
/// ```
pub fn keys(name: &str) -> Vec<u64> {
    let kinds = [Kind::Person, Kind::Organisation, Kind::Place];
    let all: BTreeSet<u64> = kinds.into_iter().flat_map(|kind| Name::new(name, kind).keys()).collect();
    all.into_iter().collect()
}
