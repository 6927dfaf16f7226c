//! Before, during and after: what is told of named periods, side by side.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::{EntityId, PartialDate, Standing, Validity};

use crate::circle::first_told;
use crate::{
    Campaign, EntityRef, Evidence, Facts, Finding, FindingKind, Network, StatementId, TieKind, Umbrella, campaigns, day,
};

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
    /// The assessment, with what has to be minded.
    #[serde(flatten)]
    pub finding: Finding,
}

const REPORTING: &str = "campaigns bring reports: more is written, charged and counted because more is looked for, so that a rise during one \
and a fall after it can be a rise and fall of looking";

/// Compares a campaign of the case with the time before and after. Both are as long as the campaign, unless the case ends before.
/// `None` where its beginning is not told or lies behind everything else.
pub fn compare_campaign(
    facts: &Facts,
    network: &Network,
    umbrellas: &[Umbrella],
    campaign: &Campaign,
) -> Option<Comparison> {
    let start = day::interval(Validity { from: Some(campaign.start?), to: None }).first();
    let told = campaign.end.or(campaign.planned_end);
    let declared = campaign.changes.iter().filter_map(|change| change.date).max();
    let end = told.or(declared).map(|end| day::interval(Validity { from: None, to: Some(end) }).last());
    let mut caveats = Vec::new();
    let last = last_day(facts)?;
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
    let comparison = compare(facts, network, umbrellas, start, end.min(last).max(start), campaign.evidence.clone())?;
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
    if end < start { None } else { compare(facts, network, umbrellas, start, end, Evidence::new([first])?) }
}

