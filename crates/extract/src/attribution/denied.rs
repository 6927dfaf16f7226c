//! What a denial denies that points back to it: "Orm denies it".

use super::*;
use crate::clause::Clause;

impl Attributor<'_, '_> {
    /// "Falk says Orm paid her. Orm denies it": what stands before a denial that repeats nothing of it.
    pub(super) fn denied_before(&self, clause: &Clause, start: usize) -> Option<Range<usize>> {
        let group = &self.analysis.chunks.groups[clause.group];
        let word = self.analysis.document.lower_at(group.tokens.end)?;
        let sentence = self.sentence_range(clause.sentence);
        let ends = self.content_end(clause.sentence) <= group.tokens.end + 1;
        let pointing = matches!(word, "it" | "this") || word == "that" && ends;
        if group.lemma != "deny" || !pointing {
            return None;
        }
        if start > sentence.start + 4 {
            return Some(sentence.start..start);
        }
        let before = clause.sentence.checked_sub(1)?;
        let sentences = &self.analysis.document.sentences;
        let near = sentences[before].block + 1 >= sentences[clause.sentence].block && !sentences[before].is_heading;
        near.then(|| self.sentence_range(before).start..self.content_end(before))
    }
}
