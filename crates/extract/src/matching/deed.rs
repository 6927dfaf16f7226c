//! Ties that a noun for a deed tells: "Brandt's ownership of the firm", "payments from Halvane to Brandt".

use super::*;
use crate::chunk::Opening;
use crate::extraction::Relation;
use crate::predication::Predication;
use crate::rule::{Needs, Rule};
use crate::status::{Silence, Status};
use umbra_model::Standing;

impl Matcher<'_, '_> {
    /// The ties of the nouns for deeds.
    pub(super) fn deeds(&self, matches: &mut Matches) {
        for (phrase, np) in self.analysis.chunks.phrases.iter().enumerate() {
            if np.mention.is_some() || np.is_pronoun {
                continue;
            }
            let noun = self.lower(np.head);
            let single = noun.strip_suffix('s').filter(|s| s.len() > 2 && !noun.ends_with("ss"));
            let rules = self.rules.of_deed(noun).chain(single.into_iter().flat_map(|s| self.rules.of_deed(s)));
            for rule in rules {
                self.deed(rule, phrase, matches);
            }
        }
    }

    fn deed(&self, rule: &Rule, phrase: usize, matches: &mut Matches) {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let predication = Predication::of_itself(phrase, analysis);
        let near = predication.sentence.saturating_sub(1)..predication.sentence + 2;
        let crime = || near.clone().any(|s| self.speaks_of_crime(s));
        if rule.needs == Some(Needs::Crime) && !crime() {
            return;
        }
        let (Some(first), Some(second)) = (rule.roles.get(&rule.subject), rule.roles.get(&rule.object)) else {
            return;
        };
        let (subjects, objects) = (self.said_of(first, &predication), self.said_of(second, &predication));
        if subjects.is_empty() || objects.is_empty() {
            return;
        }
        // "Brandt, a businessman with links to the gang, was jailed": they are his, whatever else is said of him.
        let has = first.from.iter().any(|place| place == "holder") && self.holder(phrase).is_some();
        let status = if has { self.attribute_status(phrase) } else { self.deed_status(phrase) };
        let Some(status) = status else { return };
        let standing = self.standing(rule, &status, None);
        // "links between Brandt and the gang": each pair once.
        let pairs = |slot: &crate::rule::Slot| slot.from.iter().any(|place| place == "between");
        let shared = pairs(first) && pairs(second);
        for subject in &subjects {
            for object in &objects {
                let turned = shared && subject.tokens.start > object.tokens.start;
                if subject.entity == object.entity
                    || turned && objects.iter().any(|o| o.entity == subject.entity)
                    || rule.accuses && (subject.unsure || object.unsure)
                {
                    continue;
                }
                let last = analysis.chunks.chunks[analysis.attached[phrase].last].tokens.end;
                let trigger = np.own.start..last.max(np.head + 1);
                let mut parts = vec![np.tokens.clone(), trigger.clone(), subject.tokens.clone(), object.tokens.clone()];
                parts.extend(status.governors.iter().map(|g| *g..*g + 1));
                let mut properties: Vec<(String, String)> = rule
                    .set
                    .iter()
                    .map(|(property, value)| {
                        let words = if value == "@noun" { self.lower(np.head) } else { value.as_str() };
                        (property.clone(), words.to_owned())
                    })
                    .collect();
                self.amount(&trigger, &rule.schema, &mut properties);
                matches.relations.push(Relation {
                    trigger: analysis.document.bytes(&trigger),
                    evidence: self.evidence(&parts, predication.sentence),
                    standing,
                    attribution: status.voices.clone(),
                    properties,
                    validity: self.validity(&analysis.attached[phrase].dates),
                    is_past: predication.is_past(analysis),
                    cue_clause: status.cue_clause,
                    ..rule.relation(subject.entity, object.entity)
                });
            }
        }
    }

    /// "a businessman with links to": the phrase on which a noun hangs by "with".
    pub(super) fn holder(&self, phrase: usize) -> Option<usize> {
        let (governor, preposition) = self.analysis.attached[phrase].governor?;
        (self.lower(preposition) == "with").then_some(governor)
    }

