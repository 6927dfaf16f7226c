//! Better orders of removal by taking parts of good ones down and building them up again.

use super::chance::Chance;
use super::field::Field;
use super::islands::Islands;
use super::portfolio::{Aim, Draft, best_few};
use super::skeleton::Skeleton;
use super::terms::Terms;
use super::work::Work;

/// So many orders are worked on side by side: they come to rest several per cent apart.
const POOL: usize = 4;

/// Improves the best few drafts for the area, within the work, and adds what came of them.
///
/// Again and again a stretch of an order is drawn anew and kept if the area is no larger: ruin and recreate (G. Schrimpf et al.,
/// "Record breaking optimization results using the ruin and recreate principle", Journal of Computational Physics 159 (2000)). To
/// draw it, its nodes grow back as in [`sprout`](super::sprout::sprout), each time by another power of the sizes and from another
/// number of candidates. Now and then the stretch is drawn from what two orders take out together. Where moving single removals about, as
/// annealing does, only polishes, this changes which large part breaks off first.
pub(crate) fn recreate(net: &Skeleton, terms: &Terms, drafts: &mut Vec<Draft>, chance: &mut Chance, work: &mut Work) {
    let ranked = best_few(drafts, Aim::Area, POOL);
    let mut number = vec![u32::MAX; net.node_count()];
    let mut candidates: Vec<u32> = Vec::new();
    for &node in ranked.iter().flat_map(|draft| &draft.order) {
        if number[node as usize] == u32::MAX {
            number[node as usize] = candidates.len() as u32;
            candidates.push(node);
        }
    }
    let mut field = Field::new(net, terms, &candidates, &[]);
    work.spend(net.sweep_cost());
    let mut pool: Vec<(f64, Vec<u32>)> = Vec::new();
    for draft in &ranked {
        let order: Vec<u32> = draft.order.iter().map(|&node| number[node as usize]).collect();
        pool.push((draft.area, order));
    }
    let method = ranked.first().map(|draft| draft.method);
    let count = candidates.len();
    let mut regrowth = Regrowth { stamp: vec![0; field.weights.len()], clock: 0, is_there: Vec::new() };
    let mut is_out = vec![false; count];
    while count > 0 && !work.is_over() {
        // The best one most often.
        let at = chance.below(pool.len()).min(chance.below(pool.len()));
        let (area, order) = &pool[at];
        let len = order.len();
        let length = ((len as f64).powf(0.3 + 0.7 * chance.share()) as usize).clamp(1, len);
        let from = if chance.next() & 3 == 0 { 0 } else { chance.below(len - length + 1) };
        let to = from + length;
        let mut middle = order[from..to].to_vec();
        if pool.len() > 1 && chance.next() & 3 == 0 {
            is_out.fill(false);
            order.iter().for_each(|&candidate| is_out[candidate as usize] = true);
            let with = (at + 1 + chance.below(pool.len() - 1)) % pool.len();
            middle.extend(pool[with].1.iter().filter(|&&candidate| !is_out[candidate as usize]));
        }
        let few = (4.0 * 16f64.powf(chance.share())) as usize;
        let power = Power::ALL[chance.below(Power::ALL.len())];
        let mut fresh = regrowth.draw(&mut field, [&order[..from], &middle, &order[to..]], power, few, chance);
        let mut end = 0;
        is_out.fill(false);
        fresh.iter().for_each(|&candidate| is_out[candidate as usize] = true);
        let kept = fresh.len();
        fresh.extend((0..count as u32).filter(|&candidate| !is_out[candidate as usize]));
        let reached = field.area(&fresh, &mut end);
        work.spend(std::mem::take(&mut field.steps) + 4 * count as u64);
        if reached <= *area && end <= kept {
            fresh.truncate(end);
            pool[at] = (reached, fresh);
        }
    }
    if let Some(method) = method {
        for (_, order) in pool {
            let order: Vec<u32> = order.iter().map(|&candidate| candidates[candidate as usize]).collect();
            drafts.push(Draft::of(net, terms, order, method, work));
        }
    }
}

