//! The case on one screen.

mod review;

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_model::{EntityId, Standing};

pub use review::Judged;

use crate::{
    Chain, Check, Citation, Cleared, Component, Counter, EntityRef, Facts, Findings, Hit, Network, NodeKind, Office,
    Protector, Ring, Shelf, Skipped, Umbrella, Verdict,
};

/// How much there is of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Sources.
    pub sources: usize,
    /// Files that were not read.
    pub skipped: usize,
    /// Live statements.
    pub statements: usize,
    /// Entities that are not ties.
    pub entities: usize,
    /// Persons.
    pub persons: usize,
    /// Bodies of any kind, criminal groups left out.
    pub organisations: usize,
    /// Criminal groups.
    pub groups: usize,
    /// Ties.
    pub ties: usize,
    /// Accusing ties that are in force.
    pub accusing_ties: usize,
    /// Figures.
    pub figures: usize,
    /// Campaigns.
    pub campaigns: usize,
}

/// A network in one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NetworkLine {
    /// What it is called.
    pub name: String,
    /// Its criminal groups.
    pub groups: Vec<EntityRef>,
    /// How many nodes.
    pub nodes: usize,
    /// How many ties.
    pub ties: usize,
    /// How many of them accuse.
    pub accusing_ties: usize,
    /// Those through whom most paths run: three at most.
    pub central: Vec<EntityRef>,
}

/// A protector in two lines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProtectorLine {
    /// Who.
    pub person: EntityRef,
    /// Which group.
    pub group: EntityRef,
    /// The shelf.
    pub shelf: Shelf,
    /// The standing.
    pub standing: Option<Standing>,
    /// The office: "former head, Lubei district branch of ...".
    pub office: Option<String>,
    /// The sentence that says the most.
    pub best: Citation,
    /// What stands against it, in a few words each: "denied", "somebody of the same name was cleared".
    pub against: Vec<String>,
    /// Whether it was concluded and no source says it.
    pub is_assessment: bool,
    /// Where it was concluded: the ties that lead to the group, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chain: Option<String>,
}

/// A group of which nobody is found to shelter it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BareGroup {
    /// The group.
    pub group: EntityRef,
    /// "No protector on any shelf.", and who was cleared.
    pub says: String,
}

/// A check in one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckLine {
    /// The check in one sentence.
    pub says: String,
    /// By how much.
    pub by: String,
}

/// A command that is worth running next, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextStep {
    /// The command's arguments, the program's name left out.
    pub arguments: Vec<String>,
    /// Why.
    pub why: String,
}

/// The case on one screen: what `investigate` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How much there is.
    pub counts: Counts,
    /// What was left out, and why.
    pub skipped: Vec<Skipped>,
    /// The networks with a group or an accusation, in order: five at most.
    pub networks: Vec<NetworkLine>,
    /// How many more there are.
    pub more_networks: usize,
    /// The protectors, by shelf and score: all of them.
    pub protectors: Vec<ProtectorLine>,
    /// Those who were cleared, each in a few words.
    pub cleared: Vec<String>,
    /// Groups of which nobody is found to shelter them.
    pub without_protector: Vec<BareGroup>,
    /// Officials who shelter several groups, together or alone.
    pub rings: Vec<Ring>,
    /// What is new for the alerts that the case keeps.
    pub hits: Vec<Hit>,
    /// Figures that disagree.
    pub disagreements: Vec<CheckLine>,
    /// How many checks agree.
    pub agreements: usize,
    /// How many can't be compared.
    pub incomparable: usize,
    /// What a person still has to look at, one sentence each: first the records that may be one, the likeliest first.
    pub to_review: Vec<String>,
    /// Whether records may be one and nobody has judged.
    pub has_open_pairs: bool,
    /// What to run next.
    pub next: Vec<NextStep>,
}

/// How many networks are named.
const NETWORKS: usize = 5;
/// How many central nodes of each.
const CENTRAL: usize = 3;

impl Summary {
    /// Sums up the findings on a case.
    pub fn of(facts: &Facts, findings: &Findings) -> Self {
        Self::with(facts, findings, &Judged::default())
    }

