//! Keys by which names that may be one are brought together.

use std::collections::BTreeSet;

use crate::join::spellings;
use crate::kind::Kind;
use crate::matching::acronyms;
use crate::name::Name;
use crate::token::{Role, Token};

/// Only so many words of a name make keys: those that tell most.
const MOST_KEYED: usize = 6;

impl Name {
    /// The keys under which the name is filed: names that may be one share at least one. Sorted, without repetition.
    ///
    /// A key of two words begins with `2`, of a single word with `1`, of the whole name run together with `w`, of its
    /// first letters with `a`. Words stand in them by classes of consonants, so that spellings and scripts meet, and by the
    /// given names that they are forms of. Keys of two words are the most telling; those of one word are for names that
    /// share no more (initials, a short form), and gather many.
    /// The form of the keys may change with the version of this crate.
    pub fn keys(&self) -> Vec<String> {
        let mut told: Vec<&Token> = self.tokens.iter().filter(|token| token.role.counts()).collect();
        let telling = |token: &&Token| matches!(token.role, Role::Proper | Role::Generic | Role::Number);
        if told.iter().any(telling) {
            told.retain(telling);
        }
        let mut words: Vec<BTreeSet<String>> = Vec::new();
        told.sort_by(|a, b| b.bits.total_cmp(&a.bits));
        for token in told.iter().take(MOST_KEYED) {
            words.push(filed_under(token));
        }
        let mut out = BTreeSet::new();
        for (at, one) in words.iter().enumerate() {
            out.extend(one.iter().map(|word| format!("1{word}")));
            for other in &words[at + 1..] {
                for (a, b) in one.iter().flat_map(|a| other.iter().map(move |b| (a, b))) {
                    let (a, b) = if a < b { (a, b) } else { (b, a) };
                    out.insert(format!("2{a}+{b}"));
                }
            }
        }
        let running: Vec<Token> = self.tokens.iter().filter(|token| token.role.counts()).cloned().collect();
        if !running.is_empty() {
            out.extend(spellings(&running).iter().map(|whole| format!("w{}", crate::sound::skeleton(whole))));
        }
        if self.kind == Kind::Organisation {
            let short = running.iter().filter(|token| running.len() == 1 && token.is_acronym());
            let short = short.map(|token| token.readings[0].clone());
            out.extend(acronyms(&self.tokens).into_iter().chain(short).map(|letters| format!("a{letters}")));
        }
        // Adjacent short words may stand joined elsewhere, and then are one word beside the others.
        for at in 0..running.len().saturating_sub(1) {
            let (one, two) = (&running[at], &running[at + 1]);
            let letters = |token: &Token| token.readings.first().map_or(0, String::len);
            if letters(one) + letters(two) > 10 {
                continue;
            }
            let joined: BTreeSet<String> =
                spellings(&running[at..=at + 1]).iter().map(|whole| crate::sound::skeleton(whole)).collect();
            for join in joined.iter().filter(|join| !join.is_empty()) {
                out.insert(format!("1{join}"));
                let others = running.iter().enumerate().filter(|(index, _)| *index != at && *index != at + 1);
                for (_, other) in others.take(MOST_KEYED) {
                    for word in filed_under(other) {
                        let (a, b) = if *join < word { (join, &word) } else { (&word, join) };
                        out.insert(format!("2{a}+{b}"));
                    }
                }
            }
        }
        out.into_iter().collect()
    }
}

/// What stands for a word in a key: its consonants, and the given names that it may be a form of, whose forms may share
/// no consonant ("Bill").
fn filed_under(token: &Token) -> BTreeSet<String> {
    let consonants = token.skeletons.iter().filter(|word| !word.is_empty()).cloned();
    consonants.chain(token.given.iter().map(|name| format!("g{name}"))).collect()
}

/// The keys of a name of which it is not known what it names: those of a person, a body and a place together. Sorted.
///
/// ```
/// let shared = |a: &str, b: &str| umbra_names::keys(a).iter().any(|key| umbra_names::keys(b).contains(key));
/// assert!(shared("马爱军", "Ai-jun MA"));
/// assert!(shared("Viktor Hallström", "HALLSTROEM, Victor"));
/// assert!(!shared("Viktor Hallström", "Olga Brandt"));
/// ```
pub fn keys(name: &str) -> Vec<String> {
    let kinds = [Kind::Person, Kind::Organisation, Kind::Place];
    let all: BTreeSet<String> = kinds.into_iter().flat_map(|kind| Name::new(name, kind).keys()).collect();
    all.into_iter().collect()
}
