//! Verbs and nouns that hand over somebody's words.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    say: Vec<String>,
    order: Vec<String>,
    statement: Vec<String>,
    mind: Vec<String>,
    own: Vec<String>,
    portray: Vec<String>,
    documents: Vec<String>,
    voices: Vec<String>,
    claims: Vec<String>,
    accuse: Vec<Accuse>,
}

/// Verbs that put an accusation or a decision after a preposition: "convicted of", "charged with".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accuse {
    prepositions: Vec<String>,
    verbs: Vec<String>,
}

/// The lists of `data/reporting.toml`.
#[derive(Debug)]
pub(crate) struct Reporting {
    say: HashSet<String>,
    order: HashSet<String>,
    statement: HashSet<String>,
    mind: HashSet<String>,
    own: HashSet<String>,
    portray: HashSet<String>,
    documents: HashSet<String>,
    voices: HashSet<String>,
    claims: HashSet<String>,
    accuse: Vec<(HashSet<String>, HashSet<String>)>,
}

static ENGLISH: LazyLock<Reporting> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../data/reporting.toml")).expect("the crate's own data file, read by its tests");
    let set = |list: Vec<String>| list.into_iter().collect::<HashSet<_>>();
    Reporting {
        say: set(file.say),
        order: set(file.order),
        statement: set(file.statement),
        mind: set(file.mind),
        own: set(file.own),
        portray: set(file.portray),
        documents: set(file.documents),
        voices: set(file.voices),
        claims: set(file.claims),
        accuse: file.accuse.into_iter().map(|entry| (set(entry.prepositions), set(entry.verbs))).collect(),
    }
});

impl Reporting {
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// Verbs of speech.
    pub fn says(&self, lemma: &str) -> bool {
        self.say.contains(lemma) || self.own.contains(lemma)
    }

    /// Verbs of ordering and calling.
    pub fn orders(&self, lemma: &str) -> bool {
        self.order.contains(lemma)
    }

    /// Orders that are calls rather than commands.
    pub fn is_call(&self, lemma: &str) -> bool {
        self.statement.contains(lemma)
    }

    /// Verbs of thinking.
    pub fn thinks(&self, lemma: &str) -> bool {
        self.mind.contains(lemma)
    }

    /// Verbs by which somebody speaks of their own deeds.
    pub fn owns_up(&self, lemma: &str) -> bool {
        self.own.contains(lemma)
    }

    /// Verbs that say with "as" what somebody is: "identified him as the banker".
    pub fn portrays(&self, lemma: &str) -> bool {
        self.portray.contains(lemma)
    }

    /// Verbs after which a clause tells what is said or thought.
    pub fn takes_content(&self, lemma: &str) -> bool {
        self.says(lemma) || self.thinks(lemma) || self.orders(lemma)
    }

    /// Nouns that a clause fills: "claims that".
    pub fn is_claim(&self, noun: &str) -> bool {
        self.claims.contains(noun.strip_suffix('s').unwrap_or(noun)) || self.claims.contains(noun)
    }

    /// Writings that speak.
    pub fn is_document(&self, noun: &str) -> bool {
        self.documents.contains(noun)
    }

    /// People and bodies that speak without a name.
    pub fn is_voice(&self, noun: &str) -> bool {
        self.voices.contains(noun)
    }

    /// Whether a verb puts what somebody is accused of after a preposition.
    pub fn takes_of(&self, lemma: &str, preposition: &str) -> bool {
        self.accuse.iter().any(|(prepositions, verbs)| prepositions.contains(preposition) && verbs.contains(lemma))
    }
}
