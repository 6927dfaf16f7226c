//! Rules on clauses and nouns: which ties and events a document states.

use std::ops::Range;

use umbra_model::Standing;

use crate::analysis::Analysis;
use crate::chunk::Opening;
use crate::clause::{Clause, Link};
use crate::coreference::Referents;
use crate::date::DateForm;
use crate::entity::Entity;
use crate::extraction::{Event, Relation};
use crate::lexicon::Sort;
use crate::mention::MentionKind;
use crate::predication::Predication;
use crate::rule::{Makes, Needs, Rule, Rules, Slot};
use crate::status::{Status, StatusReader};

/// Who or what fills a role.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fill {
    entity: usize,
    tokens: Range<usize>,
    unsure: bool,
}

pub(crate) struct Matcher<'a, 't> {
    pub analysis: &'a Analysis<'t>,
    pub referents: &'a Referents,
    pub reader: &'a StatusReader<'a, 't>,
    pub rules: &'a Rules,
    /// The entity behind each pronoun, by token.
    pub pronouns: std::collections::BTreeMap<usize, usize>,
    /// The one named criminal group of the document, if there is exactly one.
    pub only_group: Option<usize>,
}

/// Ties and events, and the phrases of nameless groups that turned out to be needed.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    pub relations: Vec<Relation>,
    pub events: Vec<Event>,
    pub used_groups: Vec<usize>,
}

impl<'a, 't> Matcher<'a, 't> {
    pub fn new(
        analysis: &'a Analysis<'t>,
        referents: &'a Referents,
        reader: &'a StatusReader<'a, 't>,
        rules: &'a Rules,
    ) -> Self {
        let pronouns = analysis
            .mentions
            .iter()
            .filter(|m| m.form == crate::mention::MentionForm::Pronoun)
            .filter_map(|m| m.entity.map(|entity| (m.tokens.start, entity)))
            .collect();
        let mut named =
            referents.entities.iter().enumerate().filter(|(_, e)| e.is_group() && e.is_named()).map(|(i, _)| i);
        let only_group = named.next().filter(|_| named.next().is_none());
        Self { analysis, referents, reader, rules, pronouns, only_group }
    }

