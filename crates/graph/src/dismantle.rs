//! Plans that break a network by taking nodes out.
//!
//! [`dismantle`] answers with a [`Plan`]: whom to take out, in what order, and what the network comes to after each removal.
//! What it is to be best at is its [`Objective`]:
//!
//! | objective | question | method |
//! |---|---|---|
//! | [`Objective::SmallestArea`] | which order breaks the network up soonest? | portfolio, annealed |
//! | [`Objective::FewestRemovals`] | which smallest set brings every component down to the target? | portfolio, exchange; branch and bound |
//! | [`Objective::PairsConnected`] | which k nodes leave the fewest pairs joined? | greedy, exchange; all sets where few |
//! | [`Objective::Efficiency`] | which k nodes make ways longest? | the same |
//! | [`Objective::ValueFlow`] | which k nodes stop most of the money? | the same, on maximum flows |
//! | [`Objective::CutOff`] | what is the cheapest set between these and those? | minimum cut |
//!
//! The portfolio runs the methods of the literature (each by itself a [`Method`], as a baseline), lets each one's network grow back
//! in several ways, which drops needless removals and orders the rest, and crosses the best. Sets are made smaller by exchanges; orders
//! are taken down in part and built up again, then annealed. Growing back is worth more than the choice of the method; which of its
//! measures is best differs from network to network, and so does the best plan for the area from that for the number of removals.
//!
//! Everything works on the [`Skeleton`] of a view: the simple undirected graph beneath it. Direction and weight matter to
//! [`Objective::ValueFlow`] alone. Work is counted in steps, not seconds, so that a seed gives one plan on every machine.
//!
//! ```
//! use umbra_graph::{DismantleOptions, Edge, Graph, NodeId, Objective, dismantle};
//! // Two triangles and a go-between: without it no component holds more than three of the seven.
//! let pairs = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 6), (6, 4)];
//! let graph = Graph::undirected(7, pairs.map(|(a, b)| Edge::new(a, b)))?;
//! let options = DismantleOptions { target_share: 0.4, ..DismantleOptions::aiming_at(Objective::FewestRemovals) };
//! let plan = dismantle(&graph.view(), &options)?;
//! assert_eq!(plan.order, [NodeId(3)]);
//! assert!(plan.is_proven);
//! # Ok::<(), umbra_graph::GraphError>(())
//! ```

mod anneal;
mod between;
mod chance;
mod curve;
mod cut_off;
mod degree;
mod exact;
mod exchange;
mod field;
mod immunise;
mod influence;
mod islands;
mod min_sum;
mod options;
mod plan;
mod portfolio;
mod recreate;
mod regrow;
mod shrink;
mod skeleton;
mod spectral;
mod sprout;
mod terms;
mod work;
mod worth;

pub use options::{Budget, DismantleOptions, Method, Objective};
pub use plan::{Measure, Plan};
pub use skeleton::Skeleton;

use std::time::Instant;

use chance::Chance;
use curve::fall;
use cut_off::{Inseparable, cut_off};
use exchange::{Found, Room, exchange};
use portfolio::{Aim, Draft, baseline, default_steps, portfolio};
use terms::Terms;
use work::Work;
use worth::{Efficiency, Pairs, ValueFlow, Worth};

use crate::{GraphError, NodeId, View};

/// Finds a plan for what a view shows.
///
/// Hidden nodes are no part of n. Self-loops, repeated edges, direction and, but for value flow, weights make no difference.
/// Disconnected networks are fine: what is small enough already needs nothing. A plan is found for every network; where
/// untouchable nodes or the budget keep it from the target, [`Plan::reaches_target`] says so.
///
/// Time: the steps of the options, which by default take some seconds (300,000 nodes: some 15), and O(n + m log n) beyond. Memory:
/// 8 bytes per tie and some 100 per node.
///
/// # Errors
/// - [`GraphError::InvalidParameter`] when the target share is not above 0 and at most 1, or a cost is not finite and above 0, or a
///   budget is negative or NaN;
/// - [`GraphError::WrongLength`] when costs are not one for each node;
/// - [`GraphError::UnknownNode`] when an option names a node that the view does not show;
/// - [`GraphError::NeedsBudget`], [`GraphError::Inseparable`], [`GraphError::NothingToCut`].
pub fn dismantle(view: &View<'_>, options: &DismantleOptions) -> Result<Plan, GraphError> {
    Planner::new(&Skeleton::of(view), Some(view), options)?.plan()
}

