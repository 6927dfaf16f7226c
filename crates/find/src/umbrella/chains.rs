//! Chains between officials and a group.

use std::collections::{BTreeMap, BTreeSet};

use umbra_graph::{ChainOptions, Direction, Edge, EdgeId, Graph, Interval, NodeId};
use umbra_model::{EntityId, Validity};

use super::{Chain, Step};
use crate::office::is_public_body;
use crate::{Evidence, Facts, FindError, Network, NodeKind, Tie, TieKind, day, vocabulary};

/// The most ties that a chain may have.
pub(super) const MAX_TIES: u32 = 4;
/// How many chains of one protector are kept, the shortest first.
const KEPT: usize = 5;

/// Chains that were found, by the person they start from.
pub(super) struct Found {
    pub(super) chains: BTreeMap<EntityId, Vec<Chain>>,
    pub(super) is_complete: bool,
}

/// Looks for chains of ties that can carry influence or money, and that agree in time.
pub(super) struct Search<'a> {
    facts: &'a Facts,
    network: &'a Network,
    /// Nodes that a chain may pass through.
    passable: Vec<bool>,
    /// Ties that a chain may use.
    usable: Vec<bool>,
    /// Ties by which something belongs to a group.
    belonging: Vec<bool>,
    /// The payments from one node to another. A search follows the first and takes the others along.
    payments: BTreeMap<(usize, usize), Vec<usize>>,
}

impl<'a> Search<'a> {
    pub(super) fn new(facts: &'a Facts, network: &'a Network) -> Self {
        let passable = network.nodes().iter().map(|node| {
            // A shared employer or a shared town is no tie; another group has an umbrella of its own.
            let is_apart = matches!(
                node.kind,
                NodeKind::PublicBody | NodeKind::Post | NodeKind::Place | NodeKind::Event | NodeKind::CriminalGroup
            );
            !is_apart && !is_public_body(facts, &node.entity.id)
        });
        let mut usable: Vec<bool> = network.ties().iter().map(is_usable).collect();
        let mut payments: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (place, tie) in network.ties().iter().enumerate().filter(|(_, tie)| tie.kind == TieKind::Payment) {
            if usable[place] {
                let between = payments.entry((tie.source_node, tie.target_node)).or_default();
                usable[place] = between.is_empty();
                between.push(place);
            }
        }
        let belonging = network.ties().iter().zip(&usable).map(|(tie, usable)| *usable && is_belonging(tie));
        Self { facts, network, passable: passable.collect(), belonging: belonging.collect(), usable, payments }
    }

    /// What lies within reach of a group.
    ///
    /// # Errors
    /// [`FindError::Graph`] when it is more than a graph can number.
    pub(super) fn nearby(&self, group: &EntityId) -> Result<Nearby<'_>, FindError> {
        Nearby::new(self, self.network.place(group))
    }
}

/// What lies within four ties of a group, as a graph of its own: it is searched once for every accusation and every case that
/// was dropped, and going through the whole network each time would take time in their product.
pub(super) struct Nearby<'a> {
    search: &'a Search<'a>,
    /// The group's place in the network.
    group: Option<usize>,
    /// Places in the network, ascending: a node's number is its place in this list.
    nodes: Vec<usize>,
    /// Likewise for ties.
    ties: Vec<usize>,
    graph: Graph,
}