    pub fn run(&self, predications: &[Predication]) -> Matches {
        let mut matches = Matches::default();
        for index in 0..self.analysis.clauses.len() {
            let clause = &self.analysis.clauses[index];
            let group = &self.analysis.chunks.groups[clause.group];
            let mut status = None;
            for rule in self.rules.of_verb(group.lemma) {
                if !self.triggers(rule, clause) {
                    continue;
                }
                let status = status.get_or_insert_with(|| self.reader.of(index));
                if status.silence.is_some() {
                    continue;
                }
                self.verb_rule(rule, index, status, &mut matches);
            }
        }
        for predication in predications {
            let noun = self.lower(predication.noun);
            let single = noun.strip_suffix('s').filter(|s| s.len() > 3 && !noun.ends_with("ss")).unwrap_or(noun);
            let is_kin = self.analysis.lexicon.kin.get(noun).is_some();
            for rule in
                self.rules.of_noun(noun, is_kin).chain(self.rules.of_noun(single, false).filter(|_| single != noun))
            {
                self.noun_rule(rule, predication, &mut matches);
            }
        }
        matches.relations.sort_by_key(|r| (r.trigger.start, r.trigger.end));
        matches.events.sort_by_key(|e| (e.trigger.start, e.trigger.end));
        matches
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    fn triggers(&self, rule: &Rule, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        let fits = rule.verbs.iter().any(|verb| {
            let mut words = verb.split(' ');
            if words.next() != Some(group.lemma) {
                return false;
            }
            match words.next() {
                None => group.particle.is_none(),
                Some(particle) => {
                    group.particle.is_some_and(|i| self.lower(i) == particle)
                        || clause.complements.iter().any(|c| self.lower(c.preposition) == particle)
                        || (group.tokens.end..(group.tokens.end + 6).min(clause.extent.end + 1)).any(|i| {
                            self.analysis.document.lower_at(i) == Some(particle) && !matches!(particle, "to" | "of")
                        })
                }
            }
        });
        if !fits {
            return false;
        }
        let is_about = |c: &crate::attachment::Complement| {
            matches!(self.lower(c.preposition), "of" | "about")
                && c.phrases.iter().any(|p| {
                    rule.about.iter().any(|noun| {
                        let head = self.lower(self.analysis.chunks.phrases[*p].head);
                        head == noun || head.strip_suffix('s') == Some(noun)
                    })
                })
        };
        if !rule.about.is_empty() && !clause.complements.iter().any(is_about) {
            return false;
        }
        if clause.complements.iter().any(|c| rule.unless.iter().any(|p| p == self.lower(c.preposition))) {
            return false;
        }
        let heads: Vec<&str> =
            clause.patients().iter().map(|p| self.lower(self.analysis.chunks.phrases[*p].head)).collect();
        let subjects: Vec<&str> =
            clause.subjects.iter().map(|p| self.lower(self.analysis.chunks.phrases[*p].head)).collect();
        let among = |list: &[String], words: &[&str]| {
            words.iter().any(|word| list.iter().any(|w| w == word || word.strip_suffix('s') == Some(w)))
        };
        let heads_and_subjects: &[&str] = if rule.states.is_empty() { &heads } else { &subjects };
        if !rule.with.is_empty() && !among(&rule.with, heads_and_subjects) || among(&rule.without, &heads) {
            return false;
        }
        (!rule.passive || clause.passive)
            && (rule.states.is_empty() || self.states(clause).iter().any(|state| rule.states.contains(state)))
    }

    /// What follows the verb as a state: "guilty", "not guilty", "on trial".
    fn states(&self, clause: &Clause) -> Vec<String> {
        let adjective = |at: &usize| {
            let word = self.lower(*at);
            let negated = *at > 0 && self.lower(*at - 1) == "not";
            if negated { format!("not {word}") } else { word.to_owned() }
        };
        let mut states: Vec<String> = clause.adjectives.iter().map(adjective).collect();
        for complement in &clause.complements {
            for phrase in &complement.phrases {
                let np = &self.analysis.chunks.phrases[*phrase];
                let words = self.analysis.document.words(&(complement.preposition..np.head + 1)).to_lowercase();
                states.push(words);
                states.push(format!("{} {}", self.lower(complement.preposition), self.lower(np.head)));
            }
        }
        states
    }

    /// Whom a phrase speaks of, nameless groups included.
    fn referent(&self, phrase: usize) -> Option<usize> {
        if self.referents.loose_groups.contains_key(&phrase) {
            if let Some(only) = self.only_group {
                return Some(only);
            }
        }
        self.referents.of_phrase[phrase]
    }

    fn fill(&self, phrase: usize) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        if np.opening == Opening::Negative {
            return None;
        }
        self.referent(phrase).map(|entity| Fill {
            entity,
            tokens: np.tokens.clone(),
            unsure: self.referents.unsure[phrase],
        })
    }

    fn is_type(&self, entity: &Entity, kind: &str) -> bool {
        match kind {
            "any" => true,
            "person" => entity.kind == MentionKind::Person,
            "organisation" => entity.kind == MentionKind::Organisation,
            "group" => entity.is_group(),
            "company" => {
                entity.kind == MentionKind::Organisation
                    && matches!(entity.sort, Sort::Company | Sort::Media | Sort::Unknown | Sort::Sport)
            }
            "body" => entity.kind == MentionKind::Organisation && !matches!(entity.sort, Sort::Group | Sort::Company),
            "court" => entity.sort == Sort::Court,
            "party" => entity.sort == Sort::Party,
            "media" => entity.sort == Sort::Media,
            "campaign" => entity.kind == MentionKind::Campaign,
            "place" => entity.kind == MentionKind::Place,
            _ => false,
        }
    }

    fn fits(&self, slot: &Slot, fill: &Fill) -> bool {
        slot.types.iter().any(|kind| self.is_type(&self.referents.entities[fill.entity], kind))
    }

    /// The owner of a phrase: "Brandt's", "his".
    fn owner(&self, phrase: usize) -> Option<Fill> {
        let np = &self.analysis.chunks.phrases[phrase];
        if let Some(pronoun) = np.owner_pronoun {
            return self.pronouns.get(&pronoun).map(|entity| Fill {
                entity: *entity,
                tokens: pronoun..pronoun + 1,
                unsure: false,
            });
        }
        np.owner.and_then(|owner| self.fill(owner))
    }

    fn hanging(&self, phrase: usize, place: &str) -> Vec<Fill> {
        if place == "owner" {
            return self.owner(phrase).into_iter().collect();
        }
        let mut found = Vec::new();
        let mut open = vec![(phrase, 0)];
        while let Some((phrase, depth)) = open.pop() {
            for complement in &self.analysis.attached[phrase].complements {
                if self.lower(complement.preposition) == place {
                    found.extend(complement.phrases.iter().filter_map(|p| self.fill(*p)));
                } else if depth < 3 && place != "of" {
                    // "a bribe of 40,000 crowns from Halvane": past the measure.
                    open.extend(complement.phrases.iter().map(|p| (*p, depth + 1)));
                }
            }
        }
        found
    }

