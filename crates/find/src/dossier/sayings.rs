//! What somebody said, and what was said of them.

use std::collections::BTreeSet;

use umbra_model::{EntityId, PartialDate};

use super::Saying;
use super::footnotes::Footnotes;
use crate::proceeding::published;
use crate::{Fact, Facts, Network};

/// What somebody said: events in which they spoke, and claims and figures that are traced back to them.
pub(super) fn said(facts: &Facts, id: &EntityId, notes: &mut Footnotes<'_>) -> Vec<Saying> {
    let mut sayings = Vec::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    let events = facts.referring_to(id).iter().filter_map(|event| facts.profile(event));
    let spoken =
        events.filter(|event| event.schema().name() == "Event" && facts.targets(event.id(), "involved").contains(id));
    for event in spoken {
        let date = ["date", "startDate"].iter().find_map(|property| facts.value(event.id(), property)?.parse().ok());
        for fact in facts.stating(event.id(), "summary") {
            if told.insert(fact.statement.value().to_owned()) {
                sayings.push(saying(facts, fact, fact.statement.value().to_owned(), date, notes));
            }
        }
    }
    let is_claim = |fact: &Fact| fact.statement.standing().is_some() || fact.statement.schema().is_a("Figure");
    let traced = facts.facts().iter().filter(|fact| is_claim(fact)).filter(|fact| {
        let origin = fact.statement.attribution().origin().and_then(|link| link.entity.as_ref());
        origin.is_some_and(|origin| facts.canonical(origin) == id)
    });
    for fact in traced {
        let words = fact.statement.span().quote();
        if !told.iter().any(|known| known.contains(words) || words.contains(known.as_str())) {
            told.insert(words.to_owned());
            sayings.push(saying(facts, fact, words.to_owned(), None, notes));
        }
    }
    sort(&mut sayings);
    sayings
}

/// What others are said to have said of somebody: statements on them and their ties that are traced back to a voice.
pub(super) fn said_about(facts: &Facts, network: &Network, id: &EntityId, notes: &mut Footnotes<'_>) -> Vec<Saying> {
    let own = network.ties_of(id);
    let on_ties = own.flat_map(|tie| tie.evidence.statements()).filter_map(|statement| facts.fact(*statement));
    let mut sayings: Vec<Saying> = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let is_own = |fact: &Fact| {
        let origin = fact.statement.attribution().origin().and_then(|link| link.entity.as_ref());
        origin.is_some_and(|origin| facts.canonical(origin) == id)
    };
    for fact in facts.of(id).chain(on_ties) {
        let words = fact.statement.span().quote();
        if !fact.statement.attribution().is_own_voice() && !is_own(fact) && told.insert(words) {
            sayings.push(saying(facts, fact, words.to_owned(), None, notes));
        }
    }
    sort(&mut sayings);
    sayings
}

fn saying(facts: &Facts, fact: &Fact, words: String, date: Option<PartialDate>, notes: &mut Footnotes<'_>) -> Saying {
    Saying {
        words,
        attribution: fact.statement.attribution().clone(),
        date: date.or_else(|| published(facts, fact)),
        notes: notes.number(&[fact.id]),
    }
}

fn sort(sayings: &mut [Saying]) {
    sayings.sort_by(|a, b| (a.date.is_none(), a.date, &a.words).cmp(&(b.date.is_none(), b.date, &b.words)));
}
