//! Ties that rules make of clauses and nouns.

mod bribe;
mod noun;
mod offence;

use super::*;
use crate::chunk::Opening;
use crate::clause::Clause;
use crate::extraction::Relation;
use crate::predication::Predication;
use crate::rule::{Makes, Needs, Rule};
use crate::status::Status;
use std::ops::Range;
use umbra_model::Standing;

impl Matcher<'_, '_> {
    pub(super) fn standing(&self, rule: &Rule, status: &Status, marked: Option<Standing>) -> Option<Standing> {
        let cue = status.cue.or(marked);
        if rule.accuses {
            return Some(cue.unwrap_or_else(|| self.reader.by_voices(&status.voices)));
        }
        cue.filter(|standing| matches!(standing, Standing::Alleged | Standing::Denied))
    }

    /// The smallest stretch of the sentence that holds all the parts.
    pub(super) fn evidence(&self, parts: &[Range<usize>], sentence: usize) -> Range<usize> {
        let limits = self.analysis.document.sentences[sentence].tokens.clone();
        let inside =
            parts.iter().filter(|part| limits.start <= part.start && part.end <= limits.end && !part.is_empty());
        let (start, end) =
            inside.fold((limits.end, limits.start), |(start, end), part| (start.min(part.start), end.max(part.end)));
        if start < end { self.analysis.document.bytes(&(start..end)) } else { self.analysis.document.bytes(&limits) }
    }

    /// Whether the sentence holds what a rule needs besides its trigger.
    pub(super) fn meets_needs(&self, rule: &Rule, clause: &Clause, status: &Status) -> bool {
        // What an indictment or a court says next to talk of bribes means nothing good either.
        let own = || {
            let index =
                self.analysis.clauses_of(clause.sentence).find(|c| self.analysis.clauses[*c].group == clause.group);
            rule.set.contains_key("role") && index.is_some_and(|index| self.reader.clause_cue(index).is_some())
        };
        // To receive is no bribe yet where only an indictment beside talk of bribes tells of it, unless criminals pay.
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        let neutral = rule.needs == Some(Needs::Cue) && matches!(lemma, "receive" | "get" | "collect" | "obtain");
        let by_firm = || {
            rule.roles.get(&rule.subject).is_some_and(|slot| {
                self.in_clause(slot, clause)
                    .iter()
                    .any(|f| self.referents.entities[f.entity].sort == crate::lexicon::Sort::Company)
            })
        };
        let accused = status.cue.is_some()
            || own()
            || self.is_sentenced(rule, clause)
            || self.reader.is_official(&status.voices)
                && self.speaks_of_bribery(clause.sentence)
                && !(neutral && by_firm());
        // So does money that buys favours.
        let buys = matches!(rule.needs, Some(Needs::Cue | Needs::Bribery))
            && (self.buys_favours(clause) || self.pays_for_deed(rule, clause) || self.gang_pays_official(rule, clause));
        // "corruptly gave": the adverb says it.
        let group = &self.analysis.chunks.groups[clause.group];
        let corruptly = matches!(rule.needs, Some(Needs::Cue | Needs::Bribery))
            && rule.kind == "bribed"
            && (group.tokens.start.saturating_sub(1)..group.tokens.end + 1)
                .any(|i| matches!(self.analysis.document.lower_at(i), Some("corruptly")));
        let buys = buys || corruptly;
        let accused = accused || buys;
        // "..., prosecutors allege": who says so accuses.
        let accused = accused
            || status.voices.iter().any(|v| {
                let cues = self.reader.notes[*v].cue_tokens.iter().flat_map(Clone::clone);
                cues.into_iter().any(|i| {
                    let lemma = self.analysis.lexicon.verbs.get(self.lower(i)).map_or("", |(lemma, _)| lemma);
                    matches!(lemma, "allege" | "accuse" | "suspect" | "charge")
                })
            });
        // What somebody tells of money that an official got, in a document about crime, he tells as an accusation.
        let accused = accused || !status.voices.is_empty() && self.pays_official(rule, clause);
        let wants_cue = matches!(rule.needs, Some(Needs::Cue | Needs::Bribery));
        let bribery = rule.needs == Some(Needs::Bribery) && accused && (buys || self.pays_official(rule, clause));
        (bribery || self.has_needs(rule, clause)) && (!wants_cue || accused)
    }