impl<'a> Nearby<'a> {
    fn new(search: &'a Search<'a>, group: Option<usize>) -> Result<Self, FindError> {
        let count = search.network.nodes().len();
        let whole = search.network.graph().view();
        // A node's place among those within reach, by its place in the network; marks and lists, as a group in the middle of a large
        // network reaches most of it.
        let mut number: Vec<Option<u32>> = vec![None; count];
        let mut nodes: Vec<usize> = group.into_iter().collect();
        let mut inner = nodes.len();
        let mut rim = 0..nodes.len();
        for place in &nodes {
            number[*place] = Some(0);
        }
        let leads = |place: usize| Some(place) == group || search.passable[place];
        let usable = |place: usize| {
            let neighbors = whole.neighbors(NodeId(place as u32), Direction::Both);
            neighbors.filter(|neighbor| search.usable[neighbor.edge.index()])
        };
        for _ in 0..MAX_TIES {
            inner = nodes.len();
            for at in rim {
                let place = nodes[at];
                for neighbor in usable(place).filter(|_| leads(place)) {
                    let next = neighbor.node.index();
                    if number[next].is_none() {
                        number[next] = Some(0);
                        nodes.push(next);
                    }
                }
            }
            rim = inner..nodes.len();
        }
        // A chain has no tie between two nodes neither of which it may pass through, but for one that ends at the group; nor one
        // between two of which neither is nearer to the group than the most ties that it may have.
        let mut is_within = vec![false; search.network.ties().len()];
        for place in nodes[..inner].iter().copied().filter(|place| leads(*place)) {
            for neighbor in usable(place).filter(|neighbor| number[neighbor.node.index()].is_some()) {
                is_within[neighbor.edge.index()] = true;
            }
        }
        let ties: Vec<usize> = (0..is_within.len()).filter(|tie| is_within[*tie]).collect();
        nodes.sort_unstable();
        for (own, place) in (0u32..).zip(&nodes) {
            number[*place] = Some(own);
        }
        let number = |place: usize| number[place].unwrap_or_default();
        let edges = ties.iter().map(|place| &search.network.ties()[*place]);
        let edges = edges.map(|tie| Edge::new(number(tie.source_node), number(tie.target_node)));
        let graph = Graph::undirected(u32::try_from(nodes.len()).unwrap_or(u32::MAX), edges)?;
        Ok(Self { search, group, nodes, ties, graph })
    }

    /// Everybody and everything within reach.
    pub(super) fn entities(&self) -> impl Iterator<Item = &'a EntityId> {
        self.nodes.iter().map(|place| &self.search.network.nodes()[*place].entity.id)
    }

    /// Chains from each of these to the group, without ties that accuse the person themselves: those are no structure.
    pub(super) fn to_group(&self, from: &BTreeSet<&EntityId>) -> Result<Found, FindError> {
        self.run(from, &self.search.usable, MAX_TIES, true)
    }

    /// Everybody who may belong to the group, by place in the network: all within three such ties, whatever their dates.
    pub(super) fn circle(&self) -> BTreeSet<usize> {
        let mut circle: BTreeSet<usize> = self.group.into_iter().collect();
        let view = self.search.network.graph().view();
        let mut rim: Vec<usize> = circle.iter().copied().collect();
        for _ in 1..MAX_TIES {
            let mut next = Vec::new();
            for place in rim {
                for neighbor in view.neighbors(NodeId(place as u32), Direction::Both) {
                    if self.search.belonging[neighbor.edge.index()] && circle.insert(neighbor.node.index()) {
                        next.push(neighbor.node.index());
                    }
                }
            }
            rim = next;
        }
        circle
    }

    /// How a person or firm belongs to the group: the shortest chain of memberships, seats and shares, three at most.
    pub(super) fn belonging(&self, party: &EntityId) -> Result<Option<Chain>, FindError> {
        let found = self.run(&BTreeSet::from([party]), &self.search.belonging, MAX_TIES - 1, false)?;
        Ok(found.chains.into_values().next().and_then(|chains| chains.into_iter().next()))
    }

    fn run(
        &self,
        from: &BTreeSet<&EntityId>,
        allowed: &[bool],
        max_edges: u32,
        is_structure: bool,
    ) -> Result<Found, FindError> {
        let network = self.search.network;
        let number = |place: usize| self.nodes.binary_search(&place).ok().map(|number| NodeId(number as u32));
        let starts: Vec<NodeId> = from.iter().filter_map(|id| number(network.place(id)?)).collect();
        let Some(end) = self.group.and_then(number) else {
            return Ok(Found { chains: BTreeMap::new(), is_complete: true });
        };
        let is_start: BTreeSet<usize> = starts.iter().map(|start| self.nodes[start.index()]).collect();
        let view = self.graph.view().keep_edges(|edge, _| {
            let place = self.ties[edge.index()];
            let tie = &network.ties()[place];
            let accuses_start = is_structure
                && tie.is_accusing
                && (is_start.contains(&tie.source_node) || is_start.contains(&tie.target_node));
            allowed[place] && !accuses_start
        });
        let view = view.keep_nodes(|node| {
            let place = self.nodes[node.index()];
            node == end || is_start.contains(&place) || self.search.passable[place]
        });
        // Payments lie on one day each and would never share one: their agreement in time is judged below.
        let options = ChainOptions { max_edges, is_time_aware: false, ..ChainOptions::default() };
        let mut found = umbra_graph::chains(&view, &starts, &[end], &options)?;
        for chain in &mut found.chains {
            chain.nodes.iter_mut().for_each(|node| *node = NodeId(self.nodes[node.index()] as u32));
            chain.edges.iter_mut().for_each(|edge| *edge = EdgeId(self.ties[edge.index()] as u32));
        }
        Ok(self.search.of_persons(found))
    }
}

