//! Who shelters whom.

mod alibi;
mod caveat;
mod chains;
mod lapse;
mod matter;
mod namesake;
mod protector;
mod ring;
mod score;
mod warning;

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::EntityId;

use chains::Search;
use lapse::{Lapse, Lapses, Spared};
use matter::{Conducts, Matter, counters, matters};
use namesake::{Answer, answer, of_namesakes};

use warning::Raid;

pub use ring::{Ring, rings};

pub use protector::{Chain, Cleared, Counter, Protector, SetAside, Shelf, Step, Umbrella};

use crate::circle::TiesOf;
use crate::facts::longest;
use crate::{Citation, Facts, FindError, Finding, FindingKind, Network, Office, Part, Role, offices};

/// For every criminal group, and for everybody who is said to be sheltered and belongs to none: who shelters it.
///
/// A protector stands on the shelf of the weakest accusation that the link to the group needs, so that "found by a
/// court" never rests on less. Those whom a decision cleared are listed apart. Officials of whom nobody says anything
/// come in where a chain of at most four ties, which all agree in time with one another and with the office, leads to
/// the group; that is an assessment and says so.
///
/// Chains don't run through parts of the state, posts, places, other groups or other officials, nor along ties of
/// which the accused were cleared; money counts only where it comes nearer to the official.
///
/// Groups come in the order of their networks, then by id.
///
/// # Errors
/// [`FindError::Graph`] when the network is larger than a graph can number.
pub fn umbrellas(facts: &Facts, network: &Network) -> Result<Vec<Umbrella>, FindError> {
    let search = Search::new(facts, network);
    let conducts = Conducts::of(facts, network);
    let officials = network.nodes().iter().filter(|node| node.roles.iter().any(|role| role.role == Role::Official));
    let offices: BTreeMap<EntityId, Vec<Office>> =
        officials.map(|node| (node.entity.id.clone(), offices(facts, &node.entity.id))).collect();
    let lapses = Lapses::of(facts, network, &offices);
    let raids = warning::raids(facts);
    let ties = TiesOf::new(network);
    let mut reached: BTreeSet<(EntityId, EntityId)> = BTreeSet::new();
    let mut umbrellas = Vec::new();
    let work = Work {
        facts,
        network,
        search: &search,
        conducts: &conducts,
        offices: &offices,
        lapses: &lapses,
        raids: &raids,
        ties: &ties,
    };
    for group in facts.profiles_of("CriminalGroup") {
        umbrellas.push(work.umbrella(group.id(), &mut reached)?);
    }
    // Whoever is sheltered and belongs to no group is told of by themselves.
    let apart = conducts.all().iter().filter(|(person, tie)| !reached.contains(&(person.clone(), tie.id.clone())));
    let apart: BTreeSet<EntityId> = apart.map(|(person, tie)| tie.other(person).clone()).collect();
    for party in &apart {
        let umbrella = work.umbrella(party, &mut reached)?;
        // Of somebody who is no criminal group and whom nobody is left to shelter there is nothing to tell.
        if !umbrella.has_no_protector() {
            umbrellas.push(umbrella);
        }
    }
    let component = |umbrella: &Umbrella| network.node(&umbrella.group.id).map_or(usize::MAX, |node| node.component);
    umbrellas.sort_by(|a, b| (component(a), &a.group.id).cmp(&(component(b), &b.group.id)));
    Ok(umbrellas)
}

/// What working out an umbrella needs.
struct Work<'a> {
    facts: &'a Facts,
    network: &'a Network,
    search: &'a Search<'a>,
    conducts: &'a Conducts<'a>,
    /// The offices of every official.
    offices: &'a BTreeMap<EntityId, Vec<Office>>,
    lapses: &'a Lapses,
    raids: &'a BTreeMap<EntityId, Vec<Raid>>,
    ties: &'a TiesOf,
}

/// What is known beside chains and accusations of how officials stand to one group.
struct Near<'a> {
    group: &'a EntityId,
    circle: BTreeSet<EntityId>,
    lapses: BTreeMap<EntityId, Vec<Spared<'a>>>,
}

