//! Bodies without a name at which somebody holds an office, told apart from it: "a bank of issue ... The bank's chairman".

use super::*;
use crate::lexicon::Sort;
use crate::mention::MentionKind;

impl Describer<'_, '_> {
    /// "The agency's director, Ada Pell" after "the Lissa road agency", "the fish auction, whose director": the body that
    /// an office belongs to, where nothing else has said which it is.
    pub(super) fn bodies_of_owners(&mut self) {
        for phrase in 0..self.analysis.chunks.phrases.len() {
            let np = self.phrase(phrase);
            let held = np.mention.is_none()
                && self.analysis.lexicon.offices.get(self.lower(np.head)).is_some()
                && (!self.analysis.attached[phrase].appositions.is_empty() || self.is_predicate(phrase));
            if !held {
                continue;
            }
            if let Some(body) = self.before_whose(phrase) {
                if let Some(sort) = self.described_alone(body) {
                    self.as_described(body, sort);
                }
                continue;
            }
            let Some(owner) = np.owner else { continue };
            let Some(sort) = self.described_alone(owner).filter(|_| self.is_definite(owner)) else { continue };
            let Some(first) = self.told_before(owner) else { continue };
            let known = self.referents.of_phrase[first];
            let is_body = |e: usize| {
                let entity = &self.referents.entities[e];
                entity.kind == MentionKind::Organisation && !entity.is_group()
            };
            match known {
                Some(entity) if is_body(entity) => {
                    self.mention(owner, MentionKind::Organisation, sort, Some(entity));
                }
                Some(_) => {}
                None => {
                    let entity = self.as_described(first, sort);
                    self.mention(owner, MentionKind::Organisation, sort, Some(entity));
                }
            }
        }
    }

    /// A new body that goes by the words of a phrase.
    fn as_described(&mut self, phrase: usize, sort: Sort) -> usize {
        let words = self.on_one_line(self.phrase(phrase).tokens.clone());
        let words = without_article(&words).to_owned();
        let entity = self.new_entity(phrase, MentionKind::Organisation, sort);
        self.referents.entities[entity].designation = Some(words);
        self.mention(phrase, MentionKind::Organisation, sort, Some(entity));
        entity
    }

    /// The sort of a body that a phrase describes, where nobody has said yet which body it is.
    fn described_alone(&self, phrase: usize) -> Option<Sort> {
        let np = self.phrase(phrase);
        let open = self.referents.of_phrase[phrase].is_none()
            && np.mention.is_none()
            && !np.is_pronoun
            && !np.is_plural
            && !self.analysis.document.is_capitalised(np.head);
        self.sort_of_described(np.head).filter(|_| open)
    }

    /// The phrase right before "whose" that an office belongs to.
    fn before_whose(&self, phrase: usize) -> Option<usize> {
        let start = self.phrase(phrase).tokens.start;
        let whose = if self.lower(start) == "whose" { start } else { start.checked_sub(1)? };
        let comma = whose.checked_sub(1).filter(|_| self.lower(whose) == "whose")?;
        let end = comma.checked_sub(usize::from(self.lower(comma) == ","))?;
        let body = *self.analysis.phrase_at.get(&end)?;
        let np = self.phrase(body);
        (np.head == end && (np.head > np.own.start + 1 || np.owner.is_some())).then_some(body)
    }

    /// The last phrase before that has the same noun and tells more of it, or brings it in: "a road agency".
    fn told_before(&self, owner: usize) -> Option<usize> {
        let np = self.phrase(owner);
        let head = self.lower(np.head);
        (0..owner).rev().find(|p| {
            let before = self.phrase(*p);
            let told = before.opening == Opening::Indefinite
                || before.head > before.own.start + 1
                || self.referents.of_phrase[*p].is_some();
            before.tokens.end <= np.tokens.start
                && told
                && !before.is_plural
                && before.mention.is_none()
                && self.lower(before.head) == head
        })
    }
}

/// The words of a description without "the" or "a" before them.
pub(super) fn without_article(words: &str) -> &str {
    let articles = ["the ", "The ", "a ", "A ", "an ", "An "];
    articles.iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words)
}