    /// The worth of a noun that hangs on a description; nothing where the description itself is not said to fit.
    fn attribute_status(&self, phrase: usize) -> Option<Status> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let sentence = analysis.document.sentence_of(np.head);
        let modifiers = np.tokens.start..np.head;
        if np.opening == Opening::Negative
            || analysis.document.sentences[sentence].is_question
            || modifiers.clone().any(|i| is_open(self.lower(i)))
        {
            return None;
        }
        let holder = self.holder(phrase)?;
        let saying = analysis.clauses_of(sentence).find(|i| {
            let clause = &analysis.clauses[*i];
            matches!(analysis.chunks.groups[clause.group].lemma, "be" | "become" | "remain" | "know" | "describe")
                && (clause.objects.contains(&holder) || clause.complements.iter().any(|c| c.phrases.contains(&holder)))
        });
        let mut status = self.reader.of_noun(saying, np.head);
        if status.silence.is_some() {
            return None;
        }
        let marked =
            |i: usize| self.reader.cues.adjective(self.lower(i)).or_else(|| self.reader.cues.adverb(self.lower(i)));
        status.cue = status.cue.or(modifiers.clone().find_map(marked));
        Some(status)
    }

    /// What a noun for a deed is worth where it stands; nothing where the words leave open whether it was done.
    fn deed_status(&self, phrase: usize) -> Option<Status> {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[phrase];
        let sentence = analysis.document.sentence_of(np.head);
        if np.opening == Opening::Negative || analysis.document.sentences[sentence].is_question {
            return None;
        }
        let modifiers = np.tokens.start..np.head;
        if modifiers.clone().any(|i| is_open(self.lower(i))) {
            return None;
        }
        let marked = modifiers
            .clone()
            .find_map(|i| self.reader.cues.adjective(self.lower(i)).or_else(|| self.reader.cues.adverb(self.lower(i))));
        // "allegations of", "evidence of", "rumours about": the noun above it.
        let mut top = phrase;
        let mut claimed = None;
        for _ in 0..4 {
            let Some((governor, _)) = analysis.attached[top].governor else { break };
            let head = self.lower(analysis.chunks.phrases[governor].head);
            let head = head.strip_suffix('s').unwrap_or(head);
            if analysis.chunks.phrases[governor].opening == Opening::Negative || is_open_noun(head) {
                return None;
            }
            if matches!(
                head,
                "allegation" | "claim" | "accusation" | "suspicion" | "charge" | "complaint" | "testimony"
            ) {
                claimed = Some(Standing::Alleged);
            }
            top = governor;
        }
        let holds = |c: &Clause| {
            c.subjects.contains(&top)
                || c.objects.contains(&top)
                || c.receivers.contains(&top)
                || c.complements.iter().any(|c| c.phrases.contains(&top) || c.phrases.contains(&phrase))
        };
        // "Under the command of Brandt, the gang grew".
        let under = np.tokens.start.checked_sub(1).is_some_and(|i| self.lower(i) == "under");
        let main = |i: &usize| {
            let clause = &analysis.clauses[*i];
            under && clause.link == crate::clause::Link::Root && !clause.subjects.is_empty()
        };
        let index = analysis
            .clauses_of(sentence)
            .find(|i| holds(&analysis.clauses[*i]))
            .or_else(|| analysis.clauses_of(sentence).find(main))?;
        let clause = &analysis.clauses[index];
        let mut status = self.reader.of(index);
        let lemma = analysis.chunks.groups[clause.group].lemma;
        if status.silence.is_some_and(|s| s != Silence::Purpose) || leaves_open(lemma) || self.reader.denies(lemma) {
            return None;
        }
        status.silence = None;
        status.cue = status.cue.or(marked).or(claimed);
        if status.cue.is_none() && !clause.subjects.contains(&top) {
            status.cue =
                self.reader.cues.verb(lemma).filter(|c| matches!(c, Standing::Alleged | Standing::Investigated));
        }
        Some(status)
    }
}

/// What says that a deed was not done yet, or only might have been.
fn is_open(word: &str) -> bool {
    matches!(
        word,
        "planned"
            | "proposed"
            | "possible"
            | "potential"
            | "attempted"
            | "future"
            | "promised"
            | "intended"
            | "would-be"
            | "failed"
            | "hypothetical"
            | "supposed"
            | "rumoured"
            | "rumored"
            | "fake"
            | "fictitious"
            | "prospective"
            | "expected"
            | "any"
            | "no"
            | "purported"
    )
}

/// Nouns that leave open whether what hangs on them was done.
fn is_open_noun(word: &str) -> bool {
    matches!(
        word,
        "denial"
            | "lack"
            | "absence"
            | "possibility"
            | "risk"
            | "rumour"
            | "rumor"
            | "plan"
            | "proposal"
            | "idea"
            | "attempt"
            | "fear"
            | "hope"
            | "prospect"
            | "question"
            | "threat"
            | "offer"
            | "request"
            | "intention"
            | "ban"
            | "refusal"
            | "speculation"
            | "suggestion"
            | "theory"
            | "promise"
            | "bid"
            | "talk"
    )
}

/// Verbs whose object need not be so.
fn leaves_open(lemma: &str) -> bool {
    matches!(
        lemma,
        "seek"
            | "want"
            | "demand"
            | "propose"
            | "plan"
            | "consider"
            | "reject"
            | "refuse"
            | "oppose"
            | "block"
            | "prevent"
            | "stop"
            | "ban"
            | "prohibit"
            | "avoid"
            | "fear"
            | "expect"
            | "promise"
            | "offer"
            | "request"
            | "hope"
            | "doubt"
            | "question"
            | "need"
            | "require"
            | "attempt"
            | "try"
            | "threaten"
            | "suggest"
            | "imply"
            | "lack"
            | "await"
            | "foil"
            | "thwart"
            | "negotiate"
            | "discuss"
            | "debate"
            | "fail"
            | "decline"
            | "ask"
            | "intend"
            | "vow"
            | "pledge"
            | "exclude"
            | "rule"
            | "disprove"
            | "deny"
            | "dispute"
            | "refute"
    )
}
