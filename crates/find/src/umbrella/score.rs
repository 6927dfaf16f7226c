//! The parts of a protector's score.
//!
//! Points only put protectors of one shelf in order. Each is a named part with its reason and its evidence; none rests
//! on who somebody is, and all that speaks against somebody lowers the sum.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{Credibility, EntityId, Reliability, Standing};

use super::lapse::Lapse;
use super::matter::{Matter, origins};
use super::warning::Raid;
use super::{Chain, Counter};
use crate::{Evidence, Facts, Office, OfficeStatus, Part, Tie, TieKind};

/// Points of the accusation itself, by how far it has got.
fn of_standing(standing: Standing) -> f64 {
    match standing {
        Standing::Final => 50.0,
        Standing::Convicted => 45.0,
        Standing::Tried => 30.0,
        Standing::Charged => 28.0,
        Standing::Detained => 20.0,
        Standing::Investigated => 15.0,
        Standing::Alleged => 8.0,
        Standing::Reported => 6.0,
        Standing::Denied | Standing::Dropped | Standing::Acquitted | Standing::Overturned => 0.0,
    }
}

fn of_reliability(reliability: Reliability) -> f64 {
    match reliability {
        Reliability::A => 5.0,
        Reliability::B => 3.0,
        Reliability::C => 1.0,
        Reliability::D => -1.0,
        Reliability::E => -3.0,
        Reliability::F => 0.0,
    }
}

fn of_credibility(credibility: Credibility) -> f64 {
    match credibility {
        Credibility::Confirmed => 5.0,
        Credibility::ProbablyTrue => 3.0,
        Credibility::PossiblyTrue => 1.0,
        Credibility::Doubtful => -2.0,
        Credibility::Improbable => -4.0,
        Credibility::Unknown => 0.0,
    }
}

/// Each further origin, three at most.
const ORIGIN: f64 = 3.0;
/// Each further accusation in force, three at most.
const FURTHER: f64 = 2.0;
/// Each tie by which the accusation falls short of the group itself.
const INDIRECT: f64 = -2.0;
const OFFICE_THEN: f64 = 6.0;
const OFFICE_UNDATED: f64 = 3.0;
const OFFICE_OVER_PLACE: f64 = 5.0;
const PAYMENTS: f64 = 6.0;
const FAMILY: f64 = 3.0;
const FRONT: f64 = 3.0;
/// Each further chain, three at most.
const CHAIN: f64 = 2.0;
/// Each payment beyond the first, four at most.
const PAYMENT_AGAIN: f64 = 1.0;
const SHARE: f64 = 4.0;
/// Each case that the official dropped or each inspection that the official passed, three at most.
const LAPSE: f64 = 4.0;
/// Likewise, where only the body is told that the official led: two at most.
const LAPSE_OF_BODY: f64 = 1.0;
/// A case that was dropped within half a year of money or a gift.
const LAPSE_NEAR: f64 = 3.0;
const CONTACT_BEFORE_RAID: f64 = 6.0;
const OFFICE_OVER_TRADE: f64 = 3.0;
/// Each link of mere acquaintance in the shortest chain.
const ACQUAINTANCE: f64 = -1.5;
const DENIED: f64 = -3.0;
const CLEARED_OF_OTHER: f64 = -6.0;
const NAMESAKE_CLEARED: f64 = -5.0;

fn part(name: &'static str, points: f64, why: impl Into<String>, evidence: Evidence) -> Option<Part> {
    // Nothing added is no part: a reader would look for what it means.
    (points != 0.0).then(|| Part { name, points, why: why.into(), evidence })
}

