//! Several methods, the best of them kept and improved.

use super::anneal::{Schedule, anneal};
use super::between::{Following, adaptive_betweenness};
use super::chance::Chance;
use super::curve::{fall, reach};
use super::degree::{adaptive_degree, core_hd};
use super::immunise::explosive_immunisation;
use super::influence::collective_influence;
use super::options::Method;
use super::regrow::{regrow, regrow_behind};
use super::shrink::shrink;
use super::skeleton::Skeleton;
use super::sprout::sprout;
use super::terms::Terms;
use super::work::Work;

/// Which of the two aims for the largest component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    Area,
    Removals,
}

/// A plan under way.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) order: Vec<u32>,
    pub(crate) area: f64,
    pub(crate) cost: f64,
    pub(crate) reaches: bool,
    pub(crate) method: Method,
}

impl Draft {
    pub(crate) fn of(net: &Skeleton, terms: &Terms, order: Vec<u32>, method: Method, work: &mut Work) -> Draft {
        let fall = fall(net, &order);
        work.spend(net.sweep_cost());
        let steps = order.iter().zip(&fall.largest[1..]);
        let area = steps.map(|(&node, &size)| terms.cost(node) * f64::from(size)).sum();
        let reaches = fall.largest.last().is_none_or(|&size| size <= terms.target);
        Draft { area, cost: terms.cost_of(&order), reaches, method, order }
    }

    fn is_better(&self, other: &Draft, aim: Aim) -> bool {
        let key = |draft: &Draft| match aim {
            Aim::Area => (!draft.reaches, draft.area, draft.cost),
            Aim::Removals => (!draft.reaches, draft.cost, draft.area),
        };
        let (a, b) = (key(self), key(other));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)).is_lt()
    }
}

/// Makes a plan of what a method found: goes on by degree where it stopped short, stops where the target is reached, and
/// lets the network grow back if asked to.
pub(crate) fn finish(
    net: &Skeleton,
    terms: &Terms,
    mut order: Vec<u32>,
    reinserts: bool,
    method: Method,
    chance: &mut Chance,
    work: &mut Work,
) -> Draft {
    let mut largest = fall(net, &order).largest;
    work.spend(net.sweep_cost());
    if reach(&largest, terms.target).is_none() {
        let mut rest = terms.clone();
        let fixed = rest.fixed.get_or_insert_with(|| vec![false; net.node_count()]);
        order.iter().for_each(|&node| fixed[node as usize] = true);
        order.extend(adaptive_degree(net, &rest, chance));
        largest = fall(net, &order).largest;
        work.spend(2 * net.sweep_cost());
    }
    let reached = reach(&largest, terms.target);
    order.truncate(reached.unwrap_or(order.len()));
    drop(largest);
    if reinserts && reached.is_some() {
        let regrown = regrow(net, terms, &order, work);
        return Draft::of(net, terms, regrown, method, work);
    }
    Draft::of(net, terms, order, method, work)
}

/// The best that a method's order gives when its head, which breaks the network up as the method meant to, is kept, and the rest grows back.
///
/// Tried with the order as it is and with what reinsertion keeps of it. Adds the plan of [`regrow`] and the best of these.
fn graft(
    net: &Skeleton,
    terms: &Terms,
    order: Vec<u32>,
    method: Method,
    aim: Aim,
    chance: &mut Chance,
    work: &mut Work,
) -> Vec<Draft> {
    let whole = finish(net, terms, order, false, method, chance, work);
    if !whole.reaches {
        return vec![whole];
    }
    let regrown = Draft::of(net, terms, regrow(net, terms, &whole.order, work), method, work);
    if aim == Aim::Removals {
        return vec![regrown];
    }
    let mut is_kept = vec![false; net.node_count()];
    regrown.order.iter().for_each(|&node| is_kept[node as usize] = true);
    let kept: Vec<u32> = whole.order.iter().copied().filter(|&node| is_kept[node as usize]).collect();
    let kept = Draft::of(net, terms, kept, method, work);
    let mut best = if kept.is_better(&whole, Aim::Area) { kept.clone() } else { whole.clone() };
    for order in [&kept.order, &whole.order] {
        for tenths in [2, 4, 6, 7, 8, 9] {
            let grafted = regrow_behind(net, terms, order.len() * tenths / 10, order, work);
            let draft = Draft::of(net, terms, grafted, method, work);
            if draft.is_better(&best, Aim::Area) {
                best = draft;
            }
        }
    }
    for exponent in [0.0, 0.25, 0.5, 0.75] {
        let order = sprout(net, terms, &whole.order, exponent, 64, chance, work);
        let draft = Draft::of(net, terms, order, method, work);
        if std::env::var("UMBRA_TRACE").is_ok() {
            eprintln!("   sprout {exponent} {} {}", draft.order.len(), draft.area / (net.node_count() as f64).powi(2));
        }
        if draft.is_better(&best, Aim::Area) {
            best = draft;
        }
    }
    vec![regrown, best]
}

