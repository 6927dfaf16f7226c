//! A Chinese text as characters, sentences and clauses.

use std::ops::Range;

use super::words::Sorted;
use crate::perceptron::HanWords;

/// The most characters in a sentence; what is longer is cut.
const LONGEST: usize = 400;

/// A sentence, as characters.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub range: Range<usize>,
    /// Its clauses, between commas and the like.
    pub clauses: Vec<Range<usize>>,
    /// Whether it stands alone on its line without an end mark, as titles do.
    pub is_heading: bool,
    /// Whether it asks.
    pub is_question: bool,
}

/// A text by its characters. Places in it are counted in characters; [`Page::bytes`] turns them into bytes.
#[derive(Debug)]
pub(super) struct Page<'t> {
    pub text: &'t str,
    /// Where each character begins; one more at the end.
    starts: Vec<usize>,
    /// The characters in simplified form.
    pub letters: Vec<char>,
    pub sentences: Vec<Sentence>,
}

fn ends_sentence(letter: char) -> bool {
    matches!(letter, '。' | '！' | '？' | '\n' | '\r' | '!' | '?')
}

fn ends_clause(letter: char) -> bool {
    matches!(letter, '，' | ',' | '：' | ':' | '；' | ';')
}

/// Gives marks one form: the web writes them half wide as often as full, and Taiwan has quotation marks of its own.
fn full_width(letters: &mut [char]) {
    let digit =
        |at: Option<usize>, letters: &[char]| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let mut line = 0;
    let mut opened = false;
    for at in 0..letters.len() {
        // "1,872", "10:30".
        let in_number = digit(at.checked_sub(1), letters) && digit(Some(at + 1), letters);
        letters[at] = match letters[at] {
            '(' => '（',
            ')' => '）',
            ',' if !in_number => '，',
            ':' if !in_number => '：',
            ';' => '；',
            '?' => '？',
            '!' => '！',
            '「' | '『' | '﹁' => '“',
            '」' | '』' | '﹂' => '”',
            '"' => {
                // Only where each has its partner in the line.
                if !opened && line <= at {
                    line = (at..letters.len()).find(|i| letters[*i] == '\n').unwrap_or(letters.len());
                    if letters[at..line].iter().filter(|l| **l == '"').count() % 2 == 1 {
                        continue;
                    }
                }
                opened = !opened;
                if opened { '“' } else { '”' }
            }
            other => other,
        };
        if letters[at] == '\n' {
            opened = false;
            line = at;
        }
    }
}

impl<'t> Page<'t> {
    pub fn read(text: &'t str) -> Self {
        let words = HanWords::get();
        let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        let mut letters: Vec<char> = text.chars().map(|letter| words.simplify(letter)).collect();
        full_width(&mut letters);
        let mut page = Self { text, starts, letters, sentences: Vec::new() };
        page.cut();
        page
    }

    fn cut(&mut self) {
        let mut start = 0;
        let mut at = 0;
        while at < self.letters.len() {
            let ends = ends_sentence(self.letters[at]);
            at += 1;
            if ends {
                while self.letters.get(at).is_some_and(|l| matches!(l, '”' | '’' | '」' | '』' | '）' | ')')) {
                    at += 1;
                }
            }
            if ends || at - start >= LONGEST {
                self.push(start..at);
                start = at;
            }
        }
        self.push(start..self.letters.len());
    }

    fn push(&mut self, range: Range<usize>) {
        let mut range = range;
        while range.start < range.end && self.letters[range.start].is_whitespace() {
            range.start += 1;
        }
        while range.start < range.end && self.letters[range.end - 1].is_whitespace() {
            range.end -= 1;
        }
        if range.is_empty() {
            return;
        }
        let mut clauses = Vec::new();
        let mut start = range.start;
        for at in range.clone() {
            if ends_clause(self.letters[at]) && !self.is_decimal(at) {
                clauses.push(start..at);
                start = at + 1;
            }
        }
        clauses.push(start..range.end);
        clauses.retain(|c| !c.is_empty());
        let is_question = self.letters[range.clone()].iter().rev().take(3).any(|l| matches!(l, '？' | '?'));
        let closed = self.letters[range.clone()].iter().rev().take(3).any(|l| matches!(l, '。' | '！' | '？' | '；'));
        let breaks = |at: Option<usize>| at.and_then(|i| self.letters.get(i)).is_none_or(|l| matches!(l, '\n' | '\r'));
        let is_heading = !closed
            && range.len() <= 60
            && breaks(range.start.checked_sub(1))
            && breaks(Some(range.end))
            && range.end < self.letters.len();
        self.sentences.push(Sentence { range, clauses, is_heading, is_question });
    }

