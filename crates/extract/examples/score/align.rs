//! Which entity of a reading is which of the gold.

use std::collections::BTreeMap;

use crate::gold::Gold;
use crate::reading::Reading;

/// Pairs entities by the mentions that they share, most first.
pub fn align<'a>(gold: &'a Gold, run: &Reading) -> BTreeMap<&'a str, usize> {
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
    let mut pairs = BTreeMap::new();
    let mut taken = Vec::new();
    for ((entity, theirs), _) in ranked {
        if !pairs.contains_key(entity) && !taken.contains(&theirs) {
            pairs.insert(entity, theirs);
            taken.push(theirs);
        }
    }
    pairs
}
