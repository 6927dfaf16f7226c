//! The trained parser: tables, the file that holds them, and how a sentence is parsed.

use super::Tree;
use super::arcs::{Input, LABEL_BITS, MOVE_BITS, MOVES, State, label_features, step_features};
use super::learner::{Table, highest};
use super::tags;
use super::words::Seen;
use crate::perceptron::ModelError;
use crate::perceptron::packing::{Reader, write_rows};

const MAGIC: &[u8; 4] = b"UMS1";

/// The version of the features; a model of other ones is refused.
const FEATURES: u16 = 1;

/// The most bytes that a model file unpacks to; what claims more is no model.
const MOST_BYTES: usize = 64 << 20;

/// A trained parser of dependencies.
#[derive(Clone)]
pub struct Syntax {
    pub(super) tags: Vec<&'static str>,
    pub(super) labels: Vec<&'static str>,
    pub(super) tag_table: Table,
    pub(super) move_table: Table,
    pub(super) label_table: Table,
}

impl std::fmt::Debug for Syntax {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Syntax")
            .field("tags", &self.tags.len())
            .field("labels", &self.labels.len())
            .finish_non_exhaustive()
    }
}

/// What stands between words, for the counts of the parser: commas, conjunctions, verbs.
pub(super) fn sorts(tag: &str) -> [bool; 3] {
    [tag == ",", tag == "CC", tag.starts_with("VB") || tag == "MD"]
}

impl Syntax {
    /// The tags of a sentence, as positions in the list of tags.
    pub(super) fn tagged(&self, words: &[Seen]) -> Vec<usize> {
        tag_with(words, self.tags.len(), |rows, scores| self.tag_table.scores(rows, scores))
    }

    /// The tree of a sentence of words. Time grows with their number.
    pub fn parse<W: AsRef<str>>(&self, words: &[W]) -> Tree {
        let seen: Vec<Seen> = words.iter().map(|word| Seen::of(word.as_ref())).collect();
        let tags = self.tagged(&seen);
        let input = Input::new(&seen, &tags, |at| sorts(self.tags[tags[at]]));
        let mut state = State::new(words.len());
        let mut rows = Vec::with_capacity(128);
        let mut scores = [0i32; 4];
        let mut labels = vec![0i32; self.labels.len()];
        let mut margins = vec![0; words.len()];
        while !state.is_done() {
            step_features(&input, &state, &mut rows);
            self.move_table.scores(&rows, &mut scores);
            let allowed = || MOVES.into_iter().enumerate().filter(|(_, step)| state.allows(*step));
            let Some((at, step)) = allowed().max_by_key(|(at, _)| (scores[*at], 3 - at)) else { break };
            let second = allowed().filter(|(other, _)| *other != at).map(|(other, _)| scores[other]).max();
            if let Some((head, word)) = state.apply(step) {
                margins[word] = second.map_or(i32::MAX, |second| scores[at] - second);
                label_features(&input, &state, head, word, &mut rows);
                self.label_table.scores(&rows, &mut labels);
                state.labels[word] = highest(&labels);
            }
        }
        Tree {
            heads: state.heads.iter().map(|head| head.filter(|head| *head < words.len())).collect(),
            relations: state.labels.iter().map(|label| self.labels[*label]).collect(),
            tags: tags.iter().map(|tag| self.tags[*tag]).collect(),
            margins,
        }
    }

