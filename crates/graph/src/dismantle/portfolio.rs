//! Several methods, the best of them kept and improved.

use std::cmp::Ordering;

use super::anneal::{Schedule, anneal};
use super::between::{Following, adaptive_betweenness};
use super::chance::Chance;
use super::curve::{fall, reach};
use super::degree::{adaptive_degree, core_hd};
use super::exact::cheapest;
use super::immunise::explosive_immunisation;
use super::influence::collective_influence;
use super::min_sum::min_sum;
use super::options::Method;
use super::recreate::recreate;
use super::regrow::{Regrown, regrow, regrow_behind};
use super::shrink::shrink;
use super::skeleton::Skeleton;
use super::spectral::spectral;
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
    /// The size of the largest component after 0, 1, 2, ... removals.
    pub(crate) largest: Vec<u32>,
    pub(crate) area: f64,
    pub(crate) cost: f64,
    pub(crate) reaches: bool,
    pub(crate) method: Method,
    /// What no set that reaches the target can cost less than, where it is known.
    pub(crate) bound: Option<f64>,
    pub(crate) is_proven: bool,
}

impl Draft {
    pub(crate) fn of(net: &Skeleton, terms: &Terms, order: Vec<u32>, method: Method, work: &mut Work) -> Draft {
        let largest = fall(net, &order).largest;
        work.spend(net.sweep_cost());
        Draft::with(terms, order, largest, method)
    }

    fn regrown(net: &Skeleton, terms: &Terms, regrown: Regrown, method: Method, work: &mut Work) -> Draft {
        match regrown.largest {
            Some(largest) => Draft::with(terms, regrown.order, largest, method),
            None => Draft::of(net, terms, regrown.order, method, work),
        }
    }

    fn with(terms: &Terms, order: Vec<u32>, largest: Vec<u32>, method: Method) -> Draft {
        let steps = order.iter().zip(&largest[1..]);
        let area = steps.map(|(&node, &size)| terms.cost(node) * f64::from(size)).sum();
        let reaches = largest.last().is_none_or(|&size| size <= terms.target);
        Draft { area, cost: terms.cost_of(&order), reaches, method, largest, order, bound: None, is_proven: false }
    }

    /// The better draft first.
    fn compare(&self, other: &Draft, aim: Aim) -> Ordering {
        let key = |draft: &Draft| match aim {
            Aim::Area => (!draft.reaches, draft.area, draft.cost),
            Aim::Removals => (!draft.reaches, draft.cost, draft.area),
        };
        let (a, b) = (key(self), key(other));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
    }

    fn is_better(&self, other: &Draft, aim: Aim) -> bool {
        self.compare(other, aim).is_lt()
    }
}

/// The best few of the drafts that reach the target, the best first, no order twice in a row.
pub(crate) fn best_few(drafts: &[Draft], aim: Aim, few: usize) -> Vec<&Draft> {
    let mut ranked: Vec<&Draft> = drafts.iter().filter(|draft| draft.reaches).collect();
    ranked.sort_by(|a, b| a.compare(b, aim));
    ranked.dedup_by(|a, b| a.order == b.order);
    ranked.truncate(few);
    ranked
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
    largest.truncate(order.len() + 1);
    if reinserts && reached.is_some() {
        let regrown = regrow(net, terms, &order, work);
        return Draft::regrown(net, terms, regrown, method, work);
    }
    Draft::with(terms, order, largest, method)
}

/// From how many nodes and slots on fewer ways of growing back are tried, since each goes over the whole network several times.
const LARGE: u64 = 1_500_000;

/// The powers of a component's size by which networks grow back, beside the size itself.
const EXPONENTS: [f64; 4] = [0.0, 0.25, 0.5, 0.75];

/// What a method's order gives when the network grows back from it: by size, and, for the area, the best of other ways: by
/// powers of the size; not at all; and with the head of the order kept, so that the network breaks up as the method meant it to.
fn regrowths(
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
    let regrown = regrow(net, terms, &whole.order, work);
    let regrown = Draft::regrown(net, terms, regrown, method, work);
    if aim == Aim::Removals {
        return vec![regrown];
    }
    let mut best = whole.clone();
    let is_large = net.sweep_cost() > LARGE;
    // A hundredth of the work for all exponents together.
    let slots: u64 = whole.order.iter().map(|&node| u64::from(net.degree(node)) + 4).sum();
    let few = (work.limit() / 400 / slots.max(1)).clamp(6, 64) as usize;
    for tenths in [4, 7, 9] {
        if is_large {
            break;
        }
        let grafted = regrow_behind(net, terms, whole.order.len() * tenths / 10, &whole.order, work);
        let draft = Draft::regrown(net, terms, grafted, method, work);
        if draft.is_better(&best, Aim::Area) {
            best = draft;
        }
    }
    for exponent in if is_large { &EXPONENTS[1..3] } else { &EXPONENTS[..] } {
        let order = sprout(net, terms, &whole.order, *exponent, few, chance, work);
        let draft = Draft::of(net, terms, order, method, work);
        if draft.is_better(&best, Aim::Area) {
            best = draft;
        }
    }
    vec![regrown, best]
}

