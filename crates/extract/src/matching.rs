//! Rules on clauses and nouns: which ties and events a document states.

mod filler;
mod proceeding;
mod tie;

use std::ops::Range;

use crate::analysis::Analysis;
use crate::clause::Clause;
use crate::coreference::Referents;
use crate::extraction::{Event, Relation};
use crate::predication::Predication;
use crate::rule::{Rule, Rules};
use crate::status::StatusReader;

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
    /// Whether the document speaks of convictions or acquittals, as only reports of criminal courts do.
    pub speaks_of_verdicts: bool,
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
        let speaks_of_verdicts = analysis.document.tokens.iter().any(|token| {
            matches!(
                &*token.lower,
                "conviction" | "convictions" | "convicted" | "acquittal" | "acquitted" | "imprisonment" | "prison"
            )
        });
        Self { analysis, referents, reader, rules, pronouns, only_group, speaks_of_verdicts }
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
        // Two rules may read the same words.
        matches.relations.dedup_by(|b, a| {
            (&b.kind, b.subject, b.object, &b.evidence, b.standing)
                == (&a.kind, a.subject, a.object, &a.evidence, a.standing)
        });
        // Where the words make it a bribe it is no plain payment.
        let bribes: Vec<(Option<usize>, usize, usize)> =
            matches.relations.iter().filter(|r| r.kind == "bribed").map(|r| (r.clause, r.subject, r.object)).collect();
        if !bribes.is_empty() {
            let bribes: std::collections::HashSet<_> = bribes.into_iter().collect();
            matches.relations.retain(|r| r.kind != "paid" || !bribes.contains(&(r.clause, r.subject, r.object)));
        }
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
        // Of a verb without an object it is the subject that counts: "the trial of Brandt opened".
        let alone = heads.is_empty() && !clause.passive;
        let heads_and_subjects: &[&str] = if rule.states.is_empty() && !alone { &heads } else { &subjects };
        let amount = || {
            rule.with.iter().any(|w| w == "@money")
                && clause
                    .patients()
                    .iter()
                    .any(|p| crate::money::amount_in(self.analysis, &self.analysis.chunks.phrases[*p].tokens).is_some())
        };
        if !rule.with.is_empty() && !among(&rule.with, heads_and_subjects) && !amount() || among(&rule.without, &heads)
        {
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
        // "is pending": a state that looks like a noun.
        let bare = clause.objects.iter().map(|o| &self.analysis.chunks.phrases[*o]).filter(|np| np.tokens.len() == 1);
        states.extend(bare.map(|np| self.lower(np.head).to_owned()));
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

    /// "since 2013", "from 2016 until 2021", "in May 2020".
    pub fn validity(&self, dates: &[(Option<usize>, Range<usize>)]) -> umbra_model::Validity {
        let mut validity = umbra_model::Validity::default();
        for (preposition, tokens) in dates {
            let Some(date) = self.date_at(tokens).map(|i| &self.analysis.dates[i]).filter(|d| d.is_point()) else {
                continue;
            };
            let word = preposition.map_or("", |p| self.lower(p));
            match word {
                "since" | "from" | "between" => validity.from = validity.from.or(date.start()),
                "until" | "till" | "to" | "through" | "and" => validity.to = validity.to.or(date.end()),
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
}
