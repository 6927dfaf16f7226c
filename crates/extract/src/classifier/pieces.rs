//! Words in pieces that the encoder knows: the longest one first, as WordPiece cuts them (Schuster and Nakajima 2012; Devlin
//! and others 2019), lower-cased and without accents.

use std::collections::HashMap;
use std::sync::OnceLock;

use rustc_hash::FxBuildHasher;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The pieces, a line each; a piece inside a word begins with "##".
const PIECES: &str = include_str!("../../data/classifier/pieces.txt");

/// A word of more characters is not cut: it is no word.
const LONGEST: usize = 60;

/// The number of a piece.
pub(super) type Piece = u16;

/// What begins a sentence, ends it, and stands for a word without pieces.
pub(super) const START: Piece = 101;
pub(super) const END: Piece = 102;
const UNKNOWN: Piece = 100;

/// What stands for the name of a person and of a place: which one it is, tells nothing. The encoder leaves these two for
/// whoever trains it on.
pub(super) const PERSON: Piece = 1;
pub(super) const PLACE: Piece = 2;

/// The table of pieces.
pub(super) struct Pieces {
    first: HashMap<&'static str, Piece, FxBuildHasher>,
    inner: HashMap<&'static str, Piece, FxBuildHasher>,
}

impl Pieces {
    pub fn get() -> &'static Self {
        static PIECES_OF: OnceLock<Pieces> = OnceLock::new();
        PIECES_OF.get_or_init(|| {
            let mut pieces = Pieces { first: HashMap::default(), inner: HashMap::default() };
            for (number, piece) in (0..).zip(PIECES.lines()) {
                match piece.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                    Some(rest) => pieces.inner.insert(rest, number),
                    None => pieces.first.insert(piece, number),
                };
            }
            pieces
        })
    }

    /// Appends the pieces of a word, in lower case. Marks stand for themselves.
    pub fn cut(&self, word: &str, pieces: &mut Vec<Piece>) {
        let plain: String = word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
        let mut rest = plain.as_str();
        while let Some(first) = rest.chars().next() {
            let end = if first.is_alphanumeric() {
                rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let (part, after) = rest.split_at(end);
            self.cut_part(part, pieces);
            rest = after;
        }
    }

    fn cut_part(&self, part: &str, pieces: &mut Vec<Piece>) {
        let before = pieces.len();
        let mut rest = if part.chars().count() > LONGEST { "" } else { part };
        while !rest.is_empty() {
            let table = if pieces.len() == before { &self.first } else { &self.inner };
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
            let Some((end, piece)) = ends.into_iter().find_map(|end| Some((end, *table.get(&rest[..end])?))) else {
                pieces.truncate(before);
                break;
            };
            pieces.push(piece);
            rest = &rest[end..];
        }
        if pieces.len() == before {
            pieces.push(UNKNOWN);
        }
    }
}
