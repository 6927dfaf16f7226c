//! Two names compared: a score, and which word met which.

use crate::kind::Kind;
use crate::matching::Matching;
use crate::name::Name;
use crate::rule::Rule;
use crate::token::Token;

/// What one word of a name met in the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The word or words of the first name, as written; `None` where a word of the second stands alone.
    pub left: Option<String>,
    /// The word or words of the second name; `None` where a word of the first stands alone.
    pub right: Option<String>,
    /// By what rule they met.
    pub rule: Rule,
    /// 0 (the same) to 1 (nothing in common, or alone).
    pub cost: f64,
    /// The bits that the pair shares, or that the word alone is worth.
    pub weight: f64,
}

/// How two names compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// 0 (nothing in common) to 1 (the same name). Not a probability: two people can have one name.
    pub score: f64,
    /// How much the agreement tells, in bits: the shared words' bits less their costs. Common names tell little however
    /// well they agree.
    pub information: f64,
    /// What the words tell that met, in bits, whatever their costs.
    pub shared: f64,
    /// Which word met which: those of the first name in order, then what of the second stands alone.
    pub pairs: Vec<Pair>,
}

/// How two names compare, without the words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// As [`Comparison::score`].
    pub score: f64,
    /// As [`Comparison::information`].
    pub information: f64,
    /// As [`Comparison::shared`].
    pub shared: f64,
}

/// Compares two names of one kind.
///
/// The words are paired so that the bits they share, less what each rule costs, are most; the score sets that against
/// the words left alone. The score is symmetric, and 1 for a name with itself; a name without a letter or digit scores
/// 0 with everything. Whoever compares a name more than once keeps a [`Name`].
///
/// ```
/// use umbra_names::{Kind, Rule, compare};
///
/// let comparison = compare("马爱军", "Ai-jun MA", Kind::Person);
/// assert!(comparison.score > 0.9);
/// assert_eq!(comparison.pairs[1].right.as_deref(), Some("Ai jun"));
/// assert_eq!(comparison.pairs[1].rule, Rule::Joined);
/// assert!(compare("Kim Yong-chol", "Kim Yong-chun", Kind::Person).score < 0.5);
/// ```
pub fn compare(left: &str, right: &str, kind: Kind) -> Comparison {
    Name::new(left, kind).compare(&Name::new(right, kind))
}

impl Name {
    /// Compares with another name; see [`compare`]. Both should be of one kind; if they are not, the first's decides.
    ///
    /// O(n^2 m) time for n and m words, at most 48 each.
    pub fn compare(&self, other: &Self) -> Comparison {
        let swapped = self.is_after(other);
        let (one, two) = if swapped { (other, self) } else { (self, other) };
        let mut found = Matching::of(one, two, self.kind).comparison();
        if swapped {
            for pair in &mut found.pairs {
                std::mem::swap(&mut pair.left, &mut pair.right);
            }
            // Back into the order of the first name's words.
            let place = |pair: &Pair| {
                let word = pair.left.as_deref()?;
                let opens = |token: &Token| {
                    word.strip_prefix(&*token.text).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                };
                self.tokens.iter().position(opens)
            };
            found.pairs.sort_by_key(|pair| (pair.left.is_none(), place(pair)));
        }
        found
    }

    /// The figures of a comparison without the pairs: some five times as fast.
    pub fn likeness(&self, other: &Self) -> Likeness {
        if self.kind == other.kind && self.text == other.text {
            let bits = 0.0 + self.bits();
            return Likeness { score: if bits > 0.0 { 1.0 } else { 0.0 }, information: bits, shared: bits };
        }
        let (one, two) = if self.is_after(other) { (other, self) } else { (self, other) };
        Matching::of(one, two, self.kind).likeness()
    }

    /// One order, whichever is asked first: ties between pairings fall the same way.
    fn is_after(&self, other: &Self) -> bool {
        (other.tokens.len(), other.order) < (self.tokens.len(), self.order)
    }
}