impl Work<'_> {
    fn umbrella(&self, group: &EntityId, reached: &mut BTreeSet<(EntityId, EntityId)>) -> Result<Umbrella, FindError> {
        let nearby = self.search.nearby(group)?;
        let circle = nearby.circle();
        let matters = matters(self.facts, self.network, &nearby, &circle, self.conducts, group)?;
        for (person, matters) in &matters {
            reached.extend(matters.iter().map(|matter| (person.clone(), matter.tie.id.clone())));
        }
        let is_cleared = |matters: &Vec<Matter<'_>>| {
            matters.iter().all(|m| m.shelf.is_none()) && matters.iter().any(|m| m.tie.is_cleared())
        };
        let circle: BTreeSet<EntityId> =
            circle.into_iter().map(|place| self.network.nodes()[place].entity.id.clone()).collect();
        let lapses = self.lapses.for_group(self.facts, &nearby, &circle, group)?;
        let near = Near { group, circle, lapses };
        let is_live = |matters: &Vec<Matter<'_>>| matters.iter().any(|matter| matter.shelf.is_some());
        let from: BTreeSet<&EntityId> = nearby
            .entities()
            .filter(|id| self.offices.contains_key(*id) || matters.get(*id).is_some_and(is_live))
            .filter(|id| *id != group && !matters.get(*id).is_some_and(is_cleared))
            .collect();
        let mut found = nearby.to_group(&from)?;
        let mut umbrella = Umbrella {
            group: self.facts.entity(group),
            is_named: self.facts.value(group, "name").is_some(),
            protectors: Vec::new(),
            cleared: Vec::new(),
            set_aside: Vec::new(),
            is_complete: found.is_complete,
        };
        for (person, matters) in &matters {
            let chains = found.chains.remove(person).unwrap_or_default();
            let live: Vec<&Matter<'_>> = matters.iter().filter(|matter| matter.shelf.is_some()).collect();
            if let Some(answer) = answer(self.facts, self.network, person, &live) {
                umbrella.cleared.extend(self.answered(group, person, &live, &answer));
            } else if !live.is_empty() {
                umbrella.protectors.extend(self.accused(&near, person, matters, chains, found.is_complete));
            } else {
                umbrella.cleared.extend(self.cleared(group, person, matters));
            }
        }
        let told: BTreeSet<&EntityId> = matters.keys().collect();
        let mut others = std::mem::take(&mut found.chains);
        for (person, lapses) in near.lapses.iter().filter(|(person, _)| !told.contains(person)) {
            // A body drops cases all the time: its head stands here where a source names the official, or where it
            // happened again and again.
            if lapses.iter().any(|(lapse, _)| lapse.is_personal) || lapses.len() > 2 {
                others.entry(person.clone()).or_default();
            }
        }
        for (person, chains) in others {
            self.structural(&near, &person, chains, &mut umbrella);
        }
        umbrella.protectors.sort_by(|a, b| {
            let by_score = b.finding.score().total_cmp(&a.finding.score());
            a.shelf.cmp(&b.shelf).then(by_score).then_with(|| a.person.id.cmp(&b.person.id))
        });
        Ok(umbrella)
    }

    /// Somebody who is accused.
    fn accused(
        &self,
        near: &Near<'_>,
        person: &EntityId,
        matters: &[Matter<'_>],
        chains: Vec<Chain>,
        is_complete: bool,
    ) -> Option<Protector> {
        let group = near.group;
        let live: Vec<&Matter<'_>> = matters.iter().filter(|matter| matter.shelf.is_some()).collect();
        let fallen: Vec<&Matter<'_>> = matters.iter().filter(|matter| matter.tie.is_cleared()).collect();
        let best = *live.first()?;
        let shelf = best.shelf?;
        let offices = self.offices_of(person);
        let mut counter = self.counter(matters);
        counter.extend(of_namesakes(self.facts, self.network, person));
        let mut parts = score::of_accusations(self.facts, &live);
        parts.extend(self.office_parts(&offices, &best.chain, group));
        parts.extend(score::of_chains(&chains));
        parts.extend(self.circumstances(near, person, &chains));
        parts.extend(score::of_counter(&counter, &fallen));
        let alibi = alibi::of_alibi(self.facts, person, &live);
        let elsewhere = alibi.as_ref().map(|part| part.why.clone());
        parts.extend(alibi);
        let evidence = live.iter().skip(1).fold(best.chain.evidence()?, |all, m| all.and(&m.tie.evidence));
        let finding = Finding::new(FindingKind::Umbrella, vec![person.clone(), group.clone()], &evidence, parts);
        let mut all: Vec<Chain> = live.iter().map(|matter| matter.chain.clone()).collect();
        all.extend(chains);
        let finding = caveat::of_accused(self.facts, finding, person, group, &live, &offices);
        let finding = caveat::of_namesakes(finding, &counter);
        let finding = caveat::of_search(finding, is_complete);
        let finding = elsewhere.into_iter().fold(finding, Finding::with_caveat);
        Some(Protector {
            person: self.facts.entity(person),
            shelf,
            standing: best.in_force(),
            is_assessment: false,
            offices,
            chains: all,
            best: self.best(best)?,
            counter,
            finding,
        })
    }

    fn offices_of(&self, person: &EntityId) -> Vec<Office> {
        self.offices.get(person).cloned().unwrap_or_else(|| offices(self.facts, person))
    }

    /// What lies near in time: cases that were dropped, contacts just before a raid.
    fn circumstances(&self, near: &Near<'_>, person: &EntityId, chains: &[Chain]) -> Vec<Part> {
        let lapses: Vec<&Lapse> = near.lapses.get(person).into_iter().flatten().map(|(lapse, _)| *lapse).collect();
        let mut parts = score::of_lapses(&lapses, chains);
        let own = self.network.place(person).into_iter().flat_map(|place| self.ties.of(self.network, place));
        parts.extend(score::of_contacts(own, person, &near.circle, self.raids));
        parts
    }

    fn office_parts(&self, offices: &[Office], chain: &Chain, group: &EntityId) -> Vec<Part> {
        let held = score::of_office(offices, chain);
        let over = held.as_ref().and_then(|_| score::of_place(self.facts, offices, group));
        let trade = held.as_ref().and_then(|_| score::of_trade(self.facts, offices, group));
        held.into_iter().chain(over).chain(trade).collect()
    }

    fn counter(&self, matters: &[Matter<'_>]) -> Vec<Counter> {
        let mut counter: Vec<Counter> = Vec::new();
        for found in matters.iter().flat_map(|matter| counters(self.facts, matter.tie)) {
            if !counter.contains(&found) {
                counter.push(found);
            }
        }
        counter
    }

    /// The sentence that says the most: of the statements that carry the accusation as far as it has got, the longest.
    fn best(&self, matter: &Matter<'_>) -> Option<Citation> {
        let standing = matter.in_force()?;
        let carrying: Vec<_> = matter.tie.standings.with(standing).flat_map(|e| e.statements.iter().copied()).collect();
        let best = longest(self.facts, &carrying).unwrap_or_else(|| matter.tie.evidence.first());
        self.facts.cite(best)
    }

    /// Somebody who was accused and of whom that no longer holds. Where nothing is left but a denial of what no source
    /// says, there is nothing to list.
    fn cleared(&self, group: &EntityId, person: &EntityId, matters: &[Matter<'_>]) -> Option<Cleared> {
        let fallen: Vec<&Matter<'_>> = matters.iter().filter(|matter| matter.tie.is_cleared()).collect();
        let matter = fallen.first()?;
        let by = matter.tie.standings.cleared()?;
        let entry = matter.tie.standings.with(by).last()?;
        let decision = self.facts.cite(longest(self.facts, &entry.statements)?)?;
        let evidence = fallen.iter().skip(1).fold(matter.tie.evidence.clone(), |all, m| all.and(&m.tie.evidence));
        let finding = Finding::new(FindingKind::Umbrella, vec![person.clone(), group.clone()], &evidence, Vec::new());
        Some(Cleared {
            person: self.facts.entity(person),
            reached: caveat::reached(matter.tie),
            by,
            on: entry.date,
            is_of_namesake: false,
            says: caveat::what_became_of_it(self.facts, person, matter.tie, entry),
            decision,
            offices: self.offices_of(person),
            counter: self.counter(matters),
            finding: caveat::of_cleared(finding, &fallen),
        })
    }

    /// Somebody who is accused while another record of the same name and post was cleared of the like.
    fn answered(&self, group: &EntityId, person: &EntityId, live: &[&Matter<'_>], answer: &Answer) -> Option<Cleared> {
        let tie = live.first()?.tie;
        let decision = self.facts.cite(longest(self.facts, &answer.entry.statements)?)?;
        let evidence = live.iter().skip(1).fold(tie.evidence.clone(), |all, m| all.and(&m.tie.evidence));
        let finding = Finding::new(FindingKind::Umbrella, vec![person.clone(), group.clone()], &evidence, Vec::new());
        let says = caveat::what_became_of_it(self.facts, person, tie, &answer.entry);
        Some(Cleared {
            person: self.facts.entity(person),
            reached: caveat::reached(tie),
            by: answer.entry.standing,
            on: answer.entry.date,
            is_of_namesake: true,
            says: format!("{says}, as told of somebody of the same name and post"),
            decision,
            offices: self.offices_of(person),
            counter: of_namesakes(self.facts, self.network, person),
            finding: caveat::of_answer(finding, answer),
        })
    }

    /// An official of whom nobody says anything, but from whom a chain leads to the group.
    fn structural(&self, near: &Near<'_>, person: &EntityId, chains: Vec<Chain>, umbrella: &mut Umbrella) {
        let group = near.group;
        let offices = self.offices_of(person);
        let holds = |chain: &Chain| offices.iter().any(|office| chains::overlaps(office.validity, chain));
        let (mut chains, others): (Vec<_>, Vec<_>) = chains.into_iter().partition(holds);
        let lapses = near.lapses.get(person).into_iter().flatten();
        let spared = lapses.filter(|(lapse, chain)| holds(chain) && (lapse.is_personal || chains.is_empty()));
        let spared: Vec<Chain> = spared.map(|(_, chain)| chain.clone()).collect();
        chains.extend(spared);
        let Some(first) = chains.first() else {
            if let Some(chain) = others.into_iter().next() {
                let person = self.facts.entity(person);
                let why = caveat::why_set_aside(&person, &offices, &chain);
                umbrella.set_aside.push(SetAside { person, why, chain });
            }
            return;
        };
        let mut parts: Vec<Part> =
            score::of_closeness(first).into_iter().chain(score::of_acquaintance(first)).collect();
        parts.extend(self.office_parts(&offices, first, group));
        parts.extend(score::of_chains(&chains));
        parts.extend(self.circumstances(near, person, &chains));
        let (Some(evidence), Some(step)) = (first.evidence(), first.steps.first()) else { return };
        let Some(best) = longest(self.facts, step.evidence.statements()).and_then(|id| self.facts.cite(id)) else {
            return;
        };
        let finding = Finding::new(FindingKind::Umbrella, vec![person.clone(), group.clone()], &evidence, parts);
        let finding = caveat::of_structure(finding, &self.facts.caption(person), first, &offices);
        umbrella.protectors.push(Protector {
            person: self.facts.entity(person),
            shelf: Shelf::Structure,
            standing: None,
            is_assessment: true,
            offices,
            chains,
            best,
            counter: Vec::new(),
            finding: caveat::of_search(finding, umbrella.is_complete),
        });
    }
}

/// The groups over which somebody stands, with the place among the group's protectors: the umbrellas read the other way.
pub fn sheltered_by<'u>(umbrellas: &'u [Umbrella], person: &EntityId) -> Vec<(&'u Umbrella, &'u Protector)> {
    let of = |umbrella: &'u Umbrella| {
        umbrella.protectors.iter().find(|protector| &protector.person.id == person).map(|found| (umbrella, found))
    };
    umbrellas.iter().filter_map(of).collect()
}

/// Those who shelter several groups, with the number of groups on each shelf; structure alone counts for nobody.
pub fn over_several(umbrellas: &[Umbrella]) -> Vec<(EntityId, BTreeMap<Shelf, usize>)> {
    let mut found: BTreeMap<EntityId, BTreeMap<Shelf, usize>> = BTreeMap::new();
    let said = umbrellas.iter().flat_map(|umbrella| &umbrella.protectors).filter(|p| p.shelf != Shelf::Structure);
    for protector in said {
        *found.entry(protector.person.id.clone()).or_default().entry(protector.shelf).or_default() += 1;
    }
    found.into_iter().filter(|(_, shelves)| shelves.values().sum::<usize>() > 1).collect()
}

#[cfg(test)]
mod tests;
