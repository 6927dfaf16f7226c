//! Which entity of a reading is which of the gold.

use std::collections::BTreeMap;

use crate::gold::Gold;
use crate::reading::Reading;

/// How much each entity of the gold and each of a reading share of their mentions, most first.
fn shared<'a>(gold: &'a Gold, run: &Reading) -> Vec<((&'a str, usize), usize)> {
    let mut votes: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    for mention in &gold.mentions {
        let Some(entity) = mention.entity.as_deref() else { continue };
        for other in run.mentions.iter().filter(|m| m.kind == mention.kind) {
            let span = other.span;
            if let Some(theirs) = other.entity.filter(|_| span.overlaps(mention.span)) {
                // The same words weigh more than words that merely touch.
                let same = span.start == mention.span.start && span.end == mention.span.end;
                *votes.entry((entity, theirs)).or_default() += if same { 10 } else { 1 };
            }
        }
    }
    let mut ranked: Vec<_> = votes.into_iter().collect();
    ranked.sort_by_key(|((gold, run), count)| (usize::MAX - count, *gold, *run));
    ranked
}

/// Pairs entities by the mentions that they share, most first.
#[allow(dead_code, reason = "what learns asks for the other")]
pub fn align<'a>(gold: &'a Gold, run: &Reading) -> BTreeMap<&'a str, usize> {
    let mut pairs = BTreeMap::new();
    let mut taken = Vec::new();
    for ((entity, theirs), _) in shared(gold, run) {
        if !pairs.contains_key(entity) && !taken.contains(&theirs) {
            pairs.insert(entity, theirs);
            taken.push(theirs);
        }
    }
    pairs
}

/// Of each entity of a reading the one of the gold that it shares most with: where a reading took one person for two, both are he.
#[allow(dead_code, reason = "what scores asks for the other")]
pub fn likeness<'a>(gold: &'a Gold, run: &Reading) -> BTreeMap<usize, &'a str> {
    let mut found = BTreeMap::new();
    for ((entity, theirs), _) in shared(gold, run) {
        found.entry(theirs).or_insert(entity);
    }
    found
}
