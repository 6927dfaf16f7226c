//! What the trained classifier takes a sentence to tell, where no rule does.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Trigger;
use crate::classifier::LikelyTie;
use crate::extraction::{Candidate, Event};
use crate::matching::Matcher;
use crate::matching::likely::Likely;
use crate::rule::Makes;
use crate::status::Silence;

/// How likely a tie of a sentence must be to be offered.
const OFFERED: f32 = 0.015;

/// And a tie that is told over several sentences.
const OFFERED_OVER_SEVERAL: f32 = 0.03;

/// And an event: one sentence tells of few proceedings, and most of them are told by rule.
const OFFERED_EVENT: f32 = 0.06;

/// Whether a sentence that tells the one of somebody hardly tells the other of him.
fn contradict(one: &str, other: &str) -> bool {
    let stands = |kind: &str| matches!(kind, "upheld" | "final");
    let falls = |kind: &str| matches!(kind, "overturned" | "acquittal" | "dropped");
    stands(one) && falls(other) || falls(one) && stands(other)
}

impl Matcher<'_, '_> {
    pub(super) fn likely_ties(
        &self,
        sentence: usize,
        likely: &Likely,
        triggers: &[Trigger<'_>],
        tied: &BTreeSet<(usize, usize, &str)>,
        found: &mut Vec<Candidate>,
    ) {
        let document = &self.analysis.document;
        let range = document.bytes(&document.sentences[sentence].tokens);
        // What the words of a rule or a hint alone offer, and the classifier holds for next to impossible, only costs time.
        found.retain_mut(|candidate| {
            let Some(object) = candidate.object.filter(|_| candidate.evidence == range) else { return true };
            candidate.likely = likely.of(sentence, &candidate.kind, candidate.subject, object);
            candidate.likely.is_none_or(|likely| likely > 0.0)
        });
        let of_sentence = likely.ties(sentence).filter(|tie| tie.likely >= OFFERED).map(|tie| (tie, true));
        let over_several =
            likely.carried(sentence).filter(|tie| tie.likely >= OFFERED_OVER_SEVERAL).map(|tie| (tie, false));
        for (tie, again) in of_sentence.chain(over_several) {
            let ends = [(tie.subject, tie.object), (tie.object, tie.subject)];
            let ends = &ends[..if tie.is_mutual() { 2 } else { 1 }];
            let known = ends.iter().any(|(subject, object)| tied.contains(&(*subject, *object, tie.kind)));
            // A tie of the sentence itself is offered anew where another sentence told it.
            let offered = found.iter().any(|c| {
                (!again || c.evidence == range)
                    && c.kind == tie.kind
                    && c.object.is_some_and(|object| ends.contains(&(c.subject, object)))
            });
            if !known && !offered {
                found.extend(self.likely_tie(sentence, tie, triggers));
            }
        }
    }

    fn likely_tie(&self, sentence: usize, tie: &LikelyTie, triggers: &[Trigger<'_>]) -> Option<Candidate> {
        let document = &self.analysis.document;
        let (schema, ends) = match self.rule_of(tie.kind, Makes::Tie) {
            Some(rule) => (rule.schema.clone(), (rule.subject.clone(), rule.object.clone())),
            None => ("Employment".to_owned(), ("employee".to_owned(), "employer".to_owned())),
        };
        let own = &document.sentences[sentence].tokens;
        let here: Vec<&Range<usize>> =
            [&tie.tokens.0, &tie.tokens.1].into_iter().filter(|end| own.contains(&end.start)).collect();
        let (token, word, rule) = self.word_for(sentence, tie.kind, triggers, &here);
        let (silence, standing, attribution) = self.around(sentence, token);
        if matches!(silence, Some(Silence::Negated | Silence::Question)) {
            return None;
        }
        // The sentence before goes with it where it names the other.
        let first = tie.tokens.0.start.min(tie.tokens.1.start);
        let before = sentence.checked_sub(1).map(|s| &document.sentences[s].tokens);
        let start = before.filter(|b| b.contains(&first)).unwrap_or(own).start;
        Some(Candidate {
            kind: tie.kind.to_owned(),
            schema,
            subject: tie.subject,
            object: Some(tie.object),
            ends,
            trigger: document.bytes(&(token..token + 1)),
            word,
            evidence: document.bytes(&(start..own.end)),
            standing,
            attribution,
            rule,
            likely: Some(tie.likely),
        })
    }

    pub(super) fn likely_events(
        &self,
        sentence: usize,
        likely: &Likely,
        triggers: &[Trigger<'_>],
        events: &[Event],
        found: &mut Vec<Candidate>,
    ) {
        let document = &self.analysis.document;
        let range = document.bytes(&document.sentences[sentence].tokens);
        for event in likely.events(sentence).filter(|event| event.likely >= OFFERED_EVENT) {
            let told = events.iter().any(|e| {
                (e.kind == event.kind || contradict(&e.kind, event.kind))
                    && range.start <= e.trigger.start
                    && e.trigger.end <= range.end
                    && e.roles.iter().any(|(_, entity)| *entity == event.entity)
            });
            let offered = found.iter().any(|c| {
                c.object.is_none() && c.kind == event.kind && c.subject == event.entity && c.evidence == range
            });
            let Some(rule) = self.rule_of(event.kind, Makes::Event).filter(|_| !told && !offered) else { continue };
            let (token, word, of_rule) = self.word_for(sentence, event.kind, triggers, &[&event.tokens]);
            let (silence, standing, attribution) = self.around(sentence, token);
            if silence.is_some() {
                continue;
            }
            let role = if rule.roles.contains_key("defendant") { "defendant" } else { rule.subject.as_str() };
            found.push(Candidate {
                kind: event.kind.to_owned(),
                schema: rule.schema.clone(),
                subject: event.entity,
                object: None,
                ends: (role.to_owned(), String::new()),
                trigger: document.bytes(&(token..token + 1)),
                word,
                evidence: range.clone(),
                standing: rule.stage.as_ref().and_then(|stage| stage.parse().ok()).or(standing),
                attribution,
                rule: of_rule,
                likely: Some(event.likely),
            });
        }
    }
}
