//! Pairs of records that may be one, from the crate that judges to those who show them.

use umbra_find::{Judged, Merge};
use umbra_resolve::{ACTOR, Outcome, Verdict};

/// What was judged of pairs without a decision: the open ones, the likeliest first, and those that are two.
pub fn judged(outcome: &Outcome) -> Judged {
    let of = |verdict| outcome.proposals.iter().filter(move |pair| pair.verdict == verdict);
    Judged {
        open: of(Verdict::Unsure)
            .map(|pair| Merge {
                left: pair.left.clone(),
                right: pair.right.clone(),
                why: pair.in_words(),
                by: ACTOR.to_owned(),
            })
            .collect(),
        different: of(Verdict::Different).map(|pair| (pair.left.clone(), pair.right.clone())).collect(),
    }
}