impl Search<'_> {
    /// Chains that agree in time, by the person they start from.
    fn of_persons(&self, found: umbra_graph::Chains) -> Found {
        let mut by_path: BTreeMap<Vec<NodeId>, Vec<Vec<EdgeId>>> = BTreeMap::new();
        for chain in found.chains {
            by_path.entry(chain.nodes).or_default().push(chain.edges);
        }
        let mut chains: BTreeMap<EntityId, Vec<Chain>> = BTreeMap::new();
        for (nodes, choices) in by_path {
            let person = &self.network.nodes()[nodes[0].index()].entity.id;
            chains.entry(person.clone()).or_default().extend(self.along(&nodes, &choices));
        }
        chains.retain(|_, chains| !chains.is_empty());
        for chains in chains.values_mut() {
            chains.sort_by(|a, b| {
                // A lasting tie says more than a payment.
                let payments = |c: &Chain| c.steps.iter().filter(|step| step.kind == TieKind::Payment).count();
                let order = |c: &Chain| (c.steps.len(), payments(c), c.undated);
                let path = |c: &Chain| c.steps.iter().map(|step| (step.to.id.clone(), step.kind)).collect::<Vec<_>>();
                order(a).cmp(&order(b)).then_with(|| path(a).cmp(&path(b)))
            });
            chains.truncate(KEPT);
        }
        Found { chains, is_complete: found.is_complete }
    }

    /// The chains along a path that agree in time: one for each choice of kinds among its parallel ties, of the ties
    /// with the most dates. The payments between two parties are one link.
    fn along(&self, nodes: &[NodeId], choices: &[Vec<EdgeId>]) -> Vec<Chain> {
        let mut best: BTreeMap<Vec<TieKind>, Chain> = BTreeMap::new();
        for choice in choices {
            let links: Vec<Vec<&Tie>> = choice.iter().map(|edge| self.link(*edge)).collect();
            let Some(period) = agree(&links) else { continue };
            if !links.iter().enumerate().all(|(at, link)| flows(link[0], nodes[at])) {
                continue;
            }
            let undated = links.iter().filter(|link| link.iter().all(|tie| tie.validity.is_unknown())).count();
            let kinds: Vec<TieKind> = links.iter().map(|link| link[0].kind).collect();
            if best.get(&kinds).is_some_and(|known| known.undated <= undated) {
                continue;
            }
            let steps = links.iter().enumerate().map(|(at, link)| self.step(nodes[at], nodes[at + 1], link));
            if let Some(steps) = steps.collect::<Option<Vec<_>>>() {
                best.insert(kinds, Chain { steps, validity: day::validity(period), undated });
            }
        }
        best.into_values().collect()
    }

    /// A tie, with all payments beside it if it is one.
    fn link(&self, edge: EdgeId) -> Vec<&Tie> {
        let tie = &self.network.ties()[edge.index()];
        match self.payments.get(&(tie.source_node, tie.target_node)) {
            Some(payments) if tie.kind == TieKind::Payment => {
                payments.iter().map(|place| &self.network.ties()[*place]).collect()
            }
            _ => vec![tie],
        }
    }

    fn step(&self, from: NodeId, to: NodeId, link: &[&Tie]) -> Option<Step> {
        let tie = link.first()?;
        let entity = |node: NodeId| self.network.nodes()[node.index()].entity.clone();
        let says = match link {
            [one] => one.says(self.facts),
            several => format!("{} ({} payments)", tie.says_ends(self.facts), several.len()),
        };
        Some(Step {
            from: entity(from),
            to: entity(to),
            kind: tie.kind,
            says,
            standing: tie.in_force(),
            validity: day::validity(span(link)),
            ties: link.iter().map(|tie| tie.id.clone()).collect(),
            evidence: Evidence::new(link.iter().flat_map(|tie| tie.evidence.statements().iter().copied()))?,
        })
    }
}

