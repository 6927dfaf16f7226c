//! Relatives told without their names: "his wife" after "his wife, Mara".

use super::*;
use crate::mention::MentionKind;

impl Matcher<'_, '_> {
    /// Whose relative by which word each person is whom an apposition or a noun before the name tells.
    pub(super) fn relatives(
        &self,
        predications: &[Predication],
    ) -> std::collections::BTreeMap<(usize, String), Vec<usize>> {
        let mut found: std::collections::BTreeMap<(usize, String), Vec<usize>> = std::collections::BTreeMap::new();
        for predication in predications.iter().filter(|p| self.kin(p.noun).is_some()) {
            let Some(noun) = self.kin(predication.noun) else { continue };
            let of = || self.hanging(predication.phrase, "of").into_iter().next();
            let Some(owner) = self.owner(predication.phrase).or_else(of).filter(|f| !f.unsure) else { continue };
            let bearer = self.referents.of_phrase[predication.bearer];
            let is_person = |e: &usize| self.referents.entities[*e].kind == MentionKind::Person;
            let Some(bearer) = bearer.filter(|b| *b != owner.entity && is_person(b)) else { continue };
            let known = found.entry((owner.entity, noun)).or_default();
            if !known.contains(&bearer) {
                known.push(bearer);
            }
        }
        found
    }

    /// Whom "his wife" means: the one who was called so, by a word that may be said of several as a guess.
    pub(super) fn relative(&self, phrase: usize) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        if self.relatives.is_empty() || np.mention.is_some() || np.is_plural || np.is_pronoun {
            return None;
        }
        let noun = self.kin(np.head)?;
        if !self.analysis.attached[phrase].appositions.is_empty() {
            return None;
        }
        let owner = self.owner(phrase)?;
        let only = matches!(noun.as_str(), "wife" | "husband" | "father" | "mother");
        match self.relatives.get(&(owner.entity, noun))?.as_slice() {
            [one] => Some(Fill { entity: *one, tokens: np.tokens.clone(), unsure: owner.unsure || !only }),
            _ => None,
        }
    }

    /// The word of kinship in the singular.
    pub(super) fn kin(&self, noun: usize) -> Option<String> {
        let word = self.lower(noun);
        let kin = &self.analysis.lexicon.kin;
        let single = word.strip_suffix('s').filter(|single| kin.get(single).is_some()).unwrap_or(word);
        kin.get(single).map(|_| single.to_owned())
    }
}
