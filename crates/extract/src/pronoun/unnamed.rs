//! Persons without a name who may be meant, and speakers who are not.

use std::ops::Range;

use super::Resolver;
use crate::chunk::{Opening, Shape, is_person_noun};
use crate::lexicon::Gender;
use crate::mention::MentionKind;
use crate::token::Kind;

/// A description of a person without a name: "a 34-year-old man".
pub(super) struct Unnamed {
    /// Its first token.
    pub token: usize,
    pub is_subject: bool,
}

impl Resolver<'_, '_> {
    /// "a 34-year-old man has been indicted; he is charged with": whoever has no name may be meant as well.
    pub(super) fn unnamed_in(&self, range: Range<usize>, gender: Gender) -> Vec<Unnamed> {
        let analysis = &*self.analysis;
        let mut found = Vec::new();
        let phrases = analysis.phrases_within(range.clone()).map(|(_, phrase)| *phrase);
        let mut last = None;
        for phrase in phrases {
            if last == Some(phrase) {
                continue;
            }
            last = Some(phrase);
            let np = &analysis.chunks.phrases[phrase];
            let head = analysis.document.lower(np.head);
            let told = matches!(np.opening, Opening::Indefinite | Opening::Definite);
            if !told
                || np.is_plural
                || np.is_pronoun
                || np.mention.is_some()
                || np.tokens.start < range.start
                || np.tokens.end > range.end
                || self.referents.of_phrase[phrase].is_some()
                || !is_person_noun(head, analysis.lexicon)
                || matches!(
                    head,
                    "court"
                        | "prosecutor"
                        | "judge"
                        | "attorney"
                        | "spokesman"
                        | "spokeswoman"
                        | "lawyer"
                        | "victim"
                        | "witness"
                        | "jury"
                        | "juror"
                        | "reporter"
                )
                || gender_of(head).is_some_and(|other| other != gender)
            {
                continue;
            }
            let sentence = analysis.document.sentence_of(np.head);
            let clauses = &analysis.clauses[analysis.clauses_of(sentence)];
            let is_subject = clauses.iter().any(|c| c.shape == Shape::Finite && c.subjects.contains(&phrase));
            // "portrayed him as a lawman": said of somebody, nobody else.
            let said = analysis.attached[phrase].governor.is_some_and(|(_, at)| analysis.document.lower(at) == "as")
                || np.tokens.start.checked_sub(1).is_some_and(|at| analysis.document.lower(at) == "as")
                || clauses.iter().any(|c| {
                    matches!(analysis.chunks.groups[c.group].lemma, "be" | "become") && c.objects.contains(&phrase)
                });
            if !said {
                found.push(Unnamed { token: np.tokens.start, is_subject });
            }
        }
        found
    }

    /// "“He hurt us all,” Brandt said": inside a quotation "he" is somebody else than whoever speaks.
    pub(super) fn speakers_around(&self, token: usize, sentence: usize) -> Vec<usize> {
        let analysis = &*self.analysis;
        let sentences = &analysis.document.sentences;
        let block = sentences[sentence].block;
        let mut first = sentence;
        while first > 0 && sentences[first - 1].block == block && sentence - first < 12 {
            first -= 1;
        }
        let mut inside = false;
        for at in sentences[first].tokens.start..token {
            match analysis.document.tokens[at].kind {
                Kind::QuoteOpen => inside = true,
                Kind::QuoteClose => inside = false,
                _ => {}
            }
        }
        if !inside {
            return Vec::new();
        }
        let near = sentence.saturating_sub(1)..(sentence + 2).min(sentences.len());
        let clauses = near.flat_map(|s| analysis.clauses_of(s)).map(|c| &analysis.clauses[c]);
        clauses
            .filter(|c| c.shape == Shape::Finite && analysis.reporting.says(analysis.chunks.groups[c.group].lemma))
            .flat_map(|c| c.subjects.iter())
            .filter_map(|s| self.referents.of_phrase[*s])
            .filter(|e| self.referents.entities[*e].kind == MentionKind::Person)
            .collect()
    }
}

fn gender_of(noun: &str) -> Option<Gender> {
    match noun {
        "man" | "boy" | "father" | "son" | "brother" | "husband" | "uncle" | "nephew" | "boyfriend" | "businessman"
        | "policeman" | "grandfather" => Some(Gender::Male),
        "woman" | "girl" | "mother" | "daughter" | "sister" | "wife" | "aunt" | "niece" | "girlfriend"
        | "businesswoman" | "policewoman" | "grandmother" => Some(Gender::Female),
        _ => None,
    }
}