    /// A comma between digits parts thousands.
    fn is_decimal(&self, at: usize) -> bool {
        let digit = |at: Option<usize>| at.and_then(|i| self.letters.get(i)).is_some_and(char::is_ascii_digit);
        self.letters[at] == ',' && digit(at.checked_sub(1)) && digit(Some(at + 1))
    }

    /// The bytes of a run of characters.
    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let place = |at: usize| self.starts.get(at).copied().unwrap_or(self.text.len());
        place(range.start)..place(range.end.max(range.start))
    }

    /// The words of a run of characters, as they stand.
    pub fn words(&self, range: &Range<usize>) -> &'t str {
        self.text.get(self.bytes(range)).unwrap_or_default()
    }

    /// The words of a run of characters in simplified form.
    pub fn simple(&self, range: &Range<usize>) -> String {
        self.letters.get(range.clone()).map(|letters| letters.iter().collect()).unwrap_or_default()
    }

    /// Whether a word stands at a place.
    pub fn has(&self, at: usize, word: &str) -> bool {
        let mut at = at;
        word.chars().all(|letter| {
            let same = self.letters.get(at) == Some(&letter);
            at += 1;
            same
        })
    }

    /// The longest of some words that stands at a place, with its length in characters.
    pub fn longest<'w>(&self, at: usize, words: &'w Sorted) -> Option<(&'w str, usize)> {
        self.longest_of(at, words.with_first(*self.letters.get(at)?))
    }

    /// The longest of a few words that stands at a place, with its length in characters.
    pub fn longest_of<'w>(&self, at: usize, words: &'w [String]) -> Option<(&'w str, usize)> {
        words
            .iter()
            .filter(|word| self.has(at, word))
            .map(|word| (word.as_str(), word.chars().count()))
            .max_by_key(|(_, length)| *length)
    }

    /// Whether a word ends right before a place.
    pub fn ends(&self, at: usize, word: &str) -> bool {
        at.checked_sub(word.chars().count()).is_some_and(|start| self.has(start, word))
    }

    /// The longest of some words that ends right before a place.
    pub fn longest_before<'w>(&self, at: usize, words: &'w [String]) -> Option<(&'w str, usize)> {
        words
            .iter()
            .filter(|word| self.ends(at, word))
            .map(|word| (word.as_str(), word.chars().count()))
            .max_by_key(|(_, length)| *length)
    }

    /// The first place in a range where a word stands whole.
    pub fn find(&self, range: &Range<usize>, word: &str) -> Option<usize> {
        let length = word.chars().count();
        let last = (range.end + 1).checked_sub(length)?;
        let first = word.chars().next()?;
        (range.start..last).find(|at| self.letters.get(*at) == Some(&first) && self.has(*at, word))
    }

    /// The sentence that a character belongs to.
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|s| s.range.end <= at).min(self.sentences.len().saturating_sub(1))
    }

    /// The clause that a character belongs to.
    pub fn clause_of(&self, at: usize) -> Range<usize> {
        let Some(sentence) = self.sentences.get(self.sentence_of(at)) else { return at..at };
        sentence.clauses.iter().find(|c| at < c.end).cloned().unwrap_or_else(|| sentence.range.clone())
    }

    /// Whether a character of the script stands at a place, and no mark: 、 and 《 are none.
    pub fn is_han(&self, at: usize) -> bool {
        let mark = |letter: char| matches!(letter, '\u{3000}'..='\u{303f}') && letter != '〇';
        self.letters.get(at).is_some_and(|l| crate::token::is_unspaced(*l) && !mark(*l))
    }
}