/// What removing these nodes in this order does to a view: the measure after 0, 1, 2, ... of them. For comparing plans, or one plan on
/// several networks. [`Measure::ValueFlow`] is taken from net payers to net receivers. Nodes that the view
/// hides, and repeats, change nothing. Efficiency is exact up to 2,000 nodes, and from a fixed sample of sources beyond.
///
/// O((n + m) α(n)) for components and pairs; one full evaluation per removal for the others.
#[must_use]
pub fn removal_curve(view: &View<'_>, order: &[NodeId], measure: Measure) -> Vec<f64> {
    let net = Skeleton::of(view);
    let mut seen = vec![false; net.node_count()];
    let mut fresh = Vec::with_capacity(order.len());
    let found: Vec<Option<u32>> = order.iter().map(|&name| net.find(name)).collect();
    let is_new: Vec<bool> = found
        .iter()
        .map(|found| {
            let is_new = found.is_some_and(|node| !std::mem::replace(&mut seen[node as usize], true));
            fresh.extend(found.filter(|_| is_new));
            is_new
        })
        .collect();
    let short = curve_of(&net, Some(view), &fresh, measure, &[], &[]);
    let mut at = 0;
    let mut curve = vec![short[0]];
    for is_new in is_new {
        at += usize::from(is_new);
        curve.push(short[at]);
    }
    curve
}

fn curve_of(
    net: &Skeleton,
    view: Option<&View<'_>>,
    order: &[u32],
    measure: Measure,
    from: &[u32],
    to: &[u32],
) -> Vec<f64> {
    let n = net.node_count();
    let mut work = Work::new(u64::MAX, None);
    let mut each = |worth: &mut dyn Worth| {
        let mut gone = vec![false; n];
        let mut curve = vec![worth.value(&gone, &mut work)];
        for &node in order {
            gone[node as usize] = true;
            curve.push(worth.value(&gone, &mut work));
        }
        curve
    };
    match measure {
        Measure::LargestComponent => {
            fall(net, order).largest.iter().map(|&size| f64::from(size) / n.max(1) as f64).collect()
        }
        Measure::PairsConnected => {
            let all = (n as f64 * (n as f64 - 1.0) / 2.0).max(1.0);
            fall(net, order).pairs.iter().map(|&pairs| pairs as f64 / all).collect()
        }
        Measure::Efficiency => each(&mut Efficiency::new(net, &mut Chance::new(0, 40))),
        Measure::ValueFlow => match view {
            Some(view) => each(&mut ValueFlow::new(net, view, from, to, &mut Work::new(u64::MAX, None))),
            None => vec![0.0; order.len() + 1],
        },
    }
}

impl Skeleton {
    /// Finds a plan, as [`dismantle`] does, without a view to keep beside it.
    ///
    /// # Errors
    /// As [`dismantle`]; and [`GraphError::InvalidParameter`] for [`Objective::ValueFlow`], which needs direction and weight.
    pub fn dismantle(&self, options: &DismantleOptions) -> Result<Plan, GraphError> {
        Planner::new(self, None, options)?.plan()
    }
}

/// A checked question.
struct Planner<'a> {
    net: &'a Skeleton,
    view: Option<&'a View<'a>>,
    options: &'a DismantleOptions,
    terms: Terms,
    room: Room,
    work: Work,
}

