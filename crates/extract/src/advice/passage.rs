//! A text in passages, each small enough for one question.

use std::ops::Range;

/// Characters of a passage at most.
pub(crate) const LONGEST: usize = 3_000;

/// Characters by which a passage reaches back into the one before, so that what stands at a cut is read whole once.
pub(crate) const OVERLAP: usize = 300;

/// Cuts parts of a text (ranges of bytes, ascending; none for all of it) into passages, in the order of the text.
///
/// Passages end with a line or a sentence where there is one in their last third. Linear in the text.
pub(crate) fn passages(text: &str, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let whole = 0..text.len();
    let parts = if parts.is_empty() { std::slice::from_ref(&whole) } else { parts };
    let mut passages = Vec::new();
    for part in parts {
        let Some(words) = text.get(part.clone()) else { continue };
        let starts: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
        let letters = starts.len() - 1;
        let mut from = 0;
        while from < letters {
            let most = (from + LONGEST).min(letters);
            let to = if most == letters { letters } else { cut(words, &starts, from + LONGEST * 2 / 3, most) };
            let piece = &words[starts[from]..starts[to]];
            if piece.chars().any(char::is_alphabetic) {
                passages.push(part.start + starts[from]..part.start + starts[to]);
            }
            if to == letters {
                break;
            }
            // A passage holds far more than the overlap, so this goes on.
            from = resume(words, &starts, to.saturating_sub(OVERLAP).max(from + 1), to);
        }
    }
    passages
}

fn ends_sentence(letter: char) -> bool {
    matches!(letter, '。' | '！' | '？' | '.' | '!' | '?')
}

/// The best place to end between two characters: after a line, else after a sentence, else after a space.
fn cut(words: &str, starts: &[usize], least: usize, most: usize) -> usize {
    let letter = |at: usize| words[starts[at]..].chars().next().unwrap_or(' ');
    let after = |fits: &dyn Fn(char) -> bool| (least..most).rev().find(|at| fits(letter(*at))).map(|at| at + 1);
    after(&|l| l == '\n').or_else(|| after(&ends_sentence)).or_else(|| after(&char::is_whitespace)).unwrap_or(most)
}

/// Where the next passage begins: with the first sentence or word after a place, and before `limit`.
fn resume(words: &str, starts: &[usize], at: usize, limit: usize) -> usize {
    let letter = |at: usize| words[starts[at]..].chars().next().unwrap_or(' ');
    let begins = |fits: &dyn Fn(char) -> bool| (at..limit).find(|i| fits(letter(*i))).map(|i| i + 1);
    begins(&|l| ends_sentence(l) || l == '\n').or_else(|| begins(&char::is_whitespace)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_cover_the_text_and_overlap() {
        for sentence in ["The harbour was quiet. ", "港口很安静。", "word ", "x"] {
            let text = sentence.repeat(12_000 / sentence.chars().count());
            let found = passages(&text, &[]);
            assert_eq!(found.first().map(|p| p.start), Some(0));
            assert_eq!(found.last().map(|p| p.end), Some(text.len()));
            for pair in found.windows(2) {
                assert!(pair[1].start < pair[0].end || sentence.len() > OVERLAP, "{sentence}: {pair:?}");
                assert!(pair[1].start > pair[0].start && pair[1].end > pair[0].end);
            }
            assert!(found.iter().all(|p| text[p.clone()].chars().count() <= LONGEST));
        }
    }

    #[test]
    fn only_the_parts_are_asked_about() {
        let text = "menu menu\nThe article.\nteaser";
        let found = passages(text, std::slice::from_ref(&(10..22)));
        assert_eq!(found.iter().map(|p| &text[p.clone()]).collect::<Vec<_>>(), ["The article."]);
        assert!(passages("", &[]).is_empty() && passages("—— 12 ——", &[]).is_empty());
    }
}
