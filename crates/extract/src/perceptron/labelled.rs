//! Labelled sentences: from texts with mentions, and from files of words with their tags.

use std::ops::Range;

use thiserror::Error;

use super::Writing;
use super::labels::NameSpan;
use crate::chinese::sentences;
use crate::lexicon::Lexicon;
use crate::mention::MentionKind;
use crate::sentence::Document;
use crate::token::Token;

/// A sentence with its names, for training or for judging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Its words.
    pub words: Vec<String>,
    /// Its names.
    pub names: Vec<NameSpan>,
    /// The document that it belongs to: sentences of one document stand together.
    pub document: String,
    /// The set that it comes from, whose makers drew the lines in their own way.
    pub style: Option<String>,
}

/// What is wrong with a file of tags.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum LabelledError {
    /// A line without a tag.
    #[error(
        "line {0} has no tag: a line holds a word and its tag, such as \"Brandt B-PER\", parted by a tab or a blank"
    )]
    NoTag(usize),
    /// A tag that is none.
    #[error("line {line}: {tag:?} is no tag: use O, B-PER, I-PER, B-ORG, I-ORG, B-LOC, I-LOC")]
    UnknownTag {
        /// The line, from 1.
        line: usize,
        /// The tag.
        tag: String,
    },
}

impl Labelled {
    /// The sentences of a text with its names, given as bytes of the text. A name whose ends are no ends of words is
    /// left out; so is one that lies in another.
    pub fn of_text(text: &str, names: &[(Range<usize>, MentionKind)], document: &str, writing: Writing) -> Vec<Self> {
        let units: Vec<Vec<Range<usize>>> = match writing {
            Writing::Spaced => {
                let read = Document::read(text, Lexicon::english());
                let ranges = |tokens: &Range<usize>| read.tokens[tokens.clone()].iter().map(Token::range).collect();
                read.sentences.iter().map(|s| ranges(&s.tokens)).collect()
            }
            Writing::Chinese => sentences(text),
        };
        let mut longest_first = names.to_vec();
        longest_first.sort_by_key(|(range, _)| std::cmp::Reverse(range.len()));
        let of_sentence = |units: Vec<Range<usize>>| {
            let (Some(first), Some(last)) = (units.first(), units.last()) else { return None };
            let mut found: Vec<NameSpan> = Vec::new();
            for (range, kind) in longest_first.iter().filter(|(r, _)| first.start <= r.start && r.end <= last.end) {
                let start = units.iter().position(|u| u.start == range.start);
                let end = units.iter().position(|u| u.end == range.end);
                let Some((start, end)) = start.zip(end).filter(|(start, end)| start <= end) else { continue };
                if found.iter().all(|(other, _)| end < other.start || other.end <= start) {
                    found.push((start..end + 1, *kind));
                }
            }
            found.sort_by_key(|(range, _)| range.start);
            let words = units.iter().map(|u| text[u.clone()].replace(['’', 'ʼ'], "'")).collect();
            Some(Self { words, names: found, document: document.to_owned(), style: None })
        };
        units.into_iter().filter_map(of_sentence).collect()
    }

    /// Reads words with tags, one a line, an empty line after each sentence. The word stands first, the tag last, or, in
    /// lines that begin with a number, the word second and the tag third; lines that begin with `#` are passed over. Of
    /// Chinese, words are taken apart into characters.
    ///
    /// # Errors
    ///
    /// Where a line has no tag, or one that is none.
    pub fn of_tags(content: &str, document: &str, writing: Writing) -> Result<Vec<Self>, LabelledError> {
        let mut found = Vec::new();
        let mut open = Self { words: Vec::new(), names: Vec::new(), document: document.to_owned(), style: None };
        for (number, line) in content.lines().chain([""]).enumerate() {
            if line.trim().is_empty() {
                if !open.words.is_empty() {
                    found.push(open.clone());
                    open.words.clear();
                    open.names.clear();
                }
                continue;
            }
            if line.starts_with("# ") || line.starts_with("-DOCSTART-") {
                continue;
            }
            let columns: Vec<&str> = line.split(['\t', ' ']).filter(|c| !c.is_empty()).collect();
            let numbered = columns.len() >= 3 && columns[0].bytes().all(|b| b.is_ascii_digit());
            let pair = if numbered {
                columns.get(1).zip(columns.get(2))
            } else {
                columns.first().zip(columns.get(1..).and_then(<[&str]>::last))
            };
            let (word, tag) = pair.ok_or(LabelledError::NoTag(number + 1))?;
            let unknown = || LabelledError::UnknownTag { line: number + 1, tag: (*tag).to_owned() };
            let start = open.words.len();
            match writing {
                Writing::Spaced => open.words.push((*word).to_owned()),
                Writing::Chinese => open.words.extend(word.chars().map(String::from)),
            }
            let span = start..open.words.len();
            if *tag == "O" || *tag == "_" {
                continue;
            }
            let (part, kind) = tag.split_once('-').ok_or_else(unknown)?;
            let kind = match kind {
                "PER" | "PERSON" => MentionKind::Person,
                "ORG" => MentionKind::Organisation,
                "LOC" | "GPE" => MentionKind::Place,
                // Names of other kinds are none of these.
                "OTH" | "MISC" => continue,
                _ => return Err(unknown()),
            };
            match (part, open.names.last_mut()) {
                ("I" | "E" | "L", Some((range, last))) if range.end == start && *last == kind => range.end = span.end,
                ("B" | "I" | "E" | "L" | "S" | "U", _) => open.names.push((span, kind)),
                _ => return Err(unknown()),
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_tags_say_the_same() {
        let text = "Erik Brandt met the Rook gang. He left.";
        let names = [(0..11, MentionKind::Person), (20..29, MentionKind::Organisation), (5..11, MentionKind::Person)];
        let of_text = Labelled::of_text(text, &names, "a", Writing::Spaced);
        let tags = "Erik B-PER\nBrandt I-PER\nmet O\nthe O\nRook B-ORG\ngang I-ORG\n. O\n\nHe O\nleft O\n. O\n";
        assert_eq!(Ok(of_text), Labelled::of_tags(tags, "a", Writing::Spaced));
    }

    #[test]
    fn chinese_is_taken_apart_into_characters() {
        let found = Labelled::of_tags("1\t马国强\tB-PER\t-\n2\t称\tO\t-\n", "a", Writing::Chinese);
        assert_eq!(found.map(|s| (s[0].words.len(), s[0].names.clone())), Ok((4, vec![(0..3, MentionKind::Person)])));
    }

    #[test]
    fn wrong_lines_are_named() {
        assert_eq!(Labelled::of_tags("Erik\n", "a", Writing::Spaced), Err(LabelledError::NoTag(1)));
        let wrong = Labelled::of_tags("x O\nErik B-XYZ\n", "a", Writing::Spaced);
        assert_eq!(wrong, Err(LabelledError::UnknownTag { line: 2, tag: "B-XYZ".to_owned() }));
    }
}
