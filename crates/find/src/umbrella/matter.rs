//! Accusations of sheltering: which ties accuse whom of helping a group.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{EntityId, Standing};

use super::chains::{Nearby, overlaps};
use super::{Chain, Counter, Shelf, Step};
use crate::accusation::accused;
use crate::facts::longest;
use crate::history::is_clearing;
use crate::{Evidence, Facts, FindError, Network, Role, StatementId, Tie, TieKind};

/// One tie that accuses somebody of something done for a group, or for somebody who belongs to it.
pub(super) struct Matter<'a> {
    pub(super) tie: &'a Tie,
    /// From the person to the group: the tie, and how its other end belongs to the group.
    pub(super) chain: Chain,
    /// The shelf of the weakest of the chain's accusations; `None` where the person was cleared or nothing is left
    /// but a denial.
    pub(super) shelf: Option<Shelf>,
}

impl Matter<'_> {
    /// The accusation's standing, whatever the rest of the chain is worth.
    pub(super) fn in_force(&self) -> Option<Standing> {
        self.tie.in_force()
    }

    /// Whether the accusation names the group itself.
    pub(super) fn is_direct(&self) -> bool {
        self.chain.steps.len() == 1
    }

    /// Whether the link to the group is only on a weaker shelf than the accusation itself.
    pub(super) fn is_weakened(&self) -> bool {
        self.in_force().and_then(Shelf::of) < self.shelf
    }
}

/// Who is accused of what for one group, by person.
pub(super) fn matters<'a>(
    facts: &Facts,
    network: &'a Network,
    nearby: &Nearby<'_>,
    circle: &BTreeSet<usize>,
    conducts: &Conducts<'a>,
    group: &EntityId,
) -> Result<BTreeMap<EntityId, Vec<Matter<'a>>>, FindError> {
    let mut found: BTreeMap<EntityId, Vec<Matter<'a>>> = BTreeMap::new();
    // Most accusations are about other groups: only for those of the circle the way is searched.
    for (person, tie) in conducts.about(circle).filter(|(person, _)| person != group) {
        let Some(first) = step(facts, network, person, tie) else { continue };
        let party = tie.other(person);
        let chain = if party == group {
            Chain { validity: tie.validity, undated: usize::from(tie.validity.is_unknown()), steps: vec![first] }
        } else {
            let Some(rest) = nearby.belonging(party)? else { continue };
            // Somebody whose own membership is what ties them to the group does not shelter it by belonging to it.
            if rest.steps.iter().any(|step| &step.to.id == person) || !overlaps(tie.validity, &rest) {
                continue;
            }
            let mut steps = vec![first];
            steps.extend(rest.steps);
            Chain { validity: tie.validity, undated: rest.undated + usize::from(tie.validity.is_unknown()), steps }
        };
        let weakest = tie.in_force().map(|own| {
            let rest = chain.steps.iter().skip(1).filter_map(|step| step.standing);
            rest.fold(own, |weakest, standing| if standing.rung() < weakest.rung() { standing } else { weakest })
        });
        found.entry(person.clone()).or_default().push(Matter { tie, chain, shelf: weakest.and_then(Shelf::of) });
    }
    for matters in found.values_mut() {
        matters.sort_by(|a, b| {
            let order = |m: &Matter<'_>| (m.shelf.is_none(), m.shelf, m.chain.steps.len(), std::cmp::Reverse(rung(m)));
            order(a).cmp(&order(b)).then_with(|| a.tie.id.cmp(&b.tie.id))
        });
    }
    Ok(found)
}

fn rung(matter: &Matter<'_>) -> Option<u8> {
    matter.in_force().and_then(Standing::rung)
}

/// The ties by which somebody is accused of serving somebody else, each with the one who is accused: sheltering by
/// whomever; money and other ties only of those who hold or held an office. To belong to a group is not to shelter it:
/// an official who is said to be a member is found by the tie, as structure.
pub(super) struct Conducts<'a> {
    all: Vec<(EntityId, &'a Tie)>,
    /// Places in `all` by either end's place in the network.
    at: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Conducts<'a> {
    pub(super) fn of(facts: &Facts, network: &'a Network) -> Self {
        let all = conducts(facts, network);
        let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, (_, tie)) in all.iter().enumerate() {
            at.entry(tie.source_node).or_default().push(place);
            at.entry(tie.target_node).or_default().push(place);
        }
        Self { all, at }
    }

    /// All of them, by the ties' places in the network.
    pub(super) fn all(&self) -> &[(EntityId, &'a Tie)] {
        &self.all
    }

    /// Those of which an end is one of these nodes, in the same order.
    fn about(&self, nodes: &BTreeSet<usize>) -> impl Iterator<Item = &(EntityId, &'a Tie)> {
        let places: BTreeSet<usize> = nodes.iter().filter_map(|node| self.at.get(node)).flatten().copied().collect();
        places.into_iter().map(|place| &self.all[place])
    }
}

