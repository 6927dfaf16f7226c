//! Rules: what words make which tie or event, as data.
//!
//! A rule names its trigger (verbs by their base form, with a particle if they need one; nouns; the object nouns that a
//! light verb needs), its roles (where in the clause each is found and what may fill it), and the schema and
//! properties that it fills. How a clause is built (active, passive, relative, gerund, apposition) is no part of a rule:
//! the clause has sorted that out. Nor is the standing: it comes from the cues of the clause.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use umbra_model::Validity;

use crate::error::RuleError;
use crate::extraction::Relation;

/// One rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, unique: "shelter.verb".
    pub id: String,
    /// What it makes: a tie between two, or an event.
    pub makes: Makes,
    /// The type of the tie or event: "shelters", "conviction".
    #[serde(rename = "type")]
    pub kind: String,
    /// The schema that it fills.
    pub schema: String,
    /// Whether it accuses: only then the statements carry a standing.
    #[serde(default)]
    pub accuses: bool,
    /// The role that is the tie's subject.
    #[serde(default)]
    pub subject: String,
    /// The role that is the tie's object.
    #[serde(default)]
    pub object: String,
    /// Verbs that trigger it.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns that trigger it where they are said of somebody, with the words before them if those belong to it
    /// ("right-hand man"); `@kin` stands for the words of kinship.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Nouns for what is done, which trigger it wherever their roles hang on them: "ownership", "payment".
    #[serde(default)]
    pub deeds: Vec<String>,
    /// Nouns of which the verb's object (in the passive its subject) must be one.
    #[serde(default)]
    pub with: Vec<String>,
    /// Nouns of which the verb's object must be none.
    #[serde(default)]
    pub without: Vec<String>,
    /// States of which one must follow the verb: "guilty", "not guilty", "on trial". With them `with` speaks of the subject.
    #[serde(default)]
    pub states: Vec<String>,
    /// Nouns of which one must be what it is about: "told him of the search".
    #[serde(default)]
    pub about: Vec<String>,
    /// Prepositions that must not follow: "appealed for calm" is no appeal.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Whether the verb must be in the passive.
    #[serde(default)]
    pub passive: bool,
    /// The roles, by the property that they fill.
    pub roles: BTreeMap<String, Slot>,
    /// Properties with fixed values; `@noun`, `@verb` and `@object` stand for words of the text.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// For proceedings: how far it has got.
    #[serde(default)]
    pub stage: Option<String>,
    /// For proceedings: prepositions that introduce the charge.
    #[serde(default)]
    pub charge: Vec<String>,
    /// What else must stand in the clause: `term` a length of time, `money` an amount, `cue` a word that accuses.
    #[serde(default)]
    pub needs: Option<Needs>,
    /// Words, in their base form, that are too loose to make a fact and strong enough to propose one: beside two whom the
    /// roles fit they make a candidate, which a person judges.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Texts with what must come out.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Texts in which the rule must not fire.
    #[serde(default)]
    pub counter: Vec<String>,
}

/// What a rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Makes {
    /// A tie between two entities.
    Tie,
    /// An event or proceeding.
    Event,
}

/// What a clause must hold besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// A length of time, as a prison term is put.
    Term,
    /// An amount of money.
    Money,
    /// A cue of standing: without one the words mean nothing bad.
    Cue,
    /// A cue of standing or an indictment as the voice, and talk of bribery close by: money alone is no bribe.
    Bribery,
    /// A criminal group or a word of crime in the sentence: only there it matters who met whom.
    Crime,
    /// A sentence that speaks of a court, a sentence or a jury, or one beside it: only there an admission is a plea.
    Court,
    /// A document about crime: only there a judgment that somebody appeals against is a conviction.
    Verdict,
    /// A favour that officials sell, as what is paid for: "for tip-offs", "to look the other way".
    Favour,
}

/// Where a role is found and what may fill it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Places, the first that is filled counts: `agent`, `patient`, `subject`, `receiver`, `bearer`, `owner`,
    /// `modifier`, a preposition, or one of `object.`, `subject.` or a noun, and a preposition or `owner` that hangs on it.
    pub from: Vec<String>,
    /// What may fill it: `person`, `group`, `criminal` (a group, or somebody called a trafficker or the like), `outlaw`
    /// (of these a person), `convict` (these and whoever was convicted), `official`, `layman`, `company`, `body`, `organisation`, `media`, `party`, `campaign`, `place`, `any`.
    pub types: Vec<String>,
    /// Whether the rule fires without it.
    #[serde(default)]
    pub optional: bool,
}