    /// The model as a file.
    ///
    /// # Errors
    ///
    /// Where packing fails for want of memory.
    pub fn to_bytes(&self) -> std::io::Result<Vec<u8>> {
        let mut raw = Vec::new();
        raw.extend_from_slice(&FEATURES.to_le_bytes());
        for names in [&self.tags, &self.labels] {
            raw.push(names.len() as u8);
            for name in names {
                raw.push(name.len() as u8);
                raw.extend_from_slice(name.as_bytes());
            }
        }
        for table in [&self.tag_table, &self.move_table, &self.label_table] {
            write_rows(&table.weights, table.width, &mut raw);
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(zstd::bulk::compress(&raw, 19)?);
        Ok(bytes)
    }

    /// Reads a model file. The names of tags and relations are kept for as long as the program runs.
    ///
    /// # Errors
    ///
    /// Where the bytes are no model, or one for other features.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let packed = bytes.strip_prefix(MAGIC.as_slice()).ok_or(ModelError::NoModel)?;
        let raw = zstd::bulk::decompress(packed, MOST_BYTES).map_err(|_| ModelError::NoModel)?;
        let mut reader = Reader::new(&raw);
        if reader.take(2)? != FEATURES.to_le_bytes() {
            return Err(ModelError::OtherFeatures);
        }
        let mut names = || -> Result<Vec<&'static str>, ModelError> {
            let one = |reader: &mut Reader<'_>| reader.take(1).map(|byte| usize::from(byte[0]));
            let count = one(&mut reader)?;
            let mut found = Vec::with_capacity(count);
            for _ in 0..count {
                let length = one(&mut reader)?;
                let name = std::str::from_utf8(reader.take(length)?).map_err(|_| ModelError::NoModel)?;
                found.push(&*Box::leak(name.to_owned().into_boxed_str()));
            }
            Ok(found)
        };
        let (tags, labels) = (names()?, names()?);
        if tags.is_empty() || labels.is_empty() {
            return Err(ModelError::NoModel);
        }
        let mut table = |bits: u32, width: usize| -> Result<Table, ModelError> {
            Ok(Table { width, weights: reader.rows(bits, width)? })
        };
        let tag_table = table(tags::BITS, tags.len())?;
        let move_table = table(MOVE_BITS, 4)?;
        let label_table = table(LABEL_BITS, labels.len())?;
        Ok(Self { tags, labels, tag_table, move_table, label_table })
    }
}

/// Tags a sentence from left to right by what `score` says of the features of each word.
pub(super) fn tag_with<N: Copy + PartialOrd + Default>(
    words: &[Seen],
    count: usize,
    mut score: impl FnMut(&[u32], &mut [N]),
) -> Vec<usize> {
    let mut rows = Vec::with_capacity(64);
    let mut scores = vec![N::default(); count];
    let mut found = Vec::with_capacity(words.len());
    let mut before = [count, count];
    for at in 0..words.len() {
        tags::features(words, at, before, &mut rows);
        score(&rows, &mut scores);
        let tag = highest(&scores);
        found.push(tag);
        before = [before[1], tag];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "word relation head" of each word.
    fn arcs(words: &str) -> Vec<String> {
        let words: Vec<&str> = words.split(' ').collect();
        let tree = Syntax::english().parse(&words);
        let arc = |at: usize| {
            let head = tree.heads[at].map_or("-", |head| words[head]);
            format!("{} {} {head}", words[at], tree.relations[at])
        };
        (0..words.len()).map(arc).collect()
    }

    #[test]
    fn finds_who_does_what() {
        let found = arcs("The gang was led by a man from Dunholm , and Brandt bribed two officers .");
        for arc in [
            "gang nsubj:pass led",
            "led root -",
            "man obl:agent led",
            "Dunholm nmod man",
            "bribed conj led",
            "Brandt nsubj bribed",
            "officers obj bribed",
        ] {
            assert!(found.iter().any(|f| f == arc), "{arc}: {found:?}");
        }
    }

    #[test]
    fn every_sentence_has_a_tree() {
        for words in ["", "Yes", ". . .", "( ( [", "to to to to", "x y z w v u t"] {
            let words: Vec<&str> = words.split(' ').filter(|w| !w.is_empty()).collect();
            let tree = Syntax::english().parse(&words);
            assert_eq!(tree.heads.iter().filter(|h| h.is_none()).count(), usize::from(!words.is_empty()), "{words:?}");
            for start in 0..words.len() {
                let mut at = start;
                for _ in 0..words.len() {
                    at = tree.heads[at].unwrap_or(at);
                }
                assert!(tree.heads[at].is_none(), "a circle in {words:?}");
            }
        }
    }

    #[test]
    fn a_damaged_file_is_no_model() {
        let bytes = Syntax::english().to_bytes().unwrap();
        assert_eq!(Syntax::from_bytes(&bytes).unwrap().parse(&["Brandt", "fled"]).relations, ["nsubj", "root"]);
        assert_eq!(Syntax::from_bytes(b"nothing").unwrap_err(), ModelError::NoModel);
        assert!(Syntax::from_bytes(&bytes[..bytes.len() / 2]).is_err());
    }
}