/// Whether a chain may use a tie: what was cleared, what only names counsel, and what no source states carries nothing.
fn is_usable(tie: &Tie) -> bool {
    let carries = match tie.kind {
        TieKind::Protection
        | TieKind::Membership
        | TieKind::Directorship
        | TieKind::Employment
        | TieKind::Ownership
        | TieKind::Control
        | TieKind::Payment
        | TieKind::Debt
        | TieKind::Family
        | TieKind::Associate
        | TieKind::Link => true,
        TieKind::Representation => {
            !tie.words.is_empty() && !tie.words.iter().any(|words| vocabulary::counsel().has(words))
        }
        TieKind::Occupancy | TieKind::Structure | TieKind::Proceeding | TieKind::Other => false,
    };
    carries && !tie.is_assessment && (!tie.is_accusing || tie.in_force().is_some())
}

fn is_belonging(tie: &Tie) -> bool {
    match tie.kind {
        TieKind::Membership | TieKind::Directorship | TieKind::Ownership | TieKind::Control => true,
        TieKind::Link => tie.is_accusing,
        _ => false,
    }
}

/// Whether money that passes at a link comes nearer to the person at the chain's start. Other ties always do.
fn flows(tie: &Tie, nearer: NodeId) -> bool {
    let near_end = match tie.kind {
        TieKind::Payment => tie.target_node,
        TieKind::Debt => tie.source_node,
        _ => return true,
    };
    near_end == nearer.index()
}

/// The days that a link covers: for payments from the first to the last.
fn span(link: &[&Tie]) -> Interval {
    let days = link.iter().map(|tie| day::interval(tie.validity));
    let hull =
        days.reduce(|a, b| Interval::new(a.first().min(b.first()), a.last().max(b.last())).unwrap_or(Interval::ALWAYS));
    hull.unwrap_or(Interval::ALWAYS)
}

/// The days on which all links of a chain agree.
///
/// Lasting ties must share a day. A payment must fall into the time that the lasting ties leave, and money can't be
/// passed on before it was paid in: along the chain, some payment nearer to the person comes no earlier than some
/// payment further away.
fn agree(links: &[Vec<&Tie>]) -> Option<Interval> {
    let mut common = Interval::ALWAYS;
    for link in links.iter().filter(|link| link[0].kind != TieKind::Payment) {
        common = common.intersect(span(link))?;
    }
    let mut earliest = i32::MIN;
    let mut period = common;
    for link in links.iter().rev().filter(|link| link[0].kind == TieKind::Payment) {
        let days = link.iter().map(|tie| day::interval(tie.validity)).filter_map(|days| days.intersect(common));
        let fitting: Vec<Interval> = days.filter(|days| days.last() >= earliest).collect();
        earliest = earliest.max(fitting.iter().map(|days| days.first()).min()?);
        let hull = fitting.into_iter().reduce(|a, b| {
            Interval::new(a.first().min(b.first()), a.last().max(b.last())).unwrap_or(Interval::ALWAYS)
        })?;
        // Two runs of payments need not share a day, so the chain's time is that of the last link of money.
        period = hull;
    }
    Some(period)
}

/// Whether a period and a chain's time can share a day.
pub(super) fn overlaps(period: Validity, chain: &Chain) -> bool {
    day::interval(period).overlaps(day::interval(chain.validity))
}
