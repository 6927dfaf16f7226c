//! Whose removal breaks a network, and how far that can be trusted.

mod baseline;
mod doubt;
mod grade;
mod key_player;
mod measure;
mod part_played;
mod question;
mod web;

use serde::Serialize;
use umbra_graph::{Budget, DismantleOptions, Edge, Graph, GraphError, NodeId, Objective, dismantle};
use umbra_model::Standing;

pub use baseline::Curve;
pub use doubt::{Interval, RecoveryDoubt, TiesInDoubt};
pub use key_player::{KeyPlayer, Rank};
pub use measure::{Shape, Yardstick};
pub use part_played::{Part as PartInGroup, PartPlayed};
pub use question::{Aim, Question};
pub use web::{Web, Who};

use crate::{FindError, Finding, FindingKind, Part};
use key_player::Players;
use measure::{course, falls_apart};

/// What a plan is, and what it is not. Shown wherever a plan is.
pub const NOT_GUILT: &str =
    "A plan is an assessment of structure, not of guilt: it says what a network would lose, not what anybody did.";

/// One removal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Removal {
    /// Who goes.
    #[serde(flatten)]
    pub who: Who,
    /// How much of the network is left after it, as a share.
    pub left: f64,
    /// How much it takes away.
    pub drop: f64,
    /// What it costs.
    pub cost: f64,
    /// What it does, in words.
    pub why: String,
    /// Their rank by betweenness, with its doubt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// How far any accusation against them has got and stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// The finding, in a case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
}

/// The plan that takes nobody whose role is not supported so far.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Restricted {
    /// How far an accusation has to have got and to stand.
    pub standing: Standing,
    /// How many may be taken out.
    pub allowed: usize,
    /// Who goes.
    pub order: Vec<Who>,
    /// How much is left at the end.
    pub left: f64,
    /// What the restriction costs: how much more is left than by the free plan cut to as many removals.
    pub costs: f64,
}

/// Somebody who may not be taken out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kept {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// Why.
    pub why: String,
}

/// A plan with what it does and all its doubt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Removals {
    /// What the network is called.
    pub network: String,
    /// What the plan was to break.
    pub aim: Aim,
    /// What is measured.
    pub yardstick: Yardstick,
    /// The method that found the plan.
    pub method: &'static str,
    /// Whether no better plan exists.
    pub is_proven: bool,
    /// What no plan of this kind can be better than, where known, in the unit of the method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<f64>,
    /// Whether the aim was reached within what the plan may take.
    pub reaches_target: bool,
    /// The removals in order.
    pub plan: Vec<Removal>,
    /// The curve of the plan, then those of the baselines.
    pub curves: Vec<Curve>,
    /// The network before.
    pub before: Shape,
    /// The network after.
    pub after: Shape,
    /// Missing and false ties.
    pub ties: TiesInDoubt,
    /// What the network does next; empty where it is too large.
    pub recovery: Vec<RecoveryDoubt>,
    /// The plan among those whose role is supported; `None` for a list of ties, which supports nobody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restricted: Option<Restricted>,
    /// Who stands where.
    pub key_players: Vec<KeyPlayer>,
    /// Who may not be taken out. Nodes that are nobody are left out.
    pub kept: Vec<Kept>,
    /// What else the reader has to know.
    pub caveats: Vec<String>,
}

/// How many removals of a large network are explained, and up to how many nodes and ties all are.
const TOLD: usize = 20;
const SMALL: usize = 20_000;
/// How many removals there are where a plan needs a number and nobody named one.
const FEW: usize = 5;