/// A power of a component's size, cheap to work out.
#[derive(Clone, Copy)]
enum Power {
    One,
    FourthRoot,
    Root,
    RootAndFourthRoot,
    Size,
}

impl Power {
    const ALL: [Power; 5] = [Power::One, Power::FourthRoot, Power::Root, Power::RootAndFourthRoot, Power::Size];

    #[inline]
    fn of(self, size: u32) -> f64 {
        let size = f64::from(size);
        match self {
            Power::One => 1.0,
            Power::FourthRoot => size.sqrt().sqrt(),
            Power::Root => size.sqrt(),
            Power::RootAndFourthRoot => size.sqrt() * size.sqrt().sqrt(),
            Power::Size => size,
        }
    }
}

/// What growing back needs beside the field.
struct Regrowth {
    stamp: Vec<u32>,
    clock: u32,
    is_there: Vec<bool>,
}

impl Regrowth {
    /// Lets the middle of an order grow back, while what stands before it stays out and what stands behind it is back already. Gives
    /// the whole order with the middle in its new one. What comes back without passing the target is left out.
    fn draw(
        &mut self,
        field: &mut Field<'_>,
        [head, middle, tail]: [&[u32]; 3],
        power: Power,
        few: usize,
        chance: &mut Chance,
    ) -> Vec<u32> {
        let count = field.candidates.len();
        let mut islands = Islands::weighing(field.weights.clone());
        field.steps += field.weights.len() as u64;
        self.is_there.clear();
        self.is_there.resize(count, false);
        let mut comes_late = vec![false; count];
        head.iter().chain(middle).for_each(|&candidate| comes_late[candidate as usize] = true);
        for candidate in (0..count as u32).filter(|&candidate| !comes_late[candidate as usize]) {
            field.put_back(&mut islands, &mut self.is_there, candidate, 0);
        }
        let mut waiting = middle.to_vec();
        let mut returned: Vec<u32> = Vec::with_capacity(middle.len());
        let target = field.terms.target;
        while !waiting.is_empty() {
            let mut best: Option<(f64, u32, usize)> = None;
            for tried in 0..few.min(waiting.len()) {
                // The few stand in front, so that none is tried twice.
                let at = tried + if waiting.len() > few { chance.below(waiting.len() - tried) } else { 0 };
                waiting.swap(tried, at);
                let (weight, made) = self.weigh(field, &mut islands, waiting[tried], power);
                if best.is_none_or(|(least, size, _)| (weight, made) < (least, size)) {
                    best = Some((weight, made, tried));
                }
            }
            let Some((_, made, at)) = best else { break };
            let candidate = waiting.swap_remove(at);
            field.put_back(&mut islands, &mut self.is_there, candidate, 0);
            if made > target {
                returned.push(candidate);
            }
        }
        let mut order = head.to_vec();
        order.extend(returned.iter().rev());
        order.extend_from_slice(tail);
        order
    }

    /// What a candidate's return would weigh for its cost, and the size of the component that it would make.
    fn weigh(&mut self, field: &mut Field<'_>, islands: &mut Islands, candidate: u32, power: Power) -> (f64, u32) {
        self.clock += 1;
        let count = field.candidates.len();
        let (mut weight, mut made) = (0.0, field.weights[candidate as usize]);
        let row = field.row(candidate);
        for &other in row {
            if (other as usize) < count && !self.is_there[other as usize] {
                continue;
            }
            let root = islands.find(other);
            if std::mem::replace(&mut self.stamp[root as usize], self.clock) != self.clock {
                let size = islands.size(root);
                made += size;
                weight += power.of(size);
            }
        }
        let steps = row.len() as u64 + 4;
        field.steps += steps;
        (weight / field.cost(candidate), made)
    }
}