/// Compares every campaign of the case of which the beginning is told.
pub fn compare_campaigns(facts: &Facts, network: &Network, umbrellas: &[Umbrella]) -> Vec<Comparison> {
    let mut found: Vec<Comparison> = Vec::new();
    for campaign in campaigns(facts) {
        let Some(comparison) = compare_campaign(facts, network, umbrellas, &campaign) else { continue };
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

/// A dated thing: what it is, when, and what bears it out.
struct Event {
    what: &'static str,
    level: Option<String>,
    on: i32,
    who: EntityId,
    statements: Vec<StatementId>,
}

fn compare(
    facts: &Facts,
    network: &Network,
    umbrellas: &[Umbrella],
    start: i32,
    end: i32,
    own: Evidence,
) -> Option<Comparison> {
    let last = last_day(facts).unwrap_or(end).max(end);
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
    for event in events(facts, network, umbrellas) {
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
    let mut evidence = own;
    for counted in &counted {
        evidence = counted.evidence.as_ref().map_or(evidence.clone(), |more| evidence.and(more));
    }
    let mut finding = Finding::new(FindingKind::Campaign, Vec::new(), &evidence, Vec::new()).with_caveat(REPORTING);
    if spans.len() < 3 {
        finding = finding.with_caveat("the case ends with it: there is no time after to compare");
    } else if days[2] < days[1] * 0.9 {
        finding = finding.with_caveat("the time after is shorter, as far as the case reaches: compare by the year");
    }
    Some(Comparison { campaign: None, spans: shown?, counted, finding })
}

fn at(date: PartialDate) -> Option<i32> {
    // A thing of a year would fall on one side by luck.
    let days = day::interval(Validity { from: Some(date), to: Some(date) });
    Some(days.first() + (days.last() - days.first()) / 2)
}

/// Everything that can be counted by time.
fn events(facts: &Facts, network: &Network, umbrellas: &[Umbrella]) -> Vec<Event> {
    let mut events = Vec::new();
    let own = |id: &EntityId| -> Vec<StatementId> { facts.of(id).map(|fact| fact.id).collect() };
    let told = |id: &EntityId| {
        let dated = ["date", "startDate", "endDate"].into_iter().find_map(|name| facts.value(id, name)?.parse().ok());
        dated.or_else(|| first_told(facts, &Evidence::new(own(id))?)).and_then(at)
    };
    for offence in facts.profiles_of("Offence") {
        if let Some(on) = told(offence.id()) {
            let level = ["placeEntity"].into_iter().find_map(|name| level(facts, &facts.targets(offence.id(), name)));
            events.push(Event {
                what: "offences",
                level,
                on,
                who: offence.id().clone(),
                statements: own(offence.id()),
            });
        }
    }
    for proceeding in facts.profiles_of("Proceeding") {
        let id = proceeding.id();
        let stage: Option<Standing> = facts.value(id, "stage").and_then(|stage| stage.parse().ok());
        let what = match stage {
            Some(Standing::Detained) => "people detained",
            Some(Standing::Charged | Standing::Tried) => "people charged or tried",
            Some(Standing::Convicted | Standing::Final) => "people convicted",
            Some(Standing::Dropped | Standing::Acquitted | Standing::Overturned) => "people cleared",
            _ => "proceedings of other stages",
        };
        let level = level(facts, &facts.targets(id, "authority"));
        if let Some(on) = told(id) {
            for defendant in facts.targets(id, "defendant") {
                events.push(Event { what, level: level.clone(), on, who: defendant, statements: own(id) });
            }
        }
    }
    for group in facts.profiles_of("CriminalGroup") {
        let first = Evidence::new(own(group.id())).and_then(|evidence| first_told(facts, &evidence)).and_then(at);
        if let Some(on) = first {
            events.push(Event {
                what: "groups first told of",
                level: None,
                on,
                who: group.id().clone(),
                statements: own(group.id()),
            });
        }
    }
    for umbrella in umbrellas {
        for protector in umbrella.protectors.iter().filter(|protector| !protector.is_assessment) {
            let first = first_told(facts, protector.finding.evidence()).and_then(at);
            if let Some(on) = first {
                let level = protector
                    .offices
                    .iter()
                    .filter_map(|office| office.body.as_ref())
                    .find_map(|body| level(facts, std::slice::from_ref(&body.id)));
                let statements = protector.finding.evidence().statements().to_vec();
                events.push(Event {
                    what: "protectors first told of",
                    level,
                    on,
                    who: protector.person.id.clone(),
                    statements,
                });
            }
        }
    }
    for tie in network.ties().iter().filter(|tie| tie.kind == TieKind::Payment && tie.is_accusing) {
        if let Some(on) = tie.validity.from.and_then(at) {
            let statements = tie.evidence.statements().to_vec();
            events.push(Event { what: "bribes told of", level: None, on, who: tie.id.clone(), statements });
        }
    }
    for source in facts.sources() {
        if let (Some(on), Ok(who)) = (source.published.and_then(at), EntityId::new(source.id.to_string())) {
            events.push(Event { what: "sources published", level: None, on, who, statements: Vec::new() });
        }
    }
    events
}

/// Words for levels of the state, the lowest first: a "district branch of a provincial bureau" is of the district.
const LEVELS: [(&str, &[&str]); 6] = [
    ("village", &["village", "township", "parish"]),
    ("county or district", &["county", "district", "borough"]),
    ("city", &["city", "municipal", "town"]),
    ("prefecture", &["prefecture", "prefectural"]),
    ("province", &["province", "provincial", "state", "regional", "region"]),
    ("country", &["national", "federal", "ministry", "supreme", "central"]),
];

/// The level of the state that a body or place belongs to: its own, or what its name says.
fn level(facts: &Facts, bodies: &[EntityId]) -> Option<String> {
    let body = bodies.first()?;
    if let Some(told) = facts.value(body, "level") {
        return Some(told.to_owned());
    }
    let name = facts.caption(body).to_lowercase();
    let words: BTreeSet<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let found = LEVELS.iter().find(|(_, cues)| cues.iter().any(|cue| words.contains(cue)));
    found.map(|(level, _)| (*level).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Story, group, person, say, shelters};
    use crate::{View, umbrellas};

    fn offence(id: &str, date: &str) -> crate::fixture::Clause {
        say(id, "Offence", &[("name", "arson"), ("date", date), ("placeEntity", "quay")])
    }

    fn compared(story: Story) -> Vec<Comparison> {
        let facts = story.facts();
        let network = Network::of(&facts, &View::default()).unwrap();
        let umbrellas = umbrellas(&facts, &network).unwrap();
        compare_campaigns(&facts, &network, &umbrellas)
    }

    fn story() -> Story {
        Story::new()
            .source("courier", "2024-12-31")
            .tell([say("quay", "Territory", &[("name", "Quay"), ("level", "district")])])
            .tell([
                offence("a", "2016-05-01"),
                offence("b", "2019-05-01"),
                offence("c", "2020-05-01"),
                offence("d", "2022-05-01"),
            ])
    }

    #[test]
    fn a_campaign_is_set_beside_the_time_before_and_after() {
        let campaign = say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2018"), ("endDate", "2020")]);
        let found = compared(story().tell([campaign]));
        let spans: Vec<_> =
            found[0].spans.iter().map(|span| (span.name.as_str(), span.from.year(), span.to.year())).collect();
        assert_eq!(spans, [("before", 2015, 2017), ("during", 2018, 2020), ("after", 2021, 2024)]);
        let offences: Vec<_> = found[0].counted.iter().filter(|c| c.what == "offences").collect();
        assert_eq!((offences[0].level.as_deref(), offences[0].counts.as_slice()), (None, &[1, 2, 1][..]));
        assert_eq!((offences[1].level.as_deref(), offences[1].counts.as_slice()), (Some("district"), &[1, 2, 1][..]));
        assert!(found[0].finding.caveats()[0].contains("more is looked for"));
    }

    #[test]
    fn a_campaign_without_an_end_goes_on_and_one_without_a_beginning_is_not_compared() {
        let going = compared(story().tell([say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2018")])]));
        assert_eq!(going[0].spans.len(), 2);
        assert!(going[0].finding.caveats().iter().any(|caveat| caveat.contains("going on")), "{going:?}");
        assert!(compared(story().tell([say("sweep", "Campaign", &[("name", "Sweep")])])).is_empty());
        let backwards = say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2020"), ("endDate", "2018")]);
        assert_eq!(compared(story().tell([backwards])).len(), 1, "shown as going on");
    }

    #[test]
    fn protectors_count_when_they_are_first_told_of() {
        let story = story()
            .source("herald", "2019-03-01")
            .tell([person("p", "P"), group("g", "G"), shelters("t", "p", "g").at(Standing::Charged)])
            .tell([say("sweep", "Campaign", &[("name", "Sweep"), ("startDate", "2018"), ("endDate", "2020")])]);
        let found = compared(story);
        let protectors = found[0].counted.iter().find(|counted| counted.what == "protectors first told of").unwrap();
        assert_eq!(protectors.counts, [0, 1, 0]);
    }
}