    fn in_clause(&self, slot: &Slot, clause: &Clause) -> Vec<Fill> {
        for place in &slot.from {
            let fills: Vec<Fill> = match place.as_str() {
                "agent" => clause.agents(|i| self.lower(i)).iter().filter_map(|p| self.fill(*p)).collect(),
                "patient" => clause.patients().iter().filter_map(|p| self.fill(*p)).collect(),
                "subject" => clause.subjects.iter().filter_map(|p| self.fill(*p)).collect(),
                "receiver" => {
                    // "was given 10 years": the passive subject receives.
                    let phrases: &[usize] = if clause.passive { &clause.subjects } else { &clause.receivers };
                    phrases.iter().filter_map(|p| self.fill(*p)).collect()
                }
                place => match place.split_once('.') {
                    Some(("object", rest)) => clause
                        .patients()
                        .iter()
                        .chain(if clause.passive { &clause.objects[..] } else { &[] })
                        .flat_map(|p| self.hanging(*p, rest))
                        .collect(),
                    Some(("subject", rest)) => clause.subjects.iter().flat_map(|p| self.hanging(*p, rest)).collect(),
                    // "membership.of": what hangs on a noun after any preposition.
                    Some((noun, rest)) => {
                        let phrases = clause.complements.iter().flat_map(|c| c.phrases.iter());
                        let named = phrases.filter(|p| self.lower(self.analysis.chunks.phrases[**p].head) == noun);
                        named.flat_map(|p| self.hanging(*p, rest)).collect()
                    }
                    None => clause
                        .complements
                        .iter()
                        .filter(|c| self.lower(c.preposition) == place)
                        .flat_map(|c| c.phrases.iter())
                        .filter_map(|p| self.fill(*p))
                        .collect(),
                },
            };
            let fitting: Vec<Fill> = fills.into_iter().filter(|fill| self.fits(slot, fill)).collect();
            if !fitting.is_empty() {
                return fitting;
            }
        }
        Vec::new()
    }

    fn standing(&self, rule: &Rule, status: &Status, marked: Option<Standing>) -> Option<Standing> {
        let cue = status.cue.or(marked);
        if rule.accuses {
            return Some(cue.unwrap_or_else(|| self.reader.by_voices(&status.voices)));
        }
        cue.filter(|standing| matches!(standing, Standing::Alleged | Standing::Denied))
    }

    /// The smallest stretch of the sentence that holds all the parts.
    fn evidence(&self, parts: &[Range<usize>], sentence: usize) -> Range<usize> {
        let limits = self.analysis.document.sentences[sentence].tokens.clone();
        let inside =
            parts.iter().filter(|part| limits.start <= part.start && part.end <= limits.end && !part.is_empty());
        let (start, end) =
            inside.fold((limits.end, limits.start), |(start, end), part| (start.min(part.start), end.max(part.end)));
        if start < end { self.analysis.document.bytes(&(start..end)) } else { self.analysis.document.bytes(&limits) }
    }

