//! Rules on clauses and nouns: which ties and events a document states.

mod attributive;
mod candidate;
mod deed;
mod deverbal;
mod filler;
mod gapping;
mod ground;
mod likely;
mod proceeding;
mod relative;
mod tie;
mod why;

use std::ops::Range;

use crate::analysis::Analysis;
use crate::clause::Clause;
use crate::coreference::Referents;
use crate::extraction::{Event, Relation};
use crate::predication::Predication;
use crate::rule::{Rule, Rules};
use crate::status::StatusReader;

pub(crate) use likely::CLASSIFIER;

/// Who or what fills a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fill {
    pub(crate) entity: usize,
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
    /// Indefinite descriptions that a clause says of somebody, and his phrase: "is a man who".
    pub described: std::collections::BTreeMap<usize, usize>,
    /// For each sentence whether it speaks of crime: a criminal group or a word of crime.
    pub crime: Vec<bool>,
    /// The one named criminal group of the document, if there is exactly one.
    pub only_group: Option<usize>,
    /// Whether the document speaks of convictions or acquittals, as only reports of criminal courts do.
    pub speaks_of_verdicts: bool,
    /// Those of whom the document says that they hold or held an office of power.
    pub officials: std::collections::BTreeSet<usize>,
    /// Those of whom the document says that they traffic, smuggle or lead a gang.
    pub criminals: std::collections::BTreeSet<usize>,
    /// Those of whom the document says that they were convicted or sentenced.
    pub convicts: std::collections::BTreeSet<usize>,
    /// Those of them of whom it says so by more than that they were locked up.
    pub judged: std::collections::BTreeSet<usize>,
    /// Named relatives, by whose they are and what they are called.
    pub relatives: std::collections::BTreeMap<(usize, String), Vec<usize>>,
}

/// Words that measure what is named after them.
fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "millions"
            | "million"
            | "billions"
            | "thousands"
            | "hundreds"
            | "sum"
            | "sums"
            | "amount"
            | "amounts"
            | "dollars"
            | "euros"
            | "pounds"
            | "worth"
            | "tens"
            | "series"
            | "string"
            | "total"
            | "range"
    ) || word.bytes().any(|b| b.is_ascii_digit())
}

/// Those of whom a noun says that crime is their trade: "drug trafficker Pell", "Pell, a mafia boss".
fn criminals(
    analysis: &Analysis,
    referents: &Referents,
    reader: &StatusReader,
    predications: &[Predication],
) -> std::collections::BTreeSet<usize> {
    let is_criminal = |predication: &&Predication| {
        let word = analysis.document.lower(predication.noun);
        let single = crate::chunk::noun_base(word);
        let last = single.rsplit('-').next().unwrap_or_default();
        let of_crime = || {
            predication.modifiers().any(|i| {
                let modifier = analysis.document.lower(i);
                analysis.lexicon.crime.contains(modifier)
                    || matches!(modifier, "drugs" | "narcotics" | "organised" | "organized")
            })
        };
        // "the alleged leader of the Dockside Crew".
        let of_group = || {
            let np = &analysis.chunks.phrases[predication.phrase];
            let hanging = analysis.attached[predication.phrase].complements.iter();
            let hanging = hanging.filter(|c| matches!(analysis.document.lower(c.preposition), "of" | "in"));
            let owners = np.owner.into_iter().chain(hanging.flat_map(|c| c.phrases.iter().copied()));
            let mut named = owners.filter_map(|p| referents.of_phrase[p]);
            let inside = analysis.mentions_in(&predication.modifiers());
            let mut inside = inside.into_iter().filter_map(|m| analysis.mentions[m].entity);
            named.any(|e| referents.entities[e].is_group()) || inside.any(|e| referents.entities[e].is_group())
        };
        let trade = matches!(
            last,
            "trafficker"
                | "smuggler"
                | "gangster"
                | "mobster"
                | "kingpin"
                | "mafioso"
                | "racketeer"
                | "druglord"
                | "hitman"
                | "poacher"
                | "launderer"
                | "loan-shark"
                | "godfather"
                | "narcotrafficker"
                | "ringleader"
        );
        let leads =
            matches!(last, "boss" | "lord" | "baron" | "leader" | "chief" | "dealer" | "figure" | "member" | "head")
                && (of_crime() || of_group());
        (trade || leads) && predication.clause.is_none_or(|c| reader.of(c).silence.is_none())
    };
    predications.iter().filter(is_criminal).filter_map(|p| referents.of_phrase[p.bearer]).collect()
}