/// A text and what must come out of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Lines of the form "Ma Aijun shelters the gang (convicted)", all that the rule must make and nothing else.
    pub expect: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

impl Rule {
    /// A tie of two that this rule makes, before anything is said of where and how it stands.
    pub(crate) fn relation(&self, subject: usize, object: usize) -> Relation {
        Relation {
            kind: self.kind.clone(),
            schema: self.schema.clone(),
            subject,
            object,
            ends: (self.subject.clone(), self.object.clone()),
            trigger: 0..0,
            evidence: 0..0,
            standing: None,
            attribution: Vec::new(),
            properties: Vec::new(),
            validity: Validity::default(),
            is_past: false,
            rule: self.id.clone(),
            cue_clause: None,
            clause: None,
        }
    }
}

/// All rules, found by their triggers.
#[derive(Debug, Default, Clone)]
pub struct Rules {
    rules: Vec<Rule>,
    /// How many of them, the first, come with the crate.
    of_crate: usize,
    /// For each rule the file that it comes from.
    files: Vec<usize>,
    /// Names and texts of the files.
    texts: Vec<(String, String)>,
    by_verb: HashMap<String, Vec<usize>>,
    by_noun: HashMap<String, Vec<usize>>,
    by_deed: HashMap<String, Vec<usize>>,
    by_hint: HashMap<String, Vec<usize>>,
}

/// The rule files of this crate, by name.
const ENGLISH: [(&str, &str); 6] = [
    ("protection.toml", include_str!("../rules/protection.toml")),
    ("membership.toml", include_str!("../rules/membership.toml")),
    ("business.toml", include_str!("../rules/business.toml")),
    ("family.toml", include_str!("../rules/family.toml")),
    ("money.toml", include_str!("../rules/money.toml")),
    ("proceedings.toml", include_str!("../rules/proceedings.toml")),
];

impl Rules {
    /// The rules for English that come with the crate.
    ///
    /// # Errors
    /// [`RuleError`] when a file is broken, which the crate's tests exclude.
    pub fn english() -> Result<Self, RuleError> {
        let mut rules = Self::default();
        for (name, text) in ENGLISH {
            rules.add(name, text)?;
        }
        rules.of_crate = rules.rules.len();
        Ok(rules)
    }

