//! Which parts of a large text are shown.

use std::ops::Range;

/// Bytes shown on either side of a quote in a text that is too large to be shown whole.
const AROUND: usize = 600;

/// What is shown of a text of `length` bytes: all of it where it fits into `budget`, or else what lies around its quotes.
///
/// Quotes come the most important first: they are taken in that order until the budget is spent, and one that does not
/// fit any more is passed over. The ranges are ascending and apart, and lie on character boundaries.
pub(crate) fn excerpt(text: &str, quotes: &[Range<usize>], budget: usize) -> Vec<Range<usize>> {
    if text.len() <= budget {
        return std::iter::once(0..text.len()).filter(|all| !all.is_empty()).collect();
    }
    let mut shown: Vec<Range<usize>> = Vec::new();
    let mut spent = 0;
    for quote in quotes {
        let wanted = floor(text, quote.start.saturating_sub(AROUND))..ceil(text, quote.end + AROUND);
        let first = shown.partition_point(|range| range.end < wanted.start);
        let after = shown.partition_point(|range| range.start <= wanted.end);
        let touched = &shown[first..after];
        let merged = match (touched.first(), touched.last()) {
            (Some(low), Some(high)) => wanted.start.min(low.start)..wanted.end.max(high.end),
            _ => wanted,
        };
        let cost = merged.len() - touched.iter().map(Range::len).sum::<usize>();
        if spent + cost <= budget {
            spent += cost;
            shown.splice(first..after, [merged]);
        }
    }
    shown
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "one excerpt is a list of one range")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_small_text_is_shown_whole() {
        assert_eq!(excerpt("abc", &[], 3), [0..3]);
        assert!(excerpt("", &[], 3).is_empty());
    }

    #[test]
    fn the_important_quote_is_shown_first() {
        let text = "é".repeat(5000);
        let near_end = 9000..9010;
        let near_start = 2000..2010;
        assert_eq!(excerpt(&text, &[near_end.clone(), near_start.clone()], 1300), [8400..9610]);
        assert_eq!(excerpt(&text, &[near_end, near_start], 3000), [1400..2610, 8400..9610]);
        assert!(excerpt(&text, &[], 3000).is_empty());
    }

    proptest! {
        #[test]
        fn ranges_are_ascending_apart_whole_and_within_the_budget(
            quotes in prop::collection::vec((0usize..2000, 1usize..400), 0..12),
            budget in 0usize..5000,
        ) {
            let text = "aé马".repeat(1200);
            let quotes: Vec<_> = quotes.iter().map(|&(at, length)| {
                let start = floor(&text, at * 3);
                start..ceil(&text, start + length)
            }).collect();
            let shown = excerpt(&text, &quotes, budget);
            prop_assert!(shown.windows(2).all(|pair| pair[0].end < pair[1].start));
            prop_assert!(shown.iter().map(Range::len).sum::<usize>() <= budget);
            for range in shown {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
