//! Chains between officials and a group.

use std::collections::{BTreeMap, BTreeSet};

use umbra_graph::{ChainOptions, Direction, EdgeId, Interval, NodeId};
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

    /// Chains from each of these to the group, without ties that accuse the person themselves: those are no structure.
    pub(super) fn to_group(&self, from: &BTreeSet<EntityId>, group: &EntityId) -> Result<Found, FindError> {
        self.run(from, group, &self.usable, MAX_TIES, true)
    }

    /// Everybody who may belong to a group, by place in the network: all within three such ties, whatever their dates.
    pub(super) fn circle(&self, group: &EntityId) -> BTreeSet<usize> {
        let Some(place) = self.network.place(group) else { return BTreeSet::new() };
        let view = self.network.graph().view().keep_edges(|edge, _| self.belonging[edge.index()]);
        let mut circle = BTreeSet::from([place]);
        let mut rim = vec![NodeId(place as u32)];
        for _ in 1..MAX_TIES {
            let mut next = Vec::new();
            for node in rim {
                for neighbor in view.neighbors(node, Direction::Both) {
                    if circle.insert(neighbor.node.index()) {
                        next.push(neighbor.node);
                    }
                }
            }
            rim = next;
        }
        circle
    }

    /// How a person or firm belongs to a group: the shortest chain of memberships, seats and shares, three at most.
    pub(super) fn belonging(&self, party: &EntityId, group: &EntityId) -> Result<Option<Chain>, FindError> {
        let from = BTreeSet::from([party.clone()]);
        let found = self.run(&from, group, &self.belonging, MAX_TIES - 1, false)?;
        Ok(found.chains.into_values().next().and_then(|chains| chains.into_iter().next()))
    }

    fn run(
        &self,
        from: &BTreeSet<EntityId>,
        group: &EntityId,
        allowed: &[bool],
        max_edges: u32,
        is_structure: bool,
    ) -> Result<Found, FindError> {
        let node = |id: &EntityId| self.network.place(id).map(|place| NodeId(place as u32));
        let starts: Vec<NodeId> = from.iter().filter_map(node).collect();
        let Some(end) = node(group) else { return Ok(Found { chains: BTreeMap::new(), is_complete: true }) };
        let is_start: BTreeSet<NodeId> = starts.iter().copied().collect();
        let view = self.network.graph().view().keep_edges(|edge, _| {
            let tie = &self.network.ties()[edge.index()];
            let accuses_start = is_structure
                && tie.is_accusing
                && [tie.source_node, tie.target_node].iter().any(|n| is_start.contains(&NodeId(*n as u32)));
            allowed[edge.index()] && !accuses_start
        });
        let view = view.keep_nodes(|n| n == end || is_start.contains(&n) || self.passable[n.index()]);
        // Payments lie on one day each and would never share one: their agreement in time is judged below.
        let options = ChainOptions { max_edges, is_time_aware: false, ..ChainOptions::default() };
        let found = umbra_graph::chains(&view, &starts, &[end], &options)?;
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
        Ok(Found { chains, is_complete: found.is_complete })
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
