//! Parts of speech, from left to right.

use super::words::{Seen, row};

/// Rows of the table of tags, as a power of two.
pub(super) const BITS: u32 = 18;

/// The features of the word at a place, given the tags of the two before it.
pub(super) fn features(words: &[Seen], at: usize, before: [usize; 2], rows: &mut Vec<u32>) {
    rows.clear();
    let nothing = Seen::nothing();
    let word = |offset: isize| at.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&nothing);
    let (two, one, here, next, after) = (word(-2), word(-1), word(0), word(1), word(2));
    let (last, last_two) = (before[1] as u64, before[0] as u64);
    let mut template = 0;
    let mut put = |values: &[u64]| {
        template += 1;
        rows.push(row(BITS, template, values));
    };
    let group = |seen: &Seen, level: usize| u64::from(seen.clusters[level]);
    put(&[]);
    put(&[here.word]);
    for ending in here.endings {
        put(&[ending]);
    }
    for opening in here.openings {
        put(&[opening]);
    }
    put(&[here.shape]);
    put(&[here.shape, u64::from(at == 0)]);
    put(&[last]);
    put(&[last_two, last]);
    put(&[last, here.word]);
    put(&[last, here.endings[2]]);
    put(&[last, here.endings[1], here.shape]);
    put(&[one.word]);
    put(&[two.word]);
    put(&[next.word]);
    put(&[after.word]);
    put(&[next.endings[2]]);
    put(&[one.endings[2]]);
    put(&[next.shape]);
    put(&[one.shape]);
    put(&[one.word, here.word]);
    put(&[here.word, next.word]);
    put(&[last, here.word, next.word]);
    put(&[last, next.endings[2], here.endings[2]]);
    for level in 0..3 {
        put(&[group(here, level)]);
        put(&[group(next, level)]);
        put(&[group(one, level)]);
        put(&[last, group(here, level)]);
        put(&[group(here, level), group(next, level)]);
        put(&[last_two, last, group(here, level)]);
    }
    put(&[last, group(here, 2), group(next, 2)]);
    put(&[here.endings[2], group(next, 1)]);
}
