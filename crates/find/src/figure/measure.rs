//! Whether two figures measure the same.

use std::collections::BTreeSet;

use umbra_model::EntityId;

use super::{Figure, FigureKind};
use crate::vocabulary;

/// What a figure measures, in a form that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    kind: FigureKind,
    /// The class of what is counted, or its words.
    pub(super) unit: String,
    /// The units that it may be under another name.
    family: Option<&'static str>,
    /// The class of what happened to them, or its words.
    pub(super) predicate: Option<String>,
    /// Whether the event is one of the word list, so that it is known to be another than the rest of the list.
    is_predicate_known: bool,
    currency: Option<String>,
    about: Option<EntityId>,
    /// What of the measure's words is neither: "in the search of the yard". Figures that differ here may measure
    /// different things.
    rest: BTreeSet<String>,
}

/// How two measures stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The same.
    Same,
    /// The same event under another name for what is counted.
    AnotherName,
    /// The same unit at another stage: filed and charged.
    AnotherStage,
    /// Nothing to do with each other.
    Different,
}

impl Measure {
    pub(super) fn of(figure: &Figure) -> Self {
        let is_percent = figure.unit.as_deref().is_none_or(is_percent);
        let unit_words = figure.unit.as_deref().filter(|_| !is_percent).unwrap_or(&figure.measure);
        let predicate_words = figure.predicate.as_deref().or(figure.stage.as_deref());
        let class = |words: &str| vocabulary::units().longest(words);
        let event = |words: &str| vocabulary::predicates().longest(words);
        // A unit that says less than the measure ("cases" of "criminal cases filed") is read off the measure.
        let unit_class = match (class(&figure.measure), class(unit_words)) {
            (Some(told), Some(unit)) if told != unit && is_family(told, unit) && told.contains(unit) => Some(told),
            (told, unit) => unit.or(told),
        };
        let predicate_class = predicate_words.and_then(event).or_else(|| event(&figure.measure));
        let unit = match (figure.kind, unit_class) {
            (FigureKind::Amount, _) | (_, None) => content(&figure.measure).into_iter().collect::<Vec<_>>().join(" "),
            (_, Some(class)) => class.to_owned(),
        };
        let is_predicate_known = predicate_class.is_some();
        let predicate = predicate_class.map(str::to_owned).or_else(|| predicate_words.map(str::to_lowercase));
        Self {
            kind: match figure.kind {
                FigureKind::Range => FigureKind::Count,
                kind => kind,
            },
            family: unit_class.and_then(|class| vocabulary::unit_families().longest(class)),
            unit,
            predicate,
            is_predicate_known,
            currency: figure.currency.as_deref().map(str::to_lowercase),
            about: figure.about.clone(),
            rest: rest(figure, unit_words),
        }
    }

    /// What is counted, whether as a number or as a change of it.
    pub(super) fn counts_what(&self, other: &Self) -> bool {
        self.unit == other.unit && self.is_like_predicate(other) && self.is_about_same(other)
    }

    pub(super) fn likeness(&self, other: &Self) -> Likeness {
        let is_comparable = self.kind == other.kind && self.currency == other.currency && self.is_about_same(other);
        let is_share_of_same = self.kind != FigureKind::Share || (self.unit == other.unit && self.rest == other.rest);
        if !is_comparable || !is_share_of_same {
            return Likeness::Different;
        }
        match (self.unit == other.unit, self.is_like_predicate(other)) {
            (true, true) => Likeness::Same,
            (false, true) if self.is_of_family(other) && self.predicate.is_some() => Likeness::AnotherName,
            (true, false) if self.is_predicate_known && other.is_predicate_known => Likeness::AnotherStage,
            _ => Likeness::Different,
        }
    }

    /// Words of the one measure that the other lacks and that are neither unit nor event: "in the search of the yard".
    pub(super) fn differing_words(&self, other: &Self) -> Vec<String> {
        self.rest.symmetric_difference(&other.rest).cloned().collect()
    }

    fn is_of_family(&self, other: &Self) -> bool {
        self.family.is_some() && self.family == other.family
    }

    /// Equal, or untold on both sides. What only one side tells may not hold of the other.
    fn is_like_predicate(&self, other: &Self) -> bool {
        self.predicate == other.predicate
    }

    fn is_about_same(&self, other: &Self) -> bool {
        self.about.is_none() || other.about.is_none() || self.about == other.about
    }
}

fn is_percent(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    ["percent", "per cent", "%", "percentage points", "points"].contains(&unit.trim())
}

fn is_family(one: &str, other: &str) -> bool {
    let family = |class: &str| vocabulary::unit_families().longest(class);
    family(one).is_some() && family(one) == family(other)
}

const FUNCTION_WORDS: [&str; 21] = [
    "the", "a", "an", "of", "in", "at", "on", "by", "for", "to", "and", "were", "was", "number", "total", "all", "who",
    "that", "from", "with", "between",
];

/// The words of a measure that carry its sense, plural endings taken off.
fn content(words: &str) -> BTreeSet<String> {
    let lower = words.to_lowercase();
    let all =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !FUNCTION_WORDS.contains(word));
    all.map(|word| word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word).to_owned()).collect()
}

fn rest(figure: &Figure, unit: &str) -> BTreeSet<String> {
    let known: BTreeSet<String> =
        content(unit).union(&content(figure.predicate.as_deref().unwrap_or_default())).cloned().collect();
    let is_event = |word: &String| !vocabulary::predicates().classes(word).is_empty();
    content(&figure.measure).into_iter().filter(|word| !known.contains(word) && !is_event(word)).collect()
}
