//! The one person of whom the text goes on to speak by another word: "Pell was held in May. The businessman owns ...".

use super::*;
use crate::lexicon::Gender;
use crate::mention::MentionKind;

impl Describer<'_, '_> {
    /// Whom a description that was not used of anybody before means: the only person that the sentence before names, as
    /// the subject of its main clause, where nobody else is named or described up to the description.
    pub(super) fn in_focus(&self, phrase: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let np = self.phrase(phrase);
        let head = self.lower(np.head);
        let office = analysis.lexicon.offices.get(head).is_some();
        let was = self.has_modifier(phrase, |word| {
            matches!(word, "former" | "ex" | "disgraced" | "ousted" | "onetime" | "jailed" | "fugitive" | "veteran")
        });
        let varies = is_variation(head) || head.ends_with("-year-old") || (office || head == "officer") && was;
        let sentence = analysis.document.sentence_of(np.head);
        let before = sentence.checked_sub(1)?;
        let sentences = &analysis.document.sentences;
        if !varies || sentences[before].block != sentences[sentence].block || sentences[before].is_question {
            return None;
        }
        let clauses = &analysis.clauses[analysis.clauses_of(sentence)];
        let takes_part = clauses.iter().any(|c| c.subjects.contains(&phrase) || c.objects.contains(&phrase));
        // "said the businessman": another voice as often as not.
        let is_object = clauses.iter().any(|c| c.objects.contains(&phrase));
        if !takes_part || is_object && sentences[sentence].tokens.start + 2 > np.tokens.start {
            return None;
        }
        let start = sentences[before].tokens.start;
        let names = &analysis.mentions[..analysis.segments[0]];
        let from = names.partition_point(|m| m.tokens.start < start);
        let to = names.partition_point(|m| m.tokens.start < np.tokens.start);
        let mut persons = names[from..to].iter().filter(|m| m.kind == MentionKind::Person);
        let first = persons.next()?;
        let person = first.entity?;
        if persons.any(|m| m.entity != Some(person)) {
            return None;
        }
        let earlier = &analysis.clauses[analysis.clauses_of(before)];
        let named = |p: &usize| self.referents.of_phrase[*p] == Some(person);
        let is_subject = earlier.iter().any(|c| {
            c.subjects.iter().any(|s| named(s) || analysis.attached[*s].appositions.iter().any(named))
                && !analysis.reporting.says(analysis.chunks.groups[c.group].lemma)
        });
        let calls = |p: usize| {
            let near = analysis.attached[p].appositions.iter().copied();
            near.map(|p| self.lower(self.phrase(p).head)).any(is_of_the_court)
        };
        let titled = first.title_tokens.clone().is_some_and(|t| t.into_iter().any(|i| is_of_the_court(self.lower(i))));
        let judges = titled || analysis.phrase_at.get(&(first.tokens.end - 1)).is_some_and(|p| calls(*p));
        let gender = self.referents.entities[person].gender;
        let fits = match head {
            _ if head.ends_with("woman") => gender != Some(Gender::Male),
            _ if head.ends_with("man") => gender != Some(Gender::Female),
            _ => true,
        };
        (is_subject && !judges && fits && !self.describes_another(start..np.tokens.start)).then_some(person)
    }

    /// Whether a stretch tells of somebody without a name: "a partner", "another official", "the driver".
    fn describes_another(&self, stretch: std::ops::Range<usize>) -> bool {
        let analysis = &*self.analysis;
        analysis.phrases_within(stretch).map(|(_, phrase)| *phrase).any(|phrase| {
            let np = self.phrase(phrase);
            let single =
                if np.is_plural { crate::chunk::singular(self.lower(np.head)) } else { self.lower(np.head).to_owned() };
            let said = analysis.attached[phrase].appositions.iter().any(|p| self.phrase(*p).mention.is_some());
            np.mention.is_none()
                && !np.is_pronoun
                && !said
                && !self.is_predicate(phrase)
                && !np.is_plural
                && crate::chunk::is_person_noun(&single, analysis.lexicon)
        })
    }
}

/// Nouns by which papers vary a name.
fn is_variation(noun: &str) -> bool {
    matches!(
        noun,
        "businessman"
            | "businesswoman"
            | "tycoon"
            | "magnate"
            | "oligarch"
            | "billionaire"
            | "millionaire"
            | "entrepreneur"
            | "politician"
            | "lawmaker"
            | "mobster"
            | "gangster"
            | "kingpin"
            | "mafioso"
            | "fugitive"
            | "financier"
            | "trafficker"
            | "smuggler"
    )
}

/// Those who judge or prosecute.
fn is_of_the_court(noun: &str) -> bool {
    matches!(
        noun,
        "judge"
            | "justice"
            | "magistrate"
            | "prosecutor"
            | "attorney"
            | "lawyer"
            | "spokesman"
            | "spokeswoman"
            | "detective"
            | "investigator"
            | "coroner"
            | "journalist"
            | "reporter"
    )
}
