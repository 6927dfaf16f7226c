//! Verbs of speech that close a description and look like plural nouns.

use super::Class;
use super::Word;
use super::neighbours::Classifier;
use crate::reporting::Reporting;

impl Classifier<'_, '_> {
    /// "The opposition leader, Boyan Strauss, calls him", "Her lawyer, Ines Falk, points out that": behind a name and a comma,
    /// before an object or what is said.
    pub(super) fn closes_apposition(&self, words: &[Word], at: usize) -> bool {
        let reporting = Reporting::english();
        let lemma = words[at].lemma;
        let speaks = reporting.says(lemma) || reporting.portrays(lemma) || matches!(lemma, "call" | "remember");
        let named = at.checked_sub(2).is_some_and(|i| words[i].class == Class::Name);
        let next = self.document.lower_at(at + 1).unwrap_or_default();
        let said = matches!(
            next,
            "that"
                | "him"
                | "her"
                | "them"
                | "it"
                | "the"
                | "a"
                | "his"
                | "their"
                | "being"
                | "having"
                | "himself"
                | "herself"
        ) || next == "out" && self.document.lower_at(at + 2) == Some("that");
        speaks && named && said
    }
}
