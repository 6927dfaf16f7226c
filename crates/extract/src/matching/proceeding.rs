//! Events that rules make of clauses: charges, verdicts, penalties.

mod charge;
mod other;
mod penalty;
mod trigger;
mod verdict;

use super::*;
use crate::clause::Clause;
use crate::extraction::Event;
use crate::mention::MentionKind;
use crate::rule::{Needs, Rule};
use crate::status::Status;
use umbra_model::Standing;

impl Matcher<'_, '_> {
    pub(super) fn has_needs(&self, rule: &Rule, clause: &Clause) -> bool {
        match rule.needs {
            None => true,
            Some(Needs::Term) => {
                self.term(clause).is_some_and(|(tokens, _)| !self.is_of_other(tokens.end)) && self.is_penalty(clause)
            }
            Some(Needs::Cue) => true,
            Some(Needs::Favour) => self.pays_for_favour(rule, clause),
            Some(Needs::Bribery) => self.speaks_of_bribery(clause.sentence),
            Some(Needs::Crime) => {
                let criminal = |slot: &crate::rule::Slot| {
                    self.in_clause(slot, clause).iter().any(|fill| self.criminals.contains(&fill.entity))
                };
                // Who telephoned or met whom matters wherever a document goes on about crime.
                let meets = || {
                    matches!(self.analysis.chunks.groups[clause.group].lemma, "meet" | "dine" | "lunch")
                        && rule.kind == "met"
                };
                let called =
                    || (rule.kind == "called" || meets()) && self.crime.iter().filter(|told| **told).count() > 2;
                // Who is kept abreast of an inquiry was told of before.
                let told = || {
                    rule.kind == "tipped_off"
                        && (clause.sentence.saturating_sub(2)..clause.sentence).any(|s| self.speaks_of_crime(s))
                };
                self.speaks_of_crime(clause.sentence)
                    || told()
                    || called()
                    || rule.roles.values().any(criminal)
                    || rule.schema == "Proceeding" && self.is_by_authority(clause)
            }
            Some(Needs::Court) => self.speaks_of_court(clause.sentence),
            Some(Needs::Verdict) => {
                self.contests_verdict(clause) && self.speaks_of_verdicts
                    || !self.contests_other(clause) && self.is_of_convict(rule, clause)
            }
            Some(Needs::Money) => crate::money::amount_in(self.analysis, &clause.extent).is_some(),
        }
    }

    /// Whether the sentence or one beside it speaks of bribes.
    pub(super) fn speaks_of_bribery(&self, sentence: usize) -> bool {
        let sentences = &self.analysis.document.sentences;
        let near = &sentences[sentence.saturating_sub(2)..(sentence + 2).min(sentences.len())];
        near.iter().flat_map(|s| s.tokens.clone()).any(|i| {
            matches!(
                self.lower(i),
                "bribe" | "bribes" | "bribed" | "bribing" | "bribery" | "kickback" | "kickbacks" | "payoff" | "payoffs"
            )
        })
    }

    /// Whether a sentence or one beside it speaks of a court at work.
    fn speaks_of_court(&self, sentence: usize) -> bool {
        let sentences = &self.analysis.document.sentences;
        let near = &sentences[sentence.saturating_sub(1)..(sentence + 2).min(sentences.len())];
        near.iter().flat_map(|s| s.tokens.clone()).any(|i| {
            matches!(
                self.lower(i),
                "court" | "jury" | "jurors" | "sentenced" | "jailed" | "trial" | "pleaded" | "convicted" | "prison"
            )
        })
    }

    /// "the appeal of Brandt against the judgment": what the appeal is against.
    fn contests_verdict(&self, clause: &Clause) -> bool {
        let sentence = &self.analysis.document.sentences[clause.sentence].tokens;
        (sentence.start + 1..sentence.end).any(|i| {
            let is_verdict = matches!(self.lower(i), "conviction" | "judgment" | "judgement" | "sentence" | "verdict");
            is_verdict
                && (matches!(self.lower(i - 1), "whose" | "his" | "her" | "their")
                    || (i.saturating_sub(4).max(sentence.start)..i).any(|before| self.lower(before) == "against"))
        })
    }