    fn verb_rule(&self, rule: &Rule, index: usize, status: &Status, matches: &mut Matches) {
        let clause = &self.analysis.clauses[index];
        if !self.has_needs(rule, clause) || rule.needs == Some(Needs::Cue) && status.cue.is_none() {
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
            Makes::Tie => self.tie(rule, &roles, clause, index, status, properties, matches),
            Makes::Event => self.event(rule, &roles, index, status, properties, matches),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one place where a clause becomes ties")]
    fn tie(
        &self,
        rule: &Rule,
        roles: &[(&str, Vec<Fill>)],
        clause: &Clause,
        index: usize,
        status: &Status,
        properties: Vec<(String, String)>,
        matches: &mut Matches,
    ) {
        let find =
            |name: &str| roles.iter().find(|(property, _)| *property == name).map_or(&[][..], |(_, fills)| fills);
        // The verb of the rule may be a cue itself: "convicted of membership of".
        let own_cue = self.reader.clause_cue(index);
        let standing = self.standing(rule, status, own_cue);
        let cue_clause = status.cue_clause.or(own_cue.map(|_| index));
        for subject in find(&rule.subject) {
            for object in find(&rule.object) {
                if subject.entity == object.entity || rule.accuses && (subject.unsure || object.unsure) {
                    continue;
                }
                let trigger = self.analysis.chunks.groups[clause.group].tokens.start
                    ..clause.extent.end.max(object.tokens.end.min(clause.extent.end));
                let mut parts = vec![clause.extent.clone(), subject.tokens.clone(), object.tokens.clone()];
                parts.extend(status.governors.iter().map(|g| *g..*g + 1));
                let mut properties = properties.clone();
                self.share(clause, &rule.schema, &mut properties);
                matches.relations.push(Relation {
                    kind: rule.kind.clone(),
                    schema: rule.schema.clone(),
                    subject: subject.entity,
                    object: object.entity,
                    ends: (rule.subject.clone(), rule.object.clone()),
                    trigger: self.analysis.document.bytes(&self.own_words(&trigger, clause)),
                    evidence: self.evidence(&parts, clause.sentence),
                    standing,
                    attribution: status.voices.clone(),
                    properties,
                    validity: self.validity(&clause.dates),
                    is_past: false,
                    rule: rule.id.clone(),
                    cue_clause,
                    clause: Some(index),
                });
                self.use_groups(clause, matches);
            }
        }
    }

    /// A trigger ends before a vague duration: "for years" says how long, not what.
    fn own_words(&self, trigger: &Range<usize>, clause: &Clause) -> Range<usize> {
        let stop = clause
            .dates
            .iter()
            .map(|(preposition, date)| preposition.unwrap_or(date.start))
            .filter(|start| trigger.contains(start))
            .min();
        let end = stop.unwrap_or(trigger.end).max(trigger.start + 1);
        trigger.start..end
    }

    fn use_groups(&self, clause: &Clause, matches: &mut Matches) {
        let phrases = clause
            .objects
            .iter()
            .chain(&clause.subjects)
            .chain(clause.complements.iter().flat_map(|c| c.phrases.iter()));
        for phrase in phrases.filter(|p| self.referents.loose_groups.contains_key(p)) {
            matches.used_groups.push(*phrase);
        }
    }

    /// "owns 60 per cent of": the share, and amounts of money.
    fn share(&self, clause: &Clause, schema: &str, properties: &mut Vec<(String, String)>) {
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
        if schema == "Payment" {
            if let Some((amount, currency)) = crate::money::amount_in(self.analysis, &tokens) {
                properties.push(("amount".to_owned(), amount.to_string()));
                if currency != "XXX" {
                    properties.push(("currency".to_owned(), currency.to_owned()));
                }
            }
        }
    }

    /// "since 2013", "from 2016 until 2021", "in May 2020".
    pub fn validity(&self, dates: &[(Option<usize>, Range<usize>)]) -> umbra_model::Validity {
        let mut validity = umbra_model::Validity::default();
        for (preposition, tokens) in dates {
            let Some(date) = self.date_at(tokens).map(|i| &self.analysis.dates[i]).filter(|d| d.is_point()) else {
                continue;
            };
            let word = preposition.map_or("", |p| self.lower(p));
            match word {
                "since" | "from" => validity.from = validity.from.or(date.start()),
                "until" | "till" | "to" | "through" => validity.to = validity.to.or(date.end()),
                "in" | "on" | "during" | "" if date.start().is_some() => {
                    validity.from = validity.from.or(date.start());
                    validity.to = validity.to.or(date.end());
                }
                _ => {}
            }
        }
        validity
    }

    fn date_at(&self, tokens: &Range<usize>) -> Option<usize> {
        let at = self.analysis.dates.partition_point(|d| d.tokens.end <= tokens.start);
        (at < self.analysis.dates.len() && self.analysis.dates[at].tokens.start < tokens.end).then_some(at)
    }

    fn dates_in<'s>(&'s self, tokens: &'s Range<usize>) -> impl Iterator<Item = usize> + 's {
        let at = self.analysis.dates.partition_point(|d| d.tokens.end <= tokens.start);
        (at..self.analysis.dates.len()).take_while(|i| self.analysis.dates[*i].tokens.start < tokens.end)
    }

    fn has_needs(&self, rule: &Rule, clause: &Clause) -> bool {
        match rule.needs {
            None => true,
            Some(Needs::Term) => self.term(clause).is_some() && self.is_penalty(clause),
            Some(Needs::Cue) => true,
            Some(Needs::Money) => crate::money::amount_in(self.analysis, &clause.extent).is_some(),
        }
    }

    /// Whether a length of time is a penalty and no term of office or service.
    fn is_penalty(&self, clause: &Clause) -> bool {
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
            && (said || matches!(group.lemma, "get" | "give" | "hand" | "impose" | "receive"))
    }

    /// A prison term: its words and its length.
    fn term(&self, clause: &Clause) -> Option<(Range<usize>, String)> {
        let range = self.analysis.chunks.groups[clause.group].tokens.end..clause.extent.end;
        for date in self.dates_in(&range).map(|i| &self.analysis.dates[i]).filter(|d| d.form == DateForm::Duration) {
            if !date.value.is_empty() && range.start <= date.tokens.start && date.tokens.end <= range.end {
                let before = date.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
                let limit = before == "to" && date.tokens.start > 1 && self.lower(date.tokens.start - 2) == "up"
                    || matches!(before, "than" | "most");
                if !limit {
                    return Some((date.tokens.clone(), date.value.clone()));
                }
            }
        }
        let word = range.clone().find(|i| matches!(self.lower(*i), "life" | "death"))?;
        let sure = matches!(self.lower(word - 1), "to" | "for" | "a")
            || self
                .analysis
                .document
                .lower_at(word + 1)
                .is_some_and(|w| matches!(w, "imprisonment" | "sentence" | "in" | "term"));
        sure.then(|| (word..word + 1, self.lower(word).to_owned()))
    }

    fn event(
        &self,
        rule: &Rule,
        roles: &[(&str, Vec<Fill>)],
        index: usize,
        status: &Status,
        properties: Vec<(String, String)>,
        matches: &mut Matches,
    ) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let main = if rule.roles.contains_key("defendant") { "defendant" } else { rule.subject.as_str() };
        let Some((_, fills)) = roles.iter().find(|(property, _)| *property == main) else { return };
        let content = self.charge(rule, index);
        for fill in fills {
            if fill.unsure && rule.stage.is_some() {
                continue;
            }
            let mut filled = vec![(main.to_owned(), fill.entity)];
            let mut parts = vec![clause.extent.clone(), fill.tokens.clone()];
            for (property, others) in roles.iter().filter(|(property, _)| *property != main) {
                for other in others.iter().filter(|o| o.entity != fill.entity) {
                    filled.push(((*property).to_owned(), other.entity));
                    parts.push(other.tokens.clone());
                }
            }
            parts.extend(content.iter().cloned());
            let mut properties = properties.clone();
            self.penalty(rule, clause, &mut properties);
            self.authority(rule, clause, &filled, &mut properties);
            let date =
                clause.dates.iter().filter_map(|(_, d)| self.date_at(d)).find(|d| self.analysis.dates[*d].is_point());
            matches.events.push(Event {
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
            });
        }
    }

    /// What the defendant is accused of: the phrases and gerunds after the prepositions of the rule.
    fn charge(&self, rule: &Rule, index: usize) -> Vec<Range<usize>> {
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

    fn split_charge(&self, range: Range<usize>, rule: &Rule) -> Vec<Range<usize>> {
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

    fn penalty(&self, rule: &Rule, clause: &Clause, properties: &mut Vec<(String, String)>) {
        if rule.stage.as_deref() != Some("convicted") {
            return;
        }
        if let Some((tokens, length)) = self.term(clause) {
            let suspended = clause.extent.clone().any(|i| self.lower(i) == "suspended");
            properties.push(("sentenceLength".to_owned(), length));
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
    fn authority(
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

    fn noun_rule(&self, rule: &Rule, predication: &Predication, matches: &mut Matches) {
        let analysis = self.analysis;
        let np = &analysis.chunks.phrases[predication.phrase];
        if np.opening == Opening::Negative || analysis.document.sentences[predication.sentence].is_question {
            return;
        }
        let status = match predication.clause {
            Some(clause) => self.reader.of(clause),
            None => Status {
                silence: None,
                cue: None,
                governors: Vec::new(),
                cue_clause: None,
                voices: self.reader.voices_at(predication.noun),
            },
        };
        if status.silence.is_some() {
            return;
        }
        let mut marked = predication
            .modifiers()
            .find_map(|i| self.reader.cues.adjective(self.lower(i)).or_else(|| self.reader.cues.adverb(self.lower(i))));
        let before = np.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
        marked = marked.or_else(|| self.reader.cues.adverb(before));
        if let Some(clause) = predication.clause {
            let lemma = analysis.chunks.groups[analysis.clauses[clause].group].lemma;
            if !matches!(
                lemma,
                "be" | "become"
                    | "remain"
                    | "serve"
                    | "work"
                    | "act"
                    | "appoint"
                    | "elect"
                    | "promote"
                    | "make"
                    | "know"
            ) {
                marked = marked.or_else(|| self.reader.cues.verb(lemma));
            }
        }
        let mut filled: Vec<(&str, Vec<Fill>)> = Vec::new();
        for (property, slot) in &rule.roles {
            let fills = self.said_of(slot, predication);
            if fills.is_empty() && !slot.optional {
                return;
            }
            filled.push((property, fills));
        }
        let find =
            |name: &str| filled.iter().find(|(property, _)| *property == name).map_or(&[][..], |(_, fills)| fills);
        let noun_words = predication.noun;
        let properties: Vec<(String, String)> = rule
            .set
            .iter()
            .map(|(property, value)| {
                (
                    property.clone(),
                    if value == "@noun" { self.noun_text(noun_words, predication) } else { value.clone() },
                )
            })
            .collect();
        let standing = self.standing(rule, &status, marked);
        let last = analysis.chunks.chunks[analysis.attached[predication.phrase].last].tokens.end;
        for subject in find(&rule.subject) {
            for object in find(&rule.object) {
                if subject.entity == object.entity || rule.accuses && (subject.unsure || object.unsure) {
                    continue;
                }
                let trigger =
                    predication.start.min(np.own.start)..if predication.inside { predication.noun + 1 } else { last };
                let mut parts = vec![trigger.clone(), subject.tokens.clone(), object.tokens.clone(), np.tokens.clone()];
                parts.extend(status.governors.iter().map(|g| *g..*g + 1));
                let mut dates = analysis.attached[predication.phrase].dates.clone();
                dates.extend(predication.clause.map(|c| analysis.clauses[c].dates.clone()).unwrap_or_default());
                matches.relations.push(Relation {
                    kind: rule.kind.clone(),
                    schema: rule.schema.clone(),
                    subject: subject.entity,
                    object: object.entity,
                    ends: (rule.subject.clone(), rule.object.clone()),
                    trigger: analysis.document.bytes(&trigger),
                    evidence: self.evidence(&parts, predication.sentence),
                    standing,
                    attribution: status.voices.clone(),
                    properties: properties.clone(),
                    validity: self.validity(&dates),
                    is_past: predication.is_past(analysis),
                    rule: rule.id.clone(),
                    cue_clause: status.cue_clause,
                    clause: predication.clause,
                });
                for complement in &analysis.attached[predication.phrase].complements {
                    matches
                        .used_groups
                        .extend(complement.phrases.iter().filter(|p| self.referents.loose_groups.contains_key(p)));
                }
            }
        }
    }

    fn noun_text(&self, noun: usize, predication: &Predication) -> String {
        let mut start = noun;
        while start > predication.start
            && matches!(
                self.lower(start - 1),
                "half"
                    | "twin"
                    | "elder"
                    | "older"
                    | "younger"
                    | "deputy"
                    | "majority"
                    | "co"
                    | "managing"
                    | "common-law"
                    | "estranged"
                    | "yard"
                    | "sole"
                    | "minority"
                    | "eldest"
                    | "chief"
                    | "senior"
                    | "beneficial"
                    | "second"
            )
        {
            start -= 1;
        }
        self.analysis.document.words(&(start..noun + 1)).to_owned()
    }

    fn said_of(&self, slot: &Slot, predication: &Predication) -> Vec<Fill> {
        for place in &slot.from {
            let fills: Vec<Fill> = match place.as_str() {
                "bearer" => self.fill(predication.bearer).into_iter().collect(),
                "modifier" => {
                    let range = predication.modifiers();
                    let inside = self.analysis.mentions_in(&range);
                    inside
                        .into_iter()
                        .map(|m| &self.analysis.mentions[m])
                        .filter(|m| m.tokens.end <= predication.noun && m.is_name())
                        .filter_map(|m| m.entity.map(|entity| Fill { entity, tokens: m.tokens.clone(), unsure: false }))
                        .collect()
                }
                "owner" if predication.inside => {
                    let np = &self.analysis.chunks.phrases[predication.phrase];
                    if np.own.start <= predication.noun {
                        self.owner(predication.phrase).into_iter().collect()
                    } else {
                        Vec::new()
                    }
                }
                place => self.hanging(predication.phrase, place),
            };
            let fitting: Vec<Fill> = fills.into_iter().filter(|fill| self.fits(slot, fill)).collect();
            if !fitting.is_empty() {
                return fitting;
            }
        }
        Vec::new()
    }
}
