//! Where quoted words stand in a text.
//!
//! Models change what carries no meaning: they join lines, straighten quotation marks, write a wide comma as a narrow
//! one. So both sides are compared in a plain form, and each of its characters knows the bytes that it stands for.

use std::ops::Range;

/// A passage in plain form.
#[derive(Debug)]
pub(super) struct Plain {
    words: String,
    /// For each character of `words` its first byte there, and the bytes of the text that it stands for.
    letters: Vec<(usize, Range<usize>)>,
}

/// A character in plain form: nothing for those that are not seen, a space for all that separates.
fn plain(letter: char) -> Option<char> {
    Some(match letter {
        // Soft hyphens, joiners, marks of direction, the mark of byte order.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
            return None;
        }
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '「' | '」' | '『' | '』' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '、' | '，' => ',',
        '。' => '.',
        // Wide forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        letter if letter.is_whitespace() || letter.is_control() => ' ',
        letter => letter,
    })
}

/// The plain form of some words, without spaces at its ends and with one where several stood.
fn plainly(words: &str, from: usize) -> Plain {
    let mut found = Plain { words: String::with_capacity(words.len()), letters: Vec::new() };
    for (at, letter) in words.char_indices() {
        let bytes = from + at..from + at + letter.len_utf8();
        match plain(letter) {
            None => {}
            Some(' ') if found.words.is_empty() || found.words.ends_with(' ') => {}
            Some(letter) => {
                found.letters.push((found.words.len(), bytes));
                found.words.push(letter);
            }
        }
    }
    if found.words.ends_with(' ') {
        found.words.pop();
        found.letters.pop();
    }
    found
}

impl Plain {
    /// A stretch of a text, as bytes.
    pub fn of(text: &str, range: Range<usize>) -> Self {
        plainly(text.get(range.clone()).unwrap_or_default(), range.start)
    }

    /// The places of some words, in order, as bytes of the text. Words in letters that are set apart by spaces must stand
    /// apart: "Ma" is not found in "Marsh".
    pub fn places(&self, words: &str) -> Vec<Range<usize>> {
        let wanted = plainly(words, 0).words;
        if wanted.is_empty() {
            return Vec::new();
        }
        let joins = |letter: Option<char>| letter.is_some_and(|l| l.is_alphanumeric() && !crate::token::is_unspaced(l));
        let begins = joins(wanted.chars().next());
        let ends = joins(wanted.chars().last());
        let found = self.words.match_indices(wanted.as_str()).filter(|(at, _)| {
            let before = begins && joins(self.words[..*at].chars().next_back());
            let after = ends && joins(self.words[at + wanted.len()..].chars().next());
            !before && !after
        });
        let places = found.filter_map(|(at, _)| {
            let first = self.letters.partition_point(|(byte, _)| *byte < at);
            let last = self.letters.partition_point(|(byte, _)| *byte < at + wanted.len()).checked_sub(1)?;
            Some(self.letters.get(first)?.1.start..self.letters.get(last)?.1.end)
        });
        places.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, words: &str) -> Option<String> {
        Plain::of(text, 0..text.len()).places(words).first().map(|place| text[place.clone()].to_owned())
    }

    #[test]
    fn what_carries_no_meaning_makes_no_difference() {
        assert_eq!(found("He  said\n“no”.", "He said \"no\"").as_deref(), Some("He  said\n“no”"));
        assert_eq!(found("the co\u{ad}op’s boss", "coop's boss").as_deref(), Some("co\u{ad}op’s boss"));
        assert_eq!(found("收受１２万元，并", "收受12万元,").as_deref(), Some("收受１２万元，"));
    }

    #[test]
    fn everything_else_does() {
        assert_eq!(found("Marsh paid", "Ma"), None);
        assert_eq!(found("He paid 500", "50"), None);
        assert_eq!(found("he paid", "He paid"), None);
        assert_eq!(found("paid", " \u{200b}"), None);
        assert_eq!(found("马国强收受", "国强").as_deref(), Some("国强"));
    }
}
