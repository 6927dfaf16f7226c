//! Before, during and after: what is told of named periods, side by side.

mod event;
mod figure;
mod money;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Validity};

pub use figure::{FigureIn, FiguresOver};
pub use money::Summed;

use crate::{
    Campaign, EntityRef, Evidence, Facts, Figure, Finding, FindingKind, Network, Payment, StatementId, Umbrella,
    campaigns, day,
};
use event::Event;

/// A time with a beginning and an end.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Span {
    /// "before", "during", "after", or the name of a campaign.
    pub name: String,
    /// Its first day.
    pub from: PartialDate,
    /// Its last day.
    pub to: PartialDate,
}

/// Something counted over the periods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Counted {
    /// What: "offences", "people charged".
    pub what: &'static str,
    /// At which level of the state, where that is known: "district"; `None` for all together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// How many in each period, in the order of [`Comparison::spans`].
    pub counts: Vec<usize>,
    /// How many a year in each.
    pub per_year: Vec<f64>,
    /// What bears it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// A campaign, or any period, with the times before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The campaign, if it is one of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub campaign: Option<EntityRef>,
    /// Before, during, after; a time that is not over when the case ends stops there.
    pub spans: Vec<Span>,
    /// What was counted.
    pub counted: Vec<Counted>,
    /// What was paid, by currency.
    pub money: Vec<Summed>,
    /// Published figures of one measure that fall into two of the times at least.
    pub figures: Vec<FiguresOver>,
    /// The assessment, with what has to be minded.
    #[serde(flatten)]
    pub finding: Finding,
}

const REPORTING: &str = "campaigns bring reports: more is written, charged and counted because more is looked for, so that a rise during one \
and a fall after it can be a rise and fall of looking";

/// What can be put into a time, worked out once for all of them.
struct Material {
    events: Vec<Event>,
    payments: Vec<Payment>,
    figures: Vec<Figure>,
    last: Option<i32>,
}

impl Material {
    fn of(facts: &Facts, network: &Network, umbrellas: &[Umbrella]) -> Self {
        Self {
            events: event::events(facts, network, umbrellas),
            payments: crate::money::payments(facts).0,
            figures: crate::figure::told(facts),
            last: last_day(facts),
        }
    }
}

/// Compares a campaign of the case with the time before and after. Both are as long as the campaign, unless the case ends before.
/// `None` where its beginning is not told or lies behind everything else.
pub fn compare_campaign(
    facts: &Facts,
    network: &Network,
    umbrellas: &[Umbrella],
    campaign: &Campaign,
) -> Option<Comparison> {
    of_campaign(&Material::of(facts, network, umbrellas), campaign)
}

fn of_campaign(material: &Material, campaign: &Campaign) -> Option<Comparison> {
    let start = day::interval(Validity { from: Some(campaign.start?), to: None }).first();
    let told = campaign.end.or(campaign.planned_end);
    let declared = campaign.changes.iter().filter_map(|change| change.date).max();
    let end = told.or(declared).map(|end| day::interval(Validity { from: None, to: Some(end) }).last());
    let mut caveats = Vec::new();
    let last = material.last?;
    let end = match (end, told) {
        (Some(end), Some(_)) if end >= start => end,
        (Some(end), None) if end >= start => {
            caveats.push("no source tells its end: taken as over when what became of it was declared".to_owned());
            end
        }
        _ => {
            caveats.push("no source tells its end: taken as going on when the case ends".to_owned());
            last
        }
    };
    if campaign.end.is_none() && campaign.planned_end.is_some() {
        caveats.push("its end is the planned one".to_owned());
    }
    let comparison = compare(material, start, end.min(last).max(start), &campaign.evidence)?;
    let finding = caveats.into_iter().fold(comparison.finding.clone(), Finding::with_caveat);
    Some(Comparison { campaign: Some(campaign.entity.clone()), finding, ..comparison })
}

/// Compares any period with the time before and after. `None` where it ends before it begins, or nothing is counted.
pub fn compare_period(
    facts: &Facts,
    network: &Network,
    umbrellas: &[Umbrella],
    from: PartialDate,
    to: PartialDate,
) -> Option<Comparison> {
    let (start, end) = (
        day::interval(Validity { from: Some(from), to: None }).first(),
        day::interval(Validity { from: None, to: Some(to) }).last(),
    );
    let first = facts.facts().first()?.id;
    let material = Material::of(facts, network, umbrellas);
    if end < start { None } else { compare(&material, start, end, &Evidence::new([first])?) }
}

