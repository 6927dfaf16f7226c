//! Clauses: who does what to whom, as far as the order of the words tells.
//!
//! Every verb group makes a clause. Its subject, objects and complements are found by position; what that leaves open the
//! dependency tree of the sentence fills ([`crate::syntax`]). The later stages see only clauses and noun phrases.

use std::ops::Range;

use crate::attachment::Complement;
use crate::chunk::Shape;

/// How a clause hangs on the one that governs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// It stands for itself.
    Root,
    /// What somebody says, thinks or finds: "said that ...".
    Content,
    /// The content of a noun: "claims that ...".
    NounContent(usize),
    /// It describes a phrase.
    Relative(usize),
    /// A gerund after a preposition: "convicted of leading".
    Preposition(usize),
    /// A gerund after a noun and a preposition: "his role in leading"; the noun.
    NounPreposition(usize, usize),
    /// "to shelter": what a verb wants, may or is said to do.
    Infinitive,
    /// A purpose, or the complement of a noun: "a plan to kill".
    Purpose,
    /// A gerund as the object of a verb: "denied taking".
    Object,
    /// A participle beside the clause: ", saying ...".
    Adverbial,
    /// "when", "after", "because".
    Subordinate(usize),
    /// "if", "unless", "whether", "how".
    Condition,
    /// Joined by "and" or a comma.
    Coordinate,
}

#[derive(Debug, Clone)]
pub(crate) struct Clause {
    pub sentence: usize,
    pub group: usize,
    /// Its verb's place among the chunks.
    pub chunk: usize,
    pub shape: Shape,
    pub passive: bool,
    /// The subjects as they stand: of a passive clause those to whom it is done.
    pub subjects: Vec<usize>,
    pub objects: Vec<usize>,
    /// The first of two objects: "gave the gang shelter".
    pub receivers: Vec<usize>,
    pub complements: Vec<Complement>,
    /// Dates, each with the preposition before it.
    pub dates: Vec<(Option<usize>, Range<usize>)>,
    pub link: Link,
    pub parent: Option<usize>,
    /// From its first word to its last, as tokens.
    pub extent: Range<usize>,
    /// The predicate's adjective or adjectives after "be".
    pub adjectives: Vec<usize>,
}

impl Clause {
    /// Those who do it: the subjects, or in the passive those after "by".
    pub fn agents<'c>(&'c self, lower: impl Fn(usize) -> &'c str) -> Vec<usize> {
        if !self.passive {
            return self.subjects.clone();
        }
        self.complements
            .iter()
            .filter(|c| lower(c.preposition) == "by")
            .flat_map(|c| c.phrases.iter().copied())
            .collect()
    }

    /// Those to whom it is done: the objects, or in the passive the subjects.
    pub fn patients(&self) -> &[usize] {
        if self.passive { &self.subjects } else { &self.objects }
    }
}
