//! What is to be broken: the network of a case, or a bare list of ties.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_graph::{Edge, Graph, NodeId};
use umbra_model::{EntityId, Standing};

use super::grade::false_chance;
use super::part_played::{PartPlayed, parts_played};
use crate::{
    EntityRef, Evidence, Facts, FindError, Network, NodeKind, Role, StatementId, TieKind, Umbrella, umbrellas,
    vocabulary,
};

/// Somebody, or something, in a web.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Who {
    /// What it is called.
    pub name: String,
    /// The entity, in a case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityRef>,
}

/// What else is known of a node of a case.
#[derive(Clone, Debug)]
pub(super) struct Background {
    pub(super) kind: NodeKind,
    pub(super) roles: Vec<Role>,
    /// How far any accusation against them has got and stands.
    pub(super) standing: Option<Standing>,
    pub(super) parts: Vec<PartPlayed>,
    /// The statements of the ties.
    pub(super) evidence: Option<Evidence>,
}

/// A network that a plan can be made for.
#[derive(Clone, Debug)]
pub struct Web {
    pub(super) title: String,
    pub(super) graph: Graph,
    pub(super) names: Vec<Who>,
    /// By edge, where a grade says it.
    pub(super) graded: Vec<Option<f64>>,
    /// Who may not be taken out, and why.
    pub(super) kept: BTreeMap<u32, String>,
    /// One per node in a case; empty for a list of ties.
    pub(super) background: Vec<Background>,
    pub(super) protectors: Vec<NodeId>,
    pub(super) protected: Vec<NodeId>,
    pub(super) remarks: Vec<String>,
}