    /// Sums up the findings on a case, with what was judged of pairs of records but not decided.
    pub fn with(facts: &Facts, findings: &Findings, judged: &Judged) -> Self {
        let network = &findings.network;
        let real: Vec<_> =
            network.components().iter().filter(|c| !c.groups.is_empty() || c.accusing_ties > 0).collect();
        let verdicts =
            |wanted: fn(&Verdict) -> bool| findings.ledger.checks.iter().filter(|check| wanted(&check.verdict)).count();
        let protectors: Vec<ProtectorLine> = findings.umbrellas.iter().flat_map(protectors).collect();
        let mut summary = Self {
            counts: counts(facts, findings),
            skipped: facts.skipped().to_vec(),
            networks: real.iter().take(NETWORKS).map(|component| line(facts, network, component)).collect(),
            more_networks: real.len().saturating_sub(NETWORKS),
            protectors: in_order(protectors),
            cleared: cleared(&findings.umbrellas),
            without_protector: findings.umbrellas.iter().filter(|u| u.has_no_protector()).map(bare).collect(),
            rings: findings.rings.clone(),
            hits: findings.hits.clone(),
            disagreements: findings.ledger.checks.iter().filter_map(disagreement).collect(),
            agreements: verdicts(|verdict| matches!(verdict, Verdict::Agree)),
            incomparable: verdicts(|verdict| matches!(verdict, Verdict::CannotCompare { .. })),
            to_review: review::lines(facts, findings, judged),
            has_open_pairs: !judged.open.is_empty(),
            next: Vec::new(),
        };
        summary.next = next(&summary, findings);
        summary
    }
}

/// Each of those who were cleared once, with the earliest decision, by name.
fn cleared(umbrellas: &[Umbrella]) -> Vec<String> {
    let mut first: BTreeMap<&EntityId, &Cleared> = BTreeMap::new();
    for cleared in umbrellas.iter().flat_map(|umbrella| &umbrella.cleared) {
        let known = first.entry(&cleared.person.id).or_insert(cleared);
        let order = |cleared: &Cleared| (cleared.on.is_none(), cleared.on);
        if order(cleared) < order(known) {
            *known = cleared;
        }
    }
    let mut lines: Vec<String> = first.into_values().map(Cleared::in_short).collect();
    lines.sort();
    lines
}

fn counts(facts: &Facts, findings: &Findings) -> Counts {
    let nodes = |kinds: &[NodeKind]| findings.network.nodes().iter().filter(|node| kinds.contains(&node.kind)).count();
    Counts {
        sources: facts.sources().len(),
        skipped: facts.skipped().len(),
        statements: facts.facts().len(),
        entities: facts.profiles().filter(|profile| !profile.schema().is_edge()).count(),
        persons: nodes(&[NodeKind::Person]),
        organisations: nodes(&[NodeKind::Company, NodeKind::PublicBody, NodeKind::Organisation]),
        groups: nodes(&[NodeKind::CriminalGroup]),
        ties: findings.network.ties().len(),
        accusing_ties: findings.network.ties().iter().filter(|tie| tie.in_force().is_some()).count(),
        figures: findings.ledger.figures.len(),
        campaigns: findings.campaigns.len(),
    }
}

fn line(facts: &Facts, network: &Network, component: &Component) -> NetworkLine {
    NetworkLine {
        name: component.name.clone(),
        groups: component.groups.iter().map(|id| facts.entity(id)).collect(),
        nodes: component.nodes.len(),
        ties: component.ties.len(),
        accusing_ties: component.accusing_ties,
        central: component.central.iter().take(CENTRAL).map(|node| network.nodes()[*node].entity.clone()).collect(),
    }
}

fn protectors(umbrella: &Umbrella) -> Vec<ProtectorLine> {
    let line = |protector: &Protector| {
        let mut against: Vec<String> = Vec::new();
        for words in protector.counter.iter().map(in_short) {
            if !against.contains(&words) {
                against.push(words);
            }
        }
        ProtectorLine {
            person: protector.person.clone(),
            group: umbrella.group.clone(),
            shelf: protector.shelf,
            standing: protector.standing,
            office: Office::chief(&protector.offices).map(Office::title),
            best: protector.best.clone(),
            against,
            is_assessment: protector.is_assessment,
            chain: protector.chains.first().filter(|_| protector.is_assessment).map(Chain::in_words),
        }
    };
    umbrella.protectors.iter().map(line).collect()
}

/// What speaks against it, in a few words.
fn in_short(counter: &Counter) -> String {
    match counter.standing {
        _ if counter.is_of_namesake => "somebody of the same name was cleared".to_owned(),
        Standing::Denied => "denied".to_owned(),
        standing => format!("another accusation was {standing}"),
    }
}

/// By shelf; within one in the order of the groups and of their scores.
fn in_order(mut protectors: Vec<ProtectorLine>) -> Vec<ProtectorLine> {
    protectors.sort_by_key(|line| line.shelf);
    protectors
}