fn conducts<'a>(facts: &Facts, network: &'a Network) -> Vec<(EntityId, &'a Tie)> {
    let is_official =
        |id: &EntityId| network.node(id).is_some_and(|node| node.roles.iter().any(|role| role.role == Role::Official));
    let mut found = Vec::new();
    for tie in network.ties().iter().filter(|tie| tie.is_accusing && !tie.is_assessment) {
        match tie.kind {
            TieKind::Protection => found.push((tie.source.clone(), tie)),
            // A bribe is taken by whoever is paid; where only the payer holds an office, by that.
            TieKind::Payment if is_official(&tie.target) => found.push((tie.target.clone(), tie)),
            TieKind::Membership => {}
            _ => {
                let officials = accused(facts, tie).into_iter().filter(|id| is_official(id));
                found.extend(officials.map(|id| (id.clone(), tie)));
            }
        }
    }
    found
}

fn step(facts: &Facts, network: &Network, person: &EntityId, tie: &Tie) -> Option<Step> {
    let entity = |id: &EntityId| network.node(id).map(|node| node.entity.clone());
    Some(Step {
        from: entity(person)?,
        to: entity(tie.other(person))?,
        kind: tie.kind,
        says: tie.says(facts),
        standing: tie.in_force(),
        validity: tie.validity,
        ties: tie.records.clone(),
        evidence: tie.evidence.clone(),
    })
}

/// What speaks against an accusation: denials, and decisions that cleared the accused, each source's once.
pub(super) fn counters(facts: &Facts, tie: &Tie) -> Vec<Counter> {
    let mut counters: Vec<Counter> = Vec::new();
    for entry in tie.standings.entries().iter().filter(|entry| entry.standing.is_against()) {
        counters.extend(longest(facts, &entry.statements).and_then(|id| counter(facts, entry.standing, id)));
    }
    let told = tie.records.iter().flat_map(|record| facts.stating(record, "counter"));
    let proceedings = tie.standings.entries().iter().filter_map(|entry| entry.proceeding.as_ref());
    let responses = proceedings.flat_map(|proceeding| facts.stating(proceeding, "response"));
    for fact in told.chain(responses) {
        counters.extend(
            counter(facts, Standing::Denied, fact.id).map(|c| Counter { says: fact.statement.value().to_owned(), ..c }),
        );
    }
    let mut seen = BTreeSet::new();
    counters.retain(|c| seen.insert((c.standing.name(), c.citation.source, c.citation.quote.clone())));
    counters.sort_by(|a, b| {
        let order =
            |c: &Counter| (!is_clearing(c.standing), c.citation.published, facts.reading_order(c.citation.statement));
        order(a).cmp(&order(b))
    });
    counters
}

pub(super) fn counter(facts: &Facts, standing: Standing, id: StatementId) -> Option<Counter> {
    let citation = facts.cite(id)?;
    Some(Counter { standing, is_of_namesake: false, says: citation.quote.clone(), citation })
}

/// How many independent origins state an accusation: one voice counts once, however many papers carry it, and so do
/// the same words.
pub(super) fn origins(facts: &Facts, evidence: &Evidence) -> BTreeMap<String, StatementId> {
    let mut origins: BTreeMap<String, StatementId> = BTreeMap::new();
    let mut quotes: BTreeMap<String, String> = BTreeMap::new();
    let mut told: Vec<&StatementId> = evidence.statements().iter().collect();
    told.sort_by_cached_key(|id| facts.reading_order(**id));
    for id in told {
        let Some(fact) = facts.fact(*id) else { continue };
        if fact.statement.standing().is_none_or(Standing::is_against) {
            continue;
        }
        let source = fact.statement.span().source();
        let publisher = facts.source(source).and_then(|source| source.publisher.clone());
        let voice = fact.statement.attribution().origin().map(|link| match &link.entity {
            Some(entity) => facts.caption(entity),
            None => link.name.clone(),
        });
        let origin = voice.or(publisher).unwrap_or_else(|| source.to_string()).to_lowercase();
        let words: Vec<&str> = fact.statement.span().quote().split_whitespace().collect();
        let origin = quotes.entry(words.join(" ").to_lowercase()).or_insert(origin).clone();
        origins.entry(origin).or_insert(*id);
    }
    origins
}
