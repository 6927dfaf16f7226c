//! Words written together here and apart there: "Ai Jun" and "Aijun", "Goodwill" and "Good Will".

use std::ops::Range;

use crate::pairing::near;
use crate::sound::sound;
use crate::token::{Role, Token};

/// So many words at most make one.
const MOST_JOINED: usize = 4;
/// So many ways to read the joined words are tried.
const MOST_SPELLINGS: usize = 16;

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
    !token.is_overlong && matches!(token.role, Role::Proper | Role::Generic | Role::Particle | Role::Initial)
}

/// The ways to read adjacent words as one.
pub(crate) fn spellings(tokens: &[Token]) -> Vec<String> {
    let mut all = vec![String::new()];
    for token in tokens {
        let room = (MOST_SPELLINGS / all.len()).clamp(1, token.readings.len().max(1));
        let mut longer = Vec::with_capacity(all.len() * room);
        for begun in &all {
            longer.extend(token.readings.iter().take(room).map(|reading| format!("{begun}{reading}")));
        }
        all = longer;
    }
    all
}

/// The joins of words of `apart` into words of `joined`, the longest first; no word takes part in two.
pub(crate) fn joins(apart: &[Token], joined: &[Token]) -> Vec<Join> {
    let mut out: Vec<Join> = Vec::new();
    for (at, whole) in joined.iter().enumerate() {
        // What has a counterpart of its own needs no other.
        if whole.role != Role::Proper || whole.is_overlong || apart.iter().any(|token| token.folded == whole.folded) {
            continue;
        }
        let taken =
            |range: &Range<usize>| out.iter().any(|join| join.apart.start < range.end && range.start < join.apart.end);
        let lengths = (2..=MOST_JOINED.min(apart.len())).rev();
        let ranges = lengths.flat_map(|length| (0..=apart.len() - length).map(move |start| start..start + length));
        let free = ranges.filter(|range| !taken(range) && apart[range.clone()].iter().all(may_join));
        let best = free
            .filter_map(|range| Some((cost(&apart[range.clone()], whole)?, range)))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((cost, range)) = best {
            let bits: f64 = apart[range.clone()].iter().map(|token| token.bits).sum();
            out.push(Join { apart: range, joined: at, cost, weight: bits.min(whole.bits) });
        }
    }
    out
}

fn cost(apart: &[Token], whole: &Token) -> Option<f64> {
    let letters: usize = apart.iter().map(|token| token.readings.first().map_or(0, String::len)).sum();
    let longest = whole.readings.iter().map(String::len).max().unwrap_or(0);
    if letters.abs_diff(longest) > 3 {
        return None;
    }
    let spellings = spellings(apart);
    if spellings.iter().any(|spelling| whole.readings.contains(spelling)) {
        return Some(0.02);
    }
    if spellings.iter().any(|spelling| whole.sounds.contains(&sound(spelling))) {
        return Some(0.1);
    }
    let slips =
        spellings.iter().flat_map(|spelling| whole.readings.iter().filter_map(|reading| near(spelling, reading)));
    slips.filter(|_| letters >= 8).min_by(f64::total_cmp).map(|cost| cost + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Name};

    fn check(apart: &str, joined: &str, expected: &[Range<usize>]) {
        let (apart, joined) = (Name::new(apart, Kind::Person), Name::new(joined, Kind::Person));
        let found: Vec<_> = joins(&apart.tokens, &joined.tokens).into_iter().map(|join| join.apart).collect();
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
