//! How far a plan can be trusted: ties that are missing or false, and what the network does next.

use serde::Serialize;
use umbra_graph::{Graph, GraphError, NodeId, RecoveryOptions, Recruiting, Resampler, TieDoubt, recovery};

use super::Question;
use super::measure::{Yardstick, course};
use super::web::Web;

/// An interval and its middle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The middle.
    pub median: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// The middle 90 % of some values; zeros of none.
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let last = values.len().saturating_sub(1) as f64;
        let at = |share: f64| values.get((last * share).round() as usize).copied().unwrap_or(0.0);
        Self { low: at(0.05), median: at(0.5), high: at(0.95) }
    }
}

/// What missing and false ties do to a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TiesInDoubt {
    /// The share of the true ties that is taken to be missing.
    pub missing: f64,
    /// The mean chance that a tie is false.
    pub false_chance: f64,
    /// How many of the ties have a grade that says how likely they are false.
    pub graded: usize,
    /// How many networks were drawn.
    pub draws: usize,
    /// What the plan leaves in the drawn networks, step by step; 90 %. Empty for money: nothing says what an unseen tie carries.
    pub left: Vec<Interval>,
}

/// What the network does next, under one rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecoveryDoubt {
    /// The rule's name.
    pub rule: &'static str,
    /// Who replaces whom.
    pub says: &'static str,
    /// The efficiency after 0, 1, 2, ... removals and recoveries, as a share of the untouched network's; 90 %.
    pub efficiency: Vec<Interval>,
    /// The same if nobody replaced anything.
    pub without: Vec<f64>,
}

/// The most steps that draws may take, all together: nodes and ties looked at.
const DRAW_STEPS: usize = 400_000_000;
/// The same for recovery, in nodes times ties.
const RECOVERY_STEPS: usize = 600_000_000;
const RECOVERY_RUNS: usize = 60;

/// The doubt of the pairs of a simple graph whose edges are those of `web`, merged.
pub(super) fn tie_doubt(web: &Web, simple: &Graph, question: &Question) -> TieDoubt {
    let mut chances = vec![1.0; simple.edge_count()];
    for ((_, edge), graded) in web.graph.edges().zip(&web.graded) {
        for pair in simple.edges_between(edge.source, edge.target) {
            chances[pair.index()] *= graded.unwrap_or(question.false_chance);
        }
    }
    TieDoubt { missing: question.missing, false_chance: chances }
}

pub(super) fn ties_in_doubt(
    web: &Web,
    simple: &Graph,
    doubt: &TieDoubt,
    order: &[NodeId],
    yardstick: Yardstick,
    question: &Question,
) -> Result<TiesInDoubt, GraphError> {
    let size = simple.node_count() + simple.edge_count() + 1;
    let per_draw = match yardstick {
        Yardstick::Efficiency => size.saturating_mul(simple.node_count().min(2000)).saturating_mul(order.len() + 1),
        Yardstick::LargestPart | Yardstick::Pairs | Yardstick::Money => size.saturating_mul(8),
    };
    // What flows can't be drawn: nothing says how much an unseen tie would carry.
    let draws = if yardstick == Yardstick::Money {
        0
    } else {
        (DRAW_STEPS / per_draw.max(1)).clamp(20, question.draws.max(20))
    };
    let resampler = Resampler::new(&simple.view(), doubt, question.seed)?;
    let mut courses = Vec::with_capacity(draws);
    for number in 0..draws as u64 {
        courses.push(course(&resampler.draw(number)?.view(), order, yardstick));
    }
    let step = |step: usize| Interval::of(courses.iter().map(|course| course[step]).collect());
    let sum: f64 = doubt.false_chance.iter().sum();
    Ok(TiesInDoubt {
        missing: question.missing,
        false_chance: sum / doubt.false_chance.len().max(1) as f64,
        graded: web.graded.iter().flatten().count(),
        draws,
        left: if draws == 0 { Vec::new() } else { (0..=order.len()).map(step).collect() },
    })
}

/// What the network does next under each rule; nothing where it is too large.
pub(super) fn recoveries(
    web: &Web,
    simple: &Graph,
    order: &[NodeId],
    question: &Question,
) -> Result<Vec<RecoveryDoubt>, GraphError> {
    let steps = simple.node_count().saturating_mul(simple.edge_count() + 1).saturating_mul(order.len() + 1);
    let runs = (RECOVERY_STEPS / 3 / steps.max(1)).min(RECOVERY_RUNS);
    if runs < 10 || order.is_empty() {
        return Ok(Vec::new());
    }
    // In a case, who has the part that the removed one had; else all are alike.
    let roles: Option<Vec<u32>> = (!web.background.is_empty()).then(|| {
        web.background
            .iter()
            .map(|known| known.parts.first().map_or(100 + known.kind as u32, |told| told.part as u32))
            .collect()
    });
    let rule = |recruiting: Recruiting| {
        let options = RecoveryOptions {
            recruiting,
            roles: roles.as_deref(),
            runs,
            seed: question.seed,
            ..RecoveryOptions::default()
        };
        let found = recovery(&simple.view(), order, &options)?;
        let whole = found.without.first().copied().filter(|whole| *whole > 0.0).unwrap_or(1.0);
        let share = |spread: &umbra_graph::Spread| Interval {
            low: spread.low / whole,
            median: spread.median / whole,
            high: spread.high / whole,
        };
        let (name, says) = match recruiting {
            Recruiting::Trusted => ("trusted", "each turns to whoever is nearest"),
            Recruiting::Near => ("near", "one who knew the removed takes over"),
            Recruiting::Role => ("role", "each turns to the best-tied of like role"),
        };
        Ok(RecoveryDoubt {
            rule: name,
            says,
            efficiency: found.efficiency.iter().map(share).collect(),
            without: found.without.iter().map(|left| left / whole).collect(),
        })
    };
    Recruiting::ALL.into_iter().map(rule).collect()
}
