//! Who is tied to whom, under a view.

use std::collections::BTreeSet;

use serde::Serialize;
use umbra_graph::{BetweennessOptions, Direction, Edge, Graph, NodeId};
use umbra_model::{EntityId, SchemaRef, Validity};

use crate::accusation::{Accusation, accusations};
use crate::proceeding::proceedings;
use crate::role::roles;
use crate::ties::Ties;
use crate::{EntityRef, Facts, FindError, RoleInCase, Tie, TieKind, View, day};

/// How many steps working out the betweenness of one network may take; beyond it takes minutes and says little.
const BETWEENNESS_STEPS: usize = 2_000_000_000;
/// How many central nodes a component names.
const CENTRAL: usize = 10;

/// What sort of thing a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// A human being.
    Person,
    /// A group that a source describes as criminal.
    CriminalGroup,
    /// A part of the state.
    PublicBody,
    /// A business.
    Company,
    /// Any other body, or one of which the source does not tell what it is.
    Organisation,
    /// A post as such.
    Post,
    /// A place.
    Place,
    /// Something owned.
    Asset,
    /// An offence or another event.
    Event,
    /// Anything else.
    Other,
}

impl NodeKind {
    /// The kind of node that entities of a schema are.
    pub fn of(schema: SchemaRef) -> Self {
        let first = [
            ("Person", Self::Person),
            ("CriminalGroup", Self::CriminalGroup),
            ("PublicBody", Self::PublicBody),
            ("Company", Self::Company),
            ("LegalEntity", Self::Organisation),
            ("Position", Self::Post),
            ("Address", Self::Place),
            ("Territory", Self::Place),
            ("Asset", Self::Asset),
            ("Event", Self::Event),
        ];
        first.into_iter().find(|(name, _)| schema.is_a(name)).map_or(Self::Other, |(_, kind)| kind)
    }

    /// The kind's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::CriminalGroup => "criminal_group",
            Self::PublicBody => "public_body",
            Self::Company => "company",
            Self::Organisation => "organisation",
            Self::Post => "post",
            Self::Place => "place",
            Self::Asset => "asset",
            Self::Event => "event",
            Self::Other => "other",
        }
    }
}

/// An entity in the network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    /// The entity.
    #[serde(flatten)]
    pub entity: EntityRef,
    /// What sort of thing.
    pub kind: NodeKind,
    /// What part it plays in the case.
    pub roles: Vec<RoleInCase>,
    /// How many different others it is tied to.
    pub degree: usize,
    /// The share, 0 to 1, of the shortest paths between the others of its component that pass through it. `None` where
    /// the component is too large to work it out.
    pub betweenness: Option<f64>,
    /// Which of [`Network::components`] it is in.
    pub component: usize,
}

