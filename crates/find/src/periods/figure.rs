//! Published figures of one measure, time by time.

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_graph::Interval;
use umbra_model::EntityId;

use crate::{Evidence, Figure};

/// A figure that falls into one of the times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureIn {
    /// The figure.
    pub id: EntityId,
    /// The number in words: "more than 70".
    pub amount: String,
    /// What it covers.
    pub period: String,
    /// Who gives it.
    pub voice: String,
    /// The shortest longer period whose figure stands beside it in the same time and counts it too: the two are no addends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
}

impl FigureIn {
    /// The figure in words: "1,900 in 2023 (the ministry), part of 2019 to 2023".
    #[must_use]
    pub fn says(&self) -> String {
        let part = self.part_of.as_ref().map_or_else(String::new, |whole| format!(", part of {whole}"));
        format!("{} in {} ({}){part}", self.amount, self.period, self.voice)
    }
}

/// Figures of one measure and area over several times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FiguresOver {
    /// What is measured, in a source's words.
    pub measure: String,
    /// The area, where it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub territory: Option<String>,
    /// The figures in each time, by period and source.
    pub values: Vec<Vec<FigureIn>>,
    /// What bears it out.
    pub evidence: Evidence,
}

/// Puts figures into times, each from its first to its last day, and counts those that cover more than one of them. Only measures
/// that two times at least have a figure of are told: there is nothing to compare the others with.
pub(super) fn over(figures: &[Figure], times: &[(i32, i32)]) -> (Vec<FiguresOver>, usize) {
    let mut across = 0;
    let mut groups: BTreeMap<_, Vec<(usize, &Figure)>> = BTreeMap::new();
    for figure in figures {
        let Some(days) = figure.period.days() else { continue };
        let is_in = |(from, to): &(i32, i32)| *from <= days.first() && days.last() <= *to;
        let meets = times.iter().filter(|(from, to)| *from <= days.last() && days.first() <= *to).count();
        let Some(at) = times.iter().position(is_in) else {
            across += usize::from(meets > 1);
            continue;
        };
        let lower = |words: &Option<String>| words.as_ref().map(|words| words.to_lowercase());
        let key = (figure.measure.to_lowercase(), lower(&figure.territory), figure.kind, lower(&figure.currency));
        groups.entry(key).or_default().push((at, figure));
    }
    let mut found = Vec::new();
    for group in groups.into_values() {
        let mut values: Vec<Vec<FigureIn>> = vec![Vec::new(); times.len()];
        for (at, figure) in &group {
            let part_of = whole_of(figure, group.iter().filter(|(beside, _)| beside == at).map(|(_, other)| *other));
            values[*at].push(FigureIn {
                id: figure.id.clone(),
                amount: figure.amount(),
                period: figure.period.show(),
                voice: figure.voice(),
                part_of,
            });
        }
        values
            .iter_mut()
            .for_each(|own| own.sort_by(|a, b| (&a.period, &a.voice, &a.id).cmp(&(&b.period, &b.voice, &b.id))));
        let is_compared = values.iter().filter(|own| !own.is_empty()).count() > 1;
        let statements = group.iter().flat_map(|(_, figure)| figure.evidence.statements()).copied();
        if let (true, Some(evidence), Some((_, first))) = (is_compared, Evidence::new(statements), group.first()) {
            found.push(FiguresOver {
                measure: first.measure.clone(),
                territory: first.territory.clone(),
                values,
                evidence,
            });
        }
    }
    (found, across)
}

/// The shortest of the periods that cover all of a figure's and more.
fn whole_of<'f>(figure: &Figure, beside: impl Iterator<Item = &'f Figure>) -> Option<String> {
    let own = figure.period.days()?;
    let length = |days: Interval| i64::from(days.last()) - i64::from(days.first());
    let covers =
        |days: &Interval| days.first() <= own.first() && own.last() <= days.last() && length(*days) > length(own);
    let wholes = beside.filter_map(|other| Some((other.period.days().filter(covers)?, other.period.show())));
    wholes.min_by_key(|(days, words)| (length(*days), words.clone())).map(|(_, words)| words)
}
