//! Decisions on somebody of the same name: nobody has judged whether the two are one, and they may well be.

use std::collections::BTreeSet;

use umbra_model::{EntityId, Standing};

use super::Counter;
use super::matter::{Matter, counter};
use crate::accusation::Accusation;
use crate::facts::{longest, plain};
use crate::history::{DatedBy, StandingEntry, is_clearing};
use crate::{Facts, Network, vocabulary};

/// Decisions that cleared others of the same full name whom nobody has judged to be somebody else. They may well be
/// the same person in another document, and then the accusation has fallen.
pub(super) fn of_namesakes(facts: &Facts, network: &Network, person: &EntityId) -> Vec<Counter> {
    let mut counters: Vec<Counter> = Vec::new();
    for other in facts.unjudged_namesakes(person) {
        for entry in network.accusations_against(&other).flat_map(|accusation| accusation.standings.entries()) {
            if is_clearing(entry.standing) {
                let found = longest(facts, &entry.statements).and_then(|id| counter(facts, entry.standing, id));
                counters.extend(found.map(|counter| Counter { is_of_namesake: true, ..counter }));
            }
        }
    }
    let mut seen = BTreeSet::new();
    counters.retain(|counter| seen.insert((counter.citation.source, counter.citation.quote.clone())));
    counters
}

/// A decision that answers an accusation as far as can be told, though it stands on a record of its own.
pub(super) struct Answer {
    pub(super) entry: StandingEntry,
    /// What the two records have in common beside the name: "clerk, harbour master's office".
    pub(super) post: String,
}

/// The decision that answers all that somebody is accused of, where another record of the same full name and the same
/// post was cleared of the like, and no court has found otherwise. An accusation must not outlive its end only because
/// nobody has judged yet whether two records are one; it is listed with the end, and with the doubt.
pub(super) fn answer(facts: &Facts, network: &Network, person: &EntityId, live: &[&Matter<'_>]) -> Option<Answer> {
    let own = posts(facts, person);
    let mut found: Option<Answer> = None;
    for other in facts.unjudged_namesakes(person) {
        let Some(post) = posts(facts, &other).into_iter().find(|post| own.contains(post)) else { continue };
        let cleared: Vec<&Accusation> = (network.accusations_against(&other))
            .filter(|accusation| accusation.standings.cleared().is_some())
            .collect();
        let answers =
            |matter: &&&Matter<'_>| cleared.iter().find_map(|decision| end_of(facts, network, matter, decision));
        let ends: Vec<StandingEntry> = live.iter().filter_map(|matter| answers(&matter)).collect();
        if ends.len() == live.len() {
            found = found.or_else(|| Some(Answer { entry: ends.first()?.clone(), post: post.clone() }));
        }
    }
    found
}

/// The entry of a decision that ends a matter: about the like, and not overtaken by a step of an authority or a court.
fn end_of(facts: &Facts, network: &Network, matter: &Matter<'_>, decision: &Accusation) -> Option<StandingEntry> {
    let of = |words: &mut dyn Iterator<Item = &str>| -> BTreeSet<&'static str> {
        words.flat_map(|words| vocabulary::conducts().classes(words)).collect()
    };
    let accused_of = of(&mut matter.tie.words.iter().map(String::as_str));
    let ties = decision.tie.into_iter().flat_map(|place| network.ties()[place].words.iter());
    let charges = decision.proceedings.iter().flat_map(|id| ["charge", "name", "summary"].map(|p| facts.values(id, p)));
    let charges: Vec<&str> = charges.flatten().collect();
    let cleared_of = of(&mut ties.map(String::as_str).chain(charges));
    let is_alike = cleared_of.is_empty() || accused_of.is_empty() || !cleared_of.is_disjoint(&accused_of);
    let entry = decision.standings.entries().iter().rfind(|entry| is_clearing(entry.standing))?;
    let is_overtaken = matter.tie.standings.entries().iter().any(|step| {
        step.standing.reaches(Standing::Convicted)
            || (step.dated_by == DatedBy::Proceeding && !step.standing.is_against() && step.date > entry.date)
    });
    (is_alike && !is_overtaken).then(|| StandingEntry { is_matched: true, ..entry.clone() })
}

/// What somebody is or was, in words without case: titles, and roles with the body at which they are played.
fn posts(facts: &Facts, person: &EntityId) -> BTreeSet<String> {
    let mut posts: BTreeSet<String> = facts.values(person, "position").into_iter().map(plain).collect();
    for tie in facts.referring_to(person) {
        let bodies = ["employer", "organization", "post"].into_iter().flat_map(|end| facts.targets(tie, end));
        for body in bodies.map(|body| plain(&facts.caption(&body))) {
            let roles = facts.values(tie, "role");
            posts.extend(roles.into_iter().map(|role| format!("{}, {body}", plain(role))));
        }
    }
    posts
}