impl Web {
    /// A web out of a bare graph and its nodes' names. Whoever has no name is called by number.
    #[must_use]
    pub fn of_graph(title: impl Into<String>, graph: Graph, names: Vec<String>) -> Self {
        let mut names = names.into_iter();
        let name = |node: NodeId| names.next().unwrap_or_else(|| node.0.to_string());
        let names = graph.nodes().map(name).map(|name| Who { name, entity: None }).collect();
        let graded = vec![None; graph.edge_count()];
        Self {
            title: title.into(),
            graph,
            names,
            graded,
            kept: BTreeMap::new(),
            background: Vec::new(),
            protectors: Vec::new(),
            protected: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// One network of a case: what hangs together with `around`, or the foremost if nobody is named.
    ///
    /// Its ties are those that hang people together. Left out are ties of which the accused was cleared, and a lawyer's with a
    /// client. Persons and firms may be taken out; a group, a part of the state or a place is nobody whom one could take
    /// out. Nor is anybody proposed who is in the case only as victim or witness, or who was cleared and of whom nothing else
    /// is said.
    ///
    /// # Errors
    /// [`FindError::Graph`] when there are more ties than a graph can number, [`FindError::UnknownEntity`] when `around` is
    /// tied to nobody, or nobody is named and nobody is tied at all.
    pub fn of_case(facts: &Facts, network: &Network, around: Option<&EntityId>) -> Result<Self, FindError> {
        Self::of_case_near(facts, network, &umbrellas(facts, network)?, around, usize::MAX)
    }

    /// Nodes of a plan for which somebody waits: more than they can look at.
    pub const NEAR: usize = 400;

    /// The same where the umbrellas of the network are known already, but of a network with more than `most` nodes only those
    /// nearest to `around`, or to the first of its groups where nobody is named, at one distance those with more ties first: as
    /// if there were nothing beyond, which is remarked. Time O(n log n + m) in the whole network, and else as if it were no larger.
    ///
    /// # Errors
    /// Those of [`Web::of_case`].
    pub fn of_case_near(
        facts: &Facts,
        network: &Network,
        umbrellas: &[Umbrella],
        around: Option<&EntityId>,
        most: usize,
    ) -> Result<Self, FindError> {
        let number = match around {
            Some(id) => network.node(id).map(|node| node.component),
            None => (!network.components().is_empty()).then_some(0),
        };
        let Some(component) = number.and_then(|number| network.components().get(number)) else {
            return Err(FindError::UnknownEntity(around.map_or_else(|| "a network".to_owned(), ToString::to_string)));
        };
        let foremost = || component.groups.first().and_then(|group| network.place(group));
        let center = around.and_then(|id| network.place(id)).or_else(foremost);
        let center = center.or_else(|| component.central.first().copied()).unwrap_or(component.nodes[0]);
        let nodes: Cow<'_, [usize]> = if component.nodes.len() > most {
            let mut near = network.nearest(vec![center], most);
            near.sort_unstable();
            Cow::Owned(near)
        } else {
            Cow::Borrowed(&component.nodes)
        };
        let place = |node: usize| nodes.binary_search(&node).ok().map(|place| place as u32);
        let (mut edges, mut graded, mut ties) = (Vec::new(), Vec::new(), Vec::new());
        let (mut cleared, mut counsel, mut currencies) = (0usize, 0usize, BTreeSet::new());
        for tie in component.ties.iter().map(|tie| &network.ties()[*tie]) {
            let (Some(source), Some(target)) = (place(tie.source_node), place(tie.target_node)) else { continue };
            if !network.joins(tie) {
                continue;
            }
            if tie.is_cleared() {
                cleared += 1;
                continue;
            }
            let is_counsel =
                tie.kind == TieKind::Representation && tie.words.iter().any(|words| vocabulary::counsel().has(words));
            if is_counsel {
                counsel += 1;
                continue;
            }
            let mut weight = 1.0;
            if tie.kind == TieKind::Payment {
                weight = tie.records.iter().map(|record| amount(facts, record, &mut currencies)).sum();
            }
            edges.push(Edge::new(source, target).weighing(weight).on(layer(tie.kind)));
            graded.push(false_chance(tie));
            ties.push((source, target, tie));
        }
        let graph = Graph::directed(nodes.len() as u32, edges)?;
        let standings = accused_standings(network);
        let mut own: Vec<Vec<StatementId>> = vec![Vec::new(); nodes.len()];
        for (source, target, tie) in &ties {
            for end in BTreeSet::from([source, target]) {
                own[*end as usize].extend(tie.evidence.statements());
            }
        }
        let mut background = Vec::new();
        for (&node, own) in nodes.iter().zip(own) {
            let node = &network.nodes()[node];
            let evidence = Evidence::new(own);
            background.push(Background {
                kind: node.kind,
                roles: node.roles.iter().map(|role| role.role).collect(),
                standing: standings.get(&node.entity.id).copied(),
                parts: parts_played(facts, network, &node.entity.id),
                evidence,
            });
        }
        let kept = background.iter().enumerate().filter_map(|(node, known)| Some((node as u32, why_kept(known)?)));
        let mut web = Self {
            title: component.name.clone(),
            graph,
            names: nodes.iter().map(|node| &network.nodes()[*node].entity).map(who).collect(),
            graded,
            kept: kept.collect(),
            background,
            protectors: Vec::new(),
            protected: Vec::new(),
            remarks: Vec::new(),
        };
        let groups: BTreeSet<&EntityId> = component.groups.iter().collect();
        for umbrella in umbrellas.iter().filter(|umbrella| groups.contains(&umbrella.group.id)) {
            web.protected.extend(network.place(&umbrella.group.id).and_then(place).map(NodeId));
            let accused = umbrella.protectors.iter().filter(|protector| !protector.is_assessment);
            web.protectors.extend(accused.filter_map(|p| network.place(&p.person.id).and_then(place)).map(NodeId));
        }
        web.protectors.sort();
        web.protectors.dedup();
        web.remark(cleared, counsel, &currencies);
        if nodes.len() < component.nodes.len() {
            web.remarks.push(format!(
                "the network has {} nodes: the plan is for the {} nearest to {}, as if there were nothing beyond",
                component.nodes.len(),
                nodes.len(),
                network.nodes()[center].entity.caption
            ));
        }
        Ok(web)
    }

    fn remark(&mut self, cleared: usize, counsel: usize, currencies: &BTreeSet<String>) {
        if cleared > 0 {
            let ties = if cleared == 1 { "1 tie is".to_owned() } else { format!("{cleared} ties are") };
            self.remarks.push(format!("{ties} left out, because the accused was cleared of it"));
        }
        if counsel > 0 {
            let ties = if counsel == 1 { "1 tie".to_owned() } else { format!("{counsel} ties") };
            self.remarks.push(format!("{ties} between counsel and client are left out"));
        }
        if currencies.len() > 1 {
            let list: Vec<&str> = currencies.iter().map(String::as_str).collect();
            self.remarks.push(format!("amounts in {} are added as if they were one currency", list.join(", ")));
        }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.names.len()
    }

    /// What the network is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The nodes of that name, letters' case aside; also the one with that entity's id.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<NodeId> {
        let wanted = name.trim().to_lowercase();
        let is_meant = |who: &Who| {
            who.name.to_lowercase() == wanted || who.entity.as_ref().is_some_and(|entity| entity.id.as_str() == name)
        };
        (0u32..).zip(&self.names).filter(|(_, who)| is_meant(who)).map(|(node, _)| NodeId(node)).collect()
    }