    /// Whether a sentence that speaks of somebody speaks of death.
    fn is_told_dead(&self, who: usize) -> bool {
        self.analysis.mentions.iter().filter(|m| m.entity == Some(who)).any(|mention| {
            let sentence = self.analysis.document.sentence_of(mention.tokens.start);
            self.analysis.document.sentences[sentence].tokens.clone().any(|i| {
                let word = self.lower(i);
                matches!(
                    word,
                    "dead"
                        | "died"
                        | "dies"
                        | "death"
                        | "deaths"
                        | "deadly"
                        | "fatal"
                        | "fatally"
                        | "slain"
                        | "slaying"
                        | "killed"
                        | "killing"
                        | "killer"
                        | "kill"
                        | "body"
                        | "homicide"
                        | "manslaughter"
                        | "late"
                        | "victim"
                        | "funeral"
                        | "head"
                ) || word.starts_with("murder")
                    || word.starts_with("assassin")
            })
        })
    }

    pub(super) fn verb_rule(&self, rule: &Rule, index: usize, status: &Status, matches: &mut Matches) {
        let clause = &self.analysis.clauses[index];
        if !self.meets_needs(rule, clause, status) {
            return;
        }
        let mut roles: Vec<(&str, Vec<Fill>)> = Vec::new();
        for (property, slot) in &rule.roles {
            let fills = self.in_clause(slot, clause);
            if fills.is_empty() && !slot.optional {
                return;
            }
            roles.push((property, fills));
        }
        let group = &self.analysis.chunks.groups[clause.group];
        // "shot him in the chest, then fled": who is not told to be dead was not killed.
        if rule.id == "kill.verb" && matches!(group.lemma, "shoot" | "stab" | "poison" | "ambush") {
            let victims = roles.iter().filter(|(property, _)| *property == rule.object).flat_map(|(_, fills)| fills);
            if !victims.into_iter().any(|victim| self.is_told_dead(victim.entity)) {
                return;
            }
        }
        // "admitted receiving 500 euros from Brandt" beside talk of bribes: more than a payment, and no bribe by these words.
        if rule.id == "pay.receive" && self.speaks_of_bribery(clause.sentence) {
            let takers = roles.iter().filter(|(property, _)| *property == rule.object).flat_map(|(_, fills)| fills);
            if takers.into_iter().any(|f| self.referents.entities[f.entity].kind == crate::mention::MentionKind::Person)
            {
                return;
            }
        }
        let words = |key: &str| match key {
            "@verb" => group.lemma.to_owned(),
            "@object" => clause
                .patients()
                .first()
                .map(|p| self.analysis.document.words(&self.analysis.chunks.phrases[*p].tokens).to_owned())
                .unwrap_or_default(),
            key => key.to_owned(),
        };
        let properties: Vec<(String, String)> = rule
            .set
            .iter()
            .map(|(property, value)| (property.clone(), words(value)))
            .filter(|(_, v)| !v.is_empty())
            .collect();
        match rule.makes {
            Makes::Tie => self.tie(rule, &roles, clause, index, status, &properties, matches),
            Makes::Event => self.event(rule, &roles, index, status, &properties, matches),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one place where a clause becomes ties")]
    pub(super) fn tie(
        &self,
        rule: &Rule,
        roles: &[(&str, Vec<Fill>)],
        clause: &Clause,
        index: usize,
        status: &Status,
        properties: &[(String, String)],
        matches: &mut Matches,
    ) {
        let find =
            |name: &str| roles.iter().find(|(property, _)| *property == name).map_or(&[][..], |(_, fills)| fills);
        let analysis = self.analysis;
        // The verb of the rule may be a cue itself: "convicted of membership of".
        let sentenced = self.is_sentenced(rule, clause).then_some(Standing::Convicted);
        let own_cue = self.reader.clause_cue(index).or(sentenced);
        let marked = own_cue.or_else(|| self.marked(rule, clause));
        let standing = self.standing(rule, status, marked).or_else(|| self.indicted_payment(rule, clause, status));
        let cue_clause = status.cue_clause.or(own_cue.map(|_| index));
        let lemma = analysis.chunks.groups[clause.group].lemma;
        // "Brandt and Pell own Halvane and Rook Holdings respectively": each his own.
        let (many, several) = (find(&rule.subject).len(), find(&rule.object).len());
        let respective = many > 1 && several > 1 && self.is_respective(clause.sentence);
        if respective && many != several {
            return;
        }
        for (left, subject) in find(&rule.subject).iter().enumerate() {
            for (right, object) in find(&rule.object).iter().enumerate() {
                if respective && left != right {
                    continue;
                }
                if subject.entity == object.entity || rule.accuses && (subject.unsure || object.unsure) {
                    continue;
                }
                if rule.accuses && self.is_accuser(subject, object) {
                    continue;
                }
                // "Brandt and Pell met": both are subjects, and each pair is told once.
                if self.is_mutual(rule) && (!clause.objects.is_empty() || subject.tokens.start > object.tokens.start) {
                    continue;
                }
                // "Brandt and Petrova are married": told once.
                let both =
                    |fill: &Fill| clause.subjects.iter().any(|s| analysis.chunks.phrases[*s].tokens == fill.tokens);
                if rule.kind == "family" && subject.tokens.start > object.tokens.start && both(subject) && both(object)
                {
                    continue;
                }
                // "defended his wife": a husband is no lawyer.
                if rule.kind == "represents" && self.kin(object.tokens.end.saturating_sub(1)).is_some() {
                    continue;
                }
                // "represented himself", "The colonel defended her": no lawyer either.
                let is_pronoun = object.tokens.len() == 1 && {
                    let word = self.lower(object.tokens.start);
                    word.ends_with("self") || lemma == "defend" && self.pronouns.contains_key(&object.tokens.start)
                };
                if rule.kind == "represents" && is_pronoun {
                    continue;
                }
                // "fed details to his lawyer", "to reporter Ostrow": what clients and sources do.
                if rule.kind == "tipped_off" && object.tokens.clone().any(|i| is_confidant(self.lower(i))) {
                    continue;
                }
                // "heads Halvane's legal department": a part of it, not the firm.
                if rule.kind == "directs" && self.is_part(object) {
                    continue;
                }
                // "was charged with paying", "accused of having been paid": money that is itself the crime is a bribe.
                if rule.kind == "paid" && self.is_offence(status) {
                    continue;
                }
                // "managed the clan's extortion business": a part of it, not the clan.
                if rule.kind == "leads" && self.is_activity(object) {
                    continue;
                }
                let trigger = self.analysis.chunks.groups[clause.group].tokens.start
                    ..clause.extent.end.max(object.tokens.end.min(clause.extent.end));
                let mut parts = vec![clause.extent.clone(), subject.tokens.clone(), object.tokens.clone()];
                parts.extend(status.governors.iter().map(|g| *g..*g + 1));
                let mut properties = properties.to_vec();
                self.share(clause, &rule.schema, &mut properties);
                matches.relations.push(Relation {
                    trigger: self.analysis.document.bytes(&self.own_words(&trigger, clause)),
                    evidence: self.evidence(&parts, clause.sentence),
                    standing,
                    attribution: status.voices.clone(),
                    properties,
                    validity: self.validity(&clause.dates),
                    cue_clause,
                    clause: Some(index),
                    ..rule.relation(subject.entity, object.entity)
                });
                self.use_groups(clause, matches);
            }
        }
    }

    /// "was dismissed for alleged links to": what an adjective before the noun of a role says of the accusation.
    fn marked(&self, rule: &Rule, clause: &Clause) -> Option<Standing> {
        let places = rule.roles.values().flat_map(|slot| slot.from.iter());
        let nouns: Vec<&str> = places.filter_map(|place| Some(place.split_once('.')?.0)).collect();
        self.grounds(clause).find_map(|p| {
            let np = &self.analysis.chunks.phrases[*p];
            let named = nouns.contains(&self.lower(np.head));
            (np.own.start..np.head).filter(|_| named).find_map(|i| self.reader.cues.adjective(self.lower(i)))
        })
    }

    /// Whether an accusation would fall on somebody who prosecutes or judges, told by a pronoun or from afar: what they
    /// say of others is next to their names.
    fn is_accuser(&self, subject: &Fill, object: &Fill) -> bool {
        [subject, object].iter().any(|fill| {
            let is_pronoun = self.pronouns.contains_key(&fill.tokens.start) && fill.tokens.len() == 1;
            let told = || {
                let sentence = self.analysis.document.sentence_of(fill.tokens.start);
                self.analysis.clauses_of(sentence).any(|c| {
                    let clause = &self.analysis.clauses[c];
                    let group = &self.analysis.chunks.groups[clause.group];
                    self.analysis.reporting.says(group.lemma)
                        && clause.subjects.iter().any(|s| self.referents.of_phrase[*s] == Some(fill.entity))
                })
            };
            self.referents.accusers.contains(&fill.entity) && (is_pronoun || told())
        })
    }

    /// Whether a sentence pairs off two lists: "respectively".
    pub(super) fn is_respective(&self, sentence: usize) -> bool {
        self.analysis.document.sentences[sentence].tokens.clone().any(|i| self.lower(i) == "respectively")
    }

    /// Whether both ends of a rule are found at one place.
    fn is_mutual(&self, rule: &Rule) -> bool {
        let from = |role: &str| rule.roles.get(role).map(|slot| &slot.from);
        rule.makes == Makes::Tie && rule.subject != rule.object && from(&rule.subject) == from(&rule.object)
    }

    /// Whether a filler is what a group does and not who it is.
    fn is_activity(&self, fill: &Fill) -> bool {
        let last = fill.tokens.end.saturating_sub(1);
        matches!(
            self.lower(last),
            "business"
                | "dealings"
                | "rackets"
                | "racket"
                | "extortion"
                | "trafficking"
                | "smuggling"
                | "shipments"
                | "drugs"
                | "houses"
                | "finances"
                | "accounts"
                | "operations"
                | "operation"
                | "activities"
                | "cells"
                | "territory"
                | "interests"
                | "laboratories"
                | "offences"
                | "crimes"
        )
    }

    /// A trigger ends before a vague duration: "for years" says how long, not what.
    pub(super) fn own_words(&self, trigger: &Range<usize>, clause: &Clause) -> Range<usize> {
        let stop = clause
            .dates
            .iter()
            .map(|(preposition, date)| preposition.unwrap_or(date.start))
            .filter(|start| trigger.contains(start))
            .min();
        let end = stop.unwrap_or(trigger.end).max(trigger.start + 1);
        trigger.start..end
    }

    pub(super) fn use_groups(&self, clause: &Clause, matches: &mut Matches) {
        let phrases = clause
            .objects
            .iter()
            .chain(&clause.subjects)
            .chain(clause.complements.iter().flat_map(|c| c.phrases.iter()));
        for phrase in phrases.filter(|p| self.is_loose(p)) {
            matches.used_groups.push(*phrase);
        }
    }

    /// Whether a phrase speaks of a nameless group that is mentioned only where a tie needs it.
    fn is_loose(&self, phrase: &usize) -> bool {
        self.referents.loose_groups.contains_key(phrase) || self.referents.crowds.contains_key(phrase)
    }

    /// "owns 60 per cent of": the share, and amounts of money.
    pub(super) fn share(&self, clause: &Clause, schema: &str, properties: &mut Vec<(String, String)>) {
        let tokens = clause.extent.clone();
        if schema == "Ownership" {
            let percent = tokens.clone().find(|i| {
                matches!(self.lower(*i), "%" | "percent")
                    || self.lower(*i) == "per" && self.analysis.document.lower_at(*i + 1) == Some("cent")
            });
            if let Some(value) = percent.and_then(|i| i.checked_sub(1)).and_then(|i| {
                crate::number::digits_value(self.lower(i)).or_else(|| crate::number::word_value(self.lower(i)))
            }) {
                properties.push(("percentage".to_owned(), value.to_string()));
            }
        }
        self.amount(&tokens, schema, properties);
    }

    /// The amount of a payment and its currency, as far as words tell them.
    pub(super) fn amount(&self, tokens: &Range<usize>, schema: &str, properties: &mut Vec<(String, String)>) {
        if schema == "Payment"
            && let Some((amount, currency)) = crate::money::amount_in(self.analysis, tokens)
        {
            properties.push(("amount".to_owned(), amount.to_string()));
            if currency != "XXX" {
                properties.push(("currency".to_owned(), currency.to_owned()));
            }
        }
    }
}

/// Those to whom one may tell what one knows.
fn is_confidant(word: &str) -> bool {
    matches!(
        word,
        "lawyer"
            | "lawyers"
            | "attorney"
            | "attorneys"
            | "solicitor"
            | "barrister"
            | "counsel"
            | "reporter"
            | "reporters"
            | "journalist"
            | "journalists"
            | "editor"
            | "correspondent"
            | "blogger"
            | "biographer"
            | "doctor"
            | "detective"
            | "detectives"
            | "prosecutor"
            | "prosecutors"
            | "investigator"
            | "investigators"
            | "auditor"
            | "auditors"
    )
}
