//! What says that an office is over: the holder's death, "the mayor of the time"; and whose deputy somebody is.

use std::collections::HashSet;

use super::RoleReader;
use crate::chunk::Shape;
use crate::lexicon::Sort;
use crate::mention::MentionKind;
use crate::predication::Predication;

impl RoleReader<'_, '_> {
    /// Who died or was killed, in the writer's words.
    pub(super) fn dead(&self) -> HashSet<usize> {
        let analysis = self.analysis;
        let mut dead: HashSet<usize> = HashSet::new();
        for (index, clause) in analysis.clauses.iter().enumerate() {
            let group = &analysis.chunks.groups[clause.group];
            let kills = matches!(group.lemma, "kill" | "murder" | "assassinate" | "slay" | "behead" | "strangle")
                || group.lemma == "gun" && group.particle.is_some()
                || matches!(group.lemma, "shoot" | "stab" | "beat" | "hack" | "burn") && self.to_death(group.main + 1);
            let ends = group.lemma == "die" && !clause.passive;
            if !(kills || ends)
                || group.negated
                || group.modal.is_some()
                || matches!(group.shape, Shape::Infinitive | Shape::Gerund)
                || self.matcher.reader.of(index).silence.is_some()
            {
                continue;
            }
            let whom = if kills && !clause.passive { &clause.objects } else { &clause.subjects };
            dead.extend(whom.iter().filter_map(|p| self.person(*p)));
        }
        for phrase in 0..analysis.chunks.phrases.len() {
            dead.extend(self.killed_in(phrase));
        }
        dead
    }

    /// "shot dead", "stabbed to death".
    fn to_death(&self, at: usize) -> bool {
        let words = |at: usize| self.analysis.document.lower_at(at).unwrap_or_default();
        words(at) == "dead" || words(at) == "to" && words(at + 1) == "death"
    }

    fn person(&self, phrase: usize) -> Option<usize> {
        self.referents.of_phrase[phrase]
            .filter(|e| !self.referents.unsure[phrase] && self.referents.entities[*e].kind == MentionKind::Person)
    }

    /// "the murder of the judge Brandt", "Brandt's death"; no attempt, plan or order to.
    fn killed_in(&self, phrase: usize) -> Option<usize> {
        let np = &self.analysis.chunks.phrases[phrase];
        if np.mention.is_some()
            || !matches!(self.lower(np.head), "murder" | "killing" | "assassination" | "slaying" | "death")
        {
            return None;
        }
        let only_meant = |word: &str| {
            ["attempt", "plot", "plan", "conspir", "threat", "order", "solicit", "commission", "hire", "foil"]
                .iter()
                .any(|stem| word.starts_with(stem))
        };
        let sentence = self.analysis.document.sentence_of(np.head);
        let start = self.analysis.document.sentences[sentence].tokens.start;
        if (start.max(np.head.saturating_sub(8))..np.head).any(|i| only_meant(self.lower(i))) {
            return None;
        }
        let complements = &self.analysis.attached[phrase].complements;
        let of = complements.iter().find(|c| c.preposition == np.head + 1 && self.lower(c.preposition) == "of");
        match of {
            Some(of) => of.phrases.first().and_then(|p| self.person(*p)),
            None => np.owner.and_then(|owner| self.person(owner)),
        }
    }

    /// "the governor of the day", "its chairman at the time", "minister until December": right behind the office or what
    /// belongs to it.
    pub(super) fn is_of_the_time(&self, predication: &Predication, office_end: usize, last: usize) -> bool {
        let words = |at: usize| self.analysis.document.lower_at(at).unwrap_or_default();
        // "remains chairman until June": not over yet.
        let until = |at: usize| {
            predication.clause.is_none()
                && words(at) == "until"
                && !matches!(words(at + 1), "further" | "a" | "he" | "she")
        };
        [office_end, last].into_iter().any(|at| {
            if until(at) {
                return true;
            }
            matches!((words(at), words(at + 1)), ("of" | "at", "the" | "that"))
                && matches!(words(at + 2), "time" | "day")
                && !matches!(words(at + 3), "of" | "when")
        })
    }

    /// The court of a presiding judge, where the document has named one so far and no other.
    pub(super) fn only_court(&self, predication: &Predication) -> Option<usize> {
        let courts = self.referents.entities.iter().enumerate().filter(|(_, e)| e.sort == Sort::Court);
        let mut courts = courts.map(|(at, _)| at);
        let only = courts.next().filter(|_| courts.next().is_none())?;
        let before = |m: &usize| self.analysis.mentions[*m].tokens.start < predication.noun;
        self.referents.entities[only].mentions.iter().any(before).then_some(only)
    }
}