/// Compares every campaign of the case of which the beginning is told.
pub fn compare_campaigns(facts: &Facts, network: &Network, umbrellas: &[Umbrella]) -> Vec<Comparison> {
    let mut found: Vec<Comparison> = Vec::new();
    let told = campaigns(facts);
    if told.is_empty() {
        return found;
    }
    let material = Material::of(facts, network, umbrellas);
    for campaign in told {
        let Some(comparison) = of_campaign(&material, &campaign) else { continue };
        // Two records of one name and time, which nobody has judged to be one, would be the same table twice.
        let is_same = |known: &Comparison| {
            let caption = |c: &Comparison| c.campaign.as_ref().map(|entity| entity.caption.to_lowercase());
            known.spans == comparison.spans && caption(known) == caption(&comparison)
        };
        if !found.iter().any(is_same) {
            found.push(comparison);
        }
    }
    found
}

fn last_day(facts: &Facts) -> Option<i32> {
    let published = facts.sources().filter_map(|source| source.published);
    published.map(|on| day::interval(Validity { from: None, to: Some(on) }).last()).max()
}

fn compare(material: &Material, start: i32, end: i32, own: &Evidence) -> Option<Comparison> {
    let last = material.last.unwrap_or(end).max(end);
    let length = end.saturating_sub(start);
    let mut spans = vec![
        ("before", start.saturating_sub(length).saturating_sub(1), start.saturating_sub(1)),
        ("during", start, end),
    ];
    if last > end {
        spans.push(("after", end.saturating_add(1), end.saturating_add(length).saturating_add(1).min(last)));
    }
    let mut tally: BTreeMap<(&'static str, Option<String>), Vec<BTreeSet<EntityId>>> = BTreeMap::new();
    let mut because: BTreeMap<(&'static str, Option<String>), BTreeSet<StatementId>> = BTreeMap::new();
    for event in &material.events {
        let Some(at) = spans.iter().position(|(_, from, to)| (*from..=*to).contains(&event.on)) else { continue };
        let mut keys = vec![(event.what, None)];
        keys.extend(event.level.clone().map(|level| (event.what, Some(level))));
        for key in keys {
            tally.entry(key.clone()).or_insert_with(|| vec![BTreeSet::new(); spans.len()])[at]
                .insert(event.who.clone());
            because.entry(key).or_default().extend(event.statements.iter().copied());
        }
    }
    let days: Vec<f64> = spans.iter().map(|(_, from, to)| f64::from(*to) - f64::from(*from) + 1.0).collect();
    let counted: Vec<Counted> = tally
        .into_iter()
        .map(|(key, who)| {
            let counts: Vec<usize> = who.iter().map(BTreeSet::len).collect();
            let rate = |(count, days): (&usize, &f64)| (*count as f64 * 365.25 / days * 10.0).round() / 10.0;
            let per_year = counts.iter().zip(&days).map(rate).collect();
            let evidence = because.get(&key).and_then(|ids| Evidence::new(ids.iter().copied()));
            Counted { what: key.0, level: key.1, counts, per_year, evidence }
        })
        .collect();
    let shown: Option<Vec<Span>> = spans
        .iter()
        .map(|(name, from, to)| Some(Span { name: (*name).to_owned(), from: day::date(*from)?, to: day::date(*to)? }))
        .collect();
    let times: Vec<(i32, i32)> = spans.iter().map(|(_, from, to)| (*from, *to)).collect();
    let (money, unplaced) = money::summed(&material.payments, &times);
    let (figures, across) = figure::over(&material.figures, &times);
    let counts = counted.iter().filter_map(|counted| counted.evidence.as_ref());
    let others = money.iter().map(|summed| &summed.evidence).chain(figures.iter().map(|over| &over.evidence));
    let all = std::iter::once(own).chain(counts).chain(others).flat_map(Evidence::statements);
    let evidence = Evidence::new(all.copied())?;
    let mut finding = Finding::new(FindingKind::Campaign, Vec::new(), &evidence, Vec::new()).with_caveat(REPORTING);
    if spans.len() < 3 {
        finding = finding.with_caveat("the case ends with it: there is no time after to compare");
    } else if days[2] < days[1] * 0.9 {
        finding = finding.with_caveat("the time after is shorter, as far as the case reaches: compare by the year");
    }
    if unplaced > 0 {
        finding = finding.with_caveat(format!("{unplaced} of the payments bear no date and are in none of the times"));
    }
    if across > 0 {
        finding = finding.with_caveat(format!(
            "{across} of the figures count more than one of the times and are set beside nothing"
        ));
    }
    Some(Comparison { campaign: None, spans: shown?, counted, money, figures, finding })
}

#[cfg(test)]
mod tests;
