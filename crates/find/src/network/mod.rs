//! Who is tied to whom, under a view.

mod component;
mod node;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rustc_hash::FxBuildHasher;
use serde::Serialize;
use umbra_graph::{Direction, Edge, Graph, NodeId};
use umbra_model::{EntityId, Validity};

pub use component::Component;
pub use node::{Node, NodeKind};

use crate::accusation::{Accusation, accusations};
use crate::atlas::{Area, Ground};
use crate::proceeding::proceedings;
use crate::role::{roles, roles_by_accusations};
use crate::ties::Ties;
use crate::{Facts, FindError, Profile, Tie, View, day};

/// How many ties a view hides, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
pub struct LeftOut {
    /// One end is missing, or names an entity that no statement describes.
    pub without_end: usize,
    /// Both ends are one entity after all decisions.
    pub to_itself: usize,
    /// Not of the kinds asked for.
    pub other_kind: usize,
    /// The accusation has not got far enough, or was cleared away.
    pub below_standing: usize,
    /// No statement good enough.
    pub below_grade: usize,
    /// Did not hold at the date.
    pub other_date: usize,
    /// Stated by no source.
    pub assessment: usize,
    /// Not told to be at the place asked for, nor either end.
    pub elsewhere: usize,
}

/// The network of a case under a view.
#[derive(Clone, Debug, Serialize)]
pub struct Network {
    view: View,
    nodes: Vec<Node>,
    ties: Vec<Tie>,
    components: Vec<Component>,
    left_out: LeftOut,
    #[serde(skip)]
    accusations: Vec<Accusation>,
    /// Places of accusations by who is accused.
    #[serde(skip)]
    accused: BTreeMap<EntityId, Vec<usize>>,
    #[serde(skip)]
    graph: Graph,
}

impl Network {
    /// Draws the network.
    ///
    /// Nodes are all persons and bodies, and whatever else a tie leads to, by id; ties are FollowTheMoney's edge
    /// entities, the properties that tie (a post's body, a place's parent) and what proceedings concern.
    ///
    /// # Errors
    /// [`FindError::Graph`] when there are more nodes or ties than a graph can number.
    pub fn of(facts: &Facts, view: &View) -> Result<Self, FindError> {
        match &view.place {
            None => Self::anywhere(facts, view),
            Some(place) => {
                let whole = Self::anywhere(facts, &view.anywhere())?;
                whole.within(facts, &Area::of(facts, &Ground::of(facts, &whole), place), place)
            }
        }
    }

    /// Draws the network of a view without a place.
    fn anywhere(facts: &Facts, view: &View) -> Result<Self, FindError> {
        let Ties { mut ties, mut left_out } = Ties::of(facts, view);
        ties.retain(|tie| match hidden_by(view, tie, &mut left_out) {
            Some(count) => {
                *count += 1;
                false
            }
            None => true,
        });
        let accusations = accusations(facts, &ties, &proceedings(facts));
        let mut roles = roles(facts, &ties, &accusations);
        let parties = facts.profiles_of("LegalEntity").map(Profile::id);
        let ends = ties.iter().flat_map(|tie| [&tie.source, &tie.target]);
        let ids: HashSet<&EntityId, FxBuildHasher> = parties.chain(ends).collect();
        let mut ids: Vec<&EntityId> = ids.into_iter().collect();
        ids.sort_unstable();
        let nodes: Vec<Node> = ids
            .into_iter()
            .map(|id| Node {
                entity: facts.entity(id),
                is_named: facts.stating(id, "name").next().is_some(),
                kind: facts.profile(id).map_or(NodeKind::Other, |profile| NodeKind::of(profile.schema())),
                roles: roles.remove(id).unwrap_or_default(),
                degree: 0,
                betweenness: None,
                component: 0,
            })
            .collect();
        Self::drawn(view.clone(), nodes, ties, left_out, accusations)
    }

    /// What of the network, which is of a view without a place, lies in the area of a place. The ties are not sought anew: what a
    /// tie is does not depend on where one looks.
    pub(crate) fn within(&self, facts: &Facts, area: &Area, place: &str) -> Result<Self, FindError> {
        let is_there = |tie: &&Tie| {
            area.has(&tie.source) || area.has(&tie.target) || tie.records.iter().any(|record| area.has(record))
        };
        let ties: Vec<Tie> = self.ties.iter().filter(is_there).cloned().collect();
        let left_out = LeftOut { elsewhere: self.ties.len() - ties.len(), ..self.left_out };
        let accusations = accusations(facts, &ties, &proceedings(facts));
        let mut roles = roles_by_accusations(facts, &ties, &accusations);
        let ends: BTreeSet<usize> = ties.iter().flat_map(|tie| [tie.source_node, tie.target_node]).collect();
        let is_party = |id: &EntityId| facts.profile(id).is_some_and(|profile| profile.schema().is_a("LegalEntity"));
        let inside = self.nodes.iter().enumerate();
        let inside =
            inside.filter(|(at, node)| ends.contains(at) || (area.has(&node.entity.id) && is_party(&node.entity.id)));
        let nodes: Vec<Node> = inside
            .map(|(_, node)| {
                let mut own = roles.remove(&node.entity.id).unwrap_or_default();
                own.extend(node.roles.iter().filter(|role| !role.role.is_by_accusation()).cloned());
                own.sort_by_key(|role| role.role);
                Node { roles: own, degree: 0, betweenness: None, component: 0, ..node.clone() }
            })
            .collect();
        let view = View { place: Some(place.to_owned()), ..self.view.clone() };
        Self::drawn(view, nodes, ties, left_out, accusations)
    }

