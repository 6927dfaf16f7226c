//! Who and what belongs to a group: its members, and the firms that they hold.

use std::collections::{BTreeMap, BTreeSet};

use umbra_model::{EntityId, PartialDate};

use crate::{Evidence, Facts, Network, Tie, TieKind};

/// Somebody or something that belongs to a group.
#[derive(Clone, Debug)]
pub(crate) struct Belonging {
    /// Place in [`Network::nodes`].
    pub(crate) node: usize,
    /// Since when, as far as told: the beginning of the tie, or the day on which a source first told of it.
    pub(crate) since: Option<PartialDate>,
    /// Until when, if told.
    pub(crate) until: Option<PartialDate>,
    /// The tie in words, with its standing.
    pub(crate) says: String,
    /// The statements that say so.
    pub(crate) evidence: Evidence,
}

/// A group's circle: its members, and the firms and other things that the group or its members hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Circle {
    /// By node.
    pub(crate) members: Vec<Belonging>,
    /// By node.
    pub(crate) holdings: Vec<Belonging>,
}

/// The ties of every node, by place: an index that saves going through all ties for each group.
pub(crate) struct TiesOf(Vec<Vec<usize>>);

impl TiesOf {
    pub(crate) fn new(network: &Network) -> Self {
        let mut ties = vec![Vec::new(); network.nodes().len()];
        for (place, tie) in network.ties().iter().enumerate() {
            ties[tie.source_node].push(place);
            ties[tie.target_node].push(place);
        }
        Self(ties)
    }

    /// The ties of a node.
    pub(crate) fn of<'n>(&'n self, network: &'n Network, node: usize) -> impl Iterator<Item = &'n Tie> {
        self.0.get(node).into_iter().flatten().map(|place| &network.ties()[*place])
    }
}

impl Circle {
    /// The circle of a group. Ties of which the accused were cleared make nobody a member.
    pub(crate) fn of(facts: &Facts, network: &Network, ties: &TiesOf, group: &EntityId) -> Self {
        let Some(center) = network.place(group) else { return Self::default() };
        let is_live = |tie: &&Tie| !tie.is_assessment && (!tie.is_accusing || tie.in_force().is_some());
        let other = |tie: &Tie, node: usize| if tie.source_node == node { tie.target_node } else { tie.source_node };
        let is_person = |node: usize| network.nodes()[node].entity.schema == "Person";
        let mut members: BTreeMap<usize, Belonging> = BTreeMap::new();
        let mut holdings: BTreeMap<usize, Belonging> = BTreeMap::new();
        for tie in ties.of(network, center).filter(is_live) {
            let node = other(tie, center);
            let is_member = matches!(tie.kind, TieKind::Membership | TieKind::Directorship | TieKind::Employment)
                || (tie.kind == TieKind::Link && tie.is_accusing && is_person(node));
            if is_member {
                add(facts, &mut members, node, tie);
            } else if matches!(tie.kind, TieKind::Ownership | TieKind::Control) {
                let into = if is_person(node) { &mut members } else { &mut holdings };
                add(facts, into, node, tie);
            }
        }
        for member in members.keys().copied().collect::<Vec<_>>() {
            let held = ties.of(network, member).filter(is_live);
            for tie in
                held.filter(|tie| matches!(tie.kind, TieKind::Ownership | TieKind::Control | TieKind::Directorship))
            {
                let node = other(tie, member);
                let is_held = tie.source_node == member && node != center && !members.contains_key(&node);
                if is_held && !network.nodes()[node].kind.is_of_state() {
                    add(facts, &mut holdings, node, tie);
                }
            }
        }
        Self { members: members.into_values().collect(), holdings: holdings.into_values().collect() }
    }

    /// Places of all in it.
    pub(crate) fn nodes(&self) -> BTreeSet<usize> {
        self.members.iter().chain(&self.holdings).map(|belonging| belonging.node).collect()
    }
}

fn add(facts: &Facts, into: &mut BTreeMap<usize, Belonging>, node: usize, tie: &Tie) {
    let since = since(facts, tie);
    let entry = into.entry(node).or_insert_with(|| Belonging {
        node,
        since,
        until: tie.validity.to,
        says: tie.says_with_standing(facts),
        evidence: tie.evidence.clone(),
    });
    entry.evidence = entry.evidence.and(&tie.evidence);
    entry.since = [entry.since, since].into_iter().flatten().min();
    // Told by one source to be over and by another without an end: nobody knows that it is.
    entry.until = entry.until.and(tie.validity.to).and_then(|_| entry.until.max(tie.validity.to));
}

/// Since when a tie is known to hold: its own beginning, or the day on which a source first told of it.
pub(crate) fn since(facts: &Facts, tie: &Tie) -> Option<PartialDate> {
    tie.validity.from.or_else(|| first_told(facts, &tie.evidence))
}

/// The day on which a source first told of something.
pub(crate) fn first_told(facts: &Facts, evidence: &Evidence) -> Option<PartialDate> {
    let told = evidence.statements().iter().filter_map(|id| facts.fact(*id));
    told.filter_map(|fact| facts.source(fact.statement.span().source())?.published).min()
}