/// The parts of the accusations.
pub(super) fn of_accusations(facts: &Facts, live: &[&Matter<'_>]) -> Vec<Part> {
    let Some(best) = live.first() else { return Vec::new() };
    let (tie, evidence) = (best.tie, &best.tie.evidence);
    let mut parts = Vec::new();
    if let Some(standing) = best.in_force() {
        parts.extend(part(
            "accusation",
            of_standing(standing),
            format!("the accusation is {standing}"),
            evidence.clone(),
        ));
    }
    let indirect = best.chain.steps.len().saturating_sub(1);
    if let (1.., Some(evidence)) = (indirect, best.chain.evidence()) {
        let why = format!("the accusation names not the group but a party {indirect} {} away", ties(indirect));
        parts.extend(part("indirect", INDIRECT * indirect as f64, why, evidence));
    }
    let why = format!("the best source is {}: {}", tie.reliability, tie.reliability.meaning());
    parts.extend(part("source reliability", of_reliability(tie.reliability), why, evidence.clone()));
    let why = format!("the best statement is {}: {}", tie.credibility, tie.credibility.meaning());
    parts.extend(part("credibility", of_credibility(tie.credibility), why, evidence.clone()));
    let origins = origins(facts, &live.iter().skip(1).fold(evidence.clone(), |all, m| all.and(&m.tie.evidence)));
    let further = origins.len().saturating_sub(1);
    if let Some(evidence) = Evidence::new(origins.values().copied()) {
        let why =
            format!("{} origins say so: {}", origins.len(), origins.keys().cloned().collect::<Vec<_>>().join(", "));
        parts.extend(part("independent origins", ORIGIN * further.min(3) as f64, why, evidence));
    }
    let others = live.iter().skip(1).map(|matter| &matter.tie.evidence);
    if let Some(evidence) = others.cloned().reduce(|a, b| a.and(&b)) {
        let count = live.len() - 1;
        let why = format!("{count} further {} in force", if count == 1 { "accusation is" } else { "accusations are" });
        parts.extend(part("further accusations", FURTHER * count.min(3) as f64, why, evidence));
    }
    parts
}

fn ties(count: usize) -> &'static str {
    if count == 1 { "tie" } else { "ties" }
}

/// The part of the office, if one was held at the time or at a time that is not told.
pub(super) fn of_office(offices: &[Office], chain: &Chain) -> Option<Part> {
    let then = |office: &&Office| super::chains::overlaps(office.validity, chain);
    let is_dated = |office: &&Office| !office.validity.is_unknown() && !chain.validity.is_unknown();
    let office = offices.iter().filter(then).find(is_dated).or_else(|| offices.iter().find(then))?;
    let (points, why) = if is_dated(&office) {
        (OFFICE_THEN, format!("{} at the time", untensed(office)))
    } else {
        (OFFICE_UNDATED, format!("{}; that it was at the time is not told", office.title()))
    };
    part("public office", points, why, office.evidence.clone())
}

fn untensed(office: &Office) -> String {
    Office { status: OfficeStatus::Unknown, ..office.clone() }.title()
}

/// The part of an office whose area is where the group is at work.
pub(super) fn of_place(facts: &Facts, offices: &[Office], group: &EntityId) -> Option<Part> {
    let told = ["territory", "territoryEntity", "address", "addressEntity"];
    let stated = told.into_iter().flat_map(|property| facts.stating(group, property));
    for fact in stated {
        let place = fact.statement.target().map_or_else(|| fact.statement.value().to_owned(), |id| facts.caption(&id));
        for office in offices {
            let area =
                [Some(office.post.clone()), office.area.clone(), office.body.as_ref().map(|b| b.caption.clone())];
            if area.into_iter().flatten().any(|area| is_within(&area, &place)) {
                let evidence = office.evidence.and(&Evidence::new([fact.id])?);
                let why = format!("{}: the group is at work in {place}", untensed(office));
                return part("office over the place", OFFICE_OVER_PLACE, why, evidence);
            }
        }
    }
    None
}

