//! Dependency trees: which word hangs on which, and how.
//!
//! A tagger gives each word its part of speech (Penn Treebank tags), then a greedy transition parser (the arc-hybrid
//! system of Kuhlmann et al. 2011, trained with the dynamic oracle of Goldberg and Nivre 2013) builds the tree in one pass,
//! and a classifier names each arc (Universal Dependencies). All three are averaged perceptrons over hashed features, cut
//! to a byte a weight. They are trained from treebanks by `examples/parser`; what is in the crate, and under which
//! licences, says `data/syntax/README.md`.

mod arcs;
mod learner;
mod model;
mod tags;
mod train;
mod treebank;
mod words;

use std::sync::LazyLock;

pub use model::Syntax;
pub use train::SyntaxTraining;
pub use treebank::{TreebankError, TreebankSentence};

/// The tree of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// The word on which each word hangs, as a position; nothing for the root.
    pub heads: Vec<Option<usize>>,
    /// How it hangs there, by the names of Universal Dependencies: "nsubj", "obj", "acl:relcl".
    pub relations: Vec<&'static str>,
    /// Parts of speech, as in the Penn Treebank: "NN", "VBD".
    pub tags: Vec<&'static str>,
    /// By how much the step that attached each word was better than the next best, in units of the model; 0 and up.
    pub margins: Vec<i32>,
}

static ENGLISH: LazyLock<Syntax> = LazyLock::new(|| {
    let bytes = include_bytes!("../data/syntax/english.model");
    Syntax::from_bytes(bytes).expect("the crate's own model, read by its tests")
});

impl Syntax {
    /// The parser of this crate for English, unpacked when it is first asked for.
    pub fn english() -> &'static Self {
        &ENGLISH
    }
}
