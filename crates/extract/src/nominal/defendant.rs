//! "The defendant": in a report that names just one, it is he throughout, before his name and after.

use super::*;
use crate::chunk::Opening;

impl Describer<'_, '_> {
    /// The one person whom a document calls its defendant: by an apposition ("the defendant, Erik Brandt,"), by a noun
    /// before the name, or by identifying him ("identified the defendant as Erik Brandt"). Nobody where several are
    /// named so, or where the document speaks of defendants in the plural.
    pub(super) fn only_defendant(&self) -> Option<usize> {
        let analysis = &*self.analysis;
        let document = &analysis.document;
        let several = |word: &str| matches!(word, "defendants" | "co-defendant" | "co-defendants" | "codefendant");
        if document.tokens.iter().any(|token| several(&token.lower)) {
            return None;
        }
        let mut found: Option<usize> = None;
        for (phrase, np) in analysis.chunks.phrases.iter().enumerate() {
            if !matches!(self.lower(np.head), "defendant" | "accused") && np.mention.is_none() {
                continue;
            }
            for entity in self.named_defendants(phrase) {
                if found.is_some_and(|known| known != entity) {
                    return None;
                }
                found = Some(entity);
            }
        }
        found
    }

    /// Who is called a defendant at a phrase.
    fn named_defendants(&self, phrase: usize) -> Vec<usize> {
        let analysis = &*self.analysis;
        let np = self.phrase(phrase);
        let person = |phrase: usize| {
            let mention = self.phrase(phrase).mention.map(|m| &analysis.mentions[m])?;
            mention.entity.filter(|_| mention.kind == MentionKind::Person)
        };
        if np.mention.is_some() {
            let mention = np.mention.map(|m| &analysis.mentions[m]);
            let start = mention.map_or(np.tokens.start, |m| m.tokens.start);
            let called = start.checked_sub(1).is_some_and(|i| self.lower(i) == "defendant");
            return person(phrase).filter(|_| called).into_iter().collect();
        }
        if np.is_plural || !matches!(np.opening, Opening::Definite) {
            return Vec::new();
        }
        let mut found: Vec<usize> = analysis.attached[phrase].appositions.iter().filter_map(|p| person(*p)).collect();
        let sentence = analysis.document.sentence_of(np.head);
        for clause in analysis.clauses_of(sentence).map(|c| &analysis.clauses[c]) {
            let identifies = matches!(analysis.chunks.groups[clause.group].lemma, "identify" | "name")
                && clause.patients().contains(&phrase);
            let names = clause.complements.iter().filter(|c| identifies && self.lower(c.preposition) == "as");
            let named: Vec<usize> = names.flat_map(|c| c.phrases.iter()).filter_map(|p| person(*p)).collect();
            found.extend(named);
        }
        found
    }
}