    pub(super) fn who(&self, node: NodeId) -> Who {
        self.names[node.index()].clone()
    }

    pub(super) fn known(&self, node: NodeId) -> Option<&Background> {
        self.background.get(node.index())
    }
}

fn who(entity: &EntityRef) -> Who {
    Who { name: entity.caption.clone(), entity: Some(entity.clone()) }
}

/// The layer of payments, along which money flows.
pub(super) const PAYMENTS: umbra_graph::Layer = umbra_graph::Layer(1);

fn layer(kind: TieKind) -> umbra_graph::Layer {
    if kind == TieKind::Payment { PAYMENTS } else { umbra_graph::Layer(0) }
}

/// What one record of a payment states as its amount; 1 where it states none that can be read.
fn amount(facts: &Facts, record: &EntityId, currencies: &mut BTreeSet<String>) -> f64 {
    if let Some(currency) = facts.value(record, "currency") {
        currencies.insert(currency.to_owned());
    }
    let read = |property| facts.value(record, property)?.replace([',', ' '], "").parse::<f64>().ok();
    ["amount", "amountEur", "amountUsd"].into_iter().find_map(read).filter(|a| a.is_finite() && *a > 0.0).unwrap_or(1.0)
}

/// How far the accusations against everybody have got, of those that stand.
fn accused_standings(network: &Network) -> BTreeMap<EntityId, Standing> {
    let mut all: BTreeMap<EntityId, Standing> = BTreeMap::new();
    for accusation in network.accusations() {
        if let Some(standing) = accusation.standings.in_force() {
            let known = all.entry(accusation.accused.clone()).or_insert(standing);
            if standing.reaches(*known) {
                *known = standing;
            }
        }
    }
    all
}

fn why_kept(known: &Background) -> Option<String> {
    let is_only = |role: Role| known.standing.is_none() && known.roles.contains(&role);
    let why = match known.kind {
        NodeKind::Person | NodeKind::Company | NodeKind::Organisation if is_only(Role::Cleared) => "was cleared",
        NodeKind::Person if is_only(Role::Victim) => "is in the case as a victim",
        NodeKind::Person if is_only(Role::Witness) => "is in the case as a witness",
        NodeKind::Person | NodeKind::Company | NodeKind::Organisation => return None,
        NodeKind::CriminalGroup => "a group is not somebody",
        NodeKind::PublicBody => "part of the state",
        NodeKind::Post | NodeKind::Place | NodeKind::Asset | NodeKind::Event | NodeKind::Other => "not somebody",
    };
    Some(why.to_owned())
}