impl Removals {
    /// Makes a plan for a web and doubts it.
    ///
    /// Deterministic: the same web and question give the same plan, whatever the number of threads. Direction and repeats of
    /// ties matter to [`Aim::Money`] alone.
    ///
    /// # Errors
    /// [`FindError::Graph`] for a rate, share, cost or number outside its range.
    pub fn of(web: &Web, question: &Question) -> Result<Self, FindError> {
        let simple = simple(&web.graph)?;
        let yardstick = Yardstick::of(question.aim);
        let mut caveats = web.remarks.clone();
        let mut keep: Vec<NodeId> =
            web.kept.keys().map(|node| NodeId(*node)).chain(question.keep.iter().copied()).collect();
        keep.sort();
        keep.dedup();
        let mut plan = made(web, &simple, question, &keep, &mut caveats)?;
        let measured = if question.aim == Aim::Money { payments(&web.graph) } else { simple.view() };
        let mut left = course(&measured, &plan.order, yardstick);
        // A plan that has to name so many may go on when there is nothing left to take.
        while left.len() > 1 && question.aim != Aim::Protector && left[left.len() - 2] - left[left.len() - 1] <= 1e-12 {
            left.pop();
            plan.order.pop();
        }
        let doubt = doubt::tie_doubt(web, &simple, question);
        let players = Players::of(web, &simple, &doubt, question)?;
        match &players {
            None => caveats.push("the network is too large to work out who stands between whom".to_owned()),
            Some(players) if !players.has_ranks() => {
                caveats.push("the network is too large to work out how surely the ranks hold".to_owned());
            }
            Some(_) => {}
        }
        let ties = doubt::ties_in_doubt(web, &simple, &doubt, &plan.order, yardstick, question)?;
        let recovery = doubt::recoveries(web, &simple, &plan.order, question)?;
        if recovery.is_empty() && !plan.order.is_empty() {
            caveats.push("the network is too large to simulate its recovery".to_owned());
        }
        let removable: Vec<NodeId> = simple.nodes().filter(|node| keep.binary_search(node).is_err()).collect();
        let mut curves = vec![Curve { rule: "plan", left: left.clone() }];
        let removals = plan.order.len();
        curves.extend(baseline::baselines(&simple, &measured, &removable, removals, yardstick, question.seed)?);
        let restricted = restricted(web, &simple, question, &keep, &left, yardstick)?;
        let mut after = simple.view();
        let steps = plan.order.iter().enumerate().map(|(step, &node)| {
            // Each explanation looks at the whole network once.
            let is_told = step < TOLD || simple.node_count() + simple.edge_count() < SMALL;
            let why = if is_told { why(&after, node) } else { String::new() };
            after.hide(node);
            let rank = players.as_ref().and_then(|players| players.rank(node));
            Removal {
                who: web.who(node),
                left: left[step + 1],
                drop: left[step] - left[step + 1],
                cost: question.costs.as_ref().map_or(1.0, |costs| costs[node.index()]),
                finding: finding(web, node, left[step] - left[step + 1], &why, rank, &ties, yardstick),
                why,
                rank,
                standing: web.known(node).and_then(|known| known.standing),
            }
        });
        let steps: Vec<Removal> = steps.collect();
        if !plan.reaches_target {
            caveats.push("the plan does not reach its aim with what it may take".to_owned());
        }
        Ok(Self {
            network: web.title.clone(),
            aim: question.aim,
            yardstick,
            method: plan.method.name(),
            is_proven: plan.is_proven,
            bound: plan.bound,
            reaches_target: plan.reaches_target,
            plan: steps,
            curves,
            before: Shape::of(&simple.view(), simple.node_count()),
            after: Shape::of(&after, simple.node_count()),
            ties,
            recovery,
            restricted,
            key_players: players.map(|players| players.first(web)).unwrap_or_default(),
            kept: kept(web, &question.keep),
            caveats,
        })
    }
}

/// The web without direction, loops and repeats.
fn simple(graph: &Graph) -> Result<Graph, GraphError> {
    let mut pairs: Vec<(u32, u32)> = graph
        .edges()
        .map(|(_, edge)| (edge.source.0.min(edge.target.0), edge.source.0.max(edge.target.0)))
        .filter(|(one, other)| one != other)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    Graph::undirected(graph.node_count() as u32, pairs.into_iter().map(|(one, other)| Edge::new(one, other)))
}

fn made(
    web: &Web,
    simple: &Graph,
    question: &Question,
    keep: &[NodeId],
    caveats: &mut Vec<String>,
) -> Result<umbra_graph::Plan, FindError> {
    let few = Budget::Count(question.most.unwrap_or(FEW));
    let asked = match (question.most, question.budget) {
        (_, Some(cost)) => Budget::Cost(cost),
        (Some(most), None) => Budget::Count(most),
        (None, None) => Budget::Unlimited,
    };
    let with_budget = if asked == Budget::Unlimited { few } else { asked };
    let (objective, budget) = match question.aim {
        Aim::Size => (Objective::SmallestArea, asked),
        Aim::Fewest => (Objective::FewestRemovals, asked),
        Aim::Pairs => (Objective::PairsConnected, with_budget),
        Aim::Efficiency => (Objective::Efficiency, with_budget),
        Aim::Money => (Objective::ValueFlow { from: Vec::new(), to: Vec::new() }, with_budget),
        Aim::Protector => (cut_off(web, simple, question, caveats)?, asked),
    };
    let options = DismantleOptions {
        target_share: question.target,
        costs: question.costs.clone(),
        untouchable: keep.to_vec(),
        budget,
        seed: question.seed,
        ..DismantleOptions::aiming_at(objective)
    };
    let view = if question.aim == Aim::Money { payments(&web.graph) } else { simple.view() };
    Ok(dismantle(&view, &options)?)
}

/// The ties along which money flows: payments, or all of a graph that knows no kinds of tie.
fn payments(graph: &Graph) -> umbra_graph::View<'_> {
    let has_payments = graph.edges().any(|(_, edge)| edge.layer == web::PAYMENTS);
    if has_payments { graph.view().on_layers(&[web::PAYMENTS]) } else { graph.view() }
}

