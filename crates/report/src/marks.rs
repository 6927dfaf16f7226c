//! Cuts a text at the ends of its quotes, so that quotes that overlap can each be marked.

use std::collections::BTreeSet;
use std::ops::Range;

/// A stretch of text that the same quotes cover from end to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The bytes that it covers.
    pub range: Range<usize>,
    /// Which quotes cover it, ascending.
    pub covering: Vec<usize>,
}

/// Cuts `range` of a text into segments at the ends of the quotes, which are ranges of the same text's bytes.
///
/// Joined, the segments give `range` again. What of a quote lies outside `range` is not seen. Time
/// O(q log q + s d) for q quotes, s segments and d quotes one above the other.
pub(crate) fn segments(range: Range<usize>, quotes: &[Range<usize>]) -> Vec<Segment> {
    let mut ends: Vec<(usize, bool, usize)> = Vec::with_capacity(quotes.len() * 2);
    for (number, quote) in quotes.iter().enumerate() {
        let (start, end) = (quote.start.max(range.start), quote.end.min(range.end));
        if start < end {
            ends.push((start, true, number));
            ends.push((end, false, number));
        }
    }
    ends.sort_unstable();
    let mut segments = Vec::new();
    let mut open = BTreeSet::new();
    let mut from = range.start;
    for (at, opens, number) in ends {
        if at > from {
            segments.push(Segment { range: from..at, covering: open.iter().copied().collect() });
            from = at;
        }
        if opens {
            open.insert(number)
        } else {
            open.remove(&number)
        };
    }
    if from < range.end {
        segments.push(Segment { range: from..range.end, covering: Vec::new() });
    }
    segments
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "one quote is a list of one range")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn overlapping_quotes_share_a_segment() {
        let cut: Vec<_> = segments(0..10, &[1..6, 4..8, 4..6]).into_iter().map(|s| (s.range, s.covering)).collect();
        assert_eq!(cut, [(0..1, vec![]), (1..4, vec![0]), (4..6, vec![0, 1, 2]), (6..8, vec![1]), (8..10, vec![]),]);
    }

    #[test]
    fn what_lies_outside_is_not_seen() {
        assert_eq!(
            segments(5..8, &[0..3, 4..6, 9..12]),
            [Segment { range: 5..6, covering: vec![1] }, Segment { range: 6..8, covering: vec![] }]
        );
        assert!(segments(3..3, &[0..9]).is_empty());
    }

    proptest! {
        #[test]
        fn segments_give_the_text_back_and_each_quote_whole(
            text in "\\PC{0,60}",
            ends in prop::collection::vec((0usize..60, 0usize..60), 0..12),
        ) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = |n: usize| places[n % places.len()];
            let quotes: Vec<_> = ends.iter().map(|&(a, b)| at(a).min(at(b))..at(a).max(at(b))).collect();
            let cut = segments(0..text.len(), &quotes);
            let joined: String = cut.iter().map(|s| &text[s.range.clone()]).collect();
            prop_assert_eq!(&joined, &text);
            for (number, quote) in quotes.iter().enumerate() {
                let marked: String =
                    cut.iter().filter(|s| s.covering.contains(&number)).map(|s| &text[s.range.clone()]).collect();
                prop_assert_eq!(&marked, &text[quote.clone()]);
            }
        }
    }
}