/// Whether one name of a place or body holds the other's words, generic ones left out.
fn is_within(one: &str, other: &str) -> bool {
    const GENERIC: [&str; 14] = [
        "the",
        "of",
        "in",
        "district",
        "province",
        "city",
        "county",
        "town",
        "village",
        "region",
        "area",
        "municipality",
        "prefecture",
        "state",
    ];
    let words = |text: &str| -> Vec<String> {
        let all = text.to_lowercase();
        let all = all.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !GENERIC.contains(word));
        all.map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    let (long, short) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

/// The parts of the chains that lead to the group beside the accusations.
pub(super) fn of_chains(chains: &[Chain]) -> Vec<Part> {
    let mut parts = Vec::new();
    let of_kind = |kind: TieKind| {
        let steps = chains.iter().flat_map(|chain| &chain.steps).filter(|step| step.kind == kind);
        let mut said: Vec<&str> = Vec::new();
        let mut all: Option<Evidence> = None;
        for step in steps {
            if !said.contains(&step.says.as_str()) {
                said.push(&step.says);
            }
            all = Some(all.map_or_else(|| step.evidence.clone(), |all| all.and(&step.evidence)));
        }
        all.map(|evidence| (said.join("; "), evidence))
    };
    let steps = || chains.iter().flat_map(|chain| &chain.steps);
    let paid: BTreeSet<&EntityId> =
        steps().filter(|step| step.kind == TieKind::Payment).flat_map(|step| &step.ties).collect();
    let again = PAYMENT_AGAIN * paid.len().saturating_sub(1).min(4) as f64;
    for (name, kind, points) in [
        ("payments", TieKind::Payment, PAYMENTS + again),
        ("family", TieKind::Family, FAMILY),
        ("front", TieKind::Representation, FRONT),
    ] {
        if let Some((why, evidence)) = of_kind(kind) {
            parts.extend(part(name, points, why, evidence));
        }
    }
    // A share of the official's own, or of the next of kin.
    let near = chains.iter().flat_map(|chain| {
        let reach = if chain.steps.first().is_some_and(|step| step.kind == TieKind::Family) { 2 } else { 1 };
        chain.steps.iter().take(reach)
    });
    if let Some(step) = near.filter(|step| step.kind == TieKind::Ownership).min_by(|a, b| a.says.cmp(&b.says)) {
        parts.extend(part("share", SHARE, step.says.clone(), step.evidence.clone()));
    }
    let mut ways: Vec<Vec<&EntityId>> = Vec::new();
    let mut further: Option<Evidence> = None;
    for chain in chains {
        // Parallel ties between the same parties are one way.
        let way: Vec<_> = chain.steps.iter().map(|step| &step.to.id).collect();
        if !ways.contains(&way) {
            if !ways.is_empty() {
                let evidence = chain.evidence();
                further = further.map(|all| evidence.as_ref().map_or(all.clone(), |new| all.and(new))).or(evidence);
            }
            ways.push(way);
        }
    }
    if let Some(evidence) = further {
        let count = ways.len() - 1;
        let why = format!("{count} further {} to the group", if count == 1 { "way leads" } else { "ways lead" });
        parts.extend(part("further chains", CHAIN * count.min(3) as f64, why, evidence));
    }
    parts
}

/// The part of the shortest chain, where nothing but structure is known.
pub(super) fn of_closeness(chain: &Chain) -> Option<Part> {
    let points = match chain.steps.len() {
        0 | 1 => 10.0,
        2 => 7.0,
        3 => 5.0,
        _ => 3.0,
    };
    let count = chain.steps.len();
    let why = format!("the shortest chain has {count} {}", ties(count));
    part("closeness", points, why, chain.evidence()?)
}

/// The part of ties that are mere acquaintance: what they carry is weaker than what money or kinship carries.
pub(super) fn of_acquaintance(chain: &Chain) -> Option<Part> {
    let is_loose = |step: &&super::Step| matches!(step.kind, TieKind::Associate | TieKind::Link | TieKind::Employment);
    let loose: Vec<_> = chain.steps.iter().filter(is_loose).collect();
    let evidence = Evidence::new(loose.iter().flat_map(|step| step.evidence.statements()).copied())?;
    let why = format!(
        "{} of the shortest chain {} mere acquaintance or a job",
        loose.len(),
        if loose.len() == 1 { "link is" } else { "links are" }
    );
    part("loose links", ACQUAINTANCE * loose.len() as f64, why, evidence)
}

/// The parts of what was left undone.
pub(super) fn of_lapses(lapses: &[&Lapse], chains: &[Chain]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (name, is_personal, points, most, why) in [
        ("cases dropped", true, LAPSE, 3, "dropped or passed by the official"),
        (
            "cases dropped at the office",
            false,
            LAPSE_OF_BODY,
            2,
            "dropped or passed at the office that the official led",
        ),
    ] {
        let own: Vec<_> = lapses.iter().filter(|lapse| lapse.is_personal == is_personal).collect();
        if let Some(evidence) = own.iter().map(|lapse| lapse.evidence.clone()).reduce(|a, b| a.and(&b)) {
            let count = own.len();
            let why =
                format!("{count} {} against those of the group {why}", if count == 1 { "matter" } else { "matters" });
            parts.extend(part(name, points * count.min(most) as f64, why, evidence));
        }
    }
    let payments = chains.iter().flat_map(|chain| &chain.steps).filter(|step| step.kind == TieKind::Payment);
    for step in payments {
        let paid = crate::day::interval(step.validity);
        let near = lapses.iter().find(|lapse| {
            lapse.days().is_some_and(|days| {
                let apart = i64::from(days.first().max(paid.first())) - i64::from(days.last().min(paid.last()));
                paid.first() != i32::MIN && apart <= 183
            })
        });
        if let Some(lapse) = near {
            let why = format!("within half a year of: {}", step.says);
            let evidence = lapse.evidence.and(&step.evidence);
            parts.extend(part("dropped near a payment", LAPSE_NEAR, why, evidence));
            break;
        }
    }
    parts
}

/// The part of a contact with somebody of the group just before a raid that was to meet them.
pub(super) fn of_contacts<'t>(
    ties: impl Iterator<Item = &'t Tie>,
    person: &EntityId,
    circle: &BTreeSet<EntityId>,
    raids: &BTreeMap<EntityId, Vec<Raid>>,
) -> Option<Part> {
    let near = ties.filter(|tie| matches!(tie.kind, TieKind::Link | TieKind::Associate) && tie.in_force().is_none());
    for tie in near.filter(|tie| circle.contains(tie.other(person))) {
        let met = raids.get(tie.other(person)).map_or(&[][..], Vec::as_slice);
        if let Some(raid) = super::warning::before(met, tie.validity) {
            let words = if tie.words.is_empty() { "a contact".to_owned() } else { tie.words.join(", ") };
            let why = format!("{words} at most two weeks before: {}", raid.says);
            return part("contact before a raid", CONTACT_BEFORE_RAID, why, tie.evidence.and(&raid.evidence));
        }
    }
    None
}