/// The two sides that are to be parted, those left out that stand too near for that.
fn cut_off(web: &Web, simple: &Graph, question: &Question, caveats: &mut Vec<String>) -> Result<Objective, FindError> {
    let or = |asked: &[NodeId], known: &[NodeId]| if asked.is_empty() { known.to_vec() } else { asked.to_vec() };
    let (from, to) = (or(&question.from, &web.protectors), or(&question.to, &web.protected));
    if from.is_empty() || to.is_empty() {
        return Err(FindError::NothingToPart);
    }
    let is_beside =
        |node: &NodeId| to.iter().any(|other| other == node || simple.edges_between(*node, *other).next().is_some());
    let (near, far): (Vec<NodeId>, Vec<NodeId>) = from.into_iter().partition(is_beside);
    for node in near {
        caveats
            .push(format!("{} is tied to the group directly: no removal of others cuts that tie", web.who(node).name));
    }
    if far.is_empty() {
        return Err(FindError::TiedDirectly(caveats.join("; ")));
    }
    Ok(Objective::CutOff { from: far, to })
}

fn restricted(
    web: &Web,
    simple: &Graph,
    question: &Question,
    keep: &[NodeId],
    free: &[f64],
    yardstick: Yardstick,
) -> Result<Option<Restricted>, FindError> {
    // Parting two sides and stopping money are all or nothing; a part of such a plan is no plan.
    if web.background.is_empty() || matches!(question.aim, Aim::Protector | Aim::Money) {
        return Ok(None);
    }
    let supports = |node: &NodeId| {
        web.known(*node).is_some_and(|known| known.standing.is_some_and(|own| own.reaches(question.standing)))
    };
    let (allowed, barred): (Vec<NodeId>, Vec<NodeId>) =
        simple.nodes().partition(|node| supports(node) && keep.binary_search(node).is_err());
    let mut order = Vec::new();
    if !allowed.is_empty() {
        let most = (free.len() - 1).min(allowed.len());
        let narrowed = Question { most: Some(most), budget: question.budget, ..question.clone() };
        order = made(web, simple, &narrowed, &barred, &mut Vec::new())?.order;
    }
    let course = course(&simple.view(), &order, yardstick);
    let left = course.last().copied().unwrap_or(0.0);
    let beside = free[free.len() - 1];
    Ok(Some(Restricted {
        standing: question.standing,
        allowed: allowed.len(),
        order: order.into_iter().map(|node| web.who(node)).collect(),
        left,
        costs: left - beside,
    }))
}

/// "parts 24 into 17, 3 and 3" for a removal that parts, or how many ties go with it.
fn why(view: &umbra_graph::View<'_>, node: NodeId) -> String {
    let (size, parts) = falls_apart(view, node);
    let ties = view.neighbors(node, umbra_graph::Direction::Both).count();
    let most = |sizes: &[usize]| {
        let singles = sizes.iter().filter(|size| **size == 1).count();
        let mut words: Vec<String> = sizes.iter().filter(|size| **size > 1).take(4).map(ToString::to_string).collect();
        let more = sizes.iter().filter(|size| **size > 1).count().saturating_sub(words.len());
        if more > 0 {
            words.push(format!("{more} more"));
        }
        if singles > 0 {
            words.push(format!("{singles} alone"));
        }
        match words.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            Some((last, _)) => last.clone(),
            None => "nothing".to_owned(),
        }
    };
    match parts.len() {
        0 => "stands alone by now".to_owned(),
        1 => format!("takes {ties} of the ties of a part of {size}, which holds together"),
        _ => format!("parts {size} into {}", most(&parts)),
    }
}

fn finding(
    web: &Web,
    node: NodeId,
    drop: f64,
    why: &str,
    rank: Option<Rank>,
    ties: &TiesInDoubt,
    yardstick: Yardstick,
) -> Option<Finding> {
    let known = web.known(node)?;
    let evidence = known.evidence.clone()?;
    let entity = web.who(node).entity?;
    let part = Part {
        name: match yardstick {
            Yardstick::LargestPart => "fall of the largest part",
            Yardstick::Pairs => "fall of the pairs that reach each other",
            Yardstick::Efficiency => "fall of the efficiency",
            Yardstick::Money => "fall of the money that gets through",
        },
        points: drop * 100.0,
        why: why.to_owned(),
        evidence: evidence.clone(),
    };
    let mut finding = Finding::new(FindingKind::Removal, vec![entity.id], &evidence, vec![part]).with_caveat(NOT_GUILT);
    if rank.is_some_and(|rank| rank.is_shaky) {
        finding = finding.with_caveat("the rank is shaky: its interval reaches into those of others");
    }
    if known.standing.is_none() {
        finding = finding.with_caveat("no source accuses them of anything that stands");
    }
    Some(finding.with_caveat(format!(
        "worked out as if {:.0} % of the ties were unseen and {:.0} % of those seen false",
        ties.missing * 100.0,
        ties.false_chance * 100.0
    )))
}

fn kept(web: &Web, asked: &[NodeId]) -> Vec<Kept> {
    let known = web.kept.iter().filter(|(_, why)| !why.contains("somebody") && !why.contains("state"));
    let asked = asked.iter().map(|node| Kept { who: web.who(*node), why: "as asked".to_owned() });
    known.map(|(node, why)| Kept { who: web.who(NodeId(*node)), why: why.clone() }).chain(asked).collect()
}

#[cfg(test)]
mod tests;
