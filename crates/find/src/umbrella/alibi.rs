//! Where somebody was on the day on which something is told of them.

use umbra_model::{EntityId, PartialDate, Validity};

use super::matter::Matter;
use crate::{Evidence, Facts, Part, vocabulary};

/// What an alibi takes off the score.
const ALIBI: f64 = -4.0;

/// The part of a source that has somebody elsewhere (abroad, in custody, in hospital) on the very day of which an accusation
/// speaks. Only accusations of a known day can meet one.
pub(super) fn of_alibi(facts: &Facts, person: &EntityId, live: &[&Matter<'_>]) -> Option<Part> {
    let is_day = |validity: &Validity| {
        let day = |date: Option<PartialDate>| date.filter(|date| date.day().is_some());
        day(validity.from).is_some() && validity.to.is_none_or(|to| Some(to) == validity.from)
    };
    for tie in live.iter().map(|matter| matter.tie).filter(|tie| is_day(&tie.validity)) {
        let on = Validity { from: tie.validity.from, to: tie.validity.from };
        for event in facts.referring_to(person) {
            let is_event =
                facts.profile(event).is_some_and(|p| p.schema().is_a("Event") && !p.schema().is_a("Proceeding"));
            let words = ["name", "summary", "keywords"].into_iter().flat_map(|property| facts.values(event, property));
            if !is_event || !words.into_iter().any(|words| vocabulary::alibis().has(words)) {
                continue;
            }
            let date = |properties: &[&str]| -> Option<PartialDate> {
                properties.iter().find_map(|property| facts.value(event, property)?.parse().ok())
            };
            let span = Validity { from: date(&["startDate", "date"]), to: date(&["endDate", "date"]) };
            if span.from.is_none() || span.to.is_none() || !span.may_overlap(&on) {
                continue;
            }
            let evidence = Evidence::new(facts.of(event).map(|fact| fact.id))?.and(&tie.evidence);
            let day = tie.validity.from.map(|day| day.to_string()).unwrap_or_default();
            let why = format!("on {day}, of which the accusation speaks, a source has: {}", facts.caption(event));
            return Some(Part { name: "alibi", points: ALIBI, why, evidence });
        }
    }
    None
}
