//! Words written together here and apart there: "Ai Jun" and "Aijun", "Goodwill" and "Good Will".

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use crate::kind::Kind;
use crate::pairing::{near, pairing};
use crate::sound::{FIRM_LETTERS, sound};
use crate::term::Term;
use crate::token::{Role, Token};

/// So many words at most make one.
const MOST_JOINED: usize = 4;
/// So many ways to read the joined words are tried.
const MOST_SPELLINGS: usize = 16;
/// So many letters at most may stand in one of two spellings and not in the other: three slips, or the habits of another
/// language ("Dzhughashvili", "Jugaschwili").
const MOST_OTHER_LETTERS: u32 = 6;

/// Adjacent words of one name that are one word of the other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Join {
    /// The words that stand apart, as positions among the name's tokens.
    pub apart: Range<usize>,
    /// The word that joins them.
    pub joined: usize,
    /// As in a pairing.
    pub cost: f64,
    /// Bits that both share.
    pub weight: f64,
}

fn may_join(token: &Token) -> bool {
    !token.term.is_overlong && matches!(token.role, Role::Proper | Role::Generic | Role::Particle | Role::Initial)
}

/// The ways to read adjacent words as one.
pub(crate) fn spellings<'a>(tokens: impl Iterator<Item = &'a Token>) -> SmallVec<[String; 4]> {
    let mut all: SmallVec<[String; 4]> = smallvec![String::new()];
    for token in tokens {
        let readings = &token.term.readings;
        let room = (MOST_SPELLINGS / all.len()).clamp(1, readings.len().max(1));
        if let ([begun], [reading]) = (&mut all[..], &readings[..]) {
            begun.push_str(reading);
            continue;
        }
        let mut longer = SmallVec::with_capacity(all.len() * room);
        for begun in &all {
            longer.extend(readings.iter().take(room).map(|reading| format!("{begun}{reading}")));
        }
        all = longer;
    }
    all
}

/// The joins of words of `apart` into words of `joined`, the longest first; no word takes part in two.
pub(crate) fn joins(apart: &[Token], joined: &[Token], kind: Kind) -> SmallVec<[Join; 2]> {
    let mut out: SmallVec<[Join; 2]> = SmallVec::new();
    if apart.len() < 2 {
        return out;
    }
    let letters = |token: &Token| token.term.readings.first().map_or(0, |reading| reading.len());
    for (at, whole) in joined.iter().enumerate() {
        // What has a counterpart of its own needs no other.
        let term = &whole.term;
        let longest = term.readings.iter().map(|reading| reading.len()).max().unwrap_or(0);
        let has_counterpart = || apart.iter().any(|token| token.term.is_written_as(term));
        if whole.role != Role::Proper || term.is_overlong || longest < 2 || has_counterpart() {
            continue;
        }
        let mut best: Option<(f64, Range<usize>)> = None;
        for start in 0..apart.len() - 1 {
            // Most ranges fail here, on the first letter.
            if apart[start].term.openings & term.openings == 0 {
                continue;
            }
            let mut sum = letters(&apart[start]);
            for end in start + 2..=apart.len().min(start + MOST_JOINED) {
                sum += letters(&apart[end - 1]);
                let range = start..end;
                let is_taken = out.iter().any(|join| join.apart.start < end && start < join.apart.end);
                if sum > longest + 3 || is_taken || !apart[range.clone()].iter().all(may_join) {
                    break;
                }
                if sum + 3 < longest {
                    continue;
                }
                let may_slip = !apart.iter().any(|token| pairing(token, whole, kind).is_some());
                let Some(cost) = cost(&apart[range.clone()], term, may_slip && sum > 7) else { continue };
                // Of two that cost the same the longer takes more of what is there.
                let is_better =
                    |(known, other): &(f64, Range<usize>)| cost < *known || cost == *known && range.len() > other.len();
                if best.as_ref().is_none_or(is_better) {
                    best = Some((cost, range));
                }
            }
        }
        if let Some((cost, range)) = best {
            let bits: f64 = apart[range.clone()].iter().map(Token::bits).sum();
            out.push(Join { apart: range, joined: at, cost, weight: bits.min(whole.bits()) });
        }
    }
    out
}

fn cost(apart: &[Token], whole: &Term, may_slip: bool) -> Option<f64> {
    // What has one reading each is told by its letters: however it is spelled, most of them stay, and some always.
    let has_one_reading = |term: &Term| term.readings.len() == 1;
    let crosses = apart.iter().any(|token| token.term.script != whole.script);
    let mut may_sound = true;
    if has_one_reading(whole) && apart.iter().all(|token| has_one_reading(&token.term)) {
        let letters = apart.iter().fold(0, |letters, token| letters | token.term.letters);
        let differ = letters ^ whole.letters;
        may_sound = differ & FIRM_LETTERS == 0;
        if differ.count_ones() > MOST_OTHER_LETTERS || !may_sound && !crosses && !may_slip {
            return None;
        }
    }
    let spellings = spellings(apart.iter());
    if spellings.iter().any(|spelling| whole.readings.iter().any(|reading| **reading == **spelling)) {
        return Some(0.02);
    }
    let sounds_alike = |spelling: &String| {
        let heard = sound(spelling);
        whole.sounds.iter().any(|sound| **sound == *heard)
    };
    if may_sound && spellings.iter().any(sounds_alike) {
        return Some(0.1);
    }
    let consonants = |spelling: &String| {
        let heard = crate::sound::skeleton(spelling);
        heard.len() > 2 && whole.skeletons.iter().any(|skeleton| **skeleton == *heard)
    };
    if crosses && spellings.iter().any(consonants) {
        return Some(0.25);
    }
    if !may_slip {
        return None;
    }
    let slips =
        spellings.iter().flat_map(|spelling| whole.readings.iter().filter_map(|reading| near(spelling, reading)));
    slips.min_by(f64::total_cmp).map(|cost| cost + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Name;

    fn check(apart: &str, joined: &str, expected: &[Range<usize>]) {
        let (apart, joined) = (Name::new(apart, Kind::Person), Name::new(joined, Kind::Person));
        let found: Vec<_> =
            joins(&apart.tokens, &joined.tokens, Kind::Person).into_iter().map(|join| join.apart).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn adjacent_words_join() {
        check("Ai Jun Ma", "Ma Aijun", std::slice::from_ref(&(0..2)));
        check("Ma Ai Jun", "马爱军", std::slice::from_ref(&(1..3)));
        check("Vladimir Putin", "VladimirPutin", std::slice::from_ref(&(0..2)));
        check("Nikolai Patr ushev", "Nikolai Patrushev", std::slice::from_ref(&(1..3)));
        check("Ma Aijun", "Ma Aijun", &[]);
        check("Olga Berg", "Olgun Born", &[]);
    }
}