/// The steps that a plan may take unless it is said: for some seconds.
pub(crate) fn default_steps(net: &Skeleton) -> u64 {
    let sweep = net.sweep_cost();
    (100_000 * sweep).min(600_000_000 + 1_000 * sweep).min(1_200_000_000)
}

/// The best plan found within the work.
pub(crate) fn portfolio(net: &Skeleton, terms: &Terms, aim: Aim, seed: u64, work: &mut Work) -> Draft {
    let mut drafts: Vec<Draft> = Vec::new();
    let total = work.left();
    for (purpose, method) in (0..).zip([Method::AdaptiveDegree, Method::CoreHd]) {
        let mut chance = Chance::new(seed, purpose);
        let order = match method {
            Method::AdaptiveDegree => adaptive_degree(net, terms, &mut chance),
            _ => core_hd(net, terms, &mut chance),
        };
        work.spend(net.sweep_cost());
        drafts.extend(graft(net, terms, order, method, aim, &mut chance, work));
    }
    let removals = drafts.iter().map(|draft| draft.order.len()).min().unwrap_or(0);
    for (purpose, share) in [(8, 0.15), (9, 0.15)] {
        let mut chance = Chance::new(seed, purpose);
        let mut part = work.part((total as f64 * share) as u64);
        // Rounds look at a network that shrinks, at two fifths of it in the mean.
        let sweeps = part.left() as f64 / (0.8 * net.sweep_cost() as f64);
        let sources = if purpose == 8 { 24.0 } else { 64.0 };
        let batch = (removals as f64 * sources / sweeps).ceil().max(1.0);
        let sources = (sweeps * batch / removals.max(1) as f64).max(sources);
        let following = Following { sources: sources as usize, batch: batch as usize };
        let order = adaptive_betweenness(net, terms, following, &mut chance, &mut part);
        work.settle(&part);
        drafts.extend(graft(net, terms, order, Method::SampledBetweenness, aim, &mut chance, work));
    }
    {
        let mut part = work.part(total / 20);
        let order = collective_influence(net, terms, removals, &mut part);
        work.settle(&part);
        let mut chance = Chance::new(seed, 10);
        drafts.extend(graft(net, terms, order, Method::CollectiveInfluence, aim, &mut chance, work));
        let mut part = work.part(total / 20);
        let order = explosive_immunisation(net, terms, &mut chance, &mut part);
        work.settle(&part);
        drafts.push(finish(net, terms, order, true, Method::ExplosiveImmunisation, &mut chance, work));
    }
    if std::env::var("UMBRA_TRACE").is_ok() {
        for draft in &drafts {
            eprintln!(
                "{} {} {}",
                draft.method.name(),
                draft.order.len(),
                draft.area / (net.node_count() as f64).powi(2)
            );
        }
    }
    cross(net, terms, &mut drafts, aim, work);
    let mut chance = Chance::new(seed, 20);
    let mut best = choose(&drafts, aim);
    match aim {
        Aim::Removals => {
            let mut part = work.part(work.left());
            let removed = shrink(net, terms, &best.order, &mut chance, &mut part);
            work.settle(&part);
            let order = regrow(net, terms, &removed, work);
            let draft = Draft::of(net, terms, order, best.method, work);
            if draft.is_better(&best, aim) {
                best = draft;
            }
        }
        Aim::Area => {
            let mut part = work.part(work.left() / 5);
            let fewest = choose(&drafts, Aim::Removals);
            let removed = shrink(net, terms, &fewest.order, &mut chance, &mut part);
            work.settle(&part);
            let order = regrow(net, terms, &removed, work);
            drafts.push(Draft::of(net, terms, order, fewest.method, work));
            let mut within = terms.clone();
            within.fixed = Some(vec![true; net.node_count()]);
            if let Some(fixed) = &mut within.fixed {
                removed.iter().for_each(|&node| fixed[node as usize] = false);
            }
            let mut part = work.part(work.left() / 5);
            let sweeps = part.left() as f64 / (0.8 * net.sweep_cost() as f64);
            let batch = (removed.len() as f64 * 64.0 / sweeps).ceil().max(1.0);
            let sources = (sweeps * batch / removed.len().max(1) as f64).max(64.0);
            let following = Following { sources: sources as usize, batch: batch as usize };
            let order = adaptive_betweenness(net, &within, following, &mut chance, &mut part);
            work.settle(&part);
            drafts.extend(graft(net, terms, order, Method::SampledBetweenness, aim, &mut chance, work));
            if std::env::var("UMBRA_TRACE").is_ok() {
                for draft in &drafts {
                    eprintln!(
                        "- {} {} {}",
                        draft.method.name(),
                        draft.order.len(),
                        draft.area / (net.node_count() as f64).powi(2)
                    );
                }
            }
            best = choose(&drafts, Aim::Area);
            let others = alternatives(net, terms, &drafts, &best);
            let mut part = work.part(work.left());
            let order = anneal(
                net,
                terms,
                &best.order,
                &others,
                Schedule {
                    heat: std::env::var("HEAT").map_or(0.05, |v| v.parse().unwrap_or(0.05)),
                    window: std::env::var("WINDOW").map_or(256, |v| v.parse().unwrap_or(256)),
                },
                &mut chance,
                &mut part,
            );
            work.settle(&part);
            let draft = Draft::of(net, terms, order, best.method, work);
            if draft.is_better(&best, aim) {
                best = draft;
            }
        }
    }
    best
}

