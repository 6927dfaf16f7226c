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

    /// The one person whom clauses of the document charge, convict or punish by name, if they do so to nobody else.
    pub(super) fn only_accused(&self) -> Option<usize> {
        let analysis = &*self.analysis;
        let mut found = None;
        for clause in analysis.clauses.iter().filter(|c| self.is_accusing(c)) {
            for phrase in self.undergoing(clause) {
                let np = self.phrase(*phrase);
                let Some(mention) = np.mention.map(|m| &analysis.mentions[m]) else {
                    // "two others were charged", "a second man was jailed".
                    let apposed = !analysis.attached[*phrase].appositions.is_empty();
                    let told = np.is_plural || matches!(np.opening, Opening::Indefinite | Opening::Counted);
                    if told && !np.is_pronoun && !apposed && found.is_some() {
                        return None;
                    }
                    continue;
                };
                match mention.entity.filter(|_| mention.kind == MentionKind::Person) {
                    Some(entity) if found.is_none_or(|known| known == entity) => found = Some(entity),
                    Some(_) => return None,
                    None => {}
                }
            }
        }
        found
    }

    /// "the convict", "the ex-mayor", "the dad-of-three": the one accused, where he is described and not named. What any
    /// official may be called counts only where the clause accuses him.
    pub(super) fn the_accused(&self, phrase: usize) -> Option<usize> {
        let accused = self.accused?;
        let np = self.phrase(phrase);
        let head = self.lower(np.head);
        if matches!(head, "convict" | "fraudster" | "embezzler") || is_parent_of(head) {
            return Some(accused);
        }
        let disgraced = (np.own.start..np.head + 1).map(|i| self.lower(i)).any(|word| {
            word.starts_with("ex-")
                || matches!(word, "disgraced" | "corrupt" | "crooked" | "former" | "jailed" | "convicted")
        });
        let is_other = (np.own.start..np.head).any(|i| matches!(self.lower(i), "other" | "second" | "third" | "same"));
        let holders = self.holders.get(head.strip_prefix("ex-").unwrap_or(head));
        let other_holder = holders.is_some_and(|holders| holders.iter().any(|holder| *holder != accused));
        let sentence = self.analysis.document.sentence_of(np.head);
        let clauses = &self.analysis.clauses[self.analysis.clauses_of(sentence)];
        let undergoes = || clauses.iter().any(|c| self.is_accusing(c) && self.undergoing(c).contains(&phrase));
        let is_person = head.starts_with("ex-") || crate::chunk::is_person_noun(head, self.analysis.lexicon);
        // "The 38-year-old was arrested".
        let aged = np.opening == Opening::Definite && head.ends_with("-year-old") && np.tokens.len() <= 2;
        ((disgraced && is_person || aged) && !is_other && !other_holder && undergoes()).then_some(accused)
    }

    fn is_accusing(&self, clause: &crate::clause::Clause) -> bool {
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        matches!(
            lemma,
            "charge"
                | "indict"
                | "arraign"
                | "convict"
                | "sentence"
                | "jail"
                | "imprison"
                | "acquit"
                | "arrest"
                | "cage"
                | "fine"
        ) || lemma == "find" && clause.adjectives.iter().any(|a| self.lower(*a) == "guilty")
            || lemma == "plead" && !clause.passive
            || lemma == "admit" && !clause.passive && self.is_in_court(clause)
    }

    /// Whether the sentence of a clause speaks of a court.
    fn is_in_court(&self, clause: &crate::clause::Clause) -> bool {
        let mut tokens = self.analysis.document.sentences[clause.sentence].tokens.clone();
        tokens.any(|i| self.lower(i) == "court")
    }

    /// Those to whom an accusing clause does something.
    fn undergoing<'c>(&self, clause: &'c crate::clause::Clause) -> &'c [usize] {
        let pleads = matches!(self.analysis.chunks.groups[clause.group].lemma, "plead" | "admit");
        if clause.passive || pleads { &clause.subjects } else { &clause.objects }
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

/// "dad-of-three".
fn is_parent_of(word: &str) -> bool {
    word.split_once("-of-").is_some_and(|(parent, _)| {
        matches!(parent, "dad" | "father" | "mum" | "mom" | "mother" | "grandfather" | "grandmother")
    })
}

fn is_rank(word: &str) -> bool {
    matches!(word, "first" | "second" | "third" | "fourth" | "fifth" | "1st" | "2nd" | "3rd" | "4th" | "5th")
}