    /// "Last week, jailed boss Brandt became": a participle before a name at the head of a clause, which no subject does.
    fn only_describes(&self, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        let start = self.analysis.document.sentences[clause.sentence].tokens.start;
        let opens = group.tokens.start == start || self.analysis.document.tokens[group.tokens.start - 1].is_mark(',');
        let next = self.analysis.words.get(group.tokens.end).map(|w| w.class);
        let named = (start..group.tokens.start).any(|i| self.analysis.words[i].class == crate::word::Class::Name);
        opens
            && !named
            && group.ambiguous
            && group.tokens.len() == 1
            && !clause.passive
            && clause.subjects.is_empty()
            && clause.shape == crate::chunk::Shape::Finite
            && matches!(next, Some(crate::word::Class::Noun | crate::word::Class::Adjective | crate::word::Class::Name))
    }

    /// "was questioned by detectives", "police picked him up": those who do so on duty.
    pub(super) fn is_by_authority(&self, clause: &Clause) -> bool {
        let agents = clause.agents(|i| self.lower(i));
        agents.iter().any(|agent| {
            let np = &self.analysis.chunks.phrases[*agent];
            np.tokens.clone().any(|i| {
                matches!(
                    self.lower(i),
                    "police"
                        | "prosecutor"
                        | "prosecutors"
                        | "detectives"
                        | "investigators"
                        | "tribunal"
                        | "magistrate"
                        | "magistrates"
                        | "policemen"
                        | "agents"
                        | "officers"
                        | "operatives"
                        | "marshals"
                )
            })
        })
    }

    /// "his appeal against extradition": what is appealed against, where it is no verdict.
    fn contests_other(&self, clause: &Clause) -> bool {
        let sentence = &self.analysis.document.sentences[clause.sentence].tokens;
        let start = clause.extent.start.max(sentence.start);
        (start..sentence.end).any(|i| self.lower(i) == "against") && !self.contests_verdict(clause)
    }

    /// Whether the defendant of a rule is one whom the document says a court convicted.
    fn is_of_convict(&self, rule: &Rule, clause: &Clause) -> bool {
        let defendant = rule.roles.get("defendant");
        defendant.is_some_and(|slot| {
            let fills = self.in_clause(slot, clause);
            !fills.is_empty() && fills.iter().all(|fill| !fill.unsure && self.convicts.contains(&fill.entity))
        })
    }

