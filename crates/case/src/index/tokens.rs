//! Words, for search.
//!
//! Scripts with spaces give words. Han, kana, Hangul, Thai, Lao, Khmer and Burmese do not show where a word ends (Hangul
//! joins endings to it), so they give overlapping pairs and single characters: a two-character name is found inside
//! running text with no dictionary.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::fold;

/// Longer runs of letters are cut: no word has so many, and an index of them would serve nobody.
const LONGEST_WORD: usize = 64;

/// Where in the text a term comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Number of the word; a single and the pair that it begins share one.
    pub position: usize,
    pub kind: Kind,
}

/// What sort of term it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Single,
    Pair,
}

/// Takes a text apart from left to right.
pub(super) struct Terms<'a> {
    text: &'a str,
    at: usize,
    position: usize,
    /// Whether the single at `at` was given and its pair is next.
    pair_next: bool,
}

impl<'a> Terms<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, position: 0, pair_next: false }
    }

    /// Puts the next term into `term`.
    pub(super) fn next_into(&mut self, term: &mut String) -> Option<Found> {
        loop {
            let rest = &self.text[self.at..];
            let first = rest.chars().next()?;
            if first.is_ascii() && !first.is_ascii_alphanumeric() {
                self.at += 1;
                continue;
            }
            term.clear();
            if is_paired(first) {
                if let Some(found) = self.of_pairs(rest, first, term) {
                    return Some(found);
                }
            } else if first.is_alphanumeric() {
                return Some(self.word(rest, term));
            } else {
                self.at += first.len_utf8();
            }
        }
    }

    fn word(&mut self, rest: &str, term: &mut String) -> Found {
        // Most words are plain letters and digits; where what follows may belong to them, the full rule decides.
        let plain = rest.bytes().take(LONGEST_WORD).take_while(u8::is_ascii_alphanumeric).count();
        if plain == LONGEST_WORD || rest.as_bytes().get(plain).is_none_or(u8::is_ascii) {
            fold(&rest[..plain], term);
            return self.found_word(plain);
        }
        let ends = |(index, (_, c)): &(usize, (usize, char))| {
            *index >= LONGEST_WORD || is_paired(*c) || !(c.is_alphanumeric() || is_combining_mark(*c) || is_joiner(*c))
        };
        let length = rest.char_indices().enumerate().find(ends).map_or(rest.len(), |(_, (byte, _))| byte);
        fold(&rest[..length], term);
        self.found_word(length)
    }

    /// Goes on behind a word.
    fn found_word(&mut self, length: usize) -> Found {
        let found = Found { start: self.at, end: self.at + length, position: self.position, kind: Kind::Word };
        self.at += length;
        self.position += 1;
        found
    }

    /// The single, then the pair that it begins, if there is one.
    fn of_pairs(&mut self, rest: &str, first: char, term: &mut String) -> Option<Found> {
        let (start, position, length) = (self.at, self.position, first.len_utf8());
        let second = rest[length..].chars().next().filter(|c| is_paired(*c));
        fold_character(first, term);
        if !self.pair_next {
            self.pair_next = second.is_some();
            if second.is_none() {
                self.at += length;
                self.position += 1;
            }
            return Some(Found { start, end: start + length, position, kind: Kind::Single });
        }
        self.pair_next = false;
        self.at += length;
        self.position += 1;
        let second = second?;
        fold_character(second, term);
        Some(Found { start, end: start + length + second.len_utf8(), position, kind: Kind::Pair })
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether the character belongs to a script that is indexed by pairs.
fn is_paired(c: char) -> bool {
    if c < '\u{e00}' {
        return false;
    }
    let in_script = matches!(c,
        // Thai and Lao.
        '\u{e00}'..='\u{eff}'
        // Burmese, Hangul, Khmer.
        | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        // Han marks, kana, Hangul letters.
        | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3040}'..='\u{30ff}' | '\u{3130}'..='\u{318f}'
        | '\u{31f0}'..='\u{31ff}'
        // Han.
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}'
        // Hangul syllables.
        | '\u{ac00}'..='\u{d7ff}'
        // Compatibility Han, halfwidth kana and Hangul.
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}'
        | '\u{20000}'..='\u{3ffff}');
    in_script && (c.is_alphabetic() || is_combining_mark(c))
}

fn fold_character(c: char, term: &mut String) {
    match c {
        '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' => term.extend(std::iter::once(c).nfkc()),
        _ => term.push(c),
    }
}

/// The tokenizer of the full-text index, for other indexes that are to find the same: words for scripts with spaces,
/// overlapping pairs and singles for those without; folded, so that letters' case and accents don't matter.
#[derive(Clone, Default)]
pub struct Tokens {
    token: Token,
}

/// A text that is being taken apart by [`Tokens`].
pub struct Stream<'a> {
    terms: Terms<'a>,
    token: &'a mut Token,
}

impl Tokenizer for Tokens {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { terms: Terms::new(text), token: &mut self.token }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(found) = self.terms.next_into(&mut self.token.text) else { return false };
        self.token.offset_from = found.start;
        self.token.offset_to = found.end;
        self.token.position = found.position;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms(text: &str) -> Vec<(String, usize, Kind)> {
        let (mut terms, mut term, mut all) = (Terms::new(text), String::new(), Vec::new());
        while let Some(found) = terms.next_into(&mut term) {
            all.push((term.clone(), found.position, found.kind));
        }
        all
    }

    fn check(text: &str, expected: &[(&str, usize)]) {
        let found: Vec<_> = terms(text).into_iter().map(|(term, position, _)| (term, position)).collect();
        let expected: Vec<_> = expected.iter().map(|(term, position)| ((*term).to_owned(), *position)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn alphabets_give_folded_words() {
        check("Ma Aijun, 52", &[("ma", 0), ("aijun", 1), ("52", 2)]);
        check("Zoë O’Brien", &[("zoe", 0), ("o", 1), ("brien", 2)]);
        check("", &[]);
        check(" … — ", &[]);
    }

    #[test]
    fn scripts_without_spaces_give_singles_and_pairs() {
        check("马爱军", &[("马", 0), ("马爱", 0), ("爱", 1), ("爱军", 1), ("军", 2)]);
        check("李岩。A", &[("李", 0), ("李岩", 0), ("岩", 1), ("a", 2)]);
        check("ab马c", &[("ab", 0), ("马", 1), ("c", 2)]);
        check("ไทย", &[("ไ", 0), ("ไท", 0), ("ท", 1), ("ทย", 1), ("ย", 2)]);
    }

    #[test]
    fn endless_words_are_cut() {
        assert_eq!(terms(&"x".repeat(150)).len(), 3);
    }

    proptest! {
        #[test]
        fn terms_lie_in_the_text_in_order(text in "[\\PC]{0,60}") {
            let (mut terms, mut term) = (Terms::new(&text), String::new());
            let (mut start, mut position) = (0, 0);
            while let Some(found) = terms.next_into(&mut term) {
                prop_assert!(found.start >= start && found.position >= position && found.start < found.end);
                prop_assert!(text.get(found.start..found.end).is_some());
                (start, position) = (found.start, found.position);
            }
        }
    }
}
