//! Who is accused, and who accuses: a report of a verdict names the prosecutor and the judge as often as the defendant.

use std::collections::BTreeSet;

use super::Resolver;
use crate::clause::Clause;
use crate::mention::MentionKind;

impl Resolver<'_, '_> {
    /// Those who are told as prosecutors or judges and of whom no clause says by name that they are accused. A "former"
    /// one is no longer either.
    pub(super) fn accusers(&self) -> BTreeSet<usize> {
        let analysis = &*self.analysis;
        let mut found = BTreeSet::new();
        for mention in analysis.mentions.iter().filter(|m| m.kind == MentionKind::Person) {
            let Some(entity) = mention.entity else { continue };
            let title = mention.title_tokens.clone().map(|t| t.end - 1);
            let phrase = analysis.phrase_at.get(&(mention.tokens.end - 1)).copied();
            let apposed = phrase.iter().flat_map(|p| analysis.attached[*p].appositions.iter());
            let apposed = apposed.map(|p| analysis.chunks.phrases[*p].head);
            let before = mention.tokens.start.checked_sub(1).filter(|_| title.is_none());
            if title.into_iter().chain(before).chain(apposed).any(|noun| self.is_of_justice(noun)) {
                found.insert(entity);
            }
        }
        for clause in analysis.clauses.iter().filter(|c| self.accuses(c)) {
            let (phrases, start) = (self.undergoing(clause), analysis.chunks.groups[clause.group].tokens.start);
            for phrase in phrases {
                let np = &analysis.chunks.phrases[*phrase];
                // "the prosecutor announced that a man from York, 34, was charged": what speaks between is no part of it.
                let told = np.tokens.end <= start
                    && analysis.clauses_of(clause.sentence).any(|other| {
                        let group = &analysis.chunks.groups[analysis.clauses[other].group];
                        let between = np.tokens.end <= group.tokens.start && group.tokens.end <= start;
                        between && analysis.reporting.says(group.lemma)
                    });
                if let Some(entity) = self.referents.of_phrase[*phrase].filter(|_| !told && !np.is_pronoun) {
                    found.remove(&entity);
                }
            }
        }
        found
    }

    /// "Judge", "District Attorney": a noun of those who prosecute and judge, not "former judge".
    fn is_of_justice(&self, noun: usize) -> bool {
        let document = &self.analysis.document;
        let before = |back: usize| noun.checked_sub(back).map_or("", |i| document.lower(i));
        let own = match document.lower(noun) {
            "judge" | "justice" | "prosecutor" | "magistrate" | "da" | "ada" | "dda" => true,
            "attorney" => matches!(before(1), "district" | "state" | "county" | "city" | "u.s." | "’s" | "'s"),
            "general" => matches!(before(1), "attorney" | "prosecutor"),
            _ => false,
        };
        own && (1..=4).all(|back| !matches!(before(back), "former" | "ex" | "ex-judge" | "ex-prosecutor" | "defense"))
    }

    /// Whether a clause says of somebody that he is accused, tried or punished.
    fn accuses(&self, clause: &Clause) -> bool {
        match self.analysis.chunks.groups[clause.group].lemma {
            "charge" | "indict" | "arraign" | "convict" | "sentence" | "jail" | "imprison" | "arrest" | "detain"
            | "accuse" | "suspect" | "try" | "prosecute" | "acquit" | "investigate" | "apprehend" | "find"
            | "order" | "hold" | "remand" | "extradite" | "suspend" | "dismiss" | "sack" | "expel" => true,
            "plead" | "face" => !clause.passive,
            _ => false,
        }
    }

    /// Whether a pronoun stands for somebody of whom its clause says that he is accused.
    pub(super) fn is_accused(&self, token: usize, sentence: usize) -> bool {
        let Some(phrase) = self.phrase_of(token) else { return false };
        let clauses = &self.analysis.clauses[self.analysis.clauses_of(sentence)];
        clauses.iter().any(|clause| self.accuses(clause) && self.undergoing(clause).contains(&phrase))
    }

    /// Those to whom an accusing clause does something: its patients, or whoever pleads.
    fn undergoing<'c>(&self, clause: &'c Clause) -> &'c [usize] {
        let pleads = matches!(self.analysis.chunks.groups[clause.group].lemma, "plead" | "face");
        if clause.passive || pleads { &clause.subjects } else { &clause.objects }
    }
}
