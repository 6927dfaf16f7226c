//! Why a rule fired on a sentence or did not.

use super::{Matcher, Misfit};
use crate::clause::{Clause, Link};
use crate::extraction::{ClauseReading, Outcome, RuleAttempt, SentenceReading};
use crate::predication::Predication;
use crate::rule::{Needs, Rule, Slot};
use crate::status::{Silence, Status};

impl Matcher<'_, '_> {
    /// How each sentence was understood: its clauses and, for each rule whose word it holds, what came of it.
    pub fn readings(&self, predications: &[Predication]) -> Vec<SentenceReading> {
        let document = &self.analysis.document;
        (0..document.sentences.len())
            .map(|sentence| {
                let clauses = self.analysis.clauses_of(sentence).map(|index| self.clause_reading(index)).collect();
                let said = predications.iter().filter(|p| p.sentence == sentence);
                SentenceReading {
                    range: document.bytes(&document.sentences[sentence].tokens),
                    clauses,
                    nouns: said.flat_map(|p| self.noun_attempts(p)).collect(),
                }
            })
            .collect()
    }

    fn words_of(&self, phrases: &[usize]) -> Vec<String> {
        phrases.iter().map(|phrase| self.phrase_words(*phrase)).collect()
    }

    /// The words of a phrase and whom they were taken to mean, where that is somebody else's name.
    fn phrase_words(&self, phrase: usize) -> String {
        let np = &self.analysis.chunks.phrases[phrase];
        let words = self.analysis.document.words(&np.tokens).split_whitespace().collect::<Vec<_>>().join(" ");
        match self.referent(phrase).map(|entity| self.referents.entities[entity].label()) {
            Some(label) if !words.contains(label) => format!("{words} (= {label})"),
            _ => words,
        }
    }

    fn clause_reading(&self, index: usize) -> ClauseReading {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let group = &analysis.chunks.groups[clause.group];
        let status = self.reader.of(index);
        let attempts = self.rules.of_verb(group.lemma).map(|rule| RuleAttempt {
            rule: rule.id.clone(),
            word: group.lemma.to_owned(),
            outcome: self.verb_outcome(rule, index, &status),
        });
        ClauseReading {
            verb: analysis.document.bytes(&group.tokens),
            lemma: group.lemma.to_owned(),
            is_passive: clause.passive,
            link: link_words(clause.link).to_owned(),
            agents: self.words_of(&clause.agents(|i| self.lower(i))),
            patients: self.words_of(clause.patients()),
            receivers: self.words_of(&clause.receivers),
            complements: clause
                .complements
                .iter()
                .map(|c| (self.lower(c.preposition).to_owned(), self.words_of(&c.phrases)))
                .collect(),
            silence: status.silence.map(|silence| silence_words(silence).to_owned()),
            cue: status.cue,
            attempts: attempts.collect(),
        }
    }

    fn verb_outcome(&self, rule: &Rule, index: usize, status: &Status) -> Outcome {
        let clause = &self.analysis.clauses[index];
        if let Some(misfit) = self.misfit(rule, clause) {
            return Outcome::Missed(self.misfit_words(rule, misfit));
        }
        if let Some(silence) = status.silence.filter(|_| !self.is_term_to_serve(rule, clause)) {
            return Outcome::Missed(format!("the clause states nothing: it is {}", silence_words(silence)));
        }
        if !self.meets_needs(rule, clause, status) {
            return Outcome::Missed(format!("it needs {}", needs_words(rule.needs)));
        }
        for (property, slot) in &rule.roles {
            if !slot.optional && self.in_clause(slot, clause).is_empty() {
                return Outcome::Missed(self.role_words(property, slot, clause));
            }
        }
        self.ends_outcome(rule, |slot| self.in_clause(slot, clause))
    }

    /// The last hurdle: two ends that are one, or a pronoun that may mean somebody else.
    fn ends_outcome(&self, rule: &Rule, fills: impl Fn(&Slot) -> Vec<super::Fill>) -> Outcome {
        let of = |name: &str| rule.roles.get(name).map(&fills).unwrap_or_default();
        let main = if rule.roles.contains_key("defendant") { "defendant" } else { rule.subject.as_str() };
        let (subjects, objects) = (of(main), of(&rule.object));
        let unsure = subjects.iter().chain(&objects).all(|fill| fill.unsure);
        if unsure && !subjects.is_empty() {
            return Outcome::Missed("the pronoun may mean somebody else, and nobody is accused on a guess".to_owned());
        }
        let same = subjects.iter().all(|s| objects.iter().all(|o| s.entity == o.entity));
        if same && !objects.is_empty() {
            return Outcome::Missed("both ends are the same".to_owned());
        }
        Outcome::Made
    }

