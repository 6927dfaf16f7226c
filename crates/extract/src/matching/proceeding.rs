//! Events that rules make of clauses: charges, verdicts, penalties.

use super::*;
use crate::clause::{Clause, Link};
use crate::date::DateForm;
use crate::extraction::Event;
use crate::mention::MentionKind;
use crate::rule::{Needs, Rule};
use crate::status::Status;
use std::ops::Range;

impl Matcher<'_, '_> {
    pub(super) fn has_needs(&self, rule: &Rule, clause: &Clause) -> bool {
        match rule.needs {
            None => true,
            Some(Needs::Term) => self.term(clause).is_some() && self.is_penalty(clause),
            Some(Needs::Cue) => true,
            Some(Needs::Bribery) => self.speaks_of_bribery(clause.sentence),
            Some(Needs::Crime) => self.speaks_of_crime(clause.sentence),
            Some(Needs::Court) => self.speaks_of_court(clause.sentence),
            Some(Needs::Verdict) => self.contests_verdict(clause) && self.speaks_of_verdicts,
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

    /// Whether a length of time is a penalty and no term of office or service.
    pub(super) fn is_penalty(&self, clause: &Clause) -> bool {
        let prison = |word: &str| {
            matches!(
                word,
                "prison" | "jail" | "sentence" | "imprisonment" | "bars" | "behind" | "custody" | "labour" | "labor"
            )
        };
        let said = clause.extent.clone().any(|i| prison(self.lower(i)));
        let group = &self.analysis.chunks.groups[clause.group];
        let heads = || clause.objects.iter().map(|o| self.lower(self.analysis.chunks.phrases[*o].head));
        let other_object = heads().any(|head| !prison(head) && head != "term");
        let as_office = clause.complements.iter().any(|c| self.lower(c.preposition) == "as");
        let purpose = self.analysis.document.lower_at(clause.extent.end) == Some("to");
        !other_object
            && !as_office
            && !purpose
            && (said
                || self.is_serving(clause)
                || matches!(
                    group.lemma,
                    "get" | "give" | "hand" | "impose" | "receive" | "go" | "draw" | "mete" | "deal" | "slap"
                ))
    }

    /// "is serving 14 years for drug trafficking", in a document about verdicts: time, and at most what for.
    fn is_serving(&self, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        let serving = group.lemma == "serve" && self.lower(group.main) == "serving";
        let elsewhere = clause.complements.iter().any(|c| self.lower(c.preposition) != "for");
        serving && !elsewhere && clause.objects.is_empty() && self.speaks_of_verdicts
    }

    /// A prison term: its words and its length.
    pub(super) fn term(&self, clause: &Clause) -> Option<(Range<usize>, String)> {
        let range = self.analysis.chunks.groups[clause.group].tokens.end..clause.extent.end;
        for date in self.dates_in(&range).map(|i| &self.analysis.dates[i]).filter(|d| d.form == DateForm::Duration) {
            if !date.value.is_empty() && range.start <= date.tokens.start && date.tokens.end <= range.end {
                // "in a seven-day trial": a length of something else.
                let modifies = self.lower(date.tokens.end - 1).contains('-')
                    && !(date.tokens.end..(date.tokens.end + 4).min(range.end)).any(|i| {
                        matches!(
                            self.lower(i),
                            "sentence" | "prison" | "jail" | "term" | "imprisonment" | "custodial" | "stretch" | "life"
                        )
                    });
                // "after two weeks of trial": how long the court took.
                let before = date.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
                let court = |i: usize| {
                    matches!(
                        self.analysis.document.lower_at(i),
                        Some("trial" | "deliberation" | "deliberations" | "testimony" | "hearings" | "proceedings")
                    )
                };
                let of_court = court(date.tokens.end) || court(date.tokens.end + 1);
                if modifies || of_court || matches!(before, "after" | "within" | "following" | "during") {
                    continue;
                }
                let limit = before == "to" && date.tokens.start > 1 && self.lower(date.tokens.start - 2) == "up"
                    || matches!(before, "than" | "most");
                if !limit {
                    return Some((date.tokens.clone(), date.value.clone()));
                }
            }
        }
        // "Sentences of ten years were given to Brandt": the length stands with the subject.
        let told =
            clause.subjects.first().map(|s| &self.analysis.chunks.phrases[*s]).filter(|np| {
                clause.passive && matches!(self.lower(np.head), "sentence" | "sentences" | "term" | "terms")
            });
        let told = told.and_then(|np| {
            let before = np.tokens.start..self.analysis.chunks.groups[clause.group].tokens.start;
            let dates: Vec<usize> = self.dates_in(&before).collect();
            let date = dates.into_iter().map(|i| &self.analysis.dates[i]).find(|d| d.form == DateForm::Duration)?;
            Some((date.tokens.clone(), date.value.clone()))
        });
        if let Some(found) = told.filter(|(_, value)| !value.is_empty()) {
            return Some(found);
        }
        let word = range.clone().find(|i| matches!(self.lower(*i), "life" | "death"))?;
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        let sure = matches!(self.lower(word.saturating_sub(1)), "to" | "for" | "a")
            || word == range.start && matches!(lemma, "give" | "get" | "receive" | "hand" | "face")
            || self
                .analysis
                .document
                .lower_at(word + 1)
                .is_some_and(|w| matches!(w, "imprisonment" | "sentence" | "in" | "term"));
        sure.then(|| (word..word + 1, self.lower(word).to_owned()))
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
        let main = if rule.roles.contains_key("defendant") { "defendant" } else { rule.subject.as_str() };
        let Some((_, fills)) = roles.iter().find(|(property, _)| *property == main) else { return };
        if rule.kind == "dismissal" && self.is_opinion(clause) || self.is_no_verdict(clause) {
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
            let event = Event {
                kind: rule.kind.clone(),
                schema: rule.schema.clone(),
                roles: filled,
                stage: rule.stage.as_ref().and_then(|stage| stage.parse().ok()),
                content: content.iter().map(|c| self.analysis.document.bytes(c)).collect(),
                trigger: self.analysis.document.tokens[group.main].range(),
                evidence: self.evidence(&parts, clause.sentence),
                date,
                properties,
                concerns: Vec::new(),
                attribution: status.voices.clone(),
                rule: rule.id.clone(),
                clause: Some(index),
            };
            let term = (rule.kind == "sentence").then(|| self.term(clause)).flatten();
            let others = term.map(|(tokens, _)| self.gapped(&event, tokens.end, clause.sentence)).unwrap_or_default();
            matches.events.push(event);
            matches.events.extend(others);
        }
    }

    /// "was sentenced by a court in York, the York Times reported": a paper is no authority.
    fn may_act(&self, property: &str, fill: &Fill) -> bool {
        property != "authority" || self.referents.entities[fill.entity].sort != crate::lexicon::Sort::Media
    }

    /// "condemned his rival over the attacks", "was discharged": verbs that only courts use as verdicts.
    fn is_no_verdict(&self, clause: &Clause) -> bool {
        let has = |words: &[&str]| clause.complements.iter().any(|c| words.contains(&self.lower(c.preposition)));
        let group = &self.analysis.chunks.groups[clause.group];
        match group.lemma {
            "condemn" => !has(&["to"]),
            // "Brandt fired a rifle": no dismissal.
            "fire" => {
                group.tokens.len() == 1
                    && self.analysis.document.lower_at(group.tokens.end).is_some_and(|next| {
                        matches!(
                            next,
                            "a" | "an"
                                | "the"
                                | "his"
                                | "her"
                                | "several"
                                | "multiple"
                                | "one"
                                | "two"
                                | "three"
                                | "shots"
                                | "at"
                                | "into"
                                | "from"
                                | "back"
                                | "again"
                                | "through"
                                | "toward"
                                | "towards"
                        )
                    })
            }
            // "asked the court to have his conviction vacated": what is wished for.
            "vacate" | "overturn" | "quash" | "reverse" | "annul" => {
                let start = clause
                    .subjects
                    .first()
                    .map_or(group.tokens.start, |s| self.analysis.chunks.phrases[*s].tokens.start);
                group.tokens.len() == 1
                    && start
                        .checked_sub(1)
                        .is_some_and(|i| matches!(self.lower(i), "have" | "get" | "having" | "getting"))
            }
            // "her son tried to intervene": no court tries him.
            "try" => self.analysis.document.lower_at(group.tokens.end) == Some("to"),
            // "released on bail after spending three years in jail": no sentence.
            "spend" => {
                let tokens = self.analysis.document.sentences[clause.sentence].tokens.clone();
                tokens.clone().any(|i| {
                    matches!(
                        self.lower(i),
                        "bail" | "remand" | "awaiting" | "pretrial" | "pre-trial" | "trial" | "released" | "hiding"
                    )
                })
            }
            // "information leading to the arrest of Brandt": wished for.
            "lead" | "result" | "end" => clause.shape != crate::chunk::Shape::Finite,
            // "served two terms as governor".
            "serve" | "begin" | "get" | "receive" => {
                let term = |p: &usize| matches!(self.lower(self.analysis.chunks.phrases[*p].head), "term" | "terms");
                let of_office = |i: usize| {
                    matches!(
                        self.lower(i),
                        "prison"
                            | "jail"
                            | "suspended"
                            | "year"
                            | "years"
                            | "month"
                            | "months"
                            | "sentence"
                            | "for"
                            | "life"
                    ) || self.lower(i).contains("-year")
                        || self.lower(i).contains("-month")
                };
                clause.objects.iter().any(term) && !clause.extent.clone().any(of_office)
            }
            "discharge" => {
                let tokens = self.analysis.document.sentences[clause.sentence].tokens.clone();
                let court = |word: &str| {
                    matches!(
                        word,
                        "court"
                            | "judge"
                            | "magistrate"
                            | "jury"
                            | "ruling"
                            | "charges"
                            | "charge"
                            | "acquitted"
                            | "accused"
                    )
                };
                !has(&["of"]) && !tokens.into_iter().any(|i| court(self.lower(i)))
            }
            _ => false,
        }
    }

    /// "dismissed by many", "dismissed by critics as a clown": what people think of somebody.
    fn is_opinion(&self, clause: &Clause) -> bool {
        let agents = clause.agents(|i| self.lower(i));
        let crowd = agents.iter().any(|p| {
            matches!(
                self.lower(self.analysis.chunks.phrases[*p].head),
                "many"
                    | "some"
                    | "most"
                    | "few"
                    | "others"
                    | "all"
                    | "critics"
                    | "fans"
                    | "experts"
                    | "observers"
                    | "pundits"
                    | "opponents"
                    | "rivals"
                    | "people"
                    | "commentators"
                    | "supporters"
                    | "voters"
            )
        });
        let many = (clause.extent.clone()).any(|i| {
            self.lower(i) == "by"
                && matches!(self.analysis.document.lower_at(i + 1), Some("many" | "some" | "most" | "others"))
        });
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        crowd || many || lemma == "dismiss" && clause.complements.iter().any(|c| self.lower(c.preposition) == "as")
    }

    /// What the defendant is accused of: the phrases and gerunds after the prepositions of the rule.
    pub(super) fn charge(&self, rule: &Rule, index: usize) -> Vec<Range<usize>> {
        let clause = &self.analysis.clauses[index];
        let mut found: Vec<Range<usize>> = Vec::new();
        let chunks = &self.analysis.chunks;
        let is_charge = |preposition: usize| rule.charge.iter().any(|p| p == self.lower(preposition));
        let verb_end = chunks.groups[clause.group].tokens.end;
        for complement in clause.complements.iter().filter(|c| is_charge(c.preposition) && c.preposition >= verb_end) {
            for phrase in &complement.phrases {
                let attached = &self.analysis.attached[*phrase];
                let np = &chunks.phrases[*phrase];
                let head = self.lower(np.head);
                let entity = self.referents.of_phrase[*phrase].map(|e| self.referents.entities[e].kind);
                if matches!(entity, Some(MentionKind::Person | MentionKind::Place))
                    || matches!(
                        head,
                        "prison"
                            | "jail"
                            | "court"
                            | "custody"
                            | "life"
                            | "death"
                            | "connection"
                            | "absentia"
                            | "day"
                            | "years"
                            | "indictment"
                            | "home"
                            | "airport"
                    )
                {
                    continue;
                }
                // "on suspicion of leaking": the charge is what hangs on it.
                if attached.complements.is_empty() && is_bare_charge(head) {
                    continue;
                }
                let end = chunks.chunks[attached.last].tokens.end;
                found.push(np.tokens.start..end);
            }
        }
        for child in self.analysis.clauses_of(clause.sentence).filter(|i| *i > index) {
            let child = &self.analysis.clauses[child];
            let hangs = match child.link {
                Link::Preposition(preposition) => child.parent == Some(index) && is_charge(preposition),
                Link::NounPreposition(noun, _) => child.parent == Some(index) && noun >= verb_end,
                _ => false,
            };
            if hangs {
                found.push(chunks.groups[child.group].tokens.start..self.own_words(&child.extent, child).end);
            }
        }
        // "leading a gang and with extortion" are two charges.
        found = found.into_iter().flat_map(|range| self.split_charge(range, rule)).collect();
        found.sort_by_key(|r| (r.start, usize::MAX - r.end));
        found.dedup_by(|b, a| b.start < a.end);
        if found.is_empty() {
            // "was convicted and sentenced for": the charge stands with the last of the verbs.
            let next = self.analysis.clauses_of(clause.sentence).find(|i| {
                self.analysis.clauses[*i].parent == Some(index)
                    && self.analysis.clauses[*i].link == Link::Coordinate
                    && self.analysis.clauses[*i].subjects == clause.subjects
                    && self.analysis.clauses[*i].passive == clause.passive
            });
            if let Some(next) = next.filter(|_| {
                clause.extent.end <= verb_end + 1 && clause.passive && rule.stage.as_deref() == Some("convicted")
            }) {
                let mut for_next = rule.clone();
                for_next.charge.push("for".to_owned());
                return self.charge(&for_next, next);
            }
        }
        found
    }

    pub(super) fn split_charge(&self, range: Range<usize>, rule: &Rule) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for at in range.start + 1..range.end.saturating_sub(1) {
            if self.lower(at) == "and" && rule.charge.iter().any(|p| p == self.lower(at + 1)) && at > start {
                parts.push(start..at);
                start = at + 2;
            }
        }
        if start < range.end {
            parts.push(start..range.end);
        }
        parts
    }

    /// "five to 15 years", "15 years to life": both ends of a term that leaves them open.
    fn whole_term(&self, tokens: Range<usize>) -> Range<usize> {
        let at = |i: usize| self.analysis.document.lower_at(i).unwrap_or_default();
        let mut whole = tokens;
        if whole.start >= 2 && at(whole.start - 1) == "to" {
            let number = at(whole.start - 2);
            if crate::number::digits_value(number).or_else(|| crate::number::word_value(number)).is_some() {
                whole.start -= 2;
            }
        }
        if at(whole.end) == "to" && at(whole.end + 1) == "life" {
            whole.end += 2;
        }
        whole
    }

    pub(super) fn penalty(&self, rule: &Rule, clause: &Clause, properties: &mut Vec<(String, String)>) {
        if rule.stage.as_deref() != Some("convicted") {
            return;
        }
        if let Some((tokens, length)) = self.term(clause) {
            let suspended = clause.extent.clone().any(|i| self.lower(i) == "suspended");
            properties.push(("sentenceLength".to_owned(), length));
            let tokens = self.whole_term(tokens);
            let words = self.analysis.document.words(&tokens).split_whitespace().collect::<Vec<_>>().join(" ");
            properties.push((
                "sentence".to_owned(),
                if suspended { format!("suspended sentence of {words}") } else { words },
            ));
        }
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        let fined =
            lemma == "fine" || clause.extent.clone().any(|i| self.lower(i) == "fine" || self.lower(i) == "fined");
        if let Some((amount, currency)) =
            fined.then(|| crate::money::amount_in(self.analysis, &clause.extent)).flatten()
        {
            properties.push(("fine".to_owned(), amount.to_string()));
            if currency != "XXX" {
                properties.push(("currency".to_owned(), currency.to_owned()));
            }
        }
    }

    /// An authority without an entity keeps its words: "Prosecutors charged ...".
    pub(super) fn authority(
        &self,
        rule: &Rule,
        clause: &Clause,
        filled: &[(String, usize)],
        properties: &mut Vec<(String, String)>,
    ) {
        if rule.schema != "Proceeding" || filled.iter().any(|(property, _)| property == "authority") {
            return;
        }
        let agents = clause.agents(|i| self.lower(i));
        let words = agents.iter().map(|a| &self.analysis.chunks.phrases[*a]).find(|np| {
            !np.is_pronoun
                && filled.iter().all(|(_, e)| {
                    self.referents.of_phrase[self.analysis.phrase_at.get(&np.head).copied().unwrap_or(0)] != Some(*e)
                })
        });
        if let Some(np) = words.filter(|np| np.mention.is_none()) {
            let name = self.analysis.document.words(&np.tokens).split_whitespace().collect::<Vec<_>>().join(" ");
            let authority = self.lower(np.head);
            if self.analysis.reporting.is_voice(authority)
                || self.analysis.reporting.is_voice(authority.strip_suffix('s').unwrap_or(authority))
            {
                properties.push(("authorityName".to_owned(), name));
            }
        }
    }
}

/// Nouns that only say that there is a charge.
fn is_bare_charge(noun: &str) -> bool {
    matches!(noun.strip_suffix('s').unwrap_or(noun), "suspicion" | "charge" | "count" | "allegation" | "accusation")
}