    pub(super) fn event(
        &self,
        rule: &Rule,
        roles: &[(&str, Vec<Fill>)],
        index: usize,
        status: &Status,
        properties: &[(String, String)],
        matches: &mut Matches,
    ) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        if self.only_describes(clause) {
            return;
        }
        let main = if rule.roles.contains_key("defendant") { "defendant" } else { rule.subject.as_str() };
        let Some((_, fills)) = roles.iter().find(|(property, _)| *property == main) else { return };
        if rule.kind == "dismissal" && self.is_opinion(clause) || self.is_no_verdict(rule, clause) {
            return;
        }
        // "claims that he has been vindicated": his own word is no verdict.
        let is_verdict = rule.stage.as_ref().and_then(|stage| stage.parse().ok()).is_some_and(Standing::is_against);
        if is_verdict && status.cue == Some(Standing::Alleged) || self.is_no_police(rule, clause) {
            return;
        }
        // "disputed suggestions that she was forced out": what is denied from outside did not happen for certain.
        if status.cue == Some(Standing::Denied) && status.cue_clause.is_some_and(|denial| denial != index) {
            return;
        }
        let content = self.charge(rule, index);
        for fill in fills {
            // "The unit is charged with reviewing cases": a task of a body that is no firm.
            let body = &self.referents.entities[fill.entity];
            let is_task = group.lemma == "charge"
                && body.kind == MentionKind::Organisation
                && body.sort != crate::lexicon::Sort::Company
                && content.iter().all(|c| self.lower(c.start).ends_with("ing"));
            if is_task && !content.is_empty() {
                continue;
            }
            if self.is_victim(rule, clause, &fill.tokens) {
                continue;
            }
            // "Marsh & McLennan" is a firm, whatever its name was taken for.
            if body.kind == MentionKind::Person && body.names.iter().any(|name| name.contains('&')) {
                continue;
            }
            // No proceeding against somebody whom the words may not mean, nor against who accuses and judges.
            if fill.unsure || rule.schema == "Proceeding" && self.referents.accusers.contains(&fill.entity) {
                continue;
            }
            let mut filled = vec![(main.to_owned(), fill.entity)];
            let mut parts = vec![clause.extent.clone(), fill.tokens.clone()];
            for (property, others) in roles.iter().filter(|(property, _)| *property != main) {
                for other in others.iter().filter(|o| o.entity != fill.entity && self.may_act(property, o)) {
                    filled.push(((*property).to_owned(), other.entity));
                    parts.push(other.tokens.clone());
                }
            }
            parts.extend(content.iter().cloned());
            let mut properties = properties.to_vec();
            self.penalty(rule, clause, &mut properties);
            self.authority(rule, clause, &filled, &mut properties);
            // "was today jailed" has its date inside of the verb.
            let date = clause
                .dates
                .iter()
                .filter_map(|(_, d)| self.date_at(d))
                .chain(self.dates_in(&group.tokens))
                .find(|d| self.analysis.dates[*d].is_point());
            // "was jailed on Friday for alleged involvement": nor is what is only alleged a verdict.
            let is_open = content.iter().all(|c| c.clone().any(|i| self.lower(i) == "alleged"));
            let is_held = is_open && self.is_held_only(rule, clause, fill.entity);
            let mut event = Event {
                kind: if is_held { "arrest".to_owned() } else { rule.kind.clone() },
                schema: rule.schema.clone(),
                roles: filled,
                stage: if is_held {
                    Some(Standing::Detained)
                } else {
                    rule.stage.as_ref().and_then(|stage| stage.parse().ok())
                },
                content: content.iter().map(|c| self.analysis.document.bytes(c)).collect(),
                trigger: self.event_trigger(rule, clause),
                evidence: self.evidence(&parts, clause.sentence),
                date,
                properties,
                concerns: Vec::new(),
                attribution: status.voices.clone(),
                rule: rule.id.clone(),
                clause: Some(index),
            };
            let term = (rule.kind == "sentence").then(|| self.term(clause)).flatten();
            let mut others =
                term.map(|(tokens, _)| self.gapped(&event, tokens.end, clause.sentence)).unwrap_or_default();
            let limit = self.analysis.document.sentences[clause.sentence].tokens.end;
            let told = match rule.kind.as_str() {
                "conviction" | "acquittal" if !clause.passive => content.first().map_or(0..0, |c| c.start..limit),
                "sentence" if others.is_empty() => fill.tokens.end..fill.tokens.end + 1,
                _ => 0..0,
            };
            // "convicted Brandt of fraud, and Pell of perjury": what is told of him ends there.
            let next = told
                .filter(|from| rule.kind == "sentence" || self.lower(*from) == "and")
                .find_map(|from| Some((from, self.gapped_verdict(&event, from, clause.sentence)?)));
            if let Some((from, other)) = next {
                let stop = self.analysis.document.tokens[from].start;
                event.content.retain(|c| c.start < stop);
                for told in &mut event.content {
                    let words = &self.analysis.document.tokens;
                    let last = words[..from].iter().rev().find(|t| !t.is_mark(','));
                    told.end = told.end.min(last.map_or(told.end, |t| t.end));
                }
                others.push(other);
            }
            matches.events.push(event);
            matches.events.extend(others);
        }
        if rule.kind == "sentence" {
            self.respectively(clause, fills, &mut matches.events);
        }
    }

    /// "was sentenced by a court in York, the York Times reported": a paper is no authority.
    fn may_act(&self, property: &str, fill: &Fill) -> bool {
        property != "authority" || self.referents.entities[fill.entity].sort != crate::lexicon::Sort::Media
    }
}
