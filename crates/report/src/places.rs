//! Where in the page each cited place of a source stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use umbra_find::{Fact, Facts, StatementId};
use umbra_model::{Place, Source, SourceId, Standing};

/// What a quote bears out, the one that matters most to the reader first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mark {
    /// A denial, an acquittal and the like.
    Against,
    /// Something that accuses.
    Accusation,
    /// A number that is claimed.
    Figure,
    /// A tie that accuses nobody.
    Tie,
    /// What somebody said or what happened.
    Event,
    /// A name, a date of birth, an address.
    Fact,
}

impl Mark {
    fn of(fact: &Fact) -> Self {
        let schema = fact.statement.schema();
        match fact.statement.standing() {
            Some(standing) if standing.is_against() => Self::Against,
            Some(_) => Self::Accusation,
            None if schema.is_a("Figure") => Self::Figure,
            None if schema.is_edge() => Self::Tie,
            None if schema.is_a("Event") || schema.is_a("Campaign") => Self::Event,
            None => Self::Fact,
        }
    }

    /// The class in the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Against => "m-against",
            Self::Accusation => "m-accusation",
            Self::Figure => "m-figure",
            Self::Tie => "m-tie",
            Self::Event => "m-event",
            Self::Fact => "m-fact",
        }
    }
}

/// A place of a source that statements cite, and what they say there.
#[derive(Debug, Clone)]
pub(crate) struct Cited {
    pub place: Place,
    /// The words that stand there; several where a record has several values for a property.
    pub quotes: Vec<String>,
    pub mark: Mark,
    /// Ascending.
    pub statements: Vec<StatementId>,
}

/// The id of an element of the page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Anchor(String);

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Every cited place of a case, by source, and the ids under which the page shows them.
///
/// Sources are numbered from 1 in the order of their paths, which is the order in which the page shows them.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    sources: Vec<&'a Source>,
    numbers: BTreeMap<SourceId, usize>,
    cited: Vec<Vec<Cited>>,
    columns: Vec<Vec<String>>,
    shown: BTreeSet<Anchor>,
}

impl<'a> Places<'a> {
    /// Gathers what the live statements cite. O(n log n).
    pub(crate) fn of(facts: &'a Facts) -> Self {
        let mut sources: Vec<&Source> = facts.sources().collect();
        sources.sort_by(|a, b| a.path.cmp(&b.path).then(a.id.cmp(&b.id)));
        let numbers: BTreeMap<_, _> = sources.iter().zip(1..).map(|(source, number)| (source.id, number)).collect();
        let mut by_source: Vec<BTreeMap<&Place, Cited>> = vec![BTreeMap::new(); sources.len()];
        for fact in facts.facts() {
            let span = fact.statement.span();
            let Some(number) = numbers.get(&span.source()) else { continue };
            let cited = by_source[number - 1].entry(span.place()).or_insert_with(|| Cited {
                place: span.place().clone(),
                quotes: Vec::new(),
                mark: Mark::Fact,
                statements: Vec::new(),
            });
            cited.mark = cited.mark.min(Mark::of(fact));
            cited.statements.push(fact.id);
            if !cited.quotes.iter().any(|quote| quote == span.quote()) {
                cited.quotes.push(span.quote().to_owned());
            }
        }
        let cited: Vec<Vec<Cited>> = by_source.into_iter().map(|places| places.into_values().collect()).collect();
        let columns = cited
            .iter()
            .map(|cited| {
                let names: BTreeSet<&String> = cited
                    .iter()
                    .filter_map(|cited| match &cited.place {
                        Place::Cell { column, .. } => Some(column),
                        Place::Text { .. } => None,
                    })
                    .collect();
                names.into_iter().cloned().collect()
            })
            .collect();
        Self { sources, numbers, cited, columns, shown: BTreeSet::new() }
    }

    /// The sources in the order of the page, with their numbers and cited places.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (usize, &'a Source, &[Cited])> {
        (1..).zip(&self.sources).zip(&self.cited).map(|((number, source), cited)| (number, *source, cited.as_slice()))
    }

    /// The number of a source.
    pub(crate) fn number(&self, source: SourceId) -> Option<usize> {
        self.numbers.get(&source).copied()
    }

    /// The id of a source's own element.
    pub(crate) fn source_anchor(number: usize) -> Anchor {
        Anchor(format!("s{number}"))
    }

    /// The id of a place, whether it is shown or not.
    pub(crate) fn anchor(&self, number: usize, place: &Place) -> Anchor {
        match place {
            Place::Text { start, end, .. } => Anchor(format!("s{number}-{start}-{end}")),
            Place::Cell { row, column } => {
                let column = self.columns[number - 1].binary_search(column).map_or(0, |at| at + 1);
                Anchor(format!("s{number}-r{row}c{column}"))
            }
        }
    }

    /// Remembers that the page shows a place.
    pub(crate) fn show(&mut self, anchor: Anchor) {
        self.shown.insert(anchor);
    }

    /// Where a link to a place leads: to the place, or to its source where the place was cut away.
    pub(crate) fn target(&self, source: SourceId, place: &Place) -> Option<Anchor> {
        let number = self.number(source)?;
        let anchor = self.anchor(number, place);
        Some(if self.shown.contains(&anchor) { anchor } else { Self::source_anchor(number) })
    }
}

/// The class of a standing in the style sheet and its rung as a number, 0 for what stands against.
pub(crate) fn rung(standing: Option<Standing>) -> u8 {
    standing.and_then(Standing::rung).unwrap_or(0)
}