/// The steps that a plan may take unless it is said: for some seconds. Orders gain from annealing for longer than sets do from exchange,
/// whose steps are dearer.
pub(crate) fn default_steps(net: &Skeleton, seeks_order: bool) -> u64 {
    let sweep = net.sweep_cost().max(1);
    let most = if seeks_order { 850_000_000 } else { (450_000_000 + 500 * sweep).min(850_000_000) };
    // Rows that no longer fit the processor's caches make a step several times as dear.
    (200_000 * sweep).min(most).min(1_700_000_000_000_000 / sweep)
}

/// Up to how many nodes the fewest removals are searched for by branch and bound.
const SMALL: usize = 160;

/// What a method finds by itself, with reinsertion and ordering if asked for.
pub(crate) fn baseline(
    net: &Skeleton,
    terms: &Terms,
    method: Method,
    reinserts: bool,
    seed: u64,
    work: &mut Work,
) -> Draft {
    let mut chance = Chance::new(seed, method as u64);
    let counts_ahead = matches!(method, Method::CollectiveInfluence | Method::MinSum | Method::SampledBetweenness);
    let expected = if counts_ahead { expected_removals(net, terms, seed, work) } else { 1 };
    let order = raw(net, terms, method, expected, &mut chance, work);
    finish(net, terms, order, reinserts, method, &mut chance, work)
}

/// About how many nodes must go: what adaptive degree with reinsertion takes.
fn expected_removals(net: &Skeleton, terms: &Terms, seed: u64, work: &mut Work) -> usize {
    let mut chance = Chance::new(seed, Method::AdaptiveDegree as u64);
    let order = adaptive_degree(net, terms, &mut chance);
    finish(net, terms, order, true, Method::AdaptiveDegree, &mut chance, work).order.len().max(1)
}

/// A method's own order, within the work.
fn raw(
    net: &Skeleton,
    terms: &Terms,
    method: Method,
    expected: usize,
    chance: &mut Chance,
    work: &mut Work,
) -> Vec<u32> {
    match method {
        Method::CoreHd => core_hd(net, terms, chance),
        Method::CollectiveInfluence => collective_influence(net, terms, expected, work),
        Method::ExplosiveImmunisation => explosive_immunisation(net, terms, chance, work),
        Method::Spectral => spectral(net, terms, chance, work),
        Method::MinSum => min_sum(net, terms, expected, chance, work),
        Method::AdaptiveBetweenness => {
            adaptive_betweenness(net, terms, Following { sources: usize::MAX, batch: 1 }, chance, work)
        }
        Method::SampledBetweenness => {
            adaptive_betweenness(net, terms, following(net, expected, 24, work), chance, work)
        }
        _ => adaptive_degree(net, terms, chance),
    }
}

/// How closely betweenness can be followed within the work, with at least so many sources a round.
fn following(net: &Skeleton, expected: usize, sources: usize, work: &Work) -> Following {
    // A sweep goes over the rows twice, and rounds look at a network that shrinks, at two fifths of it in the mean.
    let sweeps = work.left() as f64 / (0.8 * net.sweep_cost().max(1) as f64);
    let batch = (expected as f64 * sources as f64 / sweeps.max(1.0)).ceil().max(1.0);
    let sources = (sweeps * batch / expected as f64).max(sources as f64);
    Following { sources: sources as usize, batch: batch as usize }
}

