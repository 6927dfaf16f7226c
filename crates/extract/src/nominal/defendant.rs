//! "The defendant", "the appellant", "the second accused": in a report that names just one, it is he throughout, before his
//! name and after.

use std::collections::BTreeMap;

use super::*;
use crate::chunk::Opening;

impl Describer<'_, '_> {
    /// The one person whom a document calls its defendant, its appellant or its second accused, by that word: by an
    /// apposition ("the defendant, Erik Brandt,"), by a noun before the name, or by identifying him ("identified the
    /// defendant as Erik Brandt"). Nobody where several are named so, or where the document speaks of them in the plural.
    pub(super) fn parties(&self) -> BTreeMap<String, usize> {
        let analysis = &*self.analysis;
        let mut found: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for phrase in 0..analysis.chunks.phrases.len() {
            let Some(called) = self.party_name(phrase) else { continue };
            for entity in self.named_defendants(phrase) {
                let known = found.entry(called.clone()).or_insert(Some(entity));
                if *known != Some(entity) {
                    *known = None;
                }
            }
        }
        let document = &analysis.document;
        let several = |called: &str| {
            let plural = format!("{called}s");
            document.tokens.iter().any(|token| {
                let word: &str = &token.lower;
                word == plural
                    || called == "defendant" && matches!(word, "co-defendant" | "co-defendants" | "codefendant")
            })
        };
        // "the accused" is one or several: the plural of others tells.
        let accused_many = document.tokens.windows(2).any(|pair| {
            &*pair[0].lower == "accused" && matches!(&*pair[1].lower, "were" | "are" | "have")
                || &*pair[1].lower == "co-accused"
        });
        found.retain(|called, _| !(several(called) || called == "accused" && accused_many));
        found.into_iter().filter_map(|(called, entity)| entity.map(|entity| (called, entity))).collect()
    }

    /// What a phrase calls a party of a trial: "defendant", "second accused", or the word before a name.
    pub(super) fn party_name(&self, phrase: usize) -> Option<String> {
        let np = self.phrase(phrase);
        let noun = match np.mention.map(|m| &self.analysis.mentions[m]) {
            Some(mention) => mention.tokens.start.checked_sub(1).filter(|i| *i >= np.own.start)?,
            None => np.head,
        };
        let word = self.lower(noun);
        if !matches!(word, "defendant" | "accused" | "appellant") {
            return None;
        }
        let rank = noun.checked_sub(1).map(|i| self.lower(i)).filter(|word| is_rank(word));
        Some(rank.map_or_else(|| word.to_owned(), |rank| format!("{rank} {word}")))
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
            let called = start.checked_sub(1).is_some_and(|i| matches!(self.lower(i), "defendant" | "appellant"));
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

fn is_rank(word: &str) -> bool {
    matches!(word, "first" | "second" | "third" | "fourth" | "fifth" | "1st" | "2nd" | "3rd" | "4th" | "5th")
}
