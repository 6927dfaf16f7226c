//! The cue that a clause itself gives: its verb, its state, the clause joined with it.

use umbra_model::Standing;

use super::StatusReader;
use crate::clause::{Clause, Link};
use crate::standing::higher;

impl StatusReader<'_, '_> {
    /// What follows "be", "find" or "plead": "guilty", "on trial".
    pub(super) fn state_of(&self, clause: &Clause) -> Option<Standing> {
        for adjective in &clause.adjectives {
            let word = self.lower(*adjective);
            if word == "guilty" && *adjective > 0 && matches!(self.lower(*adjective - 1), "not") {
                return Some(Standing::Acquitted);
            }
            if let Some(standing) = self.cues.state(word).or_else(|| self.cues.adjective(word)) {
                return Some(standing);
            }
        }
        clause.complements.iter().find_map(|c| {
            let phrase = self.analysis.chunks.phrases.get(*c.phrases.first()?)?;
            let words = self.analysis.document.words(&(c.preposition..phrase.head + 1)).to_lowercase();
            self.cues.state(&words).or_else(|| {
                let short = format!("{} {}", self.lower(c.preposition), self.lower(phrase.head));
                self.cues.state(&short)
            })
        })
    }

    /// The cue of a clause with those it is joined with: "was convicted and sentenced for".
    pub(super) fn joined_cue(&self, index: usize) -> Option<Standing> {
        let mut cue = self.clause_cue(index);
        let mut current = index;
        for _ in 0..4 {
            let clause = &self.analysis.clauses[current];
            let Some(parent) = clause.parent.filter(|_| clause.link == Link::Coordinate) else { break };
            let other = &self.analysis.clauses[parent];
            if other.subjects != clause.subjects
                || other.passive != clause.passive
                || other.extent.end + 3
                    < clause.extent.start.max(self.analysis.chunks.groups[clause.group].tokens.start)
            {
                break;
            }
            if let (Some(own), Some(more)) = (cue, self.clause_cue(parent)) {
                cue = Some(higher(own, more));
            }
            current = parent;
        }
        cue
    }

    /// What a clause itself says about an accusation that hangs on it.
    pub fn clause_cue(&self, index: usize) -> Option<Standing> {
        let clause = &self.analysis.clauses[index];
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        match lemma {
            "be" | "remain" | "stand" | "go" | "find" | "plead" | "face" | "hold" | "keep" | "put" | "await"
            | "place" | "come" => {
                let state = self.state_of(clause);
                match (lemma, state) {
                    // A plea is no verdict.
                    ("plead", Some(Standing::Convicted)) => Some(Standing::Tried),
                    ("plead", Some(Standing::Acquitted)) => Some(Standing::Denied),
                    ("plead", None) => Some(Standing::Tried).filter(|_| self.says_guilty(clause)),
                    ("find", None) if self.says_guilty(clause) => Some(Standing::Convicted),
                    (_, state) => state,
                }
            }
            lemma => self.cues.verb(lemma),
        }
    }

    pub(super) fn says_guilty(&self, clause: &Clause) -> bool {
        clause.extent.clone().any(|i| self.lower(i) == "guilty")
    }
}
