//! Passages of a text: what is indexed as one, and what is shown of it.

use std::ops::Range;

/// A paragraph that is longer, in bytes, is cut where a sentence, a line or a word ends.
const LONGEST: usize = 2000;

/// What is shown is at most so long, in bytes, unless one sentence alone is longer.
const SHOWN: usize = 320;

/// The paragraphs of a text, as ranges of bytes without the white space around them. Blank lines part them.
pub(super) fn passages(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            push_cut(text, start..at, &mut all);
            start = at + line.len();
        }
        at += line.len();
    }
    push_cut(text, start..at, &mut all);
    all
}

fn push_cut(text: &str, mut range: Range<usize>, all: &mut Vec<Range<usize>>) {
    while range.len() > LONGEST {
        let end = cut(text, range.start);
        push(text, range.start..end, all);
        range.start = end;
    }
    push(text, range, all);
}

fn push(text: &str, range: Range<usize>, all: &mut Vec<Range<usize>>) {
    let passage = &text[range.clone()];
    let start = range.start + passage.len() - passage.trim_start().len();
    let end = start + passage.trim().len();
    if start < end {
        all.push(start..end);
    }
}

/// Where a passage that begins at `start` is cut at the latest.
fn cut(text: &str, start: usize) -> usize {
    let limit = floor(text, start + LONGEST);
    let window = &text[start..limit];
    let half = window.len() / 2;
    let after =
        |found: Option<(usize, char)>| found.map(|(at, c)| start + at + c.len_utf8()).filter(|at| at - start > half);
    let last = |ends: fn(char) -> bool| after(window.char_indices().rev().find(|(_, c)| ends(*c)));
    last(ends_sentence).or_else(|| last(|c| c == '\n')).or_else(|| last(char::is_whitespace)).unwrap_or(limit)
}

fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।' | '။' | '។')
}

/// The sentences around what was found, as far as there is room for them; a range within `passage`.
pub(super) fn around(text: &str, passage: Range<usize>, found: Range<usize>) -> Range<usize> {
    if passage.len() <= SHOWN {
        return passage;
    }
    let before = &text[passage.start..found.start];
    let after = &text[found.end..passage.end];
    let start = before
        .char_indices()
        .rev()
        .find(|(at, c)| {
            ends_sentence(*c) && before[at + c.len_utf8()..].starts_with(char::is_whitespace) || is_wide_end(*c)
        })
        .map_or(passage.start, |(at, c)| passage.start + at + c.len_utf8());
    let end = after
        .char_indices()
        .find(|(at, c)| {
            ends_sentence(*c) && !after[at + c.len_utf8()..].starts_with(char::is_alphanumeric) || is_wide_end(*c)
        })
        .map_or(passage.end, |(at, c)| found.end + at + c.len_utf8());
    let start = start + text[start..found.start].len() - text[start..found.start].trim_start().len();
    if end - start <= 2 * SHOWN {
        return start..end;
    }
    let room = SHOWN.saturating_sub(found.len()) / 2;
    let start = floor(text, found.start.saturating_sub(room)).max(start);
    start..floor(text, found.end + room).clamp(found.end, end)
}

/// Ends a sentence though no space follows.
fn is_wide_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blank_lines_part_passages() {
        let text = "One line\nand another.\n\n \nTwo.\n";
        let found: Vec<_> = passages(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["One line\nand another.", "Two."]);
    }

    #[test]
    fn long_passages_are_cut_after_sentences() {
        let text = "A sentence of some words. ".repeat(200);
        let all = passages(&text);
        assert!(all.len() > 2);
        assert!(all.iter().all(|range| range.len() <= LONGEST && text[range.clone()].ends_with('.')));
    }

    #[test]
    fn the_sentence_around_a_word_is_shown() {
        let text = "First things first. ".repeat(20) + "Then Brandt tipped them off. " + &"And so on. ".repeat(20);
        let at = text.find("Brandt").unwrap();
        let shown = around(&text, 0..text.len(), at..at + 6);
        assert_eq!(&text[shown], "Then Brandt tipped them off.");
    }

    proptest! {
        #[test]
        fn passages_cover_all_but_white_space(text in "[a-z马. \n]{0,6000}") {
            let all = passages(&text);
            let covered: usize = all.iter().map(|range| text[range.clone()].chars().filter(|c| !c.is_whitespace()).count()).sum();
            prop_assert_eq!(covered, text.chars().filter(|c| !c.is_whitespace()).count());
            prop_assert!(all.iter().all(|range| range.len() <= LONGEST));
        }

        #[test]
        fn what_is_shown_holds_what_was_found(text in "[a-z马. ]{1,1500}", at in 0usize..1500) {
            let start = floor(&text, at.min(text.len() - 1));
            let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
            let shown = around(&text, 0..text.len(), start..end);
            prop_assert!(shown.start <= start && end <= shown.end && text.get(shown).is_some());
        }
    }
}
