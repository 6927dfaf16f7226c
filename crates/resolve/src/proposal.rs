//! What came out of comparing two records.

use serde::Serialize;
use smallvec::SmallVec;
use umbra_model::EntityId;

/// Whether two records mean one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// They mean one.
    Same,
    /// They may; somebody has to look.
    Unsure,
    /// They mean two: something that one entity has only once differs.
    Different,
}

/// One reason for or against.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What was compared, such as "name" or "birth date".
    pub name: &'static str,
    /// The natural logarithm of how many times likelier what was found is if the records mean one entity than if they
    /// mean two. Above zero speaks for one, below for two.
    pub weight: f64,
    /// What was found, in words.
    pub why: String,
    /// Whether it alone excludes that they mean one.
    pub excludes: bool,
}

/// Parts while they are gathered. Where only their sum is wanted, nothing is put into words.
#[derive(Debug)]
pub(crate) struct Parts {
    pub list: SmallVec<[Part; 8]>,
    /// Whether the reasons are wanted.
    pub explains: bool,
}

impl Parts {
    pub(crate) fn new(explains: bool) -> Self {
        Self { list: SmallVec::new(), explains }
    }

    fn push(&mut self, name: &'static str, weight: f64, why: impl FnOnce() -> String, excludes: bool) {
        let why = if self.explains { why() } else { String::new() };
        self.list.push(Part { name, weight, why, excludes });
    }

    pub(crate) fn add(&mut self, name: &'static str, weight: f64, why: impl FnOnce() -> String) {
        self.push(name, weight, why, false);
    }

    pub(crate) fn exclude(&mut self, name: &'static str, weight: f64, why: impl FnOnce() -> String) {
        self.push(name, weight, why, true);
    }

    pub(crate) fn weight(&self) -> f64 {
        self.list.iter().map(|part| part.weight).sum()
    }

    pub(crate) fn excludes(&self) -> bool {
        self.list.iter().any(|part| part.excludes)
    }

    pub(crate) fn holds(&self, name: &str) -> bool {
        self.list.iter().any(|part| part.name == name && part.weight > 0.0)
    }
}

/// A judgement on a pair of records, with all that led to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// The lesser id.
    pub left: EntityId,
    /// The greater id.
    pub right: EntityId,
    /// What the first is called.
    pub left_caption: String,
    /// What the second is called.
    pub right_caption: String,
    /// From 0 to 1: the logistic function of the sum of the parts' weights. A ranking, and a probability only as far as
    /// the weights are calibrated.
    pub score: f64,
    /// The reasons, the first being what is to be overcome: that two records picked at random rarely mean one entity.
    pub parts: Vec<Part>,
    /// The judgement.
    pub verdict: Verdict,
}

impl Proposal {
    /// The sum of the parts' weights.
    pub fn weight(&self) -> f64 {
        self.parts.iter().map(|part| part.weight).sum()
    }

    /// The reasons for people, the weightiest first, without weights: what speaks for one beside the name, then what
    /// speaks against it.
    pub fn in_words(&self) -> String {
        let mut parts: Vec<&Part> = self.parts.iter().filter(|part| part.name != "chance").collect();
        parts.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        let list = |wanted: &dyn Fn(&Part) -> bool| -> Vec<&str> {
            parts.iter().filter(|part| wanted(part)).map(|part| part.why.as_str()).collect()
        };
        let mut words = list(&|part| part.weight > 0.0 && part.name != "name").join("; ");
        if words.is_empty() {
            words.push_str("nothing but the name speaks for it");
        }
        let against = list(&|part| part.weight < 0.0);
        if !against.is_empty() {
            words += &format!("; against it: {}", against.join("; "));
        }
        words
    }

    /// The reasons in one line, for a decision's "why".
    pub fn why(&self) -> String {
        let parts = self.parts.iter().map(|part| format!("{}: {} ({:+.1})", part.name, part.why, part.weight));
        parts.collect::<Vec<_>>().join("; ")
    }
}

/// The share that a sum of log odds stands for.
pub(crate) fn logistic(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp())
}