impl<'a> Planner<'a> {
    fn new(
        net: &'a Skeleton,
        view: Option<&'a View<'a>>,
        options: &'a DismantleOptions,
    ) -> Result<Planner<'a>, GraphError> {
        let share = options.target_share;
        if !(share > 0.0 && share <= 1.0) {
            return Err(GraphError::InvalidParameter {
                name: "target share",
                value: share,
                range: "above 0 and at most 1",
            });
        }
        let n = net.node_count();
        let names = view.map_or(n, |view| view.graph().node_count());
        let mut costs = None;
        if let Some(given) = &options.costs {
            if given.len() != names {
                return Err(GraphError::WrongLength { name: "costs", len: given.len(), node_count: names as u32 });
            }
            if let Some(&value) = given.iter().find(|cost| !(cost.is_finite() && **cost > 0.0)) {
                return Err(GraphError::InvalidParameter { name: "a node's cost", value, range: "finite and above 0" });
            }
            let seen: Vec<f64> = (0..n as u32).map(|node| given[net.name(node).index()]).collect();
            costs = seen.iter().any(|&cost| cost != 1.0).then_some(seen);
        }
        let fixed_nodes = find_all(net, &options.untouchable)?;
        let fixed = (!fixed_nodes.is_empty()).then(|| {
            let mut fixed = vec![false; n];
            fixed_nodes.iter().for_each(|&node| fixed[node as usize] = true);
            fixed
        });
        let room = match options.budget {
            Budget::Unlimited => Room { count: usize::MAX, cost: f64::INFINITY },
            Budget::Count(count) => Room { count, cost: f64::INFINITY },
            Budget::Cost(cost) if cost >= 0.0 => Room { count: usize::MAX, cost },
            Budget::Cost(value) => {
                return Err(GraphError::InvalidParameter { name: "the budget", value, range: "0 or more" });
            }
        };
        // A share such as 0.1 of 110 is 11 nodes and a rounding error, which must not make it 12.
        let target = (share * n as f64 - 1e-9).ceil().max(1.0) as u32;
        let deadline = options.time_limit.map(|limit| Instant::now() + limit);
        let seeks_order = options.objective == Objective::SmallestArea;
        let work = Work::new(options.steps.unwrap_or_else(|| default_steps(net, seeks_order)), deadline);
        Ok(Planner { net, view, options, terms: Terms { costs, fixed, target }, room, work })
    }

    fn plan(mut self) -> Result<Plan, GraphError> {
        match &self.options.objective {
            Objective::SmallestArea => Ok(self.largest(Aim::Area)),
            Objective::FewestRemovals => Ok(self.largest(Aim::Removals)),
            Objective::PairsConnected => self.budgeted(Measure::PairsConnected, &[], &[]),
            Objective::Efficiency => self.budgeted(Measure::Efficiency, &[], &[]),
            Objective::ValueFlow { from, to } => {
                let (from, to) = (find_all(self.net, from)?, find_all(self.net, to)?);
                self.budgeted(Measure::ValueFlow, &from, &to)
            }
            Objective::CutOff { from, to } => {
                let (from, to) = (find_all(self.net, from)?, find_all(self.net, to)?);
                self.cut(&from, &to)
            }
        }
    }

    /// A plan for the largest component.
    fn largest(&mut self, aim: Aim) -> Plan {
        let (net, terms) = (self.net, &self.terms);
        let draft: Draft = match self.options.method {
            method if Method::BASELINES.contains(&method) => {
                baseline(net, terms, method, self.options.reinserts, self.options.seed, &mut self.work)
            }
            _ => portfolio(net, terms, aim, self.options.seed, &mut self.work),
        };
        let (bound, is_proven) = (draft.bound, draft.is_proven && draft.reaches);
        let (order, is_cut_short) = within(terms, draft.order, self.room);
        let largest = &draft.largest[..=order.len()];
        let reaches_target = largest.last().is_none_or(|&size| size <= terms.target);
        let cost = terms.cost_of(&order);
        let n = net.node_count().max(1) as f64;
        let mean_cost = terms.costs.as_ref().map_or(1.0, |costs| costs.iter().sum::<f64>() / n);
        let steps = order.iter().zip(&largest[1..]);
        let area: f64 = steps.map(|(&node, &size)| terms.cost(node) * f64::from(size)).sum();
        Plan {
            curve: largest.iter().map(|&size| f64::from(size) / n).collect(),
            measure: Measure::LargestComponent,
            value: if aim == Aim::Area { area / (mean_cost * n * n) } else { cost },
            cost,
            method: draft.method,
            bound: bound.filter(|_| aim == Aim::Removals && !is_cut_short),
            is_proven: is_proven && aim == Aim::Removals && !is_cut_short,
            target: terms.target,
            reaches_target,
            steps: self.work.spent(),
            order: self.named(&order),
        }
    }

    /// A plan that brings a measure down as far as a budget goes.
    fn budgeted(&mut self, measure: Measure, from: &[u32], to: &[u32]) -> Result<Plan, GraphError> {
        if self.options.budget == Budget::Unlimited {
            return Err(GraphError::NeedsBudget);
        }
        let net = self.net;
        let mut chance = Chance::new(self.options.seed, 40);
        let mut worth: Box<dyn Worth + '_> = match (measure, self.view) {
            (Measure::PairsConnected, _) => Box::new(Pairs::new(net)),
            (Measure::ValueFlow, Some(view)) => Box::new(ValueFlow::new(net, view, from, to, &mut self.work)),
            (Measure::ValueFlow, None) => {
                let value = 0.0;
                return Err(GraphError::InvalidParameter {
                    name: "the view",
                    value,
                    range: "given: value flow needs weights",
                });
            }
            _ => Box::new(Efficiency::new(net, &mut chance)),
        };
        let start = self.start(measure);
        let candidates = self.candidates(&*worth, &start);
        let found: Found =
            exchange(&mut *worth, &self.terms, &candidates, &start, self.room, &mut chance, &mut self.work);
        let order = self.ordered(&mut *worth, &found.nodes);
        let curve = curve_of(net, self.view, &order, measure, from, to);
        Ok(Plan {
            measure,
            value: if worth.is_exact() { curve[order.len()] } else { found.value },
            cost: self.terms.cost_of(&order),
            curve,
            method: Method::GreedyExchange,
            bound: found.is_proven.then_some(found.value),
            is_proven: found.is_proven,
            target: self.terms.target,
            reaches_target: true,
            steps: self.work.spent(),
            order: self.named(&order),
        })
    }

    /// What a plan for the largest component would take first: a good place to begin for pairs.
    fn start(&mut self, measure: Measure) -> Vec<u32> {
        if measure != Measure::PairsConnected {
            return Vec::new();
        }
        let mut part = self.work.part(self.work.left() / 4);
        let draft = portfolio(self.net, &self.terms, Aim::Area, self.options.seed, &mut part);
        self.work.settle(&part);
        draft.order
    }

    /// The nodes among which the search chooses: all that may go, or, where judging all of them 32 times exceeds the work, those with the most ties.
    fn candidates(&self, worth: &dyn Worth, start: &[u32]) -> Vec<u32> {
        let mut candidates: Vec<u32> =
            (0..self.net.node_count() as u32).filter(|&node| self.terms.may_remove(node)).collect();
        let all = candidates.len();
        let each = (worth.addition_steps(all) / all.max(1) as u64).max(1);
        let most = (self.work.left() / (32 * each)).max(16) as usize;
        if worth.addition_steps(all) > worth.addition_steps(1) && all > most {
            candidates.sort_by_key(|&node| (std::cmp::Reverse(self.net.degree(node)), node));
            candidates.truncate(most);
            candidates.extend(
                start.iter().filter(|node| !candidates[..most].contains(node)).take(most).copied().collect::<Vec<_>>(),
            );
            candidates.sort_unstable();
        }
        candidates
    }

    /// A set in the order in which each next one helps most; as it is where finding that out would cost more than the plan did.
    fn ordered(&mut self, worth: &mut dyn Worth, nodes: &[u32]) -> Vec<u32> {
        let steps = nodes.len() as u64 * worth.addition_steps(nodes.len() / 2);
        if steps > 200_000_000 + self.work.spent() {
            return nodes.to_vec();
        }
        let mut gone = vec![false; self.net.node_count()];
        let mut left = nodes.to_vec();
        left.sort_unstable();
        let mut order = Vec::with_capacity(left.len());
        let mut work = Work::new(u64::MAX, None);
        while let Some((node, _)) = worth.best_addition(&mut gone, &left, &self.terms, f64::INFINITY, &mut work) {
            gone[node as usize] = true;
            order.push(node);
            left.retain(|&other| other != node);
        }
        order
    }

    fn cut(&mut self, from: &[u32], to: &[u32]) -> Result<Plan, GraphError> {
        let (net, terms) = (self.net, &self.terms);
        let (nodes, steps) = cut_off(net, terms, from, to).map_err(|reason| match reason {
            Inseparable::Tied(a, b) => GraphError::Inseparable { from: net.name(a), to: net.name(b) },
            Inseparable::Untouchable => GraphError::NothingToCut,
        })?;
        let optimum = terms.cost_of(&nodes);
        // The way there is worth something too: of the cut's nodes those go first that break the network most.
        let order = self.ordered(&mut Pairs::new(net), &nodes);
        let (order, is_cut_short) = within(&self.terms, order, self.room);
        Ok(Plan {
            measure: Measure::LargestComponent,
            curve: curve_of(net, None, &order, Measure::LargestComponent, &[], &[]),
            value: optimum,
            cost: self.terms.cost_of(&order),
            method: Method::MinimumCut,
            bound: Some(optimum),
            is_proven: true,
            target: self.terms.target,
            reaches_target: !is_cut_short,
            steps,
            order: self.named(&order),
        })
    }

    fn named(&self, order: &[u32]) -> Vec<NodeId> {
        order.iter().map(|&node| self.net.name(node)).collect()
    }
}

/// As much of an order as a budget allows, and whether that cuts it short.
fn within(terms: &Terms, mut order: Vec<u32>, room: Room) -> (Vec<u32>, bool) {
    let mut cost = 0.0;
    let fits = |&&node: &&u32| {
        cost += terms.cost(node);
        cost <= room.cost
    };
    let count = order.iter().take(room.count).take_while(fits).count();
    let is_cut_short = count < order.len();
    order.truncate(count);
    (order, is_cut_short)
}

fn find_all(net: &Skeleton, names: &[NodeId]) -> Result<Vec<u32>, GraphError> {
    let node_count = net.node_count() as u32;
    names.iter().map(|&node| net.find(node).ok_or(GraphError::UnknownNode { node, node_count })).collect()
}