    /// Adds the rules of one file.
    ///
    /// # Errors
    /// [`RuleError`] when the file is no TOML of this form, a rule's name is taken, its schema or a property is
    /// unknown, or it has no trigger.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), RuleError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let (line, column) = place(text, error.span().map_or(0, |span| span.start));
            RuleError::Syntax { file: name.to_owned(), line, column, error: Box::new(error) }
        })?;
        self.texts.push((name.to_owned(), text.to_owned()));
        for rule in file.rule {
            self.check_form(name, text, &rule)?;
            let at = self.rules.len();
            for verb in &rule.verbs {
                let lemma = verb.split(' ').next().unwrap_or_default();
                let rules = self.by_verb.entry(lemma.to_owned()).or_default();
                if rules.last() != Some(&at) {
                    rules.push(at);
                }
            }
            for noun in &rule.nouns {
                let last = noun.rsplit(' ').next().unwrap_or_default();
                let rules = self.by_noun.entry(last.to_owned()).or_default();
                if rules.last() != Some(&at) {
                    rules.push(at);
                }
            }
            for deed in &rule.deeds {
                self.by_deed.entry(deed.clone()).or_default().push(at);
            }
            for hint in &rule.hints {
                let rules = self.by_hint.entry(hint.clone()).or_default();
                if rules.last() != Some(&at) {
                    rules.push(at);
                }
            }
            self.rules.push(rule);
            self.files.push(self.texts.len() - 1);
        }
        Ok(())
    }

    fn knows_verb(verb: &str) -> bool {
        crate::lexicon::Lexicon::english().verbs.participle(verb).is_some()
    }

    fn check_form(&self, file: &str, text: &str, rule: &Rule) -> Result<(), RuleError> {
        let wrong = |why: String| {
            let (line, column) = place_of(text, &rule.id);
            RuleError::Rule { file: file.to_owned(), line, column, rule: rule.id.clone(), why }
        };
        if self.rules.iter().any(|known| known.id == rule.id) {
            return Err(wrong("its name is taken by another rule".to_owned()));
        }
        if rule.verbs.is_empty() && rule.nouns.is_empty() && rule.deeds.is_empty() {
            return Err(wrong("it has neither verbs nor nouns as its trigger".to_owned()));
        }
        let known = |verb: &str| matches!(verb, "be" | "have" | "do") || Self::knows_verb(verb);
        if let Some(verb) = rule.verbs.iter().find(|v| !known(v.split(' ').next().unwrap_or_default())) {
            return Err(wrong(format!("{verb:?} begins with no verb that the grammar knows in its base form")));
        }
        let schema = umbra_model::Schema::get(&rule.schema)
            .ok_or_else(|| wrong(format!("there is no schema {:?}", rule.schema)))?;
        let properties = rule.roles.keys().chain(rule.set.keys());
        for property in properties {
            if schema.property(property).is_none() {
                return Err(wrong(format!("the schema {} has no property {property:?}", rule.schema)));
            }
        }
        if rule.makes == Makes::Tie
            && !(rule.roles.contains_key(&rule.subject) && rule.roles.contains_key(&rule.object))
        {
            return Err(wrong("a tie needs a subject and an object among its roles".to_owned()));
        }
        if let Some(stage) = &rule.stage
            && stage.parse::<umbra_model::Standing>().is_err()
        {
            return Err(wrong(format!("{stage:?} is no stage")));
        }
        Ok(())
    }

    /// Whether a rule is one of the crate's own.
    pub(crate) fn comes_with_the_crate(&self, id: &str) -> bool {
        self.rules[..self.of_crate].iter().any(|rule| rule.id == id)
    }

    /// All rules, in the order of their files.
    pub fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// The file that a rule comes from, and the place in it of some of its words: its name, or one of its examples.
    pub(crate) fn place_of(&self, rule: usize, words: &str) -> (String, usize, usize) {
        let Some((name, text)) = self.files.get(rule).and_then(|file| self.texts.get(*file)) else {
            return (String::new(), 1, 1);
        };
        let (line, column) = place_of(text, words);
        (name.clone(), line, column)
    }

    /// The rules that a verb can trigger.
    pub(crate) fn of_verb(&self, lemma: &str) -> impl Iterator<Item = &Rule> {
        self.by_verb.get(lemma).into_iter().flatten().map(|at| &self.rules[*at])
    }

    /// Whether a rule has a noun among its triggers, the words before it included.
    pub(crate) fn has_noun(rule: &Rule, noun: &str, is_kin: bool, before: impl Fn(usize) -> Option<String>) -> bool {
        rule.nouns.iter().any(|listed| {
            let mut words = listed.rsplit(' ');
            is_kin && listed == "@kin"
                || words.next() == Some(noun)
                    && words.enumerate().all(|(i, word)| before(i + 1).is_some_and(|b| b == word))
        })
    }

    /// The rules that a word only hints at.
    pub(crate) fn of_hint(&self, word: &str) -> impl Iterator<Item = &Rule> {
        self.by_hint.get(word).into_iter().flatten().map(|at| &self.rules[*at])
    }

    /// The rules that a noun for a deed triggers.
    pub(crate) fn of_deed(&self, noun: &str) -> impl Iterator<Item = &Rule> {
        self.by_deed.get(noun).into_iter().flatten().map(|at| &self.rules[*at])
    }

    /// The rules that a noun can trigger.
    pub(crate) fn of_noun(&self, noun: &str, is_kin: bool) -> impl Iterator<Item = &Rule> {
        let kin = is_kin.then(|| self.by_noun.get("@kin")).flatten();
        self.by_noun.get(noun).into_iter().chain(kin).flatten().map(|at| &self.rules[*at])
    }
}

/// Line and column of a byte, both counted from 1, the column in characters.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte.min(text.len())).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The place where quoted words first stand.
fn place_of(text: &str, words: &str) -> (usize, usize) {
    let at = text.find(&format!("{words:?}")).or_else(|| text.find(words));
    place(text, at.unwrap_or_default())
}
