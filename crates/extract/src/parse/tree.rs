//! Clauses held to the dependency tree of their sentence.
//!
//! The order of the words tells most of who does what, and where it and the trained parser differ each is right about as
//! often; so the tree only fills gaps: the subject that a clause lacks, and what hangs on a verb by prepositions where nothing
//! was found to.

use std::ops::Range;

use crate::attachment::Complement;
use crate::chunk::{Chunks, Piece, Shape};
use crate::clause::Clause;
use crate::sentence::Document;
use crate::syntax::{Syntax, Tree};

/// What the trees of a document are read beside.
pub(crate) struct Trees<'a, 't> {
    pub document: &'a Document<'t>,
    pub chunks: &'a Chunks,
    pub syntax: &'static Syntax,
}

/// The tree of one sentence beside its phrases; words are counted from the sentence's first.
struct Grown<'a> {
    chunks: &'a Chunks,
    tree: Tree,
    tokens: Range<usize>,
    /// The phrase in which each word stands.
    phrase: Vec<Option<usize>>,
}

/// How many joined verbs a subject is carried over.
const FARTHEST: usize = 6;

impl Trees<'_, '_> {
    /// Fills what clauses lack. They come in the order of their sentences; sentences whose clauses lack nothing are not
    /// parsed.
    pub fn fill(&self, clauses: &mut [Clause]) {
        let lacks = |c: &Clause| c.complements.is_empty() || c.subjects.is_empty() && c.shape == Shape::Finite;
        for clauses in clauses.chunk_by_mut(|a, b| a.sentence == b.sentence) {
            if !clauses.iter().any(lacks) {
                continue;
            }
            let sentence = clauses[0].sentence;
            let tokens = self.document.sentences[sentence].tokens.clone();
            let words: Vec<&str> = tokens.clone().map(|i| self.document.word(i)).collect();
            let phrase = self.phrases(sentence, &tokens);
            Grown { chunks: self.chunks, tree: self.syntax.parse(&words), tokens, phrase }.fill(clauses);
        }
    }

    /// The phrase in which each word of a sentence stands; an owner's words are his own.
    fn phrases(&self, sentence: usize, tokens: &Range<usize>) -> Vec<Option<usize>> {
        let mut found = vec![None; tokens.len()];
        for chunk in &self.chunks.chunks[self.chunks.sentences[sentence].clone()] {
            let Piece::Noun(outer) = chunk.piece else { continue };
            let mut inner = Some(outer);
            while let Some(phrase) = inner {
                let np = &self.chunks.phrases[phrase];
                found[np.tokens.start - tokens.start..np.tokens.end - tokens.start].fill(Some(phrase));
                inner = np.owner;
            }
        }
        found
    }
}

impl Grown<'_> {
    fn children<'s>(&'s self, of: usize, relations: &'s [&'s str]) -> impl Iterator<Item = usize> + 's {
        let is_child =
            move |at: &usize| self.tree.heads[*at] == Some(of) && relations.contains(&self.tree.relations[*at]);
        (0..self.tree.heads.len()).filter(is_child)
    }

    /// The phrase at a word, and those joined to it by "and".
    fn joined(&self, at: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self.phrase[at].into_iter().collect();
        for other in self.children(at, &["conj"]) {
            found.extend(self.phrase[other].filter(|p| !found.contains(p)));
        }
        found
    }

    /// The subjects of a verb: its own, or those of the verb that it is joined to.
    fn subjects(&self, verb: usize) -> Option<Vec<usize>> {
        let mut at = verb;
        for _ in 0..FARTHEST {
            if let Some(own) = self.children(at, &["nsubj", "nsubj:pass"]).next() {
                // "who": whom the clause describes.
                if matches!(self.tree.tags[own], "WP" | "WDT") {
                    let described = self.tree.heads[at].filter(|_| self.tree.relations[at].starts_with("acl"))?;
                    return Some(self.joined(described));
                }
                return Some(self.joined(own));
            }
            at = self.tree.heads[at].filter(|_| self.tree.relations[at] == "conj")?;
        }
        None
    }

    fn fill(&self, clauses: &mut [Clause]) {
        for clause in clauses {
            let verb = self.chunks.groups[clause.group].main - self.tokens.start;
            // What the tree takes for no verb, or for a mere auxiliary, it says nothing of.
            let is_verb = self.tree.tags[verb].starts_with("VB")
                && !matches!(self.tree.relations[verb], "cop" | "aux" | "aux:pass");
            if !is_verb {
                continue;
            }
            if clause.subjects.is_empty() && clause.shape == Shape::Finite {
                clause.subjects = self.subjects(verb).unwrap_or_default();
            }
            if !clause.complements.is_empty() {
                continue;
            }
            for oblique in self.children(verb, &["obl", "obl:agent"]) {
                let Some(case) = self.children(oblique, &["case"]).next() else { continue };
                let preposition = case + self.tokens.start;
                let phrases = self.joined(oblique);
                if !phrases.is_empty() {
                    clause.complements.push(Complement { preposition, phrases });
                }
            }
        }
    }
}
