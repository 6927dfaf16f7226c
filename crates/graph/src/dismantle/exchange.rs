//! Plans with a budget: greedy choice, exchange, and all sets where there are few.

use super::chance::Chance;
use super::terms::Terms;
use super::work::Work;
use super::worth::Worth;

/// What a budget leaves room for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) count: usize,
    pub(crate) cost: f64,
}

/// A set found for a budget.
pub(crate) struct Found {
    pub(crate) nodes: Vec<u32>,
    pub(crate) value: f64,
    pub(crate) is_proven: bool,
}

/// Chooses the candidate that helps most, over and over; then takes out one of the chosen at a time and refills, and, once
/// that helps no more, a random two of them, until the work is spent or 200 such kicks in a row have come to nothing. Where the budget is a count and
/// all sets can be looked at within half of the work, they are, and the result is proven.
///
/// Greedy choice with exchange is S. Borgatti's method (Computational and Mathematical Organization Theory 12 (2006)).
pub(crate) fn exchange(
    worth: &mut dyn Worth,
    terms: &Terms,
    candidates: &[u32],
    start: &[u32],
    room: Room,
    chance: &mut Chance,
    work: &mut Work,
) -> Found {
    let node_count = worth.node_count();
    let mut gone = vec![false; node_count];
    let count = room.count.min(candidates.len());
    if count > 0 && terms.costs.is_none() && room.cost >= count as f64 && worth.is_exact() {
        let sets = choices(candidates.len(), count - 1);
        let steps = sets * worth.addition_steps(candidates.len()) as f64;
        if steps <= work.left() as f64 / 2.0 {
            return all_sets(worth, terms, candidates, count, &mut gone, work);
        }
    }
    let mut chosen: Vec<u32> = Vec::new();
    let mut value = refill(worth, terms, candidates, room, &mut chosen, &mut gone, work);
    if !start.is_empty() {
        let mut other_gone = vec![false; node_count];
        let mut other: Vec<u32> = Vec::new();
        for &node in start {
            if other.len() < room.count && terms.cost_of(&other) + terms.cost(node) <= room.cost {
                other_gone[node as usize] = true;
                other.push(node);
            }
        }
        let other_value = refill(worth, terms, candidates, room, &mut other, &mut other_gone, work);
        if other_value < value {
            (chosen, gone, value) = (other, other_gone, other_value);
        }
    }
    let mut idle = 0;
    let mut settled = false;
    while !chosen.is_empty() && !work.is_over() && idle < 200 {
        let (old, old_gone, old_value) = (chosen.clone(), gone.clone(), value);
        let kick = |chosen: &mut Vec<u32>, gone: &mut Vec<bool>, at: usize| {
            gone[chosen[at] as usize] = false;
            chosen.remove(at);
        };
        if settled {
            for _ in 0..2.min(old.len()) {
                let at = chance.below(chosen.len());
                kick(&mut chosen, &mut gone, at);
            }
            // One by chance, so that the refill can't undo the kick at once.
            let by_chance = candidates[chance.below(candidates.len())];
            if !gone[by_chance as usize] && terms.cost_of(&chosen) + terms.cost(by_chance) <= room.cost {
                gone[by_chance as usize] = true;
                chosen.push(by_chance);
            }
            value = refill(worth, terms, candidates, room, &mut chosen, &mut gone, work);
        }
        let mut improves = true;
        while improves && !work.is_over() {
            improves = false;
            for at in (0..chosen.len()).rev() {
                let (before, before_gone) = (chosen.clone(), gone.clone());
                kick(&mut chosen, &mut gone, at);
                let now = refill(worth, terms, candidates, room, &mut chosen, &mut gone, work);
                if now < value - 1e-12 {
                    value = now;
                    improves = true;
                } else {
                    (chosen, gone) = (before, before_gone);
                }
                if work.is_over() {
                    break;
                }
            }
        }
        settled = true;
        if value < old_value - 1e-12 {
            idle = 0;
        } else {
            idle += 1;
            (chosen, gone, value) = (old, old_gone, old_value);
        }
    }
    Found { nodes: chosen, value, is_proven: false }
}

/// Adds the best of the candidates while there is room; returns the worth then.
fn refill(
    worth: &mut dyn Worth,
    terms: &Terms,
    candidates: &[u32],
    room: Room,
    chosen: &mut Vec<u32>,
    gone: &mut [bool],
    work: &mut Work,
) -> f64 {
    let mut value = None;
    while chosen.len() < room.count {
        let left = room.cost - terms.cost_of(chosen);
        let Some((node, now)) = worth.best_addition(gone, candidates, terms, left, work) else { break };
        gone[node as usize] = true;
        chosen.push(node);
        value = Some(now);
    }
    value.unwrap_or_else(|| worth.value(gone, work))
}

/// How many sets of `k` there are among `n`.
fn choices(n: usize, k: usize) -> f64 {
    (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product()
}

/// Looks at every set of `count` candidates; the last of each is found by [`Worth::best_addition`].
fn all_sets(
    worth: &mut dyn Worth,
    terms: &Terms,
    candidates: &[u32],
    count: usize,
    gone: &mut [bool],
    work: &mut Work,
) -> Found {
    let mut best: Option<(f64, Vec<u32>)> = None;
    let mut picked: Vec<usize> = (0..count - 1).collect();
    loop {
        picked.iter().for_each(|&at| gone[candidates[at] as usize] = true);
        // What comes after the last picked is enough: every set is met with its last member left open.
        let rest = &candidates[picked.last().map_or(0, |&last| last + 1)..];
        if let Some((node, value)) = worth.best_addition(gone, rest, terms, f64::INFINITY, work)
            && best.as_ref().is_none_or(|(least, _)| value < least - 1e-15)
        {
            let mut nodes: Vec<u32> = picked.iter().map(|&at| candidates[at]).collect();
            nodes.push(node);
            best = Some((value, nodes));
        }
        picked.iter().for_each(|&at| gone[candidates[at] as usize] = false);
        // The next set in lexicographic order.
        let Some(turn) = (0..picked.len()).rev().find(|&at| picked[at] < candidates.len() - count + at) else { break };
        picked[turn] += 1;
        for at in turn + 1..picked.len() {
            picked[at] = picked[at - 1] + 1;
        }
    }
    let (value, nodes) = best.unwrap_or((f64::INFINITY, Vec::new()));
    Found { nodes, value, is_proven: !work.is_over() }
}