    fn misfit_words(&self, rule: &Rule, misfit: Misfit) -> String {
        let list = |words: &[String]| words.join(", ");
        match misfit {
            Misfit::Particle => format!("the verb has another particle or none: {}", list(&rule.verbs)),
            Misfit::About => format!("nothing after \"of\" or \"about\" is one of: {}", list(&rule.about)),
            Misfit::Unless => format!("a preposition follows that rules it out: {}", list(&rule.unless)),
            Misfit::With => format!("what is acted on is none of: {}", list(&rule.with)),
            Misfit::Without => format!("what is acted on is one of: {}", list(&rule.without)),
            Misfit::NotPassive => "the verb is not in the passive".to_owned(),
            Misfit::State => format!("none of these states follows: {}", list(&rule.states)),
        }
    }

    fn role_words(&self, property: &str, slot: &Slot, clause: &Clause) -> String {
        let any = Slot { types: vec!["any".to_owned()], ..slot.clone() };
        let found: Vec<String> = self
            .in_clause(&any, clause)
            .iter()
            .map(|fill| {
                let entity = &self.referents.entities[fill.entity];
                format!("{} is {}", entity.label(), entity_words(entity))
            })
            .collect();
        let wanted = format!("{property} ({} at {})", slot.types.join(" or "), slot.from.join(", "));
        if found.is_empty() {
            format!("nobody fills the role {wanted}")
        } else {
            format!("nobody fills the role {wanted}: {}", found.join("; "))
        }
    }

    fn noun_attempts(&self, predication: &Predication) -> Vec<RuleAttempt> {
        let noun = self.lower(predication.noun);
        let single = noun.strip_suffix('s').filter(|s| s.len() > 3 && !noun.ends_with("ss")).unwrap_or(noun);
        let is_kin = self.analysis.lexicon.kin.get(noun).is_some();
        let rules =
            self.rules.of_noun(noun, is_kin).chain(self.rules.of_noun(single, false).filter(|_| single != noun));
        rules
            .filter(|rule| self.has_noun(rule, predication.noun, noun, single, is_kin))
            .map(|rule| {
                let empty =
                    rule.roles.iter().find(|(_, slot)| !slot.optional && self.said_of(slot, predication).is_empty());
                let status = predication.clause.map(|clause| self.reader.of(clause));
                let outcome = match (empty, status.and_then(|s| s.silence)) {
                    (_, Some(silence)) => {
                        Outcome::Missed(format!("the clause states nothing: it is {}", silence_words(silence)))
                    }
                    (Some((property, slot)), _) => Outcome::Missed(format!(
                        "nobody fills the role {property} ({} at {})",
                        slot.types.join(" or "),
                        slot.from.join(", ")
                    )),
                    _ => self.ends_outcome(rule, |slot| self.said_of(slot, predication)),
                };
                RuleAttempt { rule: rule.id.clone(), word: noun.to_owned(), outcome }
            })
            .collect()
    }
}

fn entity_words(entity: &crate::entity::Entity) -> String {
    use crate::mention::MentionKind;
    match entity.kind {
        MentionKind::Person => "a person".to_owned(),
        MentionKind::Place => "a place".to_owned(),
        MentionKind::Campaign => "a campaign".to_owned(),
        MentionKind::Document => "a document".to_owned(),
        MentionKind::Group => "a group of people".to_owned(),
        MentionKind::Organisation => format!("an organisation ({})", format!("{:?}", entity.sort).to_lowercase()),
    }
}

pub(super) fn silence_words(silence: Silence) -> &'static str {
    match silence {
        Silence::Negated => "negated",
        Silence::Possible => "possible, future, wished for or not said to have come about",
        Silence::Condition => "a condition",
        Silence::Question => "a question",
        Silence::Order => "an order or a request",
        Silence::Purpose => "a purpose",
        Silence::Hearsay => "hearsay",
    }
}

fn needs_words(needs: Option<Needs>) -> &'static str {
    match needs {
        None => "nothing more",
        Some(Needs::Term) => "a length of time that is a penalty",
        Some(Needs::Money) => "an amount of money",
        Some(Needs::Cue) => "words that accuse",
        Some(Needs::Bribery) => "words that accuse, and talk of bribes close by",
        Some(Needs::Crime) => "a criminal group or a word of crime in the sentence",
        Some(Needs::Court) => "a court, a jury or a sentence close by",
        Some(Needs::Verdict) => "an appeal against a conviction",
        Some(Needs::Favour) => "a favour that officials sell, as what is paid for",
    }
}

fn link_words(link: Link) -> &'static str {
    match link {
        Link::Root => "main clause",
        Link::Content => "what somebody says",
        Link::NounContent(_) => "the content of a noun",
        Link::Relative(_) => "relative clause",
        Link::Preposition(_) => "gerund after a preposition",
        Link::NounPreposition(..) => "gerund after a noun",
        Link::Infinitive => "infinitive",
        Link::Purpose => "purpose",
        Link::Object => "gerund as object",
        Link::Adverbial => "participle",
        Link::Subordinate(_) => "subordinate clause",
        Link::Condition => "condition",
        Link::Coordinate => "joined clause",
    }
}
