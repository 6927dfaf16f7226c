//! Offices that a sentence may tell: a person, a body, and the word for an office near both.

use std::collections::BTreeSet;

use super::Party;
use crate::extraction::Candidate;
use crate::lexicon::{Post, Sort};
use crate::matching::Matcher;
use crate::mention::MentionKind;
use crate::status::Silence;

/// How far an office may stand from the person, in words, the body between them not counted.
const BESIDE_PERSON: usize = 8;

/// How far from the body.
const BESIDE_BODY: usize = 4;

impl Matcher<'_, '_> {
    /// Each body of a sentence with the person nearest to the word for an office beside it.
    pub(super) fn offices(
        &self,
        sentence: usize,
        present: &[Party],
        held: &BTreeSet<(usize, usize)>,
        found: &mut Vec<Candidate>,
    ) {
        let document = &self.analysis.document;
        let entities = &self.referents.entities;
        let range = document.sentences[sentence].tokens.clone();
        let is_body = |p: &&Party| {
            let entity = &entities[p.entity];
            entity.kind == MentionKind::Organisation && !matches!(entity.sort, Sort::Group | Sort::Media)
        };
        for body in present.iter().filter(is_body) {
            let gap = |token: usize| {
                if token < body.tokens.start {
                    body.tokens.start - token - 1
                } else {
                    token.saturating_sub(body.tokens.end)
                }
            };
            let office = range
                .clone()
                .filter(|token| !body.tokens.contains(token) && gap(*token) <= BESIDE_BODY && self.is_office(*token))
                .min_by_key(|token| gap(*token));
            let Some(office) = office else { continue };
            let away = |p: &Party| {
                let (from, to) =
                    if p.tokens.start > office { (office, p.tokens.start) } else { (p.tokens.end, office + 1) };
                (from.min(to)..to).filter(|i| !body.tokens.contains(i)).count()
            };
            let person = present
                .iter()
                .filter(|p| entities[p.entity].kind == MentionKind::Person && away(p) <= BESIDE_PERSON)
                .min_by_key(|p| away(p));
            let Some(person) = person.filter(|p| !held.contains(&(p.entity, body.entity))) else { continue };
            let (silence, _, attribution) = self.around(sentence, office);
            if matches!(silence, Some(Silence::Negated | Silence::Question)) {
                continue;
            }
            let first = office.saturating_sub(4).max(range.start);
            let is_past = (first..office).any(|i| {
                matches!(
                    self.lower(i),
                    "former" | "formerly" | "ex" | "then" | "onetime" | "retired" | "previously" | "was"
                ) || self.lower(i).starts_with("ex-")
            });
            found.push(Candidate {
                kind: if is_past { "held_office" } else { "holds_office" }.to_owned(),
                schema: "Employment".to_owned(),
                subject: person.entity,
                object: Some(body.entity),
                ends: ("employee".to_owned(), "employer".to_owned()),
                trigger: document.bytes(&(office..office + 1)),
                word: self.lower(office).to_owned(),
                evidence: document.bytes(&range),
                standing: None,
                attribution,
                rule: String::new(),
                likely: None,
            });
        }
    }

    /// Whether a word is an office of power or trust, or other work in a body.
    fn is_office(&self, token: usize) -> bool {
        let word = self.lower(token);
        matches!(self.analysis.lexicon.offices.get(word), Some(Post::Power | Post::Work))
            || self.analysis.lexicon.is_title(word)
                && !matches!(word, "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "lord")
    }
}