/// Those whom a clause that states a fact convicts or sentences; or locks up, where that is to count.
fn convicts(
    analysis: &Analysis,
    referents: &Referents,
    reader: &StatusReader,
    locked_up: bool,
) -> std::collections::BTreeSet<usize> {
    let mut found = std::collections::BTreeSet::new();
    for (index, clause) in analysis.clauses.iter().enumerate() {
        let lemma = analysis.chunks.groups[clause.group].lemma;
        let convicts = match lemma {
            "convict" | "sentence" => true,
            "jail" | "imprison" => locked_up,
            "plead" => !locked_up && reader.clause_cue(index) == Some(umbra_model::Standing::Tried),
            "find" => reader.clause_cue(index) == Some(umbra_model::Standing::Convicted),
            _ => false,
        };
        if !convicts || reader.of(index).silence.is_some() {
            continue;
        }
        let persons = clause.patients().iter().filter(|p| !referents.unsure[**p]);
        found.extend(persons.filter_map(|p| referents.of_phrase[*p]));
    }
    found
}

/// A word without the ending of its plural or past.
fn crime_base(word: &str) -> &str {
    word.strip_suffix("ed").or_else(|| word.strip_suffix('s')).filter(|base| base.len() > 3).unwrap_or(word)
}

/// Why a clause with a rule's verb does not trigger it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Misfit {
    Particle,
    About,
    Unless,
    With,
    Without,
    NotPassive,
    State,
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
        predications: &[Predication],
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
        let described = predications
            .iter()
            .filter(|p| p.clause.is_some() && p.phrase != p.bearer)
            .filter(|p| analysis.chunks.phrases[p.phrase].opening == crate::chunk::Opening::Indefinite)
            .map(|p| (p.phrase, p.bearer))
            .collect();
        let lexicon = analysis.lexicon;
        let mut crime: Vec<bool> = analysis
            .document
            .sentences
            .iter()
            .map(|s| {
                s.tokens.clone().any(|i| {
                    let word = analysis.document.lower(i);
                    lexicon.crime.contains(word) || lexicon.crime.contains(crime_base(word))
                })
            })
            .collect();
        for mention in &analysis.mentions {
            if mention.entity.is_some_and(|e| referents.entities[e].is_group()) {
                crime[analysis.document.sentence_of(mention.tokens.start)] = true;
            }
        }
        let is_power = |noun: usize| {
            matches!(lexicon.offices.get(analysis.document.lower(noun)), Some(crate::lexicon::Post::Power))
        };
        let officials =
            predications.iter().filter(|p| is_power(p.noun)).filter_map(|p| referents.of_phrase[p.bearer]).collect();
        let criminals = criminals(analysis, referents, reader, predications);
        let mut matcher = Self {
            analysis,
            referents,
            reader,
            rules,
            pronouns,
            described,
            crime,
            only_group,
            speaks_of_verdicts,
            officials,
            criminals,
            convicts: convicts(analysis, referents, reader, true),
            judged: convicts(analysis, referents, reader, false),
            relatives: std::collections::BTreeMap::new(),
        };
        matcher.relatives = matcher.relatives(predications);
        matcher
    }

    /// The smallest clause around a token.
    fn clause_at(&self, sentence: usize, token: usize) -> Option<usize> {
        let around = |c: &usize| self.analysis.clauses[*c].extent.contains(&token);
        self.analysis.clauses_of(sentence).filter(around).min_by_key(|c| self.analysis.clauses[*c].extent.len())
    }

    fn speaks_of_crime(&self, sentence: usize) -> bool {
        self.crime.get(sentence).copied().unwrap_or_default()
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
                if status.silence.is_some() && !self.is_term_to_serve(rule, clause) {
                    continue;
                }
                self.verb_rule(rule, index, status, &mut matches);
            }
        }
        for predication in predications {
            let noun = self.lower(predication.noun);
            let kin = &self.analysis.lexicon.kin;
            let shorter = |s: &&str| s.len() > 3 || kin.get(s).is_some();
            let single = noun.strip_suffix('s').filter(|s| shorter(s) && !noun.ends_with("ss")).unwrap_or(noun);
            // "his nephews Brandt and Pell".
            let is_kin = kin.get(noun).is_some() || kin.get(single).is_some();
            let others = self.rules.of_noun(single, false).filter(|_| single != noun);
            for rule in self.rules.of_noun(noun, is_kin).chain(others) {
                if !self.has_noun(rule, predication.noun, noun, single, is_kin) {
                    continue;
                }
                self.noun_rule(rule, predication, &mut matches);
            }
        }
        self.deeds(&mut matches);
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
            let pairs: std::collections::HashSet<_> = bribes.iter().map(|(_, payer, taker)| (*payer, *taker)).collect();
            matches.relations.retain(|r| {
                // What criminals pay to somebody whom they bribe is told again, not paid besides.
                let again = self.referents.entities[r.subject].is_group() && pairs.contains(&(r.subject, r.object));
                r.kind != "paid" || !again && !bribes.contains(&(r.clause, r.subject, r.object))
            });
        }
        // Who belongs to a gang by the same words is not merely linked to it.
        let belongs: std::collections::HashSet<(Option<usize>, usize, usize)> = matches
            .relations
            .iter()
            .filter(|r| r.schema == "Membership" && r.clause.is_some())
            .map(|r| (r.clause, r.subject, r.object))
            .collect();
        matches
            .relations
            .retain(|r| r.kind != "associated_with" || !belongs.contains(&(r.clause, r.subject, r.object)));
        // "testified that he was the leader": what somebody says of himself nobody else alleges.
        for tie in matches.relations.iter_mut().filter(|r| r.schema == "Membership" && r.cue_clause.is_none()) {
            let own = tie.attribution.last().is_some_and(|v| self.reader.notes[*v].entity == Some(tie.subject));
            if own && tie.standing == Some(umbra_model::Standing::Alleged) {
                tie.standing = Some(umbra_model::Standing::Reported);
            }
        }
        matches.events.sort_by_key(|e| (e.trigger.start, e.trigger.end));
        // "was remanded in custody": the verb and the state tell the same arrest.
        matches
            .events
            .dedup_by(|b, a| b.kind == a.kind && b.trigger == a.trigger && b.roles.first() == a.roles.first());
        self.one_verdict(&mut matches.events);
        own_verbs_first(&mut matches.events);
        let by_noun = self.deverbal(&matches.events);
        matches.events.extend(by_noun);
        let at_trials = self.trials(&matches.events);
        matches.events.extend(at_trials);
        let by_participle = self.attributive(&matches.events);
        matches.events.extend(by_participle);
        matches
    }

    /// "was found guilty and convicted of kidnapping": two verbs of one verdict, of which the first stands.
    fn one_verdict(&self, events: &mut Vec<Event>) {
        let found: std::collections::HashMap<(usize, usize), Vec<Range<usize>>> = events
            .iter()
            .filter(|e| e.kind == "conviction" && e.rule != "conviction.verb")
            .filter_map(|e| Some(((e.clause?, e.roles.first()?.1), e.content.clone())))
            .collect();
        events.retain(|e| {
            let parent = e.clause.and_then(|clause| self.analysis.clauses[clause].parent);
            let (Some(parent), Some((_, whom))) = (parent, e.roles.first()) else { return true };
            let again = || found.get(&(parent, *whom)).is_some_and(|c| *c == e.content || e.content.is_empty());
            e.rule != "conviction.verb" || !again()
        });
    }

    /// Whether the noun at a token, with the words before it, is a trigger of a rule.
    fn has_noun(&self, rule: &Rule, token: usize, noun: &str, single: &str, is_kin: bool) -> bool {
        let before = |back: usize| token.checked_sub(back).map(|i| self.lower(i).to_owned());
        Rules::has_noun(rule, noun, is_kin, before) || Rules::has_noun(rule, single, false, before)
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    fn triggers(&self, rule: &Rule, clause: &Clause) -> bool {
        self.misfit(rule, clause).is_none()
    }

    /// What a clause lacks to trigger a rule whose verb it has.
    fn misfit(&self, rule: &Rule, clause: &Clause) -> Option<Misfit> {
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
            return Some(Misfit::Particle);
        }
        let is_about = |c: &crate::attachment::Complement| {
            matches!(
                self.lower(c.preposition),
                "of" | "about" | "to" | "on" | "before" | "over" | "for" | "that" | "with" | "as" | "through" | "up"
            ) && c.phrases.iter().any(|p| {
                let named = |p: usize| {
                    let head = self.lower(self.analysis.chunks.phrases[p].head);
                    rule.about.iter().any(|noun| head == noun || head.strip_suffix('s') == Some(noun))
                };
                // "two counts of murder".
                let counted = || {
                    matches!(
                        self.lower(self.analysis.chunks.phrases[*p].head),
                        "count" | "counts" | "charge" | "charges"
                    ) && self.analysis.attached[*p]
                        .complements
                        .iter()
                        .any(|c| self.lower(c.preposition) == "of" && c.phrases.iter().any(|p| named(*p)))
                };
                named(*p) || counted()
            })
        };
        let hanging = || clause.patients().iter().flat_map(|p| self.analysis.attached[*p].complements.iter());
        if !rule.about.is_empty() && !clause.complements.iter().chain(hanging()).any(is_about) {
            return Some(Misfit::About);
        }
        if clause.complements.iter().any(|c| rule.unless.iter().any(|p| p == self.lower(c.preposition))) {
            return Some(Misfit::Unless);
        }
        let mut heads: Vec<&str> =
            clause.patients().iter().map(|p| self.lower(self.analysis.chunks.phrases[*p].head)).collect();
        // "was awarded a contract": the object that a passive verb keeps.
        if clause.passive {
            heads.extend(clause.objects.iter().map(|p| self.lower(self.analysis.chunks.phrases[*p].head)));
        }
        // "took millions of dollars in bribes", "paid $3,000 as a kickback": the measure stands before what it measures.
        let is_money = |head: &str| self.analysis.lexicon.currencies.get(head).is_some();
        if heads.iter().any(|head| is_measure(head) || is_money(head)) {
            let inner: Vec<usize> = clause
                .patients()
                .iter()
                .flat_map(|p| self.analysis.attached[*p].complements.iter())
                .flat_map(|c| c.phrases.iter().copied())
                .collect();
            // "a total of 58,000 yuan in bribes": a measure of a measure.
            let deeper =
                inner.iter().chain(clause.patients()).flat_map(|p| self.analysis.attached[*p].complements.iter());
            let inner = deeper;
            let measured =
                inner.chain(&clause.complements).filter(|c| matches!(self.lower(c.preposition), "in" | "as" | "of"));
            heads.extend(measured.flat_map(|c| &c.phrases).map(|p| self.lower(self.analysis.chunks.phrases[*p].head)));
        }
        let subjects: Vec<&str> =
            clause.subjects.iter().map(|p| self.lower(self.analysis.chunks.phrases[*p].head)).collect();
        // "a guilty plea", "a confiscation order": the noun with the word before it.
        let pairs = || {
            let phrases = clause.patients().iter().chain(if clause.passive { &clause.objects[..] } else { &[] });
            phrases.map(|p| &self.analysis.chunks.phrases[*p]).any(|np| {
                np.head > np.own.start
                    && self.lower(np.head - 1) != "not"
                    && rule.with.iter().any(|listed| {
                        listed.split_once(' ').is_some_and(|(first, second)| {
                            let head = self.lower(np.head);
                            first == self.lower(np.head - 1)
                                && (head == second || head.strip_suffix('s') == Some(second))
                        }) && (np.own.start..np.head).all(|i| self.lower(i) != "not")
                    })
            })
        };
        let among = |list: &[String], words: &[&str]| {
            words.iter().any(|word| {
                list.iter()
                    .any(|w| w == word || word.strip_suffix('s') == Some(w) || crate::chunk::singular(word) == **w)
            })
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
        if !rule.with.is_empty() && !among(&rule.with, heads_and_subjects) && !amount() && !pairs() {
            return Some(Misfit::With);
        }
        if among(&rule.without, &heads) {
            return Some(Misfit::Without);
        }
        if rule.passive && !clause.passive {
            return Some(Misfit::NotPassive);
        }
        let lacks_state =
            !rule.states.is_empty() && !self.states(clause).iter().any(|state| rule.states.contains(state));
        lacks_state.then_some(Misfit::State)
    }

    /// What follows the verb as a state: "guilty", "not guilty", "on trial".
    fn states(&self, clause: &Clause) -> Vec<String> {
        self.state_words(clause).into_iter().map(|(_, state)| state).collect()
    }

    /// The states that follow a verb, each with the token that says it.
    fn state_words(&self, clause: &Clause) -> Vec<(usize, String)> {
        let adjective = |at: &usize| {
            let word = self.lower(*at);
            let negated = *at > 0 && self.lower(*at - 1) == "not";
            (*at, if negated { format!("not {word}") } else { word.to_owned() })
        };
        let mut states: Vec<(usize, String)> = clause.adjectives.iter().map(adjective).collect();
        // "was ordered detained": what is ordered of him.
        let group = &self.analysis.chunks.groups[clause.group];
        if group.lemma == "order" && clause.passive {
            let next = self.analysis.document.lower_at(group.tokens.end).unwrap_or_default();
            states.push((group.tokens.end, next.to_owned()));
        }
        // "is pending": a state that looks like a noun.
        let bare = clause.objects.iter().map(|o| &self.analysis.chunks.phrases[*o]).filter(|np| np.tokens.len() == 1);
        states.extend(bare.map(|np| (np.head, self.lower(np.head).to_owned())));
        for complement in &clause.complements {
            for phrase in &complement.phrases {
                let np = &self.analysis.chunks.phrases[*phrase];
                let words = self.analysis.document.words(&(complement.preposition..np.head + 1)).to_lowercase();
                states.push((np.head, words));
                states.push((np.head, format!("{} {}", self.lower(complement.preposition), self.lower(np.head))));
                // "appeared in court on charges of".
                if self.lower(np.head) == "court" {
                    for inner in &self.analysis.attached[*phrase].complements {
                        let heads = inner.phrases.iter().map(|p| self.analysis.chunks.phrases[*p].head);
                        let preposition = self.lower(inner.preposition);
                        states.extend(heads.map(|head| (head, format!("{preposition} {}", self.lower(head)))));
                    }
                }
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

/// "Brandt was jailed for ten years and Pell got six": Pell's own verb tells it, no verb is left out. The events come in
/// the order of their triggers.
fn own_verbs_first(events: &mut Vec<Event>) {
    let told: Vec<(String, Option<usize>, Range<usize>)> =
        events.iter().map(|e| (e.kind.clone(), e.roles.first().map(|r| r.1), e.trigger.clone())).collect();
    events.retain(|e| {
        let whom = e.roles.first().map(|r| r.1);
        let from = told.partition_point(|(.., trigger)| trigger.start < e.trigger.start);
        let mut within = told[from..].iter().take_while(|(.., trigger)| trigger.start < e.trigger.end);
        !within.any(|(kind, other, trigger)| {
            *kind == e.kind && *other == whom && *trigger != e.trigger && trigger.end <= e.trigger.end
        })
    });
}