/// The best plan found within the work.
pub(crate) fn portfolio(net: &Skeleton, terms: &Terms, aim: Aim, seed: u64, work: &mut Work) -> Draft {
    let untouched = Draft::of(net, terms, Vec::new(), Method::Portfolio, work);
    if untouched.reaches {
        return Draft { bound: Some(0.0), is_proven: true, ..untouched };
    }
    let mut drafts: Vec<Draft> = Vec::new();
    let total = work.left();
    let expected = expected_removals(net, terms, seed, work);
    // Each with its part of the work in hundredths; those that only walk the network need none.
    let entrants = [
        (Method::AdaptiveDegree, 0, 0),
        (Method::CoreHd, 0, 0),
        (Method::SampledBetweenness, 10, 24),
        (Method::SampledBetweenness, 10, 64),
        (Method::CollectiveInfluence, 3, 0),
        (Method::ExplosiveImmunisation, 3, 0),
        (Method::MinSum, 3, 0),
    ];
    for (purpose, (method, hundredths, sources)) in (0..).zip(entrants) {
        // Messages are worth their memory on networks of moderate size alone.
        if method == Method::MinSum && net.tie_count() > 200_000 {
            continue;
        }
        let mut chance = Chance::new(seed, purpose);
        let mut part = work.part(total / 100 * hundredths);
        let order = if method == Method::SampledBetweenness {
            let following = following(net, expected, sources, &part);
            adaptive_betweenness(net, terms, following, &mut chance, &mut part)
        } else {
            raw(net, terms, method, expected, &mut chance, &mut part)
        };
        work.settle(&part);
        drafts.extend(regrowths(net, terms, order, method, aim, &mut chance, work));
    }
    cross(net, terms, &mut drafts, aim, work);
    let mut chance = Chance::new(seed, 20);
    match aim {
        Aim::Removals => fewest(net, terms, &drafts, &mut chance, work),
        Aim::Area => smallest(net, terms, drafts, &mut chance, work),
    }
}

fn fewest(net: &Skeleton, terms: &Terms, drafts: &[Draft], chance: &mut Chance, work: &mut Work) -> Draft {
    let mut best = choose(drafts, Aim::Removals);
    if !best.reaches {
        return best;
    }
    let is_small = net.node_count() <= SMALL;
    let mut part = work.part(if is_small { work.left() / 4 } else { work.left() });
    let removed = shrink(net, terms, &best.order, chance, &mut part);
    work.settle(&part);
    let regrown = regrow(net, terms, &removed, work);
    let draft = Draft::regrown(net, terms, regrown, best.method, work);
    if draft.is_better(&best, Aim::Removals) {
        best = draft;
    }
    if is_small {
        let mut part = work.part(work.left());
        let proof = cheapest(net, terms, &best.order, &mut part);
        work.settle(&part);
        if let Some(set) = proof.found {
            let regrown = regrow(net, terms, &set, work);
            best = Draft::regrown(net, terms, regrown, Method::BranchAndBound, work);
        }
        best.bound = Some(proof.bound);
        best.is_proven = proof.is_proven;
    }
    best
}

fn smallest(net: &Skeleton, terms: &Terms, mut drafts: Vec<Draft>, chance: &mut Chance, work: &mut Work) -> Draft {
    // A smaller set is a better place to begin, in whatever order; which one the walk ends at depends on where it began.
    let begun: Vec<Draft> = best_few(&drafts, Aim::Removals, WALKS).into_iter().cloned().collect();
    let share = work.left() / (3 * begun.len() as u64 + 1);
    let mut sets: Vec<(f64, Vec<u32>)> = Vec::new();
    for draft in &begun {
        let mut part = work.part(share);
        let removed = shrink(net, terms, &draft.order, chance, &mut part);
        work.settle(&part);
        drafts.extend(regrowths(net, terms, removed.clone(), draft.method, Aim::Area, chance, work));
        sets.push((terms.cost_of(&removed), removed));
    }
    let Some((_, removed)) = sets.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return choose(&drafts, Aim::Area);
    };
    // Betweenness among its nodes alone puts those first that break the network into large parts.
    let mut within = terms.clone();
    let mut fixed = vec![true; net.node_count()];
    removed.iter().for_each(|&node| fixed[node as usize] = false);
    within.fixed = Some(fixed);
    let mut part = work.part(work.left() / 8);
    let following = following(net, removed.len().max(1), 64, &part);
    let order = adaptive_betweenness(net, &within, following, chance, &mut part);
    work.settle(&part);
    drafts.extend(regrowths(net, terms, order, Method::SampledBetweenness, Aim::Area, chance, work));
    let mut part = work.part(work.left() / 3);
    recreate(net, terms, &mut drafts, chance, &mut part);
    work.settle(&part);
    let best = choose(&drafts, Aim::Area);
    let others = alternatives(net, terms, &drafts, &best);
    let mut part = work.part(work.left());
    let order = anneal(net, terms, &best.order, &others, Schedule { heat: 0.05, window: 256 }, chance, &mut part);
    work.settle(&part);
    let draft = Draft::of(net, terms, order, best.method, work);
    if draft.is_better(&best, Aim::Area) { draft } else { best }
}

/// So many sets are made smaller on the way to the smallest area.
const WALKS: usize = 3;

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
    ranked.sort_by(|&a, &b| drafts[a].compare(&drafts[b], aim));
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
        let regrown = regrow(net, terms, &union, work);
        drafts.push(Draft::regrown(net, terms, regrown, method, work));
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