fn choose(drafts: &[Draft], aim: Aim) -> Draft {
    let mut best = drafts[0].clone();
    for draft in &drafts[1..] {
        if draft.is_better(&best, aim) {
            best = draft.clone();
        }
    }
    best
}

/// Lets the network grow back from what any two of the best plans take out together.
fn cross(net: &Skeleton, terms: &Terms, drafts: &mut Vec<Draft>, aim: Aim, work: &mut Work) {
    let mut ranked: Vec<usize> = (0..drafts.len()).collect();
    ranked.sort_by(|&a, &b| {
        if drafts[a].is_better(&drafts[b], aim) {
            std::cmp::Ordering::Less
        } else if drafts[b].is_better(&drafts[a], aim) {
            std::cmp::Ordering::Greater
        } else {
            a.cmp(&b)
        }
    });
    ranked.truncate(3);
    let mut pairs = Vec::new();
    for (place, &a) in ranked.iter().enumerate() {
        pairs.extend(ranked[place + 1..].iter().map(|&b| (a, b)));
    }
    for (a, b) in pairs {
        let mut seen = vec![false; net.node_count()];
        let (first, second) = (&drafts[a].order, &drafts[b].order);
        // By relative place, so that what either takes early is put back late.
        let mut both: Vec<(f64, u32)> = Vec::new();
        for order in [first, second] {
            both.extend(order.iter().enumerate().map(|(at, &node)| (at as f64 / order.len() as f64, node)));
        }
        both.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        let union: Vec<u32> = both
            .into_iter()
            .filter(|&(_, node)| !std::mem::replace(&mut seen[node as usize], true))
            .map(|(_, node)| node)
            .collect();
        let method = drafts[a].method;
        let order = regrow(net, terms, &union, work);
        drafts.push(Draft::of(net, terms, order, method, work));
    }
}

/// Nodes that might go in place of some of a plan's: those of the other plans, and in small networks all that have two ties.
fn alternatives(net: &Skeleton, terms: &Terms, drafts: &[Draft], best: &Draft) -> Vec<u32> {
    let mut seen = vec![false; net.node_count()];
    best.order.iter().for_each(|&node| seen[node as usize] = true);
    let mut others = Vec::new();
    let mut take = |node: u32, others: &mut Vec<u32>| {
        if !std::mem::replace(&mut seen[node as usize], true) {
            others.push(node);
        }
    };
    for draft in drafts {
        draft.order.iter().for_each(|&node| take(node, &mut others));
    }
    if net.node_count() <= 2_000 {
        (0..net.node_count() as u32)
            .filter(|&node| terms.may_remove(node) && net.degree(node) > 1)
            .for_each(|node| take(node, &mut others));
    }
    others
}