    /// Numbers the nodes, by id, and measures them.
    fn drawn(
        view: View,
        nodes: Vec<Node>,
        mut ties: Vec<Tie>,
        left_out: LeftOut,
        accusations: Vec<Accusation>,
    ) -> Result<Self, FindError> {
        let places: HashMap<&EntityId, usize, FxBuildHasher> =
            nodes.iter().enumerate().map(|(place, node)| (&node.entity.id, place)).collect();
        let place = |id: &EntityId| places.get(id).copied().unwrap_or_default();
        for tie in &mut ties {
            (tie.source_node, tie.target_node) = (place(&tie.source), place(&tie.target));
        }
        let edges = ties
            .iter()
            .map(|tie| Edge::new(tie.source_node as u32, tie.target_node as u32).during(day::interval(tie.validity)));
        let count = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        let graph = Graph::undirected(count, edges)?;
        let mut accused: BTreeMap<EntityId, Vec<usize>> = BTreeMap::new();
        for (place, accusation) in accusations.iter().enumerate() {
            accused.entry(accusation.accused.clone()).or_default().push(place);
        }
        let mut network = Self { view, nodes, ties, components: Vec::new(), left_out, accusations, accused, graph };
        network.measure()?;
        Ok(network)
    }

    /// The view that it is drawn under.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The nodes, by id.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The ties, by start, end, kind and id.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// The networks of the case: first those with a criminal group, then those with an accusation, each by the number
    /// of nodes, then by their lowest node. Nodes without a tie are one each, at the end.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// The ties as a graph: node and edge numbers are the places in [`Network::nodes`] and [`Network::ties`]. It is
    /// undirected, and each edge is held to the days of its tie.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    pub(crate) fn accusations(&self) -> &[Accusation] {
        &self.accusations
    }

    /// The accusations against somebody, those of ties first. O(log n) and what there is.
    pub(crate) fn accusations_against(&self, id: &EntityId) -> impl Iterator<Item = &Accusation> {
        self.accused.get(id).into_iter().flatten().map(|place| &self.accusations[*place])
    }

    /// The ties of an entity, in the order of [`Network::ties`]. O(d log d) in how many there are.
    pub fn ties_of(&self, id: &EntityId) -> impl Iterator<Item = &Tie> {
        let mut places: Vec<usize> = Vec::new();
        if let Some(place) = self.place(id).and_then(|place| u32::try_from(place).ok()) {
            let view = self.graph.view();
            places.extend(view.neighbors(NodeId(place), Direction::Both).map(|neighbor| neighbor.edge.index()));
        }
        places.sort_unstable();
        places.into_iter().map(|place| &self.ties[place])
    }

    /// How many ties the view hides, and why.
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// The place of an entity in [`Network::nodes`].
    pub fn place(&self, id: &EntityId) -> Option<usize> {
        self.nodes.binary_search_by(|node| node.entity.id.cmp(id)).ok()
    }

    /// Whoever is nearest to some nodes, by place: first they themselves, then those around them, of those at one distance the
    /// ones with more ties first; `most` at most. O(n + m), and the sorting of those found.
    pub fn nearest(&self, mut from: Vec<usize>, most: usize) -> Vec<usize> {
        let graph = self.graph().view();
        let mut is_seen = vec![false; self.nodes.len()];
        from.truncate(most.max(1));
        for &place in &from {
            is_seen[place] = true;
        }
        let (mut near, mut rim) = (from.clone(), from);
        while near.len() < most && !rim.is_empty() {
            let mut next: Vec<usize> = Vec::new();
            for &node in &rim {
                for neighbor in graph.neighbors(NodeId(node as u32), Direction::Both) {
                    if !std::mem::replace(&mut is_seen[neighbor.node.index()], true) {
                        next.push(neighbor.node.index());
                    }
                }
            }
            next.sort_by_key(|&place| (std::cmp::Reverse(self.nodes[place].degree), place));
            next.truncate(most - near.len());
            near.extend(&next);
            rim = next;
        }
        near
    }

    /// An entity's node.
    pub fn node(&self, id: &EntityId) -> Option<&Node> {
        self.place(id).map(|place| &self.nodes[place])
    }
}

/// The counter of the reason for which a view hides a tie.
fn hidden_by<'l>(view: &View, tie: &Tie, left_out: &'l mut LeftOut) -> Option<&'l mut usize> {
    if tie.is_assessment && !view.with_assessments {
        Some(&mut left_out.assessment)
    } else if view.kinds.as_ref().is_some_and(|kinds| !kinds.contains(&tie.kind)) {
        Some(&mut left_out.other_kind)
    } else if !has_reached(view, tie) {
        Some(&mut left_out.below_standing)
    } else if !is_of_date(view, tie) {
        Some(&mut left_out.other_date)
    } else {
        None
    }
}

fn has_reached(view: &View, tie: &Tie) -> bool {
    match view.standing_at_least {
        Some(least) if tie.is_accusing => tie.in_force().is_some_and(|standing| standing.reaches(least)),
        _ => true,
    }
}

fn is_of_date(view: &View, tie: &Tie) -> bool {
    let Some(date) = view.as_of else { return true };
    if tie.kind.is_event() {
        return tie.validity.from.is_none_or(|from| from.earliest() <= date.latest());
    }
    tie.validity.may_overlap(&Validity { from: Some(date), to: Some(date) })
}

#[cfg(test)]
mod tests;