/// The part of an office whose words are those of the group's trade.
pub(super) fn of_trade(facts: &Facts, offices: &[Office], group: &EntityId) -> Option<Part> {
    for fact in facts.stating(group, "trades") {
        for office in offices {
            let words = office.title();
            if is_within(fact.statement.value(), &words) {
                let why = format!("{}: the group lives on {}", untensed(office), fact.statement.value());
                return part(
                    "office over the trade",
                    OFFICE_OVER_TRADE,
                    why,
                    office.evidence.and(&Evidence::new([fact.id])?),
                );
            }
        }
    }
    None
}

/// The parts of what speaks against it.
pub(super) fn of_counter(counter: &[Counter], cleared: &[&Matter<'_>]) -> Vec<Part> {
    let mut parts = Vec::new();
    let denials = counter.iter().filter(|counter| counter.standing == Standing::Denied);
    if let Some(evidence) = Evidence::new(denials.map(|counter| counter.citation.statement)) {
        parts.extend(part("denied", DENIED, "it is denied", evidence));
    }
    let namesakes = counter.iter().filter(|counter| counter.is_of_namesake);
    if let Some(evidence) = Evidence::new(namesakes.map(|counter| counter.citation.statement)) {
        parts.extend(part("namesake cleared", NAMESAKE_CLEARED, "somebody of the same name was cleared", evidence));
    }
    if let Some(evidence) = cleared.iter().map(|matter| matter.tie.evidence.clone()).reduce(|a, b| a.and(&b)) {
        parts.extend(part("cleared of another accusation", CLEARED_OF_OTHER, "another accusation fell", evidence));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_rise_with_the_rung() {
        let ladder: Vec<_> = Standing::ALL.into_iter().filter(|standing| standing.rung().is_some()).collect();
        assert!(ladder.windows(2).all(|pair| of_standing(pair[0]) < of_standing(pair[1])));
    }

    #[test]
    fn places_are_told_by_their_own_words() {
        assert!(is_within("Quayside district branch", "Quayside"));
        assert!(is_within("Gullhaven", "village of Gullhaven"));
        assert!(!is_within("Saltmarsh district branch", "Quayside district"));
        assert!(!is_within("district", "the district"));
    }
}
