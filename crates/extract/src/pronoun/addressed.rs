//! "You": whom a judge addresses by name, "Marcus Trew, you pleaded guilty", and goes on to address.

use super::Resolver;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};

impl Resolver<'_, '_> {
    /// Gives a "you" or "your" the person who is addressed by name beside it, or was last in the same paragraph; `last`
    /// is the paragraph and who that was.
    pub(super) fn addressed(&mut self, token: usize, last: &mut Option<(usize, usize)>) {
        let block = self.analysis.document.sentences[self.analysis.document.sentence_of(token)].block;
        let known = last.filter(|(at, _)| *at == block).map(|(_, entity)| entity);
        let Some(entity) = self.named_beside(token).or(known) else { return };
        *last = Some((block, entity));
        let mut mention = Mention::new(MentionKind::Person, Sort::Unknown, MentionForm::Pronoun, token..token + 1);
        mention.range = self.analysis.document.tokens[token].range();
        mention.entity = Some(entity);
        self.analysis.mentions.push(mention);
        let at = self.analysis.mentions.len() - 1;
        self.referents.entities[entity].mentions.push(at);
        if let Some(phrase) = self.phrase_of(token) {
            self.referents.of_phrase[phrase] = Some(entity);
        }
    }

    /// "You, Marcus Trew, were", "Marcus Trew, you were": the one full name beside the pronoun. Of several none.
    fn named_beside(&self, token: usize) -> Option<usize> {
        let document = &self.analysis.document;
        let is_comma = |at: usize| document.lower_at(at) == Some(",");
        let names = self.analysis.segments[0];
        let full_names = |starts: std::ops::Range<usize>| {
            let found = self.analysis.mentions_in(&starts).into_iter().filter(|at| *at < names);
            let mentions = found.map(|at| &self.analysis.mentions[at]);
            mentions.filter(|m| m.kind == MentionKind::Person && m.tokens.len() > 1)
        };
        if is_comma(token + 1) {
            let named = full_names(token + 2..token + 3).next();
            return named.filter(|m| is_comma(m.tokens.end)).and_then(|m| m.entity);
        }
        // "Marcus Trew, I sentence you": who stands first, before somebody else who speaks or acts.
        let start = document.sentences[document.sentence_of(token)].tokens.start;
        let first = full_names(start..start + 1).next();
        if let Some(named) = first.filter(|m| is_comma(m.tokens.end) && m.tokens.end + 1 < token) {
            let next = document.lower(named.tokens.end + 1);
            return named.entity.filter(|_| matches!(next, "i" | "we" | "the" | "this" | "my" | "it"));
        }
        let comma = token.checked_sub(1).filter(|at| is_comma(*at))?;
        let named = full_names(start..comma).find(|m| m.tokens.end == comma)?;
        let before = named.title_tokens.as_ref().map_or(named.tokens.start, |t| t.start);
        // "Pell and Marcus Trew, you": two are addressed; "with Marcus Trew, you": he is not.
        let opens = start == before
            || before.checked_sub(1).is_some_and(|at| !document.lower(at).chars().any(char::is_alphabetic));
        named.entity.filter(|_| opens)
    }
}