fn bare(umbrella: &Umbrella) -> BareGroup {
    let cleared: Vec<&str> = umbrella.cleared.iter().map(|cleared| cleared.person.caption.as_str()).collect();
    let says = if cleared.is_empty() {
        "no protector on any shelf".to_owned()
    } else {
        format!("no protector on any shelf; cleared: {}", cleared.join(", "))
    };
    BareGroup { group: umbrella.group.clone(), says }
}

fn disagreement(check: &Check) -> Option<CheckLine> {
    match &check.verdict {
        Verdict::Disagree { by } => Some(CheckLine { says: check.says.clone(), by: by.clone() }),
        Verdict::Agree | Verdict::CannotCompare { .. } => None,
    }
}

/// Commands that say more on what stands above.
fn next(summary: &Summary, findings: &Findings) -> Vec<NextStep> {
    let step = |arguments: &[&str], why: String| NextStep {
        arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
        why,
    };
    let mut next = Vec::new();
    if let Some(first) = summary.protectors.first() {
        next.push(step(&["umbrellas"], "every chain with its evidence and its doubt".to_owned()));
        next.push(step(&["dossier", &first.person.caption], "all that is known of one, with footnotes".to_owned()));
    } else if let Some(central) = summary.networks.first().and_then(|line| line.central.first()) {
        next.push(step(&["dossier", &central.caption], "all that is known of one, with footnotes".to_owned()));
    }
    if !summary.hits.is_empty() {
        next.push(step(&["alert", "run"], "what is new for the alerts that you keep".to_owned()));
    }
    if !findings.ledger.checks.is_empty() {
        next.push(step(
            &["figures"],
            format!("{} checks between {} figures", findings.ledger.checks.len(), findings.ledger.figures.len()),
        ));
    }
    if summary.has_open_pairs {
        next.push(step(&["who"], "records that may be one, with what speaks for and against it".to_owned()));
    }
    next.push(step(&["verify"], "recompute every hash, span and quote".to_owned()));
    next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::View;
    use crate::fixture::{Story, group, job, member, person, say, shelters};

    fn summary(story: Story) -> Summary {
        let facts = story.facts();
        Summary::of(&facts, &Findings::of(&facts, &View::default()).unwrap())
    }

    #[test]
    fn the_case_on_one_screen() {
        let summary = summary(
            Story::new()
                .tell([person("ma", "Ma Aijun"), group("g", "Gang"), say("b", "PublicBody", &[("name", "Branch")])])
                .tell([job("j", "ma", "b", "head", "2010", "2015"), shelters("t", "ma", "g").at(Standing::Convicted)])
                .tell([
                    person("x", "X"),
                    person("y", "X"),
                    group("h", "Other"),
                    member("m", "x", "h").at(Standing::Alleged),
                ]),
        );
        assert_eq!((summary.counts.persons, summary.counts.groups, summary.counts.accusing_ties), (3, 2, 2));
        assert_eq!(summary.networks.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(), ["Gang", "Other"]);
        assert_eq!(summary.protectors.len(), 1);
        assert_eq!(summary.protectors[0].office.as_deref(), Some("former head, Branch"));
        assert_eq!(summary.without_protector[0].group.caption, "Other");
        assert_eq!(summary.to_review, ["2 records are called X, and nobody has judged whether they are one"]);
        assert_eq!(summary.next[1].arguments, ["dossier", "Ma Aijun"]);
    }

    #[test]
    fn who_was_cleared_is_told_with_the_bare_group() {
        let summary = summary(
            Story::new()
                .tell([person("p", "P"), group("g", "G"), shelters("t", "p", "g").at(Standing::Charged)])
                .source("court", "2024")
                .tell([shelters("t", "p", "g").at(Standing::Acquitted)]),
        );
        assert!(summary.protectors.is_empty());
        assert_eq!(summary.without_protector[0].says, "no protector on any shelf; cleared: P");
        assert_eq!(summary.cleared.len(), 1);
    }

    #[test]
    fn what_stands_against_a_protector_is_told_in_short() {
        let story = Story::new()
            .tell([person("p", "Ann Lee"), group("g", "G"), shelters("t", "p", "g").at(Standing::Alleged)])
            .tell([shelters("t", "p", "g").at(Standing::Denied).quoted("never")])
            .source("court", "2024")
            .tell([person("q", "Ann Lee"), say("r", "Proceeding", &[("defendant", "q"), ("stage", "acquitted")])]);
        assert_eq!(summary(story).protectors[0].against, ["denied", "somebody of the same name was cleared"]);
    }

    #[test]
    fn judged_namesakes_need_no_review() {
        let summary = summary(Story::new().tell([person("x", "X"), person("y", "X")]).different("x", "y"));
        assert!(summary.to_review.is_empty(), "{:?}", summary.to_review);
    }
}