/// Nodes that hang together, and nothing else with them: one network of the case.
///
/// A post at the same body, or a place, hangs nobody together: otherwise all officers of a police force would be in
/// the network of any one of them. Ties of these kinds are in the picture and join no components.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Component {
    /// What to call it: its criminal groups, or else its node of the highest betweenness.
    pub name: String,
    /// Places of its nodes in [`Network::nodes`], ascending.
    pub nodes: Vec<usize>,
    /// Places of its ties in [`Network::ties`], ascending.
    pub ties: Vec<usize>,
    /// Its criminal groups.
    pub groups: Vec<EntityId>,
    /// How many accusing ties it has, those of which the accused was cleared left out.
    pub accusing_ties: usize,
    /// Its nodes by betweenness, then by degree, then by id: ten at most.
    pub central: Vec<usize>,
}

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
        let Ties { mut ties, mut left_out } = Ties::of(facts, view);
        ties.retain(|tie| {
            let reason = hidden_by(view, tie, &mut left_out);
            if let Some(count) = reason {
                *count += 1;
                return false;
            }
            true
        });
        let accusations = accusations(facts, &ties, &proceedings(facts));
        let mut roles = roles(facts, &ties, &accusations);
        let mut ids: BTreeSet<EntityId> = facts.profiles_of("LegalEntity").map(|p| p.id().clone()).collect();
        ids.extend(ties.iter().flat_map(|tie| [tie.source.clone(), tie.target.clone()]));
        let nodes: Vec<Node> = ids
            .into_iter()
            .map(|id| Node {
                entity: facts.entity(&id),
                kind: facts.profile(&id).map_or(NodeKind::Other, |profile| NodeKind::of(profile.schema())),
                roles: roles.remove(&id).unwrap_or_default(),
                degree: 0,
                betweenness: None,
                component: 0,
            })
            .collect();
        let place = |id: &EntityId| nodes.binary_search_by(|node| node.entity.id.cmp(id)).unwrap_or_default();
        for tie in &mut ties {
            (tie.source_node, tie.target_node) = (place(&tie.source), place(&tie.target));
        }
        let edges = ties
            .iter()
            .map(|tie| Edge::new(tie.source_node as u32, tie.target_node as u32).during(day::interval(tie.validity)));
        let count = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        let graph = Graph::undirected(count, edges)?;
        let mut network =
            Self { view: view.clone(), nodes, ties, components: Vec::new(), left_out, accusations, graph };
        network.measure()?;
        Ok(network)
    }

    /// Fills in components, degree and betweenness.
    fn measure(&mut self) -> Result<(), FindError> {
        let degrees = umbra_graph::neighbor_count(&self.graph.view(), Direction::Both);
        // Several ties of one pair are one way to go.
        let mut pairs = BTreeSet::new();
        let joins: Vec<bool> = self.ties.iter().map(|tie| self.joins(tie)).collect();
        let is_first: Vec<bool> = (self.ties.iter().zip(&joins))
            .map(|(tie, joins)| {
                let (a, b) = (tie.source_node.min(tie.target_node), tie.source_node.max(tie.target_node));
                *joins && pairs.insert((a, b))
            })
            .collect();
        let ways = self.graph.view().keep_edges(|edge, _| is_first[edge.index()]);
        let found = umbra_graph::weak_components(&ways);
        let mut components: Vec<Component> =
            found.members().into_iter().map(|members| self.component(&members)).collect();
        let order = |c: &Component| {
            let rank = (c.groups.is_empty(), c.accusing_ties == 0, std::cmp::Reverse(c.nodes.len()));
            (c.nodes.len() < 2 && c.groups.is_empty(), rank, c.nodes.first().copied())
        };
        components.sort_by_key(order);
        for (number, component) in components.iter().enumerate() {
            for node in &component.nodes {
                self.nodes[*node].component = number;
            }
        }
        for (number, tie) in self.ties.iter().enumerate() {
            let (a, b) = (self.nodes[tie.source_node].component, self.nodes[tie.target_node].component);
            if a == b {
                components[a].ties.push(number);
                components[a].accusing_ties += usize::from(tie.in_force().is_some());
            }
        }
        components.sort_by_key(order);
        let mut ways_in = vec![0usize; components.len()];
        for (number, component) in components.iter().enumerate() {
            for node in &component.nodes {
                self.nodes[*node].component = number;
            }
        }
        for (tie, is_first) in self.ties.iter().zip(&is_first) {
            ways_in[self.nodes[tie.source_node].component] += usize::from(*is_first);
        }
        let is_small = |c: usize| components[c].nodes.len().saturating_mul(ways_in[c]) <= BETWEENNESS_STEPS;
        let measured = ways.keep_nodes(|node| is_small(self.nodes[node.index()].component));
        let options = BetweennessOptions { direction: Direction::Both, ..BetweennessOptions::default() };
        let between = umbra_graph::betweenness(&measured, &options)?;
        for (place, degree) in degrees.into_iter().enumerate() {
            let component = self.nodes[place].component;
            let others = components[component].nodes.len().saturating_sub(1) as f64;
            let pairs = (others * (others - 1.0) / 2.0).max(1.0);
            self.nodes[place].degree = degree as usize;
            self.nodes[place].betweenness = is_small(component).then(|| between[place] / pairs);
        }
        for component in &mut components {
            component.central = central(&self.nodes, &component.nodes);
            component.name = name(&self.nodes, component);
        }
        self.components = components;
        Ok(())
    }

    fn component(&self, members: &[NodeId]) -> Component {
        let nodes: Vec<usize> = members.iter().map(|node| node.index()).collect();
        let groups = nodes.iter().map(|node| &self.nodes[*node]).filter(|node| node.kind == NodeKind::CriminalGroup);
        Component {
            name: String::new(),
            groups: groups.map(|node| node.entity.id.clone()).collect(),
            nodes,
            ties: Vec::new(),
            accusing_ties: 0,
            central: Vec::new(),
        }
    }

    /// Whether a tie hangs its ends together: not if it is a post, a seat or a job at a part of the state, or a place.
    fn joins(&self, tie: &Tie) -> bool {
        let is_of_state =
            |node: usize| matches!(self.nodes[node].kind, NodeKind::PublicBody | NodeKind::Post | NodeKind::Place);
        let is_station =
            matches!(tie.kind, TieKind::Employment | TieKind::Directorship | TieKind::Membership | TieKind::Occupancy);
        let is_apart = tie.kind == TieKind::Structure
            || (is_station && is_of_state(tie.target_node))
            || self.nodes[tie.source_node].kind == NodeKind::Place
            || self.nodes[tie.target_node].kind == NodeKind::Place;
        !is_apart
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

    /// How many ties the view hides, and why.
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// The place of an entity in [`Network::nodes`].
    pub fn place(&self, id: &EntityId) -> Option<usize> {
        self.nodes.binary_search_by(|node| node.entity.id.cmp(id)).ok()
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

/// The nodes of a component through which most paths run, then those with most ties.
fn central(nodes: &[Node], members: &[usize]) -> Vec<usize> {
    let mut central = members.to_vec();
    central.sort_by(|a, b| {
        let key = |place: usize| (nodes[place].betweenness.unwrap_or_default(), nodes[place].degree);
        let ((a_between, a_degree), (b_between, b_degree)) = (key(*a), key(*b));
        b_between.total_cmp(&a_between).then(b_degree.cmp(&a_degree)).then(a.cmp(b))
    });
    central.truncate(CENTRAL);
    central
}

/// What a network is called: its groups, or else the node in its middle.
fn name(nodes: &[Node], component: &Component) -> String {
    let groups: Vec<&str> = component
        .nodes
        .iter()
        .map(|n| &nodes[*n])
        .filter(|n| n.kind == NodeKind::CriminalGroup)
        .map(|n| n.entity.caption.as_str())
        .collect();
    match groups.as_slice() {
        [] => component.central.first().map(|place| nodes[*place].entity.caption.clone()).unwrap_or_default(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, rest @ ..] => format!("{one} and {} other groups", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use umbra_model::{Credibility, Reliability, Standing};

    use super::*;
    use crate::Role;
    use crate::fixture::{Story, company, group, id, job, member, owns, person, say, shelters};

    fn network(story: Story, view: &View) -> Network {
        Network::of(&story.facts(), view).unwrap()
    }

    fn marenport() -> Story {
        Story::new()
            .source("courier", "2021-03-15")
            .tell([person("dragan", "Dragan"), person("milo", "Milo"), group("crew", "Lantern Crew")])
            .tell([company("halvane", "Halvane"), owns("o1", "dragan", "halvane", "2017", "")])
            .tell([member("m1", "dragan", "crew").at(Standing::Alleged)])
            .tell([say("f1", "Family", &[("person", "milo"), ("relative", "dragan")])])
            .source("court", "2023-05-19")
            .tell([member("m2", "dragan", "crew").at(Standing::Convicted)])
            .tell([person("tomas", "Tomas"), say("bureau", "PublicBody", &[("name", "Police Bureau")])])
            .tell([job("e1", "tomas", "bureau", "head", "2016", "2021")])
            .tell([person("anneke", "Anneke"), job("e2", "anneke", "bureau", "head", "2021", "")])
            .tell([shelters("p1", "tomas", "crew").at(Standing::Charged)])
    }

    #[test]
    fn records_that_say_the_same_are_one_tie_with_all_their_statements() {
        let network = network(marenport(), &View::default());
        let membership: Vec<_> = network.ties().iter().filter(|tie| tie.kind == TieKind::Membership).collect();
        assert_eq!(membership.len(), 1);
        assert_eq!(membership[0].records, [id("m1"), id("m2")]);
        assert_eq!(membership[0].standing(), Some(Standing::Convicted));
        assert_eq!(membership[0].standings.entries().len(), 2);
        assert_eq!(membership[0].evidence.statements().len(), 6);
    }

    #[test]
    fn shares_held_one_after_the_other_are_two_ties() {
        let story = marenport()
            .tell([owns("o2", "milo", "halvane", "2017", "2018"), owns("o3", "milo", "halvane", "2020", "")]);
        let network = network(story, &View::default());
        assert_eq!(
            network.ties().iter().filter(|tie| tie.source == id("milo") && tie.kind == TieKind::Ownership).count(),
            2
        );
    }

    #[test]
    fn networks_with_a_group_come_first_and_a_shared_employer_joins_nobody() {
        let story = marenport().tell([
            person("a", "A"),
            person("b", "B"),
            say("f2", "Family", &[("person", "a"), ("relative", "b")]),
        ]);
        let network = network(story, &View::default());
        let first = &network.components()[0];
        assert_eq!(first.name, "Lantern Crew");
        let names: Vec<&str> = first.nodes.iter().map(|n| network.nodes()[*n].entity.caption.as_str()).collect();
        assert_eq!(names, ["Lantern Crew", "Dragan", "Halvane", "Milo", "Tomas"]);
        assert_eq!(first.accusing_ties, 2);
        assert_eq!(network.nodes()[first.central[0]].entity.id, id("dragan"));
        assert_eq!(network.components()[1].nodes.len(), 2);
        let dragan = network.node(&id("dragan")).unwrap();
        // Dragan lies between every pair but that of the crew and Tomas: five of the six among the other four.
        assert_eq!((dragan.degree, dragan.betweenness), (3, Some(5.0 / 6.0)));
    }

    #[test]
    fn roles_come_from_standings_in_force() {
        let network = network(marenport(), &View::default());
        let roles = |who: &str| -> Vec<Role> { network.node(&id(who)).unwrap().roles.iter().map(|r| r.role).collect() };
        assert_eq!(roles("dragan"), [Role::Convicted]);
        assert_eq!(roles("tomas"), [Role::Accused, Role::Official]);
        assert_eq!(roles("milo"), [Role::Contact]);
        assert_eq!(roles("anneke"), [Role::Official]);
    }

    #[test]
    fn who_was_acquitted_is_no_suspect() {
        let story = Story::new()
            .source("courier", "2022-06-11")
            .tell([person("k", "Korrendijk"), company("halvane", "Halvane")])
            .tell([say(
                "p1",
                "Protection",
                &[("protector", "k"), ("protected", "halvane"), ("conduct", "accepting a bribe")],
            )
            .at(Standing::Charged)])
            .tell([say(
                "r1",
                "Proceeding",
                &[("defendant", "k"), ("charge", "bribery"), ("stage", "charged"), ("date", "2022-06-10")],
            )])
            .source("herald", "2024-03-09")
            .tell([say(
                "r2",
                "Proceeding",
                &[("defendant", "k"), ("charge", "accepting a bribe"), ("stage", "acquitted"), ("date", "2024-03-08")],
            )])
            .source("review", "2024-05-01")
            .tell([say(
                "p2",
                "Protection",
                &[("protector", "k"), ("protected", "halvane"), ("conduct", "bribe taken")],
            )
            .at(Standing::Charged)]);
        let network = network(story, &View::default());
        let roles: Vec<Role> = network.node(&id("k")).unwrap().roles.iter().map(|r| r.role).collect();
        assert_eq!(roles, [Role::Cleared]);
        let tie = &network.ties()[0];
        assert_eq!((tie.standing(), tie.in_force(), tie.is_cleared()), (Some(Standing::Acquitted), None, true));
        assert!(tie.standings.doubt().is_some(), "the review of May still says charged");
        assert!(tie.standings.entries().iter().any(|entry| entry.is_matched));
    }

    #[test]
    fn an_acquittal_on_one_count_is_none_on_another() {
        let story = Story::new()
            .tell([person("t", "Telluvan"), group("crew", "Crew")])
            .tell([member("m", "t", "crew").with("role", "membership").at(Standing::Charged)])
            .tell([say("r", "Proceeding", &[("defendant", "t"), ("charge", "arson"), ("stage", "acquitted")])]);
        let network = network(story, &View::default());
        let roles: Vec<Role> = network.node(&id("t")).unwrap().roles.iter().map(|r| r.role).collect();
        assert_eq!(roles, [Role::Accused, Role::Cleared]);
        assert_eq!(network.ties()[0].in_force(), Some(Standing::Charged));
    }

    #[test]
    fn a_disciplinary_decision_is_no_conviction() {
        let story = Story::new().tell([person("t", "T")]).tell([say(
            "r",
            "Proceeding",
            &[("defendant", "t"), ("charge", "misconduct"), ("stage", "convicted"), ("proceedingType", "disciplinary")],
        )]);
        let network = network(story, &View::default());
        assert_eq!(network.node(&id("t")).unwrap().roles[0].role, Role::Suspect);
    }

    #[test]
    fn a_view_counts_what_it_hides() {
        let view = View { standing_at_least: Some(Standing::Convicted), ..View::default() };
        let shown = network(marenport(), &view);
        assert!(shown.ties().iter().all(|tie| tie.kind != TieKind::Protection));
        assert_eq!(shown.left_out().below_standing, 1);
        let view = View { as_of: "2015".parse().ok(), ..View::default() };
        assert_eq!(network(marenport(), &view).left_out().other_date, 3);
        let view = View { kinds: Some([TieKind::Family].into()), ..View::default() };
        assert_eq!(network(marenport(), &view).ties().len(), 1);
    }

    #[test]
    fn a_grade_never_hides_what_stands_against_an_accusation() {
        let story = Story::new()
            .graded("gazette", "2020", Reliability::A)
            .tell([person("t", "T"), group("g", "G"), shelters("p1", "t", "g").at(Standing::Charged)])
            .graded("blog", "2021", Reliability::E)
            .tell([shelters("p1", "t", "g").at(Standing::Acquitted)]);
        let view = View { reliability_at_least: Some(Reliability::B), ..View::default() };
        assert_eq!(network(story, &view).ties()[0].standing(), Some(Standing::Acquitted));
    }

    #[test]
    fn grades_and_conclusions_are_filtered() {
        let story = || {
            Story::new()
                .tell([person("a", "A"), person("b", "B"), person("c", "C")])
                .tell([say("f", "Family", &[("person", "a"), ("relative", "b")]).credible(Credibility::ProbablyTrue)])
                .tell([say("g", "Associate", &[("person", "a"), ("associate", "c")]).concluded()])
                .tell([say("h", "Family", &[("person", "a"), ("relative", "nobody")])])
        };
        let all = network(story(), &View::default());
        assert_eq!((all.ties().len(), all.left_out().assessment, all.left_out().without_end), (1, 1, 1));
        let with = View { with_assessments: true, ..View::default() };
        assert_eq!(network(story(), &with).ties().len(), 2);
        let strict = View { credibility_at_least: Some(Credibility::Confirmed), ..View::default() };
        let none = network(story(), &strict);
        assert_eq!((none.ties().len(), none.left_out().below_grade), (0, 2));
    }
}
