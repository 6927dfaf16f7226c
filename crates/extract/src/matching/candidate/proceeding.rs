//! Proceedings that a sentence may tell: a word of the courts and somebody to whom it may have happened.

use super::{Party, Trigger};
use crate::extraction::{Candidate, Event};
use crate::matching::Matcher;
use crate::rule::Makes;

/// Persons to whom one word of the courts may have happened, at most.
const MOST_OF_A_WORD: usize = 3;

/// How far from a word that only hints he may stand, in words.
const BESIDE_HINT: usize = 8;

impl Matcher<'_, '_> {
    /// A word of the courts and somebody to whom it may have happened.
    pub(super) fn proceedings(
        &self,
        sentence: usize,
        (present, near): (&[Party], &[Party]),
        triggers: &[Trigger<'_>],
        events: &[Event],
        found: &mut Vec<Candidate>,
    ) {
        let range = self.analysis.document.bytes(&self.analysis.document.sentences[sentence].tokens);
        for trigger in triggers {
            let Some(rule) = trigger.rule.filter(|r| r.makes == Makes::Event && r.schema == "Proceeding") else {
                continue;
            };
            let Some(slot) = rule.roles.get("defendant").or_else(|| rule.roles.get(&rule.subject)) else { continue };
            let (silence, standing, attribution) = self.around(sentence, trigger.token);
            if silence.is_some() {
                continue;
            }
            let role = if rule.roles.contains_key("defendant") { "defendant" } else { rule.subject.as_str() };
            let fits = |p: &&Party| {
                slot.types.iter().any(|kind| self.is_type(&self.referents.entities[p.entity], kind))
                    && !p.tokens.contains(&trigger.token)
            };
            let mut nearest: Vec<&Party> = present.iter().filter(fits).collect();
            if nearest.is_empty() && !trigger.is_hint {
                nearest = near.iter().filter(fits).collect();
            }
            nearest.sort_by_key(|p| p.tokens.start.abs_diff(trigger.token));
            let word = self.analysis.document.bytes(&(trigger.token..trigger.token + 1));
            // A word that only hints concerns one, and one close by.
            if trigger.is_hint {
                nearest.retain(|p| p.tokens.start.abs_diff(trigger.token) <= BESIDE_HINT);
            }
            let most = if trigger.is_hint { 1 } else { MOST_OF_A_WORD };
            for party in nearest.into_iter().take(most) {
                let told = events.iter().any(|e| {
                    let same_word = e.trigger.start < word.end && word.start < e.trigger.end;
                    (e.kind == rule.kind || same_word)
                        && range.start <= e.trigger.start
                        && e.trigger.end <= range.end
                        && e.roles.iter().any(|(_, entity)| *entity == party.entity)
                });
                let again = found.iter().any(|c| {
                    c.object.is_none() && c.kind == rule.kind && c.subject == party.entity && c.evidence == range
                });
                if told || again {
                    // Whom it befell is known; the others stand by.
                    break;
                }
                found.push(Candidate {
                    kind: rule.kind.clone(),
                    schema: rule.schema.clone(),
                    subject: party.entity,
                    object: None,
                    ends: (role.to_owned(), String::new()),
                    trigger: word.clone(),
                    word: trigger.word.clone(),
                    evidence: range.clone(),
                    standing: rule.stage.as_ref().and_then(|stage| stage.parse().ok()).or(standing),
                    attribution: attribution.clone(),
                    rule: rule.id.clone(),
                    likely: None,
                });
            }
        }
    }
}
