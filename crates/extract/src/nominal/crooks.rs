//! What tells that a nameless group is criminal: who makes it up, who stands at its head.

use super::*;

impl Describer<'_, '_> {
    /// "a network of smugglers", "a ring of corrupt officials", "a cell of hitmen": those who make it up are criminals.
    pub(super) fn is_of_criminals(&self, phrase: usize, head: &str) -> bool {
        let fits = matches!(head, "network" | "ring" | "crew" | "cell" | "organisation" | "organization" | "band");
        let mut of = self.analysis.attached[phrase].complements.iter().filter(|c| self.lower(c.preposition) == "of");
        fits && of.any(|c| {
            c.phrases.first().is_some_and(|inner| {
                let inner = self.phrase(*inner);
                let word = self.lower(inner.head);
                let crook = matches!(
                    word,
                    "criminals"
                        | "gangsters"
                        | "mobsters"
                        | "smugglers"
                        | "traffickers"
                        | "racketeers"
                        | "extortionists"
                        | "extorters"
                        | "launderers"
                        | "counterfeiters"
                        | "fraudsters"
                        | "scammers"
                        | "swindlers"
                        | "robbers"
                        | "thieves"
                        | "burglars"
                        | "hitmen"
                        | "assassins"
                        | "killers"
                        | "kidnappers"
                        | "poachers"
                        | "dealers"
                        | "corruption"
                        | "bribery"
                        | "extortion"
                        | "kickbacks"
                        | "influence-peddling"
                );
                let bent =
                    (inner.own.start..inner.head).any(|i| matches!(self.lower(i), "corrupt" | "crooked" | "bent"));
                inner.mention.is_none() && (crook || bent)
            })
        })
    }

    /// "the ring's alleged ringleader": a group that only has criminals at its head.
    pub(super) fn has_ringleader(&self, phrase: usize) -> bool {
        let owners = self.analysis.chunks.phrases.iter().any(|p| {
            p.owner == Some(phrase)
                && (p.own.start..=p.head).any(|i| {
                    matches!(self.lower(i), "ringleader" | "ringleaders" | "kingpin" | "underboss" | "henchmen")
                })
        });
        let mut governed = self.analysis.attached[phrase].governor.into_iter();
        owners
            || governed.any(|(governor, preposition)| {
                self.lower(preposition) == "of"
                    && matches!(
                        self.lower(self.phrase(governor).head),
                        "ringleader" | "ringleaders" | "kingpin" | "underboss"
                    )
            })
    }

    /// Whether a clause says who leads it, in a sentence about crime or after one.
    pub(super) fn is_led(&self, phrase: usize) -> bool {
        let analysis = &self.analysis;
        let sentence = analysis.document.sentence_of(self.phrase(phrase).head);
        let led = analysis.clauses_of(sentence).map(|i| &analysis.clauses[i]).any(|c| {
            matches!(
                analysis.chunks.groups[c.group].lemma,
                "lead" | "head" | "run" | "mastermind" | "control" | "direct"
            ) && c.patients().contains(&phrase)
        });
        let start = analysis.document.sentences[sentence.saturating_sub(1)].tokens.start;
        let end = analysis.document.sentences[sentence].tokens.end;
        led && (start..end).any(|i| analysis.lexicon.crime.contains(self.lower(i)))
    }
}
